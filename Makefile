# Everything sets itself up: a fresh machine needs Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
ADDRESS ?= 127.0.0.1:8000

.DEFAULT_GOAL := help
.PHONY: help serve build part assemble test check format hook rules lock clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

serve: $(READY) ## build the handbook and serve it on this machine (ADDRESS=127.0.0.1:8000)
	@$(BIN)/handbook serve --address $(ADDRESS)

build: $(READY) ## build the site into site/; whatever is missing or wrong stops it
	@$(BIN)/handbook build

part: $(READY) ## build one language's part of the site into parts/ (LANGUAGE=hr)
	@$(BIN)/handbook build --language $(LANGUAGE)

assemble: $(READY) ## put the parts of all languages together as site/
	@$(BIN)/handbook assemble

test: check ## run all checks and tests, those in a browser too
	@$(BIN)/pytest --numprocesses auto --dist loadfile

check: $(READY) ## the handbook itself, then format, lint and types; no browser, a few seconds
	@$(BIN)/handbook check
	@$(BIN)/ruff format --quiet --check . || { echo 'Some files are not formatted: run "make format".'; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary

format: $(READY) ## format the code, and mend what the linter can
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .

hook: $(READY) ## check the handbook before every commit in this clone
	@git config core.hooksPath .githooks

rules: $(READY) ## make RULES.md anew from the rules
	@$(BIN)/handbook explain --markdown > RULES.md.new
	@mv RULES.md.new RULES.md

lock: $(READY) ## renew requirements.lock from pyproject.toml, and .ci/properdocs.lock (needs the network)
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --upgrade -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" --constraint requirements.lock --override .ci/without-mkdocs.txt \
	  --upgrade -o .ci/properdocs.lock pyproject.toml .ci/properdocs.in

clean: ## remove everything that these commands have made
	rm -rf $(VENV) .cache site parts build hooks/*.egg-info .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The virtual environment is made anew when the lock file has changed, ours installed again when pyproject.toml has.
# The stamps come last, so that a broken environment is not kept.
$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo 'Python 3.11 or newer is needed. Name it like this: make PYTHON=python3.12 ...'; exit 1; }
	@echo 'Setting up in $(VENV) (once) ...'
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 \
	  || { echo 'Python cannot make virtual environments here. On Debian: apt-get install python3-venv'; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(READY): pyproject.toml $(LOCKED)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@$(BIN)/handbook prepare || true # without it, the first check takes longer
	@touch $@
