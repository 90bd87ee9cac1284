"""The numbers of a lesson: its runs, what is measured, and how both get into the words."""
