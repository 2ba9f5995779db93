"""One object a view: its zones, and all that is worked out about them, for the rules and the commands alike.

Nothing else puts these parts together.
"""

from zonelint.dns.cached import cached_property
from zonelint.files.source import DISK, Source
from zonelint.mail.internal import Internal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.config.settings import Settings
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.places import Problem
    from zonelint.dns.reverse import Reverse
    from zonelint.dns.targets import Targets
    from zonelint.files.comments import MailLines
    from zonelint.lint.change import ViewChange
    from zonelint.mail.find_senders import Mail


class View:
    """One view, or several that serve the same; its parts are worked out when first asked for, once for all.

    namespace   its zones, answering look-ups
    settings    the configuration
    lab         why the set of zones is a lab, of which nothing is public; "" if it is none
    mail_lines  the lines that a comment says to send mail
    of_no_zone  problems that are those of no zone, and told with this view
    source      where the files are
    change      what is different from the same view before a change; None where nothing is compared
    """

    def __init__(
        self,
        namespace: "Namespace",
        settings: "Settings",
        lab: str = "",
        mail_lines: "MailLines | None" = None,
        of_no_zone: "Sequence[Problem]" = (),
        source: Source = DISK,
    ) -> None:
        self.namespace = namespace
        self.settings = settings
        self.lab = lab
        self.mail_lines = mail_lines
        self.of_no_zone = of_no_zone
        self.source = source
        self.change: ViewChange | None = None

    @property
    def names(self) -> "tuple[str | None, ...]":
        """The names of the views; ``(None,)`` outside of views."""
        return self.namespace.views

    @cached_property
    def reverse(self) -> "Reverse":
        """Addresses and PTRs, matched."""
        from zonelint.dns.reverse import Reverse

        return Reverse(self.namespace)

    @cached_property
    def targets(self) -> "Targets":
        """Where the targets of records lead."""
        from zonelint.dns.targets import Targets

        return Targets(self.namespace)

    @cached_property
    def internal(self) -> Internal:
        """What of the view is internal, and why."""
        return Internal(self.namespace, self.settings, self.lab)

    @cached_property
    def mail(self) -> "Mail":
        """Who sends mail for whom."""
        from zonelint.mail.find_senders import Mail

        return Mail(self.namespace, self.reverse, self.settings, self.internal, self.mail_lines, self.source)

    @cached_property
    def problems(self) -> "list[Problem]":
        """What the readers could not accept in the zones of the view, and what is of no zone."""
        of_zones = [problem for zone in self.namespace.all_zones() for problem in zone.problems]
        return [*of_zones, *self.of_no_zone]

    @cached_property
    def parts(self) -> "tuple[Namespace, Mail, Reverse, Targets, Sequence[Problem]]":
        """What each rule is given of the view, to be taken at once: there may be thousands of views."""
        return self.namespace, self.mail, self.reverse, self.targets, self.problems

    @property
    def undecided(self) -> int:
        """How many questions, of those that were asked so far, nothing loaded can answer."""
        return self.namespace.undecided + self.reverse.undecided

    def without_absences(self) -> "View":
        """Return a view of the same zones in which nothing rests on what a resolver said not to exist."""
        namespace = self.namespace.without_absences()
        view = View(namespace, self.settings, self.lab, self.mail_lines, self.of_no_zone, self.source)
        view.change = self.change
        return view

    def let_go(self) -> None:
        """Let go of what was worked out; it is worked out again where somebody asks."""
        for part in ("reverse", "targets", "internal", "mail", "problems", "parts"):
            self.__dict__.pop(part, None)
        self.namespace.__dict__.pop("spelled", None)
