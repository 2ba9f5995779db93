"""A rule that fails: it is named with its package, the others go on, and the exit status is 3."""

import json
from pathlib import Path

import pytest
from commandline import BROKEN, RULE, SOUND, CommandLine, Ran, write
from rule_packages import PACKAGE, SOUND_RULE, install

from zonelint.output import FORMATS

HEAD = '''\
"""A rule of others.

Why: for the test.
"""

from zonelint.dns.zone import Place

SEVERITY = "error"
'''
FAILING = (
    HEAD
    + """

def check(context):
    for zone in context.namespace.zones.values():
        yield context.finding(Place.at(zone.source), "found before", zone=zone.origin)
        raise LookupError("in the middle")
"""
)
BY_RECORD = (
    HEAD
    + """TYPES = ("A",)


def check_record(context, record):
    yield context.finding(record, "found before")
    if record.owner.startswith("ns1"):
        raise LookupError("this one")
"""
)


@pytest.fixture(autouse=True)
def _zones(command: CommandLine) -> None:
    write({"zones/example.com.zone": BROKEN})


def rules_of(ran: Ran) -> list[str]:
    """Return the rules of the findings in a JSON report."""
    return [finding["rule"] for finding in ran.json["findings"]]


def test_other_rules_go_on(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they find is reported, and so is what the failing rule found before."""
    install(monkeypatch, {"mail/host_unloved": FAILING})
    ran = command("zones", "--format", "json")

    assert 3 == ran.status
    assert ["host-unloved", RULE] == rules_of(ran)
    assert ["host-unloved"] == ran.json["summary"]["failed_rules"]


def test_rule_and_package_are_told(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line on standard error, with the error, its place, and whom to tell."""
    install(monkeypatch, {"mail/host_unloved": FAILING})
    expected = (
        f"the rule host-unloved of the package {PACKAGE} failed: LookupError: in the middle in check "
        f"({PACKAGE}/mail/host_unloved.py:14); the other rules ran; please report it to those who make {PACKAGE}, "
        "with the output of --verbose"
    )

    assert (3, expected) == command("zones").error


def test_own_rule_is_a_bug_of_zonelint(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who uses no rules of others is told to report it here."""
    monkeypatch.setattr("zonelint_rules.mail.mx_target_without_address.check_record", lambda *_: 1 / 0)
    status, message = command("zones").error

    assert 3 == status
    assert f"the rule {RULE} of the package zonelint_rules failed: ZeroDivisionError" in message
    assert message.endswith("please report it as a bug of zonelint, with the output of --verbose")


def test_verbose_shows_where(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The traceback follows the line."""
    install(monkeypatch, {"mail/host_unloved": FAILING})

    assert 'raise LookupError("in the middle")' in command("zones", "--verbose").err
    assert "Traceback" not in command("zones").err


def test_rule_that_judges_records_goes_on_with_the_next(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One odd record hides nothing that the rule finds at others."""
    install(monkeypatch, {"mail/host_unloved": BY_RECORD})
    ran = command("zones", "--format", "json", "--select", "host-unloved")

    assert 3 == ran.status
    assert [5, 6] == [finding["line"] for finding in ran.json["findings"]]
    assert 1 == ran.err.count("\n")


def test_only_the_findings_that_are_asked_for_fail_nothing_less(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure is 3 whatever `--fail-on` says: nobody knows what was not found."""
    install(monkeypatch, {"mail/host_unloved": FAILING})

    assert 3 == command("zones", "--fail-on", "never").status
    assert 1 == command("zones", "--ignore", "host-unloved").status


@pytest.mark.parametrize(
    "raised", ["RecursionError()", "SystemExit(0)", "KeyError('x')", "Odd()"], ids=["recursion", "exit", "key", "odd"]
)
def test_whatever_is_raised_is_a_failure(raised: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what would end the program, and an error that cannot be spelled."""
    odd = "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\n\n\n"
    install(monkeypatch, {"mail/host_unloved": f"{HEAD}\n{odd}def check(context):\n    raise {raised}\n"})
    ran = command("zones", "--format", "json")

    assert (3, [RULE]) == (ran.status, rules_of(ran))
    assert f"failed: {raised.partition('(')[0]}" in ran.err


def test_endless_recursion_is_a_failure(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stack is free again when the next rule runs."""
    install(monkeypatch, {"mail/host_unloved": f"{HEAD}\n\ndef check(context):\n    yield from check(context)\n"})
    ran = command("zones", "--format", "json")

    assert (3, [RULE]) == (ran.status, rules_of(ran))


def test_lack_of_memory_ends_the_run(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the fault of no rule, and what the others say then is worth nothing."""
    install(monkeypatch, {"mail/host_unloved": f"{HEAD}\n\ndef check(context):\n    raise MemoryError\n"})
    ran = command("zones", "--format", "json")

    assert (3, "") == (ran.status, ran.out)
    assert "internal error: MemoryError" in ran.err


@pytest.mark.parametrize(
    ("yielded", "why"),
    [
        ("'text'", "it is a str, not a Finding"),
        ("None", "it is a NoneType, not a Finding"),
        ("context.finding(at, 'm', severity='fatal')", "its severity is 'fatal'"),
        ("context.finding(at, ('m',))", "its message, help, value, zone, owner or type is not text"),
        ("context.finding(at, 'm', help=3)", "its message, help, value, zone, owner or type is not text"),
        ("context.finding(at, 'm', owner=3)", "its message, help, value, zone, owner or type is not text"),
        ("context.finding(at, 'm', related=[at])", "its place or a related one is not a Place"),
        ("Finding('else', 'error', 'm', at)", "it is one of the rule 'else'"),
        ("Finding('host-unloved', 'error', 'm', None)", "its place or a related one is not a Place"),
    ],
)
def test_malformed_finding_is_left_out(
    yielded: str, why: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told of, and what the rule yields after it is reported."""
    text = f"""{HEAD}
from zonelint.lint.findings import Finding


def check(context):
    at = Place.at(next(iter(context.namespace.zones.values())).source)
    yield {yielded}
    yield context.finding(at, "sound")
"""
    install(monkeypatch, {"mail/host_unloved": text})
    ran = command("zones", "--format", "json")

    assert (3, ["host-unloved", RULE]) == (ran.status, rules_of(ran))
    assert f"a finding of it is left out: {why};" in ran.err


@pytest.mark.parametrize("returned", ["None", "3", "context"])
def test_check_that_returns_no_findings_is_a_failure(
    returned: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function without `yield` returns nothing to go through."""
    install(monkeypatch, {"mail/host_unloved": f"{HEAD}\n\ndef check(context):\n    return {returned}\n"})

    assert 3 == command("zones").status


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("import no_such_library\n", "cannot be imported: No module named 'no_such_library'"),
        ("1 / 0\n", "cannot be imported: ZeroDivisionError: division by zero"),
        ("raise SystemExit(0)\n", "cannot be imported: SystemExit: 0"),
        ("def check(:\n", "cannot be imported: SyntaxError: "),
        ("def check(context):\n    return ()\n", "cannot be used: its SEVERITY is to be one of error, warning, info"),
        ('SEVERITY = "fatal"\n', "cannot be used: its SEVERITY is to be one of error, warning, info"),
        ('SEVERITY = "error"\n', "cannot be used: it has neither a function check nor check_record"),
        (HEAD + "NEEDS = ('MX')\ncheck = list\n", "cannot be used: its NEEDS is to be a tuple of texts"),
        (HEAD + "OPTIONS = ()\ncheck = list\n", "cannot be used: its OPTIONS is to be a dictionary"),
        (HEAD + "PROBLEMS = ('host-unloved',)\n", "cannot be used: its PROBLEMS is to be True, or not there"),
        (HEAD + "PROBLEMS = True\ncheck = list\n", "cannot be used: with PROBLEMS there is no check"),
        (HEAD + "check_record = list\n", "cannot be used: it has a function check_record and no TYPES to call it for"),
    ],
)
def test_module_that_is_no_rule_is_told(
    text: str, why: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with the reason, and the other rules run."""
    install(monkeypatch, {"mail/host_unloved": text})
    ran = command("zones", "--format", "json")

    assert (3, [RULE]) == (ran.status, rules_of(ran))
    assert f"zonelint: error: the rule host-unloved {why}" in ran.err
    assert 1 == ran.err.count("\n")


def test_rule_that_is_not_chosen_does_not_matter(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who ignores a broken rule is not told of it, its options in the configuration included."""
    install(monkeypatch, {"mail/host_unloved": "import no_such_library\n"})
    write({".zonelint.toml": 'sources = ["zones"]\nignore = ["host-unloved"]\n[rules.host-unloved]\nmost = 3\n'})
    ran = command("--format", "sarif")

    assert (1, "") == (ran.status, ran.err)


def test_suppression_of_a_failed_rule_is_not_called_unused(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rule would have found is not known."""
    install(monkeypatch, {"mail/host_unloved": f"{HEAD}\n\ndef check(context):\n    raise LookupError\n"})
    write({"zones/example.com.zone": SOUND + "x A 4.3.2.9 ; zonelint: ignore[host-unloved] known\n"})
    ran = command("zones", "--format", "json")

    assert (3, []) == (ran.status, rules_of(ran))


def test_failure_half_way_misleads_no_other_rule(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What many rules share is whole or is not there: half of it would make false alarms."""
    reverse = "$TTL 1h\n@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n NS ns1.example.com.\n"
    ptrs = "1 PTR ns1.example.com.\n2 PTR mail.example.com.\n"
    write({"zones/example.com.zone": SOUND, "zones/2.3.4.in-addr.arpa.zone": reverse + ptrs})
    sound = command("zones", "--format", "json")
    monkeypatch.setattr("zonelint.dns.reverse.Pointers._note_aliased", lambda *_: 1 / 0)
    ran = command("zones", "--format", "json")

    assert 3 == ran.status
    assert set(rules_of(ran)) <= set(rules_of(sound))


# -- in every format and command -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_report_of_every_format_is_whole(form: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The status is 3, the report holds what was found, and standard error alone tells of the failure in words."""
    install(monkeypatch, {"mail/host_unloved": FAILING, "mail/mail_host_unloved": "import no_such_library\n"})
    ran = command("zones", "--format", form)

    assert 3 == ran.status
    assert 2 == ran.err.count("zonelint: error: the rule ")
    assert RULE in ran.out
    assert "host-unloved" in ran.out
    if form in ("json", "sarif"):
        json.loads(ran.out)
    if form == "jsonl":
        assert 2 == len([json.loads(line) for line in ran.out.splitlines()])
    if form in ("text", "github"):
        assert ran.out.endswith("; 2 rules failed\n")


def test_sarif_says_that_the_run_was_not_whole(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its notifications name the rules; a run without failures has no such entry."""
    without = command("zones", "--format", "sarif").json["runs"][0]
    install(monkeypatch, {"mail/host_unloved": FAILING})
    (invocation,) = command("zones", "--format", "sarif").json["runs"][0]["invocations"]

    assert "invocations" not in without
    assert invocation["executionSuccessful"] is False
    assert ["host-unloved"] == [each["associatedRule"]["id"] for each in invocation["toolExecutionNotifications"]]


def test_report_goes_to_its_file(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--output`, too."""
    install(monkeypatch, {"mail/host_unloved": FAILING})

    assert 3 == command("zones", "--format", "json", "--output", "report.json").status
    assert 2 == len(json.loads(Path("report.json").read_text(encoding="utf-8"))["findings"])


@pytest.mark.parametrize("form", ["text", "json"])
def test_explanation_of_a_bounce_is_shown(form: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules behind it that work have run; the status is 3."""
    monkeypatch.setattr("zonelint_rules.mail.mail_sender_without_ptr.check", lambda *_: 1 / 0)
    ran = command("explain", "--format", form, "550 5.7.25 The IP address 4.3.2.2 has no PTR record", "zones")

    assert 3 == ran.status
    assert "the rule mail-sender-without-ptr of the package zonelint_rules failed" in ran.err
    assert form == "text" or ["mail-sender-without-ptr"] == ran.json["failed_rules"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_rules_that_can_be_used_are_listed(form: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are told of on standard error."""
    install(monkeypatch, {"mail/host_unloved": "import no_such_library\n", "mail/host_loved": SOUND_RULE})
    ran = command("rules", "--format", form)

    assert 3 == ran.status
    assert "host-loved" in ran.out
    assert "host-unloved" not in ran.out
    assert "the rule host-unloved cannot be imported" in ran.err


def test_rule_that_cannot_be_imported_cannot_be_explained(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is told."""
    install(monkeypatch, {"mail/host_unloved": "import no_such_library\n"})

    expected = "the rule host-unloved cannot be imported: No module named 'no_such_library'"
    assert (3, expected) == command("explain", "host-unloved").error
