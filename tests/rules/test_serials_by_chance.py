"""Whether a zone changed, for zones made by chance: as the rule about serials sees it, and as their records tell."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonelint.testing import lint

FILE = "example.com.zone"
HEAD = "$TTL 1h\n@ SOA ns1 hostmaster {} 8h 2h 4w 1h\n"
RULE = "soa-serial-not-increased"

OWNERS = st.sampled_from(("www", "mail", "a.b", "*.x"))
RDATA = st.one_of(
    st.integers(0, 3).map(lambda octet: ("A", f"4.3.2.{octet}")),
    st.integers(0, 3).map(lambda number: ("TXT", f'"text {number}"')),
    st.sampled_from(("ns1", "mail")).map(lambda host: ("MX", f"10 {host}")),
)
RECORDS = st.sets(st.tuples(OWNERS, RDATA), max_size=8)
Record = tuple[str, tuple[str, str]]


def spelled(records: list[Record], draw: st.DataObject) -> str:
    """Return zone text with the records in this order, each in one of the ways to write it."""
    lines = ["@ NS ns1", "ns1 A 4.3.2.1"]
    for owner, (rtype, rdata) in records:
        ttl, in_class = (
            draw.draw(st.sampled_from(("", " 3600", " 1h", " 60m"))),
            draw.draw(st.sampled_from(("", " IN"))),
        )
        end = draw.draw(st.sampled_from(("", " ; a note", "\n; a line between")))
        name = draw.draw(st.sampled_from((owner, owner.upper(), f"{owner}.Example.COM.")))
        lines.append(f"{name}{ttl}{in_class} {rtype} {rdata}{end}")
    return "".join(line + "\n" for line in lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS, RECORDS, st.integers(1, 3), st.integers(1, 3), st.data())
def test_finding_if_records_differ_and_the_serial_does_not(
    before: set[Record], after: set[Record], old: int, new: int, draw: st.DataObject
) -> None:
    """However the records are ordered and spelled on either side."""
    texts = [
        HEAD.format(serial) + spelled(draw.draw(st.permutations(sorted(records))), draw)
        for records, serial in ((before, old), (after, new))
    ]
    found = lint({FILE: texts[1]}, RULE, before={FILE: texts[0]})

    assert (before != after and new <= old) == bool(found)
