"""Which file is which zone: from paths and the configuration to sets of zones."""
