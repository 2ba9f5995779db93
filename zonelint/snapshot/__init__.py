"""What the zones do not know: rounds of questions to a resolver, for the one command that may ask."""
