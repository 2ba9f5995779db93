"""An MTA-STS policy has an error.

Why: senders that cannot read the policy ignore it. They deliver without a check of the certificate, and an attacker
in the network can read the mail. TLS reports show `sts-policy-invalid`.

Policies are files that you name in the configuration, in `[[mail.mta-sts]]`: `domain`, and `policy`, the path of the
file that the web server sends as `mta-sts.txt`.

Fix: write one `name: value` on each line: `version: STSv1`, `mode: enforce`, `max_age: 604800`, and an `mx:` for each
host.

Switch it off when: never.

References: RFC 8461 sections 3.2 and 3.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import WARNING, Context, Finding, Place, line_span

SEVERITY = "error"
NEEDS = ("mail.mta-sts",)

_CONFIG = """\
[[mail.mta-sts]]
domain = "example.com"
policy = "mta-sts.txt"{mark}
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

BAD = (
    {
        ".zonelint.toml": _CONFIG.format(mark=""),
        "example.com.zone": _ZONE + "@ MX 10 mail\n",
        "mta-sts.txt": """\
version: STSv2 # <- mta-sts-policy-invalid
mode: enforce
mx mail.example.com # <- mta-sts-policy-invalid
max_age: a week # <- mta-sts-policy-invalid
""",
    },
    {
        # The whole file is at fault where a field is missing: the last line.
        ".zonelint.toml": _CONFIG.format(mark=""),
        "example.com.zone": _ZONE + "@ MX 10 mail\n",
        "mta-sts.txt": "version: STSv1\nmode: testing\nmax_age: 604800\nnote: # <- mta-sts-policy-invalid\n",
    },
    {
        # There is no such file, and none outside is read.
        ".zonelint.toml": _CONFIG.format(mark=" # <- mta-sts-policy-invalid")
        + _CONFIG.format(mark=" # <- mta-sts-policy-invalid").replace("mta-sts.txt", "../../../../../etc/hostname"),
        "example.com.zone": _ZONE + "@ MX 10 mail\n",
    },
)

GOOD = (
    {
        ".zonelint.toml": _CONFIG.format(mark=""),
        "example.com.zone": _ZONE + "@ MX 10 mail\n",
        "mta-sts.txt": "version: STSv1\nmode: enforce\nmx: Mail.example.com\nmx: *.example.net\nmax_age: 604800\n",
    },
    {
        # Without hosts it says that there is no policy any more; other fields may come, and the order is free.
        ".zonelint.toml": _CONFIG.format(mark=""),
        "example.com.zone": _ZONE + "@ MX 10 mail\n",
        "mta-sts.txt": "mode: none\nmax_age:86400\nversion: STSv1\nlater: word\n\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each fault of a policy that the configuration names, and for each that cannot be read."""
    for declared in context.mail.mta_sts_policies:
        policy = declared.policy
        if policy is None:
            message = f"the MTA-STS policy of {declared.domain} is not known: {declared.error}"
            yield context.finding(declared.place, message, owner=declared.domain, value=declared.error)
            continue
        assert declared.source is not None
        for fault in policy.faults:
            yield context.finding(
                Place.at(declared.source, line_span(declared.source, fault.line)),
                f"the MTA-STS policy of {declared.domain} is not valid: {fault.message}"
                if fault.voids
                else f"in the MTA-STS policy of {declared.domain} {fault.message}",
                owner=declared.domain,
                severity="" if fault.voids else WARNING,
                value=fault.message,
            )
