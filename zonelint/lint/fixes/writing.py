"""Puts what came of fixes into the files, one after the other: each is the old or the new one at any time."""

import os
from contextlib import contextmanager

from zonelint.files.edits import alone_in, remove_strays, replace_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zonelint.lint.inputs import Inputs


@contextmanager
def alone(found: "Inputs") -> "Iterator[None]":
    """Keep other runs away from the set that was `found`, and take away what killed ones left there. Raises OSError."""
    assert found.discovery is not None
    with alone_in(found.discovery.root):
        for folder in sorted(_folders(found)):
            remove_strays(folder)
        yield


def _folders(found: "Inputs") -> set[str]:
    """Return the real paths of all folders that hold files of the set."""
    assert found.discovery is not None
    paths = {path for zone in found.discovery.zones for path in zone.real_paths}
    zones = found.zone_set.zones
    # Included files are known by their records alone.
    paths.update(
        path
        for source in {record.source for zone in zones for rtype in zone.types for record in zone.records(rtype)}
        if (path := source.real_path)
    )
    return {os.path.dirname(path) for path in paths}


def write_all(texts: "Mapping[str, tuple[bytes, bytes]]") -> dict[str, str]:
    """Write each of `texts`, real path -> (what is in the file, what is to be); returns why some were not written."""
    failed = {}
    for path, (old, new) in texts.items():
        try:
            replace_octets(path, old, new)
        except OSError as error:
            failed[path] = error.strerror or str(error)
    return failed
