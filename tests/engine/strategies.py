"""Data nobody chose: points on a grid (many ties and twins) and anywhere."""

import numpy as np
from hypothesis import strategies as st

GRID = st.integers(-6, 6).map(float)
ANYWHERE = st.floats(-1000, 1000).map(lambda value: round(value, 4))


@st.composite
def points(draw, least=1, most=24, most_columns=3):
    """Points (n, d) as a float64 array."""
    n, d = draw(st.integers(least, most)), draw(st.integers(1, most_columns))
    value = draw(st.sampled_from([GRID, ANYWHERE]))
    return np.array(draw(st.lists(st.lists(value, min_size=d, max_size=d), min_size=n, max_size=n)))


@st.composite
def problems(draw, **size):
    """Points and a number of clusters that they allow."""
    X = draw(points(**size))
    return X, draw(st.integers(1, min(len(X), 6)))
