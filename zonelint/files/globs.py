"""Paths that match a pattern: ``*``, ``?`` and ``[…]`` within a name, ``**`` for folders in any number."""

import re
from fnmatch import translate

from zonelint.files.source import LINK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zonelint.files.paths import Tree

_MAGIC = re.compile(r"[*?[]")
_ANY_FOLDERS = "**"


def matching(pattern: str, tree: "Tree") -> list[str]:
    """Return the paths that the absolute `pattern` matches, each once, in no order.

    As the shell has it, ``*`` and ``**`` mean no name that begins with a dot. Of a folder outside of what may be read
    no name is told; if it is reached by a link, the path of the link stands for what it holds.
    """
    paths = ["/"]
    for part in pattern.strip("/").split("/"):
        paths = list(dict.fromkeys(path for folder in paths for path in _matching(folder, part, tree)))
    return paths


def _matching(folder: str, part: str, tree: "Tree") -> "Iterator[str]":
    if part == _ANY_FOLDERS:
        yield from _folders(folder, tree)
    elif not _MAGIC.search(part):
        path = _join(folder, part)
        if tree.source.has(path):
            yield path
    elif _leads_outside(folder, tree):
        yield folder
    else:
        matches = _matcher(part)
        yield from (_join(folder, name) for name in _entries(folder, tree) if matches(name))


def _matcher(part: str) -> "Callable[[str], object]":
    match = re.compile(translate(part)).match
    return match if part.startswith(".") else lambda name: not name.startswith(".") and match(name)


def _folders(folder: str, tree: "Tree") -> "Iterator[str]":
    """Yield `folder` and all that lies below it, whatever it is; nothing twice by way of links."""
    pending, seen = [folder] if tree.source.is_folder(folder) else [], set()
    while pending:
        path = pending.pop()
        yield path
        if _leads_outside(path, tree):
            continue
        real = tree.real_folder(path)
        if real is not None and real not in seen:
            seen.add(real)
            pending += [_join(path, name) for name in tree.entries(real) if not name.startswith(".")]


def _entries(folder: str, tree: "Tree") -> "list[str]":
    real = tree.real_folder(folder)
    return list(tree.entries(real)) if real is not None else []


def _leads_outside(path: str, tree: "Tree") -> bool:
    return tree.source.kind(path) == LINK and not tree.may_read(tree.source.real_path(path))


def _join(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"
