"""Rules about who takes mail and who sends it."""
