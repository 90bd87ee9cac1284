"""Begin a challenge, leave it, and judge every start that a hand makes while it is on."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np

from kviz.app.explorer.actions.basins import BASINS
from kviz.app.explorer.actions.settings import changed
from kviz.app.explorer.actions.stage import POINTER
from kviz.app.explorer.challenges.tasks import CHALLENGES, Attempt, Judged
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import Settings
from kviz.app.explorer.stage_coordinates import handles
from kviz.app.frame_store import FrameStore
from kviz.story.formatting import SPOKEN
from kviz.story.messages import say

Message = dict[str, Any]
OWN_CHOICES = ("start", "init", "seed", "versus")  # what a challenge leaves to the hand


def challenge(session: Session, message: Message, _: object) -> None:
    """Begin a challenge anew, or leave the one that is on."""
    name = message.get("name")
    if name not in CHALLENGES:
        session.attempt = None
        session.challenge = challenge_view(session)
        return
    row = CHALLENGES[name]
    usual = {entry.name: entry.default for entry in fields(Settings) if entry.name not in ("data", "k")}
    wanted = changed(session, {**usual, **row.settings, "init": "k-means++"})
    session.attempt = None
    session.apply(wanted, "page", step=wanted.k - 1)
    goal = row.goal(session.trace.X, wanted.k)
    session.attempt = Attempt(name, goal)
    session.attempt.said = str(say("page.challenges.begin"))
    session.challenge = challenge_view(session)


def challenge_view(session: Session) -> dict[str, Any]:
    """What the page shows of the challenges: which are done, and how far the one is that is on."""
    attempt = session.attempt
    on = None
    if attempt:
        goal = str(say(f"page.challenges.{attempt.name}.goal", SPOKEN, goal=goal_of(attempt)))
        on = {"name": attempt.name, "goal": goal, "said": attempt.said, "done": attempt.done}
    return {"names": list(CHALLENGES), "solved": sorted(session.solved), "on": on}


def goal_of(attempt: Attempt) -> float | int:
    """The goal as it is written: iterations are whole."""
    return int(attempt.goal) if attempt.goal.is_integer() else attempt.goal


def judge(session: Session, message: Message, before: FrameStore) -> None:
    """Judge the run that a message made, if a challenge is on and it was made by hand."""
    attempt = session.attempt
    if attempt is None or session.store is before or not session.settings.start:
        return
    if not _fits(session):
        attempt.said = str(say("page.challenges.other"))
    else:
        start = [step for step in session.trace if step.phase == "seed"][-1].centroids
        dragged = _dragged(message, before) if message["do"] == "drop" else 0
        CHALLENGES[attempt.name].judge(attempt, Judged(session.trace, np.array(start), dragged))
    if attempt.done:
        session.solved.add(attempt.name)
    session.challenge = challenge_view(session)


def _fits(session: Session) -> bool:
    """Whether the run is still the one that the challenge is about."""
    assert session.attempt
    wanted = Settings(**CHALLENGES[session.attempt.name].settings)
    names = [entry.name for entry in fields(Settings) if entry.name not in (*OWN_CHOICES, "drawn")]
    return all(getattr(session.settings, name) == getattr(wanted, name) for name in names)


def _dragged(message: Message, before: FrameStore) -> int:
    """How many centroids lie elsewhere than in the step that they were dragged from."""
    step = min(max(int(message["step"]), 0), len(before.traces[0]) - 1)
    old, new = np.array(handles(before.films[0])[step]), np.array(message["at"], dtype=float)
    return int((np.abs(old - new) > 1e-4).any(axis=1).sum())


def judged(action: Callable[..., None]) -> Callable[..., None]:
    """An action of a hand, after which the challenge is judged."""

    def act(session: Session, message: Message, buffers: object) -> None:
        before = session.store
        action(session, message, buffers)
        judge(session, message, before)

    return act


BY_HAND = {"place": POINTER["place"], "drop": POINTER["drop"], "basin start": BASINS["basin start"]}
CHALLENGE: dict[str, Callable[..., None]] = {
    "challenge": challenge,
    **{name: judged(action) for name, action in BY_HAND.items()},
}
