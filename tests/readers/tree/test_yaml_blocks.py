"""The fast way through YAML, held against the reference and against PyYAML."""

import pytest
import yaml
from composing import Outline, compose, source_of, tree, values
from hypothesis import given
from hypothesis import strategies as st
from yaml_strategies import tidy_texts, yaml_texts

from zonelint.dns.places import Problem
from zonelint.readers.tree import yaml_composer
from zonelint.readers.tree.yaml_blocks import compose_blocks
from zonelint.readers.tree.yaml_composer import compose_all


def said(problem: Problem) -> tuple[object, ...]:
    """Return what a user sees of `problem`."""
    return (problem.rule, problem.message, tuple(problem.span), problem.help)


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
    "quoted scalars over several lines": (
        "a: \"b \n   c\\n\n  d\" # e\nf:\n- 'g''\n  # h'\n- i\n", [("a", "b c\n d"), ("f", ["g' # h", "i"])]
    ),
    "tabs in comments": ("#\tx\na: b #\tc\n  # \t\nd: 'e' # \tf\n", [("a", "b"), ("d", "e")]),
    "block scalars": ("a: |\n  b\n  c\nd: >-\n  e\n  f\n", [("a", "b\nc\n"), ("d", "e f")]),
}  # fmt: skip


@given(yaml_texts)
def test_the_fast_way_gives_the_tree_of_the_reference(text: str) -> None:
    """Whatever the fast way reads, the reference reads without a problem, in the same kinds, tags, values, spans."""
    found = compose_blocks(text)
    if found is not None:
        documents, problems = compose_all(text, source_of(text))

        assert ([tree(found)], []) == ([tree(document) for document in documents], problems)


@given(st.lists(tidy_texts | yaml_texts, min_size=1, max_size=4).map("\n".join))
def test_both_ways_together_give_what_the_reference_gives(text: str) -> None:
    """Where the one leaves an entry to the other, the trees, and the problem with its words and place, stay alike."""
    expected, expected_problems = compose_all(text, source_of(text))
    found, problems = compose(text)

    assert [tree(document) for document in expected] == [tree(document) for document in found]
    assert [said(problem) for problem in expected_problems] == [said(problem) for problem in problems]


@given(tidy_texts)
def test_the_fast_way_gives_the_nodes_of_libyaml(text: str) -> None:
    """Structure, values, styles and places are those that PyYAML's C loader has."""
    found = compose_blocks(text + "\n")
    if found is not None:
        outline = Outline(text + "\n")

        assert outline.their_documents(text + "\n", yaml.CSafeLoader) == [outline.ours(found)]


AFTER_A_KEY = ("a:\nb:\n|\n  c\nd: e\n", "a:\nb:\n}\nc: d\n", "a:\nb:\n...\nc: d\n", "a: b\nc:\n---\nd: &x e\n")


@pytest.mark.parametrize("text", AFTER_A_KEY)
def test_what_follows_a_key_at_the_margin_may_be_its_value(text: str) -> None:
    """A line that is no key does not end the entry before it."""
    expected, expected_problems = compose_all(text, source_of(text))
    found, problems = compose(text)

    assert [tree(document) for document in expected] == [tree(document) for document in found]
    assert [said(problem) for problem in expected_problems] == [said(problem) for problem in problems]


EDGE = "k:\n- l\n" * 200


@pytest.mark.parametrize(
    "value", ['"b\\\n  c"', "b\n  c", "&b c", "[b,\n  {c: d}]", "[[b]]", "|+\n  b\n\n", "\n  ? b\n  : c"]
)
def test_one_unusual_value_leaves_one_entry_to_the_reference(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is before and after an entry in another style is read the fast way."""
    read: list[object] = []
    handle = yaml_composer._Composer._handle

    def handled(self: yaml_composer._Composer, event: object) -> None:
        read.append(event)
        handle(self, event)

    monkeypatch.setattr(yaml_composer._Composer, "_handle", handled)
    documents, problems = compose(f"{EDGE}a: {value}\n{EDGE}")

    assert ([], 401) == (problems, len(documents[0].pairs if documents[0] else ()))
    assert len(read) < 10


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
    "a quoted scalar with an empty line": "a: 'b\n\n  c'\n",
    "a quoted scalar with an escaped line end": 'a: "b\\\n  c"\n',
    "a quoted scalar that goes on at the margin": "a: 'b\nc'\n",
    "a quoted scalar without an end": "a: 'b\n  c\n",
    "a flow collection over two lines": "a: [b,\n  c]\n",
    "anchors": "a: &b c\n",
    "aliases": "a: *b\n",
    "complex keys": "? a\n: b\n",
    "tabs": "a:\tb\n",
    "a tab before a comment": "a: b\t# c\n",
    "a tab in what only looks like a comment": "a: 'b #\tc'\n",
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
