"""A visit: who is let in, the page that is shown, and the kernel behind it."""
