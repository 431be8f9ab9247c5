# Everything runs in a virtual environment of the project's own.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/installed
DEV := $(VENV)/installed-for-development
SEED := seeds/foreign-minister-visit.txt

.PHONY: briefing test check lint types imports fix bench wheel clean

briefing: $(RUN)  ## speak a sample article: leaves briefing.mp3
	$(BIN)/briefcast build $(SEED) -o briefing.mp3

test: $(DEV)  ## all tests
	$(BIN)/python -m pytest -n auto --dist loadfile $(PYTEST)

check: lint types imports test  ## all that a change must pass

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

imports: $(DEV)
	$(BIN)/lint-imports

fix: $(DEV)  ## mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV)  ## speed, side by side with the naive script and the bare engine
	$(BIN)/python benchmarks/build.py

wheel: $(DEV)
	$(BIN)/python -m build --wheel

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Briefcast needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(RUN): $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(DEV): $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(RUN) $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache briefing.*
