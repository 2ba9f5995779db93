"""Findings with one cause are shown as one: what the rules say has one cause."""

from pathlib import Path

import pytest
from linting import lint_by, shown
from scenarios import REVERSE, ZONE, forward, line_of, pair, related, reverse

from zonelint.config.settings import Settings
from zonelint.discovery.search import discover
from zonelint.lint.findings import Finding
from zonelint.lint.merge import merge_causes
from zonelint.lint.views import load


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(files: dict[str, str], *names: str) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Return each finding that is shown: its rule, and rule, path and line of those that it is shown for besides."""
    return [(each.rule, [(one.rule, one.path, one.line) for one in each.members[1:]]) for each in shown(files, *names)]


def only(files: dict[str, str], *names: str) -> Finding:
    """Return the one finding that is shown."""
    (finding,) = shown(files, *names)
    return finding


def test_line_that_two_zones_include() -> None:
    """A record that stands twice in an included file is told once, not once for each zone."""
    files = {origin + ".zone": forward("$INCLUDE hosts.inc\n", origin + ".") for origin in ("a.example", "b.example")}

    finding = only({**files, "hosts.inc": "h A 4.3.2.1\nh A 4.3.2.1\n"})

    assert ("duplicate-record", "hosts.inc", 2, 2) == (finding.rule, finding.path, finding.line, finding.count)


def test_comments_of_another_language() -> None:
    """Whatever the reader stumbles on in them, it is one slip of the file."""
    finding = only({ZONE: forward("# a comment of ours\nh A 4.3.2.1 # a host\n@ MX 0 ns1 # mail\n")})

    assert ("syntax-error", 6, 3) == (finding.rule, finding.line, finding.count)


def test_comments_of_another_language_that_are_records() -> None:
    """What looks like a comment and is read as a record is the same slip."""
    body = "# a comment of ours\n#www A 4.3.2.80\n#ftp CNAME www\n# NS records\n// TXT records\n"

    assert [
        (
            "syntax-error",
            [
                ("name-not-a-hostname", ZONE, 7),
                ("field-as-owner", ZONE, 8),
                ("cname-target-missing", ZONE, 8),
                ("field-as-owner", ZONE, 9),
                ("ns-target-without-address", ZONE, 9),
                ("field-as-owner", ZONE, 10),
            ],
        )
    ] == told({ZONE: forward(body)})


def test_comments_of_another_language_among_ptrs() -> None:
    """A line such as `# PTR records` is a PTR at an owner that spells no address."""
    finding = only(pair("", "# PTR records\n#80 PTR ns1.example.com.\n"))

    assert (
        "ptr-owner-malformed",
        2,
        "`#` does not begin a comment in a master file, so this is a PTR record of #.2.3.4.in-addr.arpa.",
        "comments begin with `;` in a master file: write that instead of `#`",
    ) == (finding.rule, finding.count, finding.message, finding.help)


def test_name_server_that_many_delegations_name() -> None:
    """A server without address is one finding, however many zones are delegated to it."""
    finding = only({ZONE: forward("".join(f"sub{number} NS gone\n" for number in range(2_000)))})

    assert ("ns-target-without-address", 6, 2_000) == (finding.rule, finding.line, finding.count)


def test_primary_server_that_an_ns_record_names() -> None:
    """An absent server is told at its NS record, and the SOA record that names it, too, is shown there."""
    zone = "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n  NS ns1\n"

    assert [("ns-target-without-address", [("soa-mname-without-address", ZONE, 2)])] == told({ZONE: zone})


def test_primary_server_without_final_dot() -> None:
    """An MNAME without its final dot is told once, by the rule about that."""
    zone = "$TTL 1h\n@ SOA ns1.example.com hostmaster 1 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.53\n"

    assert [("soa-missing-trailing-dot", [])] == told({ZONE: zone})


def test_line_of_copies_of_an_index() -> None:
    """The same slip in the same line of two files of one name is one; in another line, or another file, it is not."""
    conf = "options {\n  recursion;\n};\n"
    files = {"a/named.conf": conf, "b/named.conf": conf, "c/named.conf": f"\n{conf}", ZONE: forward("")}
    found = [(each.path, each.count) for each in shown(files) if each.rule == "index-error"]

    assert [("a/named.conf", 2), ("c/named.conf", 1)] == found


def test_both_names_of_an_soa_without_final_dot() -> None:
    """They are one finding, and so is the same slip in another zone."""
    zone = "$TTL 1h\n@ SOA ns1.example.com root.example.com 1 8h 2h 4w 1h\n  NS ns1.example.com.\nns1 A 4.3.2.53\n"
    rule = "soa-missing-trailing-dot"

    assert [(rule, [(rule, ZONE, 2)])] == told({ZONE: zone})
    files = {ZONE: zone, REVERSE: zone.replace("ns1 A 4.3.2.53\n", "53 PTR ns1.example.com.\n")}
    assert [4] == [finding.count for finding in shown(files) if finding.rule == rule]


def test_relative_primary_server_in_reverse_zones() -> None:
    """A relative MNAME is one slip in all reverse zones that have it."""
    zone = "$TTL 1h\n@ SOA ns1 hostmaster.example.com. 1 8h 2h 4w 1h\n  NS ns1.example.net.\n"
    files = {f"{number}.3.4.in-addr.arpa.zone": zone for number in (2, 3)}

    assert [("soa-mname-without-address", [("soa-mname-without-address", "3.3.4.in-addr.arpa.zone", 2)])] == told(files)


def test_absent_target_of_different_types() -> None:
    """MX, SRV and CNAME records that lead to one absent name are one finding, the gravest first."""
    body = "a CNAME gone\n@ MX 10 gone\n_sip._tcp SRV 1 1 5060 gone\n"

    assert [
        ("mx-target-without-address", [("cname-target-missing", ZONE, 6), ("srv-target-without-address", ZONE, 8)])
    ] == told({ZONE: forward(body)})


def test_end_of_an_alias_is_what_is_absent() -> None:
    """The MX that leads to an alias, and the alias that leads nowhere, have one cause."""
    assert [("cname-target-missing", [("mx-target-without-address", ZONE, 7)])] == told(
        {ZONE: forward("mail CNAME gone\n@ MX 10 mail\n")}
    )


def test_ptr_to_an_absent_target() -> None:
    """It is shown with the other records that lead there, and after them."""
    files = pair("@ MX 10 gone\n", "81 PTR gone.example.com.\n82 PTR gone.example.com.\n")

    assert [
        (
            "mx-target-without-address",
            [("ptr-target-without-address", REVERSE, 6), ("ptr-target-without-address", REVERSE, 7)],
        )
    ] == told(files)


@pytest.mark.parametrize("record", ["@ NS gone", "@ MX 10 gone", "_sip._tcp SRV 1 1 5060 gone", "www CNAME gone"])
def test_address_that_a_ptr_tells(record: str) -> None:
    """The help for an absent name has the address whose PTR names it."""
    finding = only(pair(record + "\n", "81 PTR gone.example.com.\n"))

    assert finding.help.endswith("or add `gone.example.com. IN A 4.3.2.81`")


def test_addresses_that_ptrs_tell() -> None:
    """Of several addresses nobody knows which is meant."""
    finding = only(pair("@ MX 10 gone\n", "81 PTR gone.example.com.\n82 PTR gone.example.com.\n"))

    assert "add `gone.example.com. IN A <address>`" in finding.help


def test_ptr_to_an_absent_target_of_its_own() -> None:
    """It is told apart from other records, and with the rest of its row."""
    files = pair("@ MX 10 gone\n", "81 PTR host1.example.com.\n82 PTR host2.example.com.\n")

    assert [
        ("ptr-target-without-address", [("ptr-target-without-address", REVERSE, 7)]),
        ("mx-target-without-address", []),
    ] == told(files)


def test_different_absent_targets() -> None:
    """Two names that do not exist are two findings."""
    assert [("mx-target-without-address", []), ("mx-target-without-address", [])] == told(
        {ZONE: forward("@ MX 10 gone\n@ MX 20 lost\n")}
    )


def test_alias_that_many_records_name() -> None:
    """Which record is to blame is one question: the alias."""
    assert [("mx-target-is-cname", [("srv-target-is-cname", ZONE, 8)])] == told(
        {ZONE: forward("mail CNAME ns1\n@ MX 10 mail\n_smtp._tcp SRV 1 1 25 mail\n")}
    )


def test_alias_beside_an_address_mismatch() -> None:
    """Of a PTR to an alias whose host has another address, that is what is told."""
    assert [("ptr-address-mismatch", [("ptr-target-is-cname", REVERSE, 6)])] == told(
        pair("www CNAME ns1\n", "80 PTR www.example.com.\n")
    )


def test_aliases_beside_several_ptrs_of_a_sender() -> None:
    """One act mends them all: to keep one PTR."""
    zone = "@ MX 10 mail\nmail A 4.3.2.25\nsmtp CNAME mail\nimap CNAME mail\n"
    ptrs = "25 PTR mail.example.com.\n   PTR smtp.example.com.\n   PTR imap.example.com.\n"

    assert [
        ("mail-sender-multiple-ptr", [("ptr-target-is-cname", REVERSE, 7), ("ptr-target-is-cname", REVERSE, 8)])
    ] == told(pair(zone, ptrs))


def test_stale_ptr_beside_the_right_one() -> None:
    """That there are several is not told besides."""
    assert [("ptr-address-mismatch", [("ptr-multiple", REVERSE, 7)])] == told(
        pair(
            "www A 4.3.2.80\nold A 4.3.2.81\n",
            "80 PTR www.example.com.\n   PTR old.example.com.\n81 PTR old.example.com.\n",
        ),
        "ptr-multiple",
    )


def test_ptrs_of_two_addresses() -> None:
    """What is wrong with the PTRs of one address is another matter than with those of the next."""
    assert [("ptr-address-mismatch", []), ("ptr-address-mismatch", [])] == told(
        pair("www A 4.3.2.80\n", "80 PTR www.example.com.\n81 PTR www.example.com.\n82 PTR www.example.com.\n")
    )


@pytest.mark.parametrize(
    ("owner", "text", "rule", "message"),
    [
        (
            "_smtp._tls",
            "v=TLSRPTv1; rua=tls@example.com, ops@example.com",
            "tls-rpt-syntax",
            "`tls@example.com` is not ",
        ),
        ("_smtp._tls", r"v=TLSRPTv1; \"", "tls-rpt-syntax", "a quotation mark is part of the text"),
        ("_mta-sts", "v=STSv1; 2026", "mta-sts-syntax", "`2026` is not a tag=value"),
        ("default._bimi", "v=BIMI1; https://example.com/logo.svg", "bimi-syntax", "is not a tag=value"),
    ],
)
def test_faults_of_a_void_record(owner: str, text: str, rule: str, message: str) -> None:
    """A record that any of its faults makes void is one finding, with the fault that the others may follow from."""
    [finding] = merge_causes(lint_by({ZONE: forward(f'{owner} TXT "{text}"\n')}, {rule}))

    assert message in finding.message
    assert finding.count == len({member.message for member in finding.members}) > 1


def test_targets_without_dot_of_one_zone() -> None:
    """Who writes one without its dot in YAML writes all so."""
    zone = "a:\n  type: CNAME\n  value: a.example.org\nb:\n  type: CNAME\n  value: b.example.org\n"
    finding = only({"example.com.yaml": zone})

    assert ("relative-target", 2) == (finding.rule, finding.count)


@pytest.mark.parametrize(("zones", "counts"), [(3, [2, 2, 2]), (4, [8])])
def test_targets_without_dot_of_a_folder(zones: int, counts: list[int]) -> None:
    """In many zones it is how their authors write; in few, each may be a slip."""
    zone = "a:\n  type: CNAME\n  value: a.example.org\nb:\n  type: CNAME\n  value: b.example.org\n"
    found = shown({f"z{number}.example.yaml": zone for number in range(zones)})

    assert counts == [finding.count for finding in found if finding.rule == "relative-target"]


def test_targets_without_dot_where_octodns_is_lenient() -> None:
    """What all authors write and the configuration lets pass is meant; a single label is still told."""
    zone = "a:\n  type: CNAME\n  value: a.example.org\n"
    config = (
        "providers:\n  files: {class: octodns.provider.yaml.YamlProvider, directory: ./zones}\n"
        "  dns: {class: octodns_route53.Route53Provider}\nzones:\n"
    )
    config += "".join(
        f"  z{number}.example.: {{sources: [files], targets: [dns], lenient: true}}\n" for number in range(4)
    )
    files = {f"zones/z{number}.example.yaml": zone for number in range(4)}

    told = lint_by(
        {
            "config.yaml": config,
            **files,
            "zones/z3.example.yaml": f"{zone}b: {{type: MX, value: {{preference: 1, exchange: mail}}}}\n",
        },
        {"relative-target"},
    )
    assert ["MX exchange mail has no final dot: octoDNS takes it as mail."] == [each.message for each in told]


def test_alias_in_a_comment_of_another_language() -> None:
    """Two such lines have one owner, and it is no name."""
    finding = only({ZONE: forward("#  MX 0 ns1\n   CNAME ns1\n")})

    assert "field-as-owner" in {member.rule for member in finding.members}


def test_mailboxes_without_dot_in_zones_of_one_make() -> None:
    """Each in its own zone: they come from one template."""
    zones = {
        f"{origin}.zone": f"$TTL 1h\n@ SOA ns1.{origin}. root.{origin} 1 8h 2h 4w 1h\n@ NS ns1\nns1 A 4.3.2.1\n"
        for origin in ("a.example.org", "b.example.net")
    }
    finding = only(zones)

    assert ("soa-missing-trailing-dot", 2) == (finding.rule, finding.count)


@pytest.mark.parametrize(("files", "counts"), [(3, [1, 1, 1]), (4, [4])])
def test_the_same_fault_in_many_files_of_a_folder(files: int, counts: list[int]) -> None:
    """They were made by one hand, and are mended by one."""
    zones = {f"z{at}.example.zone": f"$ORIGIN z{at}.example.\nh A 4.3.2.{at}\n" for at in range(files)}
    found = [finding.count for finding in shown(zones) if finding.rule == "syntax-error"]

    assert counts == found


def test_records_below_an_origin_outside_the_zone() -> None:
    """The $ORIGIN is what is wrong, not each record below it."""
    body = "$ORIGIN example.org.\na A 4.3.2.1\nb.c A 4.3.2.2\n$ORIGIN example.net.\nd A 4.3.2.3\n"

    assert [("out-of-zone-record", [("out-of-zone-record", ZONE, 8)]), ("out-of-zone-record", [])] == told(
        {ZONE: forward(body)}
    )


def test_records_of_another_domain() -> None:
    """Those that are written in full are one finding for each domain that the file holds besides its own."""
    body = "a.example.org. A 4.3.2.1\nb.example.org. A 4.3.2.2\nc.example.net. A 4.3.2.3\n"

    assert [2, 1] == [each.count for each in shown({ZONE: forward(body)})]


def test_ptrs_below_a_wrong_origin() -> None:
    """A network written forward in $ORIGIN is one finding, with the addresses that seem to lack their PTR."""
    ptrs = "$ORIGIN 4.3.2\n80 PTR www.example.com.\n25 PTR mail.example.com.\n"
    zone = "www A 4.3.2.80\n@ MX 10 mail\nmail A 4.3.2.25\n"

    assert [
        (
            "ptr-owner-malformed",
            [
                ("ptr-owner-malformed", REVERSE, 8),
                ("address-without-ptr", ZONE, 6),
                ("mail-sender-without-ptr", ZONE, 8),
            ],
        )
    ] == told(pair(zone, ptrs))


def test_wrong_owners_below_a_right_origin() -> None:
    """Where another PTR below the same origin is in order, each is wrong for itself."""
    assert [("ptr-owner-malformed", []), ("ptr-owner-malformed", [])] == told(
        pair("", "256 PTR a.example.net.\n1.2 PTR b.example.net.\n")
    )


def test_owners_in_a_zone_whose_name_is_wrong() -> None:
    """Without $ORIGIN it is the zone's name that completes them."""
    text = "$TTL 1h\n@ SOA ns.example.net. h.example.net. 1 8h 2h 4w 1h\n@ NS ns.example.net.\n"
    files = {"3.4.in-addr.arpa.zone": text + "1 PTR a.example.net.\n2 PTR b.example.net.\n"}

    assert [("ptr-owner-malformed", [("ptr-owner-malformed", "3.4.in-addr.arpa.zone", 5)])] == told(files)


def test_address_whose_ptr_stands_at_another() -> None:
    """The PTR is not missing but misplaced, if nobody has the other address: one finding, at the PTR."""
    assert [("ptr-address-mismatch", [("address-without-ptr", ZONE, 6)])] == told(
        pair("www A 4.3.2.80\n", "88 PTR www.example.com.\n")
    )


def test_help_at_a_ptr_that_stands_at_another_address() -> None:
    """To remove it, or to name another host, would leave the address without PTR."""
    finding = only(pair("www A 4.3.2.80\n", "88 PTR www.example.com.\n"))

    assert (
        "give www.example.com. the address 4.3.2.88, "
        "or instead of this PTR write `80 IN PTR www.example.com.` in 2.3.4.in-addr.arpa."
    ) == finding.help


def test_ptr_of_another_host() -> None:
    """Where a host has the other address, one PTR is wrong and one is missing."""
    assert [("ptr-address-mismatch", []), ("address-without-ptr", [])] == told(
        pair("www A 4.3.2.80\nshop A 4.3.2.88\n", "88 PTR www.example.com.\n")
    )


def test_ptr_that_may_be_meant_for_two_addresses() -> None:
    """Of two addresses without PTR nobody can tell which is meant."""
    assert [("ptr-address-mismatch", []), ("address-without-ptr", []), ("address-without-ptr", [])] == told(
        pair("www A 4.3.2.80\nwww A 4.3.2.81\n", "88 PTR www.example.com.\n")
    )


@pytest.mark.parametrize("owner", ["80.2.3.4", "4.3.2.80", "80.4.3.2", "300"])
def test_help_moves_a_misplaced_ptr(owner: str) -> None:
    """In place of a second PTR it offers to move the one that there is, at the PTR as at the address."""
    files = pair("www A 4.3.2.80\n", f"{owner} PTR www.example.com.\n")
    at_ptr, at_address = only(files).members

    assert at_ptr.help.endswith("for 4.3.2.80 write `80 IN PTR www.example.com.` in 2.3.4.in-addr.arpa.")
    assert (
        f"its PTR is at {owner}.2.3.4.in-addr.arpa.; "
        "instead of that PTR, write `80 IN PTR www.example.com.` in 2.3.4.in-addr.arpa."
    ) == at_address.help
    assert (REVERSE, line_of(files[REVERSE], owner + " PTR")) in related(at_address)


def test_numbers_in_forward_order_are_one_slip() -> None:
    """``2.80`` is written for 192.168.2.80, and so is the next one."""
    soa = "$TTL 1h\n@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"
    found = only(
        {
            "example.com.zone": f"{soa}ns1 A 192.168.5.5\nwww A 192.168.2.80\ndb A 192.168.3.81\n",
            "168.192.in-addr.arpa.zone": f"{soa}5.5 PTR ns1.example.com.\n2.80 PTR www.example.com.\n"
            "3.81 PTR db.example.com.\n",
        }
    )

    rules = ["address-without-ptr", "address-without-ptr", "ptr-address-mismatch", "ptr-address-mismatch"]
    assert rules == sorted(member.rule for member in found.members)
    moved = "`80.2 IN PTR www.example.com.` in 168.192.in-addr.arpa."
    assert f"write the last octet first: instead of this PTR {moved}" == found.help


def test_a_line_of_two_zones_spells_an_address_in_one_of_them() -> None:
    """A file that serves for 127.in-addr.arpa and for ::1 has a line for each."""
    names = ("127.in-addr.arpa", "0.ip6.arpa")
    zones = "".join(f'zone "{name}" {{ type primary; file "localhost.db"; }};' for name in names)
    text = "$TTL 1h\n@ SOA localhost. root.localhost. 1 2 3 4 5\n@ NS localhost.\n1.0.0 PTR localhost.\n1" + ".0" * 30

    assert [] == told({"named.conf": zones, "localhost.db": f"{text} PTR localhost.\n"})


def test_origin_that_completes_a_malformed_owner_is_shown() -> None:
    """It is where the mistake is, most often."""
    files = pair("", "$ORIGIN 4.3.2\n80 PTR www.example.net.\n")

    assert [(REVERSE, 6)] == related(only(files))


def test_two_ptrs_that_may_be_meant_for_one_address() -> None:
    """None of them is certainly the one that is misplaced."""
    ptrs = "80.2.3.4 PTR www.example.com.\n4.3.2.80 PTR www.example.com.\n"

    assert [("ptr-owner-malformed", []), ("ptr-owner-malformed", []), ("address-without-ptr", [])] == told(
        pair("www A 4.3.2.80\n", ptrs)
    )


def test_misplaced_ptrs_raise_no_questions() -> None:
    """What a PTR may be meant for is decided by what is loaded: no look-up is left undecided for it."""
    files = pair("www A 4.3.2.80\n", "80.2.3.4 PTR www.example.net.\n4.3.2.81 PTR mail.example.net.\n")
    for name, text in files.items():
        Path(name).write_text(text)
    view = load(discover(["."], Settings()), Settings())[0]

    assert {"4.3.2.80"} == set(view.reverse.astray.misplaced)
    assert [] == view.namespace.undecided_questions()


def test_suppressed_member_is_not_counted() -> None:
    """Each member is suppressed by itself."""
    body = "a NS gone ; zonelint: ignore[ns-target-without-address] moved soon\nb NS gone\nc NS gone\n"

    finding = only({ZONE: forward(body)})

    assert (7, 2) == (finding.line, finding.count)


def test_consequence_of_what_is_suppressed_is_told() -> None:
    """It does not go away with what it follows from."""
    ptrs = "88 PTR www.example.com. ; zonelint: ignore[ptr-address-mismatch] known\n"

    assert [("address-without-ptr", [])] == told(pair("www A 4.3.2.80\n", ptrs))


def test_classless_names_stand_for_themselves() -> None:
    """DNS-SD and classless names are no PTRs that went astray."""
    ptrs = "b._dns-sd._udp PTR www.example.com.\n65.64/26 PTR www.example.com.\n"

    assert [("address-without-ptr", [])] == told({ZONE: forward("www A 4.3.2.80\n"), REVERSE: reverse(ptrs)})


def test_addresses_of_a_network_whose_reverse_zone_has_no_ptr() -> None:
    """That nobody keeps PTRs there is one defect; where there is one, each that is missing is another."""
    hosts = "".join(f"{name} A 10.0.0.{number}\n" for number, name in enumerate("abc", start=1))
    files = {ZONE: forward(hosts), "r.zone": reverse("", "10.in-addr.arpa.")}

    rule = "address-without-ptr"
    assert [(rule, [(rule, ZONE, 7), (rule, ZONE, 8)])] == told(files)
    assert only(files).message.endswith("has no PTR record: 10.in-addr.arpa. has none at all")

    assert 2 == len(told({**files, "r.zone": reverse("1.0.0 PTR a.example.com.\n", "10.in-addr.arpa.")}))


def test_addresses_of_a_reverse_zone_that_is_not_kept() -> None:
    """Where nearly all addresses lack their PTR nobody forgot one of them: one finding, with the figures."""
    hosts = "".join(f"h{number} A 4.3.2.{number}\n" for number in range(11, 15))
    (finding,) = shown(pair(hosts, ""), "address-without-ptr")

    assert 4 == finding.count
    assert "4.3.2.11 of h11.example.com. has no PTR record: 4 of 5 addresses of 2.3.4.in-addr.arpa. have none" == (
        finding.message
    )


def test_addresses_of_hosts_that_differ_by_their_numbers() -> None:
    """Somebody forgot all of them at once."""
    hosts = "".join(f"node{number} A 4.3.2.{number}\nnode{number}-amt A 4.3.2.2{number}\n" for number in (1, 2))
    ptrs = "".join(f"{number} PTR a{number}.example.net.\n" for number in range(101, 106))
    rule = "address-without-ptr"

    assert [(rule, [(rule, ZONE, 8)]), (rule, [(rule, ZONE, 9)])] == told(pair(hosts, ptrs))


@pytest.mark.parametrize("missing", [3, 5])
def test_addresses_that_a_kept_reverse_zone_lacks(missing: int) -> None:
    """A few, or no more than others that have theirs, were forgotten one by one."""
    hosts = "".join(f"h{'abcde'[number - 11]} A 4.3.2.{number}\n" for number in range(11, 11 + missing))
    ptrs = "".join(f"{number} PTR a{number}.example.net.\n" for number in range(101, 101 + missing))

    assert missing == len(shown(pair(hosts, ptrs), "address-without-ptr"))


def test_addresses_of_which_half_have_their_ptr() -> None:
    """As many without as with one: the zone is not kept."""
    hosts = "".join(f"h{number} A 4.3.2.{number}\n" for number in range(11, 15))
    ptrs = "".join(f"{number} PTR a{number}.example.net.\n" for number in range(101, 104))

    assert [4] == [each.count for each in shown(pair(hosts, ptrs), "address-without-ptr")]


@pytest.mark.parametrize(("hosts", "counts"), [(8, [8]), (4, [4]), (3, [1] * 3)])
def test_hosts_that_moved_to_another_network(hosts: int, counts: list[int]) -> None:
    """Whichever number each has there, their old PTRs are one thing that was forgotten."""
    addresses = "".join(f"h{number} A 5.3.2.{number * number}\n" for number in range(1, hosts + 1))
    ptrs = "".join(f"{number + 100} PTR h{number}.example.com.\n" for number in range(1, hosts + 1))

    assert counts == [each.count for each in shown(pair(addresses, ptrs), "ptr-address-mismatch")]


def test_addresses_of_a_network_in_a_kept_reverse_zone() -> None:
    """A network that nobody entered is one defect, and one address of another network is a second."""
    hosts = "".join(f"a{number} A 10.1.0.{number}\nb{number} A 10.2.{number}.1\n" for number in range(10, 14))
    kept = "".join(f"{number}.0.3 PTR c{number}.example.net.\n" for number in range(10, 24))
    files = {ZONE: forward(hosts + "c A 10.3.0.99\n"), "r.zone": reverse(kept, "10.in-addr.arpa.")}
    found = shown(files, "address-without-ptr")

    assert [4, 4, 1] == [each.count for each in found]
    assert ["all addresses of 1.10.in-addr.arpa. have none", "all addresses of 2.10.in-addr.arpa. have none"] == [
        each.message.partition(": ")[2] for each in found[:2]
    ]


def test_addresses_whose_ptrs_stand_elsewhere() -> None:
    """Where all PTRs stand at owners that spell no address, one slip keeps them from where they are missed."""
    hosts = "".join(f"h{number} A 4.3.2.{number}\n" for number in range(11, 15))
    ptrs = "".join(f"{number}.x PTR a{number}.example.net.\n" for number in range(11, 15))

    told_of = [each for each in shown(pair(hosts, ptrs)) if each.rule == "address-without-ptr"]
    assert [4] == [each.count for each in told_of]


def test_targets_below_an_absent_subdomain() -> None:
    """It is the subdomain that is gone, not each name in it."""
    body = "a CNAME www.gone\nb CNAME shop.gone\n@ MX 10 mail.x.gone\n"

    assert [
        ("mx-target-without-address", [("cname-target-missing", ZONE, 6), ("cname-target-missing", ZONE, 7)])
    ] == told({ZONE: forward(body)})


def test_ptrs_to_a_row_of_absent_hosts() -> None:
    """Hosts that differ by their number alone were removed, or never added, together."""
    ptrs = "".join(f"{number} PTR pool-{number}.example.com.\n" for number in range(100, 120))

    (finding,) = shown(pair("", ptrs))
    assert (REVERSE, 6, 20) == (finding.path, finding.line, finding.count)


def test_targets_of_one_file_without_final_dot() -> None:
    """Who leaves out one dot leaves out others."""
    body = "a CNAME www.example.org\n@ MX 10 mail.example.com\nb CNAME c.example.net\n"

    (finding,) = shown({ZONE: forward(body)})
    assert 3 == finding.count


def test_absent_name_servers_of_the_same_zones() -> None:
    """All are named by the same RRsets, so that the same lines are wrong in each zone."""
    servers = "".join(f"@ NS gone{letter}.example.com.\n" for letter in "abcdef")
    others = {f"{name}.zone": forward(servers, f"{name}.example.") for name in ("one", "two", "three")}

    (finding,) = shown({ZONE: forward(""), **others})
    assert ("ns-target-without-address", 18) == (finding.rule, finding.count)


def test_name_servers_of_different_zones() -> None:
    """Where one of them stands in another zone, too, they are two causes."""
    files = {
        "one.zone": forward("@ NS gonea.example.com.\n@ NS goneb.example.com.\n", "one.example."),
        "two.zone": forward("@ NS gonea.example.com.\n@ NS goneb.example.com.\n", "two.example."),
        "three.zone": forward("@ NS gonea.example.com.\n", "three.example."),
    }

    assert [3, 2] == [each.count for each in shown({ZONE: forward(""), **files})]


def test_ptrs_to_names_that_a_wildcard_makes() -> None:
    """The wildcard gives each of them its address, so that no PTR leads back."""
    files = pair("*.dyn A 4.3.2.1\n", "81 PTR a.dyn.example.com.\n82 PTR b.dyn.example.com.\n")

    assert [("ptr-address-mismatch", [("ptr-address-mismatch", REVERSE, 7)])] == told(files)


def test_names_that_are_there_but_for_a_dot() -> None:
    """The finding is at the owner that lacks it; what leads to the name follows from it, and its help says so."""
    body = "www CNAME web\n@ MX 10 web\nweb.example.com A 4.3.2.80\n"

    (finding,) = shown({ZONE: forward(body)})
    assert ("owner-missing-trailing-dot", 8, 3) == (finding.rule, finding.line, finding.count)
    assert {f"add the final dot to the owner of the A record at {ZONE}:8"} == {
        each.help for each in finding.members[1:]
    }
    assert "write `web.example.com.` with the final dot or `web`" == finding.help


def test_ptr_to_add_for_an_owner_without_dot() -> None:
    """The PTR names the host that is meant."""
    files = pair("web.example.com A 4.3.2.80\n")
    (finding,) = lint_by(files, {"address-without-ptr"})

    assert "add `80 IN PTR web.example.com.` in 2.3.4.in-addr.arpa." == finding.help


def test_a_key_of_yaml_that_repeats_the_zone() -> None:
    """Keys are relative: the zone's name is to go."""
    finding = only({"example.com.yaml": "www.example.com:\n  type: A\n  value: 4.3.2.80\n"})

    assert ("owner-missing-trailing-dot", 1, "write `www`") == (finding.rule, finding.place.span.line, finding.help)


def test_ttls_of_zones_of_one_template() -> None:
    """The same TTLs at the same owner and type are one habit, however many zones have it; another TTL is another."""
    files = {
        f"{name}.example.zone": forward(f"@ 1h A 4.3.2.1\n@ {ttl} A 4.3.2.2\n", f"{name}.example.")
        for name, ttl in (("a", 300), ("b", 300), ("c", 300), ("d", 60))
    }

    found = [(each.path, each.count) for each in shown(files)]

    assert [("a.example.zone", 3), ("d.example.zone", 1)] == found


def test_spf_record_that_many_records_include() -> None:
    """To publish it mends them all."""
    files = {
        ZONE: forward('@ MX 10 ns1\n@ TXT "v=spf1 include:_spf.example.com -all"\n'),
        "a.example.zone": forward(
            '@ MX 10 x.example.net.\n@ TXT "v=spf1 include:_spf.example.com -all"\n', "a.example."
        ),
    }

    assert [("spf-include-missing", [("spf-include-missing", ZONE, 7)])] == told(files)


def test_file_with_absolute_owners_that_several_zones_are_read_from() -> None:
    """It is one slip: the SOA and NS that other zones lack are there, under the full name of one of them."""
    soa = "ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h"
    text = (
        f"$TTL 1h\nexample.com. SOA {soa}\nexample.com. NS ns1.example.com.\nns1.example.com. A 4.3.2.53\nx A 4.3.2.1\n"
    )
    zones = "".join(f'zone "{name}" {{ type primary; file "all.db"; }};\n' for name in ("example.com", "a.example"))

    finding = only({"named.conf": zones, "all.db": text}, "soa-missing", "ns-missing")

    assert ("soa-missing", 5) == (finding.rule, finding.count)
    assert not [each.help for each in finding.members if "delete" in each.help]
    assert "write `@` and relative names instead of example.com.: the file is also read for the zone a.example." == (
        finding.help
    )


def test_several_malformed_ptrs_of_one_owner_for_one_address() -> None:
    """They are one RRset, and the address whose PTRs they are meant to be lacks none besides."""
    files = {
        ZONE: forward("a A 10.3.0.1\nb A 10.3.0.1\n").replace("4.3.2.53", "5.3.2.53"),
        "r.zone": reverse("1 PTR a.example.com.\n1 PTR b.example.com.\n", "3.10.in-addr.arpa."),
    }

    assert [("ptr-owner-malformed", [("address-without-ptr", ZONE, 6), ("ptr-owner-malformed", "r.zone", 6)])] == told(
        files
    )


@pytest.mark.parametrize("origin", ["77.2.3.4.in-addr.arpa.", "2.3.4.in-addr.arpa."])
def test_malformed_owner_that_repeats_octets_of_its_zone(origin: str) -> None:
    """Its one reading is the address, and it counts before another PTR of the same host, which spells none."""
    files = {
        ZONE: forward("web A 4.3.2.77\n"),
        "r.zone": reverse("77.2 PTR web.example.com.\n1.0 PTR web.example.com.\n", origin),
    }
    found = [finding for finding in shown(files) if finding.path == "r.zone" or "77" in finding.message]

    assert {"ptr-owner-malformed"} == {finding.rule for finding in found}
    assert "for 4.3.2.77 write" in found[0].help


@pytest.mark.parametrize("origin", ["example.com.", "2.3.4.in-addr.arpa."])
def test_apex_without_ns_for_the_class_is_at_the_start_of_its_line(origin: str) -> None:
    """The NS is there, one blank to the left of where it belongs: that is told, and not that it is missing."""
    text = (
        f"$ORIGIN {origin}\n$TTL 1h\n@ IN SOA ns1.example.net. h.example.net. 1 8h 2h 4w 1h\nIN NS ns1.example.net.\n"
    )
    [finding] = shown({"a.zone": text})

    assert ("field-as-owner", "error", 4) == (finding.rule, finding.severity, finding.line)
    assert ["field-as-owner", "ns-missing"] == [member.rule for member in finding.members]


def test_malformed_ptr_whose_target_and_host_lack_their_dots() -> None:
    """The address of the host lacks no PTR besides."""
    files = {
        ZONE: forward("a.example.com A 4.3.0.1\n").replace("4.3.2.53", "5.3.2.53"),
        "r.zone": reverse("1 PTR a.example.com\n", "3.4.in-addr.arpa."),
    }

    assert "address-without-ptr" not in [each.rule for each in shown(files)]


def test_records_outside_and_those_below_them() -> None:
    """Whoever moves a domain to its zone takes along what lies below it."""
    files = {ZONE: forward("example.org. A 4.3.2.80\nwww.example.org. A 4.3.2.80\na.b.example.org. A 4.3.2.81\n")}

    finding = only(files)

    assert ("out-of-zone-record", 6, 3) == (finding.rule, finding.line, finding.count)


def test_names_of_manuals_in_all_zones_of_a_folder() -> None:
    """They were copied from one sample."""
    zone = "$TTL 1h\n@ SOA ns.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS ns.example.com.\nwww A 4.3.2.80\n"

    finding = only({"shop.de.zone": zone, "shop.fr.zone": zone})

    assert ("name-from-manual", "shop.de.zone", 6) == (finding.rule, finding.path, finding.count)


def test_hosts_without_their_domain() -> None:
    """All PTRs of a file to single labels lack the same."""
    finding = only(pair("", "80 PTR www.\n81 PTR ftp.\n"))

    assert ("ptr-target-without-address", REVERSE, 2) == (finding.rule, finding.path, finding.count)


def test_soa_whose_owner_lacks_its_dot() -> None:
    """It is not at the apex for want of a dot, as all other owners of the file."""
    text = "$TTL 1h\nexample.com SOA ns1.example.net. h.example.net. 1 8h 2h 4w 1h\n NS ns1.example.net.\n"

    finding = only({"named.conf": 'zone "example.com" { type primary; file "z"; };\n', "z": text})

    assert ("owner-missing-trailing-dot", "z", 2) == (finding.rule, finding.path, finding.line)


@pytest.mark.parametrize(("network", "counts"), [("3.4.5", [3]), ("4.3.2", [1, 1, 1])])
def test_hosts_that_moved_together(network: str, counts: list[int]) -> None:
    """Their PTRs were left behind in another network; within one, each may have been changed for itself."""
    hosts = "".join(f"h{number} A {network}.{number + 100}\n" for number in (1, 2, 3))
    ptrs = "".join(f"{number} PTR h{number}.example.com.\n" for number in (1, 2, 3))

    found = [each for each in shown(pair(hosts, ptrs)) if each.rule == "ptr-address-mismatch"]
    assert counts == [sum(each.rule == "ptr-address-mismatch" for each in finding.members) or 1 for finding in found]


def test_comments_of_a_named_conf_that_are_none() -> None:
    """Whoever writes one with a semicolon writes all of them so."""
    conf = '; the zones\nzone "example.com" { type primary; file "example.com.zone"; };\n; no more\n'
    found = shown({"named.conf": conf, ZONE: forward("")})

    assert [("index-error", 2)] == [(each.rule, each.count) for each in found]


def test_name_servers_whose_owner_lacks_its_dot() -> None:
    """The zone has none, and the dot mends both."""
    text = "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\nexample.com NS ns1\nns1 A 4.3.2.53\n"
    found = shown({ZONE: text})

    assert [("owner-missing-trailing-dot", ["owner-missing-trailing-dot", "ns-missing"])] == [
        (each.rule, [member.rule for member in each.members]) for each in found
    ]
