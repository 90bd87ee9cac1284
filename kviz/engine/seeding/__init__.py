"""Where a run starts: the ways to choose start centroids, and custom ones."""
