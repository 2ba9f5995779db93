"""The configurations of name servers, as far as they tell which file is which zone."""
