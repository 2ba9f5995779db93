"""The reader of master files and BIND's must read the same records, and refuse the same items on the same lines.

Where they differ for a reason, this file says so:

- BIND names no line for a bad $TTL, and after a faulty directive or a record without type it may take the next line
  for the rest of it, so that it reports that line, too, or passes it over.
- Where the TTLs of an RRset differ, BIND takes that of the last group of lines with this owner. Which one holds is
  of no account when all are to be made equal: only that it is one of them is compared.
- A parenthesis that is never closed is reported where it opens, not at the end of the file, and reading goes on.
- An include of a file by itself is reported where it stands, not where BIND has no file handles left.
- The RDATA that $GENERATE makes for names outside the zone is checked; BIND passes it over.
- $GENERATE ranges such as ``1-2x`` and numbers beyond 32 bits are errors; BIND takes the part that it understands.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from checkzone import Row, Verdict, check, row
from reading import all_records, read_file
from zone_texts import Item, ZoneText

from zonelint.dns.zone import Record, Zone

SEEDS = range(900)
FAULTS = (0.0, 0.03, 0.1)
"""How often the texts of every third seed are wrong."""

HEAD = "$TTL 300\n@ IN SOA ns1 host 1 7200 900 1209600 300\n@ IN NS ns.example.net.\n"
FIRST = HEAD.count("\n") + 1
"""The line after HEAD."""
SOA = "SOA ns1 host 1 7200 900 1209600 60\n"
NS = "@ NS ns.example.net.\n"

ACCEPTED = {
    "blank lines and comments keep the owner": "a A 192.0.2.1\n\n ; comment\n \t\n  A 192.0.2.2\n",
    "owner and type in parentheses": "( a A\n 192.0.2.1 )\n(\nb A 192.0.2.2 )\n",
    "a blank within parentheses is not a blank owner": "a TXT ( x\n  y\n)\n  TXT z\n",
    "comments within parentheses": 'a TXT ( ; ) "\n "b" ; (\n)\n',
    "words that look like others as owners": "A A 192.0.2.1\nIN IN A 192.0.2.2\n60 60 A 192.0.2.3\nMX MX 10 mx\n",
    "class and TTL in any order": "a 60 IN A 192.0.2.1\nb IN 60 A 192.0.2.1\nc CLASS1 1h A 192.0.2.1\nd a 192.0.2.1\n",
    "TTL units": "a 1W2d3H4m5s A 192.0.2.1\nb 30m1h A 192.0.2.1\nc 0 A 192.0.2.1\nd 2147483647 A 192.0.2.1\n",
    "a TTL too large counts as 0": "a 2147483648 A 192.0.2.1\n$TTL 4294967295\nb A 192.0.2.1\n",
    "$TTL stands before the last TTL": "a 60 A 192.0.2.1\nb A 192.0.2.1\n$TTL 9\nc A 192.0.2.1\n",
    "relative $ORIGIN": "$ORIGIN sub\na A 192.0.2.1\n$ORIGIN deep\na A 192.0.2.1\n$origin ( @ )\nb A 192.0.2.1\n",
    "blank owner after $ORIGIN": "a A 192.0.2.1\n$ORIGIN sub\n A 192.0.2.2\n",
    "out of zone": "a.example.net. A 192.0.2.1\n A 192.0.2.2\nb A 192.0.2.3\n$ORIGIN net.\nc A 192.0.2.4\n",
    "escaped names": "a\\.b A 192.0.2.1\na\\032b A 192.0.2.1\n\\@ A 192.0.2.1\n\\065 A 192.0.2.1\nx\\ y A 192.0.2.1\n",
    "letter case of owners": "WWW A 192.0.2.1\nwww AAAA ::1\n\\087ww TXT x\nwww.EXAMPLE.Com. MX 10 Mail.Example.COM.\n",
    "quoted owners": '"a" A 192.0.2.1\n"x y" A 192.0.2.1\n"@" TXT x\n"q\\"q" A 192.0.2.1\n"s;s" A 192.0.2.1\n',
    "strings": 'a TXT "a""b"c"d"\nb TXT "\\"" \\" "\\\\" "\\065\\255" ""\nc TXT a;b\nd TXT "x;(y"\ne TXT a\\;b ";"\n',
    "a tab and a NUL in strings": 'a TXT "x\ty" "x\x00y"\n',
    "wildcards anywhere": "* A 192.0.2.1\n*.a A 192.0.2.1\nb.*.c A 192.0.2.1\n*x A 192.0.2.1\n",
    "odd hosts": "_a A 192.0.2.1\na_b MX 10 c_d\n0/25 A 192.0.2.1\n-a- A 192.0.2.1\na.-.b A 192.0.2.1\n",
    "generic RDATA": "a TYPE65280 \\# 4 0A 000001\nb A \\# 4 C0000201\nc CLASS1 TYPE1 192.0.2.1\n",
    "generic URI": "a TYPE256 \\# 5 0001000161\n",
    "empty generic RDATA": "a TYPE65280 \\# 0\nb TYPE65281 ( \\# 0 )\n",
    "duplicates": "a A 192.0.2.1\na A 192.0.2.1\nA a 192.0.2.1\nb MX 10 X\nb MX 10 x\n",
    "digest in pieces": "a DS 1 8 2 ( 0123456789abcdef0123456789abcdef\n 0123456789ABCDEF0123456789ABCDEF )\n",
    "carriage returns alone": "a A 192.0.2.1\rb A 192.0.2.2\r",
    "carriage returns and line feeds": 'a A 192.0.2.1\r\nb TXT ( "x"\r\n "y" )\r\n\r\n',
    "no line end at the end": "a A 192.0.2.1", "no line end after a comment": "a A 192.0.2.1 ; end",
    "octets beyond ASCII": 'caf\xe9 A 192.0.2.1\nb CNAME b\xfccher.example.\nc TXT "\xe9" \xe9\n',
    "a date": "$DATE 20260101000000\na A 192.0.2.1\n",
    "owner after $GENERATE": "a A 192.0.2.1\n$GENERATE 1-2 g$ A 192.0.2.$\n A 192.0.2.9\n",
    "the longest names": f"{'.'.join(['a' * 60] * 3)}.{'b' * 54} A 192.0.2.1\n{'c' * 63} A 192.0.2.1\n",
    "the longest string": f'a TXT "{"x" * 255}" {"y" * 255}\n',
    "SRV with old spellings of numbers": "a SRV 00 007 0000053 b\n",
    "root names": "a MX 0 .\nb SRV 0 0 0 .\nc CNAME .\n",
}  # fmt: skip

WHOLE = {
    "no TTL but the minimum of the SOA": "@ " + SOA + NS + "a A 192.0.2.1\n",
    "the TTL of the SOA": "@ 77 " + SOA + NS + "a A 192.0.2.1\n",
    "the last TTL written": "@ 77 " + SOA + "@ 88 NS ns.example.net.\na A 192.0.2.1\nb 99 A 192.0.2.1\nc A 192.0.2.1\n",
    "$TTL after records": "@ 77 " + SOA + NS + "$TTL 55\na A 192.0.2.1\nb 99 A 192.0.2.1\nc A 192.0.2.1\n",
    "a minimum that is too large": "@ SOA ns1 host 1 2 3 4 4294967295\n" + NS + "a A 192.0.2.1\n",
    "times with units": "@ 1h IN SOA ns1 host 2026010101 1d 2h 4w 5m\n" + NS,
    "RNAME with @": "@ 1h SOA ns1 host@example.com. 1 2 3 4 5\n" + NS,
    "the largest serial": "@ 1h SOA ns1 host 4294967295 2 3 4 5\n" + NS,
    "SOA spread over lines": "@\t1h\tIN\tSOA\tns1 host (\n 1 ; serial\n 2 3\n 4\n 5 )\n" + NS,
}
"""Files without HEAD."""

REJECTED = {
    "directives in other columns": " $ORIGIN sub\n",
    "an unknown directive": "$FOO\n",
    "$ORIGIN without a name": "$ORIGIN\n",
    "$ORIGIN with an empty label": "$ORIGIN a..b\n",
    "$ORIGIN in quotes": '$ORIGIN "sub"\n',
    "$TTL in quotes": '$TTL "300"\n',
    "two names after $ORIGIN": "$ORIGIN a b\n",
    "a directive that the file's end cuts off": "$TTL 60",
    "$ORIGIN that the file's end cuts off": "a A 192.0.2.1\n$ORIGIN sub ; comment",
    "$GENERATE that the file's end cuts off": "$GENERATE 1-2 a$ A 192.0.2.$",
    "another class": "a CH TXT x\n",
    "one class of many": "a CLASS2 A 192.0.2.1\n",
    "two classes": "a IN IN A 192.0.2.1\n",
    "two TTLs": "a 60 60 A 192.0.2.1\n",
    "TTL with digits at the end": "a 1h30 A 192.0.2.1\n",
    "TTL of 33 bits": "a 4294967296 A 192.0.2.1\n",
    "a type that does not exist": "a FOO bar\n",
    "a type in quotes": 'a "A" 192.0.2.1\n',
    "no type": "a\n",
    "no type after class and TTL": "a IN 60\n",
    "no RDATA": "a A\n",
    "a label of 64 octets": "l" * 64 + " A 192.0.2.1\n",
    "a name of 256 octets": f"{'.'.join(['a' * 60] * 3)}.{'b' * 59} A 192.0.2.1\n",
    "an empty label": "a..b A 192.0.2.1\n",
    "an empty owner": '"" A 192.0.2.1\n',
    "a bad escape in an owner": "a\\300b A 192.0.2.1\n",
    "an escape of two digits": 'a TXT "\\12"\n',
    "a string of 256 octets": f'a TXT "{"x" * 256}"\n',
    "TXT without string": "a TXT\n",
    "an address in quotes": 'a A "192.0.2.1"\n',
    "a target in quotes": 'a CNAME "b"\n',
    "leading zeros in an address": "a A 192.0.02.1\n",
    "half an address": "a A 192.168\n",
    "two addresses": "a A 192.0.2.1 192.0.2.2\n",
    "generic RDATA that is shorter than it says": "a TYPE65280 \\# 5 0A000001\n",
    "generic RDATA that does not fit the type": "a A \\# 3 C00002\n",
    "a form feed for a blank": "a\x0cA 192.0.2.1\n",
    "a no-break space for a blank": "a\xa0A 192.0.2.1\n",
    "a NUL behind an address": "a A 192.0.2.1\x00\n",
    "the second line of a string": 'a TXT "x\ny"\n',
    "a quote that never closes": 'a TXT "x\nb A 192.0.2.1\n',
    "a quote within a word": 'a TXT a"b\n',
    "a parenthesis that never opens": "a TXT x )\nb A 192.0.2.1\n",
    "a missing include": "$INCLUDE missing.inc\n",
    "an include of nothing": "$INCLUDE\n",
    "number too large": "a MX 65536 b\n",
    "a sign before a number": "a MX +1 b\n",
    "a wrong digest": "a DS 1 8 2 00\n",
}  # fmt: skip

REJECTED_WHOLE = {
    "a blank first owner": ("  " + SOA.replace("SOA", "60 SOA") + NS, 1),
    "a record without TTL before the SOA": ("a A 192.0.2.1\n@ " + SOA + NS, 1),
    "a byte order mark": ("\xef\xbb\xbf" + HEAD, 1),
    "UTF-16": ("\xff\xfe" + HEAD.encode("utf-16-le").decode("latin-1"), 1),
    "an SOA with a word too few": ("@ 60 SOA ns1 host 1 2 3 4\n" + NS, 1),
    "a serial of 33 bits": ("@ 60 SOA ns1 host 4294967296 2 3 4 5\n" + NS, 1),
}
"""Files without HEAD, and the line of their fault."""

INCLUDES = {
    "origin and owner are restored": (
        "a A 192.0.2.1\n$INCLUDE x.inc sub\n A 192.0.2.9\nb A 192.0.2.2\n",
        {"x.inc": "$ORIGIN deep\nc A 192.0.2.3\n"},
    ),
    "$TTL leaks out": ("$INCLUDE x.inc\na A 192.0.2.1\n", {"x.inc": "$TTL 9\nb A 192.0.2.1\n"}),
    "the last TTL leaks out": ("$INCLUDE x.inc\na A 192.0.2.1\n", {"x.inc": "b 9 A 192.0.2.1\n"}),
    "the first owner is that before": ("a A 192.0.2.1\n$INCLUDE x.inc\n", {"x.inc": " A 192.0.2.2\n"}),
    "the first owner is that before, not the origin": (
        "a A 192.0.2.1\n$INCLUDE x.inc b\n",
        {"x.inc": " A 192.0.2.2\n"},
    ),
    "quotes and comments": ('$INCLUDE "x.inc" ; comment\n', {"x.inc": "a A 192.0.2.1"}),
    "nested": ("$INCLUDE x.inc x\n", {"x.inc": "$INCLUDE d/y.inc y\na A 192.0.2.1\n", "d/y.inc": "b A 192.0.2.1\n"}),
    "twice": ("$INCLUDE x.inc x\n$INCLUDE x.inc y\n", {"x.inc": "a A 192.0.2.1\n"}),
    "empty": ("$INCLUDE x.inc\na A 192.0.2.1\n", {"x.inc": ""}),
    "out of zone": ("$INCLUDE x.inc example.net.\na A 192.0.2.1\n", {"x.inc": "b A 192.0.2.1\n"}),
    "the last word of the file": ("$INCLUDE x.inc", {"x.inc": "a A 192.0.2.1\n"}),
    "faults inside": ("$INCLUDE x.inc\nb A bad\n", {"x.inc": "a A 192.0.2.1\nb A bad\nc MX x\n"}),
    "the origin that the file's end cuts off": ("$INCLUDE x.inc sub", {"x.inc": "a A 192.0.2.1\n"}),
    "an origin in quotes": ('$INCLUDE x.inc "sub"\n', {"x.inc": "a A 192.0.2.1\n"}),
}


def ask_both(folder: Path, files: dict[str, bytes], origin: str = "example.com.") -> tuple[Verdict, Zone]:
    """Return what BIND and our reader make of `files`."""
    for name, octets in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(octets)
    return check(folder, origin), read_file(folder / "zone", folder, origin)


def rows(zone: Zone) -> set[Row]:
    """Return the records of `zone` as `checkzone.row` has them."""
    return {row(record.owner, record.ttl, record.type, record.rdata) for record in all_records(zone)}


def faults(zone: Zone) -> list[tuple[str, int, str]]:
    """Return (path, line, message) of what our reader refused; a TTL too large is only a warning, as in BIND."""
    found = [problem for problem in zone.problems if problem.rule != "ttl-too-large"]
    return [(problem.source.path, problem.span.line, problem.message) for problem in found]


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_lines(name: str, tmp_path: Path) -> None:
    """What BIND loads is read without a fault, and as the same records."""
    theirs, zone = ask_both(tmp_path, {"zone": (HEAD + ACCEPTED[name]).encode("latin-1")})

    assert theirs.rows == rows(zone), theirs.output
    assert [] == faults(zone)


@pytest.mark.parametrize("name", WHOLE)
def test_accepted_files(name: str, tmp_path: Path) -> None:
    """Files whose first lines matter are read as BIND reads them, too."""
    theirs, zone = ask_both(tmp_path, {"zone": WHOLE[name].encode("latin-1")})

    assert theirs.rows == rows(zone), theirs.output
    assert [] == faults(zone)


@pytest.mark.parametrize("name", REJECTED)
def test_rejected_lines(name: str, tmp_path: Path) -> None:
    """What BIND refuses is reported on BIND's first line."""
    theirs, zone = ask_both(tmp_path, {"zone": (HEAD + REJECTED[name]).encode("latin-1")})

    assert theirs.rows is None
    assert theirs.errors[0][:2] == faults(zone)[0][:2]


@pytest.mark.parametrize("name", REJECTED_WHOLE)
def test_rejected_files(name: str, tmp_path: Path) -> None:
    """Files that are wrong from the start are reported there."""
    text, line = REJECTED_WHOLE[name]
    theirs, zone = ask_both(tmp_path, {"zone": text.encode("latin-1")})

    assert theirs.rows is None
    assert ("zone", line) == theirs.errors[0][:2] == faults(zone)[0][:2]


@pytest.mark.parametrize(
    ("text", "line", "bind_line"),
    [
        ("a TXT ( x\nb A 192.0.2.1\n", FIRST, FIRST + 2),
        ("a A 192.0.2.1\nb MX 10 (\n mail\n", FIRST + 1, FIRST + 2),
        ("$TTL 1h30\na A 192.0.2.1\n", FIRST, None),
        ("$TTL x\na A 192.0.2.1\n", FIRST, None),
        ("$INCLUDE zone\n", FIRST, FIRST),
    ],
)
def test_rejected_elsewhere(text: str, line: int, bind_line: int | None, tmp_path: Path) -> None:
    """These are reported where the fault is; BIND names the end of the file, or no line."""
    theirs, zone = ask_both(tmp_path, {"zone": (HEAD + text).encode()})

    assert theirs.rows is None
    assert ([bind_line] if bind_line else []) == [error[1] for error in theirs.errors][-1:]
    assert ("zone", line) == faults(zone)[0][:2]


@pytest.mark.parametrize("name", INCLUDES)
def test_includes(name: str, tmp_path: Path) -> None:
    """Included files give the same records, or faults in the same file on the same lines."""
    text, files = INCLUDES[name]
    theirs, zone = ask_both(
        tmp_path, {"zone": (HEAD + text).encode(), **{key: each.encode() for key, each in files.items()}}
    )

    if theirs.rows is None:
        first = theirs.errors[:1] if "quotes" in name else theirs.errors
        assert [error[:2] for error in first] == [fault[:2] for fault in faults(zone)]
    else:
        assert theirs.rows == rows(zone)
        assert [] == faults(zone)


@pytest.mark.parametrize(
    ("origin", "text"),
    [
        ("0/25.2.0.192.in-addr.arpa.", "1 PTR www.example.com.\n"),
        ("2.0.192.in-addr.arpa.", "$GENERATE 1-5 $ CNAME $.0/25\n0/25 NS ns.example.net.\n"),
        ("8.b.d.0.1.0.0.2.ip6.arpa.", "$GENERATE 10-12 ${0,3,n}.0.0 PTR h$.example.com.\n"),
        (".", "com NS ns.example.net.\nnet. NS ns.example.net.\n@ TXT x\n. TXT y\n"),
        ("x\\.y.example.", "a A 192.0.2.1\na.x\\.y.example. AAAA ::1\na.y.example. A 192.0.2.2\n"),
    ],
)
def test_origins(origin: str, text: str, tmp_path: Path) -> None:
    """Reverse zones, the root and origins with escapes are read alike."""
    theirs, zone = ask_both(tmp_path, {"zone": (HEAD + text).encode()}, origin)

    assert theirs.rows == rows(zone), theirs.output
    assert [] == faults(zone)


class Comparison:
    """What BIND and our reader say of the text that `seed` makes."""

    def __init__(self, seed: int) -> None:
        self.text = ZoneText(seed, FAULTS[seed % len(FAULTS)])
        with TemporaryDirectory() as folder:
            self.theirs, self.zone = ask_both(Path(folder), self.text.files)

    def differences(self) -> list[str]:
        """Return what the two disagree about."""
        return self._differing_records() if self.theirs.rows is not None else self._differing_faults()

    def _differing_records(self) -> list[str]:
        assert self.theirs.rows is not None
        several = {(record.owner, record.type) for record, first in self._later() if record.ttl != first.ttl}
        theirs = {_without_ttl(each, several) for each in self.theirs.rows}
        ours = {_without_ttl(each, several) for each in rows(self.zone)}
        ttls = {
            (owner, ttl, rtype)
            for owner, ttl, rtype, _ in self.theirs.rows
            if (owner, rtype) in several and ttl not in self._written_ttls(owner, rtype)
        }
        return [
            *(f"only BIND has {each}" for each in theirs - ours),
            *(f"only zonelint has {each}" for each in ours - theirs),
            *(f"only zonelint refuses {fault}" for fault in faults(self.zone)),
            *(f"only BIND has the TTL of {each}" for each in ttls),
        ]

    def _later(self) -> list[tuple[Record, Record]]:
        """Return each record that is merged into its RRset, or into an equal record, with the first one of it."""
        return [*self.zone.ttl_mismatches, *self.zone.duplicates]

    def _written_ttls(self, owner: str, rtype: str) -> set[int]:
        later = {record.ttl for record, _ in self._later() if (record.owner, record.type) == (owner, rtype)}
        return {*later, self.zone.rrset(owner, rtype)[0].ttl}

    def _differing_faults(self) -> list[str]:
        theirs: dict[Item, str] = {}
        for path, line, message in self.theirs.errors:
            item = self._item(path, line)
            theirs[item] = f"{theirs.get(item, '')} {message}"
        ours = {self._item(path, line): message for path, line, message in faults(self.zone)}
        found = []
        for item in theirs.keys() ^ ours.keys():
            if any(_is_swallowed(item, other, theirs.get(other, "")) for other in ours):
                continue
            if item in ours and (item.text[:4].lower() == "$ttl" or not item.closed):
                continue
            if item in theirs and any(not other.closed for other in ours):
                continue  # BIND reports the end of the file
            found.append(
                f"only {'BIND' if item in theirs else 'zonelint'} refuses {item}: {theirs.get(item) or ours[item]}"
            )
        if not theirs and not ours and not self.theirs.is_about_the_zone:
            found.append(f"only BIND refuses the file: {self.theirs.output}")
        return found

    def _item(self, path: str, line: int) -> Item:
        for item in self.text.items:
            if item.path == path and item.first <= line <= item.last:
                return item
        return Item(path, line, "\n")


def _is_swallowed(item: Item, other: Item, message: str) -> bool:
    """Tell whether BIND may have taken the start of `item` for the rest of the faulty `other` before it."""
    is_next = other.path == item.path and other.last + 1 == item.first
    return is_next and (other.text[0] == "$" or "end of line" in message)


def _without_ttl(each: Row, several: set[tuple[str, str]]) -> Row:
    owner, ttl, rtype, rdata = each
    return owner, -1 if (owner, rtype) in several else ttl, rtype, rdata


@cache
def compared() -> list[Comparison]:
    """Return the comparisons of all seeds, made once."""
    return [Comparison(seed) for seed in SEEDS]


def test_generated_zones_are_read_alike() -> None:
    """Each text gives the same records in both, or both refuse the same of its items."""
    found = [
        f"seed {seed}: {text}" for seed, each in zip(SEEDS, compared(), strict=True) for text in each.differences()
    ]

    assert [] == found


def test_generated_zones_are_of_all_kinds() -> None:
    """Many are accepted, and many are refused for their text."""
    accepted = [each for each in compared() if each.theirs.rows is not None]
    refused = [each for each in compared() if each.theirs.errors]

    assert len(accepted) > 400
    assert len(refused) > 200
    assert sum(len(each.theirs.rows or ()) for each in accepted) > 3000
    assert sum(len(faults(each.zone)) for each in refused) > 400
