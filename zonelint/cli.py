"""The command line: which command is meant, and what goes wrong as one line and an exit status.

Nothing is imported here that a run can do without: a hook pays for it on every commit.
"""

import sys

from zonelint._version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

COMMANDS = ("check", "changes", "fix", "inventory", "senders", "lookup", "explain", "rules", "snapshot", "init")
RESERVED = ("report", "lsp")
"""Words that are to be commands. A folder of such a name is written with ``./``, today as well."""
WITH_VALUE = frozenset((
    "--add-ignore", "--address", "--base", "--baseline", "--color", "--config", "--exclude", "--extend-select",
    "--fail-on", "--for", "--format", "--head", "--ignore", "--jobs", "--max-questions", "--new-zone", "--origin",
    "--output", "--resolver", "--root", "--select", "--severity", "--stdin-filename", "--timeout", "--view",
    "--write-baseline", "--zone", "-f", "-o",
))  # fmt: skip
"""Options of any command that the next word belongs to. Options may stand before the command and between paths."""

USAGE_STATUS = 2
BUG_STATUS = 3
# As shells report programs that these signals ended.
INTERRUPTED_STATUS = 130
BROKEN_PIPE_STATUS = 141

HELP = """\
usage: zonelint [check] [OPTION …] [PATH …]
       zonelint COMMAND [OPTION …] …

Checks DNS zones, forward and reverse zones together. It asks no name server.

  check [PATH …]               check the zones; this is the default command
  changes --base REV [PATH …]  show what a change does: records, and what becomes of mail
  fix [PATH …]                 write what is missing, delete what stands twice: where it is certain how
  inventory [PATH …]           list which file holds which zone, and which files are ignored
  senders [PATH …]             list the addresses that send mail, and whether strict receivers accept them
  lookup NAME TYPE [PATH …]    show what the zones answer; `lookup -` reads questions from standard input
  explain RULE                 show the documentation of a rule
  explain TEXT|- [PATH …]      explain a bounce or a reply of a mail server, and find its cause in the zones
  rules                        list all rules
  snapshot [PATH …]            ask a resolver for what is not in the zones, and save the answers in a file;
                               no other command uses the network
  init [FOLDER]                write a configuration that fits the zones in the folder

PATH is a folder, a zone file, a named.conf, or `-` for one zone on standard input. Without a PATH, zonelint checks
the `sources` of the configuration, else the current folder. With a configuration, a PATH only limits what is reported.

zonelint COMMAND --help shows the options of a command. --version shows the version.
Exit status: 0 nothing found, 1 findings, 2 wrong options or configuration, 3 a bug in zonelint or in a rule.
"""


def main(argv: "Sequence[str] | None" = None) -> int:
    """Run the command line `argv` and return the exit status; see HELP for what it means.

    Without `argv` this is the program: it takes the process's own command line, and ends the process.
    """
    status = run(sys.argv[1:] if argv is None else argv)
    if argv is None:
        import os

        # Everything is written. To free what was read, record by record, would take a tenth of the run.
        os._exit(status)
    return status


def run(argv: "Sequence[str]") -> int:
    """Run the command line `argv`, and say what goes wrong in one line; returns the exit status."""
    import gc

    # A run frees next to nothing before it ends, and looking for garbage among a million records takes seconds.
    was_enabled = gc.isenabled()
    gc.disable()
    streams = sys.stdout, sys.stderr
    try:
        _prepare_streams()
        status = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        status = BROKEN_PIPE_STATUS
    except KeyboardInterrupt:
        status = INTERRUPTED_STATUS
    except Exception as error:  # the last resort: whatever it is, the user gets one line
        status = _failed(error, verbose=any(map(_is_verbose, argv)))
    sys.stdout, sys.stderr = streams
    if was_enabled:
        gc.enable()
    return status


def _run(words: "Sequence[str]") -> int:
    command, given, rest = split(words)
    names = [name for name, _ in given]
    if "--version" in names:
        sys.stdout.write(f"zonelint {__version__}\n")
        return 0
    if not command and rest[:1] == ["help"]:
        command, wants_help = _helped(rest)
    else:
        wants_help = "--help" in names or "-h" in names
    if wants_help and not command:
        sys.stdout.write(HELP)
        return 0
    _guard_streams()
    from zonelint.dns.modules import module_at

    module = module_at(f"zonelint.commands.{command or 'check'}")
    if wants_help:
        sys.stdout.writelines(line + "\n" for line in help_of(module))
        return 0
    from zonelint.commands.options import parse

    arguments = parse(module.options(), given, rest)
    if not command and rest:
        _check_word(rest[0])
    status: int = module.run(arguments)
    return status


def _helped(words: "Sequence[str]") -> tuple[str, bool]:
    """Return the command that ``help COMMAND`` asks about, if any, and whether `words` ask for help at all."""
    import os

    if os.path.lexists("help"):
        return "", False  # a folder of zones may be called so
    return next((word for word in words[1:] if word in COMMANDS), ""), True


def _check_word(word: str) -> None:
    """Raise UsageError if `word`, the first that is no option, is not a path and nearly a command."""
    import os

    if word == "-" or os.path.lexists(word):
        return
    from zonelint.commands import UsageError
    from zonelint.dns.typos import suggestion

    hint = suggestion(word, COMMANDS)
    if hint:
        raise UsageError(f"{word} is not a command, and there is no such file or folder{hint}")


def split(words: "Sequence[str]") -> "tuple[str, list[tuple[str, str | None]], list[str]]":
    """Return the command, the options with their values, and the other words; the command is empty if none is named.

    Raises UsageError for a word that is to be a command one day.
    """
    command = ""
    options: list[tuple[str, str | None]] = []
    rest: list[str] = []
    remaining = iter(words)
    for word in remaining:
        if word == "--":
            rest += remaining
        elif word.startswith("-") and word != "-":
            options += _options_in(word, remaining)
        elif command or rest:
            rest.append(word)
        elif word in RESERVED:
            from zonelint.commands import UsageError

            raise UsageError(f"the command {word} does not exist yet; write a path of that name as ./{word}")
        elif word in COMMANDS:
            command = word
        else:
            rest.append(word)
    return command, options, rest


def _options_in(word: str, following: "Iterator[str]") -> "Iterator[tuple[str, str | None]]":
    """Yield the options in `word`, with their values: ``--format=json``, ``-f json``, ``-fjson``, ``-qv``."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
    else:
        while word[2:] and word[:2] not in WITH_VALUE:
            yield word[:2], None
            word = f"-{word[2:]}"
        name, equals, value = word[:2], word[2:], word[2:].removeprefix("=")
    yield name, value if equals else next(following, None) if name in WITH_VALUE else None


def help_of(module: "ModuleType") -> "Iterator[str]":
    """Yield the lines of the help on a command."""
    from zonelint.commands.options import help_lines
    from zonelint.lint.docstrings import docstring_of

    yield f"usage: {module.USAGE}"
    yield ""
    yield docstring_of(module).partition("\n")[0]
    yield from help_lines(module.options())


# -- when something goes wrong ---------------------------------------------------------------------------------------


def _is_verbose(word: str) -> bool:
    """Tell whether `word` of the command line asks for more, as far as that can be told when it was not understood."""
    return word == "--verbose" or (word[:1] == "-" and word[1:].isalpha() and "v" in word)


def _prepare_streams() -> None:
    """Make the streams take any text: what their encoding cannot spell is escaped."""
    if sys.stdout is None:
        import os

        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays open as long as the program
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _guard_streams() -> None:
    """Let no command to a service that runs CI pass: from here on what strangers wrote is printed."""
    from zonelint.output.guard import guarded

    # The format for GitHub is made of commands, and each other writer looks after its lines itself.
    sys.stdout = guarded(sys.stdout, lines=False)
    if sys.stderr is not None:
        sys.stderr = guarded(sys.stderr)


def _forget_stdout() -> None:
    """Send what is still to be written nowhere, for nobody reads it; else the interpreter complains at its end."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _failed(error: Exception, verbose: bool) -> int:
    """Say in one line what went wrong, and return the exit status."""
    from zonelint.commands import UsageError
    from zonelint.config.file import ConfigError
    from zonelint.files.zone_files import NothingToLint
    from zonelint.lint.rule import RuleError

    if isinstance(error, UsageError | ConfigError | NothingToLint | RuleError):
        _say(f"error: {error}")
        return BUG_STATUS if isinstance(error, RuleError) else USAGE_STATUS
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename is not None else ""
        _say(f"error: {error.strerror or error}{where}")
        return USAGE_STATUS
    from zonelint.lint.failures import described

    _say(f"internal error: {described(error)}; {_HOW_TO_REPORT}")
    if verbose:
        from traceback import print_exception

        print_exception(error)
    return BUG_STATUS


_HOW_TO_REPORT = "this is a bug in zonelint: please report it with the output of --verbose"


def _say(text: str) -> None:
    from zonelint.output.escape import visible_line

    if sys.stderr is not None:
        line = visible_line(text.replace("\n", " "))
        sys.stderr.write(f"zonelint: {line}\n")
