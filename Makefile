# What can be done here: `make help`. Settings: PORT (Rasa's, 5005), ACTIONS_PORT (5055), DESK_PORT (8005), PYTHON (any from 3.7 on).
PYTHON ?= python3
IN := .venv/bin/python -W ignore
export RASA_TELEMETRY_ENABLED := false

.PHONY: help setup browser widget run desk chat train evaluate test fuzz check audit bench load backup restore lock
.DEFAULT_GOAL := help

help:      ## list these
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 15

setup:     ## install everything into this folder (done by the others as needed)
	@$(PYTHON) -m stack.setup

run: setup ## set up, train if needed, start the assistant, print the address to open
	@$(IN) -m stack.run

desk: setup ## start the desk, where staff keep the answers (beside the assistant: make run DESK=1)
	@$(IN) -m desk

chat: setup ## talk to the assistant in the terminal
	@$(IN) -m stack.chat

train: setup ## train a model anew
	@$(IN) -m training.model --force

evaluate: setup ## measure how well it understands; writes reports/
	@$(IN) -m evaluation

browser:   # what the tests in a browser need beside the set-up: Debian's chromium, Node, the widget's packages
	@for each in chromium node npm; do command -v $$each >/dev/null || { echo "The tests in a browser need $$each:" \
		"apt-get install nodejs npm chromium"; exit 1; }; done
	@cmp -s widget/package-lock.json widget/node_modules/installed || \
		{ npm ci --silent --prefix widget && cp widget/package-lock.json widget/node_modules/installed; }

widget: browser ## build widget/widget.js, the chat on the clinic's website, of widget/src
	@npm run --silent --prefix widget build

test: setup browser ## set up and run every test
	@$(IN) -m pytest

fuzz: setup ## attack the running assistant with 10,000 messages and 10,000 odd requests (MESSAGES=..., SEED=...)
	@$(IN) -m tests.attack $(or $(MESSAGES),10000) $(SEED)

check: setup ## data check, linter, types
	@$(IN) -m faq check
	@.venv/bin/ruff check .
	@.venv/bin/mypy

audit: setup ## look up every locked package among the known vulnerabilities (asks the package index's advisory service)
	@$(IN) -m stack.audit

bench: setup ## time it beside a stock Rasa (with TensorFlow); DATA=folder: score it on public sets (STOCK=no: ours only)
	@$(IN) -m $(if $(DATA),bench.intents "$(DATA)" --stock $(or $(STOCK),yes),bench)

load: setup ## how many visitors may talk at once: more and more of them for up to 11 minutes, on this machine (LOAD=...)
	@$(IN) -m bench.crowd $(LOAD)

backup: setup ## keep data/ and what the desk holds in one file, in backups/
	@$(IN) -m stack.backup

restore: setup ## put a backup back: FILE=backups/clinic-...tar.gz; stop the assistant and the desk first
	@$(IN) -m stack.backup restore "$(FILE)"

lock: setup ## resolve pyproject.toml's packages into requirements.lock
	@.uv/bin/uv pip compile pyproject.toml --all-extras --universal --generate-hashes --python-version 3.10 \
		--no-emit-index-url --no-header --no-annotate -o requirements.lock
