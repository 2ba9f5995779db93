"""Rules about DNS as code: octoDNS, and other tools that publish records kept in YAML or JSON."""
