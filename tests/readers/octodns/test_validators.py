"""The sets of validators that an octoDNS configuration turns on, and what they refuse."""

from pathlib import Path

import pytest
from octodns_sets import PROVIDER, config, found, load, one, problems

pytestmark = pytest.mark.usefixtures("folder")

LEGACY = "enabled: [legacy]"
STRICT = "enabled: [legacy, strict]"
BEST = "enabled: [legacy, best-practice]"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def validated(text: str, validators: str, **more: str) -> list[str]:
    """Return the problems of the zone file `text` with the manager's `validators`."""
    return problems(one(text, more=f"manager:\n  validators: {{{validators}}}", **more).problems)


TLSA = "certificate_usage: 3, selector: 1, matching_type: 0, certificate_association_data: ab"
SRV = "priority: 1, weight: 0"
REFUSED = [
    ("a: {type: CNAME, value: 192.0.2.1.}", STRICT, 'CNAME value "192.0.2.1." is an IP address'),
    ("a: {type: MX, value: {preference: 5, exchange: .}}", STRICT, 'preference must be 0 for null MX (exchange ".")'),
    ("a: {type: MX, value: {preference: 5, exchange: 192.0.2.1.}}", BEST, 'MX exchange "192.0.2.1." is an IP address'),
    ("a: {type: SPF, value: v=spf1 -all}", STRICT, "The SPF record type is DEPRECATED in favor of TXT values"),
    (f"_a.b: {{type: SRV, value: {{{SRV}, port: 1, target: a.b.}}}}", STRICT, 'invalid SRV proto label "b"'),
    (f"_a._tcp: {{type: SRV, value: {{{SRV}, port: 0, target: .}}}}", STRICT, 'priority must be 0 when target is "."'),
    (f"_a._tcp: {{type: SRV, value: {{{SRV}, port: 0, target: a.b.}}}}", STRICT, "port 0 is reserved"),
    ("a: {type: CAA, value: {flags: 1, tag: issue, value: x}}", STRICT, 'flags "1" is not valid; must be 0 or 128'),
    ("a: {type: CAA, value: {tag: issue, value: x}}", BEST, "CAA issue tag is present without issuewild"),
    ("a: {type: CNAME, value: b.example}", BEST, 'CNAME value "b.example" missing trailing .'),
    ("a: {type: NS, value: b.example}", BEST, 'NS value "b.example" missing trailing .'),
    (
        f"a: {{type: SSHFP, value: {{algorithm: 1, fingerprint_type: 1, fingerprint: {'a' * 40}}}}}",
        BEST,
        "SSHFP fingerprint_type 1 (SHA-1) is deprecated",
    ),
    (f"a: {{type: TLSA, value: {{{TLSA}}}}}", BEST, "TLSA matching_type 0"),
    (
        f"a: {{type: DS, value: {{key_tag: 1, algorithm: 5, digest_type: 2, digest: {'a' * 64}}}}}",
        BEST,
        "DS algorithm 5 (RSA/SHA-1) is deprecated",
    ),
]


@pytest.mark.parametrize(("text", "validators", "expected"), REFUSED)
def test_set_refuses_more(text: str, validators: str, expected: str) -> None:
    """What a set refuses beyond the set `legacy` is an invalid record where the set is on, and only there."""
    noted = [each for each in validated(text, validators) if "record-invalid" in each]

    assert [True] == [expected in each for each in noted]
    assert [] == [each for each in validated(text, LEGACY) if "record-invalid" in each]


def test_validator_alone() -> None:
    """A single validator can be turned on for a type, and off again for a zone."""
    text = "a: {type: CNAME, value: 192.0.2.1.}\n"
    on = "record: {validators: {CNAME: [target-value-not-ip]}}"
    off = ", validators: {record: {disable_validators: {CNAME: [target-value-not-ip]}}}"

    assert 1 == len(validated(text, on))
    assert [] == validated(text, on, extra=off)


def test_no_set_at_all() -> None:
    """Without any set octoDNS looks at no value: what it lets pass is hidden, and told once for the zone."""
    assert ["1:23 lenient-hides-error"] == [
        each[: each.index("error") + 5] for each in validated("a: {type: TXT, value: 'x; y'}\n", "enabled: []")
    ]


def test_disabled_validator_of_another_type_changes_nothing() -> None:
    """Validators of MX that are off do not let a CNAME pass."""
    text = "a: {type: CNAME, value: foo}\n"
    off = "record: {disable_validators: {MX: [mx-value]}}"

    assert ["record-invalid"] == [each.split()[1] for each in validated(text, off) if "valid FQDN" in each]


SETTINGS = [
    ("enabled: strict", "manager.validators.enabled must be a list of set names, not a string"),
    (
        "record: {validators: {A: [nothing]}}",
        'Unknown validator "nothing" in manager.validators.record.validators["A"]',
    ),
    ("zone: {validators: [nothing]}", 'Unknown zone validator "nothing" in manager.validators.zone.validators'),
    ("disable_validators: {A: [_values-type]}", 'Cannot disable bridge validator "_values-type"'),
    ("record: {validators: {}}, validators: {}", "cannot both be set"),
]


@pytest.mark.parametrize(("validators", "expected"), SETTINGS)
def test_settings_that_octodns_refuses(validators: str, expected: str) -> None:
    """Validators that octoDNS does not know, or cannot turn off, are an error of the configuration."""
    text = config(more=f"manager:\n  validators: {{{validators}}}")
    noted = problems(load({"config.yaml": text, "zones/example.com.yaml": "a: {type: A, value: 192.0.2.1}\n"}).problems)

    assert [True] == [expected in each and "octodns-config-error" in each for each in noted]


def test_validator_of_the_configuration_is_known() -> None:
    """A validator that the configuration defines may be turned on."""
    more = "manager:\n  validators: {record: {validators: {A: [own]}}}\nvalidators:\n  own: {class: a.Validator}"
    assert [] == one("a: {type: A, value: 192.0.2.1}\n", more=more).problems


def test_rules_of_a_set_run() -> None:
    """Where the set `best-practice` is on, the rules that look for the same run, whatever their default is."""
    files = {"zones/example.com.yaml": "a: {type: A, value: 192.0.2.1}\n"}
    wanted = [
        found({"config.yaml": config(more=f"manager:\n  validators: {{{sets}}}"), **files})[0].wanted_rules
        for sets in (LEGACY, BEST)
    ]

    assert set() == wanted[0]
    assert "spf-missing" in wanted[1]


SUBZONE = "  lab.example.com.: {sources: [config], targets: [config]}"


@pytest.mark.parametrize("lenient", [", lenient: true", ""])
def test_record_under_subzone_speaks_where_octodns_is_lenient(lenient: str) -> None:
    """A record below another zone is never answered, whether octoDNS lets it pass or not; a lenient zone holds it."""
    files = {"zones/example.com.yaml": "x.lab: {type: A, value: 192.0.2.1}\n", "zones/lab.example.com.yaml": "{}\n"}
    zone_set = load({"config.yaml": config(zones=SUBZONE, extra=lenient), **files})

    assert ["record-under-subzone"] == [noted.rule for noted in zone_set.problems]
    assert bool(lenient) is bool(zone_set.zones[0].rrset("x.lab.example.com.", "A"))


def test_what_a_lenient_zone_hides_has_one_cause() -> None:
    """All faults that one `lenient` lets pass are one fact."""
    text = "a: {type: TXT, value: 'x; y'}\nb: {type: TXT, value: 'x; y'}\nc: {type: ALIAS, value: a.b.}\n"
    noted = one(text, extra=", lenient: true").problems

    assert 3 == len(noted)
    assert {"example.com. is lenient"} == {problem.cause for problem in noted}


def test_token_in_another_file_is_nobodys_error() -> None:
    """What the options of a provider include lies on the machine that runs octoDNS."""
    text = f"""\
providers:
  config: {{class: {PROVIDER}, directory: zones}}
  target: {{class: octodns_x.Provider, token: !include /home/u/.token}}
zones:
  example.com.: {{sources: [config], targets: [target]}}
"""
    zone_set = load({"config.yaml": text, "zones/example.com.yaml": "a: {type: A, value: 192.0.2.1}\n"})

    assert [] == zone_set.problems
    assert zone_set.zones[0].complete
