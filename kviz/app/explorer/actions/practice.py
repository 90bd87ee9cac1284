"""Send what a learner needs to be the algorithm: the points on screen and the start centroids."""

from collections.abc import Callable
from typing import Any

from kviz.app.explorer.session import Session
from kviz.story.messages import say

MOST_POINTS = 300  # more dots than these cannot be told apart by hand


def practice(session: Session, message: dict[str, Any], _: object) -> None:
    """Send the points and the start centroids of the run on screen, or say why it cannot be done by hand."""
    trace = session.trace
    n, d = trace.X.shape
    if d != 2:
        fault = say("page.practice.columns", d=d)
    elif trace.geometry.name != "euclidean":
        fault = say("page.practice.metric")
    elif n > MOST_POINTS:
        fault = say("page.practice.points", n=n, most=MOST_POINTS)
    else:
        start = [step for step in trace if step.phase == "seed"][-1].centroids
        session.send({"type": "practice", "points": trace.X.tolist(), "start": start.tolist()})
        return
    session.send({"type": "practice", "fault": str(fault)})


PRACTICE: dict[str, Callable[..., None]] = {"practice": practice}
