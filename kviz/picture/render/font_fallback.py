"""Fonts for names in any script: the style's own, and after them installed ones that know the letters."""

import warnings
from functools import lru_cache

from matplotlib.font_manager import FontEntry, FontProperties, findfont, fontManager, get_font

from kviz.picture.render.style import Style, callers_style

LIKELY = (
    "Noto Sans", "Source Han", "WenQuanYi", "IPA", "TakaoGothic", "Nanum", "Hiragino",
    "PingFang", "Yu Gothic", "Meiryo", "Microsoft YaHei",
    "SimHei", "Malgun", "Nirmala", "Unifont", "DejaVu", "Arial Unicode",
)  # fmt: skip
NO_LETTERS = "Last Resort"  # a font of boxes that claims to know everything


def family_for(words: str, style: Style | None = None) -> list[str]:
    """Font families that together have every letter of ``words``, as far as this machine has one.

    Those of the style come first; without one, those of matplotlib's settings.
    """
    letters = _unusual(words)
    style = callers_style() if style is None else style
    own = tuple(dict.fromkeys([*style.family, *style.fallback]))
    beside = _beside(own, letters, len(fontManager.ttflist)) if letters else ()
    return [*style.family, *beside]


def readable(words: str, style: Style | None = None) -> str:
    """``words`` with a box for every letter that no font of this machine has; says so once."""
    words = " ".join(words.split())
    missing = _unusual(words)
    for path in _paths(tuple(family_for(words, style))) if missing else ():
        missing = missing - _known(path)
    if missing:
        _say("".join(sorted(missing)))
    return "".join("▯" if letter in missing else letter for letter in words)


def _unusual(words: str) -> frozenset[str]:
    return frozenset(letter for letter in words if ord(letter) > 127)


@lru_cache(maxsize=64)
def _say(letters: str) -> None:
    some = letters if len(letters) <= 12 else f"{letters[:12]} and {len(letters) - 12} more"
    warnings.warn(
        f"no font of this machine has {some}: drawn as ▯. Install one that has them, such as Noto Sans CJK "
        "for Chinese, Japanese and Korean, or name yours in matplotlib.rcParams['font.family'].",
        stacklevel=3,
    )


@lru_cache(maxsize=256)
def _beside(own: tuple[str, ...], letters: frozenset[str], fonts: int) -> tuple[str, ...]:
    """Families that are needed beside the own ones: of those named, of likely ones, of all ``fonts``."""
    real = [font for font in fontManager.ttflist if not font.name.startswith(NO_LETTERS)]
    installed = {font.name: font.fname for font in sorted(real, key=_plainness)}
    likely = sorted(name for name in installed if name.startswith(LIKELY))
    missing = letters - _known(_paths(own[:1])[0])
    found: list[str] = []
    for names in ([name for name in own[1:] if name in installed], likely, sorted(installed)):
        while missing and names:
            best = max(names, key=lambda name: len(missing & _known(installed[name])))
            if not missing & _known(installed[best]):
                break
            found.append(best)
            missing -= _known(installed[best])
    return tuple(found)


def _plainness(font: FontEntry) -> tuple[bool, bool, int, str]:
    """The higher, the plainer: of several faces of a family the upright one of normal width and weight."""
    heavy = abs(font.weight - 400) if isinstance(font.weight, int) else 0
    return font.style == "normal", font.stretch == "normal", -heavy, font.fname


@lru_cache(maxsize=256)
def _paths(families: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(findfont(FontProperties(family=[name]), fallback_to_default=True) for name in families)


@lru_cache(maxsize=1024)
def _known(path: str) -> frozenset[str]:
    """Every letter that a font has."""
    try:
        return frozenset(map(chr, get_font(path).get_charmap()))
    except (OSError, RuntimeError):
        return frozenset()
