"""Reads CoreDNS' Corefile: which zones the plugins ``file`` and ``auto`` serve, from which files."""

import os
import re

from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.dns.names import IN_ADDR_ARPA, IP6_ARPA, is_at_or_below, reverse_name
from zonelint.readers.file_regexp import FileRegexp, FileRegexpError
from zonelint.readers.servers.corefile_syntax import CorefileParser, Directive, ServerBlock
from zonelint.readers.servers.serverconf import ETCD, ServerConf, Word, ZoneStatement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zonelint.dns.places import SourceFile
    from zonelint.readers.servers.serverconf import FindFiles

_ENVIRONMENT = re.compile(r"\{(?:\$[^{}]*\}|%[^{}]*%\}|args)")
_KEY = re.compile(r"(?:([A-Za-z0-9]++)://)?(.*?)(?::([0-9]++))?,?", re.DOTALL)
_PREFIX = re.compile(r"([0-9A-Fa-f:.]++)/([0-9]{1,3})")
_DEFAULT_PORTS = {"": "53", "dns": "53", "tls": "853", "quic": "853", "https": "443", "https3": "443", "grpc": "443"}
# Plugins that come before `file` and answer for names of the same zones.
_ANSWERING = frozenset(
    (
        "azure",
        "clouddns",
        "dns64",
        "etcd",
        "hosts",
        "k8s_external",
        "kubernetes",
        "records",
        "rewrite",
        "route53",
        "template",
    )
)


_PLUGIN = re.compile(
    r"acl|alias|any|auto|autopath|bind|bufsize|cache|cancel|chaos|debug|dnssec|dnstap|erratic|errors|file|forward|geoip"
    r"|grpc|grpc_server|header|health|import|loadbalance|local|log|loop|loopback|metadata|minimal|multisocket|nomad|nsid|pprof"
    r"|https3?|on|prometheus|quic|ready|reload|root|secondary|shutdown|sign|startup|timeouts|tls|trace|transfer|tsig|view|whoami"
)
"""Those that CoreDNS is built with besides, and `alias`; what another one answers is not known."""
_NO_ZONES = (".yaml", ".yml", ".json", ".md", ".sh", ".py")
"""Endings of files that are no zones, though an open pattern of `auto` may fit them: nobody lets CoreDNS load these."""
_ZONE_KEY = re.compile(r"(?:(?:dns|tls|quic|https3?|grpc)://)?[A-Za-z0-9._:/-]*(?:\.|:[0-9]+)[A-Za-z0-9._:/-]*,?")


def is_whole(source: "SourceFile") -> bool:
    """Tell whether the text of `source` is a Corefile: nothing but server blocks of known plugins, which serve zones.

    Other programs have blocks in braces, too, and a `file` in them.
    """
    reader = _Reader(lambda *_: [], lambda _: source, lambda _: ())
    reader.parse("")
    keys = [key for block in reader.blocks for key in block.keys]
    directives = [directive for block in reader.blocks for directive in block.directives]
    if reader.conf.problems or not all(_ZONE_KEY.fullmatch(key.text) for key in keys):
        return False
    names = {directive.words[0].text for directive in directives}
    return all(map(_PLUGIN.fullmatch, names - _ANSWERING)) and any(map(_serves, directives))


def _serves(directive: Directive) -> bool:
    """Tell whether a plugin serves zones, and has what it needs for that."""
    inside = {line[0].text for line in directive.lines}
    needs = {"file": len(directive.words) > 1, "auto": "directory" in inside, "secondary": "transfer" in inside}
    return needs.get(directive.words[0].text, False)


def read(
    real_path: str,
    find_files: "FindFiles",
    open_source: "Callable[[str], SourceFile]",
    files_below: "Callable[[str], Iterable[str]]",
) -> ServerConf:
    """Read the Corefile at `real_path` and what it imports.

    `find_files` tells which files an import means; `open_source` makes the source of one of them; `files_below` lists
    the files below a folder of the server, relative to it, in the order of a walk.
    """
    reader = _Reader(find_files, open_source, files_below)
    reader.conf.without_ns = "CoreDNS serves zones without"
    reader.parse(real_path)
    for block in reader.blocks:
        reader.block(block)
    reader.finish()
    return reader.conf


class _Served:
    """What holds for all zones of a server block: the keys, where it listens, `root`, what else answers, `alias`.

    files  origin -> the last file that the plugin `file` names for it
    """

    __slots__ = ("zones", "listener", "root", "partial", "flattens", "files")

    def __init__(self) -> None:
        self.zones: list[tuple[str, Word]] = []
        self.listener = ""
        self.root = ""
        self.partial = ""
        self.flattens = False
        self.files: dict[str, Word] = {}


class _Reader(CorefileParser):
    def __init__(
        self,
        find_files: "FindFiles",
        open_source: "Callable[[str], SourceFile]",
        files_below: "Callable[[str], Iterable[str]]",
    ) -> None:
        super().__init__(find_files, open_source)
        self.files_below = files_below
        self.keys: dict[tuple[str, str], Word] = {}
        self.seen: dict[str, dict[str, ZoneStatement]] = {}

    def block(self, block: ServerBlock) -> None:
        """Add the zones of a server block."""
        served = _Served()
        where = ""
        for directive in block.directives:
            name, *arguments = (word.text for word in directive.words)
            if name == "root" and arguments:
                served.root = arguments[0]
            elif name in ("bind", "view"):
                where += " ".join((f" {name}", *arguments))
            elif name == "alias":
                served.flattens = True
            elif name in _ANSWERING or not _PLUGIN.fullmatch(name):
                served.partial = f"the plugin `{name}` answers for its names, too"
        ports = set()
        for key in block.keys:
            zones, port = self.zones_of(key)
            served.zones += zones
            ports.add(port)
            for origin, _ in zones:
                self.check_key(origin, f":{port}{where}", key)
        served.listener = f":{','.join(sorted(ports))}{where}"
        # An explicit file comes before what is found in a folder.
        for directive in sorted(block.directives, key=lambda directive: directive.words[0].text == "auto"):
            self.directive(directive, served)
        if not any(map(_serves, block.directives)):
            self.from_etcd(block, served)

    def from_etcd(self, block: ServerBlock, served: _Served) -> None:
        """Add the zones of a block that has no file for any: the plugin `etcd` holds them whole."""
        for directive in block.directives:
            word, *arguments = directive.words
            if word.text == ETCD:
                self.from_elsewhere(ETCD, arguments, served)

    def from_elsewhere(self, kind: str, arguments: list[Word], served: _Served) -> None:
        """Add the zones of a plugin that has no files: of the type `kind`."""
        for origin, place in self.zones_named(arguments, served):
            zone = ZoneStatement(origin, None, self.place(place))
            zone.type = kind
            self.add(zone, served.listener)

    def check_key(self, origin: str, listener: str, key: Word) -> None:
        """Report a key that another block has already, at the same address."""
        earlier = self.keys.setdefault((origin, listener), key)
        if earlier is not key:
            place = self.place(earlier)
            self.problem(f"cannot serve {origin} here: it is already defined at {place.source.path}:{place.line}", key)

    def directive(self, directive: Directive, served: _Served) -> None:
        """Add the zones of a plugin."""
        word, *arguments = directive.words
        if word.text == "file" and not arguments:
            self.problem("'file' needs the name of a zone file", word)
        elif word.text == "file":
            for origin, place in self.zones_named(arguments[1:], served):
                zone = self.primary(origin, place, arguments[0], served)
                if self.falls_through(directive, origin):
                    zone.partial = zone.partial or "CoreDNS asks the next plugin for names that its file lacks"
                self.note_earlier(origin, arguments[0], served)
                self.add(zone, served.listener)
        elif word.text == "secondary":
            self.from_elsewhere("secondary", arguments, served)
        elif word.text == "auto":
            self.auto(directive, served)
        elif word.text == "view":
            for line in directive.lines:
                # Its block takes none but expressions, yet whoever writes a zone there tells where its file is.
                if line[0].text == "file":
                    self.directive(Directive(line), served)

    def note_earlier(self, origin: str, file: Word, served: _Served) -> None:
        """Say that an earlier line of the block has another file for `origin`: for CoreDNS the last one counts.

        What is wrong in that file is told all the same: it is hardly meant to be left out.
        """
        earlier = served.files.get(origin)
        if earlier is not None and earlier.text != file.text:
            message = f"CoreDNS does not read {earlier.text}: a later line gives {origin} the file {file.text}"
            self.problem(message, earlier, "write the zone that the file holds behind its name, and add it to the keys")
        served.files[origin] = file

    def falls_through(self, directive: Directive, origin: str) -> bool:
        """Tell whether what a plugin has no answer for, in the zone `origin`, goes to the next plugin."""
        for line in directive.lines:
            if line[0].text == "fallthrough":
                zones = [zone for word in line[1:] for zone, _ in self.zones_of(word)[0]]
                touched = (zone for zone in zones if is_at_or_below(origin, zone) or is_at_or_below(zone, origin))
                return len(line) == 1 or any(touched)
        return False

    # -- zones

    def zones_named(self, words: list[Word], served: _Served) -> list[tuple[str, Word]]:
        """Return the zones that a plugin's arguments name; those of the server block where it names none."""
        return [zone for word in words for zone in self.zones_of(word)[0]] if words else served.zones

    def zones_of(self, key: Word) -> tuple[list[tuple[str, Word]], str]:
        """Return the origins that a key means, each with its word, and the port; a prefix means reverse zones."""
        match = _KEY.fullmatch(key.text)
        assert match is not None
        scheme, name, port = match.groups()
        port = port or _DEFAULT_PORTS.get((scheme or "").lower(), "53")
        if _ENVIRONMENT.search(key.text):
            self.conf.placeholders.append((key.text, self.place(key)))
            return [], port
        if not name and not key.text.startswith(":"):
            return [], port
        prefix = _PREFIX.fullmatch(name)
        origins = reverse_zones(prefix[1], int(prefix[2])) if prefix is not None else None
        if origins is None:
            origin = self.origin(Word(name or ".", key.start, key.end, key.quoted, key.source))
            origins = [origin] if origin is not None else []
        return [(origin, key) for origin in origins], port

    def primary(self, origin: str, place: Word, file: Word, served: _Served) -> ZoneStatement:
        """Return the zone that the plugin `file` serves."""
        zone = ZoneStatement(origin, None, self.place(place))
        zone.partial, zone.flattens = served.partial, served.flattens
        if _ENVIRONMENT.search(file.text):
            self.conf.placeholders.append((file.text, self.place(file)))
        else:
            zone.file = os.path.join(served.root, file.text)
            zone.file_place = self.place(file)
        return zone

    def add(self, zone: ZoneStatement, listener: str) -> None:
        """Add a zone, unless the same is there already; of several at one address the first counts."""
        others = self.seen.setdefault(zone.origin, {})
        if listener in others:
            return
        for other in others.values():
            if (other.file, other.type) == (zone.file, zone.type):
                other.partial = other.partial or zone.partial
                return
        others[listener] = zone
        self.conf.zones.append(zone)

    def finish(self) -> None:
        """Let zones that differ by where the server listens be of different views."""
        for others in self.seen.values():
            if len(others) > 1:
                for listener, zone in others.items():
                    zone.view = listener

    # -- auto

    def auto(self, directive: Directive, served: _Served) -> None:
        """Add the zones that the plugin `auto` finds in a folder."""
        zones = [origin for origin, _ in self.zones_named(directive.words[1:], served)]
        for line in directive.lines:
            if line[0].text != "directory" or len(line) < 2:
                continue
            if any(_ENVIRONMENT.search(word.text) for word in line[1:2]):
                self.conf.placeholders.append((line[1].text, self.place(line[1])))
                continue
            pattern = line[2] if len(line) > 2 else None
            template = line[3].text if len(line) > 3 else "{1}"
            try:
                regexp = FileRegexp(pattern.text if pattern is not None else r"db\.(.*)")
                self.auto_directory(line[1], regexp, template, zones, served)
            except FileRegexpError as error:
                self.problem(str(error), pattern or line[1], rule="limit-exceeded")

    def auto_directory(
        self, directory: Word, regexp: FileRegexp, template: str, zones: list[str], served: _Served
    ) -> None:
        """Add the zones in one folder: those whose file name fits, if the plugin is there for them."""
        folder = os.path.join(served.root, directory.text)
        for file in self.files_below(folder):
            groups = regexp.groups(os.path.basename(file))
            if groups is None or file.endswith(_NO_ZONES):
                continue
            name = re.sub(r"\{([0-9]{1,2})\}", lambda match, groups=groups: _group(groups, match[1]), template)  # type: ignore[misc]
            origin = self.origin(Word(name, directory.start, directory.end, directory.quoted, directory.source))
            if origin is None or not any(is_at_or_below(origin, zone) for zone in zones):
                continue
            zone = ZoneStatement(origin, None, self.place(directory))
            zone.partial, zone.flattens = served.partial, served.flattens
            zone.file = os.path.join(folder, file)
            self.add(zone, served.listener)


def _group(groups: "tuple[str | None, ...]", number: str) -> str:
    index = int(number)
    return (groups[index] or "") if index < len(groups) else ""


def reverse_zones(address: str, length: int) -> list[str] | None:
    """Return the reverse zones that the prefix `address`/`length` is made of; None if it is no prefix.

    A length that is no multiple of 8 (IPv6: 4) gives several zones of the next longer one.
    """
    family, bits, step = (AF_INET6, 128, 4) if ":" in address else (AF_INET, 32, 8)
    try:
        number = int.from_bytes(inet_pton(family, address))
    except OSError:
        return None
    if length > bits:
        return None
    longer = -(-length // step) * step
    first = number >> (bits - length) << (bits - length) if length else 0
    suffix = IP6_ARPA if family == AF_INET6 else IN_ADDR_ARPA
    found = []
    for part in range(1 << (longer - length)):
        octets = (first + (part << (bits - longer))).to_bytes(bits // 8)
        labels = reverse_name(inet_ntop(family, octets)).removesuffix(suffix).split(".")
        kept = labels[len(labels) - longer // step :]
        found.append(".".join((*kept, suffix[1:])) if kept else suffix[1:])
    return found
