"""Lists of tag=value: the tags, where they stand, and what is no tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.mail.tag_lists import Fault, Tag, shorten, split_list, tag_list

POSITIONED = "v=DMARC1 ; p = none;rua=mailto:a@example.net, mailto:b@example.net;"


def test_tags_stand_in_the_order_of_the_text() -> None:
    """Names and values come without the blanks around them."""
    expected = [("v", "DMARC1"), ("p", "none"), ("rua", "mailto:a@example.net, mailto:b@example.net")]

    assert expected == [(tag.name, tag.value) for tag in tag_list(POSITIONED).tags]


def test_positions_lead_to_the_tags() -> None:
    """A tag's start and end cut it out of the text, without blanks around it."""
    cut_out = [POSITIONED[tag.start : tag.end] for tag in tag_list(POSITIONED).tags]

    assert ["v=DMARC1", "p = none", "rua=mailto:a@example.net, mailto:b@example.net"] == cut_out


def test_semicolon_at_the_end_adds_nothing() -> None:
    """A list may end in a semicolon, and the piece behind it is none."""
    assert tag_list("p=none").tags == tag_list("p=none;").tags == tag_list("p=none; ").tags


def test_value_keeps_further_equals_signs() -> None:
    """The first equals sign ends the name; base64 padding stays."""
    assert "AAA==" == tag_list("v=DKIM1; p=AAA==").value("p")


def test_piece_without_equals_sign_is_a_fault() -> None:
    """It is named, with its place, and the other tags are read."""
    tags = tag_list("v=DMARC1; none; p=none")

    assert (Fault("`none` is not a tag=value", 10, 14),) == tags.faults
    assert "none" == tags.value("p")


def test_name_with_other_characters_is_a_fault() -> None:
    """A name begins with a letter and goes on with letters, digits and underscores."""
    assert ["`p-p` is not a tag name"] == [fault.message for fault in tag_list("p-p=none").faults]


def test_missing_tag_has_the_default_value() -> None:
    """Asking for what is not there is no error."""
    assert ("rsa", None) == (tag_list("p=").value("k", "rsa"), tag_list("p=").get("k"))


def test_case_of_names_counts() -> None:
    """Tags are told apart by letter case (RFC 6376 section 3.2)."""
    assert tag_list("P=x").get("p") is None


def test_repeated_tags_are_those_after_the_first() -> None:
    """Equal ones count as well."""
    assert [Tag("p", "none", 8, 14), Tag("p", "x", 16, 19)] == tag_list("p=none; p=none; p=x").repeated()


def test_parts_of_a_value_have_their_places() -> None:
    """The parts of a list are cut out of the whole text by their places."""
    rua = tag_list(POSITIONED).tags[2]
    parts = split_list(rua, ",")

    assert ["mailto:a@example.net", "mailto:b@example.net"] == [text for text, _, _ in parts]
    assert [text for text, _, _ in parts] == [POSITIONED[start:end] for _, start, end in parts]


def test_long_text_is_cut_for_a_message() -> None:
    """The mark of the cut counts, too."""
    assert ("abc", "abcd…") == (shorten("abc", 5), shorten("abcdefgh", 5))


@given(st.text(alphabet='v=;p, \t\\"x1ä', max_size=40))
def test_whatever_stands_there_is_a_tag_or_a_fault(text: str) -> None:
    """Every piece that is not blank is accounted for once, at its own place."""
    tags = tag_list(text)
    pieces = [piece.strip(" \t") for piece in text.split(";")]
    found = sorted([(tag.start, tag.end) for tag in tags.tags] + [(fault.start, fault.end) for fault in tags.faults])

    assert [piece for piece in pieces if piece] == [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    ("text", "expected"), [("v=1;", 0), ("v=1; ", 0), ("v=1;;", 1), (";v=1", 1), ("a=1; ; ;b=2", 2), ("", 0)]
)
def test_semicolons_without_a_tag_are_gaps(text: str, expected: int) -> None:
    """One semicolon may end the list; each other one ends a tag."""
    assert [";"] * expected == [text[gap.start : gap.end] for gap in tag_list(text).gaps]
