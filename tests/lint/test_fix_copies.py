"""A zone that was pasted twice into one file: one slip, which single lines do not mend."""

from pathlib import Path

import pytest
from commandline import CommandLine
from fixed_files import HEAD, fixed

NAME = "example.org.zone"
REST = "; hosts\na A 4.3.2.1\nb A 4.3.2.2\n"
HELP = "the zone begins again on line 7 of this file: compare the two copies, and keep one"


def helps(command: CommandLine) -> set[str]:
    """Return the help of all findings about duplicates."""
    found = command("check", "--format", "json", "--exit-zero").json["findings"]
    return {each["help"] for each in found if each["rule"] == "duplicate-record"}


@pytest.mark.parametrize(
    "second",
    [
        HEAD + REST,
        "\n; hosts\n\n" + HEAD + REST,
        HEAD + REST + HEAD + REST,
        HEAD + "b A  4.3.2.2\n" * 3,
        HEAD.replace("@ SOA", "@\tIN  SOA").replace("@\tIN  SOA", "@ SOA") + REST.replace(" A ", "\tA\t"),
    ],
)
def test_second_copy_goes_as_a_whole(second: str, command: CommandLine) -> None:
    """With its head and its comments, if all of it stands above; that is for the user to say."""
    text = HEAD + REST
    assert {} == fixed(command, {NAME: text + second})

    left = text + second[: len(second) - len(second.lstrip("\n"))]
    assert {NAME: left} == fixed(command, {NAME: text + second}, "--unsafe")


def test_end_of_the_first_copy_stays(command: CommandLine) -> None:
    """A comment above the second head is a part of it only if it stands above the first one, too."""
    text = HEAD + REST + "; the end\n"

    assert {NAME: text} == fixed(command, {NAME: text + text}, "--unsafe")


def test_head_that_cannot_be_read_is_one_as_well(command: CommandLine) -> None:
    """Such as that of a parenthesis that nobody closed."""
    head = "$TTL 1h\n@ IN SOA ns1.example.net. hostmaster.example.net. (\n  7 8h\n  2h 4w 1h\n\n@ NS ns1.example.net.\n"
    ran = fixed(command, {NAME: head + REST + head + REST}, "--unsafe")

    assert {NAME: head + REST} == ran


@pytest.mark.parametrize(
    "second",
    [
        HEAD + REST + "c A 4.3.2.3\n",
        HEAD + "; moved in May\n" + REST,
        HEAD.replace(" 7 8h", " 8 8h") + REST,
        HEAD.replace("1h\n@", "2h\n@") + REST,
    ],
)
def test_copies_that_differ_are_left_alone(second: str, command: CommandLine) -> None:
    """Nobody knows which of them is right."""
    assert {} == fixed(command, {NAME: HEAD + REST + second}, "--select", "duplicate-record", "--unsafe")
    assert {HELP} == helps(command)


def test_lines_that_stand_twice_in_the_first_copy_go_alone(command: CommandLine) -> None:
    """They are another slip."""
    text = HEAD + "a A 4.3.2.1\na A 4.3.2.1\nb A 4.3.2.2\n"

    assert {NAME: HEAD + "a A 4.3.2.1\nb A 4.3.2.2\n" + HEAD + "b A 4.3.2.2\n"} == fixed(
        command, {NAME: text + HEAD + "b A 4.3.2.2\n"}
    )


def test_second_soa_alone_makes_no_copy(command: CommandLine) -> None:
    """What stands below it is new, but for one line."""
    text = HEAD + "a A 4.3.2.1\n" + HEAD.splitlines(keepends=True)[1] + "c A 4.3.2.3\nd A 4.3.2.4\na A 4.3.2.1\n"
    changed = fixed(command, {NAME: text})

    assert {NAME: text.removesuffix("a A 4.3.2.1\n")} == changed
    assert Path(NAME).read_text() == changed[NAME]
