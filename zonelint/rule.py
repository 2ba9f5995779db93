"""What a rule is to the engine, and what a rule sees.

A rule is a module (see rules/): a docstring that is its documentation, a few constants, examples, and a
generator that yields findings. `Rule` reads the module's metadata; `Context` is what the generator gets.
"""

from importlib import import_module

from zonelint.findings import INFO, Finding
from zonelint.records import Place, Problem, Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from types import ModuleType

    from zonelint.config import Settings
    from zonelint.findings import Related
    from zonelint.mail import Mail
    from zonelint.namespace import Namespace
    from zonelint.reverse import Reverse


class RuleError(Exception):
    """A rule that is installed and cannot be used; the message says why."""


class Rule:
    """One rule: its module and the metadata written there.

    name      the slug, which is the module's name with ``-`` for ``_``
    theme     the folder it lies in
    default   whether it runs unless asked otherwise: errors and warnings do, advice does not
    needs     what a view must hold for the rule to find anything, any one of these: a record type, a kind of policy
              (``"SPF"``, ``"DKIM"`` …), the name of a problem that readers note, or a key of the configuration
              (``"assume"``, ``"mail.senders"``, ``"mail.mta-sts"``); empty: it always runs
    """

    def __init__(self, module: "ModuleType", theme: str) -> None:
        self._module: ModuleType | None = module
        self._path = module.__name__
        self.name = _slug(module.__name__)
        self.theme = theme
        self.default: bool = getattr(module, "DEFAULT", module.SEVERITY != INFO)
        self.needs: Sequence[str] = getattr(module, "NEEDS", self.types)

    @classmethod
    def to_import(cls, path: str, theme: str, default: bool, needs: "Sequence[str]") -> "Rule":
        """Return a rule whose module (the import path `path`) is imported when it is needed."""
        rule = cls.__new__(cls)
        rule._module, rule._path, rule.name, rule.theme = None, path, _slug(path), theme
        rule.default, rule.needs = default, needs
        return rule

    @property
    def module(self) -> "ModuleType":
        """The module; raises RuleError if it cannot be imported."""
        if self._module is None:
            try:
                self._module = import_module(self._path)
            except ImportError as error:
                raise RuleError(f"the rule {self.name} cannot be imported: {error}") from None
        return self._module

    @property
    def severity(self) -> str:
        """Default severity."""
        severity: str = self.module.SEVERITY
        return severity

    @property
    def types(self) -> "Sequence[str]":
        """Record types that it looks at; its ``check_record``, if it has one, is called for each record of these."""
        types: Sequence[str] = getattr(self.module, "TYPES", ())
        return types

    @property
    def options(self) -> "Mapping[str, object]":
        """Option name -> default value; a value's type is the option's type."""
        options: Mapping[str, object] = getattr(self.module, "OPTIONS", {})
        return options

    @property
    def summary(self) -> str:
        """One line that says what the rule reports."""
        return self.doc.strip().partition("\n")[0].rstrip(".")

    @property
    def doc(self) -> str:
        """The documentation, as the module's docstring has it."""
        return self.module.__doc__ or ""

    @property
    def fixable(self) -> str | None:
        """``"safe"``, ``"unsafe"``, or None when the rule offers no fix."""
        return None

    def __repr__(self) -> str:
        return f"<Rule {self.name}>"


def _slug(path: str) -> str:
    return path.rpartition(".")[2].replace("_", "-")


class Context:
    """What one rule sees of one view.

    namespace  the zones, answering look-ups
    mail       who sends mail for whom
    reverse    addresses and PTRs, matched
    settings   the user's configuration
    options    the rule's own options, defaults filled in
    problems   what discovery and the readers could not accept, in all views
    running    the names of all rules of this run
    """

    __slots__ = ("rule", "namespace", "mail", "reverse", "settings", "options", "severity", "problems", "running")

    def __init__(
        self,
        rule: Rule,
        namespace: "Namespace",
        mail: "Mail",
        reverse: "Reverse",
        settings: "Settings",
        problems: "Sequence[Problem]" = (),
        running: "Collection[str]" = (),
    ) -> None:
        self.rule = rule
        self.namespace = namespace
        self.mail = mail
        self.reverse = reverse
        self.settings = settings
        self.problems = problems
        self.running = running
        self.options: dict[str, object] = {**rule.options, **settings.rules.get(rule.name, {})}
        self.severity: str | None = settings.severity.get(rule.name)

    def finding(
        self,
        at: "Record | Place",
        message: str,
        *,
        field: str = "",
        related: "Sequence[Related]" = (),
        help: str = "",
        severity: str = "",
        owner: str | None = None,
        type: str | None = None,
        zone: str | None = None,
        value: str = "",
        cause: str = "",
        follows: bool = False,
    ) -> Finding:
        """Return a finding of this rule.

        `at` is the record (with `field`: ``"target"``, ``"rdata"``, ``"owner"``, ``"ttl"``, ``"type"``, or
        ``""`` for all of it) or a place without one. Zone, owner, type and value are the record's unless
        given. `severity` overrides the rule's own for this finding; the user's configuration overrides both.
        Findings with the same `cause`, of this rule or of others, are shown as one: of those that are gravest the
        first, and one that `follows` from another only after it.
        """
        record = at if isinstance(at, Record) else at.record
        if record is not None:
            owner = owner or record.owner
            type = type or record.type
            zone = zone or record.zone.origin
            value = value or record.rdata
        return Finding(
            self.rule.name,
            self.severity or severity or self.rule.severity,
            message,
            Place.of(at, field) if isinstance(at, Record) else at,
            related,
            zone,
            owner,
            type,
            help,
            value,
            self.namespace.view,
            cause,
            follows,
        )

    def runs(self, rule: str) -> bool:
        """Tell whether `rule` is one of this run, so that another rule may leave a defect to it."""
        return rule in self.running

    def records(self, rtype: str) -> "Iterator[Record]":
        """Yield every record of `rtype` in the zones of this view that are to be judged."""
        return self.namespace.records(rtype)
