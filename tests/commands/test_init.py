"""`zonelint init`: the configuration that it writes, and its schema."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from commandline import BROKEN, SOUND, CommandLine, write
from jsonschema import Draft202012Validator
from repositories import new_repository

FILE = "zonelint.toml"
INSIDE = """\
@ 1h SOA ns1.bakery.net. hostmaster.bakery.net. 1 8h 2h 4w 1h
     NS  ns1.bakery.net.
     MX  10 mail
mail A   10.3.2.2
web  A   10.3.2.3
"""
"""A zone of private addresses with a public name server."""


_SPF = '@ TXT "v=spf1 mx -all"\n'


def written(command: CommandLine, files: dict[str, str], *words: str) -> dict[str, Any]:
    """Write `files`, run `init`, and return what the configuration says, which is accepted and passes its schema."""
    write(files)
    ran = command("init", *words)
    assert (0, "") == (ran.status, ran.err)
    assert ran.out.startswith(f"{FILE} is written. With it, zonelint finds:\n")
    assert command("--show-settings").status == 0
    found: dict[str, Any] = tomllib.loads(text())
    Draft202012Validator(command("init", "--schema").json).validate(found)
    return found


def text() -> str:
    """Return the configuration that was written."""
    return Path(FILE).read_text("utf-8")


def uncommented() -> str:
    """Return the configuration with every proposal taken."""
    lines = text().splitlines()
    proposals = ("# [", "# exclude =", "# internal =", "# assume =", "# fail-on =", "# address =", "# domains =", '# "')
    return "\n".join(line[2:] if line.startswith(proposals) else line for line in lines)


def test_sound_repository_passes(command: CommandLine) -> None:
    """All that is set is where the zones are; the rest are proposals."""
    assert {"sources": ["."]} == written(command, {"zones/example.com.zone": SOUND})
    assert 0 == command().status
    assert "Forward zones: 1, reverse zones: 0." in text()


def test_proposals_can_be_taken(command: CommandLine) -> None:
    """Without their marks of a comment they are a configuration that is accepted."""
    written(command, {"zones/example.com.zone": SOUND, "zones/what": SOUND.replace("@", "@ 1h", 0)})
    write({FILE: uncommented()})

    found = tomllib.loads(uncommented())
    assert {"sources", "exclude", "internal", "fail-on", "mail"} <= set(found)
    assert 0 == command("--show-settings").status


def test_findings_are_counted_and_not_hidden(command: CommandLine) -> None:
    """What is wrong stays to be found, and the way to accept it is shown."""
    write({"example.com.zone": BROKEN})
    ran = command("init")

    assert "1 error in 1 zone" in ran.out
    assert "--write-baseline zonelint.baseline" in ran.out
    assert 1 == command().status


def test_what_is_served_no_more_is_excluded(command: CommandLine) -> None:
    """Folders and files that say so by their name, unless an index of a server names them."""
    files = {
        "zones/example.com.zone": SOUND,
        "zones/old/example.edu.zone": BROKEN,
        "archive/2019/example.org.zone": BROKEN,
        "live-old/named.conf": 'zone "example.net" { type primary; file "example.net.zone"; };\n',
        "live-old/example.net.zone": SOUND,
        "named.conf": 'zone "example.info" { type primary; file "backup/example.info.zone"; };\n',
        "backup/example.info.zone": SOUND,
        "oldham/oldham.uk.zone": SOUND,
    }
    found = written(command, files)

    assert ["/archive/", "/live-old/", "/zones/old/"] == found["exclude"]
    assert 0 == command().status
    assert {"example.com.", "example.info.", "oldham.uk."} == {
        zone["origin"] for zone in command("inventory", "-f", "json").json["zones"]
    }


@pytest.mark.parametrize(
    ("files", "excluded"),
    [
        ({"tests/zones/unit.tests.zone": BROKEN}, ["/tests/"]),
        ({"examples/example.com.zone": BROKEN}, ["/examples/"]),
        ({"tests/bakery.net.zone": BROKEN}, ["/tests/"]),
        ({"test/staging.bakery.net.zone": SOUND}, None),
        ({"tests/unit.tests.zone": BROKEN, "tests/bakery.org.zone": SOUND}, None),
    ],
)
def test_tests_are_excluded_if_nobody_serves_them(
    files: dict[str, str], excluded: list[str] | None, command: CommandLine
) -> None:
    """Their zones are those of manuals, or stand elsewhere as well; a staging environment is no test of a program."""
    assert excluded == written(command, {"bakery.net.zone": SOUND, **files}).get("exclude")


def test_what_is_all_there_is_stays(command: CommandLine) -> None:
    """A repository of tests only is one whose tests are checked."""
    assert "exclude" not in written(command, {"tests/unit.tests.zone": SOUND, "old/example.com.zone": SOUND})


def test_zone_of_private_addresses_is_internal(command: CommandLine) -> None:
    """Where rules would miss public addresses, and nothing in the zone speaks to the public."""
    public = SOUND.replace("redirect=_spf.bakery.net", "mx -all")
    zones = {"bakery.net.zone": public, "lab.bakery.org.zone": INSIDE, "shop.bakery.org.zone": INSIDE + _SPF}
    found = written(command, zones)

    assert {"sources": ["."], "internal": ["lab.bakery.org."]} == found
    assert ["shop.bakery.org."] == [
        each["zone"] for each in command("-f", "json").json["findings"] if each["rule"] == "mx-target-not-public"
    ]


def test_reverse_zones_of_others_are_named(command: CommandLine) -> None:
    """PTRs of senders that are not here are the provider's: a snapshot shows them."""
    written(command, {"bakery.net.zone": SOUND})

    assert "#   2.3.4.in-addr.arpa.\n" in text()
    assert '# assume = ["zonelint.snapshot.zone"]' in text()


def test_snapshot_that_is_there_is_read(command: CommandLine) -> None:
    """It is what `assume` is for."""
    write({"zonelint.snapshot.zone": "; nothing\n"})

    assert ["zonelint.snapshot.zone"] == written(command, {"bakery.net.zone": SOUND})["assume"]


def test_servers_and_views_are_named(command: CommandLine) -> None:
    """The configuration tells what zonelint made of the servers' files."""
    views = "".join(
        f'view {name} {{ zone "bakery.net" {{ type primary; file "{name}.zone"; }}; }};\n' for name in ("in", "out")
    )
    more = 'view out { zone "bakery.org" { type secondary; primaries { 4.3.2.1; }; }; };\n'
    written(command, {"ns/named.conf": views + more, "ns/in.zone": SOUND, "ns/out.zone": SOUND})

    assert "# These files say which file is which zone: ns/named.conf\n" in text()
    assert "# Views: in, out\n" in text()
    assert "# Named there, and not here: bakery.org.\n" in text()


# -- where it is written ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [FILE, ".zonelint.toml"])
def test_configuration_that_is_there_is_kept(name: str, command: CommandLine) -> None:
    """Unless the user says otherwise; a hidden one is replaced where it is."""
    write({"bakery.net.zone": SOUND, name: 'ignore = ["mail"]\n'})
    assert (2, f"{name} is a configuration already: --force writes another") == command("init").error
    assert 'ignore = ["mail"]\n' == Path(name).read_text()

    assert 0 == command("init", "--force").status
    assert "sources" in Path(name).read_text()
    assert [name] == [path.name for path in Path().glob("*zonelint.toml")]


def test_section_of_a_pyproject_is_not_replaced(command: CommandLine) -> None:
    """It is a part of a file of others."""
    write({"bakery.net.zone": SOUND, "pyproject.toml": "[tool.zonelint]\n"})

    assert "pyproject.toml holds a configuration" in command("init", "--force").error[1]


def test_folder_is_named(command: CommandLine) -> None:
    """The file is written there; of a configuration above it is told."""
    write({"a/bakery.net.zone": SOUND, "b/bakery.org.zone": SOUND})

    assert command("init", "a").out.startswith(f"a/{FILE} is written.")
    assert not Path(FILE).exists()
    assert 2 == command("init", "a", "b").error[0]
    assert (2, "c is not a folder") == command("init", "c").error
    new_repository(Path("repository"))
    write({"repository/sub/bakery.net.zone": SOUND, f"repository/{FILE}": ""})
    assert f"repository/{FILE} is a configuration already" in command("init", "repository/sub").error[1]
    assert 0 == command("init", "--force", "repository/sub").status


def test_without_a_zone_nothing_is_written(command: CommandLine) -> None:
    """The user is told where was looked."""
    write({"README.md": "# nothing\n"})

    assert 2 == command("init").error[0]
    assert not Path(FILE).exists()


def test_nothing_is_written_through_a_link(command: CommandLine) -> None:
    """What lies outside stays as it is."""
    Path("outside").write_text("")
    new_repository(Path("repository"))
    command.patch.chdir("repository")
    write({"bakery.net.zone": SOUND})
    Path(FILE).symlink_to("../outside")

    assert 2 == command("init", "--force").status
    assert "" == Path("../outside").read_text()


HOSTILE = ['a"]\nexclude = ["', "x\n[rules]", "\u202e", "::error::", "*?[a]\\", "caf\xe9", "#", "{{ x }}"]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_files_do_no_harm(name: str, command: CommandLine) -> None:
    """Whatever a stranger calls a folder, the configuration says just what it should, and is shown harmlessly."""
    write({"bakery.info.zone": SOUND, f"{name}/old/bakery.org.zone": BROKEN, f"{name}/named.conf": "options { };\n"})
    found = written(command, {})

    assert {"sources", "exclude"} == set(found)
    assert 1 == len(command("inventory", "-f", "json").json["zones"])
    assert 0 == command().status


# -- the schema ------------------------------------------------------------------------------------------------------


def test_schema_is_printed_and_nothing_written(command: CommandLine) -> None:
    """It is a valid one, and needs no zone."""
    ran = command("init", "--schema")

    assert (0, "") == (ran.status, ran.err)
    Draft202012Validator.check_schema(json.loads(ran.out))
    assert not list(Path().iterdir())


def test_schema_beside_it_is_named(command: CommandLine) -> None:
    """Editors find it by the first line, relative to the file."""
    write({"zonelint.schema.json": "{}"})
    written(command, {"bakery.net.zone": SOUND})

    assert text().startswith("#:schema ./zonelint.schema.json\n")
