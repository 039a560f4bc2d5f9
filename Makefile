# 基石 / Jishi. `make run` serves a demo county; `make test` proves the rest. See README.md.
# Finished steps leave a mark in .make/, so that repeating a command costs nothing.

.PHONY: setup run test test-rest check check-full bench lock dist clean dev browser test-sqlite test-postgres test-browser test-slow office spark
.DEFAULT_GOAL := run

VENV   := .venv
BIN    := $(VENV)/bin
MARKS  := .make
PORT   ?= 8000
DOCS   := docs/reference
PYTEST := $(BIN)/python -m pytest
TWO    := -n 2 --dist loadfile --no-loadscope-reorder
LONG   := -n 2 --dist load --maxschedchunk=1 --durations=30
# Long runs belong to check-full. What never meets the database need not meet PostgreSQL.
PLAIN  := not full and not slow and not browser and not faults
READS  := fields marked mutated opening recognise ugly
ONCE   := jishi/kernel tests/architecture tests/docs tests/access/test_headers.py \
          tests/access/test_query_counts.py $(READS:%=jishi/exchange/tests/test_%.py)
NO_DB  := $(ONCE:%=--ignore=%)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_LINK_MODE := copy
JISHI_HALF ?=
JISHI_ONCE := $(ONCE)
export JISHI_HALF JISHI_ONCE

## setup: environment, packages by hash, front-end files by checksum; starts nothing
setup:
	@$(MAKE) --no-print-directory -s -j2 $(MARKS)/packages $(MARKS)/assets

$(MARKS)/venv:
	@mkdir -p $(MARKS)
	@sh tools/venv.sh $(VENV)
	@touch $@

$(MARKS)/uv: $(MARKS)/venv requirements-uv.lock
	@$(BIN)/pip install -qq --require-hashes -r requirements-uv.lock || echo "没有 uv，改用 pip" >&2
	@touch $@

$(MARKS)/packages: $(MARKS)/uv requirements.lock tools/link.py
	@sh tools/install.sh $(BIN) requirements.lock
	@$(BIN)/python tools/link.py >/dev/null
	@touch $@

$(MARKS)/assets: $(MARKS)/venv tools/assets.py tools/assets.lock.json
	@$(BIN)/python tools/assets.py
	@touch $@

## run: prepare, fill an empty database with the demo county, serve, print the demo accounts
run: setup
	@exec $(BIN)/jishi serve --demo --host 127.0.0.1 --port $(PORT)

dev: setup $(MARKS)/dev

$(MARKS)/dev: $(MARKS)/packages requirements-dev.lock
	@sh tools/install.sh $(BIN) requirements-dev.lock
	@touch $@

browser:
	@sh tools/browser.sh

## office: LibreOffice, on whose pages the long run measures the layout of papers
office:
	@sh tools/office.sh

## spark: what a cluster needs, on which the long run counts a small province
spark: dev
	@sh tools/java.sh
	@sh tools/install.sh $(BIN) requirements-spark.lock

## test: both databases, browser and faults; each file of tests once, here or there
test: dev browser
	@$(MAKE) --no-print-directory test-sqlite test-browser JISHI_HALF=first
	@$(MAKE) --no-print-directory test-postgres JISHI_HALF=second

## test-rest: the other way round, so that every file has met both databases
test-rest: dev browser
	@$(MAKE) --no-print-directory test-sqlite test-browser test-slow JISHI_HALF=second
	@$(MAKE) --no-print-directory test-postgres JISHI_HALF=first

test-sqlite: dev
	@echo "== SQLite, $(JISHI_HALF)"
	@$(PYTEST) $(TWO) -m "$(PLAIN)"

test-postgres: dev
	@echo "== PostgreSQL, $(JISHI_HALF)"
	@JISHI_TEST_DB=postgres $(PYTEST) $(TWO) $(NO_DB) -m "$(PLAIN)"

test-browser: dev browser
	@echo "== browser, faults, $(JISHI_HALF)"
	@$(PYTEST) $(TWO) -m "(browser or faults) and not full and not slow"

test-slow: dev browser
	@echo "== guards of the guards, $(JISHI_HALF)"
	@$(PYTEST) $(TWO) -m "slow and not full"

## check: form, types, migrations, documents, `make test`, half of the guards' guards; .ci/run runs it
check: dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@JISHI_HOME=$$(mktemp -d) $(BIN)/jishi manage makemigrations --check --dry-run
	@$(BIN)/jishi docs --check
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory test-slow JISHI_HALF=first

## check-full: adds the other half of each database and the long matrix, fault, fuzz, history runs
check-full: check test-rest office spark
	@echo "== long runs, SQLite"
	@$(PYTEST) $(LONG) -m "full"
	@echo "== long runs, PostgreSQL"
	@JISHI_TEST_DB=postgres $(PYTEST) $(LONG) $(NO_DB) -m "full and not browser"

## bench: every benchmark with its yardstick; writes bench/results.json
bench: dev
	@sh tools/install.sh $(BIN) requirements-bench.lock
	@$(BIN)/python bench/run.py

## lock: pin every package by hash, without any host name
lock: dev
	@sh tools/lock.sh $(BIN)

## dist: a wheel with the front-end files inside
dist: dev
	@$(BIN)/hatchling build -t wheel

clean:
	rm -rf $(VENV) $(MARKS) dist build .mypy_cache .ruff_cache .hypothesis
