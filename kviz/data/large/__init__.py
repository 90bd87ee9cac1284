"""Points that are more than memory holds: they stay in their file or on their cluster, and come in parts."""
