"""What a rule is to the engine, and what a rule sees.

A rule is a module (see rules/): a docstring that is its documentation, a few constants, examples, and a
generator that yields findings. `Rule` reads the module's metadata; `Context` is what the generator gets.
"""

from zonelint.dns.cached import cached_property
from zonelint.dns.modules import module_at
from zonelint.dns.zone import Place, Record
from zonelint.lint.findings import INFO, SEVERITIES, Finding
from zonelint.lint.options import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from types import ModuleType
    from typing import Any

    from zonelint.lint.findings import Related
    from zonelint.lint.fix import Fix
    from zonelint.lint.view import View


BASE = "base"
"""What a rule needs that judges a change: a state before it."""


class RuleError(Exception):
    """A rule that is installed and cannot be used; the message says why."""


class Rule:
    """One rule: its module and the metadata written there.

    name      the slug, which is the module's name with ``-`` for ``_``
    package   the package that it comes with
    theme     the folder it lies in
    default   whether it runs unless asked otherwise: errors and warnings do, advice does not
    needs     what a view must hold for the rule to find anything, any one of these words of `holdings`; empty: it runs
    """

    def __init__(self, module: "ModuleType", theme: str) -> None:
        """Make a rule of `module`; raises RuleError if that is none."""
        fault = _fault_of(module)
        if fault:
            raise RuleError(f"the rule {_slug(module.__name__)} cannot be used: {fault}")
        self._module: ModuleType | None = module
        self._path = module.__name__
        self.name = _slug(module.__name__)
        self.package = _package(module.__name__)
        self.theme = theme
        self.default: bool = getattr(module, "DEFAULT", module.SEVERITY != INFO)
        self.needs: Sequence[str] = (self.name,) if self.reports_problems else getattr(module, "NEEDS", self.types)

    @classmethod
    def to_import(cls, package: str, theme: str, name: str, default: bool, needs: "Sequence[str]") -> "Rule":
        """Return the rule of the module `name` of a theme, which is imported when it is needed."""
        rule = cls.__new__(cls)
        rule._module, rule._path, rule.name = None, f"{package}.{theme}.{name}", name.replace("_", "-")
        rule.package, rule.theme, rule.default, rule.needs = package, theme, default, needs
        return rule

    @property
    def module(self) -> "ModuleType":
        """The module; raises RuleError if it cannot be imported, or is none of a rule."""
        if self._module is None:
            try:
                module = module_at(self._path)
            except MemoryError:
                raise
            except (Exception, SystemExit) as error:  # whatever its author wrote
                words = str(error) if isinstance(error, ImportError) else f"{type(error).__name__}: {error}"
                raise RuleError(f"the rule {self.name} cannot be imported: {words}") from error
            fault = _fault_of(module)
            if fault:
                raise RuleError(f"the rule {self.name} cannot be used: {fault}")
            self._module = module
        return self._module

    @property
    def is_usable(self) -> bool:
        """Whether the module can be imported, and is that of a rule."""
        try:
            return self.module is not None
        except RuleError:
            return False

    @cached_property
    def severity(self) -> str:
        """Default severity."""
        severity: str = self.module.SEVERITY
        return severity

    @cached_property
    def types(self) -> "Sequence[str]":
        """Record types that it looks at; its ``check_record``, if it has one, is called for each record of these."""
        types: Sequence[str] = getattr(self.module, "TYPES", ())
        return types

    @cached_property
    def judges_records(self) -> bool:
        """Whether it judges records one by one: it has a ``check_record``."""
        return hasattr(self.module, "check_record")

    @cached_property
    def reports_problems(self) -> bool:
        """Whether it reports what readers note under its name, and has no check of its own."""
        return bool(getattr(self.module, "PROBLEMS", False))

    @property
    def needs_base(self) -> bool:
        """Whether it judges a change, and so finds nothing where no state before is compared."""
        return BASE in self.needs

    @cached_property
    def options(self) -> "Mapping[str, Option]":
        """What the user may choose about it, by name."""
        options: Mapping[str, Option] = getattr(self.module, "OPTIONS", {})
        return options

    @cached_property
    def defaults(self) -> "Mapping[str, Any]":
        """Option name -> its value, as the rule gets it, where the user chooses none."""
        return {name: option.value(option.default) for name, option in self.options.items()}

    @property
    def summary(self) -> str:
        """One line that says what the rule reports."""
        return self.doc.strip().partition("\n")[0].rstrip(".")

    @property
    def doc(self) -> str:
        """The documentation, as the module's docstring has it."""
        from zonelint.lint.docstrings import docstring_of

        return docstring_of(self.module) or _NO_DOC

    @property
    def fixable(self) -> str | None:
        """``"safe"``, ``"unsafe"``, or None when the rule offers no fix: what its examples show.

        ``FIXED`` holds what safe fixes make of the first examples of ``BAD``, ``FIXED_UNSAFE`` what any fixes make.
        """
        from zonelint.lint.fix import SAFE, UNSAFE

        module = self.module
        return SAFE if hasattr(module, "FIXED") else UNSAFE if hasattr(module, "FIXED_UNSAFE") else None

    @property
    def url(self) -> str | None:
        """The address of its page on the web, or None: `zonelint explain` shows its documentation."""
        return None

    def __repr__(self) -> str:
        return f"<Rule {self.name}>"


_NO_DOC = "It has no documentation."


def _slug(path: str) -> str:
    return path.rpartition(".")[2].replace("_", "-")


def _package(path: str) -> str:
    """Return the package of the import path PACKAGE.THEME.RULE."""
    return ".".join(path.split(".")[:-2]) or path


def _lasting(record: Record) -> str:
    """Return the RDATA of `record`; of an SOA without the serial, which changes with every edit of the zone."""
    if record.type != "SOA":
        return record.rdata
    words = record.words
    return " ".join((*words[:2], *words[3:]))


def _fault_of(module: "ModuleType") -> str:
    """Return what keeps `module` from being a rule; empty if it is one."""
    if getattr(module, "SEVERITY", None) not in SEVERITIES:
        return f"its SEVERITY is to be one of {', '.join(SEVERITIES)}"
    for name in ("TYPES", "NEEDS"):
        words = getattr(module, name, ())
        if not isinstance(words, tuple | list | set | frozenset) or not all(isinstance(word, str) for word in words):
            return f"its {name} is to be a tuple of texts"
    options = getattr(module, "OPTIONS", {})
    if not isinstance(options, dict) or not all(isinstance(option, Option) for option in options.values()):
        return "its OPTIONS is to be a dictionary with an Option for each name"
    if hasattr(module, "PROBLEMS"):
        return _fault_of_problems(module)
    wanted = "check_record" if hasattr(module, "check_record") else "check"
    if not callable(getattr(module, wanted, None)):
        return "it has neither a function check nor check_record"
    if wanted == "check_record" and not getattr(module, "TYPES", ()):
        return "it has a function check_record and no TYPES to call it for"
    return ""


def _fault_of_problems(module: "ModuleType") -> str:
    if module.PROBLEMS is not True:
        return "its PROBLEMS is to be True, or not there"
    more = [name for name in ("check", "check_record", "TYPES", "NEEDS") if hasattr(module, name)]
    return f"with PROBLEMS there is no {more[0]}" if more else ""


class Context:
    """What one rule sees of one view.

    namespace  the zones, answering look-ups
    mail       who sends mail for whom
    reverse    addresses and PTRs, matched
    targets    where the targets of records lead, each name looked up once
    settings   the user's configuration
    options    the rule's own options by name, as the user chose them, else their defaults
    problems   what discovery and the readers could not accept: in the zones of this view, or in none
    running    the names of all rules of this run
    change     what is different from the state before a change; None where nothing is compared
    """

    __slots__ = (
        "rule", "namespace", "mail", "reverse", "targets", "settings", "options", "severity", "problems", "running",
        "change",
    )  # fmt: skip

    def __init__(self, rule: Rule, view: "View", running: "Collection[str]" = ()) -> None:
        self.rule = rule
        self.namespace, self.mail, self.reverse, self.targets, self.problems = view.parts
        self.settings = settings = view.settings
        self.running = running
        self.change = view.change
        self.options: Mapping[str, Any] = rule.defaults
        if rule.name in settings.rules:
            chosen = settings.rules[rule.name]
            self.options = {**rule.defaults, **{name: rule.options[name].value(chosen[name]) for name in chosen}}
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
        habit: str = "",
        follows: bool = False,
        fix: "Fix | None" = None,
        is_before: bool = False,
    ) -> Finding:
        """Return a finding of this rule.

        `at` is the record (with `field`: ``"target"``, ``"rdata"``, ``"owner"``, ``"ttl"``, ``"type"``, or
        ``""`` for all of it) or a place without one. Zone, owner, type and value are the record's unless
        given. `severity` overrides the rule's own for this finding; the user's configuration overrides both.
        Findings with the same `cause`, of this rule or of others, are shown as one: of those that are gravest the
        first, and one that `follows` from another only after it. So are many of one rule and folder with the same
        `habit`, or without one, but with the same help. `fix` is what would mend it. One that `is_before`
        stands in the files before the change, at a place that is gone with it.
        """
        record = at if isinstance(at, Record) else at.record
        if record is not None:
            owner = owner or record.owner
            type = type or record.type
            zone = zone or record.zone.origin
            value = value or _lasting(record)
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
            habit,
            follows,
            fix,
            is_before,
        )

    def runs(self, rule: str) -> bool:
        """Tell whether `rule` is one of this run, so that another rule may leave a defect to it."""
        return rule in self.running

    def records(self, rtype: str) -> "Iterator[Record]":
        """Yield every record of `rtype` in the zones of this view that are to be judged."""
        return self.namespace.judged_records(rtype)
