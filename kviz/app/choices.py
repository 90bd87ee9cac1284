"""What a person may choose on the page; every value that the browser sends is checked again.

An action takes the explorer, the message and its buffers.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kviz.app.player import Player
from kviz.app.settings import CHECKS, MAX_SEED, Settings, from_address, number

if TYPE_CHECKING:
    from kviz.app.explorer import Explorer

Message = dict[str, Any]
Moment = tuple[Settings, int]


def ready(explorer: "Explorer", message: Message, _: object) -> None:
    """A browser shows the page: draw for its screen, and restore the run of its address."""
    Player.actions["ready"](explorer, message, _)
    text = str(message.get("address") or "")
    changes, step, faults = from_address(text)
    if changes and text.rpartition("&step=")[0] != explorer.view["address"]:
        try:
            explorer.apply(changed(explorer, changes), "address", step=step, remember=False)
        except ValueError as fault:
            faults.append(str(fault))
    elif changes:
        explorer.index = step
    if faults:
        explorer.say("address", "Part of the link could not be read. " + " ".join(faults))


def changed(explorer: "Explorer", changes: Message) -> Settings:
    """Some choices replaced; another data set brings its own k and start, unless these are chosen with it."""
    settings = replace(explorer.settings, **changes)
    if settings.data == explorer.settings.data and "drawn" not in changes:
        return settings
    dataset = explorer.dataset(settings)
    settings = replace(settings, versus=changes.get("versus", ""), start=changes.get("start", ()))
    if "k" not in changes:
        settings = replace(settings, k=min(dataset.k, len(dataset.points)))
    if "init" not in changes and dataset.start is not None:
        settings = replace(settings, init="own")
    elif "init" not in changes and settings.init in ("own", "placed"):
        settings = replace(settings, init="k-means++")
    return settings


def change(explorer: "Explorer", message: Message, _: object) -> None:
    """Change some choices: {"do": "change", "changes": {"k": 4}}."""
    changes = {}
    for name, value in dict(message["changes"]).items():
        try:
            changes[name] = CHECKS[name](value)
        except (KeyError, ValueError) as fault:
            return explorer.say(str(name), str(fault))
    where = next(iter(changes), "")
    try:
        settings = changed(explorer, changes)
    except ValueError as fault:
        return explorer.say(where, str(fault))
    if settings == explorer.settings:
        return explorer.say(where, "")
    explorer.apply(settings, where)


def new_seeds(explorer: "Explorer", message: Message, _: object) -> None:
    """Take the next random seed; a start that needs none gives way to k-means++."""
    settings, times = explorer.settings, _times(message)
    if settings.init in ("own", "placed"):
        settings, times = replace(settings, init="k-means++", start=()), times - 1
    explorer.apply(replace(settings, seed=(settings.seed + times) % (MAX_SEED + 1)), "seed")


def undo(explorer: "Explorer", message: Message, _: object) -> None:
    """Go back to the settings before these."""
    _travel(explorer, explorer.past, explorer.future, _times(message))


def redo(explorer: "Explorer", message: Message, _: object) -> None:
    """Take an undo back."""
    _travel(explorer, explorer.future, explorer.past, _times(message))


def _travel(explorer: "Explorer", back: list[Moment], forth: list[Moment], times: int) -> None:
    if not back:
        return
    settings, step = explorer.settings, explorer.index
    for _ in range(min(times, len(back))):
        forth.append((settings, step))
        settings, step = back.pop()
    explorer.apply(settings, "undo", step=step, remember=False)


def _times(message: Message) -> int:
    """How often in a row something was asked for."""
    return number(1, 1000, "How often")(message.get("times", 1))


CHOICES: dict[str, Callable[..., None]] = {
    "ready": ready, "change": change, "new seeds": new_seeds, "undo": undo, "redo": redo,
}  # fmt: skip
