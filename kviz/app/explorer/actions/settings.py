"""What a person may choose on the page; every value that the browser sends is checked again.

An action takes the session, the message and its buffers.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import CHECKS, MAX_SEED, OWN_STARTS, Settings, from_address, number
from kviz.app.player import Player

Message = dict[str, Any]
Moment = tuple[Settings, int]


def ready(session: Session, message: Message, _: object) -> None:
    """A browser shows the page: draw for its screen, and restore the run of its address."""
    Player.actions["ready"](session, message, _)
    text = str(message.get("address") or "")
    changes, step, faults = from_address(text)
    if changes and text.rpartition("&step=")[0] != session.choices["address"]:
        try:
            session.apply(changed(session, changes), "address", step=step, remember=False)
        except ValueError as fault:
            faults.append(str(fault))
    elif changes:
        session.index = step
    if faults:
        session.say("address", "Part of the link could not be read. " + " ".join(faults))


def changed(session: Session, changes: Message) -> Settings:
    """Some choices replaced; another data set brings its own k and start, unless these are chosen with it."""
    settings = replace(session.settings, **changes)
    if settings.data == session.settings.data and "drawn" not in changes:
        return settings
    dataset = session.dataset(settings)
    settings = replace(settings, versus=changes.get("versus", ""), start=changes.get("start", ()))
    if "k" not in changes:
        settings = replace(settings, k=min(dataset.k, len(dataset.points)))
    if "init" not in changes and dataset.start is not None:
        settings = replace(settings, init="own")
    elif "init" not in changes and settings.init in OWN_STARTS:
        settings = replace(settings, init="k-means++")
    return settings


def change(session: Session, message: Message, _: object) -> None:
    """Change some choices: {"do": "change", "changes": {"k": 4}}."""
    changes = {}
    for name, value in dict(message["changes"]).items():
        try:
            changes[name] = CHECKS[name](value)
        except (KeyError, ValueError) as fault:
            return session.say(str(name), str(fault))
    where = next(iter(changes), "")
    try:
        settings = changed(session, changes)
    except ValueError as fault:
        return session.say(where, str(fault))
    if settings == session.settings:
        return session.say(where, "")
    session.apply(settings, where)


def new_seeds(session: Session, message: Message, _: object) -> None:
    """Take the next random seed; a start that needs none gives way to k-means++."""
    settings, times = session.settings, _times(message)
    if settings.init in OWN_STARTS:
        settings, times = replace(settings, init="k-means++", start=()), times - 1
    session.apply(replace(settings, seed=(settings.seed + times) % (MAX_SEED + 1)), "seed")


def undo(session: Session, message: Message, _: object) -> None:
    """Go back to the settings before these."""
    _travel(session, session.past, session.future, _times(message))


def redo(session: Session, message: Message, _: object) -> None:
    """Take an undo back."""
    _travel(session, session.future, session.past, _times(message))


def _travel(session: Session, back: list[Moment], forth: list[Moment], times: int) -> None:
    if not back:
        return
    settings, step = session.settings, session.index
    for _ in range(min(times, len(back))):
        forth.append((settings, step))
        settings, step = back.pop()
    session.apply(settings, "undo", step=step, remember=False)


def _times(message: Message) -> int:
    """How often in a row something was asked for."""
    return number(1, 1000, "How often")(message.get("times", 1))


SETTINGS: dict[str, Callable[..., None]] = {
    "ready": ready, "change": change, "new seeds": new_seeds, "undo": undo, "redo": redo,
}  # fmt: skip
