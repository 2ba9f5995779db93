"""Coverage-guided fuzzing of what strangers can write, run by hand: `make fuzz FUZZ="output 600"`.

    python tests/fuzz/fuzz.py TARGET SECONDS [CORPUS_FOLDER]

Each input becomes a small repository in memory, and zonelint runs on it in this process, as a user runs it. Told as a
crash: an exception, exit status 3, more than five seconds, a text from outside of the root, an unreadable JSON report,
or a line that a service which runs CI would take for a command.
"""

import contextlib
import importlib
import io
import json
import os
import pkgutil
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["zonelint", "zonelint_rules"]):
    import zonelint
    from zonelint import cli
    from zonelint.lint.registry import load_rules
    from zonelint.output import FORMATS

    # All that is imported when it is needed comes in here, so that it is instrumented.
    for module in pkgutil.walk_packages(zonelint.__path__, "zonelint."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for rule in load_rules().values():
        _ = rule.module

SECRET = "text-from-outside-of-the-root"
COMMANDS = ("check", "inventory", "senders")
MOST_SECONDS = 5.0
HEAD = "$TTL 1h\n@ SOA ns1 host 1 8h 2h 4w 1h\n@ NS ns1\nns1 A 192.0.2.1\n@ MX 10 mail\nmail A 192.0.2.25\n"
# What the runners of GitHub and Azure take for commands.
RUNNER_COMMAND = re.compile(r"##\[|##vso\[", re.IGNORECASE)
LINE_COMMAND = re.compile(r"\s*::(?!:)")
AZURE_COMMAND = re.compile(r"\A##vso\[task\.logissue [^\]]*\]")
OWN_COMMAND = re.compile(r"::(?:error|warning|notice) [^\r\n]*\Z")


class Repository:
    """A folder that is made anew for each input, beside a file that must not be read."""

    def __init__(self) -> None:
        memory = "/dev/shm"  # noqa: S108 - mkdtemp makes the folder in it
        self.outer = Path(tempfile.mkdtemp(prefix="zonelint-fuzz-", dir=memory if os.path.isdir(memory) else None))
        (self.outer / "secret").write_text(f"{SECRET} IN A 192.0.2.66\n")
        self.top = self.outer / "repository"

    def clear(self) -> None:
        """Begin with an empty work tree."""
        shutil.rmtree(self.top, ignore_errors=True)
        (self.top / ".git").mkdir(parents=True)
        os.chdir(self.top)

    def write(self, name: str | bytes, octets: bytes) -> None:
        """Write a file, if its name can be one."""
        path = os.path.join(os.fsencode(self.top), os.fsencode(name))
        with contextlib.suppress(OSError, ValueError), open(path, "wb") as file:
            file.write(octets)


def run(arguments: Sequence[str]) -> None:
    """Run zonelint on the current folder and judge what comes of it."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    began = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.main(list(arguments))
    took = time.process_time() - began
    printed, told = (_text(stream) for stream in (out, err))
    assert status in (0, 1, 2), f"exit status {status}: {told}"
    assert "Traceback" not in told, told
    assert took < MOST_SECONDS, f"{took} s"
    assert SECRET not in printed + told, printed + told
    form = arguments[arguments.index("--format") + 1]
    for line in re.split(r"\r\n|[\n\r]", printed + told):
        said = AZURE_COMMAND.sub("", line) if form == "azure" else line
        assert not RUNNER_COMMAND.search(said), line
        assert not LINE_COMMAND.match(line) or (form == "github" and OWN_COMMAND.match(line)), line
    if printed and form in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(printed)
    if printed and form in ("junit", "checkstyle"):
        ElementTree.fromstring(printed)  # noqa: S314 - written by zonelint


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def fuzz_config(repository: Repository, octets: bytes) -> None:
    """Take the input as the configuration; its first octet chooses the command and the format."""
    choice, text = octets[:1] or b"\0", octets[1:]
    repository.write("example.com.zone", HEAD.encode())
    repository.write(".zonelint.toml", text)
    command, form = _choice(choice[0])
    run([command, "--format", form, "."])


def fuzz_ignore(repository: Repository, octets: bytes) -> None:
    """Take the input as a .gitignore, and after a NUL an index of git."""
    patterns, _, index = octets.partition(b"\0")
    repository.write("example.com.zone", HEAD.encode())
    (repository.top / "zones").mkdir()
    repository.write("zones/example.net.rev", HEAD.encode())
    repository.write(".gitignore", patterns)
    if index:
        repository.write(".git/index", b"DIRC\0\0\0" + index)
    run(["inventory", "--format", "json", "."])


def fuzz_output(repository: Repository, octets: bytes) -> None:
    """Split the input into a zone's records, the name of a file, a comment and a named.conf."""
    choice, text = octets[:1] or b"\0", octets[1:]
    records, name, comment, server = [*text.split(b"\xff"), b"", b"", b""][:4]
    repository.write(
        "example.com.zone", HEAD.encode() + records + b"\n" + b"x A 1.2.3.4.5 ; zonelint: ignore[" + comment + b"\n"
    )
    if name and b"/" not in name and b"\0" not in name:
        repository.write(name + b".zone", HEAD.encode() + b"y MX 10 " + comment + b"\n")
    if server:
        repository.write("named.conf", b'zone "example.com" { type primary; file "example.com.zone"; };\n' + server)
    command, form = _choice(choice[0])
    run([command, "--format", form, "."])


def fuzz_zone(repository: Repository, octets: bytes) -> None:
    """Take the input as a zone."""
    repository.write("example.com.zone", octets)
    run(["check", "--format", "json", "."])


def _choice(octet: int) -> tuple[str, str]:
    command = COMMANDS[octet // 8 % len(COMMANDS)]
    return command, FORMATS[octet % len(FORMATS)] if command == "check" else ("text", "json")[octet % 2]


TARGETS: dict[str, Callable[[Repository, bytes], None]] = {
    "config": fuzz_config,
    "ignore": fuzz_ignore,
    "output": fuzz_output,
    "zone": fuzz_zone,
}
SEEDS = {
    "config": (
        b'\0sources = ["."]\nexclude = ["a/"]\ninternal = ["example.com."]\npartial = ["example.com."]\n',
        b'\1[[mail.senders]]\naddress = "4.3.2.1"\ndomains = ["example.com"]\nhelo = "mail.example.com"\n',
        b'\2[[ignore-findings]]\nrule = "spf-*"\nowner = "*.example.com."\nreason = "x"\nuntil = 2027-01-31\n',
        b'\3assume = ["../secret"]\n[zones]\n"example.net" = "../secret"\n[severity]\nmx-target-is-cname = "info"\n',
        b'\4sources = ["*/../../secret"]\nallow-outside = []\nselect = ["mail"]\nfail-on = "never"\n',
    ),
    "ignore": (
        b"*.rev\n!zones/\n",
        b"/*\n\0\2\0\0\0\1" + b"\0" * 60 + b"\0\x15zones/example.net.rev\0\0\0" + b"\0" * 20,
        b"**/a[!x]*\\ \n",
    ),
    "output": (
        b'\0t TXT "##[error]x" "##vso[task.x]y"\xff##[group]\xffspf-*] ::error::x\xffzone "##[x]" { type master; };',
        b'\1::error::x A 192.0.2.9\xff::warning::\xff##vso[x]\xffview "##[a]" { zone "b" {}; };',
        b'\5t CNAME ##\\091error]\n@ TXT "v=spf1 include:##[x] a:::x"\n_dmarc TXT "v=DMARC1; p=##[x]"\xffx\xffy]\xff',
        b"\2$INCLUDE ../secret\n$INCLUDE .git/config\n$ORIGIN ##[x].\n$GENERATE 1-3 a$ A 192.0.2.$\xff\xff\xff",
    ),
    "zone": (HEAD.encode(),),
}


def main() -> None:
    """Fuzz the target that the command line names."""
    target, seconds, *folders = sys.argv[1:]
    repository = Repository()
    corpus = Path(folders[0]).absolute() if folders else repository.outer / "corpus"
    corpus.mkdir(exist_ok=True, parents=True)
    for number, seed in enumerate(SEEDS[target]):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(octets: bytes) -> None:
        repository.clear()
        TARGETS[target](repository, octets)

    dictionary = repository.outer / "words"
    words = [
        "##[",
        "##vso[",
        "::error::",
        "zonelint: ignore[",
        "$INCLUDE ",
        "$ORIGIN ",
        " TXT ",
        "[[",
        "]]",
        "= ",
        "**/",
        "\\",
    ]
    dictionary.write_text("".join(f'"{word.replace(chr(92), chr(92) * 2)}"\n' for word in words))
    atheris.Setup(
        [sys.argv[0], str(corpus), f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", f"-dict={dictionary}",
         f"-artifact_prefix={os.getcwd()}/"],
        one,
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
