"""Tuples with named fields behave as those of collections.namedtuple."""

import copy
import pickle
import sys
from collections import namedtuple
from importlib import reload

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns import tuples
from zonelint.dns.places import Span
from zonelint.dns.tuples import named_tuple

FIELDS = "first second third"
OURS = named_tuple("Three", FIELDS, defaults=(2, 3))
THEIRS = namedtuple("Three", FIELDS, defaults=(2, 3))

NAMED = st.dictionaries(st.sampled_from(("first", "second", "third", "fourth")), st.integers())


@given(st.lists(st.integers(), max_size=4), NAMED)
def test_a_call_makes_the_same_tuple_or_fails_as_well(values, named):
    """Values by position and by name, defaults, too few, too many, twice: as namedtuple has it."""
    try:
        expected = THEIRS(*values, **named)
    except TypeError:
        with pytest.raises(TypeError, match="Three takes first, second, third"):
            OURS(*values, **named)
        return
    made = OURS(*values, **named)
    assert (type(made), tuple(made), repr(made)) == (OURS, tuple(expected), repr(expected))
    assert (made.first, made.second, made.third) == (expected.first, expected.second, expected.third)


def test_a_copy_with_other_values_is_another_tuple():
    """_replace changes what is named, and knows its fields."""
    made = OURS(1)
    assert (made._replace(third=4), made) == (OURS(1, 2, 4), OURS(1, 2, 3))
    with pytest.raises(TypeError):
        made._replace(fourth=4)


def test_fields_cannot_be_set():
    """A tuple stays what it is, and takes no attributes."""
    made = OURS(1)
    for name in ("first", "fourth"):
        with pytest.raises(AttributeError):
            setattr(made, name, 5)


def test_it_is_a_tuple_to_everybody_else():
    """Equal and hashed as a plain tuple, unpacked, copied, and pickled by the module that has it."""
    span = Span(1, 2, 3, 4)
    assert span == (1, 2, 3, 4)
    assert hash(span) == hash((1, 2, 3, 4))
    assert Span.__module__ == "zonelint.dns.places"
    for twin in (copy.copy(span), copy.deepcopy(span), pickle.loads(pickle.dumps(span))):  # noqa: S301 - its own
        assert (type(twin), twin) == (Span, span)


def test_without_the_getter_of_cpython_a_property_reads_the_field(monkeypatch):
    """Another implementation of Python lacks the C function: the fields are the same."""
    try:
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, "_collections", None)
            made = reload(tuples).named_tuple("Two", "first second")(1, 2)
        assert (made.first, made.second) == (1, 2)
        assert isinstance(type(made).first, property)
    finally:
        reload(tuples)
