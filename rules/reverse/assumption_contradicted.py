"""A loaded zone contradicts an `assume` file.

Why: `assume` files hold records that others publish. If a loaded, complete zone answers for the same name, zonelint
uses that answer, and the entry is old or wrong.

Fix: delete the record from the `assume` file, or correct the zone.

Switch it off when: you use the file for other sets of zones, too.

References: the setting `assume`.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

from .._examples import FORWARD_ZONE

SEVERITY = "warning"
NEEDS = ("assume",)

_CONFIG = """\
sources = ["zones/"]
assume = ["external.txt"]
"""

BAD = (
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nwww.example.com. A 4.3.2.80 ; <- assumption-contradicted\n",
    },
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nns1.example.com. A 4.3.2.54 ; <- assumption-contradicted\n",
    },
)

GOOD = (
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nwww.example.net. A 4.3.2.80\n",
    },
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE + "sub NS ns.example.net.\n",
        "external.txt": "$TTL 1h\nns1.example.com. A 4.3.2.53\nwww.sub.example.com. A 4.3.2.80\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each assumed record that the loaded zones provably do not hold."""
    for assumed in context.namespace.assumed:
        for rtype in assumed.types:
            for record in assumed.records(rtype):
                if _is_of_another_view(context, record):
                    continue
                answer = context.namespace.lookup(record.owner, rtype)
                held = {each.rdata.lower() for each in answer.records}
                if answer.absent or (answer.found and answer.whole and record.rdata.lower() not in held):
                    says = answer.why or f"{record.owner} has {', '.join(each.rdata for each in answer.records)}"
                    yield context.finding(
                        record,
                        f"the loaded zones contradict the assumption {record.text}: {says}",
                        help="delete the record here, or correct the zone",
                    )


def _is_of_another_view(context: Context, record: Record) -> bool:
    """Tell whether a resolver was asked for `record` because another view does not hold the name: it shows one side."""
    if context.namespace.has_all_zones:
        return False
    from zonelint.lint.api import seen_on

    return seen_on(record.source.line_text(record.line)) is not None
