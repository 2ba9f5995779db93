"""Writes the frame of a new rule: a module in which only blanks, each ``___``, are to be filled in.

``python -m zonelint.lint.rule_frame FOLDER THEME/RULE`` writes it into the FOLDER of a package of rules; ``make rule
NAME=THEME/RULE`` into zonelint's own.
"""

import os
import re
import sys

from zonelint.dns.typos import suggestion

BLANK = "___"

_NAME = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9]*(-[a-z0-9]+)+")

_FRAME = '''"""___ (what is wrong, in one line that ends with a full stop: A mail exchange is given as an IP address).

Why: ___ (what breaks, for whom, and what they see).

Fix: ___ (what to write in its place).

Switch it off when: ___ (who may want it as it is, or "never").

References: ___ (such as RFC 5321 section 5.1).
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Record

SEVERITY = "___"  # "error" breaks for somebody, provably; "warning" in likely conditions; "info" is advice
TYPES = ("___",)  # of the records to look at

BAD = (
    {
        "example.com.zone": """\\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     ___   ; <- {slug}
ns1  A     4.3.2.1
"""
    },
    {
        # ___ (what is special here)
        "example.com.zone": """\\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     ___   ; <- {slug}
ns1  A     4.3.2.1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     ___
ns1  A     4.3.2.1
"""
    },
    {
        # ___ (what is not known here: nothing is said)
        "example.com.zone": """\\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     ___
ns1  A     4.3.2.1
"""
    },
)


def check_record(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding if ___."""
    if ___:
        yield context.finding(
            record,
            f"{record.owner} ___",
            field="rdata",
            help="___",
        )
'''


class FrameError(Exception):
    """A rule that cannot be begun like that; the message says why."""


def write_frame(folder: str, name: str) -> str:
    """Write the frame of the rule `name`, ``theme/slug``, into the `folder` of a package; returns the new file's path.

    Raises FrameError if the name is none of a rule, there is no such theme, or the file exists.
    """
    if not _NAME.fullmatch(name):
        raise FrameError(f"{name!r} is no name of a rule: THEME/RULE is wanted, such as mail/mx-target-is-cname")
    theme, _, slug = name.partition("/")
    themes = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir() and entry.name[0] not in "._")
    if theme not in themes:
        hint = suggestion(theme, themes) or f": make the folder {os.path.join(folder, theme)} if it is to be a new one"
        raise FrameError(f"there is no theme {theme!r}{hint}")
    path = os.path.join(folder, theme, f"{slug.replace('-', '_')}.py")
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(_FRAME.replace("{slug}", slug))
    except FileExistsError:
        raise FrameError(f"{path} exists") from None
    return path


def main(words: list[str]) -> int:
    """Write the frame that `words` ask for, and say what to do next; returns the exit status."""
    if len(words) != 2:
        sys.stderr.write("usage: python -m zonelint.lint.rule_frame FOLDER THEME/RULE\n")
        return 2
    try:
        path = write_frame(*words)
    except (FrameError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{path}: fill in each {BLANK}; docs/writing-rules.md says how\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
