"""What stands beside the plot: sentence, draw, sizes, cost."""
