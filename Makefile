# yudu-flow. `make` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev

# Each process that the tests start would else read all its libraries from their sources: five seconds instead of two.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run demo test test-long test-postgresql coverage pictures lint format bench fire lock wheel bundle clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# A complete lock needs no resolver, so no release of anything can change what is installed. What is imported is
# compiled at its first import; compiling all of it here would take longer than everything else.
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
INSTALL := $(PIP) install --no-deps --no-compile --require-hashes

# The lock's own pip comes first: it is several times quicker than the one that came with Python.
$(RUN): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	@echo "Installing into $(VENV) (once, half a minute) …"
	@sed -n '/^pip==/,/^    # via/p' requirements.txt > $(VENV)/pip.txt
	@$(INSTALL) -r $(VENV)/pip.txt
	@$(INSTALL) -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	@echo "Installing what the tests need (once, about a minute) …"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

run: $(RUN) ## start the scheduler on the notice's plan (SQLite, messages as files in var/spool/)
	@exec $(BIN)/yudu-flow run

demo: $(RUN) ## try it: months go by at the press of a button, on data that goes away
	@exec $(BIN)/yudu-flow demo

test: $(DEV) ## run the tests: every rule, act, page and command, once each
	@tests/prepare
	@tests/prepare nginx
	@tests/prepare postgresql
	@$(BIN)/python -m pytest $(ARGS)

test-long: $(DEV) ## run what is marked long: many inputs, sizes, blows and lives; up to an hour
	@tests/prepare
	@tests/prepare nginx
	@tests/prepare postgresql
	@tests/prepare libreoffice
	@$(BIN)/python -m pytest -m "long or hypothesis" --hypothesis-profile many $(ARGS)

test-postgresql: $(DEV) ## run every test that asks for a database on PostgreSQL
	@tests/prepare postgresql
	@$(BIN)/python -m pytest -m asks_for_a_database --databases postgresql --ignore tests/browser $(ARGS)

coverage: $(DEV) ## run the tests and say which lines none of them reaches; takes twice as long
	@tests/prepare
	@$(BIN)/python -m pytest --cov=yudu_flow --cov-branch --cov-report=term-missing:skip-covered $(ARGS)

lint: $(DEV) ## format, ruff, mypy, import contract
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(DEV) ## put the code in the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

pictures: $(DEV) ## take the pictures in the help anew
	@tests/prepare
	@$(BIN)/python -m tests.browser.help_pictures

bench: $(DEV) ## measure, beside the design of its peers
	@tests/prepare smtp-sink
	@tests/prepare postgresql
	@$(BIN)/python -m tests.benchmarks $(ARGS)

fire: $(DEV) ## let several processes play months under blows (make fire ARGS="--seed 7 --minutes 10")
	@tests/prepare postgresql
	@$(BIN)/python -m tests.engine.fire $(ARGS)

lock: $(DEV) ## pin anew what pyproject.toml asks for (make lock ARGS=--upgrade: the newest of all)
	@release/lock $(ARGS)

wheel: $(RUN) ## build the wheel into dist/
	@$(BIN)/python -m hatchling build --target wheel

bundle: $(RUN) ## one archive for a computer without a network, into dist/ (ARGS="--windows 3.12": for Windows)
	@$(BIN)/python -m release.bundle $(ARGS)

clean: ## remove what was installed and built, but not var/
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
