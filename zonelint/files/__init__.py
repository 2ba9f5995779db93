"""Where text comes from and goes to: the one way to read a file, the bounds of what may be read, and writing."""
