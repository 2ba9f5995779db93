"""RDATA of every type made by chance: what the standards allow, what programs write, and what is wrong.

A type is a row of kinds of field; a kind is the words that may stand there. One seed makes one zone, always the same,
with a record of each type, each on a line and at an owner of its own.
"""

import re
from random import Random

HEAD = "$TTL 300\n@ IN SOA ns1 host 1 7200 900 1209600 300\n@ IN NS ns.example.net.\n"

BASE64 = "AwEAAaGuAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8w"
HEX = "0123456789ABCDEF0123456789abcdef0123456789ABCDEF0123456789abcdef"
HEX48 = HEX + HEX[:32]
HEX64 = HEX * 2

KINDS: dict[str, tuple[str, ...]] = {
    "8": ("0", "1", "2", "3", "255", "007", "256", "-1", "x", "0x1", "1.0", ""),
    "16": ("0", "1", "10", "65535", "010", "65536", "+1", "x", "1h"),
    "32": ("0", "1", "4294967295", "3600", "00", "4294967296", "1h", "x", "1.5"),
    "name": ("mail", "mail.example.com.", "@", ".", "x.example.net.", "_sip._tcp", "a\\.b", "\\065b",
             "UP.Example.com.", "*", "a_b", "a..b", "l" * 64, "\\300", '"quoted"', "-", "a/b"),
    "string": ('"text"', "bare", '""', '"with blank"', '"q\\"q"', "\\065", '"\\255"', '"' + 'x' * 255 + '"', "a\\;b",
               '"' + 'x' * 256 + '"', '"\\999"', "5"),
    "strings": ('"text"', '"a" "b"', "a b c", '""', '"k=v; w=x"', "\\# x", "\\#", '"' + 'y' * 255 + '" z'),
    "hex": ("AB", "abcd", "AB CD", "A BC D", HEX, HEX[:40], HEX48, HEX64, "ABC", "xyz", "0xAB", "", '"AB"'),
    "hexes": ("0102", "AB CD EF", "a", "A B", "zz", "00 0"),
    "digest": (HEX, HEX[:30] + " " + HEX[30:], HEX[:40], HEX48, HEX64, "00", "AB CD", "ABC", "zz", HEX + "00"),
    "base64": (BASE64, "AQ==", "AQI=", "AQID", "AwEA AaGu", "AwE AAa Gu", "AQ= =", "AR==", "AQJ=", "AQ", "A", "!!!!",
               "AQ== AQ==", "=AQI", "AQID=", '"AQID"', "", "\\065QID"),
    "base64word": (BASE64, "AQ==", "AQID", "AR==", "AQ", "!"),
    "algorithm": ("8", "13", "RSASHA256", "ecdsap256sha256", "ED25519", "0", "255", "008", "256", "NOSUCH", "ECC",
                  "PRIVATEOID", "ECDSA256", "DH", "INDIRECT", "GOST", "-8", "0x8", "RSAMD5"),
    "digesttype": ("1", "2", "4", "SHA-256", "sha384", "SHA1", "0", "3", "5", "99", "256", "GOST", "x"),
    "hash": ("1", "SHA-1", "2", "0", "255", "256", "sha1"),
    "flags": ("256", "257", "0", "0x101", "1FF", "ZONE", "KSK|ZONE", "zone|ksk", "65535", "65536", "NOKEY", "49152",
              "0xC000", "NOCONF|SIG3", "|", "NO", "x", "ZONE|", "ZONEX", "0x1z", "-1", "FLAG8|HOST"),
    "protocol": ("3", "DNSSEC", "TLS", "all", "0", "255", "256", "NONE", "x", "IPSEC", "EMAIL"),
    "certtype": ("1", "PKIX", "oid", "URI", "65535", "65536", "IACPKIX", "x", "0"),
    "type": ("A", "MX", "txt", "TYPE65280", "TYPE1", "ANY", "HTTPS", "DOA", "1", "65536", "FOO", "TYPE65536", "NXNAME",
             "NSAP-PTR", "WALLET", "TYPE0", "-1", "TYPE01"),
    "types": ("A MX RRSIG NSEC", "", "TYPE1234 A", "A A", "TYPE65535", "NS SOA", "DOA TALINK", "ANY", "1", "FOO",
              '"A"', "CAA TYPE257", "a\taaaa", "NULL", "MD", "TYPE0", "TXT TYPE", "OPT"),
    "oldtypes": ("A MX NXT", "", "1 2", "A 15", "NSEC", "CAA", "TYPE127", "TYPE128", "0", "x", "127"),
    "time": ("20300101000000", "20200229123456", "4294967295", "1893456000", "0", "20300230000000", "20301301000000",
             "4294967296", "2030010100000", "20300101240000", "-1", "x", "1h", "19691231235959", "20300101000060",
             "99991231235959", "21070101000000", "010"),
    "labels": ("3", "2", "4", "0", "255", "256", "x"),
    "ipv4": ("192.0.2.1", "255.255.255.255", "192.0.2.256", "192.0.02.1", "192.0.2", "x", "::1"),
    "ipv6": ("2001:db8::1", "::", "::ffff:192.0.2.1", "2001:DB8::0:1", "1::2::3", "192.0.2.1", "::1%lo"),
    "locator": ("2001:db8:1:2", "0:0:0:0", "2001:0DB8:0001:0002", "14:4fff:ff20:ee64", "0:0::0", "1:2:3", "1:2:3:4:5",
                "1:2:3:4:", "12345:0:0:0", "g:0:0:0", ":1:2:3", "10.1.2.3"),
    "eui48": ("00-00-5e-00-53-2a", "0-0-5E-0-53-2A", "00-00-5e-00-53", "00:00:5e:00:53:2a", "00-00-5e-00-53-2g",
              "00-00-5e-00-53-2a-99", "x", "000-00-5e-00-53-2a", "00-00-5e-00-53-", "00005e00532a"),
    "eui64": ("00-00-5e-ef-10-00-00-2a", "0-0-5e-ef-1-0-0-2a", "00-00-5e-ef-10-00-00", "00-00-5e-ef-10-00-00-2a-1",
              "0000-5eef-1000-002a", "x"),
    "nsap": ("0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00", "0X47", "0x", "47", "0x4", "0x4.7", "0xzz", "0x47.",
             "0x.47"),
    "atma": ("39.246f.000e.7c9c.0312.0001.0001.000012345678.00", "+61200000000", "39", "+1.2", ".39", "39.", "39..24",
             "3", "+", "+12x", "zz", "39.2"),
    "x25": ("311061700956", '"311061700956"', "123", "1234", "12a4", '""', "12345678901234567890"),
    "loc": ("52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m", "42 N 71 W 24m", "42 21 54 N 71 06 18 W -24m 30m",
            "0 S 0 W 0", "90 N 180 E 42849672.95m", "90 0 0.001 N 0 E 0", "91 N 0 E 0m", "52 22 23.0001 N 4 E 0m",
            "52 22 23.5 N 4 53 E 1.234m", "52 60 N 4 E 0m", "52 22 60 N 4 E 0m", "52 N 181 E 0m", "52 n 4 E 0m",
            "52 N 4 E 0m 1m 2m 3m 4m", "52 N 4 E -100000m", "52 N 4 E -100000.01m", "52 N 4 E 42849672.96m",
            "52 N 4 E", "52.5 N 4 E 0m", "52 22 .5 N 4 E .5m", "52 22 23. N 4 E 1.m", "52 22 23 4 E 0m",
            "52 N 4 E 0m 90000000m", "52 N 4 E 0m 90000001m", "52 N 4 E 0m 0.05m 1.5m 99m", "52 N 4 E +1m",
            "52 N 4 E 1km", "52 N 4 E m", "52 N 4 E 0m 0.05 .5 20000000", "52 N 4 E 12.3", "52 22 23.0005 N 4 E 0",
            "52 N 4 E 0m 1.234m"),
    "naptr": ('"u" "E2U+sip" "!^.*$!sip:info@example.com!" .', '"" "" "" repl', 'S SIP+D2U "" _sip._udp',
              '"u" "x" "!a!b!i" .', '"u" "x" "!a!b!g" .', '"u" "x" "!a!b" .', '"u" "x" "!(a)!\\\\1!" .',
              '"u" "x" "!a!\\\\1!" .', '"u" "x" "!(a!b!" .', '"u" "x" "!a)!b!" .', '"u" "x" "!a**!b!" .',
              '"u" "x" "1a1b1" .', '"u" "x" "!!b!" .', '"u" "x" "!^[0-9]+$!x!" .', '"u" "x" "![b-a]!x!" .',
              '"u" "x" "!a{2,1}!x!" .', '"u" "x" "!a{1,2}!x!" .', '"u" "x" "!a|!x!" .', '"u" "x" "!a|b!x!" .',
              '"u" "x" "!(|a)!x!" .', '"u" "x" "![[:digit:]]!x!" .', '"u" "x" "![[:no:]]!x!" .', '"u" "x" "!a!b!ii" .',
              '"u" "x" "!\\\\(a!b!" .', '"u" "x" "!a\\\\!b!c!" .', '"u" "x" "/^(.*)$/x\\\\1/" .',
              '"u" "x" "!a{300}!x!" .', '"u" "x" "![a!x!" .', '"u" "x" "!()!x!" .', '"zz9" "x" "" .',
              '"u" "x" "!a!b!c!" .', '"u" "x" "!a+?!x!" .', '"u" "x" "![]a]!x!" .', '"u" "x" "![^]a]!x!" .',
              '"u" "x" "![a-]!x!" .', '"u" "x" "![[.a.]-c]!x!" .', '"u" "x" "![[=a=]]!x!" .',
              '"u" "x" "!(a)\\\\1!x!" .', '"u" "x" "!\\\\1!x!" .', '"u" "x" "!^*!x!" .', '"u" "x" "!a{!x!" .',
              '"u" "x" "!a{1!x!" .', '"u" "x" "!a{1,}!x!" .', '"u" "x" "!a!\\\\0!" .'),
    "uri": ('"https://example.com/"', '""', "https://example.com/", '"a" "b"', '"' + 'u' * 300 + '"', '"\\065"'),
    "svcb": ("1 .", "0 alias", '1 . alpn="h2,h3"', "1 . alpn=h2", "1 svc port=443", "0 alias port=443", "1 . key667=",
             "1 . key667", '1 . key667="hello"', '1 . key667="hel\\210qoo"', "1 . mandatory=alpn alpn=h2",
             "1 . mandatory=port alpn=h2", "1 . no-default-alpn", "1 . no-default-alpn alpn=h2", "1 . port=",
             "1 . port", "1 . no-default-alpn= alpn=h2", "1 . ipv4hint=192.0.2.1,192.0.2.2", "1 . ipv4hint=",
             "1 . ipv4hint=x", "1 . ipv6hint=2001:db8::1,::2", "1 . ipv6hint=::1,", "1 . ech=AQID", "1 . ech=",
             "1 . ech=A", "1 . port=0443", "1 . ech=AAb+DQACAQI=", "1 . alpn=h2 alpn=h3", '1 . alpn=""', "1 . alpn=",
             "1 . alpn=h2,", "1 . alpn=,h2", '1 . alpn="f\\\\\\\\oo\\\\,bar,h2"', "1 . alpn=h2,h3,h\\\\\\,x",
             "1 . foo=bar", "1 . KEY667=x", "1 . key00=x", "1 . key65536=x", "1 . key65535=x", "1 . key1=\\002h2",
             "1 . key3=\\001\\187", "1 . key3=x", "1 . key0=\\000\\001 alpn=h2", '1 . dohpath="/dns-query{?dns}"',
             "1 . dohpath=/q{?dns}", "1 . dohpath=q", "1 . dohpath=/x", "1 . dohpath",
             "1 . mandatory=alpn,alpn alpn=h2", "1 . mandatory=mandatory", "1 . mandatory=key667 key667=x", "1 . =x",
             "1 . mandatory=port,alpn alpn=h2 port=1", "1 . mandatory", "1 . PORT=1", "1 . ohttp", "1 . key8",
             "1 . key8=x", "1 . key8= port=1", '1 . port="443"', "1 . key667=a key666=b", '1 "svc"', "1 . port=65536",
             "1 . port=-1", '"1" .', '1 . "port=1"', "1 . key2 alpn=h2", "1 . key4=abcd", "1 . key4=abc", "1 . key7=x",
             "1 . key07=x", "1 . tls-supported-groups=29,23", '1 . alpn=' + 'x' * 256, "1 . mandatory=alpn, alpn=h2",
             "1 . key5=a", "1 . mandatory=ALPN alpn=h2", "1 . key6=aaaaaaaaaaaaaaaa", "1 . docpath=x",
             "1 . key667=a=b", "1 . key+1=x"),
    "apl": ("1:192.0.2.0/24", "1:192.0.2.0/24 !1:192.0.2.64/28 2:2001:db8::/32", "", "1:0.0.0.0/0", "2:::/0", "3:x/1",
            "1:192.0.2.0/33", "1:192.0.2.0", "1:192.0.2/24", "!2:::1/128", "x", "01:192.0.2.1/32", "1:192.0.2.1/032",
            "!!1:192.0.2.0/24", ":192.0.2.0/24", "2:::/129", "65536:x/1", "1:192.0.2.0/", '"1:192.0.2.0/24"'),
    "wks": ("192.0.2.1 TCP smtp 80", "192.0.2.1 6 25", "192.0.2.1 17", "192.0.2.1 udp domain", "192.0.2.1 TCP nosuch",
            "192.0.2.1 nosuch 1", "192.0.2 TCP 1", "192.0.2.1 tcp 65535", "192.0.2.1 tcp 65536", "192.0.2.1 256 1",
            "192.0.2.1 TCP SMTP", "192.0.2.1", "192.0.2.1 6 -1", "192.0.2.1 icmp 1", "192.0.2.1 99 1",
            "192.0.2.1 6 1x"),
    "gateway": ("0 {} .", "1 {} 192.0.2.1", "2 {} 2001:db8::1", "3 {} gw", "0 {} x", "1 {} ::1", "2 {} x", "4 {} .",
                "3 {} ."),
    "relay": ("0 .", "1 192.0.2.1", "2 2001:db8::1", "3 relay", "0 x", "1 x", "4 .", "127 x", "128 .", "3 a..b", "0",
              "3 ."),
    "a6": ("0 2001:db8::1", "64 ::1:2:3:4 prefix", "128 prefix", "0 2001:db8::1 x", "64 ::1", "129 x", "128", "48 x y",
           "65 ::ffff:0:1 p", "128 ::1 x", "0 x", "127 ::1 .", "64 2001:db8::1 p.example.", "001 ::1 x"),
    "salt": ("-", "AB", "aabbccdd", "ABC", "zz", "", "AB" * 255, "AB" * 256, "0"),
    "nexthash": ("2t7b4g4vsa5smi47k61mv5bv1a22bojr", "2T7B4G4VSA5SMI47K61MV5BV1A22BOJR",
                 "2vptu5timamqttgl4luu9kg21e0aor3s", "2t7b4g4vsa5smi47k61mv5bv1a22boj", "AAAA", "x", "zzzz",
                 "2t7b4g4vsa5smi47k61mv5bv1a22bojr2t7b4g4v", "-", "="),
    "hip": ("200100107B1A74DF365639CC39F1D578 AwEAAbdx rvs", "2001 AQ==", "2001 AQ== a. b.", "200 AQ==", "zz AQ==",
            "2001 AR==", "2001", "2001 AQ== a..b", "AB" * 256 + ' AQ==', '2001 AQ== "x"'),
    "doa": ('1 "text/plain" AQID', '2 "" -', "3 x AQ== ", '1 "a" ', '256 "a" AQ==', "1 a - x", "1 a AQ AQ",
            "1 a AQ=="),
    "dsync": ("CDS NOTIFY 53 notify", "ANY 1 5300 x.", "1 1 1 .", "CSYNC notify 53 a", "CDS x 1 a", "FOO 1 1 a",
              "65536 1 1 a", "CDS 256 1 a", "CDS 0 65536 a", "CDS 1 1"),
    "octets": (r"\# 2 ABCD", r"\# 0", r"\# 3 AB CD EF", r"\# 3 AB", "AB", r"\# x 00", r"\# 2 ABCDEF", r"\#", "1"),
    "minor": ("A MX", "x"),
}  # fmt: skip

TYPES: dict[str, str] = {
    "A": "ipv4", "NS": "name", "CNAME": "name", "PTR": "name", "DNAME": "name", "MX": "16 name", "TXT": "strings",
    "AAAA": "ipv6", "SRV": "16 16 16 name", "CAA": "8 minor string", "SPF": "strings",
    "DS": "16 algorithm digesttype digest",
    "MD": "name", "MF": "name", "MB": "name", "MG": "name", "MR": "name", "NULL": "octets", "WKS": "wks",
    "HINFO": "string string", "MINFO": "name name", "RP": "name name", "AFSDB": "16 name", "X25": "x25",
    "ISDN": "string strings", "RT": "16 name", "NSAP": "nsap", "NSAP-PTR": "name",
    "SIG": "type algorithm labels 32 time time 16 name base64", "KEY": "flags protocol algorithm base64",
    "PX": "16 name name", "GPOS": "string string string", "LOC": "loc", "NXT": "name oldtypes", "EID": "hex",
    "NIMLOC": "hex", "ATMA": "atma", "NAPTR": "16 16 naptr", "KX": "16 name", "CERT": "certtype 16 algorithm base64",
    "A6": "a6", "SINK": "8 8 8 base64", "APL": "apl", "SSHFP": "8 8 digest", "IPSECKEY": "8 gateway base64",
    "RRSIG": "type algorithm labels 32 time time 16 name base64", "NSEC": "name types",
    "DNSKEY": "flags protocol algorithm base64", "DHCID": "base64", "NSEC3": "hash 8 16 salt nexthash types",
    "NSEC3PARAM": "hash 8 16 salt", "TLSA": "8 8 8 hex", "SMIMEA": "8 8 8 hex", "HIP": "8 hip", "NINFO": "strings",
    "RKEY": "flags protocol algorithm base64", "TALINK": "name name", "CDS": "16 algorithm digesttype digest",
    "CDNSKEY": "flags protocol algorithm base64", "OPENPGPKEY": "base64", "CSYNC": "32 16 types",
    "ZONEMD": "32 8 8 digest", "SVCB": "svcb", "HTTPS": "svcb", "DSYNC": "dsync", "HHIT": "base64", "BRID": "base64",
    "UINFO": "octets", "UID": "octets", "GID": "octets", "UNSPEC": "octets", "NID": "16 locator", "L32": "16 ipv4",
    "L64": "16 locator", "LP": "16 name", "EUI48": "eui48", "EUI64": "eui64", "URI": "16 16 uri", "AVC": "strings",
    "DOA": "32 32 doa", "AMTRELAY": "8 8 relay", "RESINFO": "strings", "WALLET": "strings",
    "TA": "16 algorithm digesttype digest", "DLV": "16 algorithm digesttype digest",
    "KEYDATA": "time time time flags protocol algorithm base64", "TYPE65280": "octets",
}  # fmt: skip
"""Every type of dnspython and of BIND that may stand in a zone, and the kinds of its fields."""

_GOOD = {"8": 5, "16": 4, "32": 4, "name": 9, "string": 9, "algorithm": 5, "digesttype": 4, "hash": 2, "flags": 4,
         "protocol": 3, "type": 4, "types": 3, "time": 4, "labels": 3, "base64": 6, "base64word": 3, "salt": 3,
         "nexthash": 3, "digest": 5, "hex": 8, "ipv4": 2, "ipv6": 4}  # fmt: skip
"""How many words of a kind, from the first on, are right nearly everywhere."""

_JUNK = ("x", "0", "-1", '"', '"x"', ".", "\\", "\\065", "1h", "é", "=", ",", "A", "99999999999", "\\# 1 00", "@")


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PARENTHESIS = re.compile(r"[()]")


def rdata_text(chance: Random, rtype: str, faults: float) -> str:
    """Return RDATA of `rtype`; each of its fields is likely to be wrong, or seldom seen, with the chance `faults`."""
    words = []
    for kind in TYPES[rtype].split():
        pool = KINDS[kind]
        often = pool if chance.random() < faults else pool[: _GOOD.get(kind, len(pool))]
        words.append(chance.choice(often))
    if rtype == "CAA":
        words[1] = chance.choice(("issue", "ISSUE", "x9", "is-sue", '"issue"'))
    if rtype == "IPSECKEY":
        words[1] = words[1].format(chance.choice(KINDS["8"][:4]))
    text = " ".join(words)
    if chance.random() >= faults:
        return text
    mutated = _mutated(chance, text)
    return mutated if _is_one_line(mutated) else text


def _is_one_line(text: str) -> bool:
    """Tell whether a line ends where `text` does: no parenthesis is open, and no escape takes the line end."""
    return not text.endswith("\\") and not _PARENTHESIS.search(_STRING.sub("", text))


def _mutated(chance: Random, text: str) -> str:
    """Return `text` with a word or a character left out, put in, twice, in quotes, in another letter case."""
    words = text.split() or ["x"]
    at = chance.randrange(len(words))
    kind = chance.randrange(8)
    if kind == 0:
        del words[at]
    elif kind == 1:
        words.insert(at, chance.choice(_JUNK))
    elif kind == 2:
        words[at] = chance.choice(_JUNK)
    elif kind == 3:
        words.insert(at, words[at])
    elif kind == 4:
        words[at] = f'"{words[at]}"' if '"' not in words[at] else words[at].replace('"', "")
    elif kind == 5:
        words[at] = words[at].swapcase()
    elif kind == 6:
        cut = chance.randrange(len(words[at]))
        words[at] = words[at][:cut] + words[at][cut + 1 :]
    else:
        cut = chance.randrange(len(words[at]))
        words[at] = words[at][:cut] + chance.choice("019afxAZ.-:=,+/|!") + words[at][cut:]
    return " ".join(words)


def zone_lines(seed: int) -> list[str]:
    """Return the lines of the records of the zone `seed`, one of each type."""
    chance = Random(seed)
    faults = (0.0, 0.1, 0.3)[seed % 3]
    order = list(TYPES)
    chance.shuffle(order)
    return [
        f"r{index} {rtype} {rdata_text(chance, rtype, faults)}".replace("\n", " ") for index, rtype in enumerate(order)
    ]
