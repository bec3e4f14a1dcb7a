# MUNI: two commands. `make run` serves the bot; `make test` proves it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 2
export CUDA_VISIBLE_DEVICES := -1
PATH := $(CURDIR)/var/tools/bin:$(CURDIR)/.venv/bin:$(PATH)
export PATH
PORT ?= 8000
HOST ?= 127.0.0.1
ENGINE_TESTS := $(addprefix tests/,store donation retention open_data history inbox live statistics staff content publishing api test_turn.py \
  calls/test_extras.py cli/test_publish.py cli/test_user.py jobs/test_trainings.py \
  training/test_progress.py training/test_runs.py training/test_staff_questions.py) \
  $(addprefix --ignore tests/content/test_,export_is_whole.py commands.py)
ENGINE_CORE := $(addprefix tests/,store donation retention history inbox live statistics staff publishing test_turn.py \
  api/test_chat.py api/test_socket.py jobs/test_trainings.py)
KEEP_TIME := outside calls voice/call voice/lines voice/rtp voice/sip voice/hearing voice/test_playout.py bench danish/test_pipeline.py publishing/test_watcher.py
LINES := browser,sip,audiosocket,asterisk,twilio,jambonz

.PHONY: help install model run test test-engines test-long check bench clean browser engines manual sbom audit spacy-model speech-env

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

install: .venv/.done ## everything in uv.lock, into .venv

.venv/.done: pyproject.toml uv.lock .python-version
	@command -v uv >/dev/null || { echo "== uv is missing; installing it into var/tools"; \
	  command -v python3 >/dev/null || { echo "Python 3 is missing. Install Python 3.11 and run again."; exit 1; }; \
	  python3 -m venv var/tools && var/tools/bin/pip install --quiet "uv"; }
	@echo "== installing what uv.lock names into .venv"
	@uv sync --frozen
	@touch $@

model: .venv/.done ## train the dialogue model if it is missing or older than its data
	@if [ -z "$$(find models -maxdepth 1 -name '*.tar.gz' -newer .venv/.data 2>/dev/null | head -1)" ] || \
	    [ -n "$$(find data/nlu data/lists data/rules data/tests/validation.jsonl domain.yml config.yml bot/dialogue bot/danish -newer .venv/.data -type f -not -name '*.pyc' 2>/dev/null | head -1)" ]; then \
	  echo "== training the dialogue model (some minutes)"; touch .venv/.data; muni train --publish --reason "Bygget med make" >/dev/null; fi

run: model ## serve chat, console and telephone lines on localhost
	@echo "== MUNI answers on http://$(HOST):$(PORT), staff on /personale, calls on SIP 5060 (stop with Ctrl-C)"
	@MUNI_LINES=$${MUNI_LINES-$(LINES)} exec muni serve --host $(HOST) --port $(PORT)

browser: ## Chromium, for the tests that use a real browser
	@command -v chromium >/dev/null || { echo "== installing Chromium from apt"; \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else echo "Chromium is missing. Install it (apt-get install chromium) and run again."; exit 1; fi; }

speech-env: .venv-speech/.done ## PyTorch and what else trains the speech model, apart from the bot

.venv-speech/.done: voice/danish/requirements.txt .venv/.done
	@echo "== installing the speech recipe's environment into .venv-speech"
	@uv venv --quiet --clear --seed --python 3.11 .venv-speech
	@.venv-speech/bin/pip install --quiet -r voice/danish/requirements.txt
	@touch $@

engines: ## PostgreSQL, Redis, nginx and promtool, for the tests that use them
	@{ ls /usr/lib/postgresql/*/bin/initdb && command -v redis-server && command -v promtool && test -x /usr/sbin/nginx; } >/dev/null 2>&1 || { \
	  echo "== installing PostgreSQL, Redis, nginx and Prometheus from apt"; \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends postgresql redis-server nginx-light prometheus >/dev/null; \
	  else echo "Install them (apt-get install postgresql redis-server nginx-light prometheus) and run again."; exit 1; fi; }

test: model browser engines speech-env ## every test, and those that use the database on PostgreSQL too
	@echo "== the tests that keep no time, two at once"
	@pytest -n 2 --dist loadfile $(addprefix --ignore tests/,$(KEEP_TIME))
	@echo "== the tests of calls, browsers and speed, one at a time"
	@pytest $(addprefix tests/,$(KEEP_TIME))
	@echo "== what MUNI stores, on PostgreSQL and Redis (all rooms: make test-engines)"
	@MUNI_TEST_ENGINES=postgres pytest -n 2 --dist loadfile $(ENGINE_CORE)

test-long: model engines ## a rolling restart under load, some minutes
	@pytest -m long

test-engines: model engines ## the tests that use the database, on PostgreSQL and Redis
	@echo "== the tests that use the database, on PostgreSQL and Redis"
	@MUNI_TEST_ENGINES=postgres pytest -n 2 --dist loadfile $(ENGINE_TESTS)

check: .venv/.done ## lint, types, dependency arrows, content
	@ruff check .
	@ruff format --check .
	@mypy
	@lint-imports
	@muni content check

bench: model ## the benchmarks; each prints a table and writes JSON to bench/out
	@python -m bench.turns
	@python -m bench.speech
	@python -m bench.new_words
	@python -m bench.hotline
	@python -m bench.publishing
	@python -m bench.numbers
	@python -m bench.console
	@python -m bench.load --workers 1
	@python -m bench.load --workers 2
	@python -m bench.rolling
	@python -m bench.privacy

sbom: .venv/.done ## what MUNI is made of, as CycloneDX JSON: var/sbom.cdx.json
	@muni sbom

audit: .venv/.done ## known advisories against uv.lock; says so when there is no network
	@muni audit

manual: model browser ## the pictures of docs/personale.md
	@python -m tests.outside.manual_pictures

spacy-model: .venv/.done ## train models/da_muni: make spacy-model DATA=<folder of the open data>
	@test -n "$(DATA)" || { echo "Say where the open data lie: make spacy-model DATA=..."; exit 1; }
	@OMP_NUM_THREADS=1 nice -n 10 python -m bot.danish.training.train --data $(DATA)
	@OMP_NUM_THREADS=1 python -m bot.danish.training.evaluate --data $(DATA)

clean: ## remove what was built
	@rm -rf .venv var models/*.tar.gz models/muni-*.json .rasa
