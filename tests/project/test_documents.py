"""What the documents say about keys and options is what the code knows."""

import json
import re
import tomllib
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest
from linting import RULES
from project import ROOT, project_files
from ruamel.yaml import YAML

from zonelint import testing
from zonelint.config.file import find_config
from zonelint.config.keys import MAPPINGS, TOP, Table
from zonelint.config.settings import load
from zonelint.testing import lint, spots

CONFIGURATION = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")


def keys_below(table: Table, prefix: str = "") -> list[str]:
    """Return the dotted names of all keys of a single table; tables of the user's own keys and lists count as one.

    A key without a description does nothing yet.
    """
    names = []
    for name, key in table.keys.items():
        if not key.doc:
            continue
        if isinstance(key.kind, Table) and not key.kind.many:
            names += keys_below(key.kind, f"{prefix}{name}.")
        else:
            names.append(prefix + name)
    return names


@pytest.mark.parametrize("key", keys_below(TOP))
def test_each_key_is_documented(key: str) -> None:
    """Every key of the configuration has its row."""
    rows = {match[1] for match in re.finditer(r"^\| `([^`]+)` \|", CONFIGURATION, re.MULTILINE)}

    assert key in rows or key.partition(".")[0] in rows or f"{key}.NAME" in rows


@pytest.mark.parametrize("document", ["README.md", "docs/configuration.md", "docs/suppressions.md"])
def test_documented_configuration_is_accepted(document: str, tmp_path: Path) -> None:
    """Each sample of a configuration is one that zonelint reads."""
    samples = re.findall(
        r"^```toml\n(.*?)^```", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    for number, sample in enumerate(samples):
        path = tmp_path / f"{number}.toml"
        path.write_text(sample, encoding="utf-8")

        assert tomllib.loads(sample)
        assert path == Path(load(str(path)).path or "")

    assert samples


def test_the_options_of_rules_are_documented() -> None:
    """Each with its default and its range, as the rule declares them, and no other."""
    rows = [
        f"| `{rule.name}` | `{name}` | `{json.dumps(option.default)}` | {option.wanted}: {option.doc} |"
        for rule in RULES.values()
        if rule.package == "zonelint_rules"
        for name, option in rule.options.items()
    ]
    table = CONFIGURATION.partition("| rule | option | default | meaning |\n")[2].partition("\n\n")[0]

    assert rows == table.split("\n")[1:]


@pytest.mark.parametrize("key", MAPPINGS.keys)
def test_each_key_of_a_mapping_is_documented(key: str) -> None:
    """Every key of ``[[mappings]]`` stands in the table about it."""
    table = CONFIGURATION.partition("| key of `mappings` |")[2].partition("\n\n")[0]
    first_cells = [row.split("|")[1] for row in table.splitlines() if row.startswith("|")]

    assert any(f"`{key}`" in cell for cell in first_cells)


def test_documented_default_set_of_rules_is_the_one_that_runs() -> None:
    """The rules that are on or off against their severity are just those that the table names."""
    rows = CONFIGURATION.partition("| rules | default |")[2].partition("\n\n")[0].splitlines()
    documented = {row.split("|")[2].strip(): re.findall(r"`([^`]+)`", row) for row in rows if "`" in row}
    rules = RULES.values()

    assert documented == {
        "advice, but on": sorted(rule.name for rule in rules if rule.severity == "info" and rule.default),
        "warnings, but off": sorted(rule.name for rule in rules if rule.severity != "info" and not rule.default),
    }


def test_recipe_for_code_scanning_uploads_what_was_found() -> None:
    """The workflow without the action is YAML, may upload, and does so although findings end the run with status 1."""
    recipes = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
    samples = re.findall(r"^```yaml\n(.*?)^```", recipes, re.MULTILINE | re.DOTALL)
    (recipe,) = [sample for sample in samples if "run: zonelint --format sarif" in sample]
    workflow = YAML(typ="safe").load(recipe)
    *_, check, upload = workflow["jobs"]["zonelint"]["steps"]

    assert "write" == workflow["permissions"]["security-events"]
    assert "github/codeql-action/upload-sarif" == upload["uses"].partition("@")[0]
    assert "always()" == upload["if"]
    assert f"--output {upload['with']['sarif_file']} " in check["run"]


@pytest.mark.parametrize("document", [path for path in project_files() if path.endswith(".md")])
@pytest.mark.parametrize("word", ["--jobs", "--no-cache", "rule-paths"])
def test_what_does_nothing_is_in_no_document(word: str, document: str) -> None:
    """Users do not read of options and keys without effect."""
    if document != "CHANGELOG.md":
        assert word not in (ROOT / document).read_text(encoding="utf-8")


def test_examples_need_no_configuration() -> None:
    """The examples are judged with the defaults, whoever runs them from this project."""
    assert find_config(str(ROOT / "examples/broken")) is None


@pytest.mark.parametrize("document", [path for path in project_files() if path.endswith(".md")])
def test_links_lead_to_files(document: str) -> None:
    """A link inside the project names a file that is there."""
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?://)([^)#]+)", text)

    assert [] == [target for target in targets if not (ROOT / document).parent.joinpath(target).exists()]


# -- the rooms -------------------------------------------------------------------------------------------------------

ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
MOST_LINES = 10


def contract() -> list[set[str]]:
    """Return the layers of the contract about imports, the upper ones first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = [each["layers"] for each in settings["tool"]["importlinter"]["contracts"] if each["id"] == "one-way"]
    return [set(re.split(r" [|:] ", layer)) for layer in layers]


def test_picture_of_the_layers_is_the_contract() -> None:
    """Who reads CONTRIBUTING.md knows what `make lint` holds; there are as many layers as the text says."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = [set(re.split(r" [|:] ", row.strip())) for row in re.findall(r"^ *│ (.+?) +│", text, re.MULTILINE)]

    assert contract() == drawn
    assert 8 == len(drawn)
    assert "zonelint has eight layers" in text


def rooms_walked_through() -> dict[str, list[str]]:
    """Return the lines of each section of docs/architecture.md, but for empty ones."""
    sections = ARCHITECTURE.split("\n## ")[1:]
    return {
        name: [line for line in text.splitlines() if line] for name, _, text in (s.partition("\n") for s in sections)
    }


def test_walk_goes_through_every_room() -> None:
    """Each folder has its section, and the rules have one."""
    rooms = {name for layer in contract() for name in layer if (ROOT / "zonelint" / name).is_dir()}

    assert rooms | {"rules"} == set(rooms_walked_through())


@pytest.mark.parametrize("room", rooms_walked_through())
def test_walk_stays_short(room: str) -> None:
    """Ten lines a room can be read in one go."""
    assert len(rooms_walked_through()[room]) <= MOST_LINES


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_files_that_are_named_are_there(document: str) -> None:
    """Who looks for one finds it."""
    named = re.findall(r"`((?:zonelint|rules|examples|tests)/[\w./-]*)`", (ROOT / document).read_text(encoding="utf-8"))

    assert named
    assert [] == [path for path in named if not (ROOT / path).exists()]


def test_record_of_the_walk_is_there() -> None:
    """It stands where the text says, and the rule that the text names reports it."""
    record = next(line for line in ARCHITECTURE.splitlines() if line.startswith("    ")).strip()
    zones = ROOT / "examples/broken/zones"
    files = {path.name: path.read_text(encoding="utf-8") for path in zones.iterdir()}

    assert record == files["origine.example.zone"].splitlines()[12]
    assert "stands on line 13 of" in ARCHITECTURE
    assert [("mail-sender-without-ptr", "origine.example.zone", 13)] == spots(lint(files, "mail-sender-without-ptr"))


# -- rules -----------------------------------------------------------------------------------------------------------


def test_rule_of_the_document_is_one() -> None:
    """What is shown of a rule, put together, finds what its example is marked with."""
    text = (ROOT / "docs/writing-rules.md").read_text(encoding="utf-8").partition("## What a rule may claim")[0]
    blocks = [dedent(block) for block in re.findall(r"^ *```python\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)]
    head = (
        "from zonelint.lint.api import *\nfrom collections.abc import Iterator\nSEVERITY, TYPES = 'warning', ('MX',)\n"
    )
    module = ModuleType("zonelint_rules.mail.mx_target_is_cname")
    exec("\n".join([head, *blocks]), module.__dict__)  # noqa: S102 - what the document shows
    (example,) = testing.examples_of(module)

    assert len(blocks) == 2
    testing.assert_example(example)


def test_every_function_of_the_testing_module_is_documented() -> None:
    """The table of docs/writing-rules.md names all that a test calls."""
    text = (ROOT / "docs/writing-rules.md").read_text(encoding="utf-8").partition("| function |")[2]
    functions = [name for name in testing.__all__ if name[0].islower()]

    assert functions
    assert [] == [name for name in functions if f"`{name}(" not in text]
