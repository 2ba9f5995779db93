"""SARIF as code scanning services read it: paths, suppressions, documentation, and the bounds of GitHub."""

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from builders import finding, place, source, suppressed
from commandline import BROKEN, CommandLine, write
from linting import RULES
from report_readers import SARIF, read_rdjson

from zonelint.lint.findings import ERROR, INFO, WARNING, Finding, Related
from zonelint.lint.report import Report
from zonelint.lint.rule import Rule
from zonelint.lint.suppressions import CONFIGURATION
from zonelint.output import rdjson, sarif, writer
from zonelint.output.rule_help import markdown_help

FILE = source("a A 192.0.2.1\nb A 192.0.2.2\n", "x.zone")


def _found(message: str = "odd", severity: str = ERROR, **more: Any) -> Finding:
    return finding(place(FILE, "a"), message, severity=severity, **more)


def _run(report: Report) -> Any:
    stream = io.StringIO()
    writer("sarif")(report, stream)
    log = json.loads(stream.getvalue())
    SARIF.validate(log)
    return log["runs"][0]


# -- suppressions ----------------------------------------------------------------------------------------------------


def test_suppressed_findings_are_results_with_suppressions() -> None:
    """In the order of reports; where one result has suppressions, all do."""
    shown, silenced = _found(), finding(place(FILE, "b"), "silenced")
    by_configuration = suppressed(finding(place(FILE, "192"), "silenced, too"), kind=CONFIGURATION, reason="")

    results = _run(Report([shown], suppressed=[suppressed(silenced, "a printer"), by_configuration]))["results"]

    assert ["odd", "silenced, too", "silenced"] == [result["message"]["text"] for result in results]
    assert [] == results[0]["suppressions"]
    [of_entry], [of_comment] = (result["suppressions"] for result in results[1:])
    assert ("external", None) == (of_entry["kind"], of_entry.get("justification"))
    assert ("inSource", "a printer") == (of_comment["kind"], of_comment["justification"])
    assert "x.zone" == of_comment["location"]["physicalLocation"]["artifactLocation"]["uri"]


@pytest.mark.parametrize(("show", "expected"), [(False, ["odd"]), (True, ["odd", "silenced"])])
def test_github_gets_suppressed_findings_on_request_only(
    show: bool, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would show them as open."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    report = Report([_found()], suppressed=[suppressed(finding(place(FILE, "b"), "silenced"))])
    report.show_suppressed = show
    results = _run(report)["results"]

    assert expected == [result["message"]["text"] for result in results]
    assert show == ("suppressions" in results[0])


# -- bounds ----------------------------------------------------------------------------------------------------------


def _sentence(report: Report) -> tuple[str | None, Any]:
    stream = io.StringIO()
    sentence = writer("sarif")(report, stream)
    log = json.loads(stream.getvalue())
    SARIF.validate(log)
    return sentence, log["runs"][0]


def test_of_too_many_results_the_gravest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of reports; the run says that there were more, and so does the writer."""
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    severities = [INFO, WARNING, ERROR, INFO, WARNING, ERROR]
    found = [_found(f"number {at}", severity) for at, severity in enumerate(severities)]
    sentence, run = _sentence(Report(found))

    assert ["number 1", "number 2", "number 5"] == [result["message"]["text"] for result in run["results"]]
    assert "the SARIF report holds the gravest 3 of 6 results: GitHub would refuse a larger one" == sentence
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"]
    assert [sentence] == [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]


def test_fingerprints_of_kept_results_are_those_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is cut must not give its number to another one, or GitHub would take one for the other."""
    monkeypatch.setattr(sarif, "MAX_RESULTS", 1)
    _, run = _sentence(Report([_found(severity=INFO), _found(severity=ERROR)]))

    [result] = run["results"]
    assert result["partialFingerprints"]["primaryLocationLineHash"].endswith(":2")


@pytest.mark.parametrize("bound", ["MAX_OCTETS", "MAX_COMPRESSED"])
def test_size_is_bounded(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Octets are counted as they are written, and as GitHub gets them."""
    monkeypatch.setattr(sarif, bound, 100_000)
    found = [_found("".join(chr(0x4E00 + (at * 7919 + n * n * 31) % 20000) for n in range(500))) for at in range(500)]
    sentence, run = _sentence(Report(found))

    assert 0 < len(run["results"]) < 500
    assert f"the gravest {len(run['results'])} of 500 results" in (sentence or "")


def test_nothing_is_said_where_nothing_is_cut() -> None:
    """Then the run needs no invocation."""
    sentence, run = _sentence(Report([_found()]))

    assert ("", False) == (sentence, "invocations" in run)


def test_rules_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that found something are described before others; a result of another one needs no description."""
    monkeypatch.setattr(sarif, "MAX_RULES", 1)
    run = _run(Report([_found(rule="b-rule"), _found(rule="a-rule")], rules=dict(list(RULES.items())[:2])))

    assert ["a-rule"] == [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [None, 0] == [result.get("ruleIndex") for result in run["results"]]


# -- texts -----------------------------------------------------------------------------------------------------------


def test_texts_make_no_links() -> None:
    """In SARIF, `[words](target)` in a message is a link."""
    forged = "[click](https://evil.example)"
    found = _found(forged, related=[Related(place(FILE, "b"), forged)])
    [result] = _run(Report([found]))["results"]

    assert r"\[click\](https://evil.example)" == result["message"]["text"]
    assert result["message"] == result["relatedLocations"][0]["message"]


def test_texts_without_links_keep_their_brackets() -> None:
    """They are shown as they are."""
    [result] = _run(Report([_found("ignore[x] (y)")]))["results"]

    assert "ignore[x] (y)" == result["message"]["text"]


def test_control_characters_are_spelled() -> None:
    """As everywhere else where people read."""
    [result] = _run(Report([_found("\x1b[31m\u202e", help="one\x07\ntwo")]))["results"]

    assert "\\x1b[31m\\u202e\none\\x07\ntwo" == result["message"]["text"]


@pytest.mark.parametrize("name", RULES)
def test_help_of_every_rule_is_markdown_with_links(name: str) -> None:
    """Each RFC that it names is a link, its sections are headings, and nothing of it is lost or taken for HTML."""
    doc = RULES[name].doc.strip()
    page = cmarkgfm.github_flavored_markdown_to_html(markdown_help(name, doc))

    assert "<strong>Why:</strong>" in page
    assert "<!-- raw HTML omitted -->" not in page
    assert page.count('<a href="https://www.rfc-editor.org/rfc/rfc') == len(_rfcs(doc))
    assert _words(doc) == _words(_text_of(page)).removesuffix(_words(f"`zonelint explain {name}` shows examples."))


def _rfcs(doc: str) -> list[str]:
    import re

    return re.findall(r"RFC \d+", re.sub(r"`[^`]*`", "", doc))


def _text_of(page: str) -> str:
    from html.parser import HTMLParser

    texts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = texts.append  # type: ignore[method-assign]
    parser.feed(page)
    return "".join(texts)


def _words(text: str) -> str:
    return "".join(text.replace("`", "").split())


def test_section_of_an_rfc_is_linked() -> None:
    """With its number; in backquotes there are no links."""
    text = markdown_help("x", "RFC 1035 section 3.3.9; RFC 2317; `RFC 1`; RFC 7208 sections 4 and 5; <b> a_b_ *c*")

    assert text.startswith(
        "[RFC 1035 section 3.3.9](https://www.rfc-editor.org/rfc/rfc1035#section-3.3.9); "
        "[RFC 2317](https://www.rfc-editor.org/rfc/rfc2317); `RFC 1`; "
        "[RFC 7208 sections 4](https://www.rfc-editor.org/rfc/rfc7208#section-4) and 5; \\<b\\> a\\_b\\_ \\*c\\*\n"
    )


# -- paths -----------------------------------------------------------------------------------------------------------


def _uri(ran: Any) -> str:
    [result] = ran.json["runs"][0]["results"]
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return uri


@pytest.mark.parametrize("variable", ["", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_paths_are_relative_to_the_top_of_the_repository(
    variable: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is the git work tree's, or the folder that the service names."""
    write({"clone/zones/example.com.zone": BROKEN})
    subprocess.run(["git", "init", "-q", "clone"], check=True)
    if variable:
        monkeypatch.setenv(variable, str(Path.cwd()))
    monkeypatch.chdir("clone/zones")

    expected = "clone/zones/example.com.zone" if variable else "zones/example.com.zone"
    assert expected == _uri(command("--format", "sarif", "."))
    assert f" file={expected}," in command("--format", "github", ".").out


def test_folder_of_the_service_counts_only_around_the_current_one(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere it says nothing about these files."""
    write({"zones/example.com.zone": BROKEN, "other/x": ""})
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path("other").absolute()))

    assert "zones/example.com.zone" == _uri(command("--format", "sarif", "zones"))


def test_standard_input_has_no_folder(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named for it has its own, also by an absolute path."""
    write({"zones/x": ""})
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd()))
    monkeypatch.chdir("zones")

    assert "%3Cstdin%3E" == _uri(command("-", "--origin", "example.com", "--format", "sarif", stdin=BROKEN))
    for name in ("x.zone", str(Path("x.zone").absolute())):
        ran = command("-", "--stdin-filename", name, "--origin", "example.com", "--format", "sarif", stdin=BROKEN)
        assert "zones/x.zone" == _uri(ran)


# -- addresses on the web --------------------------------------------------------------------------------------------


def test_addresses_are_given_where_there_are_some(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the project and of the page about a rule; a key without one is left out."""
    name = "mx-target-without-address"
    report = Report([_found(rule=name)], rules={name: RULES[name]})
    driver = _run(report)["tool"]["driver"]

    assert ("informationUri" in driver, "helpUri" in driver["rules"][0]) == (False, False)
    monkeypatch.setattr(sarif, "PROJECT_URL", "https://zonelint.example/")
    monkeypatch.setattr(Rule, "url", "https://zonelint.example/rule")
    driver = _run(report)["tool"]["driver"]
    assert ("https://zonelint.example/", "https://zonelint.example/rule") == (
        driver["informationUri"], driver["rules"][0]["helpUri"],
    )  # fmt: skip


def test_addresses_are_in_rdjson_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the protocol has them: of the source and of the code."""
    name = "mx-target-without-address"
    monkeypatch.setattr(rdjson, "PROJECT_URL", "https://zonelint.example/")
    monkeypatch.setattr(Rule, "url", "https://zonelint.example/rule")
    stream = io.StringIO()
    writer("rdjson")(Report([_found(rule=name)], rules={name: RULES[name]}), stream)
    assert [name] == [each.rule for each in read_rdjson(stream.getvalue())]
    shown = json.loads(stream.getvalue())

    assert {"name": "zonelint", "url": "https://zonelint.example/"} == shown["source"]
    assert {"value": name, "url": "https://zonelint.example/rule"} == shown["diagnostics"][0]["code"]
