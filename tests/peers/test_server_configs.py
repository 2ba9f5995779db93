"""Configurations of gdnsd and PowerDNS, mutated by chance, must be refused as the programs themselves refuse them.

What only they refuse is one of these: what a plugin, a type of service or a backend wants, addresses to listen at, a
file that is included and not there, a backend that is not installed, values of PowerDNS's settings.
"""

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from config_texts import GDNSD, PDNS, mutated
from dialect_servers import refused_by_gdnsd

from zonelint.files.paths import text_source
from zonelint.readers.servers import gdnsdconf, pdnsconf

SEEDS = range(1000)
SECONDS = 20

_NOT_LOOKED_INTO = {
    GDNSD: r"fatal: .*(?:plugin|[Ss]ervice type|listen-address|listen addresses|'listen')|Failed to load included file",
    # What is launched may stand in another file.
    PDNS: r"unable to load module|is not a valid|unknown setting 'bind-config'",
}


def refused_by_pdns(folder: Path) -> str:
    """Return what PowerDNS says against the pdns.conf in `folder`; empty if it accepts it."""
    command = ["pdns_server", f"--config-dir={folder}", "--config=check"]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    return (done.stderr.decode("latin-1") or "refused") if done.returncode else ""


def compare(text: str, seed: int) -> tuple[str, list[str]]:
    """Return what the program says against the configuration that `seed` makes of `text`, and what our reader says."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "zones").mkdir()
        (folder / "part").write_text("dns => { plugin => tcp_connect, port => 53 }\n")
        (folder / "named.conf").write_text("")
        changed = mutated(text, seed).replace("STATE", name).replace("FOLDER", name)
        if text is GDNSD:
            (folder / "config").write_text(changed)
            return refused_by_gdnsd(folder), [each.message for each in gdnsdconf.problems_of(f"{name}/config")]
        (folder / "pdns.conf").write_text(changed)
        problems = pdnsconf.read(text_source(f"{name}/pdns.conf")).problems
        return refused_by_pdns(folder), [each.message for each in problems]


@pytest.mark.parametrize("text", [GDNSD, PDNS], ids=["gdnsd", "powerdns"])
def test_configurations_are_refused_as_the_program_does(text: str) -> None:
    """What we refuse it refuses; what it refuses we do, but for what is not looked into."""
    wrong, missed, agreed = [], [], 0
    for seed in SEEDS:
        theirs, ours = compare(text, seed)
        agreed += bool(theirs) and bool(ours)
        if ours and not theirs:
            wrong.append(f"seed {seed}: {ours}")
        if theirs and not ours and not re.search(_NOT_LOOKED_INTO[text], theirs):
            missed.append(f"seed {seed}: {theirs}")

    assert ([], []) == (wrong, missed)
    assert agreed > 400
