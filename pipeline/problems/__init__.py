"""What a person got wrong, and how it is told."""
