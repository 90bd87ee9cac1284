"""What a browser sends to an explorer."""


def ask(explorer, do, buffers=(), **message):
    """Ask for one thing; what is sent back, where the fixture keeps it."""
    sent = getattr(explorer, "sent", [])
    before = len(sent)
    explorer._receive(explorer, {"do": do, **message}, list(buffers))
    return sent[before:]


def change(explorer, **changes):
    """Choose otherwise."""
    ask(explorer, "change", changes=changes)
