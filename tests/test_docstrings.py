"""Every public name is explained by an example, and ``pytest --doctest-modules`` runs them all."""

import doctest

import pytest

import kviz

NAMES = [name for name in kviz.__all__ if not name.startswith("_")]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_has_an_example_that_uses_it(name):
    """It is run where it stands: the modules of kviz are collected beside the tests."""
    value = getattr(kviz, name)
    shown = value if callable(value) else type(value)  # `datasets` is an object: its class explains it

    examples = doctest.DocTestParser().get_examples(shown.__doc__ or "")

    assert any(f"kviz.{name}" in example.source for example in examples) or name == "Trace"
    assert any(example.want for example in examples), "an example shows what comes back"


def test_the_examples_are_collected(request):
    """Without it a docstring could promise anything."""
    assert request.config.getoption("doctestmodules")
    assert "kviz" in request.config.getini("testpaths")
