"""Pages of A4 or Letter: text that flows, plots in their place, and a PDF at the end."""
