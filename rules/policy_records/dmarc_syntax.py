"""A DMARC record has a syntax error, so receivers ignore it or a part of it.

Why: a record that does not begin with `v=DMARC1;` is ignored. A policy other than none, quarantine or reject counts
as none at best. Reports to an address without `mailto:` are never sent. The owner believes that the domain is
protected, but it is not. Gmail treats bulk senders as if they had no record ("550-5.7.40 … doesn't have a DMARC
record").

Fix: correct the tag in the message. `v=DMARC1` comes first, in capital letters. Separate tags with semicolons, and
report addresses with commas.

Switch it off when: never.

References: RFC 9989 sections 4.7 and 4.8; RFC 7489 sections 6.3 and 6.4; RFC 3986 section 2.

It is a warning if receivers use the default of a tag instead of its value (`adkim=strict`, `fo=0:1`, which RFC 7489
allowed), or if they ignore a part of a list of addresses (an `https:` address, an extra comma).
"""

from collections.abc import Iterator

from zonelint.lint.api import DMARC, WARNING, Context, Finding, Policy, Tag, TagFault, late, shorten, split_list

from .._paste import MOST_OCTETS
from ._dmarc import REPORT_TAGS, report_addresses
from ._shared import finding_in_text, list_faults_without_gaps

SEVERITY = "error"
NEEDS = ("DMARC",)

_ZONE = """\
$TTL 1h
@       SOA   ns1 hostmaster 1 8h 2h 4w 1h
        NS    ns1
ns1     A     4.3.2.1
"""

BAD = (
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=rejected" ; <- dmarc-syntax\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=dmarc1; p=reject" ; <- dmarc-syntax\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "p=reject; v=DMARC1" ; <- dmarc-syntax\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1 p=reject" ; <- dmarc-syntax\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; p=reject" ; <- dmarc-syntax\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; rua=dmarc@example.net" ; <- dmarc-syntax\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; rua=mailto: a@example.net" ; <- dmarc-syntax\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.net," ; <- dmarc-syntax\n'},
    {"example.com.zone": _ZONE + '_dmarc TXT "v=DMARC1; p=none; fo=0:1" ; <- dmarc-syntax\n'},
    {
        # The value at fault may stand on a line of its own.
        "example.com.zone": _ZONE
        + """\
_dmarc TXT ( "v=DMARC1; p=quarantine; "
             "adkim=strict; "              ; <- dmarc-syntax
             "rua=mailto:dmarc@example.net;mailto:other@example.net" ) ; <- dmarc-syntax
"""
    },
)

GOOD = (
    {
        "example.com.zone": _ZONE
        + """\
_dmarc     TXT ( "v=DMARC1; p=reject; sp=quarantine; np=reject; adkim=s; aspf=r; fo=1:d; psd=n; t=y; "
                 "rua=mailto:dmarc@example.net!10m, mailto:second@example.net; ruf=mailto:f@example.net" )
_dmarc.sub TXT "v = DMARC1 ;p=NONE;"
_dmarc.old TXT "v=DMARC1; p=none;; pct=101; ri=86400; rf=afrf"
"""
    },
    {
        # Others may stand beside the policy; what is said at a provider's name is the provider's to say.
        "example.com.zone": _ZONE
        + """\
_dmarc     TXT "v=DMARC1; p=none"
           TXT "a note"
_dmarc.sub CNAME sub._dmarc.example.net.
"""
    },
)

_POLICIES = ("none", "quarantine", "reject")
_POLICY_TAGS = ("p", "sp", "np")
_VALUES = {
    "adkim": ("r", "s"),
    "aspf": ("r", "s"),
    "psd": ("y", "n", "u"),
    "t": ("y", "n"),
}
_OPTIONS = ("0", "1", "d", "s")
_BLANK = late(r"[ \t]")
_SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]*:")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each fault of a DMARC record, and for a text at its name that is none."""
    policies = context.mail.policies
    for owner, valid in policies.valid(DMARC).items():
        for policy in () if len(valid) > 1 and context.runs("dmarc-multiple") else valid:
            for fault in (*list_faults_without_gaps(policy), *_faults(policy)):
                yield _finding(context, policy, fault)
            for fault in _slips(policy):
                yield _finding(context, policy, fault, severity=WARNING)
        if not valid:
            found = policies.owners(DMARC)[owner]
            yield _finding(context, found[0], _no_policy(found[0]))


def _finding(context: Context, policy: Policy, fault: TagFault, *, severity: str = "") -> Finding:
    return finding_in_text(
        context,
        policy,
        fault.start,
        fault.end,
        f"the DMARC record of {policy.record.owner} is not valid: {fault.message}",
        help=_help(policy, fault),
        severity=severity,
    )


def _help(policy: Policy, fault: TagFault) -> str:
    """Return the record as it should be where only a `mailto:` is missing; else the form of such a record."""
    owner, text = policy.record.owner, policy.text
    address = text[fault.start : fault.end]
    if fault.message.endswith(f"write mailto:{address}") and '"' not in text and len(text) <= MOST_OCTETS:
        return f'write `{owner} IN TXT "{text[: fault.start]}mailto:{text[fault.start :]}"`'
    return f'the form is `{owner} IN TXT "v=DMARC1; p=none; rua=mailto:<address>"`'


def _no_policy(policy: Policy) -> TagFault:
    """Return why the text is no DMARC record at all."""
    text = policy.text
    version = policy.tags.get("v") or policy.tags.get("V")
    if text[:1] in (" ", "\t"):
        return TagFault("there is a blank before v=DMARC1", 0, 1)
    if version is None or version.value[:6].upper() != "DMARC1":
        return TagFault("it does not begin with v=DMARC1", 0, len(text))
    if version is not policy.tags.tags[0]:
        return TagFault("v=DMARC1 must come first", version.start, version.end)
    if version.value[:6] == "DMARC1":
        return TagFault("a semicolon must follow v=DMARC1", version.start, version.end)
    return TagFault("DMARC1 must be written in capital letters", version.start, version.end)


def _faults(policy: Policy) -> Iterator[TagFault]:
    """Yield what makes the policy void, or keeps reports from being sent."""
    for tag in policy.tags.tags:
        if tag.name.lower() in _POLICY_TAGS:
            yield from _value_faults(tag, _POLICIES)
        elif tag.name.lower() in REPORT_TAGS and not tag.value:
            yield TagFault(f"{tag.name} names no address", tag.start, tag.end)
    yield from _address_faults(policy)


def _slips(policy: Policy) -> Iterator[TagFault]:
    """Yield tags that receivers take for their default, as RFC 9989 section 4.8 has it, or that only some take."""
    for tag in policy.tags.tags:
        name = tag.name.lower()
        if name in _VALUES:
            yield from _value_faults(tag, _VALUES[name])
        elif name == "fo":
            yield from _option_faults(tag)
        elif name in REPORT_TAGS and tag.value and not all(part for part, _, _ in split_list(tag, ",")):
            yield TagFault(f"{tag.name} has a comma without an address", tag.start, tag.end)
    for address in report_addresses(policy):
        scheme = _SCHEME.match(address.text)
        if scheme is not None and scheme[0].lower() != "mailto:":
            why = f"reports are sent to mailto: addresses only, not to `{shorten(address.text)}`"
            yield TagFault(why, address.start, address.end)


def _value_faults(tag: Tag, allowed: tuple[str, ...]) -> Iterator[TagFault]:
    if tag.value.lower() not in allowed:
        words = ", ".join(allowed)
        yield TagFault(f"{tag.name}={shorten(tag.value)}, but the value must be one of {words}", tag.start, tag.end)


def _option_faults(tag: Tag) -> Iterator[TagFault]:
    parts = [part.lower() for part, _, _ in split_list(tag, ":")]
    if not set(parts) <= set(_OPTIONS):
        yield TagFault(f"fo={shorten(tag.value)}, but it takes 0, 1, d and s, separated by colons", tag.start, tag.end)
    elif {"0", "1"} <= set(parts):
        yield TagFault("fo=0 and fo=1 exclude each other", tag.start, tag.end)
    elif len(set(parts)) < len(parts):
        yield TagFault(f"fo={shorten(tag.value)} says the same twice", tag.start, tag.end)


def _address_faults(policy: Policy) -> Iterator[TagFault]:
    for address in report_addresses(policy):
        if address.host or not address.text:
            continue
        shown = shorten(address.text)
        scheme = _SCHEME.match(address.text)
        if _BLANK.search(address.text):
            yield TagFault(f"there is a blank in `{shown}`", address.start, address.end)
        elif scheme is None and "@" in address.text:
            yield TagFault(f"`{shown}` is not a URI: write mailto:{shown}", address.start, address.end)
        elif scheme is None:
            yield TagFault(f"`{shown}` is not a mailto: URI", address.start, address.end)
        elif scheme[0].lower() == "mailto:":
            yield TagFault(f"`{shown}` names no mailbox", address.start, address.end)
