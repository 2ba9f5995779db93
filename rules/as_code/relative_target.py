"""A target has no final dot, in a format whose names are always absolute.

Why: octoDNS and Google Cloud DNS do not append the zone name. `mail` or `mail.example.com` looks relative to the
zone, as in a zone file, but is used as it is. Some providers append the zone name later, others refuse the record.

Not reported: names of several labels where many files of a folder have them and octoDNS is told to be `lenient`.

Fix: write the full name with its final dot. In octoDNS, the processor `EnsureTrailingDots` appends it everywhere.
`zonelint fix` adds the dot to a name of several labels. This is safe if the name lies in the zone, or is known to be
there.

Switch it off when: all your names are full names without final dots, and your provider accepts them.

References: RFC 1034 section 3.1; octoDNS documentation, `octodns.processor.trailing_dots`.
"""

import os
import re
from collections.abc import Iterator

from zonelint.lint.api import (
    FOUND,
    NXDOMAIN,
    TARGET_FIELD,
    Context,
    Finding,
    Fix,
    Place,
    Record,
    Rewrite,
    Span,
    findings_of_problems,
    is_at_or_below,
)

from .._targets import RULE_ABOUT_TARGET, is_address_left

SEVERITY = "warning"
NEEDS = ("relative-target",)

HABIT = 4
"""Files of a folder in which it is how its authors write, and one finding."""

BAD = (
    {
        "example.com.yaml": """\
'':
  type: MX
  value:
    exchange: mail.example.com # <- relative-target
    preference: 10
mail:
  type: A
  value: 4.3.2.1
www:
  type: CNAME
  value: www.example.org # <- relative-target
""",
    },
    {
        "example.com.zone.yaml": """\
kind: dns#resourceRecordSet
name: example.com.
rrdatas:
- 10 mail.example.org # <- relative-target
ttl: 300
type: MX
""",
    },
)

FIXED = (
    {
        "example.com.yaml": """\
'':
  type: MX
  value:
    exchange: mail.example.com.
    preference: 10
mail:
  type: A
  value: 4.3.2.1
www:
  type: CNAME
  value: www.example.org
"""
    },
)

GOOD = (
    {
        # A name that does not exist, and an address, are faults of their own.
        "example.com.yaml": """\
'':
  type: MX
  values:
  - exchange: mail.example.com # <- mx-target-without-address
    preference: 10
  - exchange: 4.3.2.1 # <- mx-target-is-address
    preference: 20
""",
    },
    {
        "example.com.yaml": """\
'':
  type: MX
  value:
    exchange: mail.example.com.
    preference: 10
mail:
  type: A
  value: 4.3.2.1
www:
  type: CNAME
  value: www.example.org.
""",
    },
    {
        "production.yaml": """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
  dns:
    class: octodns_powerdns.PowerDnsProvider
processors:
  dots:
    class: octodns.processor.trailing_dots.EnsureTrailingDots
zones:
  example.com.:
    processors: [dots]
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www:
  type: CNAME
  value: www.example.org
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each target that lacks its final dot, unless a worse fault of it is reported."""
    findings = list(findings_of_problems(context))
    worse = _with_worse_fault(context, {each.place.source.path for each in findings}) if findings else {}
    found = [each for each in findings if not _is_among(each, worse)]
    habits = _habits(found)
    for finding in found:
        if os.path.dirname(finding.path) in habits and _is_meant(context, finding):
            continue
        finding.fix = _fix(context, finding)
        folder = os.path.dirname(finding.path)
        where = folder if folder in habits else f"{finding.zone} {finding.path}"
        finding.cause = f"targets without dot {where}"  # who writes one so, writes all so
        yield finding


def _is_among(finding: Finding, worse: dict[tuple[str, int], list[Span]]) -> bool:
    targets = worse.get((finding.place.source.path, finding.place.line), ())
    return any(_holds(finding.place.span, target) for target in targets)


def _habits(findings: list[Finding]) -> set[str]:
    """Return the folders in which the targets of many files lack their dots."""
    files: dict[str, set[str]] = {}
    for finding in findings:
        files.setdefault(os.path.dirname(finding.path), set()).add(finding.path)
    return {folder for folder, paths in files.items() if len(paths) >= HABIT}


def _is_meant(context: Context, finding: Finding) -> bool:
    """Tell whether a name that is full but for its dot stands where octoDNS is told to let that pass."""
    zone = context.namespace.zones.get(finding.zone or "")
    return zone is not None and zone.lenient and "." in finding.place.source.text_at(finding.place.span)


def _fix(context: Context, finding: Finding) -> Fix | None:
    """Return the fix that adds the final dot, to a name of several labels: what one label means, nobody can tell.

    It is safe for a name that lies in the zone, or is known to be there.
    """
    source, span = finding.place.source, finding.place.span
    written = source.text_at(span)
    quote = written[-1:] if written[-1:] in ("'", '"') else ""
    name = f"{written.strip(quote).split(' ')[-1]}.".lower()
    if name.count(".") < 2 or not re.fullmatch(r"[a-z0-9._-]+", name):
        return None
    inside = finding.zone is not None and is_at_or_below(name, finding.zone)
    safe = inside or context.namespace.exists(name) == FOUND
    text = f"{written[: len(written) - len(quote)]}.{quote}"
    return Fix(f"write `{name}` with the final dot", Rewrite(source, span, text), safe=safe)


def _with_worse_fault(context: Context, paths: set[str]) -> dict[tuple[str, int], list[Span]]:
    """Return the targets in the files `paths` that another rule has a say about, by path and line."""
    found: dict[tuple[str, int], list[Span]] = {}
    for rtype in TARGET_FIELD:
        for record in context.records(rtype):
            if record.source.path in paths and _has_worse_fault(context, record):
                span = Place.of(record, "target").span
                found.setdefault((record.source.path, span.line), []).append(span)
    return found


def _has_worse_fault(context: Context, record: Record) -> bool:
    """Tell whether the target of `record` is an address or is provably not there: the dot is the least of it."""
    if is_address_left(context, record):
        return True
    if not context.runs(RULE_ABOUT_TARGET[record.type]):
        return False
    if record.type in ("CNAME", "DNAME"):
        return context.targets.status(record) == NXDOMAIN
    return context.targets.addresses(record).absent


def _holds(span: Span, target: Span) -> bool:
    """Tell whether `target` stands within `span`: it is one of the words of the data."""
    return span[:2] <= target[:2] and target[2:] <= span[2:]
