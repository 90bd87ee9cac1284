"""Questions about the step that comes next: one kind a row, with what must be hidden while it is asked."""
