"""What a change of zones does to mail: the senders, SPF networks and MX addresses that are others than before.

What cannot be told after the change is not lost: it is told apart.
"""

from zonelint.lint.domain_effects import DomainEffect, domain_effects
from zonelint.lint.sender_effects import SenderEffect, SenderEffects
from zonelint.lint.view_pairs import view_pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.differences import Differences
    from zonelint.lint.views import Views


class MailEffects:
    """What a change does to mail.

    senders  the gravest verdicts first, then by address
    domains  sorted
    """

    def __init__(self, senders: "Sequence[SenderEffect]" = (), domains: "Sequence[DomainEffect]" = ()) -> None:
        self.senders = senders
        self.domains = domains

    def __bool__(self) -> bool:
        return bool(self.senders or self.domains)


def mail_effects(before: "Views", after: "Views", differences: "Differences") -> MailEffects:
    """Return what the change from `before` to `after`, between which are these `differences`, does to mail."""
    pairs = view_pairs(before, after)
    senders = SenderEffects(before, after, pairs, differences).found()
    domains: dict[str, DomainEffect] = {}
    for pair in pairs:
        for effect in domain_effects(pair):
            effect.views = [name for name in pair.names if name is not None]
            same = domains.setdefault(repr({**effect.as_object(), "views": ()}), effect)
            if same is not effect:
                same.views += effect.views
        if len(pairs) > 1:
            pair.let_go()
    return MailEffects(senders, sorted(domains.values(), key=lambda effect: (effect.domain, effect.views)))
