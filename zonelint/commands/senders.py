"""List the addresses that send mail: for which domains, by which evidence, and whether their PTR is right."""

import os
import sys

from zonelint.commands import inputs
from zonelint.commands.options import Option
from zonelint.commands.show import show_lines, some_of, table_lines, terminal_width
from zonelint.dns.names import NameSyntaxError, absolute, canonical_address
from zonelint.dns.special_networks import is_inside
from zonelint.lint.sender_table import Sender, senders_of
from zonelint.mail.iprev import BROKEN, OK, UNKNOWN, UNUSED, VERDICTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.commands.options import Arguments

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


def run(arguments: "Arguments") -> int:
    """List the senders; returns 1 if ``--fail-on broken`` is given and one is, else 0."""
    domain, address = arguments.domain, arguments.address
    found = inputs.read_inputs(arguments, arguments.words)
    all_rows, elsewhere = senders_of(found.views)
    rows = [row for row in all_rows if (domain is None or domain in row.domains) and address in (None, row.address)]
    # What is not loaded has no address that could be the one.
    services = {each: through for each, through in elsewhere.items() if domain in (None, each) and address is None}
    if arguments.format == "json":
        _write_json(rows, services)
    elif not rows:
        wanted = " and ".join(filter(None, (domain, address)))
        nothing = _ALL_ELSEWHERE if services else _none(len(all_rows), wanted, _why_internal(found))
        show_lines([nothing, *_lines_elsewhere(services)])
    else:
        from zonelint.output import use_colour

        colour = use_colour(arguments.color, sys.stdout, os.environ)
        show_lines(_lines(rows, services, colour, terminal_width()))
    return int(arguments.fail_on == BROKEN and any(row.verdict == BROKEN for row in rows))


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


def _write_json(rows: list[Sender], elsewhere: "dict[str, list[str]]") -> None:
    """Write the rows one by one: with a network that thousands of domains allow, all of them are too much to hold."""
    from zonelint.output.json import to_json

    separator = "\n "
    sys.stdout.write('{"senders": [')
    for row in rows:
        sys.stdout.write(separator + to_json(row.as_object()))
        separator = ",\n "
    listed = [{"domain": domain, "through": through} for domain, through in elsewhere.items()]
    sys.stdout.write(f'],\n "elsewhere": {to_json(listed)}}}\n')


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


def _lines(rows: list[Sender], elsewhere: "dict[str, list[str]]", colour: bool, width: int) -> "Iterator[str]":
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
        word = row.verdict
        yield f"{_COLOURS[word]}{word}{_RESET}{line[len(word) :]}" if colour and word in _COLOURS else line
        if narrow:
            names = [*heads[4:], "views"]
            yield from (f"{_MARGIN}{name}: {visible(cell)}" for name, cell in zip(names, row_cells[4:], strict=False))
        if word not in (OK, UNUSED):
            yield f"{_MARGIN}why: {visible(row.why)}"
    yield ""
    yield from _lines_elsewhere(elsewhere)
    if any(row.verdict == UNKNOWN and not (row.address and is_inside(row.address)) for row in rows):
        yield "`zonelint snapshot` asks a resolver about what is unknown"
    yield _sum(rows)


def _cells(row: Sender) -> list[str]:
    confirmed = {True: "yes", False: "no", None: "unknown"}[row.confirmed]
    if row.verdict == UNUSED:
        confirmed = "-"
    return [
        row.verdict,
        row.address or row.host,
        some_of(row.ptr, 2),
        confirmed,
        some_of(row.domains, 2),
        some_of(row.evidence, 3),
    ]


def _sum(rows: "Iterable[Sender]") -> str:
    counts = dict.fromkeys(_ORDER, 0)
    for row in rows:
        counts[row.verdict] += 1
    idle = counts.pop(UNUSED)
    total = sum(counts.values())
    words = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
    said = f"{total} {'sender' if total == 1 else 'senders'}: {words}"
    if not idle:
        return said
    return f"{said}; {idle} {'address' if idle == 1 else 'addresses'} that SPF lets send, and no record names: unused"
