"""YAML files that no configuration of octoDNS names: zones of their own, or files that nobody reads."""

import os
import re

from zonelint.discovery.octodns_signs import has_records, included_paths, is_config, origin_of_file, origin_of_folder
from zonelint.discovery.octodns_zones import OctoIndexes
from zonelint.dns.patterns import late
from zonelint.dns.places import START, Problem
from zonelint.files.paths import display_path, text_source
from zonelint.files.zone_files import NothingToLint, ZoneFile
from zonelint.files.zone_texts import UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zonelint.discovery.indexes import Indexes
    from zonelint.files.paths import Tree
    from zonelint.files.walk import Entry
    from zonelint.files.zone_files import Discovery
    from zonelint.files.zone_texts import Texts

_COMMENTED_KEY = late(r"^[ \t]*#[# \t]*[\"']?([^\s\"':#]+)[\"']?[ \t]*:", re.MULTILINE)
_FROM_NAME, _FROM_FOLDER = "file name", "folder name"


class LoneFiles:
    """Judges YAML files that are no part of a configured zone."""

    NO_RECORDS = "YAML without DNS records"

    def __init__(
        self, tree: "Tree", found: "Discovery", indexes: "Indexes", texts: "Texts",
        ignored: "Callable[[str, str], None]",
    ) -> None:  # fmt: skip
        self.octo = OctoIndexes(tree, found, indexes)
        self.found = found
        self.texts = texts
        self.ignored = ignored
        self._split: dict[str, ZoneFile] = {}
        self._included: set[str] | None = None
        self._commented: dict[str, set[str]] = {}

    def read_configs(self, entries: "list[Entry]") -> None:
        """Read the configurations among `entries`. What they take for zones is not looked into."""
        likely = [entry for entry in entries if entry.name.count(".") == 1]
        self.octo.read(entry.real_path for entry in likely if self._is_config(entry))
        rest = [entry for entry in entries if entry.name.count(".") > 1 and entry.real_path not in self.octo.claimed]
        self.octo.read(entry.real_path for entry in rest if self._is_config(entry))

    def _is_config(self, entry: "Entry") -> bool:
        try:
            return is_config(self.texts.whole(entry.real_path))
        except (OSError, UnreadableError):
            return False

    def add_explicit(self, entry: "Entry") -> None:
        """Add a file that was named explicitly. Raises NothingToLint if it is no zone."""
        if entry.real_path in self.octo.claimed or entry.real_path in self.octo.indexes.files:
            return
        shown = display_path(entry.path)
        try:
            text = self.texts.whole(entry.real_path)
        except OSError as error:
            raise NothingToLint(f"{shown} cannot be read: {error.strerror or error}") from None
        except UnreadableError as error:
            raise NothingToLint(f"{shown} is {error}") from None
        if not has_records(text):
            raise NothingToLint(f"{shown} is not a zone file: {self.NO_RECORDS}")
        origin = origin_of_folder(os.path.basename(os.path.dirname(entry.path))) or origin_of_file(entry.name)
        if origin is None:
            raise NothingToLint(f"{shown}: its origin is not known; give it with --origin, --zone or in [zones]")
        self.add_zone(entry, origin, _FROM_NAME)

    def add(self, entries: "Iterable[Entry]") -> None:
        """Add the zones among `entries`; the others go to `ignored`."""
        entries = list(entries)
        for entry in entries:
            if entry.real_path not in self.octo.claimed and entry.real_path not in self.octo.indexes.files:
                why = self.judge(entry, entries)
                if why:
                    self.ignored(entry.path, why)

    def judge(self, entry: "Entry", entries: "Iterable[Entry]") -> str:
        """Add the zone that a file is, or report one that nobody reads; returns why it is passed over, or nothing."""
        try:
            text = self.texts.head(entry.real_path)
        except OSError as error:
            return f"cannot be read: {error.strerror or error}"
        except UnreadableError as error:
            return str(error)
        if not has_records(text):
            return self.NO_RECORDS
        if entry.real_path in self.included(entries):
            return "included by another YAML file"
        folder = os.path.dirname(entry.path)
        why = self._why_unused(folder, entry)
        if why:
            return why
        return self._add(entry, folder)

    def _why_unused(self, folder: str, entry: "Entry") -> str:
        """Return why a file is passed over that lies where a configuration reads or writes its zones, or nothing."""
        if folder in self.octo.folders:
            config = self.octo.folders[folder]
            if entry.name.endswith(".yaml") and self._left_out(config, entry.name):
                return f"{config} names its zone in a comment only"
            if entry.name.endswith(".yaml") and config not in self.octo.vague:
                message = f"no zone of {config} reads this file"
                source = text_source(entry.real_path, display_path(entry.path), self.octo.tree.source)
                help_text = f"add its zone to {config}, or delete it"
                self.found.problems.append(Problem("zone-file-unused", message, source, START, help_text))
            return f"no zone of {config} reads it"
        if folder in self.octo.written:
            return f"octoDNS writes it, by {self.octo.written[folder]}"
        above = folder
        while above not in self.octo.areas and above != os.path.dirname(above):
            above = os.path.dirname(above)
        return f"no zone of {self.octo.areas[above]} reads it" if above in self.octo.areas else ""

    def _left_out(self, config: str, name: str) -> bool:
        """Tell whether somebody commented the zone of a file out of a configuration."""
        names = self._commented.get(config)
        if names is None:
            text = self.octo.sources[config].text
            names = self._commented[config] = {f"{each.rstrip('.')}.".lower() for each in _COMMENTED_KEY.findall(text)}
        return origin_of_file(name) in names

    def _add(self, entry: "Entry", folder: str) -> str:
        origin, by_what = origin_of_folder(os.path.basename(folder)), _FROM_FOLDER
        if origin is None:
            origin, by_what = origin_of_file(entry.name), _FROM_NAME
        if origin is None:
            return "DNS records of a zone whose origin is not known: its name does not say it"
        if origin in self.octo.origins:
            return f"{origin} is read from {self.octo.origins[origin]}"
        known = self._split.get(folder) if by_what == _FROM_FOLDER else None
        part = (display_path(entry.path), entry.real_path)
        if known is not None:
            known.parts.append(part)
            return ""
        self.add_zone(entry, origin, by_what)
        if by_what == _FROM_FOLDER:
            self._split[folder] = self.found.zones[-1]
        return ""

    def add_zone(self, entry: "Entry", origin: str, by_what: str) -> None:
        """Add a file as the zone `origin`."""
        zone = ZoneFile(display_path(entry.path), entry.real_path, origin, by_what)
        zone.format = "octodns"
        zone.parts = [(zone.path, entry.real_path)]
        self.found.zones.append(zone)

    def included(self, entries: "Iterable[Entry]") -> "set[str]":
        """Return the real paths of the files that YAML files include."""
        if self._included is None:
            self._included = set()
            paths = {entry.real_path for entry in entries} | self.octo.claimed
            for path in sorted(paths):
                try:
                    names = included_paths(self.texts.whole(path))
                except (OSError, UnreadableError):
                    continue
                folder = os.path.dirname(path)
                joined = (os.path.join(folder, name.replace("\0", "")) for name in names)
                self._included.update(map(self.octo.tree.source.real_path, joined))
        return self._included
