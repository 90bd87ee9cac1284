"""What a run file holds of each step, and what is looked at before a step is made of it."""
