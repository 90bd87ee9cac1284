"""The presentation as one HTML file: slides, pictures, words and script, and nothing from outside."""

import json
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import Any, BinaryIO

from kviz._version import __version__
from kviz.lessons.slides.slides import Slide, slides_of
from kviz.story.messages import for_browser, say
from kviz.web.content_policy import source_hash
from kviz.web.facts import PLAYER
from kviz.web.html_head import html_head
from kviz.web.linker import link, read

LOOK = "player/player.css"  # colours, letters and buttons of every page of kviz


def deck_json(lesson: Any, slides: Sequence[Slide]) -> tuple[dict[str, Any], list[bytes]]:
    """The slides of a lesson as JSON, and their pictures as PNG."""
    pictures: list[bytes] = []
    rows = [slide.as_json(pictures) for slide in slides]
    return {"slides": rows, "minutes": lesson.content.minutes, "title": lesson.content.title}, pictures


def write_presentation(lesson: Any, file: BinaryIO, options: dict[str, Any]) -> None:
    """Write the page."""
    deck, pictures = deck_json(lesson, slides_of(lesson))
    deck["pictures"] = [b64encode(picture).decode() for picture in pictures]
    script, style = sources()
    policy = (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    data = json.dumps(deck, ensure_ascii=False).replace("<", "\\u003c")
    title = escape(lesson.content.title)
    about = {"generator": f"kviz {__version__}", "description": lesson.content.question}
    head = html_head(lesson.content.title, policy, style, about=about)
    missing = escape(str(say("lessons.needs_script")))
    page = f"""{head}<body class="kviz">
<main><h1 class="kviz-unseen">{title}</h1><div id="kviz-deck"></div><noscript>{missing}</noscript></main>
<script type="application/json" id="kviz-lesson">{data}</script>
<script type="module">{script}</script>
</body>
</html>
"""
    file.write(page.encode())


def sources() -> tuple[str, str]:
    """The script and the style sheet of a presentation."""
    script, style = link("lessons/page.js", {**PLAYER, "lessonWords": for_browser("presentation")})
    return script, f"{read(LOOK)}\n{style}"
