"""What the page shows beside the player: small parts, each sent only when it changed.

``web/explorer/view.js`` describes the same parts for the scripts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from kviz.app.explorer.data_sets.corrections import SHOWN_LETTERS
from kviz.app.explorer.data_sets.edits import Edits
from kviz.app.explorer.data_sets.remedies import remedy_for
from kviz.app.explorer.downloads import downloads, snippet
from kviz.app.explorer.runs import cluster_tables, shelf_groups, shelf_row
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import Settings, address, start_says, start_title
from kviz.app.explorer.stage_coordinates import about_point, handles, on_sheet
from kviz.app.frame_store import FrameStore
from kviz.data.builtin import datasets
from kviz.engine.seeding.registry import SEEDINGS
from kviz.picture.render.style import style_named
from kviz.story.names import page_notes
from kviz.story.verdict import verdict_on

Json = dict[str, Any]


@dataclass(frozen=True)
class Choices:
    """What was chosen, and which seedings and runs there are to choose from."""

    settings: Json
    inits: list[Json]
    init_says: str
    by_chance: bool
    titles: list[str]
    address: str
    shareable: bool
    snippet: str


@dataclass(frozen=True)
class Offers:
    """The lists that hardly ever change: data sets and kinds of files."""

    groups: list[Json]
    downloads: list[Json]


@dataclass(frozen=True)
class About:
    """The data on screen: (n, d), the names of its columns, and what is to be said about it."""

    title: str
    about: str
    names: list[str]
    notes: list[str]
    n: int
    d: int
    remedy: Json | None
    copy: Json | None


@dataclass(frozen=True)
class Clusters:
    """The table of clusters, for every run and step: rows of size, share of the cost and centroid.

    ``letters`` says for every run whose letter each row has; ``verdict`` how the ends of two runs compare.
    """

    tables: list[list[list[list[float | None]]]]
    colors: list[str]
    letters: list[list[int]]
    verdict: str


@dataclass(frozen=True)
class Places:
    """Where things are on the pictures: stages in per cent of a frame, the rest in shares of a stage."""

    stages: list[list[float]]
    bars: list[list[list[float]]]
    handles: list[list[list[float]]]
    drawn: list[list[float]]


@dataclass(frozen=True)
class Given:
    """The table that a person gave."""

    upload: Json | None


@dataclass(frozen=True)
class Point:
    """The point that was clicked, with its distances at every step."""

    inspected: Json | None


def parts_of(session: Session, store: FrameStore) -> dict[str, Json]:
    """All parts of the page's state for the runs in ``store``, by the name of their trait."""
    return {name: as_json(make(session, store)) for name, make in PARTS.items()}


def as_json(part: object) -> Json:
    """A part as the browser gets it; what it holds is JSON already."""
    return {entry.name: getattr(part, entry.name) for entry in fields(part)}  # type: ignore[arg-type]


def _choices(session: Session, store: FrameStore) -> Choices:
    settings = session.settings
    dataset = session.dataset(settings)
    own = dataset.start is not None and len(dataset.start) == settings.k
    inits = ["own"] * own + ["placed"] * (settings.init == "placed") + list(SEEDINGS)
    return Choices(
        settings={entry.name: getattr(settings, entry.name) for entry in fields(Settings)},
        inits=[{"name": name, "title": start_title(name)} for name in inits],
        init_says=start_says(settings.init),
        by_chance=_by_chance(settings),
        titles=list(store.titles),
        address=address(settings, 0).rpartition("&")[0],
        shareable=settings.data in datasets or settings.data == "drawn",
        snippet=snippet(settings, session.uploads.get(settings.data)),
    )


def _by_chance(settings: Settings) -> bool:
    """Whether another random seed could give another start."""
    both = [s for s in (settings, settings.rival()) if s]
    return any(s.init in SEEDINGS and SEEDINGS[s.init].drawn for s in both)


def _offers(session: Session, store: FrameStore) -> Offers:
    own = {name: dataset for name, dataset in session.shelf.items() if name not in datasets}
    if session.settings.data == "drawn":
        own["drawn"] = session.dataset(session.settings)
    yours = [shelf_row(name, dataset) for name, dataset in own.items()]
    return Offers([{"group": "yours", "sets": yours}] * bool(yours) + shelf_groups(), downloads())


def _about(session: Session, store: FrameStore) -> About:
    dataset = session.dataset(session.settings)
    names = [name[:SHOWN_LETTERS] for name in dataset.names]
    n, d = store.traces[0].X.shape
    settings = session.settings
    remedy = None if settings.edits else remedy_for(settings.data, dataset, settings.scale)
    offered = as_json(remedy) if remedy else None
    copy = {"title": dataset.title, "n": len(Edits.read(settings.edits))} if settings.edits else None
    notes = [] if settings.data in datasets else page_notes(dataset.notes)
    return About(dataset.title, dataset.about, names, notes, n, d, offered, copy)


def _clusters(session: Session, store: FrameStore) -> Clusters:
    style = style_named(store.screen.theme)
    colors = [style.color(j) for j in range(session.settings.k)]
    letters = [list(names or range(session.settings.k)) for names in store.names]
    verdict = verdict_on(*store.traces) if len(store.traces) == 2 else ""
    return Clusters([cluster_tables(trace) for trace in store.traces], colors, letters, verdict)


def _places(session: Session, store: FrameStore) -> Places:
    film = store.films[0]
    stages = [_shares(painter.stage, store.size) for painter in store.films]
    bars = [[_shares(row, store.size) for row in painter.size_rows] for painter in store.films]
    return Places(stages, bars, handles(film), on_sheet(film, session.settings.drawn))


def _shares(box: Sequence[float], size: tuple[int, int]) -> list[float]:
    """Left, top, width and height of a box as per cent of the frame."""
    return [round(100 * length / size[i % 2], 3) for i, length in enumerate(box)]


def _given(session: Session, store: FrameStore) -> Given:
    return Given(session.table.view() if session.table else None)


def _point(session: Session, store: FrameStore) -> Point:
    row = session.inspected
    return Point(None if row is None else about_point(store.traces[0], row))


PARTS: dict[str, Callable[[Session, FrameStore], object]] = {
    "choices": _choices, "offers": _offers, "about": _about, "clusters": _clusters, "places": _places,
    "given": _given, "point": _point,
}  # fmt: skip
