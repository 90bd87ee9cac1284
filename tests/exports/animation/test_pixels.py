"""One palette for a run, and of every picture only what changed."""

import numpy as np
import pytest
from exported import opaque
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from kviz.exports.animation.frame_diff import (
    TRANSPARENT,
    Changes,
    changed,
    colors_of,
    palette_of,
    png_bytes,
)
from kviz.picture.render import indexed_color
from kviz.picture.render.indexed_color import Numbering, numbers_of

pictures = arrays(np.uint8, (9, 13, 3), elements=st.integers(0, 255)).map(opaque)
few_examples = settings(max_examples=25, deadline=None)
few = arrays(np.uint8, (9, 13, 3), elements=st.sampled_from([0, 90, 200, 255])).map(opaque)
numbers = arrays(np.uint8, (9, 13), elements=st.integers(0, 3))


def shown(palette, picture):
    return opaque(np.array(palette.getpalette(), dtype=np.uint8).reshape(-1, 3)[picture])


@few_examples
@given(numbers, numbers)
def test_nothing_changes_outside_the_box_and_every_edge_of_it_has_changed(a, b):
    box = changed(a, b)

    if box is None:
        assert np.array_equal(a, b)
        return
    left, top, right, bottom = box
    outside = np.ones(a.shape, dtype=bool)
    outside[top:bottom, left:right] = False
    differ = a != b
    assert not differ[outside].any()
    for edge in (differ[top, :], differ[bottom - 1, :], differ[:, left], differ[:, right - 1]):
        assert edge.any()


@few_examples
@given(few)
def test_colours_that_lie_apart_are_kept_exactly(a):
    palette = palette_of(colors_of([a]))

    assert np.array_equal(shown(palette, numbers_of(a, palette)), a)


@few_examples
@given(pictures, pictures)
def test_no_pixel_is_ever_called_unchanged_by_its_colour(a, b):
    """Number 255 means "as before": a colour that came out as 255 would be a hole in the picture."""
    palette = palette_of(colors_of([a]))

    assert numbers_of(a, palette).max() < TRANSPARENT
    assert numbers_of(b, palette).max() < TRANSPARENT


def test_the_commonest_colours_are_exact_among_thousands():
    """Paper and ink may not shift because of a gradient in a corner."""
    picture = np.full((200, 200, 3), 255, dtype=np.uint8)
    picture[:40, :40] = (0, 114, 178)
    picture[150:, 150:] = np.random.default_rng(0).integers(0, 255, (50, 50, 3))
    picture = opaque(picture)
    palette = palette_of(colors_of([picture]))
    seen = shown(palette, numbers_of(picture, palette))

    assert np.array_equal(seen[60:140], picture[60:140])
    assert np.array_equal(seen[:40, :40], picture[:40, :40])


@few_examples
@given(st.lists(pictures, min_size=1, max_size=5))
def test_numbers_are_the_same_whatever_picture_came_before(film):
    """Only what changed is looked up; no picture that was handed out changes afterwards."""
    palette = palette_of(colors_of(film[:1]))
    numbering = Numbering(palette)
    given = [numbering.of(pixels) for pixels in film]

    for pixels, found in zip(film, given, strict=True):
        assert np.array_equal(found, numbers_of(pixels, palette))


def test_a_look_up_that_was_interrupted_leaves_no_half_of_a_picture(monkeypatch):
    """A kernel may be interrupted at any line; the pictures after it are whole again."""
    one, other = (opaque(np.full((40, 40, 3), tone, np.uint8)) for tone in (0, 200))
    other[3:] = one[3:]
    palette = palette_of(colors_of([one, other]))
    numbering = Numbering(palette)
    numbering.of(one)

    with monkeypatch.context() as patch:
        patch.setattr(indexed_color, "numbers_of", lambda *_: next(iter([])))
        with pytest.raises(StopIteration):
            numbering.of(other)

    for pixels in (other, one):
        assert np.array_equal(numbering.of(pixels), numbers_of(pixels, palette))


@few_examples
@given(st.lists(few, min_size=1, max_size=5))
def test_laying_the_changes_over_each_other_gives_every_picture_again(film):
    palette = palette_of(colors_of(film))
    numbering, changes = Numbering(palette), Changes()
    canvas = np.zeros(film[0].shape[:2], dtype=np.uint8)

    for pixels in film:
        (left, top, right, bottom), patch = changes.of(numbering.of(pixels))
        assert patch.shape == (bottom - top, right - left)
        window = canvas[top:bottom, left:right]
        window[patch != TRANSPARENT] = patch[patch != TRANSPARENT]
        assert np.array_equal(shown(palette, canvas), pixels)


def test_a_picture_that_changes_nothing_is_still_one_pixel():
    same = np.zeros((5, 5), dtype=np.uint8)
    changes = Changes()

    changes.of(same)
    box, patch = changes.of(same.copy())

    assert box == (0, 0, 1, 1)
    assert patch.tolist() == [[TRANSPARENT]]


def test_words_are_in_the_png(tmp_path):
    data = png_bytes(Image.new("RGB", (2, 2)), {"Title": "Käufer ≤ 5"})
    (tmp_path / "a.png").write_bytes(data)

    with Image.open(tmp_path / "a.png") as read:
        assert read.text["Title"] == "Käufer ≤ 5"
