"""Composing YAML: nodes with places, held against PyYAML, and problems at their place whatever the text is."""

import time

import pytest
import yaml
from composing import Outline, compose, places, root, source_of, tree, values
from hypothesis import given
from hypothesis import strategies as st
from yaml_strategies import yaml_texts

from zonelint.dns.places import Span
from zonelint.readers.tree import yaml_nodes
from zonelint.readers.tree.nodes import MAX_DEPTH
from zonelint.readers.tree.yaml_composer import compose_all
from zonelint.readers.tree.yaml_nodes import duplicates, find, get, merged

LINES = "\n".join
BOMB = LINES(["a0: &a0 [x, x]", *(f"a{level}: &a{level} [{f'*a{level - 1}, ' * 10}]" for level in range(1, 12)), ""])

BROKEN = {
    "a tab as indentation": ("a:\n\tb: c\n", "2:1"),
    "a tab in a flow collection": ("a: [b,\tc]\n", "1:7"),
    "two keys on one line": ("a: b: c\n", "1:5"),
    "an indentation that belongs nowhere": ("a:\n    b: c\n  d: e\n", "3:3"),
    "an item among keys": ("a: b\n- c\n", "2:1"),
    "a line without colon": ("a: b\nc\nd: e\n", "3:1"),
    "an unclosed single quote": ("a: 'b\nc: d\n", "1:4"),
    "an unclosed double quote": ('a: "b\nc: d\n', "1:4"),
    "an unclosed flow sequence": ("a: [b, c\nd: e\n", "2:2"),
    "an unknown escape": ('a: "\\q"\n', "1:6"),
    "an impossible character": ('a: "\\UFFFFFFFF"\n', "1:7"),
    "a percent sign at the start of a line": ("%a: b\nc: d\n", "1:1"),
    "a directive without document": ("%a\nc: d\n", "2:1"),
    "another version of YAML": ("%YAML 2.0\n---\na: b\n", "1:1"),
    "an at sign": ("a: @b\n", "1:4"),
    "a template": ("a: b\n{% if c %}\nd: e\n{% endif %}\n", "2:2"),
    "an unknown alias": ("a: *b\n", "1:4"),
    "an anchor that appears twice": ("a: &b c\nd: &b e\n", "2:4"),
    "an anchor with a dot": ("a: &b.c d\n", "1:5"),
    "an alias inside of its anchor": ("a: &b\n  - *b\n", "2:5"),
    "an unknown tag handle": ("a: !b!c d\n", "1:4"),
    "NUL": ("a: b\0\n", "1:5"),
    "an escape character": ("a: b\nc: \x1b[1m\n", "2:4"),
    "content after the end of a document": ("a: b\n... c\n", "2:5"),
    "65 levels of blocks": ("- " * (MAX_DEPTH + 1) + "a\n", "1:129"),
    "65 levels of flow": ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "1:65"),
    "65 levels through an alias": (f"- &a {'[' * 40}{']' * 40}\n{'- ' * 25}*a\n", "2:51"),
    "an alias bomb": (BOMB, "6:20"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "place"), BROKEN.values(), ids=BROKEN)
def test_an_error_is_a_problem_at_its_place(text: str, place: str) -> None:
    """What is no YAML, or too much of it, is one problem where it stands, and no document."""
    documents, problems = compose(text)

    assert ([], [f"{place} syntax-error"]) == (documents, places(problems))
    assert "\n" not in problems[0].message


HOSTILE = {
    "20,000 levels of blocks": "- " * 20_000,
    "20,000 levels of keys": "? " * 20_000,
    "20,000 levels of indentation": LINES(" " * level + "a:" for level in range(2_000)),
    "20,000 levels of sequences": "[" * 20_000,
    "20,000 levels of mappings": "{a: " * 20_000,
    "a plain scalar of a megabyte": "a: b\n  " + "c" * 1_000_000,
    "a quoted scalar of a megabyte": "a: '" + "c " * 500_000,
    "a flow sequence of a megabyte": "a: [" + "b, " * 100_000 + "?]",
    "a line of colons": "a: b\n " + ":" * 500_000,
    "a line of exclamation marks": "a: " + "!" * 500_000,
    "a line of percent signs": "%" * 500_000,
    "many anchors": LINES(f"- &a{index} *a{index}" for index in range(50_000)),
    "many lines of a scalar": "a: b\n" + "  c\n" * 100_000,
    "many comments": "a: b\n  c\n" + "# d\n" * 100_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_seconds_at_most(text: str) -> None:
    """However deep or long a text is, composing it ends: with its nodes or with one problem."""
    begin = time.process_time()
    documents, problems = compose(text)

    assert len(problems) == 1 or (len(documents) == 1 and not problems)
    assert time.process_time() - begin < 20  # two on the slowest of them here; the square of any would be minutes


@given(yaml_texts)
def test_nodes_and_places_are_those_of_pyyaml(text: str) -> None:
    """The reference gives the nodes that PyYAML composes, at the same places, and a problem where PyYAML raises."""
    documents, problems = compose_all(text, source_of(text))
    outline = Outline(text)

    if problems:
        assert outline.their_documents(text, yaml.SafeLoader) is None
    else:
        assert outline.their_documents(text, yaml.SafeLoader) == [outline.ours(document) for document in documents]


@given(st.text(max_size=40) | st.text("-?:,[]{}#&*!|>'\"%@` \n\tab0", max_size=30))
def test_any_text_gives_nodes_or_a_problem(text: str) -> None:
    """No text raises, and a problem stands inside of the text."""
    _, problems = compose(text)

    lines = text.split("\n")
    for problem in problems:
        assert 1 <= problem.span.line <= len(lines)
        assert 1 <= problem.span.column <= problem.span.end_column <= len(lines[problem.span.line - 1]) + 1


def test_documents_before_an_error_are_kept() -> None:
    """An error costs the document that holds it, not those before it."""
    documents, problems = compose("a: b\n---\nc: [\n")

    assert ([[("a", "b")]], ["4:1 syntax-error"]) == ([values(node) for node in documents if node], places(problems))


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("# c\n", 0), ("---\n", 1), ("---\n---\n", 2), ("--- # c\n...\n", 1)]
)
def test_a_document_without_content_is_none(text: str, count: int) -> None:
    """A marker without content is an empty document; a file without anything has no document."""
    assert ([None] * count, []) == compose(text)


def test_an_empty_string_is_content() -> None:
    """Quotes, a tag or a tilde make a document of an empty scalar."""
    for text in ("--- ''\n", "--- !!str\n", "--- ~\n"):
        assert "scalar" == root(text).kind


def test_a_stream_of_documents() -> None:
    """Each document of a stream gives one node."""
    documents, problems = compose("a: b\n---\n- c\n...\n---\nd\n")

    assert ([[("a", "b")], ["c"], "d"], []) == ([values(node) for node in documents if node], problems)


def test_spans_cover_what_is_written() -> None:
    """Spans hold quotes, tags and brackets, and count code points; a block collection ends with its last part."""
    document = root("\xe9t\xe9:\n  - 'a'\n  - !x {b: c}\n\n# d\n")
    (key, value), items = document.pairs[0], document.pairs[0][1].items

    assert (Span(1, 1, 1, 4), Span(2, 3, 3, 14)) == (key.span, value.span)
    assert [Span(2, 5, 2, 8), Span(3, 5, 3, 14)] == [item.span for item in items]
    assert Span(1, 1, 3, 14) == document.span


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_move_nothing(line_end: str) -> None:
    """Windows' line ends give the same nodes at the same places."""
    text = "a: b\nc:\n  - d\n"

    assert tree(root(text)) == tree(root(text.replace("\n", line_end)))


def test_a_byte_order_mark_is_passed_over() -> None:
    """It is no part of the first key, but a character of the first line."""
    key = root("\ufeffa: b\n").pairs[0][0]

    assert ("a", Span(1, 2, 1, 3)) == (key.text, key.span)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
    ("!include b", "!include"), ("!!str b", "!!str"), ("!<tag:yaml.org,2002:str> b", "!!str"), ("!<x> b", "!<x>"),
    ("! b", "!"),
        ("!!python/object:os.system b", "!!python/object:os.system"), ("!Ref {b: c}", "!Ref"), ("b", ""),
    ],
)  # fmt: skip
def test_tags_are_kept_and_not_obeyed(written: str, tag: str) -> None:
    """Whatever a tag asks for, the node is a node."""
    assert tag == root(f"a: {written}\n").pairs[0][1].tag


def test_a_node_behind_an_alias_knows_both_places() -> None:
    """It stands where its anchor is, and remembers the alias that led to it."""
    document = root("a: &x\n  - b\nc: *x\n")
    anchored, aliased = document.pairs[0][1], document.pairs[1][1]

    assert (None, Span(3, 4, 3, 6)) == (anchored.alias, aliased.alias)
    assert (anchored.span, anchored.items) == (aliased.span, aliased.items)


def test_keys_may_be_anything() -> None:
    """Keys that are no strings are nodes like others."""
    assert [(["a"], "b"), ([("c", "d")], "e")] == values(root("? [a]\n: b\n? {c: d}\n: e\n"))


def test_get_takes_the_last_of_several() -> None:
    """As in PyYAML the last value counts; only a string is found by its text."""
    document = root("a: 1\na: 2\non: 3\n'on': 4\n")

    found = [get(document, key) for key in ("a", "on", "b")]

    assert ["2", "4", None] == [node and node.text for node in found]


def test_get_in_what_is_no_mapping() -> None:
    """A sequence has no keys."""
    assert get(root("- a\n"), "a") is None


def test_duplicates_are_keys_of_one_value() -> None:
    """Keys are compared as Python values: 8 and 010 are one, 8 and "8" are two. Merge keys may be repeated."""
    keys = ("8", "010", "'8'", "true", "1", "<<", "<<", "8", "2001-01-01", "'2001-01-01'", "? [x]\n", "? [x]\n")
    document = root(LINES(f"{key}: {{}}" for key in keys))

    assert [(1, 2), (4, 5), (1, 8)] == [(first.line, later.line) for first, later in duplicates(document)]


MERGES = {
    "in their place": ("a: 1\n<<: {a: 2, b: 3}\nb: 4\n", {"a": "2", "b": "4"}),
    "of a list the first counts": ("<<: [{a: 1}, {a: 2, b: 3}]\n", {"a": "1", "b": "3"}),
    "in one another": ("<<: {<<: {a: 1, b: 2}, b: 3}\n", {"a": "1", "b": "3"}),
    "quoted, it is a key": ("'<<': {a: 1}\n", {"a": None, "<<": ""}),
    "what cannot be merged stays": ("<<: x\na: 1\n", {"<<": "x", "a": "1"}),
    "an include": ("<<: !include x\na: 1\n", {"a": "1", "included": "yes"}),
    "an include in a list": ("<<: [!include x, {included: no}]\n", {"included": "yes"}),
}


@pytest.mark.parametrize(("text", "expected"), MERGES.values(), ids=MERGES)
def test_merge_keys_are_replaced_as_octodns_does(text: str, expected: "dict[str, str | None]") -> None:
    """What ``<<`` names is put in its place, and the last of equal keys counts."""
    pairs = merged(root(text), lambda node: root("included: 'yes'\n"))
    found = {key: find(pairs, key) for key in expected}

    assert expected == {key: node and node.text for key, node in found.items()}


def test_a_long_file_in_an_unusual_style_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow way has a bound, which is a problem of its own."""
    monkeypatch.setattr(yaml_nodes, "MAX_LENGTH", 40)
    found, problems = compose("a: {b: [c]}\n" * 5)

    assert ([], ["1:1 limit-exceeded"]) == (found, places(problems))


def test_what_is_in_the_usual_style_does_not_count_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is on what is read the slow way: few unusual entries in a long file are read."""
    monkeypatch.setattr(yaml_nodes, "MAX_LENGTH", 40)

    assert [] == compose("a: b\n" * 50)[1]
    assert [] == compose("a: b\n" * 50 + "a: {b: [c]}\n" + "a: b\n" * 50 + "a: {b: [c]}\n" + "a: b\n" * 50)[1]
