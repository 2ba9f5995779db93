"""The rules about SPF records, beyond their examples: places, severities, and which rule speaks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linting import RULES, lint, shown, switch_on_strict_rules
from scenarios import CONFIG, ZONE, forward, found, line_of, marked, only, pair, related

from zonelint.dns.zone import Record, Zone
from zonelint.files.paths import text_source
from zonelint.lint.findings import Finding

MAIL = "@ MX 10 mail\nmail A 4.3.2.25\n"
CHEAP = 'TXT "v=spf1 a:mail.example.com a:mail.example.com a:mail.example.com ~all"'


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    switch_on_strict_rules(monkeypatch)


def spf(zone: str) -> list[Finding]:
    """Return what the rules about SPF find in example.com. with `zone`."""
    return [finding for finding in lint({ZONE: forward(MAIL + zone)}) if finding.rule.startswith("spf-")]


def one(zone: str) -> Finding:
    """Return the one finding about SPF in example.com. with `zone`."""
    (finding,) = spf(zone)
    return finding


def drawn(finding: Finding) -> str:
    """Return the text that the finding's span covers, if it lies in one line."""
    span = finding.place.span
    assert span.line == span.end_line
    return finding.place.source.line_text(span.line)[span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    ("zone", "word"),
    [
        ('@ TXT "v=spf1 mx ipv4:4.3.2.26 -all"', "ipv4:4.3.2.26"),
        ('@ TXT ( "v=spf1 mx "\n  "ipv4:4.3.2.26 -all" )', "ipv4:4.3.2.26"),
        ('@ TXT "v=spf1 mx \\105pv4:4.3.2.26 -all"', "\\105pv4:4.3.2.26"),
        ('@ TXT "v=spf1 mx ptr -all"', "ptr"),
        ('@ TXT "v=spf1 mx +all"', "+all"),
        ('@ TXT "v=spf1 mx include:gone.example.com -all"', "include:gone.example.com"),
        ('@ TXT "v=spf1 mx redirect=example.net -all"', "redirect=example.net"),
        ('@ TXT "v=spf1 mx -all a"', "a"),
        ('@ TXT "v=spf1 mx ?all"', "?all"),
        ('@ TXT "v=spf1 mx"', '"v=spf1 mx"'),
        ('@ TXT "v=spf1 mx ip4:4.0.0.0/7 ip4:8.0.0.0/7 -all"', "ip4:4.0.0.0/7"),
        ('@ TXT "v=spf1 mx ip6:fd00::/8 -all"', "ip6:fd00::/8"),
        ('@ TXT "v=spf1 mx include:example.com -all"', "include:example.com"),
    ],
)
def test_finding_stands_at_the_term(zone: str, word: str) -> None:
    """The span is that of the term, over escapes and in the right one of several strings."""
    assert word == drawn(one(zone))


@pytest.mark.parametrize(
    ("zone", "rule", "severity"),
    [
        ('@ TXT "v=spf1 mx moo -all"', "spf-syntax", "error"),
        ('@ TXT "v=spf1 mx moo -all a ptr +all"', "spf-syntax", "error"),
        ('@ TXT "v=spf1 mx ip4=4.3.2.26 -all"', "spf-syntax", "warning"),
        ('@ TXT "v=spf1 mx -all v=spf1 a"', "spf-terms-after-all spf-syntax", "warning"),
        ('@ TXT "v=spf1 a:x.example.net:y.example.net -all"', "spf-syntax", "warning"),
        ('@ TXT " v=spf1 mx -all"', "spf-syntax", "error"),
        ('@ TXT "v=spf1,mx,-all"', "spf-syntax", "error"),
        ('@ TXT v=spf1 mx -all', "spf-split-string-join", "error"),
        ('@ TXT "v=spf1 mx a:x.example.net" "ip4:1.2.3.4 -all"', "spf-split-string-join", "error"),
        ('@ TXT "v=spf1 mx a:x.example.net" "-all"', "spf-split-string-join", "warning"),
        ('@ TXT "v=spf1 mx a:x.example.net/2" "4 -all"', "", ""),
        ('@ TXT "v=spf1 mx a:x.example.net" "a -all"', "", ""),
        ('@ TXT "v=spf1 mx a:x.example.net moo" "a -all"', "spf-syntax", "error"),
        ('@ TXT "v=spf1 ip6:::/1 ip6:8000::/1 -all"', "spf-pass-all", "error"),
        ('@ TXT "v=spf1 ip4:0.0.0.0/1 ip4:160.0.0.0/3 -all"', "spf-network-wide", "warning"),
        ('@ SPF "v=spf1 -all"', "spf-type-99", "error"),
        ('@ SPF "v=spf1 -all"\n@ TXT "v=spf1 -all"', "spf-type-99", "info"),
        ('@ SPF "v=spf1 mx -all"\n@ TXT "v=spf1 -all"', "spf-type-99", "warning"),
    ],
)  # fmt: skip
def test_which_rule_speaks(zone: str, rule: str, severity: str) -> None:
    """One defect is told by one rule; a faulty record is nothing but faulty."""
    findings = spf(zone)

    assert sorted(rule.split()) == sorted(finding.rule for finding in findings)
    assert {severity} - {""} == {finding.severity for finding in findings}


def test_every_fault_is_told() -> None:
    """Each faulty term of a record is a finding of its own."""
    assert ["moo", "a:ftp"] == [drawn(finding) for finding in spf('@ TXT "v=spf1 moo mx a:ftp -all"')]


@pytest.mark.parametrize(
    ("terms", "count"),
    [
        ("include:_a.example.com " * 2 + "mx mx", None),
        ("include:_a.example.com " * 2 + "mx mx mx", "needs 11 look-ups"),
        ("include:_a.example.com " * 2 + "mx mx include:example.net", "needs at least 11 look-ups"),
        (
            "include:_a.example.com " * 2 + "exists:%{i}.example.net ptr:x.net redirect=_a.example.com",
            "needs 14 look-ups",
        ),
        ("include:_a.example.com " * 2 + "-all " + "mx " * 9, None),
        ("include:_a.example.com " * 9 + "include:gone.example.com", None),
    ],
)
def test_count_of_lookups(terms: str, count: str | None) -> None:
    """Counted is what a client costs that nothing matches; behind an error nothing is asked."""
    zone = f"_a {CHEAP}\n@ TXT ( " + " ".join(f'"{term} "' for term in f"v=spf1 {terms}".split()) + " )\n"
    messages = [finding.message for finding in spf(zone) if finding.rule == "spf-too-many-lookups"]

    assert [] == messages if count is None else count in messages[0]


def test_record_that_is_too_dear_by_itself_is_told_alone() -> None:
    """Who includes a record that is over the limit is not told again."""
    terms = " ".join(["a:mail.example.com"] * 11)
    finding = one(f'_a TXT ( "v=spf1 {terms} " "-all" )\n@ TXT "v=spf1 include:_a.example.com -all"\n')

    assert ("spf-too-many-lookups", "_a.example.com.") == (finding.rule, finding.owner)


def test_records_that_include_one_another_without_end() -> None:
    """A long chain, each link twice, is counted without going through it again and again."""
    chain = "".join(
        f'c{number} TXT "v=spf1 include:c{number + 1}.example.com include:c{number + 1}.example.com -all"\n'
        for number in range(400)
    )
    findings = spf(chain + 'c400 TXT "v=spf1 -all"\n')

    assert ["c397.example.com."] == [finding.owner for finding in findings]


@pytest.mark.parametrize(
    ("terms", "severity"),
    [
        ("mx a:g1.example.com a:g2.example.com", None),
        ("mx a:g1.example.com a:g2.example.com exists:g3.example.com", "warning"),
        ("a:g1.example.com mx:g2.example.com exists:g3.example.com mx", "error"),
        ("a:g1.example.com mx:mail.example.com a:g3.example.com", "error"),
        ("a:g1.example.com include:example.net a:g2.example.com a:g3.example.com", "warning"),
        ("a:g1.example.com include:_v.example.com a:g2.example.com", "error"),
        ("a:g1.example.com a:g2.example.com a:x.example.net a:%{i}.example.com ptr:g4.example.com", None),
        ("a:g1.example.com a:g2.example.com mx:nomx.example.com", None),
    ],
)
def test_void_lookups(terms: str, severity: str | None) -> None:
    """Three look-ups that provably find nothing; an error where every client meets them."""
    zone = f'_v TXT "v=spf1 a:g8.example.com ?all"\nnomx MX 0 .\n@ TXT "v=spf1 {terms} -all"\n'
    findings = [finding for finding in spf(zone) if finding.rule == "spf-too-many-void"]

    assert [] == findings if severity is None else [severity] == [finding.severity for finding in findings]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("_x A 4.3.2.1", True),
        ('_x TXT "other"', True),
        ("x.y A 4.3.2.1", True),
        ('_x TXT "v=spf1 -all"', False),
        ('_x TXT "v=spf1 -all"\n_x TXT "v=spf1 +all"', False),
        ("_x CNAME _spf.example.net.", False),
        ("_x CNAME gone", True),
        ("_x NS ns.example.net.", False),
        ('* TXT "v=spf1 -all"', False),
        ("_x CNAME _x", False),
    ],
)
def test_include_of_what_is_missing(more: str, expected: bool) -> None:
    """Only a name that provably has no SPF record is told; an alias that loops is told at the alias."""
    zone = f'{more}\n@ TXT "v=spf1 mx include:_x.example.com -all"\n'

    assert expected == ("spf-include-missing" in [finding.rule for finding in spf(zone)])


def test_circle_is_told_once_with_all_its_records() -> None:
    """A circle is one finding, which names the way; the records that lead into it have none."""
    zone = forward(
        MAIL + 'a TXT "v=spf1 include:b.example.com -all"\n'
        'b TXT "v=spf1 ?include:c.example.com include:d.example.com -all"\n'
        'c TXT "v=spf1 redirect=b.example.com"\n'
        'd TXT "v=spf1 ip4:4.3.2.25 -all"\n'
    )
    findings = [finding for finding in lint({ZONE: zone}) if finding.rule == "spf-include-loop"]

    assert [
        "the SPF record of b.example.com. comes back to itself: b.example.com. → c.example.com. → b.example.com."
    ] == [finding.message for finding in findings]
    assert [(ZONE, line_of(zone, "c TXT"))] == related(findings[0])


def test_declared_sender() -> None:
    """A declared sender that the record of its domain lets fail is told, with the mechanism that decides."""
    config = (
        "[[mail.senders]]\n"
        'address = "4.3.2.26" # <- error spf-sender-not-authorised\n'
        'domains = ["example.com"]\n'
        'helo = "out.example.com"\n'
    )
    files = pair(
        MAIL + 'out A 4.3.2.26\n@ TXT "v=spf1 mx ?ip4:4.3.2.0/24 -all"\n',
        "26 PTR out.example.com.\n25 PTR mail.example.com.\n",
        config,
    )

    assert marked(files) == found(files)
    assert (
        "mail of 4.3.2.26 for example.com. is neither allowed nor denied by SPF: `?ip4:4.3.2.0/24` is the first "
        "mechanism of its record that matches"
    ) == only(files).message


def test_views_that_share_a_text_share_its_reading() -> None:
    """Records with the same text are told at each of their places."""
    findings = spf('a TXT "v=spf1 moo"\nb TXT "v=spf1 moo"\n')

    assert ["a.example.com.", "b.example.com."] == [finding.owner for finding in findings]


# -- what is missing, misplaced, or too much -------------------------------------------------------------------------


def test_declared_domain_without_record_is_a_warning() -> None:
    """It is told at the configuration's entry, once for the domain, whatever its MX."""
    config = '[[mail.senders]]\naddress = "4.3.2.25" # <- warning spf-missing\ndomains = ["example.com"]\n'
    files = {**pair(MAIL, "25 PTR mail.example.com.\n"), CONFIG: config}

    assert marked(files) == found(files, "spf-missing")


def test_missing_record_of_a_domain_whose_hosts_send_is_a_warning() -> None:
    """Another domain's record says that they do; of the others nothing is known but that they take mail."""
    org = forward('@ TXT "v=spf1 mx:example.com ~all"\n@ MX 10 mail.example.com.\n', "example.org.")
    files = {ZONE: forward(MAIL), "org.zone": org, "net.zone": forward(MAIL, "bakery.net.")}
    findings = [each for each in lint(files, "spf-missing") if is_spf(each)]

    assert [("example.com.", "warning"), ("bakery.net.", "info")] == [(each.owner, each.severity) for each in findings]


def test_missing_records_of_many_domains_are_shown_as_one() -> None:
    """All of them are members of the first."""
    files = {f"{name}.zone": forward(MAIL, f"{name}.") for name in ("bakery.com", "bakery.net", "bakery.org")}
    (finding,) = [each for each in shown(files, "spf-missing") if each.rule == "spf-missing"]

    assert ["bakery.com.", "bakery.net.", "bakery.org."] == [each.owner for each in finding.members]


def test_missing_record_shows_what_stands_in_its_place() -> None:
    """Other TXT records of the name are related, and the help is a record to paste."""
    zone = forward(MAIL + '@ TXT "a note"\n', "bakery.net.")
    (finding,) = [each for each in lint({"bakery.zone": zone}, "spf-missing") if is_spf(each)]

    assert [("bakery.zone", line_of(zone, "a note"))] == related(finding)
    assert 'name all hosts that send: add `bakery.net. IN TXT "v=spf1 mx ~all"`' == finding.help


@pytest.mark.parametrize(
    ("exchange", "term"),
    [
        ("aspmx.l.google.com.", "include:_spf.google.com"),
        ("bakery-net.mail.protection.outlook.com.", "include:spf.protection.outlook.com"),
        ("mx.example.net.", "mx"),
    ],
)
def test_missing_record_names_the_hosts_of_a_provider(exchange: str, term: str) -> None:
    """Those that take its mail send none."""
    zone = forward(f"@ MX 10 {exchange}\n", "bakery.net.")
    (finding,) = [each for each in lint({"bakery.zone": zone}, "spf-missing") if is_spf(each)]

    assert f'name all hosts that send: add `bakery.net. IN TXT "v=spf1 {term} ~all"`' == finding.help


def test_private_domain_needs_no_record() -> None:
    """Nobody outside sees a domain such as corp.local."""
    zone = forward("@ MX 10 mail\nmail A 4.3.2.25\n", "corp.local.")

    assert [] == [each for each in lint({"corp.local.zone": zone}, "spf-missing") if is_spf(each)]


def test_misplaced_record_is_led_home() -> None:
    """The help is the record at the name that receivers ask for."""
    (finding,) = spf('_spf TXT "v=spf1 mx:example.com -all"\n')

    assert "spf-misplaced" == finding.rule
    assert 'move it to `example.com. IN TXT "v=spf1 mx:example.com -all"`' == finding.help


def test_misplaced_record_of_a_declared_domain_is_an_error() -> None:
    """Its mail is not vouched for, and one finding says so."""
    config = '[[mail.senders]]\naddress = "4.3.2.25"\ndomains = ["example.com"]\n'
    zone = forward(MAIL + '_spf TXT "v=spf1 mx:example.com -all" ; <- error spf-misplaced\n')
    files = {**pair("", "25 PTR mail.example.com.\n"), ZONE: zone, CONFIG: config}

    assert marked(files) == found(files, "spf-missing", "spf-misplaced")


def test_record_of_a_plain_name_is_told_by_the_sender_domain() -> None:
    """One finding, which names the domain that the record seems to be meant for."""
    (finding,) = lint({ZONE: forward(MAIL + 'spf TXT "v=spf1 mx:example.com -all"\n')}, "spf-misplaced", "spf-missing")

    assert "sender-domain-unresolvable" == finding.rule
    assert "is meant for example.com." in finding.help


@pytest.mark.parametrize(("count", "severity"), [(1, None), (4, "info"), (10, "warning")])
def test_large_answers_weigh_by_their_size(count: int, severity: str | None) -> None:
    """Over 512 octets is advice, over 1232 a warning."""
    others = "".join(f'@ TXT "{number:0>120}"\n' for number in range(count))
    findings = lint({ZONE: forward(MAIL + '@ TXT "v=spf1 mx -all"\n' + others)}, "spf-record-large")

    assert [severity] * bool(severity) == [each.severity for each in findings if each.rule == "spf-record-large"]


@given(
    st.lists(st.lists(st.text('a \u00e9"\\', max_size=80), min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["example.com.", "a\\.b.example.com.", "x\\123.example.com.", "com."]),
)
def test_octets_of_an_answer_are_those_on_the_wire(texts: list[list[str]], owner: str) -> None:
    """The count is what a server sends, as dnspython writes it: names compressed, without and with EDNS."""
    from dns import flags, message, name, rdatatype, rrset

    rdata = [" ".join(quoted(text) for text in each) for each in texts]
    query = message.make_query(name.from_text(owner), "TXT")
    answer = message.make_response(query)
    answer.flags |= flags.AA
    answer.answer.append(rrset.from_text_list(owner, 3600, "IN", rdatatype.TXT, rdata))
    distinct = [each.to_text() for each in answer.answer[0]]
    zone = Zone(owner, None)
    records = [Record(owner, "TXT", 3600, text, 1, text_source("x"), zone, 0) for text in distinct]
    large = RULES["spf-record-large"].module

    assert len(answer.to_wire(max_size=65535)) == large.answer_octets(owner, records)
    assert large.answer_octets(owner, records) <= large._bound(owner, records)


def quoted(text: str) -> str:
    """Return `text` as a character-string."""
    return '"' + "".join(f"\\{octet:03d}" for octet in text.encode()) + '"'


def test_ten_lookups_are_near_the_limit() -> None:
    """All of them counted it is advice; with an include that is not loaded there may be more, which is a warning."""
    counted = " ".join(["a:mail.example.com"] * 9)
    findings = [spf_of(f'@ TXT ( "v=spf1 {counted} " "{last} -all" )\n') for last in ("mx", "include:x.example.net")]

    assert [[("spf-lookups-near-limit", "info")], [("spf-lookups-near-limit", "warning")]] == findings


def spf_of(zone: str) -> list[tuple[str, str]]:
    """Return (rule, severity) of what the rules about SPF find."""
    return [(each.rule, each.severity) for each in spf(zone)]


def is_spf(finding: Finding) -> bool:
    """Tell whether the finding is about SPF."""
    return finding.rule.startswith("spf-")


@pytest.mark.parametrize(
    ("term", "is_reported"),
    [
        ("ip4:192.0.2.25", True),
        ("ip4:10.255.0.0/16", True),
        ("ip4:192.168.0.0/15", False),
        ("ip4:0.0.0.0/1", False),
        ("ip6:::/1", False),
        ("ip6:2001:db8:25::/48", True),
        ("ip6:::ffff:10.1.2.3", True),
        ("-ip4:10.1.2.3", False),
    ],
)
def test_network_is_not_public_as_a_whole(term: str, is_reported: bool) -> None:
    """A network with public addresses in it is not reported, however it is written."""
    files = {"school.net.zone": forward(f'@ TXT "v=spf1 mx {term} -all"\n' + MAIL, "school.net.")}

    assert is_reported == ("spf-address-not-public" in [each.rule for each in lint(files)])


def test_parked_domain_is_told_of_by_its_soa() -> None:
    """The name is registered, takes no mail, and nothing says that it sends none."""
    (finding,) = [each for each in lint({ZONE: forward("")}, "spf-parked-open") if is_spf(each)]

    assert "SOA" in finding.place.source.line_text(finding.line)
    assert 'add `example.com. IN TXT "v=spf1 -all"`' == finding.help


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (r"v=spf1\194\160mx -all", "after `v=spf1` must come a blank, not a no-break space"),
        (r"\226\128\156v=spf1 mx -all\226\128\157", "it begins with a character that is not ASCII"),
        (r"\239\187\191v=spf1 mx -all", "it begins with a character that is not ASCII"),
        (" v=spf1 mx -all", "it begins with a blank"),
        ("v=spf1; mx -all", "after `v=spf1` must come a blank, not `;`"),
    ],
)
def test_near_miss_names_the_character(text: str, why: str) -> None:
    """Text that was copied from a document holds characters that look like others."""
    finding = one(f'@ TXT "{text}"')

    assert ("spf-syntax", True) == (finding.rule, finding.message.endswith(f"but is not one: {why}"))


def test_dearest_term_is_named_only_if_it_costs_more_than_itself() -> None:
    """Nine names of others cost one look-up each, as far as is known."""
    names = " ".join(f"include:i{number}.example.net" for number in range(9))

    assert one(f'@ TXT "v=spf1 {names} -all"').message.endswith("needs 9 or more of the 10 look-ups that are allowed")


def test_help_for_mx_terms_of_hosts() -> None:
    """A host has an address and no MX: `a:` is meant."""
    names = ("h1", "h2", "h3")
    hosts = "".join(f"{name} A 4.3.2.7\n" for name in names)
    terms = " ".join(f"mx:{name}.example.com" for name in names)
    found = lint({"example.com.zone": forward(f'{hosts}@ TXT "v=spf1 {terms} -all"\n')})
    (finding,) = [each for each in found if each.rule == "spf-too-many-void"]

    assert finding.help.startswith(
        "these are hosts without an MX: write `a:h1.example.com` instead of `mx:h1.example.com`, "
    )


@pytest.mark.parametrize(
    ("term", "step"),
    [
        ("mx:h.example.com", "write `a:h.example.com`"),
        ("+MX:H.example.com", "write `a:h.example.com`"),
        ("mx:h.example.com +a:h.example.com", "delete `mx:h.example.com`"),
        ("mx:gone.example.com", "delete `mx:gone.example.com`, or correct the name"),
        ("a:gone.example.com", "delete `a:gone.example.com`, or correct the name"),
        ("-mx:h.example.com", ""),
        ("~mx:h.example.com", ""),
        ("mx:bad.example.com", ""),
    ],
)
def test_term_that_allows_nobody(term: str, step: str) -> None:
    """One with another qualifier is right to; that an exchange has no address is told at its MX."""
    zone = f'h A 4.3.2.8\nbad MX 10 none\n@ TXT "v=spf1 ip4:4.3.2.0/24 {term} -all"\n'
    found = [each.help for each in spf(zone) if each.rule == "spf-void-term"]

    assert ([step] if step else []) == found
