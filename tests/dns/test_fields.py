"""RDATA of the rarer types: read as BIND reads it, spelled as dnspython does where that knows the type."""

import subprocess
import sys

import dns.name
import dns.rdata
import pytest

from zonelint.dns.fields.table import FIELDS
from zonelint.dns.rdata import canonical_type, from_words
from zonelint.dns.rdata_words import RdataError
from zonelint.readers.master.lexer import LogicalLine, logical_line
from zonelint.readers.master.words import spelled

ORIGIN = "Example.com."
KEY = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh"


def read(rtype: str, text: str) -> str:
    """Return the RDATA of a record of `rtype` that `text` spells."""
    line: LogicalLine = logical_line([text], 0)
    return from_words(rtype, spelled(rtype, line.tokens), ORIGIN)


@pytest.mark.parametrize(
    ("rtype", "text", "expected"),
    [
        ("A6", "64 2001:db8::1:2:3:4 prefix", "64 ::1:2:3:4 prefix.Example.com."),
        ("A6", "128 prefix.", "128 prefix."),
        ("APL", "", "\\# 0"),
        ("APL", "\\# 8 00412004c0000201", "65:c0000201/32"),
        ("APL", "!01:192.0.2.0/024 2:::/0", "!1:192.0.2.0/24 2:::/0"),
        ("ATMA", "39.246F.00", "39246f00"),
        ("ATMA", "+61.2", "+612"),
        ("CDNSKEY", "0x101 DNSSEC ED25519 AQID", "257 3 15 AQID"),
        ("CERT", "PKIX 1 RSASHA256 AQ I=", "PKIX 1 RSASHA256 AQI="),
        ("CLA", '"TCP-v4" b', '"TCP-v4" "b"'),
        ("DLV", "1 ECDSA256 GOST 00", "1 13 3 00"),
        ("DNSKEY", "KSK|ZONE 3 8 AQID", "257 3 8 AQID"),
        ("DNSKEY", "1FF 3 8 AQID", "511 3 8 AQID"),
        ("DOA", '1 2 3 "text/plain" AQ ID', '1 2 3 "text/plain" AQID'),
        ("DOA", '1 2 3 "" -', '1 2 3 "" -'),
        ("DSYNC", "CDS notify 53 a", "CDS NOTIFY 53 a.Example.com."),
        ("EID", "AB C D", "abcd"),
        ("EUI48", "0-0-5E-0-53-2A", "00-00-5e-00-53-2a"),
        ("EUI64", "0-0-5e-ef-1-0-0-2a", "00-00-5e-ef-01-00-00-2a"),
        ("GPOS", 'a "b" ""', '"a" "b" ""'),
        ("HTTPS", "0 alias port=0443", '0 alias.Example.com. port="443"'),
        ("IPN", "18446744073709551615", "18446744073709551615"),
        ("ISDN", '1 ""', '"1" ""'),
        ("KEY", "NOKEY 3 8", "49152 3 8"),
        ("L64", "10 1:2:3:4:", "10 0001:0002:0003:0004"),
        ("LOC", "52 N 4 53 .5 E +1", "52 0 0.000 N 4 53 0.500 E 1.00m"),
        ("NAPTR", '1 2 "" "" "/^(.*)$/x\\\\1/i" .', '1 2 "" "" "/^(.*)$/x\\\\1/i" .'),
        ("NIMLOC", "00", "00"),
        ("NSAP", "0X47.00", "0x4700"),
        ("NSEC", "a TYPE258 MX A MX", "a.Example.com. A MX AVC"),
        ("NSEC3PARAM", "SHA-1 0 1 -", "1 0 1 -"),
        ("NXT", "a MX 1 NXT", "a.Example.com. A MX NXT"),
        ("RESINFO", "qnamemin exterr=15", '"qnamemin" "exterr=15"'),
        ("RKEY", "0 TLS 8 AQID", "0 1 8 AQID"),
        ("RRSIG", "A 8 2 60 4294967295 0 1 @ AQ==", "A 8 2 60 21060207062815 19700101000000 1 Example.com. AQ=="),
        ("SINK", "1 2 3", "1 2 3"),
        ("SSHFP", "1 3", "1 3"),
        ("SVCB", '1 "svc" key667=', "1 svc.Example.com. key667"),
        ("SVCB", "1 . port=53 key1=\\002h2", '1 . alpn="h2" port="53"'),
        ("SVCB", '1 . alpn="f\\\\\\\\oo\\\\,bar,h2"', '1 . alpn="f\\\\\\\\oo\\\\,bar,h2"'),
        ("SVCB", "1 . ohttp tls-supported-groups=29,23", '1 . ohttp tls-supported-groups="29,23"'),
        ("SVCB", "1 . mandatory=port,alpn alpn=h2 port=1", '1 . mandatory="alpn,port" alpn="h2" port="1"'),
        ("SVCB", "1 . dohpath=/q{?dns}", '1 . dohpath="/q{?dns}"'),
        ("TALINK", "a b.", "a.Example.com. b."),
        ("TXT", "\\#", '"#"'),
        ("TXT", "\\# x", '"#" "x"'),
        ("URI", '1 2 ""', '1 2 ""'),
        ("WALLET", "ETH 0x1", '"ETH" "0x1"'),
        ("WKS", "192.0.2.1 6 80 25", "192.0.2.1 6 25 80"),
        ("ZONEMD", "1 0 9 " + "AB" * 12, "1 0 9 " + "ab" * 12),
    ],
)
def test_what_bind_loads_is_read(rtype: str, text: str, expected: str) -> None:
    """Beside the standard forms that is what BIND takes, too, and types that no other library knows."""
    assert expected == read(rtype, text)


@pytest.mark.parametrize(
    ("rtype", "text", "message", "index"),
    [
        ("A6", "64 ::1", "prefix name is missing", 1),
        ("AMTRELAY", "10 0 4 .", "4 is not a kind of relay", 2),
        ("APL", "3:x/1", "bad prefix: 3:x/1", 0),
        ("ATMA", "39.", "bad address: 39.", 0),
        ("DHCID", "AR==", "the data is not base64: AR==", 0),
        ("DSYNC", 'CDS "NOTIFY" 53 a', 'the scheme must not be in quotes: "NOTIFY"', 1),
        ("EUI48", "00:00:5e:00:53:2a", "bad address: 00:00:5e:00:53:2a", 0),
        ("HIP", "2 zz AQ==", "the HIT is not hexadecimal: zz", 1),
        ("KEY", "NOKEY 3 8 AQID", "extra text after the key: AQID", 3),
        ("LOC", "52 22 23.0001 N 4 E 0m", "bad seconds of the latitude: 23.0001", 2),
        ("LOC", "52 N 4 E 1.234m", "bad altitude: 1.234m", 4),
        ("LOC", "52 N 4 E 0m x", "bad size: x", 5),
        ("MD", "a", "MD is an obsolete type, which BIND does not load: MX took its place", 0),
        ("MF", "a", "MF is an obsolete type, which BIND does not load: MX took its place", 0),
        ("NAPTR", '1 2 "u" "x" "!a!b!g" .', 'bad regexp "!a!b!g"', 4),
        ("NID", "0 0:0::0", "bad locator: 0:0::0", 1),
        ("NSEC", "a", "types is missing", 0),
        ("NSEC", "a ANY FOO", "unknown record type FOO", 2),
        ("NSEC3", "1 0 1 - 2t7b A", "bad next-hash: 2t7b", 4),
        ("NULL", "ab", "RDATA of NULL is written as octets: \\# length hexadecimal-digits", 0),
        ("NSEC", "\\# 1 00", "bad NSEC RDATA: types is missing", 0),
        ("OPENPGPKEY", "AQI", "the key is not base64: AQI", 0),
        ("RKEY", "1 3 8 AQID", "the flags of an RKEY are 0", 0),
        ("RRSIG", "A 8 2 1h 4294967295 0 1 @ AQ==", "not a number: 1h", 3),
        ("RRSIG", "A 8 1 60 4294967295 0 1 @ AQ==", "1 labels are fewer than the signer's name has", 2),
        ("RRSIG", "A 8 2 60 20300230000000 0 1 @ AQ==", "bad expiration: 20300230000000", 4),
        ("SSHFP", "1 1 00", "1 octets where 20 belong", 2),
        ("SVCB", "1 . port=x", "not a port: port=x", 2),
        ("SVCB", "1 . port=1 key3=\\000\\001", "the parameter port appears twice", 3),
        ("SVCB", "1 . no-default-alpn", "no-default-alpn needs alpn", 2),
        ("SVCB", "1 . mandatory=port", "the parameter port is mandatory and missing", 2),
        ("SVCB", "1 . alpn=h2,", "an empty value, or a wrong escape, in a list: alpn=h2,", 2),
        ("SVCB", "1 . foo=bar", "unknown parameter: foo=bar", 2),
        ("URI", "1 2 https://example.com/", "the target must be in quotes: https://example.com/", 2),
        ("WKS", "192.0.2.1 6 70000", "70000 is out of range, at most 65535", 2),
        ("X25", "12a4", "an X.121 address has four digits or more, and nothing else: 12a4", 0),
        ("X25", "\\# 1 00", 'bad X25 RDATA: an X.121 address has four digits or more, and nothing else: ""', 0),
        ("ZONEMD", "1 1 1 " + "00" * 12, "12 octets where 48 belong", 3),
        ("ZONEMD", "1 1 9 00", "a digest has 12 octets or more", 3),
    ],
)
def test_what_bind_refuses_is_refused(rtype: str, text: str, message: str, index: int) -> None:
    """The error says what is wrong, and with which word."""
    with pytest.raises(RdataError) as raised:
        read(rtype, text)

    assert (message, index) == (str(raised.value), raised.value.index)


@pytest.mark.parametrize(
    ("rtype", "text"),
    [
        ("CDNSKEY", "0 3 0 AA=="),
        ("DNSKEY", f"257 3 13 {KEY} {KEY}"),
        (
            "HTTPS",
            '1 . mandatory=port alpn="h2,h3" port=443 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:DB8::1 key667=x',
        ),
        ("ISDN", '"1" 2'),
        ("NSEC", "a.example. A MX RRSIG NSEC TYPE1234"),
        ("NSEC3", "1 0 10 AABB 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR NS SOA"),
        ("NSEC3PARAM", "1 0 10 -"),
        ("RRSIG", f"A 13 2 300 20300101000000 1577836800 4711 example.com. {KEY}{KEY}"),
        ("SMIMEA", f"3 1 0 {'AB' * 70}"),
        ("SSHFP", f"4 2 {'AB' * 32}"),
        ("SVCB", "0 alias.example."),
        ("TLSA", f"3 1 1 {'AB' * 16} {'cd' * 16}"),
    ],
)
def test_fields_are_spelled_as_by_dnspython(rtype: str, text: str) -> None:
    """Whoever compares records finds the same text, whichever program read it."""
    rdata = dns.rdata.from_text("IN", rtype, text, dns.name.from_text(ORIGIN), relativize=False)

    assert rdata.to_text() == read(rtype, text)


@pytest.mark.parametrize(
    "regexp",
    ["!a!b!", "", "!(a)(b)!\\2\\1!i", "![]a]!x!", "![^]a-]!x!", "!a{2}b{1,}c{1,2}!x!", "!()!x!",
     "![[:digit:]]!x!", "!a{!x!", "!(a)\\1!x!", "![[.a.]-c]!x!", "!a|b!x!"],
)  # fmt: skip
def test_sound_regexps_are_taken(regexp: str) -> None:
    """Extended regular expressions of POSIX, with as many groups as the replacement refers to."""
    text = regexp.replace("\\", "\\\\")

    assert f'1 2 "" "" "{text}" .' == read("NAPTR", f'1 2 "" "" "{text}" .')


@pytest.mark.parametrize(
    "regexp",
    ["!a!b", "!a!b!c!", "1a1b1", "!a!\\1!", "!a!\\0!", "!(a!b!", "!a**!b!", "!*!b!", "!a|!b!", "!(|a)!b!", "![a!b!",
     "![b-a]!b!", "!a{2,1}!b!", "!a{300}!b!", "!a{1!b!", "![[:no:]]!b!", "!!b!", "!\\1!b!", "![a-b-c]!x!", "ia!x!"],
)  # fmt: skip
def test_wrong_regexps_are_refused(regexp: str) -> None:
    """BIND does not load a NAPTR whose regexp no program could compile."""
    text = regexp.replace("\\", "\\\\")

    with pytest.raises(RdataError, match="bad regexp"):
        read("NAPTR", f'1 2 "" "" "{text}" .')


@pytest.mark.parametrize("rtype", ["DOA", "TALINK", "SINK", "KEYDATA", "CLA", "IPN"])
def test_types_that_dnspython_does_not_know_have_their_names(rtype: str) -> None:
    """Written by number, they are the same types."""
    from dns.rdatatype import from_text

    assert rtype == canonical_type(rtype.lower())
    assert rtype == canonical_type(f"TYPE{int(from_text(rtype))}")


def test_nothing_of_this_is_imported_for_common_types() -> None:
    """Most zones hold none of the rarer types, and hooks pay for each import."""
    code = "import sys, zonelint.dns.rdata; print(any(name.startswith('zonelint.dns.fields') for name in sys.modules))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "False\n" == printed


@pytest.mark.parametrize("rtype", sorted(FIELDS.keys() - {"APL"}))
def test_a_record_of_nothing_is_refused(rtype: str) -> None:
    """Only a list of address prefixes may be empty."""
    with pytest.raises(RdataError, match="is missing"):
        read(rtype, "")
