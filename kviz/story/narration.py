"""One sentence in plain words for every step, with its numbers."""

from collections.abc import Callable

import numpy as np

from kviz.engine.events import as_events
from kviz.engine.seeding.registry import SEEDINGS
from kviz.engine.steps import Step
from kviz.engine.trace import Trace
from kviz.story.event_sentences import event_sentence
from kviz.story.formatting import Numbers, letter, listed, plural
from kviz.story.messages import sentences


def narrate(trace: Trace, index: int, wrong_side: int, numbers: Numbers) -> str:
    """Say what step ``index`` did; ``wrong_side`` points will switch next."""
    step = trace[index]
    before = trace[index - 1] if index else None
    if step.phase == "seed":
        say = _SEEDINGS.get(step.method, _by_row if step.method in SEEDINGS else _placed)
        told = say(trace, step, before, numbers)
    elif step.phase == "assign":
        told = _assign(trace, step, before, numbers)
    elif step.phase == "update":
        told = _update(trace, step, before, wrong_side, numbers)
    else:
        told = _end(trace, step, numbers)
    return sentences([told, *(event_sentence(event, numbers) for event in as_events(step.events))])


def fact(trace: Trace, index: int, changed: int, wrong_side: int, numbers: Numbers) -> str:
    """The main number of a step in a few words, for a heading."""
    step = trace[index]
    n = numbers.count(len(trace.X))
    if step.phase == "seed":
        name = letter(len(step.centroids) - 1)
        return f"{name} is point {step.chosen}" if step.chosen is not None else f"{name} is no data point"
    if step.phase == "assign":
        if not changed:
            return f"all {n} points join their nearest centroid"
        return f"{numbers.count(changed)} of {n} points change{'s' * (changed == 1)} cluster"
    if step.phase == "update":
        if not wrong_side:
            return "no point will switch"
        return f"{plural(wrong_side, 'point', numbers)} will switch next"
    return "no point changes cluster" if step.phase == "converged" else "cut off, not converged"


def cost_name(trace: Trace) -> str:
    """WCSS with Euclidean geometry, the sum of absolute deviations with Manhattan."""
    return trace.geometry.cost_name


def _who(step: Step) -> str:
    return f"Seed {letter(len(step.centroids) - 1)}"


def weight_name(trace: Trace) -> str:
    """What seeds are chosen by: squared distances with Euclidean geometry, plain ones with Manhattan."""
    return trace.geometry.symbol


def _potential(trace: Trace, step: Step, before: Step | None, numbers: Numbers) -> str:
    name = f"Σ{weight_name(trace)}"
    if before is None:
        return f"{name}, the sum of all {trace.geometry.distance_name}s to it, is {numbers(step.cost)}."
    return f"{name} {_change(before.cost, step.cost, numbers)}."


def _change(before: float, after: float, numbers: Numbers) -> str:
    if numbers(before) != numbers(after):
        return f"falls from {numbers(before)} to {numbers(after)}"
    stays = before - after <= 1e-9 * before
    return f"stays {numbers(after)}" if stays else f"falls a little, to {numbers(after)}"


def _distance(trace: Trace, weight: float, numbers: Numbers) -> str:
    return numbers(float(trace.geometry.distance(weight)))


def _evenly(trace: Trace, step: Step, numbers: Numbers) -> str:
    n, left = len(trace.X), len(trace.X) - len(step.centroids) + 1
    who = f"{_who(step)} is point {step.chosen}"
    if left == n:
        return f"{who}, drawn at random: each of the {plural(n, 'point', numbers)} was equally likely."
    if left == 1:
        return f"{who}, the only one not yet taken."
    return f"{who}, drawn at random from the {numbers.count(left)} points not yet taken, all equally likely."


def _plus_plus(trace: Trace, step: Step, before: Step | None, numbers: Numbers) -> str:
    if before is None or step.weights is None:
        return f"{_evenly(trace, step, numbers)} {_potential(trace, step, before, numbers)}"
    chance = numbers.percent(float(step.probabilities[step.chosen]))
    distance, symbol = _distance(trace, float(step.weights[step.chosen]), numbers), weight_name(trace)
    return (
        f"{_who(step)} is point {step.chosen}, drawn with probability {symbol}/Σ{symbol} = {chance}: "
        f"it lay {distance} from the nearest seed. {_potential(trace, step, before, numbers)}"
    )


def _greedy(trace: Trace, step: Step, before: Step | None, numbers: Numbers) -> str:
    if before is None or not step.candidates:
        return _plus_plus(trace, step, before, numbers)
    tried = listed([f"{row}" for row in step.candidates])
    symbol = weight_name(trace)
    name = " Scikit-learn calls this greedy choice k-means++." if len(step.centroids) == 2 else ""
    return (
        f"{_who(step)}: points {tried} were drawn by {symbol}, and point {step.chosen} is kept "
        f"because it leaves the smallest Σ{symbol}.{name} {_potential(trace, step, before, numbers)}"
    )


def _farthest(trace: Trace, step: Step, before: Step | None, numbers: Numbers) -> str:
    if before is None or step.weights is None:
        return f"{_evenly(trace, step, numbers)} {_potential(trace, step, before, numbers)}"
    distance = _distance(trace, float(step.weights[step.chosen]), numbers)
    return (
        f"{_who(step)} is point {step.chosen}, the farthest from its nearest seed (D = {distance}). "
        f"Nothing is drawn here: farthest-first is not k-means++. {_potential(trace, step, before, numbers)}"
    )


def _random(trace: Trace, step: Step, before: Step | None, numbers: Numbers) -> str:
    return f"{_evenly(trace, step, numbers)} {_potential(trace, step, before, numbers)}"


def _by_row(trace: Trace, step: Step, before: Step | None, numbers: Numbers) -> str:
    """A seeding without a sentence of its own here: by the facts of the step, then by its row."""
    row = SEEDINGS[step.method]
    if row.sentence:
        return row.sentence.format(
            letter=letter(len(step.centroids) - 1),
            place=numbers.place(trace.dataset.in_units(step.centroids[-1])),
            center=trace.geometry.center_name,
            what=_what(step),
        )
    if step.candidates:
        return _greedy(trace, step, before, numbers)
    if not row.drawn:
        return _placed(trace, step, before, numbers)
    if step.chosen is None:
        where = numbers.place(trace.dataset.in_units(step.centroids[-1]))
        return f"Start centroid {letter(len(step.centroids) - 1)} is drawn by {row.title}, at {where}."
    told = f"{_who(step)} is point {step.chosen}, drawn by {row.title}"
    if step.draw is not None and step.probabilities is not None:
        told += f" with probability {numbers.percent(float(step.probabilities[step.chosen]))}"
    return f"{told}. {_potential(trace, step, before, numbers)}"


def _what(step: Step) -> str:
    return "it is no data point" if step.chosen is None else f"that is data point {step.chosen}"


def _placed(trace: Trace, step: Step, before: Step | None, numbers: Numbers) -> str:
    name = f"Start centroid {letter(len(step.centroids) - 1)}"
    where = numbers.place(trace.dataset.in_units(step.centroids[-1]))
    how = "is placed at" if step.method == "given" else "starts at"
    return f"{name} {how} {where}; {_what(step)}."


def _assign(trace: Trace, step: Step, before: Step | None, numbers: Numbers) -> str:
    sizes = np.bincount(step.labels[step.labels >= 0], minlength=len(step.centroids))
    shares = listed([f"{letter(j)} {numbers.count(size)}" for j, size in enumerate(sizes)], most=12)
    cost = _upper(cost_name(trace))
    if step.iteration == 1:
        every = plural(len(trace.X), "point", numbers)
        return f"Each of the {every} joins its nearest centroid: {shares}. {cost} is {numbers(step.cost)}."
    moved, n = len(step.changed), numbers.count(len(trace.X))
    verb = "changes" if moved == 1 else "change"
    told = f"{numbers.count(moved)} of {n} points {verb} to a nearer centroid"
    fall = f"is {numbers(step.cost)}" if before is None else _change(before.cost, step.cost, numbers)
    return f"{told}, which makes {shares}. {cost} {fall}."


def _update(trace: Trace, step: Step, before: Step | None, wrong_side: int, numbers: Numbers) -> str:
    center = trace.geometry.center_name
    far = int(np.argmax(step.shift)) if len(step.shift) else 0
    moved = (
        f"{letter(far)} the farthest, by {numbers(float(step.shift[far]))}"
        if len(step.shift) and step.shift[far] > 0
        else "and all were there already"
    )
    fall = f"is {numbers(step.cost)}" if before is None else _change(before.cost, step.cost, numbers)
    verb = "is" if wrong_side == 1 else "are"
    then = (
        f"{plural(wrong_side, 'point', numbers)} {verb} now nearer to another centroid and will switch."
        if wrong_side
        else "No point is now nearer to another centroid."
    )
    return (
        f"Each centroid moves to the {center} of its points, {moved}. "
        f"{_upper(cost_name(trace))} {fall}. {then}"
    )


def _end(trace: Trace, step: Step, numbers: Numbers) -> str:
    rounds = plural(step.iteration, "iteration", numbers)
    cost = f"{cost_name(trace)} {numbers(step.cost)}"
    if step.phase == "converged":
        return (
            f"No point changes cluster, so the run ends after {rounds} with {cost}: "
            "no single step can lower it, but another start might end lower."
        )
    assigned = [other for other in trace if other.phase == "assign"]
    if trace.settings and assigned and np.array_equal(assigned[-1].labels, step.labels):
        return f"The run is cut off after {rounds} with {cost}, one look before it would have converged."
    return f"The run is cut off after {rounds} with {cost}; it has not converged."


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


_SEEDINGS: dict[str, Callable[[Trace, Step, Step | None, Numbers], str]] = {
    "k-means++": _plus_plus,
    "greedy-k-means++": _greedy,
    "farthest-first": _farthest,
    "random": _random,
}
