"""One zone set, one verdict: whether it lies on the disk, in a commit, or in memory over one of these."""

import os
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from commandline import BROKEN, SOUND
from linting import RULES
from repositories import commit, git, new_repository

from zonelint.config.file import ConfigError, find_config
from zonelint.config.settings import Settings, load
from zonelint.discovery.search import NothingToLint, discover
from zonelint.files.overlay import Overlay
from zonelint.files.revision import Revision
from zonelint.files.source import DISK, Source
from zonelint.lint import engine, views

REVERSE = SOUND + "1 PTR ns1.example.com.\n3 PTR gone.example.com.\n"
NAMED_CONF = """\
options { directory "/etc/bind"; };
include "more.conf";
zone "example.com" { type primary; file "db.example.com"; };
"""
OCTODNS = """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./config
  out:
    class: x.Y
"""
POLICY = "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 86400\n"
CONFIG = '[[mail.mta-sts]]\ndomain = "example.com."\npolicy = "{}"\n'
POOL: dict[str, Sequence[str | None]] = {
    ".gitignore": ("*.zone\nbind/\n", "!x\n*\n", "db.*\n/policy*\n", None),
    ".zonelint.toml": (
        "", None, "exclude = ['old']\nzones = { 'example.org' = 'odd/file' }\n", "assume = ['bind/known']\n",
        'sources = ["zones/*.zone", "b*/**"]\n', "[mail\n", CONFIG.format("policy.txt"), CONFIG.format("../out"),
        "zones = { 'example.org' = 'gone' }\n",
    ),
    "policy.txt": (POLICY, POLICY + "mx: x y\n", "-> zones", "-> bind/policy", None),
    "bind/policy": (POLICY.replace("*.example.com", "mx.example.net"), None),
    "zones/example.com.zone": (SOUND, BROKEN, BROKEN + "$INCLUDE part\n", "-> ../bind/db.example.com", None),
    "zones/part": ("w A 4.3.2.7\n$INCLUDE part\n", "w A 4.3.2.300\n", "-> nowhere", "-> /etc/hostname", None),
    "zones/2.3.4.in-addr.arpa.zone": (REVERSE, REVERSE.replace("gone", "mail"), "-> .", None),
    "zones/sub": ("-> ../bind", "-> ..", "-> /", None),
    "zones/example.com.zone.bak": (SOUND, None),
    "bind/named.conf": (NAMED_CONF, NAMED_CONF.replace("db.", "/srv/zones/db."), "zone {", None),
    "bind/more.conf": ('zone "example.net" { type primary; file "db.example.nett"; };\n', None),
    "bind/db.example.com": (BROKEN, SOUND + "$GENERATE 1-3 h$ CNAME gone\n", "\udcff\udcfe", None),
    "bind/db.example.net": (SOUND + "$INCLUDE /etc/bind/zones/part\n", "-> db.example.com", None),
    "bind/known": ("1.2.3.4.in-addr.arpa. 1h PTR mail.example.com.\n", None),
    "odd/file": (BROKEN, None),
    "octo/main.yaml": (OCTODNS + "zones:\n  example.org.:\n    sources: [files]\n    targets: [out]\n", "a: [\n", None),
    "octo/config/example.org.yaml": ("mail: {type: MX, value: {preference: 1, exchange: gone.example.org.}}\n", None),
    "octo/config/unused.org.yaml": ("a: {type: A, value: 1.2.3.4}\n", None),
    "manifest.yaml": (
        "apiVersion: externaldns.k8s.io/v1alpha1\nkind: DNSEndpoint\nspec:\n  endpoints:\n"
        "  - {dnsName: k.example.com, recordType: CNAME, targets: [gone.example.com]}\n", None,
    ),
}  # fmt: skip
"""Name -> what the file may be: text, a link, or nothing."""

Verdict = tuple[object, ...]


def verdict(folder: Path, source: Source) -> Verdict:
    """Return all that a run says of the files of `source` in `folder`."""
    try:
        path = find_config(str(folder), source)
        settings = load(path, files=source) if path is not None else Settings()
        found = discover([] if path else [str(folder)], settings, source=source)
        loaded = views.load(found, settings)
        result = engine.run(loaded, RULES, set(RULES))
    except (ConfigError, NothingToLint) as error:
        return (str(error),)
    assert not result.failures.names
    zone_set = loaded.zone_set
    return (
        [(each.rule, each.message, each.help, each.place.source.path, each.place.span) for each in result.findings],
        [(zone.origin, zone.view, zone.format, sorted(zone.incomplete_because)) for zone in zone_set.zones],
        [(each.origin, each.kind) for each in found.declared],
        found.ignored,
        found.indexes,
        (zone_set.files, result.undecided),
    )


def some_files(chance: random.Random) -> dict[str, str | bytes | None]:
    """Return a change: some files of the pool, each as it may be."""
    names = chance.sample(sorted(POOL), chance.randint(3, len(POOL)))
    found: dict[str, str | bytes | None] = {}
    for name in names:
        text = chance.choice(POOL[name])
        found[name] = text.encode("utf-8", "surrogateescape") if text and text[:3] != "-> " else text
    return found


def emptied(folder: Path) -> None:
    """Delete all files of the work tree."""
    for path in folder.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


@pytest.mark.parametrize("seed", range(6))
def test_a_commit_is_judged_as_its_checkout_is(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through a history made by chance, while the work tree is empty; in a bare clone the same."""
    chance = random.Random(seed)
    folder = new_repository(Path(os.path.realpath(tmp_path)) / "repo")
    monkeypatch.chdir(folder)
    commits = {name: verdict(folder, DISK) for name in (commit(folder, some_files(chance)) for _ in range(5))}
    git(tmp_path, "clone", "-q", "--bare", str(folder), "bare")
    emptied(folder)

    for name, expected in commits.items():
        for repository in (folder, tmp_path / "bare"):
            source = Revision(str(repository), name, top=str(folder))
            assert expected == verdict(folder, source)
            source.close()


def test_these_histories_say_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of their commits have zones, and findings of several rules."""
    folder = Path(os.path.realpath(tmp_path)) / "repo"
    new_repository(folder)
    monkeypatch.chdir(folder)
    chance = random.Random(1)
    verdicts = []
    for _ in range(16):
        commit(folder, some_files(chance))
        verdicts.append(verdict(folder, DISK))
    full = [each for each in verdicts if len(each) > 1]
    rules = {finding[0] for each in full for finding in each[0]}  # type: ignore[attr-defined]

    assert len(full) > 4
    assert len(rules) > 10


@pytest.mark.parametrize("seed", range(4))
def test_unsaved_texts_are_judged_as_saved_ones(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the disk and over a commit."""
    chance = random.Random(seed)
    folder = new_repository(Path(os.path.realpath(tmp_path)) / "repo")
    monkeypatch.chdir(folder)
    name = commit(folder, some_files(chance))
    texts = {}
    for file, content in some_files(chance).items():
        path = f"{folder}/{file}"
        if isinstance(content, bytes) and not os.path.isdir(path):
            texts[path] = content
    overlays = [Overlay(texts), Overlay(texts, Revision(str(folder), name))]
    unsaved = [verdict(folder, source) for source in overlays]

    for path, content in texts.items():
        real = Path(os.path.realpath(path))
        real.parent.mkdir(parents=True, exist_ok=True)
        real.write_bytes(content)
    saved = verdict(folder, DISK)
    assert saved == unsaved[0]
    git(folder, "add", "-A", "-f")
    assert verdict(folder, DISK) == unsaved[1]
