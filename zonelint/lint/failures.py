"""Rules that fail: what a rule raises, or yields that is no finding, is told of, and ends neither it nor the run.

The exception is a lack of memory, which is no rule's fault and would come again at once.
"""

from zonelint.dns.zone import Place
from zonelint.lint.findings import SEVERITIES, Finding, Related
from zonelint.lint.rule import RuleError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.lint.rule import Rule

FAULTS = (Exception, SystemExit)
"""What a rule may raise that is its own fault; MemoryError, which is one of them, is not."""


class Failure:
    """One rule that failed: its name, its package, and the first error, an exception."""

    __slots__ = ("rule", "package", "error")

    def __init__(self, rule: str, package: str, error: BaseException) -> None:
        self.rule = rule
        self.package = package
        self.error = error

    @property
    def message(self) -> str:
        """What went wrong, in one line."""
        if isinstance(self.error, RuleError):
            return f"{self.error} (package {self.package})"
        return f"the rule {self.rule} of the package {self.package} failed: {described(self.error)}"


class Failures:
    """The rules of a run that failed, by name; of each the first failure is kept."""

    def __init__(self) -> None:
        self._by_rule: dict[str, Failure] = {}

    def note(self, rule: "Rule", error: BaseException) -> None:
        """Note that `rule` raised `error`; raises it again if that is no fault of the rule."""
        if isinstance(error, MemoryError):
            raise error
        self._by_rule.setdefault(rule.name, Failure(rule.name, rule.package, error))

    def takes(self, rule: "Rule", finding: object) -> bool:
        """Tell whether `finding` is one that every report can show; else note what is wrong with it."""
        fault = fault_of(finding, rule.name)
        if fault:
            self.note(rule, TypeError(f"a finding of it is left out: {fault}"))
        return not fault

    @property
    def names(self) -> set[str]:
        """The names of the rules that failed."""
        return set(self._by_rule)

    def __iter__(self) -> "Iterator[Failure]":
        return iter(sorted(self._by_rule.values(), key=lambda failure: failure.rule))

    def __len__(self) -> int:
        return len(self._by_rule)


def fault_of(finding: object, rule: str) -> str:
    """Return why `finding` is none that `rule` may yield; empty if it is in order."""
    if not isinstance(finding, Finding):
        return f"it is a {type(finding).__name__}, not a Finding"
    if finding.rule != rule:
        return f"it is one of the rule {finding.rule!r}"
    if finding.severity not in SEVERITIES:
        return f"its severity is {finding.severity!r}"
    if not isinstance(finding.place, Place) or not all(_is_related(related) for related in finding.related):
        return "its place or a related one is not a Place"
    texts = (finding.message, finding.help, finding.value)
    names = (finding.zone, finding.owner, finding.type, finding.view)
    if not all(isinstance(text, str) for text in (*texts, *(name for name in names if name is not None))):
        return "its message, help, value, zone, owner or type is not text"
    return ""


def _is_related(related: object) -> bool:
    return isinstance(related, Related) and isinstance(related.place, Place) and isinstance(related.message, str)


def described(error: BaseException) -> str:
    """Return the type and the words of `error`, and in which function of which file it came up."""
    try:
        words = str(error)
    except Exception:  # it may be a class of the rule's own
        words = ""
    return f"{type(error).__name__}{f': {words}' if words else ''}{_last_frame(error)}"


def _last_frame(error: BaseException) -> str:
    trace = error.__traceback__
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    path = "/".join(code.co_filename.replace("\\", "/").split("/")[-3:])
    return f" in {code.co_name} ({path}:{trace.tb_lineno})"
