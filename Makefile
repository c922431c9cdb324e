# Two commands do all: `make serve` and `make test`.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DEMO ?= 1
BIN := .venv/bin
.DEFAULT_GOAL := help

help:  ## What one can do here
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 20

.made/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@mkdir -p .made && touch $@

.made/dev: .made/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.made/words: .made/run $(wildcard feedback/translations/*/LC_MESSAGES/*.po)
	$(BIN)/pybabel -q compile -d feedback/translations
	@touch $@

serve: .made/run .made/words  ## Start Vive Voix (the demonstration; DEMO=0 for the real one)
	@HOST=$(HOST) PORT=$(PORT) FEEDBACK_DEMO=$(DEMO) $(BIN)/python -m feedback.app.serve

serve-lan: .made/run .made/words  ## The same over TLS on the local network, to try a real tablet
	@PORT=$(PORT) FEEDBACK_DEMO=$(DEMO) $(BIN)/python -m feedback.app.serve --lan

test: .made/dev .made/words  ## All the tests, on SQLite and (where present) PostgreSQL
	@$(BIN)/python -m tests

check: .made/dev .made/words  ## Format, lint, types, contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

screenshots: .made/dev .made/words  ## Every page of the demonstration, as pictures
	@$(BIN)/python -m tests.screenshots

bench: .made/dev .made/words  ## Speed and memory, as ratios against floors
	@$(BIN)/python -m bench

chaos: .made/dev .made/words  ## Kill the server under load, fifty times, and count the answers
	@$(BIN)/python -m bench.chaos

words: .made/dev  ## Collect the words of the screens for translation
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k ngettext:1,2 --no-wrap --sort-output --no-location -o feedback/translations/messages.pot .
	$(BIN)/pybabel -q update -i feedback/translations/messages.pot -d feedback/translations --no-wrap --ignore-obsolete --no-fuzzy-matching

lock: .made/run  ## Pin the dependencies with their hashes
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links requirements.in
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links requirements-dev.in

.PHONY: help serve serve-lan test check screenshots bench chaos words lock
