"""What a user may choose about a rule, as data: the default, what else it may be, and what it means.

A rule's constant OPTIONS holds them by name; the configuration is checked against them, and `zonelint explain` and
`zonelint rules` show them.
"""

from zonelint.config.keys import FLAG, NAMES, TEXTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from zonelint.dns.special_networks import Networks


class Option:
    """One option of a rule.

    default  its value unless the user gives one; its type is the option's: a number, a text, true or false, or a list
    doc      what it means, in a phrase without final dot
    least    the least number that may be given; None: any
    most     the largest one; None: any
    of       what a list holds: ``"texts"``, ``"names"`` (of domains) or ``"networks"`` (addresses among them)
    """

    __slots__ = ("default", "doc", "least", "most", "of", "_check")

    def __init__(
        self,
        default: "bool | int | str | list[str]",
        doc: str,
        *,
        least: int | None = None,
        most: int | None = None,
        of: str = "texts",
    ) -> None:
        self.default = default
        self.doc = doc
        self.least = least
        self.most = most
        self.of = of
        self._check = _check_of(default, least, most, of)

    def value(self, given: object) -> "Any":
        """Return what a rule gets where the configuration has the value `given`.

        A list of names becomes a list of absolute names in lower case, one of networks `Networks`; all else stays as it
        is. Raises ValueError, which says what is wanted in its place.
        """
        return self._check(given)

    @property
    def type(self) -> str:
        """The type of the values, in words."""
        words = {bool: "true or false", int: "number", str: "text"}
        return words.get(type(self.default)) or f"list of {self.of}"

    @property
    def wanted(self) -> str:
        """What values may be given, in words."""
        return self.type + _range(self.least, self.most)

    def as_object(self) -> "dict[str, object]":
        """Return the option as JSON shows it."""
        return {
            "type": self.type,
            "default": self.default,
            "least": self.least,
            "most": self.most,
            "summary": self.doc,
        }

    def __repr__(self) -> str:
        return f"<Option {self.default!r}>"


def _check_of(default: object, least: int | None, most: int | None, of: str) -> "Callable[[object], Any]":
    """Return what checks a value; raises TypeError or ValueError for an option that is none."""
    if isinstance(default, int) and not isinstance(default, bool):
        return _number(least, most)
    if least is not None or most is not None:
        raise TypeError("only a number has a least and a most")
    if isinstance(default, list):
        if of not in _LISTS:
            raise ValueError(f"a list is of {', '.join(_LISTS)}, not of {of}")
        return _LISTS[of]
    check = FLAG.check if isinstance(default, bool) else _text if isinstance(default, str) else None
    if check is None:
        raise TypeError(f"the default is to be a number, a text, true or false, or a list, and is {default!r}")
    return check


def _range(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f" from {least} to {most}"
    return f" of at least {least}" if least is not None else f" of at most {most}" if most is not None else ""


def _is_in(number: int, least: int | None, most: int | None) -> bool:
    return (least is None or least <= number) and (most is None or number <= most)


def _number(least: int | None, most: int | None) -> "Callable[[object], int]":
    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not _is_in(value, least, most):
            raise ValueError(f"must be a number{_range(least, most)}")
        return value

    return check


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a string")
    return value


def _networks(value: object) -> "Networks":
    from zonelint.dns.special_networks import Networks, is_network

    if not isinstance(value, list):
        raise ValueError('must be a list of networks such as ["10.0.0.0/8"]')
    for text in value:
        if not isinstance(text, str) or not is_network(text):
            raise ValueError(f"must be a list of networks such as 10.0.0.0/8, and {text!r} is none")
    return Networks({text: text for text in value})


_LISTS = {"texts": TEXTS.check, "names": NAMES.check, "networks": _networks}
