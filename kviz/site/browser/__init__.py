"""What runs in the visitor's browser, behind the page: a web worker's Python."""
