# make demo   build the demo news and print its events      make test   run the fast tests
# make lint   style, types and layers                       make slow   the tests that load pipelines and run whole builds
# make model  train the model coder that ships, after a change of codebook, parsers or annotations
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# tests run side by side, one process a core, four at most
WORKERS := -n auto --maxprocesses 4
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links

.PHONY: demo test slow lint lock model clean

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "eventcoder needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(PIP) install --requirement requirements-dev.lock
	touch $@

demo: $(VENV)/.ready
	$(BIN)/eventcoder build datasets/demo/sources --name demo --out datasets --show

test: $(VENV)/.ready-dev
	$(BIN)/pytest -q -m "not slow" $(WORKERS)

slow: $(VENV)/.ready-dev
	$(BIN)/pytest -q -m slow $(WORKERS)

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(VENV)/.ready-dev
	$(LOCK) --extra build --extra dev --output-file requirements-dev.lock pyproject.toml
	$(LOCK) --extra build --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml

model: $(VENV)/.ready
	$(BIN)/eventcoder train --out eventcoder/coders/model/default

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
