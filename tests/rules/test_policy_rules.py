"""Rules about policy records, beyond their own examples: places, severities, one finding for a defect, any text."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linting import RULES, lint, switch_on_strict_rules
from scenarios import ZONE, forward, found, only, related

KEYS = RULES["dkim-key-short"].module
KEY_512, KEY_1024 = KEYS.KEY_512, KEYS.KEY_1024
DKIM_RULES = [name for name in RULES if name.startswith("dkim-")]
POLICY_RULES = [name for name, rule in RULES.items() if rule.theme == "policy_records"]


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own, with the strict rules on."""
    monkeypatch.chdir(tmp_path)
    switch_on_strict_rules(monkeypatch)


def rules_of(body: str, *names: str) -> list[tuple[str, str, int]]:
    """Return (rule, severity, line) of what is found in the forward zone with `body`; line 1 is its first."""
    above = forward("").count("\n")
    return [(rule, severity, line - above) for rule, severity, _, line in found({ZONE: forward(body)}, *names)]


def marked(body: str, *names: str) -> str:
    """Return the stretch of text that the one finding in the forward zone with `body` points at."""
    span = only({ZONE: forward(body)}, *names).place.span
    return forward(body).splitlines()[span.line - 1][span.column - 1 : span.end_column - 1]


# -- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('_dmarc TXT "v=DMARC1; p=nothing; sp=none"\n', "p=nothing"),
        ('_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.net,b@example.net"\n', "b@example.net"),
        ('_dmarc TXT "v=DMARC1; p=none; fo=2"\n', "fo=2"),
        ('_dmarc TXT "v=DMARC1; p=none; junk"\n', "junk"),
        ('_dmarc TXT "v=DMARC1; p=none; rua=mailto:x"\n', "mailto:x"),
        ('_dmarc TXT "v=DMARC1; p=none; rua=https://example.net/"\n', "https://example.net/"),
        ('_dmarc TXT "v=DMARC1; p=none; rua=mailto: a@example.net"\n', "mailto: a@example.net"),
        ('_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.net,"\n', "rua=mailto:a@example.net,"),
        ('_dmarc TXT "v=DMARC1; p=none; fo=0:1"\n', "fo=0:1"),
        ('k._domainkey TXT "v=DKIM1;; p="\n', ";"),
        ('k._domainkey TXT "selector1.example.net."\n', "selector1.example.net."),
        ('_mta-sts TXT "v = STSv1; id=1"\n', "v = STSv1"),
        ('_dmarc TXT "v=DMARC1; p=none; rua="\n', "rua="),
        ('k._domainkey TXT "v=DKIM2; p="\n', "v=DKIM2"),
        ('_mta-sts TXT "v=STSv1; id=a-b"\nmta-sts A 4.3.2.1\n', "id=a-b"),
        ('_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.net,b"\n', "b"),
    ],
)
def test_finding_points_at_the_fault(body: str, expected: str) -> None:
    """The span is that of the tag or of the part of its value, not of the whole record."""
    assert expected == marked(body)


# -- DMARC -----------------------------------------------------------------------------------------------------------


def test_hint_about_quotes_where_a_comment_took_the_rest() -> None:
    """Without quotes the text ends at the first semicolon, and the help says so."""
    assert "quotes" in only({ZONE: forward("_dmarc TXT v=DMARC1; p=reject\n")}).help


def test_help_for_a_missing_policy_keeps_the_rest() -> None:
    """The record to paste has all tags that were there."""
    finding = only({ZONE: forward('_dmarc TXT "v=DMARC1; rua=mailto:a@example.net"\n')})

    assert '`_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:a@example.net"`' in finding.help


def test_several_texts_are_judged_where_one_is_a_policy() -> None:
    """Another text beside the policy is passed over, a faulty policy is not."""
    assert [("dmarc-syntax", "error", 2)] == rules_of('_dmarc TXT "note"\n_dmarc TXT "v=DMARC1; p=x"\n')


def test_wildcard_agrees_to_reports() -> None:
    """The loaded zone of the receiver says yes to everybody."""
    other = forward('@ MX 10 mail.example.net.\n*._report._dmarc TXT "v=DMARC1"\n', "example.org.")
    zone = forward('_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.org"\n')

    assert [] == found({ZONE: zone, "example.org.zone": other})


def test_reports_to_a_domain_of_the_same_organization_need_no_consent() -> None:
    """Two names below one organizational domain trust each other."""
    body = '_dmarc.a TXT "v=DMARC1; p=none; rua=mailto:x@b.example.com"\nb MX 10 mail.example.net.\n'

    assert [] == rules_of(body)


def test_missing_consent_names_the_record_in_its_zone() -> None:
    """The record to add is written as in the zone of the domain that takes the reports."""
    zone = forward('_dmarc.a TXT "v=DMARC1; p=none; rua=mailto:x@example.org"\n')
    finding = only({ZONE: zone, "org.zone": forward("@ MX 10 mail.example.net.\n", "example.org.")})

    assert 'add `a.example.com._report._dmarc IN TXT "v=DMARC1"` in example.org.' == finding.help
    assert ["org.zone"] == [path for path, _ in related(finding)]


@pytest.mark.parametrize(
    ("other", "owner"),
    [("", "*._report._dmarc"), ("b.net", "*._report._dmarc"), ("b.example", "{0}._report._dmarc")],
)
def test_consent_to_reports_about_many_domains(other: str, owner: str) -> None:
    """A wildcard agrees for all of them, but not beside names at or above theirs (RFC 4592, section 3.3.1)."""
    record = '_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.com"\n@ MX 10 ns1.example.com.\n'
    zones = {f"{name}.example.zone": forward(record, f"{name}.example.") for name in ("a", "c")}
    agreed = f'{other}._report._dmarc TXT "v=DMARC1"\n' if other else ""
    found = lint({**zones, "example.com.zone": forward(agreed)})

    helps = [each.help for each in found if each.rule == "dmarc-reports-unauthorised"]
    assert [f'`{owner.format(name)} IN TXT "v=DMARC1"` in example.com.' for name in ("a.example", "c.example")] == [
        help[help.index("`") :] for help in helps
    ]


def test_too_long_name_of_consent_is_no_finding() -> None:
    """A record that cannot be written is not asked for."""
    long = ".".join(["a" * 60] * 3)
    zone = forward(f'_dmarc.{long} TXT "v=DMARC1; p=none; rua=mailto:x@{"b" * 60}.example.org"\n')
    other = forward(f"{'b' * 60} MX 10 mail.example.net.\n", "example.org.")

    assert [] == found({ZONE: zone, "example.org.zone": other})


def test_sending_domain_with_a_faulty_record_is_not_missing_one() -> None:
    """One defect is told once."""
    body = '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n@ MX 10 mail.example.net.\n_dmarc TXT "p=none"\n'

    assert [("dmarc-syntax", "error", 3)] == rules_of(body, "dmarc-missing")


def test_report_address_in_two_parts_is_named() -> None:
    """A blank ends no URI, and may stand in none."""
    finding = only({ZONE: forward('_dmarc TXT "v=DMARC1; p=none; rua=mailto: a@example.net"\n')})

    assert "there is a blank in `mailto: a@example.net`" in finding.message


@pytest.mark.parametrize(
    "tag",
    [
        "fo=0:1",
        "fo=1:d:0",
        "fo=d:d",
        "adkim=strict",
        "t=s",
        "rua=https://example.net/",
        "rua=mailto:a@example.net,",
        "rua=,mailto:a@example.net",
    ],
)
def test_what_some_receivers_take_is_a_warning(tag: str) -> None:
    """RFC 9989 does not allow it, and who follows it passes over the tag."""
    assert [("dmarc-syntax", "warning", 1)] == rules_of(f'_dmarc TXT "v=DMARC1; p=none; {tag}"\n')


@pytest.mark.parametrize("tag", ["pct=101", "pct=x", ";", "fo=0:d:s", "fo=D:s"])
def test_what_receivers_pass_over_is_no_fault(tag: str) -> None:
    """Tags that RFC 9989 took away, and empty ones, change nothing."""
    assert [] == rules_of(f'_dmarc TXT "v=DMARC1; p=none; {tag}"\n')


def test_options_of_reports_that_nobody_sends() -> None:
    """Without ruf there are no failure reports."""
    body = '_dmarc TXT "v=DMARC1; p=none; fo=1"\n'

    assert [("dmarc-ignored-tag", "info", 1)] == rules_of(body, "dmarc-ignored-tag")


@pytest.mark.parametrize(
    ("k", "help"),
    [
        ("RSA", "write `k=rsa`: capital and small letters differ"),
        ("rsa2048", "write `k=rsa`: that is what the key is"),
        ("", "write `k=rsa`: that is what the key is"),
    ],
)
def test_type_of_key_is_led_to_what_the_key_is(k: str, help: str) -> None:
    """An RSA key under another name stays one."""
    finding = only({ZONE: forward(f'k._domainkey TXT "v=DKIM1; k={k}; p={KEY_1024}"\n')})

    assert ("dkim-key-unusable", help) == (finding.rule, finding.help)


def test_type_of_key_that_nobody_knows() -> None:
    """To delete the tag would not help: the key is none of RSA."""
    finding = only({ZONE: forward('k._domainkey TXT "v=DKIM1; k=ecdsa; p=AAAA"\n')})

    assert "let the server sign with an RSA or an ed25519 key" in finding.help


def test_alias_written_as_text_is_told() -> None:
    """The help is the CNAME to add."""
    finding = only({ZONE: forward('k._domainkey TXT "k.keys.example.net"\n')})

    assert "it is a host name, which belongs in a CNAME record" in finding.message
    assert "add `k._domainkey.example.com. IN CNAME k.keys.example.net.`" in finding.help


# -- misplaced records -----------------------------------------------------------------------------------------------


def test_misplaced_copy_is_a_warning() -> None:
    """Where the right name has a record, too, nothing is broken."""
    body = '_dmarc TXT "v=DMARC1; p=none"\n@ TXT "v=DMARC1; p=none"\n'

    assert [("policy-record-misplaced", "warning", 2)] == rules_of(body)


def test_misplaced_record_of_yaml_is_shown_at_its_value() -> None:
    """The key of a name with many records may stand far above."""
    zone = "'':\n- type: TXT\n  values:\n  - one\n  - v=DMARC1\\; p=none\n"

    finding = only({"example.com.yaml": zone})
    assert ("policy-record-misplaced", 5) == (finding.rule, finding.place.span.line)


@pytest.mark.parametrize("text", ["v=DKIM1; p=", "v=DKIM1; t=y"])
def test_misplaced_record_without_a_key_has_nowhere_to_go(text: str) -> None:
    """No selector of a revoked key, or of flags, is known."""
    finding = only({ZONE: forward(f'_domainkey TXT "{text}"\n')})

    assert "delete it: it holds no key, and no receiver looks it up" == finding.help


def test_text_beside_a_key_is_to_be_deleted() -> None:
    """Where one record alone is a key, the other is not one that needs a selector."""
    body = f'k._domainkey TXT "v=DKIM1; p={KEY_1024}"\nk._domainkey TXT "feedback-smtp.example.net"\n'
    helps = [each.help for each in lint({ZONE: forward(body)}) if each.rule == "dkim-multiple"]

    assert ['delete `k._domainkey.example.com. TXT "feedback-smtp.example.net"`: that is not a DKIM key'] == helps


def test_doubled_name_of_a_key_keeps_its_selector() -> None:
    """The help moves the record to the name that was meant."""
    finding = only({ZONE: forward('key1._domainkey.example.com TXT "v=DKIM1; p="\n')})

    assert 'move it to `key1._domainkey.example.com. IN TXT "v=DKIM1; p="`' == finding.help


def test_doubled_name_of_dmarc_is_one_finding() -> None:
    """What nobody looks for needs no consent to its reports either."""
    zone = forward('_dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:x@example.org"\n')
    other = forward("", "example.org.")

    assert ["policy-record-misplaced"] == [each[0] for each in found({ZONE: zone, "example.org.zone": other})]


def test_domain_that_really_has_the_name_twice_is_fine() -> None:
    """A name with records of its own is one that policies may be looked up for: it is told of, and no policy of it."""
    assert [("owner-missing-trailing-dot", "warning", 1)] == rules_of(
        'example.com MX 10 mail.example.net.\n_dmarc.example.com TXT "v=DMARC1; p=none"\n'
    )


def test_doubled_name_below_a_top_level_is_a_domain() -> None:
    """com.com. is a name like any other in the zone of a top level."""
    zone = forward('ns1.example A 4.3.2.53\n_dmarc.com TXT "v=DMARC1; p=none"\n', "com.")

    assert [] == found({"com.zone": zone})


# -- DKIM ------------------------------------------------------------------------------------------------------------


def test_several_keys_at_a_selector_are_one_finding() -> None:
    """Which of them counts is left to chance, so none is judged."""
    body = 'k._domainkey TXT "k=rsa"\nk._domainkey TXT "p=junk!"\n'

    assert [("dkim-multiple", "error", 2)] == rules_of(body)


def test_cut_key_is_one_finding() -> None:
    """A key that cannot be read to its end is not said to be short as well."""
    body = f'k._domainkey TXT "v=DKIM1; p={KEY_512[:-8]}"\n'

    assert [("dkim-key-truncated", "error", 1)] == rules_of(body, *DKIM_RULES)


def test_faulty_list_is_one_finding() -> None:
    """Of a record that is no list of tags nothing else is said."""
    body = f'k._domainkey TXT "v=DKIM1; t=y; h=sha1; p={KEY_512}; t=y"\n'

    assert [("dkim-key-syntax", "error", 1)] == rules_of(body, *DKIM_RULES)


def test_key_of_1024_bits_is_advice() -> None:
    """It is still accepted everywhere."""
    assert [("dkim-key-weak", "info", 1)] == rules_of(f'k._domainkey TXT "p={KEY_1024}"\n', "dkim-key-weak")


def test_key_behind_an_alias_is_judged_where_it_stands() -> None:
    """The record that the alias leads to is the one to mend."""
    body = f'k._domainkey CNAME keys\nkeys TXT "p={KEY_512}"\n'

    assert [("dkim-key-short", "error", 2)] == rules_of(body)


def test_even_exponent_is_no_rsa_key() -> None:
    """Signatures with it cannot be verified."""
    # A modulus of eight octets and the exponent 2.
    body = 'k._domainkey TXT "p=MA0CCQD//////////wIBAg=="\n'

    assert "p=MA0CCQD//////////wIBAg==" == marked(body)


# -- any text --------------------------------------------------------------------------------------------------------

OWNERS = ["_dmarc", "k._domainkey", "_mta-sts", "_smtp._tls", "default._bimi", "@", "_dmarc._dmarc"]
WORDS = ["v=DMARC1", "v=DKIM1", "v=STSv1", "v=TLSRPTv1", "v=BIMI1", "p=none", "p=AAAA", "rua=mailto:a@b.c", "id=1"]
PIECES = st.one_of(st.sampled_from(WORDS), st.text(alphabet="=:,;!@ ab1\\'ü\t", max_size=8))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(OWNERS), st.lists(PIECES, max_size=5)), min_size=1, max_size=4))
def test_any_text_at_the_names_of_policies_is_judged(records: "list[tuple[str, list[str]]]") -> None:
    """No text ends in an exception, and every finding lies within the file."""
    lines = [f'{owner} TXT "{"; ".join(pieces)}"'.replace("\\", "\\\\") for owner, pieces in records]
    text = forward("\n".join(lines) + "\n")
    for _, _, _, line in found({ZONE: text}, *POLICY_RULES):
        assert 1 <= line <= text.count("\n")


# -- aliases, and names that are somebody else's ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["_dmarc", "_mta-sts", "_smtp._tls", "default._bimi"])
def test_text_behind_an_alias_is_not_taken_for_a_policy(name: str) -> None:
    """An alias may lead to a host, whose SPF record is in order."""
    body = f'{name} CNAME mail\nmail A 4.3.2.25\nmail TXT "v=spf1 a -all"\nmta-sts A 4.3.2.80\n'

    assert [] == rules_of(body)


def test_faulty_policy_behind_an_alias_is_told_of() -> None:
    """A text that was meant as a policy is judged, whatever the name."""
    body = '_dmarc CNAME policy\npolicy TXT "v=dmarc1; p=none"\n'

    assert [("dmarc-syntax", "error", 2)] == rules_of(body)


def test_alias_to_other_text_is_to_be_corrected() -> None:
    """A key beside the other text would make two records."""
    finding = only({ZONE: forward('k._domainkey CNAME mail\nmail A 4.3.2.25\nmail TXT "v=spf1 a -all"\n')})

    assert ("dkim-alias-without-key", "correct the alias") == (finding.rule, finding.help)


def test_quoted_text_is_not_said_to_lack_quotes() -> None:
    """A version alone may have lost the rest behind a semicolon, but not within quotes."""
    assert not only({ZONE: forward('_smtp._tls TXT "v=TLSRPTv1"\n')}).help.startswith("put the whole text in quotes")
    assert only({ZONE: forward("_smtp._tls TXT v=TLSRPTv1; x\n")}).help.startswith("put the whole text in quotes")


def test_key_without_the_underscore_is_moved_to_its_selector() -> None:
    """The selector is known, and only the rest of the name is wrong."""
    finding = only({ZONE: forward('k.domainkey TXT "v=DKIM1; p="\n')})

    assert 'move it to `k._domainkey.example.com. IN TXT "v=DKIM1; p="`' == finding.help


@pytest.mark.parametrize("owner", ["s2", "s1.domainkey.u7.wl", "c1.dkim"])
def test_key_at_a_name_for_texts_alone_is_a_providers(owner: str) -> None:
    """Aliases of customers lead there; at a name that is used otherwise, it is a slip."""
    body = f'{owner} TXT "v=DKIM1; p="\n'

    assert [] == rules_of(body)
    assert [("policy-record-misplaced", "warning", 1)] == rules_of(f"{body}{owner} A 4.3.2.80\n")


def test_alias_of_a_selector_is_given_no_address() -> None:
    """What a selector leads to is no host."""
    help = only({ZONE: forward("k._domainkey CNAME k.gone\n")}).help

    assert "change the target, or delete `k._domainkey.example.com. CNAME k.gone.example.com.`" == help


# -- one finding for a defect, and what to write ----------------------------------------------------------------------


def test_of_several_dmarc_records_no_fault_is_told() -> None:
    """None of them counts, whatever it says."""
    body = '_dmarc TXT "v=DMARC1; rua=mailto:d@example.net"\n_dmarc TXT "v=DMARC1; p=no"\n'

    assert [("dmarc-multiple", "error", 2)] == rules_of(body)


def test_tags_in_records_of_their_own_are_made_one() -> None:
    """A list of tags was split at its semicolons."""
    body = f'k._domainkey TXT "p={KEY_1024}"\nk._domainkey TXT "v=DKIM1;"\nk._domainkey TXT "k=rsa"\n'
    expected = f'merge them into one record: `k._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p={KEY_1024}"`'

    assert expected.replace(" ", "") == only({ZONE: forward(body)}).help.replace('""', "").replace(" ", "")


def test_text_to_add_is_written_as_octodns_wants_it() -> None:
    """Its semicolons are escaped, and no quotes stand around them."""
    zone = "k._domainkey:\n  type: CNAME\n  value: keys.example.com.\nkeys:\n  type: A\n  value: 4.3.2.1\n"
    finding = only({"config/example.com.yaml": f"---\n{zone}"})

    assert finding.help.endswith("- type: TXT\n  value: v=DKIM1\\; k=rsa\\; p=<key>")


def test_stray_quotation_mark_at_the_end_is_to_be_deleted() -> None:
    """It is left over from a text in quotes."""
    findings = lint({ZONE: forward('_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.net\\""\n')})

    assert {'delete the `"` at the end of the text'} == {finding.help for finding in findings}


def test_strings_parted_in_octodns() -> None:
    """Within a value it is octoDNS that parts the text; the marks become a part of the key."""
    key = f'{KEY_1024[:99]}""{KEY_1024[99:]}'
    finding = only({"example.com.yaml": f"k._domainkey:\n  type: TXT\n  value: v=DKIM1\\; p={key}\n"})

    assert ("dkim-key-syntax", 'delete `""`: octoDNS parts a long text itself') == (finding.rule, finding.help)


def test_key_in_two_values_of_octodns_is_written_as_one() -> None:
    """OctoDNS parts a long text itself."""
    from rules.policy_records._examples import KEY_2048

    half = len(KEY_2048) // 2
    text = f"""\
'':
  type: MX
  value: {{exchange: mail.example.net., preference: 10}}
key1._domainkey:
  type: TXT
  values:
  - v=DKIM1\\; k=rsa\\; p={KEY_2048[:half]}
  - {KEY_2048[half:]}
"""
    (finding,) = [each for each in lint({"example.com.yaml": text}) if each.rule == "dkim-multiple"]

    value = f"v=DKIM1\\; k=rsa\\; p={KEY_2048}"
    assert f"write them as one value:\nkey1._domainkey:\n  type: TXT\n  value: {value}" == finding.help


def test_help_for_a_report_address_without_its_scheme() -> None:
    """The rest of the record stays as it is."""
    text = '_dmarc TXT "v=DMARC1; p=reject; rua=a@example.net"\n'

    wanted = '`_dmarc.example.com. IN TXT "v=DMARC1; p=reject; rua=mailto:a@example.net"`'
    assert f"write {wanted}" == only({ZONE: forward(text)}, "dmarc-syntax").help
