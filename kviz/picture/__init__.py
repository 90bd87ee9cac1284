"""Everything that is drawn: matplotlib starts here."""
