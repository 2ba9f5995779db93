"""Zone files made by chance: what people write, what they get wrong, and what hardly anybody writes.

One seed makes one zone, always the same. It consists of items (a record, a directive, a comment), each on lines of
its own, so that two readers can be asked which items they refuse. The zones are such that only their text can be
at fault: CNAME owners hold nothing else, and there is one SOA.
"""

from random import Random
from typing import NamedTuple

HEAD = "@ IN SOA ns1 host 1 7200 900 1209600 300\n@ IN NS ns.example.net.\n"

NAMES = (
    "mail", "mail.example.com.", "MAIL.Example.com.", "a.b.c", "x.example.net.", "@", ".", "_sip._tcp", "1.0/25",
    r"a\.b", r"a\032b", r"\@", r"x\$y", r"\065bc", "*.wild", "b.*.c", "under_score", "-", "xn--bcher-kva", "l" * 63,
    ".".join(["abcdefgh"] * 20), r"q\"q", r"semi\;colon", r"par\(en\)", r"back\\slash", r"\000", r"caf\195\169", "a$b",
    r"\a\b", "é.example.com.", "{braced}", "a=b", "#x", "com.", "0", "IN", "MX",
)  # fmt: skip
BAD_NAMES = (
    "a..b", ".a", "..", "l" * 64, ".".join(["abcdefgh"] * 29), r"\12", r"\999", r"a\1b2", "\\", "mail..", r"a.\256",
    r"\300.example.com.", "x." + "l" * 64 + ".example.com.",
)  # fmt: skip
NUMBERS = ("0", "1", "10", "65535", "010", "00000")
BAD_NUMBERS = ("65536", "-1", "+1", "1.5", "x", "0x10", "99999999999999999999", "")
TTLS = ("0", "1", "60", "300", "1h", "1H30M", "30m1h", "1w2d3h4m5s", "2147483647", "007", "0s", "1s1s", "4294967295s0s")
LARGE_TTLS = ("2147483648", "4294967295", "7000w")
BAD_TTLS = ("1h30", "h", "4294967296", "-5", "1y", "1.5h", "99999999999d", "1hh", "10000w")
TEXTS = (
    '"plain text"', "bare", '"a" "b" "c"', '"a""b"', '""', '"semi;colon"', r'"quo\"te"', r'"back\\slash"',
    r'"\065\066"', r"bare\;semi", r"bare\ blank", '"(in) parentheses"', '"\ttab"', '"' + "x" * 255 + '"', '"é"',
    '"v=spf1 mx -all"', '"@"', '"a@b.example c@d.example"', '"$dollar"', r'"\$"', r"\"", '"a"b', r'"\a"', r'"\000"',
    "@", "*", '"<a href>"', '"{\\"json\\": 1}"', '"{ }"', '"100%"', 'a=b', "60", "IN", r'"\255\254"', "~",
    '"k=v; w=x"',
)  # fmt: skip
BAD_TEXTS = ("", r'"\999"', r'"\12"', r"\999", '"' + "x" * 256 + '"', "x" * 256, r'"ok" \300', r'"\1a1"')
SHA256 = "0123456789ABCDEF0123456789abcdef0123456789ABCDEF0123456789abcdef"
BASE64 = "AwEAAaGu"

RDATA: dict[str, tuple[str, ...]] = {
    "A": ("192.0.2.1", "0.0.0.1", "255.255.255.255", "10.1.2.3", r"\# 4 c0000201", r"\# 4 c0 00 02 01"),
    "AAAA": ("2001:db8::1", "::", "::1", "::ffff:192.0.2.1", "::192.0.2.1", "2001:DB8:0:0:1::", "fe80::1:0:0:1",
             "1:2:3:4:5:6:7:8", "0:0:0:0:0:0:0:1", "2001:db8:0:1:0:0:0:1", "64:ff9b::192.0.2.33", "::ffff:0:0",
             "::1:2"),
    "CAA": ('0 issue "ca.example"', "0 issue ca.example", '128 iodef "mailto:a@b.example"', '0 issue ";"', '255 X9 ""',
            r'0 issue "\065"', '1 issuewild "' + "x" * 300 + '"', '0 ISSUE "Ca.Example"'),
    "DS": (f"1 8 2 {SHA256}", f"65535 RSASHA256 2 {SHA256[:30]} {SHA256[30:]}", f"0 13 1 {SHA256[:40]}",
           f"1 8 4 {SHA256}{SHA256[:32]}", "1 ECDSAP256SHA256 99 00", f"1 255 2 {SHA256}", "1 rsasha1 100 ABCDEF01"),
    "HINFO": ('"PC" "Linux"', "PC Linux", '"" ""'),
    "RP": ("host.example.com. .", "admin txt"),
    "AFSDB": ("1 afs",),
    "LOC": ("52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m", "42 N 71 W 24m", "42 21 54 N 71 06 18 W -24m 30m"),
    "NAPTR": (r'100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .', '10 10 "" "" "" repl',
              '1 2 S SIP+D2U "" _sip._udp'),
    "SSHFP": (f"1 1 {SHA256[:40]}", f"4 2 {SHA256[:10]} {SHA256[10:]}"),
    "TLSA": (f"3 1 1 {SHA256}", f"3 1 1 {SHA256[:32]} {SHA256[32:]}"),
    "SMIMEA": (f"3 1 1 {SHA256}",),
    "URI": ('10 1 "https://example.com/"',),
    "HTTPS": ("1 .", '1 . alpn="h2,h3"', "0 alias", "1 svc port=443 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1",
              "1 . mandatory=alpn alpn=h2", "1 . no-default-alpn alpn=h2", "1 . key65000=abc"),
    "SVCB": ("1 svc port=853", '1 svc alpn="dot" key667="hello"'),
    "DNSKEY": (f"257 3 8 {BASE64}", "256 3 RSASHA256 AwEAAaGu AwEA AQ=="),
    "CDNSKEY": (f"257 3 8 {BASE64}", "0 3 0 AA=="),
    "CDS": (f"1 8 2 {SHA256}", "0 0 0 00"),
    "KEY": (f"256 3 8 {BASE64}",),
    "CERT": (f"1 1 8 {BASE64}", f"PKIX 1 RSASHA256 {BASE64}"),
    "OPENPGPKEY": (BASE64,),
    "DHCID": ("AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=",),
    "EUI48": ("00-00-5e-00-53-2a",),
    "EUI64": ("00-00-5e-ef-10-00-00-2a",),
    "CSYNC": ("66 3 A NS AAAA", "0 0"),
    "KX": ("10 kx",),
    "PX": ("10 a.example. b.example.",),
    "APL": ("1:192.0.2.0/24", "1:192.0.2.0/24 !1:192.0.2.64/28 2:2001:db8::/32"),
    "NSEC": ("next.example.com. A MX RRSIG NSEC", "n A TYPE1234"),
    "L32": ("10 10.1.2.3",),
    "L64": ("10 2001:0db8:0001:0002", "10 2001:db8:1:2"),
    "NID": ("10 14:4fff:ff20:ee64", "10 0014:4fff:ff20:0000"),
    "LP": ("10 l64",),
    "X25": ('"311061700956"', "311061700956"),
    "ISDN": ('"150862028003217" "004"', '"150862028003217"'),
    "RT": ("10 relay",),
    "GPOS": ("-32.6882 116.8652 10.0",),
    "NSAP": ("0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00",),
    "HIP": ("2 200100107B1A74DF365639CC39F1D578 AwEAAbdx rvs",),
    "AMTRELAY": ("10 0 1 192.0.2.1", "10 1 3 relay", "0 0 0 ."),
    "ZONEMD": (f"1 240 1 {SHA256}",),
    "MB": ("mailbox",),
    "MG": ("mailbox",),
    "MR": ("mailbox",),
    "MINFO": ("a b",),
    "TYPE65280": (r"\# 4 0A000001", r"\# 0", r"\# 3 ab cd ef", r"\# 2 ( AB CD )"),
    "TYPE1": ("192.0.2.1", r"\# 4 c0000202"),
    "TYPE15": ("10 mail", r"\# 5 000A016100"),
    "TYPE16": ('"text"', r"\# 2 0161"),
}  # fmt: skip
BAD_RDATA: dict[str, tuple[str, ...]] = {
    "A": ("", "192.0.2", "192.0.2.256", "192.0.02.1", "192.0.2.1 192.0.2.2", '"192.0.2.1"', "1.2.3.4.5", "mail",
          "2001:db8::1", "0x7f.0.0.1", "192.0.2.1,", r"192.0.2.\049 x", r"\# 3 c00002", r"\# 5 c0000201",
          "192.0.2.1/24", "1", "+1.2.3.4"),
    "AAAA": ("", "192.0.2.1", "2001:db8::1::2", "2001:db8", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::12345", "::g",
             "fe80::1%eth0", '"::1"', "[::1]", ":::", ":1::", "1::2:", "::1 ::2", "2001:db8::1/64", "::1.2.3",
             "::1.2.3.04"),
    "CAA": ("", "0 issue", '256 issue "x"', '0 is-sue "x"', '0 issue "x" "y"', '-1 issue "x"', '0 "" "x"', "0",
            'x issue "y"', r'0 issue "\999"', '0 is_sue x'),
    "DS": ("", "1 8 2", "1 8 2 zz", "1 8 2 ABC", f"1 8 2 {SHA256[:40]}", f"65536 8 2 {SHA256}",
           f"1 NOSUCH 2 {SHA256}", f"1 8 256 {SHA256}", f"1 8 1 {SHA256}", f"x 8 2 {SHA256}"),
    "HINFO": ("", "PC"),
    "LOC": ("91 0 0 N 4 E 0m", "x", ""),
    "SSHFP": ("1 1 zz", "1 1", "1"),
    "TLSA": ("3 1 1", "3 1 1 xyz", "256 1 1 00"),
    "HTTPS": ("", "1", "x .", "1 . port=99999", "1 . alpn=h2 alpn=h3", "65536 ."),
    "DNSKEY": ("257 3 8", "257 3 8 !!!!", ""),
    "NAPTR": ('100 10 "u" "E2U+sip" "!x!"', "x", ""),
    "EUI48": ("00-00-5e-00-53", "x"),
    "TYPE65280": ("", "0A000001", r"\# 5 0A000001", r"\# 3 0A000001", r"\# x 00", r"\# 1 zz", r"\#", r"\# 70000 00"),
    "TYPE1": ("mail", r"\# 4 00"),
    "FOO": ("bar",),
    "TYPE65536": (r"\# 0",),
    "TYPEX": ("x",),
    "ANY": ("x",),
    "AXFR": (r"\# 0",),
    "OPT": (r"\# 0",),
    "TYPE0": (r"\# 0",),
    "TYPE255": (r"\# 0",),
}  # fmt: skip
NAME_TYPES = ("NS", "CNAME", "PTR", "DNAME")

GENERATE = (
    "1-3 h$ A 192.0.2.$", "0-10/5 h$ A 192.0.2.$", "1-3 h${10,3,d} A 192.0.2.${-1}", "9-17 x${0,4,x} TXT v${0,0,X}",
    "7-9 o${0,3,o} AAAA 2001:db8::$", "1-2 $ CNAME $.0/25", '1-2 m$ MX "10 mail$"', '1-2 t$ TXT "a $ b"',
    "1-2 d$$x$ A 192.0.2.$", r"1-2 e\$x$ A 192.0.2.$", "1-2 n$ 60 IN A 192.0.2.$", "1-2 n$ IN 60 A 192.0.2.$",
    "1-2 n$ 1h A 192.0.2.$", "5-5 one A 192.0.2.$", "250-252 ${0,3,N} PTR h$.example.net.",
    "16-18 ${0,7,n}.rev PTR h$", "16-18 ${0,8,n} PTR h$", "1-2 out$.example.net. A 192.0.2.$",
    "1-2 @ NS ns$.example.net.", "1-2 h$-$ A 192.0.2.$ ; comment", "0-3 neg${-2} A 192.0.2.1",
    "0-2 n${-1,3,n} A 192.0.2.1", "0-2 n${-1,3,x} A 192.0.2.1", "1-2 s$ SRV \"0 0 5060 sip$\"",
    "1-2 w${0,60} A 192.0.2.$", "1-2 p${+5} A 192.0.2.${100}", "1-3/2 q$ DNAME q$.example.net.",
    "1-2 up$.EXAMPLE.com. A 192.0.2.$", "1-2 u${0,0,d} A 192.0.2.$", "1-2 t$ TXT " + "x" * 255,
    "1-2 g$ A \"192.0.2.$\"", r'1-1 t$ TXT "\"x y\""', "2147483646-2147483647 z$ TXT $",
)  # fmt: skip
BAD_GENERATE = (
    "3-1 h$ A 192.0.2.$", "1-3/0 h$ A 192.0.2.$", "x-3 h$ A 192.0.2.$", "1 h$ A 192.0.2.$", "1- h$ A 192.0.2.$",
    "1-3/ h$ A 192.0.2.$", "1-2 h${0,x} A 192.0.2.$", "1-2 h${0,200,d} A 192.0.2.$", "1-2 h${0,2,q} A 192.0.2.$",
    "1-2 h${ A 192.0.2.$", "1-2 h${} A 192.0.2.$", "1-2 h$ MX 10 mail$", "1-2 h$ A 192.0.2.$ x", "1-2 h$ A", "1-2 h$",
    "1-2", "", "1-300 h$ A 192.0.2.$", "1-2 h$ FOO $", "1-2 h..$ A 192.0.2.$", "1-2 h$ A 192.0.2.x$",
    "1-2 h$ CH A 192.0.2.$", "1-2 " + "l" * 64 + "$ A 192.0.2.$", "1-2 h${0,2,d,x} A 192.0.2.$",
    "-1-2 h$ A 192.0.2.$", "1-2 h${0,-2} A 192.0.2.$", "1-2 h$ TXT ${0,128}", '1-2 h$ MX ""', "1-2 h${a} A 192.0.2.$",
)  # fmt: skip

UNCLOSED = ('m TXT ( "a"\n', "m MX ( 10\n mail\n", "( m A 192.0.2.1\n", "$TTL ( 300\n")
ENDINGS = (
    *UNCLOSED, 'm TXT "abc\n', 'm TXT "a" )\n', "m A 192.0.2.1 \\\n", ") m A 192.0.2.1\n", "$ORIGIN a..b\n",
    "$ORIGIN\n", "$ORIGIN a b\n", 'm TXT a"b\n', 'm TXT "a\\"\n',
)  # fmt: skip
"""What may spoil the lines after it stands last."""


class Item(NamedTuple):
    """What stands on lines of its own: the 1-based `first` line in the file `path`, and the text."""

    path: str
    first: int
    text: str

    @property
    def last(self) -> int:
        """Its last line."""
        return self.first + self.text.count("\n") - 1

    @property
    def closed(self) -> bool:
        """Whether it is none of those that open a parenthesis for good."""
        return self.text not in UNCLOSED


class ZoneText:
    """A zone file made from `seed`, with what it includes: `files` (path -> octets; "zone" is the zone's) and `items`.

    At about `faults` of its places it is wrong.
    """

    origin = "example.com."

    def __init__(self, seed: int, faults: float) -> None:
        self.chance = Random(seed)
        self._faults = faults
        self.items: list[Item] = []
        self.files: dict[str, bytes] = {}
        self._alone = 0
        self._after_alone = False
        head = HEAD if self.chance.random() < 0.2 else "$TTL 5m\n" + HEAD
        self._write("zone", head, self.chance.randint(2, 12), nested=2)

    def _write(self, path: str, head: str, count: int, nested: int) -> None:
        texts = [line + "\n" for line in head.splitlines()]
        texts += [self._item(nested) for _ in range(count)]
        if nested == 2 and self._fails(0.5):
            texts.append(self.chance.choice(ENDINGS))
        line = 1
        for text in texts:
            self.items.append(Item(path, line, text))
            line += text.count("\n")
        content = "".join(texts)
        if nested == 2 and texts[-1][0] != "$" and self.chance.random() < 0.1:
            content = content.removesuffix("\n")
        if self.chance.random() < 0.1:
            content = content.replace("\n", "\r\n")
        self.files[path] = content.encode("latin-1" if self.chance.random() < 0.1 else "utf-8")

    def _fails(self, scale: float = 1.0) -> bool:
        return self.chance.random() < self._faults * scale

    def _either(self, good: "tuple[str, ...]", bad: "tuple[str, ...]") -> str:
        return self.chance.choice(bad if self._fails() else good)

    def _item(self, nested: int) -> str:
        kind = self.chance.random()
        if kind < 0.70:
            return self._record()
        if kind < 0.76:
            return "$GENERATE " + self._either(GENERATE, BAD_GENERATE) + "\n"
        if kind < 0.82:
            return self.chance.choice(("$TTL ", "$ttl\t")) + self._either(TTLS, (*BAD_TTLS, "", "1 2")) + "\n"
        if kind < 0.90:
            return (
                "$ORIGIN "
                + self.chance.choice(("sub", "example.com.", "@", "SUB.Example.COM.", "deep.sub", "example.net."))
                + "\n"
            )
        if kind < 0.95 and nested:
            return self._include(nested)
        return self.chance.choice(("\n", '; comment ( " \n', "  \t\n", "   ; comment\n"))

    def _include(self, nested: int) -> str:
        if self._fails():
            return "$INCLUDE " + self.chance.choice(("missing.inc", "", "missing.inc sub x")) + "\n"
        path = f"part{len(self.files)}{nested}{self.chance.randint(0, 999)}.inc"
        self.files[path] = b""
        self._write(path, "", self.chance.randint(0, 4), nested - 1)
        origin = self.chance.choice(("", " sub", " @", " x.example.com."))
        quote = self.chance.choice(("", "", '"'))
        return f"$INCLUDE {quote}{path}{quote}{origin}\n"

    def _record(self) -> str:
        rtype, rdata = self._type_and_rdata()
        if rtype in ("CNAME", "DNAME", "NS"):
            self._alone += 1
            owner = f"alone{self._alone}"
        else:
            owner = "" if self._quarter() and not self._after_alone else self._owner()
        self._after_alone = owner.startswith("alone")
        head = []
        if self._quarter():
            head.append(self._either(TTLS + LARGE_TTLS[:1], BAD_TTLS))
        if self._quarter():
            head.insert(
                self.chance.randint(0, len(head)),
                self._either(("IN", "in", "CLASS1"), ("CH", "HS", "CLASS2", "ANY", "IN IN", "CLASSX")),
            )
        if self._quarter() and not self._quarter():
            rtype = rtype.lower()
        return self._laid_out([owner, *head, rtype], rdata)

    def _quarter(self) -> bool:
        return self.chance.random() < 0.25

    def _owner(self) -> str:
        owner = self._either(tuple(name for name in NAMES if name != "."), BAD_NAMES)
        return f'"{owner}"' if self._fails(0.1) and "\\" not in owner else owner

    def _type_and_rdata(self) -> tuple[str, str]:
        choose = self.chance.random()
        if choose < 0.3:
            rtype = self.chance.choice(NAME_TYPES)
            bad = ("", "a b", '"quoted"', *BAD_NAMES)
            return rtype, self._either(NAMES, bad)
        if choose < 0.42:
            number = self._either(NUMBERS, BAD_NUMBERS)
            return "MX", f"{number} {self._either(NAMES, (*BAD_NAMES, '', 'a b'))}"
        if choose < 0.50:
            numbers = " ".join(self._either(NUMBERS, BAD_NUMBERS[:-1]) for _ in range(3))
            return "SRV", f"{numbers} {self._either(NAMES, (*BAD_NAMES, ''))}"
        if choose < 0.62:
            return "TXT" if self.chance.random() < 0.9 else "SPF", self._either(TEXTS, BAD_TEXTS)
        if choose < 0.80:
            rtype = self.chance.choice(("A", "A", "AAAA", "CAA", "DS"))
            return rtype, self._either(RDATA[rtype], BAD_RDATA[rtype])
        if self._fails(2):
            rtype = self.chance.choice(tuple(BAD_RDATA))
            return rtype, self.chance.choice(BAD_RDATA[rtype])
        rtype = self.chance.choice(tuple(RDATA))
        return rtype, self.chance.choice(RDATA[rtype])

    def _laid_out(self, words: "list[str]", rdata: str) -> str:
        blank = self.chance.choice((" ", " ", "\t", "   ", " \t "))
        layout = self.chance.random()
        if "(" in rdata or layout < 0.75:
            text = blank.join([*words, rdata])
        elif layout < 0.85:
            text = blank.join([*words, f"( {rdata} )"])
        elif layout < 0.95:
            text = blank.join([*words, f"( ; opens\n\t{rdata} ; closes )\n\n )"])
        else:
            text = f"{words[0]} ( {blank.join(words[1:])}\n( {rdata} ) )"
        return text + self.chance.choice(("", "", "", " ", " ; comment", ";comment", '\t; ("')) + "\n"
