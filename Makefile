# Everything here is `python bootstrap.py ...`, which works without make too.
PYTHON ?= python3

.PHONY: demo test lint

demo:
	@$(PYTHON) bootstrap.py demo

test:
	@$(PYTHON) bootstrap.py test

lint:
	@$(PYTHON) bootstrap.py lint
