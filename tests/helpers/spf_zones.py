"""Namespaces made of a few lines, for tests of SPF that need no reader."""

from builders import source

from zonelint.dns.namespace import Namespace
from zonelint.dns.zone import Record, Zone

FILE = source("")


def namespace(text: str, incomplete: bool = False) -> Namespace:
    """Return the zones example.com. and 2.0.192.in-addr.arpa. with the records of `text`, each on a line.

    Owners and host names are relative to example.com.; the client 192.0.2.1 has its PTR records with the owner
    ``ptr``, 2001:db8::1 has them in example.com. under its own name.
    """
    forward, reverse = Zone("example.com.", FILE), Zone("2.0.192.in-addr.arpa.", FILE)
    six = Zone("8.b.d.0.1.0.0.2.ip6.arpa.", FILE)
    for line in text.splitlines():
        if line.strip():
            owner, rtype, rdata = line.split(None, 2)
            if rtype in ("MX", "PTR", "CNAME"):
                head, _, target = rdata.rpartition(" ")
                rdata = f"{head} {_name(target)}".strip()
            zone = {"ptr": reverse, "ptr6": six}.get(owner, forward)
            name = {"ptr": "1.2.0.192.in-addr.arpa.", "ptr6": "1." + "0." * 23 + six.origin}.get(owner) or _name(owner)
            zone.add(Record(name, rtype, 3600, rdata, 1, FILE, zone, 0))
    if incomplete:
        forward.incomplete("told so")
    return Namespace([forward, reverse, six])


def _name(word: str) -> str:
    return "example.com." if word == "@" else word if word.endswith(".") else f"{word}.example.com."
