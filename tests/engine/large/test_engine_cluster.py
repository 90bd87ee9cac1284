"""A real cluster: two worker processes, and one of them is killed in the middle of a run."""

import os
import signal
from contextlib import suppress

import dask.array as da
import numpy as np
import pytest
from dask.distributed import Client, LocalCluster

import kviz

RNG = np.random.default_rng(4)
X = RNG.normal(size=(40_000, 2)) + np.repeat([[0, 0], [3, 1], [1, 4], [5, 5]], 10_000, 0)
RNG.shuffle(X)


@pytest.fixture(scope="module")
def client():
    cluster = LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with Client(cluster) as client:
        yield client
    with suppress(KeyError):  # dask trips over a worker that died before it was known to all
        cluster.close()


def same(one, large):
    assert [step.phase for step in one] == [step.phase for step in large]
    for step, exact in zip(one, large, strict=True):
        np.testing.assert_allclose(exact.centroids, step.centroids, rtol=1e-9, atol=1e-9)
        assert exact.cost == pytest.approx(step.cost, rel=1e-9)


def test_two_workers_give_the_run_of_one_computer(client):
    points = da.from_array(X, chunks=(5_000, 2))

    same(kviz.run(X, 4, init=X[:4]), kviz.run(points, 4, init=X[:4]))


def test_labels_stay_on_the_workers(client):
    """Only sums and the sample come back: 40,000 labels would be far more than a kilobyte for each part."""
    steps = kviz.kmeans(da.from_array(X, chunks=(5_000, 2)), 4, init=X[:4])
    phases = [next(steps).phase for _ in range(6)]
    held = client.run(
        lambda dask_worker: [key for key in dask_worker.data if str(key).startswith("kviz-assign")]
    )

    assert phases[-1] == "update"
    assert sum(map(len, held.values())) == 8


def test_a_worker_that_is_killed_midway_changes_nothing(client):
    expected = kviz.run(X, 4, init=X[:4])
    kept = []

    for step in kviz.kmeans(da.from_array(X, chunks=(5_000, 2)), 4, init=X[:4]):
        kept.append(step)
        if step.phase == "update" and step.iteration == 2:
            [victim, *_] = client.run(os.getpid).values()
            os.kill(victim, signal.SIGKILL)

    same(expected, kept)
    client.wait_for_workers(2, timeout=60)


def test_a_part_that_kills_every_worker_is_told(client):
    """The scheduler gives up after some tries, and the run says which part it was and what to do."""
    main = os.getpid()

    def deadly(block):
        if os.getpid() != main:
            os._exit(1)
        return block

    points = da.from_array(X, chunks=(20_000, 2)).map_blocks(deadly, meta=np.empty((0, 2)))
    with pytest.raises(RuntimeError, match=r"The cluster lost a part of the points.*smaller chunks"):
        kviz.run(points, 4, init=X[:4])
    client.wait_for_workers(2, timeout=60)
