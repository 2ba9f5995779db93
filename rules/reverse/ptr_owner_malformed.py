"""The owner of a PTR is not the reverse name of an address.

Why: nobody ever looks up such a name. An octet is missing or over 255, an IPv6 nibble is wrong, or another origin
than expected completes the owner.

Fix: write the whole reversed address: four octets below in-addr.arpa, 32 nibbles below ip6.arpa. `zonelint fix` does
it where the zones tell of one address without PTR that the record is meant for. This is safe if its target has that
address.

Switch it off when: you have other PTRs in reverse zones on purpose.

References: RFC 1035 section 3.5; RFC 3596 section 2.5; RFC 2317 (classless names); RFC 6763 section 11 (DNS-SD).
"""

from collections.abc import Iterator

from zonelint.lint.api import Change, Context, Finding, Fix, Record, Related, is_at_or_below, reverse_name

from .._examples import FORWARD_ZONE, REVERSE_ZONE
from .._owners import cause_of_comments, comment_mark, help_for_comment
from .._senders import ptr_in

SEVERITY = "error"

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
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "2.3.4.in-addr.arpa.zone": """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 2 1h 15m 2w 1h
  NS  ns1.example.com.
53 PTR ns1.example.com.
80 PTR www.example.com.
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
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each PTR in a reverse zone whose owner provably stands for no address."""
    if not context.reverse.without_full_name:
        return  # most sets have none, and are spared the rest
    for ptr, fault in context.reverse.astray.malformed:
        origin = context.reverse.astray.origin_line(ptr)
        if comment_mark(ptr):
            yield _of_comment(context, ptr)
            continue
        yield context.finding(
            ptr,
            f"{ptr.owner} is not the reverse name of an address: {fault}",
            field="owner",
            related=[Related(origin, "this $ORIGIN completes the owner")] if origin is not None else (),
            help=_help(context, ptr),
            cause=context.reverse.astray.cause(ptr),
            fix=_fix(context, ptr),
        )


def _of_comment(context: Context, ptr: Record) -> Finding:
    return context.finding(
        ptr,
        f"`{comment_mark(ptr)}` does not begin a comment in a master file, so this is a PTR record of {ptr.owner}",
        field="owner",
        help=help_for_comment(ptr),
        cause=cause_of_comments(ptr.source),
    )


def _fix(context: Context, ptr: Record) -> Fix | None:
    """Return the fix that gives `ptr` the reverse name of the one address that it is meant for."""
    address = context.reverse.astray.meant(ptr)
    owner = reverse_name(address) if address is not None else ""
    if not owner or ptr.generated or ptr.source.marks is not None or not is_at_or_below(owner, ptr.zone.origin):
        return None
    safe = context.reverse.confirms(address or "", ptr) is True
    return Fix(f"write the owner {owner}", Change(ptr, "owner", "", ptr._replace(owner=owner)), safe=safe)


def _help(context: Context, ptr: Record) -> str:
    address = context.reverse.astray.meant(ptr)
    completed_by = "$ORIGIN" if ptr.zone.format == "master" else "name of the zone"
    if address is None:
        return f"write the reversed address, and check the {completed_by} that completes it"
    owner = reverse_name(address)
    return f"check the {completed_by} that completes it; for {address} write {ptr_in(ptr.zone, owner, ptr.target)}"
