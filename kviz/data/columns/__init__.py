"""Columns of a table: text to numbers, what each column holds, and which may be features."""
