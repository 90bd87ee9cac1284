"""The gallery: every part, step, style, data set and chart, drawn by the package from its own rows."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import kviz
from kviz.engine.trace import Trace
from kviz.picture.charts import profile, restarts, validity
from kviz.picture.film import Film
from kviz.picture.parts import PARTS
from kviz.picture.render.style import STYLES

SIZE = (640, 400)
INTRODUCTION = """# Gallery

Every picture on this page was drawn by kviz when the page was built. Parts are switched with `show=` and
`hide=`, as in `kviz.draw(trace, 4, hide="arrows")`, and styles with `style=`.
"""
THEMES = ("light", "dark")
Pictures = Iterator[tuple[str, str, Callable[[str], bytes]]]  # name, what is seen, PNG by theme


def write_gallery(folder: Path) -> None:
    """Draw all pictures into ``static/gallery``, and write the page that shows them."""
    page = [INTRODUCTION]
    (folder / "static" / "gallery").mkdir(parents=True)
    for title, introduction, pictures, columns in SECTIONS:
        page.append(f"## {title}\n\n{introduction}\n\n::::{{grid}} 1 2 {columns} {columns}\n:gutter: 3\n")
        for name, says, drawn in pictures():
            file = f"gallery/{title}-{name}".lower().replace(" ", "-")
            shown = []
            for theme in THEMES:
                (folder / "static" / f"{file}-{theme}.png").write_bytes(drawn(theme))
                shown.append(_image(f"static/{file}-{theme}.png", f"{name}: {says}", theme))
            page.append(f":::{{grid-item-card}} {name}\n" + "".join(shown) + f"{says}\n:::\n")
        page.append("::::\n")
    (folder / "gallery.md").write_text("\n".join(page), encoding="utf-8")


def _image(path: str, says: str, theme: str) -> str:
    return f"```{{image}} {path}\n:alt: {says}\n:class: only-{theme}\n```\n"


def steps() -> Pictures:
    """The four kinds of step, in the run of the tutorial and in one drawn by D²."""
    runs = _runs()
    kinds = {
        step.phase: (runs["blobs"] if step.phase == "seed" else runs["tutorial"]) for step in runs["tutorial"]
    }
    for phase, trace in kinds.items():
        i = [i for i, step in enumerate(trace) if step.phase == phase][-1 if phase == "seed" else 0]
        yield (
            phase,
            kviz.tell(trace, i).sentence,
            lambda theme, t=trace, i=i: Film(t, (640, 400), style=theme).png(i),
        )


def parts() -> Pictures:
    """Every row of ``PARTS`` in the run and step where it changes most of the picture."""
    for name, row in PARTS.items():
        film, i = _seen_best(name)
        says = f"{row.says[0].upper()}{row.says[1:]}."
        yield name, says, lambda theme, film=film, i=i: film(style=theme).png(i)


def _seen_best(name: str) -> tuple[Callable[..., Film], int]:
    """A film that shows this part, in any style, and the step to look at."""
    home = PARTS[name].home
    company = {other for other, row in PARTS.items() if row.home == home} if PARTS[name].shares else set()
    options = {"size": SIZE, "preset": "plain"} | ({"inspect": 7} if name == "inspected" else {})
    found = []
    for trace in _runs().values():
        film = partial(Film, trace, **options)
        with_it, without = film(show={name, *company}), film(show=company - {name}, hide=name)
        changes = [int((with_it.rgb(i) != without.rgb(i)).sum()) for i in range(len(trace))]
        found.append((max(changes), partial(film, show={name, *company}), int(np.argmax(changes))))
    most, film, i = max(found, key=lambda row: row[0])
    if not most:
        raise ValueError(f"No picture of the gallery shows the part {name!r}: add a run that does to _runs.")
    return film, i


@cache
def _runs() -> dict[str, Trace]:
    """Runs that between them show everything a picture can show."""
    sets = kviz.datasets
    square = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [3, 3], [3, 4], [4, 3], [4, 4]], float)
    return {
        "tutorial": kviz.run(sets["tutorial"](), k=2, init=sets["tutorial"]().start),
        "blobs": kviz.run(sets["blobs"](), k=3, rng=2),
        "greedy": kviz.run(sets["customers"](), k=5, init="greedy-k-means++", rng=5),
        "empty": kviz.run(sets["empty-trap"](), k=3, init=sets["empty-trap"]().start),
        "manhattan": kviz.run(square, k=2, init=[[0.0, 0.0], [4.0, 4.0]], metric="manhattan"),
        "four columns": kviz.run(np.random.default_rng(0).normal(size=(60, 4)), k=3, rng=0),
    }


def styles() -> Pictures:
    """One update in every style."""
    trace = _runs()["tutorial"]
    i = next(i for i, step in enumerate(trace) if step.phase == "update")
    for name in STYLES:
        yield name, f'`style="{name}"`', lambda _, name=name: Film(trace, (640, 400), style=name).png(i)


def data_sets() -> Pictures:
    """Every built-in set after a run with its own k, seed and scale."""
    for name, row in kviz.datasets.items():
        data = row()
        data = data.standardized() if row.scale == "standardized" else data
        start = "k-means++" if data.start is None else data.start
        trace = kviz.run(data, k=row.k, init=start, rng=row.seed)
        yield name, row.about, lambda theme, t=trace: Film(t, SIZE, style=theme, preset="plain").png(-1)


def charts() -> Pictures:
    """What is drawn beside a run; every module of ``kviz.picture.charts`` has a row."""
    there = {path.name[:-3] for path in files("kviz.picture.charts").iterdir() if path.name[0] not in "_."}
    missing = there - {module for modules, _, _ in CHARTS.values() for module in modules.split()}
    if missing:
        raise ValueError(
            f"the gallery shows nothing of charts/{', '.join(sorted(missing))}: add a row to CHARTS."
        )
    for name, (_, says, make) in CHARTS.items():
        yield name, says, lambda theme, make=make: _figure_png(make, theme)


def _figure_png(make: Callable[[], Figure], theme: str) -> bytes:
    sheet = files("kviz.picture") / "styles" / f"{theme}.mplstyle"
    with mpl.rc_context(fname=str(sheet)):
        figure, file = make(), BytesIO()
        FigureCanvasAgg(figure)
        figure.savefig(file, format="png", dpi=90, metadata={"Software": None})
    return file.getvalue()


@cache
def _elbow() -> object:
    return kviz.elbow(kviz.datasets["blobs"](), ks=range(1, 9), n_init=5, rng=0)


@cache
def _segments() -> object:
    return kviz.segment(kviz.datasets["customers"]().table, k=5, n_init=4)


def _wrong() -> Figure:
    """A program that takes the median for the mean."""

    def mine(X: np.ndarray, k: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        centroids = X[:k]
        for _ in range(4):
            labels = ((X[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
            yield labels, centroids
            centroids = np.array([np.median(X[labels == j], axis=0) for j in range(k)])
            yield labels, centroids

    X = kviz.datasets["outlier"]().points
    return kviz.check(mine(X, 2), X).draw().figure


# name: its modules in kviz/picture/charts, what it shows, and the figure
CHARTS: dict[str, tuple[str, str, Callable[[], Figure]]] = {
    "The tutorial": (
        "tutorial", "The eleven pictures with which many courses begin.", kviz.tutorial,
    ),
    "Two seedings": (
        "seeding_comparison", "Farthest-first takes the largest D², k-means++ draws by it.",
        kviz.seedings,
    ),
    "Elbow": (
        "elbow elbow_curve", "`kviz.elbow(X).draw()`: the cost for every k, and where it bends.",
        lambda: _elbow().draw().figure,
    ),
    "Silhouette for every k": (
        "validity", "A second opinion on k: how much nearer points are to their own cluster.",
        lambda: validity.draw_silhouettes(_elbow()).figure,
    ),
    "Silhouette of every point": (
        "validity", "One bar a point; to the left of zero, another cluster is nearer.",
        lambda: validity.draw_silhouette(_elbow().silhouette(3)).figure,
    ),
    "Gap statistic": (
        "validity", "A third opinion: how far the cost lies below that of data without clusters.",
        lambda: validity.draw_gap(_elbow().gap).figure,
    ),
    "Where other starts end": (
        "restarts", "`kviz.segment` tries many starts of each seeding, and shows how many end worse.",
        lambda: restarts.draw_starts(_segments().starts.costs, _segments().starts.best).figure,
    ),
    "Profile of segments": (
        "profile", "Who the segments of `kviz.segment` are, beside everyone together.",
        lambda: profile.draw_profile(_segments().profile).figure,
    ),
    "A program that is checked": (
        "check_report", "`kviz.check(…).draw()`: the first wrong step, expected and given.", _wrong,
    ),
}  # fmt: skip

SECTIONS = (
    ("Steps", "The four kinds of step, with everything that a lesson shows.", steps, 2),
    ("Parts", "Each part alone, over regions, points and centroids, where it is seen best.", parts, 3),
    ("Styles", "One step in every style; a style of your own is one matplotlib style sheet.", styles, 2),
    ("Charts", "What is drawn beside a run.", charts, 2),
    ("Data sets", "Every built-in set at the end of a run with its own k and random seed.", data_sets, 3),
)
