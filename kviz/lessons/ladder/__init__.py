"""From reading to writing: one program, its rungs, and programs with one mistake in them."""
