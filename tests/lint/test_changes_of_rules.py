"""Rules that judge a change: when they run, and what silences them."""

from pathlib import Path

import pytest
from linting import RULES

from zonelint import testing
from zonelint.dns.differences import RecordChange, ZoneDifference
from zonelint.lint import api
from zonelint.lint.change import Change, ViewChange

ZONE = "$TTL 1h\n@ SOA ns1 hostmaster 7 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.1\n"
FILE = "example.com.zone"
RULE = "soa-serial-not-increased"
OF_CHANGES = [rule for rule in RULES.values() if rule.needs_base]


def test_there_are_rules_of_changes() -> None:
    """They are known by what they need, without an import."""
    assert RULE in {rule.name for rule in OF_CHANGES}
    assert not RULES["soa-missing"].needs_base


@pytest.mark.parametrize("rule", OF_CHANGES, ids=str)
def test_rule_of_changes_needs_nothing_else(rule: object) -> None:
    """What it needs besides would let it run without a change."""
    assert ("base",) == tuple(testing.rule_of(rule).needs)  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", OF_CHANGES, ids=str)
def test_rule_of_changes_is_silent_without_a_change(rule: object) -> None:
    """Its own bad examples, as they are after the change, are in order."""
    for example in testing.examples_of(rule):  # type: ignore[arg-type]
        assert [] == testing.lint(example.files, rule)  # type: ignore[arg-type]


def test_no_change_brings_nothing() -> None:
    """Every rule of changes, and no difference."""
    assert [] == testing.lint({FILE: ZONE}, *OF_CHANGES, before={})


def test_suppression_of_a_rule_of_changes_is_never_unused() -> None:
    """It waits for the next change, so that neither this run nor a run without a base tells of it."""
    files = {FILE: ZONE.replace("4w 1h", f"4w 1h ; zonelint: ignore[{RULE}] the deployment sets it")}

    assert [] == testing.lint(files, RULE, "unused-suppression")
    assert [] == testing.lint(files, RULE, "unused-suppression", before={FILE: ZONE})
    assert [] == testing.lint(files, RULE, "unused-suppression", before={FILE: ZONE + "www A 4.3.2.80\n"})


def test_findings_of_other_rules_are_those_that_the_change_brings() -> None:
    """As --base tells them."""
    old, new = "@ MX 10 gone\n", "@ MX 20 lost\n"

    assert [("mx-target-without-address", FILE, 6)] == testing.spots(
        testing.lint({FILE: ZONE + old + new}, "mx-target-without-address", before={FILE: ZONE + old})
    )


def test_files_before_are_those_of_the_example(tmp_path: Path) -> None:
    """What is given is laid over the files after; None takes one away; folders are made."""
    files = {"a/example.com.zone": ZONE, "example.net.zone": ZONE}
    before = {"a/example.com.zone": None, "b/example.org.zone": ZONE}
    (tmp_path / "b").mkdir()
    (tmp_path / "b/example.org.zone").write_text(ZONE)
    testing.lint(files, RULE, before=before, folder=tmp_path)

    assert ["a/example.com.zone", "example.net.zone"] == sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.zone")
    )


def test_examples_of_changes_belong_to_rules_of_changes() -> None:
    """Another rule would find in them what it finds in a set."""
    module = type(testing)("rules_of_others.mail.mx_preference_zero", "A summary.\n")
    module.SEVERITY, module.TYPES = "warning", ("MX",)
    module.check_record = lambda context, record: iter(())
    module.BAD, module.GOOD = (({}, {FILE: ZONE}),), ({FILE: ZONE},)

    assert 'it has examples of changes, so its NEEDS is to be ("base",)' in testing.faults_of(module)


NAMES = {
    ViewChange: ("whole", "before", "after", "differences", "zones", "removed"),
    Change: ("before", "after", "differences", "pairs", "zone_before", "is_touched"),
    ZoneDifference: (
        "before", "after", "changes", "unseen", "declared", "zone", "origin", "view", "status", "serials", "added",
        "removed", "changed",
    ),
    RecordChange: ("before", "after", "kind", "record"),
}  # fmt: skip
"""What rules of others may read of a change: it keeps its name."""


def test_names_that_rules_rely_on() -> None:
    """Each is there, and exported with its class."""
    change = Change.__new__(Change)
    for made, names in NAMES.items():
        assert getattr(api, made.__name__) is made
        written = made.__init__.__code__.co_names if made in (Change, ViewChange) else ()
        assert [] == [name for name in names if not hasattr(made, name) and name not in written]
    assert not hasattr(change, "before")
