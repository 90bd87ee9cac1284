"""The sentences that the server itself says, before and instead of the page."""

from typing import Any

from kviz.story.formatting import SPOKEN
from kviz.story.messages import say

PAGE = ("title", "about", "starting", "no_script", "failed", "offer", "open")
ERRORS = ("404", "503", "429", "403", "other")  # status codes with words of their own, and all others


def page_words() -> dict[str, Any]:
    """What the templates need: the language, the sentences, and those of every error."""
    errors = {code: {part: _said(f"errors.{code}.{part}") for part in ("title", "text")} for code in ERRORS}
    for code in ("404", "503", "429", "other"):
        errors[code]["link"] = _said(f"errors.{code}.link")
    return {"lang": SPOKEN.language, **{name: _said(name) for name in PAGE}, "errors": errors}


def _said(key: str) -> str:
    return str(say(f"server.{key}"))
