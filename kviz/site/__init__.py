"""The page without a server: static files, with Python in the visitor's browser."""
