"""How many clusters: elbow, silhouette, gap, restarts."""
