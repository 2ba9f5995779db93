"""Rules about MX records, greetings and mailboxes, beyond their examples: what is said, and which rule speaks."""

from pathlib import Path

import pytest
from commandline import CommandLine, write
from linting import lint, lint_by
from scenarios import CONFIG, ZONE, forward, found, only, pair, related

from zonelint.lint.findings import Finding

HELO_RULES = ("mail-sender-helo-invalid", "mail-sender-helo-address-mismatch", "mail-sender-helo-without-spf")
MX_RULES = ("mx-without-ipv4", "mx-target-twice", "mx-target-not-a-hostname", "mx-wildcard-shadowed")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def of_mx(zone: str) -> list[Finding]:
    """Return what the rules about MX records find in example.com. with `zone`."""
    return lint({ZONE: forward(zone)}, *MX_RULES)


# -- MX --------------------------------------------------------------------------------------------------------------


def test_host_to_give_an_ipv4_address_is_at_the_end_of_an_alias() -> None:
    """The record to paste has the name that the exchange is an alias of."""
    findings = of_mx("@ MX 10 in\nin CNAME mail\nmail AAAA 2600::25\n")

    assert ["add `mail.example.com. IN A <address>`"] == [each.help for each in findings if each.rule == MX_RULES[0]]


def test_only_ipv6_waits_for_what_is_not_known() -> None:
    """What the delegated zone holds may be an IPv4 address."""
    found = of_mx("@ MX 10 mail\nmail AAAA 2600::25\nmail NS ns1.example.net.\n")

    assert ["occluded-record"] == [each.rule for each in found]


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("mail_1", "mx-target-not-a-hostname"),
        ("gone_1", "mx-target-without-address"),
        ("4.3.2.25", "mx-target-is-address"),
        ("mail.", "mx-target-not-a-hostname"),
        ("-.example.net.", "mx-target-not-a-hostname"),
        (r"ma\,il.example.net.", "mx-target-not-a-hostname"),
        ("mail.example.net.", ""),
    ],
)
def test_one_rule_speaks_about_a_target(target: str, rule: str) -> None:
    """A name that leads nowhere is that and nothing else."""
    findings = of_mx(f"@ MX 10 {target}\nmail_1 A 4.3.2.25 ; zonelint: ignore[name-not-a-hostname]\n")

    assert ([rule] if rule else []) == [each.rule for each in findings if each.type == "MX"]


def test_wildcard_names_some_of_the_hosts_that_it_misses() -> None:
    """Three of them, and the number of the others."""
    hosts = "".join(f"www{number} A 4.3.2.{number}\n" for number in range(1, 6))
    (finding,) = of_mx("* MX 10 mail\nmail A 4.3.2.25\n" + hosts)

    assert (
        "the MX of *.example.com. does not apply to www1.example.com., www2.example.com., www3.example.com. and 2 more"
        == finding.message
    )
    assert 3 == len(related(finding))


# -- HELO ------------------------------------------------------------------------------------------------------------


def greeting(helo: str, zone: str = "", ptrs: str = "25 PTR mail.example.com.\n", extra: str = "") -> list[str]:
    """Return the rules about greetings that speak when 4.3.2.25, mail.example.com., greets with `helo`."""
    config = f'{extra}[[mail.senders]]\naddress = "4.3.2.25"\nhelo = "{helo}"\n'
    files = pair("@ MX 10 mail\nmail A 4.3.2.25\n" + zone, ptrs, config)
    return [rule for rule, _, _, _ in found(files, *HELO_RULES) if "helo" in rule]


@pytest.mark.parametrize(
    ("helo", "zone", "ptrs", "rules"),
    [
        ("mail.example.com", 'mail TXT "v=spf1 a -all"', "25 PTR mail.example.com.", []),
        ("mail.example.com", "", "25 PTR mail.example.com.", ["mail-sender-helo-without-spf"]),
        ("smtp.example.com", "", "", ["mail-sender-helo-unresolvable"]),
        ("smtp.example.com", 'smtp A 4.3.2.9\nsmtp TXT "v=spf1"', "", ["mail-sender-helo-address-mismatch"]),
        (
            "smtp.example.com",
            'smtp A 4.3.2.9\nsmtp TXT "v=spf1"',
            "25 PTR mail.example.com.",
            ["mail-sender-helo-mismatch"],
        ),
    ],
)
def test_which_rule_speaks_about_a_greeting(helo: str, zone: str, ptrs: str, rules: list[str]) -> None:
    """One defect is told by one rule: an address that differs only where the PTR does not say it already."""
    assert rules == greeting(helo, zone + "\n", ptrs + "\n")


@pytest.mark.parametrize(
    "helo",
    [
        *("mail", "4.3.2.25", "2600::25", "localhost", "mail.lan", "a.home.arpa", "a b.example.net", "."),
        *("-x.example.net", "x-.example.net", "mail.example.net.", "MAIL.example.com."),
        *("[mail.example.com]", "[4.3.2.999]", "[2600::25]", "[IPv6:4.3.2.25]", "[4.3.2.25", "[]"),
    ],
)
def test_greeting_that_is_no_public_host(helo: str) -> None:
    """Refused wherever greetings are looked at."""
    assert "mail-sender-helo-invalid" in greeting(helo, ptrs="")


def test_final_dot_of_a_greeting_is_named() -> None:
    """In a zone it would be right; Postfix looks no such greeting up."""
    config = '[[mail.senders]]\naddress = "4.3.2.25"\nhelo = "mail.example.com."\n'
    finding = only(pair("@ MX 10 mail\nmail A 4.3.2.25\n", "25 PTR mail.example.com.\n", config))

    assert (
        "4.3.2.25 greets with mail.example.com., which cannot be the name of a public host: it ends in a dot"
        == finding.message
    )
    assert "write `mail.example.com`, and make sure that the server greets with exactly this name" == finding.help


@pytest.mark.parametrize(
    ("terms", "config", "fine"),
    [
        ("a -all", "", True),
        ("+a:helo.example.com ~all", "", True),
        ("ip4:4.3.2.26 -all", "", True),
        ("a ip4:4.3.2.26/32 -all", "", True),
        ("ip4:4.3.2.27 -all", "", False),
        ("ip4:4.3.2.26/31 -all", "", False),
        ("a:mail.example.com -all", "", False),
        ("a include:_spf.example.net -all", "", False),
        ("mx ip4:4.3.2.27 -all", '[[mail.senders]]\naddress = "4.3.2.26"\nhelo = "helo.example.com"\n', True),
        ("a -all", '[[mail.senders]]\naddress = "4.3.2.26"\ndomains = ["helo.example.com"]\n', False),
    ],
)
def test_null_mx_at_a_name_for_greetings(terms: str, config: str, fine: bool) -> None:
    """A name that only stands in HELO need take no mail: SPF lets the host itself send, or it is declared as one."""
    zone = f'@ MX 10 mail\nmail A 4.3.2.25\nhelo A 4.3.2.26\nhelo MX 0 .\nhelo TXT "v=spf1 {terms}"\n'
    files = pair(zone, "25 PTR mail.example.com.\n26 PTR helo.example.com.\n27 PTR ns1.example.com.\n", config)

    assert fine == ("sender-domain-null-mx" not in [rule for rule, *_ in found(files)])


# Authoritative for everything, so that a look-up of what is no name would find it missing.
ROOT = """\
$TTL 1h
. SOA ns1.example.com. h.example.com. 1 8h 2h 4w 1h
. NS ns1.example.com.
"""


@pytest.mark.parametrize(
    ("helo", "rules"),
    [
        ("[4.3.2.25]", []),
        ("[IPv6:2600::25]", []),
        ("4.3.2.25", ["mail-sender-helo-invalid"]),
        ("[2600::25]", ["mail-sender-helo-invalid"]),
    ],
)
def test_no_address_in_a_greeting_is_looked_up(helo: str, rules: list[str]) -> None:
    """It is no name: a PTR need not be it, and no zone lacks it."""
    config = f'[zones]\n"." = "root.db"\n[[mail.senders]]\naddress = "4.3.2.25"\nhelo = "{helo}"\n'
    files = {**pair("@ MX 10 mail\nmail A 4.3.2.25\n", "25 PTR mail.example.com.\n", config), "root.db": ROOT}

    assert rules == [rule for rule, _, _, _ in found(files, *HELO_RULES) if "helo" in rule]


def test_greeting_with_an_address_is_no_name_for_a_ptr() -> None:
    """The record to paste holds the name of the host."""
    config = '[[mail.senders]]\naddress = "4.3.2.25"\nhelo = "[4.3.2.25]"\n'
    finding = only(pair("@ MX 10 mail\nmail A 4.3.2.25\n", "", config), "mail-sender-without-ptr")

    assert "25 IN PTR mail.example.com." in finding.help


def test_single_label_is_no_name_for_a_ptr() -> None:
    """Neither where the PTR is missing nor where it is another name."""
    config = '[[mail.senders]]\naddress = "4.3.2.25"\nhelo = "mail"\n'
    zone = "@ MX 10 mail\nmail A 4.3.2.25\n"
    missing, _ = lint(pair(zone, "", config))[::-1]
    differs = {each.rule: each for each in lint(pair(zone, "25 PTR mail.example.com.\n", config))}

    assert ("mail-sender-without-ptr", True) == (missing.rule, "25 IN PTR mail.example.com." in missing.help)
    assert "set the server to greet with mail.example.com" == differs["mail-sender-helo-mismatch"].help


def test_invalid_greeting_is_told_where_the_rule_about_missing_names_does_not_run(command: CommandLine) -> None:
    """That the name does not exist is for that rule to tell, if it runs."""
    config = '[[mail.senders]]\naddress = "4.3.2.25"\nhelo = "mail_1.example.com"\n'
    write(pair("@ MX 10 mail\nmail A 4.3.2.25\n", "", config))
    invalid, absent = "mail-sender-helo-invalid", "mail-sender-helo-unresolvable"

    def rules(select: str) -> list[str]:
        return [each["rule"] for each in command("--format", "json", "--select", select).json["findings"]]

    assert [invalid] == rules(invalid)
    assert [absent] == rules(f"{invalid},{absent}")


def test_greeting_of_an_ipv6_sender_is_compared_with_ipv6_addresses() -> None:
    """The IPv4 address of the name is no contradiction to an IPv6 address that is not known."""
    config = '[[mail.senders]]\naddress = "2600::25"\nhelo = "smtp.example.com"\n'
    zone = "smtp A 4.3.2.25\nsmtp AAAA 2600::26\n"
    finding = only({ZONE: forward(zone), CONFIG: config}, HELO_RULES[1])

    assert "add `smtp.example.com. IN AAAA 2600::25`" == finding.help


def test_sender_in_an_internal_view_may_be_private() -> None:
    """The same address outside of it is told, once."""
    config = 'internal = ["inside"]\n[[mail.senders]]\naddress = "10.1.2.25"\n'
    named = 'view "{}" {{ zone "example.com" {{ type primary; file "{}"; }}; }};\n'
    views = named.format("inside", "in.zone") + named.format("outside", "out.zone")
    both = {"named.conf": views, "in.zone": forward(""), "out.zone": forward(""), CONFIG: config}
    inside = {"named.conf": named.format("inside", "in.zone"), "in.zone": forward(""), CONFIG: config}

    assert 1 == len([each for each in lint(both, "mail-sender-not-public") if each.rule == "mail-sender-not-public"])
    Path("out.zone").unlink()
    assert [] == [each for each in lint(inside, "mail-sender-not-public") if each.rule == "mail-sender-not-public"]


# -- SOA -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rname", "help"),
    [
        ("hostmaster.example.com", "write `hostmaster.example.com.` with the final dot"),
        ("anna.smith", r"write `anna\.smith.example.com.` if the local part holds a dot"),
        ("anna@example.com", "write a dot instead of the `@`, and a final dot: `anna.example.com.`"),
        ("anna.a.b.example.com.", "name a mailbox that accepts mail, or add `a.b.example.com. IN MX 10 <mail host>`"),
    ],
)
def test_help_for_a_mailbox_says_what_was_meant(rname: str, help: str) -> None:
    """A missing dot, a dot in the local part, and an @ are told apart."""
    zone = f"$TTL 1h\n@ SOA ns1 {rname} 1 8h 2h 4w 1h\n@ NS ns1\n@ MX 10 ns1\nns1 A 4.3.2.53\n"

    assert [help] == [each.help for each in lint_by({ZONE: zone}, {"soa-rname-undeliverable"})]


def test_mailbox_is_compared_without_letter_case() -> None:
    """Names in RDATA keep the case of the file."""
    zone = "$TTL 1h\n@ SOA ns1 Root.EXAMPLE.com. 1 8h 2h 4w 1h\n@ NS ns1\n@ MX 10 ns1\nns1 A 4.3.2.53\n"

    assert [] == lint({ZONE: zone}, "soa-rname-undeliverable")


# -- the next step ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "help"),
    [("mail.", "write `MX 10 mail.example.com.`"), ("localhost.", "write the full name of the host")],
)
def test_single_label_is_to_be_the_full_name(target: str, help: str) -> None:
    """A name of letters needs no other letters; the host below the origin is likely to be meant."""
    assert help == only({ZONE: forward(f"@ MX 10 {target}\nmail A 4.3.2.25\n")}).help


TLSA = f"TLSA 3 1 1 {64 * 'a'}\n"


def test_tlsa_record_is_deleted_where_the_mail_host_has_one() -> None:
    """To move it there would make two."""
    there = f"@ MX 10 mail\nmail A 4.3.2.25\n_25._tcp {TLSA}"

    assert only({ZONE: forward(there)}).help.startswith("move it to `_25._tcp.mail.example.com. IN TLSA 3 1 1 ")
    assert "delete it" == only({ZONE: forward(f"{there}_25._tcp.mail {TLSA}")}).help


def test_tlsa_record_of_a_host_that_https_leads_on_from_is_of_use() -> None:
    """A client follows the HTTPS record, and needs no address at the name."""
    assert [] == found({ZONE: forward(f"cdn HTTPS 0 cdn.example.net.\n_443._tcp.cdn {TLSA}")})
    assert ["tlsa-host-without-address"] == [
        rule for rule, *_ in found({ZONE: forward(f'cdn TXT "x"\n_443._tcp.cdn {TLSA}')})
    ]


# -- what a help text must not advise --------------------------------------------------------------------------------


@pytest.mark.parametrize("record", ["@ MX 10 mx.w.example.com.", "sub NS ns.w.example.com."])
def test_alias_that_a_wildcard_makes(record: str) -> None:
    """The host that a wildcard leads to is not offered in its place."""
    finding = only({ZONE: forward(f"{record}\n*.w CNAME www\nwww A 4.3.2.80\n")}, "ns-target-is-cname")
    name = record.rsplit(maxsplit=1)[-1]

    assert f"the wildcard answers for {name}; add `{name} IN A <address>`" == finding.help


def test_spf_record_belongs_at_the_included_name_not_where_a_wildcard_leads() -> None:
    """Where a wildcard's alias ends it would hold for every name that the wildcard answers for."""
    zone = '@ TXT "v=spf1 include:_spf.example.com -all"\n@ MX 10 ns1\n* CNAME www\nwww A 4.3.2.80\n'
    helps = [each.help for each in lint({ZONE: forward(zone)}) if each.rule == "spf-include-missing"]

    assert ['correct the name, delete the term, or add `_spf.example.com. IN TXT "v=spf1 <mechanisms> -all"`'] == helps


@pytest.mark.parametrize(("spf", "expected"), [("-all", True), ("ip4:4.3.2.25 -all", False)])
def test_exchange_that_stands_for_none(spf: str, expected: bool) -> None:
    """A domain that sends nothing, with one exchange that has no address, is shown the null MX first."""
    zone = f'@ MX 0 nullmx\n@ TXT "v=spf1 {spf}"\nnullmx TXT "no mail"\n'
    helps = [each.help for each in lint({ZONE: forward(zone)}) if each.rule == "mx-target-without-address"]

    assert [expected] == [
        help.startswith("if example.com. accepts no mail, write the null MX `MX 0 .`") for help in helps
    ]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [("a -all", False), ("mx a -all", False), ("a:ns1.example.com -all", True), ("a:host.example.net -all", True)],
)
def test_terms_that_provably_match_nothing_let_nobody_send(terms: str, expected: bool) -> None:
    """`a` and `mx` of a zone's apex that has neither authorise nobody; what is not known may."""
    files = {ZONE: forward(""), "example.org.zone": forward(f'@ TXT "v=spf1 {terms}"\n', "example.org.")}

    assert expected == ("sender-domain-unresolvable" in [each.rule for each in lint(files)])


def test_host_whose_address_is_missing() -> None:
    """`a -all` is what the record of a sending host has: it was meant to let the host pass."""
    findings = lint({ZONE: forward('mail TXT "v=spf1 a -all"\n')})

    assert ["sender-domain-unresolvable"] == [each.rule for each in findings]
