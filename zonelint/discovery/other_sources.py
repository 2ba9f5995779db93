"""DNS data in forms that are not read: what a user is told of it where no zone was found."""

import os
import re

from zonelint.discovery.other_files import of_root, tinydns_data
from zonelint.files.origins import TEMPLATES, count_records, ending, has_record, has_soa, is_foreign, name_says_zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.files.zone_texts import Texts

_TERRAFORM = r"^[ \t]*+resource[ \t]++\"[a-z0-9_]*(?:dns|route53|record|rrset)[a-z0-9_]*\""
_DNSCONTROL = "a program of DNSControl: run `dnscontrol print-ir > ir.json`, and check ir.json"
_DOMAIN = r"^[ \t]*+D(?:_EXTEND)?\(\s*+[\"'`A-Za-z]|\bNewRegistrar\("
_JINJA = r"\{\{|\{%"
_CODE = frozenset(("tf", "html", "htm", "yaml", "yml"))
"""Endings of files that may quote records, and hold none, besides those that no zone has."""
_OTHER_COMMENT = r"^[^\S\n]*+[#!/][^\n]*+"
_LINE = r"^[^\S\n]*[^\s;#{][^\n]*$"


def program_in(name: str, text: str) -> str:
    """Return what to check in place of a program that makes zones, a file `name` of DNSControl; empty if it is none."""
    is_code = ending(name) in ("js", "ts")
    return _DNSCONTROL if name == "dnsconfig.js" or (is_code and re.search(_DOMAIN, text, re.MULTILINE)) else ""


def hint_of(real_path: str, texts: "Texts") -> str:
    """Return what form of DNS data a file holds, and what to do about it; empty if it seems to hold none."""
    name = os.path.basename(real_path)
    text = texts.head_if_any(real_path)
    kind = ending(name)
    program = program_in(name, text)
    if program:
        return program
    if kind == "tf":
        return "Terraform, which is not read" if re.search(_TERRAFORM, text, re.MULTILINE) else ""
    if kind in TEMPLATES or (re.search(_JINJA, text) and _is_of_records(name, text)):
        bare = name.rpartition(".")[0] if kind in TEMPLATES else name
        is_zone = name_says_zone(bare) or has_soa(text) or _are_most_records(text)
        return "a template of a zone: check the file that is made of it" if is_zone else ""
    tinydns = tinydns_data(text)
    if tinydns:
        return tinydns
    if _is_of_records(name, text) and not of_root(text):
        return "records of a zone whose origin is not known: name it with --origin, --zone or in [zones]"
    return ""


def _is_of_records(name: str, text: str) -> bool:
    """Tell whether a file is most likely of records: half of its lines, comments and templates left out, are some."""
    if ending(name) in _CODE or is_foreign(name) or not has_record(text):
        return False
    text = re.sub(_OTHER_COMMENT, "", text, flags=re.MULTILINE)  # `# A host …` is no record
    return _are_most_records(text)


def _are_most_records(text: str) -> bool:
    return has_record(text) and 2 * count_records(text) >= len(re.findall(_LINE, text, re.MULTILINE))
