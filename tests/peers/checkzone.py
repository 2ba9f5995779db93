"""BIND's named-checkzone as a reader of master files: the records it would load, or where it refuses the file."""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import dns.exception
import dns.name
import dns.rdata

# Only the reading is compared: what judges whole zones is off, and neither server nor resolver is asked.
CHECKS_OFF = [word for option in "inkmnrMSTW" if option != "i" for word in (f"-{option}", "ignore")] + ["-i", "none"]
SECONDS = 60

# "… zone:12: what is wrong"; "zone" or "….inc" is the file.
_MESSAGE = re.compile(r"(?:^|: )(zone|[a-z0-9/]+\.inc):(\d+): (.*)")
_WARNING = re.compile(
    r"warning|ignoring out-of-zone|RFC1035 TTL|TTL set to prior|SOA MINTTL|MAXTTL|file does not end|inherited owner"
)
# Faults of a zone, not of its text: rules report them.
_JUDGEMENT = re.compile(
    r"CNAME and other data|singleton type|DS record at top|not at top of zone|CDS/CDNSKEY|no NS records"
)

Rdata = bytes | str
Row = tuple[str, int, str, Rdata]


class Verdict(NamedTuple):
    """What BIND says of a file.

    rows    owner, TTL, type and RDATA of each record; None if it refuses the file
    errors  (path, 1-based line, message) of what is wrong with the text
    output  all it said
    """

    rows: set[Row] | None
    errors: list[tuple[str, int, str]]
    output: str

    @property
    def is_about_the_zone(self) -> bool:
        """Whether BIND refuses the zone, but not its text."""
        return self.rows is None and not self.errors and _JUDGEMENT.search(self.output) is not None


def check(folder: Path, origin: str) -> Verdict:
    """Ask BIND about the zone `origin` in the file "zone" of `folder`."""
    dump = folder / "dump"
    command = ["named-checkzone", "-D", *CHECKS_OFF, "-s", "full", "-w", str(folder), "-o", str(dump), origin, "zone"]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    output = (done.stdout + done.stderr).decode("latin-1")
    errors = [
        (match[1], int(match[2]), match[3])
        for match in map(_MESSAGE.search, output.splitlines())
        if match and not _WARNING.search(match[3]) and not _JUDGEMENT.search(match[3])
    ]
    rows = {_row_of_dump(line) for line in dump.read_text("latin-1").splitlines()} if done.returncode == 0 else None
    return Verdict(rows, errors, output)


def _row_of_dump(line: str) -> Row:
    owner, ttl, _, rtype, rdata = [*line.split(None, 4), ""][:5]
    return row(owner, int(ttl), rtype, rdata)


def row(owner: str, ttl: int, rtype: str, rdata: str) -> Row:
    """Return a record in a form that does not depend on how its RDATA is spelled: octets, names in lower case.

    Of two records that differ in letter case alone BIND keeps the one that its tree has first.
    """
    if rtype in ("NID", "L64"):  # dnspython reads only full groups
        rdata = " ".join(
            ":".join(g.zfill(4) for g in word.split(":")) if ":" in word else word for word in rdata.split()
        )
    try:
        octets = dns.rdata.from_text("IN", rtype, rdata, origin=dns.name.root, relativize=False).to_digestable()
    except dns.exception.DNSException:  # a type that dnspython has no code for, such as MB
        return owner.lower(), ttl, rtype, rdata
    return owner.lower(), ttl, rtype, octets
