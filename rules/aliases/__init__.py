"""Rules about CNAME records."""
