# Two commands are enough: "make app" opens the page, "make test" runs every test.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help app test bench assets lint clean

help:
	@echo "make app     open the page on this machine (Ctrl-C ends it)"
	@echo "make test    run every test, those in a real browser included"
	@echo "make bench   measure the speed"
	@echo "make assets  draw the pictures of the README again"
	@echo "make lint    look for mistakes in the code's form"
	@echo "make clean   remove what the others made"

app: .venv/kviz
	@exec $(BIN)/kviz

test: .venv/browser
	@$(BIN)/python -m pytest

bench: .venv/browser
	@set -e; for script in $(sort $(wildcard tests/bench/*.py)); do echo "== $$script"; $(BIN)/python $$script; done

assets: .venv/test
	@set -e; for script in $(sort $(wildcard assets/*.py)); do echo "== $$script"; $(BIN)/python $$script; done

lint: .venv/test
	@$(BIN)/ruff check kviz tests

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .hypothesis .coverage

# Each file below is a stamp: the step it stands for is done again only when what it needs has changed.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit(f"kviz needs Python 3.11 or later, and $(PYTHON) is {v[0]}.{v[1]}; say which to use: make PYTHON=python3.12 app")'
	$(PYTHON) -m venv .venv

.venv/kviz: setup.cfg pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --quiet --editable .
	@touch $@

.venv/test: setup.cfg pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --quiet --editable '.[test]'
	@touch $@ .venv/kviz

# Without a browser the other tests still run on a person's machine; continuous integration insists on one.
.venv/browser: .venv/test tests/chromium.py tests/readers.py
	@$(BIN)/python tests/readers.py
	@$(BIN)/python tests/chromium.py && touch $@ || test -z "$$CI"
