"""From octets to lines: encodings, byte order marks and line ends."""

import pytest
from reading import all_records, owners, problems, read, records

from zonelint.files.decode import decode

TTL = "$TTL 300\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """All three are read, and count lines alike."""
    zone = read(end.join(["$TTL 300", "a A 192.0.2.1", 'b TXT "x"', "c A bad", ""]))

    assert [2, 3] == [record.line for record in all_records(zone)]
    assert ['b.example.com. 300 TXT "x"'] == records(zone)[1:]
    assert ["4:5 syntax-error"] == problems(zone)


def test_a_byte_order_mark_is_reported_and_passed_over() -> None:
    """Name servers do not read the file; what it means is clear all the same."""
    zone = read("\ufeff" + TTL + "a A 192.0.2.1\n")

    assert ["1:1 syntax-error"] == problems(zone)
    assert ["a.example.com."] == owners(zone)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_reported_and_read(encoding: str) -> None:
    """As it begins with its mark, it is told from garbage."""
    zone = read(("\ufeff" + TTL + "a A 192.0.2.1\n").encode(encoding))

    assert "the file is in UTF-16, which name servers cannot read" == zone.problems[0].message
    assert ["a.example.com."] == owners(zone)


def test_octets_beyond_ascii_are_kept() -> None:
    """They are those of the file, in UTF-8 as in Latin-1."""
    text = TTL + 'a TXT "\xe9" ; \xe9\nb CNAME \xe9.example.\n'

    assert ['a.example.com. 300 TXT "\\195\\169"', "b.example.com. 300 CNAME \\195\\169.example."] == records(
        read(text)
    )
    assert ['a.example.com. 300 TXT "\\233"', "b.example.com. 300 CNAME \\233.example."] == records(
        read(text.encode("latin-1"))
    )


def test_columns_count_code_points() -> None:
    """A letter beyond ASCII is one column, and a tab is one."""
    assert ["2:8 syntax-error"] == problems(read(TTL + "\xe9\xe9\t\tA\t\tbad\n"))


def test_nul_is_part_of_a_word() -> None:
    """In a string it is kept; in an address it is an error."""
    zone = read(TTL + 'a TXT "x\x00y"\nb A 192.0.2.1\x00\n')

    assert ['a.example.com. 300 TXT "x\\000y"'] == records(zone)
    assert ["3:5 syntax-error"] == problems(zone)


def test_decoding_tells_plain_text() -> None:
    """Only printable ASCII with tabs and line ends may go the fast way."""
    assert ("a\n", "utf-8", True) == decode(b"a\r\n")
    assert ("\xe9", "utf-8", False) == decode(b"\xc3\xa9")
    assert ("\xe9", "latin-1", False) == decode(b"\xe9")
    assert not decode(b"a\x0b").plain
