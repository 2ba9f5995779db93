"""Rules about records that lead to names."""
