"""Names that nobody has: those of manuals, and single labels."""

from pathlib import Path

import pytest
from linting import lint
from scenarios import REVERSE, ZONE, forward, reverse


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def helps(rule: str, files: dict[str, str]) -> list[str]:
    """Return the help of each finding of `rule`."""
    return [each.help for each in lint(files) if each.rule == rule]


def shop(body: str, names: str = "@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n@ NS ns1\n") -> dict[str, str]:
    """Return a zone that is no example, with these apex records; ns1 has an address."""
    return {"shop.de.zone": f"$ORIGIN shop.de.\n$TTL 1h\n{names}ns1 A 4.3.2.53\n{body}"}


def test_host_of_the_zone_in_place_of_a_manuals() -> None:
    """Where the zone has a host with the same first label, the help names it."""
    files = shop("", "@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n")

    assert ["write `NS ns1.shop.de.`"] == helps("name-from-manual", files)


def test_record_of_a_manual_beside_the_right_one() -> None:
    """What was left beside the zone's own server is to go."""
    assert ["delete it: `NS ns1.shop.de.` is there already at shop.de.zone:4"] == helps(
        "name-from-manual", shop("@ NS ns1.example.com.\n")
    )


def test_soa_of_a_manual() -> None:
    """The help names the server that the NS record names, and a mailbox of the zone."""
    files = shop("", "@ SOA ns1.example.com. root.example.com. 1 8h 2h 4w 1h\n@ NS ns1\n")

    assert [
        "write `ns1.shop.de.`, as in the NS record",
        "write the mailbox of whoever manages the zone, such as `hostmaster.shop.de.`",
    ] == helps("name-from-manual", files)


def test_soa_and_ns_of_a_manual() -> None:
    """Where the NS record is no better, a host with the same first label is the server."""
    files = shop("", "@ SOA ns1.example.com. a 1 8h 2h 4w 1h\n@ NS ns2.example.com.\n")

    assert ["write `ns1.shop.de.`", "write the name of the name server, or delete the record"] == helps(
        "name-from-manual", files
    )


@pytest.mark.parametrize("origin", ["unit.tests.", "example.de.", "shop.example."])
def test_zones_of_examples(origin: str) -> None:
    """A set of examples or tests may well use names of manuals."""
    text = f"$ORIGIN {origin}\n$TTL 1h\n@ SOA ns1.example.com. a 1 8h 2h 4w 1h\n@ NS ns1.example.com.\na A 4.3.2.1\n"

    assert [] == helps("name-from-manual", {"set.zone": text})


def test_zone_without_hosts() -> None:
    """A form that was never filled in is no zone of anybody's."""
    text = "$ORIGIN shop.de.\n$TTL 1h\n@ SOA ns1.example.com. root.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"

    assert [] == helps("name-from-manual", {"shop.de.zone": text})


def test_single_label_that_two_zones_have() -> None:
    """The host of the record's own zone is the one that is meant."""
    files = {ZONE: forward("dns A 4.3.2.2\n@ NS dns.\n"), "other.zone": forward("dns A 4.3.2.3\n", "example.net.")}

    assert ["write `NS dns.example.com.`"] == helps("target-single-label", files)


def test_single_label_of_several_hosts_elsewhere() -> None:
    """Of hosts in several other zones none is provably meant."""
    files = {
        ZONE: forward("dns A 4.3.2.2\n"),
        "other.zone": forward("dns A 4.3.2.3\n", "example.net."),
        REVERSE: reverse("@ NS dns.\n"),
    }

    assert [] == helps("target-single-label", files)


def test_exchange_of_a_single_label() -> None:
    """One defect, one finding: an MX has a rule of its own for that, with the full name as help."""
    files = {ZONE: forward("mail A 4.3.2.25\n@ MX 10 mail.\n")}

    assert ([], ["write `MX 10 mail.example.com.`"]) == (
        helps("target-single-label", files),
        helps("mx-target-not-a-hostname", files),
    )
