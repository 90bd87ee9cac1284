"""Pictures and tables that stand still: PNG, SVG, PDF, HTML, notebooks, CSV, JSON."""
