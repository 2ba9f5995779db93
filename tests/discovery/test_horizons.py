"""Several servers, folders or sides of a horizon in one repository: who takes whose word that something is missing."""

from pathlib import Path

import pytest
from reading import write
from scenarios import forward, found, marked, reverse

from zonelint.config.settings import Settings
from zonelint.discovery.horizons import is_variant
from zonelint.discovery.search import discover
from zonelint.files.halves import are_halves


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def named_conf(*zones: tuple[str, str]) -> str:
    """Return a named.conf for (origin, file) pairs; without a file the server is secondary for the zone."""
    return "".join(
        f'zone "{origin}" {{ type primary; file "{file}"; }};\n'
        if file
        else f'zone "{origin}" {{ type secondary; primaries {{ 4.3.2.1; }}; }};\n'
        for origin, file in zones
    )


def passed_over(files: dict[str, str]) -> dict[str, str]:
    """Return path -> why of the files that are passed over."""
    write(Path(), files)
    return dict(discover(["."], Settings()).ignored)


REVERSE_ORIGIN = "2.3.4.in-addr.arpa."
INNER = ("example.com", "inside/example.com.zone")
PUBLIC = (REVERSE_ORIGIN, "rev")


# -- the halves of a split horizon


@pytest.mark.parametrize(
    ("path", "other", "expected"),
    [
        ("dns/internal/db.x", "dns/external/db.x", True),
        ("dns/inside/db.x", "dns/outside/db.x", True),
        ("dns/zones-wan/db.x", "dns/zones-lan/db.x", True),
        ("intern/db.x", "extern/db.x", True),
        ("db.x.private", "db.x.public", True),
        ("public/internal/db.x", "public/internal-old/db.x", False),
        ("dns/internal/db.x", "dns/db.x", False),
        ("dns/a/internal.example.zone", "dns/b/internal.example.zone", False),
    ],
)
def test_names_of_halves(path: str, other: str, expected: bool) -> None:
    """One path names the inside and the other the outside, in words that they do not have in common."""
    assert expected is are_halves(path, other)


@pytest.mark.parametrize(
    ("name", "other", "origin", "expected"),
    [
        ("db.example.com.good", "db.example.com", "example.com.", True),
        ("example.com.v2.zone", "db.example.com", "example.com.", True),
        ("example.com-new", "example.com.zone", "example.com.", True),
        ("db.example.com.good", "db.example.com.att", "example.com.", True),
        ("db.example.com.zone-long.txt", "db.example.com.zone-short.txt", "example.com.", True),
        ("default_example.com.zone", "example.com.zone", "example.com.", True),
        ("db.192.0.2.new", "db.192.0.2", "2.0.192.in-addr.arpa.", True),
        ("ns1_example.com.db", "ns2_db.example.com", "example.com.", True),
        ("internal-example.com.zone", "external-example.com.zone", "example.com.", True),
        ("example.com!inside.zone", "example.com!staff.zone", "example.com.", True),
        ("example.com!inside.zone", "example.com.zone", "example.com.", True),
        ("db.a_example.com", "db.b_example.com", "example.com.", False),
        ("example.com.zone", "db.example.com", "example.com.", False),
        ("db.example.com", "db.example", "example.com.", False),
        ("db.example.org", "db.example.net", "example.com.", False),
        ("db.10.1", "db.10", "10.in-addr.arpa.", False),
        ("other.zone", "db.example.com", "example.com.", False),
    ],
)
def test_names_of_variants(name: str, other: str, origin: str, expected: bool) -> None:
    """A word at the end marks them, unless it belongs to the name of the zone."""
    assert expected is is_variant(name, other, origin)


def test_outer_half_that_no_index_names_confirms_a_public_ptr() -> None:
    """The index serves the inner half; the address of the outside stands in the file beside it."""
    files = {
        "named.conf": named_conf(INNER, PUBLIC),
        "inside/example.com.zone": forward("www A 10.0.0.80\n"),
        "outside/example.com.zone": forward("www A 4.3.2.80\n"),
        "rev": reverse("80 PTR www.example.com.\n"),
    }

    assert [] == found(files)


VIEWS = """\
view "public" {
  match-clients { 4.3.2.1; 172.16.0.1; };
  zone "example.com" { type primary; file "{0}"; };
  zone "example.net" { type primary; file "public/example.net"; };
};
view "private" {
  match-clients { any; };
  zone "example.com" { type primary; file "private/example.com"; };
};
"""


@pytest.mark.parametrize("name", ["on-server/example.com", "public/db.example.com"])
def test_a_file_beside_those_of_a_view_is_of_it(name: str) -> None:
    """It is not called as the index has it, but the view lacks just that file."""
    zones = {
        "named.conf": VIEWS.replace("{0}", name),
        "public/example.net": forward("", "example.net."),
        "public/example.com": forward("www A 4.3.2.80\nftp CNAME nowhere\n"),
        "private/example.com": forward("www A 172.16.0.80\n"),
    }
    write(Path(), zones)
    views = {zone.path: zone.views for zone in discover(["."], Settings()).zones}

    assert (("public",), ("private",)) == (views["public/example.com"], views["private/example.com"])


@pytest.mark.parametrize(
    ("change", "to"),
    [("on-server/example.com", "private/example.com"), ("public/example.net", "elsewhere/example.net")],
)
def test_other_files_of_a_zone_with_views_are_copies(change: str, to: str) -> None:
    """No view lacks a file, or none of the view lies there."""
    conf = VIEWS.replace("{0}", "on-server/example.com").replace(change, to)
    write(Path(), {"elsewhere/example.net": forward("", "example.net."), "private/example.com": forward("")})
    copies = passed_over({"named.conf": conf, "public/example.com": forward("")})

    assert copies["public/example.com"].startswith("example.com. is served from private/example.com")


def test_ptr_that_both_halves_contradict_is_wrong() -> None:
    """What is missing in each half is missing."""
    files = {
        "named.conf": named_conf(INNER, PUBLIC),
        "inside/example.com.zone": forward("www A 10.0.0.80\n"),
        "outside/example.com.zone": forward("www A 4.3.2.80\n"),
        "rev": reverse(
            "80 PTR www.example.com.\n"
            "81 PTR www.example.com. ; <- error ptr-address-mismatch\n"
            "82 PTR gone.example.com. ; <- error ptr-target-without-address\n"
        ),
    }

    assert marked(files) == found(files)


def test_halves_that_lead_to_different_names_are_followed() -> None:
    """An alias inside and an address outside: the address of a PTR is missing at both ends."""
    files = {
        "named.conf": named_conf(INNER, PUBLIC, ("example.org", "org")),
        "inside/example.com.zone": forward("www CNAME host.example.org.\n"),
        "outside/example.com.zone": forward("www A 4.3.2.80\n"),
        "org": forward("host A 10.0.0.80\n", "example.org."),
        "rev": reverse("80 PTR www.example.com.\n81 PTR www.example.com. ; <- error ptr-address-mismatch\n"),
    }

    assert marked(files) == found(files)


def test_halves_are_known_by_their_addresses() -> None:
    """All addresses of one file are private, and none of the other is: these are two sides, whatever their names."""
    files = {
        "named.conf": named_conf(("example.com", "a/example.com.zone"), PUBLIC),
        "a/example.com.zone": forward("").replace("4.3.2.53", "10.0.0.53"),
        "b/example.com.zone": forward("www A 4.3.2.80\n"),
        "rev": reverse("80 PTR www.example.com.\n"),
    }

    assert [] == found(files)


def test_each_half_is_judged_by_itself() -> None:
    """A target that only the other half has is missing."""
    files = {
        "named.conf": named_conf(INNER),
        "inside/example.com.zone": forward("www A 10.0.0.80\n@ MX 5 out ; <- error mx-target-without-address\n"),
        "outside/example.com.zone": forward("out A 4.3.2.80\nx CNAME www ; <- error cname-target-missing\n"),
    }

    assert marked(files) == found(files)


def test_half_sees_its_own_servers_version() -> None:
    """Of a zone that another server has in another version, too, that of the half's own server counts."""
    conf = named_conf(INNER, ("example.org", "org"))
    files = {
        "one/named.conf": conf,
        "one/inside/example.com.zone": forward("www A 10.0.0.80\n@ MX 5 m.example.org.\n"),
        "one/outside/example.com.zone": forward("www A 4.3.2.80\n"),
        "one/org": forward("m A 10.0.0.25\n", "example.org."),
        "two/named.conf": named_conf(("example.org", "org")),
        "two/org": forward("", "example.org."),
    }

    assert [] == found(files)
    files["one/org"], files["two/org"] = files["two/org"], files["one/org"]
    assert [("mx-target-without-address", "error", "one/inside/example.com.zone", 7)] == found(files)


def test_reason_names_the_nearest_version() -> None:
    """An index for tests below the server's folder serves another file of that zone; the copy lies beside the first."""
    files = {
        "ns/named.conf": named_conf(("example.com", "zones/live/example.com.zone")),
        "ns/conftest/named.conf": named_conf(("example.com", "../zones-test/live/example.com.zone")),
        "ns/zones/live/example.com.zone": forward(""),
        "ns/zones-test/live/example.com.zone": forward(""),
        "ns/zones/new/example.com.zone": forward(""),
    }

    why = passed_over(files)["ns/zones/new/example.com.zone"]
    assert "example.com. is served from ns/zones/live/example.com.zone (ns/named.conf:1)" == why


# -- folders of their own


def test_folder_with_copies_is_not_judged_by_the_servers_other_zones() -> None:
    """A folder of trials holds another file of a served reverse zone: its names are none of that server's."""
    files = {
        "ns/named.conf": named_conf(("example.net", "net"), (REVERSE_ORIGIN, "rev")),
        "ns/net": forward("", "example.net."),
        "ns/rev": reverse(""),
        "trials/2.3.4.in-addr.arpa.zone": reverse("80 PTR www.example.org.\n"),
        "trials/example.org.zone": forward("www A 4.3.2.80\n", "example.org."),
    }

    assert [] == found(files)


def test_servers_with_versions_of_one_zone_do_not_judge_each_other() -> None:
    """Two servers of which each has its own example.com: the reverse zone that one has is not the other's."""
    files = {
        "one/named.conf": named_conf(("example.com", "db")),
        "one/db": forward("www A 4.3.2.80\n"),
        "two/named.conf": named_conf(("example.com", "db"), (REVERSE_ORIGIN, "rev")),
        "two/db": forward("www A 4.3.2.81 ; <- warning address-without-ptr\n"),
        "two/rev": reverse(""),
    }

    assert marked(files) == found(files)


def test_secondary_takes_the_word_of_the_primary() -> None:
    """A server that is secondary for a zone serves what another one's file has."""
    files = {
        "one/named.conf": named_conf(("example.com", "db"), (REVERSE_ORIGIN, "")),
        "one/db": forward("www A 4.3.2.80 ; <- warning address-without-ptr\n"),
        "two/named.conf": named_conf(("example.com", "db"), (REVERSE_ORIGIN, "rev")),
        "two/db": forward(""),
        "two/rev": reverse(""),
    }

    assert marked(files) == found(files)


# -- files beside those of a server that it does not load


def test_leftover_proves_nothing_missing_to_the_server() -> None:
    """No index names the reverse zone, so it is not what the server answers with."""
    files = {
        "named.conf": named_conf(("example.com", "zones/db")),
        "zones/db": forward("www A 4.3.2.80\n"),
        "zones/2.3.4.in-addr.arpa.zone": reverse(""),
    }

    assert [] == found(files)


def test_leftover_of_a_secondary_zone_proves_nothing_missing() -> None:
    """The index says that the zone comes from elsewhere."""
    files = {
        "named.conf": named_conf(("example.com", "zones/db"), (REVERSE_ORIGIN, "")),
        "zones/db": forward("www A 4.3.2.80\n"),
        "zones/2.3.4.in-addr.arpa.zone": reverse(""),
    }

    assert [] == found(files)


def test_leftover_is_judged_by_the_servers_zones() -> None:
    """A reverse zone that was forgotten in the index is judged by what the server has; so far nothing breaks."""
    files = {
        "named.conf": named_conf(("example.com", "zones/db")),
        "zones/db": forward(""),
        "zones/2.3.4.in-addr.arpa.zone": reverse("80 PTR gone.example.com. ; <- warning ptr-target-without-address\n"),
    }

    assert marked(files) == found(files)


def test_leftovers_of_one_server_judge_each_other() -> None:
    """Both are what somebody keeps beside the server's files."""
    files = {
        "named.conf": named_conf(("example.com", "zones/db")),
        "zones/db": forward(""),
        "zones/2.3.4.in-addr.arpa.zone": reverse(""),
        "zones/example.org.zone": forward("www A 4.3.2.80 ; <- warning address-without-ptr\n", "example.org."),
    }

    assert marked(files) == found(files)


def test_leftover_is_not_judged_by_another_server() -> None:
    """Two servers that hold versions of one zone: what lies beside the files of one is not measured by the other's."""
    files = {
        "one/named.conf": named_conf(("example.net", "zones/net")),
        "one/zones/net": forward("", "example.net."),
        "one/zones/2.3.4.in-addr.arpa.zone": reverse("80 PTR gone.example.com.\n"),
        "two/named.conf": named_conf(("example.com", "db"), ("example.net", "net")),
        "two/db": forward(""),
        "two/net": forward("", "example.net."),
    }

    assert [] == found(files)


@pytest.mark.parametrize(
    ("ptrs", "count"), [("10 PTR a.example.com.\n11 PTR b.example.com.\n", 0), ("10 PTR a.example.com.\n", 1)]
)
def test_leftover_reverse_zone_of_a_network_that_was_left(ptrs: str, count: int) -> None:
    """Every host of it has its PTR in the zone that took its place: nothing in it is to be mended any more."""
    forward_conf = named_conf(("example.com", "example.com.zone"), PUBLIC) + 'include "more.conf";\n'
    files = {
        "named.conf": forward_conf,
        "example.com.zone": forward("a A 4.3.2.10\nb A 4.3.2.11\n"),
        "rev": reverse("10 PTR a.example.com.\n11 PTR b.example.com.\n"),
        "7.3.4.in-addr.arpa.zone": reverse(ptrs, "7.3.4.in-addr.arpa."),
    }

    assert ["ptr-address-mismatch"] * count == [rule for rule, *_ in found(files)]


@pytest.mark.parametrize(
    ("ptrs", "rules"),
    [
        ("10 PTR a.example.com.\n11 PTR gone.example.com.\n11 PTR b.example.com.\n", []),
        ("53 PTR c.example.com.\n11 PTR gone.example.com.\n", ["ptr-target-without-address"]),
        ("10 PTR a.example.com\n11 PTR b.example.com\n", ["ptr-target-without-address"]),
    ],
)
def test_leftover_reverse_zone_that_nobody_keeps(ptrs: str, rules: list[str]) -> None:
    """Of two PTRs or more none leads back; slips of the pen do not count."""
    files = {
        "named.conf": named_conf(("example.com", "example.com.zone")),
        "example.com.zone": forward("a A 4.3.2.20\nb A 4.3.2.21\nc A 4.3.7.53\n"),
        "7.3.4.in-addr.arpa.zone": reverse(ptrs, "7.3.4.in-addr.arpa."),
    }

    assert rules == list(dict.fromkeys(rule for rule, *_ in found(files) if rule.startswith("ptr-")))


def test_file_of_nearly_the_name_is_no_leftover() -> None:
    """The index means that file, though it has a letter wrong in the zone's name and the file's."""
    files = {
        "named.conf": named_conf(("example.com", "zones/db"), ("2.3.4.in_addr.arpa", "zones/db.2.3.4.in_addr.arpa")),
        "zones/db": forward("www A 4.3.2.80\n"),
        "zones/db.2.3.4.in-addr.arpa": reverse("").partition("\n")[2],
    }

    assert ("address-without-ptr", "warning", "zones/db", 6) in found(files)


# -- variants of a zone


def test_transfers_from_several_servers_are_no_duplicates() -> None:
    """What dig wrote is what each server gave; from one server it stands twice."""
    head = "\n; <<>> DiG 9.18 <<>> @{} axfr example.com\n; (1 server found)\n"
    zone = forward("www A 4.3.2.80\n")
    both = {"ns1.txt": head.format("ns1.example.com") + zone, "ns2.txt": head.format("ns2.example.com") + zone}

    assert [] == found(both)
    assert ["ns2.txt"] == list(passed_over(both))
    assert [("duplicate-zone", "error")] == [each[:2] for each in found({**both, "ns2.txt": both["ns1.txt"]})]


def test_transfer_of_the_newest_serial_is_read() -> None:
    """A server may be behind."""
    head = "\n; <<>> DiG 9.18 <<>> @{} axfr example.com\n"
    record = "example.com. 60 IN SOA ns1.example.com. root.example.com. {} 2 3 4 5\nexample.com. 60 IN NS x.example.\n"
    files = {f"{name}.txt": head.format(name) + record.format(serial) for name, serial in (("a", 9), ("b", 10))}

    assert {"a.txt": "example.com. as another server gave it; b.txt is read"} == passed_over(files)


def test_what_a_server_gave_it_has_loaded() -> None:
    """BIND would refuse the name, and passes over the address; another one was asked."""
    zone = forward(
        "web_1 A 4.3.2.80\n\\@x A 4.3.2.83\n"
        "@ NS ns.example.net.\nns.example.net. A 4.3.2.81\nx.example.net. A 4.3.2.82\n"
    )
    head = "\n; <<>> DiG 9.18 <<>> @ns1.example.com axfr example.com\n"
    rules = ("name-not-a-hostname", "out-of-zone-record")
    served, given = ([rule for rule, *_ in found({"x.zone": text + zone})] for text in ("", head))

    assert [2, 2] == [served.count(rule) for rule in rules]
    assert [1, 1] == [given.count(rule) for rule in rules]


def test_variants_of_a_zone_are_no_duplicates() -> None:
    """Somebody exchanges them by hand, so each is judged by itself; of addresses what none of them has is missing."""
    files = {
        "db.example.com": forward("www A 4.3.2.80 ; <- warning address-without-ptr\n"),
        "db.example.com.good": forward(
            "www A 4.3.2.81\n MX 10 gone.example.com. ; <- error mx-target-without-address\n"
        ),
        "db.4.3.2": reverse("81 PTR www.example.com.\n82 PTR www.example.com. ; <- error ptr-address-mismatch\n"),
    }

    assert marked(files) == found(files)
