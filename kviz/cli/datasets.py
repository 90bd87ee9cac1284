"""``kviz datasets``: what is built in."""

import json
from typing import Any

import click

from kviz.data.builtin import BuiltIn
from kviz.data.builtin import datasets as built_in
from kviz.story.messages import say
from kviz.story.names import set_words

# group -> its name under [command.groups]; a group from outside is called as it calls itself
GROUPS = {"gentle": "gentle", "real": "real", "made to break k-means": "breaks", "added": "added"}


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
        title, about = set_words(name, facts["title"], facts["about"])
        click.echo(f"{title} ({name})\n{about}")
        own = {field: facts[field] for field in ("points", "k", "seed", "source")}
        click.echo(say("command.points", n=len(facts["columns"]), columns=columns, **own))


def _list() -> None:
    for group in dict.fromkeys(row.group for row in built_in.values()):
        heading = say(f"command.groups.{GROUPS[group]}") if group in GROUPS else group
        click.echo(click.style(heading, bold=True))
        for row in built_in.values():
            if row.group == group:
                click.echo(f"  {row.name:<13} k = {row.k}   {set_words(row.name, row.title, '')[0]}")
    click.echo(say("command.data_sets", n=len(built_in)))


def _facts(row: BuiltIn, loaded: bool) -> dict[str, Any]:
    named = ("name", "title", "group", "about", "k", "seed", "scale", "source")
    facts: dict[str, Any] = {field: getattr(row, field) for field in named}
    if loaded:
        data = row()
        facts |= {"points": len(data.points), "columns": list(data.names)}
    return facts
