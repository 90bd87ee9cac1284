"""k-means on points that come in parts: the same generator, the same steps, exact numbers of all points."""
