"""Text to records: encoding, separators, quotes, and the lines around a table."""
