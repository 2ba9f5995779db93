"""Master files (RFC 1035 section 5): from lines to records, with every fault where it stands."""
