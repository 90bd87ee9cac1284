"""The lesson file: what may stand in it, where each thing stands, and what is wrong with it."""
