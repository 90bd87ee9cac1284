"""Somebody else's k-means: recorded, read, judged."""
