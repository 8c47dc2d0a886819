# Two commands: `make run` builds everything from corpus/, `make test` runs the whole suite.
# Both make their own environment from Python 3.11 or later alone.

PYTHON ?= python3
CORPUS ?= corpus
BUILD ?= build
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test clean

run: $(VENV)/.run
	$(BIN)/ledelsesgraf build $(CORPUS) --graph $(BUILD)/graph
	$(BIN)/ledelsesgraf validate --graph $(BUILD)/graph
	$(BIN)/ledelsesgraf export --graph $(BUILD)/graph --out $(BUILD)/exports
	$(BIN)/ledelsesgraf draw --graph $(BUILD)/graph --out $(BUILD)/ledelsesgraf.html
	$(BIN)/ledelsesgraf summary --graph $(BUILD)/graph

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ontology.generate --check
	$(BIN)/pytest

clean:
	rm -rf $(BUILD) $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; set PYTHON=…" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.test: $(VENV)/.run requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.lock
	touch $@
