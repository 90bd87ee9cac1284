"""Many starts: where they end, and how often at the best end; the trap of random seeding, counted."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from kviz.app.explorer.runs import run_of
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import CHECKS, OWN_STARTS, Settings, number, start_title
from kviz.data.dataset import Dataset
from kviz.data.points import Array
from kviz.engine.choose_k.restarts import SAME, draw_starts, tolerance
from kviz.engine.choose_k.restarts import settle as settle_all
from kviz.engine.geometry import EUCLIDEAN
from kviz.picture.film import Film
from kviz.picture.render.indexed_color import rgb_image
from kviz.story.names import cost_name

MOST_STARTS = 200
LAST = 10**6  # a step that no run has: the last one is shown
ENDS = 10  # of more different ends than these, all but the best are counted in bins of equal width


def final_costs(
    settings: Settings,
    dataset: Dataset,
    seeds: range,
    part: Callable[[float, float], None] = lambda *_: None,
) -> Array:
    """Final cost of the run with each random seed, (r,): the same that replaying it shows."""
    fast = settings.metric == EUCLIDEAN.name and settings.on_empty == "keep"
    if not fast:
        costs: list[float] = []
        for seed in seeds:
            part(len(costs), len(seeds))
            costs.append(run_of(replace(settings, seed=seed), dataset).cost)
        return np.array(costs)
    X = (dataset.standardized() if settings.scale == "standardized" else dataset).points
    drawn = draw_starts(X, settings.k, list(seeds), settings.init)
    return settle_all(X, drawn, lambda done: part(done, len(seeds)))[0]


def ends(costs: Array, same: float = SAME) -> list[dict[str, Any]]:
    """Group final costs, best first: {"low", "high", "seeds"}; ``same`` is the relative gap in a group."""
    order = np.argsort(costs, kind="stable")
    ranked = costs[order]
    fresh = np.diff(ranked, prepend=-np.inf) > same * np.maximum(ranked, np.finfo(float).tiny)
    group = np.cumsum(fresh) - 1
    if group[-1] + 1 > ENDS:
        worse = ranked[group > 0]
        width = (worse[-1] - worse[0]) / (ENDS - 1)
        group[group > 0] = 1 + np.minimum(((worse - worse[0]) / width).astype(int), ENDS - 2)
    found = []
    for number_of_group in np.unique(group):
        mine = group == number_of_group
        low, high = ranked[mine][[0, -1]]
        found.append({"low": float(low), "high": float(high), "seeds": sorted(order[mine].tolist())})
    return found


def starts(session: Session, message: dict[str, Any], _: object) -> None:
    """Run from many random seeds and send where they end; any of them can be replayed by its seed."""
    try:
        count = number(1, MOST_STARTS, "starts")(message.get("count"))
        settings = replace(session.settings, versus="")
        if settings.init in OWN_STARTS:
            settings = replace(settings, init="k-means++", start=())
        dataset = session.dataset(settings)
        costs = final_costs(settings, dataset, range(count), session.tell_part)
    except ValueError as fault:
        session.send({"type": "starts", "fault": str(fault)})
        return
    same = tolerance(len(dataset.points), settings.k)
    best = costs <= costs.min() * (1 + same)
    groups = ends(costs, same)
    pictures = [_thumbnail(session, settings, dataset, group["seeds"][0]) for group in groups]
    session.send({
        "type": "starts", "init": settings.init, "title": start_title(settings.init), "k": settings.k,
        "count": count, "best": float(costs.min()), "worst": float(costs.max()), "share": float(best.mean()),
        "cost_name": cost_name(session.trace.geometry), "metric": session.trace.geometry.name, "ends": groups,
    }, pictures)  # fmt: skip


def _thumbnail(session: Session, settings: Settings, dataset: Dataset, seed: int) -> bytes:
    """The plot at the end of the run with a random seed, small: a PNG file."""
    trace, screen = run_of(replace(settings, seed=seed), dataset), session.store.screen
    film = Film(trace, (260, 200), screen.density, screen.theme, preset="plain")
    left, top, wide, tall = (round(length * film.density) for length in film.stage)
    file = BytesIO()
    plot = rgb_image(film.pixels(len(trace) - 1)[top : top + tall, left : left + wide])
    plot.quantize(128, dither=Image.Dither.NONE).save(file, "PNG", compress_level=4)
    return file.getvalue()


def show_end(session: Session, message: dict[str, Any], _: object) -> None:
    """Show where the run with a random seed ends: its final step."""
    try:
        seed, init = CHECKS["seed"](message.get("seed")), CHECKS["init"](message.get("init"))
    except ValueError as fault:
        return session.say("starts", str(fault))
    settings = replace(session.settings, seed=seed, init=init, start=())
    session.apply(settings, "starts", step=len(session.store) + LAST)


RESTARTS: dict[str, Callable[..., None]] = {"starts": starts, "show end": show_end}
