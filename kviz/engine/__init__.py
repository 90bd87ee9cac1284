"""The algorithm as a stream of steps: numpy only, no drawing, no widgets."""
