"""JSON as nodes with places, held against Python's own reader of JSON."""

import json
from typing import Any

import pytest
from composing import compose, places, source_of, tree
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns.places import Problem, Span
from zonelint.readers.tree.json_nodes import compose_json
from zonelint.readers.tree.nodes import MAX_DEPTH, Node
from zonelint.readers.tree.yaml_nodes import duplicates
from zonelint.readers.tree.yaml_scalars import resolve

TOKENS = (
    "[", "]", "{", "}", ",", ":", '"a"', '"\\u00e9"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ude00x"',
    '"\\ud83d\\u0041"', '"\\n\\/\\\\"', '"\\x"', '"\\u00g0"', '"',
    "1", "-1", "0", "01", "1.5", "1e5", "1E+5", "-0", "-0.0", "1.", ".5", "-", "+1", "1" * 30, "true", "false",
    "null", "nul", "nulls", "NaN", " ", "\n", "\t",
    "\x0c", '"\t"', '"a": 1', '"b": [1, 2]', '{"x": {"y": null}}', '{"a": 1, "a": 2}', "\\", "\xe9", "//", "\x00",
)  # fmt: skip

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
)


def read(text: str) -> tuple[list[Node | None], list[Problem]]:
    """Return the document in `text`, and its problems."""
    return compose_json(text, source_of(text))


def value(node: Node | None) -> Any:
    """Return `node` as Python's reader of JSON has it, objects as pairs."""
    assert node is not None
    if node.kind == "mapping":
        return [(key.text, value(part)) for key, part in node.pairs]
    return [value(item) for item in node.items] if node.kind == "sequence" else resolve(node)


def expected_value(text: str) -> Any:
    """Return what Python reads in `text`; raises ValueError."""
    return json.loads(text, object_pairs_hook=list, parse_constant=lambda name: json.loads("?"))


@given(json_values, st.sampled_from((None, 2)), st.booleans())
def test_json_is_read_as_python_reads_it(written: Any, indent: "int | None", ascii_only: bool) -> None:
    """Whatever Python writes has the same values as nodes."""
    text = json.dumps(written, indent=indent, ensure_ascii=ascii_only)
    documents, problems = read(text)

    assert ([], 1) == (problems, len(documents))
    assert repr(expected_value(text)) == repr(value(documents[0]))


@given(st.lists(st.sampled_from(TOKENS), max_size=8).map("".join) | st.text(max_size=20))
def test_what_python_refuses_is_a_problem(text: str) -> None:
    """Other texts are read as Python reads them, or are one problem inside of the text."""
    documents, problems = read(text)
    try:
        expected = expected_value(text)
    except ValueError:
        lines = text.split("\n")
        assert ([], 1) == (documents, len(problems))
        assert 1 <= problems[0].span.column <= problems[0].span.end_column <= len(lines[problems[0].span.line - 1]) + 1
    else:
        assert [] == problems
        assert repr(expected) == repr(value(documents[0]))


def test_the_same_tree_as_yaml_in_flow_style() -> None:
    """JSON that is YAML, too, gives the same nodes at the same places."""
    text = '{"name": "a.",\n "rrsets": [{"ttl": 60, "x": [true, null, ""]}, []]}\n'

    assert [tree(node) for node in compose(text)[0]] == [tree(node) for node in read(text)[0]]


def test_places_of_keys_and_values() -> None:
    """Every key and value has its span, quotes and brackets included."""
    root = read('{\n  "a": ["b", 12]\n}\n')[0][0]
    assert root is not None
    (key, array), items = root.pairs[0], root.pairs[0][1].items

    assert [Span(1, 1, 3, 2), Span(2, 3, 2, 6), Span(2, 8, 2, 17)] == [root.span, key.span, array.span]
    assert [Span(2, 9, 2, 12), Span(2, 14, 2, 16)] == [item.span for item in items]


def test_duplicate_keys_are_kept() -> None:
    """Both stand in the node, and duplicates tells of them."""
    root = read('{"a": 1, "a": 2}')[0][0]
    assert root is not None

    assert [(2, 10)] == [(first.column, later.column) for first, later in duplicates(root)]


BROKEN = {
    "nothing": ("", "1:1"),
    "an unclosed object": ('{"a": 1\n', "2:1"),
    "an unclosed string": ('{"a": "b\n}', "1:7"),
    "a trailing comma": ('["a",\n]', "2:1"),
    "a missing colon": ('{"a" 1}', "1:6"),
    "a key without quotes": ("{a: 1}", "1:2"),
    "single quotes": ("['a']", "1:2"),
    "a comment": ("// a\n{}", "1:1"),
    "an unknown escape": ('["a\\q"]', "1:4"),
    "two values": ("{}\n{}", "2:1"),
    "the wrong bracket": ('["a"}', "1:5"),
    "a leading zero": ("[01]", "1:2"),
    "NaN": ("[NaN]", "1:2"),
    "NUL": ("[\0]", "1:2"),
    "a byte order mark": ("\ufeff{}", "1:1"),
    "65 levels": ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "1:65"),
    "20,000 levels": ('{"a":' * 20_000, f"1:{MAX_DEPTH * 5 + 1}"),
    "an unclosed string of a megabyte": ('["' + "a" * 1_000_000, "1:2"),
    "a megabyte of backslashes": ('["' + "\\" * 1_000_000, "1:2"),
}


@pytest.mark.parametrize(("text", "place"), BROKEN.values(), ids=BROKEN)
def test_an_error_is_a_problem_at_its_place(text: str, place: str) -> None:
    """What is no JSON is one problem where it stands."""
    documents, problems = read(text)

    assert ([], [f"{place} syntax-error"]) == (documents, places(problems))


def test_64_levels_are_read() -> None:
    """The bound itself is allowed."""
    assert [] == read("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1]


def test_a_large_document_is_read_quickly() -> None:
    """A megabyte of records is no trouble."""
    records = [{"name": f"a{index}.example.", "records": [{"content": "192.0.2.1"}]} for index in range(15_000)]
    text = json.dumps(records)

    assert [] == read(text)[1]
