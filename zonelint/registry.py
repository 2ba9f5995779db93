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

_MOST_OCTETS = 1 << 18


def load_rules() -> dict[str, Rule]:
    """Find every rule that is installed; returns name -> rule, sorted by theme and name.

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
                default, needs = _described(os.path.join(folder, theme, f"{name}.py"))
                yield Rule.to_import(f"{package}.{theme}.{name}", theme, default, needs)


def _described(file: str) -> tuple[bool, list[str]]:
    """Return `Rule.default` and `Rule.needs` of a rule, from the text of its module.

    To import all rules costs a small run more than everything else, and few of them find what they look for in it.
    """
    descriptor = os.open(file, os.O_RDONLY)
    try:
        text = os.read(descriptor, _MOST_OCTETS)
    finally:
        os.close(descriptor)
    is_off = b"\nDEFAULT = False\n" in text or (b'\nSEVERITY = "info"\n' in text and b"\nDEFAULT = True\n" not in text)
    return not is_off, _words_of(text, b"\nNEEDS = (") or _words_of(text, b"\nTYPES = (")


def _words_of(text: bytes, start: bytes) -> list[str]:
    """Return the strings of the tuple that begins with `start`."""
    _, found, rest = text.partition(start)
    return [word.decode() for word in rest[: rest.find(b")")].split(b'"')[1::2]] if found else []


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
