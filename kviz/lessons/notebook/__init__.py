"""A lesson as a notebook: to learn with, and to hand in."""
