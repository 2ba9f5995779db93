"""What an `assume` file says was last seen long ago.

Why: others change what they publish without telling. Look-ups are answered from the file as if it were still so, and a
PTR that the provider has changed since is taken for right. `zonelint snapshot` writes beside each record the day on
which a resolver last gave it (`; seen 2026-11-24`); this rule reads these days. It is silent about records without one.
Time alone makes it speak, so it is advice, and does not fail a run that was good the day before.

Fix: run `zonelint snapshot` again, and look at what has changed in the file.

Options: `max-age` (90), in days. Records of one day are one finding, at the first of them.

Switch it off when: the file is renewed by a job that tells when it fails.

References: the setting `assume`; the command `snapshot`.
"""

from zonelint.findings import relate

from .._examples import FORWARD_ZONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.findings import Finding
    from zonelint.records import Record
    from zonelint.rule import Context
    from zonelint.zone import Zone

SEVERITY = "info"
DEFAULT = True
NEEDS = ("assume",)
OPTIONS = {"max-age": 90}

_CONFIG = """\
sources = ["zones/"]
assume = ["external.txt"]
"""

BAD = (
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nmail.example.net. A 4.3.2.80 ; seen 2020-02-29 ; <- assumption-stale\n",
    },
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": """\
$TTL 1h
b.example.net. A 4.3.2.81 ; seen 2020-02-29 ; <- assumption-stale
c.example.net. A 4.3.2.82 ; seen 2020-02-29
d.example.net. A 4.3.2.83 ; seen 2021-03-01 ; <- assumption-stale
""",
    },
)

GOOD = (
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nmail.example.net. A 4.3.2.80 ; the host of the provider, seen to work\n",
    },
    {
        ".zonelint.toml": _CONFIG + "[rules.assumption-stale]\nmax-age = 1000000\n",
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nmail.example.net. A 4.3.2.80 ; seen 2020-02-29\n",
    },
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each day that is too long ago, at the first record that was last seen on it."""
    if not context.namespace.assumed:
        return
    from zonelint.snapshots import days_between
    from zonelint.today import today

    max_age = context.options["max-age"]
    assert isinstance(max_age, int)
    now = today().isoformat()
    for assumed in context.namespace.assumed:
        for day, records in sorted(_by_day(assumed).items()):
            if days_between(day, now) > max_age:
                first, *others = records
                more = f", and {len(others)} more of that day" if others else ""
                yield context.finding(
                    first,
                    f"{first.owner} {first.type} was last seen {day}, over {max_age} days ago{more}",
                    related=[relate(other, "the same") for other in others[:_MOST_RELATED]],
                    help="run `zonelint snapshot`, and look at what has changed",
                )


_MOST_RELATED = 3


def _by_day(assumed: "Zone") -> "dict[str, list[Record]]":
    """Return the records of one file by the day in their comments, in file order; those without one are left out."""
    from zonelint.snapshots import seen_on

    days: dict[str, list[Record]] = {}
    records = [record for rtype in assumed.types for record in assumed.records(rtype)]
    for record in sorted(records, key=lambda record: (record.source.path, record.line)):
        day = seen_on(record.source.line_text(record.line))
        if day is not None:
            days.setdefault(day, []).append(record)
    return days
