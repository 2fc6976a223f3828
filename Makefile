# One Hop. `make help` says what each target does.

PYTHON ?= python3
# Where pip may also look for torch, such as an index with its CPU build; empty: only where pip looks anyway.
TORCH_INDEX ?=

BIN := .venv/bin
INSTALLED := .venv/installed
PYTEST := $(BIN)/python -m pytest

.PHONY: help setup lab test check notebooks book grade bench pictures lock

help:  ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile
	@echo
	@echo '  ONEHOP_WORK=DIR   the folder that holds what you write, instead of work/'
	@echo '  PORT=8899         the port that `make lab` serves on'
	@echo '  BROWSER=none      serve without opening a browser'
	@echo '  PYTHON=python3.12 the Python that .venv is made with (3.11 to 3.13)'
	@echo '  TORCH_INDEX=URL   Linux without a GPU: the CPU index that the install page of PyTorch names saves'
	@echo '                    several GB of CUDA packages'

lab: setup  ## open the course in JupyterLab, in copies of the lessons in work/
	@$(BIN)/onehop lab

# Two threads of torch that wait for each other on a busy core are ten times as slow as one.
check test: export OMP_NUM_THREADS = 1

check: setup  ## run the fast tests, without notebooks, kernels, browser and install
	$(PYTEST) -n 2 --dist loadfile -m "not thorough" tests \
		--ignore tests/notebooks --ignore tests/publishing --ignore tests/browser --ignore tests/install

test: setup  ## run every test: modules, notebooks, a real browser, an install from nothing
	@$(BIN)/python -m tests.browser.chromium
	$(PYTEST) -n 2 --dist loadfile --nbval-lax lessons solutions tests \
		--ignore tests/browser --ignore tests/install
	$(PYTEST) -n 2 --dist loadfile tests/browser tests/install

notebooks: setup  ## write lessons, notebooks and reference from the masters in solutions/
	@$(BIN)/onehop notebooks

book: setup  ## build the book, the solved lessons as pages, and say where it is
	@$(BIN)/onehop book

grade: setup  ## grade what was collected, as in make grade SUBMISSIONS=collected GRADES=grades
	@$(BIN)/onehop grade "$(SUBMISSIONS)" --out "$(GRADES)"

bench: setup  ## time each solved notebook, and each figure beside interact with matplotlib
	@$(BIN)/python bench/notebooks
	@$(BIN)/python bench/widgets

pictures: setup  ## draw the pictures of the README anew
	$(BIN)/python -m tests.browser.pictures

# Versions that still fit stay as they are; delete the file first to take the newest.
lock: .uv/bin/uv  ## write requirements.lock from pyproject.toml
	.uv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-annotate \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet uv

# The environment holds absolute paths: one that was copied or moved along with its folder is made anew.
setup:
	@test "`cat $(INSTALLED) 2>/dev/null`" = "`pwd -P`" || rm -f $(INSTALLED)
	@$(MAKE) --silent $(INSTALLED)

# The file is written last: where it is missing, an install was cut short and starts over. torch comes first, with
# whatever the build that pip finds needs; the rest is exactly the lock.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
		echo 'One Hop needs Python 3.11, 3.12 or 3.13, and "$(PYTHON)" is not one of them.' >&2; \
		echo 'Install one and name it: make lab PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo '"$(PYTHON)" cannot make environments: its module venv is missing.' >&2; \
		echo 'Install it (on Debian and Ubuntu: apt install python3-venv) and try again.' >&2; exit 1; }
	test -e $@ || $(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --constraint requirements.lock $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) torch
	$(BIN)/python -m pip install --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --no-deps --no-build-isolation --editable .
	@pwd -P > $@
