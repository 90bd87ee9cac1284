"""Python's first words in a web worker: the page's other half, which draws and answers.

``kviz_page`` is the worker itself (``kviz/web/site/worker.js``).
"""

import logging
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kviz.site.browser.language import speak
from kviz.site.browser.late_packages import LatePackages
from kviz.site.browser.stand_in import stand_in

LIBRARY = "/lib/python3.12/site-packages"


def start() -> Callable[[str, Any], None]:
    """Open the page; returns what takes its messages."""
    import kviz_page
    from pyodide.ffi import to_js

    sys.meta_path.append(LatePackages(lambda name: kviz_page.late(name).to_bytes(), LIBRARY))
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it tells that it looks for fonts
    warnings.filterwarnings("ignore", "Unable to import Axes3D")  # which was left at home
    speak(Path(LIBRARY))
    stand_in()
    import numpy  # noqa: F401

    kviz_page.part(0.6)
    import matplotlib.figure  # noqa: F401

    kviz_page.part(0.8)
    from kviz.app.explorer.explorer import Explorer, explore
    from kviz.site.browser.own_code import OWN_CODE
    from kviz.site.browser.shelf import FOLDER, put_on_shelf

    put_on_shelf(Path(LIBRARY, FOLDER))

    Explorer.actions = {**Explorer.actions, **OWN_CODE}
    page = explore()
    page.open(lambda text, buffers: kviz_page.post(text, to_js(buffers)))  # type: ignore[attr-defined]

    def receive(text: str, buffers: Any) -> None:
        page.receive(text, [part.to_bytes() for part in buffers])  # type: ignore[attr-defined]

    return receive
