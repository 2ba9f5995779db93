"""Zone sets as texts, and what the rules find in them."""

from collections.abc import Mapping

import pytest

from zonelint import testing
from zonelint.lint.findings import INFO, Finding
from zonelint.lint.merge import merge_causes

RULES = testing.installed_rules()
"""Every rule that is installed, by name."""

NOISY_ON_EXAMPLES = {"mx-target-not-public", "spf-missing", "dmarc-missing", "null-mx-without-spf", "dkim-key-weak"}
"""Examples need addresses, and those set aside for them are not public; and they hold no more than what they show."""


STRICT = {name for name, rule in RULES.items() if not rule.default and rule.severity != INFO}
"""Rules of errors and warnings that are off by default."""


def switch_on_strict_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rules of `STRICT` run by default in the current test."""
    for name in STRICT:
        monkeypatch.setattr(RULES[name], "default", True)


def usual_rules() -> set[str]:
    """Return the names of the rules that run by default, those that are noisy on examples left out."""
    return {name for name, rule in RULES.items() if rule.default} - NOISY_ON_EXAMPLES


def lint(files: dict[str, str], *names: str) -> list[Finding]:
    """Write `files` into the current folder and return what the rules `names`, and the usual ones, find."""
    return lint_by(files, usual_rules() | set(names))


def shown(files: dict[str, str], *names: str) -> list[Finding]:
    """Return what `lint` finds as a report shows it: one finding for each cause."""
    return merge_causes(lint(files, *names))


def lint_by(
    files: Mapping[str, str], chosen: set[str], before: Mapping[str, str | None] | None = None
) -> list[Finding]:
    """Write `files` into the current folder and return what the rules `chosen` find, and no other.

    With `before`, the files that were otherwise before a change, it is what the change brings.
    """
    return testing.lint(files, *chosen, folder=".", before=before)
