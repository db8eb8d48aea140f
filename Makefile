# Each command sets up what it needs on first use. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
SITE ?= site
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1

help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

serve: .venv/site  ## preview with live reload on http://127.0.0.1:8000/
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

site: .venv/site  ## build the whole site, strictly, into SITE=site
	@$(BIN)/python hooks/build_site.py "$(SITE)"

accept: .venv/site  ## take the present text of both languages as read and in step
	@$(BIN)/python hooks/accept.py

pdf: .venv/print browser  ## print PDFs and share cards into a new build of SITE=site
	@$(BIN)/python hooks/print_site.py "$(SITE)"

fonts: .venv/fonts  ## cut the print fonts anew, when the pages use new characters
	@$(BIN)/python hooks/make_fonts.py

card: .venv/print browser  ## print the one card that is committed, docs/assets/card.png
	@$(BIN)/python hooks/print_card.py

links: .venv/site  ## check every link of SITE=dir at URL=https://… [RULES=links: not the site's own rules]
	@$(BIN)/python hooks/check_links.py "$(SITE)" --url "$(URL)" $(if $(RULES),--rules $(RULES))

test: .venv/test tests/axe/node_modules browser  ## run every test, the browser's too
	$(BIN)/python -m pytest

bench: .venv/test .venv/links browser  ## measure search and growth beside the stock stack, over the same pages
	@PYTHONPATH=hooks $(BIN)/python bench/search.py
	@PYTHONPATH=hooks $(BIN)/python bench/growth.py

check: .venv/test tests/prose/node_modules  ## lint, format, types, spelling, Japanese prose
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell README.md hooks overrides bench tests docs/*.en.md docs/layers/*.en.md
	cd tests/prose && node_modules/.bin/textlint --config textlintrc.yml ../../docs/*.ja.md ../../docs/layers/*.ja.md

lock: .venv/test  ## lock the requirements anew (needs uv)
	cd requirements && for name in site print fonts test links; do \
	  uv pip compile --quiet --universal --generate-hashes --python-version 3.11.2 --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command "make lock" $$name.in --output-file $$name.txt || exit 1; \
	done

clean:  ## remove what the commands made
	rm -rf .venv site tests/*/node_modules .pytest_cache .mypy_cache .ruff_cache

# --- set-up ---------------------------------------------------------------------------------------

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) was found. Name another: make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python cannot make virtual environments. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/site: requirements/site.txt | .venv/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@touch $@

.venv/print: requirements/print.txt .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/print.txt
	@touch $@

.venv/fonts: requirements/fonts.txt .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fonts.txt
	@touch $@

.venv/links: requirements/links.txt .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/links.txt
	@touch $@

.venv/test: requirements/test.txt .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

tests/%/node_modules: tests/%/package-lock.json
	@command -v npm >/dev/null || { echo "The rules of axe and textlint need npm. On Debian: sudo apt-get install npm"; exit 1; }
	@cd tests/$* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# Debian's Chromium and Japanese fonts; installed where that is allowed, else named.
browser:
	@requirements/install_browser

.PHONY: help serve site accept pdf fonts card links test bench check lock clean browser
