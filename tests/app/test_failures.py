"""What nobody foresaw: said in plain words, with the run as it was."""

from asking import ask, change

from kviz.app.explorer import explorer as module


def test_an_error_in_python_is_told_and_the_run_stays(explorer, monkeypatch):
    before, run = explorer.settings, explorer.run

    def fails(*_):
        raise RuntimeError("a secret of the server")

    monkeypatch.setattr(module, "parts_of", fails)
    change(explorer, k=5)
    monkeypatch.undo()

    assert (explorer.settings, explorer.run, explorer.past) == (before, run, [])
    assert "could not be done" in explorer.view["messages"]["page"]
    assert "secret" not in str(explorer.view["messages"])
    change(explorer, k=5)
    assert explorer.settings.k == 5
    assert explorer.view["messages"] == {"k": explorer.view["messages"]["k"]}


def test_how_often_is_checked_as_everything_is(explorer):
    change(explorer, data="blobs")
    for times in (0, -5, "many", 10**9, None, [1]):
        ask(explorer, "new seeds", times=times)
    assert explorer.settings.seed == 0

    ask(explorer, "new seeds", times=3)
    ask(explorer, "new seeds", times=2)
    assert explorer.settings.seed == 5
    ask(explorer, "undo", times=3)
    assert explorer.settings.data == "tutorial"
    ask(explorer, "redo", times=99)
    assert explorer.settings.seed == 5
