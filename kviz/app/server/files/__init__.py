"""Files of the page on their way to the browser."""
