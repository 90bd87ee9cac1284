"""Settings of Sphinx: every page stands alone and asks no other machine for anything."""

from kviz import __version__

project = "kviz"
author = copyright = "the kviz contributors"
version = release = __version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_design"]
exclude_patterns = ["included", "kviz", "work"]
# build.py has run the notebooks; widgets would fetch scripts, so the player stands in a frame instead
nb_execution_mode = "off"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings name shapes and units, which types cannot
napoleon_google_docstring = False
napoleon_use_ivar, napoleon_use_param, napoleon_use_rtype = True, False, False

html_theme = "furo"
html_title = "kviz"
html_favicon = "static/kviz.svg"
html_static_path = ["static"]
html_css_files = ["site.css"]
toc_object_entries = False  # every name has a heading already

html_copy_source = html_show_sourcelink = False
html_show_search_summary = False  # a page without a server may not read another
html_last_updated_fmt = None  # the same sources give the same pages
