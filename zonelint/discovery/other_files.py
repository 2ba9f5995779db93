"""Files that look like zones and are none of the user's: what a server keeps for itself or brings along, and texts."""

import re

from zonelint.dns.names import IN_ADDR_ARPA, address_of, is_at_or_below
from zonelint.dns.patterns import late
from zonelint.files.origins import FLAGS, bare_name, ending, has_record, soa_owner, types_of_records
from zonelint.files.zone_files import NO_ORIGIN

_TRANSFERRED_NAME = late(r"db-(?=.*[a-z0-9][A-Z])[A-Za-z0-9]{8}")
_STATE_NAMES = ("managed-keys.bind",)
_STATE_ENDINGS = {"jnl": "a journal of updates", "jbk": "a journal of updates", "mkeys": "BIND's own record of keys"}
_FOR_PARENT = "keys for the parent zone, as a signer leaves them"
_FOR_PARENT_NAMES = ("dsset-", "keyset-", "dlvset-")
_TYPES_FOR_PARENT = frozenset(("DS", "CDS", "CDNSKEY", "DNSKEY"))
_HINTS = "the list of the root's servers"
_TYPES_OF_HINTS = frozenset(("NS", "A", "AAAA"))
_AT_ROOT = r"^\.[ \t]++(?:[0-9]\w*+[ \t]++|IN[ \t]++){0,2}(?:NS|SOA)[ \t]"
_KEYDATA = r"^[^;\"\n]*?[ \t]KEYDATA[ \t]++[0-9]{14}[ \t]"
_BEFORE_SOA = late(r"^([^;\"\n]*?)[ \t]SOA[ \t]", re.IGNORECASE | re.MULTILINE)
_OTHER_CLASSES = ("CH", "HS", "HESIOD")
_OTHER_CLASS = late(r"[ \t](?:CH|CHAOS|HS|HESIOD)(?:[ \t]++[0-9]\w*+)?[ \t]*+$", re.IGNORECASE)
_OF_UNBOUND = ("server:", "local-zone:", "local-data:", "local-data-ptr:", "stub-zone:", "forward-zone:")
_TEXT_NAMES = "authors changelog changes contributing copying licence license news notes notice readme todo"
_TEXT_STEMS = frozenset(_TEXT_NAMES.split())
_TEXT_ENDINGS = frozenset(("adoc", "htm", "html", "md", "rst", "txt"))
_LOOPBACK_SOA = r"^[^\s;]++[ \t]++(?:IN[ \t]++)?SOA[ \t]++localhost\.[ \t]++root\.localhost\.[ \t(]"
_NO_LOOPBACK = (
    r"^[^\s;]*+[ \t]++(?:IN[ \t]++)?"
    r"(?!IN[ \t]|SOA[ \t]|NS[ \t]++localhost\.|A[ \t]++127\.0\.0\.1|AAAA[ \t]++::1|PTR[ \t]++localhost\.)[A-Z]++[ \t]"
)
_DUMP = r"^; (?:Cache dump of view|Zone dump of) '"
_DUMP_NAME = "named_dump.db"
_BEGINNINGS = (
    ("#!", "not a zone: a script"),
    ("<?php", "not a zone: a script of PHP"),
    ("<?xml", "not a zone: XML"),
    ("<!--", "not a zone: XML"),
    ("<!doctype", "not a zone: HTML"),
    ("<html", "not a zone: HTML"),
    ("-----begin ", "not a zone: a key or a certificate"),
)
_JSON = r"\s*+(?:\{\s*+[\"}]|\[\s*+[\[{\"\]])"
_SECTION = r"(?:[ \t]*+(?:[#;][^\n]*+)?\n)*\[[A-Za-z][A-Za-z0-9 ._-]*+\][ \t]*+\n"
_DNSMASQ = (
    r"^(?:address|auth-zone|cname|dhcp-[a-z]++|domain|host-record|local|mx-host|ptr-record|server|srv-host|txt-record)="
)
_OF_MARADNS = r"^(?![ \t]*+(?:#|$))(?![^\n]*[ \t]~[ \t]*+$)"
_NO_HOST = (
    r"^(?![ \t]*+(?:#|$)"
    r"|[ \t]*+(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+(?:%\w+)?)[ \t]++[A-Za-z0-9])"
)
_OF_NSUPDATE = r"^[ \t>]*+(?:update[ \t]++)?(?:add|delete|del)[ \t]++[^\s.]++\."
_NO_NSUPDATE = (
    r"^(?![ \t\r]*+(?:[;#]|$)|[ \t>]*+(?:add|answer|check-names|class|debug|del|delete|gsstsig|help|key|local|nxdomain"
    r"|nxrrset|oldgsstsig|prereq|quit|realm|send|server|show|ttl|update|yxdomain|yxrrset|zone)\b)"
)
_TINYDNS_LINE = r"^[.&=+@'^CZ:-][a-zA-Z0-9.*_-]+:[^\n]*$"
_OTHER_LINE = r"^(?![.&=+@'^CZ:%#-]|\s*$)"
_LOOPBACK_ZONES = ("localhost.", *(f"{octet}{IN_ADDR_ARPA}" for octet in (0, 127, 255)))


def state_of_a_server(name: str, text: str = "") -> str:
    """Return what of its own a name server keeps in a file, by its name or its text; empty if it is no such file.

    BIND keeps the keys that it trusts (RFC 5011) in the form of a zone, the root's; what it has in memory it writes out
    on demand, zone after zone; and a zone that it gets it writes to a file of a random name first: ``db-XF136KmY``.
    """
    if name == _DUMP_NAME or (" dump of " in text and re.search(_DUMP, text, re.MULTILINE)):
        return "what `rndc dumpdb` wrote"
    if text.startswith("$ORIGIN .\n") and _TRANSFERRED_NAME.fullmatch(name):
        return "what a transfer of a zone left behind"
    why = _FOR_PARENT if name.startswith(_FOR_PARENT_NAMES) else _STATE_ENDINGS.get(ending(name), "")
    keys = name in _STATE_NAMES or ("KEYDATA" in text and re.search(_KEYDATA, text, re.MULTILINE))
    return why or (_STATE_ENDINGS["mkeys"] if keys else "")


def of_parent(text: str) -> str:
    """Return why `text` is no zone if all its records are those that a signer makes for the parent zone; else empty."""
    types = types_of_records(text)
    return _FOR_PARENT if types and types <= _TYPES_FOR_PARENT else ""


def of_root(text: str) -> str:
    """Return why `text` is no zone of the user's if it is that of the root, or the list of its servers; else empty."""
    if not (text.startswith(".") or "\n." in text) or not re.search(_AT_ROOT, text, re.IGNORECASE | re.MULTILINE):
        return ""
    owner = soa_owner(text)
    if owner is not None:
        return f"{NO_ORIGIN}: a copy of the root zone takes --zone, [zones] or an index" if owner[0] == "." else ""
    return _HINTS if types_of_records(text) <= _TYPES_OF_HINTS else ""


def of_other_class(text: str) -> str:
    """Return why `text` is a zone of another class than IN, in which a server tells of itself; empty if it is not."""
    soa = _BEFORE_SOA.search(text)
    if soa is None or not any(name in soa[1].upper() for name in _OTHER_CLASSES):
        return ""
    return "a zone of another class than IN" if _OTHER_CLASS.search(soa[1]) else ""


def of_unbound(text: str) -> str:
    """Return why `text` is no zone if it begins as a configuration of unbound does, whose records stand in quotes."""
    words = (line.split(None, 1) for line in text.split("\n"))
    first = next((word[0] for word in words if word and word[0][0] != "#"), "")
    return "statements of an unbound.conf" if first in _OF_UNBOUND else ""


def of_other_form(text: str) -> str:
    """Return what a file is, if its text begins as none in the form of a zone does; empty if it may be one."""
    start = text.lstrip("\ufeff \t\n")[:50].lower()
    for beginning, what in _BEGINNINGS:
        if start.startswith(beginning):
            return what
    if start[:1] in ("{", "[") and re.match(_JSON, text):
        return "not a zone: JSON"
    if "[" in text and re.match(_SECTION, text) and not has_record(text):
        return "not a zone: settings in sections"
    if "=" in text and re.search(_DNSMASQ, text, re.MULTILINE) and not has_record(text):
        return "statements of a dnsmasq.conf"
    if not re.search(_NO_HOST, text, re.MULTILINE) and not has_record(text) and start.strip("#\n"):
        return "a list of hosts, as /etc/hosts is one"
    if re.search(_OF_NSUPDATE, text, FLAGS) and not re.search(_NO_NSUPDATE, text, FLAGS):
        return "commands of nsupdate"
    return "not a zone: YAML" if start.startswith("---\n") and not has_record(text) else ""


def tinydns_data(text: str) -> str:
    """Return what `text` is if it is the data of tinydns; empty if it is not."""
    if len(re.findall(_TINYDNS_LINE, text, re.MULTILINE)) < 2 or re.search(_OTHER_LINE, text, re.MULTILINE):
        return ""
    return "tinydns-data, which is not read"


def of_maradns(text: str) -> str:
    """Return why `text` is no zone if a tilde ends each of its lines, as in those of MaraDNS; empty if it is one."""
    if "~" not in text or re.search(_OF_MARADNS, text, re.MULTILINE):
        return ""
    return "a zone of MaraDNS, which is not read"


def is_document(name: str, text: str) -> bool:
    """Tell whether a file with the name of a zone is a text for readers: ``README.md.zone``; it has no record."""
    bare = bare_name(name)
    is_text = bare.partition(".")[0] in _TEXT_STEMS or ending(bare) in _TEXT_ENDINGS
    return is_text and not has_record(text)


def is_stock_loopback(text: str, origin: str) -> bool:
    """Tell whether `text` is the zone of the loopback network as a distribution brings it, and `origin` another one."""
    if (
        "localhost" not in text
        or any(is_at_or_below(origin, each) for each in _LOOPBACK_ZONES)
        or address_of(origin) is not None
    ):
        return False
    flags = re.MULTILINE | re.IGNORECASE
    return bool(re.search(_LOOPBACK_SOA, text, flags)) and not re.search(_NO_LOOPBACK, text, flags)
