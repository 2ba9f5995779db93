"""What the rules about DMARC share: the addresses that reports go to."""

import re
from functools import cache

from zonelint.lint.api import Policy, TagList, late, split_list

REPORT_TAGS = ("rua", "ruf")
_MAILTO = late(r"mailto:([^@!?\s]+)@([a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?:![0-9]+[kmgt]?)?(?:\?.*)?", re.IGNORECASE)


class ReportAddress:
    """An address that a DMARC record has reports sent to.

    text        the URI as written
    host        the domain of the mailbox (absolute, lower case); empty if the URI is no mailto: with a mailbox
    start, end  where the URI stands in the text of the record
    """

    __slots__ = ("text", "host", "start", "end")

    def __init__(self, text: str, start: int, end: int) -> None:
        match = _MAILTO.fullmatch(text)
        self.text = text
        self.host = match[2].lower() + "." if match else ""
        self.start = start
        self.end = end


def report_addresses(policy: Policy) -> list[ReportAddress]:
    """Return the addresses in the tags rua and ruf (RFC 9990, RFC 9991)."""
    return _addresses_in(policy.tags)


@cache
def _addresses_in(tags: TagList) -> list[ReportAddress]:
    """Do the work of `report_addresses`; kept, because several rules ask."""
    reports = (tag for tag in tags.tags if tag.name.lower() in REPORT_TAGS)
    return [ReportAddress(*part) for tag in reports for part in split_list(tag, ",")]
