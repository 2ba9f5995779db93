"""A BIMI record is not valid.

Why: mailbox providers do not show the logo of the domain.

Fix: publish one record that begins with `v=BIMI1`, with the `https:` address of the logo in `l` and, if there is a
certificate, its `https:` address in `a`. An empty `l` says that no logo should be shown.

Switch it off when: never. The rule runs only when you select it.

References: draft-brand-indicators-for-message-identification section 4.
"""

from collections.abc import Iterator

from zonelint.lint.api import BIMI, Context, Finding, Policy, TagFault, shorten

from .._examples import ZONE
from ._shared import QUOTES, finding_in_text, lacks_quotes, list_faults, several, version_fault, void_by_any

SEVERITY = "info"
DEFAULT = False
NEEDS = ("BIMI",)

_DMARC = '_dmarc TXT "v=DMARC1; p=reject"\n'

BAD = (
    {"example.com.zone": ZONE + _DMARC + 'default._bimi TXT "v=BIMI1; l=http://example.net/l.svg" ; <- bimi-syntax\n'},
    {"example.com.zone": ZONE + _DMARC + 'default._bimi TXT "v=BIMI1" ; <- bimi-syntax\n'},
    {"example.com.zone": ZONE + _DMARC + 'default._bimi TXT "l=https://example.net/l.svg" ; <- bimi-syntax\n'},
    {
        "example.com.zone": ZONE
        + _DMARC
        + """\
default._bimi TXT "v=BIMI1; l="
default._bimi TXT "v=BIMI1; l=https://example.net/l.svg" ; <- bimi-syntax
"""
    },
)

GOOD = (
    {
        "example.com.zone": ZONE
        + _DMARC
        + 'default._bimi TXT "v=BIMI1; l=https://example.net/l.svg; a=https://example.net/l.pem;"\n'
    },
    {"example.com.zone": ZONE + _DMARC + 'default._bimi TXT "v=BIMI1; l=; a=;"\n'},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each fault of a BIMI record, and for the second of several."""
    for owner, found in context.mail.policies.owners(BIMI).items():
        valid = [policy for policy in found if policy.is_of(BIMI)]
        if len(valid) > 1:
            message = f"{owner} has {len(valid)} BIMI records, so receivers ignore all of them"
            yield several(context, valid, message, f"keep one: `{valid[-1].record.text}`")
        elif valid:
            yield from void_by_any(_finding(context, valid[0], fault) for fault in _faults(valid[0]))
        else:
            yield _finding(context, found[0], version_fault(found[0], "BIMI1"))


def _faults(policy: Policy) -> Iterator[TagFault]:
    yield from list_faults(policy)
    if policy.tags.get("l") is None:
        yield TagFault("the logo (l=) is missing", 0, len(policy.text))
    for name in ("l", "a"):
        tag = policy.tags.get(name)
        if tag is not None and tag.value and not tag.value.lower().startswith("https://"):
            yield TagFault(f"{name}={shorten(tag.value)} is not an https: address", tag.start, tag.end)


def _finding(context: Context, policy: Policy, fault: TagFault) -> Finding:
    owner = policy.record.owner
    form = f'the form is `{owner} IN TXT "v=BIMI1; l=https://<logo>; a=https://<certificate>"`'
    return finding_in_text(
        context,
        policy,
        fault.start,
        fault.end,
        f"the BIMI record of {owner} is not valid: {fault.message}",
        help=f"{QUOTES}; {form}" if lacks_quotes(policy) else form,
    )
