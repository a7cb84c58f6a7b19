# Needs only Python >= 3.11, make and a C compiler. `make help` lists what there is.

PYTHON ?= python3
export PYTHON
UV ?= uv

VENV := .venv
PY := $(VENV)/bin/python
DEV := $(VENV)/.dev-stamp
TRAIN := $(VENV)/.train-stamp

SERVICE_VENV := .venv-service
SERVICE_PY := $(SERVICE_VENV)/bin/python
SERVICE := $(SERVICE_VENV)/.service-stamp

BENCH_VENV := .venv-bench
BENCH_PY := $(BENCH_VENV)/bin/python
BENCH := $(BENCH_VENV)/.bench-stamp

# A change of these compiles anew what each environment imports from models/kernels.
KERNELS := setup.py $(wildcard models/kernels/*.pyx)

BUNDLE := bundles/default
PACKAGED := bundles/packaged

# Those that `make dist` builds a wheel for: the supported ones that run here, or else PYTHON.
PYTHONS = $(or $(shell for python in python3.11 python3.12 python3.13; do \
	"$$python" -c 'import ensurepip' 2>/dev/null && echo "$$python"; done; true),"$(PYTHON)")

MUTANTS_VENV := .venv-mutants
MUTANTS_PY := $(MUTANTS_VENV)/bin/python
MUTANTS := $(MUTANTS_VENV)/.mutants-stamp

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
	$(VENV)/bin/pulmet serve

.PHONY: train
train: $(TRAIN) ## train bundles/default from the published evidence, anew
	$(VENV)/bin/pulmet train --output $(BUNDLE) --replace

.PHONY: bundle
bundle: $(BUNDLE)/manifest.json ## train bundles/default if there is none

# Order-only: a newer environment is no reason to replace a bundle.
$(BUNDLE)/manifest.json: | $(TRAIN)
	$(VENV)/bin/pulmet train --output $(BUNDLE)

# Trained anew: bundles/default may be older than the code.
.PHONY: dist
dist: $(TRAIN) ## source distribution, and wheels that carry the default bundle, into dist/
	rm -rf $(PACKAGED) $(PACKAGED).research
	$(VENV)/bin/pulmet train --output $(PACKAGED)
	requirements/dist.sh $(PACKAGED) dist $(PYTHONS)

.PHONY: study
study: $(DEV) ## long figures, written as tables into docs
	$(PY) -m studies --output docs/figures

.PHONY: crosscheck
crosscheck: $(DEV) r ## compare our numbers with those of R and lifelines; the table goes into docs
	$(PY) tests/crosscheck --output docs/figures/crosscheck.md

# One thread and one order of hashing: the same run everywhere. It goes on where it was stopped.
.PHONY: mutants
mutants: $(MUTANTS) ## change formulas and bounds one by one: does a test fail? the table goes into docs
	PYTHONHASHSEED=0 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
		$(MUTANTS_PY) tests/mutants --output docs/figures/mutants.md

.PHONY: bench
bench: $(BENCH) $(BUNDLE)/manifest.json wrk ## speed and size beside those of others, written into docs
	$(BENCH_PY) -m benchmarks --output docs/figures

.PHONY: wrk
wrk: ## Debian's wrk, which `make bench` sends its requests with; installed where it is absent
	@command -v wrk >/dev/null || requirements/debian.sh 'the benchmarks over HTTP' wrk

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
	@command -v chromium >/dev/null || requirements/debian.sh 'the tests of the widget' chromium

.PHONY: r
r: ## Debian's R with its survival package, which crosscheck asks; installed where it is absent
	@Rscript -e 'library(survival)' >/dev/null 2>&1 || \
		requirements/debian.sh 'the crosscheck' r-base-core r-cran-survival

.PHONY: pictures
pictures: $(DEV) $(BUNDLE)/manifest.json browser ## take the screenshots in docs/images anew
	$(PY) .ci/pictures.py

# --- environments ------------------------------------------------------------------------------
# One environment, `.venv`, grows from the train lock to the dev lock, which holds everything that
# the train lock holds: `make serve` after `make test` has nothing to install.

.PHONY: compiler
compiler: ## Debian's gcc and Python.h, which compile models/kernels; installed where they are absent
	@"$(PYTHON)" requirements/compiler.py

$(TRAIN): requirements/train.lock pyproject.toml $(KERNELS)
	@requirements/install.sh $(VENV) $(if $(wildcard $(DEV)),dev,train)
	@touch $(wildcard $(DEV)) $@

$(DEV): requirements/dev.lock pyproject.toml $(KERNELS)
	@requirements/install.sh $(VENV) dev
	@touch $(TRAIN) $@

.PHONY: service-environment
service-environment: $(SERVICE) ## .venv-service: what the service needs, and no more

$(SERVICE): requirements/service.lock pyproject.toml $(KERNELS)
	@requirements/install.sh $(SERVICE_VENV) service

$(BENCH): requirements/bench.lock pyproject.toml $(KERNELS)
	@requirements/install.sh $(BENCH_VENV) bench

$(MUTANTS): requirements/mutants.lock pyproject.toml $(KERNELS)
	@requirements/install.sh $(MUTANTS_VENV) mutants

# --- locks -------------------------------------------------------------------------------------
# The only target that needs uv. `make lock UPGRADE=--upgrade` takes the newest versions; without
# it, only what pyproject.toml asks for changes.

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--constraints requirements/constraints.in \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	requirements/build.in
PROJECT = $(COMPILE) pyproject.toml

# uv keeps the versions that its output file names: beginning the smaller locks with a copy of
# the largest gives all three the same versions. The last line proves it.
.PHONY: lock
lock: ## make requirements/*.lock from pyproject.toml (needs uv)
	$(PROJECT) $(UPGRADE) --extra dev --output-file requirements/dev.lock
	cp requirements/dev.lock requirements/train.lock
	$(PROJECT) --extra train --output-file requirements/train.lock
	cp requirements/dev.lock requirements/service.lock
	$(PROJECT) --output-file requirements/service.lock
	cp requirements/dev.lock requirements/bench.lock
	$(PROJECT) --extra bench --output-file requirements/bench.lock
	cp requirements/dev.lock requirements/mutants.lock
	$(PROJECT) --extra mutants --output-file requirements/mutants.lock
	cp requirements/dev.lock requirements/dist.lock
	$(COMPILE) requirements/dist.in --output-file requirements/dist.lock
	@! grep -h '==' requirements/train.lock requirements/service.lock \
		| grep -vxFf requirements/dev.lock

# --- the rest ----------------------------------------------------------------------------------

.PHONY: clean
clean: ## remove what these targets made
	rm -rf $(VENV) $(SERVICE_VENV) $(BENCH_VENV) $(MUTANTS_VENV) $(BUNDLE) $(BUNDLE).research
	rm -rf $(PACKAGED) $(PACKAGED).research dist build pulmet.egg-info models/kernels/*.c models/kernels/*.so
	rm -rf .coverage .coverage.* .hypothesis .mutants .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
