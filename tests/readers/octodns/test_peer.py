"""octoDNS itself and zonelint read the same files: the same records, or a problem where octoDNS raises."""

import warnings
from pathlib import Path

import pytest
from octodns.manager import Manager
from octodns.record import Record as TheirRecord
from octodns_sets import PROVIDER, config, load

from zonelint.dns.zone import SYNTHESISED, Zone

pytestmark = pytest.mark.filterwarnings("ignore")

Records = dict[tuple[str, str], tuple[int, frozenset[str]]]

ENDS_IN_NAME = ("ALIAS", "CNAME", "DNAME", "MX", "NS", "PTR", "SRV")

RICH = """\
'':
- type: ALIAS
  value: lb.example.net.
- type: CAA
  values:
  - flags: 0
    tag: issue
    value: ca.example.net
  - tag: iodef
    value: mailto:x@example.com
- type: MX
  values:
  - exchange: mx1.example.com.
    preference: 10
  - priority: 20
    value: mx2.example.com.
- type: NS
  values: [ns1.example.net., ns2.example.net.]
- type: TXT
  values:
  - v=spf1 -all
  - plain
  - |
    folded
_dmarc:
  ttl: 60
  type: TXT
  value: v=DMARC1\\; p=none
_sip._udp:
  type: SRV
  values:
  - {priority: 1, weight: 2, port: 5060, target: sip.example.com.}
  - {priority: 2, weight: 2, port: 5060, target: .}
_25._tcp.mx1:
  type: TLSA
  value: {certificate_usage: 3, selector: 1, matching_type: 1, certificate_association_data: %(digest)s}
10:
  type: A
  value: 192.0.2.10
1.20:
  type: A
  value: 192.0.2.12
on:
  type: A
  value: 192.0.2.13
bücher:
  type: CNAME
  value: straße.example.
child:
- type: NS
  value: ns.child.example.com.
- type: DS
  value: {key_tag: 1, algorithm: 13, digest_type: 2, digest: %(digest)s}
dyn:
  type: AAAA
  values: [2001:DB8:0::1]
  dynamic:
    pools: {eu: {values: [{value: 2001:db8::2}, {value: 2001:db8::1}]}}
    rules: [{pool: eu}]
geo:
  type: A
  values: [192.0.2.1, 192.0.2.1]
  geo: {EU: [192.0.2.2], NA-US: [192.0.2.3]}
key:
  type: SSHFP
  value: {algorithm: 4, fingerprint_type: 2, fingerprint: %(digest)s}
naptr:
  type: NAPTR
  value: {order: 1, preference: 2, flags: u, service: E2U+sip, regexp: '!^.*$!sip:x@example.com!', replacement: .}
svc:
  type: HTTPS
  value: {svcpriority: 1, targetname: ., svcparams: {alpn: [h2], port: 8443}}
tree:
  type: DNAME
  value: other.example.
'*.wild':
  ttl: '300'
  type: A
  value: 192.0.2.9
""".replace("%(digest)s", "ab" * 32)

BAD = (
    "a: {type: CNAME, value: foo}\n",
    "a: {type: A, value: 192.0.2.300}\n",
    "a: {type: A, ttl: 1h, value: 192.0.2.1}\n",
    "a: {type: MX, value: 10 mx.example.}\n",
    "a: {type: TXT, value: 5}\n",
    "a: {type: TXT, value: 'x; y;'}\n",
    "a: {type: HINFO, value: x}\n",
    "a: {value: x}\n",
    "a: 5\n",
    "- a\n",
    "a.: {type: A, value: 192.0.2.1}\n",
    "a:\n- {type: A, value: 192.0.2.1}\n- {type: A, value: 192.0.2.2}\n",
    "a: {type: A, value: 192.0.2.1}\n---\nb: {}\n",
    "a: !foo x\n",
    "a: !include nothing.yaml\n",
    "a: [\n",
    "[a]: {type: A, value: 192.0.2.1}\n",
    "a: {type: NS, values: [ns]}\n",
    "a: {type: SRV, value: {priority: 1, weight: 1, port: 1, target: a.b.}}\n",
    "a: {type: LOC, value: {lat_degrees: 95}}\n",
    "a: {type: A, value: 192.0.2.1, dynamic: {pools: {x: {values: [{value: 192.0.2.1}]}}, rules: []}}\n",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def theirs(path: str, zone_name: str = "example.com.") -> Records:
    """Return the records that octoDNS reads for a zone of the configuration at `path`. Raises as octoDNS does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        manager = Manager(path)
        manager.validate_configs()
        zone = manager.get_zone(zone_name)
        for source in manager.config["zones"][zone_name]["sources"]:
            manager.providers[source].populate(zone)
        return dict(map(_their_rrset, zone.records))


def _their_rrset(record: TheirRecord) -> tuple[tuple[str, str], tuple[int, frozenset[str]]]:
    rrset = record.to_rrset()
    values = set(map(str, rrset.rdatas))
    for pool in record.dynamic.pools.values() if getattr(record, "dynamic", None) else ():
        values |= {str(item["value"]) for item in pool.data["values"]}
    for region in record.geo.values() if getattr(record, "geo", None) else ():
        values |= set(map(str, region.values))
    return (rrset.name, record._type), (rrset.ttl, frozenset(_comparable(record._type, value) for value in values))


def _comparable(rtype: str, rdata: str) -> str:
    return rdata + "." if rtype in ENDS_IN_NAME and not rdata.endswith(".") else rdata.replace('"', "")


def ours(zone: Zone) -> Records:
    """Return the records of `zone` that stand in its files."""
    found: Records = {}
    for rtype, owners in zone.types.items():
        for owner, rrset in owners.items():
            values = {_comparable(rtype, each.rdata) for each in rrset if not each.flags & SYNTHESISED}
            found[owner, rtype] = (rrset[0].ttl, frozenset(values))
    return found


def test_rich_zone() -> None:
    """A zone with all types and shapes has the same records."""
    zone_set = load({"config.yaml": config(), "zones/example.com.yaml": RICH})

    assert theirs("config.yaml") == ours(zone_set.zones[0])


@pytest.mark.parametrize("text", BAD)
def test_refused_zone(text: str) -> None:
    """Where octoDNS raises there is a problem."""
    zone_set = load({"config.yaml": config(), "zones/example.com.yaml": text})

    assert zone_set.problems
    with pytest.raises(Exception):  # noqa: B017, PT011 - octoDNS raises whatever comes
        theirs("config.yaml")


def test_split_shared_and_included_files() -> None:
    """Zones of many files have the same records."""
    zone_set = load(
        {
            "config.yaml": config(
                "enforce_order: false, split_extension: ., shared_filename: shared.yaml, default_ttl: 77"
            ),
            "zones/example.com./www.yaml": "www: {type: A, value: 192.0.2.2}\n",
            "zones/example.com.yaml": (
                "<<: [!include more.yaml, !include most.yaml]\nb: {type: A, values: !include list.yaml}\n"
            ),
            "zones/shared.yaml": "mail: {type: A, value: 192.0.2.4}\n",
            "zones/more.yaml": "z: {type: A, value: 192.0.2.5}\n",
            "zones/most.yaml": (
                "z: {type: A, value: 192.0.2.6}\ny: &y {type: A, ttl: 5, value: 192.0.2.6}\n"
                "x: {<<: *y, value: 192.0.2.7}\n"
            ),
            "zones/list.yaml": "- 192.0.2.8\n- 192.0.2.9\n",
        }
    )

    assert theirs("config.yaml") == ours(zone_set.zones[0])


def test_several_sources() -> None:
    """A later source replaces, and each has its own defaults."""
    more = f"  inside: {{class: {PROVIDER}, directory: inside, populate_should_replace: true, default_ttl: 5}}"
    zone_set = load(
        {
            "config.yaml": config(more=more).replace("sources: [config]", "sources: [config, inside]"),
            "zones/example.com.yaml": "a: {type: A, values: [192.0.2.1, 192.0.2.2]}\nb: {type: A, value: 192.0.2.1}\n",
            "inside/example.com.yaml": "a: {type: A, value: 10.0.0.1}\nc: {type: A, value: 10.0.0.2}\n",
        }
    )

    assert theirs("config.yaml") == ours(zone_set.zones[0])


def test_master_file_as_source() -> None:
    """octodns_bind reads a master file beside YAML."""
    more = "  bind: {class: octodns_bind.ZoneFileSource, directory: bind, file_extension: .zone}"
    zone_set = load(
        {
            "config.yaml": config(more=more).replace("sources: [config]", "sources: [config, bind]"),
            "zones/example.com.yaml": "a: {type: A, value: 192.0.2.1}\n",
            "bind/example.com.zone": "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.3\n@ HINFO x y\n@ MX 5 ns\n",
        }
    )

    assert theirs("config.yaml") == ours(next(zone for zone in zone_set.zones if zone.origin == "example.com."))
