"""A DKIM record has no key that receivers can read.

Why: every signature with this selector fails ("550-5.7.26 … unauthenticated" at Gmail). Then DMARC fails, too, unless
SPF passes.

Fix: publish the record exactly as the program that made the key shows it. The text is a list of tags separated by
semicolons: first `v`, if it is there, and `p` with the key in base64. `zonelint fix` deletes a semicolon too many.
This is safe: the tags stay the same.

Switch it off when: never.

References: RFC 6376 sections 3.2 and 3.6.1; RFC 8463 section 4.2; RFC 8017 appendix A.1.

A key that is cut off is reported by dkim-key-truncated.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Fix, Policy, TagFault, late, shorten

from .._examples import ZONE
from .._fixes import texts_changed
from .._paste import strings, to_paste
from ._dkim import how_to_split, read, selectors, stray_character, tag_place
from ._examples import KEY_1024, KEY_2048, KEY_ED25519
from ._shared import QUOTES, finding_in_text, lacks_quotes, list_faults

SEVERITY = "error"
NEEDS = ("DKIM",)

BAD = (
    {
        "example.com.zone": ZONE
        + """\
key1._domainkey TXT "v=DKIM1; k=rsa" ; <- dkim-key-syntax
key2._domainkey TXT "v=DKIM1; p=not-base64" ; <- dkim-key-syntax
key3._domainkey TXT "p=; v=DKIM1" ; <- dkim-key-syntax
key4._domainkey TXT "v=DKIM1; k=ed25519; p=MCowBQYDK2VwAyEA" ; <- dkim-key-syntax
"""
    },
    {
        # The first is read by many, and refused by some; the second is an alias written as a text.
        "example.com.zone": ZONE
        + f"""\
key1._domainkey TXT "v=DKIM1;; p={KEY_1024}" ; <- dkim-key-syntax
key2._domainkey TXT "key2.example.net."      ; <- dkim-key-syntax
key3._domainkey TXT "v=DKIM1; p={KEY_1024};;;" ; <- dkim-key-syntax
"""
    },
    {
        # Without quotes, a comment begins at the first semicolon.
        "example.com.zone": ZONE + "key1._domainkey TXT v=DKIM1; k=rsa; p=MIIB ; <- dkim-key-syntax\n"
    },
    {
        # Backslashes for another syntax became a part of the text.
        "example.com.zone": ZONE
        + "key1._domainkey TXT "
        + strings("v=DKIM1\\; k=rsa\\; p=" + KEY_2048).replace("\\", "\\\\")
        + " ; <- dkim-key-syntax\n"
    },
    {
        "example.com.yaml": f"""\
key1._domainkey:
  type: TXT
  value: v=DKIM1\\;\\; p={KEY_1024} # <- dkim-key-syntax
key2._domainkey:
  type: TXT
  values:
    - 'v=DKIM1\\; p={KEY_1024}\\;\\;' # <- dkim-key-syntax
"""
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {
        "example.com.zone": ZONE.replace(" 1 8h", " 2 8h")
        + f"""\
key1._domainkey TXT "v=DKIM1; p={KEY_1024}"
key2._domainkey TXT "key2.example.net."
key3._domainkey TXT "v=DKIM1; p={KEY_1024};"
"""
    },
    {},
    {},
    {
        "example.com.yaml": f"""\
key1._domainkey:
  type: TXT
  value: v=DKIM1\\; p={KEY_1024}
key2._domainkey:
  type: TXT
  values:
    - 'v=DKIM1\\; p={KEY_1024}\\;'
"""
    },
)

GOOD = (
    {
        "example.com.zone": ZONE
        + f"""\
key1._domainkey TXT {strings("v=DKIM1; k=rsa; p=" + KEY_2048)}
key2._domainkey TXT {strings("k=rsa; t=s; p=" + KEY_2048)}
key3._domainkey TXT "v=DKIM1; k=ed25519; p={KEY_ED25519}"
key4._domainkey TXT "v=DKIM1; p="
key5._domainkey TXT " v = DKIM1 ; p= ; "
"""
    },
    {
        # Not every name below _domainkey is a selector.
        "example.com.zone": ZONE
        + """\
_adsp._domainkey TXT "dkim=all"
_domainkey       TXT "o=~"
key1._domainkey  CNAME key1.example.net.
"""
    },
)


_HOST = late(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?\.?")


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each record at a selector whose key cannot be read, about its first fault."""
    for policy in selectors(context):
        fault = next(_faults(policy), None)
        if fault is not None:
            help = f"{QUOTES}; {how_to_split(policy)}" if lacks_quotes(policy) else _help(context, policy, fault)
            yield finding_in_text(
                context,
                policy,
                fault.start,
                fault.end,
                f"{policy.record.owner} holds no valid DKIM key: {fault.message}",
                help=help,
                fix=_fix(policy, fault),
            )


def _fix(policy: Policy, fault: TagFault) -> Fix | None:
    """Return the fix that deletes each semicolon with no tag before it."""
    gaps = policy.tags.gaps
    if fault not in gaps:
        return None
    title = f"delete the semicolon{'s' if len(gaps) > 1 else ''} with no tag before it"
    return texts_changed(policy.record, [(gap.start, gap.end, "") for gap in gaps], title, safe=True)


def _faults(policy: Policy) -> Iterator[TagFault]:
    tags = policy.tags
    if _host_in(policy):
        yield TagFault("it is a host name, which belongs in a CNAME record", 0, len(policy.text))
        return
    yield from list_faults(policy)
    version = tags.get("v")
    if version is not None and version.value != "DKIM1":
        yield TagFault(f"the version is {shorten(version.value)} instead of DKIM1", version.start, version.end)
    if version is not None and version is not tags.tags[0]:
        yield TagFault("v=DKIM1 must come first", version.start, version.end)
    if tags.get("p") is None:
        yield TagFault("the tag p is missing", 0, len(policy.text))
    key = read(policy)
    start, end = tag_place(policy, "p")
    if key is not None and key.fault and not key.cut:
        yield TagFault(key.fault, start, end)
    elif key is not None and not key.fault and key.kind == "rsa" and (key.exponent < 3 or key.exponent % 2 == 0):
        yield TagFault(f"{key.exponent} is not a valid exponent of an RSA key", start, end)


def _host_in(policy: Policy) -> str:
    """Return the absolute host name that the text is, in place of an alias for it; empty if it is none."""
    text = policy.text.strip().strip('"').lower()
    return text.removesuffix(".") + "." if _HOST.fullmatch(text) else ""


def _help(context: Context, policy: Policy, fault: TagFault) -> str:
    if _host_in(policy):
        zone = context.namespace.zone_of(policy.record.owner)
        return f"delete the TXT record and add {to_paste(zone, policy.record.owner, 'CNAME', _host_in(policy))}"
    if fault in policy.tags.gaps:
        return "delete the semicolon: many receivers ignore it, but some refuse the key"
    stray = stray_character(policy)
    if stray and stray not in '\\"':
        return f"delete `{stray}`: what is left is a key"
    if '""' in policy.text and policy.record.zone.format == "octodns":
        return 'delete `""`: octoDNS parts a long text itself'
    return f'the form is `{policy.record.owner} IN TXT "v=DKIM1; k=rsa; p=<key in base64>"`'
