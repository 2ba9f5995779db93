# What a developer runs. Everything lands in $(VENV); a second run installs nothing again.
#
#   make demo         show what zonelint says about examples/broken and examples/fixed
#   make test         the tests that need no server and no network; takes some minutes
#   make test-peers   comparisons with real servers (BIND, NSD, Knot DNS, gdnsd, PowerDNS, Postfix, Exim)
#   make linear       time grows with the size of the input, for some 150 kinds of input; takes some minutes
#   make rule         write the frame of a new rule: make rule NAME=mail/mx-target-is-cname
#   make index        write rules/_index.py, after a rule came, went or changed what it needs
#   make bench        what zonelint costs beside others that read the same zones; BENCH=--big adds a million records
#   make fuzz         what strangers can write, fuzzed with coverage as the guide: make fuzz FUZZ="config 600"
#   make crater       what zonelint says about each repository below FOLDER="…", kept as OUT=crater.json; BEFORE=FILE, the
#                     OUT of an earlier run, shows what came and went since; ZONELINT=FILE runs another zonelint
#   make lint         ruff, mypy, import contracts; make format puts the layout right
#   make clean        remove the environment and all caches
#
# Another interpreter: make test PYTHON=python3.13 VENV=.venv-3.13

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= crater.json
ZONELINT ?= $(BIN)/zonelint

# Name servers and their checkers live in sbin, which an ordinary user's PATH leaves out.
export PATH := $(PATH):/usr/local/sbin:/usr/sbin:/sbin
PEERS := named named-checkconf named-checkzone nsd nsd-checkconf knotc kzonecheck unbound gdnsd pdns_server pdnsutil postfix ip unshare
PEER_PACKAGES := bind9 bind9-utils nsd knot knot-dnssecutils unbound gdnsd pdns-server pdns-backend-bind postfix iproute2 util-linux

.PHONY: demo test test-peers linear peers exim bench fuzz crater rule index lint format clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	@echo 'zonelint examples/broken'
	@echo
	@$(BIN)/zonelint check examples/broken; status=$$?; \
	  test $$status -eq 1 || { echo "expected exit status 1 (findings), got $$status" >&2; exit 1; }
	@echo
	@echo 'zonelint examples/fixed'
	@echo
	@$(BIN)/zonelint check examples/fixed

# By file, so that what a file's tests share (the hook's environment, the wheel) is made once.
test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist loadfile tests

test-peers: $(VENV)/.dev peers exim
	EXIM=$(VENV)/exim $(BIN)/python -m pytest tests/peers

# What disturbs a run makes it run again; -rP shows what was measured.
linear: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 -q -rP tests/linear

# An ordinary installation, as users have it: an editable one starts slower.
bench: $(VENV)/bench
	rm -rf build
	$</bin/python -m pip install --quiet .
	rm -rf build
	$</bin/python bench/measure.py $(BENCH)

$(VENV)/bench:
	$(PYTHON) -m venv $@

# What crashed lies in this folder, as crash-*; the same command with that file's folder as third word tries it again.
FUZZ ?= output 60
fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet 'atheris>=3'
	$(BIN)/python tests/fuzz/fuzz.py $(FUZZ)

crater: $(VENV)/.installed
	@test -n "$(FOLDER)" || { echo 'usage: make crater FOLDER="folders of repositories" [OUT=…] [BEFORE=…] [ZONELINT=…]' >&2; exit 2; }
	$(BIN)/python bench/crater.py --zonelint $(ZONELINT) --out $(OUT) $(if $(BEFORE),--before $(BEFORE)) $(FOLDER)

rule:
	@test -n "$(NAME)" || { echo 'usage: make rule NAME=theme/rule, such as mail/mx-target-is-cname' >&2; exit 2; }
	@$(PYTHON) -m zonelint.lint.rule_frame rules "$(NAME)"

# What the rules say of themselves, so that none is imported at start-up to know it.
index: $(VENV)/.dev
	$(BIN)/python -m zonelint.lint.rule_index > rules/_index.new
	mv rules/_index.new rules/_index.py

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict zonelint rules
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

peers:
	@missing=; for tool in $(PEERS); do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	  echo "missing:$$missing. Install BIND, NSD, Knot DNS, Unbound, gdnsd, PowerDNS and Postfix," \
	    "on Debian: apt-get install $(PEER_PACKAGES)" >&2; exit 1; \
	fi; \
	apt-get update -qq && \
	echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections && \
	RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
	  apt-get install -qq -y --no-install-recommends --no-remove $(PEER_PACKAGES)
# RUNLEVEL=1 keeps the packages from starting a server: the tests start their own. --no-remove keeps another mail
# server in its place, where there is one: then apt-get refuses.

# Debian has one mail server at a time, so Exim is only unpacked, with libraries that nothing else here needs. Where that
# fails, its tests are skipped, but for CI.
EXIM_PACKAGES := exim4-daemon-light libidn12 libgnutls-dane0 libunbound8
exim: $(VENV)/.dev
	@if [ -e $(VENV)/exim ] || ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq; fi; \
	folder=$$(mktemp -d $(VENV)/exim.XXXXXX) && chmod 755 $$folder && \
	(cd $$folder && apt-get download -qq $(EXIM_PACKAGES) && \
	  for package in *.deb; do dpkg -x $$package . && rm $$package || exit 1; done) && \
	mv $$folder $(VENV)/exim || { rm -rf $$folder; echo 'Exim cannot be fetched: its tests are skipped' >&2; }

$(VENV)/.pip:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	touch $@

$(VENV)/.installed: $(VENV)/.pip pyproject.toml
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
