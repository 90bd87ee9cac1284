"""Runs to draw: seeded clouds, and a way to name a step of a run."""

import numpy as np

from kviz.data.dataset import Dataset


def cloud(n, k, seed=0, scale=1.0, names=("x", "y")):
    rng = np.random.default_rng(seed)
    middles = rng.uniform(-6, 6, (k, 2))
    return Dataset((middles[rng.integers(k, size=n)] + rng.normal(size=(n, 2))) * scale, names)


def step_of(trace, phase, number=0):
    return [i for i, step in enumerate(trace) if step.phase == phase][number]
