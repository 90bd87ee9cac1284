"""HTML: one file with the player, the pictures and the words in it, that asks nobody for anything."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from html import escape

from kviz.engine.trace import Trace
from kviz.exports.animation.apng import small_png
from kviz.exports.animation.frame_diff import indexed
from kviz.exports.animation.tween_patches import Ways
from kviz.exports.metadata import label
from kviz.exports.timeline import Reel, Shot
from kviz.exports.writer import Target
from kviz.web.run_words import describe
from kviz.web.sources import assemble

PAGE = ("export_page/page.js", "export_page/page.css")
_OPEN_LIST = "#kviz-steps { display: block !important }"


@contextmanager
def html(target: Target, reel: Reel) -> Iterator[Callable[[Shot], None]]:
    """Write a page that steps with buttons, timeline and keys; without JavaScript or on paper, a list."""
    file = target.open()
    file.write(_head(reel).encode())
    palette = reel.small_palette
    ways = [Ways(trace, palette) for trace in reel.traces] if reel.options.tween else []

    def add(shot: Shot) -> None:
        for f, way in enumerate(ways):
            way.pass_by(shot, shot.pictures[f])
        if shot.between:
            return
        sentence = escape(shot.sentence)
        file.write(b"<li>")
        if any(way.patches for way in ways):
            data = json.dumps([way.leave() for way in ways])
            file.write(f'<script type="application/json" class="kviz-ways">{data}</script>'.encode())
        for pixels in shot.pictures:
            png = b64encode(small_png(indexed(pixels, palette))).decode()
            file.write(_image(png, reel.size, sentence).encode())
        file.write(f"<p>{sentence}</p></li>\n".encode())

    yield add
    file.write(_tail(reel).encode())


def _head(reel: Reel) -> str:
    script, style = assemble(*PAGE)
    title, dark = escape(reel.title), reel.options.style == "dark"
    policy = (
        f"default-src 'none'; script-src {_fingerprint(script)}; img-src data: blob:; base-uri 'none'; "
        f"style-src {_fingerprint(style)} {_fingerprint(_OPEN_LIST)}; form-action 'none'"
    )
    listings = "".join(_listing(reel, trace) for trace in reel.traces)
    rows = "".join(f"<dt>{escape(key)}</dt><dd>{escape(text)}</dd>" for key, text in reel.about.items())
    return f"""<!doctype html>
<html lang="en" data-theme="{"dark" if dark else "light"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{escape(reel.about["Software"])}">
<meta name="description" content="{escape(reel.about["Description"])}">
<title>{title}</title>
<style>{style}</style>
<noscript><style>{_OPEN_LIST}</style></noscript>
</head>
<body class="kviz" data-theme="{"dark" if dark else "light"}">
<main>
<h1>{title}</h1>
<div id="kviz-player"></div>
<div id="kviz-below">
<section id="kviz-listing" aria-label="The algorithm">{listings}</section>
<details><summary>About this run</summary><dl>{rows}</dl></details>
</div>
<ol id="kviz-steps" aria-label="All steps">
"""


def _listing(reel: Reel, trace: Trace) -> str:
    """The lines of a run, under its name where there are several."""
    name = f"<h2>{escape(label(trace, reel.traces))}</h2>" if len(reel.traces) > 1 else ""
    lines = "".join(f"<li><code>{escape(line)}</code></li>" for line in describe(trace)["lines"])
    return f"<div>{name}<ol>{lines}</ol></div>"


def _image(png: str, size: tuple[int, int], words: str) -> str:
    width, height = size
    source = f"data:image/png;base64,{png}"
    return f'<img loading="lazy" width="{width}" height="{height}" alt="{words}" src="{source}">'


def _tail(reel: Reel) -> str:
    """Close the list, then the words as data, then the one script."""
    names = [label(trace, reel.traces) for trace in reel.traces] if len(reel.traces) > 1 else [reel.title]
    films = [_film(reel, trace, name) for trace, name in zip(reel.traces, names, strict=True)]
    data = json.dumps({"size": reel.size, "films": films}).replace("<", "\\u003c")
    return f"""</ol>
</main>
<script type="application/json" id="kviz-run">{data}</script>
<script type="module">{assemble(*PAGE)[0]}</script>
</body>
</html>
"""


def _film(reel: Reel, trace: Trace, name: str) -> dict:
    words = describe(trace, name, reel.options.numbers)
    chosen = [index for index in reel.indices if index < len(trace)] or [len(trace) - 1]
    return {**words, "steps": [words["steps"][index] for index in chosen]}


def _fingerprint(text: str) -> str:
    """Name an inline script or style in the page's security policy: only this very text may run."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
