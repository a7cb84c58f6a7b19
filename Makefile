# Needs only Python >= 3.11, make and a C compiler. `make help` lists what there is.

PYTHON ?= python3
UV ?= uv

VENV := .venv
PY := $(VENV)/bin/python
DEV := $(VENV)/.dev-stamp
TRAIN := $(VENV)/.train-stamp

SERVICE_VENV := .venv-service
SERVICE_PY := $(SERVICE_VENV)/bin/python
SERVICE := $(SERVICE_VENV)/.stamp

BENCH_VENV := .venv-bench
BENCH_PY := $(BENCH_VENV)/bin/python
BENCH := $(BENCH_VENV)/.stamp

# A change of these compiles anew what each environment imports from models/kernels.
KERNELS := setup.py $(wildcard models/kernels/*.pyx)

BUNDLE := bundles/default

WIDGET := widget/node_modules/.stamp

.DEFAULT_GOAL := help
# Two installs into one environment must not run at once.
.NOTPARALLEL:

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 26

# --- programs ----------------------------------------------------------------------------------

.PHONY: serve
serve: $(TRAIN) $(BUNDLE)/manifest.json ## serve on 127.0.0.1:8000; installs and trains what is missing
	$(PY) -m service serve

.PHONY: train
train: $(TRAIN) ## train bundles/default from the published evidence, anew
	$(PY) -m training train --output $(BUNDLE)

.PHONY: bundle
bundle: $(BUNDLE)/manifest.json ## train bundles/default if there is none

# Order-only: a newer environment is no reason to replace a bundle.
$(BUNDLE)/manifest.json: | $(TRAIN)
	$(PY) -m training train --output $(BUNDLE)

.PHONY: study
study: $(DEV) ## long figures, written as tables into docs
	$(PY) -m training.study --output docs/figures

.PHONY: crosscheck
crosscheck: $(DEV) r ## compare our numbers with those of R and lifelines; the table goes into docs
	$(PY) tests/crosscheck --output docs/figures/crosscheck.md

.PHONY: bench
bench: $(BENCH) $(BUNDLE)/manifest.json wrk ## speed and size beside those of others, written into docs
	$(BENCH_PY) -m benchmarks --output docs/figures

.PHONY: wrk
wrk: ## Debian's wrk, which `make bench` sends its requests with; installed where it is absent
	@command -v wrk >/dev/null || { apt-get update --quiet=2 && \
		apt-get install --yes --quiet=2 --no-install-recommends wrk; } || \
		{ echo 'The benchmarks over HTTP need `wrk`; install it.' >&2; exit 1; }

# --- checks ------------------------------------------------------------------------------------

.PHONY: check
check: $(DEV) ## linter, formatter, types, import rules
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo

# Judges of the FHIR that the service writes; they come from npm and are used by the tests only.
FHIR_ORACLES := tests/fhir/node/node_modules/.stamp

.PHONY: fhir-oracles
fhir-oracles: $(FHIR_ORACLES) ## what the tests of FHIR ask in node

$(FHIR_ORACLES): tests/fhir/node/package-lock.json
	cd tests/fhir/node && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: test
test: $(DEV) $(FHIR_ORACLES) check service-without-training widget-check browser ## every check and every test
	$(PY) -m pytest -n 2 --cov --cov-branch --cov-report=term

.PHONY: service-without-training
service-without-training: $(SERVICE) $(BUNDLE)/manifest.json ## prove that the service needs no library that fits
	$(SERVICE_PY) -W error .ci/without_training.py
	echo '{"patient": {}}' | $(SERVICE_PY) -m service predict | $(SERVICE_PY) .ci/answered.py

# --- widget ------------------------------------------------------------------------------------
# Only these targets need Node. What they build is committed, so that `make serve` does without.

.PHONY: widget
widget: $(WIDGET) ## build the widget into service/static (needs Node >= 20.19)
	cd widget && npm run --silent build

.PHONY: widget-check
widget-check: $(WIDGET) ## check the widget's types, build it elsewhere, compare with what is committed
	cd widget && npm run --silent typecheck
	@built=$$(mktemp -d) && trap 'rm -rf "$$built"' EXIT && \
		(cd widget && WIDGET_OUT=$$built npm run --silent build -- --logLevel warn) && \
		diff --recursive --brief service/static "$$built" || \
		{ echo 'service/static is not what widget/ builds; run `make widget`.' >&2; exit 1; }

$(WIDGET): widget/package-lock.json
	cd widget && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: browser
browser: ## Debian's chromium, which the tests of the widget drive; installed where it is absent
	@command -v chromium >/dev/null || { apt-get update --quiet=2 && \
		apt-get install --yes --quiet=2 --no-install-recommends chromium; } || \
		{ echo 'The tests of the widget need `chromium`; install it.' >&2; exit 1; }

.PHONY: r
r: ## Debian's R with its survival package, which crosscheck asks; installed where it is absent
	@Rscript -e 'library(survival)' >/dev/null 2>&1 || { apt-get update --quiet=2 && \
		apt-get install --yes --quiet=2 --no-install-recommends r-base-core r-cran-survival; } || \
		{ echo 'The crosscheck needs `Rscript` and R'"'"'s package survival; install them.' >&2; exit 1; }

.PHONY: pictures
pictures: $(DEV) $(BUNDLE)/manifest.json browser ## take the screenshots in docs/images anew
	$(PY) .ci/pictures.py

# --- environments ------------------------------------------------------------------------------
# One environment, `.venv`, grows from the train lock to the dev lock. A stamp tells what is in
# it; the dev lock holds everything in the train lock, so installing it sets both stamps, and
# `make serve` after `make test` has nothing to install. An environment made from an older lock
# is made anew, so that nothing stays behind that the lock no longer names.

# Refuses, in one line, what is older than 3.11 or no Python at all.
python_is_supported = $(if $(shell $(PYTHON) -c 'import sys; print("yes" * (sys.version_info >= (3, 11)))' 2>/dev/null),,\
	$(error pulmet needs Python 3.11 or newer, and `$(PYTHON)` is not; name another: make PYTHON=python3.11 $(MAKECMDGOALS)))

# $(call compile_three_lines,python): with the compiler and the headers that setup.py will use.
define compile_three_lines
printf '%s\n' '#include <Python.h>' 'int major = PY_MAJOR_VERSION;' 'PyObject *none = Py_None;' | \
	$$($(1) -c 'import os, sysconfig as s; \
		print(os.environ.get("CC") or s.get_config_var("CC") or "cc", \
		"-I" + s.get_path("include"), "-I" + s.get_path("platinclude"))') -x c -c -o /dev/null -
endef

# $(call find_compiler,python): the second try says, in the compiler's words, what is missing.
define find_compiler
@{ $(call compile_three_lines,$(1)) 2>/dev/null || { apt-get update --quiet=2 && \
	apt-get install --yes --quiet=2 --no-install-recommends gcc libc6-dev python3-dev; \
	$(call compile_three_lines,$(1)); }; } || \
	{ echo "models/kernels needs a C compiler and the headers of $$($(1) -V); install them." >&2; \
	exit 1; }
endef

.PHONY: compiler
compiler: ## Debian's gcc and Python.h, which compile models/kernels; installed where they are absent
	$(python_is_supported)
	$(call find_compiler,$(PYTHON))

# $(call install,environment,lock,stamp): from hashes first, then the project itself. A compiler is
# asked for only here: what is up to date needs none.
define install
@if [ ! -e $(1)/$(3) ] || [ -n "$$(find requirements/$(2).lock -newer $(1)/$(3))" ]; then \
	echo "Making $(1)"; $(PYTHON) -m venv --clear $(1); fi
$(call find_compiler,$(1)/bin/python)
@echo "Installing requirements/$(2).lock into $(1)"
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check \
	--require-hashes --requirement requirements/$(2).lock
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check \
	--no-deps --no-build-isolation --editable .
endef

$(TRAIN): requirements/train.lock pyproject.toml $(KERNELS)
	$(python_is_supported)
	$(if $(wildcard $(DEV)),$(call install,$(VENV),dev,.dev-stamp),$(call install,$(VENV),train,.train-stamp))
	@$(if $(wildcard $(DEV)),touch $(DEV) $@,touch $@)

# Growing from a current train lock keeps what is installed.
$(DEV): requirements/dev.lock pyproject.toml $(KERNELS)
	$(python_is_supported)
	$(call install,$(VENV),dev,$(if $(wildcard $(DEV)),.dev-stamp,.train-stamp))
	@touch $(DEV) $(TRAIN)

.PHONY: service-environment
service-environment: $(SERVICE) ## .venv-service: what the service needs, and no more

$(SERVICE): requirements/service.lock pyproject.toml $(KERNELS)
	$(python_is_supported)
	$(call install,$(SERVICE_VENV),service,.stamp)
	@touch $@

$(BENCH): requirements/bench.lock pyproject.toml $(KERNELS)
	$(python_is_supported)
	$(call install,$(BENCH_VENV),bench,.stamp)
	@touch $@

# --- locks -------------------------------------------------------------------------------------
# The only target that needs uv. `make lock UPGRADE=--upgrade` takes the newest versions; without
# it, only what pyproject.toml asks for changes.

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	pyproject.toml requirements/build.in

# uv keeps the versions that its output file names: beginning the smaller locks with a copy of
# the largest gives all three the same versions. The last line proves it.
.PHONY: lock
lock: ## make requirements/*.lock from pyproject.toml (needs uv)
	$(COMPILE) $(UPGRADE) --extra dev --output-file requirements/dev.lock
	cp requirements/dev.lock requirements/train.lock
	$(COMPILE) --extra train --output-file requirements/train.lock
	cp requirements/dev.lock requirements/service.lock
	$(COMPILE) --output-file requirements/service.lock
	cp requirements/dev.lock requirements/bench.lock
	$(COMPILE) --extra bench --output-file requirements/bench.lock
	@! grep -h '==' requirements/train.lock requirements/service.lock \
		| grep -vxFf requirements/dev.lock

# --- the rest ----------------------------------------------------------------------------------

.PHONY: clean
clean: ## remove what these targets made
	rm -rf $(VENV) $(SERVICE_VENV) $(BENCH_VENV) $(BUNDLE) $(BUNDLE).research
	rm -rf build pulmet.egg-info models/kernels/*.c models/kernels/*.so
	rm -rf .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
