"""Puts the worker's carrier in the place of Jupyter's, before the page is imported."""

import sys
from types import ModuleType

from kviz.site.browser.widget import AnyWidget


def stand_in() -> None:
    """Let ``import anywidget`` find the bridge over a worker's messages: to be called before any widget."""
    module = ModuleType("anywidget")
    module.AnyWidget = AnyWidget  # type: ignore[attr-defined]
    sys.modules["anywidget"] = module
