"""What a record that cannot be read could have said: damage to a zone is local.

What is not known on its account is no more than that: one RRset where its type can be read, every type at its owner
where that cannot be read or is a CNAME, and whatever lies below where it may be an NS or a DNAME.
"""

from itertools import dropwhile

from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.dns.patterns import late
from zonelint.dns.places import LostRecord
from zonelint.dns.rdata import canonical_type
from zonelint.dns.zone import ANY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_CLASSES = frozenset(("IN", "CH", "HS", "CHAOS", "HESIOD", "ANY", "NONE"))

MADE_UP_BY = {"DYNA": "gdnsd", "DYNC": "gdnsd", "LUA": "PowerDNS"}
"""Types of record of which only one server knows what it answers: it makes the data up for each query."""

# What a record of a type that no standard has answers. With DYNC that may be a CNAME.
_ANSWERED = {
    "DYNA": ("A", "AAAA"),
    "DYNC": ("CNAME",),
    "ALIAS": ("A", "AAAA"),
    "ANAME": ("A", "AAAA"),
}
_DELEGATING = ("NS", "DNAME")
_EVERYTHING = (ANY, *_DELEGATING)
_DOTS = late(r"\.{2,}")


def is_class(word: str) -> bool:
    """Tell whether `word` stands for a class."""
    upper = word.upper()
    number = upper.removeprefix("CLASS")
    return upper in _CLASSES or (number != upper and len(number) <= 5 and number.isascii() and number.isdigit())


def may_precede_type(word: str) -> bool:
    """Tell whether `word` is a TTL or a class, or begins like one: it stands before the type, in order or not."""
    return word[0].isdigit() or is_class(word)


def lost_record(words: "Sequence[str]", origin: str) -> LostRecord:
    """Return what is known of the record of `words`, which follow its owner.

    Of its types ``ANY`` stands for every one; NS or DNAME says that what is below the owner may be hidden, too.
    """
    for index, word in enumerate(words):
        if word.upper() == "LUA":
            types = _of_type(words[index + 1]) if index + 1 < len(words) else _EVERYTHING
            return LostRecord(types, words[index + 2 :], origin)
        types = _of_type(word)
        if types == _EVERYTHING and may_precede_type(word):
            continue
        if types == _EVERYTHING and not _may_delegate(words[index:]):
            types = (ANY,)
        return LostRecord(types, words[index + 1 :], origin)
    return LostRecord(_EVERYTHING, (), origin)


def is_owner_in_front(words: "Sequence[str]") -> bool:
    """Tell whether the first of `words`, which stand behind a blank, is the owner of the record that the others are."""
    if canonical_type(words[0]) is not None or is_class(words[0]):
        return False
    rest = list(dropwhile(may_precede_type, words[1:]))
    return len(rest) > 1 and canonical_type(rest[0]) is not None


def _of_type(word: str) -> tuple[str, ...]:
    """Return the types that a record of the type `word` answers; everything if there is no such type."""
    answered = _ANSWERED.get(word.upper())
    rtype = canonical_type(word) if answered is None else None
    return answered or ((rtype,) if rtype is not None else _EVERYTHING)


def may_be_prose(words: "Sequence[str]") -> bool:
    """Tell whether `words`, from where the type should stand, look like those of a sentence, a comment without sign."""
    return len(words) > 3 and not any(char.isdigit() or char in '."' for word in words for char in word)


def _may_delegate(words: "Sequence[str]") -> bool:
    """Tell whether `words`, from where the type should stand, may be those of an NS or DNAME: one name follows it."""
    try:
        absolute(words[-1], ".")
    except NameSyntaxError:
        return False
    if words[-1][0] == '"':
        return False
    return len(words) < 3 or words[-2].upper() in _DELEGATING or "\\#" in words


def owner_meant(word: str, origin: str, encoding: str) -> str | None:
    """Return the absolute name that `word`, no name itself, is most likely meant to be; None if nobody can tell.

    A dot too many is left out. A label that is too long, or a wrong escape, was never the name of anything.
    """
    word = (_DOTS.sub(".", word) if ".." in word else word).lstrip(".")
    if not word or "\\" in word:
        return None
    try:
        return absolute(word, origin, encoding).lower()
    except NameSyntaxError:
        return None
