"""The report of a segmentation as one HTML page that needs nothing from outside."""

from base64 import b64encode
from html import escape

from kviz._version import __version__
from kviz.picture.render.style import style_named
from kviz.segmentation.comparison import Category, about_category, categories
from kviz.segmentation.pictures import alternative, picture
from kviz.segmentation.program import code
from kviz.segmentation.result import MOST, Segmentation
from kviz.segmentation.wording import cell, heading, headline, report_words, size_of, told
from kviz.story.formatting import ENGLISH, letter
from kviz.story.profile import Segment
from kviz.web.content_policy import source_hash
from kviz.web.html_head import html_head
from kviz.web.letters import STYLE as LETTERS
from kviz.web.letters import letter_html, markers

LIGHT = style_named("light")

STYLE = (
    """
body { font: 16px/1.5 system-ui, sans-serif; color: #1d2128; background: #fff; max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem }
h1 { margin-bottom: 0 } h2 { margin: 1.6rem 0 .4rem }
ul { margin: 0; padding-left: 1.2rem }
img { max-width: 100%; height: auto }
.pair { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start }
.pair > * { flex: 1 1 26rem; min-width: 0 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #c6cbd3; padding: .3rem .6rem; text-align: left; vertical-align: top }
td { font-variant-numeric: tabular-nums }
.values { white-space: nowrap }
pre { background: #f3f5f8; padding: .8rem; overflow-x: auto }
footer { color: #5a626e; margin-top: 2rem }
@media print { body { font-size: 9pt; margin: 0; max-width: none } h2 { margin: .6rem 0 .1rem } }
"""
    + LETTERS
    + "".join(f".c{at} {{ border-left: .6rem solid {LIGHT.color(at)} }}\n" for at in range(MOST))
)


def page(found: Segmentation) -> str:
    """The whole report: what was done, the pictures, the table of segments, the code.

    Whatever came from the file is escaped; the page's own policy forbids every request.
    """
    title = report_words("title", name=found.reading.name)
    policy = f"default-src 'none'; img-src data:; style-src {source_hash(STYLE)}; base-uri 'none'"
    segments = escape(heading("segments"))
    steps = {step: _step(found, step, said) for step, said in told(found).items()}
    return f"""{html_head(title, policy, STYLE)}<body>
{markers(range(found.k), LIGHT)}
<main>
<h1>{escape(title)}</h1>
<p>{escape(headline(found))}</p>
<div class="pair">{_picture(found, "segments")}{_picture(found, "profile")}</div>
<h2>{segments}</h2>
<div class="wide" tabindex="0" role="region" aria-label="{segments}">{_table(found)}</div>
{_compared(found)}
<div class="pair"><section>{steps["inspect"]}
{steps["features"]}
{steps["scale"]}</section>
<section>{steps["choose"]}
{steps["run"]}</section></div>
<h2>{escape(report_words("code"))}</h2>
<pre tabindex="0">{escape(code(found))}</pre>
</main>
<footer>{escape(report_words("foot", version=__version__))}</footer>
</body>
</html>
"""


def _step(found: Segmentation, step: str, said: list[str]) -> str:
    """A step under its heading, with its picture if it has one."""
    drawn = {"choose": "elbow", "run": "starts" if found.k > 1 else ""}.get(step, "")
    return f"<h2>{escape(heading(step))}</h2>{_picture(found, drawn) if drawn else ''}{_list(said)}"


def _list(sentences: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"


def _compared(found: Segmentation) -> str:
    """How the segments compare by columns of text, where there are any."""
    said = [about_category(found, category) for category in categories(found)]
    return _list(said) if said else ""


def _picture(found: Segmentation, name: str) -> str:
    data = b64encode(picture(found, name)).decode()
    said = escape(alternative(found, name), quote=True)
    return f'<img src="data:image/png;base64,{data}" alt="{said}">'


def _table(found: Segmentation) -> str:
    columns = found.profile.columns
    marked = [f"{name} *" if name in found.profile.features else name for name in columns]
    words = categories(found)
    first = report_words("segment"), report_words("size")
    heads = (*first, *marked, *(category.name for category in words))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    segments = (*found.profile.segments, found.profile.whole)
    rows = "".join(
        _row(segment, columns, [_shares(c, i) for c in words]) for i, segment in enumerate(segments)
    )
    caption = escape(report_words("caption"))
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{rows}</table>"


def _shares(category: Category, row: int) -> str:
    """How often each value of a category is there in a row of the table; the last one is everyone."""
    shares = category.shares[row] if row < len(category.shares) else category.everyone
    pairs = zip(category.values, shares.tolist(), strict=True)
    said = (f"{value} {'–' if share != share else ENGLISH.percent(share)}" for value, share in pairs)
    return "<br>".join(map(escape, said))


def _row(segment: Segment, columns: tuple[str, ...], shares: list[str]) -> str:
    name, mark = escape(segment.name), ""
    if segment.cluster >= 0:
        name = f"{letter_html(letter(segment.cluster), segment.cluster)} · {name}"
        mark = f' class="c{segment.cluster}"'
    cells = "".join(f"<td>{escape(cell(segment.stats[column]))}</td>" for column in columns)
    cells += "".join(f'<td class="values">{share}</td>' for share in shares)
    return f'<tr><th scope="row"{mark}>{name}</th><td>{escape(size_of(segment))}</td>{cells}</tr>'
