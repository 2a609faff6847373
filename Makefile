# Everything starts here. Each goal does its own set-up in .venv, and is quick when nothing changed.
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo tour handbook test lint bench faults bundle installer clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

setup:  ## the virtual environment, the packages and the system libraries Qt needs
	@tools/setup.sh

demo: setup  ## the practice office in a window; without a screen: the tour, offscreen
	@$(BIN)/gezinscoach-desktop demo

tour: setup  ## pictures of every screen and the PDFs, in build/tour
	@$(BIN)/python -m tests.tour_with_server build/tour

handbook: setup  ## the pictures of the handbook, of a new tour or of the one in FROM=
	@$(BIN)/python -m tools.handbook_pictures $(if $(FROM),--from "$(FROM)")

test: lint  ## every check and every test
	$(BIN)/pytest -n auto --dist worksteal

lint: setup  ## format, ruff, mypy --strict and the walls between the rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup  ## what it costs, measured; writes docs/performance.md
	$(BIN)/python -m benchmarks

faults: setup  ## everything broken on purpose, at length; writes docs/reliability.md
	$(BIN)/python -m tests.faults

bundle: setup  ## the program as a folder that runs without Python, checked, in build/bundle
	@$(BIN)/python -m installer.bundle

installer: setup  ## the Windows setup and the portable zip, of BUNDLE= a bundle made on Windows or of the one made here
	@$(BIN)/python -m installer.make $(if $(BUNDLE),--bundle "$(BUNDLE)")

clean:  ## remove what was made, and .venv with it
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
