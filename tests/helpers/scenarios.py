"""Small zone sets about mail and reverse names, with marks for what the rules must find in them.

A mark stands at the end of a line: ``; <- error mail-sender-without-ptr``, and ``#`` for ``;`` in TOML.
"""

import re

from linting import lint

from zonelint.lint.findings import Finding

_MARK = re.compile(r"[;#] <- (error|warning|info) ([a-z-]+)")

CONFIG = ".zonelint.toml"
ZONE = "example.com.zone"
REVERSE = "2.3.4.in-addr.arpa.zone"
IP6 = "ip6.zone"


def forward(body: str, origin: str = "example.com.") -> str:
    """Return a zone with `body` after its SOA and NS; ns1.example.com. has the address 4.3.2.53."""
    host = "ns1 A 4.3.2.53\n" if origin == "example.com." else ""
    return f"$ORIGIN {origin}\n$TTL 1h\n{_TOP}{host}{body}"


def reverse(body: str, origin: str = "2.3.4.in-addr.arpa.") -> str:
    """Return a reverse zone with `body` after its SOA and NS; 4.3.2.53 has its PTR."""
    host = "53 PTR ns1.example.com.\n" if origin == "2.3.4.in-addr.arpa." else ""
    return f"$ORIGIN {origin}\n$TTL 1h\n{_TOP}{host}{body}"


_TOP = "@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n@ NS ns1.example.com.\n"


def pair(zone: str, ptrs: str = "", config: str = "") -> dict[str, str]:
    """Return a set of the forward and the reverse zone with these bodies, and a configuration if one is given."""
    files = {ZONE: forward(zone), REVERSE: reverse(ptrs)}
    return {**files, CONFIG: config} if config else files


def marked(files: dict[str, str]) -> list[tuple[str, str, str, int]]:
    """Return (rule, severity, path, line) for each mark in `files`, sorted."""
    return sorted(
        (rule, severity, path, number)
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for severity, rule in _MARK.findall(line)
    )


def found(files: dict[str, str], *names: str) -> list[tuple[str, str, str, int]]:
    """Return (rule, severity, path, line) of each finding in `files`, sorted; `names` are rules to run besides."""
    return found_at(lint(files, *names))


def found_at(findings: list[Finding]) -> list[tuple[str, str, str, int]]:
    """Return (rule, severity, path, line) of each of `findings`, sorted."""
    return sorted((each.rule, each.severity, each.path, each.line) for each in findings)


def only(files: dict[str, str], *names: str) -> Finding:
    """Return the one finding in `files`."""
    (finding,) = lint(files, *names)
    return finding


def related(finding: Finding) -> list[tuple[str, int]]:
    """Return file and line of each related place."""
    return [(each.place.source.path, each.place.line) for each in finding.related]


def line_of(text: str, word: str) -> int:
    """Return the 1-based line of the first `word` in `text`."""
    return text[: text.index(word)].count("\n") + 1
