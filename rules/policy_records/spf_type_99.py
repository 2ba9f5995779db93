"""A record has the type SPF, which receivers do not ask for.

Why: the type SPF (99) was an experiment. RFC 7208 requires SPF records as TXT, and receivers ask only for TXT. A
domain with only the type SPF has no policy. If a domain has both, they may differ one day.

It is an error if there is no SPF record of type TXT at the name, and advice if a TXT record has the same text.

Not reported: what octoDNS publishes at OVH, which serves such a record as TXT.

Fix: publish the text as TXT, and delete the record of type SPF.

Switch it off when: a system of your own reads the type SPF.

References: RFC 7208 sections 3.1 and 14.1; RFC 6686 section 5.
"""

from collections.abc import Iterator, Sequence

from zonelint.lint.api import SPF_VERSION, Context, Finding, Record, Zone, is_spf, txt_text

from .._examples import MAIL_ZONE
from .._paste import in_octodns, to_paste

SEVERITY = "warning"
TYPES = ("SPF",)
NEEDS = ("type SPF",)

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ SPF "v=spf1 mx -all" ; <- spf-type-99\n'},
    {"example.com.zone": MAIL_ZONE + '@ SPF "v=spf1 mx -all" ; <- spf-type-99\n@ TXT "v=spf1 mx -all"\n'},
)

GOOD = (
    {
        "config.yaml": """\
providers:
  files: {class: octodns.provider.yaml.YamlProvider, directory: config}
  ovh: {class: octodns_ovh.OvhProvider}
zones:
  example.com.: {sources: [files], targets: [ovh]}
""",
        "config/example.com.yaml": '"":\n- {type: SPF, value: v=spf1 mx -all}\n- {type: A, value: 4.3.2.1}\n',
    },
    {
        # The TXT record is meant as one, and has a finding of its own.
        "example.com.zone": MAIL_ZONE
        + '@ SPF "v=spf1 mx -all"\n@ TXT v=spf1 mx -all ; zonelint: ignore[spf-split-string-join] shown there\n'
    },
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx -all"\n'},
    {"example.com.zone": MAIL_ZONE + 'spf TXT "nothing of type SPF here"\n'},
)


def _is_broken_spf(record: Record) -> bool:
    return txt_text(record).lower().startswith(SPF_VERSION)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding for each record of the type SPF."""
    if context.mail.is_internal(record) or _is_of_ovh(record.zone):
        return
    answer = context.namespace.lookup(record.owner, "TXT")
    alone = answer.whole and not answer.unknown and not any(map(is_spf, answer.records))
    if alone and context.runs("spf-split-string-join") and any(map(_is_broken_spf, answer.records)):
        return  # that one is to be mended
    says = f", and {record.owner} has no SPF record of type TXT" if alone else ""
    yield context.finding(
        record,
        f"receivers do not ask for the type SPF{says}",
        field="type",
        help=_as_txt(record) if alone else "delete the record of type SPF",
        # Domains with one policy are changed by one hand.
        cause=f"type SPF alone: {record.rdata}" if alone else "",
        severity="error" if alone else "info" if _is_said_twice(record, answer.records) else "",
    )


def _is_of_ovh(zone: Zone) -> bool:
    """Tell whether octoDNS publishes `zone` at OVH alone, which calls a TXT record so that holds an SPF policy."""
    return bool(zone.publishers) and all("ovh" in publisher.lower() for publisher in zone.publishers)


def _as_txt(record: Record) -> str:
    if in_octodns(record):
        return f"delete it, and add {to_paste(record.zone, record.owner, 'TXT', record.rdata)}"
    return f"write `{record.owner} IN TXT {record.rdata}`"


def _is_said_twice(record: Record, beside: Sequence[Record]) -> bool:
    """Tell whether one of the TXT records `beside` has the text of `record`."""
    text = txt_text(record)
    return any(txt_text(each) == text for each in beside)
