"""What an `assume` file says not to exist: look-ups, findings that rest on it, and days that cannot be."""

from pathlib import Path

import pytest
from linting import RULES, lint
from scenarios import CONFIG, ZONE, forward

from zonelint.files.snapshot_texts import DEFAULT_MAX_AGE, STALE_RULE, absences_of

DAY = "2026-11-28"
SETTINGS = 'sources = ["zones/"]\nassume = ["outside.txt"]\n'


@pytest.fixture(autouse=True)
def fixed_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be `DAY`, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795824000")


def files(body: str, *absent: str) -> dict[str, str]:
    """Return a zone with `body`, and a file that says what is `absent`."""
    outside = "".join(f"; none: {line}\n" for line in absent)
    return {f"zones/{ZONE}": forward(body), "outside.txt": outside, CONFIG: SETTINGS}


MAIL = "@ MX 10 mail\nmail A 5.3.2.25\n"


def rules_found(found: dict[str, str]) -> list[tuple[str, str]]:
    """Return (rule, severity) of each finding."""
    return [(finding.rule, finding.severity) for finding in lint(found)]


@pytest.mark.parametrize(
    "absent",
    ["25.2.3.5.in-addr.arpa. PTR NXDOMAIN 2026-11-28", "25.2.3.5.IN-ADDR.arpa. PTR NODATA ; seen 2026-10-01"],
)
def test_sender_without_ptr_is_a_warning(absent: str) -> None:
    """An MX host has no PTR where the resolver found none, in the form of today and of earlier versions."""
    assert [("mail-sender-without-ptr", "warning")] == rules_found(files(MAIL, absent))


@pytest.mark.parametrize(
    "absent",
    [
        "25.2.3.5.in-addr.arpa. PTR NXDOMAIN 2026-08-29",  # 91 days
        "25.2.3.5.in-addr.arpa. PTR SERVFAIL 2026-11-28",
        "25.2.3.5.in-addr.arpa. A NODATA 2026-11-28",
        "2.3.5.in-addr.arpa. PTR NXDOMAIN 2026-11-28",
    ],
)
def test_what_was_not_said_stays_unknown(absent: str) -> None:
    """Old days, failures, other types and other names prove nothing about the PTR."""
    assert "mail-sender-without-ptr" not in [rule for rule, _ in rules_found(files(MAIL, absent))]


def test_name_that_does_not_exist_has_no_type() -> None:
    """NXDOMAIN is said of the name (RFC 8020): whatever type was asked for, it has no address."""
    found = files("@ MX 10 mx.example.net.\n", "mx.example.net. A NXDOMAIN 2026-11-28")

    assert [("mx-target-without-address", "warning")] == rules_found(found)


def test_half_of_the_addresses_is_not_enough() -> None:
    """NODATA is said of one type: without an A record the host may have an AAAA record."""
    assert [] == rules_found(files("@ MX 10 mx.example.net.\n", "mx.example.net. A NODATA 2026-11-28"))


def test_loaded_zones_come_first() -> None:
    """What the zones hold is there, whatever a resolver said."""
    assert [] == rules_found(files("@ MX 10 ns1\n", "ns1.example.com. A NXDOMAIN 2026-11-28"))


def test_assumed_record_speaks_against_an_absence() -> None:
    """A record in the file holds, even where a line says that its name does not exist."""
    found = files("@ MX 10 mx.example.net.\n", "mx.example.net. A NXDOMAIN 2026-11-28")
    found["outside.txt"] += "$TTL 1h\nmx.example.net. A 5.3.2.25\n"

    assert [] == rules_found(found)


def test_what_the_zones_prove_stays_an_error() -> None:
    """A finding that does not need the absence keeps its severity and says nothing of a day."""
    found = files("@ MX 10 gone\n", "25.2.3.5.in-addr.arpa. PTR NXDOMAIN 2026-11-28")
    (finding,) = lint(found)

    assert ("mx-target-without-address", "error") == (finding.rule, finding.severity)
    assert "when asked on" not in finding.message


def test_severity_of_the_configuration_holds() -> None:
    """Who asks for an error gets one."""
    found = files(MAIL, "25.2.3.5.in-addr.arpa. PTR NXDOMAIN 2026-11-28")
    found[CONFIG] += '[severity]\nmail-sender-without-ptr = "error"\n'

    assert [("mail-sender-without-ptr", "error")] == rules_found(found)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-11-29", "9999-12-31"])
def test_day_that_cannot_be_is_an_error(day: str) -> None:
    """A day that is none, or still to come, proves nothing, and the run fails at its line."""
    (finding,) = lint(files(MAIL, f"25.2.3.5.in-addr.arpa. PTR NXDOMAIN {day}"))

    assert ("assumption-day-impossible", "error", "outside.txt", 1) == (
        finding.rule,
        finding.severity,
        finding.path,
        finding.line,
    )


def test_old_absence_is_told() -> None:
    """The rule about old entries names it, for it does not count any more."""
    (finding,) = lint(files(MAIL, "25.2.3.5.in-addr.arpa. PTR NXDOMAIN 2026-01-01"))

    assert "that 25.2.3.5.in-addr.arpa. PTR is absent was last seen 2026-01-01, over 90 days ago" == finding.message


def test_default_age_is_that_of_the_rule() -> None:
    """The days after which an absence does not count are those of the rule's option."""
    assert DEFAULT_MAX_AGE == RULES[STALE_RULE].options["max-age"].default


@pytest.mark.parametrize("line", ["; none: a..b. A NODATA 2026-11-28", ";none: a. A NODATA 2026-11-28", "none"])
def test_other_comments_say_nothing(line: str) -> None:
    """Only the form that the command writes counts."""
    assert {} == absences_of(f"{line}\n")
