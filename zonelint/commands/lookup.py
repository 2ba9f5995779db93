"""Ask the zones a question, as a rule does: show the status, the records, the aliases, or why there is no record."""

import sys

from zonelint.commands import UsageError, inputs
from zonelint.commands.options import Option
from zonelint.commands.show import show_json, show_lines
from zonelint.lint.lookups import Answer, answer, answers, question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.dns.namespace import Namespace as Zones

USAGE = "zonelint lookup [OPTION …] NAME TYPE [PATH …]\n       zonelint lookup [OPTION …] - [PATH …]"


def options() -> list[Option]:
    """Return the options of this command."""
    return [
        Option("--format", help="default: text", choices=("text", "json"), default="text", short="-f"),
        *inputs.options(),
    ]


def run(arguments: "Arguments") -> int:
    """Answer one question, or those on standard input; returns 0 whatever the answer."""
    words = arguments.words
    if words[:1] == [inputs.STDIN]:
        return _answer_lines(arguments, words[1:])
    if len(words) < 2:
        raise UsageError("lookup needs a name and a record type, or `-` for questions on standard input")
    try:
        name, rtype = question(words[0], words[1])
    except ValueError as error:
        raise UsageError(str(error)) from None
    found = inputs.read_inputs(arguments, words[2:])
    found_answers = answers(found.views, name, rtype)
    if arguments.format == "json":
        for each in found_answers:
            show_json({**each.as_object(), **_view_keys(each.views)}, indent=None)
    else:
        show_lines(_lines(found_answers))
    return 0


# -- one question ----------------------------------------------------------------------------------------------------


def _view_keys(views: list[str]) -> dict[str, object]:
    if len(views) > 1:
        return {"view": None, "views": views}
    return {"view": views[0] if views else None}


def _lines(found: "Sequence[Answer]") -> "Iterator[str]":
    from zonelint.output.escape import visible

    for number, each in enumerate(found):
        if number:
            yield ""
        if each.views and len(found) > 1:
            yield visible(f"view {', '.join(each.views)}:")
        for line in _lines_of(each):
            yield visible(line)


def _lines_of(found: Answer) -> "Iterator[str]":
    yield f"{found.name} {found.type}: {found.status}"
    for step in found.chain:
        yield f"  by  {step}"
    for rdata in found.records:
        yield f"  {rdata}" if found.type == "ANY" else f"  {found.type}  {rdata}"
    if found.why:
        yield f"  why  {found.why}"


# -- many questions --------------------------------------------------------------------------------------------------


def _answer_lines(arguments: "Arguments", paths: "Sequence[str]") -> int:
    """Answer each line of standard input with a line: a JSON object."""
    if inputs.STDIN in paths:
        raise UsageError("standard input cannot give both the questions and a zone")
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    zones = inputs.read_inputs(arguments, paths, outside_views=True).views.agreed().namespace
    for line in sys.stdin.buffer:
        show_json(_answer_line(zones, line.decode("utf-8", "replace")), indent=None)
        sys.stdout.flush()  # whoever asks one thing after the other waits for this line
    return 0


def _answer_line(zones: "Zones", line: str) -> dict[str, object]:
    words = line.split()
    if len(words) != 2:
        return {"error": f"expected a name and a type, not {line.strip()!r}"}
    try:
        return answer(zones, *question(*words)).as_object()
    except ValueError as error:
        return {"error": str(error)}
