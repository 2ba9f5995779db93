"""The run over all views: order, subscriptions, undecided look-ups, what is told once."""

import re
from pathlib import Path

import pytest
from linting import RULES, lint, shown
from scenarios import CONFIG, REVERSE, ZONE, forward, found, found_at, line_of, marked, only, pair, related, reverse

from zonelint.config.settings import Settings, load
from zonelint.discovery.search import discover
from zonelint.dns.places import START, Problem
from zonelint.lint import engine, views


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(files: dict[str, str], *chosen: str) -> engine.Result:
    """Write `files` and run the rules `chosen`, or all that run by default."""
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    settings = load(CONFIG) if CONFIG in files else Settings()
    found = views.load(discover([] if settings.path else ["."], settings), settings)
    names = set(chosen) or {name for name, rule in RULES.items() if rule.default}
    return engine.run(found, RULES, names)


def test_findings_are_in_report_order() -> None:
    """By path, line, column and rule, whichever rule was first."""
    files = pair("z MX 10 gone\n@ MX 10 gone\na CNAME gone\nwww A 4.3.2.80\n", "90 PTR gone.example.com.\n")
    findings = lint(files)

    assert 5 == len(findings)
    assert sorted(findings, key=lambda each: (each.path, each.line, each.place.span.column, each.rule)) == findings


def test_only_chosen_rules_run() -> None:
    """What is not chosen says nothing."""
    files = pair("@ MX 10 gone\nwww A 4.3.2.80\n")

    assert ["address-without-ptr"] == [each.rule for each in run(files, "address-without-ptr").findings]


def test_some_of_the_chosen_rules_find_what_they_find_beside_all() -> None:
    """A rule leaves to another one what that would say, whether it runs or not."""
    Path("example.com.zone").write_text(
        "$TTL 1h\n@ SOA ns h 1 8h 2h 4w 1h\n@ NS ns\nns A 4.3.2.1\n@ MX 10 m_1.example.net.\n"
    )
    settings = Settings()
    found = views.load(discover(["."], settings), settings)
    refused, said = "name-not-a-hostname", "mx-target-not-a-hostname"

    assert [refused] == [each.rule for each in engine.run(found, RULES, {refused}).findings]
    assert [] == engine.run(found, RULES, {refused, said}, only={refused}).findings
    assert [said] == [each.rule for each in engine.run(found, RULES, {refused, said}, only={said}).findings]


def test_nothing_chosen_finds_nothing() -> None:
    """A run without rules is quiet."""
    files = pair("@ MX 10 gone\n")
    settings = Settings()
    for name, text in files.items():
        Path(name).write_text(text)

    assert [] == engine.run(views.load(discover(["."], settings), settings), RULES, ()).findings


def test_severity_of_the_configuration_holds() -> None:
    """It overrides what the rule says, and what it says of this finding."""
    zone = '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 4.3.2.25 ; <- info mail-sender-without-ptr\n'
    files = pair(zone, "", '[severity]\nmail-sender-without-ptr = "info"\n')

    assert marked(files) == found(files)


def test_suppressed_findings_are_counted() -> None:
    """One that a comment silences is not shown, but counted."""
    result = run(pair("www A 4.3.2.80 ; zonelint: ignore[address-without-ptr] it is off\n"))

    assert ([], ["it is off"]) == (result.findings, [each.reason for each in result.suppressed])


def test_undecided_look_ups_are_counted() -> None:
    """What nothing loaded can tell is counted once each."""
    result = run({ZONE: forward("@ MX 10 mail.example.net.\n")}, "mx-target-without-address")

    assert ([], 2) == (result.findings, result.undecided)


def test_no_undecided_look_ups() -> None:
    """A set that knows everything about itself has none."""
    assert 0 == run(pair("@ MX 10 ns1\n")).undecided


def test_generated_hosts_are_one_finding() -> None:
    """A $GENERATE of address records is told once, with the count."""
    files = pair("$GENERATE 10-19 h$ A 4.3.2.$ ; <- warning address-without-ptr\n")

    assert marked(files) == found_at(shown(files))
    assert [("4.3.2.10 of h10.example.com. has no PTR record", 10)] == [
        (each.message, each.count) for each in shown(files)
    ]


def test_generated_ptrs_are_one_finding() -> None:
    """A $GENERATE of PTRs is told once for each rule, with the address whose PTR it misplaces."""
    ptrs = (
        "$GENERATE 10-19 $ PTR h$.example.com. ; <- error ptr-address-mismatch ; <- error ptr-target-without-address\n"
    )
    files = pair("h10 A 4.3.2.99\n", ptrs)

    assert marked(files) == found_at(shown(files))


def test_generated_senders_are_one_finding() -> None:
    """Senders without PTR of one directive are told once, with the gravest severity."""
    zone = '$GENERATE 10-12 @ MX "10 h$"\n@ TXT "v=spf1 ip4:4.3.2.11 ~all"\n'
    files = pair(zone + "$GENERATE 10-12 h$ A 4.3.2.$ ; <- error mail-sender-without-ptr\n")

    assert marked(files) == found_at(shown(files))


def test_generated_and_written_records_are_told_apart() -> None:
    """A record of its own keeps its own finding."""
    files = pair("$GENERATE 10-12 h$ A 4.3.2.$ ; <- warning address-without-ptr\n"
                 "www A 4.3.2.80 ; <- warning address-without-ptr\n")  # fmt: skip

    assert marked(files) == found_at(shown(files))


def test_finding_names_its_views() -> None:
    """The same of two views is told once and names both; of one view, that."""
    conf = "".join(
        f'view {view} {{ zone "example.com" {{ type primary; file "{file}"; }};\n'
        'zone "2.3.4.in-addr.arpa" { type primary; file "r.db"; }; };\n'
        for view, file in (("a", "x.db"), ("b", "x.db"), ("c", "y.db"))
    )
    files = {
        "named.conf": conf,
        "x.db": forward("w A 4.3.2.80\n"),
        "y.db": forward("v A 4.3.2.81\n"),
        "r.db": reverse(""),
    }

    assert [("x.db", None, ("a", "b")), ("y.db", "c", ("c",))] == [
        (each.path, each.view, each.views) for each in lint(files)
    ]


def test_finding_in_a_zone_of_another_server_names_no_views() -> None:
    """Its own server has none; those are another's."""
    conf = "".join(f'view {view} {{ zone "example.com" {{ type primary; file "x.db"; }}; }};\n' for view in ("a", "b"))
    files = {
        "one/named.conf": conf,
        "one/x.db": forward(""),
        "two/named.conf": 'zone "example.org" { type primary; file "z.db"; };\n',
        "two/z.db": forward("@ MX 10 gone\n", "example.org."),
    }

    assert [("two/z.db", None, (None,))] == [(each.path, each.view, each.views) for each in lint(files)]


def test_shared_address_is_one_finding() -> None:
    """Names that share an address without PTR are one finding, at the first by path and line."""
    zone = "b A 4.3.2.80\na A 4.3.2.80\n"
    finding = only(pair(zone))

    text = forward(zone)
    assert (ZONE, line_of(text, "b A")) == (finding.path, finding.line)
    assert [(ZONE, line_of(text, "a A 4.3.2.80")), (REVERSE, 3)] == related(finding)


def test_same_input_gives_the_same_findings() -> None:
    """Two runs say the same in the same order."""
    files = pair("@ MX 10 m\nm A 4.3.2.25\na A 4.3.2.26\nb A 4.3.2.26\n@ MX 20 gone\n", "27 PTR x.example.com.\n")
    first, second = ([(each.rule, each.message, each.line) for each in lint(files)] for _ in range(2))

    assert first == second


def test_fingerprint_does_not_depend_on_lines() -> None:
    """A line more above leaves the identity of a finding alone."""
    before = only(pair("@ MX 10 m\nm A 4.3.2.25\n"))
    after = only(pair("; a line more\n@ MX 10 m\nm A 4.3.2.25\n"))

    assert before.fingerprint == after.fingerprint
    assert before.line != after.line


_SENDER = '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 4.3.2.25\nother A 4.3.2.26\n'
_SEAM = '@ TXT "v=spf1 ip4:4.3.2.1" "include:example.net -all"\n'
_CHILD = forward("@ NS ns\n", "sub.example.com.")
LEFT_TO_OTHERS = (
    ("address-without-ptr", "mail-sender-without-ptr", pair(_SENDER, "26 PTR other.example.com.\n")),
    ("ptr-target-without-address", "mail-sender-ptr-unconfirmed", pair(_SENDER, "25 PTR gone.example.com.\n")),
    ("ptr-address-mismatch", "mail-sender-ptr-unconfirmed", pair(_SENDER, "25 PTR other.example.com.\n")),
    (
        "ptr-address-mismatch",
        "mail-sender-multiple-ptr",
        pair(_SENDER, "25 PTR mail.example.com.\n25 PTR other.example.com.\n"),
    ),
    ("ptr-multiple", "mail-sender-multiple-ptr", pair(_SENDER, "25 PTR mail.example.com.\n25 PTR mx.example.net.\n")),
    ("cname-target-missing", "classless-delegation-broken", pair("", "1 CNAME 1.sub.example.com.\n")),
    ("mx-target-without-address", "mx-target-is-address", pair("@ MX 10 4.3.2.25.\n@ MX 10 4.3.2.25\n")),
    ("mx-target-is-cname", "mx-target-without-address", pair("@ MX 10 alias\nalias CNAME gone\n")),
    ("missing-trailing-dot", "mx-target-without-address", pair("@ MX 10 mail.example.com\n")),
    ("missing-trailing-dot", "cname-target-missing", pair("www CNAME web.example.com\n")),
    ("missing-trailing-dot", "ptr-target-without-address", pair("", "80 PTR www.example.com\n")),
    ("glue-missing", "ns-target-without-address", {ZONE: forward("sub NS ns.sub\n"), "sub.zone": _CHILD}),
    ("soa-missing", "soa-not-at-apex", {ZONE: "$TTL 1h\n@ NS ns.example.net.\nx SOA ns m 1 8h 2h 4w 1h\n"}),
    ("ns-missing", "soa-not-at-apex", {ZONE: "$TTL 1h\nx SOA ns m 1 8h 2h 4w 1h\n"}),
    ("spf-syntax", "spf-split-string-join", pair(_SEAM)),
)
"""(rule, the rule that it leaves a defect to, zones with that defect)."""


@pytest.mark.parametrize(("rule", "other", "files"), LEFT_TO_OTHERS)
def test_rule_leaves_a_defect_to_another_that_runs(rule: str, other: str, files: dict[str, str]) -> None:
    """One defect is told once: by the rule that knows more of it."""
    assert {other} == {each.rule for each in run(files, rule, other).findings}


@pytest.mark.parametrize(("rule", "other", "files"), LEFT_TO_OTHERS)
def test_rule_speaks_itself_where_the_other_does_not_run(rule: str, other: str, files: dict[str, str]) -> None:
    """To leave a rule out hides no defect that another rule covers as well."""
    del other

    assert {rule} == {each.rule for each in run(files, rule).findings}


# -- what rules need -------------------------------------------------------------------------------------------------

ASSUME = 'assume = ["assumed.zone"]\n'


def test_assumed_ptr_contradicts_a_sender() -> None:
    """The PTR of a sender may be known from an `assume` file alone."""
    files = {
        CONFIG: ASSUME,
        ZONE: forward("@ MX 10 mail\nmail A 4.3.2.25\n"),
        "assumed.zone": "25.2.3.4.in-addr.arpa. 3600 PTR x.example.net.\nx.example.net. 3600 A 9.9.9.9\n",
    }

    assert [("mail-sender-ptr-unconfirmed", "error", ZONE, 7)] == found(files)


def test_assumed_tlsa_record_counts() -> None:
    """Another exchange may have its TLSA record in an `assume` file alone."""
    files = {
        CONFIG: ASSUME,
        ZONE: forward("@ MX 10 ns1\n@ MX 20 mx.example.net.\n"),
        "assumed.zone": f"_25._tcp.mx.example.net. 3600 TLSA 3 1 1 {64 * 'a'}\n",
    }

    assert [("mx-target-without-tlsa", "warning", ZONE, 6)] == found(files)


# -- internal zones --------------------------------------------------------------------------------------------------

VIEWS = """\
view inside { zone "example.com" { type primary; file "inside.db"; }; };
view outside { zone "example.com" { type primary; file "outside.db"; }; };
"""
INSIDE = """\
internal = ["inside"]
[[mail.senders]]
address = "4.3.2.25"
domains = ["news.example.com"]
helo = "news.example.com"
[[mail.mta-sts]]
domain = "example.com"
policy = "mta-sts.txt"
"""
POLICY = "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n"
PUBLIC = """\
@    MX 10 mail
mail A  4.3.2.25
news A  4.3.2.25
news TXT "v=spf1 a -all"
mta-sts A 4.3.2.53
"""
POLICIES = '_mta-sts TXT "v=STSv1; id=1"\n_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@news.example.com"\n'
PRIVATE = '@ MX 10 ns1\nnews TXT "v=spf1 ip4:10.0.0.0/8 -all"\n'


def test_internal_view_says_nothing_about_public_mail() -> None:
    """Receivers elsewhere see the other view: hosts and records that only this one lacks are not missed."""
    files = {
        CONFIG: INSIDE,
        "mta-sts.txt": POLICY,
        "named.conf": VIEWS,
        "inside.db": forward(PRIVATE + POLICIES),
        "outside.db": forward(PUBLIC + POLICIES),
    }

    assert [] == found(files)
    assert {
        "dmarc-reports-undeliverable",
        "mail-sender-helo-unresolvable",
        "mta-sts-host-without-address",
        "mta-sts-mx-mismatch",
        "sender-domain-unresolvable",
        "spf-address-not-public",
        "spf-sender-not-authorised",
    } == {rule for rule, *_ in found({**files, CONFIG: INSIDE.replace('"inside"', "")})}


@pytest.mark.parametrize(
    "message",
    [
        "after the one in line 7: two",
        "see etc/named.conf:53: twice",
        "zone . already exists, defined at etc/named.conf:53",
        "that begins on line 12",
    ],
)
def test_fingerprint_of_a_problem_does_not_depend_on_the_line_that_its_message_names(
    message: str,
) -> None:
    """What a reader says of another line is part of the message, and not of what tells one finding from another."""
    run({"example.com.zone": "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n"})
    values = []
    for number in ("", "1", "99"):
        found = views.load(discover(["."], Settings()), Settings())
        zone = found.zone_set.zones[0]
        assert zone.source is not None
        text = re.sub(r"([0-9]+)", rf"\g<1>{number}", message)
        zone.problems.append(Problem("syntax-error", text, zone.source, START))
        values += [each.fingerprint for each in engine.run(found, RULES, {"syntax-error"}).findings]

    assert 3 == len(values)
    assert 1 == len(set(values))


def test_fingerprints_of_two_addresses_in_messages_differ() -> None:
    """The groups of an IPv6 address are no numbers of lines."""
    run({"example.com.zone": "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n"})
    found = views.load(discover(["."], Settings()), Settings())
    zone = found.zone_set.zones[0]
    assert zone.source is not None
    for address in ("2001:db8::1", "2001:db8::2", "2001:10:1:2:3:4:5:6", "2001:11:1:2:3:4:5:6"):
        zone.problems.append(Problem("syntax-error", f"{address} is no address here", zone.source, START))
    assert 4 == len({each.fingerprint for each in engine.run(found, RULES, {"syntax-error"}).findings})
