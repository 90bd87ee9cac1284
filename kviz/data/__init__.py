"""Points in, named and checked: tables, built-in sets, arrays."""
