"""Type errors that are left, floor by floor: the count may only fall (``python tests/typing/ratchet.py``).

Where it fell, ``--lower`` writes the new count.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).with_name("errors_left.json")


def count() -> tuple[Counter, str]:
    """Errors of every floor, and what mypy said."""
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stdout + done.stderr)
    floors = re.findall(r"^kviz/([^/:]+?)(?:\.pyi?)?[/:].*: error: ", done.stdout, re.M)
    return Counter(floors), done.stdout


def judge(found: Counter, kept: dict[str, int]) -> list[str]:
    """What is wrong with these counts, in sentences."""
    said = []
    for floor in sorted({*found, *kept}):
        now, before = found[floor], kept.get(floor, 0)
        if now > before:
            said.append(f"kviz/{floor} has {now} type errors, {before} are allowed.")
        elif now < before:
            said.append(f"kviz/{floor} has only {now} type errors left, not {before}: lower the count.")
    return said


def main() -> None:
    """Compare, or lower what fell."""
    found, report = count()
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    if "--lower" in sys.argv:
        kept = {floor: number for floor in kept if (number := min(found[floor], kept[floor]))}
        KEPT.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    said = judge(found, kept)
    for floor in found:
        if found[floor] > kept.get(floor, 0):
            print(*(line for line in report.splitlines() if line.startswith(f"kviz/{floor}")), sep="\n")
    print(*said, sep="\n")
    if said:
        sys.exit("To lower the counts: python tests/typing/ratchet.py --lower")
    print(f"Type errors left, none new: {dict(found)}")


if __name__ == "__main__":
    main()
