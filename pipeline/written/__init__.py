"""What people write: the settings, the list of papers, the reviews."""
