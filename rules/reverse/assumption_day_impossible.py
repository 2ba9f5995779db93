"""An `assume` file has an entry with an impossible date.

Why: an answer of a resolver counts for some time, from the date next to it. A date that does not exist (`2026-02-30`)
or is in the future comes from a wrong edit or merge. Nobody knows how old the entry is.

Fix: run `zonelint snapshot` again. It writes new dates.

Switch it off when: the clock of the machine that runs zonelint is wrong.

References: the setting `assume`; the command `snapshot`.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Place, Span, Zone

from .._examples import FORWARD_ZONE

SEVERITY = "error"
NEEDS = ("assume",)

_CONFIG = """\
sources = ["zones/"]
assume = ["external.txt"]
"""
_NOTE = """\
; The note on the line below was edited by hand.
; none: 80.2.3.5.in-addr.arpa. PTR NXDOMAIN {day}
"""

BAD = (
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nmail.example.net. A 4.3.2.80 ; seen 2020-02-30 ; <- assumption-day-impossible\n",
    },
    {
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nmail.example.net. A 4.3.2.80 ; seen 9999-01-01 ; <- assumption-day-impossible\n",
    },
)

GOOD = (
    {
        ".zonelint.toml": _CONFIG + "[rules.assumption-stale]\nmax-age = 1000000\n",
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": "$TTL 1h\nmail.example.net. A 4.3.2.80 ; seen 2020-02-29\n" + _NOTE.format(day="2020-02-29"),
    },
    {
        # A day in quotes is a part of the text, and without the word "seen" it is a remark.
        ".zonelint.toml": _CONFIG,
        "zones/example.com.zone": FORWARD_ZONE,
        "external.txt": '$TTL 1h\nmail.example.net. TXT "; seen 2020-02-30" ; not before 9999-01-01\n',
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each day that is none of the calendar, or still to come."""
    from zonelint.lint.api import day_written, is_day, today

    now = today().isoformat()
    for assumed in context.namespace.assumed:
        if assumed.source is None:
            continue
        days = [(day_written(line), number) for number, line in enumerate(assumed.source.lines, 1)]
        days += [(absence.day, absence.line) for absence in assumed.absences.values()]
        for day, line in sorted((day, line) for day, line in days if day is not None):
            if not is_day(day) or day > now:
                why = "lies in the future" if is_day(day) else "is not a valid date"
                yield context.finding(
                    _place(assumed, line, day),
                    f"{day} {why}, so the entry has no effect",
                    zone=assumed.source.path,
                    value=f"{day} {assumed.source.line_text(line)}",
                    help="run `zonelint snapshot`, or write the day on which a resolver said this",
                )


def _place(assumed: Zone, line: int, day: str) -> Place:
    assert assumed.source is not None
    column = assumed.source.line_text(line).rindex(day) + 1
    return Place.at(assumed.source, Span(line, column, line, column + len(day)))
