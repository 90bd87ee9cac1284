"""``kviz datasets``: what is built in."""

import json
from typing import Any

import click

from kviz.data.builtin import BuiltIn
from kviz.data.builtin import datasets as built_in


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, for another program.")
def datasets(name: str | None, as_json: bool) -> None:
    """List the built-in data sets, or tell all about the one called NAME.

    \b
      kviz datasets
      kviz datasets outlier
      kviz datasets --json
    """  # noqa: D301 - click knows the character, not the two letters
    if name is not None and name not in built_in:
        raise click.UsageError(f"There is no data set {name!r}; there are {', '.join(built_in)}.")
    if as_json:
        rows = [built_in[name]] if name else list(built_in.values())
        said = [_facts(row, loaded=bool(name)) for row in rows]
        click.echo(json.dumps(said[0] if name else said, ensure_ascii=False, indent=2))
    elif name is None:
        _list()
    else:
        facts = _facts(built_in[name], loaded=True)
        columns = ", ".join(facts["columns"])
        click.echo(f"{facts['title']} ({name})\n{facts['about']}")
        click.echo(
            f"{facts['points']} points, {len(facts['columns'])} columns: {columns}; k = {facts['k']}, "
            f"random seed {facts['seed']}; source: {facts['source']}."
        )


def _list() -> None:
    for group in dict.fromkeys(row.group for row in built_in.values()):
        click.echo(click.style(group, bold=True))
        for row in built_in.values():
            if row.group == group:
                click.echo(f"  {row.name:<13} k = {row.k}   {row.title}")
    click.echo(
        f"{len(built_in)} data sets; kviz datasets NAME tells more, kviz export NAME run.gif shows one."
    )


def _facts(row: BuiltIn, loaded: bool) -> dict[str, Any]:
    named = ("name", "title", "group", "about", "k", "seed", "scale", "source")
    facts: dict[str, Any] = {field: getattr(row, field) for field in named}
    if loaded:
        data = row()
        facts |= {"points": len(data.points), "columns": list(data.names)}
    return facts
