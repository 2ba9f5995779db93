"""The configuration that `zonelint init` writes: what a look at the repository shows, and how to say the rest.

What is certain stands there as a setting; what only the user knows, as a comment that can be made one.
"""

import os
import re

from zonelint.commands.settings import toml
from zonelint.commands.show import some_of
from zonelint.commands.unchecked import passed_over
from zonelint.config.settings import Settings
from zonelint.discovery.search import discover
from zonelint.dns.names import is_reverse, parent, reverse_name
from zonelint.files.source import DISK
from zonelint.files.zone_files import NO_ORIGIN, SNAPSHOT_NAME
from zonelint.lint import views
from zonelint.lint.inputs import Inputs, views_of
from zonelint.mail.internal import is_documentation_name, is_internal_name
from zonelint.mail.txt_records import is_spf
from zonelint.output.escape import visible_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.dns.zone import Zone

SCHEMA_NAME = "zonelint.schema.json"
NAMED = 5
"""How many of a kind a comment names."""

# Folders and files that nobody serves any more.
_OLD = re.compile(
    r"(?:.*[._ -])?(?:old|older|outdated|archived?|archives|attic|backups?|bak|deprecated|obsolete|retired|orig)"
    r"|previous.*",
    re.IGNORECASE,
)
# Folders of what may be no data of one's own.
_TRIAL = re.compile(r"tests?|testdata|test[_-]data|fixtures?|examples?|samples?|demos?", re.IGNORECASE)
_NOT_PUBLIC = "-not-public"


class FirstConfig:
    """A look at the folder of the absolute path `folder`; raises NothingToLint if there is no zone below it."""

    def __init__(self, folder: str) -> None:
        self.folder = os.path.realpath(folder)
        self.exclude: dict[str, str] = {}
        self.found = self._read()
        self.exclude = self._to_exclude()
        if self.exclude:
            self.found = self._read()
        self.internal = self._to_call_internal()

    def _read(self) -> Inputs:
        settings = Settings()
        settings.root = self.folder
        settings.exclude = list(self.exclude)
        discovery = discover([self.folder], settings)
        return Inputs([self.folder], settings, discovery, views.load(discovery, settings))

    # -- what is out of place ----------------------------------------------------------------------------------------

    def _to_exclude(self) -> dict[str, str]:
        """Return pattern -> why it is excluded; what is left is not empty."""
        reasons = {zone: found for zone in self._zones() if (found := self._aside(zone)) is not None}
        rest = [zone for zone in self._zones() if zone not in reasons]
        if not rest:
            return {}
        elsewhere = {zone.origin for zone in rest}
        by_pattern: dict[str, list[Zone]] = {}
        for zone, (pattern, _) in reasons.items():
            by_pattern.setdefault(pattern, []).append(zone)
        patterns = dict(reasons.values())
        return {
            pattern: patterns[pattern]
            for pattern, zones in sorted(by_pattern.items())
            if patterns[pattern] != _TRIAL_REASON or all(_is_for_trial(zone, elsewhere) for zone in zones)
        }

    def _zones(self) -> "Iterator[Zone]":
        yield from (zone for zone in self.found.zone_set.zones if zone.source is not None)

    def _aside(self, zone: "Zone") -> "tuple[str, str] | None":
        """Return the pattern of the folder or file that takes `zone` out of the way, and why; None if nothing does."""
        path = self._path(zone)
        *folders, name = path.split("/")
        for pattern, why in ((_OLD, "not served any more, by its name"), (_TRIAL, _TRIAL_REASON)):
            for number, folder in enumerate(folders, 1):
                above = "/".join(folders[:number]) + "/"
                if pattern.fullmatch(folder) and not self._is_named_from_outside(zone, above):
                    return "/" + _escaped(above), why
        if zone.named_at is None and _OLD.fullmatch(name) and "." in name.strip("."):
            return "/" + _escaped(path), "not served any more, by its name"
        return None

    def _is_named_from_outside(self, zone: "Zone", folder: str) -> bool:
        """Tell whether an index that lies outside of `folder` names the file of `zone`, which lies in it."""
        if zone.named_at is None:
            return False
        return not self._relative(zone.named_at.source.real_path).startswith(folder)

    def _to_call_internal(self) -> dict[str, int]:
        """Return origin -> number of its addresses, all private, of zones in which rules miss public ones."""
        from zonelint.lint import engine
        from zonelint.lint.checking import installed_rules

        rules = installed_rules()
        chosen = {name for name, rule in rules.items() if rule.default and name.endswith(_NOT_PUBLIC)}
        concerned = {finding.zone for finding in engine.run(self.found.views, rules, chosen).findings}
        return {zone.origin: count for zone in self._zones() if zone.origin in concerned and (count := _private(zone))}

    # -- the text ----------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the configuration."""
        parts = (self._head(), self._sources(), self._excluded(), self._inside(), self._others())
        lines = ["".join(f"{line}\n" for line in part) for part in parts]
        return "\n".join(part for part in lines if part) + _REST + "".join(f"{line}\n" for line in self._origins())

    def _head(self) -> "Iterator[str]":
        if os.path.isfile(os.path.join(self.folder, SCHEMA_NAME)):
            yield f"#:schema ./{SCHEMA_NAME}"
        yield "# Configuration of zonelint. `zonelint --show-settings` shows all settings."

    def _sources(self) -> "Iterator[str]":
        found = self.found
        zones = found.zone_set.zones
        reverse = sum(is_reverse(zone.origin) for zone in zones)
        yield f"# Where the zones are: here and below. Forward zones: {len(zones) - reverse}, reverse zones: {reverse}."
        discovery = found.discovery
        assert discovery is not None
        if discovery.indexes:
            names = [self._relative(os.path.abspath(index)) for index in discovery.indexes]
            yield _comment(f"These files say which file is which zone: {some_of(names, NAMED)}")
        names = views_of(discovery)
        if names:
            yield _comment(f"Views: {some_of(names, NAMED)}")
        if discovery.declared:
            origins = sorted({each.origin for each in discovery.declared})
            yield _comment(f"Named there, and not here: {some_of(origins, NAMED)}")
        yield 'sources = ["."]'

    def _excluded(self) -> "Iterator[str]":
        if not self.exclude:
            yield "# Files to ignore, as in .gitignore."
            yield '# exclude = ["archive/"]'
            return
        yield "# Files to ignore, as in .gitignore."
        yield "exclude = ["
        for pattern, why in self.exclude.items():
            yield f"  {toml(pattern)},  # {why}"
        yield "]"

    def _inside(self) -> "Iterator[str]":
        known: dict[str, str] = {}
        for view in self.found.views:
            for zone in view.namespace.all_zones():
                why = view.internal.why(zone)
                if why and not is_internal_name(zone.origin):
                    known.setdefault(why, zone.origin)
        yield "# Internal zones and views: private addresses are fine there."
        for why, origin in list(known.items())[:NAMED]:
            yield _comment(f"Known already: {origin} and its like, because {why}")
        if self.internal:
            yield "internal = ["
            for origin, count in sorted(self.internal.items()):
                yield f"  {toml(origin)},  # all {count} addresses are private"
            yield "]"
        else:
            yield '# internal = ["corp.origine.example."]'

    def _origins(self) -> "Iterator[str]":
        discovery = self.found.discovery
        assert discovery is not None
        unknown = [each.path for each in passed_over(discovery) if each.why.startswith(NO_ORIGIN)]
        if unknown:
            yield ""
            yield "# These look like zones, and say nowhere which: name them."
            yield "# [zones]"
            yield from (
                _comment(f'"origine.example" = {toml(self._relative(os.path.abspath(path)))}')
                for path in unknown[:NAMED]
            )

    def _others(self) -> "Iterator[str]":
        """Yield what is said of records that others publish: above all the PTRs of senders."""
        if os.path.isfile(os.path.join(self.folder, SNAPSHOT_NAME)):
            yield "# What others publish, as `zonelint snapshot` saw it."
            yield f"assume = [{toml(SNAPSHOT_NAME)}]"
            return
        missing = self._missing_reverse_zones()
        if missing:
            yield "# Addresses that send mail have their PTRs in zones of others, such as your provider:"
            yield _comment(f"  {some_of(missing, NAMED)}")
            yield "# `zonelint snapshot` asks for them, and this line lets zonelint read the answers."
            yield f"# assume = [{toml(SNAPSHOT_NAME)}]"

    def _missing_reverse_zones(self) -> list[str]:
        from zonelint.lint.sender_table import senders_of

        names = {_network_zone(row.address) for row in senders_of(self.found.views)[0] if row.address and not row.ptr}
        spaces = [view.namespace for view in self.found.views]
        return sorted(name for name in names if all(space.zone_of(name) is None for space in spaces))

    def _path(self, zone: "Zone") -> str:
        assert zone.source is not None
        return self._relative(zone.source.real_path)

    def _relative(self, path: str | None) -> str:
        return os.path.relpath(DISK.real_path(path or self.folder), self.folder).replace(os.sep, "/")


_TRIAL_REASON = "tests or examples, by its name and its zones"
_REST = """
# The lowest severity that makes zonelint fail: error, warning, info or never.
# fail-on = "warning"

# Accept what was found when you began: `zonelint --write-baseline zonelint.baseline` writes the file.
# baseline = "zonelint.baseline"

# Who else sends mail: hosts that no MX, SPF or comment shows.
# [[mail.senders]]
# address = "4.3.2.1"
# domains = ["origine.example"]
"""


def _comment(text: str) -> str:
    """Return `text`, in which names of files may stand, as one line of comment."""
    return f"# {visible_line(text)}"


def _escaped(path: str) -> str:
    """Return the pattern that matches `path` only."""
    return "".join(f"\\{char}" if char in "\\*?[" else char for char in path)


def _is_for_trial(zone: "Zone", elsewhere: "Iterable[str]") -> bool:
    """Tell whether nobody serves `zone` by that name: it is one of manuals or tests, or is served from `elsewhere`."""
    origin = zone.origin
    top = origin.rstrip(".").rpartition(".")[2]
    return is_documentation_name(origin) or is_internal_name(origin) or top == "tests" or origin in elsewhere


def _private(zone: "Zone") -> int:
    """Return how many addresses `zone` has, if they are at least two and all are private; else 0.

    A zone that speaks to receivers of mail or to certification authorities is a public one.
    """
    from zonelint.dns.special_networks import is_inside

    addresses = [record.rdata for rtype in ("A", "AAAA") for record in zone.records(rtype)]
    if zone.types.get("CAA") or any(map(is_spf, zone.records("TXT"))):
        return 0
    return len(addresses) if len(addresses) > 1 and all(map(is_inside, addresses)) else 0


def _network_zone(address: str) -> str:
    """Return the reverse zone that an `address` would usually be in: of a /24, or of a /64."""
    name = reverse_name(address)
    for _ in range(16 if ":" in address else 1):
        name = parent(name)
    return name
