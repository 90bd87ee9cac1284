"""What a browser sends to an explorer."""


def ask(explorer, do, buffers=(), **message):
    """Ask for one thing."""
    explorer._receive(explorer, {"do": do, **message}, list(buffers))


def change(explorer, **changes):
    """Choose otherwise."""
    ask(explorer, "change", changes=changes)
