"""Repositories of zones in a state before a change, and what edits make of them.

Each set has findings that are older than any change: they must stay quiet.
"""

from collections.abc import Callable, Mapping

Edits = Mapping[str, str | Callable[[str], str] | None]
"""Path -> the new text of a file, what makes it of the old one, or None for its removal."""

_CONFIG = 'fail-on = "warning"\n'

ORIGINE = """\
$ORIGIN origine.example.
$TTL 1h
@          SOA    ns1 hostmaster 2026112401 8h 2h 4w 1h
           NS     ns1
           NS     ns2
           MX     10 mail
           TXT    "v=spf1 mx a:relay.origine.example include:_spf.partenaire.example -all"
_dmarc     TXT    "v=DMARC1; p=reject"
ns1        A      4.3.2.2
ns2        A      4.3.2.3
mail       A      4.3.2.1
relay      A      4.3.2.4
www        CNAME  web
web        A      4.3.2.7
_sip._tcp  SRV    0 5 5060 web
lab        NS     ns1
lab        NS     ns2
old        A      4.3.2.250
legacy     CNAME  gone
"""

REVERSE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@       SOA    ns1.origine.example. hostmaster.origine.example. 2026112401 8h 2h 4w 1h
        NS     ns1.origine.example.
        NS     ns2.origine.example.
1       PTR    mail.origine.example.
2       PTR    ns1.origine.example.
3       PTR    ns2.origine.example.
4       PTR    relay.origine.example.
7       PTR    web.origine.example.
9       PTR    host.lab.origine.example.
16      PTR    out1.partenaire.example.
128/28  NS     ns1.origine.example.
128/28  NS     ns2.origine.example.
129     CNAME  129.128/28
"""

CLASSLESS = """\
$ORIGIN 128/28.2.3.4.in-addr.arpa.
$TTL 1h
@    SOA  ns1.origine.example. hostmaster.origine.example. 2026112401 8h 2h 4w 1h
     NS   ns1.origine.example.
     NS   ns2.origine.example.
129  PTR  mx.boutique.example.
"""

LAB = """\
$ORIGIN lab.origine.example.
$TTL 1h
@     SOA  ns1.origine.example. hostmaster.origine.example. 2026112401 8h 2h 4w 1h
      NS   ns1.origine.example.
      NS   ns2.origine.example.
host  A    4.3.2.9
"""

PARTENAIRE = """\
$ORIGIN partenaire.example.
$TTL 1h
@     SOA  ns1.origine.example. hostmaster.origine.example. 2026112401 8h 2h 4w 1h
      NS   ns1.origine.example.
      NS   ns2.origine.example.
      MX   10 out1
      TXT  "v=spf1 include:_spf.partenaire.example -all"
_spf  TXT  "v=spf1 a:out1.partenaire.example -all"
_dmarc TXT "v=DMARC1; p=reject"
out1  A    4.3.2.16
"""

BOUTIQUE = """\
$ORIGIN boutique.example.
$TTL 1h
@     SOA  ns1.origine.example. hostmaster.origine.example. 2026112401 8h 2h 4w 1h
$INCLUDE parts/usual
      MX   10 mx
mx    A    4.3.2.129
www   CNAME www.origine.example.
"""

USUAL = """\
@       NS   ns1.origine.example.
@       NS   ns2.origine.example.
@       TXT  "v=spf1 mx -all"
_dmarc  TXT  "v=DMARC1; p=reject"
"""

ZONES = {
    ".zonelint.toml": _CONFIG,
    "zones/origine.example.zone": ORIGINE,
    "zones/2.3.4.in-addr.arpa.zone": REVERSE,
    "zones/128-28.rev": CLASSLESS,
    "zones/lab.origine.example.zone": LAB,
    "zones/partenaire.example.zone": PARTENAIRE,
    "zones/boutique.example.zone": BOUTIQUE,
    "zones/parts/usual": USUAL,
}
"""Master files, of which one includes another."""

NAMED = """\
options { directory "/etc/bind"; };
view "inside" {
  match-clients { 10.0.0.0/8; };
  zone "origine.example" { type primary; file "inside/origine"; };
  zone "2.3.4.in-addr.arpa" { type primary; file "both/reverse"; };
};
view "outside" {
  zone "origine.example" { type primary; file "outside/origine"; };
  zone "2.3.4.in-addr.arpa" { type primary; file "both/reverse"; };
};
"""

INSIDE = """\
$TTL 1h
@      SOA  ns1 hostmaster 2026112401 8h 2h 4w 1h
       NS   ns1
       NS   ns2
       MX   10 mail
       TXT  "v=spf1 mx -all"
_dmarc TXT  "v=DMARC1; p=reject"
ns1    A    4.3.2.2
ns2    A    4.3.2.3
mail   A    4.3.2.1
wiki   A    4.3.2.8
old    CNAME gone
"""

OUTSIDE = INSIDE.replace("wiki   A    4.3.2.8\n", "www    A    4.3.2.7\n")

BOTH = """\
$TTL 1h
@  SOA  ns1.origine.example. hostmaster.origine.example. 2026112401 8h 2h 4w 1h
   NS   ns1.origine.example.
   NS   ns2.origine.example.
1  PTR  mail.origine.example.
2  PTR  ns1.origine.example.
3  PTR  ns2.origine.example.
"""

VIEWS = {
    ".zonelint.toml": _CONFIG,
    "named.conf": NAMED,
    "inside/origine": INSIDE,
    "outside/origine": OUTSIDE,
    "both/reverse": BOTH,
}
"""A server with two views, which share a file."""

OCTODNS = """\
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./yaml, enforce_order: false}
  servers: {class: octodns_powerdns.PowerDnsProvider}
zones:
  origine.example.: {sources: [config], targets: [servers]}
  boutique.example.: {sources: [config], targets: [servers]}
"""

YAML_ORIGINE = """\
'':
  - type: NS
    values: [ns1.origine.example., ns2.origine.example.]
  - type: MX
    value: {preference: 10, exchange: mail.origine.example.}
  - type: TXT
    value: v=spf1 mx -all
_dmarc:
  type: TXT
  value: v=DMARC1\\; p=reject
ns1:
  type: A
  value: 4.3.2.2
ns2:
  type: A
  value: 4.3.2.3
mail:
  type: A
  value: 4.3.2.1
old:
  type: CNAME
  value: gone.origine.example.
"""

YAML_BOUTIQUE = """\
'':
  - type: NS
    values: [ns1.origine.example., ns2.origine.example.]
  - type: MX
    value: {preference: 10, exchange: mail.origine.example.}
  - type: TXT
    value: v=spf1 mx:origine.example -all
_dmarc:
  type: TXT
  value: v=DMARC1\\; p=reject
"""

MIXED = {
    ".zonelint.toml": _CONFIG,
    "octodns.yaml": OCTODNS,
    "yaml/origine.example.yaml": YAML_ORIGINE,
    "yaml/boutique.example.yaml": YAML_BOUTIQUE,
    "bind/2.3.4.in-addr.arpa.zone": "$ORIGIN 2.3.4.in-addr.arpa.\n" + BOTH,
}
"""Forward zones in octoDNS, the reverse zone in a master file."""


def without(*lines: str) -> Callable[[str], str]:
    """Return what takes each of `lines`, of which a beginning is enough, out of a text."""

    def edit(text: str) -> str:
        for line in lines:
            found = next(each for each in text.splitlines(keepends=True) if each.startswith(line))
            text = text.replace(found, "", 1)
        return text

    return edit


def put(*pairs: str) -> Callable[[str], str]:
    """Return what puts the second of each pair of `pairs` in the place of the first one."""

    def edit(text: str) -> str:
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text, old
            text = text.replace(old, new)
        return text

    return edit


def plus(*lines: str) -> Callable[[str], str]:
    """Return what adds `lines` to the end of a text."""
    return lambda text: text + "".join(f"{line}\n" for line in lines)


SERIAL, NEXT_SERIAL = "2026112401", "2026112402"
"""Of all zones before a change, and of those that it edits."""


def edited(files: Mapping[str, str], edits: Edits, *, new_serials: bool = True) -> dict[str, str]:
    """Return `files` after `edits`; with `new_serials`, those that are edited have the next serial."""
    after = dict(files)
    for path, edit in edits.items():
        if edit is None:
            del after[path]
        else:
            after[path] = edit if isinstance(edit, str) else edit(after[path])
            if new_serials and after[path] != files.get(path):
                after[path] = after[path].replace(SERIAL, NEXT_SERIAL)
    return after
