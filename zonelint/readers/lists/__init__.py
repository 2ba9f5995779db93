"""Lists of records in YAML and JSON: manifests, exports, and the variables of roles."""
