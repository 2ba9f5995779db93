"""A suppression silences nothing.

Why: a comment that silences a rule stays when its reason is gone, and hides the next defect on that line. One with a
misspelled rule or without a rule never silenced anything.

Fix: take it away, or correct it. What counts is the place that the finding points at first, not a related one.

Switch it off when: the files are written by a program that adds suppressions by rule, not by finding.

References: zonelint's own documentation of suppressions.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

SEVERITY = "warning"

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


def check(context: "Context") -> "Iterator[Finding]":
    """Yield nothing: what is unused shows when all other rules have run, and triage reports it under this name."""
    del context
    return iter(())
