"""YAML 1.1 scalars, held against PyYAML's constructor."""

from typing import Any

import pytest
import yaml
from composing import root
from hypothesis import given, settings
from yaml_strategies import plain_scalars

from zonelint.readers.tree.nodes import Node
from zonelint.readers.tree.yaml_nodes import key_text
from zonelint.readers.tree.yaml_scalars import MAX_NUMBER_LENGTH, resolve, scalar_type

OWNERS = {
    "010": "8", "1:30": "90", "~": "none", "null": "none", "": "none", "00": "0", "0.10": "0.1", ".5": "0.5",
    "on": "true", "yes": "true", "no": "false",
    "1.20": "1.2", "1e2": "1e2", "08": "08", "1_0": "10", "0x1a": "26", "0b1": "1", "1.": "1.0", "+1": "1",
    "190:20:30": "685230", "e": "e", "y": "y",
    "1.0": "1.0", "10": "10", "1.0.0": "1.0.0", "WWW": "www", ".inf": "inf", "2001-12-14": "2001-12-14",
    "2001-12-14t21:59:43.1-05:00": "2001-12-14 21:59:43.100000-05:00",
    "2001-2-3 4:05:06 Z": "2001-02-03 04:05:06+00:00", "2001-13-45": "2001-13-45",
}  # fmt: skip
"""Key -> the owner that octoDNS makes of it."""


def scalar(text: str, style: str = "", tag: str = "") -> Node:
    """Return a scalar node at the beginning of a file."""
    return Node("scalar", tag, text, style, 1, 1, 1, 1 + len(text), None)


def constructed(text: str) -> Any:
    """Return the type and the value that PyYAML gives to a plain scalar; None where it raises."""
    loader = yaml.SafeLoader("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False))
    try:
        return tag.rpartition(":")[2], loader.construct_object(yaml.ScalarNode(tag, text))
    except (yaml.YAMLError, ValueError, OverflowError):
        return None


@settings(max_examples=2000)
@given(plain_scalars)
def test_plain_scalars_have_the_value_that_pyyaml_gives_them(text: str) -> None:
    """Type and value are PyYAML's; dates and what PyYAML cannot construct stay text."""
    expected = constructed(text)
    node = scalar(text)
    if expected is None:
        assert text == resolve(node)
    elif expected[0] == "timestamp":
        assert ("timestamp", text, str(expected[1])) == (scalar_type(node), resolve(node), key_text(node))
    else:
        assert (expected[0], repr(expected[1])) == (scalar_type(node), repr(resolve(node)))


@pytest.mark.parametrize(("key", "owner"), OWNERS.items())
def test_keys_become_the_owners_that_octodns_publishes(key: str, owner: str) -> None:
    """A key is the text of its YAML 1.1 value, in lower case."""
    assert owner == key_text(scalar(key))


@pytest.mark.parametrize("style", ["'", '"', "|", ">"])
def test_quoted_scalars_are_text(style: str) -> None:
    """Only plain scalars are numbers, truth values or nulls."""
    assert ("str", "010") == (scalar_type(scalar("010", style)), resolve(scalar("010", style)))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
    ("!!str 010", "010"), ("!!int '010'", 8), ("!!int x", "x"), ("!!float '1'", 1.0), ("!!bool 'On'", True),
    ("!!bool 'x'", "x"),
        ("!!null x", None), ("! 010", "010"), ("!x 010", "010"), ("!!int ''", ""),
    ],
)  # fmt: skip
def test_tags_decide(written: str, expected: object) -> None:
    """An explicit tag of YAML 1.1's own types decides over spelling and quotes; other tags leave the text."""
    assert expected == resolve(root(f"- {written}\n").items[0])


def test_a_huge_number_is_text() -> None:
    """Numbers whose conversion would take long, or that Python would not print, stay text."""
    for text in ("1" * (MAX_NUMBER_LENGTH + 1), "1" + ":1" * 500_000, "0x" + "f" * 100_000):
        assert (text, text) == (resolve(scalar(text)), key_text(scalar(text)))


def test_a_key_that_is_no_scalar_has_no_text() -> None:
    """Sequences and mappings are no owners."""
    assert "" == key_text(root("? [a]\n: b\n").pairs[0][0])
