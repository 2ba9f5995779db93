"""Rules of our own: a folder for each theme, in it a module for each rule. Nothing else lists them."""
