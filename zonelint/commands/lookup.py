"""Ask the zones a question, as a rule does: show the status, the records, the aliases, or why there is no record."""

import sys

from zonelint.commands import UsageError, inputs
from zonelint.commands.options import Option
from zonelint.commands.show import show_json, show_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.dns.namespace import Answer
    from zonelint.dns.namespace import Namespace as Zones
    from zonelint.lint.views import Views

    Answers = list[tuple[list[str], dict[str, object]]]
    """(views that give the answer, the answer); no views where there are none."""

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
    answers = _differing(found.views, name, rtype)
    if arguments.format == "json":
        for views, answer in answers:
            show_json({**answer, **_view_keys(views)}, indent=None)
    else:
        show_lines(_lines(answers))
    return 0


def question(name: str, rtype: str) -> tuple[str, str]:
    """Return the absolute lower-case name and the type in upper case that a question asks for.

    An address whose PTR is asked for is turned round: ``1.2.3.4.in-addr.arpa.`` for 4.3.2.1.

    Raises ValueError if one of them is none.
    """
    from zonelint.dns.names import NameSyntaxError, absolute, canonical_address, reverse_name
    from zonelint.dns.namespace import ANY
    from zonelint.dns.rdata import canonical_type

    try:
        asked = absolute(name, ".").lower()
    except (NameSyntaxError, UnicodeError) as error:
        raise ValueError(f"{name!r} is not a domain name: {error}") from None
    known = ANY if rtype.upper() == ANY else canonical_type(rtype)
    if known is None:
        raise ValueError(f"{rtype!r} is not a record type that a zone can hold")
    address = canonical_address(name) if known == "PTR" else None
    return reverse_name(address) if address is not None else asked, known


def answer_object(zones: "Zones", name: str, rtype: str) -> dict[str, object]:
    """Return what `zones` answer, as JSON shows it."""
    from zonelint.dns.namespace import ANY

    answer = zones.lookup(name, rtype)
    return {
        "name": name,
        "type": rtype,
        "status": answer.status,
        "records": [record.rdata if rtype != ANY else f"{record.type} {record.rdata}" for record in answer.records],
        "chain": [step.text for step in answer.chain],
        "why": _why(answer),
    }


def _why(answer: "Answer") -> str | None:
    if answer.found and not answer.whole:
        return f"there may be more: {answer.gap}"
    return answer.why or None


# -- one question ----------------------------------------------------------------------------------------------------


def _differing(views: "Views", name: str, rtype: str) -> "Answers":
    answers: Answers = []
    for view in views:
        answer = answer_object(view.namespace, name, rtype)
        those = [each for each in view.names if each is not None]
        for names, known in answers:
            if known == answer:
                names += those
                break
        else:
            answers.append((those, answer))
    number = {name: at for at, name in enumerate(views.names)}
    for names, _ in answers:
        names.sort(key=number.__getitem__)
    return answers


def _view_keys(views: list[str]) -> dict[str, object]:
    if len(views) > 1:
        return {"view": None, "views": views}
    return {"view": views[0] if views else None}


def _lines(answers: "Answers") -> "Iterator[str]":
    from zonelint.output.escape import visible

    for number, (views, answer) in enumerate(answers):
        if number:
            yield ""
        if views and len(answers) > 1:
            yield visible(f"view {', '.join(views)}:")
        for line in _answer_lines_of(answer):
            yield visible(line)


def _answer_lines_of(answer: dict[str, object]) -> "Iterator[str]":
    records, chain = answer["records"], answer["chain"]
    assert isinstance(records, list)
    assert isinstance(chain, list)
    yield f"{answer['name']} {answer['type']}: {answer['status']}"
    for step in chain:
        yield f"  by  {step}"
    for rdata in records:
        yield f"  {rdata}" if answer["type"] == "ANY" else f"  {answer['type']}  {rdata}"
    if answer["why"]:
        yield f"  why  {answer['why']}"


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
        return answer_object(zones, *question(*words))
    except ValueError as error:
        return {"error": str(error)}
