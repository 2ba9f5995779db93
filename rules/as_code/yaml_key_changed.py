"""YAML reads a name as something else: `010` as 8, `no` as false.

Why: octoDNS reads YAML 1.1. There `010` is an octal number, `1.20` is the number 1.2, `1:30` is a number of seconds,
and `on`, `yes` and `no` are true or false. The record is published at another name: a host called `no`, for Norway,
becomes `false`. Reverse zones have many such keys.

Fix: write the key in quotes. `zonelint fix --unsafe` does it in zone files: the record is then published at the name
that you wrote, and no more at the other.

Switch it off when: never.

References: YAML 1.1 type repository (`bool`, `int`, `float`).
"""

import re
from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Fix, Record, Rewrite, findings_of_problems

SEVERITY = "error"
NEEDS = ("yaml-key-changed",)

BAD = (
    {
        "2.3.4.in-addr.arpa.yaml": """\
0x1a: # <- yaml-key-changed
  type: PTR
  value: mail.example.org.
010: # <- yaml-key-changed
  type: PTR
  value: www.example.org.
""",
    },
    {
        "example.com.yaml": """\
de:
  type: A
  value: 4.3.2.2
no: # <- yaml-key-changed
  type: A
  value: 4.3.2.3
""",
    },
)

FIXED_UNSAFE: tuple[dict[str, str], ...] = (
    {},
    {
        "example.com.yaml": """\
de:
  type: A
  value: 4.3.2.2
'no':
  type: A
  value: 4.3.2.3
"""
    },
)

GOOD = (
    {
        "2.3.4.in-addr.arpa.yaml": """\
10:
  type: PTR
  value: mail.example.org.
'11':
  type: PTR
  value: www.example.org.
""",
    },
    {
        "example.com.yaml": """\
de:
  type: A
  value: 4.3.2.2
'no':
  type: A
  value: 4.3.2.3
'1.20':
  type: A
  value: 4.3.2.4
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each key that is not the text that stands there."""
    for finding in findings_of_problems(context):
        finding.fix = _fix(context, finding)
        yield finding


def _fix(context: Context, finding: Finding) -> Fix | None:
    """Return the fix that quotes a key of plain characters; its records have another owner then."""
    source, span = finding.place.source, finding.place.span
    written = source.text_at(span)
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", written):
        return None
    gone = [
        record
        for zone in context.namespace.zones.values()
        for rtype in zone.types
        for record in zone.records(rtype)
        if record.source.path == source.path and record.source.marks is not None
        if record.source.marks[record.mark].owner == span
    ]
    come = [_at(record, written.lower()) for record in gone]
    return Fix(f"write '{written}'", Rewrite(source, span, f"'{written}'", gone, come)) if gone else None


def _at(record: Record, name: str) -> Record:
    return record._replace(owner=f"{name}.{record.zone.origin}")
