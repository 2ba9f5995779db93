"""Dialects of master files: what a server other than BIND reads in its own way, told from what lies beside them.

A dialect is known for certain where the server's own configuration names the zone, or its folder; else a server that
has a part in the set is given the benefit of the doubt: what it reads is no error, and nor is what BIND reads.
"""

import re

BIND, GDNSD, KNOT, POWERDNS = "bind", "gdnsd", "knot", "powerdns"
CLOUDFLARE, COREDNS = "cloudflare", "coredns"
CLI53, GODADDY, PROVIDER, WINDOWS = "cli53", "godaddy", "provider", "windows"
"""Dialects of exports that no index names: they are known by what stands in them."""
PERHAPS_GDNSD, PERHAPS_POWERDNS = "gdnsd?", "powerdns?"
"""Names of dialects; those with a question mark are of zones in whose set the server has a part."""

_GDNSD_TYPES = frozenset(("A", "AAAA", "CAA", "CNAME", "MX", "NAPTR", "NS", "PTR", "SOA", "SRV", "TXT"))
_POWERDNS_TYPES = frozenset(
    (
        "A", "A6", "AAAA", "AFSDB", "ALIAS", "APL", "BRID", "CAA", "CDNSKEY", "CDS", "CERT", "CNAME", "CSYNC",
        "DHCID", "DLV", "DNAME", "DNSKEY", "DS", "EUI48", "EUI64", "HHIT", "HINFO", "HTTPS", "IPSECKEY",
        "KEY", "KX", "L32", "L64", "LOC", "LP", "MB", "MG", "MINFO", "MR", "MX", "NAPTR", "NID", "NS", "NSEC",
        "NSEC3", "NSEC3PARAM", "OPENPGPKEY", "PTR", "RESINFO", "RKEY", "RP", "RRSIG", "SIG", "SMIMEA", "SOA",
        "SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT", "URI", "WALLET", "ZONEMD",
    )
)  # fmt: skip

_PROVIDERS_TYPES = frozenset(
    ("ALIAS", "ANAME", "FRAME", "HTTPRED", "POOL", "REDIRECT", "URL", "URL301", "URL302", "URLFWD", "WEBFWD", "WR")
)


class Dialect:
    """How a server reads master files, where that is not BIND's way.

    title            how messages call the server
    types            the record types that it loads; None: those that BIND does
    names            types whose relative names it completes with the origin; None: all
    directives       the directives that it knows; None: those that BIND does
    units            letters one of which may stand behind a time; empty: any number of BIND's
    default_ttl      seconds of a record before any TTL; None: it needs one
    repeats_ttl      whether a TTL written at a record holds for those after it, too
    splits_strings   whether it splits a string of over 255 octets
    wraps_strings    whether a string may go on on the next line
    wraps_numbers    whether a number beyond 32 bits counts modulo 2**32, in place of being refused
    blank_is_apex    whether a blank at the start of a file, or of an included one, is the zone's own name
    quotes_names     whether a domain name may stand in quotes anywhere
    generic_alone    whether generic RDATA (RFC 3597) stands with `TYPEn` alone, and `TYPEn` with nothing else
    generic_words    of how many words generic data has to consist; 0: of any number
    never_generic    types that may not be written as generic data, as dnspython spells them
    inner_origins    whether it refuses an `$ORIGIN` outside the zone
    absolute_origin  whether `$ORIGIN` takes any name for an absolute one
    apex_undotted    whether one of its readers does, so that the zone's name without final dot may be meant so
    restores_ttl     whether a `$TTL` in an included file ends with it
    leaks_includes   whether origin and owner of an included file hold after it, and it begins with those before
    needs_line_end   whether the last line needs its end, and no line has a carriage return
    strict_cuts      whether it refuses wildcards that delegate, and what is no glue at or below a delegation
    loads_outside    types that it loads outside the zone with a warning; None: it passes over all as BIND does
    dots_are_full    whether a target with a dot in it is absolute, although its final dot is not written
    own_types        types of its own, of which nobody else knows what they answer
    notes_age        whether the age of a record may stand before its TTL: ``[AGE:3560485]``
    adds_glue        whether it writes the addresses of the name servers behind their NS records, whatever their zone
    """

    title: str = "BIND"
    types: "frozenset[str] | None" = None
    names: "frozenset[str] | None" = None
    directives: "frozenset[str] | None" = None
    units: str = ""
    default_ttl: int | None = None
    repeats_ttl: bool = True
    splits_strings: bool = False
    wraps_strings: bool = False
    wraps_numbers: bool = False
    blank_is_apex: bool = False
    quotes_names: bool = False
    generic_alone: bool = False
    generic_words: int = 0
    never_generic: frozenset[str] = frozenset()
    inner_origins: bool = False
    absolute_origin: bool = False
    apex_undotted: bool = False
    restores_ttl: bool = False
    leaks_includes: bool = False
    needs_line_end: bool = False
    strict_cuts: bool = False
    loads_outside: "frozenset[str] | None" = None
    dots_are_full: bool = False
    own_types: frozenset[str] = frozenset()
    notes_age: bool = False
    adds_glue: bool = False


class _Knot(Dialect):
    """Knot DNS."""

    title = "Knot DNS"
    splits_strings = True


class _Cloudflare(Dialect):
    """What Cloudflare imports."""

    title = "Cloudflare"
    splits_strings = True


class _Provider(Dialect):
    """What a provider whose name servers the zone has exports."""

    title = "its provider"
    splits_strings = True
    own_types = _PROVIDERS_TYPES


class _GoDaddy(_Provider):
    """What GoDaddy exports, and imports."""

    title = "GoDaddy"
    dots_are_full = True


class _Cli53(Dialect):
    """What cli53 exports from Route 53, and imports: an alias of Amazon's has the class AWS, in the place of a type."""

    title = "Route 53"
    splits_strings = True
    own_types = frozenset(("AWS",))


class _Windows(Dialect):
    """The DNS server of Windows."""

    title = "Windows"
    splits_strings = True
    own_types = frozenset(("WINS", "WINSR"))
    notes_age = True
    adds_glue = True


class _CoreDns(Dialect):
    """The plugins file and auto of CoreDNS."""

    title = "CoreDNS"
    splits_strings = wraps_strings = True
    default_ttl = 0


class _PerhapsGdnsd(Dialect):
    """What gdnsd or BIND reads."""

    title = "gdnsd"
    splits_strings = wraps_numbers = blank_is_apex = True


class _Gdnsd(_PerhapsGdnsd):
    """gdnsd 3."""

    types = _GDNSD_TYPES
    directives = frozenset(("$INCLUDE", "$ORIGIN", "$TTL"))
    units = "mhdw"
    default_ttl = 86400
    repeats_ttl = False
    quotes_names = generic_alone = inner_origins = restores_ttl = needs_line_end = strict_cuts = True
    never_generic = _GDNSD_TYPES - {"CAA"} | {"HINFO"} | {f"TYPE{number}" for number in range(128, 256)}
    loads_outside = frozenset(("A", "AAAA"))


class _PerhapsPowerDns(Dialect):
    """What PowerDNS or BIND reads."""

    title = "PowerDNS"
    splits_strings = apex_undotted = True
    own_types = frozenset(("ALIAS",))


class _PowerDns(_PerhapsPowerDns):
    """The bind backend of PowerDNS 4 and 5."""

    types = _POWERDNS_TYPES
    names = frozenset(("AFSDB", "CNAME", "DNAME", "MX", "NS", "PTR", "RP", "SOA", "SRV"))
    directives = frozenset(("$GENERATE", "$INCLUDE", "$ORIGIN", "$TTL"))
    units = "smhdwy"
    default_ttl = 3600
    generic_alone = True
    generic_words = 3
    never_generic = _POWERDNS_TYPES
    absolute_origin = leaks_includes = True
    loads_outside = frozenset()


_DIALECTS = {
    "": Dialect(),
    BIND: Dialect(),
    CLI53: _Cli53(),
    CLOUDFLARE: _Cloudflare(),
    COREDNS: _CoreDns(),
    GODADDY: _GoDaddy(),
    PROVIDER: _Provider(),
    WINDOWS: _Windows(),
    KNOT: _Knot(),
    GDNSD: _Gdnsd(),
    PERHAPS_GDNSD: _PerhapsGdnsd(),
    POWERDNS: _PowerDns(),
    PERHAPS_POWERDNS: _PerhapsPowerDns(),
}


def dialect(name: str) -> Dialect:
    """Return the dialect of that `name`; empty: BIND's, as nothing says otherwise."""
    return _DIALECTS[name]


_GDNSD_CONFIG = r"^[ \t]*+(?:options|plugins|service_types)[ \t]*+=>[ \t]*+\{"
_GDNSD_ZONE = r"[ \t]DYN[AC][ \t]|@Z(?=[\s;]|$)"


def is_gdnsd_config(name: str, text: str) -> bool:
    """Tell whether a file is the configuration of gdnsd, which is called `config`."""
    return name == "config" and bool(re.search(_GDNSD_CONFIG, text, re.MULTILINE))


def is_of_gdnsd(text: str) -> bool:
    """Tell whether a zone file holds what only gdnsd knows: records that it makes up, or ``@Z`` for the zone's name."""
    return ("DYN" in text or "@Z" in text) and bool(re.search(_GDNSD_ZONE, text, re.MULTILINE))


_POWERDNS_RECORD = r"^[^\s;\"]*+[ \t]++(?:[0-9]++[ \t]++)?(?:IN[ \t]++)?LUA[ \t]++[A-Z0-9]++[ \t]"


def is_of_powerdns(text: str) -> bool:
    """Tell whether a zone file holds what only PowerDNS knows: a record that a program in it makes up."""
    return "LUA" in text and bool(re.search(_POWERDNS_RECORD, text, re.MULTILINE))


_FOR_CLOUDFLARE = r"(?:[ \t]*+(?:;[^\n]*+)?\n)*?[ \t]*+;[^\n]*?(?:cloudflare|;[ \t]*+Domain:[ \t])"
_TAGS_OF_CLOUDFLARE = "; cf_tags="


def is_for_cloudflare(text: str) -> bool:
    """Tell whether the comments before the first record of a zone file, or the tags of records, speak of Cloudflare.

    With an SOA record it is an export, to be edited before a server of one's own loads it; without, one for an import.
    """
    if _TAGS_OF_CLOUDFLARE in text:
        return True
    return text.lstrip()[:1] == ";" and bool(re.match(_FOR_CLOUDFLARE, text, re.IGNORECASE))


_OF_PROVIDER = (
    r"[ \t]SOA[ \t(]++[^\s;()]*?\.(?:bunny\.net|cloudns\.net|constellix\.com|dnsimple\.com|dnsmadeeasy\.com"
    r"|easydns\.com|gandi\.net|he\.net|hover\.com|luadns\.net|name\.com|namecheaphosting\.com|nsone\.net|porkbun\.com|rage4\.com"
    r"|registrar-servers\.com|ultradns\.[a-z]++|vercel-dns\.com|zoneedit\.com)\.(?=[ \t])"
)
_ALIAS_OF_AMAZON = r"^[^\s;\"]*+[ \t]++(?:[0-9]++[a-z]?[ \t]++)?AWS[ \t]++ALIAS[ \t]"
_DATE_OF_GODADDY = "; Exported (y-m-d hh:mm:ss): "
_SERVERS_OF_GODADDY = ".domaincontrol.com"
_PROVIDERS_RECORD = rf"[ \t](?:{'|'.join(sorted(_PROVIDERS_TYPES))})[ \t]"
WINDOWS_HEADER = r"^;[ \t]++Database file [^\n]{1,300} (?:for ([^\s;]{1,255}) zone|in zone ([^\s;]{1,255}))\.[ \t]*+$"
"""The comment at the start of a zone file of Windows' DNS server, with the name of the zone."""


def dialect_of_export(text: str) -> str:
    """Return the dialect of an export; "" if it is none.

    That is one of Windows' DNS server, of GoDaddy, of cli53, or of a provider with record types of its own.
    """
    if "Database file " in text and re.search(WINDOWS_HEADER, text, re.MULTILINE):
        return WINDOWS
    if _DATE_OF_GODADDY in text and _SERVERS_OF_GODADDY in text.lower():
        return GODADDY
    if "AWS" in text and re.search(_ALIAS_OF_AMAZON, text, re.MULTILINE):
        return CLI53
    is_likely = any(word in text for word in _PROVIDERS_TYPES)
    if is_likely and re.search(_PROVIDERS_RECORD, text) and re.search(_OF_PROVIDER, text, re.IGNORECASE):
        return PROVIDER
    return ""
