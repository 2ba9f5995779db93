"""What the documents say about keys and options is what the code knows."""

import re
import tomllib
from pathlib import Path

import pytest
from project import ROOT, project_files
from ruamel.yaml import YAML

from zonelint.config.file import find_config
from zonelint.config.keys import MAPPINGS, TOP, Table
from zonelint.config.settings import load
from zonelint.lint.registry import load_rules

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
    rules = load_rules().values()

    assert documented == {
        "advice, but on": sorted(rule.name for rule in rules if rule.severity == "info" and rule.default),
        "warnings, but off": sorted(rule.name for rule in rules if rule.severity != "info" and not rule.default),
    }


def test_recipe_for_code_scanning_uploads_what_was_found() -> None:
    """The workflow in the README is YAML, may upload, and does so although findings end the run with status 1."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (recipe,) = [
        sample for sample in re.findall(r"^```yaml\n(.*?)^```", readme, re.MULTILINE | re.DOTALL) if "sarif" in sample
    ]
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
