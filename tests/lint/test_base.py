"""What a change brings: findings that were not there before, whatever moved."""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

import pytest
from damaged_sets import RDATA, UNREADABLE, Files, zone_sets
from hypothesis import given, settings
from hypothesis import strategies as st
from kept import compared, findings, report, told_of

from zonelint.dns.places import START
from zonelint.dns.zone import Place
from zonelint.files.paths import closed_source
from zonelint.lint import base
from zonelint.lint.findings import ERROR, INFO, WARNING, Finding
from zonelint.lint.report import Report

ORDERED = "rrset-ttl-mismatch"
"""The rule for which order counts: a server takes the TTL of the first record for all."""


def written(files: Files) -> dict[str, list[str]]:
    """Return origin -> the lines of its file, of which the first three hold the origin, the TTL and the SOA record."""
    return {
        origin: [
            f"$ORIGIN {origin}",
            "$TTL 300",
            *(f"{line.owner} {line.ttl or ''} {line.type} {line.rdata}" for line in lines),
        ]
        for origin, lines in files.items()
    }


@st.composite
def states(draw: st.DrawFn) -> dict[str, list[str]]:
    """Return origin -> lines of a random set with random defects: unreadable lines and comments to zonelint, too."""
    found = written(draw(zone_sets()))
    for origin, lines in found.items():
        for _ in range(draw(st.integers(0, 2))):
            rtype = draw(st.sampled_from(sorted(set(UNREADABLE) - {"SOA"})))
            owner = draw(st.sampled_from(["mail", "web", "x.a", "b"]))
            lines.append(f"{owner}.{origin} {rtype} {UNREADABLE[rtype]}")
        if draw(st.booleans()):
            at = draw(st.integers(2, len(lines) - 1))
            lines[at] += " ; zonelint: ignore[mx-target-without-address,syntax-error] so it is"
    return found


def files_of(state: dict[str, list[str]], folder: str = "zones/", ending: str = "zone") -> dict[str, str]:
    """Return the files of a state."""
    return {f"{folder}{origin}{ending}": "".join(f"{line}\n" for line in lines) for origin, lines in state.items()}


def turned(state: dict[str, list[str]], seed: int) -> dict[str, list[str]]:
    """Return a state with the same records in another order, and comments and empty lines between them."""
    random = Random(seed)
    found = {}
    for origin, lines in state.items():
        rest = lines[3:]
        random.shuffle(rest)
        spaced = [each for line in rest for each in ("", "; a comment", line)[random.randrange(3) :]]
        found[origin] = ["; first", *lines[:2], "", lines[2], *spaced]
    return found


def of_one_alias(lines: list[str]) -> Iterator[str]:
    """Yield `lines` with one TTL, and without the second alias of a name."""
    seen = set()
    for line in lines:
        owner, *rest = line.replace(" 60 ", " ").split()
        if rest[0] not in ("CNAME", "DNAME"):
            yield " ".join([owner, *rest])
        elif (owner, rest[0]) not in seen:
            seen.add((owner, rest[0]))
            yield " ".join([owner, *rest])


def members(told: Report) -> Iterator[Finding]:
    """Yield every finding of a report, those shown with others, too."""
    for finding in told.findings:
        yield from finding.members or (finding,)


def texts(found: Sequence[Finding]) -> list[str]:
    """Return what findings say."""
    return [f"{each.rule} {each.path}:{each.line} {each.message}" for each in found]


# A finding about a sender that several SPF records name stands at the first of them: one set in a thousand shows it.
@settings(max_examples=100, derandomize=True)
@given(state=states(), seed=st.integers(0, 10**6), renamed=st.booleans())
def test_what_moves_brings_nothing(state: dict[str, list[str]], seed: int, renamed: bool) -> None:
    """Neither records in another order, nor comments, empty lines, or files with other names.

    Where the TTLs of an RRset differ, or a name has several aliases, the first counts: order is no mere order there.
    """
    state = {origin: list(of_one_alias(lines)) for origin, lines in state.items()}
    after = files_of(turned(state, seed), *(("dns/", "db") if renamed else ()))

    assert [] == texts(report(files_of(state), after).findings)


def test_an_rrset_of_two_ttls_is_the_same_in_any_order() -> None:
    """Though another record is the odd one then."""
    lines = ["$ORIGIN example.com.", "$TTL 300", "@ SOA a b 1 7200 900 1209600 300", "@ NS a", "@ 60 NS b.example.net."]
    after = [*lines[:3], lines[4], lines[3]]
    told = report(files_of({"example.com.": lines}), files_of({"example.com.": after}))

    assert ORDERED not in {each.rule for each in told.findings}
    assert ORDERED in {each.rule for each in findings(files_of({"example.com.": after}))}


@settings(max_examples=100)
@given(before=states(), data=st.data())
def test_what_is_new_is_what_was_not_there(before: dict[str, list[str]], data: st.DataObject) -> None:
    """As many findings of each kind as there are more of it than before, each state judged by itself."""
    after = changed(before, data)
    told = report(files_of(before), files_of(after))
    new = Counter(finding.identity for finding in members(told))
    old, now = (Counter(finding.identity for finding in findings(files_of(state))) for state in (before, after))
    of_change = {finding.identity for finding in members(told) if "base" in _needs(finding.rule)}

    judged = Counter({key: count for key, count in new.items() if key not in of_change})
    assert Counter() == judged - (now - old)
    # What another owner of the same several is told first for by now is not new.
    turned_to = {(rule, value) for rule, _, _, _, value in old - now}
    # A term of SPF that allows nobody any more is told by the rule about names that the change removes.
    removed = {key[1:3] for key in of_change if key[0] == "removed-name-still-used"}
    untold = [key for key in (now - old) - judged if key[0] != "spf-void-term" or key[1:3] not in removed]
    assert [] == [key for key in untold if (key[0], key[4]) not in turned_to]


def _needs(rule: str) -> Sequence[str]:
    from linting import RULES

    return RULES[rule].needs


def changed(state: dict[str, list[str]], data: st.DataObject) -> dict[str, list[str]]:
    """Return `state` after a random change: records removed, added and changed, zones gone."""
    after = {origin: list(lines) for origin, lines in state.items()}
    for _ in range(data.draw(st.integers(1, 3))):
        origin = data.draw(st.sampled_from(sorted(after)))
        at = data.draw(st.integers(3, len(after[origin])))
        kind = data.draw(st.sampled_from(["remove", "add", "change", "zone"]))
        rtype = data.draw(st.sampled_from(sorted(set(RDATA) - {"SOA"})))
        line = f"mail.{origin} {rtype} {data.draw(st.sampled_from(RDATA[rtype]))}"
        if kind == "zone" and len(after) > 1:
            del after[origin]
        elif kind == "add":
            after[origin].insert(at, line)
        else:
            after[origin][at : at + 1] = [] if kind == "remove" else [line]
    return after


@settings(max_examples=100)
@given(before=states(), data=st.data())
def test_zones_that_stay_are_the_same_read_once_or_twice(before: dict[str, list[str]], data: st.DataObject) -> None:
    """The report is, and so are the differences."""
    after = changed(before, data)
    once, twice = (compared(files_of(before), files_of(after), reuses=reuses) for reuses in (True, False))

    assert once.base is not None
    assert twice.base is not None
    assert repr(twice.base.change.differences.zones) == repr(once.base.change.differences.zones)
    told = [report(files_of(before), files_of(after), reuses=reuses) for reuses in (True, False)]
    assert told_of(told[1]) == told_of(told[0])
    shared = {id(zone) for zone in once.zone_set.zones} & {id(zone) for zone in once.base.views.zone_set.zones}
    same = [origin for origin, lines in before.items() if after.get(origin) == lines]
    assert len(same) == len(shared)


# -- one finding against another -------------------------------------------------------------------------------------


def finding(value: str = "", severity: str = ERROR, views: tuple[str | None, ...] = (None,)) -> Finding:
    """Return a finding of a rule."""
    found = Finding("rule", severity, "it is so", Place.at(closed_source("/x"), START), zone="z.", value=value)
    found.views = views
    return found


@pytest.mark.parametrize(("before", "after", "new"), [
    ([], [ERROR], 1),
    ([ERROR], [], 0),
    ([ERROR], [ERROR], 0),
    ([ERROR], [ERROR, ERROR], 1),
    ([ERROR, ERROR], [ERROR], 0),
    ([WARNING], [ERROR], 1),
    ([ERROR], [WARNING], 0),
    ([INFO, ERROR], [ERROR, WARNING], 1),
    ([WARNING, ERROR], [ERROR, WARNING], 0),
    ([WARNING, WARNING], [ERROR, WARNING], 1),
])  # fmt: skip
def test_gravity_counts(before: list[str], after: list[str], new: int) -> None:
    """What was less grave before is new; the gravest goes with the gravest."""
    found, _ = base.compared([finding(severity=each) for each in after], [finding(severity=each) for each in before])

    assert new == len(found)


@pytest.mark.parametrize(("before", "after", "views", "new"), [
    ([("a",)], [("a", "b")], "ab", 1),
    ([("a", "b")], [("a",)], "ab", 0),
    ([("a", "b")], [("a",), ("b",)], "ab", 0),
    ([("a",), ("b",)], [("a", "b")], "ab", 0),
    ([("a",)], [("b",)], "ab", 1),
    ([("a",)], [("b",)], "a", 0),  # it has another name now
    ([("a",)], [("b",), ("c",)], "a", 0),
    ([("a",)], [("b",), ("b",)], "a", 1),
    ([(None,)], [("a", "b")], [None], 0),  # views are new
    ([], [("a", "b")], "ab", 1),
])  # fmt: skip
def test_views_count(before: list[tuple[str]], after: list[tuple[str]], views: Sequence[str], new: int) -> None:
    """Each by itself; in one that was not there, nothing is new that another one had."""
    now = [finding(views=each) for each in after]
    found, _ = base.compared(now, [finding(views=each) for each in before], views)

    assert new == len(found)


def test_what_is_gone_is_told() -> None:
    """Each finding of before that none of after is."""
    one, two, three = finding("1"), finding("2"), finding("2")
    new, gone = base.compared([finding("2")], [one, two, three])

    assert ([], 2, one) == (new, len(gone), gone[0])
