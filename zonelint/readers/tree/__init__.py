"""YAML and JSON as trees of nodes, each with its place in the text."""
