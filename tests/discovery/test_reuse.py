"""Zones that stand on both sides of a change are read once, where nothing but their files tells what they are."""

from collections.abc import Callable, Mapping

import pytest
from change_sets import MIXED, VIEWS, edited, plus, put
from kept import compared, report, told_of

Files = Mapping[str, str]

CONFIG = """\
providers:
  files: {class: octodns.provider.yaml.YamlProvider, directory: ./dns, default_ttl: 600, enforce_order: true}
  dns: {class: octodns_powerdns.PowerDnsProvider}
zones:
  a.example.: {sources: [files], targets: [dns]}
  b.example.: {sources: [files], targets: [dns]}
  c.example.: {alias: b.example.}
"""
YAML = "mail:\n  type: A\n  value: 4.3.2.1\nwww:\n  type: CNAME\n  value: gone.{}.\n"
OCTODNS = {
    "octodns.yaml": CONFIG,
    "dns/a.example.yaml": YAML.format("a.example"),
    "dns/b.example.yaml": YAML.format("b.example"),
}
ARPA = CONFIG.replace("a.example.: {s", "2.3.4.in-addr.arpa.: {sources: [auto-arpa], targets: [dns]}\n  a.example.: {s")
ARPA = "manager:\n  auto_arpa: true\n" + ARPA
SPLIT = {
    "a.example./mail.yaml": "mail:\n  type: A\n  value: 4.3.2.1\n",
    "a.example./www.yaml": "www:\n  type: CNAME\n  value: gone.a.example.\n",
}
LONE = {f"{name}.yaml": YAML.format(name) for name in ("a.example", "b.example")}

HEAD = "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.1\n"
NAMED = """\
options { directory "/srv/dns"; };
zone "a.example" { type primary; file "a.example.zone"; };
zone "b.example" { type primary; file "b.example.zone"; };
"""
INCLUDES = {
    "etc/named.conf": NAMED,
    "dns/a.example.zone": HEAD + "$INCLUDE hosts\n$INCLUDE Ka.example.+013+12345.key\n",
    "dns/b.example.zone": HEAD + "$INCLUDE lost/hosts\n",
    "dns/hosts": "www A 4.3.2.2\nwww A 4.3.2.2\n",
}
HALVES = {
    "named.conf": 'view "in" { match-clients { 10.0.0.0/8; }; zone "a.example" { type primary; file "in.zone"; }; };\n',
    "in.zone": HEAD.replace("4.3.2.1", "10.0.0.1"),
    "other/a.example.zone": HEAD,
}


STATEMENT = 'zone "{}" {{ type primary; file "{}.zone"; }};\n'
LOOSE = {
    "named.conf": STATEMENT.format(*["2.3.4.in-addr.arpa"] * 2),
    "2.3.4.in-addr.arpa.zone": HEAD.replace("4.3.2.1", "4.3.9.1") + "1 PTR ns1.a.example.\n",
    "a.example.zone": HEAD,
    "b.example.zone": HEAD + "www A 4.3.2.2\n",
}


def octodns(config: Callable[[str], str] = str, **more: str) -> Files:
    """Return the files of octoDNS with another configuration, and `more` of the folder `dns`."""
    return {**OCTODNS, "octodns.yaml": config(CONFIG), **{f"dns/{name}.yaml": text for name, text in more.items()}}


CASES: dict[str, tuple[Files, Files, list[str]]] = {
    # -- views; two of them that have the same zone count twice
    "one zone of a view": (
        VIEWS,
        edited(VIEWS, {"inside/origine": plus("new A 4.3.2.9")}),
        ["2.3.4.in-addr.arpa. inside", "2.3.4.in-addr.arpa. outside", "origine.example. outside"],
    ),
    "the zone of both views": (
        VIEWS,
        edited(VIEWS, {"both/reverse": plus("9 PTR mail.origine.example.")}),
        ["origine.example. inside", "origine.example. outside"],
    ),
    "whom a view serves": (
        VIEWS,
        edited(VIEWS, {"named.conf": put("10.0.0.0/8", "4.3.2.0/24")}),
        ["origine.example. outside"],
    ),
    "the name of a view": (
        VIEWS,
        edited(VIEWS, {"named.conf": put('view "outside"', 'view "public"')}),
        ["2.3.4.in-addr.arpa. inside", "origine.example. inside"],
    ),
    "a zone that the server of its folder provably does not load": (
        LOOSE,
        edited(LOOSE, {"named.conf": plus(STATEMENT.format(*["a.example"] * 2))}),
        ["2.3.4.in-addr.arpa."],
    ),
    "a zone beside that of a view": (
        HALVES,
        edited(HALVES, {"other/a.example.zone": plus("www A 4.3.2.2")}),
        ["a.example. in"],
    ),
    # -- octoDNS
    "one zone of octoDNS": (octodns(), octodns(**{"a.example": YAML.format("x.a.example")}), ["b.example."]),
    "a comment in the configuration": (octodns(), octodns(lambda text: text + "# more\n"), []),
    "the TTL of a provider": (octodns(), octodns(put("default_ttl: 600", "default_ttl: 300")), []),
    "a file that is no zone": (octodns(), {**octodns(), "README": "zones\n"}, ["a.example.", "b.example."]),
    "a zone below": (
        octodns(put("  c.", "  '*': {sources: [files], targets: [dns]}\n  c.")),
        octodns(put("  c.", "  '*': {sources: [files], targets: [dns]}\n  c."), **{"x.a.example": YAML.format("x")}),
        ["b.example."],
    ),
    "zones of which PTRs are made": (
        octodns(lambda _: ARPA),
        octodns(lambda _: ARPA, **{"b.example": YAML.format("x").replace("4.3.2.1", "4.3.2.9")}),
        ["a.example."],
    ),
    "one part of a zone": (
        {**SPLIT, **LONE},
        {**SPLIT, **LONE, "a.example./www.yaml": "www:\n  type: A\n  value: 4.3.2.2\n"},
        ["b.example."],
    ),
    "a zone that nothing configures": (LONE, {**LONE, "b.example.yaml": YAML.format("x")}, ["a.example."]),
    "a zone in a master file beside octoDNS": (
        MIXED,
        edited(MIXED, {"bind/2.3.4.in-addr.arpa.zone": plus("9 PTR mail.origine.example.")}),
        ["boutique.example.", "origine.example."],
    ),
    "a file that octoDNS includes": (
        octodns(**{"a.example": "www: !include parts/www.yaml\n", "parts/www": "type: A\nvalue: 4.3.2.1\n"}),
        octodns(**{"a.example": "www: !include parts/www.yaml\n", "parts/www": "type: A\nvalue: 4.3.2.2\n"}),
        ["b.example."],
    ),
    # -- includes
    "a zone beside one that includes": (
        INCLUDES,
        edited(INCLUDES, {"dns/b.example.zone": plus("www A 4.3.2.3")}),
        ["a.example."],
    ),
    "an included file": (INCLUDES, edited(INCLUDES, {"dns/hosts": plus("www A 4.3.2.3")}), []),
    "an included file that was elsewhere": (
        {**INCLUDES, "srv/dns/hosts": "www A 4.3.2.9\n"},
        INCLUDES,
        [],
    ),
    "a key that is no more kept elsewhere": (
        {**INCLUDES, "dns/Ka.example.+013+12345.key": "@ TXT key\n"},
        INCLUDES,
        [],
    ),
    "an included file that is missing": (INCLUDES, {**INCLUDES, "README": "zones\n"}, ["a.example."]),
}


@pytest.mark.parametrize("case", CASES)
def test_zones_that_stay_are_read_once(case: str) -> None:
    """And the report is the same as if each state had been read by itself, in both directions."""
    before, after, expected = CASES[case]
    for old, new in ((before, after), (after, before)):
        once, twice = (report(old, new, reuses=reuses) for reuses in (True, False))
        assert told_of(twice) == told_of(once)
    inputs = compared(before, after)
    assert inputs.base is not None
    known = {id(zone.original) for zone in inputs.base.views.zone_set.zones}
    shared = [zone for zone in inputs.zone_set.zones if id(zone.original) in known]
    assert expected == sorted(f"{zone.origin} {zone.view or ''}".strip() for zone in shared)
