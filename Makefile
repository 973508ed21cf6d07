# Everything here is `python bootstrap.py ...`, which works without make too.
PYTHON ?= python3

.PHONY: demo test lint fuzz

demo:
	@$(PYTHON) bootstrap.py demo

test:
	@$(PYTHON) bootstrap.py test

lint:
	@$(PYTHON) bootstrap.py lint

fuzz:
	@$(PYTHON) bootstrap.py fuzz
