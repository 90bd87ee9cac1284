"""The browser's side: JavaScript and style sheets, shared by widget, page and exported files."""
