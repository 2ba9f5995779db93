"""A record has the type SPF, which nobody asks for any more.

Why: the type SPF (99) was an experiment. RFC 7208 wants SPF records as TXT alone, and receivers ask for nothing else: a
domain that has only the type SPF has no policy, and one that has both may be told two things some day.

It is an error where no SPF record of type TXT stands beside it.

Fix: publish the text as TXT, and drop the record of type SPF.

Switch it off when: a system of your own reads the type.

References: RFC 7208 sections 3.1 and 14.1; RFC 6686 section 5.
"""

from zonelint.spf import is_spf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Record
    from zonelint.rule import Context

SEVERITY = "warning"
TYPES = ("SPF",)

_ZONE = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
mail A 4.3.2.25
"""

BAD = (
    {"example.com.zone": _ZONE + '@ SPF "v=spf1 mx -all" ; <- spf-type-99\n'},
    {"example.com.zone": _ZONE + '@ SPF "v=spf1 mx -all" ; <- spf-type-99\n@ TXT "v=spf1 mx -all"\n'},
)

GOOD = (
    {"example.com.zone": _ZONE + '@ TXT "v=spf1 mx -all"\n'},
    {"example.com.zone": _ZONE + 'spf TXT "nothing of type SPF here"\n'},
)


def check_record(context: "Context", record: "Record") -> "Iterator[Finding]":
    """Yield a finding for each record of the type SPF."""
    answer = context.namespace.lookup(record.owner, "TXT")
    alone = answer.whole and not answer.unknown and not any(map(is_spf, answer.records))
    says = f", and {record.owner} has no SPF record of type TXT" if alone else ""
    yield context.finding(
        record,
        f"receivers do not ask for the type SPF{says}",
        field="type",
        help=f"write `{record.owner} IN TXT {record.rdata}`" if alone else "drop the record of type SPF",
        severity="error" if alone else "",
    )
