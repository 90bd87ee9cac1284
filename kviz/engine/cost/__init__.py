"""What the cost of a step is made of, and why an update can only lower it."""
