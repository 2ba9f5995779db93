"""Show the documentation of a rule: what it reports, why that hurts, how to mend it, with an example."""

import sys

from zonelint.commands import UsageError
from zonelint.commands.check import installed_rules
from zonelint.commands.show import show_json, show_lines
from zonelint.options import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zonelint.options import Arguments
    from zonelint.rule import Rule

USAGE = "zonelint explain [OPTION …] RULE"

_WIDTH = 88
_NOT_RECOGNISED = 1


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--format", help="default: text", choices=("text", "json"), default="text"),
        Option("--verbose", help="show where an error of zonelint itself came from", short="-v"),
    ]


def run(arguments: "Arguments") -> int:
    """Show the rule that is named; returns 0, or 1 if what is given is none."""
    if not arguments.words:
        raise UsageError("explain needs the name of a rule; zonelint rules lists them")
    text = " ".join(arguments.words).strip()
    rules = installed_rules()
    rule = rules.get(text.lower().replace("_", "-"))
    if rule is None:
        sys.stderr.write(f"zonelint: {_not_recognised(text, rules)}\n")
        return _NOT_RECOGNISED
    if arguments.format == "json":
        show_json(_object(rule))
    else:
        show_lines(_lines(rule))
    return 0


def _not_recognised(text: str, rules: "Mapping[str, Rule]") -> str:
    from difflib import get_close_matches

    from zonelint.output.escape import visible

    first = text.partition("\n")[0]
    shown = first[:60] + ("…" if len(first) > 60 or first != text else "")
    word = text.lower().replace("_", "-")
    parts = [name for name in rules if word and (word in name or name in word)]
    close = list(dict.fromkeys([*get_close_matches(word[:80], rules, 3), *parts]))[:3]
    hint = f"do you mean {', '.join(close)}?" if close else "zonelint rules lists the rules"
    return f"not recognised: {visible(shown)!r} is no rule; {hint}"


def examples(rule: "Rule", kind: str) -> "Sequence[Mapping[str, str]]":
    """Return the examples of `kind`, ``"BAD"`` or ``"GOOD"``: file name -> text of each."""
    found: Sequence[Mapping[str, str]] = getattr(rule.module, kind, ())
    return found


def _object(rule: "Rule") -> dict[str, object]:
    from zonelint.commands.rules import rule_object

    return {
        **rule_object(rule),
        "types": list(rule.types),
        "options": dict(rule.options),
        "documentation": rule.doc.strip(),
        "bad": [dict(example) for example in examples(rule, "BAD")],
        "good": [dict(example) for example in examples(rule, "GOOD")],
    }


# -- as text ---------------------------------------------------------------------------------------------------------


def _lines(rule: "Rule") -> "Iterator[str]":
    state = "on by default" if rule.default else f"off by default: --extend-select {rule.name} turns it on"
    yield rule.name
    yield f"{rule.severity} · theme {rule.theme} · {state}"
    for paragraph in rule.doc.strip().split("\n\n"):
        yield ""
        yield from _wrapped(paragraph)
    if rule.options:
        yield ""
        yield f"Options, in [rules.{rule.name}] of the configuration:"
        for name, value in rule.options.items():
            yield f"  {name} = {_toml(value)}"
    yield from _example("Reported", examples(rule, "BAD"))
    yield from _example("Not reported", examples(rule, "GOOD"))


def _wrapped(paragraph: str) -> "Iterator[str]":
    """Yield a paragraph of a docstring in lines of moderate length; one with indented lines stays as it is."""
    from textwrap import wrap

    lines = paragraph.split("\n")
    if any(line[:1] in (" ", "-", "*") for line in lines):
        yield from lines
    else:
        yield from wrap(" ".join(lines), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _toml(value: object) -> str:
    from json import dumps

    return dumps(sorted(value) if isinstance(value, set | frozenset) else value)


def _example(title: str, found: "Sequence[Mapping[str, str]]") -> "Iterator[str]":
    """Yield the first of the examples, file by file."""
    if not found:
        return
    yield ""
    yield f"{title}:"
    for path, text in found[0].items():
        yield ""
        yield f"  {path}"
        for line in text.rstrip("\n").split("\n"):
            yield f"    {line}".rstrip()
