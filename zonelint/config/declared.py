"""What the user declares, as objects: senders, policies, names of the inside, accepted findings."""

from zonelint.dns.names import absolute, is_address, is_name
from zonelint.dns.zone import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from typing import Any

    # Where a key of the table stands in the configuration.
    PlaceOf = Callable[[str], Place]


class Sender:
    """An address that the user declares to send mail.

    address  dotted, or as RFC 5952 has it
    domains  absolute lower-case names it sends for; may be empty
    helo     what it says in HELO: a name (absolute, lower case), or an address, spelled likewise; or None
    place    its `address` in the configuration
    greets_with_dot  whether it says its name with a final dot
    """

    __slots__ = ("address", "domains", "greets_with_dot", "helo", "place")

    def __init__(
        self, address: str, domains: "Iterable[str]", helo: str | None, place: Place, greets_with_dot: bool = False
    ) -> None:
        self.address = address
        self.domains = tuple(domains)
        self.helo = helo
        self.place = place
        self.greets_with_dot = greets_with_dot

    @classmethod
    def of(cls, table: "dict[str, Any]", place: "PlaceOf") -> "Sender":
        """Return what the checked `table` declares."""
        helo, has_dot = table.get("helo", (None, False))
        return cls(table["address"], table.get("domains", ()), helo, place("address"), has_dot)

    @property
    def helo_name(self) -> str | None:
        """The name in HELO; None where there is none, or an address, which nobody looks up (RFC 5321 section 4.1.3)."""
        bare = (self.helo or "").removesuffix(".")
        return self.helo if bare and bare[0] != "[" and not is_address(bare) else None


class PolicyFile:
    """A file that holds a policy of MTA-STS.

    domain  absolute lower-case name
    path    as the configuration has it, relative to its folder
    place   its `policy` in the configuration
    """

    __slots__ = ("domain", "path", "place")

    def __init__(self, domain: str, path: str, place: Place) -> None:
        self.domain = domain
        self.path = path
        self.place = place

    @classmethod
    def of(cls, table: "dict[str, Any]", place: "PlaceOf") -> "PolicyFile":
        """Return what the checked `table` declares."""
        return cls(table["domain"], table["policy"], place("policy"))


class IgnoreFindings:
    """Findings that the user accepts: those of `rule` at owners and in files that match the patterns.

    owner, path  patterns as of fnmatch, or None for any
    reason       why; never empty
    until        the last day on which it holds, or None
    place        its `rule` in the configuration
    """

    __slots__ = ("rule", "owner", "path", "reason", "until", "place")

    def __init__(
        self, rule: str, owner: str | None, path: str | None, reason: str, until: "date | None", place: Place
    ) -> None:
        self.rule = rule
        self.owner = owner
        self.path = path
        self.reason = reason
        self.until = until
        self.place = place

    @classmethod
    def of(cls, table: "dict[str, Any]", place: "PlaceOf") -> "IgnoreFindings":
        """Return what the checked `table` declares."""
        owner, path = table.get("owner"), table.get("path")
        return cls(table["rule"], owner, path, table["reason"], table.get("until"), place("rule"))


class Override:
    """What is otherwise in some zones or files.

    zones, paths  patterns as of fnmatch; where both are given, both are to match
    ignore        rules and themes of which nothing is reported there
    severity      rule -> severity
    rules         rule -> its options
    place         returns where a key of it stands in the configuration
    """

    __slots__ = ("ignore", "paths", "place", "rules", "severity", "zones")

    def __init__(self, table: "dict[str, Any]", place: "PlaceOf") -> None:
        self.zones: list[str] = table.get("zones", [])
        self.paths: list[str] = table.get("paths", [])
        self.ignore: list[str] = table.get("ignore", [])
        self.severity: dict[str, str] = table.get("severity", {})
        self.rules: dict[str, dict[str, object]] = table.get("rules", {})
        self.place = place

    @classmethod
    def of(cls, table: "dict[str, Any]", place: "PlaceOf") -> "Override":
        """Return what the checked `table` declares; raises ValueError if it does not say where it holds."""
        if not (table.get("zones") or table.get("paths")):
            raise ValueError("needs `zones` or `paths`, which say where it holds")
        return cls(table, place)


class InternalNames:
    """Zones and views that are not public. What a word of the user's names shows when zones and views are known.

    names  absolute lower-case names of zones; views are among them, with a final dot, and do no harm
    views  names of views, as written and in lower case; zones are among them, without the dot, and do no harm
    """

    __slots__ = ("names", "views")

    def __init__(self, words: "Iterable[str]" = ()) -> None:
        bare = [word.removesuffix(".") for word in words]
        self.names = frozenset(absolute(word, ".").lower() for word in words if is_name(word))
        self.views = frozenset((*bare, *(word.lower() for word in bare)))
