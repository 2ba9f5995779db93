"""Zone sets as texts, and what the rules find in them."""

from pathlib import Path

import pytest

from zonelint.config.settings import Settings, load
from zonelint.discovery.search import discover
from zonelint.lint import engine, views
from zonelint.lint.findings import INFO, Finding
from zonelint.lint.merge import merge_causes
from zonelint.lint.registry import load_rules

RULES = load_rules()
"""Every rule that is installed, by name."""

NOISY_ON_EXAMPLES = {"mx-target-not-public", "spf-missing", "dmarc-missing", "null-mx-without-spf", "dkim-key-weak"}
"""Examples need addresses, and those set aside for them are not public; and they hold no more than what they show."""


STRICT = {name for name, rule in RULES.items() if not rule.default and rule.severity != INFO}
"""Rules of errors and warnings that are off by default."""


def switch_on_strict_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rules of `STRICT` run by default in the current test."""
    for name in STRICT:
        monkeypatch.setattr(RULES[name], "default", True)


def lint(files: dict[str, str], *names: str) -> list[Finding]:
    """Write `files` into the current folder and return what the rules `names`, and those that run by default, find."""
    return lint_by(files, {name for name, rule in RULES.items() if rule.default} - NOISY_ON_EXAMPLES | set(names))


def shown(files: dict[str, str], *names: str) -> list[Finding]:
    """Return what `lint` finds as a report shows it: one finding for each cause."""
    return merge_causes(lint(files, *names))


def lint_by(files: dict[str, str], chosen: set[str]) -> list[Finding]:
    """Write `files` into the current folder and return what the rules `chosen` find, and no other."""
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = load(".zonelint.toml") if ".zonelint.toml" in files else Settings()
    found = views.load(discover([] if settings.path else ["."], settings), settings)
    return engine.run(found, RULES, chosen).findings
