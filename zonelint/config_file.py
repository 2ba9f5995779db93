"""The file of the configuration: which one holds, and what TOML it is."""

import os
import re

from zonelint.paths import decode_text, display_path
from zonelint.toml_lines import keys, most_dots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE_NAME = ".zonelint.toml"
PYPROJECT = "pyproject.toml"
SECTION = ("tool", "zonelint")
"""The table of a pyproject.toml that is the configuration."""

MAX_OCTETS = 1 << 20
"""Of a configuration file."""
MAX_DOTS = 50
"""In one key outside of quotes: tomllib takes a time for each key that grows with the parts of the table's name."""


class ConfigError(Exception):
    """The configuration cannot be used; the text says where and why, in one line."""


def find_config(start: str) -> str | None:
    """Return the configuration file that holds for the path `start`, or None.

    In the folder of `start` and in those above it: ``.zonelint.toml``, else a ``pyproject.toml`` that speaks of
    ``tool.zonelint``, well or badly. The nearest folder that has one wins.
    """
    folder = os.path.abspath(start)
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    while True:
        own = os.path.join(folder, FILE_NAME)
        if os.path.isfile(own):
            return own
        project = os.path.join(folder, PYPROJECT)
        if os.path.isfile(project) and _has_section(project):
            return project
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _has_section(path: str) -> bool:
    try:
        text = decode_text(_octets_of(path))
    except OSError:
        return False
    return SECTION[1] in text and SECTION in keys(text, len(SECTION))


def _octets_of(path: str) -> bytes:
    """Return what is in the file, or one octet more than it may hold; raises OSError."""
    with open(path, "rb") as file:
        return file.read(MAX_OCTETS + 1)


def text_of(path: str) -> str:
    """Return the text of the configuration file at `path`; raises ConfigError if it cannot be read or is too large."""
    shown = display_path(path)
    try:
        octets = _octets_of(path)
        size = os.path.getsize(path)
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror or error}") from None
    if len(octets) > MAX_OCTETS:
        raise ConfigError(f"{shown}: {max(size, len(octets))} octets are too many for a configuration: {MAX_OCTETS} do")
    return decode_text(octets)


def parse(path: str, text: str) -> "dict[str, Any]":
    """Return what the `text` of the file at `path` says; raises ConfigError if it is no TOML."""
    from tomllib import loads

    shown = display_path(path)
    line, dots = most_dots(text)
    if dots > MAX_DOTS:
        raise ConfigError(f"{shown}:{line}: a key of more than {MAX_DOTS} parts")
    try:
        return loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no TOMLDecodeError
        raise ConfigError(f"{shown}{_toml_place(error, text)}") from None


def _toml_place(error: Exception, text: str) -> str:
    match = re.fullmatch(r"(.*) \(at line ([0-9]+), column ([0-9]+)\)", str(error), re.DOTALL)
    if match:
        return f":{match[2]}: {match[1]}"
    last = text.rstrip().count("\n") + 1
    return f":{last}: {error}" if str(error).endswith("(at end of document)") else f": {error}"
