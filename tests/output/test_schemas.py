"""The schemas of what the commands print as JSON: they name every key, and all output holds to them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from builders import finding, place, source
from commandline import BROKEN, CommandLine, Ran, write
from hostile_texts import HOSTILE_ZONE
from jsonschema import Draft202012Validator, ValidationError
from linting import RULES
from project import ROOT

from zonelint import testing
from zonelint.lint.failures import Failure
from zonelint.lint.report import Report
from zonelint.output.json import write as write_json

SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "docs/schemas").glob("*.json")}


def _strict(schema: Any) -> Any:
    """Return `schema` without room for keys that it does not name: what is printed must be in it."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: _strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        strict.setdefault("additionalProperties", False)
    return strict


STRICT = {name: Draft202012Validator(_strict(schema)) for name, schema in SCHEMAS.items()}


def _part(name: str, part: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": _strict(SCHEMAS[name])["$defs"]})


def _validate(ran: Ran, name: str) -> Any:
    assert ran.status in (0, 1), ran.err
    STRICT[name].validate(ran.json)
    return ran.json


def test_there_is_one_for_each_command() -> None:
    """That prints JSON for programs."""
    assert {"check", "senders", "inventory", "lookup"} <= set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_package_has_the_same_schemas_as_the_documents(name: str) -> None:
    """To the octet."""
    inside = ROOT / "zonelint/output/schemas" / f"{name}.json"

    assert inside.read_bytes() == (ROOT / "docs/schemas" / f"{name}.json").read_bytes()
    assert len(SCHEMAS) == len(list(inside.parent.iterdir()))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    """Of the draft that it names, with an explanation of each key, and open to more keys."""
    Draft202012Validator.check_schema(SCHEMAS[name])
    properties = list(_properties(SCHEMAS[name]))

    assert properties
    assert [] == [key for key, value in properties if not {"description", "$ref", "const"} & set(value)
                  and value.get("type") != "object"]  # fmt: skip
    assert '"additionalProperties": false' not in json.dumps(SCHEMAS[name])


def _properties(schema: Any) -> Any:
    if isinstance(schema, list):
        for each in schema:
            yield from _properties(each)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from value.items()
            yield from _properties(value)


def test_strict_schema_refuses_an_unknown_key(command: CommandLine) -> None:
    """Or the tests here would prove nothing; the published one lets it pass."""
    write({"example.com.zone": BROKEN})
    report = command("--format", "json").json
    report["findings"][0]["new"] = 1

    Draft202012Validator(SCHEMAS["check"]).validate(report)
    with pytest.raises(ValidationError):
        STRICT["check"].validate(report)


QUESTIONS = "example.com MX\nexample.com ANY\n*.example.com A\nx.y.example.net TXT\nexample.com\nx NOTYPE\na..b A\n"


def _validate_all(command: CommandLine) -> None:
    """Hold what each command prints of the current folder to its schema."""
    report = _validate(command(".", "-f", "json", "--show-suppressed", "--statistics", "--select", "ALL"), "check")
    lines = command(".", "--format", "jsonl", "--select", "ALL").out.splitlines()
    assert report["findings"] == [json.loads(line) for line in lines]
    _validate(command("senders", ".", "--format", "json"), "senders")
    _validate(command("inventory", ".", "--format", "json"), "inventory")
    answers = command("lookup", "-", ".", stdin=QUESTIONS)
    if answers.status == 0:  # a set that has views only answers none of these
        assert QUESTIONS.count("\n") == len(answers.out.splitlines())
        for line in answers.out.splitlines():
            STRICT["lookup"].validate(json.loads(line))


@pytest.mark.parametrize("name", RULES)
def test_all_commands_hold_to_their_schema_on_bad_examples(
    name: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with the zones."""
    for example in testing.examples_of(name):
        if example.kind == "BAD":
            folder = Path(f"{example.number}").absolute()
            write({f"{folder}/{path}": text for path, text in example.files.items()})
            with monkeypatch.context() as context:
                context.chdir(folder)
                _validate_all(command)


def test_all_commands_hold_to_their_schema_on_hostile_zones(command: CommandLine) -> None:
    """With names that are no UTF-8, too."""
    write({"example.com.zone": HOSTILE_ZONE, "x/<script>`]]>%0A##[x].zone": "$ORIGIN example.net.\n" + HOSTILE_ZONE})
    Path("b\udcff.zone").write_text("$ORIGIN example.org.\n" + BROKEN)
    _validate_all(command)


VIEWS = {
    "named.conf": (
        'view "inside" { zone "example.com" { type primary; file "inside"; }; };\n'
        'view "outside" { zone "example.com" { type primary; file "outside"; };\n'
        '                 zone "example.org" { type secondary; file "x"; }; };\n'
    ),
    "inside": BROKEN,
    "outside": BROKEN + "mail A 4.3.2.3\n",
}


def test_views_hold_to_the_schemas(command: CommandLine) -> None:
    """What is the same in both is there once, with both."""
    write(VIEWS)
    _validate_all(command)
    for words in (("mail.example.com", "A"), ("ns1.example.com", "A"), ("x.example", "A")):
        lines = command("lookup", *words, "--format", "json").out.splitlines()
        shown = [json.loads(line) for line in lines]
        for each in shown:
            STRICT["lookup"].validate(each)
        assert len(shown) == (2 if words[0].startswith("mail") else 1)


def test_suppressed_finding_holds_to_its_schema(command: CommandLine) -> None:
    """In json under a key of its own, in jsonl as a line."""
    silenced = BROKEN.rstrip("\n") + " ; zonelint: ignore[mx-target-without-address] known\n"
    write({"example.com.zone": silenced})
    shown = _validate(command("--format", "json", "--show-suppressed"), "check")
    (line,) = command("--format", "jsonl", "--show-suppressed").out.splitlines()

    assert shown["suppressed"] == [json.loads(line)]
    _part("check", "suppressed").validate(json.loads(line))
    with pytest.raises(ValidationError):
        _part("check", "finding").validate(json.loads(line))


def test_failed_rules_hold_to_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """They stand in the summary."""
    import sys

    failure = Failure("one-rule", "zonelint_rules", ValueError("bad"))
    write_json(Report([finding(place(source("a\n"), "a"))], failures=[failure]), sys.stdout)
    report = json.loads(capsys.readouterr().out)

    STRICT["check"].validate(report)
    assert ["one-rule"] == report["summary"]["failed_rules"]


def test_report_of_a_change_holds_to_the_schema(command: CommandLine) -> None:
    """With the base, the number of older findings, and places in the state before."""
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        if words[0] == "add":
            write({"example.com.zone": BROKEN, "example.org.zone": BROKEN + "     MX   30 h.example.net.\n",
                   "example.net.zone": BROKEN + "h A 4.3.2.9\n"})  # fmt: skip
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@y", *words], check=True)
    write({"example.net.zone": BROKEN})
    report = _validate(command("--base", "HEAD", "--format", "json"), "check")

    assert ("HEAD", 3) == (report["summary"]["base"], report["summary"]["older"])
    assert [True] == [
        related["base"] for found in report["findings"] for related in found["related"] if "base" in related
    ]
