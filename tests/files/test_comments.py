"""Directives in comments: what is one, what is none, and which lines they are about."""

from builders import source, span_of
from hypothesis import given
from hypothesis import strategies as st

from zonelint.files.comments import IGNORE, IGNORE_FILE, MALFORMED, SENDS_MAIL, directives


def _covers(text: str) -> list[tuple[int, int]]:
    return [directive.covers for directive in directives(source(text))]


def test_a_file_without_the_word_has_no_directives() -> None:
    """Ordinary comments are not looked into."""
    assert [] == directives(source("www A 192.0.2.1 ; ignore[x]\n"))


def test_ignore_names_rules_and_gives_a_reason() -> None:
    """The rules stand in brackets, parted by commas; the reason is what follows."""
    [found] = directives(source("www A 192.0.2.1 ; zonelint: ignore[one-rule, other-rule] moved in May\n"))

    assert (IGNORE, ("one-rule", "other-rule"), "moved in May") == (found.kind, found.rules, found.reason)


def test_ignore_file_and_sends_mail_are_kinds_of_their_own() -> None:
    """Three kinds of directives are known."""
    text = "; zonelint: ignore-file[one-rule] lab\nout A 192.0.2.1 ; zonelint: sends-mail newsletter\n"

    found = directives(source(text))

    assert [(IGNORE_FILE, ("one-rule",)), (SENDS_MAIL, ())] == [(each.kind, each.rules) for each in found]
    assert ["lab", "newsletter"] == [each.reason for each in found]


def test_the_span_is_that_of_the_directive() -> None:
    """A report points at the word zonelint: and what follows."""
    file = source("$TTL 1h\nwww\tA 192.0.2.1 ; web ; zonelint: ignore[one-rule] old  \n")

    [found] = directives(file)

    assert span_of(file, "zonelint: ignore[one-rule] old") == found.span
    assert 2 == found.line


def test_two_directives_may_share_a_comment() -> None:
    """Each begins with a semicolon of its own."""
    found = directives(source("a A 192.0.2.1 ; zonelint: sends-mail ; zonelint: ignore[one-rule] why\n"))

    assert [(SENDS_MAIL, ""), (IGNORE, "why")] == [(each.kind, each.reason) for each in found]


def test_prose_that_mentions_the_word_is_no_directive() -> None:
    """Only what opens a comment counts."""
    assert [] == directives(source("; see what zonelint: ignore[x] means\n"))


def test_a_quoted_string_holds_no_comment() -> None:
    """A semicolon in quotes is data, after an escaped quote, too."""
    assert [] == directives(source('a TXT "x; zonelint: ignore[one-rule]"\nb TXT "\\"; zonelint: ignore[one-rule]"\n'))


def test_an_escaped_semicolon_is_no_comment() -> None:
    """A backslash makes it a part of the word."""
    assert [] == directives(source("a TXT x\\; zonelint: ignore[one-rule]\n"))


def test_a_quote_that_is_never_closed_ends_with_its_line() -> None:
    """What follows is read as if nothing had happened."""
    assert [(2, 2)] == _covers('a TXT "open\nb A 192.0.2.1 ; zonelint: ignore[one-rule]\n')


def test_at_the_end_of_a_line_it_is_about_that_line() -> None:
    """The neighbours are not covered."""
    assert [(2, 2)] == _covers("a A 192.0.2.1\nb A 192.0.2.2 ; zonelint: ignore[one-rule]\nc A 192.0.2.3\n")


def test_alone_it_is_about_the_next_record() -> None:
    """Empty lines, comments and settings in between are passed over."""
    text = "; zonelint: ignore[one-rule]\n\n; more\n$TTL 300\n$ORIGIN x.\na A 192.0.2.1\nb A 192.0.2.2\n"

    assert [(6, 6)] == _covers(text)


def test_directives_may_be_stacked() -> None:
    """Each of several alone on their lines is about the same record."""
    assert [(3, 3), (3, 3)] == _covers("; zonelint: ignore[a]\n; zonelint: ignore[b]\na A 192.0.2.1\n")


def test_it_covers_all_lines_of_a_record_in_parentheses() -> None:
    """Wherever in the record the comment stands."""
    text = (
        "@ SOA ns host ( ; zonelint: ignore[a]\n 1 ; serial ; zonelint: ignore[b]\n ; zonelint: ignore[c]\n 2 3 4 5 )\n"
    )

    assert [(1, 4)] * 3 == _covers(text + "www A 192.0.2.1\n")


def test_above_a_record_in_parentheses_it_covers_all_its_lines() -> None:
    """Parentheses in quotes and comments do not count."""
    assert [(2, 4)] == _covers('; zonelint: ignore[a]\na TXT ( ")" ; )\n "x"\n)\nb A 192.0.2.1\n')


def test_with_nothing_after_it_it_covers_its_own_line() -> None:
    """At the end of a file there is nothing else to be about."""
    assert [(2, 2)] == _covers("a A 192.0.2.1\n; zonelint: ignore[one-rule]")


def test_an_open_parenthesis_does_not_hide_directives() -> None:
    """Where it never closes, each is about its own line."""
    assert [(2, 2)] == _covers("a TXT ( x\nb A 192.0.2.1 ; zonelint: ignore[one-rule]\n")


def test_a_misspelled_directive_is_malformed_and_gets_a_suggestion() -> None:
    """It is not passed over in silence."""
    [found] = directives(source("a A 192.0.2.1 ; zonelint: ingore[one-rule]\n"))

    assert (MALFORMED, "unknown directive 'ingore'; did you mean ignore?") == (found.kind, found.reason)


def test_faults_are_told_apart() -> None:
    """Each says what is missing."""
    faults = ["", "ignore", "ignore[]", "ignore-file[ , ]", "ignore[one-rule", "sends-mails", "nonsense at all"]

    found = directives(source("".join(f"a A 192.0.2.1 ; zonelint: {fault}\n" for fault in faults)))

    assert [
        "nothing follows zonelint:; there are ignore, ignore-file and sends-mail",
        "ignore names no rule; write ignore[RULE] and the reason",
        "ignore names no rule; write ignore[RULE] and the reason",
        "ignore-file names no rule; write ignore-file[RULE] and the reason",
        "the list of rules of ignore has no closing bracket",
        "unknown directive 'sends-mails'; did you mean sends-mail?",
        "unknown directive 'nonsense'; there are ignore, ignore-file and sends-mail",
    ] == [each.reason for each in found]
    assert {MALFORMED} == {each.kind for each in found}


def test_yaml_has_its_own_comments() -> None:
    """There they begin with a number sign after a blank, and quotes have YAML's rules."""
    text = (
        "a: it's # zonelint: ignore[one]\n"
        "b: 'x # zonelint: ignore[two]'\n"
        "c: x# zonelint: ignore[three]\n"
        "# zonelint: ignore[four]\n"
        "d: (\n"
    )

    found = directives(source(text), "#")

    assert [(("one",), (1, 1)), (("four",), (5, 5))] == [(each.rules, each.covers) for each in found]


@given(st.lists(st.sampled_from([*'a;"\\()\n\t [],#:-', "zonelint:", "ignore", "$TTL"]), max_size=60).map("".join))
def test_any_text_is_read(text: str) -> None:
    """Whatever a file holds, each directive found lies in it and covers lines of it."""
    file = source("; zonelint: x\n" + text)

    for found in [*directives(file), *directives(file, "#")]:
        line = file.line_text(found.line)
        assert line[found.span.column - 1 : found.span.end_column - 1].startswith("zonelint:")
        assert 1 <= found.covers[0] <= found.covers[1] <= file.text.count("\n") + 1
