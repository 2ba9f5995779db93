"""A PTR names an alias.

Why: the PTR should name the host itself. Software that checks the PTR may not follow the alias.

Fix: change the PTR to the name that the alias leads to, if that is the host's. `zonelint fix --unsafe` does it where
the addresses of that name are known.

Switch it off when: you know that nobody checks these names.

References: RFC 2181 section 10.2; RFC 1912 section 2.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._examples import FORWARD_ZONE, RAISED_REVERSE_ZONE, REVERSE_ZONE
from .._targets import is_alias

SEVERITY = "warning"
NEEDS = ("PTR astray",)

BAD = (
    {
        "example.com.zone": FORWARD_ZONE + "web A 4.3.2.80\nwww CNAME web\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com. ; <- ptr-target-is-cname\n",
    },
    {
        "example.com.zone": FORWARD_ZONE + "www CNAME web.example.net.\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.com. ; <- ptr-target-is-cname\n",
    },
)

FIXED_UNSAFE: tuple[dict[str, str], ...] = (
    {
        "2.3.4.in-addr.arpa.zone": RAISED_REVERSE_ZONE
        + """\
80 PTR web.example.com.
"""
    },
    {},
)

GOOD = (
    {
        "example.com.zone": FORWARD_ZONE + "web A 4.3.2.80\nwww CNAME web\n",
        "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR web.example.com.\n",
    },
    {"example.com.zone": FORWARD_ZONE, "2.3.4.in-addr.arpa.zone": REVERSE_ZONE + "80 PTR www.example.net.\n"},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each judged PTR whose target is an alias.

    A name that only a wildcard makes an alias is none that anybody gave the host: that it has other addresses is
    what counts, and has a rule of its own.
    """
    for address, ptr in context.reverse.suspects:
        cause = context.reverse.astray.cause(ptr)
        for finding in is_alias(context, ptr, f"the PTR of {address} names", cause):
            made_by = [related.place.record for related in finding.related]
            if not any(record is not None and record.owner[:2] == "*." for record in made_by):
                yield finding
