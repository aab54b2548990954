# Two commands on a fresh machine: `make demo` and `make test`. They need Python 3.11 or newer, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DELETE_ON_ERROR:
.PHONY: help demo test lint bench mutants clean

help:
	@echo "make demo   check the example plan, draw it, build its site, and say where to look"
	@echo "make test   run the tests"
	@echo "make lint   check style and types"
	@echo "make bench  measure speed against a bare script"
	@echo "make mutants  change the rules, one condition at a time, and see whether the tests notice"
	@echo "make clean  remove what these made"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "alignctl needs Python 3.11 or newer; this is $$($(PYTHON) --version 2>&1). Try: make $(or $(MAKECMDGOALS),demo) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is missing here. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	$(BIN)/alignctl check
	$(BIN)/alignctl status
	$(BIN)/alignctl render cascade -o build/cascade
	$(BIN)/alignctl site build
	@echo
	@echo "The site:      file://$(CURDIR)/build/site/index.html"
	@echo "The pictures:  file://$(CURDIR)/build/cascade/"
	@echo "Live, with search: $(BIN)/alignctl site serve"

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/run.py $(ARGS)

mutants: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/mutants.py $(ARGS)

clean:
	rm -rf build dist $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
