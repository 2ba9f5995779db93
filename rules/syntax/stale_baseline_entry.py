"""An entry of the baseline has no finding.

Why: what it accepts is mended. The entry stays, and hides the same mistake if somebody makes it again.

Fix: delete the line. `zonelint --prune-baseline` deletes all such lines. Entries of rules that did not run are not
judged, nor those of zones that are not read.

Switch it off when: the baseline is shared by sets of zones, each of which has only some of the findings.

References: zonelint's own documentation of baselines.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

SEVERITY = "warning"

_CONFIG = 'baseline = "zonelint.baseline"\n'
_ZONE = """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""

BAD = (
    {
        ".zonelint.toml": _CONFIG,
        "zonelint.baseline": """\
mx-target-without-address example.com. example.com. MX 10 gone.example.com. # <- stale-baseline-entry
""",
        "example.com.zone": _ZONE,
    },
    {
        ".zonelint.toml": _CONFIG,
        "zonelint.baseline": """\
mx-target-with-address example.com. example.com. MX 10 gone # <- stale-baseline-entry
""",
        "example.com.zone": _ZONE,
    },
)

GOOD = (
    {
        ".zonelint.toml": _CONFIG,
        "zonelint.baseline": """\
mx-target-without-address example.com. example.com. MX 10 gone.example.com.
""",
        "example.com.zone": _ZONE + "@    MX    10 gone\n",
    },
    {
        # Of a rule that did not run it is not known whether it would have found anything.
        ".zonelint.toml": _CONFIG,
        "zonelint.baseline": """\
template-placeholder example.com. example.com. A {{ address }}
""",
        "example.com.zone": _ZONE,
    },
)

NEEDS = ("baseline",)


def check(context: Context) -> Iterator[Finding]:
    """Yield nothing: what is stale shows when all rules have run, and the baseline is applied to what they found."""
    del context
    return iter(())
