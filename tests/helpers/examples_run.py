"""Prints, as JSON, what each rule finds in its examples alone: run by tests in another interpreter."""

import json
import os
import sys
from tempfile import TemporaryDirectory

from linting import RULES, lint_by


def main() -> None:
    """Run every example by itself, in a folder of its own."""
    found = []
    for rule in RULES.values():
        for kind in ("BAD", "GOOD"):
            for number, files in enumerate(getattr(rule.module, kind)):
                with TemporaryDirectory() as folder:
                    os.chdir(folder)
                    for finding in lint_by(files, {rule.name}):
                        place = (finding.path, finding.line, finding.rule, finding.severity)
                        found.append((rule.name, kind, number, *place, finding.message, finding.help))
                    os.chdir("/")
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
