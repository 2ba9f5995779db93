"""What fixes write into YAML and JSON: entries, items and record sets more or less, and nothing else."""

from pathlib import Path

import pytest
from commandline import CommandLine

FORWARD = """\
$TTL 1h
@    SOA  ns1.example.net. hostmaster.example.net. 7 8h 2h 4w 1h
     NS   ns1.example.net.
     MX   10 mail
mail A    4.3.2.25
"""
APEX = """\
kind: dns#resourceRecordSet
name: 2.3.4.in-addr.arpa.
rrdatas:
- ns-cloud-a1.googledomains.com. cloud-dns-hostmaster.google.com. 1 21600 3600 259200 300
ttl: 21600
type: SOA
---
kind: dns#resourceRecordSet
name: 2.3.4.in-addr.arpa.
rrdatas:
- ns-cloud-a1.googledomains.com.
ttl: 21600
type: NS
"""
GCLOUD = "2.3.4.in-addr.arpa.zone.yaml"


def pointer(number: int, name: str, quote: str = "") -> str:
    """Return a record set as `gcloud dns record-sets export` writes it."""
    return f"""\
kind: dns#resourceRecordSet
name: {quote}{number}.2.3.4.in-addr.arpa.{quote}
rrdatas:
- {quote}{name}{quote}
ttl: 300
type: PTR
"""


def fixed(command: CommandLine, files: dict[str, str], *words: str) -> dict[str, str]:
    """Write `files`, call fix twice, and return those that are other than they were; the second run changes nothing."""
    for name, text in files.items():
        Path(name).write_bytes(text.encode())
    command("fix", *words)
    now = {name: Path(name).read_bytes().decode() for name in files}
    assert [] == command("fix", "--format", "json", *words).json["changed"]
    return {name: text for name, text in now.items() if text != files[name]}


def whys(command: CommandLine, *words: str) -> list[str]:
    """Return why fixes are refused."""
    return [each["why"] for each in command("fix", "--format", "json", *words).json["refused"]]


# -- Google Cloud DNS ------------------------------------------------------------------------------------------------

WEB, OLD = pointer(80, "web.example.net."), pointer(3, "old.example.net.")
MAIL = pointer(25, "mail.example.org.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([APEX, WEB], [APEX, MAIL, WEB]),
        ([APEX, OLD], [APEX, OLD, MAIL]),
        ([APEX, OLD, WEB], [APEX, OLD, MAIL, WEB]),
        ([APEX, WEB, OLD], [APEX, WEB, OLD, MAIL]),
        ([WEB, APEX], [MAIL, WEB, APEX]),
    ],
)
def test_missing_ptr_is_a_record_set(before: list[str], after: list[str], command: CommandLine) -> None:
    """At its place among the others, with their TTL; documents stay apart."""
    files = {"example.org.zone": FORWARD, GCLOUD: "---\n".join(before)}

    assert {GCLOUD: "---\n".join(after)} == fixed(command, files)


@pytest.mark.parametrize("end", ["", "\n", "...\n"])
@pytest.mark.parametrize("start", ["", "---\n", "# exported in May\n---\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_form_of_the_file_stays(start: str, end: str, newline: str, command: CommandLine) -> None:
    """Line ends, what opens and what closes it, and quotes."""
    before = start + APEX + "---\n" + pointer(3, "old.example.net.", "'") + end
    after = start + APEX + "---\n" + pointer(3, "old.example.net.", "'") + "---\n"
    after += pointer(25, "mail.example.org.", "'") + end
    files = {"example.org.zone": FORWARD, GCLOUD: before.replace("\n", newline)}

    assert {GCLOUD: after.replace("\n", newline)} == fixed(command, files)


def in_list(text: str) -> str:
    """Return documents as the items of a list."""
    sets = [each.splitlines() for each in text.split("---\n")]
    return "".join(f"- {each[0]}\n" + "".join(f"  {line}\n" for line in each[1:]) for each in sets)


def test_list_gets_an_item(command: CommandLine) -> None:
    """As `gcloud dns record-sets list --format yaml` may be kept."""
    before, after = (in_list("---\n".join([APEX, *sets])) for sets in ([OLD, WEB], [OLD, MAIL, WEB]))

    assert {GCLOUD: after} == fixed(command, {"example.org.zone": FORWARD, GCLOUD: before})


@pytest.mark.parametrize(
    ("sets", "why"),
    [
        ([], "no record of this type stands there to write it like"),
        ([OLD.replace("ttl: 300", "ttl: 300 # short")], "no record of this type stands there to write it like"),
        ([OLD.replace("- old", "- new.example.net.\n- old")], "no record of this type stands there to write it like"),
    ],
)
def test_record_set_that_nothing_is_like_is_refused(sets: list[str], why: str, command: CommandLine) -> None:
    """A comment, or what one RRset has more than another, would be copied."""
    files = {"example.org.zone": FORWARD, GCLOUD: "---\n".join([APEX, *sets])}

    assert {} == fixed(command, files)
    assert f"{GCLOUD}: {why}" in whys(command)


def test_file_of_two_zones_gets_a_record_of_one(command: CommandLine) -> None:
    """The name says of which."""
    other = APEX.replace("2.3.4", "9.3.4") + "---\n" + OLD.replace("2.3.4", "9.3.4")
    before = "---\n".join([APEX, OLD, other])
    files = {"example.org.zone": FORWARD, "zones.yaml": before}

    assert {"zones.yaml": "---\n".join([APEX, OLD, MAIL, other])} == fixed(command, files)


def test_data_that_stands_twice_goes(command: CommandLine) -> None:
    """Also from a list in brackets, and in JSON."""
    twice = OLD.replace("- old.example.net.\n", "- old.example.net.\n- old.example.net.\n")
    assert {GCLOUD: f"{APEX}---\n{OLD}"} == fixed(command, {GCLOUD: f"{APEX}---\n{twice}"})

    flow = OLD.replace("rrdatas:\n- old.example.net.\n", "rrdatas: [old.example.net.{}]\n")
    before, after = (f"{APEX}---\n" + flow.format(each) for each in (", old.example.net.", ""))
    assert {GCLOUD: after} == fixed(command, {GCLOUD: before})


# -- octoDNS ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[4.3.2.1, 4.3.2.2, 4.3.2.1]", "[4.3.2.1, 4.3.2.2]"),
        ("[4.3.2.1,4.3.2.1 , 4.3.2.2]  # both", "[4.3.2.1 , 4.3.2.2]  # both"),
        ("[4.3.2.1, '4.3.2.1', \"4.3.2.1\"]", "[4.3.2.1]"),
        ("[\n    4.3.2.1,\n    4.3.2.2,\n    4.3.2.1\n    ]", "[\n    4.3.2.1,\n    4.3.2.2\n    ]"),
        ("[\n    4.3.2.1,\n    4.3.2.1, 4.3.2.2,\n    ]", "[\n    4.3.2.1, 4.3.2.2,\n    ]"),
    ],
)
def test_item_that_stands_twice_goes_from_brackets(before: str, after: str, command: CommandLine) -> None:
    """With one comma."""
    zone = "www:\n  type: A\n  values: {}\n"

    assert {"example.org.yaml": zone.format(after)} == fixed(command, {"example.org.yaml": zone.format(before)})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  type: A\n  value: 4.3.2.1\n", ""),
        ("\na:\n  type: A\n  value: 4.3.2.1\n\n", "\n"),
        ("\n# again\na:\n  value: '4.3.2.1'\n  type: A\n\n", None),  # another order: what is meant is the same
        ("# again\na:\n  type: A\n  value: 4.3.2.1\n", "# again\n"),
        ("a:\n  type: A # x\n  value: 4.3.2.1\n", None),
        ("a:\n  type: A\n  value: 4.3.2.2\n", None),
        ("a: {type: A, value: 4.3.2.1}\n", ""),
    ],
)
def test_entry_that_stands_twice_goes(before: str, after: str | None, command: CommandLine) -> None:
    """With its lines, if they say the same and no comment is lost."""
    zone = "a:\n  type: A\n  value: 4.3.2.1\n{}z:\n  type: A\n  value: 4.3.2.9\n"
    expected = {} if after is None else {"example.org.yaml": zone.format(after)}

    assert expected == fixed(command, {"example.org.yaml": zone.format(before)})


def test_what_an_alias_says_twice_is_left(command: CommandLine) -> None:
    """It may be written anywhere."""
    zone = "a: &a\n  type: A\n  value: 4.3.2.1\nb: *a\nb: *a\n"

    assert {} == fixed(command, {"example.org.yaml": zone})


def test_ignored_value_goes(command: CommandLine) -> None:
    """The other key has it, too; for certain, or because octoDNS takes that one."""
    zone = "a:\n  type: A\n{}  values:\n  - 4.3.2.1\n  - 4.3.2.2\nb:\n  type: CNAME\n  value: a.example.org.\n{}"
    same = zone.format("  value: 4.3.2.2\n", "  values: [a.example.org.]\n")
    other = zone.format("  value: 4.3.2.3\n", "  values:\n  - c.example.net.\n")

    assert {"example.org.yaml": zone.format("", "")} == fixed(command, {"example.org.yaml": same})
    assert {} == fixed(command, {"example.org.yaml": other})
    assert {"example.org.yaml": zone.format("", "")} == fixed(command, {"example.org.yaml": other}, "--unsafe")


# -- DNSEndpoint -----------------------------------------------------------------------------------------------------

MANIFEST = """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: hosts
spec:
  endpoints:
"""


def endpoint(name: str, rtype: str, *targets: str) -> str:
    """Return an endpoint of a manifest."""
    lines = "".join(f"        - {target}\n" for target in targets)
    return f"    - dnsName: {name}\n      recordType: {rtype}\n      targets:\n{lines}"


@pytest.mark.parametrize(
    ("rtype", "before", "after"),
    [
        ("NS", ["ns1.example.net.", "ns2.example.net"], ["ns1.example.net", "ns2.example.net"]),
        # The endpoint is published once both are right.
        ("NS", ["ns1.example.net. # a", "'ns2.example.net.'"], ["ns1.example.net # a", "'ns2.example.net'"]),
        ("SRV", ["0 0 5060 sip.example.net"], ["0 0 5060 sip.example.net."]),
        ("SRV", ['"0 0 5060 sip.example.net"'], ['"0 0 5060 sip.example.net."']),
    ],
)
def test_dot_of_a_target_is_as_it_must_be(
    rtype: str, before: list[str], after: list[str], command: CommandLine
) -> None:
    """The endpoint was ignored, so its records are new."""
    name = "_sip._tcp.example.com" if rtype == "SRV" else "lab.example.com"
    other = MANIFEST + endpoint("www.example.com", "A", "4.3.2.80")
    files = {"a.yaml": other, "b.yaml": MANIFEST + endpoint(name, rtype, *before)}
    expected = {"b.yaml": MANIFEST + endpoint(name, rtype, *after)}

    assert expected == fixed(command, files)
    (zone,) = command("inventory", "--format", "json").json["zones"]
    assert len(after) == zone["records"][rtype]


def test_dot_that_would_publish_what_is_wrong_is_refused(command: CommandLine) -> None:
    """A name that is missing is told of as soon as something leads to it."""
    zone = FORWARD.replace("     MX   10 mail\n", "")
    files = {
        "example.org.zone": zone,
        "b.yaml": MANIFEST + endpoint("25.2.3.4.in-addr.arpa", "PTR", "gone.example.org."),
    }

    assert {} == fixed(command, files)
    assert any("it would bring a new finding" in why for why in whys(command))


# -- order -----------------------------------------------------------------------------------------------------------

CONFIG = """\
providers:
  files: {class: octodns.provider.yaml.YamlProvider, directory: .}
  dns: {class: octodns_powerdns.PowerDnsProvider}
zones:
  example.org.: {sources: [files], targets: [dns]}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # An item whose values stand on several lines.
        (
            "www:\n- values:\n  - 4.3.2.1 # old\n  - 4.3.2.2\n  # one\n  type: A\n  ttl: 60\n",
            "www:\n- ttl: 60\n  # one\n  type: A\n  values:\n  - 4.3.2.1 # old\n  - 4.3.2.2\n",
        ),
        # Values that are mappings, in items of their own.
        (
            "www:\n  - type: MX\n    values:\n      - preference: 10\n        exchange: a.example.net.\n",
            "www:\n  - type: MX\n    values:\n      - exchange: a.example.net.\n        preference: 10\n",
        ),
        # Braces, with their blanks and commas.
        ("www: { value: 4.3.2.1,type: A }  # x\n", "www: { type: A,value: 4.3.2.1 }  # x\n"),
        ("www: {value: 4.3.2.1, ttl: 60, type: A,}\n", "www: {ttl: 60, type: A, value: 4.3.2.1,}\n"),
        (
            "www:\n  type: MX\n  value: {preference: 10, exchange: a.example.net.}\n",
            "www:\n  type: MX\n  value: {exchange: a.example.net., preference: 10}\n",
        ),
        ("www:\n  - {value: 4.3.2.1, type: A}\n", "www:\n  - {type: A, value: 4.3.2.1}\n"),
        # A comment that would stand behind the dash, and braces over several lines, are left.
        ("www:\n- values: [4.3.2.1]\n  # one\n  type: A\n", None),
        ("www: {value: 4.3.2.1,\n      type: A}\n", None),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_keys_are_put_in_order(before: str, after: str | None, newline: str, command: CommandLine) -> None:
    """In whatever form they stand."""
    files = {"octodns.yaml": CONFIG, "example.org.yaml": before.replace("\n", newline)}
    expected = {} if after is None else {"example.org.yaml": after.replace("\n", newline)}

    assert expected == fixed(command, files, "--select", "keys-out-of-order")
    assert (after is None) == bool(whys(command, "--select", "keys-out-of-order"))
