"""Fixes on whole sets made by chance: what was wrong is mended, and nothing else is touched."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from broken_formats import BrokenFormats
from broken_kinds import BrokenKinds
from broken_mix import BrokenMix
from broken_sets import BrokenSet
from broken_yaml import BrokenYaml
from commandline import CommandLine
from damaged_sets import Files, texts, zone_sets
from hypothesis import HealthCheck, given, settings
from linting import usual_rules
from octodns.provider.yaml import YamlProvider
from octodns.record import Record
from octodns.zone import Zone

from zonelint import testing
from zonelint.lint.checking import installed_rules

RULES = sorted(usual_rules())
EXAMPLES = int(os.environ.get("FIX_EXAMPLES", "0"))
SEEDS = int(os.environ.get("FIX_SEEDS", "40"))


def is_part(few: list[bytes], many: list[bytes]) -> bool:
    """Tell whether the lines of `few` stand in `many` in this order."""
    remaining = iter(many)
    return all(line in remaining for line in few)


def lines_of(octets: bytes) -> list[bytes]:
    """Return the lines with their ends, and the last one as if it had one."""
    newline = b"\r\n" if b"\r\n" in octets else b"\n"
    return (octets if octets.endswith(newline) else octets + newline).splitlines(keepends=True)


def written(files: Mapping[str, bytes | str]) -> dict[str, bytes]:
    """Write `files`; returns what is in them."""
    octets = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    for name, each in octets.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(each)
    return octets


def mended(command: CommandLine, before: Mapping[str, bytes], rules: set[str], *, unsafe: bool) -> dict[str, bytes]:
    """Return what the files are after fix: `rules` found something, nothing fixable is left, and nothing is new.

    No file came or went, and a second run changes nothing.
    """
    words = ("--format", "json", "--extend-select", "spf-duplicate-term")
    how = ("--unsafe",) if unsafe else ()
    found = command(*words).json["findings"]
    members = [member for finding in found for member in finding.get("members", [finding])]
    assert rules <= {member["rule"] for member in members}

    ran = command("fix", *words, *how).json
    assert [] == ran["refused"]
    assert [] == [each for each in ran["left"] if each["fixable"] in {"safe", "unsafe" if unsafe else "safe"}]
    # Findings with the cause that is gone stand for themselves now.
    assert {each["fingerprint"] for each in ran["left"]} <= {member["fingerprint"] for member in (*found, *members)}
    assert sorted(before) == sorted(str(path) for path in Path().rglob("*") if path.is_file())
    after = {name: Path(name).read_bytes() for name in before}

    assert [] == command("fix", *words, *how).json["changed"]
    assert after == {name: Path(name).read_bytes() for name in before}
    return after


def judge_lines(name: str, before: bytes, after: bytes, touched: set[tuple[str, str]]) -> None:
    """Fail unless all lines of the file `name` but those that are `touched` are as before."""
    changed = {line.encode(encoding) for file, line in touched if file == name for encoding in ("utf-8", "latin-1")}
    untouched = [line for line in lines_of(before) if line.rstrip(b"\r\n") not in changed]
    assert is_part(untouched, lines_of(after)), name
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert before.endswith(b"\n") == after.endswith(b"\n")


def judge_pointers(command: CommandLine, pointers: Iterable[tuple[str, str]]) -> None:
    """Fail unless each address has just the PTR that goes with it."""
    for address, name in pointers:
        reverse = ".".join(reversed(address.split("."))) + ".in-addr.arpa"
        assert [name] == command("lookup", reverse, "PTR", "--format", "json").json["records"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_broken_set_is_mended_and_kept(seed: int, command: CommandLine) -> None:
    """None of the fixable is left, no finding is new, all other lines are the same, a second run changes nothing."""
    broken = BrokenSet(seed)
    before = written(broken.files)
    after = mended(command, before, broken.rules, unsafe=False)

    for name, octets in before.items():
        judge_lines(name, octets, after[name], broken.touched)
        assert len(lines_of(after[name])) <= len(lines_of(octets)) + len(broken.missing)
    judge_pointers(command, broken.missing)


@pytest.mark.slow
@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_kind_is_mended(seed: int, unsafe: bool, command: CommandLine) -> None:
    """The same of each kind of defect that there is a fix for: beside BIND's configuration, NSD's, and without one."""
    broken = BrokenKinds(seed, unsafe=unsafe)
    before = written(broken.files)
    after = mended(command, before, broken.rules, unsafe=unsafe)

    for name, octets in before.items():
        judge_lines(name, octets, after[name], broken.touched)
        assert len(lines_of(after[name])) <= len(lines_of(octets)) + broken.more
    judge_pointers(command, broken.pointers.items())


def test_every_kind_has_its_defects() -> None:
    """Each rule that offers a fix, and runs unasked, is one that the sets break, and all that they break has a fix."""
    kinds = {rule for seed in range(40) for rule in BrokenKinds(seed, unsafe=True).rules}
    kinds |= {rule for seed in range(40) for rule in BrokenYaml(seed, unsafe=True).rules}
    kinds |= {rule for seed in range(40) for rule in BrokenFormats(seed).rules}

    fixable = {name: rule for name, rule in installed_rules().items() if rule.fixable}
    assert {name for name, rule in fixable.items() if rule.default} <= kinds <= fixable.keys()


# -- YAML ------------------------------------------------------------------------------------------------------------

YAML_FORWARD = """\
---
'':
  - type: MX
    value:
      exchange: mail.example.org.
      preference: 10
mail:
  type: A
  value: 4.3.2.25
"""
REVERSE = "2.3.4.in-addr.arpa.yaml"


def fixed(command: CommandLine, files: dict[str, str], *words: str) -> dict[str, str]:
    """Write `files`, call fix, and return those that are other than they were."""
    for name, text in files.items():
        Path(name).write_bytes(text.encode())
    command("fix", *words)
    now = {name: Path(name).read_bytes().decode() for name in files}
    return {name: text for name, text in now.items() if text != files[name]}


@pytest.mark.parametrize(
    ("before", "after", "entry"),
    [
        # As in the neighbours, between those with smaller and with greater numbers; octoDNS demands that order.
        (
            "---\n'3':\n  ttl: 300\n  type: PTR\n  values:\n    - 'ns1.example.net.'\n# more\n",
            "'110':\n  ttl: 300\n  type: PTR\n  values:\n    - 'ns2.example.net.'\n",
            "'25':\n  ttl: 300\n  type: PTR\n  values:\n    - 'mail.example.org.'\n",
        ),
        # As a number, in four columns, before the first one.
        (
            "",
            "110:\n    type: PTR\n    value: ns2.example.net.\n",
            "25:\n    type: PTR\n    value: mail.example.org.\n",
        ),
        # Where keys are ordered as texts.
        (
            '"110":\n  type: PTR\n  value: ns2.example.net.\n',
            '"3":\n  type: PTR\n  value: ns1.example.net.\n',
            '"25":\n  type: PTR\n  value: mail.example.org.\n',
        ),
        # Behind all others.
        (
            "---\n3:\n  type: PTR\n  value: ns1.example.net.  # x\n",
            "\n# end\n",
            "25:\n  type: PTR\n  value: mail.example.org.\n",
        ),
    ],
)  # fmt: skip
def test_missing_ptr_is_an_entry_of_yaml(before: str, after: str, entry: str, command: CommandLine) -> None:
    """At its place, in the form of the others; comments stay with what they are about."""
    above, comment, _ = before.partition("# more\n")
    files = {"example.org.yaml": YAML_FORWARD, REVERSE: before + after}

    assert {REVERSE: above + entry + comment + after} == fixed(command, files)


def test_quotes_of_yaml_are_those_of_the_neighbour(command: CommandLine) -> None:
    """Of the key, of the type, and of the value."""
    forward = YAML_FORWARD.replace("type: A\n  value: 4.3.2.25", "type: AAAA\n  value: '2600::25'")
    zone = "0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.2.ip6.arpa.yaml"
    tail = ".0" * 14
    before = f'4.2{tail}:\n  type: "PTR"\n  value: "a.example.net."\n'
    expected = before + f'5.2{tail}:\n  type: "PTR"\n  value: "mail.example.org."\n'

    assert {zone: expected} == fixed(command, {"example.org.yaml": forward, zone: before})


def test_what_octodns_does_not_take_is_refused(command: CommandLine) -> None:
    """A name that has other records already would be a key that stands twice."""
    files = {"example.org.yaml": YAML_FORWARD, REVERSE: "'25':\n  type: TXT\n  value: mail\n"}

    assert {} == fixed(command, files)
    (refused,) = command("fix", "--format", "json").json["refused"]
    assert f"{REVERSE}: 25 has other records there" == refused["why"]


def test_keys_are_put_in_order_with_their_comments(command: CommandLine) -> None:
    """Blank lines between entries stay between entries."""
    text = """\
# the zone
---
www10:
  type: A  # ten
  value: 4.3.2.10

# two
www2:
  value: 4.3.2.2
  type: A

www1:
  type: MX
  values:
  - preference: 10
    exchange: www2.example.org.
"""
    config = """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: .
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.org.:
    sources: [files]
    targets: [dns]
"""
    expected = """\
# the zone
---
www1:
  type: MX
  values:
  - exchange: www2.example.org.
    preference: 10

# two
www2:
  type: A
  value: 4.3.2.2

www10:
  type: A  # ten
  value: 4.3.2.10
"""
    files = {"octodns.yaml": config, "example.org.yaml": text}
    assert {"example.org.yaml": expected} == fixed(command, files, "--select", "keys-out-of-order")


def test_value_that_stands_twice_goes(command: CommandLine) -> None:
    """An item of a list, of one line or of several."""
    text = """\
'':
  type: MX
  values:
  - exchange: mail.example.net.
    preference: 10
  - exchange: mail.example.net.
    preference: 10
www:
  type: A
  values:
    - 4.3.2.1
    - 4.3.2.2
    - 4.3.2.1
"""
    expected = text.replace("    - 4.3.2.2\n    - 4.3.2.1\n", "    - 4.3.2.2\n")
    expected = expected.replace("  - exchange: mail.example.net.\n    preference: 10\n", "", 1)

    assert {"example.org.yaml": expected} == fixed(command, {"example.org.yaml": text})


def populated(origin: str) -> dict[str, Record]:
    """Return what octoDNS reads of a zone in the folder `zones`, by name and type."""
    provider = YamlProvider("files", directory="zones", default_ttl=300, escaped_semicolons=True)
    zone = Zone(origin, [])
    provider.populate(zone)
    return {f"{record.name} {record._type}": record for record in zone.records}


@pytest.mark.slow
@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_broken_yaml_is_mended_and_kept(seed: int, unsafe: bool, command: CommandLine) -> None:
    """None of the fixable is left, comments and line ends are, octoDNS reads it, a second run changes nothing."""
    broken = BrokenYaml(seed, unsafe=unsafe)
    before = written(broken.files)
    after = {name: octets.decode() for name, octets in mended(command, before, broken.rules, unsafe=unsafe).items()}

    for name, text in broken.files.items():
        for line in set(text.splitlines()):
            if "#" in line:
                assert text.splitlines().count(line) == after[name].splitlines().count(line), (name, line)
        assert text.count("\r\n") == text.count("\n") or "\r" not in after[name]
        assert text.split("\n").count(broken.newline.rstrip("\n")) == after[name].split("\n").count(
            broken.newline.rstrip("\n")
        )
    pointers = {int(key.partition(" ")[0]): each.values[0] for key, each in populated("2.3.4.in-addr.arpa.").items()}
    assert {number: f"{name}.example.org." for name, number in broken.hosts.items()} == pointers
    assert broken.names == {key.partition(" ")[0] for key in populated("example.org.")}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_broken_mix_is_mended_and_kept(seed: int, command: CommandLine) -> None:
    """PTRs of addresses in a master file go to YAML, and the other way round; octoDNS reads it."""
    mix = BrokenMix(seed)
    before = written(mix.files)
    after = mended(command, before, {"address-without-ptr"} if mix.missing else set(), unsafe=False)

    judge_pointers(command, ((f"4.3.2.{number}", name) for number, name in mix.pointers.items()))
    if mix.origin == "example.org":
        pointers = {int(key.partition(" ")[0]): each for key, each in populated("2.3.4.in-addr.arpa.").items()}
        assert mix.pointers == {number: each.values[0] for number, each in pointers.items()}
        assert before[mix.master] == after[mix.master]
    else:
        assert populated("example.org.")


@pytest.mark.slow
@given(zone_sets())
@settings(max_examples=EXAMPLES or 40, deadline=None, derandomize=not EXAMPLES, suppress_health_check=list(HealthCheck))
def test_no_fix_brings_what_was_not_there(files: Files) -> None:
    """Of any records, with all fixes: no rule fails, no finding is new, and a second run changes nothing."""
    before = {f"{origin}zone": text for origin, text in texts(files)}
    after = {**before, **testing.fixed(before, *RULES, unsafe=True)}
    old = Counter(finding.fingerprint for finding in testing.lint(before, *RULES))
    new = Counter(finding.fingerprint for finding in testing.lint(after, *RULES))

    assert new <= old
    assert {} == testing.fixed(after, *RULES, unsafe=True)
