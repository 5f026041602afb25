# The commands of Vertex Launchpad. They need make and Python 3.11, 3.12 or 3.13, and nothing else.

PORT ?= 8501
BIN := .venv/bin
LOCALE := services/text/locale
# A worker per core and one more, since tests wait for processes; each has a local cloud of its own.
# Google is asked by one.
WORKERS = $(if $(filter cloud,$(LAUNCHPAD_TARGET)),0,$(shell $(BIN)/python -c 'import os; print(min(4, os.cpu_count() + 1))'))
# A model fits in one thread: the threads of several workers would wait for each other.
PYTEST = OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m "not soak" -n $(WORKERS) --dist loadfile --no-loadscope-reorder

LOCK = UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate

# scikit-learn 1.6 has no wheels for a newer Python than 3.13.
PYTHON = $(shell for name in python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$name && break; done)

.PHONY: help run test check words bench soak lock audit wheel clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

run: .venv/installed ## start the app and its local cloud; PORT=8501, Ctrl-C ends both
	@exec $(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/installed-dev ## run the tests, long suites in their short form; LAUNCHPAD_TARGET=cloud asks Google
	@$(PYTEST)

check: .venv/installed-dev ## lint, types and all tests, as CI does
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(PYTEST)

words: .venv/installed-dev ## extract the messages; update and compile the catalogue of each language
	@mkdir -p $(LOCALE)
	@$(BIN)/pybabel -q extract -k _n:1,2 --no-wrap --sort-by-file --add-location=file \
		-o $(LOCALE)/launchpad.pot app.py pages services
	@for catalogue in $(LOCALE)/*/; do [ ! -d "$$catalogue" ] || { \
		$(BIN)/pybabel -q update --init-missing -i $(LOCALE)/launchpad.pot -d $(LOCALE) -D launchpad --no-wrap \
			-l $$(basename $$catalogue) --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date && \
		$(BIN)/pybabel -q compile -d $(LOCALE) -D launchpad -l $$(basename $$catalogue); }; done
	@rm $(LOCALE)/launchpad.pot

bench: .venv/installed-dev ## measure beside other programs; BENCH=--quality compares scores instead
	@$(BIN)/python -m bench $(BENCH)

soak: .venv/installed-dev ## run the long forms of the tests
	@$(BIN)/python -m pytest -m soak

lock: .venv/installed-dev ## pin every package of requirements*.txt with its hashes; run it after a change there
	@$(LOCK) requirements.txt -o requirements.lock
	@$(LOCK) requirements-dev.txt -c requirements.lock -o requirements-dev.lock

audit: .venv/installed-dev ## ask pip-audit's service for known vulnerabilities of what the app needs
	@$(BIN)/uv tool run pip-audit==2.10.1 -r requirements.lock --require-hashes --disable-pip --strict

wheel: .venv/installed-dev ## build the local cloud as a package of its own, with fixtures for pytest, into dist/
	@$(BIN)/python -m local_cloud_wheel

clean: ## remove the virtual environment and the caches, never the local cloud's state
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The stamps are as old as the last install, so that a second start installs nothing.
.venv/installed: requirements.lock
	@test -n "$(PYTHON)" || { echo "Vertex Launchpad needs Python 3.11, 3.12 or 3.13, and found none on the PATH." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) lacks its venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing what the app needs into .venv; this happens once."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@echo "Installing what the tests need into .venv; this happens once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
