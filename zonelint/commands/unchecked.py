"""What a run found and did not check, said on standard error: a green run means that what is there was checked."""

import os
import re
from collections import Counter

from zonelint.commands.show import some_of
from zonelint.dns.patterns import late
from zonelint.files.encryption import LFS, kind_of
from zonelint.files.zone_files import EMPTY, NO_ORIGIN, PRIMARY, TEST_DATA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from zonelint.dns.zone import Zone
    from zonelint.files.source import Source
    from zonelint.files.zone_files import Discovery, Ignored
    from zonelint.files.zone_texts import Texts
    from zonelint.lint.inputs import Inputs

NAMED = 3
"""How many of the files that were passed over are named."""

_UNREAD = (
    "a copy of ",
    "a link ",
    "a broken link",
    "a binary zone file",
    "neither a file nor a folder",
    EMPTY,
    TEST_DATA,
)

# Zones that somebody else holds: nobody expects a check of these.
_OF_OTHERS = ("forward", "stub", "static-stub", "delegation-only", "in-view")
_KINDS = {PRIMARY: "whose file is missing", LFS: "kept by Git LFS"}
_STOCK_NAME = late(r"empty|localhost|loopback")
_STOCK_SOA = late(r"\sSOA\s+(?:localhost\.|@)\s+(?:(?:root|nobody)\.localhost|rname\.invalid)\.\s", re.IGNORECASE)
_PLACEHOLDER = late(r"\{\{|\{%|\$\{|<%")


def sentences(found: "Inputs") -> "Iterator[str]":
    """Yield what is to be said: how many zones are known without their records, or in part; what was passed over."""
    discovery = found.discovery
    if discovery is None or discovery.focus is not None:
        return  # of the paths that a report is narrowed to discovery speaks itself
    kinds = _unchecked_kinds(discovery, {zone.origin for zone in found.zone_set.zones})
    if kinds:
        count = sum(number for number, _ in kinds.values())
        subject = "1 zone was not checked: its" if count == 1 else f"{count} zones were not checked: their"
        by_kind = ", ".join(_about_kind(kind, *of_kind) for kind, of_kind in kinds.items())
        yield f"{subject} records cannot be read: {by_kind}"
    if found.zone_set.older:
        yield _about_older(found.zone_set.older)
    unloaded = discovery.unloaded
    if unloaded:
        yield _about_unloaded(unloaded)
    if found.zone_set.in_part:
        yield _about_includes(found.zone_set.in_part)
    passed = passed_over(discovery)
    if passed:
        _, missing = kinds.get(PRIMARY, (0, []))
        yield _about_one(passed[0], missing) if len(passed) == 1 else _about_files(passed)


def _about_kind(kind: str, number: int, origins: "Sequence[str]") -> str:
    """Return how many zones are of a kind, and which of them lack their file: that may be a slip."""
    named = f" ({some_of(origins, NAMED)})" if kind == PRIMARY and origins else ""
    return f"{number} {_KINDS.get(kind, kind)}{named}"


def _about_older(older: "Mapping[Zone, str]") -> str:
    """Return which files hold an older state of zones, and where the newer one of the first is."""
    paths = {zone.source.path: newer for zone, newer in older.items() if zone.source is not None}
    first, newer = next(iter(paths.items()))
    if len(paths) == 1:
        return f"{first} was not checked: {newer} holds a newer state of the zone"
    return f"{len(paths)} files were not checked: others hold a newer state of their zones, as {newer} does of {first}"


def _about_unloaded(paths: "Sequence[str]") -> str:
    """Return which zone files no server loads, though an index names others beside them: `paths`."""
    subject, them = ("1 zone file was", "it") if len(paths) == 1 else (f"{len(paths)} zone files were", "them")
    return f"{subject} checked without the others, because no index names {them}: {some_of(paths, NAMED)}"


def _about_includes(in_part: "Mapping[str, Collection[str]]") -> str:
    """Return which zones include files that are not here: `in_part`, name of a file -> origins."""
    zones = {origin for origins in in_part.values() for origin in origins}
    subject = (
        "1 zone was only partly checked: it includes"
        if len(zones) == 1
        else (f"{len(zones)} zones were only partly checked: they include")
    )
    return f"{subject} files that are not in the repository: {some_of(sorted(in_part), NAMED)}"


def nothing_found(found: "Inputs") -> str:
    """Return that no zone was found, and where was looked; empty if one was, be it declared only, or encrypted."""
    discovery = found.discovery
    if found.zone_set.zones or discovery is None or discovery.declared or discovery.closed:
        return ""
    sources = found.settings.sources or [os.path.relpath(discovery.root)]
    where = sources if found.settings.path is not None else found.paths or ["."]
    return f"no zone was found in {', '.join(where)}"


def _unchecked_kinds(discovery: "Discovery", checked: "Collection[str]") -> dict[str, tuple[int, list[str]]]:
    """Return how many zones of which kind are known without their records, and their origins, where these are known.

    A zone of several views counts once. `checked` are the origins of the zones that were read.
    """
    if not (discovery.declared or discovery.closed):
        return {}
    from zonelint.dns.stock_zones import is_stock

    origins: dict[str, str] = {}
    for zone in discovery.declared:
        is_guess = zone.kind == PRIMARY and zone.index is None  # a finding says that it is not clear which zone it is
        if not is_guess and (not checked or (zone.kind not in _OF_OTHERS and not is_stock(zone.origin, zone.file))):
            origins.setdefault(zone.origin, zone.kind)
    kinds: dict[str, list[str]] = {}
    for origin, kind in origins.items():
        if origin not in checked:
            kinds.setdefault(kind, []).append(origin)
    counts = {kind: (len(found), found) for kind, found in kinds.items()}
    if not (checked or counts):
        # Which of the files are zones nobody can tell.
        counts = {
            kind: (number, []) for kind, number in Counter(kind_of(entry.why) for entry in discovery.closed).items()
        }
    return dict(sorted(counts.items(), key=lambda item: -item[1][0]))


# -- files that look like zones ---------------------------------------------------------------------------------------


def _about_one(passed: "Ignored", missing: "Sequence[str]") -> str:
    """Return why a file was not checked; it may be that of the one zone whose file is `missing`."""
    why = passed.why
    if len(missing) == 1 and why.startswith(NO_ORIGIN):
        why = f"{NO_ORIGIN}; if it is {missing[0]}, name it: --zone {missing[0]}={passed.path}"
    return f"{passed.path} was not checked: {why}"


def _about_files(passed: "Sequence[Ignored]") -> str:
    named = some_of([path for path, _ in passed], NAMED)
    return f"{len(passed)} files look like zones and were not checked: {named}; `zonelint inventory` says why"


def passed_over(discovery: "Discovery") -> "list[Ignored]":
    """Return the files that look like zones."""
    from zonelint.files.zone_texts import Texts

    files = discovery.source
    texts = Texts(files)
    told = {problem.source.path for problem in discovery.problems}
    read = {path for zone in discovery.zones for path in zone.real_paths}
    return [
        entry
        for entry in discovery.ignored
        # What an index names and nobody has is no path here: only what was found is worth a word.
        if entry.path not in told
        and _is_worth_a_word(entry, texts, files)
        and files.real_path(os.path.abspath(entry.path)) not in read
    ]


def _is_worth_a_word(entry: "Ignored", texts: "Texts", files: "Source") -> bool:
    """Tell whether a file looks like a zone of the user's own that nothing else says is not checked.

    What the configuration and git leave out, old copies, templates, a server's own files and what a distribution
    brings along are not.
    """
    if entry.why.startswith(NO_ORIGIN):
        return _is_a_zone_of_the_user(entry.path, texts, files)
    from zonelint.files.origins import name_says_zone

    return entry.why.startswith(_UNREAD) and name_says_zone(os.path.basename(entry.path))


def _is_a_zone_of_the_user(path: str, texts: "Texts", files: "Source") -> bool:
    """Tell whether a zone without origin is no template, and nothing that a distribution brings along."""
    from zonelint.files.origins import has_record
    from zonelint.files.zone_texts import UnreadableError

    if _STOCK_NAME.search(os.path.basename(path).lower()):
        return False
    try:
        text = texts.head(files.real_path(os.path.abspath(path)))
    except (OSError, UnreadableError):
        return True
    return has_record(text) and not any(pattern.search(text) for pattern in (_STOCK_SOA, _PLACEHOLDER))
