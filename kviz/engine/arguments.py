"""What a run is asked for: every argument checked at the call, with the value, the limit and the remedy."""

from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any, Protocol

import numpy as np

from kviz.data.points import Array, as_points
from kviz.data.validation import refuse_extremes


class Sized(Protocol):
    """Points in memory, or in parts."""

    @property
    def shape(self) -> tuple[int, ...]:
        """How many points and columns there are."""

    @property
    def size(self) -> int:
        """How many numbers there are."""


FOREIGN = {  # words of scikit-learn's KMeans, and what to do here
    "n_clusters": "kviz calls it k: use k={value!r}",
    "random_state": "kviz calls it rng: use rng={value!r}",
    "n_init": "one call is one run here: make several with rng=0, 1, 2, …, or use kviz.elbow",
    "tol": "a run ends when no point changes cluster: leave it out, or end it sooner with max_iter",
    "sample_weight": "every point counts once here: leave it out, or repeat rows",
    "n_jobs": "a run uses one thread: leave it out",
    "algorithm": "there is one algorithm here, Lloyd's: leave it out",
    "copy_x": "your points are never changed: leave it out",
    "verbose": "every step can be seen: leave it out, and look at kviz.run(...)",
}


def refuse_foreign(
    given: Mapping[str, Any], known: Iterable[str], others: Mapping[str, str] | None = None
) -> None:
    """Refuse arguments that kviz does not have; scikit-learn's words are answered with kviz's own.

    ``others`` are the answers of a function that has words of its own.

    Raises
    ------
    TypeError
        If ``given`` holds anything; the message names the first argument and what to do.
    """
    for name, value in given.items():
        if name in FOREIGN:
            said = (others or {}).get(name, FOREIGN[name])
            said = said.format(value=value if isinstance(value, int | float | None) else 0)
            raise TypeError(f"{name} is scikit-learn's word; {said}.")
        raise TypeError(f"there is no argument {name!r}; the arguments are X, {', '.join(known)}.")


def whole_number(value: Any, name: str) -> int:
    """A whole number as an int; True, 3.0 and "3" are none."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral):
        raise TypeError(
            f"{name}={value!r} is a {type(value).__name__}; {name} is a whole number, for example {name}=3."
        )
    return int(value)


def cluster_count(k: Any, n: int) -> int:
    """The number of clusters, 1 <= k <= n."""
    k = whole_number(k, "k")
    if k < 1:
        raise ValueError(f"k={k} is not a valid number of clusters; use 1 <= k <= {n}.")
    if k > n:
        raise ValueError(f"k={k} clusters need at least k points, and the data has n={n}; use 1 <= k <= {n}.")
    return k


def iteration_limit(max_iter: Any) -> int:
    """The largest number of iterations, at least 1."""
    max_iter = whole_number(max_iter, "max_iter")
    if max_iter < 1:
        raise ValueError(f"max_iter={max_iter} leaves nothing to do; use max_iter >= 1.")
    return max_iter


def one_of(value: Any, names: Iterable[str], name: str) -> str:
    """One of the known names; the message lists them and suggests the nearest."""
    names = list(names)
    if not isinstance(value, str):
        raise TypeError(f"{name}={value!r} is not a valid name; {name} is one of {', '.join(names)}.")
    if value in names:
        return value
    from difflib import get_close_matches

    near = get_close_matches(value.lower(), names, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    raise ValueError(f"{name}={value!r} is unknown; {name} is one of {', '.join(names)}{hint}")


def start_array(init: Any, k: int, X: Sized, name: str = "init") -> Array:
    """Start centroids (k, d), checked as the points are."""
    d = X.shape[1]
    start = as_points(init, name)
    if np.ndim(init) == 1 and k == 1 and start.shape == (d, 1):
        start = as_points([init], name)
    if start.shape != (k, d):
        raise ValueError(
            f"{name} has shape {start.shape}, and k={k} centroids of {d} coordinates need ({k}, {d}); "
            f"give one row per cluster{f', or ask for k={len(start)}' if start.shape[1] == d else ''}."
        )
    refuse_extremes(start, name, terms=X.size)
    return start


def generator(rng: Any) -> tuple[np.random.Generator, Any]:
    """The random generator, and what is enough to make it again (SPEC 7).

    ``rng`` is None (a fresh seed is drawn, and recorded), an int, a Generator, or the state that a
    run recorded of a Generator.
    """
    if rng is None:
        rng = int(np.random.default_rng().integers(2**32))
    if isinstance(rng, np.random.Generator):
        return rng, plain(rng.bit_generator.state)
    if isinstance(rng, dict):
        return restored(rng), rng
    if isinstance(rng, bool | np.bool_) or not isinstance(rng, Integral):
        given = f"rng={rng!r}" if isinstance(rng, str | float | bool) else "rng"
        raise TypeError(
            f"{given} is a {type(rng).__name__}; rng is None, a whole number or a numpy.random.Generator, "
            "for example rng=0."
        )
    if rng < 0:
        raise ValueError(f"rng={rng} is negative; a seed is 0 or more.")
    return np.random.default_rng(int(rng)), int(rng)


def restored(state: dict) -> np.random.Generator:
    """A generator in the state that a run recorded."""
    known = (np.random.PCG64, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64, np.random.MT19937)
    kinds: dict[str, type[np.random.BitGenerator]] = {kind.__name__: kind for kind in known}
    bits = kinds[one_of(state.get("bit_generator"), kinds, "bit_generator")]()
    bits.state = state
    return np.random.Generator(bits)


def plain(value: Any) -> Any:
    """A value as JSON knows it: arrays become lists, numpy's numbers become Python's."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value
