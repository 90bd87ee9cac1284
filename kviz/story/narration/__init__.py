"""The sentences that tell a step: its start centroids, points, moves, cost and events."""
