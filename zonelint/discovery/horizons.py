"""Files of one zone for different sides of a split horizon, variants of one, and files beside those of a server.

A server's index may name the inner half of a zone, while the outer half lies in a folder beside it for another server.
Neither proves anything missing in the other. Nor does one of the variants that somebody exchanges by hand:
``db.example.com``, ``db.example.com.v2``; nor what several servers gave of one zone (``dig @ns1.example.com axfr``).
"""

import os
import re

from zonelint.dns.cached import cached_property
from zonelint.dns.names import is_reverse, labels
from zonelint.dns.patterns import late
from zonelint.dns.special_networks import is_inside, is_loopback
from zonelint.files.halves import are_halves
from zonelint.files.origins import bare_name
from zonelint.files.zone_files import PRIMARY, Ignored
from zonelint.files.zone_texts import UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from zonelint.discovery.index_map import IndexMap
    from zonelint.files.zone_files import Declared, Discovery, ZoneFile
    from zonelint.files.zone_texts import Texts
    from zonelint.readers.servers.serverconf import ServerConf

_MARK = late(r"[._-]([a-z0-9]*[a-z][a-z0-9]*)")
_NAME_AND_MARK = late(r"(\.(?:db|zone))?[._-][a-z0-9]++")
"""What follows the name of a zone in that of a variant: ``.zone-simple``, ``.v1``."""
_OF_DISTRIBUTION = late(
    r"/crypto-policies/|(?:default-zones|rfc1912\.zones|zones\.rfc1918|root\.key|bind\.keys|rndc\.key|\.options|\.key)$"
)
"""Files that a distribution's configuration includes, and that name no zones but those it brings along."""
_ADDRESS = r"[ \t]A{1,4}[ \t]++([0-9a-fA-F.:]++)"


def is_variant(name: str, other: str, origin: str) -> bool:
    """Tell whether the file `name` is a variant of `other`, both zones of `origin`, by a word at its start or end.

    ``db.example.com.v2`` is one of ``db.example.com`` and of ``db.example.com.v1``, and so is ``old_db.example.com``;
    ``ns1_example.com`` is one of ``ns2_example.com``, ``internal-example.com`` of ``external-example.com``, and so are
    zones of DNSControl with a tag, ``example.com!inside``. A word that belongs to the zone's name is no mark of a
    variant, nor is a number, for networks have these: two such files hold one zone by mistake.
    """
    whose, mark_of_one, rest = name.lower().partition("_")
    others, mark_of_other, _ = other.lower().partition("_")
    if rest == other.lower() or are_halves(name, other) or "!" in name + other:
        return True
    if mark_of_one and mark_of_other and whose != others and "." not in whose + others:
        return True
    bare, base = bare_name(name), bare_name(other)
    with_mark = _NAME_AND_MARK.fullmatch(base[len(origin) - 1 :]) if base.startswith(origin[:-1]) else None
    if with_mark is not None:
        base = base[: len(origin) - 1] + (with_mark[1] or "")
    mark = _MARK.fullmatch(bare[len(base) :]) if bare.startswith(base) else None
    return mark is not None and mark[1] not in labels(origin)


def _name(zone: "ZoneFile") -> str:
    return os.path.basename(zone.real_path)


def _may_name_more(conf: "ServerConf") -> bool:
    """Tell whether a configuration includes something that is not here, and that may name zones of the user's own."""
    return bool(conf.placeholders) or any(not _OF_DISTRIBUTION.search(name) for name, _ in conf.missing)


class Horizons:
    """Tells where the files belong that no index maps: whose they are, and who takes their word."""

    def __init__(self, found: "Discovery", indexes: "IndexMap", texts: "Texts") -> None:
        self._found = found
        self._indexes = indexes
        self._texts = texts
        self._halves: list[tuple[ZoneFile, ZoneFile]] = []
        self._sides: dict[str, bool | None] = {}
        self.explicit: set[str] = set()
        """Real paths of the files that the user names: these are to be checked, whoever loads them."""

    def is_other_half(self, path: str, real_path: str, served: "ZoneFile") -> bool:
        """Tell whether a file is the other half of a zone that an index serves from `served`.

        By the names of their folders, or because all addresses of one are private and none of the other is.
        """
        if served.views or served.format != "master":
            return False
        if are_halves(path, served.real_path):
            return True
        sides = {self._is_inner(real_path), self._is_inner(served.real_path)}
        return sides == {True, False}

    def in_other_view(self, real_path: str, served: "ZoneFile") -> "Declared | None":
        """Return the one zone of another view than those of `served`, which lacks its file, that a file is meant for.

        It lies beside other zones of that view. The next file of the zone is a copy.
        """
        if not served.views:
            return None
        lacking = self._lacking.get((served.origin, served.index), [])
        is_beside = len(lacking) == 1 and (os.path.dirname(real_path), lacking[0].view) in self._folders_of_views
        return lacking.pop() if is_beside else None

    @cached_property
    def _lacking(self) -> "dict[tuple[str, str | None], list[Declared]]":
        """(Origin, index) -> the zones of it that views of the index have, and of which they have no file here."""
        found = {(zone.origin, zone.index, view) for zone in self._found.zones for view in zone.views}
        lacking: dict[tuple[str, str | None], list[Declared]] = {}
        for zone in self._found.declared:
            is_lacking = zone.kind == PRIMARY and (zone.origin, zone.index, zone.view) not in found
            if is_lacking and zone.view is not None:
                lacking.setdefault((zone.origin, zone.index), []).append(zone)
        return lacking

    @cached_property
    def _folders_of_views(self) -> "set[tuple[str, str | None]]":
        """(Real path of a folder, view) of the zones that views have."""
        return {(os.path.dirname(zone.real_path), view) for zone in self._found.zones for view in zone.views}

    def _is_inner(self, real_path: str) -> "bool | None":
        """Tell whether all addresses in a file are private; None: it has none, or of both kinds."""
        if real_path not in self._sides:
            try:
                text = self._texts.whole(real_path)
            except (OSError, UnreadableError):
                text = ""  # who reads it says so
            found = {is_inside(word) for word in set(re.findall(_ADDRESS, text)) if not is_loopback(word)}
            self._sides[real_path] = found.pop() if len(found) == 1 else None
        return self._sides[real_path]

    def note_half(self, zone: "ZoneFile", served: "ZoneFile") -> None:
        """Note that `zone` is the other half of the zone that an index serves from `served`."""
        self._halves.append((zone, served))

    def note_copy(self, folder: str, served: "ZoneFile") -> None:
        """Note that the real path `folder` holds another file of the zone that an index serves from `served`."""
        if folder not in self._indexes.folders:
            self._found.copies.update((folder, site) for site in served.sites[:1])

    def settle(self, unmapped: "list[ZoneFile]") -> None:
        """Say of the zones that no index maps whose they are; call when all were found."""
        declared = {zone.origin for zone in self._found.declared if zone.kind == PRIMARY}
        with_copies = {folder for folder, _ in self._found.copies}
        for zone in unmapped:
            folder = os.path.dirname(zone.real_path)
            beside = self._indexes.beside(folder)
            is_meant = zone.origin in declared or zone.real_path in self._indexes.meant
            zone.leftover = bool(beside) and not is_meant
            # A folder of its own that holds another file of a served zone is a world of its own.
            if folder not in with_copies:
                zone.sites = list(beside)
        self._settle_variants(unmapped)
        self._settle_halves()
        self._settle_secondaries()
        self._note_unloaded(unmapped)
        self._note_unplaced(unmapped)

    def _note_unplaced(self, unmapped: "list[ZoneFile]") -> None:
        """Note that reverse zones of `unmapped` may have parts in a file beside them of which nothing tells the origin.

        If none lies beside it, all of them may. A copy of one of them is no part.
        """
        reverse = [zone for zone in unmapped if is_reverse(zone.origin)] if self._found.unplaced else []
        known = {self._texts.head_if_any(zone.real_path) for zone in reverse}
        others = [path for path in self._found.unplaced if self._texts.head_if_any(path) not in known]
        folders = set(map(os.path.dirname, others))
        beside = [zone for zone in reverse if os.path.dirname(zone.real_path) in folders]
        for zone in (beside or reverse) if folders else ():
            zone.partial = (
                zone.partial or "a file may hold a part of it: a reverse zone of which nothing tells the origin"
            )

    def _note_unloaded(self, unmapped: "list[ZoneFile]") -> None:
        """Note the files of `unmapped` that a server does not load, though it loads others of their folder.

        They are what somebody tried, or once had. That is certain only where all of the server's configuration is here,
        where it loads as many files of the folder besides those that a distribution brings along, and where it names no
        file that is not here and may be called otherwise.
        """
        by_folder: dict[str, list[ZoneFile]] = {}
        for zone in unmapped:
            if zone.leftover and zone.format == "master" and zone.real_path not in self.explicit:
                by_folder.setdefault(os.path.dirname(zone.real_path), []).append(zone)
        loaded = self._loaded(by_folder)
        lost = self._missing() if loaded else {}
        for folder, zones in by_folder.items():
            confs = self._indexes.governed.get(folder, {})
            if confs and len(zones) <= len(loaded.get(folder, ())) and not any(map(_may_name_more, confs.values())):
                forms: set[bool] = set().union(*(lost.get(index, ()) for index in confs))
                for zone in zones:
                    zone.unloaded = is_reverse(zone.origin) not in forms

    def _missing(self) -> "dict[str | None, set[bool]]":
        """Return index -> of the zones that it loads from a file that is not here, whether one is reverse, or is not.

        Those of a distribution are left aside.
        """
        from zonelint.dns.stock_zones import is_stock

        missing: dict[str | None, set[bool]] = {}
        for zone in self._found.declared:
            if zone.kind == PRIMARY and not is_stock(zone.origin, zone.file):
                missing.setdefault(zone.index, set()).add(is_reverse(zone.origin))
        return missing

    def _loaded(self, folders: "Container[str]") -> dict[str, set[str]]:
        """Return folder -> origins of the zones, other than a distribution's, that an index loads from `folders`."""
        from zonelint.dns.stock_zones import is_stock

        loaded: dict[str, set[str]] = {}
        for zone in self._found.zones if folders else ():
            folder = os.path.dirname(zone.real_path)
            if zone.index is not None and folder in folders and not is_stock(zone.origin, zone.real_path):
                loaded.setdefault(folder, set()).add(zone.origin)
        return loaded

    def _settle_variants(self, unmapped: "list[ZoneFile]") -> None:
        """Let each variant of a zone in a folder be a version of its own: all others there see what they agree on."""
        alike: dict[tuple[str, str], list[ZoneFile]] = {}
        for zone in unmapped:
            alike.setdefault((os.path.dirname(zone.real_path), zone.origin), []).append(zone)
        passed_over: set[ZoneFile] = set()
        for (folder, origin), zones in alike.items():
            if len(zones) > 1:
                passed_over.update(self._other_transfers(zones))
                self._part_variants(folder, origin, [zone for zone in zones if zone not in passed_over])
        if passed_over:
            self._found.zones = [zone for zone in self._found.zones if zone not in passed_over]

    def _part_variants(self, folder: str, origin: str, zones: "list[ZoneFile]") -> None:
        """Part those of `zones` that are variants of the one with the shortest name, and that one, from each other."""
        base, *others = sorted(zones, key=lambda zone: (len(bare_name(_name(zone))), zone.real_path))
        variants = [zone for zone in others if is_variant(_name(zone), _name(base), origin)]
        for zone in (base, *variants) if variants else ():
            zone.server = zone.real_path
            zone.sites = zone.sites or [folder]

    def _other_transfers(self, zones: "list[ZoneFile]") -> "list[ZoneFile]":
        """Return the transfers among `zones` but for that of the newest serial; none if a server gave several.

        Of one serial the first by its path is the newest.
        """
        from zonelint.discovery.dig_output import serial_in, server_asked

        servers: dict[ZoneFile, str] = {}
        serials: dict[ZoneFile, int] = {}
        for zone in zones:
            text = self._texts.head_if_any(zone.real_path)
            if server := server_asked(text):
                servers[zone], serials[zone] = server, serial_in(text)
        if len(servers) < 2 or len(set(servers.values())) < len(servers):
            return []
        newest = max(servers, key=lambda zone: serials[zone])
        others = [zone for zone in servers if zone is not newest]
        why = f"{newest.origin} as another server gave it; {newest.path} is read"
        self._found.ignored += [Ignored(zone.path, why) for zone in others]
        return others

    def _settle_halves(self) -> None:
        """Give each half a server of its own; in a folder named as a half all zones of the index are of that half."""
        folders: set[tuple[str | None, str]] = set()
        for zone, served in self._halves:
            zone.leftover, zone.sites = False, served.sites
            served.server = f"{served.index} (half)"
            folder = os.path.dirname(served.real_path)
            if are_halves(os.path.dirname(zone.real_path), folder):
                folders.add((served.index, folder))
        for zone in self._found.zones if folders else ():
            if (zone.index, os.path.dirname(zone.real_path)) in folders:
                zone.server = f"{zone.index} (half)"

    def _settle_secondaries(self) -> None:
        """Let the servers that are secondary for a zone take the word of the file that its primary serves."""
        by_origin: dict[str, list[str]] = {}
        for declared in self._found.declared:
            if declared.kind != PRIMARY and declared.index is not None:
                by_origin.setdefault(declared.origin, []).append(declared.index)
        for zone in self._found.zones if by_origin else ():
            if zone.sites and not zone.leftover:
                zone.sites = list(dict.fromkeys((*zone.sites, *by_origin.get(zone.origin, ()))))
