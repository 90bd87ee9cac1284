"""Files that leave kviz."""
