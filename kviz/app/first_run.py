"""The run that the page opens with, drawn before: it plays while Python is still on its way."""

import json
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from kviz.app.explorer.data_sets.thumbnails import thumbnails
from kviz.app.explorer.explorer import Explorer, explore
from kviz.app.screen import THEMES, Screen

# window -> the room that it leaves for the picture, both in CSS pixels
ROOMS = {"1280x720": (900, 400), "1920x1080": (1124, 748), "360x740": (328, 278)}


def first_runs() -> dict[str, bytes]:
    """The whole state of the page for every theme and window, as JSON; by "first-THEME-WINDOW"."""
    page = explore()
    return {
        f"first-{theme}-{window}": _state(page, Screen(1.0, theme, *room))
        for theme in THEMES
        for window, room in ROOMS.items()
    }


def _state(page: Explorer, screen: Screen) -> bytes:
    store = page.store.seen_on(screen)
    page.store = store
    state: dict[str, Any] = page.describe(store)
    frames = [[b64encode(png).decode() for png in film if png] for film in store.frames(0, all_of_them=True)]
    state |= {"films": store.words, "frames": frames, "look": asdict(screen), "run": 0, "index": 0}
    state |= {"status": page.status, "asked": store.asked, "options": {}, "thumbnails": thumbnails()}
    return json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()
