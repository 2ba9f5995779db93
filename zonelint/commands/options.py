"""Options of the command line, as data: read from words, and described for the help.

argparse does the same, but importing it and making a parser takes a tenth of a small run's time.
"""

from types import SimpleNamespace

from zonelint.commands import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_COLUMN = 30
_WIDTH = 100


class Option:
    """One option.

    name     ``"--format"``; the value stands in the attribute ``format``, unless `attribute` names another one
    metavar  what its value is called; empty for a flag, which has none
    help     what it does
    group    heading in the help
    short    ``"-q"``, or empty
    choices  the only values that are allowed; empty: any
    default  value if the option is not given; a flag's is False
    many     whether it may be repeated: the value is a list then, or None if it is not given
    check    turns the value into what is used; raises ValueError saying what is wanted
    """

    __slots__ = ("name", "metavar", "help", "group", "short", "choices", "default", "many", "check", "attribute")

    def __init__(
        self,
        name: str,
        metavar: str = "",
        help: str = "",
        *,
        group: str = "options",
        short: str = "",
        choices: "Sequence[str]" = (),
        default: str | None = None,
        many: bool = False,
        check: "Callable[[str], object] | None" = None,
        attribute: str = "",
    ) -> None:
        self.name = name
        self.metavar = metavar or "|".join(choices)
        self.help = help
        self.group = group
        self.short = short
        self.choices = choices
        self.default: str | bool | None = default if self.metavar else False
        self.many = many
        self.check = check
        self.attribute = attribute or name[2:].replace("-", "_")

    def value_of(self, text: str | None) -> object:
        """Return the value that the option has by `text`, which is None if none was given; raises UsageError."""
        if not self.metavar:
            if text is not None:
                raise UsageError(f"{self.name} takes no value")
            return True
        if text is None:
            raise UsageError(f"{self.name} needs a value: {self.metavar}")
        if self.choices and text not in self.choices:
            raise UsageError(f"{self.name}: {text!r} is not one of {', '.join(self.choices)}")
        try:
            return self.check(text) if self.check is not None else text
        except ValueError as error:
            raise UsageError(f"{self.name}: {error}") from None


class Arguments(SimpleNamespace):
    """What a command is called with: ``words``, which are no options, and the value of each option."""


def parse(options: "Sequence[Option]", given: "Sequence[tuple[str, str | None]]", words: "Sequence[str]") -> Arguments:
    """Return the arguments: `given` are the options on the command line, with their values.

    Raises UsageError for an option that is none of `options`, and for a value that it cannot have.
    """
    known = {name: option for option in options for name in (option.name, option.short) if name}
    arguments = Arguments(words=list(words), **{option.attribute: option.default for option in options})
    for name, text in given:
        option = known.get(name)
        if option is None:
            from zonelint.dns.typos import suggestion

            raise UsageError(f"unknown option {name}{suggestion(name, known, 0.7)}")
        value = option.value_of(text)
        if option.many:
            value = [*(getattr(arguments, option.attribute) or ()), value]
        setattr(arguments, option.attribute, value)
    return arguments


def help_lines(options: "Sequence[Option]") -> "Iterator[str]":
    """Yield the lines of the help on `options`, group by group."""
    from textwrap import wrap

    groups: dict[str, list[Option]] = {}
    for option in filter(lambda option: option.help, options):
        groups.setdefault(option.group, []).append(option)
    for group, members in groups.items():
        yield ""
        yield f"{group}:"
        for option in members:
            head = "  " + ", ".join(filter(None, (option.short, option.name))) + (f" {option.metavar}".rstrip())
            lines = wrap(option.help, _WIDTH - _COLUMN)
            if len(head) < _COLUMN:
                head = head.ljust(_COLUMN) + lines.pop(0)
            yield head
            yield from (" " * _COLUMN + line for line in lines)
