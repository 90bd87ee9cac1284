"""A lesson as slides: for the page, as one HTML file, and for PowerPoint."""
