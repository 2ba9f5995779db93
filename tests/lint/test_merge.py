"""Merging: the same finding of several views is one, and findings with one cause are shown as one."""

from typing import Any

import pytest
from builders import finding, place, record, source

from zonelint.dns.places import SourceFile
from zonelint.dns.zone import GENERATED, Place, Record, Zone
from zonelint.lint.findings import ERROR, INFO, WARNING, Finding
from zonelint.lint.merge import merge_causes, merge_views


def _generated(file: SourceFile, line: int, count: int, **more: Any) -> list[Finding]:
    names = [f"h{number}.example.com." for number in range(1, count + 1)]
    return [
        finding(Place.of(record(file, line, name, flags=GENERATED)), f"{name} is wrong", owner=name, **more)
        for name in names
    ]


def _lines(count: int, **more: Any) -> list[Finding]:
    """Return a finding for each of `count` lines of a file."""
    file = source("a A 192.0.2.1\n" * count)
    return [
        finding(Place.of(record(file, line, f"h{line}.example.com.")), owner=f"h{line}.example.com.", **more)
        for line in range(1, count + 1)
    ]


def _read_for(file: SourceFile, line: int, origin: str, message: str = "is wrong", **more: Any) -> Finding:
    """Return a finding at `line` of `file`, as it was read for the zone `origin`."""
    owner = f"a.{origin}"
    at = Record(owner, "A", 3600, "192.0.2.1", line, file, Zone(origin, file), 0)
    return finding(Place.of(at), f"{owner} {message}", zone=origin, owner=owner, **more)


@pytest.mark.parametrize(
    ("count", "more", "shown"),
    [
        (4, {"help": "delete it"}, [4]),
        (3, {"help": "delete it"}, [1, 1, 1]),
        (4, {"habit": "so do they all"}, [4]),
        (4, {}, [1, 1, 1, 1]),
    ],
)
def test_a_habit_is_shown_once(count: int, more: dict[str, str], shown: list[int]) -> None:
    """Many findings that the same words mend, or of which their rule says so."""
    assert shown == [each.count for each in merge_causes(_lines(count, **more))]


def test_findings_that_differ_in_help_or_severity_are_no_habit() -> None:
    """Each says what is to be done about it."""
    found = [*_lines(2, help="delete it"), *_lines(2, help="delete that"), *_lines(2, help="delete it", severity=INFO)]

    assert 6 == len(merge_causes(found))


def test_the_same_finding_in_several_views_is_one() -> None:
    """It names the views, and belongs to none of them."""
    file = source("a A 192.0.2.1\n")
    found = [finding(place(file, "192.0.2.1"), view=view) for view in ("inside", "outside", "inside")]

    [merged] = merge_views(found)

    assert (None, ("inside", "outside")) == (merged.view, merged.views)


def test_the_views_of_a_finding_stand_in_the_order_of_all_views() -> None:
    """In whatever order they were judged; a view that nobody knows comes first."""
    file = source("a A 192.0.2.1\n")
    found = [finding(place(file, "192.0.2.1"), view=view) for view in ("a", "c", "b", "x")]

    [merged] = merge_views(found, [None, "a", "b", "c"])

    assert ("x", "a", "b", "c") == merged.views


def test_what_lies_outside_all_views_is_of_none_that_it_is_seen_in() -> None:
    """Where only some see it, these are named."""
    file = source("a A 192.0.2.1\n")
    at = Place.of(record(file, 1, "a.example.com."))

    [in_all] = merge_views([finding(at, view=view) for view in ("a", "b")], [None, "a", "b"])
    [in_some] = merge_views([finding(at, view=view) for view in ("a", "b")], [None, "a", "b", "c"])

    assert ((None,), ("a", "b")) == (in_all.views, in_some.views)


def test_findings_that_differ_are_not_merged() -> None:
    """Rule, place and message must be the same; one view stays one view."""
    file = source("a A 192.0.2.1\n")
    found = [
        finding(place(file, "a"), view="inside"),
        finding(place(file, "192.0.2.1"), view="inside"),
        finding(place(file, "a"), "another message", view="outside"),
        finding(place(file, "a"), rule="other-rule", view="outside"),
    ]

    assert found == merge_views(found)
    assert "inside" == found[0].view


def test_findings_with_one_cause_are_shown_as_the_first() -> None:
    """All of them are its members, and it counts them."""
    found = _lines(3, cause="mail.example.com. is absent")

    [shown] = merge_causes(found)

    assert (1, 3) == (shown.line, shown.count)
    assert found == list(shown.members)


def test_findings_without_or_with_another_cause_stay_alone() -> None:
    """They are the same objects, and have no members."""
    found = [*_lines(2), *_lines(1, cause="one"), *_lines(1, cause="two")]

    assert found == merge_causes(found)
    assert [()] * 4 == [each.members for each in found]


def test_members_keep_what_they_are() -> None:
    """The one that is shown is a copy: fingerprints, severities and messages of the members do not change."""
    found = _lines(2, cause="one", rule="a-rule") + _lines(1, cause="one", rule="b-rule", severity=WARNING)
    before = [(each.fingerprint, each.severity, each.message) for each in found]

    [shown] = merge_causes(found)

    assert before == [(each.fingerprint, each.severity, each.message) for each in shown.members]


def test_the_gravest_is_shown() -> None:
    """A warning does not hide an error, wherever it stands; those of one severity are in report order."""
    info, error = _lines(2, cause="one", severity=INFO), _lines(1, cause="one", severity=ERROR)

    [shown] = merge_causes([*info, *error])

    assert (ERROR, [*error, *info]) == (shown.severity, list(shown.members))


def test_what_follows_is_shown_after_what_it_follows_from() -> None:
    """Even if it is graver: the severity of the one that is shown is that of the gravest."""
    consequence = _lines(1, cause="one", severity=ERROR, follows=True, rule="consequence")
    root = _lines(1, cause="one", severity=WARNING, rule="root")

    [shown] = merge_causes([*consequence, *root])

    assert ("root", ERROR) == (shown.rule, shown.severity)


def test_what_follows_from_nothing_shown_is_shown() -> None:
    """The finding that it follows from may be suppressed."""
    [shown] = merge_causes(_lines(2, cause="one", follows=True))

    assert 2 == shown.count


def test_causes_are_told_apart_by_view() -> None:
    """A name that is absent in two views is two findings."""
    found = [*_lines(1, cause="one", view="inside"), *_lines(1, cause="one", view="outside")]

    assert found == merge_causes(found)


def test_findings_of_one_generate_directive_are_one() -> None:
    """It stands for all of them."""
    [shown] = merge_causes(_generated(source("$GENERATE 1-254 h$ A 192.0.2.$\n"), 1, 254))

    assert ("h1.example.com. is wrong", 254) == (shown.message, shown.count)


def test_findings_of_different_directives_and_rules_stay_apart() -> None:
    """So do findings of ordinary records on one line, and the order is kept."""
    file = source("$GENERATE 1-2 h$ A 192.0.2.$\n$GENERATE 1-2 i$ A 192.0.2.$\n")
    plain = [finding(Place.of(record(file, 1, "a.example.com.")), owner="a.example.com.") for _ in range(2)]
    found = [*_generated(file, 1, 2), *plain, *_generated(file, 2, 2), *_generated(file, 2, 1, rule="other-rule")]

    assert [2, 1, 1, 2, 1] == [each.count for each in merge_causes(found)]


def test_a_line_that_two_zones_read_is_one_finding() -> None:
    """The message names the owner in one of them."""
    file = source("a A 192.0.2.1\n")

    [shown] = merge_causes([_read_for(file, 1, "example.com."), _read_for(file, 1, "example.org.")])

    assert ("a.example.com. is wrong", 2) == (shown.message, shown.count)


def test_several_findings_of_a_line_that_two_zones_read_stay_several() -> None:
    """The first of one zone goes with the first of the other."""
    file = source("a A 192.0.2.1\n")
    found = [
        _read_for(file, 1, origin, message) for origin in ("example.com.", "example.org.") for message in ("one", "two")
    ]

    assert [("a.example.com. one", 2), ("a.example.com. two", 2)] == [
        (each.message, each.count) for each in merge_causes(found)
    ]


@pytest.mark.parametrize("line", [1, 2])
def test_several_findings_of_one_zone_stay_several(line: int) -> None:
    """On one line as on two."""
    file = source("a A 192.0.2.1\na A 192.0.2.1\n")
    found = [_read_for(file, 1, "example.com.", "one"), _read_for(file, line, "example.com.", "two")]

    assert found == merge_causes(found)


def test_ways_to_have_one_cause_add_up() -> None:
    """Of an absent target in a line that two zones include, and in another one, three findings are one."""
    file = source("a A 192.0.2.1\na A 192.0.2.1\n")
    found = [
        _read_for(file, 1, "example.com.", cause="absent"),
        _read_for(file, 1, "example.org.", cause="absent"),
        _read_for(file, 2, "example.com.", cause="absent"),
    ]

    [shown] = merge_causes(found)

    assert sorted(map(id, found)) == sorted(map(id, shown.members))


def test_the_same_defect_in_copies_of_a_zone_is_shown_once() -> None:
    """Several servers have the zone, each in a file of its own; another owner is another defect."""
    files = [source("a A 192.0.2.1\n", f"{name}/example.com.zone") for name in ("one", "two")]
    found = [finding(place(file, "a"), zone="example.com.", owner=owner) for owner in ("a.", "b.") for file in files]

    shown = merge_causes(found)

    assert [("a.", 2), ("b.", 2)] == [(each.owner, len(each.members)) for each in shown]
