PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := build/demo
EXAMPLE := examples/county-hospital
# The Python of the computers that `make bundle` is for: 3.11, 3.12 or 3.13
BUNDLE_PYTHON ?= 3.12
# How long `make fuzz` takes
MINUTES ?= 60

.PHONY: demo test bench fuzz bundle clean

demo: $(VENV)/.installed
	@mkdir -p $(OUT)
	@$(BIN)/nigao draft annual-summary annual-report -w $(EXAMPLE) --to docx,md -o $(OUT) --force
	@echo "The drafts are in $(abspath $(OUT))"

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict generator
	$(BIN)/lint-imports
	@tests/rendering/install.sh
	$(BIN)/python -m pytest -n auto

bench: $(VENV)/.installed-bench
	$(BIN)/python tests/bench/bench.py

fuzz: $(VENV)/.installed-fuzz
	@$(BIN)/python -m tests.fuzz.run $(MINUTES)

bundle: $(VENV)/.installed-dev
	@$(BIN)/python installer/bundle.py --python $(BUNDLE_PYTHON) --out dist

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-fuzz: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,fuzz]'
	@touch $@ $(VENV)/.installed $(VENV)/.installed-dev
