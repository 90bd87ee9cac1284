"""Read a notebook that was executed: its outputs, its widgets, and what its cells printed."""

WIDGET = "application/vnd.jupyter.widget-view+json"


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def kinds(notebook):
    return [kind for output in outputs(notebook) for kind in output.get("data", {})]


def states(notebook):
    """The widgets that were saved: what each has in its model, and where its bytes are."""
    saved = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {})
    return saved.get("state", {})


def players(notebook):
    """Outputs that are a player."""
    names = {name for name, model in states(notebook).items() if "films" in model["state"]}
    shown = [output for output in outputs(notebook) if WIDGET in output.get("data", {})]
    return [output for output in shown if output["data"][WIDGET]["model_id"] in names]


def complete(notebook):
    """Whether every player has a picture of every step, though no browser asked for one."""
    models = [model for model in states(notebook).values() if "films" in model["state"]]
    pictures = [sum(one["path"][0] == "frames" for one in model.get("buffers", [])) for model in models]
    return pictures == [sum(len(film["steps"]) for film in model["state"]["films"]) for model in models]


def printed(notebook):
    texts = (
        output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs(notebook)
    )
    return "\n".join(texts)
