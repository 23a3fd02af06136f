# `make` lists what there is. Paths are relative, so that a folder with a blank in its name will do.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
SEEDS ?= $(wildcard ../shared/seeds)
NEWSROOM_HOSTS ?= localhost,127.0.0.1,[::1],$(HOST)
export PYTHON HOST PORT SEEDS NEWSROOM_HOSTS

PIP := .venv/bin/python -m pip --quiet --disable-pip-version-check
MANAGE := .venv/bin/python manage.py
SERVE := .venv/bin/python -m gunicorn -c newsroom/gunicorn_config.py
# The exit status of an import that finished, but for files that hold no article.
REJECTED := 3

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run serve admin install ready test lint

help:
	@echo "make run      Set up everything, load the demonstration articles and serve them."
	@echo "make serve    Serve your own archive: loads nothing, and readers must sign in."
	@echo "make admin    Make an account that may do everything, for the pages under /admin/."
	@echo "make test     Run all tests, on SQLite and then on PostgreSQL (ARGS go to pytest)."
	@echo "make lint     Check the style of the code."
	@echo "make bench-search  Measure the search beside other engines (N=20000 articles; ARGS)."
	@echo "make bench-linking  Measure how new articles find their story (N=\"10000 100000\"; ARGS)."
	@echo "make bench-admin  Measure every list of the admin (N=20000 articles; ARGS)."
	@echo "make bench-import  Measure the bulk import (N=4000 articles; ARGS)."
	@echo "make check-pages   Check every page with axe-core, the Nu HTML checker and Lighthouse (ARGS)."
	@echo "make screenshots   Take pictures of every page into screenshots/ (ARGS)."
	@echo "make messages      Collect the words of the pages for translators (needs gettext)."
	@echo "make translations  Compile what they translated for the pages (needs gettext)."
	@echo "make install  Make the virtual environment .venv and nothing more."
	@echo
	@echo "Variables: HOST and PORT ($(HOST), $(PORT)), PYTHON ($(PYTHON)), SEEDS (a folder of"
	@echo "articles that make run loads too), NEWSROOM_DATA (where all is kept; default var)."

run: export NEWSROOM_OPEN_READING ?= 1
run: ready
	@$(MANAGE) load_sample || [ $$? -eq $(REJECTED) ]
	@if [ -n "$$SEEDS" ]; then $(MANAGE) import_articles "$$SEEDS" || [ $$? -eq $(REJECTED) ]; fi
	@exec $(SERVE)

serve: ready
	@exec $(SERVE)

admin: ready
	@$(MANAGE) createsuperuser

install: .venv/installed

# Two tests at a time: what takes long waits for processes, servers and the browser.
test: .venv/installed-for-tests
	@.venv/bin/python -m pytest --numprocesses 2 $(ARGS)
	@.venv/bin/python -m tests.postgres -- \
	  .venv/bin/python -m pytest --numprocesses 2 -m "database and not browser" $(ARGS)

lint: .venv/installed-for-tests
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m ruff format --check .

# Both the catalogue and what is compiled from it are committed: serving and testing need no gettext.
LANGUAGE_CODES := ko
.PHONY: messages translations gettext
messages: .venv/installed gettext
	@$(MANAGE) makemessages $(addprefix --locale ,$(LANGUAGE_CODES)) --no-obsolete \
	  --add-location file $(addprefix --ignore ,.venv docs tests var)

translations: .venv/installed gettext
	@$(MANAGE) compilemessages $(addprefix --locale ,$(LANGUAGE_CODES)) --ignore .venv

gettext:
	@command -v xgettext >/dev/null || { \
	  echo "Translating needs gettext, and it is not here: on Debian or Ubuntu run" \
	    "'apt install gettext', then try again" >&2; exit 1; }

# A benchmark and not a test: docs/performance.md says what it measures and what it must reach.
.PHONY: bench-search
bench-search: .venv/installed-for-tests
	@.venv/bin/python -m tests.benchmarks.bench_search --articles $(or $(N),20000) $(ARGS)

.PHONY: bench-linking
bench-linking: .venv/installed-for-tests
	@.venv/bin/python -m tests.benchmarks.bench_linking --articles $(or $(N),10000 100000) $(ARGS)

.PHONY: bench-admin
bench-admin: .venv/installed-for-tests
	@.venv/bin/python -m tests.benchmarks.bench_admin --articles $(or $(N),20000) $(ARGS)

.PHONY: bench-import
bench-import: .venv/installed-for-tests
	@.venv/bin/python -m tests.benchmarks.bench_import --articles $(or $(N),4000) $(ARGS)

# Checks of the pages with tools from npm, which is why they are no tests; ARGS="--only axe people"
# runs one check, or looks at some pages.
.PHONY: check-pages screenshots
check-pages: .venv/installed-for-tests tests/pages/node_modules/.package-lock.json
	@command -v java >/dev/null || { \
	  echo "The Nu HTML checker needs Java, and there is no java: on Debian or Ubuntu run" \
	    "'apt install default-jre-headless', then try again" >&2; exit 1; }
	@.venv/bin/python -m tests.pages.check $(ARGS)

screenshots: .venv/installed-for-tests
	@.venv/bin/python -m tests.pages.screenshots $(ARGS)

tests/pages/node_modules/.package-lock.json: tests/pages/package.json
	@command -v npm >/dev/null || { \
	  echo "The checkers come from npm, and there is no npm: on Debian or Ubuntu run" \
	    "'apt install npm' (Node 22 or later), then try again" >&2; exit 1; }
	@echo "Installing the checkers of pages into $(@D) (once)"
	@npm install --prefix tests/pages --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

# What must be before the archive can be served: its key, its tables and its static files.
ready: .venv/installed
	@.venv/bin/python -m newsroom.secret
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --no-input --verbosity 0

# The two empty files tell make that what the requirements name is there.
.venv/installed: requirements.txt | .venv/bin/pip
	@echo "Installing what the archive needs into .venv (once)"
	@$(PIP) install -r requirements.txt
	@touch $@

.venv/installed-for-tests: requirements-dev.txt requirements.txt | .venv/bin/pip
	@echo "Installing what the tests need into .venv (once)"
	@$(PIP) install -r requirements-dev.txt
	@touch .venv/installed $@

.venv/bin/pip:
	@command -v "$$PYTHON" >/dev/null || { \
	  echo "Python 3.11 is needed; there is no $$PYTHON: set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@found=$$("$$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])') && \
	  [ "$$found" = 3.11 ] || { \
	  echo "Python 3.11 is needed; $$PYTHON is $${found:-no Python}: set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$$PYTHON cannot make virtual environments: on Debian or Ubuntu run" \
	    "'apt install python3-venv', then try again" >&2; exit 1; }
	@"$$PYTHON" -m venv .venv
