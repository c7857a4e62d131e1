# Everything a developer does here, one word each. `make` alone lists them.
# The steps that prepare the machine are in scripts/setup.sh; a step already done costs nothing.

.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

PORT ?= 8000
ARGS ?=
# How many test processes: three for two cores, as journeys wait for the browser a fifth of their time.
# ARGS="-n0 tests/..." overrides it for a single file
WORKERS ?= $(shell echo $$(( ($$(getconf _NPROCESSORS_ONLN) * 3 + 1) / 2 )))
# `make lock UPGRADE=--upgrade` moves every version that requirements*.in leaves open
UPGRADE ?=
LANGUAGES := de en fr it

export PORT
# The tools of .venv by their plain names, and its Node.js on machines that have none
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONPATH := $(CURDIR)

.PHONY: help demo test test-postgres screens crash lint types bench messages languages lock format clean

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | while IFS=$$'\t' read -r name what; do printf '  make %-14s %s\n' "$$name" "$$what"; done

demo: ## from nothing to a running site with a demo course: http://localhost:8000 (PORT=…)
	@scripts/demo.sh

test: ## all tests, on SQLite or on TEST_DATABASE_URL (ARGS="-k quiz -x")
	@scripts/setup.sh python-dev node pdf poppler token browser texts
	@pytest -n $(WORKERS) $(ARGS)

test-postgres: ## all tests on PostgreSQL: the local server, or one started for the run
	@scripts/setup.sh python-dev
	@scripts/with_postgres.sh $(MAKE) test

screens: ## pictures of every screen in var/screens and those of the README, and axe on all of them (ARGS="lesson test")
	@scripts/setup.sh python-dev node pdf poppler browser texts
	@python -m tests.screens $(ARGS)

crash: ## kill the server again and again while facts arrive, on SQLite and PostgreSQL (CRASH_SEED=…)
	@scripts/setup.sh python-dev
	@CRASH=long env -u TEST_DATABASE_URL pytest -n0 -s tests/faults
	@CRASH=long scripts/with_postgres.sh pytest -n0 -s tests/faults

lint: ## style, imports between the apps, JavaScript and CSS
	@scripts/setup.sh python-dev node-dev
	ruff check .
	ruff format --check .
	lint-imports --no-logo
	npx --no-install biome ci --error-on-warnings --no-errors-on-unmatched static demo/h5p_sources h5p/player

types: ## mypy
	@scripts/setup.sh python-dev
	mypy .

bench: ## measure; the numbers go to var/bench.json
	@scripts/setup.sh python-dev node-dev new-node pdf chromium texts
	@python manage.py bench $(ARGS)

messages: ## collect the texts to translate into locale/, then compile them
	@scripts/setup.sh python gettext
	@scripts/collect_messages.sh $(LANGUAGES)
	@python scripts/compile_messages.py

languages:
	@echo $(LANGUAGES)

lock: ## write the lock files anew from requirements*.in and package.json
	@scripts/lock.sh $(UPGRADE)

format: ## put Python, JavaScript and CSS into the house style
	@scripts/setup.sh python-dev node-dev
	ruff check --fix-only --quiet .
	ruff format .
	npx --no-install biome check --write --no-errors-on-unmatched static demo/h5p_sources h5p/player

clean: ## remove what make made: packages, database, uploads, caches
	rm -rf .venv node_modules var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo
