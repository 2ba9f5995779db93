"""Is a text a zone-set index? It is if all of it is what that server's configuration may hold.

A manual that quotes a `zone` statement, a script that writes one, and the configurations of BIRD, dhcpd and others,
which look alike, are none of these.
"""

import re

from zonelint.discovery.index_kinds import (
    COREDNS,
    KNOT,
    NAMED,
    NSD,
    POWERDNS,
    has_expression,
    kind_hinted,
    without_expressions,
)
from zonelint.dns.places import SourceFile
from zonelint.files.paths import line_span

MAX_LENGTH = 1 << 24
"""Code points of a text that is looked through to tell whether it is an index."""
_NOT_A_SETTING = r"^(?![ \t]*+(?:#|$)|[ \t]*+[a-z0-9-]++[ \t]*+\+?=)"


def kind_of_text(text: str, strict: bool = True) -> str:
    """Return the kind of index that `text` is, or nothing.

    Not `strict`: every statement is one of that kind, but may have faults. That is right for a file that somebody
    names as an index, whose faults are to be told.
    """
    text = without_expressions(text) if has_expression(text) else text
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
