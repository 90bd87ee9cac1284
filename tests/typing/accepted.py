"""What people write with kviz: a type checker accepts every line, and knows what comes back."""

from pathlib import Path
from typing import assert_type

import numpy as np

import kviz

X = [[1.0, 2.0], [1.0, 4.0], [8.0, 8.0], [9.0, 6.0]]

trace = kviz.run(X, k=2, init="random", metric="manhattan", rng=0, max_iter=20)
assert_type(trace, kviz.Trace)
assert_type(trace.n_iter, int)
assert_type(trace.converged, bool)
assert_type(len(trace), int)
assert_type(kviz.run(np.array(X)), kviz.Trace)
assert_type(kviz.run(kviz.Dataset(np.array(X), ("income", "score")), k=2), kviz.Trace)
assert_type(kviz.run(X, 2, init=trace.centroids), kviz.Trace)

for step in kviz.kmeans(X, k=2, rng=np.random.default_rng(0)):
    assert_type(step.iteration, int)
    assert_type(step.cost, float)

assert_type(kviz.record([([0, 0, 1, 1], X[:2])], X, limit=10), kviz.Trace)
assert_type(kviz.load("run.json"), kviz.Trace)
assert_type(kviz.export(trace, "run.gif", style="dark"), Path)
with Path("run.png").open("wb") as file:
    kviz.export([trace, trace], file, format=".png")
kviz.export(kviz.elbow(X), "elbow.csv").read_text()
assert_type(kviz.datasets["blobs"](), kviz.Dataset)
assert_type(kviz.read_table("customers.csv", x="income", y="score"), kviz.Dataset)
if not kviz.check(trace, X):
    raise SystemExit(kviz.__version__)

kviz.draw(trace, 2, hide="arrows")
kviz.gallery(trace)
kviz.play(trace)
kviz.explore(X, k=2)
for picture in kviz.film(trace, size=(480, 300)):
    assert_type(picture, bytes)
kviz.elbow(X, ks=range(1, 4)).draw()
