"""The client that SPF is asked about: its address, its validated names, and the values of macros (RFC 7208)."""

from zonelint.dns.names import NameSyntaxError, absolute, is_at_or_below, reverse_name
from zonelint.dns.txt import text_of
from zonelint.mail.spf.macros import EXPLANATION_LETTERS, MacroError, expand, pieces
from zonelint.mail.spf.results import MAX_HOSTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.namespace import Namespace
    from zonelint.mail.spf.policy import Term

MAX_DOMAIN = 253

ANYBODY = "*"
"""The local part of a sender that is not known: what depends on it is not known either."""


def domain_name(domain: str) -> str | None:
    """Return a domain in text as a canonical name; None for what is no domain name (RFC 7208 section 4.3)."""
    escaped = domain.removesuffix(".").replace("\\", "\\\\")
    try:
        return absolute(escaped, ".").lower() if escaped and escaped != "@" else None
    except (NameSyntaxError, UnicodeError):
        return None


class Client:
    """A client, and the message that it wants to send.

    bits          32 for IPv4, 128 for IPv6
    ip            its address in canonical text; None for any
    address_type  ``"A"`` or ``"AAAA"``
    values        the values of the macro letters ``l``, ``o``, ``s``, ``h`` and ``r``; None: not known
    timestamp     seconds since 1970, or None for now
    """

    def __init__(
        self,
        bits: int,
        ip: str | None,
        sender: str,
        namespace: "Namespace",
        helo: str | None,
        receiver: str = "unknown",
        timestamp: int | None = None,
    ) -> None:
        self.bits = bits
        self.ip = ip
        self.address_type = "A" if bits == 32 else "AAAA"
        self.namespace = namespace
        self.timestamp = timestamp
        local, _, domain = sender.rpartition("@")
        local = local or "postmaster"  # RFC 7208 section 4.3
        self.values: dict[str, str | None] = {"o": domain, "h": helo, "r": receiver}
        self.values |= {"l": local, "s": f"{local}@{domain}"} if local != ANYBODY else {"l": None, "s": None}

    def leads_back(self, name: str) -> bool | None:
        """Tell whether `name` has the client's address; None: not known."""
        answer = self.namespace.lookup(name, self.address_type)
        if any(record.rdata == self.ip for record in answer.records):
            return True
        return None if answer.unknown or not (answer.absent or answer.whole) else False

    def validated_name(self, domain: str) -> str | None:
        """Return the value of ``%{p}``: the domain itself, a name below it, or any (RFC 7208 section 7.3).

        ``"unknown"`` if there is none; None if that is not known.
        """
        if self.ip is None:
            return None
        answer = self.namespace.reverse(self.ip)
        if answer.unknown or not (answer.absent or answer.whole):
            return None
        target = domain_name(domain) or "."
        names = sorted(
            (ptr.target for ptr in answer.records[:MAX_HOSTS]),
            key=lambda name: (name != target, not is_at_or_below(name, target)),
        )
        for name in names:
            back = self.leads_back(name)
            if back is not False:
                return name.removesuffix(".") if back else None
        return "unknown"

    def target(self, term: "Term", domain: str) -> str | None:
        """Return the domain that `term` is about, in text; None if it is not known."""
        if not term.value:
            return domain
        if "%" not in term.value:
            return term.value
        target = expand(pieces(term.value), lambda letter: self.value(letter, domain))
        # RFC 7208 section 7.3: too long a name loses labels from its left.
        while target is not None and len(target.removesuffix(".")) > MAX_DOMAIN and "." in target:
            target = target.partition(".")[2]
        return target

    def value(self, letter: str, domain: str) -> str | None:
        """Return the value of a macro letter (RFC 7208 section 7.2), or None if it is not known."""
        if letter == "d":
            return domain
        if letter == "p":
            return self.validated_name(domain)
        if letter == "v":
            return "in-addr" if self.bits == 32 else "ip6"
        if letter == "c" or self.ip is None:
            return self.ip if letter in "ic" else self.values.get(letter)
        if letter == "i":
            return self.ip if self.bits == 32 else ".".join(reversed(reverse_name(self.ip)[:63].upper().split(".")))
        if letter == "t":
            from time import time

            return str(int(time()) if self.timestamp is None else self.timestamp)
        return self.values[letter]

    def explanation(self, exp: "Term | None", domain: str) -> str | None:
        """Return the text that `exp` leads to; None if anything is wrong with it (RFC 7208 section 6.2)."""
        name = domain_name(self.target(exp, domain) or "") if exp is not None else None
        answer = self.namespace.lookup(name, "TXT") if name is not None else None
        if answer is None or len(answer.records) != 1 or not answer.whole:
            return None
        text = text_of(answer.records[0])
        if not (text.isascii() and text.isprintable()):
            return None
        try:
            return expand(pieces(text, EXPLANATION_LETTERS), lambda letter: self._said(letter, domain))
        except MacroError:
            return None

    def _said(self, letter: str, domain: str) -> str:
        value = self.value(letter, domain)
        return "unknown" if value is None else value
