"""The DNS as data: names, records, zones, and look-ups in all zones of a view."""
