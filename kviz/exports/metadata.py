"""What a file says about the run in it: title, description, parameters, version."""

from collections.abc import Sequence

from kviz._version import __version__
from kviz.engine.trace import Trace
from kviz.story.narration import cost_name

_LONGEST = 200


def about(traces: Sequence[Trace], title: str | None = None) -> dict[str, str]:
    """Texts under the names that PNG and others use: Title, Description, Comment, Software."""
    return {
        "Title": title or traces[0].dataset.title or "k-means, step by step",
        "Description": "; ".join(map(describe, traces)),
        "Comment": "; ".join(", ".join(f"{k}={v}" for k, v in parameters(trace).items()) for trace in traces),
        "Software": f"kviz {__version__}",
    }


def describe(trace: Trace) -> str:
    """One sentence on a run: how many points and clusters, how it ended."""
    steps, rounds = len(trace), trace.n_iter
    state = "converged" if trace.converged else "not converged"
    return (
        f"k-means on {trace.n} points with k={trace.k}: {steps} step{'s' * (steps != 1)}, {state}, "
        f"{cost_name(trace)} {float(trace.cost):.6g} after {rounds} iteration{'s' * (rounds != 1)}"
    )


def parameters(trace: Trace) -> dict[str, object]:
    """Settings of a run in a form that can be written down; long lists are counted."""
    told = {"k": trace.k, **trace.settings}
    return {key: value if len(str(value)) <= _LONGEST else _counted(value) for key, value in told.items()}


def label(trace: Trace, others: Sequence[Trace]) -> str:
    """What tells a run from those beside it: the settings in which they differ."""
    rows = [{"k": other.k, **other.settings} for other in others]
    mine = {"k": trace.k, **trace.settings}
    differing = [key for key in mine if any(row.get(key) != mine[key] for row in rows)]
    words = [_named(key, mine[key]) for key in differing if mine[key] is not None]
    return ", ".join(words) or trace.dataset.title


def _named(key: str, value: object) -> str:
    """A setting as a heading names it: «k-means++», «given start», «seed 1»."""
    if key == "init":
        return value if isinstance(value, str) else "given start"
    return f"{key.replace('_', ' ')} {str(value)[:40]}"


def _counted(value: object) -> str:
    return f"{len(value)} values" if isinstance(value, list | tuple) else f"{str(value)[:_LONGEST]}…"
