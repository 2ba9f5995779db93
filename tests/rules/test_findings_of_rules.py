"""What the findings of the basic rules say: the message, the next step, and the related places."""

from pathlib import Path

import pytest
from linting import lint, lint_by, shown
from scenarios import forward, pair

from zonelint.dns.special_networks import why_not_public
from zonelint.lint.findings import Finding

RULES_OF_LOOPS = ("cname-loop", "mx-target-without-address")
HEAD = """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def only(text: str, more: dict[str, str] | None = None) -> Finding:
    """Return the one finding in the zone example.com of `text` after HEAD; `more` are files besides, by name."""
    (finding,) = lint({"example.com.zone": HEAD + text, **(more or {})})
    return finding


def views(*names: str) -> str:
    """Return a named.conf that serves example.com in each view of `names`, from a file named after it."""
    return "".join(f'view {name} {{ zone "example.com" {{ type primary; file "{name}.db"; }}; }};\n' for name in names)


def related(finding: Finding) -> list[tuple[str, int]]:
    """Return file and line of each related place."""
    return [(each.place.source.path, each.place.line) for each in finding.related]


def columns(finding: Finding) -> tuple[int, int]:
    """Return the columns where the finding begins and ends."""
    span = finding.place.span
    return span.column, span.end_column


def test_missing_address_names_the_record_to_add() -> None:
    """The finding stands at the target and gives the address record to paste."""
    finding = only("@ MX 10 Mail\n")

    assert (
        "the mail exchange mail.example.com. has no address: the name does not exist in example.com." == finding.message
    )
    assert "change the target, or add `mail.example.com. IN A <address>`" == finding.help
    assert (9, 13) == columns(finding)


def test_name_without_address_is_told_from_one_that_does_not_exist() -> None:
    """For an existing name the message says that it only lacks the address."""
    finding = only('@ MX 10 text\ntext TXT "x"\n')

    assert finding.message.endswith(": the name exists in example.com., but has no A or AAAA record")


@pytest.mark.parametrize(
    ("record", "written"),
    [
        ("@ MX 10 ns1.example.com", "MX 10 ns1.example.com."),
        ("@ MX 10 mail.example.org", "MX 10 mail.example.org."),
        ("sub NS ns.example.de", "NS ns.example.de."),
        ("_sip._tcp SRV 1 2 3 ns1.example.com", "SRV 1 2 3 ns1.example.com."),
        ("www CNAME web.example.org", "CNAME web.example.org."),
        ("$ORIGIN sub.example.com.\n@ MX 10 ns1.example.com", "MX 10 ns1.example.com."),
    ],
)
def test_missing_dot_is_the_next_step(record: str, written: str) -> None:
    """A target that repeats the origin, or is a full name of its own, is to be written with its final dot."""
    assert f"write `{written}` with the final dot" == only(record + "\n").help


@pytest.mark.parametrize("target", ["mail.office", "fw.de", "4x.3x"])
def test_relative_name_is_taken_as_it_stands(target: str) -> None:
    """A target that may well be meant as relative gets no advice about dots."""
    assert f"change the target, or add `{target}.example.com. IN A <address>`" == only(f"@ MX 10 {target}\n").help


def test_target_in_a_loaded_zone_lacks_its_dot() -> None:
    """A single-word top level counts as a full name when its zone is loaded."""
    zone = "$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\nmail A 4.3.2.5\n"
    finding = only("@ MX 10 mail.corp\n", {"db.corp": "$ORIGIN corp.\n" + zone})

    assert "write `MX 10 mail.corp.` with the final dot" == finding.help


def test_dangling_alias_is_related() -> None:
    """An MX to an alias that leads nowhere shows the alias."""
    findings = lint({"example.com.zone": HEAD + "@ MX 10 mail\nmail CNAME gone\n"})

    assert ["mx-target-without-address", "cname-target-missing"] == [finding.rule for finding in findings]
    assert "it is an alias that ends at gone.example.com., which does not exist in example.com." in findings[0].message
    assert [("example.com.zone", 6)] == related(findings[0])


def test_loop_of_aliases_is_no_address() -> None:
    """An MX into a loop says where the chain comes back."""
    findings = lint({"example.com.zone": HEAD + "@ MX 10 a\na CNAME b\nb CNAME a\n"})

    assert ["mx-target-without-address", "cname-loop"] == [finding.rule for finding in findings]
    assert findings[0].message.endswith("has no address: the chain comes back to a.example.com.")


def test_loop_shows_its_way() -> None:
    """A loop is told once, with the other aliases in the order of the way."""
    finding = only("c CNAME a\na CNAME b\nb CNAME c\n")

    assert (
        "the alias c.example.com. leads back to itself: c.example.com. to a.example.com. to b.example.com. to"
        " c.example.com." == finding.message
    )
    assert [("example.com.zone", 6), ("example.com.zone", 7)] == related(finding)


def test_long_loop_is_one_finding() -> None:
    """Each of its aliases is related once, and time grows with their number only."""
    finding = only("".join(f"c{number} CNAME c{(number + 1) % 20_000}\n" for number in range(20_000)))

    assert [line for _, line in related(finding)] == list(range(6, 20_005))


def test_message_about_a_word_as_long_as_its_file_stays_short() -> None:
    """Its middle is left out, what is wrong with the word is not."""
    finding = only("b" * 100_000 + " A 4.3.2.9\n")

    assert len(finding.message) == 4000
    assert finding.message.startswith("bad domain name bbb")
    assert finding.message.endswith("bbb: name of more than 255 octets")


@pytest.mark.parametrize(
    ("target", "rtype", "address"),
    [("4.3.2.9", "A", "4.3.2.9"), ("[4.3.2.9].", "A", "4.3.2.9"), ("2600::9", "AAAA", "2600::9")],
)
def test_address_in_place_of_a_name_gets_two_records(target: str, rtype: str, address: str) -> None:
    """An address as exchange: the next step names a host for it."""
    finding = only(f"@ MX 10 {target}\n")

    assert "mx-target-is-address" == finding.rule
    expected = f"write `MX 10 mail.example.com.` and add `mail.example.com. IN {rtype} {address}`"
    assert f"name the host: {expected}" == finding.help


def test_alias_as_exchange_names_the_canonical_name() -> None:
    """The next step has the end of the chain in the place of the alias."""
    finding = only("@ MX 10 mail\nmail CNAME next\nnext CNAME ns1\n")

    assert "mx-target-is-cname" == finding.rule
    assert finding.help.startswith("write `MX 10 ns1.example.com.`")
    assert [("example.com.zone", 6)] == related(finding)


def test_problem_in_a_shared_file_is_told_once() -> None:
    """A line that cannot be read is one finding, however many zones include it."""
    zone = "$TTL 1h\n@ SOA ns1 h 1 8h 2h 4w 1h\n@ NS ns1\n$INCLUDE hosts.inc\n"
    (finding,) = lint({"example.com.zone": zone, "example.org.zone": zone, "hosts.inc": "ns1 A 4.3.2.1\nx A 4.3.2\n"})

    assert ("syntax-error", "hosts.inc", 2) == (finding.rule, finding.path, finding.line)


def test_problem_belongs_to_no_view() -> None:
    """What cannot be read is the same in every view, and is told once."""
    files = {"named.conf": views("inside", "outside"), "inside.db": HEAD + "x A 4.3.2\n", "outside.db": HEAD}
    (finding,) = lint(files)

    assert (None, (None,)) == (finding.view, finding.views)


def test_zone_of_others_is_one_finding() -> None:
    """Where no record of a file lies in its zone, that is told once, not for each record."""
    text = "".join(f"h{number}.example.org. A 4.3.2.{number}\n" for number in range(9))
    findings = lint({".zonelint.toml": '[zones]\n"example.com" = "x"\n', "x": "$TTL 1h\n" + text}, "out-of-zone-record")

    outside = [finding for finding in findings if finding.rule == "out-of-zone-record"]
    assert ["none of the 9 records is in the zone example.com. for which the file is read"] == [
        finding.message for finding in outside
    ]


def test_glue_to_copy_is_spelled_out() -> None:
    """With the child loaded, the next step has its addresses."""
    child = "$TTL 1h\n@ SOA ns1 h 1 8h 2h 4w 1h\n@ NS ns1\nns1 A 4.3.2.7\nns1 AAAA 2600::7\n"
    finding = only("sub NS ns1.sub\n", {"sub.example.com.zone": child})

    assert [
        "add `ns1.sub.example.com. IN A 4.3.2.7` to example.com.",
        "add `ns1.sub.example.com. IN AAAA 2600::7` to example.com.",
    ] == finding.help.splitlines()


def test_differing_ttl_is_what_the_finding_points_at() -> None:
    """A TTL that is written is underlined, and the one that holds is related."""
    finding = only("ns1 300 A 4.3.2.2\n")

    assert (5, 8) == columns(finding)
    assert [("example.com.zone", 4)] == related(finding)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("10.0.0.1", "private, RFC 1918"),
        ("172.31.255.255", "private, RFC 1918"),
        ("100.64.0.1", "carrier-grade NAT, RFC 6598"),
        ("127.0.0.1", "loopback, RFC 1122"),
        ("169.254.1.1", "link-local, RFC 3927"),
        ("198.19.0.1", "benchmarks, RFC 2544"),
        ("255.255.255.255", "reserved, RFC 1112"),
        ("::1", "loopback, RFC 4291"),
        ("::ffff:4.3.2.1", "IPv4-mapped, RFC 4291"),
        ("fd12::1", "unique local, RFC 4193"),
        ("febf::1", "link-local, RFC 4291"),
        ("2001:db8:ffff::1", "documentation, RFC 3849"),
        ("2001:0:1::1", "Teredo, RFC 4380"),
        ("3fff:fff::1", "documentation, RFC 9637"),
        ("4000::1", "outside the global unicast space, RFC 4291"),
        ("172.32.0.1", None),
        ("100.128.0.1", None),
        ("192.0.3.1", None),
        ("8.8.8.8", None),
        ("2001:500::1", None),
        ("2600::1", None),
        ("64:ff9b::1", None),
    ],
)
def test_special_networks(address: str, reason: str | None) -> None:
    """An address in a special-purpose network is not public, its neighbours outside are."""
    assert reason == why_not_public(address)


@pytest.mark.parametrize("allowed", ["192.0.2.0/24", "192.0.2.25", "2001:db8::/32"])
def test_networks_of_the_option_allow_are_public(allowed: str) -> None:
    """One address in an allowed network is enough; the others allow nothing."""
    zone = HEAD + "@ MX 10 mail\nmail A 192.0.2.25\nmail AAAA 2001:db8::25\n"
    config = f'[rules.mx-target-not-public]\nallow = ["1.2.3.4/32", "{allowed}"]\n'

    assert [] == lint({".zonelint.toml": config, "example.com.zone": zone}, "mx-target-not-public")


def test_address_that_may_be_missing_proves_nothing() -> None:
    """In an incomplete zone the exchange may have a public address besides."""
    findings = lint({"example.com.zone": HEAD + "@ MX 10 m\nm A 10.0.0.1\nm A 4.3.2\n"}, "mx-target-not-public")

    assert ["syntax-error"] == [finding.rule for finding in findings]


def test_internal_view_may_have_private_addresses() -> None:
    """A view named under `internal` is not judged; the same zone outside of it is."""
    zone = HEAD + "@ MX 10 m\nm A 10.0.0.1\n"
    files = {"named.conf": views("inside", "outside"), "inside.db": zone, "outside.db": zone}
    files[".zonelint.toml"] = 'internal = ["inside"]\n'

    assert [("mx-target-not-public", "outside.db")] == [
        (finding.rule, finding.path) for finding in lint(files, "mx-target-not-public")
    ]


def test_judged_pointer_is_left_to_its_own_rule() -> None:
    """A PTR that stands for an address is told by the rule about PTR targets; a wildcard stands for none."""
    reverse = "$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"
    findings = lint({"2.3.4.in-addr.arpa": reverse + "9 PTR host.example.com\n*.x PTR host.example.com\n"})

    assert [("ptr-target-without-address", 4), ("missing-trailing-dot", 5)] == [
        (finding.rule, finding.line) for finding in findings
    ]


def test_target_written_with_its_dot_lacks_none() -> None:
    """A doubled name that is written as absolute is what it says."""
    assert [] == lint({"example.com.zone": HEAD + "@ MX 10 x.example.com.example.com.\n* A 4.3.2.3\n"})


def test_the_same_words_about_one_file_are_shown_once() -> None:
    """A type that nobody knows is one slip, however many records have it; another one is another slip."""
    found = shown({"example.com.zone": f"{HEAD}a TYPO 1\nb TYPO 2\nc OTHER 3\n"})

    assert [(5, 2), (7, 1)] == [(each.line, max(len(each.members), 1)) for each in found]


def test_records_that_all_lie_outside_are_one_defect() -> None:
    """The file is read for another zone than it was written for: nothing else is missing in it."""
    named = 'zone "127.0.0" { type primary; file "db.127"; };'
    text = HEAD.replace("@ ", "0.0.127.in-addr.arpa.").replace("ns1  A", "x.0.0.127.in-addr.arpa. A")

    found = lint({"named.conf": named, "db.127": text.replace("     NS", "0.0.127.in-addr.arpa. NS")})
    assert ["out-of-zone-record"] == [finding.rule for finding in found]


def test_zone_that_octodns_publishes_has_the_name_servers_of_its_provider() -> None:
    """Whatever kind of file its records come from."""
    config = """\
providers:
  bind: {class: octodns_bind.ZoneFileSource, directory: zones, file_extension: .zone, check_origin: false}
  dns: {class: octodns_x.Provider}
zones:
  example.com.: {sources: [bind], targets: [dns]}
"""
    text = "".join(line for line in HEAD.splitlines(True) if " NS " not in line)

    assert [] == lint({"config.yaml": config, "zones/example.com.zone": text})


def test_file_without_records_has_no_soa() -> None:
    """That the NS records are missing as well need not be said."""
    named = 'zone "example.com" { type primary; file "db"; };'

    assert ["soa-missing"] == [finding.rule for finding in lint({"named.conf": named, "db": "$TTL 1h\n"})]


def test_alias_of_a_challenge_may_lead_to_a_name_that_is_not_there_yet() -> None:
    """The target of `_acme-challenge` exists only while a certificate is validated (RFC 8555 section 8.4)."""
    assert [] == lint({"example.com.zone": HEAD + "_acme-challenge.www CNAME www.acme\n"})


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("www.example.com", ["write `CNAME www.example.com.` with the final dot"]),
        ("key.example.net", ["write `CNAME key.example.net.` with the final dot"]),
        ("key.example.net.", []),
        ("key.acme", []),
    ],
)
def test_alias_of_a_challenge_needs_its_final_dot(target: str, expected: list[str]) -> None:
    """A target that ends as the names of others do is not one that is still to come."""
    files = {"example.com.zone": HEAD + f"www A 4.3.2.2\n_acme-challenge.www CNAME {target}\n"}

    assert expected == helps(files, "cname-target-missing")


def test_owner_of_the_soa_that_lacks_its_final_dot() -> None:
    """It is the apex that is meant."""
    files = {"example.com.zone": HEAD.replace("@", "example.com", 1)}

    assert ["write `@`, or example.com. with the final dot"] == helps(files, "soa-not-at-apex")


def test_help_never_proposes_the_alias_itself() -> None:
    """Without the origin that stands there twice, the target would be the owner: a loop."""
    assert "final dot" not in only("www CNAME www.example.com.acme\n").help


def test_help_proposes_no_dot_where_one_is_written() -> None:
    """A target that is written in full means what it says."""
    assert "final dot" not in only("www CNAME web.example.com.example.com.\n").help


def test_an_empty_file_that_an_index_names_is_one_finding() -> None:
    """That it has no SOA record says enough."""
    files = {"named.conf": 'zone "example.com" { type primary; file "db"; };\n', "db": "; later\n"}

    (finding,) = lint(files)
    assert ("soa-missing", "the file of zone example.com. is empty: it has no SOA record") == (
        finding.rule,
        finding.message,
    )


@pytest.mark.parametrize(("plugin", "owners"), [("alias", ["x"]), ("log", ["", "x"])])
def test_coredns_may_flatten_an_apex(plugin: str, owners: list[str]) -> None:
    """Its plugin alias has addresses in the place of such a CNAME; other names and other servers are as ever."""
    zone = f"{HEAD}@ CNAME www.example.net.\nx CNAME www.example.net.\nx TXT y\n"
    conf = f"example.com {{\n  file example.com.zone\n  {plugin}\n}}\n"
    found = lint({"example.com.zone": zone, "Corefile": conf})

    assert [f"{owner}.example.com.".lstrip(".") for owner in owners] == [finding.owner for finding in found]
    assert {"cname-and-other-data"} == {finding.rule for finding in found}


def test_knot_splits_long_strings() -> None:
    """Where its configuration names the zone; BIND refuses them."""
    zone = f'{HEAD}t TXT "{"a" * 300}"\n'
    conf = "zone:\n  - domain: example.com\n    file: example.com.zone\n"

    assert ["syntax-error"] == [finding.rule for finding in lint({"example.com.zone": zone})]
    assert [] == lint({"example.com.zone": zone, "knot.conf": conf})


@pytest.mark.parametrize(
    "files",
    [
        {"Corefile": "example.com {\n  file example.com.zone\n}\n", "example.com.zone": HEAD},
        {"example.com.zone": "; Import this at Cloudflare\n$ORIGIN example.com.\n$TTL 1h\n"},
    ],
)
def test_who_reads_the_file_splits_long_strings(files: dict[str, str]) -> None:
    """CoreDNS does, and Cloudflare's import."""
    zone = f'{files["example.com.zone"]}t TXT "{"a" * 300}"\n'

    assert [] == lint({**files, "example.com.zone": zone})


def test_export_of_cloudflare_is_for_a_server_of_ones_own() -> None:
    """It says so itself, and has an SOA: what that server refuses is to be edited."""
    zone = f';;\n;; Domain:     example.com.\n;;\n{HEAD}t TXT "{"a" * 300}"\n'

    assert ["syntax-error"] == [finding.rule for finding in lint({"example.com.zone": zone})]


@pytest.mark.parametrize(
    ("zone", "ptrs", "expected"),
    [
        ("", "80 PTR gone.example.com.\n", "change the target, or add `gone.example.com. IN A 4.3.2.80`"),
        (
            "www A 4.3.2.80\n",
            "80 PTR gone.example.com.\n",
            "write `PTR www.example.com.`, which has 4.3.2.80, or add `gone.example.com. IN A 4.3.2.80`",
        ),
        (
            "shop A 4.3.2.80\nwww A 4.3.2.80\n",
            "80 PTR www\n",
            "write `PTR www.example.com.`, which has 4.3.2.80",
        ),
        ("", "80 PTR www\n", "write the full name of the host, with its final dot"),
        ("www A 4.3.2.81\n", "80 PTR www\n81 PTR www.example.com.\n", "write `PTR www.example.com.`"),
        (
            "example.com A 4.3.2.80\nshop A 4.3.2.81\n",
            "80 PTR shop.example.com.\n81 PTR shop.example.com.\n",
            "change the PTR to the name of the host that has 4.3.2.80, give shop.example.com. that address, "
            "or delete the PTR",
        ),
        (
            "www A 4.3.2.80\n",
            "80 PTR www.example.com.\n80 PTR gone.example.com.\n",
            "delete it: another PTR names www.example.com., which has 4.3.2.80, "
            "or add `gone.example.com. IN A 4.3.2.80`",
        ),
        (
            "www A 4.3.2.80\nshop A 4.3.2.81\n",
            "80 PTR shop.example.com.\n81 PTR shop.example.com.\n",
            "write `PTR www.example.com.`, which has 4.3.2.80, or give shop.example.com. that address",
        ),
    ],
)
def test_help_at_a_ptr_knows_the_address(zone: str, ptrs: str, expected: str) -> None:
    """The address is the PTR's own; where a loaded name has it, that is the name to write."""
    rules = ("ptr-target-without-address", "ptr-address-mismatch")

    assert [expected] == [each.help for each in lint(pair(zone, ptrs)) if each.rule in rules]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "@ CNAME www.example.com.",
            "delete it, or write an owner below example.com.: in example.org. (org.zone) there are other",
        ),
        ("www A 4.3.2.2", "delete it: example.org. (org.zone) has it already"),
        ("shop A 4.3.2.2", "move it to the zone example.org. (org.zone), or write an owner below example.com."),
    ],
)
def test_help_at_a_record_of_another_loaded_zone(line: str, expected: str) -> None:
    """The other zone is known: an alias can never be moved to its apex, and what it holds need not be moved."""
    other = "$ORIGIN example.org.\n" + HEAD + "www A 4.3.2.2\n"

    assert only(f"$ORIGIN example.org.\n{line}\n", {"org.zone": other}).help.startswith(expected)


def test_help_at_an_alias_to_an_address() -> None:
    """What is meant is an address record at the owner of the alias."""
    assert "write `www.example.com. IN A 4.3.2.2` instead of the CNAME" == only("www CNAME 4.3.2.2\n").help


@pytest.mark.parametrize(
    ("line", "rule", "help"),
    [
        ("www CNAME 4.3.2.2.", "cname-target-missing", "write `www.example.com. IN A 4.3.2.2` instead of the CNAME"),
        ("sub NS 4.3.2.2.", "ns-target-without-address", "name the host: write `NS ns2.example.com.` and add"),
        ("_sip._tcp SRV 1 1 5060 4.3.2.2.", "srv-target-without-address", "name the host: write `SRV 1 1 5060 host.ex"),
        ("@ MX 10 4.3.2.2.", "mx-target-is-address", "name the host: write `MX 10 mail.example.com.` and add"),
    ],
)
def test_address_as_a_target_with_final_dot(line: str, rule: str, help: str) -> None:
    """No name ends in a number, so that nothing need be loaded to tell that it has no address."""
    finding = only(f"{line}\n")

    assert rule == finding.rule
    assert finding.help.startswith(help)


def test_address_as_the_target_of_a_ptr() -> None:
    """The host that has the address of the PTR is what is meant."""
    (finding,) = lint(pair("www A 4.3.2.80\n", "80 PTR 4.3.2.80.\n"))

    assert ("ptr-target-without-address", "write `PTR www.example.com.`, which has 4.3.2.80") == (
        finding.rule,
        finding.help,
    )


REVERSE_HEAD = "$TTL 1h\n@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"
REVERSE_CONF = 'zone "{}.in-addr.arpa" {{\n  type primary;\n  file "hosts.rev";\n}};\n'


def in_full(network: str, count: int) -> str:
    """Return PTR records with owners written in full, of `count` addresses in two halves of a reversed /16."""
    owners = (f"{number}.{number % 2}.{network}.in-addr.arpa." for number in range(count))
    return "".join(f"{owner} PTR h{number}.example.net.\n" for number, owner in enumerate(owners))


def test_wrong_name_of_a_reverse_zone_is_one_finding_at_the_index() -> None:
    """Nearly all PTRs lie in one other reverse zone, in whatever parts of it: the statement has the wrong name."""
    files = {"hosts.rev": REVERSE_HEAD + in_full("18.172", 8), "named.conf": REVERSE_CONF.format("16.172")}
    (finding,) = lint(files)

    assert ("out-of-zone-record", "warning", "named.conf", 1) == (
        finding.rule,
        finding.severity,
        finding.path,
        finding.line,
    )
    assert "if the addresses are right, call the zone 18.172.in-addr.arpa. at named.conf:1" == finding.help


def test_ptrs_that_are_half_in_a_zone_leave_it_its_name() -> None:
    """Where others lie in the zone, those outside are told of themselves."""
    text = REVERSE_HEAD + in_full("18.172", 4) + in_full("16.172", 4)
    found = lint({"hosts.rev": text, "named.conf": REVERSE_CONF.format("16.172")})

    assert ["hosts.rev"] * 4 == [finding.path for finding in found if finding.rule == "out-of-zone-record"]


def test_ptrs_of_a_zone_that_is_here_do_not_rename_another() -> None:
    """They are to be moved to their zone, which another file holds."""
    files = {
        "hosts.rev": REVERSE_HEAD + in_full("18.172", 4),
        "other.rev": REVERSE_HEAD,
        "named.conf": REVERSE_CONF.format("16.172") + REVERSE_CONF.format("18.172").replace("hosts", "other"),
    }
    found = [finding for finding in lint(files) if finding.rule == "out-of-zone-record"]

    assert ["hosts.rev"] * 4 == [finding.path for finding in found]
    assert "move it to the zone 18.172.in-addr.arpa. (other.rev), or write an owner below" in (found[0].help or "")


@pytest.mark.parametrize(
    ("more", "step"),
    [
        ("", "the file holds 2.0.192.in-addr.arpa.: change the zone name to that"),
        (
            REVERSE_CONF.format("2.0.192"),
            "the file holds 2.0.192.in-addr.arpa., which named.conf:5 names: "
            "delete this statement, or name another file",
        ),
    ],
)
def test_statement_of_an_index_with_the_file_of_another_zone(more: str, step: str) -> None:
    """The server does not load a zone without SOA: an error at the statement, with the name that the file gives."""
    text = f"$ORIGIN 2.0.192.in-addr.arpa.\n{REVERSE_HEAD}1 PTR a.example.net.\n"
    (finding,) = lint({"hosts.rev": text, "named.conf": REVERSE_CONF.format("2.0.129") + more})

    assert ("out-of-zone-record", "error", "named.conf", 1, step) == (
        finding.rule,
        finding.severity,
        finding.path,
        finding.line,
        finding.help,
    )


def test_slip_in_the_origin_of_a_file_that_is_called_after_its_zone() -> None:
    """Both names agree, so that the $ORIGIN is wrong."""
    text = f"$ORIGIN bakry.net.\n{HEAD}"
    conf = 'zone "bakery.net" { type primary; file "bakery.net.zone"; };'
    found = [each for each in lint({"bakery.net.zone": text, "named.conf": conf}) if each.rule == "out-of-zone-record"]

    step = "the file holds bakry.net.: correct its `$ORIGIN` and its SOA, for its name is that of the zone"
    assert [step] == [each.help for each in found]


@pytest.mark.parametrize(
    ("client", "statement", "owners"),
    [
        ("DHCID AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=", "allow-update { key ddns; };", ["ns1"]),
        ('TXT "316ced2f54bf58d6b838391c6e78b22a81"', "allow-update { key ddns; };", ["ns1"]),
        ('TXT "a printer"', "allow-update { key ddns; };", ["ns1", "pc7"]),
        ('TXT "316ced2f54bf58d6b838391c6e78b22a81"', "", ["ns1", "pc7"]),
    ],
)
def test_lease_of_a_dhcp_server_lacks_no_ptr(client: str, statement: str, owners: list[str]) -> None:
    """A PTR by hand would be wrong when the lease ends; what identifies its client tells it from a host's record."""
    conf = f'zone "example.com" {{ type primary; file "x.db"; {statement} }};\n' + REVERSE_CONF.format("2.3.4")
    files = {"named.conf": conf, "x.db": f"{HEAD}pc7 A 4.3.2.7\npc7 {client}\n", "hosts.rev": REVERSE_HEAD}
    found = lint_by(files, {"address-without-ptr"})

    assert [f"{owner}.example.com." for owner in owners] == [finding.owner for finding in found]


def test_placeholder_is_no_malformed_owner() -> None:
    """`xxx` stands for an octet that somebody is to fill in."""
    files = {"hosts.rev": f"{REVERSE_HEAD}xxx PTR a.example.net.\n", "named.conf": REVERSE_CONF.format("2.3.4")}

    assert [] == lint(files)


def test_notes_about_a_named_conf_are_no_index() -> None:
    """A file of another name that BIND would refuse in several places is served by nobody."""
    notes = 'options { forwarders { IP;IP; }; };\nzone "example.com" { type forward; forwarders { IP;IP; }; };\n'

    assert [] == lint({"notes": notes, "example.com.zone": HEAD})


def test_ptr_into_a_zone_of_the_set_is_known_there() -> None:
    """The address of the name is still to be filled in, and the zone answers where its network is known."""
    files = {
        "corp.local.zone": "$TTL 1h\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 9.1.2.53\nweb A <ip_address>\n",
        "2.1.9.in-addr.arpa.zone": (
            "$TTL 1h\n@ SOA ns1.corp.local. h.corp.local. 1 2 3 4 5\n@ NS ns1.corp.local.\n"
            "53 PTR ns1.corp.local.\n80 PTR web.corp.local.\n81 PTR gone.corp.local.\n"
        ),
    }
    found = [finding for finding in lint(files) if finding.rule == "ptr-target-without-address"]

    assert ["gone.corp.local." in finding.message for finding in found] == [True]


def test_questions_for_dig_are_no_zone() -> None:
    """A file for `dig -f` has names and types on its lines, and no data behind them."""
    questions = "foo.example soa -p 1053\nns1.foo.example a -p 1053\nfoo.example SOA +short\n"

    assert [] == lint({"example.com.zone": HEAD, "tests/primary-test.dig": questions})


def test_file_of_another_folder_is_not_the_one_that_includes_it() -> None:
    """Samba's named.conf on the server is not the named.conf of the repository."""
    files = {
        "etc/bind/named.conf": 'include "/var/lib/samba/bind-dns/named.conf";\n'
        'zone "example.com" { type primary; file "/etc/bind/z.db"; };\n',
        "etc/bind/z.db": HEAD,
    }

    assert [] == lint(files)


def test_mismatches_of_a_file_left_over_are_one() -> None:
    """No index names the reverse zone of the network that was: that its PTRs name hosts of the new one is one slip."""
    hosts = "".join(f"h{number} A 4.3.3.{number}\n" for number in range(1, 7))
    files = {
        "named.conf": 'zone "example.com" { type primary; file "example.com.zone"; }; include "more.conf";\n',
        "example.com.zone": HEAD + hosts + "here A 4.3.2.9\n",
        "rev.2.3.4.in-addr.arpa": REVERSE_HEAD
        + "".join(f"{n} PTR h{n}.example.com.\n" for n in range(1, 7))
        + "9 PTR here.example.com.\n",
    }
    found = [(each.rule, each.count) for each in shown(files) if each.rule == "ptr-address-mismatch"]

    assert [("ptr-address-mismatch", 6)] == found


@pytest.mark.parametrize(
    ("address", "more", "count"),
    [
        ("ns1.example.com. A 4.3.2.53", {"example.com": forward("")}, 0),
        ("ns1.example.com. A 4.3.2.54", {"example.com": forward("")}, 1),
        ("ns1.example.com. A 4.3.2.54", {}, 0),  # what its zone holds is not known
        ("x.org. A 4.3.2.53", {}, 1),
    ],
)
def test_glue_that_windows_writes_is_no_slip(address: str, more: dict[str, str], count: int) -> None:
    """It writes the addresses of all name servers, and writes them again when they are deleted."""
    header = ";\n;  Database file a.example.dns for a.example zone.\n;      Zone version:  7\n;\n"
    files = {"a.example.dns": header + forward(f"{address}\n", "a.example."), **more}

    assert count == [each.rule for each in lint(files)].count("out-of-zone-record")


def test_addresses_of_name_servers_in_many_zones_are_one_habit() -> None:
    """Somebody put them below the NS records of each zone."""
    zones = {f"{name}.example": forward("ns1.example.com. A 4.3.2.53\n", f"{name}.example.") for name in "abcde"}
    files = {**zones, "example.com": forward("").replace("4.3.2.53", "4.3.2.54")}
    found = [each.count for each in shown(files) if each.rule == "out-of-zone-record"]

    assert [5] == found


@pytest.mark.parametrize(("line", "is_safe"), [("www A 10.0.1.2 //too\n", False), ("www A 10.0.1.3 //too\n", True)])
def test_a_ptr_is_added_for_certain_where_no_lost_record_may_name_the_address(line: str, is_safe: bool) -> None:
    """The line that cannot be read is perhaps that of the name that the PTR is to have."""
    (finding,) = [
        each
        for each in lint({"db.example.com": f"{HEAD}@ A 10.0.1.2\n{line}", "0.10.in-addr.arpa.zone": REVERSE})
        if each.rule == "address-without-ptr"
    ]

    assert finding.fix is not None
    assert is_safe is finding.fix.safe


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("key.example.com.at.provider.net", "key.example.com.at.provider.net."),
        ("key.example.com", "key.example.com."),
        ("key.example.com.example.com", "key.example.com."),
        ("provider.net", "provider.net."),
    ],
)
def test_a_name_without_dot_may_hold_that_of_the_zone(target: str, meant: str) -> None:
    """It is meant as it is written, unless it ends with the zone's name again and again."""
    finding = only(f"a CNAME {target}\n")

    assert f"write `CNAME {meant}` with the final dot" == finding.help


def test_one_policy_of_the_type_spf_in_many_domains_is_one() -> None:
    """Somebody gave all his domains the record that nobody asks for."""
    policies = {"bakery.example": "-all", "grocer.example": "-all", "butcher.example": "mx -all"}
    zones = {f"{name}.zone": forward(f'@ SPF "v=spf1 {policy}"\n', f"{name}.") for name, policy in policies.items()}

    assert [2, 1] == sorted((each.count for each in shown(zones) if each.rule == "spf-type-99"), reverse=True)


# -- helps that lead to a sound zone


def helps(files: dict[str, str], rule: str) -> list[str]:
    """Return the help of each finding of `rule`."""
    return [finding.help for finding in lint(files) if finding.rule == rule]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ("@ MX 10 4.3.2.9\n", ["`MX 10 mail.example.com.` and add `mail.example.com. IN A 4.3.2.9`"]),
        ("@ MX 10 4.3.2.9\nmail A 4.3.2.8\n", ["`MX 10 mail1.example.com.` and add `mail1.example.com. IN A 4.3.2.9`"]),
        (
            "@ MX 10 4.3.2.9\nmail A 4.3.2.8\na A 4.3.2.9\nsmtp2 A 4.3.2.9\n",
            ["`MX 10 smtp2.example.com.`, which has 4.3.2.9"],
        ),
        ("@ MX 10 4.3.2.9\nmail A 4.3.2.8\nz A 4.3.2.9\n", ["`MX 10 z.example.com.`, which has 4.3.2.9"]),
        (
            "@ MX 10 4.3.2.9\n@ MX 20 4.3.2.8\n",
            [
                "`MX 10 mail.example.com.` and add `mail.example.com. IN A 4.3.2.9`",
                "`MX 20 mail1.example.com.` and add `mail1.example.com. IN A 4.3.2.8`",
            ],
        ),
    ],
)
def test_address_as_exchange_gets_a_name_of_its_own(records: str, expected: list[str]) -> None:
    """One that has the address, or one that is free: no host gets a second address by it."""
    found = helps({"example.com.zone": HEAD + records}, "mx-target-is-address")

    assert [f"name the host: write {each}" for each in expected] == found


def test_address_as_name_server_is_that_of_its_glue() -> None:
    """The record below the cut is the right half of it, and is not called hidden."""
    zone = HEAD + "lib NS 4.3.2.9\ndns.lib A 4.3.2.9\n"
    [finding] = lint({"example.com.zone": zone})

    assert "ns-target-without-address" == finding.rule
    assert "name the host: write `NS dns.lib.example.com.`, which has 4.3.2.9" == finding.help


def test_names_in_a_transfer_are_always_written_with_their_dot() -> None:
    """That says nothing about what their author wrote."""
    dig = "; <<>> DiG 9.18 <<>> @ns1.example.com axfr example.com\n"
    record = "www.example.com. 60 IN CNAME web.example.com.example.com.\n"
    files = {"example.com.zone": dig + HEAD + "web A 4.3.2.9\n" + record}

    assert ["write `CNAME web.example.com.` with the final dot"] == helps(files, "cname-target-missing")


def test_owner_with_the_origin_twice_makes_no_alias_of_the_apex() -> None:
    """The zone would not load with a CNAME beside its SOA."""
    files = {"example.com.zone": HEAD + "example.com CNAME ns1\n"}

    expected = "delete it: other records stand at example.com., and none may beside a CNAME"
    assert [expected] == helps(files, "owner-missing-trailing-dot")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v=spf1 ip4=:4.3.2.9~all", "write `ip4:4.3.2.9 ~all`"),
        (
            '\\"v=spf1 mx -all\\"',
            "let the text begin with `v=spf1`; quotation marks stand around the whole of it alone, not within",
        ),
        (" v=spf1 mx -all", "delete a blank before `v=spf1`"),
    ],
)
def test_spf_record_is_mended_by_what_the_help_says(text: str, expected: str) -> None:
    """It has no second fault then."""
    assert expected in helps({"example.com.zone": f'{HEAD}@ TXT "{text}"\n'}, "spf-syntax")


def test_one_slip_in_several_terms_of_an_spf_record_is_shown_once() -> None:
    """Each of them stays a finding of its own."""
    zone = HEAD + '@ TXT "v=spf1 ipv4:4.3.2.1 ipv4:4.3.2.2 ipv4:4.3.2.3 -all"\n'
    found = [finding for finding in shown({"example.com.zone": zone}) if finding.rule == "spf-syntax"]

    assert [3] == [len(finding.members) for finding in found]


def test_misspelt_reverse_zone_is_called_by_the_network_that_is_meant() -> None:
    """In reverse order, and with the labels that the owners of its PTRs leave."""
    conf = 'zone "10.10.1.in-addr-arpa" { type primary; file "rev"; };\n'
    rev = HEAD.replace("ns1 ", "ns1.example.com. ", 1) + "1.1 PTR a.example.net.\n"
    files = {"named.conf": conf, "rev": rev}

    assert ["rename it to 10.10.in-addr.arpa."] == helps(files, "reverse-zone-misnamed")


def test_comment_of_another_language_is_the_head_of_what_follows_from_it() -> None:
    """Its records lead nowhere, and lie below its own delegation, but that is no second mistake."""
    zone = HEAD + "#a NS #b\n#a A 4.3.2.9\n#c MX 10 #d\n"
    found = shown({"example.com.zone": zone})

    assert [1] == [1 for finding in found if "comment" in finding.help or "begins no comment" in finding.message]
    assert 1 == len(found)
    assert found[0].rule in ("field-as-owner", "name-not-a-hostname")


def test_exchange_is_the_head_of_what_has_one_cause() -> None:
    """A domain without mail is worse than a name without host."""
    zone = HEAD + "a CNAME x.example.net\nb CNAME y.example.org\n@ MX 10 mx.example.net\n"
    [finding] = [each for each in shown({"example.com.zone": zone}) if len(each.members) == 3]

    assert "mx-target-without-address" == finding.rule


def test_target_of_the_world_lacks_its_dot_whatever_the_zone_includes() -> None:
    """Nobody has a com below the zone; a word with an end of its own may be a host of the zone."""
    zone = (
        HEAD + "$INCLUDE private.zone\n_sip._tls SRV 1 1 443 sip.online.example.net\n_a._tcp SRV 1 1 1 a.example.io\n"
    )
    found = [each for each in lint({"example.com.zone": zone}) if each.rule == "missing-trailing-dot"]

    assert ["write `SRV 1 1 443 sip.online.example.net.` with the final dot"] == [each.help for each in found]


@pytest.mark.parametrize(
    ("zone", "count"),
    [
        ("@ NS gone\n", 1),
        ("@ NS gone\ngone TXT x\n", 1),
        ("@ NS gone\ngone A 4.3.2.2\n", 0),
        ("@ NS gone\n* A 4.3.2.2\n", 0),
        ("@ NS ns.sub\nsub NS ns.sub\n", 0),
        ("@ NS ns.example.net.\nsub NS gone\n", 0),
    ],
)
def test_zone_that_updates_change_needs_the_addresses_of_its_servers(zone: str, count: int) -> None:
    """BIND refuses it before any update comes, unless the journal has them."""
    conf = 'zone "example.com" { type primary; file "example.com.zone"; update-policy local; };\n'
    files = {"named.conf": conf, "example.com.zone": HEAD + zone}

    found = [(each.rule, each.severity) for each in lint(files)]
    assert [("ns-target-without-address", "warning")] * count == found
    assert [] == lint({**files, "example.com.zone.jnl": ""})


REVERSE = "$TTL 1h\n@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"


@pytest.mark.parametrize(
    ("address", "ptrs", "severity"),
    [
        ("10.0.3.121", "31.1 PTR delta.example.com.\n121.3 PTR delta.example.com.\n", "info"),
        ("10.0.3.121", "121.3 PTR delta.example.com.\n", "error"),
        ("10.0.1.121", "31.1 PTR delta.example.com.\n121.1 PTR delta.example.com.\n", "error"),
        ("10.0.4.9", "31.1 PTR delta.example.com.\n9.4 PTR delta.example.com.\n", "error"),
    ],
)
def test_further_interface_of_a_host_of_the_inside(address: str, ptrs: str, severity: str) -> None:
    """Its own address has a PTR that names it, and this one lies in another network, and is no other host's."""
    hosts = "delta A 10.0.1.31\necho A 10.0.4.9\n"
    files = {"db.example.com": HEAD + hosts, "0.10.in-addr.arpa.zone": REVERSE + ptrs}

    found = [each for each in lint(files) if each.rule == "ptr-address-mismatch"]
    assert [(severity, True)] == [(each.severity, address in each.message) for each in found]


@pytest.mark.parametrize(
    ("numbers", "hosts", "severity"),
    [
        (("1.7", "1.8", "1.9"), "", "info"),
        (("1.7", "1.8"), "", "error"),
        (("1.7", "1.8", "2.9"), "", "error"),
        (("1.7", "1.8", "1.9"), "a7 A 10.0.7.1\na8 A 10.0.8.1\na9 A 10.0.9.1\n", "error"),
    ],
)
def test_router_that_has_one_number_in_each_network(numbers: tuple[str, ...], hosts: str, severity: str) -> None:
    """Its own address lies elsewhere, and no other host has those."""
    ptrs = "".join(f"{number} PTR gw.example.com.\n" for number in numbers)
    files = {"db.example.com": f"{HEAD}gw A 10.1.0.255\n{hosts}", "0.10.in-addr.arpa.zone": REVERSE + ptrs}

    found = [each for each in lint(files) if each.rule == "ptr-address-mismatch"]
    assert [severity] * len(numbers) == [each.severity for each in found]
    ones = [each for each in shown(files) if each.rule == "ptr-address-mismatch"]
    assert 1 == len(ones) or severity == "error"


@pytest.mark.parametrize(
    ("records", "count"),
    [
        ("gw A 4.3.2.1\n", 0),
        ("gw A 4.3.2.1\ngw AAAA 2606:4700::1\n", 0),
        ("gw AAAA 2606:4700::1\n", 1),
        ("gw A 10.1.0.1\n", 1),
        ("gw A 4.3.2.1\ngw A 10.1.0.1\n", 1),
        ("gw A 4.3.2.1\nother A 10.0.7.1\n", 1),
        ("gw A 11.0.7.1\n", 1),
        ("gw A 1.7.0.10\n", 1),
    ],
)
def test_host_that_is_known_by_its_public_address(records: str, count: int) -> None:
    """A router translates it; not where another host has the private one, a digit is wrong, or octets are turned."""
    files = {"db.example.com": HEAD + records, "0.10.in-addr.arpa.zone": REVERSE + "1.7 PTR gw.example.com.\n"}

    found = [each for each in lint(files) if each.rule == "ptr-address-mismatch"]
    assert ["error"] * count == [each.severity for each in found]


@pytest.mark.parametrize("network", ["0.0.127", "254.169"])
def test_no_router_translates_such_an_address(network: str) -> None:
    """Of the host itself, or of its own link."""
    owner = "7" if network.count(".") == 2 else "7.1"
    files = {
        "db.example.com": f"{HEAD}gw A 4.3.2.1\n",
        f"{network}.in-addr.arpa.zone": f"{REVERSE}{owner} PTR gw.example.com.\n",
    }

    assert ["error"] == [each.severity for each in lint(files) if each.rule == "ptr-address-mismatch"]


@pytest.mark.parametrize(("soa", "count"), [("@ SOA ns1 hostmaster 1 8h 2h\n", 1), ("", 0)])
def test_files_without_soa_record_are_parts_of_a_zone(soa: str, count: int) -> None:
    """One with an SOA record that cannot be read is a whole zone, and so is its copy."""
    text = f"$TTL 1h\n{soa}@ NS ns1\nns1 A 4.3.2.1\nwww A YOUR_IP\n"

    found = lint({"db.example.com": text, "example.com.zone": text})
    assert count == len([each for each in found if each.rule == "duplicate-zone"])


def test_expire_of_zones_in_several_folders_is_one_finding() -> None:
    """Whoever writes such an SOA does so in all zones."""
    zone = "$TTL 1h\n@ SOA ns1 hostmaster 1 60 60 60 1h\n@ NS ns1\n@ NS ns2\nns1 A 4.3.2.1\nns2 A 4.3.1.1\n"
    files = {f"{name}/db.{name}.example.com": zone for name in "abc"}

    assert 3 == len([each for each in lint(files) if each.rule == "soa-expire-too-short"])
    assert 1 == len([each for each in shown(files) if each.rule == "soa-expire-too-short"])


def test_owners_that_repeat_a_label_of_their_zone_are_one_finding() -> None:
    """The help names the owner as it is written."""
    records = "www.lab A 10.0.7.1\nweb.lab A 10.0.7.2\nshop.lab.lab.example.com. A 10.0.7.3\n"
    ptrs = "1.7 PTR www.lab.example.com.\n2.7 PTR web.lab.example.com.\n3.7 PTR shop.lab.example.com.\n"
    files = {"db.lab.example.com": HEAD + records, "0.10.in-addr.arpa.zone": REVERSE + ptrs}

    found = [each for each in lint(files) if each.rule == "ptr-target-without-address"]
    expected = [
        "write the owner `www` in place of `www.lab`: lab.example.com. completes it",
        "write the owner `web` in place of `web.lab`: lab.example.com. completes it",
        "write the owner shop.lab.example.com. in place of shop.lab.lab.example.com.",
    ]
    assert expected == [each.help for each in found]
    assert 1 == len([each for each in shown(files) if each.rule == "ptr-target-without-address"])


def test_host_of_a_classless_zone_may_have_further_interfaces() -> None:
    """The PTR of its own address stands there."""
    files = {
        "db.example.com": f"{HEAD}delta A 10.0.1.31\n",
        "1.0.10.in-addr.arpa.zone": "$ORIGIN 0/26.1.0.10.in-addr.arpa.\n" + REVERSE + "31 PTR delta.example.com.\n",
        "2.0.10.in-addr.arpa.zone": REVERSE + "7 PTR delta.example.com.\n",
    }

    assert ["info"] == [each.severity for each in lint(files) if each.rule == "ptr-address-mismatch"]


@pytest.mark.parametrize(("host", "count"), [("gateway", 1), ("other", 0)])
def test_relative_ptr_in_a_zone_that_updates_change(host: str, count: int) -> None:
    """They bring no address of a host that lies in the reverse zone."""
    conf = 'zone "2.0.10.in-addr.arpa" { type primary; file "2.0.10.in-addr.arpa.zone"; allow-update { any; }; };\n'
    files = {
        "named.conf": conf + 'zone "example.com" { type primary; file "db.example.com"; };\n',
        "db.example.com": f"{HEAD}{host} A 10.0.2.7\n",
        "2.0.10.in-addr.arpa.zone": REVERSE + "7 PTR gateway\n",
    }

    found = [each for each in lint(files) if each.rule == "ptr-address-mismatch"]
    assert [("warning", "write `PTR gateway.example.com.`")] * count == [(each.severity, each.help) for each in found]


@pytest.mark.parametrize(("view", "count"), [("inside", 0), ("outside", 1)])
def test_public_ptr_that_the_inside_sees(view: str, count: int) -> None:
    """There the host has its private address, and that is right."""
    clients = "10.0.0.0/8" if view == "inside" else "any"
    zones = "".join(
        f'zone "{name}" {{ type primary; file "{name}.zone"; }};' for name in ("example.com", "2.3.4.in-addr.arpa")
    )
    files = {
        "named.conf": f'view "{view}" {{ match-clients {{ {clients}; }}; {zones} }};\n',
        "example.com.zone": f"{HEAD}www A 10.0.2.7\n",
        "2.3.4.in-addr.arpa.zone": REVERSE + "7 PTR www.example.com.\n",
    }

    assert [count] == [len([each for each in lint(files) if each.rule == "ptr-address-mismatch"])]


@pytest.mark.parametrize(("other", "count"), [("31.2", 1), ("31.1", 2), ("9.4", 2)])
def test_ptrs_of_several_networks_to_one_host_are_one_finding(other: str, count: int) -> None:
    """One act puts them right, that of giving the host these addresses; not where another host has one of them."""
    hosts = "delta A 10.0.9.1\necho A 10.0.4.9\n"
    ptrs = f"30.1 PTR delta.example.com.\n{other} PTR delta.example.com.\n"
    files = {"db.example.com": HEAD + hosts, "0.10.in-addr.arpa.zone": REVERSE + ptrs}

    assert [count] == [len([each for each in shown(files) if each.rule == "ptr-address-mismatch"])]


@pytest.mark.parametrize(
    ("ptr", "severity"),
    [
        ("$GENERATE 16-18 $ PTR $.0.0.10.pool.example.com.", "info"),
        ("$GENERATE 16-18 $ PTR pool-$.example.com.", "error"),
        ("16 PTR 16.0.0.10.example.com.", "info"),
        ("16 PTR unassigned.example.com.", ""),
        ("$GENERATE 16-18 $ PTR unused.example.com.", ""),
        ("16 PTR h16.example.com", "error"),
    ],
)
def test_names_that_fill_a_network_up(ptr: str, severity: str) -> None:
    """Nobody serves from a name that is the address itself; one with a number may be a host that is gone.

    So may one that ends in the reverse zone, where its final dot is missing.
    """
    found = lint({"db.example.com": HEAD, "0.0.10.in-addr.arpa.zone": f"{REVERSE}{ptr}\n"})

    expected = {("ptr-target-without-address", severity)} if severity else set()
    assert expected == {(each.rule, each.severity) for each in found}


@pytest.mark.parametrize(("count", "told"), [(15, 15), (16, 1)])
def test_name_of_many_addresses_is_no_hosts(count: int, told: int) -> None:
    """It stands for those that nobody has; where somebody does, the PTR was forgotten."""
    ptrs = "".join(f"{number} PTR anycast.example.com.\n" for number in range(count))
    zones = {"db.example.com": f"{HEAD}sip A 10.0.0.7\n", "0.0.10.in-addr.arpa.zone": REVERSE + ptrs}
    found = [each for each in shown(zones) if each.rule == "ptr-target-without-address"]

    assert [("error", told)] == [(each.severity, each.count) for each in found]
    assert told > 1 or "write `PTR sip.example.com.`, which has 10.0.0.7" == found[0].help


@pytest.mark.parametrize(("address", "count"), [("4.3.2.9", 0), ("4.3.2.8", 1)])
def test_exports_of_one_zone_in_two_formats_hold_the_same_data(address: str, count: int) -> None:
    """No server reads both; where they differ, one of them is out of date."""
    record = "---\nkind: dns#resourceRecordSet\nname: {}\nrrdatas:\n- {}\nttl: 3600\ntype: {}\n"
    rows = (
        ("example.com.", "ns1.example.com. hostmaster.example.com. 1 8 2 4 1", "SOA"),
        ("example.com.", "ns1.example.com.", "NS"),
        ("ns1.example.com.", "4.3.2.1", "A"),
        ("www.example.com.", address, "A"),
    )
    files = {
        "dns.yaml": "".join(record.format(*each) for each in rows),
        "example.com.zone": HEAD + "www A 4.3.2.9\n",
    }

    assert ["duplicate-zone"] * count == [each.rule for each in lint(files)]


@pytest.mark.parametrize(
    ("zones", "severities"),
    [
        (("example.com", "example.org"), []),
        (("example.com",), ["warning"]),
        (("example.com", "localhost"), ["warning"] * 3),
    ],
)
def test_record_outside_a_zone_whose_file_is_read_for_its_own(zones: tuple[str, ...], severities: list[str]) -> None:
    """Each zone takes its part of the file; the record is answered."""
    conf = "".join(f'zone "{zone}" {{ type primary; file "both"; }};\n' for zone in zones)
    files = {"named.conf": conf, "both": f"{HEAD}www.example.com. A 4.3.2.2\nwww.example.org. A 4.3.2.2\n"}

    found = [each.severity for each in lint(files) if each.rule == "out-of-zone-record"]
    assert severities == found


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("web.", "delete the final dot of the owner, if you mean web.example.com."),
        ("1.2.3.4.in-addr-arpa.", "move it to the zone of 1.2.3.4.in-addr.arpa., or write an owner below example.com."),
        ("web.example.net.", "move it to the zone of web.example.net., or write an owner below example.com."),
    ],
)
def test_help_for_a_record_outside_its_zone(owner: str, expected: str) -> None:
    """A dot too many is deleted; a slip in the name is not repeated."""
    (finding,) = lint({"example.com.zone": forward(f"{owner} A 4.3.2.1\n")})

    assert expected == finding.help


def test_addresses_as_owners_of_ptrs_are_one_slip() -> None:
    """They are names at the root of the DNS: the zone has no PTR at all."""
    text = "$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"
    found = lint({"2.3.4.in-addr.arpa.zone": text + "4.3.2.80. PTR www.example.com.\n4.3.2.81. PTR db.example.com.\n"})

    assert ["out-of-zone-record"] * 2 == [finding.rule for finding in found]
    assert found[0].help.startswith("write the owner 80.2.3.4.in-addr.arpa.: ")
    assert found[0].cause == found[1].cause


def test_ptr_that_lacks_its_dot_and_stands_at_a_wrong_number() -> None:
    """With the dot alone it would name a host of another address."""
    text = (
        "$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n53 PTR ns1.example.com.\n"
    )
    files = {
        "example.com.zone": f"{HEAD}ns1 A 4.3.2.53\nwww A 4.3.2.180\n",
        "2.3.4.in-addr.arpa.zone": text + "80 PTR www.example.com\n",
    }
    helps = [
        each.help for each in lint(files, "ptr-target-without-address") if each.rule == "ptr-target-without-address"
    ]

    right = "`180 IN PTR www.example.com.` in 2.3.4.in-addr.arpa."
    assert [f"www.example.com. has 4.3.2.180: instead of this PTR write {right}"] == helps


def test_misspelt_address_of_a_host_with_a_ptr() -> None:
    """The PTR is right, and both findings are about one slip."""
    text = "$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"
    files = {
        "example.com.zone": HEAD + "a A 192.168.4.1\nb A 192.168.4.2\nc A 192.68.4.3\n",
        "4.168.192.in-addr.arpa.zone": text + "1 PTR a.example.com.\n2 PTR b.example.com.\n3 PTR c.example.com.\n",
    }
    address, ptr = sorted(lint(files), key=lambda finding: finding.rule)

    assert ("address-misspelt", "ptr-address-mismatch") == (address.rule, ptr.rule)
    assert address.cause == ptr.cause
    assert "give c.example.com. the address 192.168.4.3: a digit of 192.68.4.3 seems to be wrong" == ptr.help


def test_wildcard_that_answers_for_its_own_target() -> None:
    """What is missing is the target, for an exchange as for the alias."""
    found = lint({"example.com.zone": HEAD + '@ MX 10 gateway\n@ TXT "v=spf1 -all"\n* CNAME gateway\n'})
    loop, exchange = (next(each for each in found if each.rule == rule) for rule in RULES_OF_LOOPS)

    assert "gateway.example.com. does not exist, so the wildcard answers for it, too" in loop.message
    assert loop.help.startswith("add `gateway")
    assert loop.cause == exchange.cause


def test_host_that_ptrs_of_both_families_name() -> None:
    """With one of its addresses alone the other PTR would stay wrong."""
    soa = "$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"
    files = {
        "example.com.zone": f"{HEAD}ns1 A 4.3.2.53\n",
        "2.3.4.in-addr.arpa.zone": f"{soa}80 PTR gone.example.com.\n",
        "0.0.6.2.ip6.arpa.zone": f"{soa}1{'.0' * 27} PTR gone.example.com.\n",
    }
    first, second = helps(files, "ptr-target-without-address")

    assert "add `gone.example.com. IN AAAA 2600::1` and `gone.example.com. IN A 4.3.2.80`" in first + second
    assert "add `gone.example.com. IN A 4.3.2.80` and `gone.example.com. IN AAAA 2600::1`" in first + second
