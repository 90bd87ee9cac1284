"""Captions: what each step says, with its times, for players that show words beside the picture."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kviz.exports.content import Content
from kviz.exports.output import Output, written_at_once


class Cue(NamedTuple):
    """A step from its first tween to its end, in milliseconds from the beginning."""

    step: int
    start: int
    end: int


def cues(content: Content) -> Iterator[Cue]:
    """When each step is on screen, the tweens that lead to it included."""
    start = now = 0
    for moment in content.timeline:
        now += moment.ms
        if not moment.is_tween:
            yield Cue(moment.step, start, now)
            start = now


def webvtt(content: Content) -> str:
    """The captions as WebVTT, for web pages and most players."""
    blocks = [f"{_clock(cue.start)} --> {_clock(cue.end)}\n{_told(content, cue)}" for cue in cues(content)]
    return "\n\n".join(["WEBVTT", *blocks, ""])


def subrip(content: Content) -> str:
    """The captions as SubRip, for editors and older players."""
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_told(content, cue, escape=False)}"
        for number, cue in enumerate(cues(content), 1)
    ]
    return "\n\n".join([*blocks, ""])


# suffix -> function from what is shown to the text of the file
CAPTIONS: dict[str, Callable[[Content], str]] = {".vtt": webvtt, ".srt": subrip}


@written_at_once
def vtt(output: Output, content: Content) -> None:
    """Write the captions of a film of the same options."""
    output.open().write(webvtt(content).encode())


@written_at_once
def srt(output: Output, content: Content) -> None:
    """Write the captions of a film of the same options."""
    output.open().write(subrip(content).encode())


def _told(content: Content, cue: Cue, escape: bool = True) -> str:
    """The words of a step on one line; in WebVTT a name from a file is never markup."""
    text = " ".join(content.sentence(cue.step).split()).replace("-->", "→")
    if escape:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _clock(ms: int, mark: str = ".") -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{ms:03}"
