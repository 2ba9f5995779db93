"""Views: what is worked out about one, for whom, and how long it is kept."""

from pathlib import Path

import pytest
from linting import RULES
from scenarios import ZONE, forward, pair

from zonelint.config.settings import Settings
from zonelint.discovery.search import discover
from zonelint.lint import engine
from zonelint.lint.rule import Context
from zonelint.lint.views import Views, load

TWO_VIEWS = "".join(
    f'view {name} {{ zone "example.com" {{ type primary; file "{name}.zone"; }}; }};\n' for name in ("in", "out")
)
PARTS = {"reverse", "targets", "internal", "mail", "problems"}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def views(files: dict[str, str]) -> Views:
    """Write `files` into the current folder and read them."""
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    return load(discover(["."], Settings()), Settings())


def two_views() -> Views:
    """Return two views of one zone; of the second, a record cannot be read."""
    return views({"named.conf": TWO_VIEWS, "in.zone": forward(""), "out.zone": forward("www A 4.3.2\n")})


def test_all_rules_are_given_the_same_parts() -> None:
    """What one rule had to wait for is there for the next one."""
    view = views(pair(""))[0]
    first, second = (Context(RULES[name], view) for name in ("mx-target-is-cname", "spf-missing"))

    assert (first.mail, first.reverse) == (second.mail, second.reverse) == (view.mail, view.mail.reverse)


def test_single_view_keeps_what_was_worked_out() -> None:
    """A command that looks at the senders and then runs the rules works them out once."""
    found = views(pair(""))
    mail = [view.mail for view in found]
    engine.run(found, RULES, RULES)

    assert mail == [view.mail for view in found]


def test_several_views_let_go_of_what_was_worked_out() -> None:
    """There may be thousands: only the one that is looked at holds more than its zones."""
    found = two_views()
    engine.run(found, RULES, RULES)

    assert [set(), set()] == [PARTS & set(vars(found[number])) for number in range(len(found))]


def test_problem_stands_in_the_view_of_its_zone() -> None:
    """No other view tells of it."""
    assert [("in", []), ("out", ["syntax-error"])] == [
        (view.names[0], [problem.rule for problem in view.problems]) for view in two_views()
    ]


def test_problem_of_no_zone_stands_in_the_first_view() -> None:
    """What is wrong with an index is told once."""
    broken = TWO_VIEWS + 'view third { zone "example.net" { type primary; file "none.zone"; }; };\nzone {\n'
    found = views({"named.conf": broken, "in.zone": forward(""), "out.zone": forward("")})

    assert [True, False] == ["index-error" in [problem.rule for problem in view.problems] for view in found][:2]


def test_lab_is_internal() -> None:
    """A set of which all addresses are private is the inside, whichever of its views is asked."""
    (view,) = views({ZONE: forward("www A 10.0.0.1\n").replace("4.3.2.53", "10.0.0.53")})

    assert ["all addresses of the set are private"] == [view.internal.why(zone) for zone in view.namespace.all_zones()]


def test_view_without_absences_has_parts_of_its_own() -> None:
    """What rests on an absence in one must not be told by the other."""
    view = views(pair(""))[0]
    firm = view.without_absences()

    assert firm.mail.namespace is firm.reverse.namespace is firm.namespace
    assert firm.namespace is not view.namespace
