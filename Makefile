# One word per task. Needs Python 3.11 or later, its pip and venv modules, and make; nothing else.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help docs setup serve test long check bench faults fuzz lock wheel web pictures clean

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# More arguments for the program behind a target: make serve ARGS="--port 9000", make test ARGS="-k cursor".
ARGS ?=

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1  \2/p' Makefile

setup: .venv/.installed ## the environment, with .venv/bin/issue-gateway
	@echo "Ready: $(BIN)/issue-gateway --help"

serve: .venv/.installed gateway/web/.built ## serve on http://127.0.0.1:8000, data in ./data
	@exec $(BIN)/issue-gateway serve $(ARGS)

test: .venv/.installed-dev tests/protocols/node_modules/.installed gateway/web/.built ## the whole test suite
	@$(BIN)/python -m pytest $(PARALLEL) --ignore=$(PICTURES) -m "not long" $(ARGS)

long: .venv/.installed-dev tests/protocols/node_modules/.installed .venv-moto/.installed tests/files/node_modules/.installed tests/openapi_clients/node_modules/.installed tests/openapi_clients/.venv/.installed tests/protocols/.venv/.installed gateway/web/.built ## the tests that take long: clients of others, large files, load
	@$(BIN)/python -m pytest $(PARALLEL) --ignore=$(PICTURES) -m long $(ARGS)

# Two processes, each with whole files: half of the time is waiting for servers and programs of others.
PARALLEL := --numprocesses 2 --dist loadfile

check: .venv/.installed-dev ## lint, format, strict types, architecture
	@$(BIN)/ruff check --quiet . && echo "lint          ok"
	@$(BIN)/ruff format --quiet --check . && echo "format        ok"
	@$(BIN)/mypy --no-error-summary && echo "types         ok"
	@$(BIN)/python -m pytest -q --no-header tests/test_architecture.py && echo "architecture  ok"

bench: .venv/.installed-bench ## the benchmarks, each beside what it is compared with
	@$(COMPILE)
	@$(BIN)/python -m benchmarks $(ARGS)

faults: .venv/.installed-dev ## kills, power cuts, failing disks in full: over an hour; see docs/reliability.md
	@$(BIN)/python -m pytest tests/faults --full-faults $(ARGS)

fuzz: .venv/.installed-dev ## 2,000 made-up requests an operation, 40,000 mutated bodies; see docs/security.md
	@$(BIN)/python -m pytest $(PARALLEL) $(FUZZ) --examples 2000 $(ARGS)

FUZZ := $(addprefix tests/hostile/test_,rest_requests.py graphql_queries.py graphql_mutations.py mutated_bodies.py)

pictures: .venv/.installed-dev gateway/web/.built ## every page as a picture in build/pictures, two of them for the README
	@$(BIN)/python -m pytest -q --no-header --numprocesses 2 $(PICTURES) $(ARGS)
	@for name in playground board; do cp build/pictures/$$name-1440-light.png docs/pictures/$$name.png; done

PICTURES := tests/browser/test_pictures.py

web: gateway/web/.built ## the pages: playground, docs and board

docs: .venv/.installed ## write docs/reference anew, from the settings and the commands
	@$(BIN)/python -m gateway.cli.reference docs/reference

wheel: .venv/.installed gateway/web/.built ## a wheel with the pages in it, in dist/
	@$(PIP) wheel --no-index --no-build-isolation --no-deps --wheel-dir dist .
	@ls dist/*.whl

lock: .venv/.installed-dev ## write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile $(LOCK) --group build -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile $(LOCK) --group build --group test --group dev -c requirements.lock \
	  -o requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip compile $(LOCK) --group pyproject.toml:node -o requirements-node.lock
	@$(BIN)/uv pip compile $(LOCK) -c requirements-dev.lock -o benchmarks/requirements.lock benchmarks/requirements.in
	@$(BIN)/uv pip compile $(LOCK) -o tests/files/requirements.lock tests/files/requirements.in
	@$(BIN)/uv pip compile $(LOCK) -o tests/openapi_clients/requirements.lock tests/openapi_clients/requirements.in
	@$(BIN)/uv pip compile $(LOCK) -o tests/protocols/requirements.lock tests/protocols/requirements.in
	@! grep -l '://' requirements*.lock benchmarks/*.lock tests/*/*.lock || { echo "A lock holds an address."; exit 1; }
	@echo "Locked: requirements.lock requirements-dev.lock requirements-node.lock benchmarks/requirements.lock tests/files/requirements.lock tests/openapi_clients/requirements.lock tests/protocols/requirements.lock"

# Hashes and no addresses: whoever installs decides where packages come from. Groups are read from pyproject.toml.
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-annotate --no-header

clean: ## remove the environment and all caches, never ./data
	@rm -rf .venv build dist gateway/web web/node_modules tests/protocols/node_modules .venv-moto tests/files/node_modules tests/openapi_clients/node_modules tests/openapi_clients/.venv tests/protocols/.venv web/build.log .mypy_cache .pytest_cache .ruff_cache .hypothesis .schemathesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# As pip compiles a wheel: otherwise each start does where Python may not write its cache.
COMPILE := $(BIN)/python -m compileall -q db gateway resolvers rest_compat schema

.venv/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing issue-gateway into .venv (once, about a minute) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-index --no-build-isolation --no-deps -e .
	@$(COMPILE)
	@touch $@ && echo "Installed."

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@echo "Installing what the tests and checks need (once, a minute or two) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.installed-bench: benchmarks/requirements.lock .venv/.installed-dev
	@echo "Installing what the gateway is compared with ..."
	@$(PIP) install --require-hashes -r benchmarks/requirements.lock
	@touch $@

# An S3 server for the tests; its libraries are not those of the gateway, so it has an environment of its own.
.venv-moto/.installed: tests/files/requirements.lock | .venv/.installed
	@echo "Installing the S3 server of the tests ..."
	@$(BIN)/python -m venv .venv-moto
	@.venv-moto/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r tests/files/requirements.lock
	@touch $@

# An Azure server for the tests.
tests/files/node_modules/.installed: tests/files/package-lock.json | .venv/.installed
	@echo "Installing the Azure server of the tests ..."
	@export PATH="$$PWD/$(BIN):$$PATH"; \
	command -v npm >/dev/null || $(PIP) install --require-hashes -r requirements-node.lock; \
	if npm --prefix tests/files ci --silent; then touch $@; else echo "Its tests are skipped."; fi

# Generators of clients, in environments of their own: their libraries are not those of the gateway.
tests/openapi_clients/.venv/.installed: tests/openapi_clients/requirements.lock | .venv/.installed
	@echo "Installing the generator of Python clients ..."
	@$(BIN)/python -m venv tests/openapi_clients/.venv
	@tests/openapi_clients/.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r tests/openapi_clients/requirements.lock
	@touch $@

tests/openapi_clients/node_modules/.installed: tests/openapi_clients/package-lock.json | .venv/.installed
	@echo "Installing the generators of TypeScript clients ..."
	@export PATH="$$PWD/$(BIN):$$PATH"; \
	command -v npm >/dev/null || $(PIP) install --require-hashes -r requirements-node.lock; \
	if npm --prefix tests/openapi_clients ci --silent; then touch $@; else echo "Their tests are skipped."; fi

# Generated Python clients need an older graphql-core than ours; OpenHTF brings libraries of its own.
tests/protocols/.venv/.installed: tests/protocols/requirements.lock | .venv/.installed
	@echo "Installing the Python clients of the tests ..."
	@$(BIN)/python -m venv tests/protocols/.venv
	@tests/protocols/.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r tests/protocols/requirements.lock
	@touch $@

# Clients of others, which must work with the gateway; where they cannot be had, their tests are skipped.
tests/protocols/node_modules/.installed: tests/protocols/package-lock.json | .venv/.installed
	@echo "Installing the clients that the tests use ..."
	@export PATH="$$PWD/$(BIN):$$PATH"; \
	command -v npm >/dev/null || $(PIP) install --require-hashes -r requirements-node.lock; \
	if npm --prefix tests/protocols ci --silent; then touch $@; else echo "Their tests are skipped."; fi

# Built once, and again when a source changes. Without Node it comes from a Python wheel; without either, or without a
# registry, the gateway still serves its one small page.
WEB := $(shell find web docs CHANGELOG.md schema/schema.graphql -type f -not -path '*/node_modules/*' 2>/dev/null)
gateway/web/.built: $(WEB) | .venv/.installed
	@echo "Building the playground, the board and the docs (once, about half a minute) ..."
	@export PATH="$$PWD/$(BIN):$$PATH"; \
	command -v npm >/dev/null || $(PIP) install --require-hashes -r requirements-node.lock; \
	if npm --prefix web ci --silent && npm --prefix web run --silent build >web/build.log 2>&1 \
	  && $(BIN)/python -m gateway.compress_pages gateway/web; then \
	  rm web/build.log && touch $@ && echo "Built."; \
	else \
	  echo "The pages could not be built; the gateway serves a small one instead. See web/build.log."; \
	fi

# A python on the PATH may be a shim that does not run, so each is asked.
$(BIN)/python:
	@for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "issue-gateway needs Python 3.11 or later; none of python3, python3.11 ... python3.14 is one." >&2; exit 1; \
	fi; \
	if ! $$found -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$found lacks its venv and pip modules (on Debian and Ubuntu: apt install python3-venv python3-pip)." >&2; exit 1; \
	fi; \
	echo "Creating .venv with $$($$found --version) ..."; \
	rm -rf .venv && $$found -m venv .venv
