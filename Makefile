# Whoholds: two commands on a machine with Python 3.11 or newer, make and a package index.
#
#   make run    set up, build from seeds/, dashboard on http://localhost:8501 (WHOHOLDS_PORT=8600 for another port)
#   make test   everything that CI checks
#
# Both are quick when repeated: what is up to date is left alone.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
WHOHOLDS_PORT ?= 8501
STORE := whoholds.sqlite
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PIP_TOOLS := pip-tools==7.6.2
COMPILE := $(BIN)/pip-compile -q --strip-extras --no-header --no-annotate --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host --no-emit-options
CODE := $(shell find gazetteer pipelines seeds -type f ! -name '*.pyc' 2>/dev/null) cli.py

.PHONY: help run test check audit requirements screenshots clean

help: ## Say what each target does
	@echo "Whoholds. Targets:"
	@grep -E '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /: /; s/^/  make /'

run: $(STORE) ## Set up, build from seeds/ and serve the dashboard
	@exec $(BIN)/whoholds serve --store $(STORE) --port $(WHOHOLDS_PORT)

test: check ## Lint, types, import layers and tests with coverage: what CI checks
	@echo "==> pytest"
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term

check: $(VENV)/.dev ## Lint, types and import layers only
	@echo "==> ruff check"
	@$(BIN)/ruff check --quiet .
	@echo "==> ruff format --check"
	@$(BIN)/ruff format --quiet --check . || { echo "make: some files are not formatted: run $(BIN)/ruff format ." >&2; exit 1; }
	@echo "==> mypy --strict"
	@$(BIN)/mypy
	@echo "==> lint-imports"
	@PYTHONPATH=. $(BIN)/lint-imports

audit: $(VENV)/.dev ## Ask the package index for known weaknesses of the pinned packages
	@$(BIN)/python tests/house/audit.py

$(STORE): $(VENV)/.run $(CODE)
	@echo "==> Building $(STORE) from seeds/"
	@$(BIN)/whoholds build seeds --store $(STORE)
	@touch $(STORE)

requirements: $(VENV)/.venv ## Compile requirements.txt and requirements-dev.txt from pyproject.toml
	@$(PIP) install "$(PIP_TOOLS)"
	@$(COMPILE) -o requirements.txt pyproject.toml
	@$(COMPILE) --extra dev -o requirements-dev.txt pyproject.toml
	@for file in requirements.txt requirements-dev.txt; do grep -v -e '^#' -e '^$$' $$file > $$file.new && mv $$file.new $$file; done
	@echo "==> requirements.txt and requirements-dev.txt compiled"

screenshots: $(VENV)/.dev ## Take the pictures of every page in docs/images
	@$(BIN)/python tests/dashboard/screenshots.py

clean: ## Remove the virtual environment and everything that was built
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage $(STORE)

$(VENV)/.run: $(VENV)/.venv requirements.txt pyproject.toml
	@echo "==> Installing what requirements.txt pins (a few minutes the first time)"
	@$(PIP) install -r requirements.txt || { echo "make: the packages could not be installed: is a package index reachable (pip config list)?" >&2; exit 1; }
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.venv requirements-dev.txt pyproject.toml
	@echo "==> Installing what requirements-dev.txt pins (a few minutes the first time)"
	@$(PIP) install -r requirements-dev.txt || { echo "make: the packages could not be installed: is a package index reachable (pip config list)?" >&2; exit 1; }
	@$(PIP) install --no-deps --editable .
	@touch $@

# The first Python that is new enough and can make virtual environments; PYTHON=... overrides the search.
$(VENV)/.venv:
	@found=; \
	for name in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    found=$$name; \
	    "$$name" -c 'import venv, ensurepip' >/dev/null 2>&1 && break; \
	  fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "make: no Python 3.11 or newer was found (python3 is $$(python3 --version 2>&1)): install one, or say which by PYTHON=/path/to/python" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
	  echo "make: $$found has no venv module: on Debian or Ubuntu run apt-get install python3-venv" >&2; exit 1; \
	fi; \
	echo "==> Making $(VENV) with $$found ($$("$$found" --version 2>&1))"; \
	"$$found" -m venv --clear $(VENV) && touch $@
