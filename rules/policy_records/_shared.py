"""What the rules about policy records share: places inside the text, and faults of tag lists."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from zonelint.lint.api import (
    MOST_RELATED,
    Context,
    Finding,
    Fix,
    Place,
    Policy,
    Record,
    Related,
    TagFault,
    domain_of,
    relate,
    tag_list,
)


def finding_in_text(
    context: Context,
    policy: Policy,
    start: int,
    end: int,
    message: str,
    *,
    help: str = "",
    severity: str = "",
    related: Sequence[Related] = (),
    fix: Fix | None = None,
    cause: str = "",
) -> Finding:
    """Return a finding about the code points `start` to `end` of the text of `policy`."""
    from zonelint.lint.api import place_in_text

    place = place_in_text(policy.record, start, end)
    return context.finding(place, message, help=help, severity=severity, related=related, fix=fix, cause=cause)


def void_by_any(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield `findings` about the faults of one record, any of which makes it void, as one: the first says most."""
    for number, finding in enumerate(findings):
        finding.cause, finding.follows = f"void record of {finding.owner}", number > 0
        yield finding


def list_faults(policy: Policy) -> list[TagFault]:
    """Return what makes the text of `policy` no valid list of tags (RFC 6376 section 3.2)."""
    return [*_list_faults(policy.text), *tag_list(policy.text).gaps]


def list_faults_without_gaps(policy: Policy) -> list[TagFault]:
    """Return those of `list_faults` that matter in DMARC: receivers pass over an empty tag (RFC 9989 section 4.8)."""
    return _list_faults(policy.text)


def blanks_in(policy: Policy, name: str) -> list[TagFault]:
    """Return that blanks stand around the equals sign of the tag `name`, where the RFC has ``name=`` as one word."""
    tag = policy.tags.get(name)
    if tag is None or tag.end - tag.start == len(f"{name}={tag.value}"):
        return []
    return [TagFault(f"no blank is allowed around the equals sign of {name}", tag.start, tag.end)]


def version_fault(policy: Policy, version: str) -> TagFault:
    """Return why the text does not begin with ``v=`` and `version`, each letter as the RFC has it, and no blank."""
    first = policy.tags.tags[0] if policy.tags.tags else None
    if first is not None and (first.name.lower(), first.value.lower()) == ("v", version.lower()):
        return TagFault(f"it must begin with `v={version};`, exactly as written here, without blanks", 0, first.end)
    return TagFault(f"it does not begin with v={version};", 0, len(policy.text))


@cache
def _list_faults(text: str) -> list[TagFault]:
    """Do the work of `list_faults`; kept, because several rules ask, and many domains publish the same text."""
    found = []
    for char, name in (("\\", "a backslash"), ('"', "a quotation mark")):
        at = text.find(char)
        if at >= 0:
            found.append(TagFault(f"{name} is part of the text", at, at + 1))
    tags = tag_list(text)
    found += tags.faults
    return found + [TagFault(f"the tag {tag.name} appears twice", tag.start, tag.end) for tag in tags.repeated()]


def several(context: Context, policies: Sequence[Policy], message: str, help: str) -> Finding:
    """Return a finding at the second of `policies`, the others related."""
    first, second, *more = (policy.record for policy in policies)
    others = [relate(first, "the first one"), *(relate(record, "another one") for record in more[:MOST_RELATED])]
    return context.finding(second, message, field="rdata", related=others, help=help, value="several")


def domain_meant(record: Record) -> str | None:
    """Return the domain that a record at a name of its kind is meant for, if that name is wrong all the same."""
    owner, origin = record.owner, record.zone.origin
    if owner.startswith("_dmarc._dmarc."):
        return domain_of(owner)
    if len(owner) <= 2 * len(origin):
        return None
    if not owner.endswith(f".{origin}{origin}") or origin.count(".") < 2:
        return None  # com.com. is a name like any other
    domain = domain_of(owner)
    return None if record.zone.types_at(domain) or domain in record.zone.damaged else domain[: -len(origin)]


def lacks_quotes(policy: Policy) -> bool:
    """Tell whether the text ends where an unquoted semicolon would have begun a comment (RFC 1035 section 5.1)."""
    is_short = len(policy.tags.tags) == 1 and not policy.tags.faults and ";" not in policy.text
    if not is_short or policy.record.zone.format != "master":
        return False
    written = policy.record.source.text_at(Place.of(policy.record, "rdata").span)
    return written != "" and '"' not in written


QUOTES = "put the whole text in quotes: a semicolon outside quotes begins a comment"
"""The next step where `lacks_quotes` holds."""


def stray_quote(policy: Policy) -> str:
    """Return what to do with a quotation mark at the end of the text, if there is one and no other; else nothing."""
    return (
        'delete the `"` at the end of the text' if policy.text.find('"') == len(policy.text.rstrip()) - 1 >= 0 else ""
    )
