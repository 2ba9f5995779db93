"""What `zonelint fix` writes, name servers load: the checkers of BIND, NSD and Knot DNS say so."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from broken_kinds import BrokenKinds
from broken_mix import BrokenMix
from broken_sets import BrokenSet
from commandline import CommandLine

SEEDS = int(os.environ.get("FIX_SEEDS", "60"))
CHECKERS = {"named-checkzone": ("-i", "local"), "nsd-checkzone": (), "kzonecheck": ("-o",)}
"""Each takes the origin and the file behind these options."""


def verdict(checker: str, name: str) -> str:
    """Return what `checker` says against the zone file `name`; empty if it takes it."""
    origin = name.removesuffix(".zone")
    done = subprocess.run([checker, *CHECKERS[checker], origin, name], capture_output=True, check=False, timeout=60)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).decode("utf-8", "replace")


def write(files: "dict[str, bytes]") -> None:
    """Write `files`."""
    for name, octets in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(octets)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("checker", CHECKERS)
def test_servers_load_what_was_fixed(checker: str, seed: int, command: CommandLine) -> None:
    """Each zone file of sets made by chance, after its defects are mended."""
    if shutil.which(checker) is None:
        pytest.skip(f"{checker} is not installed")
    files = BrokenSet(seed).files
    write(files)
    # NSD does not take every last line without line end.
    accepted = [name for name in files if name.endswith(".zone") and not verdict(checker, name)]
    command("fix")

    assert {} == {name: said for name in accepted if (said := verdict(checker, name))}


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("seed", range(SEEDS // 2))
def test_servers_load_what_had_every_defect(seed: int, unsafe: bool, command: CommandLine) -> None:
    """Whatever they thought of it before: BIND, NSD and Knot DNS take each file then."""
    broken = BrokenKinds(seed, unsafe=unsafe)
    write(broken.files)
    command("fix", "--extend-select", "spf-duplicate-term", *(("--unsafe",) if unsafe else ()))

    for name in broken.zones:
        octets = Path(name).read_bytes()
        for checker in (each for each in CHECKERS if shutil.which(each)):
            takes = {"kzonecheck": b"\r\n" not in octets, "nsd-checkzone": octets.endswith(b"\n")}
            assert "" == (verdict(checker, name) if takes.get(checker, True) else ""), (checker, name)


@pytest.mark.parametrize("seed", range(SEEDS // 2))
@pytest.mark.parametrize("checker", CHECKERS)
def test_servers_load_what_was_fixed_beside_octodns(checker: str, seed: int, command: CommandLine) -> None:
    """The zone of a set in a master file, where octoDNS publishes the other zone."""
    if shutil.which(checker) is None:
        pytest.skip(f"{checker} is not installed")
    mix = BrokenMix(seed)
    write(mix.files)
    was_accepted = not verdict(checker, mix.master)
    command("fix")

    assert "" == (verdict(checker, mix.master) if was_accepted else "")
