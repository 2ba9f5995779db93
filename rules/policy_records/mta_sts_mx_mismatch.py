"""The MTA-STS policy of a domain does not name one of its mail exchanges.

Why: in the mode `enforce`, Gmail, Microsoft and others do not deliver to a host that the policy does not name. The
mail waits, and bounces if there is no other MX. In the mode `testing` they deliver and report it, and the finding is
a warning.

Policies are files that you name in the configuration, in `[[mail.mta-sts]]`: `domain`, and `policy`, the path of the
file that the web server sends as `mta-sts.txt`.

Fix: add an `mx:` for the host to the policy, and change the `id` in the record at `_mta-sts`. Change the MX only
after that.

Switch it off when: never.

References: RFC 8461 sections 4.1 and 5.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    MTA_STS_NONE,
    MTA_STS_TESTING,
    WARNING,
    Context,
    DeclaredPolicy,
    Finding,
    Place,
    Related,
    line_span,
)

from .._senders import is_assumed
from .._targets import NO_TARGET

SEVERITY = "error"
NEEDS = ("mail.mta-sts",)

_CONFIG = """\
[[mail.mta-sts]]
domain = "example.com"
policy = "mta-sts.txt"
"""
_ZONE = """\
$TTL 1h
@        SOA   ns1 hostmaster 1 8h 2h 4w 1h
         NS    ns1
ns1      A     4.3.2.1
mail     A     4.3.2.25
relay    A     4.3.2.26
_mta-sts TXT   "v=STSv1; id=1"
mta-sts  A     4.3.2.80
"""
_POLICY = "version: STSv1\nmode: enforce\nmax_age: 604800\n"

BAD = (
    {
        ".zonelint.toml": _CONFIG,
        "example.com.zone": _ZONE + "@ MX 10 mail\n@ MX 20 relay ; <- mta-sts-mx-mismatch\n",
        "mta-sts.txt": _POLICY + "mx: mail.example.com\n",
    },
    {
        # The star stands for one label, and hosts of others count as well.
        ".zonelint.toml": _CONFIG,
        "example.com.zone": _ZONE
        + """\
@ MX 10 a.mx.example.net.
@ MX 20 b.a.mx.example.net. ; <- mta-sts-mx-mismatch
@ MX 30 mx.example.net.     ; <- mta-sts-mx-mismatch
""",
        "mta-sts.txt": _POLICY.replace("enforce", "testing") + "mx: *.mx.example.net\n",
    },
)

GOOD = (
    {
        ".zonelint.toml": _CONFIG,
        "example.com.zone": _ZONE + "@ MX 10 mail\n@ MX 20 Relay\nnews MX 10 ns1\n",
        "mta-sts.txt": _POLICY + "mx: MAIL.example.com\nmx: *.example.com\n",
    },
    {
        # The policy is withdrawn, or the zone of its domain is not loaded.
        ".zonelint.toml": _CONFIG + _CONFIG.replace("example.com", "example.org").replace("mta-sts.txt", "other.txt"),
        "example.com.zone": _ZONE + "@ MX 10 mail\n",
        "mta-sts.txt": _POLICY.replace("enforce", "none") + "mx: relay.example.com\n",
        "other.txt": _POLICY + "mx: mail.example.org\n",
    },
    {
        # A null MX takes no mail; of a policy that is not valid, mta-sts-policy-invalid speaks.
        ".zonelint.toml": _CONFIG
        + _CONFIG.replace("example.com", "sub.example.com").replace("mta-sts.txt", "other.txt"),
        "example.com.zone": _ZONE + "@ MX 0 .\nsub MX 10 mail\n",
        "mta-sts.txt": _POLICY + "mx: mail.example.com\n",
        "other.txt": "version: STSv1\nmode: enforce\nmx: relay.example.com\nmax_age: - # <- mta-sts-policy-invalid\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each MX record of a domain whose policy does not name its host."""
    for declared in context.mail.mta_sts_policies:
        policy = declared.policy
        if policy is None or policy.mode in ("", MTA_STS_NONE) or any(fault.voids for fault in policy.faults):
            continue
        for mx in context.namespace.lookup(declared.domain, "MX").records:
            if mx.target == NO_TARGET or context.mail.is_internal(mx):
                continue
            if any(pattern.matches(mx.target) for pattern in policy.patterns):
                continue
            then = "report it" if policy.mode == MTA_STS_TESTING else "deliver nothing to it"
            assumed = is_assumed(context, mx)  # those files are not linted
            yield context.finding(
                declared.place if assumed else Place.of(mx, "target"),
                f"the MTA-STS policy of {declared.domain} does not name its mail exchange {mx.target}: senders {then}",
                owner=declared.domain,
                type="MX",
                related=_patterns(declared),
                help=f"add `mx: {mx.target.removesuffix('.')}` to the policy, and change the `id` of its record",
                severity=WARNING if policy.mode == MTA_STS_TESTING else "",
            )


def _patterns(declared: DeclaredPolicy) -> list[Related]:
    """Return the hosts that the policy names as related places."""
    source, policy = declared.source, declared.policy
    if source is None or policy is None:
        return []
    return [
        Related(Place.at(source, line_span(source, pattern.line)), "a host that the policy names")
        for pattern in policy.patterns[:3]
    ]
