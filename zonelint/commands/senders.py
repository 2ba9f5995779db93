"""List the addresses that send mail: for which domains, by which evidence, and whether their PTR is right."""

import os
import sys
from itertools import chain

from zonelint.commands import inputs
from zonelint.commands.options import Option
from zonelint.commands.show import show_lines, some_of, table_lines, terminal_width
from zonelint.dns.inet import AF_INET, AF_INET6, inet_pton
from zonelint.dns.names import NameSyntaxError, absolute, canonical_address
from zonelint.dns.special_networks import is_inside
from zonelint.mail.iprev import BROKEN, OK, UNKNOWN, UNUSED, VERDICTS, Verdict, judge, judge_unseen, unused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.dns.namespace import Namespace as Zones
    from zonelint.lint.view import View
    from zonelint.mail.elsewhere import Elsewhere
    from zonelint.mail.senders import Sender

USAGE = "zonelint senders [OPTION …] [PATH …]"

_COLOURS = {"broken": "\x1b[1;31m", "unknown": "\x1b[1;33m", "ok": "\x1b[1;32m"}
_RESET = "\x1b[0m"
_ORDER = (*VERDICTS, UNUSED)
_MARGIN = " " * 9
_MOST_ELSEWHERE = 20
_ALL_ELSEWHERE = "no senders: no address in the loaded zones sends mail"


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--for", "DOMAIN", "only senders for this domain", check=_domain, attribute="domain"),
        Option("--address", "IP", "only this address", check=_address),
        Option("--fail-on", help="end with exit status 1 if a sender is broken", choices=(BROKEN,)),
        Option("--format", help="default: text", choices=("text", "json"), default="text", short="-f"),
        inputs.color_option(),
        *inputs.options(),
    ]


class Row:
    """A sender with the verdict on it, and the views in which it is so; no views where there are none.

    address             its address; empty for a host that SPF names and whose addresses are not known
    host                the name of that host, else empty
    domains, evidence   what it sends for, and the evidence in words, each once; rows may share these lists
    """

    __slots__ = ("address", "host", "verdict", "domains", "evidence", "views")

    def __init__(
        self,
        address: str,
        verdict: "Verdict",
        domains: list[str],
        evidence: list[str],
        views: "Iterable[str | None]",
        host: str = "",
    ) -> None:
        self.address = address
        self.host = host
        self.verdict = verdict
        self.domains = domains
        self.evidence = evidence
        self.views = [view for view in views if view is not None]

    def as_object(self) -> dict[str, object]:
        """Return the row as JSON shows it."""
        verdict = self.verdict
        found: dict[str, object] = {
            "address": self.address or None,
            "domains": self.domains,
            "evidence": self.evidence,
            "ptr": verdict.ptr,
            "confirmed": verdict.confirmed,
            "verdict": verdict.verdict,
            "why": verdict.why,
        }
        if self.host:
            found["host"] = self.host
        return {**found, "views": self.views} if self.views else found

    def sort_key(self) -> tuple[int, int, bytes, str, list[str]]:
        """Order in reports: verdict, family, address, views; hosts without address after the addresses."""
        address = self.address
        octets = inet_pton(AF_INET6 if ":" in address else AF_INET, address) if address else b""
        return _ORDER.index(self.verdict.verdict), len(octets) or 99, octets, self.host, self.views


def run(arguments: "Arguments") -> int:
    """List the senders; returns 1 if ``--fail-on broken`` is given and one is, else 0."""
    domain, address = arguments.domain, arguments.address
    found = inputs.read_inputs(arguments, arguments.words)
    all_rows, elsewhere = _rows(found)
    rows = [row for row in all_rows if (domain is None or domain in row.domains) and address in (None, row.address)]
    # What is not loaded has no address that could be the one.
    outside = {each: through for each, through in elsewhere.items() if domain in (None, each) and address is None}
    if arguments.format == "json":
        _write_json(rows, outside)
    elif not rows:
        wanted = " and ".join(filter(None, (domain, address)))
        nothing = _ALL_ELSEWHERE if outside else _none(len(all_rows), wanted, _why_internal(found))
        show_lines([nothing, *_lines_elsewhere(outside)])
    else:
        from zonelint.output import use_colour

        colour = use_colour(arguments.color, sys.stdout, os.environ)
        show_lines(_lines(rows, outside, colour, terminal_width()))
    return int(arguments.fail_on == BROKEN and any(row.verdict.verdict == BROKEN for row in rows))


def _domain(text: str) -> str:
    try:
        return absolute(text, ".").lower()
    except NameSyntaxError as error:
        raise ValueError(f"{text!r} is not a domain name: {error}") from None


def _address(text: str) -> str:
    address = canonical_address(text)
    if address is None:
        raise ValueError(f"{text!r} is not an IP address")
    return address


def _write_json(rows: list[Row], elsewhere: "dict[str, list[str]]") -> None:
    """Write the rows one by one: with a network that thousands of domains allow, all of them are too much to hold."""
    from zonelint.output.json import to_json

    separator = "\n "
    sys.stdout.write('{"senders": [')
    for row in rows:
        sys.stdout.write(separator + to_json(row.as_object()))
        separator = ",\n "
    outside = [{"domain": domain, "through": through} for domain, through in elsewhere.items()]
    sys.stdout.write(f'],\n "elsewhere": {to_json(outside)}}}\n')


def _rows(found: inputs.Inputs) -> tuple[list[Row], dict[str, list[str]]]:
    """Return the senders of all views, the same one of several views once; and what leads out of the loaded zones.

    That is, by domain, the terms of SPF and the MX hosts that are not loaded.
    """
    from zonelint.mail.elsewhere import leads_elsewhere

    rows: list[Row] = []
    elsewhere: dict[str, dict[str, None]] = {}
    for view in found.views:
        outside = list(leads_elsewhere(view.mail))
        rows += _rows_of(view)
        rows += _hosts_elsewhere(outside, view.names)
        for each in outside:
            if not each.host:
                elsewhere.setdefault(each.domain, {})[each.text] = None
    if len(found.views) > 1:
        rows = _merged(rows, found.views.names)
    return sorted(rows, key=Row.sort_key), {domain: list(elsewhere[domain]) for domain in sorted(elsewhere)}


def _hosts_elsewhere(outside: "Iterable[Elsewhere]", views: "Sequence[str | None]") -> "Iterator[Row]":
    """Yield a row for each host that SPF names and whose addresses are not known, such as a provider's smart host."""
    found: dict[str, Row] = {}
    for each in outside:
        if each.host:
            verdict = Verdict([], None, UNKNOWN, each.why)
            row = found.setdefault(each.host, Row("", verdict, [], [], views, each.host))
            row.domains += [] if each.domain in row.domains[-1:] else [each.domain]
            row.evidence += [] if each.text in row.evidence else [each.text]
    for row in found.values():
        row.domains = sorted(set(row.domains))
        yield row


def _rows_of(view: "View") -> "Iterator[Row]":
    """Yield a row for each sender that a zone of `view` makes one: those that only answer are others' own."""
    mail, namespace = view.mail, view.namespace
    told: dict[tuple[int, ...], tuple[list[str], list[str]] | None] = {}
    nothing = unused()
    judged = (
        (sender, (judge_unseen if sender.is_unseen else judge)(sender.address, view.reverse))
        for sender in mail.all_senders()
    )
    for sender, verdict in chain(judged, ((sender, nothing) for sender in mail.unused())):
        # The addresses of one network have their evidence in common, and it may be that of thousands of domains.
        key = (*map(id, sender.named), *map(id, sender.networks))
        if key not in told:
            told[key] = _sends_for(sender) if _is_judged(sender, namespace) else None
        sends_for = told[key]
        if sends_for is None:
            continue
        if verdict.verdict == UNKNOWN and verdict.ptr:
            verdict.why += _whose(verdict, sender, namespace)
        yield Row(sender.address, verdict, *sends_for, view.names)


def _sends_for(sender: "Sender") -> tuple[list[str], list[str]]:
    return sender.domains, list(dict.fromkeys(each.text for each in sender.evidence))


def _is_judged(sender: "Sender", namespace: "Zones") -> bool:
    """Tell whether a zone of those that are judged in `namespace`, or the configuration, makes the `sender` one."""
    records = (each.place.record for each in sender.evidence)
    return any(record is None or namespace.judges(record.zone) for record in records)


def _whose(verdict: "Verdict", sender: "Sender", namespace: "Zones") -> str:
    """Say that a PTR names a host in another organisation's domain, of which nothing is loaded; empty if none does."""
    from zonelint.mail.organizations import organizational_domain

    own = {organizational_domain(name) for name in (*sender.domains, *sender.names)}
    foreign = dict.fromkeys(organizational_domain(name) for name in verdict.ptr if namespace.zone_of(name) is None)
    named = [domain for domain in foreign if domain not in own]
    return f"; {' and '.join(named)} is the domain of another organisation" if named and own else ""


def _merged(rows: "Iterable[Row]", order: "Sequence[str | None]") -> list[Row]:
    """Return `rows` with one for those that differ in nothing but the view; their views are sorted as in `order`.

    Of several servers without views the verdicts are weighed against each other.
    """
    number = {view: at for at, view in enumerate(order)}
    merged: dict[str, Row] = {}
    for row in rows:
        views, row.views = row.views, []
        merged.setdefault(repr(row.as_object()), row).views += views
    for row in merged.values():
        row.views.sort(key=number.__getitem__)
    return _without_doubts(merged.values())


def _without_doubts(rows: "Iterable[Row]") -> list[Row]:
    """Return `rows` with one for those of different servers that differ in no verdict, where no view tells them apart.

    What one server's zones decide, another server's, among which some are not to be found, leave open: the world asks
    the server that has them. Two verdicts that are decided, and differ, both stay.
    """
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        found.setdefault((row.address, row.host, *row.views), []).append(row)
    return [row for group in found.values() for row in (group if group[0].views else _agreed(group))]


def _agreed(rows: list[Row]) -> list[Row]:
    """Return one row for each verdict on the address of `rows`, for all that it sends for; UNKNOWN only if no other."""
    of_verdict: dict[str, Row] = {}
    for row in rows:
        of_verdict.setdefault(row.verdict.verdict, row)
    if len(of_verdict) > 1:
        of_verdict.pop(UNKNOWN, None)
    if len(rows) > 1:
        domains = sorted({domain for row in rows for domain in row.domains})
        evidence = list(dict.fromkeys(text for row in rows for text in row.evidence))
        for row in of_verdict.values():
            row.domains, row.evidence = domains, evidence
    return list(of_verdict.values())


# -- as text ---------------------------------------------------------------------------------------------------------


def _why_internal(found: inputs.Inputs) -> str:
    """Return why all that was read is internal; empty if something is not."""
    reasons = [view.internal.why(zone) for view in found.views for zone in view.namespace.zones.values()]
    return reasons[0] if reasons and all(reasons) else ""


def _none(others: int, wanted: str, why_internal: str) -> str:
    """Say that there is no row, with the number of those that are about others than was `wanted`."""
    from zonelint.output.escape import visible

    if not others and why_internal:
        return f"no senders: all is internal, and the configuration declares none ({visible(why_internal)})"
    if not others:
        return "no senders: no MX record, SPF record, comment or configuration names an address that sends mail"
    count = "1 sender is" if others == 1 else f"{others} senders are"
    return f"no sender for {visible(wanted)}: {count} known here, `zonelint senders` without that option lists all"


def _lines_elsewhere(elsewhere: "dict[str, list[str]]") -> "Iterator[str]":
    """Yield a sentence for the domains that lead out of the loaded zones alike: what they send and get mail through."""
    from zonelint.output.escape import visible

    alike: dict[str, list[str]] = {}
    for domain, texts in elsewhere.items():
        alike.setdefault(some_of(texts, 10), []).append(domain)
    for number, (through, domains) in enumerate(alike.items()):
        if number == _MOST_ELSEWHERE:
            yield f"… and {len(alike) - number} more such lines: `--for DOMAIN` shows those of one domain"
            return
        send = "sends" if len(domains) == 1 else "send"
        yield visible(f"{some_of(domains, 3)} {send} through {through.removesuffix('.')}.")


def _lines(rows: list[Row], elsewhere: "dict[str, list[str]]", colour: bool, width: int) -> "Iterator[str]":
    """Yield the table: a line per sender and, below each that is not in order, why.

    Where the lines are longer than the `width` of the terminal, what each sends for and why stand below it; 0: unknown.
    """
    from zonelint.output.escape import visible

    heads = ["verdict", "address", "PTR", "confirmed", "sends for", "evidence"]
    views = any(row.views for row in rows)
    cells = [_cells(row) + ([", ".join(row.views)] if views else []) for row in rows]
    first, *lines = table_lines([*heads, "views"] if views else heads, cells)
    narrow = width > 0 and max(map(len, lines)) > width
    if narrow:
        first, *lines = table_lines(heads[:4], [row_cells[:4] for row_cells in cells])
    yield first
    for row, row_cells, line in zip(rows, cells, lines, strict=True):
        word = row.verdict.verdict
        yield f"{_COLOURS[word]}{word}{_RESET}{line[len(word) :]}" if colour and word in _COLOURS else line
        if narrow:
            names = [*heads[4:], "views"]
            yield from (f"{_MARGIN}{name}: {visible(cell)}" for name, cell in zip(names, row_cells[4:], strict=False))
        if word not in (OK, UNUSED):
            yield f"{_MARGIN}why: {visible(row.verdict.why)}"
    yield ""
    yield from _lines_elsewhere(elsewhere)
    if any(row.verdict.verdict == UNKNOWN and not (row.address and is_inside(row.address)) for row in rows):
        yield "`zonelint snapshot` asks a resolver about what is unknown"
    yield _sum(rows)


def _cells(row: Row) -> list[str]:
    confirmed = {True: "yes", False: "no", None: "unknown"}[row.verdict.confirmed]
    if row.verdict.verdict == UNUSED:
        confirmed = "-"
    return [
        row.verdict.verdict,
        row.address or row.host,
        some_of(row.verdict.ptr, 2),
        confirmed,
        some_of(row.domains, 2),
        some_of(row.evidence, 3),
    ]


def _sum(rows: "Iterable[Row]") -> str:
    counts = dict.fromkeys(_ORDER, 0)
    for row in rows:
        counts[row.verdict.verdict] += 1
    idle = counts.pop(UNUSED)
    total = sum(counts.values())
    words = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
    said = f"{total} {'sender' if total == 1 else 'senders'}: {words}"
    if not idle:
        return said
    return f"{said}; {idle} {'address' if idle == 1 else 'addresses'} that SPF lets send, and no record names: unused"
