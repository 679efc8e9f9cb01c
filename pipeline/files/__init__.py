"""Files, read with care and replaced as a whole."""
