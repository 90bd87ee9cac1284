"""The contents of a site as a plain page: a link to every lesson and data set, to put into a course."""

from collections.abc import Iterable
from html import escape

from kviz.app.explorer.actions.settings import changed
from kviz.app.explorer.explorer import explore
from kviz.app.explorer.settings import address
from kviz.data.builtin import datasets
from kviz.lessons.catalog import units
from kviz.story.messages import say
from kviz.web.content_policy import source_hash

Row = tuple[str, str, str]  # address, title, what it is about
STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}li{margin:.5rem 0}a{font-weight:600}"
)


def contents(page: str) -> str:
    """The HTML document; ``page`` is the file that its links open."""
    parts = [("site.contents_lessons", _lessons(page)), ("site.contents_sets", _sets(page))]
    body = "".join(f"<h2>{escape(str(say(key)))}</h2>\n<ul>\n{_list(rows)}</ul>\n" for key, rows in parts)
    title, about = escape(str(say("site.contents_title"))), escape(str(say("site.contents_about")))
    policy = f"default-src 'none'; style-src {source_hash(STYLE)}; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body><main>
<h1>{title}</h1>
<p>{about} <a href="{page}">{escape(str(say("site.contents_page")))}</a></p>
{body}</main></body>
</html>
"""


def _lessons(page: str) -> list[Row]:
    return [
        (f"{page}#lesson={unit.name}", f"{unit.number} · {unit.title}", _timed(unit.question, unit.minutes))
        for unit in units()
    ]


def _timed(question: str, minutes: int) -> str:
    return f"{question} ({say('lessons.minutes', n=minutes)})"


def _sets(page: str) -> list[Row]:
    """Every set on the shelf with the run that it opens with: a teacher's own tables, too."""
    opened = explore()
    return [
        (f"{page}#{address(changed(opened, {'data': name}), 0)}", row().title or name, row().about)
        for name, row in datasets.items()
    ]


def _list(rows: Iterable[Row]) -> str:
    return "".join(
        f'<li><a href="{escape(address)}">{escape(title)}</a><br>{escape(about)}</li>\n'
        for address, title, about in rows
    )
