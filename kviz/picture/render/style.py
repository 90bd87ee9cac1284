"""What a picture looks like, as one frozen value: colours, markers, sizes and fonts.

A style is handed down to whatever draws. Nothing here changes matplotlib's settings, so pictures can be
made in several threads at once, and the caller's own matplotlib stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.colors import to_hex, to_rgb
from matplotlib.font_manager import font_scalings

from kviz.picture.contrast import Color, blend, contrast, is_dark, luminance

# Searched for: with common vision, protanopia, deuteranopia and tritanopia any two of the first five differ
# by at least 18 (CIEDE2000), of the first eight by 14, of all twelve by 11; in grey the first three do, and
# the fifth from all before it.
COLORS = (
    "#0072B2", "#E69F00", "#9E0061", "#35CCB2", "#453A00", "#E50053",
    "#B4ABFF", "#A96C82", "#A9AC78", "#2B86FF", "#5400ED", "#AC8BB8",
)  # fmt: skip
# On a dark ground: contrast 3.4 at least, the same differences, and the first five differ in grey as well.
ON_DARK = (
    "#7692FF", "#F2C92F", "#D33386", "#B5FFC7", "#828F00", "#8F6552",
    "#F5E5FF", "#C58978", "#57CBB1", "#A3B0CB", "#685CE7", "#418496",
)  # fmt: skip
# In grey: filled marks are dark, hollow ones take their turn with them.
GREYS = (
    "#1F1F1F", "#8C8C8C", "#3D3D3D", "#9C9C9C", "#2B2B2B", "#949494",
    "#4A4A4A", "#858585", "#353535", "#A3A3A3", "#555555", "#7D7D7D",
)  # fmt: skip
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p", "<", "h", ">", "*")
UNASSIGNED = "#8A8F98"
VISIBLE = 3.0  # contrast that a mark needs with the ground of its own region (WCAG 2.2)
PHASES = MappingProxyType(
    {"seed": "#9AA1AC", "assign": "#5B6B8C", "update": "#2E9E57"}  # none of them a cluster's colour
)
GENERIC = ("sans-serif", "serif", "monospace", "cursive", "fantasy")


@dataclass(frozen=True)
class Style:
    """How a picture looks.

    ``paper`` is the ground of the whole picture and ``ground`` that of the plot; ``ink`` the colour of words
    and lines, ``axis`` of the axes, ``label`` of their names, ``faint`` of their numbers and of small print.
    ``size``, ``label_size``, ``tick_size``, ``title_size`` (letters), ``mark`` (a point of the data),
    ``line`` (an axis) and ``stroke`` (a border, a ring) are in typographic points; so is ``least_letter``,
    below which no letter on a centroid goes in a small picture. ``family`` are font families as
    matplotlib takes them, ``fallback`` more of them for letters that those do not have.
    ``colors`` are those of the clusters, the thirteenth begins again; ``markers`` likewise. ``grey`` is for
    printers and photocopiers: dark outlines, filled and hollow marks in turn, no tinted regions.
    """

    name: str
    paper: Color
    ground: Color
    ink: Color
    axis: Color
    label: Color
    faint: Color
    size: float
    label_size: float
    tick_size: float
    title_size: float
    mark: float
    line: float
    stroke: float
    family: tuple[str, ...]
    fallback: tuple[str, ...] = ()
    colors: tuple[str, ...] = COLORS
    markers: tuple[str, ...] = MARKERS
    grey: bool = False
    names: tuple[int, ...] = ()
    least_letter: float = 0.0

    @classmethod
    def read(cls, sheet: str | Path, **look: object) -> "Style":
        """Read a matplotlib style sheet; ``look`` has fields that a sheet cannot say.

        ``axes.prop_cycle`` in the sheet gives the colours of the clusters.
        """
        given = mpl.rc_params_from_file(str(sheet), use_default_template=False)
        values = {**_plain(mpl.rcParamsDefault), **_plain(given)}
        if "axes.prop_cycle" in given and "colors" not in look:
            cycled = given["axes.prop_cycle"].by_key().get("color", ())
            look["colors"] = tuple(map(to_hex, cycled)) or COLORS
        return cls.of(values, **{"name": Path(sheet).stem, **look})

    @classmethod
    def of(cls, settings: Mapping[str, Any], **look: object) -> "Style":
        """The style that matplotlib's settings describe."""
        size = float(settings["font.size"])

        def points(name: str) -> float:
            value = settings[name]
            return size * font_scalings[value] if value in font_scalings else float(value)

        paper, families = settings["figure.facecolor"], settings["font.family"]
        names = [
            one for name in families for one in (settings[f"font.{name}"] if name in GENERIC else [name])
        ]
        given: dict[str, Any] = {
            "name": "",
            "paper": _flat(paper),
            "ground": _flat(settings["axes.facecolor"]),
            "ink": _flat(settings["text.color"]),
            "axis": _flat(settings["axes.edgecolor"]),
            "label": _flat(settings["axes.labelcolor"]),
            "faint": _flat(settings["xtick.color"]),
            "size": size,
            "label_size": points("axes.labelsize"),
            "tick_size": points("xtick.labelsize"),
            "title_size": points("axes.titlesize"),
            "mark": float(settings["lines.markersize"]),
            "line": float(settings["axes.linewidth"]),
            "stroke": float(settings["lines.linewidth"]),
            "family": tuple(families),
            "fallback": tuple(dict.fromkeys(names)),
            "colors": ON_DARK if is_dark(paper) else COLORS,
        }
        return cls(**{**given, **look})

    def shown(self, cluster: int) -> int:
        """The cluster whose letter, colour and marker a cluster is shown with: its own, or by ``names``."""
        return self.names[cluster] if 0 <= cluster < len(self.names) else cluster

    def color(self, cluster: int) -> str:
        """Colour of a cluster."""
        return self.colors[self.shown(cluster) % len(self.colors)]

    def marker(self, cluster: int) -> str:
        """Marker of a cluster in matplotlib's letters."""
        return self.markers[self.shown(cluster) % len(self.markers)]

    def face(self, cluster: int) -> Color:
        """What fills the marks of a cluster: its colour, or the paper where they are hollow."""
        hollow = self.grey and self.shown(cluster) % len(self.colors) % 2
        return self.ground if hollow else self.color(cluster)

    def edge(self, cluster: int) -> tuple[Color, float]:
        """Colour and width (points) of the line around a cluster's points.

        It is the paper's, so that points that touch stay apart; darker than the mark where that stands out
        too little from its own region; ink where all is grey.
        """
        return (self.ink, 0.5) if self.grey else _edge(self.color(cluster), self.tint(cluster), self.ground)

    def tint(self, cluster: int, paper: Color | None = None) -> tuple[float, float, float]:
        """The pale ground of a cluster's region, on the plot or on a paper of another colour."""
        paper = self.ground if paper is None else paper
        if self.grey:
            return to_rgb(paper)
        return blend(self.color(cluster), paper, 0.17 if is_dark(paper) else 0.15)

    def letter_color(self, cluster: int) -> str:
        """Black or white, whichever stands out from what fills the cluster's centroid."""
        return "#111111" if luminance(self.face(cluster)) > 0.19 else "#FFFFFF"

    @property
    def em(self) -> float:
        """Size of words in CSS pixels."""
        return self.size * 100 / 72


def _plain(settings: Any) -> dict[str, Any]:
    return dict(dict.items(settings))  # their own copy would import pyplot


def _flat(color: Any) -> Color:
    """A colour that can be compared and kept; "none" is white, as a page is."""
    return "#FFFFFF" if color in ("none", "None") else color if isinstance(color, str) else to_hex(color)


@lru_cache(maxsize=256)
def _edge(color: Color, tint: Color, ground: Color) -> tuple[Color, float]:
    share, tone = 1.0, to_rgb(color)
    if contrast(color, tint) >= VISIBLE:
        return ground, 0.6
    while contrast(tone, tint) < VISIBLE and share > 0:
        share -= 0.05
        tone = blend(color, "#FFFFFF" if is_dark(ground) else "#000000", share)
    return tone, 0.8


_SHEETS = files("kviz.picture") / "styles"
# name -> a Style, or the path of a matplotlib style sheet; a row added here is known on every surface
STYLES: dict[str, Style | str] = {
    name: Style.read(str(_SHEETS / f"{name}.mplstyle"), **look)
    for name, look in {
        "light": {},
        "dark": {},
        "print": {"grey": True, "colors": GREYS},
        "projector": {},
    }.items()
}


def style_named(style: str | Style) -> Style:
    """The style of a name in ``STYLES``, of a style sheet ``*.mplstyle``, or the style itself.

    Raises
    ------
    ValueError
        If no style has that name.
    """
    if isinstance(style, Style):
        return style
    found = STYLES.get(style, style) if isinstance(style, str) else None
    if isinstance(found, Style):
        return found
    if found is not None and str(found).endswith(".mplstyle") and Path(found).is_file():
        return Style.read(found, **({"name": style} if style in STYLES else {}))
    known = ", ".join(STYLES)
    raise ValueError(f"style={style!r} is unknown; use one of {known}, or the path of an .mplstyle file.")


def callers_style() -> Style:
    """The style of matplotlib's settings as the caller has set them."""
    return Style.of(_settings())


def dressed(style: str | Style | None) -> Style:
    """The style that is asked for; without one the light one, under what the caller changed in matplotlib."""
    if style is not None:
        return style_named(style)
    default = _plain(mpl.rcParamsDefault)
    wishes = {name: value for name, value in _settings().items() if default.get(name) != value}
    light = mpl.rc_params_from_file(str(_SHEETS / "light.mplstyle"), use_default_template=False)
    return Style.of({**default, **_plain(light), **wishes})


def _settings() -> dict[str, Any]:
    return _plain(mpl.rcParams)
