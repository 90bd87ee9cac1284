"""What a browser may ask of a session, one file for each part of the page."""
