"""The player, the page and its launcher."""
