"""List the rules with their severity and theme, and whether they run by default."""

from zonelint.commands import UsageError
from zonelint.commands.options import Option
from zonelint.commands.show import show_json, show_lines, table_lines
from zonelint.lint.checking import installed_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.commands.options import Arguments
    from zonelint.lint.failures import Failures
    from zonelint.lint.rule import Rule

USAGE = "zonelint rules [OPTION …] [WORD …]"


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--format", help="default: text", choices=("text", "json"), default="text", short="-f"),
        Option("--verbose", help="show where an internal error of zonelint comes from", short="-v"),
    ]


def run(arguments: "Arguments") -> int:
    """List the rules; returns 0, or 3 if there is one that cannot be imported.

    Words leave those rules whose name, theme or summary has all of them. Raises UsageError if that leaves none.
    """
    rules, failures = _usable(installed_rules().values())
    rules = [rule for rule in rules if all(_is_about(rule, word.lower()) for word in arguments.words)]
    if arguments.words and not rules:
        raise UsageError(f"no rule has {' and '.join(map(repr, arguments.words))} in its name, theme or summary")
    if arguments.format == "json":
        show_json({"rules": [rule_object(rule) for rule in rules]})
    else:
        show_lines(_lines(rules))
    if failures:
        from zonelint.commands.failing import BUG_STATUS, tell

        tell(failures, arguments)
        return BUG_STATUS
    return 0


def _is_about(rule: "Rule", word: str) -> bool:
    return any(word in text.lower() for text in (rule.name, rule.theme, rule.summary))


def _usable(rules: "Iterable[Rule]") -> "tuple[list[Rule], Failures]":
    """Return the rules that can be imported, and why others cannot."""
    from zonelint.lint.failures import Failures
    from zonelint.lint.rule import RuleError

    usable: list[Rule] = []
    failures = Failures()
    for rule in rules:
        try:
            _ = rule.module
            usable.append(rule)
        except RuleError as error:
            failures.note(rule, error)
    return usable, failures


def rule_object(rule: "Rule") -> dict[str, object]:
    """Return `rule` as JSON lists it."""
    return {
        "name": rule.name,
        "theme": rule.theme,
        "severity": rule.severity,
        "default": rule.default,
        "needs_base": rule.needs_base,
        "summary": rule.summary,
        "options": {name: option.as_object() for name, option in rule.options.items()},
        "fixable": rule.fixable,
        "url": rule.url,
    }


def _lines(rules: "list[Rule]") -> "Iterator[str]":
    rows = [[rule.name, rule.severity, _state(rule), rule.summary] for rule in rules]
    head, *lines = table_lines(["rule", "severity", "default", "what it reports"], rows)
    yield head
    theme = ""
    for rule, line in zip(rules, lines, strict=True):
        if rule.theme != theme:
            theme = rule.theme
            yield ""
            yield f"[{theme}]"
        yield line
    yield ""
    count = "1 rule" if len(rules) == 1 else f"{len(rules)} rules"
    yield f"{count} (*: only with --base). zonelint explain RULE shows the documentation of one."


def _state(rule: "Rule") -> str:
    return ("on" if rule.default else "off") + ("*" if rule.needs_base else "")
