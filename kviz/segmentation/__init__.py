"""From a table to named segments, a report and the code."""
