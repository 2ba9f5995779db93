"""Finds the rules: packages named by entry points of the group ``zonelint.rules``.

The built-in rules are found the same way as anybody else's, so nothing is privileged. A package holds a
folder per theme, a theme a module per rule; names that begin with ``_`` are helpers.
"""

import os
import sys
from importlib import import_module

from zonelint.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

GROUP = "zonelint.rules"


def load_rules() -> dict[str, Rule]:
    """Import every rule that is installed; returns name -> rule, sorted by theme and name.

    Raises ImportError if a package that an entry point names cannot be imported.
    """
    rules: dict[str, Rule] = {}
    for package in sorted(set(entry_point_values())):
        for rule in rules_of_package(package):
            rules.setdefault(rule.name, rule)
    return rules


def rules_of_package(package: str) -> "Iterator[Rule]":
    """Yield the rules below the import package `package`, theme by theme."""
    root = import_module(package)
    for folder in root.__path__:
        for theme in _names(folder, directories=True):
            for name in _names(os.path.join(folder, theme), directories=False):
                path = f"{package}.{theme}.{name}"
                if _is_on_request(os.path.join(folder, theme, f"{name}.py")):
                    yield Rule.on_request(path, theme)
                else:
                    yield Rule(import_module(path), theme)


def _is_on_request(file: str) -> bool:
    """Tell from the text of a rule's module whether it is off by default: to import them all costs a run too much."""
    with open(file, encoding="utf-8") as text:
        lines = text.read()
    return "\nDEFAULT = False\n" in lines or ('\nSEVERITY = "info"\n' in lines and "\nDEFAULT = True\n" not in lines)


def _names(folder: str, directories: bool) -> list[str]:
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
            with os.scandir(folder or ".") as entries:
                distributions = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for distribution in distributions:
            try:
                with open(os.path.join(distribution, "entry_points.txt"), encoding="utf-8") as file:
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
