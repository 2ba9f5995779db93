"""Rules about name servers, zone cuts and zones as a whole."""
