"""The formats for programs: json, jsonl, sarif and github."""

import io
import json
import os
from types import ModuleType
from typing import Any

import pytest
from builders import finding, place, record, source, suppressed
from hypothesis import given
from hypothesis import strategies as st
from report_readers import SARIF

from zonelint.dns.places import START, Span
from zonelint.dns.zone import Place
from zonelint.lint.findings import ERROR, INFO, WARNING, Finding, Related
from zonelint.lint.report import Report
from zonelint.lint.rule import Rule
from zonelint.output import FORMATS, writer

ZONE = "@ MX 10 mail\nmail A 192.0.2.25\n"


def _write(name: str, *findings: Finding, **more: Any) -> str:
    stream = io.StringIO()
    writer(name)(Report(findings, **more), stream)
    return stream.getvalue()


def _some(**more: Any) -> Finding:
    file = source(ZONE)
    return finding(
        place(file, "10 mail"),
        "mail.example.com. has no address",
        "mx-target-without-address",
        related=[Related(place(file, "192.0.2.25"), "this address")],
        **{"zone": "example.com.", "owner": "example.com.", "type": "MX", "help": "add", "view": "inside", **more},
    )


@pytest.mark.parametrize("name", FORMATS)
def test_name_that_is_no_utf8_is_spelled_alike_in_all_formats(name: str) -> None:
    r"""A byte that is no character is ``\xff``: half of a surrogate pair is no JSON to a strict reader."""
    found = finding(Place.at(source("", "b\udcff.zone")), "b\udcff.zone is empty", "soa-missing")

    text = _write(name, found)
    shown = json.dumps(json.loads(text)) if text.startswith("{") else text
    assert "\\ud" not in shown
    assert text.encode("utf-8")
    assert r"b\xff.zone is empty" in shown.replace("\\\\", "\\")


def test_json_shows_a_finding_with_stable_keys() -> None:
    """In the order of the documentation."""
    found = _some()

    [shown] = json.loads(_write("json", found))["findings"]

    assert {
        "rule": "mx-target-without-address",
        "severity": "error",
        "message": "mail.example.com. has no address",
        "path": "zones/example.com.zone",
        "line": 1,
        "column": 6,
        "end_line": 1,
        "end_column": 13,
        "zone": "example.com.",
        "view": "inside",
        "owner": "example.com.",
        "type": "MX",
        "related": [{"path": "zones/example.com.zone", "line": 2, "column": 8, "message": "this address"}],
        "fingerprint": found.fingerprint,
        "fixable": None,
        "help": "add",
        "count": 1,
    } == shown


def test_json_names_several_views() -> None:
    """Then there is no single one."""
    found = _some(view=None)
    found.views = ("inside", None)

    [shown] = json.loads(_write("json", found))["findings"]

    assert (None, ["inside", None]) == (shown["view"], shown["views"])


def _shown_for_two() -> Finding:
    """Return a finding that is shown for itself, a gentler one of another rule, and another at the same place."""
    other = finding(place(source("b A 192.0.2.1\n", "b.zone"), "b"), "b. is wrong", "b-rule", WARNING, owner="b.")
    shown = _some()
    same_place = finding(place(source(ZONE), "10 mail"), "and more is wrong", shown.rule, owner=shown.owner)
    shown.members = [_some(), other, same_place]
    return shown


def test_json_shows_the_members_of_a_finding() -> None:
    """Each with what tells it from the others, itself first; what the finding says stays as it is."""
    found = _shown_for_two()

    [shown] = json.loads(_write("json", found))["findings"]

    assert (3, "mail.example.com. has no address") == (shown["count"], shown["message"])
    assert {
        "rule": "b-rule",
        "severity": "warning",
        "message": "b. is wrong",
        "path": "b.zone",
        "line": 1,
        "owner": "b.",
        "fingerprint": found.members[1].fingerprint,
    } == shown["members"][1]
    assert [member.fingerprint for member in found.members] == [member["fingerprint"] for member in shown["members"]]


def test_json_counts_what_is_shown() -> None:
    """A finding that stands for others counts once, and `merged` counts the others."""
    summary = json.loads(_write("json", _shown_for_two()))["summary"]

    assert ({"error": 1, "warning": 0, "info": 0}, 2) == (summary["findings"], summary["merged"])


def test_sarif_relates_the_members() -> None:
    """A result says how many it stands for, and where the others are."""
    [result] = _run(_write("sarif", _shown_for_two()))["results"]

    assert 3 == result["occurrenceCount"]
    assert ["this address", "b. is wrong", "and more is wrong"] == [
        related["message"]["text"] for related in result["relatedLocations"]
    ]
    assert "\nand 2 more: b-rule b. (b.zone:1), and more is wrong\n" in result["message"]["text"]


def test_github_names_the_members() -> None:
    """Between the message and the help."""
    assert "has no address%0Aand 2 more: b-rule b. (b.zone:1), and more is wrong%0Aadd" in _write(
        "github", _shown_for_two()
    )


def test_json_sums_up() -> None:
    """Severities that did not occur are counted as zero."""
    counts = {"files": 12, "zones": 10, "records": 843, "undecided": 7}

    shown = json.loads(
        _write("json", _some(), _some(severity=WARNING), seconds=0.08123, suppressed=[suppressed(_some())], **counts)
    )

    assert 1 == shown["version"]
    found = {"error": 1, "warning": 1, "info": 0}
    assert {**counts, "findings": found, "merged": 0, "suppressed": 1, "seconds": 0.081} == shown["summary"]


def test_json_without_findings_is_whole() -> None:
    """The list is empty, not missing."""
    assert [] == json.loads(_write("json"))["findings"]


def test_json_counts_by_rule_when_statistics_are_wanted() -> None:
    """Under a key of their own."""
    shown = json.loads(_write("json", _some(), _some(), statistics=True))

    assert [{"rule": "mx-target-without-address", "severity": "error", "count": 2}] == shown["statistics"]


def test_jsonl_is_one_finding_a_line() -> None:
    """Each as json shows it."""
    lines = _write("jsonl", _some(), _some(severity=INFO)).splitlines()

    assert json.loads(_write("json", _some(), _some(severity=INFO)))["findings"] == [json.loads(line) for line in lines]


def _rule(name: str, doc: str, severity: str = ERROR) -> Rule:
    module = ModuleType(f"rules.mail.{name}", doc)
    module.check = iter  # type: ignore[attr-defined]
    vars(module).update(SEVERITY=severity)
    return Rule(module, "mail")


def _run(text: str) -> Any:
    log = json.loads(text)
    SARIF.validate(log)
    [run] = log["runs"]
    return run


def test_sarif_is_valid_without_findings() -> None:
    """An empty report is a report."""
    assert [] == _run(_write("sarif"))["results"]


def test_sarif_places_a_result_in_its_file() -> None:
    """Relative to a base that says nothing of where the folder lies."""
    run = _run(_write("sarif", _some()))

    [result] = run["results"]
    assert {
        "artifactLocation": {"uri": "zones/example.com.zone", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 13},
    } == result["locations"][0]["physicalLocation"]
    assert "unicodeCodePoints" == run["columnKind"]
    assert "uri" not in run["originalUriBaseIds"]["SRCROOT"]


def test_sarif_says_what_and_how_to_mend_it() -> None:
    """The message and the help are the text, and related places have their notes."""
    [result] = _run(_write("sarif", _some(severity=INFO)))["results"]

    assert "mail.example.com. has no address\nadd" == result["message"]["text"]
    assert "note" == result["level"]
    assert ["this address"] == [location["message"]["text"] for location in result["relatedLocations"]]


def test_sarif_documents_its_rules() -> None:
    """The rule's docstring is its help; a result points at its rule."""
    rules = {"mx-odd": _rule("mx_odd", "An odd MX.\n\nIt breaks mail.\n", WARNING), "a": _rule("a", "Another one.")}

    run = _run(_write("sarif", _some(), rules=rules))

    descriptors = run["tool"]["driver"]["rules"]
    assert ["a", "mx-odd", "mx-target-without-address"] == [descriptor["id"] for descriptor in descriptors]
    assert "An odd MX" == descriptors[1]["shortDescription"]["text"]
    assert "An odd MX.\n\nIt breaks mail." == descriptors[1]["help"]["text"]
    assert {"level": "warning", "enabled": True} == descriptors[1]["defaultConfiguration"]
    assert 2 == run["results"][0]["ruleIndex"]


def test_sarif_fingerprints_outlive_line_numbers() -> None:
    """Equal ones are told apart by a number, as GitHub wants it."""
    one, other = _some(), _some()

    results = _run(_write("sarif", one, other))["results"]

    assert [one.fingerprint] * 2 == [result["partialFingerprints"]["zonelint/v1"] for result in results]
    assert [f"{one.fingerprint}:1", f"{one.fingerprint}:2"] == [
        result["partialFingerprints"]["primaryLocationLineHash"] for result in results
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("zönes/a b%.zone", "z%C3%B6nes/a%20b%25.zone"),
        ("a:b.zone", "a%3Ab.zone"),
        ("\udcff.zone", "%FF.zone"),
        ("64/26.2.0.192#x?", "64/26.2.0.192%23x%3F"),
    ],
)
def test_sarif_encodes_paths(path: str, uri: str) -> None:
    """Whatever a file is called, it is a valid relative reference."""
    [result] = _run(_write("sarif", finding(place(source(ZONE, path), "mail"))))["results"]

    assert uri == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_sarif_keeps_as_many_related_places_as_github_does() -> None:
    """Equal places are no error."""
    at = place(source(ZONE), "mail")
    found = finding(at, related=[Related(at, "same")] * 150)

    assert 100 == len(_run(_write("sarif", found))["results"][0]["relatedLocations"])


def _half_spelled(char: str) -> str:
    """Return `char`, or the escape that stands for half of a surrogate pair, which JSON in UTF-8 cannot hold."""
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if 0xD800 <= code <= 0xDFFF else char


@given(st.text(st.characters(exclude_categories=()), max_size=30), st.binary(min_size=1, max_size=30))
def test_any_text_makes_valid_reports(text: str, path: bytes) -> None:
    """Even bytes that are no UTF-8 and control characters."""
    at = place(source(f"x\n{text}", os.fsdecode(path)), "x")
    found = finding(at, text, related=[Related(at, text)], help=text)

    SARIF.validate(json.loads(_write("sarif", found).encode()))
    shown = json.loads(_write("json", found).encode("ascii"))["findings"][0]["message"]
    assert "".join(_half_spelled(char) for char in text) == shown
    assert 1 == len(_write("concise", found).splitlines())


def test_github_annotates_the_place() -> None:
    """With all that a command can hold, and the place once more for the log."""
    assert _write("github", _some(), zones=1, records=2) == (
        "::error file=zones/example.com.zone,line=1,endLine=1,title=mx-target-without-address,col=6,endColumn=13"
        "::zones/example.com.zone:1:6: mail.example.com. has no address%0Aadd\n"
        "1 error in 1 zone (2 records)\n"
    )


def test_github_puts_the_gravest_first() -> None:
    """Only the first few of a kind are shown there."""
    text = _write("github", *(_some(severity=severity) for severity in (INFO, ERROR, WARNING, ERROR)))

    assert ["error", "error", "warning", "notice"] == [line.split()[0][2:] for line in text.splitlines()[:4]]


def test_github_escapes_what_would_end_a_command_or_a_property() -> None:
    """Per cent, line ends, colons and commas."""
    found = finding(place(source("x\n", "a,b:c%.zone"), "x"), "50%\r\n::error::y")

    first, *rest = _write("github", found, quiet=True).splitlines()

    assert [] == rest
    assert first == (
        "::error file=a%2Cb%3Ac%25.zone,line=1,endLine=1,title=some-rule,col=1,endColumn=2"
        "::a,b:c%25.zone:1:1: 50%25%0A::error::y"
    )


def test_github_gives_no_columns_for_several_lines() -> None:
    """It refuses them there."""
    text = _write("github", finding(Place.at(source("a (\n)\n"), Span(1, 3, 2, 2))))

    assert text.startswith("::error file=zones/example.com.zone,line=1,endLine=2,title=some-rule::")


def test_a_record_is_placed_by_its_source() -> None:
    """The span is looked up when the report is written."""
    file = source(ZONE)
    found = finding(Place.of(record(file, 2, "mail.example.com.")))

    [shown] = json.loads(_write("json", found))["findings"]

    assert (2, 1, 18) == (shown["line"], shown["column"], shown["end_column"])


def test_a_finding_about_a_file_stands_at_its_beginning() -> None:
    """An empty span is a span."""
    [result] = _run(_write("sarif", finding(Place.at(source(ZONE), START))))["results"]

    assert {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1} == (
        result["locations"][0]["physicalLocation"]["region"]
    )
