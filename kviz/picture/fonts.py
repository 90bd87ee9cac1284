"""Fonts for names in any script: the style's own font, and after it installed ones that know the letters."""

from functools import lru_cache

from matplotlib import rcParams
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

LIKELY = (
    "Noto Sans", "Source Han", "WenQuanYi", "IPA", "TakaoGothic", "Nanum", "Hiragino",
    "PingFang", "Yu Gothic", "Meiryo", "Microsoft YaHei",
    "SimHei", "Malgun", "Nirmala", "Unifont", "DejaVu", "Arial Unicode",
)  # fmt: skip


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
    if not letters or _knows(_path_of(tuple(own)), letters):
        return own
    return [*own, *_others(letters)]


def readable(words: str) -> str:
    """``words`` with a box for every letter that no font of this machine has."""
    paths = [_path_of((name,)) for name in family_for(words)]
    return "".join(
        letter if ord(letter) < 128 or any(_knows(path, frozenset(letter)) for path in paths) else "▯"
        for letter in " ".join(words.split())
    )


@lru_cache(maxsize=64)
def _path_of(family: tuple[str, ...]) -> str:
    return findfont(FontProperties(family=list(family)), fallback_to_default=True)


@lru_cache(maxsize=64)
def _others(letters: frozenset[str]) -> tuple[str, ...]:
    """The installed font that knows most of the letters."""
    fonts = sorted({(font.name, font.fname) for font in fontManager.ttflist if font.name.startswith(LIKELY)})
    known = {name: sum(_knows(path, frozenset(one)) for one in letters) for name, path in fonts}
    best = max(known, key=known.get, default=None)
    return (best,) if best and known[best] else ()
