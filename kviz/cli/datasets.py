"""``kviz datasets``: what is built in."""

import click

from kviz.data.builtin import datasets as built_in


@click.command()
@click.argument("name", required=False)
def datasets(name: str | None) -> None:
    """List the built-in data sets, or tell all about the one called NAME."""
    if name is None:
        for group in dict.fromkeys(row.group for row in built_in.values()):
            click.echo(click.style(group, bold=True))
            for row in built_in.values():
                if row.group == group:
                    click.echo(f"  {row.name:<13} k = {row.k}   {row.title}")
        click.echo(
            f"{len(built_in)} data sets; kviz datasets NAME tells more, kviz export NAME run.gif shows one."
        )
        return
    if name not in built_in:
        raise click.UsageError(f"There is no data set {name!r}; there are {', '.join(built_in)}.")
    row, data = built_in[name], built_in[name]()
    n, d = data.points.shape
    click.echo(f"{row.title} ({row.name})\n{row.about}")
    click.echo(f"{n} points, {d} columns: {', '.join(data.names)}; k = {row.k}; source: {row.source}.")
