"""From the steps of fixes to files: edits of octets, which are tried in memory and then written."""
