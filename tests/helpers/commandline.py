"""The command line called as a user calls it, but in the process of the tests."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from zonelint.cli import main

SOUND = """\
@ 1h TXT  "v=spf1 redirect=_spf.bakery.net"
@    SOA  ns1 hostmaster 1 8h 2h 4w 1h
     NS   ns1
     MX   10 mail
ns1  A    4.3.2.1
mail A    4.3.2.2
"""
"""A zone without a defect, of any origin."""

BROKEN = SOUND + "     MX   20 gone\n"
"""The same with a mail exchange that does not exist, at line 7."""

RULE = "mx-target-without-address"
"""The rule that reports it."""


class Ran:
    """What came of a call: exit status, standard output, standard error."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def json(self) -> Any:
        """The output, read as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> tuple[int, str]:
        """The status, and the one line on standard error without the program's name."""
        assert self.err.startswith("zonelint: error: "), self.err
        assert 1 == self.err.count("\n")
        return self.status, self.err.removeprefix("zonelint: error: ").rstrip("\n")


class CommandLine:
    """Calls zonelint in the current folder, which the tests fill with `write`."""

    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.capture = capture
        self.patch = patch

    def __call__(self, *words: str, stdin: bytes | str | None = None) -> Ran:
        """Run the command line `words`, with `stdin` as standard input."""
        octets = stdin.encode() if isinstance(stdin, str) else stdin or b""
        self.patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(octets)))
        self.capture.readouterr()
        status = main(words)
        out, err = self.capture.readouterr()
        return Ran(status, out, err)


def write(files: dict[str, str]) -> None:
    """Write `files` (path -> text) below the current folder."""
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
