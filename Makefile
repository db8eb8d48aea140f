# Each command sets up what it needs on first use. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
SITE ?= site
PORT ?= 8000
BIN := .venv/bin
# Handed on by the environment: a shell would take a quote or a dollar sign in them for its own.
export SITE URL RULES
export NO_MKDOCS_2_WARNING := 1
# What was read once is kept compiled, which halves the start of every command.
unexport PYTHONDONTWRITEBYTECODE
node = tests/$(1)/node_modules/.package-lock.json
# Two of pip at work in one environment spoil it, and nothing here would gain from more jobs.
.NOTPARALLEL:

help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

serve: .venv/site  ## preview with live reload on http://127.0.0.1:8000/ [PORT=8000]
	@$(BIN)/python -c 'import socket, sys; sys.exit(not socket.socket().connect_ex(("127.0.0.1", $(PORT))))' || \
	  { echo "Port $(PORT) is taken, perhaps by another preview. End that, or name another: make serve PORT=8001"; exit 1; }
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: .venv/site  ## build the whole site, strictly, into SITE=site
	@$(BIN)/python hooks site -- "$$SITE"

accept: .venv/site  ## take the present text of both languages as read and in step
	@$(BIN)/python hooks accept

pdf: .venv/print browser  ## print PDFs and share cards into a new build of SITE=site
	@$(BIN)/python hooks pdf -- "$$SITE"

fonts: .venv/fonts  ## cut the print fonts anew, when the pages use new characters
	@$(BIN)/python hooks fonts

card: .venv/print browser  ## print the one card that is committed, docs/assets/card.png
	@$(BIN)/python hooks card

links: .venv/site  ## check every link of SITE=dir at URL=https://… [RULES=links: not the site's own rules]
	@$(BIN)/python hooks links --url "$$URL" --rules "$${RULES:-all}" -- "$$SITE"

test: .venv/test $(call node,axe)  ## run every test, those in Chromium, Firefox, and WebKitGTK too
	@requirements/install_browser tests
	$(BIN)/python -m pytest

layout: .venv/test browser  ## look at every page of SITE=site in every window and letters; half an hour on two cores
	@PYTHONPATH=hooks:bench $(BIN)/python tests/layout.py "$$SITE"

quick: .venv/test  ## run the tests that need no browser, over one build; 40 seconds on two cores
	$(BIN)/python -m pytest -m "not slow"

bench: .venv/test browser  ## measure build, preview, and search beside the stock stack, over the same pages
	@PYTHONPATH=hooks $(BIN)/python bench/speed.py
	@PYTHONPATH=hooks $(BIN)/python bench/search.py

properdocs: .venv/properdocs  ## build with ProperDocs too, the way off MkDocs, and compare every byte
	@PYTHONPATH=hooks $(BIN)/python bench/other_generator.py

check: .venv/test $(call node,prose)  ## lint, format, types, spelling, Japanese prose
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell *.md hooks overrides bench tests docs/*.en.md docs/layers/*.en.md
	cd tests/prose && node_modules/.bin/textlint --config textlintrc.yml ../../docs/*.ja.md ../../docs/layers/*.ja.md

lock:  ## lock the requirements anew (needs uv)
	@command -v uv >/dev/null || { echo "Locking needs uv: python3 -m venv ~/.uv && ~/.uv/bin/pip install uv, then put ~/.uv/bin on the PATH"; exit 1; }
	cd requirements && for name in site print fonts properdocs test links; do \
	  uv pip compile --quiet --universal --generate-hashes --python-version 3.11.2 --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command "make lock" $$name.in --output-file $$name.txt || exit 1; \
	done

clean:  ## remove what the commands made
	rm -rf .venv .cache site .site.building tests/*/node_modules .pytest_cache .mypy_cache .ruff_cache

# --- set-up ---------------------------------------------------------------------------------------

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed, and '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo missing). On Debian: sudo apt-get install python3-venv. Or name another: make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python cannot make virtual environments. On Debian: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

# A pip that was killed leaves packages without their commands, which the next takes for installed.
define install
@if [ -e .venv/unfinished ]; then anew=--ignore-installed; fi; touch .venv/unfinished; \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes $$anew -r $< && \
  rm .venv/unfinished
@touch $@
endef

.venv/site: requirements/site.txt | .venv/python
	$(install)

.venv/print: requirements/print.txt .venv/site
	$(install)

.venv/fonts: requirements/fonts.txt .venv/site
	$(install)

.venv/links: requirements/links.txt .venv/site
	$(install)

.venv/properdocs: requirements/properdocs.txt .venv/site
	$(install)

.venv/test: requirements/test.txt .venv/site
	$(install)

# The file that npm writes last.
$(call node,%): tests/%/package-lock.json
	@command -v npm >/dev/null || { echo "The rules of axe and textlint need npm. On Debian: sudo apt-get install npm"; exit 1; }
	@cd tests/$* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# Debian's Chromium and Japanese fonts; installed where that is allowed, else named.
browser:
	@requirements/install_browser

.PHONY: help serve site accept pdf fonts card links test quick layout bench properdocs check lock clean browser
