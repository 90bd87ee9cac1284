"""All mistakes, and which of them explains a run: a named cause accounts for every fault."""

from collections.abc import Sequence
from typing import Any

from kviz.engine.students.mistakes.assignment import ASSIGN_MISTAKES
from kviz.engine.students.mistakes.cost import COST_MISTAKES
from kviz.engine.students.mistakes.phase import Facts, Mistake
from kviz.engine.students.mistakes.some_members import MEMBER_MISTAKES
from kviz.engine.students.mistakes.update import UPDATE_MISTAKES
from kviz.engine.students.mistakes.whole_run import RUN_MISTAKES, Run

# a new mistake is one row more, anywhere in this list: the first that explains all faults is named
MISTAKES: list[Mistake] = [
    *RUN_MISTAKES,
    *ASSIGN_MISTAKES,
    *UPDATE_MISTAKES,
    *MEMBER_MISTAKES,
    *COST_MISTAKES,
]

Cause = tuple[Mistake, Facts]


def explained(family: str, seen: Any) -> Cause | None:
    """The first mistake of a family that explains what was seen, with the fields of its sentence."""
    rows: Sequence[Mistake] = [row for row in MISTAKES if row.family == family]
    for row in rows:
        facts = row.explains(seen)
        if facts is not None:
            return row, facts
    return None


def causes(run: Run) -> dict[str, Cause]:
    """The causes of wrong phases, by family; empty where they do not explain all of them together."""
    faulty = {
        name: [phase for phase in run.phases if phase.name == name]
        for name in ("assign", "update")
        if any(len(phase.wrong) for phase in run.phases if phase.name == name)
    }
    if not faulty:
        return {}
    # one cause for both is more likely than two; where one family alone is wrong, its own rows come first
    if len(faulty) > 1:
        whole = explained("run", run)
        if whole:
            return {"run": whole}
    found = {name: cause for name, phases in faulty.items() if (cause := explained(name, phases))}
    if "assign" in found and found["assign"][0].kind == "in-place":
        steps = {phase.step for phase in faulty["assign"] if len(phase.wrong)}
        rest = [phase for phase in faulty.get("update", ()) if len(phase.wrong) and phase.step not in steps]
        if not rest:
            return {"run": found["assign"]}
    if len(found) == len(faulty):
        return found
    whole = explained("run", run) if len(faulty) == 1 else None
    return {"run": whole} if whole else {}
