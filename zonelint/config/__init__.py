"""The configuration: found, read, checked, and kept as plain data."""
