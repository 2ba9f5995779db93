"""The classic reasons why receivers that look up names refuse mail: each is led to its record by every command."""

from typing import Any

import pytest
from commandline import CommandLine, write

REVERSE = """\
$TTL 1h
@   SOA  ns1.origine.example. hostmaster.origine.example. 1 8h 2h 4w 1h
    NS   ns1.origine.example.
53  PTR  ns1.origine.example.
"""


def zone(*lines: str) -> str:
    """Return the zone of origine.example with `lines` from line 5 on."""
    head = ("$TTL 1h", "@ SOA ns1 hostmaster 1 8h 2h 4w 1h", "  NS ns1", "ns1 A 4.3.2.53")
    return "\n".join([*head, *lines, '_dmarc TXT "v=DMARC1; p=reject"', ""])


DIRECT = zone("@ MX 10 mail", '@ TXT "v=spf1 mx -all"', "mail A 4.3.2.1")
"""A domain whose server sends its mail itself."""

THROUGH_SMART_HOST = zone("@ MX 10 mail", '@ TXT "v=spf1 a:smtp.provider.example -all"', "mail A 4.3.2.1")
"""The same, but all that it sends goes through its provider's server."""

BANNER = (
    "220-AOL may no longer accept connections from IP addresses which\n220 have no reverse-DNS (PTR records) assigned."
)
REFUSED = "550 5.7.1 Connection refused: [4.3.2.1] has no reverse DNS; from=<a@origine.example>"
DIALOGUE = (
    "220 mx.client.example ESMTP\nHELO mail.origine.example\n250 mx.client.example\n"
    "MAIL FROM:<a@news.origine.example>\n250 ok\nRCPT TO:<b@client.example>\n"
    "554 <a@news.origine.example>: Sender address rejected: Domain not found"
)


def files(text: str, reverse: str | None = REVERSE, **others: str) -> dict[str, str]:
    """Return the files of a set: the zone, the reverse zone unless others hold it, and `others` by their name."""
    found = {"origine.example.zone": text, **({"2.3.4.in-addr.arpa.zone": reverse} if reverse else {})}
    return {**found, **{name.replace("_", "."): each for name, each in others.items()}}


def told(command: CommandLine, *words: str) -> list[tuple[str, str, int]]:
    """Return (rule, file, line) of each finding of a command."""
    return [(each["rule"], each["path"], each["line"]) for each in command(*words, "--format", "json").json["findings"]]


def verdicts(command: CommandLine) -> dict[str, str]:
    """Return the verdict on each address and host that sends."""
    rows = command("senders", "--format", "json").json["senders"]
    return {row["address"] or row["host"]: row["verdict"] for row in rows}


def facts(command: CommandLine, text: str) -> dict[str, Any]:
    """Return what `explain` says of each of whom `text` speaks."""
    return {fact["subject"]: fact for fact in command("explain", text, ".", "--format", "json").json["facts"]}


WITHOUT_PTR = ("mail-sender-without-ptr", "origine.example.zone", 7)


def test_address_without_ptr(command: CommandLine) -> None:
    """The first cause: the finding stands at the host, and the fact names the reverse zone and the record to add."""
    write(files(DIRECT))

    assert [WITHOUT_PTR] == told(command)
    assert {"4.3.2.1": "broken"} == verdicts(command)
    assert [WITHOUT_PTR] == told(command, "explain", REFUSED, ".")
    fact = facts(command, REFUSED)["4.3.2.1"]
    assert "2.3.4.in-addr.arpa.zone:2" == fact["place"]
    assert "add `1.2.3.4.in-addr.arpa. IN PTR mail.origine.example.` to 2.3.4.in-addr.arpa." == fact["fix"]


def test_banner_leads_to_the_address_without_ptr(command: CommandLine) -> None:
    """It names nobody, so all senders are looked at."""
    write(files(DIRECT))

    assert [WITHOUT_PTR] == told(command, "explain", BANNER, ".")


@pytest.mark.parametrize("text", ["<srv.origine.example #5.5.0>", "<srv.origine.example #5.5.4>"])
def test_code_of_exchange_leads_to_the_address_without_ptr(text: str, command: CommandLine) -> None:
    """Exchange says no more of a refusal; the server's own name need not be known."""
    write(files(DIRECT + "srv A 4.3.2.1\n"))

    assert "mail-sender-without-ptr" in [rule for rule, _, _ in told(command, "explain", text, ".")]


def test_provider_without_ptr(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second cause: the provider holds the reverse zone, and a look-up of late found nothing there."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")  # 24 November 2025
    write(files(
        DIRECT, None,
        seen_txt="; none: 1.2.3.4.in-addr.arpa. PTR NXDOMAIN 2025-11-20\n",
    ) | {".zonelint.toml": 'assume = ["seen.txt"]\n'})  # fmt: skip

    assert [WITHOUT_PTR] == told(command)
    assert {"4.3.2.1": "broken"} == verdicts(command)
    assert [WITHOUT_PTR] == told(command, "explain", REFUSED, ".")
    fact = facts(command, REFUSED)["4.3.2.1"]
    assert "seen.txt:1" == fact["place"]
    assert fact["fix"].startswith("ask whoever runs 2.3.4.in-addr.arpa., which is not loaded, for `1.2.3.4.in-addr")


def test_provider_that_is_not_asked(command: CommandLine) -> None:
    """Nothing is broken then, but the zone that would tell is named, with the record that should be there."""
    write(files(DIRECT, None))

    assert [] == told(command)
    assert {"4.3.2.1": "unknown"} == verdicts(command)
    fact = facts(command, REFUSED)["4.3.2.1"]
    assert ("unknown", True) == (fact["verdict"], "load 2.3.4.in-addr.arpa. to know" in fact["why"])
    assert "`1.2.3.4.in-addr.arpa. IN PTR mail.origine.example.`" in fact["fix"]


def test_ptr_that_was_added(command: CommandLine) -> None:
    """The first resolution: all is in order, and the bounce is from before."""
    write(files(DIRECT, REVERSE + "1 PTR mail.origine.example.\n"))

    assert [] == told(command)
    assert {"4.3.2.1": "ok"} == verdicts(command)
    assert [] == told(command, "explain", REFUSED, ".")
    assert "ok" == facts(command, REFUSED)["4.3.2.1"]["verdict"]


def test_smart_host(command: CommandLine) -> None:
    """The second resolution: the server's own address sends no more, and the provider's host is named as unknown."""
    write(files(THROUGH_SMART_HOST) | {".zonelint.toml": "[mail]\nmx-hosts-send = false\n"})

    # The host is one like any other now: to name it is good practice, and no mail hangs on it.
    assert ["address-without-ptr"] == [rule for rule, _, _ in told(command)]
    assert {"smtp.provider.example.": "unknown"} == verdicts(command)
    assert "broken" == facts(command, REFUSED)["4.3.2.1"]["verdict"]  # a bounce from before, of the server itself


def test_private_address_at_the_exchange(command: CommandLine) -> None:
    """Address translation: the public zone has the address of the inside, and the firewall's has the PTR."""
    write(files(DIRECT.replace("mail A 4.3.2.1", "mail A 192.168.7.25"), REVERSE + "1 PTR mail.origine.example.\n"))
    text = "<b@origine.example>: connect to mail.origine.example[192.168.7.25]:25: Connection timed out"
    expected = ("mx-target-not-public", "origine.example.zone", 7)

    assert [expected[0]] == [rule for rule, _, _ in told(command)]
    assert {"192.168.7.25": "unknown"} == verdicts(command)
    assert [expected[0]] == [rule for rule, _, _ in told(command, "explain", text, ".")]


def test_private_address_in_the_view_of_the_inside(command: CommandLine) -> None:
    """Inside private, outside public, is how it should be."""
    write({
        "named.conf": 'acl lan { 192.168.0.0/16; };\nview "in" { match-clients { lan; }; '
        'zone "origine.example" { type primary; file "in.zone"; }; };\n'
        'view "out" { zone "origine.example" { type primary; file "out.zone"; };\n'
        'zone "2.3.4.in-addr.arpa" { type primary; file "reverse.zone"; }; };\n',
        "in.zone": DIRECT.replace("mail A 4.3.2.1", "mail A 192.168.7.25"), "out.zone": DIRECT,
        "reverse.zone": REVERSE + "1 PTR mail.origine.example.\n",
    })  # fmt: skip

    assert [] == told(command)
    assert "ok" == verdicts(command)["4.3.2.1"]
    assert "ok" == facts(command, REFUSED)["4.3.2.1"]["verdict"]


def test_dynamic_address(command: CommandLine) -> None:
    """Its PTR is the provider's: a receiver takes it for a home line, and the remedy is a smart host."""
    name = "4-3-2-1.dsl.provider.example."
    provider = "$TTL 1h\n@ SOA ns1 h 1 8h 2h 4w 1h\n  NS ns1\nns1 A 5.3.2.1\n4-3-2-1.dsl A 4.3.2.1\n"
    write(files(DIRECT, REVERSE + f"1 PTR {name}\n") | {"provider.example.zone": provider})
    text = "554 Dialup/transient IP not allowed. Use a mailgateway, 4.3.2.1 (DIAL)"

    assert ["mail-sender-generic-ptr"] == [rule for rule, _, _ in told(command, "explain", text, ".")]
    assert {"4.3.2.1": "ok"} == verdicts(command)
    write({"origine.example.zone": THROUGH_SMART_HOST, ".zonelint.toml": "[mail]\nmx-hosts-send = false\n"})
    assert [] == told(command, "explain", text, ".")


def test_one_of_several_servers(command: CommandLine) -> None:
    """Mail is refused now and then: of three servers that send, one has no PTR."""
    hosts = ("ex1 A 4.3.2.11", "ex2 A 4.3.2.12", "ex3 A 4.3.2.13")
    spf = '@ TXT "v=spf1 ip4:4.3.2.11 ip4:4.3.2.12 ip4:4.3.2.13 -all"'
    ptrs = "11 PTR ex1.origine.example.\n13 PTR ex3.origine.example.\n"
    write(files(zone("@ MX 10 ex1", spf, *hosts), REVERSE + ptrs))
    expected = [("mail-sender-without-ptr", "origine.example.zone", 8)]

    assert expected == told(command)
    assert {"4.3.2.11": "ok", "4.3.2.12": "broken", "4.3.2.13": "ok"} == verdicts(command)
    assert expected == told(command, "explain", REFUSED.replace("4.3.2.1", "4.3.2.12"), ".")
    assert [] == told(command, "explain", REFUSED.replace("4.3.2.1", "4.3.2.11"), ".")


def test_dialogue_that_ends_in_554(command: CommandLine) -> None:
    """The sender's domain has nothing that could take an answer."""
    write(files(DIRECT + 'news TXT "v=spf1 ip4:4.3.2.1 -all"\n', REVERSE + "1 PTR mail.origine.example.\n"))
    expected = [("sender-domain-unresolvable", "origine.example.zone", 9)]

    assert expected == told(command, "--select", "sender-domain-unresolvable")
    assert expected == told(command, "explain", DIALOGUE, ".")
    fact = facts(command, DIALOGUE)["news.origine.example."]
    assert "origine.example.zone:2" == fact["place"]
    assert "add `news.origine.example. IN MX 10 mail.origine.example.` to origine.example." == fact["fix"]
    assert {"4.3.2.1": "ok"} == verdicts(command)
