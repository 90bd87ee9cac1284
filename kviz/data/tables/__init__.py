"""Tables as people have them: found out, read, and every repair said."""
