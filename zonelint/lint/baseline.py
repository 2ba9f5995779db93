"""The baseline: the findings that were there when somebody began to check, which are accepted until they are gone.

It is a file of text, one finding a line: rule, zone, owner, type, value. No line number and no path stands there, so an
entry holds when records move and files get other names, and git merges what two branches change. Only a finding of no
zone is known by its file, relative to the root. What has the same five words several times has a line for each.
"""

import os
import re
from collections import Counter

from zonelint.config.file import ConfigError
from zonelint.dns.places import START
from zonelint.dns.typos import suggestion
from zonelint.dns.zone import Place
from zonelint.files.bounds import Bounds
from zonelint.files.paths import decode_text, display_path, line_span
from zonelint.files.source import DISK
from zonelint.lint.findings import Finding, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from zonelint.config.settings import Settings
    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.files.source import Source
    from zonelint.lint.engine import Result
    from zonelint.lint.rule import Rule
    from zonelint.lint.views import Views

RULE = "stale-baseline-entry"

ALL, LOADED, NONE = "all", "loaded", "none"
"""Of which zones a run can tell that an entry is stale: of all, of those it read, of none."""

COMMENT = "#"
MAX_OCTETS = 64 * 1024 * 1024
MAX_VALUE = 200
"""Code points of a value; of a longer one the beginning and a digest are kept."""
_KEPT = 150
_FILE = "file:"
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""What git writes where it could not merge."""
_WORDS = 5
_RULE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FAULT = "is no entry of a baseline: rule, zone, owner, type, value"


class Entry:
    """One line: its number from 1, its words with one blank between them, and their first ones."""

    __slots__ = ("home", "line", "rule", "text")

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        self.text = text
        self.rule, self.home = text.split(" ", 2)[:2]


class Baseline:
    """The entries of one file.

    real_path  where it is
    source     its text, for findings
    """

    def __init__(self, real_path: str, source: "SourceFile") -> None:
        self.real_path = real_path
        self.source = source
        self.entries = list(_entries(source))


class Accepted:
    """What a baseline did to the findings of a run.

    path      the file, as reports show it
    entries   rule -> number of its entries
    accepted  rule -> number of findings that an entry accepts
    """

    def __init__(self, path: str, entries: "Counter[str]", accepted: "Counter[str]") -> None:
        self.path = path
        self.entries = entries
        self.accepted = accepted

    def as_object(self) -> dict[str, object]:
        """Return the counts as JSON shows them: by rule, those of most entries first."""
        rules = sorted(self.entries, key=lambda rule: (-self.entries[rule], rule))
        by_rule = {rule: {"entries": self.entries[rule], "accepted": self.accepted[rule]} for rule in rules}
        sums = {"entries": self.entries.total(), "accepted": self.accepted.total()}
        return {"path": self.path, **sums, "rules": by_rule}


def _entries(source: "SourceFile") -> "Iterable[Entry]":
    for number, line in enumerate(source.lines, 1):
        words = line.split()
        if not words or words[0].startswith(COMMENT):
            continue
        if line.startswith(_MARKERS):
            raise ConfigError(f"{source.path}:{number}: git left a conflict here: keep the lines of both sides")
        if len(words) < _WORDS or not _RULE.fullmatch(words[0]):
            raise ConfigError(f"{source.path}:{number}: this {_FAULT}")
        yield Entry(number, " ".join(words))


def baseline_path(settings: "Settings") -> str | None:
    """Return the absolute path of the baseline that the command line or the configuration names, or None."""
    if settings.named_baseline is not None:
        return settings.named_baseline
    if settings.baseline is None:
        return None
    return os.path.normpath(os.path.join(settings.root or os.getcwd(), settings.baseline))


def find_baseline(settings: "Settings", files: "Source" = DISK) -> Baseline | None:
    """Read the baseline of `settings`, if they name one; raises ConfigError if it cannot be used.

    One that the configuration names lies below the root. In a revision from before it came there is none.
    """
    path = baseline_path(settings)
    if path is None:
        return None
    named = settings.named_baseline is not None
    if named:
        files = DISK
    real = files.real_path(path)
    if not named and not Bounds(settings.root or os.getcwd()).hold(real):
        raise ConfigError(f"{display_path(path)}: the baseline of the configuration is to lie below its folder")
    if files is not DISK and not files.is_file(real):
        return None
    return read_baseline(path, real, files)


def read_baseline(path: str, real_path: str, files: "Source" = DISK) -> Baseline:
    """Read the baseline at the absolute `path`; raises ConfigError if there is none, naming file and line."""
    from zonelint.dns.places import SourceFile

    shown = display_path(path)
    try:
        octets = files.octets(real_path, MAX_OCTETS)
    except FileNotFoundError:
        raise ConfigError(f"{shown}: there is no such baseline: --write-baseline writes one") from None
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror or error}") from None
    text = decode_text(octets)
    return Baseline(real_path, SourceFile(shown, real_path, lambda: text, line_span))


# -- what an entry says of a finding ---------------------------------------------------------------------------------


class Homes:
    """Where findings are at home: in a zone, or in a file that is none.

    root  the folder that the paths of files are relative to
    """

    def __init__(self, zones: "Iterable[Zone]", root: str) -> None:
        self.root = root
        self.zones: dict[str, Zone] = {}
        origins: dict[str, set[str]] = {}
        for zone in zones:
            self.zones.setdefault(zone.origin, zone)
            if zone.source is not None:
                origins.setdefault(zone.source.path, set()).add(zone.origin)
        self._of_one = {path: next(iter(found)) for path, found in origins.items() if len(found) == 1}

    def of(self, finding: Finding) -> str:
        """Return the zone of `finding`, or the one zone that its file holds, or else the file."""
        zone = finding.zone or self._of_one.get(finding.path)
        if zone:
            return zone
        path = os.path.relpath(finding.place.source.real_path or finding.path, self.root)
        return _FILE + path.replace(os.sep, "/")

    def entry(self, finding: Finding) -> str:
        """Return the line by which a baseline knows `finding`."""
        words = (finding.rule, self.of(finding), finding.owner or "", finding.type or "")
        return " ".join((*map(_word, words), _value(finding.value)))


def _word(text: str) -> str:
    return "".join(_printable(text).split()) or "-"


def _value(text: str) -> str:
    """Return `text` with one blank between words; a long one is cut, and a digest of all of it is added."""
    if len(text) > MAX_VALUE:
        from hashlib import blake2b

        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        text = f"{text[:_KEPT]}… {digest}"
    return " ".join(_printable(text).split()) or "-"


def _printable(text: str) -> str:
    """Return `text` without what a terminal, an editor or git might take for something else."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char.isspace() else f"\\u{ord(char):04x}" for char in text)


# -- what it does to a run -------------------------------------------------------------------------------------------


def accept_known(
    result: "Result",
    views: "Views",
    rules: "Mapping[str, Rule]",
    chosen: "Collection[str]",
    judged: str = ALL,
    root: str = "",
) -> Accepted | None:
    """Take the findings off `result` that the baseline of the settings knows, and add one for each stale entry.

    `chosen` are the rules that ran, `judged` says of which zones an entry can be stale. Returns None where there is no
    baseline. Raises ConfigError if it cannot be used.
    """
    settings, zone_set = views.settings, views.zone_set
    baseline = find_baseline(settings, zone_set.source)
    if baseline is None:
        return None
    homes = Homes(zone_set.zones, settings.root or root or os.getcwd())
    left, accepted = _left(result.findings, baseline.entries, homes)
    findings = left[0]
    if RULE in chosen:
        severity = settings.severity.get(RULE) or rules[RULE].severity
        ran = set(chosen) - result.failures.names
        stale = _Stale(baseline, homes, rules, ran, judged, severity)
        findings += [finding for entry in left[1] if (finding := stale.finding(entry)) is not None]
        findings.sort(key=Finding.sort_key)
    result.findings = findings
    return Accepted(baseline.source.path, Counter(entry.rule for entry in baseline.entries), accepted)


def _left(
    findings: "Sequence[Finding]", entries: "Sequence[Entry]", homes: Homes
) -> "tuple[tuple[list[Finding], list[Entry]], Counter[str]]":
    """Return the findings without an entry, the entries without a finding, and by rule how many met."""
    waiting: dict[str, list[Entry]] = {}
    for entry in reversed(entries):
        waiting.setdefault(entry.text, []).append(entry)
    rules = {entry.rule for entry in entries}
    accepted: Counter[str] = Counter()
    kept = []
    for finding in findings:
        alike = waiting.get(homes.entry(finding)) if finding.rule in rules else None
        if alike:
            alike.pop()
            accepted[finding.rule] += 1
        else:
            kept.append(finding)
    unused = sorted((entry for alike in waiting.values() for entry in alike), key=lambda entry: entry.line)
    return (kept, unused), accepted


class _Stale:
    """Makes findings of entries that no finding needs any more."""

    def __init__(
        self,
        baseline: Baseline,
        homes: Homes,
        rules: "Mapping[str, Rule]",
        ran: "Collection[str]",
        judged: str,
        severity: str,
    ) -> None:
        self.source = baseline.source
        self.homes = homes
        self.rules = rules
        self.ran = ran
        self.judged = judged
        self.severity = severity

    def finding(self, entry: Entry) -> Finding | None:
        """Return what is to be said of an `entry` that was not needed; None if that is not known."""
        zone = self.homes.zones.get(entry.home)
        if entry.rule not in self.rules:
            message = f"there is no rule {entry.rule!r}{suggestion(entry.rule, self.rules)}"
        elif entry.rule not in self.ran or self.judged == NONE or (self.judged == LOADED and zone is None):
            return None
        else:
            message = f"{entry.rule} no longer reports this in {entry.home}"
        place = Place.at(self.source, line_span(self.source, entry.line))
        return Finding(
            RULE,
            self.severity,
            message,
            place,
            [Related(_place_of(zone), "the zone")] if zone is not None else (),
            zone=entry.home if zone is not None else None,
            help="delete the line; `zonelint --prune-baseline` deletes all such lines",
            value=entry.text,
            cause=f"{RULE} {self.source.path}",
        )


def _place_of(zone: "Zone") -> Place:
    """Return the SOA record of a zone that was read, else the beginning of its file."""
    if zone.soa is not None:
        return Place.of(zone.soa)
    assert zone.source is not None
    return Place.at(zone.source, START)
