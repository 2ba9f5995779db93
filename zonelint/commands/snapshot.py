"""Ask a resolver for what is not in the zones, and save the answers in a file for `assume`.

The look-ups are those of `check` and `senders`. This is the only command that uses the network.
"""

import os
import sys
from collections import Counter

from zonelint.commands import UsageError, inputs
from zonelint.commands.check import rule_names, rule_options
from zonelint.commands.options import Option
from zonelint.commands.outputs import write_file
from zonelint.commands.show import show_lines
from zonelint.commands.snapshot_file import SnapshotFile
from zonelint.files.snapshot_texts import STALE_RULE, body, by_name, days_between, head, line_of, max_age_of
from zonelint.files.zone_files import SNAPSHOT_NAME
from zonelint.lint.checking import chosen_rules, installed_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.files.snapshot_texts import Question
    from zonelint.lint.rule import Rule
    from zonelint.snapshot.resolver import Reply
    from zonelint.snapshot.rounds import Inquiry

USAGE = "zonelint snapshot [OPTION …] [PATH …]"

DEFAULT_SECONDS = 3.0
DEFAULT_QUESTIONS = 1000
_MOST_SHOWN = 20
_SYSTEM = "the system's resolver"


def options() -> list[Option]:
    """Return the options of this command."""
    resolver = f"ADDRESS[:PORT]; an IPv6 address with a port is written [ADDRESS]:PORT; default: {_SYSTEM}"
    return [
        Option("--resolver", "ADDRESS", f"the resolver to ask, {resolver}", check=_server),
        Option("--timeout", "SECONDS", "how long to wait for a response; default: 3", check=_seconds),
        Option(
            "--max-questions",
            "N",
            "ask nothing if there are more than N questions; default: 1000",
            check=_number,
        ),
        Option(
            "--output",
            "FILE",
            f"the file for the answers, `-`: standard output; default: the file of `assume` that this command "
            f"wrote, else {SNAPSHOT_NAME} beside the configuration",
            short="-o",
        ),
        Option("--refresh", help="set today's date on all answers, not only on those that are getting old"),
        Option("--dry-run", help="print the questions, and ask nothing"),
        *rule_options(),
        *inputs.options(),
    ]


def _server(text: str) -> tuple[str, int]:
    from zonelint.snapshot.resolver import server_of

    return server_of(text)


def _seconds(text: str) -> float:
    number = float(text) if text.replace(".", "", 1).isdigit() and text.isascii() else 0.0
    if not 0 < number <= 60:
        raise ValueError(f"must be a number of seconds up to 60, not {text!r}")
    return number


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text) > 0):
        raise ValueError(f"must be a number from 1 to 9999999, not {text!r}")
    return int(text)


def run(arguments: "Arguments") -> int:
    """Ask, and write the file; returns 0, or 3 if a rule failed: what it looks up is not asked for then, but kept.

    Raises UsageError or OSError where nothing can be asked or written.
    """
    if os.environ.get("PRE_COMMIT"):
        raise UsageError("a hook must not use the network: run `zonelint snapshot` by hand, and commit what it writes")
    rules = installed_rules()
    file = SnapshotFile(arguments.output)
    found = inputs.read_inputs(arguments, arguments.words, adjust=file.choose)
    inquiry = _begin(found, arguments, rules, file)
    if arguments.dry_run:
        _show_questions(inquiry)
        return _status(inquiry, arguments)
    _ask_all(inquiry, arguments)
    if not inquiry.asked:
        _say("there is nothing to ask: no look-up is unknown")
    else:
        _tell_answers(inquiry)
    if inquiry.asked or file.earlier.records or file.earlier.absences or file.is_awaited:
        _write(inquiry, file, arguments, rules)
    return _status(inquiry, arguments)


def _status(inquiry: "Inquiry", arguments: "Arguments") -> int:
    if not inquiry.failures:
        return 0
    from zonelint.commands.failing import BUG_STATUS, tell

    tell(inquiry.failures, arguments)
    return BUG_STATUS


def _begin(found: inputs.Inputs, arguments: "Arguments", rules: "Mapping[str, Rule]", file: SnapshotFile) -> "Inquiry":
    """Return what is not known without the file that is to be written anew."""
    from zonelint.snapshot.rounds import Inquiry

    chosen = chosen_rules(found, rules, **rule_names(arguments))
    by_hand = [zone for zone in found.zone_set.assumed if zone.source is None or not file.is_at(zone.source)]
    return Inquiry(found.views, by_hand, [rules[name] for name in rules if name in chosen], file.earlier)


# -- asking ----------------------------------------------------------------------------------------------------------


def _ask_all(inquiry: "Inquiry", arguments: "Arguments") -> None:
    """Ask until nothing new comes up; raises UsageError before the first question if there are too many."""
    from zonelint.snapshot.resolver import Resolver, can_ask, system_servers
    from zonelint.snapshot.rounds import MAX_ROUNDS

    most = arguments.max_questions or DEFAULT_QUESTIONS
    questions = inquiry.questions(can_ask)
    if len(questions) > most:
        raise UsageError(_too_many(questions, most))
    if not questions:
        return
    servers = [arguments.resolver] if arguments.resolver is not None else system_servers()
    resolver = Resolver(servers, arguments.timeout or DEFAULT_SECONDS)

    def ask(asked: "Sequence[Question]") -> "list[Reply]":
        left = most - len(inquiry.asked) if rounds <= MAX_ROUNDS else 0
        return resolver.ask(asked[:left]) + _unasked(asked[left:])

    rounds = 0
    while questions:
        rounds += 1
        inquiry.learn(questions, ask)
        if inquiry.failed.keys() >= set(inquiry.asked):
            why = inquiry.failed[questions[0]]
            raise UsageError(
                f"none of {_count(questions, 'question')} was answered, nothing is written: {why}; "
                f"asked was {_resolver(arguments)}, --resolver names another"
            )
        questions = inquiry.questions(can_ask)


def _unasked(questions: "Sequence[Question]") -> "list[Reply]":
    from zonelint.snapshot.resolver import FAILED, Reply

    return [Reply(FAILED, name, (), "it was not asked: it would be one question too many") for name, _ in questions]


def _too_many(questions: "Sequence[Question]", most: int) -> str:
    types = ", ".join(f"{count} {rtype}" for rtype, count in Counter(rtype for _, rtype in questions).most_common(3))
    return (
        f"there are {len(questions)} questions ({types}), and nothing was asked: --max-questions allows {most}. "
        "Raise it, or narrow the questions with --select, --ignore or --view; --dry-run shows them"
    )


def _show_questions(inquiry: "Inquiry") -> None:
    """Print the questions; what the earlier answers led on to is among them."""
    from zonelint.snapshot.resolver import can_ask

    while questions := inquiry.questions(can_ask):
        inquiry.learn(questions, _unasked)
    show_lines(f"{name} {rtype}" for name, rtype in by_name(inquiry.asked))
    _say(f"{_count(inquiry.asked, 'question')}, and more that depend on the answers; nothing was asked")


# -- what came of it -------------------------------------------------------------------------------------------------


def _tell_answers(inquiry: "Inquiry") -> None:
    from zonelint.snapshot.shares import MAX_PER_NAME

    absent = [question for question in by_name(inquiry.absences) if question not in inquiry.failed]
    _say(
        f"{_count(inquiry.asked, 'question')} asked: {len(absent)} without such records, "
        f"{len(inquiry.failed)} without an answer"
    )
    gone = set(inquiry.gone())
    _list(
        f"{name} {rtype}: {inquiry.absences[name, rtype]}{', and it was there before' * ((name, rtype) in gone)}"
        for name, rtype in absent
    )
    _list(
        f"warning: {name} leads to {left + MAX_PER_NAME} questions, and {MAX_PER_NAME} of them were asked"
        for name, left in sorted(inquiry.shares.cut.items())
    )
    kept = {entry[:2] for entry in inquiry.kept}
    _list(
        f"{name} {rtype}: no answer: {inquiry.failed[name, rtype]}"
        f"{'; the earlier records are kept' * (not kept.isdisjoint({(name, rtype), (name, 'CNAME')}))}"
        for name, rtype in by_name(inquiry.failed)
    )
    _list(
        f"{line_of(entry)}: left out, because it cannot be read again: {why}" for entry, why in inquiry.refused.items()
    )


def _write(inquiry: "Inquiry", file: SnapshotFile, arguments: "Arguments", rules: "Mapping[str, Rule]") -> None:
    from zonelint.config.today import today
    from zonelint.snapshot.rounds import dated

    day = today().isoformat()
    limit = _renewed_after(inquiry, rules)

    def is_fresh(seen: str | None) -> bool:
        return seen is not None and not arguments.refresh and 0 <= days_between(seen, day) <= limit

    snapshot = dated(inquiry, day, is_fresh)
    _list(f"{name} {rtype}: removed, because nothing asks for it any more" for name, rtype in inquiry.dropped())
    text = body(snapshot)
    if file.is_stdout:
        sys.stdout.write(head(day, _resolver(arguments)) + text)
        return
    if file.exists and text == file.earlier.body:
        _say(f"{file.shown} is left as it is: nothing in it has changed")
    else:
        write_file(file.path, head(day, _resolver(arguments)) + text)
        new = [entry for entry in snapshot.records if entry not in file.earlier.records]
        old = [entry for entry in file.earlier.records if entry not in snapshot.records]
        _say(f"{file.shown} is written: {_count(snapshot.records, 'record')}, {len(new)} new, {len(old)} removed")
    if file.hint:
        _say(file.hint)


def _renewed_after(inquiry: "Inquiry", rules: "Mapping[str, Rule]") -> int:
    """Return from how many days on a day is renewed: long before the rule about old entries speaks."""
    return max_age_of(inquiry.settings.rules) // 3 if STALE_RULE in rules else 0


def _resolver(arguments: "Arguments") -> str:
    if arguments.resolver is None:
        return _SYSTEM
    from zonelint.snapshot.resolver import DNS_PORT

    address, port = arguments.resolver
    return address if port == DNS_PORT else f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _count(things: "Collection[object]", word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


def _list(lines: "Iterable[str]") -> None:
    """Say the first of `lines`, and how many are left out."""
    told = list(lines)
    for line in told[:_MOST_SHOWN]:
        _say(line)
    if len(told) > _MOST_SHOWN:
        _say(f"and {len(told) - _MOST_SHOWN} more like this")


def _say(text: str) -> None:
    from zonelint.output.escape import visible

    sys.stderr.write(f"zonelint: {visible(text)}\n")
