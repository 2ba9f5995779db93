"""A published key was replaced in one step: the old one and the new one are never there together.

What it reports: with the change that `--base` compares, all TLSA records of a service are others than before, or all
DNSKEY records of a zone. No DS record of a zone leads to one of its DNSKEY records any more (an error: the zone fails
for everybody who validates). The key of a DKIM selector is another one. All SSHFP records of a host are others than
before (advice: who connects meanwhile is asked or refused).

Why: resolvers keep the old records for their TTL. A mail server that checks DANE refuses the new certificate as long as
it has the old TLSA record; a validating resolver answers SERVFAIL; a message that was signed with the old DKIM key and
is still on its way fails, for its selector has another key now.

Fix: publish the new record beside the old one, wait for the TTL, change the key, wait again, then remove the old
record. A DKIM key gets a selector of its own. A DS record follows when the new DNSKEY is known everywhere.

Switch it off when: a tool changes keys and records in step, and knows the TTLs.

Not reported: a TLSA, DNSKEY or SSHFP RRset of which one record stays; the first key, and the removal of all; a DKIM key
that was revoked or could not be read before.

References: RFC 7671 section 8; RFC 6781 section 4.1; RFC 4035 section 2.4; RFC 6376 section 3.1; RFC 4255 section 2.4.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import (
    DKIM,
    MOST_RELATED,
    Context,
    Finding,
    Record,
    RecordChange,
    Related,
    Zone,
    ZoneDifference,
    kind_of_owner,
    relate,
    shorten,
    tag_list,
    txt_text,
)

SEVERITY = "warning"
NEEDS = ("base",)

_ZONE = """\
$TTL 1h
@     SOA   ns1 hostmaster {} 8h 2h 4w 1h
      NS    ns1
ns1   A     4.3.2.1
mail  A     4.3.2.25
"""
_TLSA = "_25._tcp.mail  TLSA  3 1 1 {}\n"
_OLD, _NEW = "ab" * 32, "cd" * 32
_DKIM = '{}._domainkey  TXT  "v=DKIM1; k=ed25519; p={}"\n'
_OLD_KEY, _NEW_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="

BAD = (
    (
        {"example.com.zone": _ZONE.format(1) + _TLSA.format(_OLD)},
        {"example.com.zone": _ZONE.format(2) + _TLSA.format(_NEW).replace("\n", " ; <- key-changed-without-overlap\n")},
    ),
    (
        {"example.com.zone": _ZONE.format(1) + _DKIM.format("s1", _OLD_KEY)},
        {
            "example.com.zone": _ZONE.format(2)
            + _DKIM.format("s1", _NEW_KEY).replace("\n", " ; <- key-changed-without-overlap\n")
        },
    ),
)

GOOD = (
    # First both, later the new one alone.
    (
        {"example.com.zone": _ZONE.format(1) + _TLSA.format(_OLD)},
        {"example.com.zone": _ZONE.format(2) + _TLSA.format(_OLD) + _TLSA.format(_NEW)},
    ),
    (
        {"example.com.zone": _ZONE.format(2) + _TLSA.format(_OLD) + _TLSA.format(_NEW)},
        {"example.com.zone": _ZONE.format(3) + _TLSA.format(_NEW)},
    ),
    # The new key has its own selector.
    (
        {"example.com.zone": _ZONE.format(1) + _DKIM.format("s1", _OLD_KEY)},
        {"example.com.zone": _ZONE.format(2) + _DKIM.format("s1", _OLD_KEY) + _DKIM.format("s2", _NEW_KEY)},
    ),
)

_WHOLE_SETS = ("TLSA", "DNSKEY", "SSHFP")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each key that was replaced at once."""
    if context.change is None:
        return
    for each in context.change.differences:
        for rtype in _WHOLE_SETS:
            yield from _of_rrsets(context, each, rtype)
        for change in each.changed:
            if change.record.type == "TXT" and kind_of_owner(change.record.owner) == DKIM:
                yield from _of_selector(context, change)
    yield from _of_signatures(context)


# -- RRsets of which nothing stays -----------------------------------------------------------------------------------


def _of_rrsets(context: Context, each: ZoneDifference, rtype: str) -> Iterator[Finding]:
    assert each.before is not None
    assert each.after is not None
    for owner in dict.fromkeys(change.record.owner for change in each.changes if change.record.type == rtype):
        before, after = each.before.rrset(owner, rtype), each.after.rrset(owner, rtype)
        if not (before and after) or _meanings(before) & _meanings(after) or not each.after.is_whole(owner, rtype):
            continue
        yield context.finding(
            after[0],
            f"all {rtype} records of {owner} are replaced at once: for {before[0].ttl} seconds caches have the old "
            f"{'one' if len(before) == 1 else 'ones'}, and {_who(rtype)}",
            related=_old(before),
            help=f"keep `{shorten(before[0].text, 120)}` beside the new one until {before[0].ttl} seconds after all "
            "have that, and change the key in between",
            severity="info" if rtype == "SSHFP" else "",
            value=f"{rtype} replaced",
        )


def _meanings(rrset: "Sequence[Record]") -> set[str]:
    """Return what tells the records of an RRset apart: of hexadecimal digits letter case says nothing."""
    return {record.rdata if record.type == "DNSKEY" else record.rdata.lower() for record in rrset}


def _who(rtype: str) -> str:
    if rtype == "TLSA":
        return "clients that check DANE refuse the new certificate"
    if rtype == "SSHFP":
        return "ssh doubts the new host key"
    return "resolvers that validate refuse what the new key signs"


def _old(rrset: "Sequence[Record]") -> "list[Related]":
    return [relate(record, "before the change", is_before=True) for record in rrset][:MOST_RELATED]


# -- DKIM ------------------------------------------------------------------------------------------------------------


def _of_selector(context: Context, change: RecordChange) -> Iterator[Finding]:
    before, after = change.before, change.after
    assert before is not None
    assert after is not None
    if len(after.zone.rrset(after.owner, "TXT")) > 1:
        return
    old, new = _key(before), _key(after)
    if old and new and old != new:
        selector, _, domain = after.owner.partition("._domainkey.")
        yield context.finding(
            after,
            f"the selector {selector} of {domain} has another DKIM key now: messages that were signed with the old one "
            "fail",
            field="rdata",
            related=_old([before]),
            help="publish the new key under a selector of its own, and delete the old one some days after its last use",
            value="DKIM replaced",
        )


def _key(record: Record) -> str:
    """Return the key that a DKIM record holds; empty if there is none, or it cannot be read."""
    from zonelint.lint.api import read_key

    tags = tag_list(txt_text(record))
    text = "".join(tags.value("p").split())
    kind = tags.value("k", "rsa")
    return text if text and (kind not in ("rsa", "ed25519") or not read_key(kind, text).fault) else ""


# -- DS and DNSKEY ---------------------------------------------------------------------------------------------------


def _of_signatures(context: Context) -> Iterator[Finding]:
    """Yield a finding for each zone whose DS records led to one of its keys before the change, and do not now."""
    change = context.change
    assert change is not None
    owners = {
        each.record.owner
        for zone in change.whole.differences.zones
        for each in zone.changes
        if each.record.type in ("DS", "DNSKEY")
    }
    for owner in sorted(owners):
        zone = context.namespace.zones.get(owner)
        if zone is None or zone.source is None or change.before is None or not context.namespace.judges(zone):
            continue
        delegation, keys = context.namespace.lookup(owner, "DS"), zone.rrset(owner, "DNSKEY")
        if not (delegation.found and delegation.whole and keys and zone.is_whole(owner, "DNSKEY")):
            continue
        if not all(map(key_tag, keys)):
            continue
        if not _is_led_to(delegation.records, keys) and _was_led_to(context, owner):
            yield _not_led_to(context, zone, delegation.records, keys)


def _was_led_to(context: Context, owner: str) -> bool:
    assert context.change is not None
    before = context.change.before
    zone = before.zones.get(owner) if before is not None else None
    if before is None or zone is None:
        return False
    return _is_led_to(before.lookup(owner, "DS").records, zone.rrset(owner, "DNSKEY"))


def _is_led_to(delegation: "Sequence[Record]", keys: "Sequence[Record]") -> bool:
    """Tell whether a DS record names one of `keys`, by tag and algorithm (RFC 4034 section 5.2)."""
    named = {(ds.words[0], ds.words[1]) for ds in delegation}
    return any((key_tag(key), key.words[2]) in named for key in keys)


def key_tag(key: Record) -> str:
    """Return the tag of a DNSKEY record (RFC 4034 appendix B), which a DS record names it by.

    Empty if it cannot be told: generic data (RFC 3597) are not looked into.
    """
    from base64 import b64decode

    try:
        flags, protocol, algorithm = (int(word) for word in key.words[:3])
        octets = flags.to_bytes(2, "big") + bytes((protocol, algorithm)) + b64decode("".join(key.words[3:]))
    except (ValueError, OverflowError):
        return ""
    total = sum(octet if at & 1 else octet << 8 for at, octet in enumerate(octets))
    return str((total + (total >> 16)) & 0xFFFF)


def _not_led_to(context: Context, zone: Zone, delegation: "Sequence[Record]", keys: "Sequence[Record]") -> Finding:
    tags = ", ".join(sorted({ds.words[0] for ds in delegation}))
    return context.finding(
        keys[0],
        f"no DS record of {zone.origin} leads to one of its keys any more: resolvers that validate answer SERVFAIL",
        related=[relate(ds, f"the keys that the zone above names: {tags}") for ds in delegation][:MOST_RELATED],
        help="keep the old DNSKEY until the DS record of the new one is known everywhere",
        severity="error",
        value="DS without DNSKEY",
    )
