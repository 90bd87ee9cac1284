"""How marks become pixels or artists: back ends, letters, colours."""
