"""Addresses as numbers, and sets of them as ranges, as SPF needs them (RFC 7208 sections 5.6 and 5)."""

from bisect import bisect_left, bisect_right
from operator import itemgetter

from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.dns.names import canonical_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Ranges = Sequence[tuple[int, int]]
    """First and last number of each range, sorted, without overlap."""

_MAPPED = "::ffff:"


def plain_address(text: str) -> str:
    """Return an address in canonical text, an IPv4-mapped one as IPv4 (RFC 7208 section 5).

    Raises ValueError for what is no address.
    """
    address = canonical_address(text)
    if address is None:
        raise ValueError(f"{text} is not an address")
    if address.startswith(_MAPPED) and "." in address:
        return address[len(_MAPPED) :]
    return address


def number_of(address: str) -> tuple[int, int]:
    """Return the width of the family in bits, and the address as a number."""
    family, bits = (AF_INET6, 128) if ":" in address else (AF_INET, 32)
    return bits, int.from_bytes(inet_pton(family, address), "big")


def address_of_number(bits: int, number: int) -> str:
    """Return the address with this number, in canonical text."""
    return inet_ntop(AF_INET if bits == 32 else AF_INET6, number.to_bytes(bits // 8, "big"))


def range_of(network: str, prefix: int | None) -> tuple[int, tuple[int, int]]:
    """Return the width of the family, and the first and last number of the network."""
    bits, number = number_of(network)
    size = 1 << (bits - (bits if prefix is None else prefix))
    first = number - number % size
    return bits, (first, first + size - 1)


def union(ranges: "Ranges") -> "list[tuple[int, int]]":
    """Return the numbers in any of `ranges`, which may overlap and stand in any order."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def split(ranges: "Ranges", by: "Ranges") -> "tuple[list[tuple[int, int]], list[tuple[int, int]]]":
    """Return the numbers of `ranges` that are in `by`, and those that are not; both sorted and without overlap."""
    if not by:
        return [], list(ranges)
    # A record may take thousands of networks away, one by one: what lies before and behind `by` is just copied.
    start = bisect_left(ranges, by[0][0], key=itemgetter(1))
    end = bisect_right(ranges, by[-1][1], start, key=itemgetter(0))
    inside: list[tuple[int, int]] = []
    outside = list(ranges[:start])
    at = 0
    for first, last in ranges[start:end]:
        while at < len(by) and by[at][1] < first:
            at += 1
        each = at
        while each < len(by) and by[each][0] <= last:
            low, high = max(first, by[each][0]), min(last, by[each][1])
            if first < low:
                outside.append((first, low - 1))
            inside.append((low, high))
            first = high + 1
            each += 1
        if first <= last:
            outside.append((first, last))
    outside += ranges[end:]
    return inside, outside


def networks(bits: int, ranges: "Ranges") -> list[str]:
    """Return the fewest networks that make up `ranges`: ``192.0.2.0/24``; a single address with its full length."""
    found = []
    for first, last in ranges:
        while first <= last:
            size = (first & -first) or (1 << bits)
            while size > last - first + 1:
                size >>= 1
            found.append(f"{address_of_number(bits, first)}/{bits - size.bit_length() + 1}")
            first += size
    return found


def without(taken: "Iterable[str]", others: "Iterable[str]") -> list[str]:
    """Return the fewest networks that make up what is in the networks `taken` and in none of the `others`.

    IPv4 stands first. All of a family is told as that, whatever some of it is among the others.
    """
    given: dict[int, list[tuple[int, int]]] = {32: [], 128: []}
    away: dict[int, list[tuple[int, int]]] = {32: [], 128: []}
    for texts, found in ((taken, given), (others, away)):
        for text in texts:
            network, _, prefix = text.partition("/")
            bits, each = range_of(network, int(prefix) if prefix else None)
            found[bits].append(each)
    left: list[str] = []
    for bits, ranges in given.items():
        whole, taken_away = union(ranges), union(away[bits])
        everything = [(0, (1 << bits) - 1)]
        outside = whole if whole == everything != taken_away else split(whole, taken_away)[1]
        left += networks(bits, outside)
    return left
