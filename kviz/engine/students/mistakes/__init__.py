"""The classic mistakes of a k-means program, each a row that says what a wrong program would do."""
