"""The ticks of the elbow are numbers that can be read."""

import pytest
from clouds import cloud

import kviz


@pytest.mark.parametrize(
    ("scale", "name"),
    [(1.0, "WCSS"), (30.0, "WCSS  (×10⁶)"), (1e7, "WCSS  (×10¹⁵)"), (1e-6, "WCSS  (×10⁻⁹)")],
)
def test_costs_of_any_size_have_short_ticks(scale, name):
    """One power of ten, beside the name of the axis: matplotlib's own would lie on the title."""
    ax = kviz.elbow(cloud(60, 3, scale=scale), ks=range(1, 6), n_init=2, rng=0).draw()
    ax.figure.canvas.draw()
    said = [label.get_text() for label in ax.get_yticklabels()]

    assert ax.get_ylabel() == name
    assert not ax.yaxis.get_offset_text().get_text()
    assert len(set(said)) == len(said)
    assert max(map(len, said)) <= 6
    shown = [float(text.replace(",", "")) for text in said]
    assert shown == pytest.approx([place * shown[-1] / ax.get_yticks()[-1] for place in ax.get_yticks()])
