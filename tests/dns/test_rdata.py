"""RDATA: the types that are read by code of our own give what dnspython gives, or both refuse them."""

import subprocess
import sys

import dns.exception
import dns.name
import dns.rdata
import pytest
from hypothesis import given
from hypothesis import strategies as st
from zone_strategies import FITTING, RDATA

from zonelint.dns.rdata import MAX_TTL, canonical_type, from_words, parse_ttl
from zonelint.dns.rdata_words import RdataError, quoted
from zonelint.readers.master.lexer import logical_line

ORIGIN = "Example.com."


def words_of(text: str) -> list[str]:
    """Return the words that `text` consists of; none if it is no line of a master file."""
    line = logical_line([text], 0)
    return [] if line.error else [token.text for token in line.tokens]


def ours(rtype: str, words: list[str]) -> str | None:
    """Return what zonelint reads, or None if it refuses it."""
    try:
        return from_words(rtype, words, ORIGIN)
    except RdataError as error:
        index = error.index
    assert 0 <= index < len(words)
    return None


def theirs(rtype: str, words: list[str]) -> str | None:
    """Return what dnspython reads, or None if it refuses it."""
    try:
        rdata = dns.rdata.from_text("IN", rtype, " ".join(words), dns.name.from_text(ORIGIN), relativize=False)
    except (dns.exception.DNSException, ValueError):
        return None
    return rdata.to_text()


def is_read_as_bind_does(rtype: str, words: list[str]) -> bool:
    """Tell whether zonelint follows BIND here, where dnspython differs.

    - Octets beyond ASCII in a name are kept; dnspython makes an internationalised name of them.
    - A CAA tag may not stand in quotes; dnspython takes it.
    - ``\\#`` is a string in a TXT record where no length follows; dnspython refuses it.
    - A DS may have the digest types 0 and 3 with any digest; dnspython refuses the one and counts octets in the other.
    """
    if rtype in ("TXT", "SPF"):
        return rtype == "TXT" and words[0] == "\\#" and not "".join(words[1:2]).isdigit()
    if any(not word.isascii() for word in words):
        return True
    if rtype == "CAA":
        return len(words) > 1 and words[1][0] == '"'
    return rtype == "DS" and len(words) > 2 and words[2].lstrip("0") in ("", "3")


@pytest.mark.parametrize("rtype", sorted(FITTING))
@given(data=st.data())
def test_direct_types_are_read_as_by_dnspython(rtype: str, data: st.DataObject) -> None:
    """Both give the same text, or both refuse it."""
    words = words_of(data.draw(FITTING[rtype] | RDATA))

    if words and not is_read_as_bind_does(rtype, words):
        assert theirs(rtype, words) == ours(rtype, words)


@pytest.mark.parametrize(
    ("rtype", "text", "expected"),
    [
        ("A", "192.0.2.1", "192.0.2.1"),
        ("AAAA", "2001:DB8:0:0:0::1", "2001:db8::1"),
        ("AAAA", "::FFFF:192.0.2.1", "::ffff:192.0.2.1"),
        ("CNAME", "www", "www.Example.com."),
        ("NS", "@", "Example.com."),
        ("PTR", "Mail.Example.NET.", "Mail.Example.NET."),
        ("DNAME", ".", "."),
        ("CNAME", "caf\xe9", "caf\\195\\169.Example.com."),
        ("MX", "010 mail", "10 mail.Example.com."),
        ("SRV", "0 5 05060 sip.example.net.", "0 5 5060 sip.example.net."),
        ("SOA", "ns host@x 1 1h 2m 1w 30", "ns.Example.com. host\\@x.Example.com. 1 3600 120 604800 30"),
        ("TXT", 'a "b c" "" \\"', '"a" "b c" "" "\\""'),
        ("TXT", '"\xe9\\009~\\127"', '"\\195\\169\\009~\\127"'),
        ("SPF", '"v=spf1 -all"', '"v=spf1 -all"'),
        ("CAA", "0 issue ca.example", '0 issue "ca.example"'),
        ("CAA", '128 Issue ";"', '128 Issue ";"'),
        ("DS", "1 rsasha256 SHA-256 " + "0A" * 32, "1 8 2 " + "0a" * 32),
        ("DS", "65535 NSEC3RSASHA1 1 " + "0A" * 10 + " " + "0b" * 10, "65535 7 1 " + "0a" * 10 + "0b" * 10),
        ("DS", "1 8 0 00", "1 8 0 00"),
        ("DS", "1 8 99 " + "00" * 65, "1 8 99 " + "00" * 64 + " 00"),
        ("A", "\\# 4 C0000201", "192.0.2.1"),
        ("TXT", "\\# 2 0161", '"a"'),
        ("TYPE65280", "\\# 3 AB CDEF", "\\# 3 abcdef"),
        ("HINFO", "PC 'Linux'", '"PC" "\'Linux\'"'),
        ("TLSA", "3 1 0 AB CD", "3 1 0 abcd"),
        ("NAPTR", '1 2 "u" "E2U+sip" "" .', '1 2 "u" "E2U+sip" "" .'),
        ("RP", "caf\xe9 .", "caf\\195\\169.Example.com. ."),
        ("L64", "10 2001:db8:1:2", "10 2001:0db8:0001:0002"),
        ("MB", "host", "host.Example.com."),
        ("MINFO", "a b.", "a.Example.com. b."),
    ],
)
def test_what_rdata_is_read_as(rtype: str, text: str, expected: str) -> None:
    """Names become absolute, numbers lose their zeros, strings get quotes."""
    assert expected == from_words(rtype, words_of(text), ORIGIN)


@pytest.mark.parametrize(
    ("rtype", "words", "index"),
    [
        ("TXT", ['"a"'] * 32768, 32767),
        ("CAA", ["0", "issue", "a" * 65529], 2),
        ("DS", ["1", "8", "99", "aa" * 65532], 3),
        ("DNSKEY", ["256", "3", "8", "AAAA" * 21844], 0),
    ],
    ids=["TXT", "CAA", "DS", "DNSKEY"],
)
def test_rdata_that_no_message_could_carry_is_refused(rtype: str, words: list[str], index: int) -> None:
    """Its length is a number of 16 bits (RFC 1035 section 3.2.1); BIND runs out of space."""
    with pytest.raises(RdataError, match="RDATA of more than 65535 octets") as raised:
        from_words(rtype, words, ORIGIN)

    assert index == raised.value.index


@pytest.mark.parametrize(
    ("rtype", "text", "index", "message"),
    [
        ("A", "192.0.2", 0, "not an IPv4 address: 192.0.2"),
        ("A", "192.0.2.1 x", 1, "extra text after the address: x"),
        ("AAAA", "fe80::1%eth0", 0, "not an IPv6 address: fe80::1%eth0"),
        ("CNAME", '"www"', 0, 'a domain name must not be in quotes: "www"'),
        ("NS", "a..b", 0, "bad domain name a..b: empty label"),
        ("MX", "10", 0, "exchange is missing"),
        ("MX", "65536 a", 0, "65536 is out of range, at most 65535"),
        ("MX", "+1 a", 0, "not a number: +1"),
        ("MX", "10 \\300", 1, "bad domain name \\300: bad escape \\300: three digits up to 255 are needed"),
        ("SRV", "1 2 x a", 2, "not a number: x"),
        ("SOA", "a b 1 2 3 4", 5, "minimum is missing"),
        ("SOA", "a b 4294967296 2 3 4 5", 2, "4294967296 is out of range, at most 4294967295"),
        ("SOA", "a b 1 2 3 1x 5", 5, "not a time in seconds: 1x"),
        ("TXT", "ok " + "x" * 256, 1, "string of 256 octets, at most 255 are allowed: split it in several"),
        ("TXT", '"\\25"', 0, "bad escape \\25: three digits up to 255 are needed"),
        ("CAA", '256 issue "x"', 0, "256 is out of range, at most 255"),
        ("CAA", '0 is-sue "x"', 1, "not a CAA tag: is-sue"),
        ("CAA", '0 "issue" "x"', 1, 'not a CAA tag: "issue"'),
        ("DS", "1 8 2", 2, "digest is missing"),
        ("DS", "1 8 2 \x0b", 3, "digest is not hexadecimal: \x0b"),
        ("DS", "1 8 9 ABC", 3, "digest is not hexadecimal: abc"),
        ("DS", "1 8 2 00", 3, "digest of 1 octets, type 2 has 32"),
        ("DS", "1 NOSUCH 2 00", 1, "not a number: NOSUCH"),
        ("MINFO", "a", 0, "name is missing"),
    ],
)
def test_what_rdata_is_refused(rtype: str, text: str, index: int, message: str) -> None:
    """The error names the word at fault."""
    with pytest.raises(RdataError) as raised:
        from_words(rtype, words_of(text), ORIGIN)

    assert (index, message) == (raised.value.index, str(raised.value))


@pytest.mark.parametrize("rtype", ["A", "TXT", "MX", "CAA", "TYPE65280", "TLSA"])
def test_rdata_may_not_be_missing(rtype: str) -> None:
    """A record of nothing is refused, whoever reads its type."""
    with pytest.raises(RdataError, match="is missing"):
        from_words(rtype, [], ORIGIN)


def test_octets_beyond_ascii_are_those_of_the_file() -> None:
    """The encoding tells which octets a code point was."""
    assert '"\\233"' == from_words("TXT", ["\xe9"], ORIGIN, "latin-1")
    assert '"\\233" ""' == from_words("HINFO", ["\xe9", '""'], ORIGIN, "latin-1")


@pytest.mark.parametrize(
    ("word", "seconds"),
    [
        ("0", 0),
        ("007", 7),
        ("3600", 3600),
        ("1h30m", 5400),
        ("30M1H", 5400),
        ("1w2d3h4m5s", 788645),
        ("1s1s", 2),
        ("2147483647", MAX_TTL),
        ("2147483648", MAX_TTL + 1),
        ("4294967295", 2**32 - 1),
        ("7101w", 4294684800),
        *[
            (word, None)
            for word in ("", "h", "1h30", "hh", "1hh", "-1", "+1", "1.5h", "1y", "4294967296", "7102w", "1 ", "IN")
        ],
        *[(word, None) for word in ("9" * 5000, "9" * 5000 + "w", "\u0661", "\xb2", "1\xb2s")],
    ],
)
def test_ttls(word: str, seconds: int | None) -> None:
    """Plain seconds, or numbers with units in any order and either case; nothing from 2**32 on."""
    assert seconds == parse_ttl(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("a", "A"),
        ("Mx", "MX"),
        ("TYPE1", "A"),
        ("type65280", "TYPE65280"),
        ("HTTPS", "HTTPS"),
        ("nsec3param", "NSEC3PARAM"),
        *[
            (word, None)
            for word in (
                "",
                "FOO",
                "TYPE",
                "TYPE0",
                "TYPE65536",
                "TYPE-1",
                "ANY",
                "AXFR",
                "TYPE255",
                "OPT",
                "TSIG",
                '"A"',
                "1",
                "\xb5",
            )
        ],
    ],
)
def test_types(word: str, expected: str | None) -> None:
    """Mnemonics in any letter case and TYPEn; no types that only queries have (RFC 6895 section 3.1)."""
    assert expected == canonical_type(word)


@given(st.binary(max_size=40))
def test_quoted_strings_give_their_octets_again(octets: bytes) -> None:
    """Whatever the octets, the quoted string is read as them, and as dnspython prints it."""
    text = quoted(octets)

    assert text == from_words("TXT", [text], ORIGIN) == theirs("TXT", [text])
    assert [text] == words_of(text)


def test_common_types_need_no_dnspython() -> None:
    """Importing it would cost every run more than reading a zone does."""
    code = (
        "import sys; from zonelint.dns.rdata import canonical_type, from_words;"
        "from_words(canonical_type('mx'), ['10', 'a\\\\.b'], 'x.'); print('dns' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "False\n" == printed
