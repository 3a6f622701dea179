# Each target makes what it needs by itself, and does nothing twice.
BIN := .venv/bin
REPORT := build/report.html
SIZE ?= small

.PHONY: demo demo-check demo-report test check lint bench env clean docs picture

demo: env              ## from nothing to the site of a made-up company, until ctrl-C; without a terminal it is only checked
	@if [ -t 1 ]; then $(BIN)/interlock demo --home build/demo; else $(BIN)/interlock demo --home build/demo --check; fi

demo-check: env        ## that the demo stands: the week of every role, and stop
	@$(BIN)/interlock demo --home build/demo --check

demo-report: env       ## the weekly report of the made-up company, as a file
	@$(BIN)/interlock report examples/company --out $(REPORT)

test: env              ## from nothing to all tests passed
	@$(BIN)/python -m pytest -q --numprocesses auto --dist loadfile

check: lint test       ## format, lint, types, contracts, tests

lint: env              ## format, lint, types, contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: env             ## every study, at SIZE=small or SIZE=full
	@$(BIN)/python -m pip -qq --disable-pip-version-check install --no-deps --require-hashes --requirement requirements/bench.txt
	@for study in benchmarks/*.py; do echo "== $$study"; $(BIN)/python "$$study" --size $(SIZE) || exit 1; done

docs: env              ## write the generated pages of the guide anew
	@$(BIN)/python scripts/write_reference.py

picture: demo-report   ## take the pictures of the README and the guide anew
	@$(BIN)/python scripts/take_picture.py $(REPORT)
	@$(BIN)/python scripts/take_site_pictures.py

notebook: env          ## run the notebook of the guide and write its page and pictures anew
	@$(BIN)/python scripts/write_notebook.py --pictures

env:                   ## only the environment, in .venv
	@scripts/make-env

clean:                 ## remove the environment and everything built
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
