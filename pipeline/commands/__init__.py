"""The commands, one a module, and the command line in front of them."""
