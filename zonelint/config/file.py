"""The file of the configuration: which one holds, and what TOML it is."""

import errno
import os
import re

from zonelint.files.bounds import Bounds, git_top, real_inside
from zonelint.files.paths import decode_text, display_path
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILE_NAME = "zonelint.toml"
HIDDEN_NAME = ".zonelint.toml"
PYPROJECT = "pyproject.toml"
SECTION = ("tool", "zonelint")
"""The table of a pyproject.toml that is the configuration."""

MAX_OCTETS = 1 << 20
"""Of a configuration file."""
MAX_DOTS = 50
"""In one key outside of quotes: tomllib takes a time for each key that grows with the parts of the table's name."""


class ConfigError(Exception):
    """The configuration cannot be used; the text says where and why, in one line."""


def find_config(start: str, source: Source = DISK) -> str | None:
    """Return the configuration file of `source` that holds for the path `start`, or None.

    In the folder of `start` and in those above it, up to the top of the git work tree: ``zonelint.toml``,
    ``.zonelint.toml``, or a ``pyproject.toml`` that speaks of ``tool.zonelint``, well or badly. The nearest folder that
    has one wins. Raises ConfigError if it has two, or if its file is a link out of its folder, or no regular file.
    """
    folder = os.path.abspath(start)
    if not source.is_folder(folder):
        folder = os.path.dirname(folder)
    top = git_top(folder, source)
    bounds = Bounds(source.real_path(top or "/"))
    while True:
        paths = (os.path.join(folder, name) for name in (FILE_NAME, HIDDEN_NAME, PYPROJECT))
        there = [path for path in paths if source.has(path)]
        # A folder may be a link out of the work tree: nothing in it is the repository's.
        if there and bounds.hold(source.real_path(folder)):
            found = [path for path in there if _is_config(path, bounds, source)]
            if len(found) > 1:
                names = " and ".join(os.path.basename(path) for path in found[:2])
                raise ConfigError(f"{display_path(folder)}: {names} are both configurations: keep one of them")
            if found:
                return found[0]
        above = os.path.dirname(folder)
        if folder in (top, above):
            return None
        folder = above


def _is_config(path: str, bounds: Bounds, source: Source) -> bool:
    """Tell whether the file at `path` is a configuration; `bounds` are those of the work tree. Raises ConfigError."""
    if source.is_folder(path):
        return False
    if os.path.basename(path) != PYPROJECT:
        resolve(path, source)
        return True
    real = source.real_path(path)
    if not bounds.hold(real):
        resolve(path, source)
    try:
        text = decode_text(source.octets(real, MAX_OCTETS))
    except OSError as error:
        if error.errno == errno.EINVAL:
            raise ConfigError(f"{display_path(path)}: cannot be read: {error.strerror}") from None
        return False
    if SECTION[1] not in text:
        return False
    from zonelint.config.toml_lines import keys

    found = SECTION in keys(text, len(SECTION))
    if found:
        resolve(path, source)
    return found


def resolve(path: str, source: Source = DISK) -> tuple[str, str]:
    """Return the real paths of the folder in which the configuration file at `path` lies, and of the file.

    The folder is the root: raises ConfigError if the file is a link that leads out of there.
    """
    path = os.path.abspath(path)
    folder, real = real_inside(os.path.dirname(path), source), source.real_path(path)
    if folder is None or not Bounds(folder).hold(real):
        raise ConfigError(f"{display_path(path)}: a link out of its folder is not a configuration")
    return folder, real


def text_of(path: str, source: Source = DISK) -> str:
    """Return the text of the configuration file at `path`; raises ConfigError if it cannot be read or is too large."""
    shown = display_path(os.path.abspath(path))
    try:
        octets, size = source.beginning(resolve(path, source)[1], MAX_OCTETS + 1)
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror or error}") from None
    if len(octets) > MAX_OCTETS:
        raise ConfigError(f"{shown}: {max(size, len(octets))} octets are too many for a configuration: {MAX_OCTETS} do")
    return decode_text(octets)


def parse(path: str, text: str) -> "dict[str, Any]":
    """Return what the `text` of the file at `path` says; raises ConfigError if it is no TOML."""
    from tomllib import loads

    from zonelint.config.toml_lines import most_dots

    shown = display_path(path)
    line, dots = most_dots(text, MAX_DOTS)
    if dots > MAX_DOTS:
        raise ConfigError(f"{shown}:{line}: a key of more than {MAX_DOTS} parts")
    try:
        return loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is not a TOMLDecodeError
        raise ConfigError(f"{shown}{_toml_place(error, text)}") from None


def _toml_place(error: Exception, text: str) -> str:
    match = re.fullmatch(r"(.*) \(at line ([0-9]+), column ([0-9]+)\)", str(error), re.DOTALL)
    if match:
        return f":{match[2]}: {match[1]}"
    last = text.rstrip().count("\n") + 1
    return f":{last}: {error}" if str(error).endswith("(at end of document)") else f": {error}"
