"""An SPF record lets everybody send mail for the domain.

Why: `all` without a sign, or `+all`, lets pass whoever was not denied before, spammers and their forged mail among
them. `ip4:0.0.0.0/0` or two halves of it do the same. Receivers take such a record as a sign of spam ("550 5.7.24 The
SPF record of the sending domain has one or more suspicious entries" at Gmail).

Fix: end the record with `-all` or `~all`, and name those who may send before it.

Switch it off when: never; a record that only others include with a minus is not reported.

References: RFC 7208 sections 5.1 and 11.4.
"""

from zonelint.spf_records import inner_records

from ._spf import leads_on, place_of, spf_domains

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.rule import Context
    from zonelint.spf import SpfPolicy, Term

SEVERITY = "error"
DEFAULT = False
NEEDS = ("SPF",)

_WIDE = 8
"""Only of networks this wide may a few make up all addresses."""

_ZONE = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
mail A 4.3.2.25
"""

BAD = (
    {
        "example.com.zone": _ZONE
        + '@ TXT "v=spf1 mx +all" ; <- spf-pass-all\nmail TXT "v=spf1 a all" ; <- spf-pass-all\n'
    },
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all" ; <- spf-pass-all\n'},
)

GOOD = (
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 mx ~all"\nmail TXT "v=spf1 a ?all"\n'},
    {
        # A list of those who may not, included with a minus.
        "example.com.zone": _ZONE
        + '@ TXT "v=spf1 mx -include:_bad.example.com ~all"\n_bad TXT "v=spf1 -ip4:4.3.2.0/24 +all"\n'
    },
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each record that lets all of IPv4 or all of IPv6 pass."""
    negated: set[str] | None = None
    for owner, spf in spf_domains(context, _opens):
        if negated is None:
            negated = _negated(context)
        term = _opens(spf.policy)
        if term is not None and owner not in negated:
            fault = "lets everybody pass" if term.name == "all" else "and those before it let everybody pass"
            yield context.finding(
                place_of(spf, term),
                f"`{term.text}` in the SPF record of {owner} {fault}",
                help="write `-all` or `~all`, and name those who may send before it",
                value=term.text,
            )


def _negated(context: "Context") -> set[str]:
    """Return the names that some record includes with a minus."""
    return {
        target
        for _, spf in spf_domains(context, leads_on)
        for term, target in inner_records(spf)
        if term.qualifier == "-"
    }


def _opens(policy: "SpfPolicy") -> "Term | None":
    """Return the term with which the record lets everybody pass, or None."""
    if policy.faults:
        return None
    ranges: dict[int, list[tuple[int, int]]] = {}
    for term in policy.mechanisms:
        if term.qualifier != "+":
            continue
        if term.name == "all":
            return term
        prefix = term.prefix4 if term.name == "ip4" else term.prefix6
        if term.name in ("ip4", "ip6") and prefix is not None and prefix <= _WIDE:
            from zonelint.spf_addresses import range_of, union

            bits, found = range_of(term.value, prefix)
            ranges[bits] = union([*ranges.get(bits, ()), found])
            if ranges[bits] == [(0, (1 << bits) - 1)]:
                return term
    return None
