"""Finds the rules: packages named by entry points of the group ``zonelint.rules``.

A package holds a folder per theme, a theme a module per rule; names that begin with ``_`` are helpers. Rules of others
are imported when they are found. To import all of zonelint's own would cost a small run more than everything else, and
few of them find what they look for in it: what they say of themselves stands in the module ``_index`` of their package
(``make index`` writes it, a test compares), and each is imported when it is needed.
"""

import os
import sys

from zonelint.dns.modules import module_at
from zonelint.lint.rule import Rule, RuleError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    Index = Mapping[tuple[str, str], tuple[bool, Sequence[str]]]
    """Theme and name of a rule's module -> whether it runs unless asked otherwise, and what it needs."""

GROUP = "zonelint.rules"
OWN_PACKAGE = "zonelint_rules"
"""The package of the rules that zonelint comes with."""


class RuleConflict(Exception):  # noqa: N818 - it is the state of an installation, not a mistake of the code
    """Two rules of one name; the text says where they come from."""


def load_rules() -> dict[str, Rule]:
    """Find every rule that is installed; returns name -> rule, sorted by theme and name.

    Raises ImportError if a package that an entry point names cannot be imported or holds no folders, and RuleConflict
    if two rules have one name: each would hide what the other finds.
    """
    rules: dict[str, Rule] = {}
    for package in sorted(set(entry_point_values())):
        for rule in rules_of_package(package):
            other = rules.setdefault(rule.name, rule)
            if other is not rule:
                where = f"of the packages {other.package} and {rule.package}"
                if other.package == rule.package:
                    where = f"of the package {rule.package}, in its themes {other.theme} and {rule.theme}"
                raise RuleConflict(f"there are two rules {rule.name}, {where}: rename or uninstall one")
    return rules


def rules_of_package(package: str) -> "Iterator[Rule]":
    """Yield the rules below the import package `package`, theme by theme."""
    if package == OWN_PACKAGE:
        index: Index = module_at(f"{package}._index").RULES
        for (theme, name), (default, needs) in index.items():
            yield Rule.to_import(package, theme, name, default, needs)
        return
    for theme, name in modules_of(_imported(package)):
        yield _rule(package, theme, name)


def modules_of(package: "ModuleType") -> "Iterator[tuple[str, str]]":
    """Yield theme and name of each module of a rule in the folders of `package`; imports none of them."""
    for folder in getattr(package, "__path__", ()):
        if not os.path.isdir(folder):
            name = package.__name__
            raise ImportError(f"{name} lies in {folder}, which is not a folder: rules are not read from archives")
        for theme in _names_in(folder, directories=True):
            for name in _names_in(os.path.join(folder, theme), directories=False):
                yield theme, name


def _imported(package: str) -> "ModuleType":
    """Return the module `package`; raises ImportError, whatever goes wrong in it."""
    try:
        module = module_at(package)
    except ImportError:
        raise
    except Exception as error:
        raise ImportError(f"{package}: {type(error).__name__}: {error}") from error
    if not hasattr(module, "__path__"):
        raise ImportError(f"{package} is not a package with one folder for each theme of rules")
    return module


def _rule(package: str, theme: str, name: str) -> Rule:
    """Return the rule of a module, which is imported; one that fails runs, so that the run tells why."""
    rule = Rule.to_import(package, theme, name, True, ())
    try:
        return Rule(rule.module, theme)
    except RuleError:
        return rule


def _names_in(folder: str, directories: bool) -> list[str]:
    """Return the names of the themes in the `folder` of a package, or of the rules in that of a theme, sorted."""
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if not entry.name.startswith((".", "_"))]
    if directories:
        return sorted(entry.name for entry in found if entry.is_dir())
    return sorted(entry.name[:-3] for entry in found if entry.name.endswith(".py"))


def entry_point_values() -> "Iterator[str]":
    """Yield the package names that installed distributions give under ``zonelint.rules``.

    importlib.metadata does the same, but costs 40 ms to import (it pulls in email), more than all the rest
    of a small run: the files it would read are read here instead (entry points specification, packaging.python.org).
    """
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in [name for name in names if name.endswith((".dist-info", ".egg-info"))]:
            try:
                with open(os.path.join(folder, name, "entry_points.txt"), encoding="utf-8") as file:
                    text = file.read()
            except OSError:
                continue
            if GROUP in text:
                yield from _values_in(text)


def _values_in(text: str) -> "Iterator[str]":
    section = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == GROUP and "=" in line:
            yield line.partition("=")[2].strip()
