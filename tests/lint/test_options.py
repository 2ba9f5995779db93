"""Options of rules: what is allowed, what a rule gets, and what is said of the rest."""

import pytest
from linting import RULES

from zonelint.lint.options import Option

ALL_OPTIONS = {
    f"{name}.{key}": option
    for name, rule in sorted(RULES.items())
    if rule.name == name
    for key, option in rule.options.items()
}
NETWORKS = Option([], "networks", of="networks")
PREFIX = Option(16, "a length", least=0, most=32)
NAMES = Option([], "domains", of="names")


def refusal(option: Option, given: object) -> str | None:
    """Return what is said of a value; None if it is allowed."""
    try:
        option.value(given)
    except ValueError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("option", "given", "message"),
    [
        (NETWORKS, [1], "must be a list of networks such as 10.0.0.0/8, and 1 is none"),
        (NETWORKS, ["10.0.0.0/33"], "must be a list of networks such as 10.0.0.0/8, and '10.0.0.0/33' is none"),
        (NETWORKS, ["10.0.0.0/ 8"], "must be a list of networks such as 10.0.0.0/8, and '10.0.0.0/ 8' is none"),
        (NETWORKS, "10.0.0.0/8", 'must be a list of networks such as ["10.0.0.0/8"]'),
        (PREFIX, -5, "must be a number from 0 to 32"),
        (PREFIX, 33, "must be a number from 0 to 32"),
        (PREFIX, True, "must be a number from 0 to 32"),
        (PREFIX, 1.5, "must be a number from 0 to 32"),
        (Option(90, "days", least=1), -1, "must be a number of at least 1"),
        (Option(90, "days", most=99), 100, "must be a number of at most 99"),
        (Option(90, "days"), "90", "must be a number"),
        (Option("", "a text"), 1, "must be a string"),
    ],
)
def test_what_an_option_does_not_allow(option: Option, given: object, message: str) -> None:
    """The error says what is wanted in its place."""
    assert message == refusal(option, given)


@pytest.mark.parametrize(
    ("option", "given"),
    [
        (Option(False, "so it is"), 1),
        (Option([], "texts"), [1]),
        (Option([], "texts"), "a"),
        (NAMES, ["a..b"]),
    ],
)
def test_what_is_checked_as_other_keys_are(option: Option, given: object) -> None:
    """Flags, texts and names are refused as they are in the rest of the configuration."""
    assert refusal(option, given)


@pytest.mark.parametrize(
    ("option", "given"),
    [
        (PREFIX, 0),
        (PREFIX, 32),
        (Option(True, "so it is"), False),
        (Option("", "a text"), ""),
        (Option([], "texts"), ["A b"]),
    ],
)
def test_what_an_option_allows(option: Option, given: object) -> None:
    """A rule gets it as it is."""
    assert given == option.value(given)


def test_a_rule_gets_names_as_look_ups_want_them() -> None:
    """Names of domains are absolute and in lower case."""
    assert ["example.com."] == NAMES.value(["Example.COM"])


def test_a_rule_gets_networks_to_look_addresses_up_in() -> None:
    """A network, and a single address, holds addresses."""
    networks = NETWORKS.value(["10.0.0.0/8", "2600::25"])

    assert ["10.0.0.0/8", "2600::25", None] == [networks.find(text) for text in ("10.1.2.3", "2600::25", "11.1.2.3")]


@pytest.mark.parametrize(
    ("default", "words"),
    [
        (None, {}),
        (1.5, {}),
        ("", {"least": 1}),
        ([], {"of": "numbers"}),
    ],
)
def test_an_option_that_is_none(default: object, words: dict[str, object]) -> None:
    """Its author is told at once."""
    with pytest.raises((TypeError, ValueError)):
        Option(default, "what it means", **words)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ALL_OPTIONS)
def test_defaults_are_allowed(name: str) -> None:
    """What the user may write down is what holds anyway, and it has a meaning."""
    option = ALL_OPTIONS[name]

    option.value(option.default)
    assert option.doc
    assert not option.doc.endswith(".")
