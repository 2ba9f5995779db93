"""Zone sets with findings, and what becomes of them when one of their records cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from hypothesis import strategies as st
from linting import RULES
from reading import read

from zonelint.config.settings import Settings
from zonelint.discovery.zone_set import ZoneSet
from zonelint.dns.zone import TARGET_FIELD, Zone
from zonelint.lint import engine
from zonelint.lint.findings import Finding
from zonelint.lint.views import Views

ORIGINS = ("example.com.", "sub.example.com.", "2.3.4.in-addr.arpa.")
NAMES = (
    "example.com.", "mail.example.com.", "web.example.com.", "a.example.com.", "x.a.example.com.", "y.x.a.example.com.",
    "*.a.example.com.", "*.example.com.", "sub.example.com.", "mail.sub.example.com.", "x.sub.example.com.",
    "_dmarc.example.com.", "k._domainkey.example.com.", "inc.example.com.", "_spf.example.com.",
    "example.com.example.com.", "_25._tcp.mail.example.com.", "mta-sts.example.com.", "_mta-sts.example.com.",
)  # fmt: skip
TARGETS = ("mail.example.com.", "web.example.com.", "x.a.example.com.", "gone.example.com.", "mail.sub.example.com.")
TARGETS += ("a.example.com.", "out.example.net.")
REVERSE = tuple(f"{number}.2.3.4.in-addr.arpa." for number in (1, 2, 3))
TEXTS = (
    '"v=spf1 mx -all"', '"v=spf1 ip4:4.3.2.1 -all"', '"v=spf1 include:inc.example.com ~all"',
    '"v=spf1 a:web.example.com"', '"v=DMARC1; p=none"', '"v=DMARC1; p=reject; rua=mailto:x@mail.example.com"',
    '"v=DKIM1; p="', '"v=STSv1; id=1"', '"other text"',
)  # fmt: skip
RDATA = {
    "A": ("4.3.2.1", "4.3.2.2", "4.3.2.3", "10.0.0.1"),
    "AAAA": ("2600::1", "2600::2"),
    "MX": (*(f"10 {name}" for name in TARGETS), "0 ."),
    "NS": TARGETS,
    "CNAME": TARGETS,
    "DNAME": ("sub.example.com.", "gone.example.com.", "out.example.net."),
    "TXT": TEXTS,
    "SRV": tuple(f"0 0 25 {name}" for name in TARGETS[:4]),
    "PTR": TARGETS,
    "TLSA": ("3 1 1 " + "ab" * 32,),
    "SOA": ("mail.example.com. h.example.com. 1 7200 900 1209600 300",),
}
"""Type -> data that the records of a set may have."""

UNREADABLE = {
    "A": "4.3.2.300",
    "AAAA": "2600::1::",
    "MX": "10",
    "NS": "a..b.",
    "CNAME": "a..b.",
    "DNAME": "a..b.",
    "TXT": '"' + "x" * 256 + '"',
    "SRV": "0 0 25",
    "PTR": "a..b.",
    "TLSA": "3 1 x",
    "SOA": "mail.example.com. h.example.com. 20260101000000 7200 900 1209600 300",
}
"""Type -> data that cannot be read."""


@dataclass(frozen=True)
class Line:
    """One record of a zone file; `text` stands in its place if it is not empty."""

    owner: str
    type: str
    rdata: str
    ttl: int = 0
    repeats: bool = False
    text: str = ""


Files = dict[str, list[Line]]


@dataclass(frozen=True)
class Damage:
    """A set, the same with one record that cannot be read, what it could have been, and what is unknown for it.

    variants  the set with other records, or none, in place of that one
    owner     the owner of the record
    types     the types at it that are unknown; empty for all
    below     whether the names below the owner are unknown, too
    line      the file and the line of the record
    """

    whole: Files
    damaged: Files
    variants: list[Files]
    owner: str
    types: tuple[str, ...]
    below: bool
    line: tuple[str, int]

    def __repr__(self) -> str:
        return f"<Damage at {self.line}>"  # the test shows the files

    def makes_unknown(self, owner: str | None, rtype: str | None) -> bool:
        """Tell whether it leaves open what `owner` has of `rtype`."""
        if owner is None:
            return False
        if self.below and owner.endswith("." + self.owner):
            return True
        return owner == self.owner and (not self.types or rtype in self.types)


@st.composite
def damages(draw: st.DrawFn) -> Damage:
    """Return a set by chance, and one of its records damaged in one way."""
    files = draw(zone_sets())
    origin, at = draw(st.sampled_from([(origin, at) for origin, lines in files.items() for at in range(len(lines))]))
    return damage(files, origin, at, draw(st.sampled_from(("rdata", "type", "class", "ttl", "owner"))))


@st.composite
def zone_sets(draw: st.DrawFn) -> Files:
    """Return origin -> records of up to three zones."""
    loaded = draw(st.sampled_from((ORIGINS, (ORIGINS[0], ORIGINS[2]), ORIGINS[:2], ORIGINS[:1])))
    files: Files = {origin: [] for origin in loaded}
    for origin in loaded:
        files[origin] += [Line(origin, "SOA", RDATA["SOA"][0]), Line(origin, "NS", draw(st.sampled_from(TARGETS)))]
        own = REVERSE if origin == ORIGINS[2] else [name for name in NAMES if f".{name}".endswith("." + origin)]
        types = ("PTR", "PTR", "PTR", "CNAME", "TXT") if origin == ORIGINS[2] else tuple(RDATA)[:-1]
        for owner in draw(st.lists(st.sampled_from(own), max_size=8)):
            rtype = draw(st.sampled_from([each for each in types if owner[0] != "*" or each not in ("NS", "DNAME")]))
            rdata = draw(st.sampled_from(RDATA[rtype]))
            ttl = draw(st.sampled_from((0, 0, 0, 60)))
            files[origin].append(Line(owner, rtype, rdata, ttl, repeats=draw(st.booleans())))
    return files


def damage(files: Files, origin: str, at: int, kind: str) -> Damage:
    """Return the set `files` with the record `at` of the zone `origin` damaged in one way (`kind`)."""
    line = files[origin][at]
    lines = [line, *(_inheriting(files[origin], at) if kind == "owner" else ())]
    cuts = any(each.type == "DNAME" or (each.type == "NS" and each.owner != origin) for each in lines)
    every = kind in ("type", "owner") or line.type == "CNAME" or cuts
    others = [
        replace(line, type=rtype, rdata=rdata, ttl=ttl)
        for rtype in (RDATA if every else (line.type,))
        for rdata in possible_rdata(files, rtype)
        for ttl in {line.ttl, 60 if kind == "ttl" else line.ttl}
    ]
    return Damage(
        files,
        _with(files, origin, at, replace(line, text=_damaged(line, kind))),
        [_with(files, origin, at, other) for other in (Line(line.owner, "", "", text="; none"), *others)],
        line.owner,
        () if every else (line.type,),
        cuts or kind == "type",
        (origin, at + 2),
    )


def _damaged(line: Line, kind: str) -> str:
    head = f"{line.owner} {line.ttl or ''}"
    return {
        "rdata": f"{head} {line.type} {UNREADABLE[line.type]}",
        "type": f"{head} X{line.type} {line.rdata}",
        "class": f"{head} CH {line.type} {line.rdata}",
        "ttl": f"{line.owner} 1x {line.type} {line.rdata}",
        "owner": f"{line.owner.replace('.', '..', 1)} {line.ttl or ''} {line.type} {line.rdata}",
    }[kind]


def _inheriting(lines: list[Line], at: int) -> Iterator[Line]:
    """Yield the records that repeat the owner of the one before, from the one after `at` on."""
    return takewhile(lambda line: line.repeats and line.owner == lines[at].owner, lines[at + 1 :])


def possible_rdata(files: Files, rtype: str) -> Iterator[str]:
    """Yield what a record of `rtype` may say in the set; it may lead to each of its names."""
    yield from RDATA[rtype]
    if rtype in TARGET_FIELD and rtype != "SRV":
        for owner in {line.owner for lines in files.values() for line in lines}:
            yield f"10 {owner}" if rtype == "MX" else owner


def _with(files: Files, origin: str, at: int, line: Line) -> Files:
    changed = [*files[origin]]
    changed[at] = line
    return {**files, origin: changed}


def texts(files: Files) -> Iterator[tuple[str, str]]:
    """Yield (origin, text) of each zone file; record 0 stands on line 2."""
    for origin, lines in files.items():
        written = ["$TTL 300"]
        above = ""
        for line in lines:
            owner = "" if line.repeats and line.owner == above else line.owner
            written.append(line.text or f"{owner} {line.ttl or ''} {line.type} {line.rdata}")
            above = line.owner if line.type else ""
        yield origin, "\n".join(written) + "\n"


def findings(files: Files) -> list[Finding]:
    """Return what all rules find in the zones of `files`, advice and opinions included."""
    found = ZoneSet()
    found.zones = [_named(read(text, origin), origin) for origin, text in texts(files)]
    found.problems = [problem for zone in found.zones for problem in zone.problems]
    return engine.run(Views(found, Settings()), RULES, set(RULES)).findings


def _named(zone: Zone, origin: str) -> Zone:
    assert zone.source is not None
    zone.source.path = origin
    return zone
