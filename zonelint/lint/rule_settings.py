"""What the configuration says of rules, checked against the rules that are installed."""

from zonelint.config.file import ConfigError
from zonelint.config.settings import ALL, error_at
from zonelint.dns.typos import suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zonelint.config.declared import Override
    from zonelint.config.settings import Settings
    from zonelint.lint.rule import Rule

    # Makes the error that something is wrong with the key at a path.
    ErrorAt = Callable[[tuple[str, ...], str], ConfigError]


def check_rule_names(settings: "Settings", known_rules: "Mapping[str, Rule]") -> None:
    """Check the names of rules, themes and options in `settings` against the rules that are installed.

    The options of a rule that cannot be imported are not known.
    Raises ConfigError for a name that is not known, and for a value that its option does not allow.
    """

    def error(where: tuple[str, ...], message: str) -> ConfigError:
        return error_at(settings, where, message)

    for key in ("select", "ignore", "extend_select"):
        _check_names(key.replace("_", "-"), getattr(settings, key) or (), known_rules, error)
    _check_tables(settings, known_rules, error)
    for override in settings.override:
        _check_names("ignore", override.ignore, known_rules, _error_in(override))
        _check_tables(override, known_rules, _error_in(override))


def _error_in(override: "Override") -> "ErrorAt":
    def error(where: tuple[str, ...], message: str) -> ConfigError:
        place = override.place(where[0])
        return ConfigError(f"{place.source.path}:{place.line}: override.{'.'.join(where)}: {message}")

    return error


def _check_names(key: str, names: "Iterable[str]", rules: "Mapping[str, Rule]", error: "ErrorAt") -> None:
    themes = dict.fromkeys(rule.theme for rule in rules.values())
    for name in names:
        if name not in rules and name not in themes and name != ALL:
            hint = suggestion(name, [*rules, *themes])
            raise error((key,), f"there is no rule or theme {name!r}{hint}")


def _check_tables(said: "Settings | Override", rules: "Mapping[str, Rule]", error: "ErrorAt") -> None:
    for key, names in (("severity", said.severity), ("rules", said.rules)):
        for name in names:
            if name not in rules:
                raise error((key, name), f"there is no such rule{suggestion(name, rules)}")
    for name, options in said.rules.items():
        for option, value in options.items() if rules[name].is_usable else ():
            _check_option(rules[name], option, value, error)


def _check_option(rule: "Rule", option: str, value: object, error: "ErrorAt") -> None:
    where = ("rules", rule.name, option)
    if option not in rule.options:
        raise error(where, f"the rule has no such option{suggestion(option, rule.options)}")
    try:
        rule.options[option].value(value)
    except ValueError as fault:
        raise error(where, str(fault)) from None
