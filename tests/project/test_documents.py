"""What the documents say about keys and options is what the code knows."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from linting import RULES
from project import ROOT, project_files

from zonelint.config.file import find_config
from zonelint.config.keys import MAPPINGS, TOP, Table
from zonelint.config.settings import load

CONFIGURATION = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")


def keys_below(table: Table, prefix: str = "") -> list[str]:
    """Return the dotted names of all keys of a single table; tables of the user's own keys and lists count as one."""
    names = []
    for name, key in table.keys.items():
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


def test_examples_need_no_configuration() -> None:
    """The examples are judged with the defaults, whoever runs them from this project."""
    assert find_config(str(ROOT / "examples/broken")) is None


@pytest.mark.parametrize("document", [path for path in project_files() if path.endswith(".md")])
def test_links_lead_to_files(document: str) -> None:
    """A link inside the project names a file that is there."""
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?://)([^)#]+)", text)

    assert [] == [target for target in targets if not (ROOT / document).parent.joinpath(target).exists()]
