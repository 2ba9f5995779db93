"""An entry of an `assume` file is old.

Why: others change their records without telling you. zonelint still uses the old entry, for example a PTR that the
provider has changed since. `zonelint snapshot` writes next to each record the date of the last answer of a resolver
(`; seen 2026-11-24`), and this rule checks these dates. Records without a date are not reported. It is advice,
because a run should not fail only because time has passed. Entries that say that a record does not exist (`; none:
…`) do not count any more at this age: their look-ups are unknown again.

Fix: run `zonelint snapshot` again, and check what has changed in the file.

Records with the same date are one finding, at the first of them.

Switch it off when: a scheduled job renews the file, and reports when it fails.

References: the setting `assume`; the command `snapshot`.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Option, Place, Related, Span, Zone

from .._examples import FORWARD_ZONE

SEVERITY = "info"
DEFAULT = True
NEEDS = ("assume",)
OPTIONS = {"max-age": Option(90, "days after which what was seen is old", least=1)}

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


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each day that is too long ago, at the first record that was last seen on it."""
    if not context.namespace.assumed:
        return
    from zonelint.lint.api import days_between, today

    max_age: int = context.options["max-age"]
    now = today().isoformat()
    for assumed in context.namespace.assumed:
        for day, entries in sorted(_by_day(assumed).items()):
            if days_between(day, now) > max_age:
                (what, place), *others = sorted(entries, key=_where)
                more = f", and {len(others)} more of that day" if others else ""
                yield context.finding(
                    place,
                    f"{what} was last seen {day}, over {max_age} days ago{more}",
                    related=[Related(other, "the same") for _, other in others[:_MOST_RELATED]],
                    value=day,
                    zone=place.source.path,
                    help="run `zonelint snapshot`, and check what has changed",
                )


_MOST_RELATED = 3


def _by_day(assumed: Zone) -> dict[str, list[tuple[str, Place]]]:
    """Return what one file holds, in words and with its place, by the day in the comments; none without a day."""
    from zonelint.lint.api import is_day, seen_on

    days: dict[str, list[tuple[str, Place]]] = {}
    for rtype in assumed.types:
        for record in assumed.records(rtype):
            day = seen_on(record.source.line_text(record.line))
            if day is not None:
                days.setdefault(day, []).append((f"{record.owner} {record.type}", Place.of(record)))
    for (name, rtype), absence in assumed.absences.items():
        if is_day(absence.day) and assumed.source is not None:
            place = Place.at(assumed.source, Span(absence.line, 1, absence.line, 1))
            days.setdefault(absence.day, []).append((f"that {name} {rtype} is absent", place))
    return days


def _where(entry: tuple[str, Place]) -> tuple[str, int]:
    return entry[1].source.path, entry[1].line
