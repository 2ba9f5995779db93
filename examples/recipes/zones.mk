# `make zones` checks all zones, `make zones-change` what the change since BASE brings.
ZONES ?= zones
BASE ?= origin/main
ZONELINT ?= zonelint

.PHONY: zones zones-change

zones:
	$(ZONELINT) check $(ZONES)

zones-change:
	$(ZONELINT) check --base "$$(git merge-base $(BASE) HEAD)" $(ZONES)
