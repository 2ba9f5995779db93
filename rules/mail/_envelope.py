"""Which domains with an SPF record stand in no envelope: hosts, and those whose provider writes a name of its own."""

from functools import cached_property

from zonelint.lint.api import (
    Context,
    SpfTerm,
    absolute_domain,
    canonical_address,
    is_at_or_below,
    lets_somebody_pass,
    parent,
)

_PROVIDERS = (
    "amazonses.com.",
    "exacttarget.com.",
    "hubspotemail.net.",
    "mailgun.org.",
    "mandrillapp.com.",
    "mtasv.net.",
    "sendgrid.net.",
    "sparkpostmail.com.",
)
"""Those who let their customers publish a name for the returns of what they send: ``em1.example.com``."""


class ReturnPaths:
    """The names of a view to which the mail that a provider sends for a domain returns.

    A receiver looks up the name in the envelope (RFC 5321 section 4.1.1.2), not the domain that stands in the header.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def _led_to(self) -> set[tuple[str, str]]:
        """(Domain, provider) for each name one label below a domain that is the provider's."""
        found = set()
        for rtype in ("CNAME", "MX"):
            for record in self._context.namespace.all_records(rtype):
                provider = _provider(record.target)
                if provider and record.owner != ".":
                    found.add((parent(record.owner), provider))
        return found

    def carry(self, domain: str) -> bool:
        """Tell whether all that the SPF record of `domain` lets send are providers that have a name below `domain`."""
        terms = _terms_that_let_send(self._context, domain)
        return bool(terms) and all(
            term.name == "include" and (domain, _provider(absolute_domain(term.value))) in self._led_to
            for term in terms
        )


def lets_only_itself_send(context: Context, domain: str) -> bool:
    """Tell whether `domain` is the name of a host that greets with it, and no sender's: SPF lets just that host pass.

    A receiver looks the SPF record of the HELO name up for a bounce (RFC 7208 section 2.4), which nobody answers.
    """
    terms = _terms_that_let_send(context, domain)
    return bool(terms) and all(_is_itself(context, term, domain) for term in terms)


def _terms_that_let_send(context: Context, domain: str) -> list[SpfTerm]:
    """Return the terms of the SPF record of `domain`, if it has one, that let somebody send, or may by leading on."""
    spf = context.mail.spf.domains.get(domain)
    terms = spf.terms if spf is not None else ()
    return [term for term in terms if lets_somebody_pass(term) or term.name == "redirect"]


def _is_itself(context: Context, term: SpfTerm, domain: str) -> bool:
    if term.name in ("a", "mx"):
        return absolute_domain(term.value or domain) == domain
    if term.name not in ("ip4", "ip6") or term.prefix4 not in (None, 32) or term.prefix6 not in (None, 128):
        return False
    return canonical_address(term.value) in context.namespace.addresses(domain).addresses


def _provider(name: str) -> str:
    """Return the provider whose name the absolute `name` is, or nothing."""
    return next((each for each in _PROVIDERS if is_at_or_below(name, each)), "")
