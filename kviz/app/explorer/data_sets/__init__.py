"""What the page can be given: built-in sets with their pictures and remedies, and a person's own tables."""
