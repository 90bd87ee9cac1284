"""The browser side of the widgets: short JavaScript files, joined behind the player without a build step."""

from importlib.resources import files

from kviz.exports.web import player_source


def assemble(*names: str) -> tuple[str, str]:
    """Join the player and the named files into one module and one style sheet."""
    here = files(__name__)
    script, style = player_source()
    texts = {"js": [script], "css": [style]}
    for name in names:
        texts[name.rsplit(".", 1)[1]].append(here.joinpath(name).read_text("utf-8"))
    return "\n".join(texts["js"]), "\n".join(texts["css"])
