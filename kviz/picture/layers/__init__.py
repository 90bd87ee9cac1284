"""The layers of the plot, from the regions up to the labels."""
