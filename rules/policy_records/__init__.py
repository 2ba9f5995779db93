"""Rules about policies that are published in TXT and CAA records."""
