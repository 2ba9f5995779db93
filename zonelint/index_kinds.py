"""Is a file a zone-set index, and of which server? Asked of its name and of its text."""

import re

NAMED, NSD, KNOT, COREDNS, POWERDNS = "named.conf", "nsd.conf", "knot.conf", "Corefile", "pdns.conf"
"""Kinds of indexes, called by the names that their files usually have."""

MAIN_NAMES = {
    "named.conf": NAMED,
    "nsd.conf": NSD,
    "knot.conf": KNOT,
    "knotd.conf": KNOT,
    "Corefile": COREDNS,
    "pdns.conf": POWERDNS,
}
"""File name of a server's own configuration -> its kind."""

SERVER_NAMES = (*MAIN_NAMES, "named.conf.local")
"""A file of one of these names tells that a server is configured in its folder."""

_ZONE_STATEMENT = re.compile(
    r"^[ \t]*+(?:(?:zone|view)[ \t]++\"?[^\s\"{};]++\"?(?:[ \t]++in)?\s*+\{|include[ \t]++\"[^\"\n]++\"[ \t]*+;)",
    re.IGNORECASE | re.MULTILINE,
)
_PLACEHOLDER = r"\{%|\{\{[^{};]*\}\}"
# Few repositories have files that these are asked of; they are compiled where they are.
_BIND_CONFIG = r"^[ \t]*+bind-config[ \t]*+="
_KNOT_ITEM = r"^[ \t]*+-[ \t]++domain[ \t]*+:[ \t]"
_NSD_CLAUSE = r"^[ \t]*+(?:server|zone|pattern):(?:\s|$)"
_NSD_OPTION = r"(?:^|[ \t])(?:zonefile|zonesdir|include-pattern|request-xfr):"


def says_named(text: str) -> bool:
    """Tell whether `text` has statements of a named.conf."""
    return bool(_ZONE_STATEMENT.search(text))


def kind_of(name: str, text: str) -> str:
    """Return the kind of index that a file is, by its `name`, else by its `text`; empty if it is none."""
    kind = MAIN_NAMES.get(name)
    if kind is not None:
        return kind
    if name.startswith("named.conf.") or says_named(text):
        return NAMED
    if name.lower().endswith(".corefile"):
        return COREDNS
    return _kind_of_text(text)


def _kind_of_text(text: str) -> str:
    flags = re.MULTILINE
    if re.search(_KNOT_ITEM, text, flags):
        return KNOT
    if re.search(_NSD_CLAUSE, text, flags) and re.search(_NSD_OPTION, text, flags):
        return NSD
    return POWERDNS if re.search(_BIND_CONFIG, text, flags) else ""


def may_be_index(name: str) -> bool:
    """Tell whether a file is looked into as an index: its name is that of one, or ends as a configuration's does."""
    return name in MAIN_NAMES or name.startswith("named.conf.") or name.lower().endswith((".conf", ".corefile"))


def is_template(kind: str, text: str) -> bool:
    """Tell whether `text` is a template of an index; a Corefile has the same marks of its own."""
    return kind != COREDNS and bool(re.search(_PLACEHOLDER, text))
