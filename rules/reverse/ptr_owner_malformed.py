"""The owner of a PTR is not the reverse name of an address.

Why: nobody ever looks up such a name. An octet is missing or over 255, an IPv6 nibble is wrong, or another origin
than expected completes the owner.

It is a warning where the record is meant for 127.0.0.1, such as one that was left over from a copy of `db.127`.

Not reported: the only PTR at the name of the zone itself, if no host is meant. It names the network.

Fix: write the whole reversed address: four octets below in-addr.arpa, 32 nibbles below ip6.arpa. `zonelint fix` does
it where the zones tell of one address without PTR that the record is meant for; an $ORIGIN that makes malformed names
alone is changed instead. This is safe if the targets have these addresses.

Switch it off when: you have other PTRs in reverse zones on purpose.

References: RFC 1035 section 3.5; RFC 3596 section 2.5; RFC 1101 section 4.2 (names of networks); RFC 2317 (classless
names); RFC 6763 section 11 (DNS-SD).
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    Change,
    Context,
    Finding,
    Fix,
    OriginLines,
    Place,
    Record,
    Related,
    Rewrite,
    Span,
    Zone,
    is_address,
    is_at_or_below,
    is_below,
    labels,
    relative_to,
    reverse_name,
)

from .._examples import FORWARD_ZONE, RAISED_REVERSE_ZONE, REVERSE_ZONE
from .._origins import origins_dotted
from .._owners import cause_of_comments, comment_mark, help_for_comment
from .._paste import ptr_in
from .._targets import name_with_dot

SEVERITY = "error"
NEEDS = ("PTR unplaced",)

_ARPA = (".in-addr.arpa", ".ip6.arpa")

BAD = (
    {
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "256 PTR ns1.example.com. ; <- ptr-owner-malformed\n",
    },
    {
        "example.com.zone": FORWARD_ZONE,
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "53.2.3.4 PTR ns1.example.com. ; <- ptr-owner-malformed\n",
    },
    {
        "example.com.zone": FORWARD_ZONE + "www A 4.3.2.80 ; <- address-without-ptr\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80.2.3.4 PTR www.example.com. ; <- ptr-owner-malformed\n",
    },
    {
        "example.com.zone": FORWARD_ZONE
        + "www A 4.3.2.80 ; <- address-without-ptr\ndb A 4.3.2.81 ; <- address-without-ptr\n",
        "3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("2.3.4.in", "3.4.in").replace("53 PTR", "53.2 PTR")
        + """\
$ORIGIN 4.3.2
80 PTR www.example.com. ; <- ptr-owner-malformed
81 PTR db.example.com. ; <- ptr-owner-malformed
""",
    },
    {
        # Addresses are written as they are.
        "3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("2.3.4.in", "3.4.in").replace("53 PTR", "53.2 PTR")
        + """\
4.3.2.80 PTR www.example.com. ; <- ptr-owner-malformed
4.3.2.53 PTR ns1.example.com. ; <- ptr-owner-malformed
""",
    },
    {
        # Each of the names lies below the one before.
        "4.in-addr.arpa.zone": REVERSE_ZONE.replace("2.3.4.in", "4.in").replace("53 PTR", "53.2.3 PTR")
        + """\
$ORIGIN 1.3.4.in-addr.arpa ; <- ptr-owner-malformed
80 PTR www.example.com.
$ORIGIN 2.3.4.in-addr.arpa ; <- ptr-owner-malformed
80 PTR db.example.com.
81 PTR db.example.com.
""",
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "2.3.4.in-addr.arpa.zone": RAISED_REVERSE_ZONE
        + """\
80 PTR www.example.com.
"""
    },
    {
        "3.4.in-addr.arpa.zone": """\
$ORIGIN 3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 2 1h 15m 2w 1h
  NS  ns1.example.com.
53.2 PTR ns1.example.com.
$ORIGIN 2.3.4.in-addr.arpa.
80 PTR www.example.com.
81 PTR db.example.com.
"""
    },
    {},
    {
        "4.in-addr.arpa.zone": RAISED_REVERSE_ZONE.replace("2.3.4.in", "4.in").replace("53 PTR", "53.2.3 PTR")
        + """\
$ORIGIN 1.3.4.in-addr.arpa.
80 PTR www.example.com.
$ORIGIN 2.3.4.in-addr.arpa.
80 PTR db.example.com.
81 PTR db.example.com.
"""
    },
)

GOOD = (
    {"example.com.zone": FORWARD_ZONE, "2.3.4.in-addr.arpa.zone": REVERSE_ZONE},
    {
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE.replace("ns1.example.com.", "ns1.example.net.")
        + "b._dns-sd._udp PTR example.net.\n* PTR unused.example.net.\n65.64/26 PTR host.example.net.\n"
        "65 CNAME 65.64/26\n",
    },
    {"example.com.zone": FORWARD_ZONE, "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "@ PTR example.com.\n"},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each PTR in a reverse zone whose owner provably stands for no address."""
    origins = _Origins(context)
    without_dot: list[tuple[Record, Place, str]] = []
    for ptr, fault in context.reverse.astray.malformed:
        if _names_the_network(context, ptr):
            continue
        origin = context.reverse.astray.origin_line(ptr)
        if origin is not None and (name := _dotless(origin, ptr)):
            if origins.is_new(ptr, origin, name):
                without_dot.append((ptr, origin, name))
            continue
        if comment_mark(ptr):
            yield _of_comment(context, ptr)
            continue
        whole = _whole_address(ptr) if context.reverse.astray.meant(ptr) is None else ""
        yield context.finding(
            ptr,
            f"{ptr.owner} is not the reverse name of an address: {fault}",
            field="owner",
            related=[Related(origin, "this $ORIGIN completes the owner")] if origin is not None else (),
            help=_help_for_whole(ptr, whole) if whole else _help(context, ptr),
            cause=f"addresses as owners {ptr.source.path}" if whole else context.reverse.astray.cause(ptr),
            severity="warning" if _is_of_loopback(ptr) else "",
            fix=origins.fix(ptr, origin) if _is_fault_of_origin(context, ptr) else _fix(context, ptr),
        )
    for ptr, origin, name in without_dot:
        yield _of_origin(context, ptr, origin, name, origins)


def _is_of_loopback(ptr: Record) -> bool:
    """Tell whether `ptr` is meant for 127.0.0.1: ``1.0.0 PTR localhost.``, perhaps copied into another zone."""
    return ptr.target == "localhost." and relative_to(ptr.owner, ptr.zone.origin) in ("1", "1.0", "1.0.0")


def _whole_address(ptr: Record) -> str:
    """Return the address of the zone's network that stands, as people write it, before the zone's name; or nothing."""
    label = relative_to(ptr.owner, ptr.zone.origin)
    if (
        ptr.source.text_at(Place.of(ptr, "owner").span) != label
        or not is_address(label)
        or not is_below(reverse_name(label), ptr.zone.origin)
    ):
        return ""
    return label


def _help_for_whole(ptr: Record, address: str) -> str:
    owner = reverse_name(address)
    if _is_there(ptr, owner):
        return f"delete it: the PTR of {address} is there already, at {relative_to(owner, ptr.zone.origin)}"
    return f"write `{relative_to(owner, ptr.zone.origin)}`, which is {address}, as the owner"


def _is_there(ptr: Record, owner: str) -> bool:
    """Tell whether the zone has the same PTR at `owner` already."""
    return any(other.target == ptr.target for other in ptr.zone.rrset(owner, "PTR"))


def _dotless(origin: Place, ptr: Record) -> str:
    """Return the reverse name on the $ORIGIN line that completes the owner of `ptr`, if its final dot is missing."""
    words = origin.source.line_text(origin.line).partition(";")[0].split()
    name = words[1].lower() if len(words) == 2 else ""
    return words[1] if name.endswith(_ARPA) and f".{name}." in ptr.owner and not ptr.owner.endswith(f".{name}.") else ""


def _of_origin(context: Context, ptr: Record, origin: Place, name: str, origins: "_Origins") -> Finding:
    return context.finding(
        origin,
        f"$ORIGIN {name} lacks the final dot: PTRs below it, such as {ptr.owner}, are at no reverse name of an address",
        help=f"write `$ORIGIN {name}.`",
        zone=ptr.zone.origin,
        owner=ptr.owner,
        type="PTR",
        value=name,
        cause=context.reverse.astray.cause(ptr),
        fix=origins.dotted(ptr),
    )


def _names_the_network(context: Context, ptr: Record) -> bool:
    """Tell whether `ptr` is the only one at the name of its zone, and meant for no host: RFC 1101 section 4.2."""
    apex = ptr.zone.origin
    return ptr.owner == apex and len(ptr.zone.rrset(apex, "PTR")) == 1 and context.reverse.astray.meant(ptr) is None


def _of_comment(context: Context, ptr: Record) -> Finding:
    return context.finding(
        ptr,
        f"`{comment_mark(ptr)}` does not begin a comment in a master file, so this is a PTR record of {ptr.owner}",
        field="owner",
        help=help_for_comment(ptr),
        cause=cause_of_comments(ptr.source),
    )


def _is_fault_of_origin(context: Context, ptr: Record) -> bool:
    """Tell whether an $ORIGIN completes the owner of `ptr` that makes malformed names alone."""
    return context.reverse.astray.cause(ptr).startswith("$ORIGIN")


class _Origins:
    """The $ORIGIN directives that are wrong, and what each should be."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = OriginLines()
        self._fixes: dict[tuple[str, int], Fix | None] = {}
        self._without_dot: dict[tuple[str, str], dict[int, str]] = {}
        self._dotted: dict[tuple[str, str], Fix | None] = {}

    def is_new(self, ptr: Record, origin: Place, name: str) -> bool:
        """Note that the $ORIGIN at `origin`, which completes the owner of `ptr`, is `name` without a final dot.

        Returns whether it was not noted before.
        """
        names = self._without_dot.setdefault((ptr.source.path, ptr.zone.origin), {})
        is_new = origin.line not in names
        names[origin.line] = name
        return is_new

    def dotted(self, ptr: Record) -> Fix | None:
        """Return the fix that adds the final dots to all $ORIGIN lines noted of the file and zone of `ptr`."""
        key = (ptr.source.path, ptr.zone.origin)
        if key not in self._dotted:
            self._dotted[key] = origins_dotted(ptr.zone, self._without_dot[key], ptr.source.path, self._lines)
        return self._dotted[key]

    def fix(self, ptr: Record, origin: Place | None) -> Fix | None:
        """Return the fix that writes the right name into the $ORIGIN at `origin`, which completes that of `ptr`."""
        if origin is None:
            return None
        key = (ptr.source.path, origin.line)
        if key not in self._fixes:
            self._fixes[key] = self._made(ptr.zone, origin)
        return self._fixes[key]

    def _made(self, zone: Zone, origin: Place) -> Fix | None:
        text = origin.source.line_text(origin.line)
        words = text.partition(";")[0].split()
        records = [record for rtype in zone.types for record in zone.records(rtype)]
        records = [each for each in (*records, *zone.out_of_zone) if each.source.path == origin.source.path]
        below = [record for record in records if self._lines.completing(record) == origin.line]
        wrong = words[1].lower() + "." if len(words) == 2 and not words[1].endswith(".") else ""
        meant = {address: ptr for ptr in below if (address := self._context.reverse.astray.meant(ptr)) is not None}
        found = {self._origin_by(ptr, reverse_name(address), wrong) for address, ptr in meant.items()}
        right = found.pop() if len(found) == 1 else None
        if not wrong or right is None or not all(record.type == "PTR" and not record.generated for record in below):
            return None
        come = [record._replace(owner=f"{self._label(record, wrong)}.{right}") for record in below]
        column = text.index(words[1]) + 1
        span = Span(origin.line, column, origin.line, column + len(words[1]))
        safe = len(meant) == len(below) and all(
            self._context.reverse.confirms(address, ptr) is True for address, ptr in meant.items()
        )
        return Fix(f"write `$ORIGIN {right}`", Rewrite(origin.source, span, right, below, come), safe=safe)

    def _origin_by(self, ptr: Record, name: str, wrong: str) -> str | None:
        """Return the origin that completes the owner of `ptr` to the reverse name that it is meant for."""
        label = self._label(ptr, wrong)
        return name.removeprefix(f"{label}.") if label and name.startswith(f"{label}.") else None

    def _label(self, record: Record, wrong: str) -> str:
        """Return what stands before the `wrong` origin in an owner: what is written on the line."""
        before, found, _ = record.owner.partition(f".{wrong}")
        return before if found else ""


def _fix(context: Context, ptr: Record) -> Fix | None:
    """Return the fix that gives `ptr` the reverse name of the one address that it is meant for."""
    address = context.reverse.astray.meant(ptr) or _whole_address(ptr) or None
    owner = reverse_name(address) if address is not None else ""
    if not owner or _is_there(ptr, owner):
        return None
    if ptr.generated or ptr.source.marks is not None or not is_at_or_below(owner, ptr.zone.origin):
        return None
    safe = context.reverse.confirms(address or "", ptr) is True
    return Fix(f"write the owner {owner}", Change(ptr, "owner", "", ptr._replace(owner=owner)), safe=safe)


def _help(context: Context, ptr: Record) -> str:
    if _is_of_loopback(ptr) and not is_at_or_below(ptr.zone.origin, "127.in-addr.arpa."):
        return "delete it: the PTR of 127.0.0.1 belongs in the zone 127.in-addr.arpa."
    address = context.reverse.astray.meant(ptr)
    completed_by = "$ORIGIN" if ptr.zone.format == "master" else "name of the zone"
    if address is None:
        return _help_by_origin(ptr) or f"write the reversed address, and check the {completed_by} that completes it"
    target = name_with_dot(context.namespace, ptr) or ptr.target
    record = ptr_in(ptr.zone, reverse_name(address), target)
    return f"check the {completed_by} that completes it; for {address} write {record}"


def _help_by_origin(ptr: Record) -> str:
    """Return what stands before the name of the zone in the owner of a PTR; empty if that is no whole network's."""
    ipv4 = ptr.zone.origin.endswith("in-addr.arpa.")
    size, what = (4, "octet") if ipv4 else (32, "nibble")
    left = size - len(labels(ptr.zone.origin)[:-2])
    if left < 1 or left == size:
        return ""
    some = f"the last {what}" if left == 1 else f"the last {left} {what}s"
    order = "" if left == 1 else ", reversed,"
    return f"write {some} of the address{order} as the owner: {ptr.zone.origin} completes it"
