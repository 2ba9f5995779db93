"""Rules about what cannot be read, or reads otherwise than it was meant."""
