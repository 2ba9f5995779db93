"""SPF records: which TXT record is one, and its text read as terms (RFC 7208).

Reading keeps what is wrong as data: a receiver stops at the first fault with a permanent error, but who may send was
meant all the same.
"""

from functools import cache

from zonelint.dns.txt import SPF_VERSION
from zonelint.mail.spf.grammar import MODIFIERS, Fault, Term, is_term, read_term

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass

__all__ = ["Fault", "SpfPolicy", "Term", "is_term", "lets_somebody_pass", "spf_policy", "terms"]

LOOKUP_TERMS = frozenset(("include", "a", "mx", "ptr", "exists", "redirect"))
"""The terms that ask the DNS (RFC 7208 section 4.6.4)."""

_MOST_FAULTS = 20


class SpfPolicy:
    """An SPF record, read.

    text        the text of the record
    mechanisms  the mechanisms up to and with ``all``
    redirect    the redirect that holds where no mechanism matches; None beside ``all`` (RFC 7208 section 6.1)
    exp         the term that leads to the explanation, or None
    unreached   mechanisms behind ``all``, and a redirect beside it (RFC 7208 sections 5.1 and 6.1)
    unknown     modifiers that this version of SPF does not know; they mean nothing (RFC 7208 section 6)
    with_colon  mechanisms whose domain holds a colon, which is allowed and hardly meant
    faults      words that are no terms; any of them makes the record a permanent error (RFC 7208 section 4.6)
    terms       the mechanisms, then redirect and exp as far as they hold
    asks        how many of the mechanisms and the redirect ask the DNS themselves
    """

    __slots__ = (
        "text", "mechanisms", "redirect", "exp", "unreached", "unknown", "with_colon", "faults", "terms", "asks",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.mechanisms: list[Term] = []
        self.unreached: list[Term] = []
        self.unknown: list[Term] = []
        self.with_colon: list[Term] = []
        self.faults: list[Fault] = []
        modifiers: dict[str, Term] = {}
        ended = self._read(modifiers)
        self.exp = modifiers.get("exp")
        self.redirect = modifiers.get("redirect")
        if ended and self.redirect is not None:
            self.unreached.append(modifiers.pop("redirect"))
            self.redirect = None
        self.terms = (*self.mechanisms, *modifiers.values())
        self.asks = sum(term.name in LOOKUP_TERMS for term in self.mechanisms) + (self.redirect is not None)

    @property
    def may_deny(self) -> bool:
        """Whether the result may be ``fail``: by a mechanism with ``-``, or by a redirect."""
        return self.redirect is not None or any(term.qualifier == "-" for term in self.mechanisms)

    def _read(self, modifiers: dict[str, Term]) -> bool:
        """Sort the words of the text into the lists; returns whether an ``all`` ends the mechanisms."""
        ended = False
        before, start = "", len(SPF_VERSION)
        for word in self.text[start:].split(" "):
            if word:
                term = read_term(word, start)
                if isinstance(term, Fault):
                    self._note(term, before)
                elif not term.qualifier:
                    self._modifier(term, modifiers)
                elif ended:
                    self.unreached.append(term)
                else:
                    self.mechanisms.append(term)
                    ended = term.name == "all"
                    if ":" in term.value and term.name != "ip6":
                        self.with_colon.append(term)
                before = word
            start += len(word) + 1
        return ended

    def _note(self, fault: Fault, before: str) -> None:
        # `ip4: 1.2.3.4` is one fault, told at its first word.
        if len(self.faults) < _MOST_FAULTS and not (self.faults and before[-1:] in (":", "=")):
            self.faults.append(fault)

    def _modifier(self, term: Term, modifiers: dict[str, Term]) -> None:
        if term.name not in MODIFIERS:
            self.unknown.append(term)
        elif term.name in modifiers:
            # RFC 7208 section 6: at most once each.
            self.faults.append(Fault(f"`{term.name}=` appears a second time", term.text, term.start))
        else:
            modifiers[term.name] = term


@cache
def spf_policy(text: str) -> SpfPolicy:
    """Return the SPF record `text`, read. Kept, because thousands of domains of one provider share one text."""
    return SpfPolicy(text)


def terms(text: str) -> "tuple[Term, ...]":
    """Return the terms of the SPF record `text` up to and with ``all``, then its modifiers, without those not reached.

    What stands behind ``all`` is never looked at (RFC 7208 section 5.1), a redirect beside ``all`` neither
    (section 6.1).
    """
    return spf_policy(text).terms


def lets_somebody_pass(term: Term) -> bool:
    """Tell whether `term` names somebody who may send: any mechanism but ``-…``, and ``all`` only as ``+all``."""
    return term.qualifier not in ("", "-") and (term.name != "all" or term.qualifier == "+")
