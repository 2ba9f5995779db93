"""Rules about the record that begins a zone."""
