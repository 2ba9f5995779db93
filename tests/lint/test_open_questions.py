"""A suppression is not unused where a rule might find something if more zones were loaded."""

import pytest

from zonelint.testing import lint

ZONE = """\
$TTL 1h
@     SOA ns1 hostmaster 1 8h 2h 4w 1h
      NS  ns1
ns1   A   4.3.2.53
"""
REVERSE = """\
$TTL 1h
@     SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
      NS  ns1.example.com.
53    PTR ns1.example.com.
99    PTR mail.example.com.
"""
WITHOUT_PTR = "mail  A   4.3.2.99 ; zonelint: ignore[address-without-ptr] no reverse zone yet\n"
ALIAS = "www   CNAME web.example.net. ; zonelint: ignore[cname-target-missing] comes soon\n"
TARGET = "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n NS ns1\nns1 A 4.3.2.53\nweb A 4.3.2.80\n"
TTL = "mail  A   4.3.2.99 ; zonelint: ignore[rrset-ttl-mismatch] one record has one TTL\n"
OTHER_TYPE = "mail  A   4.3.2.99 ; zonelint: ignore[mx-target-is-cname] this is no MX\n"
NO_PTR = "mail  A   4.3.2.99 ; zonelint: ignore[ptr-target-without-address] this is no PTR\n"
WHOLE_FILE = "; zonelint: ignore-file[address-without-ptr] no reverse zone yet\n"


@pytest.mark.parametrize(
    ("files", "is_unused"),
    [
        ({"example.com.zone": ZONE + WITHOUT_PTR}, False),
        ({"example.com.zone": ZONE + WITHOUT_PTR, "2.3.4.in-addr.arpa.zone": REVERSE}, True),
        ({"example.com.zone": ZONE + ALIAS}, False),
        ({"example.com.zone": ZONE + ALIAS, "example.net.zone": TARGET}, True),
        ({"example.com.zone": ZONE + TTL}, True),
        ({"example.com.zone": ZONE + OTHER_TYPE}, True),
        ({"example.com.zone": ZONE + NO_PTR}, True),
        ({"example.com.zone": WHOLE_FILE + ZONE}, False),
        ({"example.com.zone": WHOLE_FILE + ZONE, "2.3.4.in-addr.arpa.zone": REVERSE}, True),
    ],
)
def test_what_is_not_known_makes_no_comment_unused(files: dict[str, str], is_unused: bool) -> None:
    """An editor shows one file of a set: the reverse zone, or that of a target, is not there."""
    rules = "address-without-ptr cname-target-missing rrset-ttl-mismatch mx-target-is-cname ptr-target-without-address"
    found = lint(files, *rules.split(), "unused-suppression")

    unused = [finding for finding in found if finding.rule == "unused-suppression"]
    assert is_unused == (len(unused) == 1)
