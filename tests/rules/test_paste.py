"""What help texts offer to paste: in the syntax of the zone it belongs in, and so that the defect is gone then."""

from importlib import import_module
from pathlib import Path

import builders
import pytest
from linting import lint

from zonelint.dns.zone import Zone
from zonelint.lint.findings import Finding

paste = import_module("zonelint_rules._paste")

REVERSE = "2.3.4.in-addr.arpa.yaml"
FORWARD = "example.com.yaml"
MAIL_HOST = """\
'':
  type: MX
  value:
    exchange: mail.example.com.
    preference: 10
mail:
  type: A
  value: 4.3.2.25
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def zone() -> Zone:
    """Return an empty zone whose file is one of octoDNS."""
    return Zone("example.com.", builders.source("", FORWARD), format="octodns")


def only(files: dict[str, str]) -> Finding:
    """Return the one finding in `files`."""
    (finding,) = lint(files)
    return finding


def pasted(finding: Finding) -> str:
    """Return what the help of `finding` offers, below its first line."""
    return finding.help.partition("\n")[2] + "\n"


def test_missing_ptr_is_yaml_for_a_zone_of_octodns() -> None:
    """The PTR of a sender is an entry of the reverse zone's file, its number in quotes."""
    finding = only({FORWARD: MAIL_HOST, REVERSE: "80:\n  type: PTR\n  value: www.example.net.\n"})

    assert "mail-sender-without-ptr" == finding.rule
    assert "add this in 2.3.4.in-addr.arpa.:\n'25':\n  type: PTR\n  value: mail.example.com." == finding.help


@pytest.mark.parametrize(
    ("files", "target"),
    [
        ({FORWARD: MAIL_HOST, REVERSE: "80:\n  type: PTR\n  value: www.example.net.\n"}, REVERSE),
        ({FORWARD: MAIL_HOST.partition("mail:")[0] + "www:\n  type: A\n  value: 4.3.2.80\n"}, FORWARD),
        ({FORWARD: "www:\n  type: CNAME\n  value: web.example.com.\n"}, FORWARD),
    ],
)  # fmt: skip
def test_what_is_pasted_mends_the_zone(files: dict[str, str], target: str) -> None:
    """With the block of the help at the end of the file, and a value where it asks for one, nothing is found."""
    block = pasted(only(files)).replace("<address>", "4.3.2.99")
    files[target] += block

    assert [] == lint(files)


def test_record_of_a_name_that_has_others_is_a_list_item() -> None:
    """A second key of the same name would take the first one's place."""
    finding = only({FORWARD: MAIL_HOST.replace("type: A\n  value: 4.3.2.25", "type: TXT\n  value: x")})

    assert (
        "change the target, or add this to the records of mail in example.com.:\n- type: A\n  value: <address>"
        == finding.help
    )


@pytest.mark.parametrize(
    ("record", "rule", "expected"),
    [
        (
            "type: TXT, value: 'v=spf1 a:www.bakery.org -all'",
            "dmarc-missing",
            "add this to bakery.org.:\n_dmarc:\n  type: TXT\n  value: v=DMARC1\\; p=none\\; rua=mailto:<address>",
        ),
        (
            "type: MX, value: {exchange: ., preference: 0}",
            "null-mx-without-spf",
            "add this to the records of '' in bakery.org.:\n- type: TXT\n  value: \"v=spf1 -all\"",
        ),
        (
            "type: SPF, value: v=spf1 -all",
            "spf-type-99",
            "delete it, and add this to the records of '' in bakery.org.:\n- type: TXT\n  value: \"v=spf1 -all\"",
        ),
    ],
)
def test_record_of_a_policy_is_yaml_for_a_zone_of_octodns(record: str, rule: str, expected: str) -> None:
    """A line of a master file is of no use there."""
    found = lint({"bakery.org.yaml": f"'': [{{{record}}}]\nwww: {{type: A, value: 4.3.2.1}}\n"}, rule)

    assert [expected] == [finding.help for finding in found if finding.rule == rule]


def test_value_of_a_record_that_is_there_is_one_value_more(zone: Zone) -> None:
    """All values of a name and type are one record."""
    zone.add(builders.record(builders.source(""), 1, "www.example.com.", "A", "4.3.2.1")._replace(zone=zone))

    assert "`4.3.2.2` to the values of www.example.com. A in example.com." == paste.to_paste(
        zone, "www.example.com.", "A", "4.3.2.2"
    )


def test_master_file_gets_a_line_beside_a_zone_of_octodns() -> None:
    """Each zone has its own syntax, whatever the finding's is."""
    reverse = "$TTL 1h\n@ SOA ns.example.net. h.example.net. 1 8h 2h 4w 1h\n  NS ns.example.net.\n"
    finding = only({FORWARD: MAIL_HOST, "2.3.4.in-addr.arpa.zone": reverse})

    assert "add `25 IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." == finding.help


def test_place_of_a_missing_ptr_is_the_file_where_a_zone_has_no_soa() -> None:
    """A zone of octoDNS keeps no SOA record; the file of the reverse zone is named all the same."""
    finding = only({FORWARD: MAIL_HOST, REVERSE: "80:\n  type: PTR\n  value: www.example.net.\n"})

    assert [(REVERSE, 1)] == [(each.place.source.path, each.place.line) for each in finding.related]


def test_better_target_is_the_field_that_holds_it() -> None:
    """Of an alias as mail exchange the help shows the line with the host's own name."""
    finding = only({FORWARD: MAIL_HOST.replace("type: A\n  value: 4.3.2.25", "type: CNAME\n  value: mx.example.net.")})

    assert "mx-target-is-cname" == finding.rule
    assert finding.help.startswith("write `exchange: mx.example.net.`")


def test_wrong_ptr_shows_the_entry_to_write() -> None:
    """The PTR of a sender that names another host is shown as it should be."""
    finding = only({
        FORWARD: MAIL_HOST + "www:\n  type: A\n  value: 4.3.2.80\n",
        REVERSE: "25:\n  type: PTR\n  value: www.example.com.\n80:\n  type: PTR\n  value: www.example.com.\n",
    })  # fmt: skip

    assert "mail-sender-ptr-unconfirmed" == finding.rule
    assert finding.help.endswith(" this in 2.3.4.in-addr.arpa.:\n'25':\n  type: PTR\n  value: mail.example.com.")


def test_domain_that_sends_gets_an_mx_of_fields() -> None:
    """An MX of octoDNS has its exchange and preference as fields, sorted."""
    finding = only({FORWARD: "shop:\n  type: TXT\n  value: v=spf1 include:example.net -all\n"})

    assert "sender-domain-unresolvable" == finding.rule
    assert "- type: MX\n  value:\n    exchange: <mail host>\n    preference: 10\n" == pasted(finding)


@pytest.mark.parametrize(
    ("owner", "key"),
    [
        ("example.com.", "''"),
        ("www.example.com.", "www"),
        ("_sip._tcp.example.com.", "_sip._tcp"),
        ("25.example.com.", "'25'"),
        ("no.example.com.", "'no'"),
        ("*.lab.example.com.", "'*.lab'"),
        ("it's.example.com.", "'it''s'"),
    ],
)
def test_key_has_quotes_where_yaml_needs_them(zone: Zone, owner: str, key: str) -> None:
    """A key that YAML 1.1 would read as something else than text stands in quotes."""
    assert key == paste.key_of(owner, zone)


def test_several_records_of_a_name_are_a_list(zone: Zone) -> None:
    """Both addresses of a name server make one entry."""
    text = paste.block(zone, "ns1.example.com.", ("A", ("4.3.2.1",)), ("AAAA", ("2001:db8::1",)))

    assert "ns1:\n- type: A\n  value: 4.3.2.1\n- type: AAAA\n  value: 2001:db8::1" == text


@pytest.mark.parametrize(
    ("line", "owner"), [("", "25"), ("$ORIGIN .", "25.2.3.4.in-addr.arpa."), ("$ORIGIN 2.3.4.in-addr.arpa.", "25")]
)
def test_owner_is_written_as_the_end_of_the_file_completes_it(line: str, owner: str) -> None:
    """Under another $ORIGIN a relative owner would be another name."""
    reverse = "$TTL 1h\n@ SOA ns.example.net. h.example.net. 1 8h 2h 4w 1h\n  NS ns.example.net.\n"
    finding = only({FORWARD: MAIL_HOST, "2.3.4.in-addr.arpa.zone": f"{reverse}{line}\n"})

    assert f"add `{owner} IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." == finding.help
