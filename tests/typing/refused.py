"""What a type checker must refuse. Each line that is wrong ends in ``# refused``, and no other is."""

import kviz

X = [[1.0, 2.0], [1.0, 4.0], [8.0, 8.0], [9.0, 6.0]]

kviz.kmeanz(X)  # refused
kviz.run(X, k="3")  # refused
kviz.run(X, clusters=3)  # refused
kviz.run(X, 2, "random")  # refused
kviz.run(X).labells  # refused
kviz.kmeans(X, max_iter="many")  # refused
kviz.record([], X, limit=None)  # refused
kviz.Dataset()  # refused
kviz.export(kviz.run(X))  # refused
kviz.export(kviz.datasets["blobs"](), "run.gif")  # refused
kviz.read_table("customers.csv").pointz  # refused
number: int = kviz.run(X)  # refused
