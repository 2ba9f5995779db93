"""Findings: what a rule says, where, how grave it is, and what would mend it."""

from zonelint.dns.places import ERROR, INFO, SEVERITIES, WARNING
from zonelint.dns.zone import Place, Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from zonelint.lint.fix import Fix

__all__ = [
    "ERROR",
    "INFO",
    "MAX_MESSAGE",
    "MOST_RELATED",
    "SEVERITIES",
    "WARNING",
    "Finding",
    "Related",
    "at_least",
    "relate",
]

MAX_MESSAGE = 4000
"""Code points of a message: three names of 255 octets, each spelled with escapes, and some words beside them."""
_KEPT_AT_END = 500
MOST_RELATED = 50
"""Related places of one finding: thousands of findings may each have thousands of records to point at."""


def at_least(severity: str, threshold: str) -> bool:
    """Tell whether `severity` is as grave as `threshold` or graver."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(threshold)


class Related:
    """Another place that belongs to a finding, with a note that says how.

    is_before  whether it is a place in the files as they were before a change
    """

    __slots__ = ("is_before", "message", "place")

    def __init__(self, place: Place, message: str, is_before: bool = False) -> None:
        self.place = place
        self.message = message
        self.is_before = is_before

    @property
    def path(self) -> str:
        """The file, as reports show it."""
        return self.place.source.path

    @property
    def line(self) -> int:
        """1-based line."""
        return self.place.line

    @property
    def column(self) -> int:
        """1-based column, in code points."""
        return self.place.span.column


class Finding:
    """One defect.

    rule, severity, message  what is wrong, in one sentence without a full stop
    place                    where; `path`, `line`, `column` … are read from it
    related                  other places, in the order they should be read
    zone, owner, type        what it is about, absolute lower-case names; None where there is none
    help                     the next step, usually the record to paste; may be empty
    value                    what tells this finding from another of the same rule, owner and type
                             (an RDATA, an address); part of the fingerprint, never shown
    view, views              the view it was seen in; several if more than one
    cause                    what it has in common with the findings that one act mends, such as the name of an absent
                             target: they are shown as one. Empty: it stands for itself. Never shown
    habit                    what many findings of the rule are shown as one for; empty: the help, if they share that
    follows                  whether another finding with this cause, one that does not follow, says more
    is_before                whether it stands in the files as they were before a change: the place is gone with it
    members                  the findings that this one is shown for, itself first; empty: for itself alone
    fix                      what would mend it, or None
    """

    __slots__ = (
        "rule",
        "severity",
        "message",
        "place",
        "related",
        "zone",
        "owner",
        "type",
        "help",
        "value",
        "view",
        "views",
        "cause",
        "habit",
        "follows",
        "is_before",
        "members",
        "fix",
    )

    def __init__(
        self,
        rule: str,
        severity: str,
        message: str,
        place: Place,
        related: "Sequence[Related]" = (),
        zone: str | None = None,
        owner: str | None = None,
        type: str | None = None,
        help: str = "",
        value: str = "",
        view: str | None = None,
        cause: str = "",
        habit: str = "",
        follows: bool = False,
        fix: "Fix | None" = None,
        is_before: bool = False,
    ) -> None:
        self.rule = rule
        self.severity = severity
        self.message = message if len(message) <= MAX_MESSAGE else _shortened(message)
        self.place = place
        self.related = tuple(related)
        self.zone = zone
        self.owner = owner
        self.type = type
        self.help = help
        self.value = value
        self.view = view
        self.views: tuple[str | None, ...] = (view,)
        self.cause = cause
        self.habit = habit
        self.follows = follows
        self.is_before = is_before
        self.members: Sequence[Finding] = ()
        self.fix = fix

    def weaken(self, chosen: "Container[str]") -> None:
        """Make an error a warning. Not so of the rules `chosen`: of these the user says how grave findings are."""
        if self.severity == ERROR and self.rule not in chosen:
            self.severity = WARNING

    @property
    def path(self) -> str:
        """The file, as reports show it."""
        return self.place.source.path

    @property
    def line(self) -> int:
        """1-based line."""
        return self.place.line

    @property
    def column(self) -> int:
        """1-based column, in code points."""
        return self.place.span.column

    @property
    def end_line(self) -> int:
        """1-based line where it ends."""
        return self.place.span.end_line

    @property
    def end_column(self) -> int:
        """1-based column behind its end."""
        return self.place.span.end_column

    def standing_for(self, members: "Sequence[Finding]", severity: str) -> "Finding":
        """Return a copy that is shown for `members`, itself first, with the gravest `severity` of them."""
        shown = Finding.__new__(Finding)
        for name in Finding.__slots__:
            setattr(shown, name, getattr(self, name))
        shown.members, shown.severity = members, severity
        return shown

    @property
    def count(self) -> int:
        """How many findings it is shown for."""
        return len(self.members) or 1

    @property
    def fixable(self) -> str | None:
        """``"safe"``, ``"unsafe"``, or None when no fix is offered."""
        return self.fix.kind if self.fix is not None else None

    @property
    def fixes(self) -> "tuple[Fix, ...]":
        """What would mend it, or the findings that it is shown for: each by itself."""
        return tuple(each.fix for each in self.members or (self,) if each.fix is not None)

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """What it is, whatever line it stands on: rule, zone (or the file, if it is of none), owner, type and value."""
        return (self.rule, self.zone or self.path, self.owner or "", self.type or "", self.value)

    @property
    def fingerprint(self) -> str:
        """An identity that outlives edits elsewhere: made of rule, zone, owner, type and value, not of lines."""
        from hashlib import blake2b

        return blake2b("\0".join(self.identity).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order in reports: path, line, column, rule, then message."""
        span = self.place.span
        return (self.path, span.line, span.column, self.rule, self.message)

    def __repr__(self) -> str:
        return f"<Finding {self.rule} at {self.path}:{self.line}: {self.message}>"


def _shortened(message: str) -> str:
    """Return `message` without its middle, which quotes a word as long as its file."""
    return f"{message[: MAX_MESSAGE - _KEPT_AT_END - 1]}…{message[-_KEPT_AT_END:]}"


def relate(record: Record, message: str, field: str = "", *, is_before: bool = False) -> Related:
    """Return `record` (or one `field` of it) as a related place with its note; `is_before` as in Related."""
    return Related(Place.of(record, field), message, is_before)
