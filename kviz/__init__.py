"""See k-means think: every seeding choice, assignment and update, step by step.

The public names and their homes are listed once, in ``__init__.pyi``. Each is imported when it is first used,
so ``import kviz`` costs what ``import numpy`` costs, and editors and type checkers still see them all.
"""

import sys as _sys

import lazy_loader as _lazy_loader

from kviz.app.notebook import register_cards as _register_cards

_find, __dir__, __all__ = _lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in __all__:
        message = f"kviz has no {name!r}; it has {', '.join(__all__)}"
        if name == "KMeans":
            message = "kviz has no 'KMeans': kviz.run(X, k=3) is a run with all its steps"
        raise AttributeError(message, name=name, obj=_sys.modules[__name__])
    return _find(name)


_register_cards()  # a run, a dataset, … as the last line of a cell shows itself
