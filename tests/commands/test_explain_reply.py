"""`zonelint explain` with a bounce or a reply of a mail server: what it means, and what the zones say of it."""

import re
import shlex
from typing import Any

import pytest
from commandline import RULE, SOUND, CommandLine, write
from project import ROOT

from zonelint.commands.explain import split
from zonelint.mail.bounces.text import MAX_OCTETS

ZONE = """\
$TTL 1h
@       SOA  ns1 hostmaster 1 8h 2h 4w 1h
        NS   ns1
        MX   10 mail
        MX   20 second
        TXT  "v=spf1 mx -all"
ns1     A    4.3.2.53
mail    A    4.3.2.1
second  A    4.3.2.2
good    A    4.3.2.10
news    TXT  "v=spf1 ip4:4.3.2.10 -all"
two     MX   10 mail
        TXT  "v=spf1 mx -all"
        TXT  "v=spf1 a -all"
null    MX   0 .
away    MX   10 gone
far     MX   10 mx.elsewhere.example.
_dmarc  TXT  "v=DMARC1; p=none"
"""

REVERSE = """\
$TTL 1h
@   SOA  ns1.origine.example. hostmaster.origine.example. 1 8h 2h 4w 1h
    NS   ns1.origine.example.
10  PTR  good.origine.example.
53  PTR  ns1.origine.example.
"""

ZONES = {"zones/origine.example.zone": ZONE, "zones/2.3.4.in-addr.arpa.zone": REVERSE}

PTR = "450 4.7.1 Client host rejected: cannot find your reverse hostname, [{}]"
SENDER = "450 4.1.8 <a@{}>: Sender address rejected: Domain not found"
SPF = (
    "550-5.7.26 The MAIL FROM domain [{}] has an SPF record with a hard fail policy (-all) but it fails to pass SPF "
    "checks with the ip: [{}]."
)
DMARC = "550 5.7.40 the sending domain {} doesn't have a DMARC record"


def explained(command: CommandLine, text: str, *words: str) -> Any:
    """Return what the command says in JSON of `text` and the zones."""
    write(ZONES)
    ran = command("explain", text, "zones", "--format", "json", *words)
    assert (0, "") == (ran.status, ran.err)
    return ran.json


def test_findings_about_the_address_are_shown(command: CommandLine) -> None:
    """Those about other addresses are counted only."""
    found = explained(command, PTR.format("4.3.2.1"))

    assert ["4.3.2.1"] == found["addresses"]
    assert [("mail-sender-without-ptr", 8)] == [(each["rule"], each["line"]) for each in found["findings"]]
    assert [("4.3.2.1", "broken")] == [(fact["subject"], fact["verdict"]) for fact in found["facts"]]
    assert 1 == found["other_findings"]


def test_object_has_all_keys(command: CommandLine) -> None:
    """Programs rely on them."""
    found = explained(command, PTR.format("4.3.2.1"))

    assert {
        "receiver": "Postfix",
        "replies": [{"name": "postfix-ptr", "receiver": "Postfix"}],
        "statuses": [{"code": "4.7.1", "means": found["statuses"][0]["means"]}],
        "senders": [],
        "domains": [],
        "recipients": [],
        "greetings": [],
        "zones": 2,
    }.items() <= found.items()
    assert ["ptr"] == [check["name"] for check in found["checks"]]
    assert {"notes", "rules"} <= set(found)


def test_findings_about_the_senders_of_a_domain_are_shown(command: CommandLine) -> None:
    """Where no address is told, or the zones do not know it."""
    text = f"{PTR}; from=<a@origine.example>"
    lines = [each["line"] for each in explained(command, text.format("9.8.7.6"))["findings"]]

    assert [8, 9] == lines
    assert lines == [each["line"] for each in explained(command, text.replace("[{}]", ""))["findings"]]


def test_address_in_order_is_told_so(command: CommandLine) -> None:
    """The fault must lie elsewhere, and the text says where it may."""
    found = explained(command, PTR.format("4.3.2.10"))
    text = command("explain", PTR.format("4.3.2.10"), "zones").out

    assert ([], "ok") == (found["findings"], found["facts"][0]["verdict"])
    assert "Perhaps they are not published yet" in text


def test_without_anybody_named_all_findings_are_shown(command: CommandLine) -> None:
    """The bounce may be about any of them."""
    found = explained(command, "550 5.7.25 no")

    assert [8, 9] == [each["line"] for each in found["findings"]]
    assert 0 == found["other_findings"]


@pytest.mark.parametrize(
    ("domain", "verdict", "why"),
    [
        ("origine.example", "ok", "its MX host mail.origine.example. has the address 4.3.2.1"),
        ("good.origine.example", "ok", "no MX record, but it has the address 4.3.2.10"),
        ("news.origine.example", "broken", "no MX record, and no address: "),
        ("null.origine.example", "broken", "it has a null MX: zones/origine.example.zone:15"),
        ("away.origine.example", "broken", "none of its MX hosts has an address: "),
        ("far.origine.example", "unknown", "whether its MX host mx.elsewhere.example. has an address is not known: "),
        ("elsewhere.example", "unknown", "whether it has an MX record is not known: "),
    ],
)
def test_what_the_zones_know_of_a_domain(domain: str, verdict: str, why: str, command: CommandLine) -> None:
    """MX hosts with an address, or an address of its own; with three answers, as always."""
    (fact,) = explained(command, SENDER.format(domain))["facts"]

    assert (f"{domain}.", verdict) == (fact["subject"], fact["verdict"])
    assert fact["why"].startswith(why)


def test_finding_at_the_domain_is_shown(command: CommandLine) -> None:
    """A subdomain that sends, and has nothing to take an answer."""
    found = explained(command, SENDER.format("news.origine.example"))

    assert ["sender-domain-unresolvable"] == [each["rule"] for each in found["findings"]]
    assert [] == explained(command, SENDER.format("origine.example"))["findings"]


@pytest.mark.parametrize(
    ("domain", "address", "verdict", "why"),
    [
        ("origine.example", "4.3.2.1", "ok", "pass for 4.3.2.1 by `mx`: zones/origine.example.zone:6"),
        ("origine.example", "9.8.7.6", "broken", "fail for 9.8.7.6 by `-all`: zones/origine.example.zone:6"),
        ("two.origine.example", "4.3.2.1", "broken", "it has 2 SPF records, which is an error: "),
        ("good.origine.example", "4.3.2.1", "broken", "it has no SPF record: "),
        ("elsewhere.example", "4.3.2.1", "unknown", ""),
    ],
)
def test_what_spf_says(domain: str, address: str, verdict: str, why: str, command: CommandLine) -> None:
    """For the address and the domain in the text."""
    fact, *_ = explained(command, SPF.format(domain, address))["facts"]

    assert (f"SPF of {domain}.", verdict) == (fact["subject"], fact["verdict"])
    assert fact["why"].startswith(why)


def test_spf_without_an_address_is_not_known(command: CommandLine) -> None:
    """The record is named, however."""
    fact, *_ = explained(command, "550 SPF: origine.example is not allowed to send mail. LPN1_401")["facts"]

    assert "unknown" == fact["verdict"]
    assert fact["why"].endswith("zones/origine.example.zone:6")


def test_two_spf_records_are_found(command: CommandLine) -> None:
    """The finding stands at the domain that is named."""
    found = explained(command, SPF.format("two.origine.example", "4.3.2.1"))

    assert "spf-multiple" in [each["rule"] for each in found["findings"]]


@pytest.mark.parametrize(
    ("domain", "verdict"), [("news.origine.example", "ok"), ("origine.example", "ok"), ("elsewhere.example", "unknown")]
)
def test_what_dmarc_says(domain: str, verdict: str, command: CommandLine) -> None:
    """The record of a domain above counts."""
    (fact,) = explained(command, DMARC.format(domain))["facts"]

    assert (f"DMARC of {domain}.", verdict) == (fact["subject"], fact["verdict"])


def test_missing_dmarc_is_found_though_the_rule_is_off(command: CommandLine) -> None:
    """The rules that cover a bounce run, whatever runs by default."""
    write({"zones/origine.example.zone": ZONE.replace("_dmarc ", "other  ")})
    found = command("explain", DMARC.format("origine.example"), "zones", "--format", "json").json

    assert ["broken"] == [fact["verdict"] for fact in found["facts"]]
    assert "dmarc-missing" in [each["rule"] for each in found["findings"]]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("mail.origine.example", "ok"),
        ("away.origine.example", "ok"),
        ("nobody.origine.example", "broken"),
        ("MAILSRV", "broken"),
        ("elsewhere.example", "unknown"),
    ],
)
def test_what_the_zones_know_of_a_greeting(name: str, verdict: str, command: CommandLine) -> None:
    """It wants an address, or an MX record."""
    (fact,) = explained(command, f"450 4.7.1 <{name}>: Helo command rejected: Host not found")["facts"]

    assert (f"{name.lower()}.", verdict) == (fact["subject"], fact["verdict"])


def test_recipient_is_asked_about_where_it_is_meant(command: CommandLine) -> None:
    """When others cannot reach the domain, its own MX hosts count, not those of the sender."""
    found = explained(
        command,
        "450 4.1.2 <b@away.origine.example>: Recipient address rejected: Domain not found; from=<a@elsewhere.example>",
    )

    assert ["away.origine.example."] == found["domains"]
    assert [RULE] == [each["rule"] for each in found["findings"]]


def test_generated_addresses_are_told_apart(command: CommandLine) -> None:
    """Of the findings at a $GENERATE directive those about the address are shown."""
    write({
        **ZONES,
        "zones/pool.example.zone": SOUND.replace("4.3.2", "9.9.9") + "$GENERATE 60-63 p$ A 4.3.2.$\n",
    })  # fmt: skip
    (finding,) = command("explain", PTR.format("4.3.2.62"), "zones", "--format", "json").json["findings"]

    assert finding["message"].startswith("4.3.2.62 ")
    assert "more of this $GENERATE" not in finding["message"]


def test_silenced_finding_is_counted(command: CommandLine) -> None:
    """A comment that silences it holds here as well."""
    line = "mail    A    4.3.2.1"
    silenced = ZONE.replace(line, f"{line} ; zonelint: ignore[mail-sender-without-ptr] known")
    write({**ZONES, "zones/origine.example.zone": silenced})
    ran = command("explain", PTR.format("4.3.2.1"), "zones")

    assert "1 suppressed" in ran.out
    assert "broken   4.3.2.1" in ran.out


def test_views_are_looked_at_one_by_one(command: CommandLine) -> None:
    """What each says of the address is told once."""
    write({
        "named.conf": 'view "a" { zone "2.3.4.in-addr.arpa" { type primary; file "zones/one"; }; };\n'
        'view "b" { zone "2.3.4.in-addr.arpa" { type primary; file "zones/two"; }; };\n'
        'zone "origine.example" { type primary; file "zones/origine.example.zone"; };\n',
        "zones/origine.example.zone": ZONE,
        "zones/one": REVERSE,
        "zones/two": REVERSE + "1 PTR mail.origine.example.\n",
    })  # fmt: skip
    facts = command("explain", PTR.format("4.3.2.1"), "--format", "json").json["facts"]

    assert ["broken", "ok"] == [fact["verdict"] for fact in facts]


# -- what to do about it ---------------------------------------------------------------------------------------------

HELO = "450 4.7.1 <{}>: Helo command rejected: Host not found; client [4.3.2.10]"


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        (
            PTR.format("4.3.2.1"),
            "2.3.4.in-addr.arpa.zone:2",
            "add `1.2.3.4.in-addr.arpa. IN PTR mail.origine.example.` to",
        ),
        (PTR.format("4.3.2.9"), "2.3.4.in-addr.arpa.zone:2", "add `9.2.3.4.in-addr.arpa. IN PTR <your mail host>` to"),
        (
            PTR.format("4.3.2.20"),
            "2.3.4.in-addr.arpa.zone:6",
            "or add `away.origine.example. IN A 4.3.2.20` to origine",
        ),
        (PTR.format("4.3.2.2"), "2.3.4.in-addr.arpa.zone:7", "write `PTR second.origine.example.` there"),
        (
            SENDER.format("news.origine.example"),
            "origine.example.zone:2",
            "IN MX 10 mail.origine.example.` to origine.ex",
        ),
        (SENDER.format("null.origine.example"), "origine.example.zone:15", "write `MX 10 <your mail host>` instead"),
        (
            SENDER.format("away.origine.example"),
            "origine.example.zone:16",
            "or add `gone.origine.example. IN A <its addre",
        ),
        (
            SENDER.format("dot.origine.example"),
            "origine.example.zone:20",
            "write `MX 10 mail.origine.example.` there: the",
        ),
        (
            SENDER.format("alias.origine.example"),
            "origine.example.zone:19",
            "let this alias lead to a name that has the rec",
        ),
        (
            HELO.format("no.origine.example"),
            "origine.example.zone:2",
            "add `no.origine.example. IN A 4.3.2.10` to origin",
        ),
        (
            SPF.format("two.origine.example", "4.3.2.1"),
            "origine.example.zone:13",
            "put the terms of all into one record",
        ),
        (
            SPF.format("good.origine.example", "4.3.2.1"),
            "origine.example.zone:2",
            'IN TXT "v=spf1 ip4:4.3.2.1 ~all"` to',
        ),
        (
            SPF.format("news.origine.example", "4.3.2.1"),
            "origine.example.zone:11",
            "add `ip4:4.3.2.1` to `news.origine.ex",
        ),
        (
            SPF.format("odd.origine.example", "4.3.2.1"),
            "origine.example.zone:21",
            "`zonelint --select spf` shows what is wr",
        ),
    ],
)
def test_what_is_broken_has_a_place_and_a_fix(text: str, place: str, fix: str, command: CommandLine) -> None:
    """The record at fault, or the SOA of the zone that lacks one; and the record to write."""
    more = 'alias CNAME nowhere\ndot MX 10 mail.origine.example\nodd TXT "v=spf1 ipv4:4.3.2.1"\n'
    write({
        "origine.example.zone": ZONE + more,
        "2.3.4.in-addr.arpa.zone": REVERSE + "20 PTR away.origine.example.\n2 PTR away.origine.example.\n",
    })  # fmt: skip
    fact, *_ = command("explain", text, ".", "--format", "json").json["facts"]

    assert ("broken", place) == (fact["verdict"], fact["place"])
    assert fix in fact["fix"]
    assert f"         {fact['place']}: {fact['fix']}\n" in command("explain", text, ".").out


def test_greeting_with_the_address_of_another_is_told(command: CommandLine) -> None:
    """Where the receiver compared them: the name may be right, and the address that of a second server."""
    found = explained(command, "550 HELO verification failed; H=(mail.origine.example) [4.3.2.10]")
    fact = next(fact for fact in found["facts"] if fact["subject"] == "mail.origine.example.")

    assert ("broken", "zones/origine.example.zone:8") == (fact["verdict"], fact["place"])
    assert "it has the address 4.3.2.1, not 4.3.2.10" == fact["why"]
    assert fact["fix"].startswith(
        "let the server with 4.3.2.10 greet with its own name, or add `mail.origine.example. IN"
    )


def test_host_that_an_exchange_names_is_mended_there(command: CommandLine) -> None:
    """Nobody wants mail for it: the MX record that leads to it is at fault."""
    write({"zones/origine.example.zone": ZONE + "dot MX 10 mail.origine.example\n"})
    text = "Name service error for name=mail.origine.example.origine.example type=A: Host or domain name not found"
    (fact,) = command("explain", f"{text}. {text}", "zones", "--format", "json").json["facts"]

    assert "zones/origine.example.zone:19" == fact["place"]
    assert "write `MX 10 mail.origine.example.` there: the final dot is missing" == fact["fix"]


def test_missing_dmarc_record_is_to_be_added(command: CommandLine) -> None:
    """At the domain that is asked about."""
    write({"zones/origine.example.zone": ZONE.replace("_dmarc ", "other  ")})
    (fact,) = command("explain", DMARC.format("origine.example"), "zones", "--format", "json").json["facts"]

    assert "zones/origine.example.zone:2" == fact["place"]
    assert 'add `_dmarc.origine.example. IN TXT "v=DMARC1; p=none"` to origine.example.' == fact["fix"]


def test_record_of_octodns_is_told_by_its_parts(command: CommandLine) -> None:
    """A line of a master file would be of no use there."""
    write({
        "config.yaml": "providers:\n  files:\n    class: octodns.provider.yaml.YamlProvider\n    directory: zones\n"
        "zones:\n  origine.example.:\n    sources: [files]\n    targets: []\n",
        "zones/origine.example.yaml": "mail:\n  type: A\n  value: 4.3.2.1\n",
    })  # fmt: skip
    fact, *_ = command("explain", SENDER.format("origine.example"), ".", "--format", "json").json["facts"]

    assert "add a record to origine.example.: name `origine.example.`, type MX" in fact["fix"]


def test_greeting_of_one_label_is_mended_at_the_server(command: CommandLine) -> None:
    """No zone can hold it."""
    (fact,) = explained(command, "450 4.7.1 <MAILSRV>: Helo command rejected: Host not found")["facts"]

    assert (None, True) == (
        fact["place"],
        fact["fix"].startswith("set the mail server to greet with its full host name"),
    )


# -- what no zone causes ---------------------------------------------------------------------------------------------

BLOCKED = (
    "550 5.7.1 Service unavailable; Client host [4.3.2.1] blocked using zen.spamhaus.org; from=<a@origine.example>"
)


def test_what_no_zone_causes_is_said_to_be_that(command: CommandLine) -> None:
    """No rule runs: a finding would look like the cause. But the sender's verdicts are shown, with what to mend."""
    found = explained(command, BLOCKED)
    out = command("explain", BLOCKED, "zones").out

    assert (True, [], []) == (found["elsewhere"], found["rules"], found["findings"])
    assert ["4.3.2.1", "origine.example.", "SPF of origine.example.", "DMARC of origine.example."] == [
        fact["subject"] for fact in found["facts"]
    ]
    assert (
        "\nNothing in these zones causes this. What they say about the sender:\n\nbroken   4.3.2.1: it has no PTR"
        in out
    )
    assert "error[" not in out


def test_sender_that_the_zones_do_not_know_is_said_to_be_that(command: CommandLine) -> None:
    """There is no verdict then, and without zones none is promised."""
    text = "554 5.7.1 blocked by spamhaus"

    assert command("explain", text).out.endswith("No zones were found here.\n")
    write(ZONES)
    assert "They have no data about the sender" in command("explain", text, "zones").out


def test_recipient_is_judged_where_the_mailbox_is_at_fault(command: CommandLine) -> None:
    """The sender has no part in it."""
    text = "550 5.1.1 <b@origine.example>: Recipient address rejected: User unknown; from=<a@elsewhere.example>"
    write(ZONES)

    assert (
        "What they say about the recipient's domain:\n\nok       origine.example.: "
        in command("explain", text, "zones").out
    )


# -- free words ------------------------------------------------------------------------------------------------------


def test_words_alone_are_a_hint(command: CommandLine) -> None:
    """They are named, and the rules behind them run."""
    write(ZONES)
    ran = command("explain", "our customer says that 4.3.2.1 lacks reverse DNS", "zones")

    assert "are a hint: reverse DNS." in ran.out
    assert "error[mail-sender-without-ptr]: 4.3.2.1 " in ran.out


def test_unknown_words_with_a_known_domain_are_judged(command: CommandLine) -> None:
    """Whatever was said, the zones tell of each address and domain in it."""
    found = explained(command, "nobody answers a@away.origine.example from 4.3.2.1, nor b@elsewhere.example")

    assert {"4.3.2.1": "broken", "away.origine.example.": "broken"}.items() <= {
        fact["subject"]: fact["verdict"] for fact in found["facts"]
    }.items()
    assert RULE in [each["rule"] for each in found["findings"]]


def test_unknown_words_about_others_are_not_recognised(command: CommandLine) -> None:
    """The zones say nothing of them."""
    write(ZONES)

    assert 1 == command("explain", "nobody answers b@elsewhere.example from 9.8.7.6", "zones").status


def test_reply_about_others_names_what_the_zones_know(command: CommandLine) -> None:
    """Where they know neither sender nor address, whatever else stands in the text is judged."""
    found = explained(command, f"{SENDER.format('elsewhere.example')} at mail.origine.example")

    assert ["elsewhere.example.", "mail.origine.example."] == [fact["subject"] for fact in found["facts"]]


def test_finding_at_a_name_in_the_text_is_shown(command: CommandLine) -> None:
    """It is not among those about others, though the bounce is about an address."""
    found = explained(command, f"{PTR.format('4.3.2.1')}; helo=<second.origine.example>")

    assert [8, 9] == [each["line"] for each in found["findings"]]
    assert 0 == found["other_findings"]


# -- what is shown ---------------------------------------------------------------------------------------------------


def test_text_tells_the_story(command: CommandLine) -> None:
    """Receiver, what it did, whom it is about, the rules, the facts, the findings, the sum."""
    write(ZONES)
    out = command("explain", f"{PTR.format('4.3.2.1')}; from=<a@origine.example>", "zones").out
    order = [
        "Postfix · 4.7.1 · postfix-ptr\n",
        "The receiver looked up the PTR record",
        "reject_unknown_reverse_client_hostname",
        "address:             4.3.2.1\n",
        "sender's domain:     origine.example.\n",
        "rules:               mail-sender-without-ptr,",
        "\nWhat the zones say:\n",
        "broken   4.3.2.1: it has no PTR: ",
        "error[mail-sender-without-ptr]: 4.3.2.1 has no PTR record",
        "1 error in 2 zones",
        "These rules have 1 more finding, about other names and addresses: run `zonelint` to see all.",
    ]
    places = [out.find(part) for part in order]

    assert -1 not in places
    assert sorted(places) == places


def test_status_code_alone_is_called_a_hint(command: CommandLine) -> None:
    """Its meaning is told, and all that may be behind it."""
    out = command("explain", "5.1.8").out

    assert out.startswith("An unknown receiver · 5.1.8\n")
    assert "a hint:\n  5.1.8: the sender's system has a bad address (RFC 3463)" in out
    assert "names no address and no domain" in out


def test_without_zones_it_is_explained_all_the_same(command: CommandLine) -> None:
    """An empty folder is no fault of the question."""
    ran = command("explain", PTR.format("4.3.2.1"))

    assert (0, "") == (ran.status, ran.err)
    assert "No zones were found here" in ran.out
    assert 0 == command("explain", PTR.format("4.3.2.1"), "--format", "json").json["zones"]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('assume = ["other.zone"]', "other.zone, which `assume` names, is not there"),
        (
            'assume = ["zonelint.snapshot.zone"]',
            "zonelint.snapshot.zone, which `assume` names, is not there: `zonelint snapshot` writes it",
        ),
        ('sources = ["away/"]', "away, which `sources` names, does not exist"),
    ],
)
def test_what_a_configuration_names_in_vain_is_told(config: str, message: str, command: CommandLine) -> None:
    """The zones are there, but are not looked at: to explain without them would hide that."""
    write({**ZONES, ".zonelint.toml": config + "\n"})

    assert (2, message) == command("explain", PTR.format("4.3.2.1")).error


def test_what_a_stranger_wrote_is_made_harmless(command: CommandLine) -> None:
    """A bounce comes from anybody."""
    ran = command("explain", f"{PTR} helo=<\x1b[31mred.example> from=<a@\x1b[31m.example>")

    assert "\x1b" not in ran.out + ran.err


def test_colour_is_for_findings(command: CommandLine) -> None:
    """As with check."""
    write(ZONES)

    assert "\x1b[1;31merror" in command("explain", PTR.format("4.3.2.1"), "zones", "--color", "always").out


DOCUMENTED = [
    block
    for document in ("README.md", "docs/explain.md")
    for block in re.findall(
        r"^```\n\$ zonelint (.*?)^```", (ROOT / document).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
]
"""Calls in the documents, each with what it prints below; a line `…` stands for any lines."""


@pytest.mark.parametrize("block", DOCUMENTED, ids=lambda block: block.partition("\n")[0])
def test_documented_call_prints_what_is_documented(
    block: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The documents show what anybody gets."""
    monkeypatch.chdir(ROOT)
    call, _, expected = block.partition("\n")
    pattern = "(?:.*\n)*?".join(map(re.escape, expected.split("…\n")))

    assert re.fullmatch(pattern, command(*shlex.split(call)).out)


# -- what is given ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("550 no PTR", "zones"), ("550 no PTR", ["zones"])),
        (("550 no PTR", "missing"), ("550 no PTR", ["missing"])),
        (("550", "no", "PTR", "zones"), ("550 no PTR", ["zones"])),
        (("550", "no", "PTR", "missing"), ("550 no PTR missing", [])),
        (("5.7.25", "zones", "zones"), ("5.7.25", ["zones", "zones"])),
        (("-", "missing"), ("-", ["missing"])),
        (("zones",), ("zones", [])),
    ],
)
def test_text_is_told_from_paths(words: tuple[str, ...], expected: tuple[str, list[str]], command: CommandLine) -> None:
    """What follows a text in quotes is paths; without quotes, what exists at the end."""
    write(ZONES)
    text, paths = split(words)

    assert expected == (text, list(paths))


def test_text_may_stand_on_standard_input(command: CommandLine) -> None:
    """As mail programs and editors hand it on."""
    write(ZONES)
    text = PTR.format("4.3.2.1")
    ran = command("explain", "-", "zones", stdin=text.replace(" ", "\r\n  "))

    assert command("explain", text, "zones").out == ran.out


def test_long_text_is_cut(command: CommandLine) -> None:
    """With a word about it."""
    ran = command("explain", "-", stdin=b"5.7.25 " + b"x" * MAX_OCTETS)

    assert (0, 1) == (ran.status, ran.err.count("\n"))
    assert "first MiB" in ran.err


def test_zones_of_the_configuration_are_taken(command: CommandLine) -> None:
    """As check does."""
    write({**ZONES, ".zonelint.toml": 'sources = ["zones"]\n'})

    assert 2 == command("explain", PTR.format("4.3.2.1"), "--format", "json").json["zones"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("explain", "550 5.7.25", "missing"), "missing: no such file or folder"),
        (("explain", RULE, "zones"), f"explain RULE takes no PATH; zonelint check --select {RULE} runs it"),
        (("explain", "-", "-"), "standard input is the text: it cannot be a zone as well"),
    ],
)
def test_wrong_use_is_an_error(words: tuple[str, ...], message: str, command: CommandLine) -> None:
    """One line, status 2."""
    write(ZONES)

    assert (2, message) == command(*words).error


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "the quick brown fox",
            "is not a known reply, and names no address or domain of the zones; paste the whole reply",
        ),
        (
            "malformed, says the server, is our address, and its reply: rejected",
            'the nearest known replies: "address rejected: Mal',
        ),
        ("spf-mising", "is not a rule; did you mean spf-missing"),
        ("x" * 5000, "is not a rule; zonelint rules lists the rules"),
        ("\ud800 \x00", "is not a known reply"),
        (" ", "there is no text; paste a bounce, or name a rule"),
    ],
)
def test_nonsense_is_not_recognised(text: str, said: str, command: CommandLine) -> None:
    """Said politely in one line, with what is near; status 1, whatever zones there are."""
    write(ZONES)
    ran = command("explain", text)

    assert (1, "") == (ran.status, ran.out)
    assert 1 == ran.err.count("\n")
    assert ran.err.startswith("zonelint: not recognised: ")
    assert said in ran.err


def test_nothing_on_standard_input_is_not_recognised(command: CommandLine) -> None:
    """An empty text is none."""
    assert 1 == command("explain", "-", stdin="").status
