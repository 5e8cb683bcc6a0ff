# Everything here makes its own environment in .venv; nothing is installed outside this folder.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
READY := .venv/.ready
# Where tests find Node's mailparser: npm install --prefix build/node mailparser@3.7.2
export BULLETIN_NODE_MODULES ?= $(CURDIR)/build/node/node_modules
WHEEL := build/wheel

.PHONY: demo test check faults lint bench golden clean

demo: $(READY)
	@$(BIN)/bulletin build 2023-06 --project examples/port-cities --out build/demo
	@$(BIN)/python examples/from_objects.py build/demo
	@echo
	@echo "Open $(CURDIR)/build/demo/2023-06/gallery.html"

# The tests run against the wheel, built from the source distribution, in an environment and a folder of their own.
test: $(READY)
	@rm -rf $(WHEEL)
	@$(BIN)/python -m build --outdir $(WHEEL)/dist . > $(WHEEL).log 2>&1 || { cat $(WHEEL).log; exit 1; }
	@$(PYTHON) -m venv $(WHEEL)/venv
	@$(WHEEL)/venv/bin/python -m pip install --quiet "$$(ls $(WHEEL)/dist/*.whl)[test]"
	@mkdir $(WHEEL)/away && cp -r tests examples docs pyproject.toml README.md CHANGELOG.md $(WHEEL)/away/
	@cd $(WHEEL)/away && ../venv/bin/python -m pytest -n auto $(ARGS)

# The same tests against the checkout: quicker, for working on them.
check: $(READY)
	@$(BIN)/python -m pytest -n auto $(ARGS)

# The long form of the fault suite, with its table; one fault of it: make faults ARGS="-k f1_".
faults: $(READY)
	@BULLETIN_FAULTS=long $(BIN)/python -m pytest tests/faults -q $(ARGS)

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(READY)
	@$(BIN)/python benchmarks/run.py $(ARGS)

golden: $(READY)
	@$(BIN)/python -m pytest -n auto --update-golden

clean:
	rm -rf .venv build dist

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "bulletin needs Python 3.11 or newer: on Debian, apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python's venv module is missing: on Debian, apt install python3-venv; on Fedora, dnf install python3"; exit 1; }
	@mkdir -p build
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv …"
	@$(BIN)/python -m pip install --quiet --editable '.[test,lint]' build
	@touch $@
