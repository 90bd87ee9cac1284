"""The browser's side as text: scripts and style sheets, joined without a build step."""

from importlib.resources import files

PLAYER = (
    "player/player.js", "player/controls.js", "player/keys.js", "player/fullscreen.js",
    "player/frame_cache.js", "player/tween.js", "player/player.css",
)  # fmt: skip


def read(name: str) -> str:
    """One file of the browser's side, named from its folder: "player/keys.js"."""
    return files("kviz.web").joinpath(*name.split("/")).read_text("utf-8")


def assemble(*names: str) -> tuple[str, str]:
    """Join the player and the named files into one module and one style sheet."""
    names = (*PLAYER, *names)
    scripts, styles = ([read(name) for name in names if name.endswith(end)] for end in (".js", ".css"))
    return "\n".join(scripts), "\n".join(styles)
