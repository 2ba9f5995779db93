"""Fixes on whole sets made by chance: what was wrong is mended, and nothing else is touched."""

import os
from collections import Counter
from pathlib import Path

import pytest
from broken_mix import BrokenMix
from broken_sets import BrokenSet
from broken_yaml import BrokenYaml
from commandline import CommandLine
from damaged_sets import Files, texts, zone_sets
from hypothesis import HealthCheck, given, settings
from linting import usual_rules
from octodns.provider.yaml import YamlProvider
from octodns.zone import Zone

from zonelint import testing

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


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_broken_set_is_mended_and_kept(seed: int, command: CommandLine) -> None:
    """None of the fixable is left, no finding is new, all other lines are the same, a second run changes nothing."""
    broken = BrokenSet(seed)
    for name, octets in broken.files.items():
        Path(name).write_bytes(octets)
    before = command("--format", "json").json["findings"]
    assert broken.rules <= {finding["rule"] for finding in before}

    ran = command("fix", "--format", "json").json
    assert [] == ran["refused"]
    assert [] == [finding for finding in ran["left"] if finding["fixable"] == "safe"]
    assert {finding["fingerprint"] for finding in ran["left"]} <= {
        member["fingerprint"] for finding in before for member in finding.get("members", [finding])
    }
    after = {name: Path(name).read_bytes() for name in broken.files}
    for name, octets in broken.files.items():
        lines = [line for file, line in broken.touched if file == name]
        touched = {line.encode(encoding) for line in lines for encoding in ("utf-8", "latin-1")}
        untouched = [line for line in lines_of(octets) if line.rstrip(b"\r\n") not in touched]
        assert is_part(untouched, lines_of(after[name])), name
        assert (b"\r\n" in octets) == (b"\r\n" in after[name])
        assert octets.endswith(b"\n") == after[name].endswith(b"\n")
        assert len(lines_of(after[name])) <= len(lines_of(octets)) + len(broken.missing)
    for address, host in broken.missing:
        name = ".".join(reversed(address.split("."))) + ".in-addr.arpa"
        assert [host] == command("lookup", name, "PTR", "--format", "json").json["records"]
    assert sorted(broken.files) == sorted(os.listdir())

    again = command("fix", "--format", "json").json
    assert [] == again["changed"]
    assert after == {name: Path(name).read_bytes() for name in broken.files}


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


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_broken_yaml_is_mended_and_kept(seed: int, command: CommandLine) -> None:
    """None of the fixable is left, comments and line ends are, octoDNS reads it, a second run changes nothing."""
    broken = BrokenYaml(seed)
    Path("zones").mkdir()
    for name, text in broken.files.items():
        Path(name).write_bytes(text.encode())
    before = command("--format", "json").json["findings"]
    assert broken.rules <= {member["rule"] for finding in before for member in finding.get("members", [finding])}

    ran = command("fix", "--format", "json").json
    assert [] == ran["refused"]
    assert [] == [finding for finding in ran["left"] if finding["fixable"] == "safe"]
    after = {name: Path(name).read_bytes().decode() for name in broken.files}
    for name, text in broken.files.items():
        for line in set(text.splitlines()):
            if "#" in line:
                assert text.splitlines().count(line) == after[name].splitlines().count(line), (name, line)
        assert text.count("\r\n") == text.count("\n") or "\r" not in after[name]
        assert text.split("\n").count(broken.newline.rstrip("\n")) == after[name].split("\n").count(
            broken.newline.rstrip("\n")
        )
    provider = YamlProvider("files", directory="zones", default_ttl=300, escaped_semicolons=False)
    zone = Zone("2.3.4.in-addr.arpa.", [])
    provider.populate(zone)
    provider.populate(Zone("example.org.", []))
    pointers = {int(record.name): record.values[0] for record in zone.records}
    assert {number: f"{name}.example.org." for name, number in broken.hosts.items()} == pointers

    assert [] == command("fix", "--format", "json").json["changed"]
    assert after == {name: Path(name).read_bytes().decode() for name in broken.files}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_broken_mix_is_mended_and_kept(seed: int, command: CommandLine) -> None:
    """PTRs of addresses in a master file go to YAML, and the other way round; octoDNS reads it."""
    mix = BrokenMix(seed)
    Path("zones").mkdir()
    for name, octets in mix.files.items():
        Path(name).write_bytes(octets)
    before = command("--format", "json").json["findings"]
    rules = {member["rule"] for finding in before for member in finding.get("members", [finding])}
    assert ("address-without-ptr" in rules) == bool(mix.missing)

    ran = command("fix", "--format", "json").json
    assert [] == ran["refused"]
    assert [] == [finding for finding in ran["left"] if finding["fixable"] == "safe"]
    for number, name in mix.pointers.items():
        assert [name] == command("lookup", f"{number}.2.3.4.in-addr.arpa", "PTR", "--format", "json").json["records"]
    provider = YamlProvider("files", directory="zones", default_ttl=300, escaped_semicolons=False)
    published = Zone("2.3.4.in-addr.arpa." if mix.origin == "example.org" else "example.org.", [])
    provider.populate(published)
    if mix.origin == "example.org":
        assert mix.pointers == {int(record.name): record.values[0] for record in published.records}
        assert mix.files[mix.master] == Path(mix.master).read_bytes()
    assert sorted(mix.files) == sorted(str(path) for path in Path().rglob("*") if path.is_file())

    after = {name: Path(name).read_bytes() for name in mix.files}
    assert [] == command("fix", "--format", "json").json["changed"]
    assert after == {name: Path(name).read_bytes() for name in mix.files}


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
