"""The page without a server: static files, with Python in the visitor's browser.

``kviz.site`` is this package and the function of the same name: ``kviz.site("folder")`` writes the files.
"""

import os
import sys
from pathlib import Path
from types import ModuleType


class _Callable(ModuleType):
    """A package that can be called."""

    def __call__(self, folder: str | os.PathLike, **options: object) -> Path:
        """Write the page as static files; see ``kviz.site.build.site.site``."""
        from kviz.site.build.site import site

        return site(folder, **options)  # type: ignore[arg-type]


sys.modules[__name__].__class__ = _Callable
