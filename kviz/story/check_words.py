"""What a check found, in words: findings and notes are numbers until here."""

from dataclasses import replace
from typing import Any

from kviz.engine.geometry import GEOMETRIES
from kviz.engine.students.report import Finding, Note, Report
from kviz.story.formatting import SPOKEN, Numbers, apart
from kviz.story.messages import joined, say, sentences

# kinds of all findings -> the verdict; any other is wrong
VERDICTS = {
    (): "right",
    ("only-end",): "uncertain",
    ("seeds-undecided",): "undecided",
    ("seeds-alike",): "alike",
}
PLAIN = ("assign", "update", "cost")  # kinds of a finding whose cause was not recognised


def told(report: Report, numbers: Numbers = SPOKEN) -> Report:
    """The same report with the ``text`` of every finding, and the notes as sentences."""
    findings = tuple(replace(finding, text=finding_text(finding, numbers)) for finding in report.findings)
    notes = tuple(note_text(note, numbers) for note in report.notes)
    tallies = {rule_text(rule, numbers): counted for rule, counted in report.tallies.items()}
    return replace(report, findings=findings, notes=notes, tallies=tallies)


def finding_text(finding: Finding, numbers: Numbers = SPOKEN) -> str:
    """What was seen, and the cause; a finding that has a text already keeps it."""
    if finding.text or not finding.case:
        return finding.text
    fields, case = dict(finding.numbers), finding.case
    if case.startswith("unread."):
        return str(say(f"checks.{case}", numbers, **fields))
    said: list[str] = [say(f"checks.seen.{case}", numbers, **_fields(case, fields, numbers))]
    if case in ("wrong-cluster", "without-cluster") and fields["n"] > 1:
        said.append(say("checks.seen.wrong-points", numbers, n=fields["n"]))
    if case == "wrong-centroid" and len(fields["all"]) > 1:
        said.append(say("checks.seen.wrong-centroids", numbers, all=fields["all"]))
    if case in ("wrong-cluster", "without-cluster", "wrong-centroid", "wrong-cost"):
        said.append(_cause(finding, numbers))
    return str(sentences(said))


def _fields(case: str, fields: dict[str, Any], numbers: Numbers) -> dict[str, Any]:
    """Numbers that would look equal get as many figures as they need to look different."""
    for pair in (("own", "best"), ("before", "after"), ("given", "true")):
        if all(name in fields for name in pair):
            fields |= dict(zip(pair, apart(*(fields[name] for name in pair)), strict=True))
    for name in ("share", "middle", "cost"):  # which of the two geometries
        if isinstance(fields.get(name), str) and fields[name] in GEOMETRIES:
            fields[name] = say(f"measures.{fields[name]}.{name}", numbers)
    if "rules" in fields:
        names = [say(f"checks.draws.{rule}", numbers) for rule in fields["rules"]]
        fields["rules"] = joined(names, numbers, most=99)
    if case == "wrong-centroid":
        both = [apart(a, b) for a, b in zip(fields["given"], fields["expected"], strict=True)]
        for i, name in enumerate(("given", "expected")):
            fields[name] = numbers.place([pair[i] for pair in both])
        fields["n"] = fields["count"]
    return fields


def _cause(finding: Finding, numbers: Numbers) -> str:
    if finding.said:
        return finding.said.format(**finding.cause)
    if finding.kind in PLAIN:
        return say("checks.unrecognised", numbers)
    fields = dict(finding.cause)
    if finding.kind == "one-column":
        name = {1: "first", 2: "second"}.get(fields["column"], "nth")
        fields["ordinal"] = say(f"checks.column.{name}", numbers, n=fields["column"])
    if finding.kind == "divided":
        fields["what"] = say(f"checks.by.{fields['by']}", numbers)
    return say(f"checks.causes.{finding.kind}", numbers, **fields)


def note_text(note: Any, numbers: Numbers = SPOKEN) -> str:
    """A note in words."""
    return str(say(f"checks.notes.{note.case}", numbers, **note.numbers)) if isinstance(note, Note) else note


def sayings(report: Report, numbers: Numbers = SPOKEN) -> list[str]:
    """The findings of a told report, earliest first; the same mistake is told once and counted."""
    lines = []
    for alike in report.alike():
        more = [say("checks.again", numbers, n=len(alike) - 1)] if len(alike) > 1 else []
        lines.append(str(sentences([str(alike[0]), *more])))
    return lines


def report_text(report: Report, numbers: Numbers = SPOKEN) -> str:
    """A told report as it is printed: the verdict, what is wrong, and how often each rule was kept."""
    lines = [verdict(report, numbers)]
    for i, said in enumerate(sayings(report, numbers)):
        lines.append(say(f"checks.{'also' if i else 'first'}", numbers, said=said))
    rules = {rule: counted for rule, counted in report.tallies.items() if counted[1]}
    width = max(map(len, rules), default=0)
    for rule, (kept, applied) in rules.items():
        mark = say(f"checks.tally.{'ok' if kept == applied else 'no'}", numbers)
        count = say("checks.tally.kept", numbers, kept=kept, applied=applied)
        lines.append(f"  {mark}  {rule:<{width}}  {count}")
    return "\n".join([*map(str, lines), *(f"  {say('checks.note', numbers, said=n)}" for n in report.notes)])


def verdict(report: Report, numbers: Numbers = SPOKEN) -> str:
    """The first line: k-means, not yet, or not to be told because only the end was shown."""
    kinds = tuple({finding.kind for finding in report.findings})
    name = VERDICTS.get(kinds, "wrong")
    score = min(report.score, 0.99) if not report.ok else report.score
    return str(say(f"checks.{name}", numbers, score=numbers.fixed(score, 2)))


def rule_text(rule: str, numbers: Numbers = SPOKEN) -> str:
    """A rule of the score in words."""
    return str(say(f"checks.rules.{rule}", numbers))
