"""A suppression has no effect.

Why: the comment stays when its reason is gone, and hides the next error on that line. A comment with a misspelt rule,
or without a rule, never had an effect.

Fix: delete it, or correct it. It must be at the first place that a finding shows, not at a related one. `zonelint
fix` deletes comments that suppress nothing. This is safe. Misspelt ones are left to you.

Switch it off when: a program adds suppressions by rule, not by finding.

References: zonelint's own documentation of suppressions.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

SEVERITY = "warning"
NEEDS = ("unused-suppression",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
     MX    10 ns1 ; zonelint: ignore[mx-target-without-address] it has one ; <- unused-suppression
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
; zonelint: ignore-file[no-such-rule] a rule that does not exist ; <- unused-suppression
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1 ; zonelint: ignore no rule is named ; <- unused-suppression
"""
    },
)

FIXED = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
     MX    10 ns1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
     MX    10 mail ; zonelint: ignore[mx-target-without-address] the host comes next week
"""
    },
    {
        # Of a rule that did not run it is not known whether it would have found anything.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1 ; zonelint: ignore[template-placeholder] that rule is off
"""
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield nothing: what is unused shows when all other rules have run, and triage reports it under this name."""
    del context
    return iter(())
