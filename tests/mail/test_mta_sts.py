"""Policies of MTA-STS: fields, patterns, faults with their lines, and what may be read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linting import lint

from zonelint.config.settings import load
from zonelint.mail.mta_sts import MAX_OCTETS, Pattern, PolicyText, declared_policies

GOOD = "version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.Example.net\nmax_age: 604800\n"
CONFIG = '[[mail.mta-sts]]\ndomain = "example.com"\npolicy = "{}"\n'
ZONE = """\
$TTL 1h
@     SOA  ns1 hostmaster 1 8h 2h 4w 1h
      NS   ns1
      MX   10 mail
      MX   20 relay
ns1   A    4.3.2.1
mail  A    4.3.2.25
relay A    4.3.2.26
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    monkeypatch.chdir(folder)


def faults(text: str) -> list[tuple[int, str, bool]]:
    """Return (line, message, whether it voids the policy) of each fault."""
    return [(fault.line, fault.message, fault.voids) for fault in PolicyText(text).faults]


def test_policy_is_read() -> None:
    """Mode, and patterns in lower case with their lines."""
    policy = PolicyText(GOOD)

    assert ("enforce", []) == (policy.mode, policy.faults)
    assert [("mail.example.com", 3), ("*.example.net", 4)] == [(each.text, each.line) for each in policy.patterns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "`version:` is missing"), (1, "`mode:` is missing"), (1, "`max_age:` is missing")]),
        (GOOD.replace("STSv1", "stsv1"), [(1, "the version is `stsv1`, and must be STSv1")]),
        (GOOD.replace("enforce", "Enforce"), [(2, "the mode is `Enforce`, and must be enforce, testing or none")]),
        (GOOD.replace("mail.", "mail_1."), [(3, "`mail_1.example.com` is neither a host name nor one below `*.`")]),
        (GOOD.replace("*.E", "*E"), [(4, "`*Example.net` is neither a host name nor one below `*.`")]),
        (GOOD.replace("604800", "31557601"), [(5, "`max_age: 31557601`, and it takes seconds, at most 31557600")]),
        (GOOD.replace("604800", "\u0661"), [(5, "`max_age: \u0661`, and it takes seconds, at most 31557600")]),
        (GOOD.replace("mx: mail", "mx mail"), [(3, "`mx mail.example.com` is not a `name: value`")]),
        (
            "version: STSv1\nmode: testing\nmax_age: 1",
            [(3, "`mx:` is missing, so no host may accept mail")],
        ),
    ],
)
def test_fault_has_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    """Each fault that makes the policy void, at its line; what is missing at the last one."""
    assert [(line, message, True) for line, message in expected] == faults(text)


def test_repeated_field_counts_for_nothing() -> None:
    """The first one holds, so the policy stays valid."""
    policy = PolicyText(GOOD + "mode: none\n")

    assert "enforce" == policy.mode
    assert [(6, False)] == [(fault.line, fault.voids) for fault in policy.faults]


def test_line_ends_and_other_fields_do_not_matter() -> None:
    """CRLF is read as the configuration's other files are; later fields may come."""
    assert [] == faults(GOOD.replace("\n", " \n") + "x-later: word\n\n")


@pytest.mark.parametrize(
    ("pattern", "host", "expected"),
    [
        ("mail.example.com", "mail.example.com.", True),
        ("mail.example.com", "a.mail.example.com.", False),
        ("*.example.com", "mail.example.com.", True),
        ("*.example.com", "example.com.", False),
        ("*.example.com", "a.mail.example.com.", False),
    ],
)
def test_star_stands_for_one_label(pattern: str, host: str, expected: bool) -> None:
    """RFC 8461 section 4.1, as in certificates."""
    assert expected == Pattern(pattern, 1).matches(host)


@given(st.text(st.sampled_from("vmx: *.a1\u00e9\n\t_STSv1ageode"), max_size=120))
def test_any_text_is_a_policy_or_faulty(text: str) -> None:
    """Each fault lies on a line of the text."""
    policy = PolicyText(text)

    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in policy.faults)
    assert policy.mode or policy.faults


def findings(config: str, name: str = "mta-sts.txt", text: str | None = GOOD) -> list[tuple[str, str, str, int]]:
    """Return (rule, severity, file, line) of what the two rules find, with the policy `text` in the file `name`."""
    files = {".zonelint.toml": config, "example.com.zone": ZONE}
    if text is not None:
        files[name] = text
    found = lint(files, "mta-sts-mx-mismatch", "mta-sts-policy-invalid")
    return [(each.rule, each.severity, each.path, each.line) for each in found if each.rule.startswith("mta-sts-")]


@pytest.mark.parametrize(("mode", "severity"), [("enforce", "error"), ("testing", "warning")])
def test_mode_gives_the_severity(mode: str, severity: str) -> None:
    """Senders that only test deliver all the same."""
    text = GOOD.replace("enforce", mode)

    expected = [("mta-sts-mx-mismatch", severity, "example.com.zone", 5)]
    assert expected == findings(CONFIG.format("mta-sts.txt"), text=text)


def test_policy_may_lie_in_a_folder() -> None:
    """The path is relative to the configuration."""
    assert ["mta-sts-mx-mismatch"] == [each[0] for each in findings(CONFIG.format("web/sts.txt"), "web/sts.txt")]


@pytest.mark.parametrize("policy", ["gone.txt", ".", "../outside.txt", "link.txt"])
def test_policy_that_may_not_be_read_is_told_at_the_configuration(policy: str) -> None:
    """A file that is not there, a folder, and what lies outside, by its path or by a symbolic link."""
    Path("../outside.txt").write_text("secret: word\nnot quoted\n")
    Path("link.txt").symlink_to("../outside.txt")

    assert [("mta-sts-policy-invalid", "error", ".zonelint.toml", 3)] == findings(CONFIG.format(policy), text=None)


def test_folder_outside_may_be_allowed() -> None:
    """By the same setting as for zones."""
    Path("../other").mkdir()
    Path("../other/sts.txt").write_text(GOOD)
    config = 'allow-outside = ["../other"]\n' + CONFIG.format("../other/sts.txt")

    assert ["mta-sts-mx-mismatch"] == [each[0] for each in findings(config, text=None)]


def test_file_that_is_too_large_is_not_read() -> None:
    """Senders stop there as well."""
    text = GOOD + "#" * MAX_OCTETS

    assert [(".zonelint.toml", 3)] == [each[2:] for each in findings(CONFIG.format("mta-sts.txt"), text=text)]


def test_setting_is_read_late(tmp_path: Path) -> None:
    """The file is opened when a rule asks for it, not with the configuration."""
    config = tmp_path / ".zonelint.toml"
    config.write_text(CONFIG.format("mta-sts.txt"))
    (declared,) = declared_policies(load(str(config)))
    (tmp_path / "mta-sts.txt").write_text(GOOD)

    assert ("example.com.", 3) == (declared.domain, declared.place.line)
    assert declared.policy is not None
    assert "enforce" == declared.policy.mode
