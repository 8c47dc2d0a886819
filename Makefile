# Two commands: `make run` builds everything from corpus/, `make test` runs the whole suite.
# Both make their own environment from Python 3.11 or later alone.

PYTHON ?= python3
CORPUS ?= corpus
BUILD ?= build
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test clean editor

run: $(VENV)/.run
	$(BIN)/ledelsesgraf build $(CORPUS) --graph $(BUILD)/graph
	$(BIN)/ledelsesgraf validate --graph $(BUILD)/graph
	$(BIN)/ledelsesgraf export --graph $(BUILD)/graph --out $(BUILD)/exports
	$(BIN)/ledelsesgraf draw --graph $(BUILD)/graph --out $(BUILD)/ledelsesgraf.html
	-@$(MAKE) --no-print-directory editor
	$(BIN)/ledelsesgraf summary --graph $(BUILD)/graph

# The query editor of the web pages, where there is node; without it the pages have a plain one.
editor:
	@if command -v npm > /dev/null; then \
	  cd exports/web/editor && npm ci --silent && npm run --silent build -- $(abspath $(BUILD))/web; \
	else echo "no npm: the web pages get a plain query editor"; fi

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ontology.generate --check
	$(BIN)/python -m ontology.lint
	$(BIN)/pytest -n auto

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
