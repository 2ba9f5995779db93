"""octoDNS: its configuration, and the records of its YAML files as it would publish them."""
