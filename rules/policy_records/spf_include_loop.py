"""SPF records include each other in a loop.

Why: a receiver follows the loop until the limit of ten look-ups, and then stops with a permanent error (permerror).
This affects every client that no earlier term allows.

Fix: delete the include that leads back. Put terms that all records need into a separate record without includes.

Switch it off when: never.

References: RFC 7208 sections 4.6.4 and 5.2.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, SpfDomain, SpfTerm, inner_records, relate

from .._examples import MAIL_ZONE
from ._spf import leads_on, place_of, shown, spf_domains

SEVERITY = "error"
NEEDS = ("SPF include", "SPF redirect")

BAD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx include:example.com -all" ; <- spf-include-loop\n'},
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 include:_a.example.com -all" ; <- spf-include-loop\n'
        + '_a TXT "v=spf1 ip4:4.3.2.25 include:_b.example.com -all"\n_b TXT "v=spf1 redirect=example.com"\n'
        + 'mail TXT "v=spf1 include:_b.example.com -all"\n'
    },
)

GOOD = (
    {
        # The same record twice is no circle, and what stands behind `all` is not reached.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 include:_a.example.com include:_b.example.com -all"\n'
        + '_a TXT "v=spf1 include:_b.example.com -all"\n_b TXT "v=spf1 ip4:4.3.2.25 ~all"\n'
    },
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 include:_spf.example.net include:_%{d} -all"\n'},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield one finding for each circle, at the first of its records, with the others related."""
    settled: set[str] = set()
    for owner, spf in spf_domains(context, leads_on):
        del spf
        yield from _circles_from(context, owner, settled)


def _circles_from(context: Context, first: str, settled: set[str]) -> Iterator[Finding]:
    """Follow the includes from `first`, without recursion: a chain may have thousands of links."""
    path: list[tuple[str, SpfDomain, Iterator[tuple[SpfTerm, str]]]] = []
    positions: dict[str, int] = {}
    target: str | None = first
    term: SpfTerm | None = None
    while True:
        if target is not None:
            spf = context.mail.spf.at(target)
            if target in positions:
                assert term is not None
                yield _finding(context, [(name, each) for name, each, _ in path[positions[target] :]], term)
            elif spf is not None and target not in settled:
                positions[target] = len(path)
                path.append((target, spf, inner_records(spf)))
        if not path:
            return
        term, target = next(path[-1][2], (None, None))
        if term is None:
            done, _, _ = path.pop()
            settled.add(done)
            del positions[done]


def _finding(context: Context, circle: list[tuple[str, SpfDomain]], last: SpfTerm) -> Finding:
    (name, spf), *others = circle
    following = others[0][0] if others else name
    term = next((term for term, target in inner_records(spf) if target == following), last)
    way = " → ".join([each for each, _ in circle[:6]] + (["…"] if len(circle) > 6 else []) + [name])
    return context.finding(
        place_of(spf, term),
        f"the SPF record of {name} comes back to itself: {way}",
        related=[relate(each.record, f"{other} is part of the loop", "rdata") for other, each in others],
        help=f"delete `{shown(last.text)}` from the SPF record of {circle[-1][0]}",
        value="loop",
    )
