# Each target sets up what it needs; on a fresh machine Python, git and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := .venv-peers
CASEBOOK ?= casebook
PORT ?= 8321

.PHONY: demo serve test lint types gold bench lock browser ocr clean

demo: $(READY)
	$(BIN)/jikenbo demo --folder $(CASEBOOK)/demo --port $(PORT)

serve: $(READY)
	$(BIN)/jikenbo --casebook $(CASEBOOK) serve --port $(PORT)

test: $(READY) browser ocr
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

gold: $(READY)
	$(BIN)/python gold/gate.py

bench: $(READY) $(PEERS)/.ready
	$(BIN)/python bench/run.py

# Chromium and Japanese fonts for the browser tests; where they cannot be had, those tests say so and are skipped.
browser:
	@scripts/browser

# Tesseract's Japanese data for the tests of scanned PDFs; where it cannot be had, those tests say so and are skipped.
ocr:
	@scripts/ocr

lock: $(READY)
	scripts/lock

clean:
	rm -rf $(VENV) $(PEERS) $(CASEBOOK) artefacts

# The peers that the benchmarks measure against, in an environment of their own.
$(PEERS)/.ready: requirements-bench.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --require-hashes --requirement requirements-bench.lock
	touch $@

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@
