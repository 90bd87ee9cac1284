"""Fonts for names in any script: the style's own font, and after it installed ones that know the letters."""

from functools import lru_cache

from matplotlib import rcParams
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

LIKELY = ("Noto Sans", "Source Han", "WenQuanYi", "IPA", "TakaoGothic", "Nanum", "Hiragino", "PingFang", "Yu Gothic",
          "Meiryo", "Microsoft YaHei", "SimHei", "Malgun", "Nirmala", "Unifont", "DejaVu", "Arial Unicode")  # fmt: skip


@lru_cache(maxsize=256)
def _knows(path: str, letters: frozenset[str]) -> bool:
    try:
        known = get_font(path).get_charmap()
    except (OSError, RuntimeError):
        return False
    return all(ord(letter) in known for letter in letters)


def family_for(words: str) -> list[str]:
    """Font families that together have every letter of ``words``, as far as this machine has one."""
    own = list(rcParams["font.family"])
    letters = frozenset(letter for letter in words if ord(letter) > 127)
    path = findfont(FontProperties(family=own), fallback_to_default=True)
    if not letters or _knows(path, letters):
        return own
    return [*own, *_others(letters)]


@lru_cache(maxsize=64)
def _others(letters: frozenset[str]) -> tuple[str, ...]:
    fonts = sorted({(font.name, font.fname) for font in fontManager.ttflist if font.name.startswith(LIKELY)})
    return tuple(dict.fromkeys(name for name, path in fonts if _knows(path, letters)))[:1]
