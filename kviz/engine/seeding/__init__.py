"""Where a run starts: the six ways to choose start centroids, and custom ones."""
