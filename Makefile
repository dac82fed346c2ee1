# One command each for a developer, for an official who tries it, and for CI. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
DEMO_HOME ?= $(CURDIR)/.demo
TESTED := $(VENV)/tested
SOURCES := $(shell find survey analytics data templates tests docs -type f -not -path '*/__pycache__/*') \
  setup.cfg pyproject.toml constraints.txt Makefile README.md

.PHONY: help run test check lint clean

help:  ## List these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: $(VENV)/run  ## Set everything up and serve the demo office at http://127.0.0.1:8000
	SIPAS_HOME="$${SIPAS_HOME:-$(DEMO_HOME)}" $(BIN)/sipas demo --host $(HOST) --port $(PORT)

test: $(VENV)/dev  ## Set everything up and pass every test
	@rm -f $(TESTED)
	@$(MAKE) --no-print-directory $(TESTED)

lint: $(VENV)/dev  ## Style, types, and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint $(TESTED)  ## All that CI demands: lint, every test, and how much of the code they ran
	$(BIN)/coverage report

clean:  ## Remove what these commands made, the demo office included
	rm -rf $(VENV) .demo build dist *.egg-info artefacts

# Made only by a suite that passed; older than any of its sources, it is made again.
$(TESTED): $(SOURCES) | $(VENV)/dev
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=
	@touch $@

# The stamps: installed again only when what is to be installed has changed.
$(VENV)/run: setup.cfg pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .[dev]
	@touch $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed / Cần Python 3.11 trở lên ($(PYTHON))."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python has no venv here. Debian/Ubuntu: sudo apt install python3-venv / Hãy cài gói python3-venv rồi chạy lại."; exit 1; }
	$(PYTHON) -m venv $(VENV)
