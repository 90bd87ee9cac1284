"""What a notebook keeps of a player for places that show no widgets: a picture, and the sentences as text."""

from base64 import b64encode
from io import BytesIO
from typing import Any

from PIL import Image

from kviz.app.frame_store import FrameStore
from kviz.app.notebook import is_run_by_program, shell
from kviz.story.messages import say
from kviz.web.linker import link

MOST_STEPS = 200  # of a run whose pictures are all drawn where nothing asks for them
MOST_LINES = 60


def draws_all(store: FrameStore) -> bool:
    """Whether all pictures of these runs are to be drawn now, because nothing will ask for them later."""
    return len(store) <= MOST_STEPS and is_run_by_program()


def leave_script() -> None:
    """After a cell that a program runs: what makes its players play once the notebook is an HTML page.

    Such a page shows widgets with scripts from the network only; ours need none of them. It is an output of
    its own, after the cell's result, because a page leaves out all of a widget's output but the widget.
    """
    here = shell()
    if here is None or not is_run_by_program():
        return

    def once(*_: object) -> None:
        here.events.unregister("post_run_cell", once)
        script = link("bridge/saved_notebook.js", {})[0]
        here.display_pub.publish({"text/html": f'<script type="module">\n{script}</script>'})

    here.events.register("post_run_cell", once)


def still_output(store: FrameStore) -> tuple[dict[str, Any], dict[str, Any]]:
    """One picture and the sentences by their MIME types, and what is said about the picture.

    It is the last step; the first one where questions are asked, which must not be answered here.
    """
    asks = store.predict is not None
    ends = [0 if asks else len(trace) - 1 for trace in store.traces]
    file = BytesIO()
    _joined([Image.open(BytesIO(store.png(f, i))) for f, i in enumerate(ends)]).save(file, format="png")
    said = [words["steps"][i]["sentence"] for words, i in zip(store.words, ends, strict=True)]
    text = "\n".join(said) if asks else sentences(store)
    picture = b64encode(file.getvalue()).decode()
    return {"image/png": picture, "text/plain": text}, {"image/png": {"alt": " ".join(said)}}


def sentences(store: FrameStore) -> str:
    """What the player says at every step; of a long run its beginning and its end."""
    lines: list[str] = []
    for words in store.words:
        steps = [f"{i}. {step['heading']}: {step['sentence']}" for i, step in enumerate(words["steps"], 1)]
        if len(steps) > MOST_LINES:
            left = say("player.left_out", n=len(steps) - MOST_LINES)
            steps[MOST_LINES - 1 : -1] = [str(left)]
        lines += [f"{words['title']}:", *steps] if words["title"] and len(store.words) > 1 else steps
    return "\n".join(lines)


def _joined(pictures: list[Image.Image]) -> Image.Image:
    """Pictures of two runs side by side."""
    if len(pictures) == 1:
        return pictures[0]
    wide, high = sum(one.width for one in pictures), max(one.height for one in pictures)
    both, left = Image.new("RGB", (wide, high), "white"), 0
    for one in pictures:
        both.paste(one, (left, 0))
        left += one.width
    return both.quantize(128)
