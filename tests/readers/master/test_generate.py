"""$GENERATE: ranges, templates with all their modifiers, and what BIND refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import all_records, marked, problems, read, records

from zonelint.dns.zone import GENERATED, TTL_INHERITED
from zonelint.readers.master import generate
from zonelint.readers.master.generate import GenerateError, Template, expand, iterators


def generated(line: str) -> list[str]:
    """Return the records that a $GENERATE makes, without the zone's name."""
    return [text.replace(".example.com. ", " ") for text in records(read(f"$TTL 300\n$GENERATE {line}\n"))]


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("1-3", [1, 2, 3]),
        ("0-10/5", [0, 5, 10]),
        ("7-7", [7]),
        ("1-4/2", [1, 3]),
        ("007-008", [7, 8]),
        ("2147483647-2147483647", [2**31 - 1]),
    ],
)
def test_ranges(word: str, values: list[int]) -> None:
    """Both ends belong to the range."""
    assert values == list(iterators(word))


@pytest.mark.parametrize(
    "word",
    [
        "3-1",
        "1-3/0",
        "1",
        "1-",
        "-1-3",
        "1-3/",
        "1-3/x",
        "a-b",
        "1-2x",
        "",
        "1-2147483648",
        "1-9999999999",
        "1-3/2147483648",
        "\u0661-\u0663",
    ],
)
def test_bad_ranges(word: str) -> None:
    """A range that is empty, unfinished or beyond 31 bits is an error of the first word."""
    with pytest.raises(GenerateError) as raised:
        iterators(word)

    assert 0 == raised.value.index


@pytest.mark.parametrize(
    ("text", "iterator", "expected"),
    [
        ("h$", 7, "h7"),
        ("$-$", 7, "7-7"),
        ("h", 7, "h"),
        ("\\$x$$", 7, "$x$"),
        ("${10}", 7, "17"),
        ("${-2}", 7, "5"),
        ("${+2}", 7, "9"),
        ("${-10}", 7, "-3"),
        ("${0,3}", 7, "007"),
        ("${0,3,d}", 1234, "1234"),
        ("${-10,4}", 7, "-003"),
        ("${0,0,d}", 7, "7"),
        ("${0,4,x}", 171, "00ab"),
        ("${0,4,X}", 171, "00AB"),
        ("${0,3,o}", 9, "011"),
        ("${-8,3,x}", 7, "ffffffff"),
        ("${0,1,n}", 5, "5"),
        ("${0,0,n}", 0x1AB, "b.a.1"),
        ("${0,3,n}", 0x1A, "a.1"),
        ("${0,3,N}", 0x1A, "A.1"),
        ("${0,7,n}", 0x1A, "a.1.0.0"),
        ("${0,8,n}", 0x1A, "a.1.0.0."),
        ("${0,2,n}", 0, "0."),
        ("${-1,0,n}", 0, "f.f.f.f.f.f.f.f"),
        ("${16}.${0,2,x}", 7, "23.07"),
    ],
)
def test_templates(text: str, iterator: int, expected: str) -> None:
    """Offset, width and base of each place where the iterator stands; the width of nibbles counts the dots."""
    assert expected == Template(text, 1).fill(iterator)


@pytest.mark.parametrize(
    "text",
    [
        "${",
        "${0",
        "${}",
        "${x}",
        "${0,}",
        "${0,x}",
        "${0,2,q}",
        "${0,2,d,1}",
        "${0, 2}",
        "${0,-2}",
        "${99999999999}",
        "${0,4294967297}",
    ],
)
def test_bad_templates(text: str) -> None:
    """What stands in braces must be complete, and nothing else may stand there."""
    with pytest.raises(GenerateError) as raised:
        Template(text, 2)

    assert 2 == raised.value.index


@pytest.mark.parametrize("text", ["${0,128}", "${0,200,n}", "${0,127}" * 17, "x" * 2048])
def test_texts_that_are_too_long(text: str) -> None:
    """A number may have 127 octets, one side 2047."""
    with pytest.raises(GenerateError, match="ran out of space"):
        Template(text, 1).fill(1)


def test_the_longest_texts() -> None:
    """Just as long as they may be."""
    assert 127 == len(Template("${0,127}", 1).fill(1))
    assert 127 == len(Template("${0,127,n}", 1).fill(1))
    assert 2047 == len(Template("x" * 2047, 1).fill(1))


@given(st.text(st.sampled_from("$\\{}0123,dnxX-+ a."), max_size=20), st.integers(0, 2**31 - 1))
def test_any_template_is_filled_or_refused(text: str, iterator: int) -> None:
    """Nothing else comes of it."""
    index = None
    try:
        filled = Template(text, 1).fill(iterator)
    except GenerateError as error:
        index = error.index
    else:
        assert isinstance(filled, str)

    assert index in (None, 1)


def test_both_sides_are_expanded() -> None:
    """With the same iterator."""
    assert [(9, "a9", "x09"), (10, "a10", "x10")] == list(expand("9-10", "a$", "x${0,2}"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1-2 h$ A 192.0.2.$", ["h1 300 A 192.0.2.1", "h2 300 A 192.0.2.2"]),
        ("1-1 h$ 60 IN A 192.0.2.$", ["h1 60 A 192.0.2.1"]),
        ("1-1 h$ IN 1h A 192.0.2.$ ; comment", ["h1 3600 A 192.0.2.1"]),
        ("1-1 $ CNAME $.0/25", ["1 300 CNAME 1.0/25.example.com."]),
        ('1-1 @ MX "10 mail$"', ["example.com. 300 MX 10 mail1.example.com."]),
        ('1-1 t$ TXT "a $ b"', ['t1 300 TXT "a" "1" "b"']),
        ('1-1 t$ TXT "\\"a $ b\\""', ['t1 300 TXT "a 1 b"']),
        ('1-1 s$ SRV "0 5 5060 sip$"', ["s1 300 SRV 0 5 5060 sip1.example.com."]),
        ("1-1 H$ AAAA 2001:db8::$", ["h1 300 AAAA 2001:db8::1"]),
        ("1-1 g\\$$ A 192.0.2.$", ["g\\$1 300 A 192.0.2.1"]),
        ("( 1-1\n h$ A ; comment\n 192.0.2.$ )", ["h1 300 A 192.0.2.1"]),
    ],
)
def test_generated_records(line: str, expected: list[str]) -> None:
    """Each iterator gives one record; several words of RDATA stand in quotes."""
    assert expected == generated(line)


def test_generated_records_stand_at_the_directive() -> None:
    """They say that they are generated, and whether they inherit their TTL."""
    zone = read("$TTL 300\n\n$GENERATE 1-2 a$ A 192.0.2.$\n$GENERATE 1-1 b$ 60 A 192.0.2.$\n")

    assert [(3, GENERATED | TTL_INHERITED)] * 2 + [(4, GENERATED)] == [
        (each.line, each.flags) for each in all_records(zone)
    ]
    assert all(each.generated for each in all_records(zone))


def test_the_owner_before_stays() -> None:
    """A line that begins with a blank after $GENERATE repeats the owner before it."""
    zone = read("$TTL 300\na A 192.0.2.1\n$GENERATE 1-2 g$ A 192.0.2.$\n TXT x\n")

    assert 'a.example.com. 300 TXT "x"' == records(zone)[-1]


def test_generated_names_out_of_the_zone_are_noted() -> None:
    """And the range goes on."""
    zone = read("$TTL 300\n$GENERATE 1-3 a$.example.net. A 192.0.2.$\n")

    assert ["a1.example.net.", "a2.example.net.", "a3.example.net."] == [each.owner for each in zone.out_of_zone]


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        ("1-2 h$ A", 18, "A"),
        ("1-2", 11, "1-2"),
        ("2-1 h$ A 192.0.2.$", 11, "2-1"),
        ("1-2 h${0,x} A 192.0.2.$", 15, "h${0,x}"),
        ("1-2 h$ A 192.0.2.${", 20, "192.0.2.${"),
        ("1-2 h$ MX 10 mail$", 24, "mail$"),
        ("1-2 h$ FOO $", 18, "FOO"),
        ("1-2 h$ CH A $", 18, "CH"),
        ("1-2 h..$ A 192.0.2.$", 15, "h..$"),
        ('1-2 "h$" A 192.0.2.$', 15, '"h$"'),
        ("254-257 h$ A 192.0.2.$", 24, "192.0.2.$"),
        ('1-2 h$ TXT "\'\\"\'"', 22, '"\'\\"\'"'),
    ],
)
def test_errors_stand_at_the_word(line: str, column: int, word: str) -> None:
    """As it is written, not as it was expanded; the zone may lack records then."""
    zone = read(f"$TTL 300\n$GENERATE {line}\n")

    assert [f"2:{column} syntax-error"] == problems(zone)
    assert word == marked(zone.problems[0])
    assert not zone.complete


def test_records_before_an_error_are_kept() -> None:
    """A range that leaves the octet is read up to there."""
    assert ["h254 300 A 192.0.2.254", "h255 300 A 192.0.2.255"] == generated("254-260 h$ A 192.0.2.$")


def test_the_records_of_one_line_are_bounded() -> None:
    """What is larger is not expanded, and the zone is not complete."""
    zone = read(f"$TTL 300\n$GENERATE 0-{generate.MAX_RECORDS_PER_LINE} h$ A 192.0.2.1\n")

    assert ["2:11 limit-exceeded"] == problems(zone)
    assert {} == zone.types
    assert not zone.complete


def test_the_records_of_one_zone_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines count together."""
    monkeypatch.setattr(generate, "MAX_RECORDS_PER_ZONE", 10)
    zone = read("$TTL 300\n$GENERATE 1-6 a$ A 192.0.2.1\n$GENERATE 1-4 b$ A 192.0.2.1\n$GENERATE 1-1 c$ A 192.0.2.1\n")

    assert ["4:11 limit-exceeded"] == problems(zone)
    assert {"A": 10} == zone.count()


def test_long_records_count_several_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short line must not fill the memory with long texts."""
    monkeypatch.setattr(generate, "MAX_RECORDS_PER_ZONE", 10)
    zone = read('$TTL 300\n$GENERATE 1-4 a$ TXT "${0,127} ${0,127} ${0,127}"\n')

    assert ["2:11 limit-exceeded"] == problems(zone)
