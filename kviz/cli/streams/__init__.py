"""The streams of a command."""
