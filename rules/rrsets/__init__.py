"""Rules about records of one owner and type."""
