"""`--show-settings`: every setting, its value, and where that comes from."""

from zonelint.commands.inputs import settings_of
from zonelint.commands.show import show_lines
from zonelint.config.keys import TOP, Key, Table
from zonelint.files.paths import display_path
from zonelint.output.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zonelint.commands.options import Arguments
    from zonelint.config.settings import Said, Settings

    # The path of a key in the configuration; a number is that of one of a list of tables.
    Where = tuple[str | int, ...]

_WIDTH = 50
"""Columns of a setting, before its origin."""
DEFAULT, COMMAND_LINE = "default", "command line"


def show(arguments: "Arguments", names: "Mapping[str, Sequence[str] | None]") -> None:
    """Show the settings of the run that the command line asks for; raises UsageError or ConfigError.

    `names` are what it says of rules, by the name of the option with underscores.
    """
    from zonelint.lint.checking import installed_rules
    from zonelint.lint.rule_settings import check_rule_names

    settings = settings_of(arguments, arguments.words)
    check_rule_names(settings, installed_rules())
    rules = {name.replace("_", "-"): words for name, words in names.items() if words is not None}
    rows = list(_rows(settings, {**rules, **_given(arguments)}))
    width = min(max(len(text) for text, _ in rows), _WIDTH)
    file = display_path(settings.path) if settings.path is not None else "none"
    show_lines([visible(f"# configuration: {file}")])
    show_lines(visible(f"{text:<{width}}  # {origin}") for text, origin in rows)


def _rows(settings: "Settings", given: "Mapping[str, object]") -> "Iterator[tuple[str, str]]":
    """Yield each setting as a configuration would say it, and its origin; `given` is what the command line says."""
    for where, key in _keys(TOP, ()):
        name = ".".join(where)
        said = _said(settings, where)
        rows = [(f"{_spelled(path)} = {toml(each.value)}", each.at) for path, each in said]
        command_line = [(f"{name} = {toml(given[name])}", COMMAND_LINE)] if name in given else []
        yield from rows + command_line or [(_unsaid(name, key), DEFAULT)]


def _unsaid(name: str, key: Key) -> str:
    default = key.unsaid()
    if isinstance(default, str | int) and default != "":
        return f"{name} = {toml(default)}"
    return f"{name}: none"


def _given(arguments: "Arguments") -> dict[str, object]:
    """Return what the command line says beside the file, or in its place, by the name of the key."""
    others = {"exclude": arguments.exclude, "fail-on": arguments.fail_on, "baseline": arguments.baseline}
    return {name: value for name, value in others.items() if value}


def _keys(table: Table, above: tuple[str, ...]) -> "Iterator[tuple[tuple[str, ...], Key]]":
    for key in table.keys.values():
        where = (*above, key.name)
        if isinstance(key.kind, Table) and not key.kind.many:
            yield from _keys(key.kind, where)
        elif key.doc:
            yield where, key


def _said(settings: "Settings", where: tuple[str, ...]) -> "list[tuple[Where, Said]]":
    return [(path, said) for path, said in settings.said.items() if path[: len(where)] == where]


def _spelled(path: "Where") -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_bare(part)}" for part in path)[1:]


def _bare(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else toml(key)


def toml(value: object) -> str:
    """Return `value`, of a kind that TOML has, as TOML spells it on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        from json import dumps

        return dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_bare(name)} = {toml(item)}' for name, item in value.items())}}}"
    return str(value)
