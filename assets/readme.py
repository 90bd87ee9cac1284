"""Draw the pictures of the README again, with the package itself: ``make assets``."""

from pathlib import Path

import kviz

HERE = Path(__file__).parent


def main() -> None:
    """Write tutorial.gif and segments.gif beside this file."""
    tutorial = kviz.datasets["tutorial"]()
    run = kviz.run(tutorial, k=tutorial.k, init=tutorial.start)
    print(kviz.export(run, HERE / "tutorial.gif", progress=False))
    customers = kviz.run(kviz.datasets["customers"](), k=5, rng=5)
    print(kviz.export(customers, HERE / "segments.gif", progress=False))


if __name__ == "__main__":
    main()
