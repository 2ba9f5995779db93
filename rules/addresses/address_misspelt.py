"""An address is one digit off the private network of the other hosts.

Why: `192.68.4.24` is a machine on the internet that belongs to somebody else. Clients that look for the host go
there, with their names and passwords, or wait for a time-out.

It is reported if the address is public, one digit, more, less or other, makes `192.168.…` of it, and at least two
other hosts of the zone have addresses in that very network (the same third number).

Fix: write the private address.

Switch it off when: a host has such an address, which would be a coincidence.

References: RFC 1918 section 3.
"""

from collections import Counter
from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record, Zone, relate

from .._examples import ZONE
from .._fixes import word_changed

SEVERITY = "warning"
NEEDS = ("A 192.168.",)

_PRIVATE = ("192", "168")
_START = f"{'.'.join(_PRIVATE)}."
_FEW = 2
"""Other hosts in a network from which on it is the one that is meant."""

_OFFICE = ZONE.replace("4.3.2.1", "192.168.4.1") + "nas A 192.168.4.2\n"

BAD = (
    {"office.example.com.zone": _OFFICE + "till A 192.68.4.24 ; <- address-misspelt\n"},
    {"office.example.com.zone": _OFFICE + "till A 192.188.4.24 ; <- address-misspelt\n"},
    {
        "office.example.com.zone": _OFFICE
        + "till A 193.168.4.24 ; <- address-misspelt\nshop A 192.186.4.25 ; <- address-misspelt\n"
    },
)

FIXED_UNSAFE = ({"office.example.com.zone": (_OFFICE + "till A 192.168.4.24\n").replace(" 1 8h", " 2 8h")},)

GOOD = (
    {
        # No other host is in the network that would be meant.
        "office.example.com.zone": _OFFICE + "till A 192.68.5.24\n",
    },
    {
        # Several hosts have addresses there.
        "office.example.com.zone": _OFFICE + "till A 192.68.4.24\nshop A 192.68.4.25\n",
    },
    {
        # Two digits are different.
        "office.example.com.zone": _OFFICE + "till A 192.99.4.24\n",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each address that is nearly one of the network that other hosts of its zone are in."""
    for zone in context.namespace.spelled.rdata("A").zones_with(f"\n{_START}"):
        if zone.source is not None and context.namespace.judges(zone):
            yield from _of_zone(context, zone)


def _of_zone(context: Context, zone: Zone) -> Iterator[Finding]:
    records = [record for record in zone.records("A") if not record.generated]
    networks = Counter(address.rpartition(".")[0] for address in {record.rdata for record in records})
    for record in records:
        first, second, third, last = record.rdata.split(".")
        meant = f"{_START}{third}"
        if networks[meant] < _FEW or networks[f"{first}.{second}.{third}"] > 1 or not _is_misspelt(first, second):
            continue
        address = f"{meant}.{last}"
        yield context.finding(
            record,
            f"the address of {record.owner}, {record.rdata}, is one digit off the network {meant}.0/24 of other hosts",
            field="rdata",
            related=[relate(other, "in that network") for other in _others(records, meant)],
            help=f"write `{address}`, if that is meant",
            cause=_cause(context, address),
            fix=word_changed(record, 0, address, f"write `{address}`"),
        )


def _cause(context: Context, address: str) -> str:
    """Return what this has in common with what is wrong with the PTR of the `address` that is meant, if it has one."""
    ptrs = context.reverse.ptr_rrsets.get(address, ())
    return context.reverse.astray.cause(ptrs[0]) if ptrs else ""


def _is_misspelt(first: str, second: str) -> bool:
    """Tell whether two octets are those of the private network but for one digit."""
    from zonelint.lint.api import is_one_letter_off  # which few runs need

    pairs = zip((first, second), _PRIVATE, strict=True)
    wrong = [(one, other) for one, other in pairs if one != other]
    return len(wrong) == 1 and is_one_letter_off(*wrong[0], digits=True)


def _others(records: list[Record], network: str) -> list[Record]:
    return [record for record in records if record.rdata.startswith(f"{network}.")][:_FEW]
