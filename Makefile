# yudu-flow. `make` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run demo test pictures lint format bench wheel clean

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# What is locked is installed, with its hashes; a change of the lock or of the project installs anew.
$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	@echo "Installing into $(VENV) (once, about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: $(STAMP) ## start the scheduler on the notice's plan (SQLite, messages as files in var/spool/)
	@exec $(BIN)/yudu-flow run

demo: $(STAMP) ## try it: months go by at the press of a button, on data that goes away
	@exec $(BIN)/yudu-flow demo

test: $(STAMP) ## run the tests
	@tests/prepare
	@$(BIN)/python -m pytest $(ARGS)

lint: $(STAMP) ## format, ruff, mypy, import contract
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(STAMP) ## put the code in the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

pictures: $(STAMP) ## take the pictures in the help anew
	@tests/prepare
	@$(BIN)/python -m tests.browser.help_pictures

bench: $(STAMP) ## measure, beside the design of its peers
	@tests/prepare smtp-sink
	@$(BIN)/python -m tests.benchmarks $(ARGS)

wheel: $(STAMP) ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

clean: ## remove what was installed and built, but not var/
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
