"""An alias leads to a name that does not exist.

Why: a client that asks for the alias gets the answer that the name does not exist. A site or a service is gone. Often
nobody noticed since its host was renamed or removed. If anybody can register the missing name, he also controls what
is published under the alias.

Fix: correct the target, or delete the alias. A name without a final dot is below the name of the zone. `zonelint fix`
adds a final dot that is missing. This is safe if the name lies in the zone, or is known to be there.

Switch it off when: never.

Not reported: a target that exists but has no record of some type; a CNAME of a classless reverse delegation (RFC
2317), see the rule classless-delegation-broken; an alias at `_acme-challenge`, because its target exists only while a
certificate is validated (RFC 8555 section 8.4), but where a final dot is missing.

References: RFC 1034 sections 3.6.2 and 4.3.2; RFC 1912 section 2.4.
"""

from collections.abc import Iterator

from zonelint.lint.api import NXDOMAIN, Answer, Context, Finding, Record, address_of, is_service_name, parent

from .._owners import comment_mark, help_for_comment, owner_without_dot
from .._paste import write_target
from .._targets import (
    absent,
    address_in_place,
    address_to_paste,
    dot_at_owner,
    is_bare_address,
    name_with_dot,
    related_steps,
    target_dot,
    written_address,
)

SEVERITY = "error"
TYPES = ("CNAME",)

_CHALLENGE = "_acme-challenge."

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
www   CNAME web             ; <- cname-target-missing
shop  CNAME ns1.example.com ; <- cname-target-missing
"""
    },
    {
        # The target lies in another loaded zone; the alias to the alias is in order by itself.
        "example.com.zone": """\
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
www   CNAME web
web   CNAME gone.example.net. ; <- cname-target-missing
""",
        "example.net.zone": """\
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
""",
    },
)

FIXED = (
    {
        "example.com.zone": """\
$TTL 1h
@     SOA   ns1 hostmaster 2 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
www   CNAME web
shop  CNAME ns1.example.com.
"""
    },
)

GOOD = (
    {
        # The target of "b" is an empty non-terminal, that of "c" is made by the wildcard.
        "example.com.zone": """\
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
a     CNAME text
text  TXT   "no address, but it exists"
b     CNAME empty
x.empty A   4.3.2.2
c     CNAME any.wild
*.wild A    4.3.2.3
"""
    },
    {
        # example.net is not loaded, and sub is delegated to a zone that is not.
        "example.com.zone": """\
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
www   CNAME web.example.net.
app   CNAME app.sub
sub   NS    ns1
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the target of `record` itself provably does not exist."""
    if record.owner.startswith(_CHALLENGE) and name_with_dot(context.namespace, record) is None:
        return
    if context.targets.status(record) != NXDOMAIN and not is_bare_address(record):
        return
    answer = context.namespace.lookup(record.target, "A")
    is_address = answer.unknown and is_bare_address(record)
    if not is_address and (answer.status != NXDOMAIN or any(step.kind == "CNAME" for step in answer.chain)):
        return
    if address_of(record.owner) is not None and not _is_classless_without_rule(context, record):
        return
    fault = "does not exist" + (f" in {answer.zone.origin}" if answer.zone is not None else "")
    if is_address:
        fault = "is an address, not a name"
    through = f", which becomes {answer.name}" if answer.name != record.target else ""
    yield context.finding(
        record,
        f"{record.owner} is an alias for {record.target}{through}, which {fault}",
        field="target",
        related=related_steps(answer.chain),
        help=_help(context, record, answer),
        fix=target_dot(context, record),
        cause=absent(context, record, answer),
        follows=comment_mark(record) != "" or owner_without_dot(answer.zone, answer.name) is not None,
    )


def _is_classless_without_rule(context: Context, record: Record) -> bool:
    """Tell whether `record` leads to a classless zone (RFC 2317) that is not there, and no rule of its own says so."""
    if context.runs("classless-delegation-broken"):
        return False
    return context.namespace.exists(parent(record.target)) == NXDOMAIN


def _help(context: Context, record: Record, answer: Answer) -> str:
    if comment_mark(record):
        return help_for_comment(record)
    meant = name_with_dot(context.namespace, record)
    if meant is not None:
        return write_target(record, meant, " with the final dot")
    there = owner_without_dot(answer.zone, answer.name)
    if there is not None:
        return dot_at_owner(there)
    address = written_address(record)
    if address is not None:
        return address_in_place(record, address)
    if is_service_name(record.owner):
        return f"change the target, or delete `{record.text}`"  # no host is meant: what to add cannot be told
    added = address_to_paste(context, answer)
    return f"change the target, delete `{record.text}`, or add {added}"
