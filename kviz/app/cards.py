"""What a cell of a notebook shows of a run, a dataset, a check, an elbow, a segmentation: a small picture and
its numbers, light or dark as the notebook is, with the sentence as the text alternative.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from kviz.data.dataset import Dataset
from kviz.engine.recording import run
from kviz.engine.students.report import Report
from kviz.engine.trace import Trace
from kviz.exports.documents.vector_page import vector_style
from kviz.picture.charts.elbow import Elbow
from kviz.picture.draw import draw
from kviz.segmentation.pictures import draw_segments
from kviz.segmentation.result import Segmentation
from kviz.segmentation.wording import describe, size_of
from kviz.story.check_words import report_text
from kviz.story.formatting import SPOKEN, letter
from kviz.story.frame import tell
from kviz.story.messages import say
from kviz.story.names import table_text

SIZE = (4.4, 3.3)  # inches, that is hundreds of CSS pixels
MOST_ROWS = 12
BARE = ("centroids", "letters", "regions", "borders")
STYLE = """<style>
.kviz-card{display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start;max-width:60em;line-height:1.4}
.kviz-card img{max-width:100%;height:auto}
.kviz-card div{flex:1 1 15em}
.kviz-card table{border-collapse:collapse;margin:.5em 0}
.kviz-card th,.kviz-card td{text-align:left;padding:.1em .8em .1em 0;background:none}
.kviz-card p{margin:.2em 0;white-space:pre-wrap}
.kviz-card .kviz-dark{display:none}
[data-jp-theme-light="false"] .kviz-card .kviz-dark,
.vscode-dark .kviz-card .kviz-dark{display:inline!important}
[data-jp-theme-light="false"] .kviz-card .kviz-light,.vscode-dark .kviz-card .kviz-light{display:none}
</style>"""


def run_card(trace: Trace) -> str | None:
    """The last step of a run, how it went, and who is in which cluster."""
    if not len(trace):
        return None
    sizes = [(letter(j), SPOKEN.count(int(size))) for j, size in enumerate(trace.sizes)]
    heading = say("cards.run", steps=len(trace), n=len(trace.X), k=trace.k)
    start = trace.settings.get("init")
    facts = [
        (str(say("cards.start")), start if isinstance(start, str) else ""),
        (str(say(f"picture.cost.{trace.geometry.name}")), SPOKEN(trace.cost)),
        *[(f"{say('cards.cluster')} {name}", size) for name, size in sizes[:MOST_ROWS]],
    ]
    sentence = tell(trace, -1).sentence
    return _card(heading, lambda ax: draw(trace, -1, ax, preset="plain"), sentence, facts)


def dataset_card(dataset: Dataset) -> str:
    """The points, and the range of every column."""
    own = dataset.in_units(dataset.points)
    ranges = [
        (name, say("cards.range", low=float(column.min()), high=float(column.max())))
        for name, column in zip(dataset.names[:MOST_ROWS], own.T, strict=False)
    ]
    heading = say("cards.dataset", title=dataset.title, n=len(own), columns=own.shape[1])
    one = run(dataset, 1, init="random", rng=0, max_iter=1)[:1]
    sentence = " ".join([dataset.about, *map(table_text, dataset.notes)]).strip() or f"{heading}."
    return _card(heading, lambda ax: draw(one, 0, ax, preset="plain", hide=BARE), sentence, ranges)


def check_card(report: Report) -> str | None:
    """The verdict, and the first wrong step beside the right one."""
    verdict, _, more = report_text(report).partition("\n")
    drawn = getattr(report, "draw", None) if report.trace is not None and len(report.trace) else None
    facts = [(str(say("cards.score")), f"{report.score:.2f}")]
    return _card(verdict, drawn, more.strip() or verdict, facts, size=(7.2, 3.6), own_layout=True)


def elbow_card(found: Elbow) -> str:
    """The curve, and its value for every k."""
    rows = [(f"k = {k}", SPOKEN(float(cost))) for k, cost in zip(found.ks, found.costs, strict=True)]
    heading = say("cards.elbow", k=found.best_k) if found.best_k else say("cards.no_elbow")
    return _card(heading, found.draw, found.sentence, rows[:MOST_ROWS])


def segments_card(found: Segmentation) -> str:
    """The segments with their sizes and names."""
    total = len(found.dataset.points)
    rows = [(f"{letter(s.cluster)} {s.name}", size_of(s)) for s in found.profile.segments]
    heading = say("cards.segments", n=total, k=found.k)
    sentence = "\n".join(describe(found, segment) for segment in found.profile.segments)
    return _card(heading, lambda ax: draw_segments(found, ax), sentence, rows)


def _card(
    heading: str,
    drawn: Callable[[Axes], object] | None,
    sentence: str,
    facts: Iterable[tuple[str, str]],
    *,
    size: tuple[float, float] = SIZE,
    own_layout: bool = False,
) -> str:
    said = escape(f"{heading}. {sentence}".replace("..", "."), quote=True)
    pictures = ""
    for style in ("light", "dark"):
        if drawn is None:
            break
        source = b64encode(_png(drawn, style, size, own_layout)).decode()
        hidden = ' style="display:none"' if style == "dark" else ""
        pictures += (
            f'<img class="kviz-{style}"{hidden} alt="{said}" width="{100 * size[0]:.0f}" '
            f'src="data:image/png;base64,{source}">'
        )
    rows = "".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{escape(str(value))}</td></tr>"
        for name, value in facts
        if value
    )
    words = (
        f"<div><p><strong>{escape(heading)}</strong></p><p>{escape(sentence)}</p><table>{rows}</table></div>"
    )
    return f'{STYLE}<div class="kviz-card">{pictures}{words}</div>'


def _png(drawn: Callable[[Axes], object], style: str, size: tuple[float, float], own_layout: bool) -> bytes:
    with vector_style(style):
        figure = Figure(figsize=size, dpi=100, layout=None if own_layout else "constrained")
        FigureCanvasAgg(figure)
        ax = figure.add_axes((0.08, 0.12, 0.9, 0.9)) if own_layout else figure.add_subplot()
        drawn(ax)
        if own_layout:
            ax.set_title("", loc="left")  # it stands beside the picture
        drawing, file = BytesIO(), BytesIO()
        figure.savefig(drawing, format="png", dpi=150)
    Image.open(drawing).convert("RGB").quantize(128).save(file, format="png", optimize=True)
    return file.getvalue()
