"""Look-ups as users ask and see them: a name and a type in any spelling, and what each view answers."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.namespace import Namespace
    from zonelint.lint.views import Views


class Answer:
    """What the zones answer to a question.

    name     absolute lower-case name that was asked for
    type     the record type that was asked for, in upper case
    status   "FOUND", "NODATA", "NXDOMAIN", "UNKNOWN" (nothing loaded can tell) or "LOOP"
    records  RDATA in presentation format, absolute names; after the type where ANY was asked for
    chain    the steps by CNAME, DNAME or wildcard that led there, a line each
    why      why there are none, or why there may be more than these; None where all is said
    views    the views that answer so; empty where there are none
    """

    __slots__ = ("name", "type", "status", "records", "chain", "why", "views")

    def __init__(
        self, name: str, type: str, status: str, records: list[str], chain: list[str], why: str | None
    ) -> None:
        self.name = name
        self.type = type
        self.status = status
        self.records = records
        self.chain = chain
        self.why = why
        self.views: list[str] = []

    def as_object(self) -> dict[str, object]:
        """Return the answer as JSON shows it, without the views."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "views"}

    def __repr__(self) -> str:
        return f"<Answer {self.name} {self.type}: {self.status}>"


def question(name: str, rtype: str) -> tuple[str, str]:
    """Return the absolute lower-case name and the type in upper case that a question asks for.

    An address whose PTR is asked for is turned round: ``1.2.3.4.in-addr.arpa.`` for 4.3.2.1.

    Raises ValueError if one of them is none.
    """
    from zonelint.dns.names import NameSyntaxError, absolute, canonical_address, reverse_name
    from zonelint.dns.namespace import ANY
    from zonelint.dns.rdata import canonical_type

    try:
        asked = absolute(name, ".").lower()
    except (NameSyntaxError, UnicodeError) as error:
        raise ValueError(f"{name!r} is not a domain name: {error}") from None
    known = ANY if rtype.upper() == ANY else canonical_type(rtype)
    if known is None:
        raise ValueError(f"{rtype!r} is not a record type that a zone can hold")
    address = canonical_address(name) if known == "PTR" else None
    return reverse_name(address) if address is not None else asked, known


def answer(zones: "Namespace", name: str, rtype: str) -> Answer:
    """Return what `zones` answer to what `question` returned."""
    from zonelint.dns.namespace import ANY

    found = zones.lookup(name, rtype)
    return Answer(
        name,
        rtype,
        found.status,
        [record.rdata if rtype != ANY else f"{record.type} {record.rdata}" for record in found.records],
        [step.text for step in found.chain],
        f"there may be more: {found.gap}" if found.found and not found.whole else found.why or None,
    )


def answers(views: "Views", name: str, rtype: str) -> list[Answer]:
    """Return what `views` answer, each answer once, with its views in the order they were found."""
    found: list[Answer] = []
    for one in views:
        new = answer(one.namespace, name, rtype)
        same = next((known for known in found if known.as_object() == new.as_object()), None)
        if same is None:
            found.append(new)
        (same or new).views += [view for view in one.names if view is not None]
    number = {view: at for at, view in enumerate(views.names)}
    for each in found:
        each.views.sort(key=number.__getitem__)
    return found
