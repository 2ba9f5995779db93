"""Which names records that cannot be read may lead to, so that nobody says that nothing leads there."""

from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.dns.patterns import late
from zonelint.dns.zone import ANY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zonelint.dns.places import LostRecord

_LEADS_ON = late(r"(?i:include:|redirect=)([^\s\"]+)")


def names_led_to(lost: "Iterable[LostRecord]", rtypes: "Iterable[str]") -> set[str] | None:
    """Return the absolute names, lower case, in those of the records `lost` that may be of one of `rtypes`.

    None if such a record may lead to any name: its RDATA is missing, or holds what can be read as no name.
    """
    wanted = {*rtypes, ANY}
    words = [(word, each.origin) for each in lost if not wanted.isdisjoint(each.types) for word in each.words or [""]]
    try:
        return {absolute(word, origin).lower() for word, origin in words if word[:1] != '"'}
    except NameSyntaxError:
        return None


def names_included(lost: "Iterable[LostRecord]") -> set[str]:
    """Return the absolute names, lower case, that SPF records among `lost` include or redirect to."""
    return {name for each in lost for name in names_in("".join(word.strip('"') for word in each.words))}


def names_in(text: str) -> set[str]:
    """Return the absolute names, lower case, that the SPF record `text` includes or redirects to, faulty or not."""
    return {name.lower().rstrip(".") + "." for name in _LEADS_ON.findall(text)}
