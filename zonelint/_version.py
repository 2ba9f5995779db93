"""The version, in a leaf of its own: whoever needs it imports nothing else."""

__version__ = "0.1.0"

PROJECT_URL = ""
"""Where the project is found on the web; empty: nowhere yet."""
