"""HTML: one file with the player, the pictures and the words in it: it needs nothing from outside."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from PIL import Image

from kviz.data.points import Array
from kviz.engine.trace import Trace
from kviz.exports.animation.apng import small_png
from kviz.exports.animation.tween_patches import Ways
from kviz.exports.content import Content
from kviz.exports.metadata import label
from kviz.exports.output import AddPicture, Output
from kviz.exports.painter import NARROW, Picture
from kviz.picture.contrast import is_dark
from kviz.picture.film import Film
from kviz.picture.render.indexed_color import Numbering, numbers_of
from kviz.picture.render.style import style_named
from kviz.story.formatting import Numbers
from kviz.story.messages import say
from kviz.story.pseudocode import listing
from kviz.web.content_policy import source_hash
from kviz.web.facts import PLAYER, tour, words_of
from kviz.web.html_head import html_head
from kviz.web.letters import lettered, markers
from kviz.web.linker import link
from kviz.web.quiz_places import quiz_of
from kviz.web.run_words import describe

PAGE, GUIDED = "export_page/page.js", "export_page/guided.js"
BY_HAND = 300  # points, and no more, can be told apart by hand
_OPEN_LIST = "#kviz-steps { display: block !important }"


@contextmanager
def html(output: Output, content: Content) -> Iterator[AddPicture]:
    """Write a page that steps with buttons, timeline and keys; without JavaScript or on paper, a list."""
    file = output.open()
    file.write(_head(content).encode())
    palette = content.painter.small_palette
    numberings = [Numbering(palette) for _ in content.traces]
    ways = [Ways(trace, palette) for trace in content.traces] if content.options.tween else []

    def add(picture: Picture) -> None:
        bare = [each.of(pixels) for each, pixels in zip(numberings, picture.bare, strict=True)]
        for way, numbers in zip(ways, bare, strict=False):
            way.pass_by(picture.moment, numbers)
        if picture.moment.is_tween:
            return
        told = content.sentence(picture.moment.step)
        sentence = escape(told)
        file.write(b"<li>")
        if any(way.patches for way in ways):
            data = json.dumps([way.leave() for way in ways])
            file.write(f'<script type="application/json" class="kviz-ways">{data}</script>'.encode())
        for numbers in bare:
            file.write(_image(_png(numbers, palette), content.painter.bare_size, sentence).encode())
        for kind, pictures in (("asking", picture.asking), ("narrow", picture.narrow)):
            if pictures:
                data = json.dumps([_png(numbers_of(pixels, palette), palette) for pixels in pictures])
                file.write(f'<script type="application/json" class="kviz-{kind}">{data}</script>'.encode())
        file.write(f"<p>{lettered(told)}</p></li>\n".encode())

    yield add
    file.write(_tail(content).encode())


def _png(numbers: Array, palette: Image.Image) -> str:
    return b64encode(small_png(numbers, palette)).decode()


def _head(content: Content) -> str:
    script, style = _sources(content)
    theme = "dark" if is_dark(style_named(content.options.style).paper) else "light"
    policy = (
        f"default-src 'none'; script-src {source_hash(script)}; img-src data: blob:; base-uri 'none'; "
        f"style-src {source_hash(style)} {source_hash(_OPEN_LIST)}; form-action 'none'"
    )

    def said(key: str) -> str:
        return escape(say(f"exports.{key}", content.options.numbers))

    listings = "".join(_listing(content, trace) for trace in content.traces)
    rows = "".join(f"<dt>{escape(key)}</dt><dd>{escape(text)}</dd>" for key, text in content.about.items())
    head = html_head(
        content.title,
        policy,
        style,
        about={"generator": content.about["Software"], "description": content.about["Description"]},
        language=content.options.numbers.language,
        theme=theme,
        more=f"<noscript><style>{_OPEN_LIST}</style></noscript>\n",
    )
    return f"""{head}<body class="kviz" data-theme="{theme}">
<main>
<h1>{escape(content.title)}</h1>
<div id="kviz-player"></div>
<div id="kviz-below">
<section id="kviz-listing" aria-label="{said("algorithm")}">{listings}</section>
<details><summary>{said("about_run")}</summary><dl>{rows}</dl></details>
</div>
{markers(range(max(trace.k for trace in content.traces)), style_named(content.options.style))}
<ol id="kviz-steps" aria-label="{said("all_steps")}">
"""


def _listing(content: Content, trace: Trace) -> str:
    """The lines of a run, under its name where there are several."""
    name = (
        f"<h2>{escape(label(trace, content.traces, content.options.numbers))}</h2>"
        if len(content.traces) > 1
        else ""
    )
    lines = "".join(
        f"<li><code>{escape(line)}</code></li>" for line in listing(trace, content.options.numbers)
    )
    return f"<div>{name}<ol>{lines}</ol></div>"


def _image(png: str, size: tuple[int, int], words: str) -> str:
    width, height = size
    source = f"data:image/png;base64,{png}"
    return f'<img loading="lazy" width="{width}" height="{height}" alt="{words}" src="{source}">'


def _tail(content: Content) -> str:
    """Close the list, then the words as data, then the one script."""
    names = (
        [label(trace, content.traces, content.options.numbers) for trace in content.traces]
        if len(content.traces) > 1
        else [content.title]
    )
    runs = zip(content.traces, names, content.numbers, strict=True)
    films = [_film(content, *run) for run in runs]
    run = {
        "size": content.painter.bare_size,
        "narrow": NARROW,
        "films": films,
        "hands": _hands(content.traces[0]),
    }
    run |= {"asked": [_asked(content, film) for film in content.painter.asking]}
    data = json.dumps(run).replace("<", "\\u003c")
    return f"""</ol>
</main>
<script type="application/json" id="kviz-run">{data}</script>
<script type="module">{_sources(content)[0]}</script>
</body>
</html>
"""


def _sources(content: Content) -> tuple[str, str]:
    """The page's script and style sheet."""
    language = content.options.numbers
    facts = {**PLAYER, "words": words_of(language)}
    return link(GUIDED, {**facts, **tour(language)}) if content.options.guided else link(PAGE, facts)


def _hands(trace: Trace) -> dict | None:
    """Points and start centroids of a run that a learner can do by hand."""
    seeds = [step for step in trace if step.phase == "seed"]
    few = trace.X.shape[1] == 2 and len(trace.X) <= BY_HAND
    if not few or not seeds or trace.geometry.name != "euclidean":
        return None
    return {"points": trace.X.tolist(), "start": seeds[-1].centroids.tolist()}


def _film(content: Content, trace: Trace, name: str, numbers: Numbers) -> dict:
    words = describe(trace, name, numbers)
    return {**words, "steps": _chosen(content, words["steps"])}


def _asked(content: Content, film: Film) -> dict:
    """The questions of a run by the step that answers them, and what is said before it."""
    quiz, first = quiz_of(film), content.steps[0]
    asked = {
        str(int(index) - first): question
        for index, question in quiz["questions"].items()
        if int(index) in content.steps[1:]
    }
    steps = describe(film.trace, "", film.numbers, film.questions)["steps"]
    return {**quiz, "questions": asked, "steps": _chosen(content, steps)}


def _chosen(content: Content, steps: list) -> list:
    """Of all steps of a run those that are shown; a run that ended before waits at its last step."""
    return [steps[index] for index in content.steps if index < len(steps)] or [steps[-1]]
