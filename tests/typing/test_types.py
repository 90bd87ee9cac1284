"""kviz as an editor and a type checker see it, from the user's side."""

from pathlib import Path

import pytest
from checkers import CHECKERS

import kviz

HERE = Path(__file__).parent
ACCEPTED, REFUSED = HERE / "accepted.py", HERE / "refused.py"
PACKAGE = HERE.parents[1] / "kviz"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=CHECKERS.values(), ids=CHECKERS)
def refused(request):
    """The lines that a checker refuses, of both files; it is asked once, for it takes seconds to start."""
    return dict(zip(("accepted", "refused"), request.param(ACCEPTED, REFUSED), strict=True))


def test_what_people_write_is_accepted(refused):
    assert refused["accepted"] == {}


def test_every_wrong_line_is_refused_and_no_other(refused):
    lines = REFUSED.read_text(encoding="utf-8").splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if line.endswith("  # refused")}

    assert set(refused["refused"]) == wrong
    assert len(wrong) > 8


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()


def completions(code, **names):
    import jedi

    script = jedi.Interpreter(code, [names])
    return [item.name for item in script.complete(1, len(code)) if not item.name.startswith("_")]


def test_a_shell_completes_the_public_names_alone():
    public = [name for name in kviz.__all__ if not name.startswith("_")]

    assert sorted(completions("kviz.", kviz=kviz)) == sorted(public)
    assert completions("kviz.ru", kviz=kviz) == ["run"]


def test_an_editor_shows_names_signature_and_what_comes_back():
    import jedi

    def script(text):
        return jedi.Script(f"import kviz\n{text}")

    names = {item.name for item in script("kviz.").complete(2, 5)}
    (signature,) = script("kviz.run(").get_signatures(2, 9)
    after = [item.name for item in script("kviz.run([[1, 2]]).conver").complete(2, 25)]

    assert set(kviz.__all__) <= names
    assert signature.to_string().startswith("run(X: Any, k: int=3, *, init: ")
    assert signature.to_string().endswith(" -> Trace")
    assert after == ["converged"]


def test_a_name_nearly_right_is_answered_with_the_right_one():
    with pytest.raises(AttributeError) as caught:
        kviz.kmeanz  # noqa: B018

    assert caught.value.name == "kmeanz"
    assert caught.value.obj is kviz
    assert "it has Dataset, Trace, " in str(caught.value)
