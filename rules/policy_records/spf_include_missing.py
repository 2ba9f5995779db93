"""An SPF record includes or redirects to a name without an SPF record.

Why: a receiver that reaches the term stops with a permanent error (permerror). Only senders that an earlier term
allows pass. All others, even legitimate ones in later terms, are not authenticated.

Reported only if the loaded zones prove that there is no SPF record. zonelint does not know what others publish.

Fix: correct the name, publish the record, or delete the term.

Switch it off when: never.

References: RFC 7208 sections 5.2 and 6.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import LOOP, SPF_VERSION, Answer, Context, Finding, first_label, inner_records, is_spf

from .._paste import to_paste
from .._targets import is_by_wildcard
from ._spf import leads_on, place_of, shown, spf_domains

SEVERITY = "error"
NEEDS = ("SPF include", "SPF redirect")

_ZONE = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
mail A 4.3.2.25
_spf TXT "v=spf1 ip4:4.3.2.25 -all"
note TXT "not for SPF"
"""

BAD = (
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 include:_sfp.example.com -all" ; <- spf-include-missing\n'},
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 mx redirect=note.example.com" ; <- spf-include-missing\n'},
)

GOOD = (
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 include:_spf.example.com include:_spf.example.net -all"\n'},
    {
        "example.com.zone": _ZONE
        + '@ TXT "v=spf1 include:%{l}.example.com redirect=alias.example.com"\nalias CNAME _spf\n'
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each include and redirect to a name that provably has no SPF record."""
    for owner, spf in spf_domains(context, leads_on):
        for term, target in inner_records(spf):
            answer = context.namespace.lookup(target, "TXT")
            if answer.unknown or answer.status == LOOP or (answer.found and not answer.whole):
                continue
            if not any(map(is_spf, answer.records)):
                why = answer.why or f"it has {len(answer.records)} TXT, none of them for SPF"
                yield context.finding(
                    place_of(spf, term),
                    f"`{shown(term.text)}` in the SPF record of {owner} is a permanent error: {target} has no SPF "
                    f"record ({why})",
                    help=f"correct the name, delete the term, or add {_record_to_add(context, target, answer)}",
                    value=term.text,
                    cause=f"no SPF record at {target}",
                )


def _record_to_add(context: Context, target: str, answer: Answer) -> str:
    """Return the record to add: at the `target`, unless a CNAME there, which nothing may stand beside, leads on.

    What a wildcard leads to is no place for it: there it would hold for all names that the wildcard answers for.
    """
    by_wildcard = is_by_wildcard(answer.chain)
    name = target if by_wildcard else answer.name
    zone = context.namespace.zone_of(target) if by_wildcard else answer.zone
    return to_paste(zone, name, "TXT", f'"{SPF_VERSION} {_example(target)} -all"')


def _example(target: str) -> str:
    return "<mechanisms>" if first_label(target)[:1] == "_" else "mx"
