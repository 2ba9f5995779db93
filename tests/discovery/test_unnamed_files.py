"""Origins that neither text nor name of a file tells, but the hosts of the whole set."""

from pathlib import Path

import pytest

from zonelint.config.settings import Settings
from zonelint.discovery.search import discover
from zonelint.files.zone_files import Discovery

SOA = "$TTL 1h\n@ SOA ns.lab.example. root.lab.example. 1 8h 2h 4w 1h\n@ NS ns.lab.example.\n"
FORWARD = f"{SOA}ns A 10.2.3.53\nwww A 10.2.3.80\ndb A 10.2.3.81\n"
REVERSE = f"{SOA}53 PTR ns.lab.example.\n80 PTR www.lab.example.\n81 PTR db.lab.example.\n"
LAB, NETWORK = "lab.example.", "3.2.10.in-addr.arpa."


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make an empty work tree, which is the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def find(**texts: str) -> Discovery:
    """Run discovery on files, in whose names an underscore stands for a dot."""
    for name, text in texts.items():
        Path(name.replace("_", ".")).write_text(text)
    return discover((), Settings())


def origins(found: Discovery) -> dict[str, str]:
    """Return the origin of each zone file that was read, by its path."""
    return {zone.path: zone.origin for zone in found.zones}


def test_servers_and_hosts_tell_the_zones_of_files_of_any_name() -> None:
    """The forward zone has its own name server, and the hosts of the PTRs have their addresses in it."""
    found = find(dns_for=FORWARD, dns_rev=REVERSE)

    assert {"dns.for": LAB, "dns.rev": NETWORK} == origins(found)
    assert ["name servers", "addresses of its hosts"] == [zone.origin_from for zone in found.zones]


def test_hosts_of_a_zone_with_a_name_tell_the_network() -> None:
    """Whichever lines ``$ORIGIN`` it has, and hosts without an owner of their own."""
    text = f"{SOA}ns A 10.2.3.53\n$ORIGIN lab.example.\nwww A 10.2.4.80\n A 10.2.3.80\ndb A 10.2.3.81\n"

    assert {"lab.example.zone": LAB, "dns.rev": NETWORK} == origins(find(lab_example_zone=text, dns_rev=REVERSE))


@pytest.mark.parametrize(
    "text",
    [
        FORWARD.replace("ns A 10.2.3.53\n", ""),  # its server is elsewhere
        FORWARD.replace("root.lab.example.", "root.host.example."),  # as a provider has it for each customer
        FORWARD + "@ NS ns.host.example.\n",
        FORWARD + "www.shop.example. A 10.2.3.82\n",
        FORWARD.replace("lab.example", "lab"),
        "$ORIGIN x\n" + FORWARD,
    ],
)
def test_servers_that_tell_no_zone(text: str) -> None:
    """Any of these may be the zone of another domain."""
    assert "dns.txt" not in origins(
        find(other_example_zone=FORWARD.replace("lab.example", "other.example"), dns_txt=text)
    )


@pytest.mark.parametrize(
    "text",
    [
        REVERSE.replace("81 PTR db", "82 PTR db"),
        REVERSE.replace("81 PTR db.lab.example.\n", ""),
        REVERSE.replace("lab.example.\n81", "lab.example.\n$ORIGIN 4.2.10.in-addr.arpa.\n81"),
    ],
)
def test_hosts_that_tell_no_network(text: str) -> None:
    """One has another address, there are too few of them, or the file has several networks."""
    assert ["lab.example.zone"] == list(origins(find(lab_example_zone=FORWARD, dns_rev=text)))


def test_what_another_file_holds_is_not_guessed() -> None:
    """Nor what two files claim, nor what an index has elsewhere."""
    files = {"lab_example_zone": FORWARD, "dns_txt": FORWARD, "one_rev": REVERSE, "two_rev": REVERSE}
    assert ["lab.example.zone"] == list(origins(find(**files)))

    Path("named.conf").write_text('zone "lab.example" { type primary; file "elsewhere/x"; };')
    Path("lab.example.zone").unlink()
    assert not origins(find())


@pytest.mark.parametrize("address", ["NET.{0}", "b..a.{0}", "1.2.3.4.{0}", ".{0}", "@N@.{0}", "10.2.300.{0}"])
def test_what_is_no_address_makes_no_network(address: str) -> None:
    """Somebody is to fill it in, or it is a slip."""
    text = FORWARD
    for number in ("53", "80", "81"):
        text = text.replace(f"10.2.3.{number}", address.format(number))

    assert "dns.rev" not in origins(find(lab_example_zone=text, dns_rev=REVERSE))


GANDI = "$TTL 1h\n@ IN SOA ns1.gandi.net. hostmaster.gandi.net. 1 8h 2h 4w 1h\n@ NS ns1.gandi.net.\n"


@pytest.mark.parametrize(
    ("heading", "records", "told"),
    [
        ("; Zone file for my-bakery.paris\n", "", True),
        ("; DNS zone of My-Bakery.paris.\n; by baker@example.com, see https://example.org/x\n", "", True),
        (";\n; my-bakery.paris zone file\n", "", True),
        ("; Domain: my-bakery.paris\n", "", True),
        ("; my-bakery.paris (gandi.net)\n", "www CNAME my-bakery.paris.\n", True),
        ("; my-bakery.paris\n", "", False),
        ("; my-bakery.paris\n", "www CNAME my-bakery.paris\n", False),
        ("; Zone file for my-bakery.paris, zone example.com\n", "", False),
        ("; Zone file /etc/bind/my-bakery.zone\n", "", False),
        ("; Zone file named.conf\n", "", False),
        ("; Zone file db.my-bakery.paris\n", "", False),
        ("; zone file generated by www.my-bakery.paris\n", "", False),
        ("; zone of the lab, edit on ns1.my-bakery.paris\n", "", False),
        ("; zone of ns1.gandi.net\n", "", False),
        ("; This is the zone file.Do not edit\n", "", False),
        ("; Zone file, see README.md\n", "", False),
        ("; Zone of the office.intranet\n", "", False),
        ("; Zone for com\n", "", False),
        ("; Zone for my-bakery.paris\n", "1 PTR www.my-bakery.paris.\n", False),
    ],
)
def test_the_comments_at_the_start_name_the_zone(heading: str, records: str, told: bool) -> None:
    """They call it one, and no other name; or the one that `www` is an alias for."""
    found = find(
        other_example_zone=FORWARD.replace("lab.example", "other.example"), records_txt=heading + GANDI + records
    )

    assert told == (origins(found).get("records.txt") == "my-bakery.paris.")
    assert told == ("records.txt" in origins(found))


def test_copies_of_a_comment_tell_nothing() -> None:
    """Of two files with one heading one was copied from the other."""
    text = f"; Zone file for my-bakery.paris\n{GANDI}"
    other = FORWARD.replace("lab.example", "other.example")

    assert ["other.example.zone"] == list(origins(find(other_example_zone=other, inside_txt=text, dmz_txt=text)))
