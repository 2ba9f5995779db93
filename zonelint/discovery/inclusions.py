"""Which files are parts of others: what zone files include, found without reading records."""

from zonelint.files.origins import included_names
from zonelint.files.zone_texts import UnreadableError
from zonelint.readers.includes import IncludeError, Includes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zonelint.files.paths import Tree
    from zonelint.files.walk import Entry
    from zonelint.files.zone_files import ZoneFile
    from zonelint.files.zone_texts import Texts


def all_included(
    tree: "Tree", texts: "Texts", zones: "Iterable[ZoneFile]", candidates: "Iterable[Entry]" = ()
) -> set[str]:
    """Return the real paths of all files that `zones` and the files `candidates` include, directly or not."""
    pending = [(zone.real_path, including(tree, zone)) for zone in zones]
    plain = Includes(tree.root, (), tree.allowed, source=tree.source)
    pending += [(entry.real_path, plain) for entry in candidates]
    included: set[str] = set()
    scanned: set[str] = set()
    while pending:
        path, includes = pending.pop()
        if path in scanned:
            continue
        scanned.add(path)
        for target in _includes_of(path, includes, texts):
            if target != path:
                included.add(target)
                pending.append((target, includes))
    return included


def including(tree: "Tree", zone: "ZoneFile") -> Includes:
    """Return what finds the files that `zone` includes."""
    return Includes(tree.root, zone.include_dirs, tree.allowed, zone.on_server, tree.source)


def _includes_of(path: str, includes: Includes, texts: "Texts") -> list[str]:
    try:
        names = texts.include_names(path, included_names)
    except (OSError, UnreadableError):
        return []
    found = []
    for name in names:
        try:
            found.append(includes.find(name, path))
        except (IncludeError, ValueError):
            continue  # the reader reports it
    return found
