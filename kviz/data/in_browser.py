"""Whether this Python runs in a browser, where no thread or program can be started and packages come late."""

import sys

IN_BROWSER = sys.platform == "emscripten"


def threads() -> bool:
    """Whether a thread can be started; where none can, work is done one piece after the other."""
    return not IN_BROWSER
