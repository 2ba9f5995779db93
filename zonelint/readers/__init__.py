"""Readers: from the text of a file to records. One module per format."""
