"""Explain a rule, or a bounce: paste the reply of a mail server, and see what causes it in these zones."""

import os
import sys

from zonelint.commands import UsageError, inputs
from zonelint.commands.options import Option
from zonelint.commands.show import show_json, show_lines
from zonelint.lint.checking import installed_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.lint.rule import Rule
    from zonelint.mail.bounces.catalogue import Catalogue

USAGE = """zonelint explain [OPTION …] RULE
       zonelint explain [OPTION …] TEXT|- [PATH …]

RULE is the name of a rule. zonelint shows its documentation.

TEXT is a bounce, a reply of a mail server, a line of a log, a status code such as 5.7.25, or a description in your
own words. Put it in quotes, or use - and send the text to standard input. zonelint runs the rules that can explain
the text on the zones in the PATHs, and shows the findings about the address or the domain in the text. Without a
PATH it uses the zones of the configuration, else those in the current folder. If TEXT has no quotes, the words at its
end that are paths of files or folders count as PATHs."""

_WIDTH = 88
_NOT_RECOGNISED = 1
_MOST_SHOWN = 60


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--format", help="default: text", choices=("text", "json"), default="text", short="-f"),
        inputs.color_option(),
        *inputs.options(),
    ]


def run(arguments: "Arguments") -> int:
    """Show the rule that is named, or what the text means; returns 0, or 1 if what is given is neither."""
    if not arguments.words:
        raise UsageError("explain needs the name of a rule, or a text: see zonelint explain --help")
    text, paths = split(arguments.words)
    rules = installed_rules()
    rule = rules.get(text.strip().lower().replace("_", "-"))
    if rule is not None:
        if paths:
            raise UsageError(f"explain RULE takes no PATH; zonelint check --select {rule.name} runs it")
        _show(rule, arguments.format)
        return 0
    from zonelint.mail.bounces.catalogue import load, recognise

    if not paths and _is_misspelt_rule(text, rules):
        sys.stderr.write(f"zonelint: {_not_recognised(text, rules, load())}\n")
        return _NOT_RECOGNISED
    if text == inputs.STDIN:
        text = _from_stdin(paths)
    catalogue = load()
    from zonelint.commands.replies import explain

    status = explain(recognise(text, catalogue), rules, arguments, paths)
    if status is None:
        sys.stderr.write(f"zonelint: {_not_recognised(text, rules, catalogue)}\n")
        return _NOT_RECOGNISED
    return status


def split(words: "Sequence[str]") -> "tuple[str, Sequence[str]]":
    """Return the text and the paths in `words`.

    A first word with a blank in it was in quotes: what follows are paths. Else they are words of a text without quotes,
    and only those at the end that exist are paths.
    """
    first = words[0]
    if first == inputs.STDIN or len(first.split()) > 1:
        return first, words[1:]
    end = len(words)
    while end > 1 and os.path.exists(words[end - 1]):
        end -= 1
    return " ".join(words[:end]), words[end:]


def _from_stdin(paths: "Sequence[str]") -> str:
    from zonelint.mail.bounces.text import MAX_OCTETS, decode

    if inputs.STDIN in paths:
        raise UsageError("standard input is the text: it cannot be a zone as well")
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    octets = sys.stdin.buffer.read(MAX_OCTETS + 1)
    if len(octets) > MAX_OCTETS:
        sys.stderr.write("zonelint: the text is long: only its first MiB is used\n")
    return decode(octets)


def _is_misspelt_rule(text: str, rules: "Mapping[str, Rule]") -> bool:
    """Tell whether `text` is no reply but very likely meant as the name of a rule: ``spf-mising``."""
    from difflib import get_close_matches

    word = text.strip().lower().replace("_", "-")
    return "-" in word and len(word.split()) == 1 and bool(get_close_matches(word[:80], rules, 1, 0.8))


def _not_recognised(text: str, rules: "Mapping[str, Rule]", catalogue: "Catalogue") -> str:
    from zonelint.output.escape import visible

    if not text.strip():
        return "not recognised: there is no text; paste a bounce, or name a rule"
    first = text.strip().partition("\n")[0]
    shown = first[:_MOST_SHOWN] + ("…" if len(first) > _MOST_SHOWN or first != text.strip() else "")
    shown = f"'{visible(shown)}'"
    if len(text.split()) > 1:
        unknown = "is not a known reply, and names no address or domain of the zones"
        return f"not recognised: {shown} {unknown}; {_near_replies(text, catalogue)}"
    return f"not recognised: {shown} is not a rule; {_near_rules(text, rules)}"


def _near_replies(text: str, catalogue: "Catalogue") -> str:
    from zonelint.mail.bounces.catalogue import nearest

    near = [f'"{reply.says[0]}" ({reply.receiver})' for reply in nearest(text, catalogue)]
    if near:
        return f"the nearest known replies: {', '.join(near)}"
    return "paste the whole reply of the receiver, with its code; zonelint rules lists the rules"


def _near_rules(text: str, rules: "Mapping[str, Rule]") -> str:
    from difflib import get_close_matches

    word = text.strip().lower().replace("_", "-")
    parts = [name for name in rules if word and (word in name or name in word)]
    close = list(dict.fromkeys([*get_close_matches(word[:80], rules, 3), *parts]))[:3]
    return f"did you mean {', '.join(close)}?" if close else "zonelint rules lists the rules"


def _object(rule: "Rule") -> dict[str, object]:
    from zonelint.commands.rules import rule_object
    from zonelint.lint.examples import KINDS, examples

    shown: dict[str, object] = {
        **rule_object(rule),
        "types": list(rule.types),
        "documentation": rule.doc.strip(),
    }
    for kind in KINDS:
        shown[kind.lower()] = [dict(files) for files, _ in examples(rule, kind)]
    if rule.needs_base:
        for kind in KINDS:
            shown[f"{kind.lower()}_before"] = [dict(before or {}) for _, before in examples(rule, kind)]
    return shown


# -- as text ---------------------------------------------------------------------------------------------------------


def _show(rule: "Rule", form: str) -> None:
    if form == "json":
        show_json(_object(rule))
    else:
        show_lines(_lines(rule))


def _lines(rule: "Rule") -> "Iterator[str]":
    from zonelint.lint.examples import BAD, GOOD

    state = "on by default" if rule.default else f"off by default: --extend-select {rule.name} turns it on"
    if rule.needs_base:
        state += " · only with --base"
    yield rule.name
    yield f"{rule.severity} · theme {rule.theme} · {state}"
    for paragraph in rule.doc.strip().split("\n\n"):
        yield ""
        yield from _wrapped(paragraph)
    yield from _option_lines(rule)
    yield from _example("Reported", rule, BAD)
    yield from _example("Not reported", rule, GOOD)


def _option_lines(rule: "Rule") -> "Iterator[str]":
    from json import dumps
    from textwrap import wrap

    if rule.options:
        yield ""
        yield f"Options, in [rules.{rule.name}] of the configuration:"
    for name, option in rule.options.items():
        yield f"  {name} = {dumps(option.default)}"
        for line in wrap(f"{option.wanted}: {option.doc}", _WIDTH - 4):
            yield f"    {line}"


def _wrapped(paragraph: str) -> "Iterator[str]":
    """Yield a paragraph of a docstring in lines of moderate length; one with indented lines stays as it is."""
    from textwrap import wrap

    lines = paragraph.split("\n")
    if any(line[:1] in (" ", "-", "*") for line in lines):
        yield from lines
    else:
        yield from wrap(" ".join(lines), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _example(title: str, rule: "Rule", kind: str) -> "Iterator[str]":
    """Yield the first of the examples, file by file; of a change first what was otherwise before it."""
    from zonelint.lint.examples import examples

    found = examples(rule, kind)
    if not found:
        return
    yield ""
    yield f"{title}:"
    files, before = found[0]
    for path, text in (before or {}).items():
        yield from _file(f"{path}, before the change", text if text is not None else "(it is not there)")
    for path, text in files.items():
        yield from _file(path, text)
    for path in before or {}:
        if path not in files:
            yield from _file(path, "(it is not there)")


def _file(title: str, text: str) -> "Iterator[str]":
    yield ""
    yield f"  {title}"
    for line in text.rstrip("\n").split("\n"):
        yield f"    {line}".rstrip()
