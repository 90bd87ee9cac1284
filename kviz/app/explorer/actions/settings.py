"""What a person may choose on the page; every value that the browser sends is checked again.

An action takes the session, the message and its buffers.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kviz.app.explorer.data_sets.thumbnails import thumbnails
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import CHECKS, MAX_SEED, OWN_STARTS, Settings, from_address, number
from kviz.app.player import Player
from kviz.data.builtin import datasets
from kviz.story.messages import say

Message = dict[str, Any]
# what another data set begins with, whatever was chosen before: what is said of it is true of these
OWN = {"versus": "", "start": (), "edits": "", "metric": Settings.metric, "on_empty": Settings.on_empty}
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
        session.say("address", " ".join([str(say("page.fault.link")), *faults]))


def changed(session: Session, changes: Message) -> Settings:
    """Some choices replaced; another data set brings its own, unless it is chosen with them."""
    settings = replace(session.settings, **changes)
    if settings.data == session.settings.data and "drawn" not in changes:
        return settings
    dataset = session.dataset(settings)
    own: Message = {**OWN, "scale": dataset_scale(settings.data), "seed": dataset.seed}
    settings = replace(settings, **{name: value for name, value in own.items() if name not in changes})
    if "k" not in changes:
        settings = replace(settings, k=min(dataset.k, len(dataset.points)))
    if "init" not in changes and dataset.start is not None:
        settings = replace(settings, init="own")
    elif "init" not in changes and settings.init in OWN_STARTS:
        settings = replace(settings, init="k-means++")
    return settings


def dataset_scale(name: str) -> str:
    """The scale that a data set is meant to be seen in."""
    return datasets[name].scale if name in datasets else Settings.scale


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
    session.apply(settings, where, step=0 if settings.data != session.settings.data else None)


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
    return number(1, 1000, "times")(message.get("times", 1))


def send_thumbnails(session: Session, message: Message, _: object) -> None:
    """Send small pictures of the data sets; a page asks for them when it has nothing more urgent to show."""
    session.send({"type": "thumbnails", "sets": thumbnails()})


SETTINGS: dict[str, Callable[..., None]] = {
    "ready": ready, "change": change, "new seeds": new_seeds, "undo": undo, "redo": redo,
    "thumbnails": send_thumbnails,
}  # fmt: skip
