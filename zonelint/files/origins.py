"""Is a file a zone, and of which origin? Asked of its text and of its name where no index tells."""

import re

from zonelint.dns.names import IN_ADDR_ARPA, IP6_ARPA, NameSyntaxError, absolute, is_at_or_below, is_reverse, labels
from zonelint.dns.patterns import late
from zonelint.files.placeholders import is_to_fill_in

TTL_OR_CLASS = r"(?:[0-9]++[0-9wdhms]*+|IN|CH|HS)[ \t]++"
TYPES = (
    "A|AAAA|CAA|CDS|CDNSKEY|CNAME|DNAME|DNSKEY|DS|HINFO|HTTPS|LOC|MX|NAPTR|NS|OPENPGPKEY|PTR|RP|SMIMEA|SOA|SPF|SRV|SSHFP|"
    "SVCB|TLSA|TXT|URI|WKS|TYPE[0-9]++"
)
FLAGS = re.IGNORECASE | re.MULTILINE
_RECORD = late(rf"^[^\s;()\"$]*+[ \t]++(?:{TTL_OR_CLASS}){{0,2}}({TYPES})[ \t(]", FLAGS)
_ORIGIN_OR_SOA = late(
    rf"^(?:\$ORIGIN[ \t]++([^\s;]++)|([^\s;()\"$]*+)[ \t]++(?:{TTL_OR_CLASS}){{0,2}}SOA[ \t(](?![ \t]*+[-+]))", FLAGS
)
_ORIGIN_OR_TTL = late(r"^\$(?:ORIGIN|TTL)[ \t]", FLAGS)
# What may stand before the first line that counts: blank lines and comments.
PREAMBLE = late(r"(?:\#jinja2:[^\n]*+\n)?(?:[ \t]*+(?:(?:;|//)[^\n]*+)?\n)*")
"""Blank lines and comments before the first line that counts, and the line in which Ansible finds how to fill it in.

Those of other languages are no comments, but meant for some.
"""
_DIRECTIVES = ("$ORIGIN ", "$TTL ", "$INCLUDE ", "$GENERATE ")
# Patterns that few files need are compiled where they are used.
_SIGN_OF_RECORD = rf"(?:^|(?<=[\s(]))(?:{TYPES}|IN|\$[A-Z]++|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}})(?=[\s();]|$)"
_INCLUDE = r"^\$INCLUDE[ \t]++(?:\"([^\"\n]*)\"|([^\s;\"]++))"
_PTR_OWNER = rf"^([^\s;()\"$]++)[ \t]++(?:{TTL_OR_CLASS}){{0,2}}PTR[ \t(]"
_ADDRESS = rf"^[^\s;()\"$]*+[ \t]++(?:{TTL_OR_CLASS}){{0,2}}(?:A|AAAA)[ \t(]"
_FORWARD_RECORD = rf"^[^\s;()\"$]*+[ \t]++(?:{TTL_OR_CLASS}){{0,2}}(?:A|AAAA|MX|CNAME|TXT|SRV)[ \t(]"

# Endings that say what a file is; for the others the text decides: `jchen.pl` may well be a zone.
TEMPLATES = ("j2", "jinja", "jinja2", "erb", "tmpl", "tpl", "mustache")
_WITH_ZONES = frozenset(("cfg", "conf", "json", "template", "yaml", "yml"))
"""Endings of files that are no master files and may hold zones, or name them."""
_SECRETS = frozenset(("crt", "key", "p12", "pem", "private"))
"""Endings of files that are closed to others on purpose."""
_FOREIGN = frozenset(
    (
        *TEMPLATES,
        "asc",
        "bat",
        "bz2",
        "c",
        "cfg",
        "conf",
        "config",
        "cpp",
        "cs",
        "css",
        "csv",
        "diff",
        "dhall",
        "dockerfile",
        "env",
        "ex",
        "exs",
        "gif",
        "go",
        "gz",
        "h",
        "hcl",
        "hpp",
        "htm",
        "html",
        "ini",
        "java",
        "jnl",
        "jpg",
        "js",
        "json",
        "jsonnet",
        "jsx",
        "key",
        "keys",
        "kt",
        "lock",
        "log",
        "libsonnet",
        "lua",
        "md",
        "md5",
        "nix",
        "patch",
        "pdf",
        "php",
        "pl",
        "png",
        "prisma",
        "private",
        "properties",
        "proto",
        "ps1",
        "psql",
        "py",
        "pyc",
        "rb",
        "rs",
        "rst",
        "sh",
        "sha1",
        "sha256",
        "sha512",
        "sig",
        "sql",
        "sqlite",
        "sqlite3",
        "sum",
        "svg",
        "tar",
        "tf",
        "toml",
        "ts",
        "tsx",
        "vue",
        "xml",
        "yaml",
        "yml",
        "zip",
    )
)
_SAMPLES = frozenset(("default", "dist", "example", "in", "sample", "skel", "template"))
"""Endings behind the name of a zone file that make it a sample: ``example.com.zone.dist``."""
_NEVER_LABELS = frozenset(("dist", "sample", "skel", "template"))
"""Those of them that are no top-level domain, nor a name that people use as one."""
# What follows is for names in lower case. Every run looks at names: where a comparison will do, nothing is compiled.
_ZONE_ENDINGS = (".zone", ".zone.db", ".zone.signed", ".zone.txt")
_PREFIXES = frozenset(("db", "zone", "pri", "named", "master", "rev", "fwd", "forward"))
_FURTHER_PREFIXES = frozenset(("db", "zone", "pri", "named", "master", "rev"))
_NUMBERS = late(r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[0-9a-f](?:\.[0-9a-f])+)$")
_BEFORE_SAMPLE = late(r".\.(?:zone|db|rev|dns|hosts|master)$")
_SUFFIXES = frozenset(
    (
        "zone",
        "zones",
        "db",
        "dns",
        "file",
        "forward",
        "fwd",
        "hosts",
        "txt",
        "rev",
        "signed",
        "conf",
        "master",
        "named",
        "rz",
        "fz",
        "rlz",
        "flz",
    )
)
_LABEL_CHARS = "abcdefghijklmnopqrstuvwxyz0123456789_-"
_HEX_CHARS = "0123456789abcdef.:"
_ANY_ZONE = late(r"db(?:$|\.)|(?:zone|named|master|rev|reverse|forward|fwd)$")
"""What is called so, or begins so, is a zone file; without more, of any zone."""
_NO_TOP_LEVELS = ("for", "forward", "fwd", "reverse")
"""Last words of file names that say which kind of zone it is, and of which no domain is."""
_OCTETS = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}$"
_CLASSLESS_TAIL = r"([0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})\.([0-9]{1,3}[-_][0-9]{1,3})$"
_HEX_GROUPS = r"[0-9a-f]{1,4}(?:[.:][0-9a-f]{1,4}){1,7}$"
_SIDES = frozenset(
    (
        "internal",
        "external",
        "int",
        "ext",
        "public",
        "private",
        "lan",
        "wan",
        "inside",
        "outside",
        "intern",
        "extern",
        "interne",
        "externe",
        "local",
        "global",
        "primary",
        "secondary",
        "forward",
        "fwd",
        "reverse",
        "rev",
    )
)
_OF_REVERSE = frozenset(("reverse", "rev"))
_BEHIND_A_NAME = _SIDES - _OF_REVERSE - {"forward", "fwd", "global", "lan", "local", "primary", "secondary", "wan"}
"""Words that say for whom a zone is, behind its name; `corp_local` may be meant for corp.local."""
_REVERSE_ORIGIN = r"^\$ORIGIN[ \t]++([0-9]++(?:\.[0-9]++)*)\.in-addr\.arpa\."
# Networks that a reverse zone in a repository is about, if one of two readings of its name is.
_KNOWN_NETWORKS = (
    r"(?:10|127|192\.168|172\.(?:1[6-9]|2[0-9]|3[01])|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])|192\.0\.2|198\.51\.100"
    r"|203\.0\.113|198\.1[89])(?:\.|$)"
)

FROM_ORIGIN, FROM_SOA, FROM_NAME = "$ORIGIN", "SOA owner", "file name"


def looks_like_a_zone(text: str) -> bool:
    """Tell whether `text` reads like a master file.

    Its first line that counts is a directive or a record, and it has an SOA, or ``$ORIGIN``/``$TTL`` together with
    a record of a known type.
    """
    if not begins_as_a_zone(text):
        return False
    return has_soa(text) or (bool(_ORIGIN_OR_TTL.search(text)) and bool(_RECORD.search(text)))


def begins_as_a_zone(text: str) -> bool:
    """Tell whether the first line of `text` that is neither blank nor a comment is a directive or a record."""
    start = PREAMBLE.match(text)
    return start is not None and (_is_directive(text, start.end()) or bool(_RECORD.match(text, start.end())))


def _is_directive(text: str, at: int) -> bool:
    """Tell whether a directive of a master file stands at the index `at` of `text`."""
    return text[at : at + 10].replace("\t", " ").upper().startswith(_DIRECTIVES)


def has_record(text: str) -> bool:
    """Tell whether any line of `text` is a record of a known type."""
    return bool(_RECORD.search(text))


def count_records(text: str) -> int:
    """Return how many lines of `text` are records of a known type."""
    return sum(1 for _ in _RECORD.finditer(text))


def may_hold_record(text: str) -> bool:
    """Tell whether any line of `text` could be one of a master file, however broken.

    It has a word that is a type, a class, a directive or an IPv4 address.
    """
    return re.search(_SIGN_OF_RECORD, text, FLAGS) is not None


def types_of_records(text: str) -> set[str]:
    """Return the known types, in upper case, that lines of `text` are records of."""
    return {match[1].upper() for match in _RECORD.finditer(text)}


def has_soa(text: str) -> bool:
    """Tell whether `text` has an SOA record."""
    return any(match[1] is None for match in _ORIGIN_OR_SOA.finditer(text))


def included_names(text: str) -> list[str]:
    """Return the file names of the ``$INCLUDE`` directives in `text`, as written."""
    names = (match[1] or match[2] for match in re.finditer(_INCLUDE, text, FLAGS))
    return [name for name in names if name]


def origin_in_text(text: str) -> tuple[str, str, int] | None:
    """Return the absolute origin that `text` gives itself, by what, and at which offset; None if it does not.

    FROM_SOA: the SOA's owner is absolute, as it is below ``$ORIGIN .``, too. FROM_ORIGIN: it is relative to another
    absolute ``$ORIGIN`` before it, or there is no SOA, and this is the first absolute ``$ORIGIN``, before any record,
    and the others lie below it: else the zone lies above all of them.
    Template placeholders give no origin, and no file alone makes the root zone.
    """
    origin: str | None = None
    first: tuple[str, str, int] | None = None
    at = 0
    is_above_all = True
    for match in _ORIGIN_OR_SOA.finditer(text):
        word, owner = match.groups()
        if word is None:
            apex = _joined(owner or "@", origin)
            if apex is None or apex == ".":
                return None
            by_owner = owner.endswith(".") or origin == "."
            return (apex, FROM_SOA, match.start()) if by_owner else (apex, FROM_ORIGIN, at)
        origin, at = _joined(word, origin), match.start()
        if first is None and origin is not None and origin != ".":
            first = (origin, FROM_ORIGIN, at)
        elif first is not None and origin is not None and origin != ".":
            is_above_all = is_above_all and is_at_or_below(origin, first[0])
    # Records before it lie in another zone, or this is a part of theirs.
    return first if first is not None and is_above_all and not _RECORD.search(text, 0, first[2]) else None


def origins_in_text(text: str) -> set[str]:
    """Return the absolute names of all ``$ORIGIN`` lines of `text` that are written in full, in lower case."""
    words = (match[1] for match in _ORIGIN_OR_SOA.finditer(text) if match[1] is not None and match[1].endswith("."))
    return {origin for origin in (_joined(word, None) for word in words) if origin is not None}


def soa_owner(text: str) -> tuple[str, str | None] | None:
    """Return the owner of the first SOA in `text` as written, and the absolute origin that completes it, if any.

    None: there is no SOA. An owner that is left out is empty.
    """
    origin: str | None = None
    for match in _ORIGIN_OR_SOA.finditer(text):
        word, owner = match.groups()
        if word is None:
            return owner, origin
        origin = _joined(word, origin)
    return None


def _joined(word: str, origin: str | None) -> str | None:
    if any(char in word for char in "{}<>%$") or word.count("@") > 1 or is_to_fill_in(word):
        return None
    if not word.endswith(".") and origin is None:
        return None
    try:
        return absolute(word, origin or ".").lower()
    except NameSyntaxError:
        return None


def name_says_zone(name: str) -> bool:
    """Tell whether the file name `name` alone makes the file a zone, however broken: ``*.zone``, ``db.*`` and such."""
    lower = name.lower()
    is_reverse_name = ".in-addr.arpa." in f"{lower}." or ".ip6.arpa." in f"{lower}."
    # A part of a name is no name: something stands behind `db.`, and before `.zone`.
    says_zone = is_reverse_name or lower[1:].endswith(_ZONE_ENDINGS) or (lower.startswith("db.") and len(lower) > 3)
    return says_zone and not is_foreign(name)


def sample_ending(name: str) -> str:
    """Return what behind the name of a zone file makes it a sample, such as ``sample``; empty if nothing does.

    Some of these endings are top-level domains: they must follow what ends the name of a zone file.
    """
    stem, _, end = name.lower().rpartition(".")
    if end not in _SAMPLES:
        return ""
    is_behind_zone = _BEFORE_SAMPLE.search(stem) or (end in _NEVER_LABELS and _ANY_ZONE.match(stem))
    return end if is_behind_zone else ""


def is_empty(text: str) -> bool:
    """Tell whether a master file holds nothing but blank lines and comments."""
    return all(line.lstrip()[:1] in ("", ";") for line in text.splitlines())


def is_foreign(name: str) -> bool:
    """Tell whether the ending of a file name says that it is no zone and no index: a script, a text."""
    return ending(name) in _FOREIGN


def may_be_zone(name: str) -> bool:
    """Tell whether a file of that `name` may hold zones, or say which there are, as far as its ending tells."""
    end = ending(name)
    return end not in _SECRETS and (end not in _FOREIGN or end in _WITH_ZONES)


def ending(name: str) -> str:
    """Return what follows the last dot of a file name, in lower case; empty if nothing does."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def origin_in_name(name: str, text: str) -> str | None:
    """Return the absolute origin that the file name `name` spells, checked against `text`; None if it spells none.

    ``example.com.zone``, ``db.example.com``, ``2.0.192.in-addr.arpa``; ``db.192.0.2`` where the order of the octets
    is plain and the PTR records have as many labels as are missing.
    """
    bare = bare_name(name)
    if bare[-1:].isdigit():
        if re.match(_OCTETS, bare):
            return _of_octets(bare.split("."), text, conventional=name.lower().startswith("db."))
        classless = re.match(_CLASSLESS_TAIL, bare)
        if classless:
            return f"{classless[2]}.{'.'.join(classless[1].split('.')[::-1])}{IN_ADDR_ARPA}"
    if not bare.strip(_HEX_CHARS) and re.match(_HEX_GROUPS, bare):
        origin = _of_hex_groups(re.split("[.:]", bare), text)
        if origin is not None:
            return origin
    return _of_labels(_without_whose(bare, text))


def _without_whose(bare: str, text: str) -> str:
    """Return `bare` without what says whose zone it is, ``ns1_example.com``, if the `text` knows it by what is left.

    With a hyphen that is a side of a split horizon: ``internal-example.com``. What says that the zone is a reverse one,
    of no network, leaves nothing: ``internal-reverse-example.com``.
    """
    first, dot, rest = bare.partition(".")
    whose, _, label = first.rpartition("_")
    sides: set[str] = set()
    if not whose:
        whose, _, label = first.rpartition("-")
        sides = set(whose.split("-"))
    domain = f"{label}{dot}{rest}."
    if not (whose and label and rest and sides <= _SIDES):
        return bare
    known = text.lower()
    if domain not in known or f"{bare}." in known:
        return bare
    return "" if sides & _OF_REVERSE else domain[:-1]


def spelled_origins(name: str) -> set[str]:
    """Return the absolute names that the file name `name` may spell, if one of them is known to be a zone.

    Octets may stand in either order, and what says that it is a zone before that twice: ``pri.db.10.11.160``.
    """
    bare = bare_name(name)
    found = set()
    for text in (bare, _without_prefix(bare)):
        found.add(f"{text}.")
        if re.fullmatch(_OCTETS, text):
            found |= {f"{text}{IN_ADDR_ARPA}", f"{'.'.join(text.split('.')[::-1])}{IN_ADDR_ARPA}"}
    return found


def orders_of_octets(name: str, text: str) -> tuple[str, str] | None:
    """Return the two origins that a file name of bare octets may mean, checked against `text`; None if it is plain.

    It is where one reading is that of a network that anybody may use.
    """
    bare = bare_name(name)
    octets = bare.split(".")
    if len(octets) < 2 or octets == octets[::-1] or not re.match(_OCTETS, bare):
        return None
    forward, backward = bare, ".".join(octets[::-1])
    if any(int(octet) > 255 for octet in octets) or not _ptrs_agree(text, 4 - len(octets)):
        return None
    if re.match(_KNOWN_NETWORKS, forward) or re.match(_KNOWN_NETWORKS, backward):
        return None
    return backward + IN_ADDR_ARPA, forward + IN_ADDR_ARPA


def turned(origin: str) -> str | None:
    """Return the origin of the network that a file named ``192.0.2.in-addr.arpa`` has in forward order.

    None where the octets read the same in both orders, or begin with those of a network that anybody may use.
    """
    octets = origin.removesuffix(IN_ADDR_ARPA)
    backward = ".".join(octets.split(".")[::-1])
    is_plain = (
        octets == backward or not re.match(_OCTETS, octets) or any(int(octet) > 255 for octet in octets.split("."))
    )
    return None if is_plain or re.match(_KNOWN_NETWORKS, backward) else backward + IN_ADDR_ARPA


def bare_name(name: str) -> str:
    """Return the lower-case file name without what only says that it is a zone, and of which view.

    DNSControl writes the view, as its tag, behind the zone: ``example.com!inside.zone``.
    """
    bare = name.lower().rstrip(".")
    if "!" in bare[1:]:
        bare = bare.partition("!")[0]
    if sample_ending(bare):
        bare = bare.rpartition(".")[0]
    first, _, rest = bare.partition(".")
    if rest and (first in _PREFIXES or (first.endswith("_db") and first[:-3].isalnum())):
        bare = rest
    while True:
        stem, _, end = bare.rpartition(".")
        if not stem or end not in _SUFFIXES:
            return bare
        bare = stem


def _without_prefix(bare: str) -> str:
    """Return `bare` without a further word that only says that it is a zone: ``db.`` or ``acme-db.``."""
    first, dot, rest = bare.partition(".")
    whose, mark, word = first.replace("-", "_").rpartition("_")
    return rest if dot and word in _FURTHER_PREFIXES and (not mark or _is_word(whose)) else bare


def _is_word(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _is_label(text: str) -> bool:
    return text[:1] not in ("", "-") and text[-1] != "-" and not text.strip(_LABEL_CHARS)


def _of_labels(bare: str) -> str | None:
    reverse = bare.endswith((IN_ADDR_ARPA[:-1], IP6_ARPA[:-1]))
    if reverse and not bare.replace(".", "").replace("-", "").isalnum():
        # RFC 2317 names hold a slash, which a file name cannot.
        bare = re.sub(r"^([0-9]+)(?:_|%2f|\\047)([0-9]+)\.", r"\1/\2.", bare)
    parts = bare.split(".")
    if "_" in parts[-1] and not reverse:
        # No top-level domain has one: what stands behind it says whose zone it is, ``example.com_internal``.
        top, _, word = parts[-1].partition("_")
        return _of_labels(".".join((*parts[:-1], top))) if word in _BEHIND_A_NAME else None
    if bare.endswith(IP6_ARPA[:-1]) and any(len(part) > 1 for part in parts[:-2]):
        return None  # nibbles that nobody parted: no name of a network
    if parts[-1] in _NO_TOP_LEVELS:
        return None
    if len(parts) < 2 or (not reverse and (parts[-1].isdigit() or not all(map(_is_label, parts)))):
        return None
    try:
        return absolute(bare + ".", ".")
    except NameSyntaxError:
        return None


def _of_octets(octets: list[str], text: str, conventional: bool) -> str | None:
    forward, backward = ".".join(octets), ".".join(octets[::-1])
    below = {origin.lower() for origin in re.findall(_REVERSE_ORIGIN, text, FLAGS)}
    holding = [each for each in (backward, forward) if any(f".{origin}".endswith(f".{each}") for origin in below)]
    if len(set(holding)) == 1:
        return holding[0] + IN_ADDR_ARPA  # the networks that its lines $ORIGIN name are of that one
    if any(int(octet) > 255 for octet in octets) or not _ptrs_agree(text, 4 - len(octets)):
        return None
    known = bool(re.match(_KNOWN_NETWORKS, forward)), bool(re.match(_KNOWN_NETWORKS, backward))
    if forward == backward or known == (True, False) or (conventional and known != (False, True)):
        return backward + IN_ADDR_ARPA
    return forward + IN_ADDR_ARPA if known == (False, True) else None


def _of_hex_groups(groups: list[str], text: str) -> str | None:
    nibbles = "".join(group.rjust(4, "0") for group in groups)
    owners = _relative_ptr_owners(text)
    if any(len(labels(owner + ".")) == 32 - len(nibbles) for owner in owners):
        return ".".join(nibbles[::-1]) + IP6_ARPA
    return None


def _ptrs_agree(text: str, missing: int) -> bool:
    owners = _relative_ptr_owners(text)
    if not owners:
        return not re.search(_FORWARD_RECORD, text, FLAGS)
    split = [owner.split(".") for owner in owners]
    return any(len(parts) == missing and all(map(str.isdigit, parts)) for parts in split)


def is_of_numbers(text: str, name: str = "") -> bool:
    """Tell whether `text` is a reverse zone: its PTR records stand at octets or nibbles, and it has hardly an address.

    Some write the addresses of name servers into it, where nobody finds them: as many as it has PTRs, where the `name`
    of the file says that it is one, too.
    """
    if not points_from_numbers(text):
        return False
    of_one = 2 if _OF_REVERSE.isdisjoint(re.split("[._-]", name.lower())) else 1
    return of_one * len(re.findall(_ADDRESS, text, FLAGS)) <= len(_relative_ptr_owners(text))


def points_from_numbers(text: str) -> bool:
    """Tell whether all PTR records of `text`, if there are some, stand at octets or nibbles, as in a reverse zone."""
    owners = _relative_ptr_owners(text) if "PTR" in text or "ptr" in text else []
    return bool(owners) and all(map(_NUMBERS.match, owners))


def ptr_owners(text: str) -> list[str]:
    """Return the owners of the PTR records of `text` as they are written, in lower case."""
    return [owner.lower() for owner in re.findall(_PTR_OWNER, text, FLAGS)]


def _relative_ptr_owners(text: str) -> list[str]:
    return [owner for owner in ptr_owners(text) if owner != "@" and not owner.endswith(".")]


def name_contradicts(name: str, text: str, origin: str) -> str | None:
    """Return the origin that the file name spells if it is at odds with `origin`, which the text gives; else None.

    A name that is more special or more general than the origin describes it: ``db.172`` for
    4.16.172.in-addr.arpa., ``hitoma.com.rev`` for a reverse zone, ``internal.example.com.zone`` for example.com., and
    ``example.com.zone`` for lan.example.com., if the text has names that lie there.
    Its labels may stand in the order of a tree: ``db.com.example`` for example.com; and a word may follow them:
    ``example.com-default.zone``. One label, such as the number in ``0.zone``, may stand for anything, as may a name
    whose last label is that of no domain.
    """
    spelled = origin_in_name(name, "")
    if spelled is None or spelled == origin or not name_says_zone(name) or "." not in bare_name(name):
        return None
    last = bare_name(name).rpartition(".")[2]
    if "_" in last or ("-" in last and last[:4] != "xn--"):
        return None
    if is_reverse(origin):
        related = not is_reverse(spelled) or is_at_or_below(origin, spelled) or is_at_or_below(spelled, origin)
        related = related or same_octets(origin, spelled)
    else:
        first = spelled.partition(".")[0]
        related = spelled.startswith(origin) or (first in _SIDES and is_at_or_below(spelled, origin))
        related = related or labels(spelled) == labels(origin)[::-1]
        related = related or spelled.startswith((f"{origin[:-1]}-", f"{origin[:-1]}_"))
        related = related or (is_at_or_below(origin, spelled) and f".{origin}" in text.lower())
    return None if related else spelled


def same_octets(origin: str, spelled: str) -> bool:
    """Tell whether two reverse names have the same labels: a file name may hold them in either order.

    It cannot hold the slash of an RFC 2317 name.
    """
    return sorted(origin.replace("/", "-").split(".")) == sorted(spelled.replace("/", "-").split("."))
