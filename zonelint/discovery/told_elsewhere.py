"""What the rest of the set tells about the origin of a file: siblings, indexes, and the addresses in other zones."""

import os
import re

from zonelint.discovery.origin_clues import Told, is_part
from zonelint.dns.names import is_at_or_below, labels
from zonelint.dns.patterns import late
from zonelint.files.origins import FROM_NAME, bare_name, origin_in_name, spelled_origins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.files.paths import Tree
    from zonelint.files.walk import Entry
    from zonelint.files.zone_files import Discovery
    from zonelint.files.zone_texts import Texts


_ADDRESS = r"(?<![0-9.])([0-9]{1,3}\.)([0-9]{1,3}\.)([0-9]{1,3}\.)[0-9]"
_RECORD_OF_ADDRESS = r"[ \t][Aa][ \t]++([0-9]{1,3}\.)([0-9]{1,3}\.)([0-9]{1,3}\.)[0-9]"
_FIRST_PTR = r"\sPTR[ \t]++([^\s;]++)"
_ABSOLUTE_NAME = r"(?<!\S)(?:[A-Za-z0-9_-]+\.){2,}(?!\S)"
_VARIANT = late(r"(?:v|ver|version|rev|test|lab|step|old|new)?[0-9]+|good|bad|new|final|fixed|broken|wrong|working")
"""Words behind the name of a zone file that are no top-level domain, and tell variants of it apart."""


class ToldElsewhere:
    """Tells the origins of files whose text leaves them open, from what was found so far."""

    def __init__(self, tree: "Tree", found: "Discovery", texts: "Texts") -> None:
        self._tree = tree
        self._found = found
        self._texts = texts
        self._without_file: set[str] | None = None
        self._paths: dict[str, str] | None = None
        """Origin -> real path of the zones that were found when it was asked for first."""
        self._networks: set[str] | None = None
        """How addresses in the zones that were found begin, with one octet to three: ``192.0.2.``."""

    def without_file(self) -> set[str]:
        """Return the origins that indexes declare, and for which no file was found yet."""
        if self._without_file is None:
            found = self._found
            self._without_file = {zone.origin for zone in found.declared} - {zone.origin for zone in found.zones}
        return self._without_file

    def note_found(self, origin: str) -> None:
        """Take down that a file was found for a zone."""
        if self._without_file is not None:
            self._without_file.discard(origin)

    def by_index(self, entry: "Entry", text: str, told: "Told | None") -> "Told | None":
        """Return the one zone that indexes declare and that a file holds by its name, or by the names in its `text`."""
        found = spelled_origins(entry.name) & self.without_file()
        return Told(found.pop(), FROM_NAME, 0) if len(found) == 1 else self._by_names(text, told)

    def _by_names(self, text: str, told: "Told | None") -> "Told | None":
        """Return the one zone, of those that indexes declare and do not map to a file, of which `text` writes names.

        Its labels are some of those of the name that the file has, of which the text writes none:
        ``db.example.john.com`` holds example.com.
        """
        declared = {zone.origin for zone in self._found.declared} if told is not None else ()
        if told is None or not declared:
            return None
        names = {name.lower() for name in re.findall(_ABSOLUTE_NAME, re.sub(r";.*", "", text))}
        if any(is_at_or_below(name, told.origin) for name in names):
            return None
        found = [
            origin
            for origin in sorted(declared)
            if len(labels(origin)) > 1
            and origin != told.origin
            and is_part(origin, told.origin)
            and any(is_at_or_below(name, origin) for name in names)
        ]
        return Told(found[0], FROM_NAME, 0) if len(found) == 1 else None

    def by_siblings(self, entry: "Entry", text: str, told: "Told") -> "Told":
        """Return the origin of the zone that a file beside this one is named after, if this is a variant by its name.

        ``db.example.com.v2`` beside ``db.example.com`` holds that zone, unless its text writes the longer name. So does
        ``old_example.com.zone`` beside ``example.com.zone``: an underscore is in the name of no domain.
        """
        siblings = self._tree.entries(os.path.dirname(entry.path))
        word, mark, stem = entry.name.partition("_")
        if mark and stem in siblings:
            if not told.origin.startswith(f"{word.lower()}_") or told.origin[:-1] in text.lower():
                return told
            return told._replace(origin=f"{bare_name(stem)}.")
        stem, _, word = entry.name.rpartition(".")
        if stem not in siblings or not _VARIANT.fullmatch(word.lower()):
            return told
        base = origin_in_name(stem, text)
        if base is None or told.origin != f"{base}{word.lower()}." or told.origin[:-1] in text.lower():
            return told
        return told._replace(origin=base)

    def is_of_network(self, text: str, origin: str) -> bool:
        """Tell, from a quick look, whether the first PTR in `text` leads to a zone with addresses of `origin`."""
        found = re.search(_FIRST_PTR, text, re.IGNORECASE)
        if found is None:
            return False
        if self._paths is None:
            self._paths = {zone.origin: zone.real_path for zone in self._found.zones}
        path = self._paths.get(found[1].lower().partition(".")[2])
        return path is not None and _beginning(origin) in self._texts.head_if_any(path)

    def has_addresses(self, origin: str) -> bool:
        """Tell whether a zone that was found has an address of the IPv4 network of a reverse zone."""
        if self._networks is None:
            self._networks = set()
            for zone in self._found.zones:
                text = self._texts.head_if_any(zone.real_path)
                for octets in re.findall(_RECORD_OF_ADDRESS if zone.format == "master" else _ADDRESS, text):
                    self._networks.update((octets[0], octets[0] + octets[1], "".join(octets)))
        return _beginning(origin) in self._networks


def _beginning(origin: str) -> str:
    """Return how the addresses of a reverse zone begin: ``192.0.2.``."""
    return "".join(f"{octet}." for octet in labels(origin)[-3::-1])
