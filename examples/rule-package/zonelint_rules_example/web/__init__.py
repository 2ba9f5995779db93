"""Rules about names of web sites."""
