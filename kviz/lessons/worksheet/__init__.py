"""k-means on paper: a problem that works out by hand, its sheet and its key."""
