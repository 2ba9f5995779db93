"""Zone files made by chance for gdnsd and for PowerDNS's bind backend: what each knows, and what it refuses.

One seed makes one zone, always the same. Only its text can be at fault: there is one SOA with its NS, no delegation,
and the owner of a CNAME holds nothing else.
"""

from random import Random
from typing import NamedTuple

LONG = "x" * 254
NAMES = (
    "mail", "MAIL.{origin}", "a.b.c", "@", "_sip._tcp", r"a\.b", r"a\032b", r"\065bc", "*.wild", "under_score", "-",
    "l" * 63, "0", "MX", "{origin}", "1.0/25",
)  # fmt: skip
BAD_NAMES = ("a..b", ".a", "l" * 64, ".".join(["abcdefgh"] * 29), "mail..")
TARGETS = (*NAMES, "x.example.net.", "com.", ".")
RDATA: dict[str, tuple[str, ...]] = {
    "A": ("192.0.2.1", "0.0.0.1", "10.1.2.3"),
    "AAAA": ("2001:db8::1", "::", "::ffff:192.0.2.1", "2001:DB8:0:0:1::", "1:2:3:4:5:6:7:8"),
    "CAA": ('0 issue "ca.example"', '128 iodef "mailto:a@b.example"', '0 issue ";"', '1 issuewild "' + "x" * 300 + '"'),
    "TXT": (
        '"plain text"', '"a" "b" "c"', '""', '"semi;colon"', r'"quo\"te"', r'"back\\slash"', r'"\065\066"',
        '"(in) parentheses"', f'"{LONG}x"', f'"{LONG}xy"', f'"{LONG}{LONG}{LONG}"', '"v=spf1 mx -all"',
        '"@"', '"$dollar"', r'"\255\254"', '"k=v; w=x"',
    ),
    "TYPE65280": (r"\# 4 0A000001", r"\# 3 abcdef"),
}  # fmt: skip
BAD_RDATA: dict[str, tuple[str, ...]] = {
    "A": ("192.0.2", "192.0.2.256", '"192.0.2.1"', "mail", "192.0.2.1 192.0.2.2", ""),
    "AAAA": ("192.0.2.1", "2001:db8", "::12345", ""),
    "TYPE65280": ("0A000001", r"\# 5 0A000001", r"\# 3 0A000001", r"\# 1 zz"),
    "FOO": ("bar",),
}


class Dialect(NamedTuple):
    """What there is for one server beside that: RDATA, heads of records and directives, right ones and wrong ones."""

    rdata: dict[str, tuple[str, ...]]
    bad_rdata: dict[str, tuple[str, ...]]
    names: tuple[str, ...]
    ttls: tuple[str, ...]
    bad_ttls: tuple[str, ...]
    bad_classes: tuple[str, ...]
    directives: tuple[str, ...]
    bad_directives: tuple[str, ...]
    bad_owners: tuple[str, ...]
    serials: tuple[str, ...]
    bad_endings: tuple[str, ...]


GDNSD = Dialect(
    rdata={
        "DYNA": ("static!four", "static!six"),
        "NAPTR": ('100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .', '10 10 "" "" "" repl'),
        "TYPE65280": (r"\# 4 0A000001", r"\# 3 ab cd ef"),
        "TYPE44": (r"\# 22 0101" + "0A0B" * 10,),
        "TYPE257": (r"\# 8 0005697373756561",),
        "txt": ("bare", "a b c", r"bare\;semi", "x" * 256, '"a"  bare'),
    },
    bad_rdata={
        "A": (r"\# 4 c0000201",),
        "CAA": ("0 issue", '0 is-sue "x"'),
        "TXT": (r'"\999"',),
        "SSHFP": ("1 1 " + "ab" * 20,),
        "HINFO": ("PC Linux",),
        "TYPE1": (r"\# 4 c0000201", "192.0.2.1"),
        "TYPE13": (r"\# 2 0000",),
        "TYPE255": (r"\# 0",),
        "DNAME": ("x.example.net.",),
        "DYNA": ("nowhere!four", "static!none"),
        "ALIAS": ("mail",),
    },
    names=("www.@Z", "@Z", "@F", "x.@F", '"quoted"', r"semi\;colon", "IN", "a=b", "#x"),
    ttls=("0", "60", "1h", "2D", "1w", "30m", "007"),
    bad_ttls=("1h30m", "30s", "h", "1y", "-5", "1.5h"),
    bad_classes=("CH", "CLASS1", "IN IN", "ANY"),
    directives=("$TTL 5m", "$ORIGIN sub", "$ORIGIN {origin}", "$ORIGIN x.@Z", "$ttl 60", '$ORIGIN "q"', "$INCLUDE part",
                "$INCLUDE part deep"),
    bad_directives=("$GENERATE 1-2 g$ A 192.0.2.$", "$ORIGIN example.net.", "$DATE 20260101000000",
                    "$INCLUDE part example.net.", "$TTL 1h30m", "$INCLUDE missing"),
    bad_owners=("x.example.net.", "$x", "x.@Q", r"\12", r"\999"),
    serials=("1", "20230816000002", "4294967296", "4294967295", "1h"),
    bad_endings=("end A 192.0.2.1", "end TXT ( ( x ) )\n", 'end TXT "x\n', "end TXT ( x\n", "end A 192.0.2.1 )\n",
                 " A\n", "end\n"),
)  # fmt: skip
POWERDNS = Dialect(
    rdata={
        "ALIAS": ("web.example.net.", "relative"),
        "SSHFP": ("1 1 " + "ab" * 20,),
        "DS": ("1 8 2 " + "AB" * 32,),
        "TLSA": ("3 1 1 " + "ab" * 32,),
        "HINFO": ('"PC" "Linux"',),
        "HTTPS": ("1 .", "1 . alpn=h2", "1 svc port=443"),
        "NAPTR": ('100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .', '10 10 "" "" "" repl'),
        "LOC": ("52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m",),
        "URI": ('10 1 "https://example.com/"',),
        "RP": ("host admin",),
        "LUA": ("A \"ifportup(443, {'192.0.2.1'})\"",),
        "txt": ("bare",),
    },
    bad_rdata={"SSHFP": ("1 1 zz",), "TYPE1": (r"\# 4 c0000201",), "A": (r"\# 4 c0000201",),
               "TYPE65280": (r"\# 3 ab cd ef",), "DYNA": ("static!four",), "WKS": ("192.0.2.1 6 25",),
               "SMIMEA": ("3 1",)},
    names=(),
    ttls=("0", "60", "1h", "2D", "1w", "30m", "30s", "007", "1Y"),
    bad_ttls=("1h30m", "h", "-5", "1.5h", "4294967296"),
    bad_classes=("CH", "CLASS1", "ANY"),
    directives=("$TTL 5m", "$ttl 60", "$ORIGIN sub.{origin}", "$ORIGIN {origin}", "$GENERATE 1-3 g$ A 192.0.2.$",
                "$INCLUDE part", "$INCLUDE part ignored"),
    bad_directives=("$ORIGIN sub\nsub A 192.0.2.1", "$DATE 20260101000000", "$TTL 99999999999", "$INCLUDE missing",
                    "$GENERATE 3-1 g$ A 192.0.2.$"),
    bad_owners=("x.example.net.",),
    serials=("1", "4294967295", "1h"),
    bad_endings=("end\n", "end IN 60\n"),
)  # fmt: skip


class ZoneText:
    """The zone that `seed` makes in a dialect: its `origin`, and `files` (name -> octets; "zone" is the zone's).

    At about `faults` of its places it is wrong.
    """

    def __init__(self, seed: int, dialect: Dialect, faults: float) -> None:
        self.chance = Random(seed)
        self.dialect = dialect
        self.origin = f"z{seed}.example.com."
        self._faults = faults
        self._alone = 0
        self._rdata = {**RDATA, **dialect.rdata}
        self._bad = {
            key: (*BAD_RDATA.get(key, ()), *dialect.bad_rdata.get(key, ())) for key in {*BAD_RDATA, *dialect.bad_rdata}
        }
        self._ttl = "" if self._quarter() else "$TTL 5m\n"
        self.files = {"part": self._filled("".join(self._record() for _ in range(3)))}
        serial = self._either(dialect.serials, ("x", "-1"))
        soa = f"@ SOA ns1 host.{self.origin} ( {serial} 2h 900 1w 60 )\n@ NS ns1\nns1 A 192.0.2.53\n"
        lines = "".join(self._item() for _ in range(self.chance.randint(2, 12)))
        text = self._ttl + soa + lines
        if self._fails(0.5):
            text += self.chance.choice(dialect.bad_endings)
        self.files["zone"] = self._filled(text)

    def _filled(self, text: str) -> bytes:
        return text.replace("{origin}", self.origin).encode()

    def _fails(self, scale: float = 1.0) -> bool:
        return self.chance.random() < self._faults * scale

    def _quarter(self) -> bool:
        return self.chance.random() < 0.25

    def _either(self, good: tuple[str, ...], bad: tuple[str, ...]) -> str:
        return self.chance.choice(bad if self._fails() else good)

    def _item(self) -> str:
        kind = self.chance.random()
        if kind < 0.8:
            return self._record()
        if kind < 0.92:
            return self._either(self.dialect.directives, self.dialect.bad_directives) + "\n"
        return self.chance.choice(("\n", '; comment ( " \n', "  \t\n"))

    def _record(self) -> str:
        rtype, rdata = self._type_and_rdata()
        if rtype in ("CNAME", "DYNA", "ALIAS", "LUA"):
            self._alone += 1
            owner = f"alone{self._alone}-{self.chance.randint(0, 10**9)}"
        else:
            owner = self._either((*NAMES, *self.dialect.names), (*BAD_NAMES, *self.dialect.bad_owners))
        head = [self._either(self.dialect.ttls, self.dialect.bad_ttls)] if self._quarter() else []
        if self._quarter():
            head.insert(self.chance.randint(0, len(head)), self._either(("IN", "in"), self.dialect.bad_classes))
        words = [owner, *head, rtype.upper() if self.chance.random() < 0.9 else rtype.lower()]
        blank = self.chance.choice((" ", " ", "\t", "   "))
        if self._quarter() and "(" not in rdata:
            rdata = f"( {rdata} )" if self._quarter() else f"( ; opens\n\t{rdata} ; closes\n )"
        line = blank.join([*words, rdata]) + self.chance.choice(("", "", " ", " ; comment")) + "\n"
        if self._quarter() and rtype not in ("CNAME", "DYNA", "ALIAS", "LUA"):
            line += f'{blank}TXT "again"\n'
        return line

    def _type_and_rdata(self) -> tuple[str, str]:
        choose = self.chance.random()
        if choose < 0.4:
            rtype = self.chance.choice(("CNAME", "PTR", "MX", "SRV"))
            numbers = {"MX": "10 ", "SRV": "1 2 3 "}.get(rtype, "")
            if numbers and self._fails():
                numbers = numbers.replace(numbers[0], self.chance.choice(("65536", "-1", "x")), 1)
            return rtype, numbers + self._either((*TARGETS, *self.dialect.names), BAD_NAMES)
        bad = self._fails(2)
        pool = self._bad if bad else self._rdata
        rtype = self.chance.choice(sorted(pool))
        return rtype, self.chance.choice(pool[rtype])
