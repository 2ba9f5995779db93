"""Packages of rules that others might install, written where a test can import them."""

import sys
from pathlib import Path
from textwrap import dedent

import pytest

from zonelint.lint.registry import entry_point_values

PACKAGE = "rules_of_others"
SOUND_RULE = '''\
"""A zone is there.

Why: so that the test sees a finding.
"""

from zonelint.dns.zone import Place

SEVERITY = "warning"


def check(context):
    for zone in context.namespace.zones.values():
        yield context.finding(Place.at(zone.source), "a zone", zone=zone.origin)
'''
"""A rule that finds something in every zone."""


def install(
    monkeypatch: pytest.MonkeyPatch, rules: dict[str, str], *, package: str = PACKAGE, alone: bool = False
) -> None:
    """Install `package` for the time of the test, with the modules `rules`: "theme/name" -> text.

    The rules of zonelint stay, unless it is to be there `alone`.
    """
    top = Path("site")
    for path, text in {"": "", **rules}.items():
        theme, _, name = path.partition("/")
        folder = top / package / theme
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
        if name:
            (folder / f"{name}.py").write_text(dedent(text), encoding="utf-8")
    monkeypatch.syspath_prepend(top.absolute())
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    values = [] if alone else list(entry_point_values())
    monkeypatch.setattr("zonelint.lint.registry.entry_point_values", lambda: iter([*values, package]))
