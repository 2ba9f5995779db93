"""List the rules with their severity and theme, and whether they run by default."""

from zonelint.commands import UsageError
from zonelint.commands.check import installed_rules
from zonelint.commands.show import show_json, show_lines, table_lines
from zonelint.options import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.options import Arguments
    from zonelint.rule import Rule

USAGE = "zonelint rules [OPTION …]"


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--format", help="default: text", choices=("text", "json"), default="text"),
        Option("--verbose", help="show where an error of zonelint itself came from", short="-v"),
    ]


def run(arguments: "Arguments") -> int:
    """List the rules; returns 0."""
    if arguments.words:
        raise UsageError(f"rules takes no arguments, such as {arguments.words[0]!r}; see zonelint explain RULE")
    rules = list(installed_rules().values())
    if arguments.format == "json":
        show_json({"rules": [rule_object(rule) for rule in rules]})
    else:
        show_lines(_lines(rules))
    return 0


def rule_object(rule: "Rule") -> dict[str, object]:
    """Return `rule` as JSON lists it. It has no page on the web: `zonelint explain` shows its documentation."""
    return {
        "name": rule.name,
        "theme": rule.theme,
        "severity": rule.severity,
        "default": rule.default,
        "summary": rule.summary,
        "fixable": rule.fixable,
        "url": None,
    }


def _lines(rules: "list[Rule]") -> "Iterator[str]":
    rows = [[rule.name, rule.severity, "on" if rule.default else "off", rule.summary] for rule in rules]
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
    yield f"{len(rules)} rules. zonelint explain RULE shows the documentation of one."
