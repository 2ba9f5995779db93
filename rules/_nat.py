"""What rules share about hosts behind address translation: the zone has a private address, the PTR stands for another.

The public zone names the private address of a mail exchange, and the PTR of the firewall's public one is right: the A
record is the defect, and the PTR shows what should stand there.
"""

from collections.abc import Iterable

from zonelint.lint.api import AddressAnswer, Context, Record, why_not_public

NOT_PUBLIC = "mx-target-not-public"


def public_ptr(context: Context, name: str) -> tuple[str, Record] | None:
    """Return the public address whose PTR names the host `name`, which has other addresses, and that PTR; or None."""
    for address, ptr in context.reverse.suspects_by_target.get(name, ()):
        if why_not_public(address) is None and not context.mail.is_internal(ptr):
            return address, ptr
    return None


def are_hidden(address: str, answer: AddressAnswer) -> bool:
    """Tell whether all addresses of a host, those in `answer`, are private, and `address`, that of a PTR, is public."""
    return answer.only_inside and why_not_public(address) is None


def is_left_to_exchange(context: Context, address: str, name: str, answer: AddressAnswer) -> bool:
    """Tell whether `NOT_PUBLIC` runs and tells of the host `name`, with `answer`, that a PTR of `address` names."""
    return context.runs(NOT_PUBLIC) and name in context.mail.exchanges and are_hidden(address, answer)


def cause_of(name: str, records: Iterable[Record]) -> str:
    """Return the cause of what is wrong because none of the address `records` of `name` is public."""
    return f"{name} is not public {next(iter(records)).source.path}"
