"""The page as a widget: a session, its settings and its view."""
