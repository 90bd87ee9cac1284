"""From what the caller asked for to a stream of seed steps: a name, an array, a function, an iterator."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from numbers import Number
from typing import Any

import numpy as np

from kviz.data.given import called
from kviz.data.large.parts import Parts
from kviz.data.points import Array, as_points
from kviz.data.validation import refuse_extremes
from kviz.engine.arguments import one_of, start_array
from kviz.engine.events import as_events
from kviz.engine.geometry import Geometry
from kviz.engine.large.ground import LargeGround
from kviz.engine.seeding.methods import given
from kviz.engine.seeding.potential import Ground
from kviz.engine.seeding.registry import SEEDINGS
from kviz.engine.steps import Seed, Step


def start_from(
    init: Any, X: Array | Parts, k: int, rng: np.random.Generator, geometry: Geometry
) -> tuple[Iterator[Seed], Any]:
    """The seed steps that ``init`` asks for, and what is enough to ask for them again.

    Parameters
    ----------
    init : a name of SEEDINGS, an array (k, d), ``init(X, k, rng)`` that returns one or yields
        seeds, or an iterator of seeds

    Returns
    -------
    seeds : iterator of Seed
    start : the name, or the start centroids as an array; for an iterator the array is not known
        before it has run, and ``start`` is None

    Raises
    ------
    TypeError, ValueError
        At once for a name or an array; in the step concerned for seeds that are yielded.
    """
    if isinstance(init, str):
        one_of(init, SEEDINGS, "init")
        ground = ground_of(X, k, geometry, init)
        made = SEEDINGS[init].make(ground, rng)
        if not isinstance(made, Iterator):
            made = iter(start_array(made, k, X, f"what {init} returned"))
        return yielded(made, ground), init
    if init is None or isinstance(init, Number | dict | set):
        raise TypeError(
            f"init={init!r} is not a valid start; init is one of {', '.join(SEEDINGS)}, an array of shape "
            f"({k}, {X.shape[1]}), a function of (X, k, rng), or an iterator of seeds."
        )
    method = "given"
    if hasattr(init, "get_params") and hasattr(init, "fit"):  # an estimator of scikit-learn
        init = centers_of(init)
    if callable(init):
        method = getattr(init, "__name__", type(init).__name__)
        init = ask(init, method, X, k, rng)
    if isinstance(init, Iterator):
        return yielded(init, ground_of(X, k, geometry, method)), None
    start = start_array(init, k, X, "init" if method == "given" else f"what {method}(X, k, rng) returned")
    return given(ground_of(X, k, geometry, method), start), start


def ground_of(X: Array | Parts, k: int, geometry: Geometry, method: str) -> Ground:
    """The ground of a seeding: points in memory, or in parts."""
    return LargeGround(X, k, geometry, method) if isinstance(X, Parts) else Ground(X, k, geometry, method)


def centers_of(model: Any) -> Any:
    """The centroids of a fitted model of scikit-learn."""
    if hasattr(model, "cluster_centers_"):
        return model.cluster_centers_
    kind = type(model).__name__
    if kind.endswith("KMeans"):
        raise TypeError(f"init is a {kind} that was not fitted; call its fit(X) first, then give it.")
    raise TypeError(
        f"init is a {kind}, and it has no cluster_centers_ to start from; give start centroids as an array "
        f"(k, d), or one of {', '.join(SEEDINGS)}."
    )


def ask(init: Callable, method: str, X: Array | Parts, k: int, rng: np.random.Generator) -> Any:
    """Call the caller's seeding on its own copy of the points."""
    if isinstance(X, Parts):
        raise TypeError(
            f"{method}(X, k, rng) needs all points in memory, and these come in parts; give start centroids, "
            f"one of {', '.join(SEEDINGS)}, or an iterator of seeds."
        )
    called(init, "init", ("X", "k", "rng"))
    start = init(np.array(X), k, rng)
    if start is None:
        raise TypeError(
            f"{method}(X, k, rng) returned None; return an array of shape ({k}, {X.shape[1]}) or yield seeds."
        )
    return start


def yielded(seeds: Iterable, ground: Ground) -> Iterator[Seed]:
    """Turn what a seeding yields into seed steps: rows of X, positions (d,), centroids so far, or steps."""
    k, method = ground.k, ground.method
    number = 0
    for seed in seeds:
        if isinstance(seed, Seed) and seed.round:
            yield seed
            continue
        if number == k:
            raise ValueError(
                f"{method} yields more than k={k} seeds; stop after seed {k - 1} (counted from 0)."
            )
        made_here = isinstance(seed, Seed) and seed.centroids is ground.centroids
        yield seed if made_here else one_seed(seed, ground, f"seed {number} of {method}")
        number += 1
    if len(ground.rows) < k:
        raise ValueError(
            f"{method} yields {len(ground.rows)} seeds, and k={k} clusters need {k}; yield one for each."
        )


def one_seed(seed: Any, ground: Ground, name: str) -> Seed:
    """One seed step from whatever a seeding yielded."""
    n, d = ground.shape
    if isinstance(seed, int | np.integer) and not isinstance(seed, bool):
        if not 0 <= seed < n:
            raise ValueError(f"{name} is row {seed}, and the data has rows 0 to {n - 1}.")
        return ground.take_row(int(seed))
    place = np.asarray(seed.centroids if isinstance(seed, Step) else seed)
    if place.ndim == 2 and len(place):
        place = place[-1]
    if place.shape != (d,):
        raise ValueError(
            f"{name} has shape {place.shape}; yield a row of X (an int) or a position of shape ({d},)."
        )
    place = as_points([place], name)
    refuse_extremes(place, name, terms=n * d)
    made = ground.take(place[0])
    if not isinstance(seed, Seed):
        return made
    held = vars(seed)  # a recipe stays a recipe
    return replace(
        made,
        chosen=made.chosen if seed.chosen is None else seed.chosen,
        draw=seed.draw,
        candidates=seed.candidates,
        potentials=seed.potentials,
        weights=held.get("_weights"),
        probabilities=held.get("_probabilities"),
        method=seed.method or made.method,
        events=made.events or as_events(seed.events),
    )
