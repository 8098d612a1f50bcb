# Restock Station. `make run` and `make test` do all their own set-up on Debian 12 or Ubuntu with Python 3.11+.

SHELL := /bin/bash
PYTHON_BIN := .venv/bin/python
PIP := $(PYTHON_BIN) -m pip --disable-pip-version-check --quiet install
UV ?= uv
LOCK := $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --group build
WORKERS ?= logical

# Tests draw no window on anybody's screen.
test prove bench screenshots: export QT_QPA_PLATFORM ?= offscreen

.PHONY: run test prove bench screenshots lock package program clean help
.DELETE_ON_ERROR:

run: .venv/.run-ready  ## a throw-away station with the demo shop
	@.venv/bin/restock-station demo

test: .venv/.test-ready  ## lint, types, import contracts, all tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest -n $(WORKERS) --dist worksteal

prove: .venv/.test-ready  ## the full form of the slow proofs (power cuts, kills)
	.venv/bin/pytest -m prove --timeout 1800

bench: .venv/.test-ready  ## speed, as ratios; writes build/bench.json and never fails on time
	$(PYTHON_BIN) -m tests.benchmarks

# The set-up, once: system libraries, virtual environment, locked packages, the project itself (its command points into this folder).
.venv/.run-ready: requirements.lock pyproject.toml .ci/choose-python .ci/system-packages
	@python=$$(.ci/choose-python) && .ci/system-packages "$$python" run && .ci/make-venv "$$python"
	@echo "Installing the locked packages into .venv (once; it takes a few minutes)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test-ready: requirements-test.lock .venv/.run-ready
	@.ci/system-packages $(PYTHON_BIN) test
	@echo "Installing the locked test packages into .venv"
	@$(PIP) --require-hashes -r requirements-test.lock
	@touch $@

screenshots: .venv/.test-ready  ## every screen in every language, both themes, both sizes: build/screenshots
	$(PYTHON_BIN) -m tests.screens

lock:  ## resolve pyproject.toml anew into both lock files, for all platforms
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pipx install uv, or name it: make lock UV=/path/to/uv" >&2; exit 1; }
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group test --constraints requirements.lock --output-file requirements-test.lock

package: .venv/.run-ready  ## a wheel in dist/
	.venv/bin/hatchling build --target wheel --directory dist

program: .venv/.run-ready  ## a folder that runs without Python, in dist/restock-station
	@$(PYTHON_BIN) -c 'import PyInstaller' 2>/dev/null || \
	    { echo "make program needs PyInstaller beside the locked packages: $(PYTHON_BIN) -m pip install pyinstaller" >&2; exit 1; }
	$(PYTHON_BIN) -m PyInstaller --noconfirm build.spec --distpath dist --workpath build/program

clean:  ## everything that was built or installed here
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find station ui tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16
