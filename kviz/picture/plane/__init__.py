"""Geometry of the drawn plane: borders, clipping, projection, ticks."""
