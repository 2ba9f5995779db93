"""Rules are found and run here, and their findings are sorted, suppressed, merged and weighed."""
