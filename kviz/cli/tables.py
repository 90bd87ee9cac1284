"""``kviz datasets``, ``kviz elbow`` and ``kviz segment``: data on the command line."""

import click


@click.command()
@click.argument("name", required=False)
def datasets(name: str | None) -> None:
    """List the built-in data sets, or tell all about the one called NAME."""
    from kviz.data.builtin import datasets as rows

    if name is None:
        for group in dict.fromkeys(row.group for row in rows.values()):
            click.echo(click.style(group, bold=True))
            for row in rows.values():
                if row.group == group:
                    click.echo(f"  {row.name:<13} k = {row.k}   {row.title}")
        click.echo(f"{len(rows)} data sets; kviz datasets NAME tells more, kviz export NAME run.gif shows one.")
        return
    if name not in rows:
        raise click.UsageError(f"There is no data set {name!r}; there are {', '.join(rows)}.")
    row, data = rows[name], rows[name]()
    n, d = data.points.shape
    click.echo(f"{row.title} ({row.name})\n{row.about}")
    click.echo(f"{n} points, {d} columns: {', '.join(data.names)}; k = {row.k}; source: {row.source}.")
