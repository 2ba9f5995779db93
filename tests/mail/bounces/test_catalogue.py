"""Bounces as they reach a user: which reply each holds, which rules cover it, and of whom it speaks."""

import re
from string import ascii_lowercase
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linting import RULES

from zonelint.dns.names import canonical_address
from zonelint.mail.bounces.catalogue import (
    ADDRESS,
    HELO,
    RECIPIENT,
    SENDER,
    UNKNOWN_WORDS,
    Bounce,
    find_phrase,
    load,
    nearest,
    recognise,
)
from zonelint.mail.bounces.text import MAX_OCTETS, decode, find_parties, flatten, host_name, statuses, without_statuses

KNOWN = load()


def bounce_of(text: str) -> Bounce:
    """Return what `text` is recognised as."""
    return recognise(text, KNOWN)


class Case:
    """A bounce, and what must be found in it: receiver, first rules, addresses, domains, greetings."""

    def __init__(
        self,
        text: str,
        receiver: str,
        rules: tuple[str, ...],
        addresses: tuple[str, ...] = (),
        domains: tuple[str, ...] = (),
        greetings: tuple[str, ...] = (),
    ) -> None:
        self.text = text
        self.receiver = receiver
        self.rules = rules
        self.addresses = addresses
        self.domains = domains
        self.greetings = greetings


MICROSOFT = "Microsoft (Exchange Online, Outlook.com)"
GMX = "GMX, web.de, mail.com, IONOS"
WITHOUT_PTR = ("mail-sender-without-ptr",)

CASES = {
    "policy-daemon-names-the-sender-in-an-address": Case(
        "550 5.7.23 <c@client.example>: Recipient address rejected: Message rejected due to: SPF fail - not "
        "authorized. Please see http://www.openspf.example/Why?s=mfrom;id=vente%40origine.example;ip=4.3.2.1;r=mx.client.example",
        "",
        ("spf-sender-not-authorised",),
        ("4.3.2.1",),
        ("origine.example.",),
    ),
    "exim-with-words-of-the-site": Case(
        "** c@client.example R=dnslookup T=remote_smtp H=mx.client.example [9.8.7.6]: SMTP error from remote mail "
        "server after RCPT TO:<c@client.example>: 550 Reverse DNS lookup failed for host 4.3.2.1.",
        "a security appliance",
        WITHOUT_PTR,
        ("4.3.2.1",),
    ),
    "postfix-dsn-of-gmail": Case(
        """\
From: MAILER-DAEMON@mail.origine.example (Mail Delivery System)
To: vente@origine.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status

This is the mail system at host mail.origine.example.

<client@gmail.example>: host gmail-smtp-in.l.google.com[9.8.7.26] said:
    550-5.7.25 [4.3.2.1] The IP address sending this message does not have a
    550-5.7.25 PTR record setup, or the corresponding forward DNS entry does not
    550 5.7.25 point to the sending IP. (in reply to end of DATA command)

Reporting-MTA: dns; mail.origine.example
X-Postfix-Sender: rfc822; vente@origine.example
Final-Recipient: rfc822; client@gmail.example
Remote-MTA: dns; gmail-smtp-in.l.google.com
""",
        "Gmail",
        WITHOUT_PTR,
        ("4.3.2.1",),
        ("origine.example.",),
        ("mail.origine.example.",),
    ),
    "postfix-log-of-gmail-rate-limit": Case(
        "Nov 24 07:12:01 mail postfix/smtp[812]: 4X2: to=<client@gmail.example>, relay=gmail-smtp-in.l.google.com"
        "[9.8.7.26]:25, delay=1.2, dsn=4.7.23, status=deferred (host gmail-smtp-in.l.google.com[9.8.7.26] said: "
        "451-4.7.23 [4.3.2.1] The sending IP address for this message doesn't have a PTR record, or the PTR record's "
        "451-4.7.23 forward DNS entry doesn't match the sending IP address. (in reply to end of DATA command))",
        "Gmail",
        WITHOUT_PTR,
        ("4.3.2.1",),
    ),
    "gmail-cut-off": Case(
        "550-5.7.25 [4.3.2.1] The IP address sending this message does not have a PTR reco"
        "rd setup, or the corre…",
        "Gmail",
        WITHOUT_PTR,
        ("4.3.2.1",),
    ),
    "gmail-ipv6-with-curly-quotes": Case(
        "SMTP error from remote server: 550-5.7.1 [2001:db8:0::25] Our system has detected that this message does\n"
        "550-5.7.1 not meet IPv6 sending guidelines regarding PTR records and\n550-5.7.1 authentication.",
        "Gmail",
        WITHOUT_PTR,
        ("2001:db8::25",),
    ),
    "gmail-hard-fail": Case(
        "550-5.7.26 The MAIL FROM domain [origine.example] has an SPF record with a hard fail\r\n"
        "550-5.7.26 policy (-all) but it fails to pass SPF checks with the ip: [4.3.2.1].\r\n",
        "Gmail",
        ("spf-sender-not-authorised", "spf-multiple"),
        ("4.3.2.1",),
        ("origine.example.",),
    ),
    "gmail-unauthenticated-in-quoted-printable": Case(
        "Content-Transfer-Encoding: quoted-printable\n\nDiagnostic-Code: smtp; 550-5.7.26 This mail has been blocke=\n"
        "d because the sender is unauthenticated. Gmail requires all senders to authen=\nticate with either SPF or "
        "DKIM. Authentication results: DKIM =3D did not pass SPF [origine.example] with ip: [4.3.2.1] =3D did not pass",
        "Gmail",
        ("spf-sender-not-authorised", "spf-multiple"),
        ("4.3.2.1",),
        ("origine.example.",),
    ),
    "gmail-dmarc-in-quoted-printable-quotes": Case(
        "The response was:\n550 5.7.26 Unauthenticated email from origine.example is not accepted due to=\n domain"
        "=E2=80=99s DMARC policy. Please contact the administrator of origine.example domain.",
        "Gmail",
        ("spf-sender-not-authorised", "spf-multiple"),
        (),
        ("origine.example.",),
    ),
    "exchange-online-ndr-in-html": Case(
        "<html><body><p>Your message to <b>client@contoso.example</b> couldn't be delivered.</p><table><tr>"
        "<td>Error:</td><td>550 5.7.509 Access denied, sending domain [ORIGINE.EXAMPLE] does&nbsp;not pass "
        "DMARC<br>verification and has a DMARC policy of reject.</td></tr><tr><td>Message rejected by:</td>"
        "<td>DB5EUR03FT031.mail.protection.outlook.com</td></tr></table></body></html>",
        MICROSOFT,
        ("spf-sender-not-authorised", "spf-multiple"),
        (),
        ("origine.example.",),
    ),
    "exchange-online-ipv6": Case(
        "Remote Server returned '550 5.7.25 Access denied, the sending IPv6 address [2001:db8::25] must have a reverse "
        "DNS record [DB5EUR03FT031.eop-EUR03.prod.protection.outlook.com]'",
        MICROSOFT,
        WITHOUT_PTR,
        ("2001:db8::25",),
    ),
    "exchange-online-folded-dsn": Case(
        """\
Reporting-MTA: dns;mail.origine.example
Received-From-MTA: dns;srv-ex01.origine.local

Final-recipient: RFC822;client@contoso.example
Action: failed
Status: 5.7.23
Diagnostic-Code: smtp;550 5.7.23 The message was rejected because of Sender
\tPolicy Framework violation -> 550 5.7.1 SPF check failed
Return-Path: <vente@origine.example>
""",
        MICROSOFT,
        ("spf-sender-not-authorised", "spf-multiple"),
        (),
        ("origine.example.",),
        ("mail.origine.example.",),
    ),
    "exchange-online-recipient": Case(
        "Diagnostic information for administrators:\nGenerating server: AM0PR04.prod.outlook.example\n"
        "vente@origine.example\nRemote Server returned '550 5.4.310 DNS domain origine.example does not exist "
        "[Message=InfoDomainNonexistent] [LastAttemptedServerName=origine.example]'",
        MICROSOFT,
        ("mx-target-without-address",),
        (),
        ("origine.example.",),
    ),
    "old-exchange-with-postfix-behind": Case(
        "The following recipient(s) could not be reached:\n\n      client@boutique.example on 24.11.2026 09:15\n"
        "            There was a SMTP communication problem with the recipient's email server. Please contact\n"
        "            your system administrator.\n        <srv.origine.example #5.5.4 smtp;554 <vente@origine.example>: "
        "Sender address rejected: Domain not found>",
        "Postfix",
        ("sender-domain-unresolvable",),
        (),
        ("origine.example.",),
    ),
    "old-exchange-with-nothing-behind": Case(
        "Your mail system could not find a way to successfully communicate with the destination system. Please\n"
        "notify your administrator.\n<mail.origine.example #5.5.0>",
        "Exchange (the sender's own)",
        WITHOUT_PTR,
    ),
    "outlook-dynamic": Case(
        "host outlook-com.olc.protection.outlook.com[9.8.7.33] said: 550 DY-001 (COL004-MC1F3) Unfortunately, messages "
        "from 4.3.2.1 weren't sent. (in reply to MAIL FROM command)",
        MICROSOFT,
        ("mail-sender-generic-ptr", "mail-sender-without-ptr"),
        ("4.3.2.1",),
    ),
    "outlook-bulk": Case(
        "550 5.7.515 Access denied, sending domain ORIGINE.EXAMPLE doesn't meet... does not meet the required "
        "authentication level. The sender's domain in the 5322.From address is listed.",
        MICROSOFT,
        ("spf-sender-not-authorised", "spf-multiple"),
        (),
        ("origine.example.",),
    ),
    "yahoo-sender-domain": Case(
        "<client@yahoo.example>: host mta7.am0.yahoodns.net[9.8.7.50] said: 451 Message temporarily deferred due to "
        "unresolvable RFC.5321 from domain. See https://senders.yahooinc.com/error-codes (in reply to end of DATA)\n"
        "Return-Path: <bounce@news.origine.example>",
        "Yahoo and AOL",
        ("sender-domain-unresolvable",),
        (),
        ("news.origine.example.",),
    ),
    "aol-code": Case(
        "421 4.7.1 : (DNS:NR) http://postmaster.info.aol.com/errors/421dnsnr.html",
        "Yahoo and AOL",
        WITHOUT_PTR,
    ),
    "postfix-receiver-log": Case(
        "Nov 24 09:01:02 mx1 postfix/smtpd[77]: NOQUEUE: reject: RCPT from unknown[4.3.2.1]: 450 4.7.1 Client host "
        "rejected: cannot find your reverse hostname, [4.3.2.1]; from=<vente@origine.example> "
        "to=<client@boutique.example> proto=ESMTP helo=<mail.origine.example>",
        "Postfix",
        WITHOUT_PTR,
        ("4.3.2.1",),
        ("origine.example.",),
        ("mail.origine.example.",),
    ),
    "postfix-iprev-at-a-known-host": Case(
        "<client@web.example>: host mx-ha02.web.de[9.8.7.61] refused to talk to me: 450 4.7.25 Client host rejected: "
        "cannot find your hostname, [4.3.2.1]",
        f"{GMX}, in the words of Postfix",
        ("mail-sender-without-ptr", "mail-sender-ptr-unconfirmed", "mail-sender-multiple-ptr"),
        ("4.3.2.1",),
    ),
    "postfix-helo": Case(
        "450 4.7.1 <srv.origine.example>: Helo command rejected: Host not found (in reply to RCPT TO command)",
        "Postfix",
        ("mail-sender-helo-unresolvable",),
        (),
        (),
        ("srv.origine.example.",),
    ),
    "postfix-helo-of-one-label": Case(
        "504 5.5.2 <MAILSRV>: Helo command rejected: need fully-qualified hostname",
        "Postfix",
        ("mail-sender-helo-invalid", "mail-sender-helo-unresolvable"),
        (),
        (),
        ("mailsrv.",),
    ),
    "icloud-in-the-words-of-postfix": Case(
        "<client@icloud.example>: host mx02.mail.icloud.com[9.8.7.40] said: 450 4.1.8 <vente@origine.example>:\n"
        "    Sender address rejected: Domain not found (in reply to RCPT TO command)",
        "Apple iCloud, in the words of Postfix",
        ("sender-domain-unresolvable",),
        (),
        ("origine.example.",),
    ),
    "postfix-null-mx": Case(
        "550 5.7.27 <vente@origine.example>: Sender address rejected: Domain origine.example does not accept mail "
        "(nullMX)",
        "Postfix",
        ("sender-domain-null-mx", "null-mx-not-alone"),
        (),
        ("origine.example.",),
    ),
    "postfix-recipient": Case(
        "> Reporting-MTA: dns; mx.ailleurs.example\n> Final-Recipient: rfc822; vente@origine.example\n"
        "> Diagnostic-Code: smtp; 450 4.1.2 <vente@origine.example>: Recipient address\n>   rejected: Domain not found",
        "Postfix",
        ("mx-target-without-address",),
        (),
        ("origine.example.",),
        ("mx.ailleurs.example.",),
    ),
    "postfix-loop": Case(
        "status=bounced (mail for origine.example loops back to myself)",
        "Postfix",
        ("mx-target-not-public",),
        (),
        ("origine.example.",),
    ),
    "exim-receiver-log": Case(
        "2026-11-24 09:20:11 H=(mail.origine.example) [4.3.2.1] F=<vente@origine.example> rejected RCPT "
        "<client@boutique.example>: host lookup failed for reverse lookup check (failed to find host name from IP "
        "address)",
        "Exim",
        WITHOUT_PTR,
        ("4.3.2.1",),
        ("origine.example.",),
        ("mail.origine.example.",),
    ),
    "exim-sender-log": Case(
        "2026-11-24 09:20:11 1tFabc-0001 ** client@boutique.example R=dnslookup T=remote_smtp H=mx.boutique.example "
        "[9.8.7.6] X=TLS1.3:CV=yes: SMTP error from remote mail server after RCPT TO:<client@boutique.example>: "
        "550-Verification failed for <vente@origine.example>\\n550-Unrouteable address\\n550 Sender verify failed",
        "Exim",
        ("sender-domain-unresolvable",),
        (),
        ("origine.example.",),
    ),
    "exim-mx-literal": Case(
        "It appears that the DNS operator for origine.example\nhas installed an invalid MX record with an IP address\n"
        "instead of a domain name on the right hand side.",
        "Exim",
        ("mx-target-is-address",),
        (),
        ("origine.example.",),
    ),
    "freenet": Case(
        "550-Inconsistent/Missing DNS PTR record (RFC 1912 2.1) (mail.origine.example)\n550 [2001:DB8::25]:34865",
        "freenet",
        WITHOUT_PTR,
        ("2001:db8::25",),
        ("mail.origine.example.",),
    ),
    "sendmail-sender": Case(
        "553 5.1.8 <vente@origine.example>... Domain of sender address vente@origine.example does not exist",
        "Sendmail",
        ("sender-domain-unresolvable",),
        (),
        ("origine.example.",),
    ),
    "sendmail-ptr": Case(
        "550 5.7.1 Connections not accepted from servers without a valid sender domain. Fix reverse DNS for 4.3.2.1",
        "Sendmail",
        WITHOUT_PTR,
        ("4.3.2.1",),
    ),
    "sendmail-forged": Case(
        "451 4.1.8 Possibly forged hostname for [4.3.2.1]", "Sendmail", ("mail-sender-without-ptr",), ("4.3.2.1",)
    ),
    "comcast": Case(
        "554 resimta-ch2.sys.comcast.net comcast 4.3.2.1 Comcast requires that all mail servers must have a PTR record "
        "with a valid Reverse DNS entry. Currently your mail server does not fill that requirement.",
        "Comcast",
        WITHOUT_PTR,
        ("4.3.2.1",),
    ),
    "cox": Case("554 IMP dukecmimpi03 cox 4.3.2.1 rejected - no rDNS", "Cox", WITHOUT_PTR, ("4.3.2.1",)),
    "spectrum": Case(
        "554 5.7.1 impin003 charter.net 4.3.2.1 AUP#In-1130",
        "Spectrum and Charter",
        WITHOUT_PTR,
        ("4.3.2.1",),
    ),
    "godaddy": Case("421 Temporarily rejected. Reverse DNS for this IP failed. IB108", "GoDaddy", WITHOUT_PTR),
    "godaddy-spf": Case(
        "550 vente@origine.example Invalid SPF record. Inspect your SPF settings, and try again.",
        "GoDaddy",
        ("spf-sender-not-authorised", "spf-multiple"),
        (),
        ("origine.example.",),
    ),
    "rackspace": Case(
        "450 4.7.1 Client host 4.3.2.1 has no PTR record (G1F)", "Rackspace Email", WITHOUT_PTR, ("4.3.2.1",)
    ),
    "gmx": Case(
        "554-gmx.net (mxgmx104) Nemesis ESMTP Service not available\n554-No SMTP service\n"
        "554-Bad DNS PTR resource record.\n554 For explanation visit the page ?ip=4.3.2.1&c=rdns",
        GMX,
        ("mail-sender-generic-ptr", "mail-sender-without-ptr"),
        ("4.3.2.1",),
    ),
    "t-online": Case(
        "554 IP=4.3.2.1 - None/bad reputation. Ask your postmaster for help. (NOWL)",
        "T-Online",
        (),
        ("4.3.2.1",),
    ),
    "orange": Case(
        "421 smtp.orange.fr [4.3.2.1] Emetteur invalide, Veuillez verifier la configuration\nSPF/DNS de votre nom de "
        "domaine. OFR_104",
        "Orange and Wanadoo",
        ("spf-sender-not-authorised", "spf-multiple"),
        ("4.3.2.1",),
    ),
    "la-poste": Case(
        "550 5.5.0 SPF: origine.example is not allowed to send mail. LPN007_401",
        "La Poste",
        ("spf-sender-not-authorised", "spf-multiple"),
        (),
        ("origine.example.",),
    ),
    "forpsi": Case(
        "554 cmg1.fe.forpsi.com bizsmtp 0bcW1i no DNS reverse for 4.3.2.1",
        "Forpsi and Aruba",
        WITHOUT_PTR,
        ("4.3.2.1",),
    ),
    "mimecast": Case("550 SPF Sender Invalid - envelope rejected", "Mimecast", ("spf-sender-not-authorised",)),
    "private-receiver": Case(
        "550 domain [origine.example] mismatches client ip 4.3.2.1.",
        "a private receiver",
        ("mail-sender-ptr-not-in-domain",),
        ("4.3.2.1",),
        ("origine.example.",),
    ),
    "appliance": Case(
        "551 Server access mail.origine.example forbidden by invalid RDNS record of your mail server (4.3.2.1).",
        "a security appliance",
        WITHOUT_PTR,
        ("4.3.2.1",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_bounce_is_recognised(case: Case) -> None:
    """Its receiver, the rules that are likeliest to find the cause, the addresses, domains and greetings in it."""
    found = bounce_of(case.text)

    assert case.receiver == found.receiver
    assert case.rules == tuple(found.rules_of(RULES))[: len(case.rules)]
    assert (case.addresses, case.domains, case.greetings) == (
        tuple(found.parties.addresses), tuple(found.domains), tuple(found.parties.greetings)
    )  # fmt: skip


# -- the data --------------------------------------------------------------------------------------------------------


def test_many_replies_of_many_receivers_are_known() -> None:
    """Enough that most who paste a bounce are told something."""
    assert len(KNOWN.replies) >= 60
    assert len({reply.receiver for reply in KNOWN.replies}) >= 20


@pytest.mark.parametrize("reply", KNOWN.replies, ids=lambda reply: reply.name)
def test_reply_is_found_by_each_of_its_phrases(reply: object) -> None:
    """Folded, in capitals, and with the code of the reply before each line."""
    for phrase in getattr(reply, "says", ()):
        text = phrase.replace("…", "something").upper().replace(" ", "\n550-5.7.99 ")
        found = bounce_of(f"550-5.7.99 {text}")

        assert getattr(reply, "check", None) in found.checks, phrase


def test_names_of_replies_are_unique() -> None:
    """Programs tell replies apart by them."""
    names = [reply.name for reply in KNOWN.replies]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("reply", KNOWN.replies, ids=lambda reply: reply.name)
def test_phrases_say_enough(reply: object) -> None:
    """A phrase has at most one gap, inside, and what stands before the gap is no short word that is found anywhere."""
    for phrase in getattr(reply, "says", ()):
        head, gap, tail = phrase.partition("…")

        assert "…" not in tail
        assert len(head.strip()) >= (4 if gap else 5), phrase
        assert not gap or len(tail.strip()) >= 8, phrase


@pytest.mark.parametrize("check", KNOWN.checks.values(), ids=KNOWN.checks)
def test_check_is_complete(check: object) -> None:
    """It says whom the zones are asked about, and names rules that are installed."""
    assert getattr(check, "about", "") in (ADDRESS, SENDER, HELO, RECIPIENT)
    assert {"iprev", "domain", "helo", "helo-match", "spf", "dmarc"}.issuperset(getattr(check, "facts", ["?"]))
    assert [] == [rule for rule in getattr(check, "rules", [""]) if rule not in RULES]


def test_each_check_is_used() -> None:
    """By a reply, a keyword, a status code, or for a text that holds none of them."""
    used = {each.check.name for each in (*KNOWN.replies, *KNOWN.keywords, *KNOWN.statuses.values())}

    assert set(KNOWN.checks) == used | {UNKNOWN_WORDS}


# -- status codes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("5.7.25", "iprev"),
        ("5.1.8", "sender-domain"),
        ("4.7.1", "policy"),
        ("#5.7.26", "authentication"),
        ("550 5.7.515", "bulk"),
        ("556-5.1.10 this domain accepts no mail", "recipient-null-mx"),
    ],
)
def test_status_code_is_a_hint(text: str, check: str) -> None:
    """Where no words are known; the class of the code is of no account."""
    found = bounce_of(text)

    assert ([], [check]) == (list(found.replies), [each.name for each in found.checks])


@pytest.mark.parametrize(
    "text", ["", "hello", "2.7.25", "the address 4.7.1.25", "14.7.25", "4.7.255", "-", "rules.toml"]
)
def test_what_is_no_bounce_is_not_recognised(text: str) -> None:
    """Nor is an address taken for a code, nor the code of a success."""
    assert not recognise(text, KNOWN).known


def test_words_say_more_than_the_code() -> None:
    """Gmail has 5.7.27 for SPF, others for a null MX."""
    found = bounce_of("550-5.7.27 This message was blocked because it didn't pass SPF authentication.")

    assert ["spf"] == [check.name for check in found.checks]


# -- phrases ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "line", "expected"),
    [
        ("No rDNS", "rejected - no rdns", (11, 18)),
        ("IB108", "xib108 ib1080 ib108", (14, 19)),
        ("domain … is bad", "domain a.example is bad", (0, 23)),
        ("domain … is bad", f"domain {'a' * 300} is bad", None),
        ("domain … is bad", f"domain {'a' * 300} domain b is bad", (308, 323)),
    ],
)
def test_phrase_is_found_as_whole_words(phrase: str, line: str, expected: tuple[int, int] | None) -> None:
    """A gap has an end: words from different sentences do not make a reply."""
    assert expected == find_phrase(phrase, line)


def test_nothing_is_near_to_a_flood_of_words() -> None:
    """The words of a phrase stand in it by chance, far from one another."""
    words = "client host cannot find your hostname"
    many = " ".join(f"{first}{second}x" for first in ascii_lowercase for second in ascii_lowercase)

    assert nearest(words, KNOWN)
    assert [] == nearest(f"{words} {many}", KNOWN)


def test_nearest_replies_share_words() -> None:
    """They are what is suggested for a text that is none of them."""
    near = nearest("they told us that our client host was rejected, as they cannot find the reverse hostname", KNOWN)

    assert "postfix-ptr" == near[0].name
    assert [] == nearest("the quick brown fox", KNOWN)


# -- reading ---------------------------------------------------------------------------------------------------------


def test_codes_amid_sentences_are_left_out() -> None:
    """They stand before each line of a reply, and lines have been joined."""
    line = flatten("550-5.7.25 no PTR\n550-5.7.25 record\n550 5.7.25 here")

    assert "no PTR record here" == without_statuses(line)
    assert [("5", "7.25")] == statuses(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\n  b\n\tc", "a b c"),
        ("> > a\n> b", "a b"),
        ("\u201ca\u2019s\u201d\u200b b\u00a0c", '"a\'s" b c'),
        ("a=\nb =3D c", "ab = c"),
        ("a = b", "a = b"),
        ("<p>a&lt;b@c&gt;&nbsp;d</p><br/>e&#39;", "a<b@c> d e'"),
        ("<br>&#99999;&#55296;&unknown;", "\U0001869f&#55296;&unknown;"),
        ("<user@example.com>: <srv>", "<user@example.com>: <srv>"),
    ],
)
def test_text_becomes_one_line(text: str, expected: str) -> None:
    """Without folding, quotation marks, transfer encoding and markup; what only looks like a tag stays."""
    assert expected == flatten(text)


@pytest.mark.parametrize(
    ("octets", "expected"),
    [("é".encode(), "é"), ("é".encode("utf-16"), "é"), (b"a\xffb", "a\ufffdb"), (b"\xff\xfea", "\ufffd")],
)
def test_any_octets_are_read(octets: bytes, expected: str) -> None:
    """Whatever a mail program saved."""
    assert expected == decode(octets).lstrip("\ufeff")


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        ("host mx.example.net[9.8.7.6] said: no", []),
        ("relay=mx.example.net[9.8.7.6]:25, from 4.3.2.1", ["4.3.2.1"]),
        ("connect from unknown[4.3.2.1] to 9.8.7.6", ["4.3.2.1"]),
        ("[IPv6:2001:DB8::1]", ["2001:db8::1"]),
        ("at 09:15:44, version 4.96.1.2.3, 300.1.1.1, ::, 127.0.0.1", []),
        ("10.0.0.1 and 4.3.2.1", ["4.3.2.1"]),
        ("4.3.2.1 Received: from a (b [9.8.7.6])", ["4.3.2.1"]),
        ("4.3.2.1, 4.3.2.1", ["4.3.2.1"]),
    ],
)
def test_address_of_the_client_is_told_from_others(line: str, addresses: list[str]) -> None:
    """Not that of the receiver, not one of a hop before, not what only looks like one."""
    assert addresses == find_parties(line).addresses


@pytest.mark.parametrize(
    ("line", "senders"),
    [
        ("from=<a@b.example> To: <c@d.example>", ["b.example."]),
        ("From: Someone <a@b.example>", ["b.example."]),
        ("From: MAILER-DAEMON@b.example", []),
        ("MAIL FROM:<a@B.EXAMPLE>", ["b.example."]),
        ("header.from=b.example smtp.mailfrom=a@c.example", ["b.example.", "c.example."]),
        ("sender domain [4.3.2.1]", []),
        ("from=<a@bücher.example>", ["xn--bcher-kva.example."]),
        ("from=<>", []),
    ],
)
def test_domain_of_the_sender_is_found(line: str, senders: list[str]) -> None:
    """In the envelope, else in the From: line."""
    assert senders == find_parties(line).senders


@pytest.mark.parametrize("text", ["4.3.2.1", "[4.3.2.1]", "", "..", "a..b", "x" * 64 + ".example"])
def test_what_is_no_host_name_is_none(text: str) -> None:
    """An address, an empty label, one that is too long."""
    assert host_name(text) is None


HOSTILE = (
    "[4.3.2.1] x", "<a", "from=<a.b", "(a.b.c.", "sending IPv6 address ", "H=a ", "1.2.3.4 ", "a.", "&#12;", "<p ",
    "550-", "::1:", "domain [", "From: a", "DNS domain a.b", "=\n=", "> ", "\x00\ud800",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    """Twice the text takes about twice the time; four times as much would mean that it grows with the square."""

    def seconds(octets: int) -> float:
        text = piece * (octets // len(piece))
        start = process_time()
        recognise(text, KNOWN)
        nearest(text, KNOWN)
        return process_time() - start

    small = min(seconds(20_000) for _ in range(2))

    assert min(seconds(80_000) for _ in range(2)) < 10 * small + 0.05


PIECES = ["550-5.7.25 ", "<", ">", "@", "=\n", "=E2", "<p>", "&#39;", "from=<", "a.example", "[4.3.2.1]", "::", "\n> "]


@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from(PIECES)), max_size=30).map("".join))
def test_any_text_is_taken(text: str) -> None:
    """Recognised or not, nothing is raised, and every name and address found is one."""
    found = find_parties(without_statuses(flatten(text)), [(0, len(text))])
    recognise(text, KNOWN)

    assert [] == [name for name in found.senders if not name.endswith(".")]
    assert found.addresses == [canonical_address(address) for address in found.addresses]


def test_only_the_first_mib_is_looked_at() -> None:
    """What comes after it is as if it were not there."""
    assert not recognise("x " * (MAX_OCTETS // 2) + "5.7.25", KNOWN).known


def test_data_holds_no_odd_character() -> None:
    """Phrases are compared with text whose quotes and dashes are plain."""
    phrases = [phrase for reply in KNOWN.replies for phrase in reply.says]

    assert [] == [phrase for phrase in phrases if not re.fullmatch(r"[\x20-\x7e…]+", phrase) or "  " in phrase]
