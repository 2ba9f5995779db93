"""What `zonelint changes` tells of mail must be what a real Postfix makes of the zones before and after a change.

A change gives a mail sender another way to its PTR, or another name in it: set-ups as in test_postfix, of which one
takes the place of another with the same address. What is told are the verdicts of Postfix on either side; where these
are the same, nothing is told, or that it sends for other domains. Generated set-ups hold nothing of which it is known
that both judge it differently.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mail_machine import Session
from mail_setups import SetUp, set_ups, zones_of
from mail_verdicts import BROKEN, OK, SECONDS, UNKNOWN, write_files
from postfix_server import demand_judge, judge
from repositories import commit, git

SEEDS = [int(word) for word in os.environ.get("POSTFIX_SEEDS", "1 2").split()]
COUNT = 100

VERDICTS = {"250": OK, "450": UNKNOWN, "550": BROKEN}


@pytest.fixture(scope="module", autouse=True)
def _postfix_can_run() -> None:
    demand_judge()


def changes(seed: int) -> list[tuple[SetUp, SetUp]]:
    """Return COUNT pairs of set-ups, each of one address, domain and greeting; some are the same before and after."""
    before = set_ups(seed, COUNT)
    others = set_ups(seed + 1000, COUNT)
    chance = Random(seed)
    pairs = []
    for old, new in zip(before, others, strict=True):
        way, target = chance.choice(
            ((new.traits.way, old.traits.target), (old.traits.way, new.traits.target), new.traits[1:3], old.traits[1:3])
        )
        pairs.append((old, SetUp(old.number, old.traits._replace(way=way, target=target))))
    return pairs


def verdicts(judged: list[SetUp], others: list[str], folder: Path) -> dict[str, str]:
    """Return address -> the verdict of Postfix on the client of each set-up, and on the `others` in its zones."""
    folder.mkdir()
    sessions = [Session(each.address, each.helo, f"news@{each.domain.rstrip('.')}") for each in judged]
    sessions += [sessions[0]._replace(address=address) for address in others]
    replies = judge(zones_of(judged), sessions, folder)
    return {session.address: VERDICTS[reply["client"][:3]] for session, reply in zip(sessions, replies, strict=True)}


def told(before: list[SetUp], after: list[SetUp], folder: Path) -> dict[str, Any]:
    """Commit both states to a repository in `folder`, and return address -> what is told of the change."""
    folder.mkdir()
    git(folder, "init", "-q")
    for state in (before, after):
        for name in ("zones", "provider.zone"):
            path = folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        write_files(state, folder)
        let_others_publish(folder)
        commit(folder, {})
    command = [sys.executable, "-m", "zonelint", "changes", "--base", "HEAD~1", "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    effects = json.loads(done.stdout)["mail"]["senders"]
    assert len(effects) == len({effect["address"] for effect in effects})
    return {effect["address"]: effect for effect in effects}


def let_others_publish(folder: Path) -> None:
    """Let the configuration in `folder` name what others publish: both states are read with that of the second."""
    config, published = folder / ".zonelint.toml", folder / "provider.zone"
    if not published.exists():
        published.write_text("$TTL 300\n", encoding="ascii")
        config.write_text('assume = ["provider.zone"]\n' + config.read_text("ascii"), encoding="ascii")


@pytest.mark.parametrize("seed", SEEDS)
def test_effects_are_the_verdicts_of_postfix(seed: int, tmp_path: Path) -> None:
    """Before and after, of each sender; of what is not told, Postfix says the same as before."""
    pairs = changes(seed)
    before, after = ([pair[side] for pair in pairs] for side in (0, 1))
    effects = told(before, after, tmp_path / "repository")
    set_up_of = {old.address: f"{old}\n{new}" for old, new in pairs}
    # Postfix has the whole reverse zone where zonelint has one record of it.
    dark = {f"{each.address.removesuffix('25')}99" for pair in pairs for each in pair if each.assumed}
    others = [address for address in effects if address not in set_up_of and address not in dark]
    was, now = (verdicts(state, others, tmp_path / name) for state, name in ((before, "before"), (after, "after")))

    differences = [
        f"seed {seed}: Postfix {was[address]} -> {now[address]}, told {effects.get(address)}\n{set_up_of.get(address)}"
        for address in was
        if not agrees(effects.get(address), was[address], now[address])
    ]
    assert [] == differences, "\n".join(differences)
    assert sum(was[address] != now[address] for address in set_up_of) > COUNT // 4, "too few changes change anything"


def agrees(effect: dict[str, Any] | None, was: str, now: str) -> bool:
    """Tell whether what is told of a sender, if anything is, fits the verdicts of Postfix.

    One that does not send on one side has no verdict there.
    """
    if effect is None:
        return was == now
    if (effect["before"] or was, effect["after"] or now) != (was, now):
        return False
    return effect["before"] != effect["after"] or bool(effect["gained"] or effect["lost"])
