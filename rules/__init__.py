"""The built-in rules: a folder for each theme, in it a module for each rule. Nothing else lists them."""
