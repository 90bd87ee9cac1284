"""A small table of three groups, and what a browser asks of the Segment part."""

from asking import ask

GROUPS = [(20, 20), (80, 20), (50, 80)]
ROWS = [
    (i, 'x="1"' if i % 2 else "<b>", gx + (i * 7) % 5, gy + (i * 3) % 5)
    for i, (gx, gy) in enumerate(GROUPS * 12, start=1)
]
TABLE = b"id,sort,income,score\n" + b"".join(b"%d,%s,%d,%d\n" % (a, b.encode(), c, d) for a, b, c, d in ROWS)
FEATURES = ["income", "score"]
PLAIN = {"scale": "auto", "missing": "refuse", "k": ""}


def answers(sent, kind):
    return [content for content, _ in sent if content["type"] == kind]


def search(explorer, features=FEATURES, **message):
    return ask(explorer, "segment", features=features, **{**PLAIN, **message})
