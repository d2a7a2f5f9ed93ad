# `make help` lists what can be asked. Variables reach the commands as environment variables:
#   MIRROR=<folder or URL>   read publishers' files there (a folder is relative to where make is called)
#   LIVE=1                   read them at the publishers' own
#   ADOPT=1                  let a warehouse take another mirror than the one that fed it
#   ACTE2_DATABASE=<name>    another warehouse on the embedded server
#   SOURCES=<name,name>      `make run` asks only these sources
#   FULL=1                   `make run` builds and checks all, whatever stands
#   PERIMETERS=<path>        town-centre polygons that users give (default: perimeters/)
#   GIVEN=<folder>           files without an address at their publisher's (default: given/)
#   LOCAL=<folder or URL>    towns' own data: surveys, counts, perimeters (default: local/)
#   PUBLISH_LOCAL=1          let exports and pages show towns' own data
#   ACTE2_NOTIFY=<URLs>     who is told when something goes wrong (Apprise URLs, docs/operations.md)
#   FRACTION=<share>         of the nation's establishments that `make bench` walks with (1/64; communes are all)
#   OPENLINEAGE=1            add each task's OpenLineage events to $ACTE2_HOME/openlineage/events.jsonl
# Set-up (.venv, from requirements/lock.txt) is shared, and repeated only when the lock changes.

export MIRROR LIVE ADOPT ACTE2_DATABASE SOURCES FULL PERIMETERS GIVEN LOCAL PUBLISH_LOCAL OPENLINEAGE
# Tasks are processes of their own: without compiled modules each would spend seconds on imports.
unexport PYTHONDONTWRITEBYTECODE

PYTHON_BIN := .venv/bin/python
ACTE2_HOME ?= .acte2
FRACTION ?= 1/64
MADE_AT_RUN_TIME := airflow audit bench dbt exports landing lineage local logs mirror openlineage postgres postgres.lock postgres.new reports secrets site superset transfers
CACHES := .mypy_cache .pytest_cache .ruff_cache .hypothesis dbt_project/target dbt_project/logs

FAULT_TESTS := tests/faults $(addprefix tests/ingestion/test_,bad_input.py download.py faults_cells.py faults_reading.py property_loads.py property_readers.py transport.py)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run up down status url rollback backup restore export site superset lineage test faults check lint sbom audit bench docs lock clean distclean setup

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile

run: setup ## Fetch, load, build and release, and show the result; once
	@$(PYTHON_BIN) -m cli run

up: setup ## Keep Airflow running on its schedule, with its user interface
	@$(PYTHON_BIN) -m cli up

down: setup ## Stop Airflow and the embedded PostgreSQL
	@$(PYTHON_BIN) -m cli down

status: setup ## Say in ten lines what runs, what readers see, what failed, what is late
	@$(PYTHON_BIN) -m cli status || [ $$? -eq 3 ]

url: setup ## Print the readers' connection URL and nothing else
	@$(PYTHON_BIN) -m warehouse url

rollback: setup ## Let readers see the previous release again
	@$(PYTHON_BIN) -m warehouse rollback

backup: setup ## Keep what cannot be made again in a new folder, and print it (OUT=where backups lie)
	@$(PYTHON_BIN) -m warehouse backup $(if $(OUT),--out "$(OUT)")

restore: setup ## Bring a backup back onto an empty home (FROM=folder that `make backup` printed)
	@$(PYTHON_BIN) -m warehouse restore "$(FROM)"

export: setup ## Write the marts of the release that readers see as open files (OUT=folder)
	@$(PYTHON_BIN) -m exports $(if $(OUT),--out "$(OUT)")

site: setup ## Write the pages of towns, in French, from the release that readers see
	@$(PYTHON_BIN) -m pages site

superset: setup ## Serve the dashboards with Superset on 127.0.0.1 until Ctrl-C; installed the first time
	@$(PYTHON_BIN) -m dashboards serve

lineage: setup ## Write the lineage of columns, from publishers' headers to indicators, beside dbt's pages
	@$(PYTHON_BIN) -m cli lineage

test: setup ## Run every test
	@$(PYTHON_BIN) -m pytest

faults: setup ## Try every fault and attack of the campaign, and print a table by group
	@FAULTS=1 $(PYTHON_BIN) -m pytest -n 1 --durations=3 $(FAULT_TESTS)

check: lint ## lint, and the tests that need no database
	@$(PYTHON_BIN) -m pytest -m "not integration"

lint: setup ## Check style, types, SQL, YAML, secrets, and the rules of the dbt project
	@$(PYTHON_BIN) -m ruff check .
	@$(PYTHON_BIN) -m ruff format --check .
	@$(PYTHON_BIN) -m mypy
	@.venv/bin/yamllint --strict .
	@.ci/secrets
	@.venv/bin/sqlfluff lint --disable-progress-bar alarms centres cli dashboards expectations pages peers warehouse
	@.venv/bin/sqlfluff lint --disable-progress-bar --templater jinja dbt_project
	@.venv/bin/dbt --quiet parse --project-dir dbt_project --profiles-dir dbt_project
	@.venv/bin/dbt-bouncer run --config-file dbt_project/dbt-bouncer.yml

sbom: setup ## Write the list of packages that this version is made of (CycloneDX), and print its path
	@$(PYTHON_BIN) -m cli sbom

audit: setup ## Ask whether weaknesses of the locked packages are known; fails where it cannot ask
	@$(PYTHON_BIN) -m cli audit

bench: setup ## Measure loading against other ways, then the whole walk of a FRACTION of the nation
	@$(PYTHON_BIN) -m bench
	@$(PYTHON_BIN) -m bench.walk --fraction $(FRACTION)

docs: setup ## Write what follows from declarations, seeds and dbt's graph: pages, sheets, DAG files
	@$(PYTHON_BIN) -m cli docs

LOCKED := $(PYTHON_BIN) -m uv pip compile --quiet --universal --python-version 3.11 --no-header --generate-hashes
lock: setup ## Take changes of requirements/*.in into their locks
	@$(LOCKED) --output-file requirements/lock.txt requirements/environment.in
	@$(LOCKED) --output-file requirements/lineage.txt requirements/lineage.in
	@$(LOCKED) --no-deps --output-file requirements/openlineage.txt requirements/openlineage.in
	@$(LOCKED) --output-file requirements/superset.txt requirements/superset.in
	@$(LOCKED) --output-file requirements/kubernetes.txt requirements/kubernetes.in
	@$(LOCKED) --output-file requirements/bench.txt requirements/bench.in
	@$(LOCKED) --output-file requirements/store.txt requirements/store.in
	@$(LOCKED) --output-file requirements/workers.txt requirements/workers.in
	@$(LOCKED) --output-file requirements/audit.txt requirements/audit.in

clean: ## Stop the servers; remove all that runs and builds made, .venv excepted
	@if [ -x $(PYTHON_BIN) ]; then $(PYTHON_BIN) -m cli down; $(PYTHON_BIN) -m warehouse stop; fi >/dev/null
	@for made in $(MADE_AT_RUN_TIME); do rm -rf "$(ACTE2_HOME)/$$made"; done
	@if [ -d "$(ACTE2_HOME)" ]; then rmdir "$(ACTE2_HOME)"; fi
	@rm -rf $(CACHES)
	@find . -path ./.venv -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## Remove .venv as well
	@rm -rf .venv

setup:
	@sh requirements/setup.sh
