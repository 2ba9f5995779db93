"""Prints, as JSON, what each rule finds in its examples alone: run by tests in another interpreter."""

import json
import sys

from zonelint.testing import examples_of, installed_rules, lint


def main() -> None:
    """Run every example by itself."""
    found = []
    for rule in installed_rules().values():
        for example in examples_of(rule):
            for finding in lint(example.files, rule, before=example.before):
                place = (finding.path, finding.line, finding.rule, finding.severity)
                found.append((str(example), *place, finding.message, finding.help))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
