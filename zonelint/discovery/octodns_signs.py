"""By what octoDNS's files are known: configurations by their text, zone files by their text and their name."""

import re

from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.files.origins import origin_in_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PROVIDERS = re.compile(r"^[\"']?providers[\"']?[ \t]*+:", re.MULTILINE)
_ZONES = re.compile(r"^[\"']?zones[\"']?[ \t]*+:", re.MULTILINE)
_CLASS = re.compile(r"\bclass[\"']?[ \t]*+:[ \t]*+[\"']?[A-Za-z_][\w.]*+")
_RECORD = re.compile(
    r"^[^\n#]*?\btype[\"']?[ \t]*+:[ \t]*+[\"']?"
    r"(?:A|AAAA|ALIAS|CAA|CNAME|DNAME|DS|HTTPS|LOC|MX|NAPTR|NS|PTR|SPF|SRV|SSHFP|SVCB|TLSA|TXT|URI|URLFWD)"
    r"[\"']?[ \t]*+(?:$|[,}#])",
    re.MULTILINE,
)
_TOP_KEY = re.compile(r"^(?:\? )?(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s#\"'\[\]{}:-][^\s:]*+)[ \t]*+(?::|$)", re.MULTILINE)
_INCLUDE = re.compile(r"!include[ \t]++[\"']?([^\s\"',\]}]++)")
# Keys at the top of what other tools read.
_FOREIGN = re.compile(
    r"^(?:apiVersion|kind|Resources|AWSTemplateFormatVersion|services|openapi|jobs)[ \t]*+:", re.MULTILINE
)


_TOP_VALUE = re.compile(r"^[A-Za-z_][\w-]*+:[ \t]++[^\s#{\[&*!|>]", re.MULTILINE)
_OF_LISTS = frozenset(("default_ttl", "domain", "name", "origin", "provider", "records", "soa", "ttl", "zone"))
"""Keys at the top of a file of another form, whose records are a list below ``records``."""
_MOST_VALUES = 2
"""Names with a value in the place of records, which somebody may write by a slip; more are fields of another form."""


def is_config(text: str) -> bool:
    """Tell whether `text` is an octoDNS configuration: providers with classes, and zones."""
    return bool(_PROVIDERS.search(text) and _ZONES.search(text) and (_CLASS.search(text) or "octodns" in text))


def has_records(text: str) -> bool:
    """Tell whether `text` maps names to records with a type, as zone files of octoDNS do."""
    if not _TOP_KEY.search(text) or not _RECORD.search(text) or _FOREIGN.search(text):
        return False
    if "records" in text and all(key in _OF_LISTS for key in _keys_at_top(text)):
        return False
    return len(_TOP_VALUE.findall(text)) <= _MOST_VALUES


def _keys_at_top(text: str) -> "Iterator[str]":
    return (match[0].rstrip(": \t").strip("\"'?").lower() for match in _TOP_KEY.finditer(text))


def included_paths(text: str) -> list[str]:
    """Return the paths that `text` includes, as written."""
    return _INCLUDE.findall(text) if "!include" in text else []


def origin_of_file(name: str) -> str | None:
    """Return the origin that the name of a zone file spells, or None."""
    stem = name.removesuffix(".yaml")
    return origin_in_name(stem, "") if stem != name and "." in stem else None


def origin_of_folder(name: str) -> str | None:
    """Return the origin that the name of a folder of split files spells: it ends in a dot; or None."""
    if not name.endswith(".") or name.count(".") < 2:
        return None
    try:
        return absolute(name, ".").lower()
    except NameSyntaxError:
        return None
