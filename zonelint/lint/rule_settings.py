"""What the configuration says of rules, checked against the rules that are installed."""

from zonelint.config.settings import ALL, error_at
from zonelint.dns.typos import suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from zonelint.config.settings import Settings
    from zonelint.lint.rule import Rule


def check_rule_names(settings: "Settings", known_rules: "Mapping[str, Rule]") -> None:
    """Check the names of rules, themes and options in `settings` against the rules that are installed.

    The options of a rule that cannot be imported are not known.
    Raises ConfigError for a name that is not known, and for a value that its option does not allow.
    """
    names = dict.fromkeys(known_rules)
    themes = dict.fromkeys(rule.theme for rule in known_rules.values())
    for key in ("select", "ignore", "extend_select"):
        for name in getattr(settings, key) or ():
            if name not in names and name not in themes and name != ALL:
                hint = suggestion(name, [*names, *themes])
                raise error_at(settings, (key.replace("_", "-"),), f"there is no rule or theme {name!r}{hint}")
    for name in settings.severity:
        if name not in names:
            raise error_at(settings, ("severity", name), f"there is no such rule{suggestion(name, names)}")
    for name, options in settings.rules.items():
        if name not in names:
            raise error_at(settings, ("rules", name), f"there is no such rule{suggestion(name, names)}")
        for option, value in options.items() if known_rules[name].is_usable else ():
            _check_option(settings, known_rules[name], option, value)


def _check_option(settings: "Settings", rule: "Rule", option: str, value: object) -> None:
    where = ("rules", rule.name, option)
    if option not in rule.options:
        raise error_at(settings, where, f"the rule has no such option{suggestion(option, rule.options)}")
    try:
        rule.options[option].value(value)
    except ValueError as error:
        raise error_at(settings, where, str(error)) from None
