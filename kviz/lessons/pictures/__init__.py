"""The pictures of a lesson: steps of its runs, and charts."""
