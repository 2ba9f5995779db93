"""Which questions count for which name of the zones, and how many each may lead to."""

import pytest

from zonelint.snapshot.shares import MAX_PER_NAME, Shares, names_in


@pytest.mark.parametrize(
    ("rtype", "rdata", "names"),
    [
        ("MX", "10 Mail.example.net.", ["mail.example.net."]),
        ("CNAME", "a.example.", ["a.example."]),
        ("SRV", "0 0 443 a.example.", ["a.example."]),
        ("A", "192.0.2.1", ["1.2.0.192.in-addr.arpa."]),
        ("TXT", '"v=spf1 include:A.example ?ip4:192.0.2.1/32 -all"', ["a.example.", "1.2.0.192.in-addr.arpa."]),
        ("TXT", '"v=spf1 ip6:2001:db8::1 -all"', ["1" + ".0" * 23 + ".8.b.d.0.1.0.0.2.ip6.arpa."]),
        ("TXT", '"v=DMARC1; rua=mailto:x@a.example!10m,mailto:y@b.example"', ["a.example.", "b.example."]),
        ("TXT", '"..bad.. no names"', []),
        ("CAA", '0 issue "ca.example"', []),
    ],
)
def test_names_that_a_record_leads_to(rtype: str, rdata: str, names: list[str]) -> None:
    """Targets, reverse names of addresses, and the words of texts."""
    assert names == list(names_in(rtype, rdata))


def test_what_is_led_to_counts_for_the_name_that_led_there() -> None:
    """A name below one that was led to counts with it; what another name leads to has a share of its own."""
    shares = Shares()
    shares.share([("bad.example.", "MX"), ("good.example.", "MX")])
    shares.lead("bad.example.", "MX", ["10 far.example.net."])
    shares.lead("good.example.", "MX", ["10 near.example.org."])
    asked, left = shares.share(
        [*((f"{number}.far.example.net.", "A") for number in range(200)), ("near.example.org.", "A")]
    )

    assert MAX_PER_NAME == len(asked)
    assert ("near.example.org.", "A") in asked
    assert 101 == len(left)
    assert {"bad.example.": 101} == shares.cut


def test_name_that_two_lead_to_counts_for_the_one_that_led_to_less() -> None:
    """Nobody takes a name from another by naming it, too."""
    shares = Shares()
    shares.share([("bad.example.", "MX"), ("good.example.", "MX")])
    shares.lead("bad.example.", "MX", ["10 far.example.net.", "10 near.example.org."])
    shares.share([(f"{number}.far.example.net.", "A") for number in range(200)])
    shares.lead("good.example.", "MX", ["10 near.example.org."])

    assert ([("near.example.org.", "A")], []) == shares.share([("near.example.org.", "A")])
