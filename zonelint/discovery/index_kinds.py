"""Is a file a zone-set index, and of which server? Told by its name, by a statement in it, or by all of its text.

A text alone makes a file an index only if nothing but that server's statements stands in it: a manual quotes
such statements, a script writes them, and the configurations of BIRD, dhcpd and others look like them.
"""

import re

from zonelint.dns.patterns import late
from zonelint.dns.places import SourceFile
from zonelint.files.origins import TEMPLATES, ending, is_foreign
from zonelint.files.paths import line_span
from zonelint.files.placeholders import is_to_fill_in

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

MAX_LENGTH = 1 << 24
"""Code points of a text that is looked through to tell whether it is an index."""

# `named-internal.conf`, `nsd.zones.conf`; what follows the program's name must not go on with a letter.
_NAMES = (
    (r"named(?:[^a-z].*)?\.(?:conf|zones)$", NAMED),
    (r"nsd(?:[^a-z].*)?\.conf$", NSD),
    (r"knotd?(?:[^a-z].*)?\.conf$", KNOT),
    (r"bindbackend\.conf$", NAMED),
)
# What else may be called named.conf, such as what systemd or syslog is to do for the server, has none of these.
_STATEMENTS = {
    NAMED: r"^[ \t]*+(?:acl|controls|include|key|logging|masters|options|primaries|server|view|zone)\b",
    NSD: r"^[ \t]*+(?:include|key|pattern|remote-control|server|zone):",
    COREDNS: r"\{[ \t\r]*+(?:#[^\n]*+)?$",
    KNOT: r"^(?:acl|control|include|key|log|mod-[a-z]++|policy|remote|server|template|zone):",
}
_MANUALS = frozenset((*"12345678", "5in", "docbook"))
_ZONE_STATEMENT = late(
    r"^[ \t]*+(?:zone|view)[ \t]++\"?[^\s\"{};]++\"?(?:[ \t]++in)?\s*+\{",
    re.IGNORECASE | re.MULTILINE,
)
_EXPRESSION = r"(?:\{\{[^{};\n]*\}\}|<%=[^%;\n]*%>|\$\{[A-Za-z_][A-Za-z0-9_.]*\})"
_NAME_TO_FILL_IN = r"\"[{<\[][A-Za-z][A-Za-z0-9._ -]*+[}>\]]"
_BLOCK = r"\{%(?:[^\n%{]|%(?!\})|\{(?!%)){0,500}%\}"
_CONDITION = r"\{%[-+]?\s*+(?:if|elif|else|endif|set)\b"
_ERB_STATEMENT = r"<%(?![=%])"
_MAKO_STATEMENT = r"^[ \t]*+%[ \t]*+(?:if|elif|else|endif|for|endfor|while|endwhile)\b"
_WORDS_TO_FILL_IN = r"^[ \t]*+(?:key|server|zone)[ \t]++\[[A-Za-z]"
_HERE_DOCUMENT = r"<<-?[ \t]*+([\"']?)[A-Z_]++\1[ \t]*+$"
_GAP = r"^[ \t]*+\[?(?:\.{3,}|…)\]?;?[ \t\r]*+$"
_LINE_OF_NOTES = r"^(?:={8,}|\[?[A-Za-z_][\w.-]*@[\w.-]+(?:[ :][^\s#$\]]*)?\]?[#$][ \t]+\w)"
_LONE_EXPRESSION = rf"^[ \t]*{_EXPRESSION}[ \t]*$|{_GAP}"
_ZONE_NAMES = {
    NAMED: r"^[ \t]*zone[ \t]+(\"[^\"\n]*\"|[^\n]+?)(?:[ \t]+in)?[ \t]*\{(?!\{)",
    NSD: r"\bname:[ \t]*([^\n]+)",
    KNOT: r"^[ \t]*-[ \t]+domain[ \t]*:[ \t]*([^\n]+)",
}
# Few repositories have files that these are asked of; they are compiled where they are.
_BIND_CONFIG = r"^[ \t]*+bind-config[ \t]*+="
_KNOT_ITEM = r"^[ \t]*+-[ \t]++domain[ \t]*+:[ \t]"
_NSD_CLAUSE = r"^[ \t]*+(?:server|zone|pattern):(?:\s|$)"
_COREFILE_KEY = r"^[^\s#{}()=;][^\n#{}()=;]*+\{[ \t\r]*+(?:#[^\n]*+)?$"
_COREFILE_PLUGIN = r"^[ \t]++(?:file[ \t]++[^\s{};]|(?:auto|secondary)\b)"
_NOT_A_SETTING = r"^(?![ \t]*+(?:#|$)|[ \t]*+[a-z0-9-]++[ \t]*+\+?=)"
_NSD_OPTION = r"(?:^|[ \t])(?:zonefile|zonesdir|include-pattern|request-xfr):"


def says_named(text: str) -> bool:
    """Tell whether `text` has a zone or view statement of a named.conf."""
    return bool(_ZONE_STATEMENT.search(text))


def kind_by_name(name: str) -> str:
    """Return the kind of index that a file is by its `name` alone; empty if its name says nothing."""
    kind = MAIN_NAMES.get(name)
    if kind is not None:
        return kind
    if name.startswith("named.conf."):
        # `named.conf.md` tells about a named.conf, and so does named.conf.5, a manual's page.
        return "" if is_foreign(name) or ending(name) in _MANUALS else NAMED
    lower = name.lower()
    if lower.endswith(".corefile"):
        return COREDNS
    if lower.startswith(("corefile.", "corefile-", "corefile_")):
        return "" if is_foreign(name) or ending(name) in TEMPLATES else COREDNS
    if not lower.endswith((".conf", ".zones")):
        return ""
    return next((kind for pattern, kind in _NAMES if re.match(pattern, lower)), "")


def has_statement(kind: str, text: str) -> bool:
    """Tell whether a file that its name makes an index of `kind` has any statement of one."""
    pattern = _STATEMENTS.get(kind)
    return pattern is None or bool(re.search(pattern, text, re.IGNORECASE | re.MULTILINE))


def kind_hinted(text: str) -> str:
    """Return the kind of index that `text` has a statement of, whatever else stands in it; empty if there is none."""
    if says_named(text):
        return NAMED
    flags = re.MULTILINE
    if re.search(_KNOT_ITEM, text, flags):
        return KNOT
    if re.search(_NSD_CLAUSE, text, flags) and re.search(_NSD_OPTION, text, flags):
        return NSD
    if re.search(_COREFILE_PLUGIN, text, flags) and re.search(_COREFILE_KEY, text, flags):
        return COREDNS
    return POWERDNS if re.search(_BIND_CONFIG, text, flags) else ""


def kind_of_text(text: str, strict: bool = True) -> str:
    """Return the kind of index that `text` is, or nothing.

    Not `strict`: every statement is one of that kind, but may have faults. That is right for a file that somebody
    names as an index, whose faults are to be told.
    """
    text = with_straight_quotes(text)
    text = without_expressions(text) if has_expression(text) or has_conditions(text) else text
    kind = kind_hinted(text) if len(text) <= MAX_LENGTH and not text.startswith("#!") else ""
    if not kind:
        return ""
    return kind if _is_whole(kind, SourceFile("", None, lambda: text, line_span), strict) else ""


def _is_whole(kind: str, source: SourceFile, strict: bool) -> bool:
    # Each is needed by few repositories, and only one of them.
    if kind == NAMED:
        from zonelint.readers.servers import namedconf

        return namedconf.is_whole(source, strict)
    if kind == NSD:
        from zonelint.readers.servers import nsdconf

        return nsdconf.is_whole(source, strict)
    if kind == KNOT:
        from zonelint.readers.servers import knotconf

        return knotconf.is_whole(source, strict)
    if kind == COREDNS:
        from zonelint.readers.servers import corefile

        return corefile.is_whole(source)
    return kind == POWERDNS and not re.search(_NOT_A_SETTING, source.text, re.MULTILINE)


def may_be_index(name: str) -> bool:
    """Tell whether a file is looked into as an index: its name is that of one, or ends as a configuration's does."""
    return bool(kind_by_name(name)) or (name.lower().endswith(".conf") and ending(name) not in TEMPLATES)


def why_not_read(kind: str, text: str) -> str:
    """Return what a text with statements of an index of `kind` is, if it is none to read; empty if it is one."""
    if _is_template(kind, text):
        return f"a template of a {kind}"
    if kind == NAMED and "<<" in text and re.search(_HERE_DOCUMENT, text, re.MULTILINE):
        return f"a script that writes a {kind}"
    return f"notes about a {kind}" if _is_about_one(kind, text) else ""


def _is_template(kind: str, text: str) -> bool:
    """Tell whether `text` is a template of an index: blocks stand in it, or no zone has a name yet.

    Conditions are no such blocks: what they choose from is written there.
    A Corefile has the same marks of its own, and of a pdns.conf nothing counts but a path.
    """
    if kind in (COREDNS, POWERDNS):
        return False
    if ("{%" in text and not has_conditions(text)) or re.search(_ERB_STATEMENT, text):
        return True
    if re.search(rf"{_MAKO_STATEMENT}|{_WORDS_TO_FILL_IN}", text, re.MULTILINE):
        return True
    if not (has_expression(text) or is_to_fill_in(text) or re.search(_NAME_TO_FILL_IN, text)):
        return False
    names = re.findall(_ZONE_NAMES[kind], text, re.IGNORECASE | re.MULTILINE)
    return bool(names) and all(map(_is_to_fill_in, names))


def _is_to_fill_in(name: str) -> bool:
    """Tell whether the name of a zone, as written, is one that somebody is to fill in."""
    is_expression = "{{" in name or "<%=" in name
    return is_expression or is_to_fill_in(name.strip('"')) or bool(re.match(_NAME_TO_FILL_IN, name))


def _is_about_one(kind: str, text: str) -> bool:
    """Tell whether `text` is no index of `kind`, but notes about one.

    Rulers such as ``========`` part its lines, or what somebody typed stands in it: ``[root@ns1 ~]# cat named.conf``.
    """
    return kind == NAMED and bool(re.search(_LINE_OF_NOTES, text, re.MULTILINE))


def has_expression(text: str) -> bool:
    """Tell whether a program is to fill in a value in `text`: ``{{ address }}``, ``<%= address %>``, ``${ADDRESS}``."""
    return ("{{" in text or "<%=" in text or "${" in text) and bool(re.search(_EXPRESSION, text))


def has_conditions(text: str) -> bool:
    """Tell whether blocks of Jinja stand in `text`, all of which choose between statements: ``{% if … %}``."""
    return "{%" in text and all(re.match(_CONDITION, block) for block in re.findall(_BLOCK, text))


def has_mako(text: str) -> bool:
    """Tell whether lines of Mako stand in `text`, which choose between statements or repeat them: ``% if x:``."""
    return "%" in text and bool(re.search(_MAKO_STATEMENT, text, re.MULTILINE))


def has_gap(text: str) -> bool:
    """Tell whether somebody left statements out of `text`, and dots alone on a line stand for them."""
    return ("..." in text or "…" in text) and bool(re.search(_GAP, text, re.MULTILINE))


_CURLY = late(r"^(?:[^\n#/]|/(?![/*]))*?([\u201c\u201d])", re.MULTILINE)
_STRAIGHT = dict.fromkeys(map(ord, "\u201c\u201d"), '"')


def curly_quote(text: str) -> int | None:
    """Return the offset of the first typographic quote in `text` before which no comment begins; None: it has none."""
    match = _CURLY.search(text) if "\u201c" in text or "\u201d" in text else None
    return match.start(1) if match is not None else None


def with_straight_quotes(text: str) -> str:
    """Return `text` with `"` in place of typographic quotes, which word processors write."""
    return text.translate(_STRAIGHT) if "\u201c" in text or "\u201d" in text else text


def without_expressions(text: str) -> str:
    """Return `text` with a word that is no value, ``@___@``, of the same length in the place of each expression.

    One that is alone on its line goes without a trace: what becomes of it is a comment or a statement, no value. So do
    dots for what was left out, and conditions.
    """
    if "{%" in text:
        text = re.sub(_BLOCK, lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    if has_mako(text):
        text = re.sub(rf"(?:{_MAKO_STATEMENT})[^\n]*+", lambda match: " " * len(match[0]), text, flags=re.MULTILINE)
    text = re.sub(_LONE_EXPRESSION, lambda match: " " * len(match[0]), text, flags=re.MULTILINE)
    return re.sub(_EXPRESSION, lambda match: f"@{'_' * (len(match[0]) - 2)}@", text)
