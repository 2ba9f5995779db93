"""Which PTR stands for which address, and what leads back."""

from pathlib import Path

import pytest
from scenarios import REVERSE, ZONE, forward, pair, reverse

from zonelint.config.settings import Settings
from zonelint.discovery.search import discover
from zonelint.dns.reverse import Reverse
from zonelint.lint.views import load


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def reverse_of(files: dict[str, str]) -> Reverse:
    """Return the reverse side of `files`."""
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    settings = Settings()
    return load(discover(["."], settings), settings)[0].reverse


def targets(ptr_rrsets: "object") -> dict[str, list[str]]:
    """Return address -> the targets of its PTRs."""
    assert isinstance(ptr_rrsets, dict)
    return {address: [ptr.target for ptr in ptrs] for address, ptrs in ptr_rrsets.items() if address != "4.3.2.53"}


def classless(label: str, body: str) -> dict[str, str]:
    """Return a classless zone `label` below 2.3.4.in-addr.arpa."""
    return {"classless.zone": reverse(body, f"{label}.2.3.4.in-addr.arpa.")}


def test_full_names_stand_for_their_address() -> None:
    """In a /24, in a larger zone, and in one for a single address."""
    files = {
        REVERSE: reverse("25 PTR a.example.com.\n025 PTR x.\n25.9 PTR y.\n"),
        "3.4.zone": reverse("25.7 PTR b.example.com.\n", "3.4.in-addr.arpa."),
        "one.zone": reverse("@ PTR c.example.com.\n", "1.9.9.9.in-addr.arpa."),
        "ip6.zone": reverse("5.2" + ".0" * 22 + " PTR d.example.com.\n", "0.0.0.0.0.0.6.2.ip6.arpa."),
    }

    assert {
        "4.3.2.25": ["a.example.com."],
        "4.3.7.25": ["b.example.com."],
        "9.9.9.1": ["c.example.com."],
        "2600::25": ["d.example.com."],
    } == targets(reverse_of(files).ptr_rrsets)


def test_short_owner_in_a_zone_of_ipv6_stands_for_nothing() -> None:
    """A zone of few nibbles is no /24, whatever number stands below it."""
    assert {} == targets(reverse_of({"ip6.zone": reverse("5 PTR a.example.com.\n", "0.0.0.6.2.ip6.arpa.")}).ptr_rrsets)


def test_occluded_ptr_stands_for_nothing() -> None:
    """A PTR below a delegation, or hidden by a deeper zone, is never found."""
    files = {
        "3.4.zone": reverse("2 NS ns.example.net.\n25.2 PTR a.\n25.7 PTR b.\n", "3.4.in-addr.arpa."),
        "7.3.4.zone": reverse("26 PTR c.\n", "7.3.4.in-addr.arpa."),
    }

    assert {"4.3.7.26": ["c."]} == targets(reverse_of(files).ptr_rrsets)


@pytest.mark.parametrize("label", ["64/26", "64-26", "64-127", "customer", "64_26"])
def test_ptr_at_the_end_of_a_cname(label: str) -> None:
    """Where the zone above leads to it, the form of the classless zone does not matter."""
    files = {
        REVERSE: reverse(f"{label} NS ns.example.com.\n65 CNAME 65.{label}\n"),
        **classless(label, "65 PTR a.example.com.\n66 PTR b.example.com.\n"),
    }

    assert {"4.3.2.65": ["a.example.com."]} == targets(reverse_of(files).ptr_rrsets)


def test_cname_within_the_zone_and_into_a_forward_zone() -> None:
    """The chain is followed wherever it leads."""
    files = {REVERSE: reverse("65 CNAME 65.64/26\n65.64/26 PTR a.\n66 CNAME r66.example.com.\n")}
    files[ZONE] = forward("r66 PTR b.\n")

    assert {"4.3.2.65": ["a."], "4.3.2.66": ["b."]} == targets(reverse_of(files).ptr_rrsets)


def test_wildcards_stand_for_no_address() -> None:
    """Neither by their own name nor at the end of a CNAME."""
    found = reverse_of({REVERSE: reverse("* PTR w.\n65 CNAME 65.64/26\n*.64/26 PTR v.\n")})

    assert {} == targets(found.ptr_rrsets)
    assert found.namespace.reverse("4.3.2.65").found


@pytest.mark.parametrize(
    ("label", "number", "stands"),
    [
        ("64/26", 64, True), ("64/26", 127, True), ("64/26", 63, False), ("64/26", 128, False),
        ("64-26", 127, True), ("64-26", 63, False), ("64-127", 127, True), ("64-127", 128, False),
        ("64-95", 95, True), ("64-95", 96, False), ("0-25", 127, True), ("0-25", 128, False),
        ("0/25", 127, True), ("24-31", 31, True), ("24-31", 32, False), ("64_26", 100, True),
        ("0/24", 255, True), ("255/32", 255, True), ("customer", 65, False), ("64/23", 65, False),
        ("16/31", 17, True), ("16/31", 18, False), ("64-300", 65, False),
        ("64/33", 65, False), ("300/26", 65, False), ("127-64", 65, False), ("240/26", 255, True),
    ],
)  # fmt: skip
def test_ptr_of_a_classless_zone_without_parent(label: str, number: int, stands: bool) -> None:
    """Where the zone above is not loaded, the form of the origin tells the range: a prefix, or first and last."""
    found = reverse_of(classless(label, f"{number} PTR a.example.com.\n"))

    assert ({f"4.3.2.{number}": ["a.example.com."]} if stands else {}) == targets(found.ptr_rrsets_by_form)
    assert {} == targets(found.ptr_rrsets)


@pytest.mark.parametrize(
    ("label", "owners", "expected"),
    [
        ("64", ("65", "78"), {"4.3.2.65", "4.3.2.78"}),
        ("0", ("1", "200"), {"4.3.2.1", "4.3.2.200"}),
        ("64", ("65", "128"), set()),  # 64/25 is no network
        ("64", ("64",), set()),  # the last octet, written again
        ("64", ("65", "host"), set()),
        ("65", ("66",), set()),
    ],
)
def test_classless_zone_that_is_named_after_its_first_address(
    label: str, owners: tuple[str, ...], expected: set[str]
) -> None:
    """Some providers leave the length out: the PTRs tell it."""
    found = reverse_of(classless(label, "".join(f"{owner} PTR a.example.com.\n" for owner in owners)))

    assert expected == set(found.ptr_rrsets_by_form)
    assert bool(expected) == (not found.astray.malformed)


@pytest.mark.parametrize("label", ["07", "x", "65.9", "_dns-sd"])
def test_other_owners_of_a_classless_zone_stand_for_nothing(label: str) -> None:
    """Only a plain number in the range does."""
    assert {} == targets(reverse_of(classless("0/25", f"{label} PTR a.example.com.\n")).ptr_rrsets_by_form)


def test_parent_further_up_does_not_settle_a_classless_zone() -> None:
    """A /16 that delegates the /24 to others knows nothing of its CNAMEs."""
    files = classless("64/26", "65 PTR a.example.com.\n")
    files["3.4.zone"] = reverse("2 NS ns.example.net.\n", "3.4.in-addr.arpa.")

    assert {"4.3.2.65": ["a.example.com."]} == targets(reverse_of(files).ptr_rrsets_by_form)


def test_parent_without_a_readable_soa_settles_a_classless_zone() -> None:
    """The zone above is loaded all the same, and no CNAME in it leads to the PTR."""
    files = classless("64/26", "65 PTR a.example.com.\n")
    files["parent.zone"] = "$ORIGIN 2.3.4.in-addr.arpa.\n$TTL 1h\n@ SOA ns1.example.com. h 1 8h 2h 4w\n@ NS ns1.x.\n"

    assert {} == targets(reverse_of(files).ptr_rrsets_by_form)


@pytest.mark.parametrize(
    ("address", "inside"), [("4.3.2.65", True), ("4.3.2.200", False), ("4.3.9.65", False), ("2600::65", False)]
)
def test_classless_zone_of_an_address(address: str, inside: bool) -> None:
    """The zone in whose range the address lies."""
    found = reverse_of(classless("64/26", "65 PTR a.\n")).classless_of(address)

    assert inside == (found is not None and found.owner_of(address) == "65.64/26.2.3.4.in-addr.arpa.")


# -- what leads back


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("a A 4.3.2.25\n", True),
        ("a A 4.3.2.24\na A 4.3.2.25\n", True),
        ("a CNAME b\nb A 4.3.2.25\n", True),
        ("* A 4.3.2.25\n", True),
        ("a A 4.3.2.24\n", False),
        ("a AAAA 2600::25\n", False),
        ('a TXT "x"\n', False),
        ("", False),
        ("a CNAME b\nb CNAME a\n", False),
        ("a CNAME gone\n", False),
        ("a CNAME a.example.net.\n", None),
        ("a NS ns.example.net.\n", None),
        ("a A 4.3.2.24\nb A 4.3.2\n", False),
        ("a A 4.3.2.24\na A 4.3.2\n", None),
        ("a A 4.3.2.25\na A 4.3.2\n", True),
        ("a A 4.3.2\n", None),
        ("b A 4.3.2\n", False),
        ("a A 4.3.2.24\nb A (4.3.2\n", None),
        ("b A (4.3.2\n", None),
    ],
)
def test_does_the_ptr_lead_back(zone: str, expected: bool | None) -> None:
    """Yes where the address is found; no only where it provably is not among all there are."""
    found = reverse_of(pair(zone, "25 PTR A.example.com.\n"))
    (ptr,) = found.ptr_rrsets["4.3.2.25"]

    assert expected is found.confirms("4.3.2.25", ptr)


def test_suspects_are_the_ptrs_that_do_not_lead_straight_back() -> None:
    """Through an alias, to another address and to nothing; a host with its address is not, however it is spelt."""
    zone = "host A 4.3.2.1\nalias CNAME host\nother A 4.3.2.9\n"
    targets = ("HOST.example.com.", "alias.example.com.", "other.example.com.", "gone.example.com.")
    ptrs = "".join(f"{1 + number} PTR {target}\n" for number, target in enumerate(targets))
    found = reverse_of(pair(zone, ptrs))

    assert ["4.3.2.2", "4.3.2.3", "4.3.2.4"] == sorted(address for address, _ in found.suspects)


# -- addresses without PTR


def without(files: dict[str, str]) -> list[str]:
    """Return the addresses that provably have no PTR."""
    return list(reverse_of(files).without_ptr)


@pytest.mark.parametrize(
    ("ptrs", "expected"),
    [
        ("", ["4.3.2.65"]),
        ("65 PTR a.\n", []),
        ('65 TXT "x"\n', ["4.3.2.65"]),
        ("* PTR a.\n", []),
        ('* PTR a.\n65 TXT "x"\n', ["4.3.2.65"]),
        ("65 CNAME 65.64/26\n65.64/26 PTR a.\n", []),
        ("65 CNAME 65.64/26\n", ["4.3.2.65"]),
        ("65 CNAME 65.64/26\n64/26 NS ns.example.net.\n", []),
        ("65 CNAME 65.example.net.\n", []),
        ("65 CNAME 65\n", ["4.3.2.65"]),
        ("65 CNAME x\nx CNAME 65\n", ["4.3.2.65"]),
        ("65 NS ns.example.net.\n", []),
        ("99 PTR (\n", []),
    ],
)
def test_is_the_address_without_ptr(ptrs: str, expected: list[str]) -> None:
    """Only where the zones prove it: not below a delegation, not where a chain leaves them, not in a broken zone."""
    assert expected == without(pair("a A 4.3.2.65\n", ptrs))


def test_some_addresses_are_not_looked_at() -> None:
    """Wildcard owners, glue, what a delegation hides, and addresses whose reverse zone is not loaded."""
    zone = "* A 4.3.2.65\n*.x A 4.3.2.66\nsub NS ns.sub\nns.sub A 4.3.2.67\nb A 5.3.2.1\nb AAAA 2600::1\n"

    assert [] == without(pair(zone))


def test_names_in_reverse_zones_are_no_hosts() -> None:
    """An address at one wants no PTR, and no PTR is led there."""
    files = pair("www A 4.3.2.80\n", "80 PTR gone.example.com.\n80 A 4.3.2.80\n81 A 4.3.2.81\n")
    found = reverse_of(files)

    assert {"4.3.2.80": ["www.example.com."]} == found.hosts
    assert {} == found.without_ptr


def test_glue_of_a_loaded_child_is_judged_there() -> None:
    """The child's own address record counts, not the copy in the parent."""
    files = pair("sub NS ns.sub\nns.sub A 4.3.2.67\n")
    files["sub.example.com.zone"] = forward("@ NS ns\nns A 4.3.2.67\n", "sub.example.com.")
    found = reverse_of(files).without_ptr

    assert ["sub.example.com.zone"] == [record.source.path for record in found["4.3.2.67"]]


def test_undecided_addresses_are_counted() -> None:
    """Each address whose reverse zone is not loaded counts once."""
    found = reverse_of({ZONE: forward("a A 5.3.2.1\nb A 5.3.2.1\nc A 5.3.2.2\n")})
    assert {} == found.without_ptr

    assert 3 == found.undecided


EMPTY = "$TTL 1d\n@ SOA {primary} {mailbox} 1 1w 1d 4w 1d\n  NS {primary}\n"


@pytest.mark.parametrize(
    ("primary", "mailbox"),
    [("localhost.", "root.localhost."), ("@", "nobody.localhost."), ("@", "rname.invalid.")],
)
@pytest.mark.parametrize("address", ["", "  A 127.0.0.1\n"])
def test_a_stock_zone_proves_no_address_without_ptr(primary: str, mailbox: str, address: str) -> None:
    """Distributions bring empty zones along that keep questions from the root servers (RFC 6303)."""
    files = {ZONE: forward("a A 10.3.2.1\n"), "empty": EMPTY.format(primary=primary, mailbox=mailbox) + address}
    files["named.conf"] = 'zone "10.in-addr.arpa" { type primary; file "empty"; };\n'
    files["named.conf"] += 'zone "example.com" { type primary; file "example.com.zone"; };\n'

    assert {} == reverse_of(files).without_ptr


@pytest.mark.parametrize(
    ("zones", "missing"), [(["10.in-addr.arpa"], True), (["10.in-addr.arpa", "d.f.ip6.arpa"], False)]
)
def test_an_empty_zone_proves_addresses_without_ptr_where_its_file_is_its_own(zones: list[str], missing: bool) -> None:
    """A PTR in a file that serves several zones would stand in all of them."""
    statements = "".join(f'zone "{name}" {{ type primary; file "empty"; }};\n' for name in [*zones])
    text = EMPTY.format(primary="ns1.example.com.", mailbox="hostmaster.example.com.")
    forward_zone = 'zone "example.com" { type primary; file "example.com.zone"; };\n'
    files = {ZONE: forward("a A 10.3.2.1\n"), "empty": text, "named.conf": statements + forward_zone}

    assert missing == ("10.3.2.1" in reverse_of(files).without_ptr)


def test_a_line_is_malformed_only_where_it_is_in_all_zones_that_read_it() -> None:
    """One file serves two reverse zones, and each line is for one of them."""
    nibbles = ".".join(["1", *"0" * 30])
    text = EMPTY.format(primary="ns1.example.com.", mailbox="h.example.com.")
    text += f"1.0.0 PTR localhost.\n{nibbles} PTR localhost.\n1.0 PTR localhost.\n"
    names = ("127.in-addr.arpa", "0.ip6.arpa")
    conf = "".join(f'zone "{name}" {{ type primary; file "localhost"; }};\n' for name in names)

    found = reverse_of({"named.conf": conf, "localhost": text})
    assert {6} == {ptr.line for ptr, _ in found.astray.malformed}


def test_a_stock_file_of_both_loopback_networks_is_not_malformed() -> None:
    """It has the rest of ::1 below 127.in-addr.arpa, too, where nobody asks for it; another host's is a slip there."""
    names = ".".join("0" * 30)
    text = f"1.0.0 PTR localhost.\n1.{names} PTR localhost.\n2.{names} PTR a.example.com.\n"
    found = reverse_of({"127.zone": reverse(text, "127.in-addr.arpa.")})

    assert ["a.example.com."] == [ptr.target for ptr, _ in found.astray.malformed]
