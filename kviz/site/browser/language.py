"""The language of a site: that of the process which made it, a file of one's own included."""

import os
from pathlib import Path

FOLDER, OWN, NAME = "kviz_language", "own.toml", "name"


def speak(library: Path) -> None:
    """Let this Python speak the language that came with the site; no sentence may have been read before."""
    folder = library / FOLDER
    if (folder / OWN).is_file():
        os.environ["KVIZ_LANGUAGE"] = str(folder / OWN)
    elif (folder / NAME).is_file():
        os.environ["KVIZ_LANGUAGE"] = (folder / NAME).read_text("utf-8")
