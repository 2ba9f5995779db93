"""The lexer of master files: logical lines, their tokens, and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zone_strategies import zone_texts

from zonelint.dns.places import Span
from zonelint.readers.master.lexer import Token, comment_column, logical_line, span_of, unquoted


def words(text: str) -> list[str]:
    """Return the tokens of the first logical line of `text`."""
    return [token.text for token in logical_line(text.split("\n"), 0).tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a IN  A\t192.0.2.1", ["a", "IN", "A", "192.0.2.1"]),
        ("a A 192.0.2.1;comment", ["a", "A", "192.0.2.1"]),
        ("; comment", []),
        ("", []),
        (" \t ", []),
        ('"a b" "c;d" "(e)"', ['"a b"', '"c;d"', '"(e)"']),
        ('"a""b"c"d"', ['"a"', '"b"', "c", '"d"']),
        ('"a\\"b" "\\\\"', ['"a\\"b"', '"\\\\"']),
        ("a\\ b a\\;b a\\(b a\\\\ c", ["a\\ b", "a\\;b", "a\\(b", "a\\\\", "c"]),
        ("a(b)c", ["a", "b", "c"]),
        ("()", []),
        ("a\x0bb\x0cc\xa0d\x00", ["a\x0bb\x0cc\xa0d\x00"]),
        ("a\\", ["a", "\\"]),
        ("\\", ["\\"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Words and strings as spelled; only space and tab part them."""
    assert expected == words(text)


def test_tokens_know_their_place() -> None:
    """Lines and columns count from 1, and within parentheses lines go on."""
    line = logical_line(["x", ' a ( "b c" ; d', "", '\te)"f"', "y"], 1)

    assert [Token("a", 2, 2), Token('"b c"', 2, 6), Token("e", 4, 2), Token('"f"', 4, 4)] == line.tokens
    assert Span(2, 2, 4, 7) == span_of(line.tokens)
    assert (4, True, True, None) == (line.end, line.blank, line.closed, line.error)


def test_columns_are_code_points() -> None:
    """A letter beyond ASCII counts as one."""
    assert [Token("\xe9\U0001f600", 1, 1), Token("b", 1, 4)] == logical_line(["\xe9\U0001f600 b"], 0).tokens


@pytest.mark.parametrize(
    ("text", "blank"), [("a b", False), (" a", True), ("\ta", True), ("", False), ("( a", False), ("\xa0a", False)]
)
def test_a_line_is_blank_if_its_first_character_is(text: str, blank: bool) -> None:
    """Only then has the record the owner before it."""
    assert blank == logical_line([text, ")"], 0).blank


def test_comments_hide_parentheses_and_quotes() -> None:
    """What stands behind a semicolon opens and closes nothing."""
    line = logical_line(['a ( ; ) "', "b ; )", ") c", "d"], 0)

    assert ["a", "b", "c"] == [token.text for token in line.tokens]
    assert (3, None) == (line.end, line.error)


def test_parentheses_nest() -> None:
    """The line ends where the outermost closes."""
    line = logical_line(["a ( ( b", ") c", ") d", "e"], 0)

    assert (["a", "b", "c", "d"], 3) == ([token.text for token in line.tokens], line.end)


@pytest.mark.parametrize(
    ("lines", "message", "span"),
    [
        (["a )", "b"], "unbalanced parenthesis: nothing is open here", Span(1, 3, 1, 4)),
        (['a "b c', "d"], "the closing quote is missing on this line", Span(1, 3, 1, 7)),
        (['a "b\\"', "d"], "the closing quote is missing on this line", Span(1, 3, 1, 7)),
        (['a b"', "d"], "the closing quote is missing on this line", Span(1, 4, 1, 5)),
        (["a ( b", "c"], "this parenthesis is never closed", Span(1, 3, 1, 4)),
        (["a ( b", "( c )"], "this parenthesis is never closed", Span(1, 3, 1, 4)),
        (["a ) ( b"], "unbalanced parenthesis: nothing is open here", Span(1, 3, 1, 4)),
    ],
)
def test_the_first_error_of_a_line_is_kept(lines: list[str], message: str, span: Span) -> None:
    """It stands where the quote or parenthesis is that has no partner."""
    error = logical_line(lines, 0).error

    assert error is not None
    assert (message, span) == (str(error), error.span)


def test_a_file_may_end_within_parentheses() -> None:
    """The line says so, and takes all that is left."""
    line = logical_line(["a (", "b", "c"], 0)

    assert (False, 3) == (line.closed, line.end)


def test_many_blanks_take_no_time() -> None:
    """Each is looked at once, wherever they stand."""
    blanks = " \t" * 500_000
    line = logical_line([f"a {blanks}( b{blanks}", f"{blanks};{blanks}", f"){blanks}"], 0)

    assert ["a", "b"] == [token.text for token in line.tokens]
    assert comment_column("a" + blanks) is None


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("a A 192.0.2.1", None),
        ("a A 192.0.2.1 ; x ; y", 14),
        (";x", 0),
        ('a TXT "b;c"', None),
        ('a TXT "b;c" ;d', 12),
        ('a TXT "\\";" ;', 12),
        ("a TXT b\\;c", None),
        ("a TXT b;c", 7),
        ('a TXT "b ; c', None),
    ],
)
def test_where_comments_begin(line: str, column: int | None) -> None:
    """At the first semicolon that is neither quoted nor escaped."""
    assert column == comment_column(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a b"', "a b"),
        ('""', ""),
        ("a", "a"),
        ('"a\\"b"', 'a"b'),
        ('"a\\\\"', "a\\\\"),
        ('"\\\\\\""', '\\\\"'),
        ('"\\065\\;"', "\\065\\;"),
    ],
)
def test_quotes_are_taken_off(text: str, expected: str) -> None:
    """Of the escapes only that of a quote goes: the others mean something to what reads the text next."""
    assert expected == unquoted(text)


@given(st.text(st.sampled_from('ab\\"();\n\t \x00\xe9')) | zone_texts)
def test_any_text_falls_into_logical_lines(text: str) -> None:
    """Each begins where the one before it ended, and each token and error lies where it says."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = logical_line(lines, at)
        assert at < line.end <= len(lines)
        for token in line.tokens:
            assert at < token.line <= line.end
            assert lines[token.line - 1][token.column - 1 :].startswith(token.text)
        if line.error is not None:
            span = line.error.span
            assert at < span.line == span.end_line <= line.end
            assert 1 <= span.column < span.end_column <= len(lines[span.line - 1]) + 1
        at = line.end
