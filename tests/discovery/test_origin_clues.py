"""The origin of files that do not say it as RFC 1035 has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.discovery.origin_clues import told_origin

SOA = "SOA ns.example.net. hostmaster.example.net. 1 2 3 4 5\n"
COMMENT = ";;\n;; Domain:     example.com.\n;; Exported:   2026-01-02 03:04:05\n;;\n"
DOTTED = (
    f"$ORIGIN .\n@\t3600\tIN\t{SOA}example.com.\t300\tIN\tNS\tns.example.net.\nwww.example.com. 300 IN A 192.0.2.1\n"
)
UNDOTTED = f"example.com\t3600\tIN\t{SOA}example.com.\t300\tIN\tNS\tns.example.net.\n"
PTRS = "1.2.0.192.in-addr.arpa. PTR a.example.net.\n2.2.0.192.in-addr.arpa. PTR b.example.net.\n"
TWO_NETWORKS = "$ORIGIN 1.2.10.in-addr.arpa.\n7 60 PTR a.example.\n$ORIGIN 3.10.in-addr.arpa.\n7.4 PTR b.example.\n"
OWNERS = f"$TTL 60\n@ IN {SOA}@ NS ns.example.com.\nns.example.com. A 192.0.2.1\nexample.com. A 192.0.2.1\n"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("export.txt", COMMENT + DOTTED, ("example.com.", "comment", ".")),
        ("example.com", DOTTED, ("example.com.", "file name", ".")),
        ("x", DOTTED, ("example.com.", "owners", ".")),
        ("example.net.zone", COMMENT + DOTTED, ("example.com.", "comment", ".")),
        ("x", COMMENT + UNDOTTED, ("example.com.", "comment", "example.com.example.com.")),
        ("example.com.txt", UNDOTTED, ("example.com.", "file name", "example.com.example.com.")),
        ("primary.zone.conf", OWNERS, ("example.com.", "owners", "")),
        ("x.dns", f";  Database file x.dns for example.com zone.\n@ IN {SOA}", ("example.com.", "comment", "")),
        (
            "x.dns",
            f";\n;  Database file x.dns for Default zone scope in zone example.com.\n@ IN {SOA}",
            ("example.com.", "comment", ""),
        ),
        ("lab", f"@ 1h IN {SOA}$ORIGIN office.lab.\nwww A 192.0.2.1\n", ("lab.", "file name", "")),
        ("fwd.example.com.db", f"@ 1h IN {SOA}www A 192.0.2.1\n", ("example.com.", "file name", "")),
        ("rev.example.com.zone", f"@ 1h IN {SOA}www A 192.0.2.1\n", ("example.com.", "file name", "")),
        ("rev.2.0.192.in-addr.arpa", f"@ 1h IN {SOA}1 PTR a.example.\n", ("2.0.192.in-addr.arpa.", "file name", "")),
        (
            "example.com",
            "@ NS ns.example.net.\n$ORIGIN lan.example.com.\nwww A 192.0.2.1\n",
            ("example.com.", "file name", ""),
        ),
        ("lab.zone", f"@ 1h IN {SOA}ns.lab. A 192.0.2.1\n", ("lab.", "file name", "")),
        ("db.example.com_internal", f"@ 1h IN {SOA}", ("example.com.", "file name", "")),
        ("lan.zone", "@ 1h soa ns.lan. root.lan. 1 2 3 4 5\nns in a 192.0.2.1\n", ("lan.", "file name", "")),
        ("10.rev", TWO_NETWORKS, ("10.in-addr.arpa.", "file name", "")),
        ("0.2.0.192.rev", f"@ 1h IN {SOA}{PTRS}", ("2.0.192.in-addr.arpa.", "owners", "")),
        ("192.0.2.0.db", f"@ 1h IN {SOA}{PTRS}", ("2.0.192.in-addr.arpa.", "owners", "")),
    ],
)
def test_an_origin_is_told_by_what_there_is(name: str, text: str, told: tuple[str, str, str]) -> None:
    """An export's own comment, the name, or the name at or below which all owners lie."""
    found = told_origin(name, text)
    assert found is not None
    assert told == (found.origin, found.by_what, found.soa_owner)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("db.example.com.simple", f"@ IN {SOA}www A 192.0.2.1\nexample.com. TXT x\n", "example.com."),
        ("db.example.com.br", f"@ IN {SOA}@ NS ns.example.com.\nwww.example.com.br. A 192.0.2.1\n", "example.com.br."),
        ("db.example.com.br", f"@ IN {SOA}@ NS ns.example.com.\nwww CNAME www.example.com.\n", "example.com.br."),
        ("db.sub.example.com", f"@ IN {SOA}example.com. A 192.0.2.1\n", "sub.example.com."),
        ("db.175.1.2", f"@ IN {SOA}2.1.175.in-addr.arpa. NS a.\n1 PTR b.\n", "2.1.175.in-addr.arpa."),
        ("db.2.1.175", f"@ IN {SOA}2.1.175.in-addr.arpa. NS a.\n1 PTR b.\n", "2.1.175.in-addr.arpa."),
        ("db.192.0.2.7", f"@ IN {SOA}7.2.0.192.in-addr.arpa. NS a.\n\tNS b.\n", "7.2.0.192.in-addr.arpa."),
        ("x", f"@ IN {SOA}@ NS a.\n7.2.0.192.in-addr.arpa. NS a.\n", None),
        ("x", f"@ IN {SOA}\tNS a.\n7.2.0.192.in-addr.arpa. NS a.\n", None),
        (
            "lab-example-com-zone",
            "@ 1h SOA ns.example.com. h.example.com. 1 1 1 1 1\n@ NS ns\nns A 192.0.2.1\n",
            "example.com.",
        ),
        ("ns-example-com-zone", "@ 1h SOA ns.example.com. h.example.com. 1 1 1 1 1\n@ NS ns\nns A 192.0.2.1\n", None),
        ("db.192.0.2", f"@ IN {SOA}7.0.51.198.in-addr.arpa. PTR b.\n", "0.51.198.in-addr.arpa."),
        ("db.192.0.2", f"@ IN {SOA}7.0.51.198.in-addr.arpa. PTR b.\n8 PTR c.\n", "2.0.192.in-addr.arpa."),
        ("db.192.0.2", f"@ IN {SOA}7.2.0.192.in-addr.arpa. PTR b.\n", "2.0.192.in-addr.arpa."),
        ("2.0.192.in-addr-arpa.zone", f"@ IN {SOA}7 PTR b.\n", "2.0.192.in-addr.arpa."),
        ("example.net.rev", f"$TTL 1h\n@ IN {SOA}@ NS a.example.net.\n1 PTR b.example.net.\n", None),
        ("example.net.rev", f"$TTL 1h\n@ IN {SOA}@ NS a.example.net.\n1 PTR b.\nwww A 192.0.2.1\n", None),
        (
            "example.net.rev",
            f"@ IN {SOA}@ NS a.example.net.\n1 PTR b.\nwww A 192.0.2.1\na A 192.0.2.2\n",
            "example.net.",
        ),
        ("my.flz", f"@ IN {SOA}@ NS a.example.net.\nwww A 192.0.2.1\n", None),
        ("example.net.rev", f"$TTL 1h\n@ IN {SOA}@ NS a.example.net.\n1 PTR b.\n2 PTR a.\na A 192.0.2.2\n", None),
    ],
)
def test_the_name_is_weighed_against_the_owners(name: str, text: str, told: str | None) -> None:
    """Absolute owners, which would be outside the zone, tell it from a name that says more or has another order."""
    found = told_origin(name, text)
    assert told == (found.origin if found is not None else None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("root.zone", f". 3600 IN {SOA}com. NS a.example.\nnet. NS a.example.\n"),
        ("x", f"$ORIGIN .\n@ 3600 IN {SOA}com. NS a.example.\nnet. NS a.example.\n"),
        ("x", f"@ 1h IN {SOA}www.example.com. A 192.0.2.1\n"),
        ("x", f"@ 1h IN {SOA}www.example.com. A 192.0.2.1\nexample.net. A 192.0.2.1\n"),
        ("x", f"@ 1h IN {SOA}1.2.0.192.in-addr.arpa. PTR a.example.\nin-addr.arpa. NS a.example.\n"),
        ("rev.example.com.db", f"@ 1h IN {SOA}1 PTR a.example.\n"),
        ("reverse.example.com", f"@ 1h IN {SOA}1 IN PTR a.example.\n"),
        ("example.com.rev", f"@ 1h IN {SOA}@ NS a.example.\n1 PTR a.example.\n"),
        ("net.example6", f"@ 1h IN {SOA}1.0.a.0 PTR a.example.\n"),
        ("website", f"@ 1h IN {SOA}www A 192.0.2.1\n"),
        ("db.example.com_reverse", f"@ 1h IN {SOA}1 PTR a.example.\n"),
        ("db.example.com_v2", f"@ 1h IN {SOA}www A 192.0.2.1\n"),
        ("lan.zone", "@ 1h SOA ns.lan. root.lan. 1 2 3 4 5\nwww A 192.0.2.1\n"),
        ("hosts.rev", TWO_NETWORKS),
        ("x", "; Domain: example.com\nwww.example.com. A 192.0.2.1\n"),
        ("x", f"; Domain: {{{{ domain }}}}\n@ 1h IN {SOA}"),
        ("x", f"; Domain: {'a' * 64}.example\n@ 1h IN {SOA}"),
    ],
)
def test_what_is_not_certain_tells_no_origin(name: str, text: str) -> None:
    """No file alone makes the root zone, no single owner a zone, and the domain of a network not its reverse zone."""
    assert told_origin(name, text) is None


def test_a_slip_at_the_soa_stays_one() -> None:
    """Where other owners are relative, the dot is missing: the server would not load the zone."""
    found = told_origin("example.com.zone", f"example.com 1h IN {SOA}www A 192.0.2.1\n")
    assert found is not None
    assert ("example.com.", "") == (found.origin, found.soa_owner)


LINES = st.sampled_from(
    [
        "$ORIGIN .\n", "$ORIGIN a.example.\n", "$ORIGIN b\n", f"@ 1 {SOA}", f"a.example 1 {SOA}", f". 1 {SOA}",
        f"a.example. {SOA}", ";; Domain: a.example\n", ";; Domain: .\n", ";; Domain: \\999.\n",
        "{{ x }}. A 192.0.2.1\n",
        "www.a.example. A 192.0.2.1\n", "a.example. NS b.\n", "a..b. A 192.0.2.1\n", "\\000. PTR x.\n", "\0\n",
        "1.2.0.192.in-addr.arpa. PTR x.\n",
    ]
)  # fmt: skip


@given(
    st.sampled_from(["x", "a.example", "db.a.example", "lab", "..", "1.2.3.4", "é.zone"]), st.lists(LINES).map("".join)
)
def test_no_file_ends_in_an_error_or_is_the_root(name: str, text: str) -> None:
    """What is told is an absolute name of one label at least, in lower case."""
    told = told_origin(name, text)
    assert told is None or (told.origin != "." and told.origin.endswith(".") and told.origin == told.origin.lower())


@pytest.mark.parametrize(
    ("name", "owner", "expected"),
    [
        ("db.getikko.example.com", "getiko.example.com.", "getiko.example.com."),
        ("db.getikko.example.com", "other.example.com.", "getikko.example.com."),
        ("db.host1.example.com", "host2.example.com.", "host1.example.com."),
    ],
)
def test_a_slip_in_the_name_of_a_file(name: str, owner: str, expected: str) -> None:
    """Where all absolute owners lie in a zone that the name spells but for one letter, it is that zone."""
    hosts = f"@ NS {owner}\n{owner} A 192.0.2.1\nw.{owner} A 192.0.2.2\n"
    found = told_origin(name, f"$TTL 60\n@ IN SOA {owner} root.{owner} 1 2 3 4 5\n{hosts}")

    assert found is not None
    assert expected == found.origin


@pytest.mark.parametrize(
    ("name", "server", "origin"),
    [
        ("com.bakery.zone", "ns1.bakery.com.", "bakery.com."),
        ("db.uk.co.bakery", "ns1.bakery.co.uk.", "bakery.co.uk."),
        ("com.bakery.zone", "ns1.grocer.com.", "com.bakery."),
        ("com.bakery.zone", "ns1.com.bakery.", "com.bakery."),
        ("db.co.bakery", "root.bakery.co.", "bakery.co."),
    ],
)
def test_labels_in_the_order_of_a_tree(name: str, server: str, origin: str) -> None:
    """The server that the SOA names tells that the name of the file begins with the top-level domain."""
    found = told_origin(name, f"$TTL 60\n@ SOA {server} root.{server} 1 2 3 4 5\n@ NS {server}\n{server} A 192.0.2.1\n")

    assert found is not None
    assert origin == found.origin


def test_a_name_in_the_text_tells_the_order_of_labels() -> None:
    """The primary server lies in the domain above it."""
    text = f"@ IN {SOA.replace('ns.example.net', 'ns.bakery.dn42')}www IN CNAME shop.bakery.dn42.\n"

    found = told_origin("dn42.bakery.shop.named", text)
    assert found is not None
    assert "shop.bakery.dn42." == found.origin


@pytest.mark.parametrize(
    ("name", "target"), [("cloud.bakery.zone", "mybakery.cloud."), ("cloud.bakery.shop.zone", "ashop.bakery.cloud.")]
)
def test_a_part_of_a_name_does_not_tell_the_order_of_labels(name: str, target: str) -> None:
    """Nor does a server of anybody in the same top-level domain."""
    text = f"@ IN {SOA.replace('ns.example.net', 'ns.bakery.cloud')}www IN CNAME {target}\n"

    found = told_origin(name, text)
    assert found is None or name == f"{found.origin}zone"


OWN = "$TTL 60\n@ IN SOA {0} root.lab.example.net. 1 2 3 4 5\n@ IN NS {0}\nns1 IN A 192.0.2.1\nwww IN A 192.0.2.2\n"
LAB = OWN.format("ns1.lab.example.net.")


@pytest.mark.parametrize(
    "name", ["db.lab", "lab-zone", "fwd.lab.db", "db.internal.lab.example.net", "lab.old.example.net.zone"]
)
def test_servers_of_its_own_tell_the_origin(name: str) -> None:
    """Their names are those of owners, completed; the name of the file has a word of the zone's, and no better one."""
    told = told_origin(name, LAB)

    assert told is not None
    assert ("lab.example.net.", "name servers") == (told.origin, told.by_what)


@pytest.mark.parametrize(
    ("name", "text", "origin"),
    [
        ("db.other", LAB, None),
        ("db.net", LAB, None),
        ("db.lab", LAB.replace("ns1 IN", "ns2 IN"), None),
        ("db.lab", LAB.replace("root.lab.", "root."), None),
        ("db.lab", LAB + "@ NS ns2.lab.example.net.\n", None),
        ("db.lab", LAB + "@ NS ns.example.org.\n", None),
        ("lab.reverse", LAB + "1 PTR ns1.lab.example.net.\n", None),
        ("db.lab", OWN.format("ns1"), None),
        ("db.lab", OWN.format("ns1.lab.%s."), None),
        ("db.lab", LAB.replace("A 192.0.2.1", "TXT x"), None),
        ("db.lab.example.org", LAB + "www.lab.example.org. A 192.0.2.2\n", "lab.example.org."),
        ("example.org.zone", LAB, "example.org."),
        ("lab.example.org.zone", LAB, "lab.example.org."),
        (
            "db.192.0.2",
            "$TTL 60\n@ SOA ns1.lab.net. a.lab.net. 1 2 3 4 5\n@ NS ns1.lab.net.\n",
            "2.0.192.in-addr.arpa.",
        ),
    ],
)
def test_servers_that_tell_no_origin(name: str, text: str, origin: str | None) -> None:
    """Those of a provider, of a parent zone or of the zone that was copied are no evidence."""
    told = told_origin(name, text)

    assert origin == (told.origin if told is not None else None)


def test_servers_that_the_soa_alone_names_in_full() -> None:
    """NS records may name them as their owners do."""
    told = told_origin("db.lab", LAB.replace("NS ns1.lab.example.net.", "NS ns1"))

    assert told is not None
    assert ("lab.example.net.", "name servers") == (told.origin, told.by_what)


@pytest.mark.parametrize(("name", "origin"), [("10.36.zone", "36.10"), ("36.10.zone", "36.10"), ("10.37.zone", None)])
def test_networks_that_origin_lines_name_tell_the_order_of_octets(name: str, origin: str | None) -> None:
    """Those of a zone for more than a /24 often have one for each of its networks."""
    text = "$TTL 60\n@ IN SOA ns1.example.com. root.example.com. 1 2 3 4 5\n@ NS ns1.example.com.\n"
    told = told_origin(name, text + "$ORIGIN 2.36.10.in-addr.arpa.\n7 PTR a.example.com.\n")

    assert (origin and f"{origin}.in-addr.arpa.") == (told.origin if told is not None else None)
