"""BIND refuses to load a name that is not a valid host name (`check-names`).

Why: a host name has letters, digits, and hyphens in the middle. BIND checks the owners of A, AAAA and MX records, and
the names in MX, NS, SRV, SVCB, HTTPS, AFSDB and SOA records. Below in-addr.arpa and ip6.arpa it also checks the names
in PTR records. One such name makes BIND refuse the whole primary zone, and all its names are gone ("bad owner name
(check-names)", "bad name (check-names)"). Owners of TXT, SRV, CNAME and other records may contain underscores.

It is an error if a named.conf serves the zone as primary. If `check-names` in the zone, its view or `options` is
`warn` or `ignore`, BIND loads the zone, and nothing is reported. If no index shows which server loads the zone, it is
a warning, unless a named.conf beside or above it has `check-names warn` for all its zones. If another server loads it,
its path names one (`nsd/`), or it is DNS as code, nothing is reported. A name that a running server returned
(`dig axfr`) is not reported either.

Fix: give the host another name. If you need the name, `check-names ignore;` in the zone statement makes BIND load it.

Switch it off when: no BIND serves the zones.

References: the reference manual of BIND 9, `check-names`; RFC 952; RFC 1123 section 2.1; RFC 1035 section 8.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, Zone, are_plain, is_at_or_below, is_hostname

from .._folders import folder_of, folders_of
from .._hostnames import CHECKED, fault_of, is_judged
from .._owners import cause_of_comments, comment_mark, help_for_comment
from .._targets import written_address

SEVERITY = "error"

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""
_INDEX = 'zone "example.com" { type primary; file "example.com.zone"; };\n'

BAD = (
    {"named.conf": _INDEX, "example.com.zone": _ZONE + "imm_pve01 A 4.3.2.2 ; <- name-not-a-hostname\n"},
    {
        # No index tells what serves it.
        "example.com.zone": _ZONE + "web_1 AAAA 2600::1 ; <- name-not-a-hostname\n"
    },
    {
        "named.conf": _INDEX.replace("example.com", "2.3.4.in-addr.arpa"),
        "2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@       SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
        NS    ns1.example.com.
2       PTR   web_1.example.net. ; <- name-not-a-hostname
""",
    },
)

GOOD = (
    {
        # What is no host's name, an Active Directory's catalogue, a wildcard, and a mailbox.
        "named.conf": _INDEX,
        "example.com.zone": """\
$TTL 1h
@         SOA   ns1 a_b 1 8h 2h 4w 1h
          NS    ns1
ns1       A     4.3.2.1
gc._msdcs A     4.3.2.1
*.web     A     4.3.2.1
_dmarc    TXT   "v=DMARC1; p=none"
my_web    CNAME ns1
""",
    },
    {
        # BIND is told to load it.
        "named.conf": "options { check-names primary warn; };\n" + _INDEX,
        "example.com.zone": _ZONE + "imm_pve01 A 4.3.2.2\n",
    },
    {"files/nsd/example.com.zone": _ZONE + "imm_pve01 A 4.3.2.2\n"},
    {
        # Another server takes any name.
        "nsd.conf": "zone:\n  name: example.com\n  zonefile: example.com.zone\n",
        "example.com.zone": _ZONE + "imm_pve01 A 4.3.2.2\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that BIND refuses by its `check-names`."""
    modes: dict[str, set[str]] | None = None
    for record in _suspects(context):
        zone = record.zone
        if not zone.check_names and zone.source is not None:
            modes = _modes(context) if modes is None else modes
            if _warns_alone(modes, zone.source.path):
                continue
        if zone.source is not None and context.namespace.judges(zone) and (is_judged(zone) or zone.transferred):
            yield from _judge(context, zone, record)


def _modes(context: Context) -> dict[str, set[str]]:
    """Return folder of an index, as reports show it -> what `check-names` is for the zones that it names."""
    modes: dict[str, set[str]] = {}
    for zone in context.namespace.zones.values():
        if zone.named_at is not None:
            modes.setdefault(folder_of(zone.named_at.source.path), set()).add(zone.check_names)
    return modes


def _warns_alone(modes: dict[str, set[str]], path: str) -> bool:
    """Tell whether a named.conf in the folder of the file `path`, or above it, has `check-names warn` for all zones.

    So it is meant for the zones of the files that it does not name, too.
    """
    return {mode for folder in folders_of(path) for mode in modes.get(folder, ())} == {"warn"}


def _suspects(context: Context) -> Iterator[Record]:
    """Yield the records that may hold a name that is refused: in nearly every zone there are none."""
    namespace = context.namespace
    with_odd_hosts = namespace.spelled.hosts.zones_for(_is_worth_a_look)
    # Where all hosts have good names, most PTRs, which lead to one of them, need not be looked at.
    are_ptrs_checked = not with_odd_hosts and namespace.has_all_zones and not namespace.assumed
    if are_ptrs_checked and "PTR" in namespace.spelled.types:
        yield from {id(ptr): ptr for ptr in context.reverse.leading_astray()}.values()
    for rtype, checked in CHECKED.items():
        if rtype not in namespace.spelled.types or (rtype == "PTR" and are_ptrs_checked):
            continue
        zones = dict.fromkeys(with_odd_hosts if checked.owner is not None else ())
        if checked.fields:
            zones |= dict.fromkeys(namespace.spelled.rdata(rtype).zones_for(_is_worth_a_look))
        for zone in zones:
            yield from zone.records(rtype)
    for zone in namespace.zones.values():
        if zone.out_of_zone:
            yield from (record for record in zone.out_of_zone if record.type in CHECKED)


def _is_worth_a_look(names: str) -> bool:
    return not are_plain(names)


def _judge(context: Context, zone: Zone, record: Record) -> Iterator[Finding]:
    fault = fault_of(record)
    if fault is None or record.generated:
        return  # named does not look at what a $GENERATE makes
    field, name, kind = fault
    if zone.transferred and (comment_mark(record) or _has_underscores_alone(name, kind)):
        return
    if record.type == "MX" and field == "target" and _is_told(context, zone, record):
        return
    if record.type == "SOA" and "@" in name and context.runs("soa-rname-at"):
        return
    is_served = zone.check_names == "fail"
    refuses = f"named refuses to load {zone.origin}" if is_served else "BIND refuses to load such a zone"
    where = "the owner" if field == "owner" else "the name in it"
    is_comment = comment_mark(record) != ""
    plain = "use letters, digits and hyphens only; or let BIND load it: `check-names ignore;` in the zone statement"
    yield context.finding(
        record,
        f"{refuses}: {record.owner} {record.type}: {where}, {name}, cannot be the name of a {kind} (check-names)",
        field=field,
        help=help_for_comment(record) if is_comment else plain,
        severity="error" if is_served else "warning",
        cause=cause_of_comments(record.source) if is_comment else _cause(zone, record, name),
    )


def _has_underscores_alone(name: str, kind: str) -> bool:
    """Tell whether nothing but underscores makes a name none of a host: who serves it has them on purpose."""
    return kind == "host" and is_hostname(name.replace("_", "0"), wildcard=True)


def _cause(zone: Zone, record: Record, name: str) -> str:
    """Return what mends the finding with others: a name server's other name, or the statement in the zone's index."""
    if record.type == "NS" and not is_at_or_below(name.lower(), zone.origin):
        return f"check-names NS {name.lower()}"
    return f"check-names {zone.origin} {zone.server}"


def _is_told(context: Context, zone: Zone, record: Record) -> bool:
    """Tell whether another rule speaks of the exchange of an MX."""
    if not zone.check_names and context.runs("mx-target-not-a-hostname"):
        return True
    return context.runs("mx-target-is-address") and written_address(record) is not None
