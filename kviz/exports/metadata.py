"""What a file says about the run in it: title, description, parameters, version."""

from collections.abc import Sequence

from kviz._version import __version__
from kviz.engine.trace import Trace
from kviz.story.formatting import SPOKEN, Figures, Numbers
from kviz.story.messages import say
from kviz.story.names import seeding_title

_LONGEST = 200


def about(traces: Sequence[Trace], title: str | None = None, numbers: Numbers = SPOKEN) -> dict[str, str]:
    """Texts under the names that PNG and others use: Title, Description, Comment, Software."""
    return {
        "Title": title or traces[0].dataset.title or str(say("exports.title", numbers)),
        "Description": "; ".join(describe(trace, numbers) for trace in traces),
        "Comment": "; ".join(", ".join(f"{k}={v}" for k, v in parameters(trace).items()) for trace in traces),
        "Software": f"kviz {__version__}",
    }


def describe(trace: Trace, numbers: Numbers = SPOKEN) -> str:
    """One sentence on a run: how many points and clusters, how it ended."""
    state = say(f"exports.{'converged' if trace.converged else 'open'}", numbers)
    cost = Figures(float(trace.cost), 6)
    return str(
        say(
            "exports.about",
            numbers,
            points=trace.n,
            k=trace.k,
            end=say("exports.about_end", numbers, n=len(trace), state=state),
            cost=say(f"exports.about_cost.{trace.geometry.name}", numbers, y=cost),
            rounds=say("exports.rounds", numbers, n=trace.n_iter),
        )
    )


def parameters(trace: Trace) -> dict[str, object]:
    """Settings of a run in a form that can be written down; long lists are counted."""
    told = {"k": trace.k, **trace.settings}
    return {key: value if len(str(value)) <= _LONGEST else _counted(value) for key, value in told.items()}


def label(trace: Trace, others: Sequence[Trace], numbers: Numbers = SPOKEN) -> str:
    """What tells a run from those beside it: the settings in which they differ."""
    rows = [{"k": other.k, **other.settings} for other in others]
    mine = {"k": trace.k, **trace.settings}
    differing = [key for key in mine if any(row.get(key) != mine[key] for row in rows)]
    words = [setting_named(key, mine[key], numbers) for key in differing if mine[key] is not None]
    return ", ".join(words) or trace.dataset.title


def setting_named(key: str, value: object, numbers: Numbers) -> str:
    """A setting as a heading names it: «k-means++», «given start», «seed 1»."""
    if key == "init":
        given = str(say("exports.given_start", numbers))
        return seeding_title(value, numbers) if isinstance(value, str) else given
    if key == "seed":
        return str(say("exports.seed", numbers, value=str(value)[:40]))
    return str(say("exports.setting", numbers, name=key.replace("_", " "), value=str(value)[:40]))


def _counted(value: object) -> str:
    return f"{len(value)} values" if isinstance(value, list | tuple) else f"{str(value)[:_LONGEST]}…"
