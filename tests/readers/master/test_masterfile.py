"""The reader of master files: what a zone is read as, and what is reported where."""

from pathlib import Path

import pytest
from reading import all_records, marked, owners, problems, read, records

from zonelint.dns.zone import TTL_INHERITED, Place, Zone
from zonelint.readers.master.masterfile import MasterFileReader, open_source, source_of_octets

TTL = "$TTL 300\n"
SOA = "SOA ns host 1 2 3 4 60"


def ttls(text: str) -> list[int]:
    """Return the TTLs of the records of `text`, line by line."""
    return [int(record.split()[1]) for record in records(read(text))]


def test_a_plain_zone() -> None:
    """Owners are absolute and lower case; names in the RDATA are absolute, in the letter case written."""
    zone = read(f"$TTL 1h\n@ IN {SOA}\n  NS ns\nNS A 192.0.2.53\nwww CNAME Host.Example.NET.\n")

    assert [
        "example.com. 3600 SOA ns.example.com. host.example.com. 1 2 3 4 60",
        "example.com. 3600 NS ns.example.com.",
        "ns.example.com. 3600 A 192.0.2.53",
        "www.example.com. 3600 CNAME Host.Example.NET.",
    ] == records(zone)
    assert zone.complete
    assert [] == zone.problems


def test_records_know_their_line_and_zone() -> None:
    """Lines count from 1, empty ones and comments too."""
    zone = read(TTL + "\n; comment\na A 192.0.2.1\n\n\tAAAA ::1\n")

    assert [4, 6] == [record.line for record in all_records(zone)]
    assert {zone} == {record.zone for record in all_records(zone)}
    assert {zone.source} == {record.source for record in all_records(zone)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a A 192.0.2.1\n\n ; x\n \t\n  A 192.0.2.2\n", ["a", "a"]),
        ("a TXT ( x\n y )\n TXT z\n", ["a", "a"]),
        ("( a A 192.0.2.1 )\n(\nb A 192.0.2.2 )\n", ["a", "b"]),
        (
            "A A 192.0.2.1\nIN A 192.0.2.1\nIN IN A 192.0.2.2\n60 A 192.0.2.1\nmx MX 1 mx\n",
            ["a", "in", "in", "60", "mx"],
        ),
        (
            "$ORIGIN sub\na A 192.0.2.1\n$ORIGIN deep\n@ A 192.0.2.1\n$ORIGIN example.com.\nb A 192.0.2.1\n",
            ["a.sub", "deep.sub", "b"],
        ),
        ("a A 192.0.2.1\n$ORIGIN sub\n A 192.0.2.2\n", ["a", "a"]),
        ("$ORIGIN SUB.Example.Com.\na A 192.0.2.1\n", ["a.sub"]),
        ("$origin ( sub ; comment\n)\na A 192.0.2.1\n", ["a.sub"]),
        ('"a" A 192.0.2.1\n"x y" A 192.0.2.1\n"@" A 192.0.2.1\n', ["a", "x\\032y", ""]),
        ("a\\.b A 192.0.2.1\n\\@ A 192.0.2.1\n\\065 A 192.0.2.1\n\\087 A 192.0.2.1\n", ["a\\.b", "\\@", "a", "w"]),
        ("* A 192.0.2.1\nb.*.c A 192.0.2.1\n_x A 192.0.2.1\n0/25 A 192.0.2.1\n", ["*", "b.*.c", "_x", "0/25"]),
        ("\xe9 A 192.0.2.1\n", ["\\195\\169"]),
    ],
)
def test_owners(text: str, expected: list[str]) -> None:
    """What a line names, and what it repeats."""
    zone = read(TTL + text)

    assert [f"{name}.example.com." if name else "example.com." for name in expected] == owners(zone)
    assert [] == zone.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"@ {SOA}\na A 192.0.2.1\n", [60, 60]),
        (f"@ 77 {SOA}\na A 192.0.2.1\n", [77, 77]),
        (f"@ {SOA}\na 9 A 192.0.2.1\nb A 192.0.2.1\n", [60, 9, 60]),
        (f"@ 77 {SOA}\na A 192.0.2.1\nb 99 A 192.0.2.1\nc A 192.0.2.1\n", [77, 77, 99, 99]),
        (f"@ 77 {SOA}\na A 192.0.2.1\n$TTL 55\nb A 192.0.2.1\nc 99 A 192.0.2.1\nd A 192.0.2.1\n", [77, 77, 55, 99, 55]),
        ("$TTL 5\na 9 A 192.0.2.1\nb A 192.0.2.1\n", [9, 5]),
        ("$TTL 1h30m\na A 192.0.2.1\nb 1W A 192.0.2.1\nc 0 A 192.0.2.1\n", [5400, 604800, 0]),
        ("$TTL 5\na IN 9 A 192.0.2.1\nb 8 IN A 192.0.2.1\nc CLASS1 7 A 192.0.2.1\n", [9, 8, 7]),
        ("a 9 A 192.0.2.1\n$TTL 5\n A 192.0.2.2\n", [9, 9]),
    ],
)
def test_ttls(text: str, expected: list[int]) -> None:
    """That written, else that of $TTL, else the last one written, else the minimum of the SOA (RFC 2308 section 4)."""
    assert expected == ttls(text)


def test_inherited_ttls_are_marked() -> None:
    """A record says whether its TTL was written."""
    zone = read("$TTL 5\na A 192.0.2.1\nb 5 A 192.0.2.1\n")

    assert [TTL_INHERITED, 0] == [record.flags for record in all_records(zone)]


def test_without_any_ttl_there_is_one_problem() -> None:
    """The records are kept: all else about them is known."""
    zone = read(f"a A 192.0.2.1\nb A 192.0.2.2\n@ {SOA}\n")

    assert ["1:1 syntax-error"] == problems(zone)
    assert {"A": 2, "SOA": 1} == zone.count()
    assert zone.complete


@pytest.mark.parametrize("text", ["$TTL 2147483648\na A 192.0.2.1\n", "$TTL 5\na 4294967295 A 192.0.2.1\n"])
def test_too_large_ttls_count_as_0(text: str) -> None:
    """As in BIND; RFC 2181 section 8 wants that."""
    zone = read(text)

    assert [0] == [record.ttl for record in all_records(zone)]
    assert ["ttl-too-large"] == [problem.rule for problem in zone.problems]
    assert zone.complete


def test_a_minimum_that_is_too_large_is_no_ttl() -> None:
    """It is checked where it becomes one."""
    zone = read("@ SOA ns host 1 2 3 4 4294967295\na A 192.0.2.1\n")

    assert [0, 0] == [record.ttl for record in all_records(zone)]
    assert ["1:23 ttl-too-large"] == problems(zone)


def test_rrsets_are_what_a_server_serves() -> None:
    """Equal records are one; where TTLs differ, the first holds."""
    zone = read("$TTL 5\na A 192.0.2.1\na 9 A 192.0.2.2\nA a 192.0.2.1\nb MX 1 x\nb MX 1 X\nc TXT x\nc TXT X\n")

    assert [(4, 2), (6, 5)] == [(record.line, first.line) for record, first in zone.duplicates]
    assert [(3, 2)] == [(record.line, first.line) for record, first in zone.ttl_mismatches]
    assert [5, 5] == [record.ttl for record in zone.rrset("a.example.com.", "A")]
    assert {"A": 2, "MX": 1, "TXT": 2} == zone.count()


def test_names_out_of_the_zone_are_set_aside() -> None:
    """A server ignores them; blank owners after them are theirs."""
    zone = read(
        TTL + "a.example.net. A 192.0.2.1\n A 192.0.2.2\n$ORIGIN net.\nb A 192.0.2.3\nxexample.com. A 192.0.2.4\n"
    )

    assert [2, 3, 5, 6] == [record.line for record in zone.out_of_zone]
    assert {} == zone.types
    assert zone.complete


def test_the_root_zone() -> None:
    """The root's own name has no labels."""
    zone = read(TTL + "@ NS a.\n. TXT x\ncom NS b\n$ORIGIN com.\nx NS y\n", origin=".")

    assert [". 300 NS a.", '. 300 TXT "x"', "com. 300 NS b.", "x.com. 300 NS y.com."] == records(zone)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a TYPE65280 \\# 4 0A 000001", "TYPE65280 \\# 4 0a000001"),
        ("a TYPE1 192.0.2.1", "A 192.0.2.1"),
        ("a CLASS1 TYPE1 \\# 4 ( C000\n0201 )", "A 192.0.2.1"),
        ("a TYPE15 10 b", "MX 10 b.example.com."),
        ("a TYPE65280 \\# 0", "TYPE65280 \\# 0"),
    ],
)
def test_generic_records(line: str, expected: str) -> None:
    """Types by number and RDATA in hexadecimal (RFC 3597 section 5); known types are read as such."""
    assert [f"a.example.com. 300 {expected}"] == [text.rstrip() for text in records(read(f"{TTL}{line}\n"))]


def test_quoted_parameters_stay_with_their_key() -> None:
    """In SVCB and HTTPS a quote may stand within a word (RFC 9460 section 2.1)."""
    assert ['a.example.com. 300 HTTPS 1 . alpn="h2,h3" port="443"'] == records(
        read(TTL + 'a HTTPS 1 . alpn="h2,h3" port=443\n')
    )


@pytest.mark.parametrize(
    ("line", "column", "word", "message"),
    [
        ("a A bad", 5, "bad", "not an IPv4 address: bad"),
        ("a A", 3, "A", "address is missing"),
        ("a A 192.0.2.1 192.0.2.2", 15, "192.0.2.2", "extra text after the address: 192.0.2.2"),
        ("a MX 10 b..c", 9, "b..c", "bad domain name b..c: empty label"),
        ("a MX ( x ; y\n b )", 8, "x", "not a number: x"),
        ("a TXT x \\300", 9, "\\300", "bad escape \\300: three digits up to 255 are needed"),
        ("a..b A 192.0.2.1", 1, "a..b", "bad domain name a..b: empty label"),
        ('"" A 192.0.2.1', 1, '""', "the owner is empty"),
        (
            "l" * 64 + " A 192.0.2.1",
            1,
            "l" * 64,
            f"bad domain name {'l' * 64}: label of 64 octets, at most 63 are allowed",
        ),
        ("a FOO bar", 3, "FOO", "unknown record type FOO"),
        ('a "A" 192.0.2.1', 3, '"A"', 'unknown record type "A"'),
        ("a 60 60 A 192.0.2.1", 6, "60", "unknown record type 60"),
        ("a 1h30 A 192.0.2.1", 3, "1h30", "unknown record type 1h30"),
        ("a 4294967296 A 192.0.2.1", 3, "4294967296", "unknown record type 4294967296"),
        ("a IN IN A 192.0.2.1", 6, "IN", "unknown record type IN"),
        ("a CH TXT x", 3, "CH", "class CH in a zone of class IN"),
        ("a CLASS2 A 192.0.2.1", 3, "CLASS2", "class CLASS2 in a zone of class IN"),
        ("a IN 60", 6, "60", "the record has no type"),
        ("a", 1, "a", "the record has no type"),
        (" $ORIGIN sub", 2, "$ORIGIN", "unknown record type $ORIGIN"),
        ("$ORIGIN", 1, "$ORIGIN", "$ORIGIN needs a domain name"),
        ('$ORIGIN "sub"', 9, '"sub"', 'a domain name must not be in quotes here: "sub"'),
        ("$ORIGIN a b", 11, "b", "extra text after $ORIGIN"),
        ("$TTL", 1, "$TTL", "$TTL needs a TTL"),
        ("$ttl 1h30", 6, "1h30", "not a TTL: 1h30"),
        ("$TTL 1 2", 8, "2", "extra text after $TTL"),
        ("$FOO bar", 1, "$FOO", "unknown directive $FOO"),
        ('a TXT "x', 7, '"x', "the closing quote is missing on this line"),
        ("a TXT x )", 9, ")", "unbalanced parenthesis: nothing is open here"),
        ("a TYPE65280 \\# 5 00", 13, "\\#", "bad TYPE65280 RDATA: generic rdata hex data has wrong length"),
        ("a\x0cA 192.0.2.1", 5, "192.0.2.1", "unknown record type 192.0.2.1"),
    ],
)
def test_errors_stand_at_the_word(line: str, column: int, word: str, message: str) -> None:
    """Each costs its record alone: the lines around it are read."""
    zone = read(f"{TTL}before A 192.0.2.1\n{line}\n$ORIGIN example.com.\nafter 60 A 192.0.2.1\n")

    assert [f"3:{column} syntax-error"] == problems(zone)
    assert (word, message) == (marked(zone.problems[0]), zone.problems[0].message)
    assert ["before.example.com.", "after.example.com."] == owners(zone)


@pytest.mark.parametrize(
    ("soa", "message", "help_text"),
    [
        (
            "SOA ns host\n  1 ; serial\n\n  ; times\n  2h\n  3 4 60 )",
            "serial is missing",
            "the record ends with its line",
        ),
        ("SOA IN SOA ns host\n 1\n 2h\n 3 4 60)", "retry is missing", "the record ends with its line"),
        ("SOA ns host 1\n 2h\n 3 4 60", "refresh is missing", "the record ends with its line"),
        ("SOA ns host ( 1\n 2h )\n 3 4 60 )", "retry is missing", ""),
    ],
)
def test_the_numbers_of_a_spoiled_soa_are_no_records(soa: str, message: str, help_text: str) -> None:
    """Its parenthesis is missing, or closed too soon: one error says so, and what follows is read as usual."""
    zone = read(f"{TTL}@ {soa}\n ; the servers\n NS ns\nns A 192.0.2.1\n5 PTR a\n")

    assert [message] == [problem.message for problem in zone.problems]
    assert zone.problems[0].help.startswith(help_text)
    assert bool(zone.problems[0].help) == bool(help_text)
    assert ["example.com.", "ns.example.com.", "5.example.com."] == owners(zone)


@pytest.mark.parametrize(
    ("line", "message", "help_text"),
    [
        ("a PTR A b", "a record has one type, and this one has two: PTR and A", "keep one of the types: delete `A`"),
        (
            "a CNAME A b",
            "a record has one type, and this one has two: CNAME and A",
            "keep one of the types: delete `A`",
        ),
        ("a PTR b A", "extra text after the name: A", ""),
        ("a PTR a b", "extra text after the name: b", ""),
        ("a MX mail.", "the preference, a number, is missing", "write `MX 10 <full name of the host>`"),
        ("a MX mail", "the preference, a number, is missing", "write `MX 10 mail`"),
    ],
)
def test_advice_on_a_word_too_many_or_too_few(line: str, message: str, help_text: str) -> None:
    """A type too many is the same slip in each line of a file; nobody is advised a name that nobody finds."""
    problems = read(f"{TTL}{line}\n{line}\n").problems

    assert [(message, help_text)] * 2 == [(problem.message, problem.help) for problem in problems]
    assert ("delete" in help_text) == bool(problems[0].cause)


def test_numbers_after_a_whole_soa_are_an_error() -> None:
    """And so are those after its own parenthesis has ended."""
    whole = read(f"{TTL}@ {SOA}\n 5\n")
    spoiled = read(f"{TTL}@ SOA ns host\n 1 )\n 2\n")

    assert ["3:2 syntax-error"] == problems(whole)
    assert ["2:10 syntax-error", "4:2 syntax-error"] == problems(spoiled)


def test_all_errors_of_a_file_are_reported() -> None:
    """In the order of their lines."""
    zone = read(TTL + "a A bad\nb MX x y\nc TXT (\n\n \\999 )\nd A 192.0.2.4\ne A 192.0.2.300")

    assert ["2:5 syntax-error", "3:6 syntax-error", "6:2 syntax-error", "8:5 syntax-error"] == problems(zone)
    assert ["d.example.com."] == owners(zone)


@pytest.mark.parametrize(
    "line",
    [
        "a A 192.0.2.1 # web",
        "a A 192.0.2.1 // web",
        "// a A 192.0.2.1",
        "# a comment",
        "#comment",
        "$TTL 1h # one hour",
    ],
)
def test_foreign_comments_are_recognised(line: str) -> None:
    """The help says how comments are written."""
    zone = read(f"{TTL}{line}\n")

    assert "comments begin with `;` in a master file" == zone.problems[0].help


@pytest.mark.parametrize(
    ("line", "help"),
    [
        ("a A 2001:db8::1", "write `AAAA`, the type of such addresses"),
        ("a AAAA 192.0.2.1", "write `A`, the type of such addresses"),
        ("a A 192.0.2.300", ""),
        ("a A 192.0.2.1 2001:db8::1", ""),
        ("a MX 2001:db8::1 x", ""),
    ],
)
def test_an_address_of_the_other_family(line: str, help: str) -> None:
    """The help names its type."""
    assert help == read(f"{TTL}{line}\n").problems[0].help


@pytest.mark.parametrize(
    ("line", "message", "help"),
    [
        ("a MX mail.example.", "the preference, a number, is missing", "write `MX 10 mail.example.`"),
        (
            "a SRV 5060 sip",
            "priority, weight and port are 3 numbers, and here are 1",
            "write `SRV 0 0 5060 sip`",
        ),
        (
            "a SRV 10 5060 sip",
            "priority, weight and port are 3 numbers, and here are 2",
            "write `SRV 10 0 5060 sip`",
        ),
        ("a SRV sip", "priority, weight and port are 3 numbers, and here are 0", "write `SRV 0 0 <port> sip`"),
        ("a MX", "preference is missing", ""),
        ("a SRV", "priority is missing", ""),
    ],
)
def test_numbers_that_are_missing(line: str, message: str, help: str) -> None:
    """What stands before the target is said to be missing, not the target."""
    (problem,) = read(f"{TTL}{line}\n").problems

    assert (message, help) == (problem.message, problem.help)


def test_ttl_directive_in_two_words() -> None:
    """It is the one slip; times are unknown, and nothing else is."""
    zone = read(f"$ TTL 604800\n@ 1h {SOA}\na A 192.0.2.1\nb 300 A 192.0.2.2\n")

    assert [("unknown directive $", 1)] == [(problem.message, problem.span.line) for problem in zone.problems]
    assert zone.complete


@pytest.mark.parametrize(
    ("line", "message", "help_text"),
    [
        (
            "@ SOA ns ( 1 2 3 4 5 )",
            "the SOA needs two names, a primary name server and a mailbox, and here is one",
            "write a mailbox behind it, such as `hostmaster.<domain>.`",
        ),
        ("@ SOA ns host ( 1 2 3 4 )", "minimum is missing", ""),
        ("TTL 2d", "the record has no type", "write `$TTL 2d`"),
        ("ORIGIN example.com.", "unknown record type example.com.", "write `$ORIGIN example.com.`"),
        ("@ORIGIN example.com.", "unknown record type example.com.", "write `$ORIGIN example.com.`"),
        ("ttl 2d", "the record has no type", ""),
        ("@ A 192.0.2.1\n TTL 2d", "unknown record type TTL", ""),
    ],
)
def test_what_was_left_out(line: str, message: str, help_text: str) -> None:
    """A mailbox; the dollar of a directive."""
    (problem,) = read(f"{TTL}{line}\n").problems

    assert (message, help_text) == (problem.message, problem.help)


@pytest.mark.parametrize("line", ["www IN A 192.0.2.1", "www.example.com. A 192.0.2.1", "www 300 IN A 192.0.2.1"])
def test_owner_behind_a_blank(line: str) -> None:
    """It is told what is wrong, and what the owner has is not known."""
    zone = read(f"{TTL}@ A 192.0.2.9\n  {line}\n")

    assert ["delete the blanks in front of it: a line that begins with one repeats the owner above"] == [
        problem.help for problem in zone.problems
    ]
    assert {"example.com.", "www.example.com."} == set(zone.damaged)


def test_first_owner_behind_a_blank() -> None:
    """Lines that repeat it have no slip of their own."""
    zone = read(f"{TTL} @ SOA ns host 1 2 3 4 5\n NS ns\n A 192.0.2.1\nb A 192.0.2.2\n")

    assert [2] == [problem.span.line for problem in zone.problems]
    assert {"example.com."} == set(zone.damaged)


def test_word_behind_a_blank_that_is_no_owner() -> None:
    """Nothing that follows it is a record."""
    zone = read(f"{TTL}@ A 192.0.2.9\n  nothing here\n  FOO bar\n  A6 A\n")

    assert {""} == {problem.help for problem in zone.problems}
    assert {"example.com."} == set(zone.damaged)


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize(
    ("soa", "message"),
    [
        ("@ IN SOA ns host\n 1\n 2\n 3\n 4\n 5 )\n", "serial is missing"),
        ("@ IN SOA ns host\n (\n 1 ; serial\n\n; refresh\n 2h\n 3M 4w\n 60 )\n", "serial is missing"),
        ("@ IN SOA ns host 1\n (2 3 4 5)\n", "refresh is missing"),
        ("@ SOA ns host 1 2 3\n4\n5\n", "expire is missing"),
    ],
)
def test_numbers_of_an_soa_without_its_parenthesis(soa: str, message: str, fast: bool) -> None:
    """They are one slip with the record that lacks them, and what follows is read."""
    zone = read(f"{TTL}{soa}  NS ns.example.net.\nwww A 192.0.2.1\n", fast=fast)

    (problem,) = zone.problems
    assert (message, 2) == (problem.message, problem.span.line)
    assert "the record ends with its line: open a parenthesis on it, behind the RNAME" == problem.help
    assert ["example.com.", "www.example.com."] == owners(zone)
    assert zone.complete


@pytest.mark.parametrize("fast", [True, False])
def test_a_parenthesis_of_an_soa_closes_first(fast: bool) -> None:
    """It is one slip, and costs nothing but the SOA."""
    zone = read(f"{TTL}@ SOA ns host ) ; numbers\n 1 ; serial\n 2\n 3 4\n 5\n )\n NS ns.example.net.\n", fast=fast)

    (problem,) = zone.problems
    assert ("serial is missing", 2) == (problem.message, problem.span.line)
    assert "write `(` in place of `)`: the numbers after it belong to this record" == problem.help
    assert ["NS"] == [record.type for record in all_records(zone)]


@pytest.mark.parametrize("text", ["@ SOA ns host 1 2 3 4 5 )\n", '@ SOA ns "host )\n 1\n', "www A 192.0.2.1 )\n 1\n"])
def test_other_parentheses_close_nothing(text: str) -> None:
    """What they mean is not known."""
    assert "serial is missing" not in [problem.message for problem in read(f"{TTL}{text}").problems]


@pytest.mark.parametrize(
    "soa",
    [
        "@ SOA ns host\n1 A 192.0.2.1\n2\n",
        "@ SOA ns host 1 2 3 4 5\n6\n",
        "@ MX\n1\n",
    ],
)
def test_a_number_that_no_soa_lacks_is_told_of(soa: str) -> None:
    """It is no part of the record before."""
    assert "the record has no type" in [problem.message for problem in read(TTL + soa).problems]


@pytest.mark.parametrize("line", ["MX 10 mail.example.", "NS ns1", "A 192.0.2.1", 'TXT "v=spf1 -all"'])
def test_type_that_is_taken_for_the_owner(line: str) -> None:
    """A type at the very start of a line is told of as what it is."""
    (problem,) = read(f"{TTL}{line}\n").problems

    assert f"put the owner, or a blank to repeat the one above, before `{line.partition(' ')[0]}`" == problem.help


@pytest.mark.parametrize(
    ("word", "help"),
    [("PRT", "write `PTR`, if that is meant"), ("ns1", "write `NS`, if that is meant"), ("AA", ""), ("FOO", "")],
)
def test_a_type_that_is_one_letter_off_is_named(word: str, help: str) -> None:
    """One that may be any of several is not."""
    (problem,) = read(f"{TTL}a IN {word} ns1.example.net.\n").problems

    assert (f"unknown record type {word}", help) == (problem.message, problem.help)


@pytest.mark.parametrize("line", ["mx TYPO mail", "MX IN TYPO mail"])
def test_owner_that_is_spelled_like_a_type(line: str) -> None:
    """A host may be called mx, and what stands before a class is an owner."""
    (problem,) = read(f"{TTL}{line}\n").problems

    assert ("unknown record type TYPO", "") == (problem.message, problem.help)


def test_invisible_characters_are_recognised() -> None:
    """A no-break space looks like a blank and is none."""
    zone = read(TTL + "a\xa0A 192.0.2.1\n")

    assert ["2:5 syntax-error"] == problems(zone)
    assert "invisible character" in zone.problems[0].help


def test_a_blank_first_owner_has_nothing_to_repeat() -> None:
    """NSD takes it for the zone itself; where the server is known, each such line is reported until there is one."""
    text = TTL + "  A 192.0.2.1\n\tTXT x\na A 192.0.2.1\n A 192.0.2.2\n"
    zone = read(text)
    assert [("2:3 syntax-error", "warning")] == list(zip(problems(zone), [zone.problems[0].severity], strict=True))
    assert {"A": 3, "TXT": 1} == zone.count()

    source = source_of_octets(text.encode(), "zone")
    served = Zone("example.com.", source)
    served.named_at = Place.at(source_of_octets(b"", "named.conf"))
    MasterFileReader(served, None).read(source, text.encode())
    assert ["2:3 syntax-error", "3:2 syntax-error"] == problems(served)
    assert {"A": 2} == served.count()


def test_the_owner_of_a_bad_record_is_repeated_all_the_same() -> None:
    """The next line means it, whatever was wrong with the RDATA."""
    assert ["b.example.com."] == owners(read(TTL + "a A 192.0.2.300\nb A bad\n  A 192.0.2.1\n"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a TXT ( x\nb A 192.0.2.1\nc A 192.0.2.2\n", ["b", "c"]),
        ("a TXT (\n x\n\n; y\n$ORIGIN sub\nb A 192.0.2.1\n", ["b.sub"]),
        ("a TXT ( x\nb IN TXT ( y\nc A 192.0.2.2\n", ["c"]),
        ("a TXT ( x\n\ty\n", []),
    ],
)
def test_an_open_parenthesis_costs_what_looks_like_its_record(text: str, kept: list[str]) -> None:
    """It is reported where it opens, and reading goes on where a record or directive begins."""
    zone = read(TTL + text)

    assert "2:7 syntax-error" == problems(zone)[0]
    assert [f"{name}.example.com." for name in kept] == owners(zone)
    assert not zone.complete


def test_an_origin_that_is_lost_silences_the_rest() -> None:
    """Up to the next $ORIGIN no name can be completed."""
    zone = read(TTL + "a A 192.0.2.1\n$ORIGIN x..y\nb A 192.0.2.1\nc FOO\n$ORIGIN example.com.\nd A 192.0.2.1\n")

    assert ["3:9 syntax-error"] == problems(zone)
    assert ["a.example.com.", "d.example.com."] == owners(zone)


def test_an_origin_without_its_dot_is_forgiven() -> None:
    """It is reported; the names below it are taken for those that were meant."""
    zone = read(TTL + "$ORIGIN example.com\na A 192.0.2.1\n")

    assert ["2:9 syntax-error"] == problems(zone)
    assert "write `$ORIGIN example.com.`" == zone.problems[0].help
    assert ["a.example.com."] == owners(zone)
    assert zone.complete


@pytest.mark.parametrize(
    "line", ["$TTL 60", "$ORIGIN sub ; comment", "$GENERATE 1-2 g$ A 192.0.2.$", "$DATE 20260101", "$TTL ( 60\n)"]
)
def test_a_directive_needs_a_line_end(line: str) -> None:
    """BIND refuses a file that ends within the line of one."""
    assert ["2:1 syntax-error"] == problems(read(TTL + line))
    assert [] == problems(read(TTL + line + "\n"))


def test_a_record_needs_no_line_end() -> None:
    """Servers read it; so do we, with a comment behind it as well."""
    assert ["a.example.com."] == owners(read(TTL + "a A 192.0.2.1"))
    assert ["a.example.com."] == owners(read(TTL + "a A 192.0.2.1 ; x"))


@pytest.mark.parametrize("text", ["", "\n", "; comment\n", " \t\n\n", "$TTL 60\n", "$DATE 20260101\n"])
def test_a_file_may_hold_no_records(text: str) -> None:
    """That is no fault of its text."""
    zone = read(text)

    assert ({}, []) == (zone.types, zone.problems)


def test_files_with_directives_in_comments_are_remembered() -> None:
    """Only these are searched for suppressions."""
    for text, expected in ((TTL, 0), (TTL + "a A 192.0.2.1 ; zonelint: sends-mail\n", 1)):
        source = source_of_octets(text.encode(), "zone")
        reader = MasterFileReader(Zone("example.com.", source), None)
        reader.read(source, text.encode())

        assert ([source] * expected, [source]) == (reader.with_directives, reader.sources)


def test_the_text_of_a_file_is_read_again(tmp_path: Path) -> None:
    """Sources of files do not keep their text; reports fetch it when they need it."""
    path = tmp_path / "zone"
    path.write_bytes(b"a\r\n\xe9\n")
    source, octets = open_source(str(path), "zone")

    assert b"a\r\n\xe9\n" == octets
    assert "a\n\xe9\n" == source.text
