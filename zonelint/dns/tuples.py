"""Tuples with named fields, as `collections.namedtuple` makes them, at a fifth of its price.

That one compiles a function for each class. A small run, such as a hook's on each commit, makes some sixteen classes.
"""

import sys
from operator import itemgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Self

    _field: "Callable[[int, str], object]"
else:
    try:
        from _collections import _tuplegetter as _field  # what namedtuple takes: half the time of a property
    except ImportError:

        def _field(index: int, doc: str) -> property:
            return property(itemgetter(index), doc=doc)


class _Tuple(tuple["Any", ...]):
    """What the classes have in common.

    _fields    the names of the fields
    _defaults  the values of the last ones, where they are not given
    """

    __slots__ = ()
    _fields: "Sequence[str]" = ()
    _defaults: "Sequence[object]" = ()

    def __new__(cls, *values: object, **named: object) -> "Self":
        if named or len(values) != len(cls._fields):
            values = cls._complete(values, named)
        return tuple.__new__(cls, values)

    @classmethod
    def _complete(cls, values: "tuple[object, ...]", named: "dict[str, object]") -> "tuple[object, ...]":
        """Return a value for each field; raises TypeError if one is missing, or there are more."""
        fields = cls._fields
        positional = fields[: len(values)]
        defaults = zip(fields[len(fields) - len(cls._defaults) :], cls._defaults, strict=True)
        given = {**dict(defaults), **dict(zip(positional, values, strict=False)), **named}
        if len(values) > len(fields) or given.keys() != set(fields) or not named.keys().isdisjoint(positional):
            raise TypeError(f"{cls.__name__} takes {', '.join(fields)}")
        return tuple(given[field] for field in fields)

    def _replace(self, **named: object) -> "Self":
        """Return a copy with other values of the fields in `named`."""
        return type(self)(**{**dict(zip(self._fields, self, strict=True)), **named})

    def __getnewargs__(self) -> "tuple[object, ...]":
        return tuple(self)

    def __repr__(self) -> str:
        values = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({values})"


def named_tuple(name: str, fields: str, defaults: "Sequence[object]" = ()) -> "type[Any]":
    """Return a class of tuples; `fields` holds the names with blanks between, `defaults` are those of the last ones."""
    names = tuple(fields.split())
    getters = {field: _field(index, f"Field {index}") for index, field in enumerate(names)}
    home = sys._getframe(1).f_globals["__name__"]  # where pickle and help look for it
    common = {"__slots__": (), "__module__": home, "_fields": names, "_defaults": defaults}
    return type(name, (_Tuple,), common | getters)
