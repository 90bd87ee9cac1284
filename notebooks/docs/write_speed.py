"""The page about speed, and the README's few lines, from the figures that ``make bench`` kept in speed.json.

``python notebooks/docs/write_speed.py`` writes both; a test compares them with what this makes.
"""

import json
import re
from pathlib import Path
from textwrap import fill

HERE = Path(__file__).parent
README = HERE.parents[1] / "README.md"
KEPT, PAGE = HERE / "speed.json", HERE / "speed.md"
SECTION = re.compile(r"^## How fast\n.*?(?=^## )", re.M | re.S)
# lines of the README: the part, how its line begins, and what it is called there
CHOSEN = (
    ("engine", "a whole call, n = 1,000,000, d = 2, k = 5", "a recorded run, 1,000,000 points, k = 5 (CPU)"),
    ("engine", "a whole call, n = 2,000", "the same, 2,000 points (CPU)"),
    ("exports", "plain, 40 pictures, GIF", "40 steps as GIF (CPU)"),
    ("exports", "gliding", "a gliding film as MP4 (CPU)"),
    ("player", "Voila: key to painted picture, median", "a key press to its picture (wall)"),
    ("player", "Voila: change of k to its first picture, median", "a change of k to its picture (wall)"),
)
NAMES = {"figure": "result", "what": "", "verdict": ""}
LAST = ("figure", "budget", "verdict")


def told(value: float) -> str:
    """A number in three figures, without an exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def held(figure: dict) -> bool:
    """Whether a budget is kept."""
    value, budget = figure["value"], figure["budget"]
    return value >= budget if figure["at_least"] else value <= budget


def cells(figure: dict) -> dict[str, str]:
    """A figure as a row of a table."""
    limit, verdict = "", ""
    if figure["budget"] is not None:
        limit = f"{'≥' if figure['at_least'] else '≤'} {figure['budget']:g} {figure['unit']}"
        verdict = "held" if held(figure) else "**missed**"
    result = f"{told(figure['value'])} {figure['unit']}"
    return {"what": figure["what"], **figure["beside"], "figure": result, "budget": limit, "verdict": verdict}


def table(rows: list[dict[str, str]], heads: list[str]) -> str:
    """Rows as a Markdown table; numbers on the right."""
    names = (NAMES.get(head, head) for head in heads)
    lines = [" | ".join(names), " | ".join("--:" if i else "---" for i in range(len(heads)))]
    lines += [" | ".join(row.get(head, "") for head in heads) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def part(kept: dict) -> str:
    """One part of the page: its conditions, then its table."""
    rows = [cells(figure) for figure in kept["figures"]]
    beside = dict.fromkeys(head for figure in kept["figures"] for head in figure["beside"])
    where = f"{kept['date']}, {kept['machine']}; average load before it began: {kept['busy']}."
    return f"## {kept['title']}\n\n{kept['how']} {where}\n\n{table(rows, ['what', *beside, *LAST])}\n"


def page(kept: dict) -> str:
    """The whole page."""
    versions = {name: number for one in kept.values() for name, number in one["versions"].items()}
    judged = [figure for one in kept.values() for figure in one["figures"] if figure["budget"] is not None]
    missed = [figure["what"] for figure in judged if not held(figure)]
    lines = [
        "# How fast",
        "`make bench` measures all of it and writes this page; what was tried besides is told in "
        f"[how kviz works inside](inside.md). Of {len(judged)} budgets {len(judged) - len(missed)} "
        f"are held and {len(missed)} are missed{': ' if missed else ''}{'; '.join(missed)}.",
        "Versions: " + ", ".join(f"{name} {number}" for name, number in versions.items()) + ".",
        *(part(one) for one in kept.values()),
    ]
    return "\n\n".join(line.strip() for line in lines) + "\n"


def section(kept: dict) -> str:
    """The README's lines."""
    judged = [figure for one in kept.values() for figure in one["figures"] if figure["budget"] is not None]
    days = sorted({one["date"] for one in kept.values()})
    span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    rows = []
    for name, begins, called in CHOSEN:
        for figure in kept.get(name, {"figures": []})["figures"]:
            if figure["what"].startswith(begins) and (begins != "gliding" or figure["what"].endswith("MP4")):
                row = cells(figure)
                beside = [f"{head} {cell}" for head, cell in figure["beside"].items() if head != "kviz"]
                ours = figure["beside"].get("kviz", row["figure"])
                rows.append({**row, "what": called, "kviz": ours, "next to it": ", ".join(beside)})
                break
    text = (
        f"Measured by `make bench` on {span} (2 cores); {sum(map(held, judged))} of {len(judged)} budgets "
        "are held, and "
        "[all figures with their conditions](notebooks/docs/speed.md) show the others as well."
    )
    text = fill(text, 118, break_long_words=False)
    return f"## How fast\n\n{text}\n\n{table(rows, ['what', 'kviz', 'next to it', *LAST])}\n\n"


def documents() -> dict[Path, str]:
    """Both documents as the kept figures make them."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    readme = README.read_text(encoding="utf-8")
    return {PAGE: page(kept), README: SECTION.sub(lambda _: section(kept), readme)}


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
