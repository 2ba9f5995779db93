"""The host name of a service is an alias.

Why: the name in an SRV record must not be an alias. Many clients follow it. Others do not find the service, and
certificates are checked against the wrong name. Mail programs and telephones then cannot set up an account.

Fix: change the SRV record to the name that the alias leads to. `zonelint fix --unsafe` writes the name that the alias
leads to.

Switch it off when: a provider requires the alias.

References: RFC 2782 (Target); RFC 6186 section 3; RFC 8314 section 5.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._targets import is_alias

SEVERITY = "warning"
TYPES = ("SRV",)

_ZONE = """\
$TTL 1h
@            SOA   ns1 hostmaster 1 8h 2h 4w 1h
             NS    ns1
ns1          A     4.3.2.1
"""

BAD = (
    {
        "example.com.zone": _ZONE
        + """\
_imaps._tcp  SRV   0 1 993 imap ; <- srv-target-is-cname
imap         CNAME ns1
"""
    },
    {
        # Wherever the alias leads to, it is one.
        "example.com.zone": _ZONE
        + """\
_autodiscover._tcp SRV 0 0 443 autodiscover ; <- srv-target-is-cname
autodiscover CNAME autodiscover.example.net.
"""
    },
)

FIXED_UNSAFE = (
    {
        "example.com.zone": """\
$TTL 1h
@            SOA   ns1 hostmaster 2 8h 2h 4w 1h
             NS    ns1
ns1          A     4.3.2.1
_imaps._tcp  SRV   0 1 993 ns1
imap         CNAME ns1
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@            SOA   ns1 hostmaster 2 8h 2h 4w 1h
             NS    ns1
ns1          A     4.3.2.1
_autodiscover._tcp SRV 0 0 443 autodiscover.example.net.
autodiscover CNAME autodiscover.example.net.
"""
    },
)

GOOD = (
    {
        "example.com.zone": _ZONE
        + """\
_imaps._tcp  SRV   0 1 993 ns1
_pop3._tcp   SRV   0 0 0   .
imap         CNAME ns1
"""
    },
    {"example.com.zone": _ZONE + "_sip._tcp SRV 0 1 5060 sip.example.net.\n"},
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if the host that `record` names is an alias."""
    yield from is_alias(context, record, "the service's host")
