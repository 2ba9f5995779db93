"""The fast way through YAML, held against the reference and against PyYAML."""

import pytest
import yaml
from composing import Outline, source_of, tree, values
from hypothesis import given
from yaml_strategies import tidy_texts, yaml_texts

from zonelint.readers.tree.yaml_blocks import compose_blocks
from zonelint.readers.tree.yaml_composer import compose_all

READ = {
    "octoDNS records": (
        "---\n'':\n  - type: NS\n    values:\n    - ns1.a.\n  - type: MX\n    value:\n      exchange: mail.a.\n",
        [("", [[("type", "NS"), ("values", ["ns1.a."])], [("type", "MX"), ("value", [("exchange", "mail.a.")])]])],
    ),
    "empty values": ("a:\nb: # c\nc:   \n", [("a", ""), ("b", ""), ("c", "")]),
    "a sequence at the column of its key": ("a:\n- b\n- c\nd: e\n", [("a", ["b", "c"]), ("d", "e")]),
    "sequences in sequences": ("- - a\n  - b\n-\n  - c\n", [["a", "b"], ["c"]]),
    "quotes": ("'it''s': \"a\\\\b\\n\"\n", [("it's", "a\\b\n")]),
    "comments and blank lines": ("# x\na: b # c\n\n    # d\nc: d#e\n", [("a", "b"), ("c", "d#e")]),
    "flow collections of scalars": (
        "a: [b c, 'd,', 2001:db8::1]\ne: {f: g}\n", [("a", ["b c", "d,", "2001:db8::1"]), ("e", [("f", "g")])]
    ),
    "a tag": ("a: !include b.yaml\n", [("a", "b.yaml")]),
    "block scalars": ("a: |\n  b\n  c\nd: >-\n  e\n  f\n", [("a", "b\nc\n"), ("d", "e f")]),
}  # fmt: skip


@given(yaml_texts)
def test_the_fast_way_gives_the_tree_of_the_reference(text: str) -> None:
    """Whatever the fast way reads, the reference reads without a problem, in the same kinds, tags, values, spans."""
    found = compose_blocks(text)
    if found is not None:
        documents, problems = compose_all(text, source_of(text))

        assert ([tree(found)], []) == ([tree(document) for document in documents], problems)


@given(tidy_texts)
def test_the_fast_way_gives_the_nodes_of_libyaml(text: str) -> None:
    """Structure, values, styles and places are those that PyYAML's C loader has."""
    found = compose_blocks(text + "\n")
    if found is not None:
        outline = Outline(text + "\n")

        assert outline.their_documents(text + "\n", yaml.CSafeLoader) == [outline.ours(found)]


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_the_usual_style_is_read_the_fast_way(text: str, expected: object) -> None:
    """No file in the style that most people write is left to the reference."""
    found = compose_blocks(text)

    assert found is not None
    assert expected == values(found)


LEFT = {
    "nothing": "",
    "two documents": "a: b\n---\nc: d\n",
    "a scalar alone": "a\n",
    "a scalar over two lines": "a: b\n  c\n",
    "a quoted scalar over two lines": "a: 'b\n  c'\n",
    "a flow collection over two lines": "a: [b,\n  c]\n",
    "anchors": "a: &b c\n",
    "aliases": "a: *b\n",
    "complex keys": "? a\n: b\n",
    "tabs": "a:\tb\n",
    "directives": "%YAML 1.1\n---\na: b\n",
    "a value that is a key": "a: b: c\n",
    "an indentation that belongs nowhere": "a:\n    b: c\n  d: e\n",
    "a block scalar of uneven lines": "a: |\n  b\n   c\n",
    "65 levels": "- " * 65 + "a\n",
    "a long key": "k" * 1025 + ": a\n",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_the_rest_is_left_to_the_reference(text: str) -> None:
    """What the fast way does not know it does not guess."""
    assert compose_blocks(text) is None
