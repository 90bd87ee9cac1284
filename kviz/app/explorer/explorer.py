"""The whole app as one widget: the player, and native controls for everything that shapes a run."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Never

from numpy.typing import ArrayLike

from kviz.app.explorer.actions.basins import BASINS
from kviz.app.explorer.actions.challenges import CHALLENGE, challenge_view
from kviz.app.explorer.actions.cost import COST
from kviz.app.explorer.actions.download import DOWNLOAD
from kviz.app.explorer.actions.lessons import LESSONS
from kviz.app.explorer.actions.points import POINTS
from kviz.app.explorer.actions.practice import PRACTICE
from kviz.app.explorer.actions.restarts import RESTARTS
from kviz.app.explorer.actions.segment import SEGMENT
from kviz.app.explorer.actions.settings import SETTINGS
from kviz.app.explorer.actions.stage import POINTER
from kviz.app.explorer.actions.upload import UPLOAD
from kviz.app.explorer.facts import FACTS
from kviz.app.explorer.session import Session
from kviz.app.explorer.settings import CHECKS, Settings
from kviz.app.explorer.view_model import parts_of
from kviz.app.frame_store import FrameStore
from kviz.data.builtin import datasets
from kviz.data.dataset import Dataset, as_dataset
from kviz.engine.arguments import refuse_foreign
from kviz.story.messages import say
from kviz.web.linker import link_widget


class Explorer(Session):
    """The session as a person sees it: the browser's side, what it may ask for, and what it is shown."""

    _esm, _css = link_widget("explorer/explorer.js", FACTS)

    def describe(self, store: FrameStore) -> dict[str, dict[str, Any]]:
        """What the page shows beside the player for the runs in ``store``, by the name of a trait."""
        return {**parts_of(self, store), "challenge": challenge_view(self)}

    actions: dict[str, Callable[..., Any]] = {  # noqa: RUF012
        **Session.actions, **SETTINGS, **UPLOAD, **POINTER, **RESTARTS, **DOWNLOAD, **SEGMENT,
        **PRACTICE, **BASINS, **COST, **POINTS, **CHALLENGE,
        **LESSONS,
    }  # fmt: skip


def explore(X: ArrayLike | Dataset | None = None, k: int | None = None, **foreign: Never) -> Explorer:
    """Explore k-means: data, seeding, k and all the rest a click away from a run that replays at once.

    Parameters
    ----------
    X : array of shape (n, d), DataFrame or Dataset, optional
        Points; without them the page opens with the tutorial's two-variable picture.
    k : int, optional
        Number of clusters, 1 to 12: by default 3, or what suits the built-in data set.

    Returns
    -------
    Explorer
        Show it as the last line of a cell. ``trace`` is the run on screen.

    Raises
    ------
    ValueError
        If k is out of range, or the points cannot be clustered; the message says why.

    Examples
    --------
    >>> import kviz
    >>> page = kviz.explore([[1, 2], [1, 4], [8, 8], [9, 6]], k=2)
    >>> page.trace.centroids.shape
    (2, 2)
    """
    refuse_foreign(foreign, ("k",))
    if X is None:
        dataset, name, shelf = datasets["tutorial"](), "tutorial", {}
        k = dataset.k if k is None else k
    else:
        dataset, name = as_dataset(X), "given"
        shelf = {name: replace(dataset, title=dataset.title or str(say("page.your_data")))}
        k = 3 if k is None else k
    return Explorer(Settings(data=name, k=CHECKS["k"](k), init="own"), shelf)
