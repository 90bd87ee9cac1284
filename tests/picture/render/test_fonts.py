"""Names in scripts that the style's own font does not know."""

import warnings

import matplotlib as mpl
import pytest
from clouds import cloud
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib.font_manager import fontManager

import kviz
from kviz.picture.film import Film
from kviz.picture.render import font_fallback
from kviz.picture.render.style import STYLES
from kviz.picture.render.text_outlines import outline, width, wrapped

HERE, THERE, NOWHERE = "\ue901", "\ue902", "\ue909"  # letters that no font of any machine gives a shape


def font_of(letters, name, folder):
    """A font that has these letters and no others: every letter a square."""
    pen = TTGlyphPen(None)
    corners = [(100, 0), (100, 700), (900, 700), (900, 0)]
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    builder, names = FontBuilder(1000, isTTF=True), [".notdef", *(f"u{ord(one):04x}" for one in letters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(one): glyph for one, glyph in zip(letters, names[1:], strict=True)})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "fullName": name, "psName": name})
    builder.setupOS2()
    builder.setupPost()
    builder.save(folder / f"{name}.ttf")
    return str(folder / f"{name}.ttf")


@pytest.fixture
def install(tmp_path):
    """Make a font known to matplotlib for one test."""
    before = list(fontManager.ttflist)
    font_fallback._beside.cache_clear()

    def install(letters, name):
        fontManager.addfont(font_of(letters, name, tmp_path))
        return name

    yield install
    fontManager.ttflist[:] = before
    font_fallback._beside.cache_clear()


def test_a_letter_without_a_font_is_a_box_and_a_message_says_so_once():
    font_fallback._say.cache_clear()
    with pytest.warns(UserWarning, match=r"no font of this machine has .: drawn as ▯.*rcParams"):
        assert font_fallback.readable(f"name {NOWHERE}") == "name ▯"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert font_fallback.readable(f"name {NOWHERE}") == "name ▯"


def test_plain_names_need_no_second_font():
    assert font_fallback.family_for("Доход, Ωμέγα, x²") == list(mpl.rcParams["font.family"])
    assert font_fallback.readable("Доход,  Ωμέγα, x²") == "Доход, Ωμέγα, x²"


def test_an_installed_font_is_found_whatever_it_is_called(install):
    name = install(HERE, "Zzz Handwriting")

    assert font_fallback.family_for(f"a {HERE}")[-1] == name
    assert font_fallback.readable(HERE) == HERE


def test_of_a_familys_faces_the_plain_one_is_asked_for_its_letters(install):
    """Matplotlib's own STIXNonUnicode: its italic faces lack a letter that the upright ones have."""
    fontManager.ttflist.sort(key=lambda font: font.style == "italic")
    assert font_fallback.family_for("\ue001")[-1] == "STIXNonUnicode"


def test_two_scripts_get_two_fonts(install):
    names = {install(HERE, "Zzz One"), install(THERE, "Zzz Two")}

    assert set(font_fallback.family_for(HERE + THERE)) >= names
    assert font_fallback.readable(HERE + THERE + NOWHERE) == HERE + THERE + "▯"


@pytest.mark.parametrize("setting", ["font.family", "font.sans-serif"])
def test_a_font_named_in_rcparams_comes_before_others(install, setting):
    """matplotlib takes only the first installed font of "sans-serif": the others are named one by one."""
    install(HERE, "Noto Sans Zzz")
    mine = install(HERE, "Zzz Mine")
    with mpl.rc_context({setting: ["DejaVu Sans", mine]}):
        assert mine in font_fallback.family_for(HERE)
        assert "Noto Sans Zzz" not in font_fallback.family_for(HERE)


def test_words_are_measured_in_the_font_that_draws_them(install):
    """Every letter of this font is one size wide."""
    install(HERE, "Zzz Wide")

    assert width(HERE * 5, 10.0, STYLES["light"]) == pytest.approx(50, rel=0.03)
    assert outline(HERE * 5, STYLES["light"])[1] == pytest.approx(5, rel=0.03)


def test_a_picture_is_drawn_with_any_name(install):
    install(HERE, "Zzz Drawn")
    trace = kviz.run(cloud(30, 2, names=(HERE * 3, f"x {HERE}")), k=2, rng=0)

    ax = kviz.draw(trace, -1)
    assert ax.get_xlabel() == HERE * 3
    assert "Zzz Drawn" in ax.xaxis.label.get_fontfamily()
    assert Film(trace).rgb(0).shape == (600, 960, 3)


def test_a_line_never_ends_between_a_number_and_its_percent_sign():
    """On a hand-out the lines are short, so a break falls there soon."""
    words = "Its chance was 10 %: its D² divided by the sum of all D²."
    ways = [wrapped(words, room, 8, STYLES["light"], most=99) for room in range(20, 200, 3)]

    assert len({len(lines) for lines in ways}) > 5
    assert all(" ".join(lines) == words for lines in ways)
    assert not any(line.startswith("%") for lines in ways for line in lines)
