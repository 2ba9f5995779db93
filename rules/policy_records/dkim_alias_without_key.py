"""A DKIM selector is an alias for a name without a key.

Why: receivers cannot find the key, so all signatures with this selector fail. The provider has renamed its key, or
the record behind the alias was deleted.

Fix: correct the target, or publish the key there.

Switch it off when: never.

References: RFC 6376 section 3.6.2.

An alias for a name that does not exist is reported by cname-target-missing.
"""

from collections.abc import Iterator

from zonelint.lint.api import DKIM, NODATA, Answer, Context, Finding, Policy

from .._examples import ZONE
from .._paste import to_paste
from .._targets import related_steps

SEVERITY = "error"
NEEDS = ("DKIM",)

BAD = (
    {
        "example.com.zone": ZONE
        + """\
key1._domainkey CNAME key1 ; <- dkim-alias-without-key
key1            A     4.3.2.25
"""
    },
    {
        # What is published at the host is right, and no key.
        "example.com.zone": ZONE
        + """\
key1._domainkey CNAME mail ; <- dkim-alias-without-key
mail            A     4.3.2.25
                TXT   "v=spf1 a -all"
"""
    },
    {
        "example.com.zone": ZONE + "key1._domainkey CNAME key1.example.org. ; <- dkim-alias-without-key\n",
        "example.org.zone": """\
$TTL 1h
@       SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
        NS    ns1.example.com.
key1    CNAME key1.keys
old.key1.keys A 4.3.2.9
""",
    },
)

GOOD = (
    {
        "example.com.zone": ZONE
        + """\
key1._domainkey CNAME key1
key1            TXT   "v=DKIM1; p="
"""
    },
    {
        # What example.net holds is not known here.
        "example.com.zone": ZONE
        + """\
key1._domainkey CNAME key1.example.net.
www             CNAME ns1
"""
    },
)

_KEY = '"v=DKIM1; k=rsa; p=<key>"'


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each alias at a selector that leads to a name that provably holds no key."""
    for record in context.mail.texts.aliases[DKIM]:
        answer = context.namespace.lookup(record.owner, "TXT")
        if answer.status == NODATA or _holds_other_text(answer):
            yield context.finding(
                record,
                f"{record.owner} leads to {answer.name}, which has no DKIM key",
                field="target",
                related=related_steps(answer.chain)[1:],
                help=_help(answer),
            )


def _holds_other_text(answer: Answer) -> bool:
    """Tell whether what `answer` found is other text alone, such as an SPF record."""
    texts = [Policy(record) for record in answer.records]
    return answer.found and answer.whole and not any(policy.is_meant_for(DKIM) for policy in texts)


def _help(answer: Answer) -> str:
    if answer.found:
        return "correct the alias"  # a key beside the other text would not be found for certain
    return f"correct the alias, or add {to_paste(answer.zone, answer.name, 'TXT', _KEY)}"
