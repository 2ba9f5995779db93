"""Policies of MTA-STS as files: the text that a domain serves by HTTPS, read with the line of each fault (RFC 8461)."""

import os

from zonelint.dns.patterns import late
from zonelint.dns.places import SourceFile
from zonelint.files.paths import Tree, decode_text, display_path, line_span
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.config.declared import PolicyFile
    from zonelint.config.settings import Settings

MAX_OCTETS = 65536
"""Of a policy: senders may bound it so (RFC 8461 section 3.3)."""
MAX_AGE = 31_557_600
"""Seconds: about a year (RFC 8461 section 3.2)."""

ENFORCE, TESTING, NONE = "enforce", "testing", "none"
_NAME = late(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")
_PATTERN = late(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_ONCE = ("version", "mode", "max_age")


class Pattern:
    """A pattern of `mx` in a policy: its text in lower case, and its 1-based line."""

    __slots__ = ("text", "line")

    def __init__(self, text: str, line: int) -> None:
        self.text = text
        self.line = line

    def matches(self, host: str) -> bool:
        """Tell whether the absolute `host` matches; ``*.`` stands for exactly one label (RFC 8461 section 4.1)."""
        name = host.removesuffix(".")
        return name == self.text or (self.text[:2] == "*." and name.partition(".")[2] == self.text[2:])


class Fault:
    """What is wrong with a policy: a sentence without a full stop, the 1-based line, and whether all of it is void."""

    __slots__ = ("message", "line", "voids")

    def __init__(self, message: str, line: int, voids: bool = True) -> None:
        self.message = message
        self.line = line
        self.voids = voids


class PolicyText:
    """A policy, read (RFC 8461 section 3.2).

    mode      ENFORCE, TESTING or NONE; empty if it is missing or none of these
    patterns  what the MX hosts must match
    faults    in the order of the lines
    """

    __slots__ = ("mode", "patterns", "faults")

    def __init__(self, text: str) -> None:
        self.patterns: list[Pattern] = []
        self.faults: list[Fault] = []
        once: dict[str, str] = {}
        lines = text.split("\n")
        for number, line in enumerate(lines, 1):
            if line.strip():
                self._read(line.rstrip(" \t"), number, once)
        last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
        self.faults += [Fault(f"`{name}:` is missing", last) for name in _ONCE if name not in once]
        self.mode = once.get("mode", "") if once.get("mode") in (ENFORCE, TESTING, NONE) else ""
        if self.mode in (ENFORCE, TESTING) and not self.patterns and all(not each.voids for each in self.faults):
            self.faults.append(Fault("`mx:` is missing, so no host may accept mail", last))

    def _read(self, line: str, number: int, once: dict[str, str]) -> None:
        name, colon, value = line.partition(":")
        value = value.lstrip(" \t")
        if not colon or not _NAME.fullmatch(name):
            self.faults.append(Fault(f"`{_shown(line)}` is not a `name: value`", number))
        elif name == "mx":
            self._read_pattern(value, number)
        elif name in once:
            # RFC 8461 section 3.2: all but the first are ignored.
            self.faults.append(Fault(f"`{name}:` appears a second time, which has no effect", number, False))
        elif name in _ONCE:
            once[name] = value
            message = _fault_of(name, value)
            if message:
                self.faults.append(Fault(message, number))

    def _read_pattern(self, value: str, number: int) -> None:
        if _PATTERN.fullmatch(value.lower()):
            self.patterns.append(Pattern(value.lower(), number))
        else:
            self.faults.append(Fault(f"`{_shown(value)}` is neither a host name nor one below `*.`", number))


def _fault_of(name: str, value: str) -> str:
    """Say what is wrong with the value of a field that stands there once; empty if nothing is."""
    if name == "version" and value != "STSv1":
        return f"the version is `{_shown(value)}`, and must be STSv1"
    if name == "mode" and value not in (ENFORCE, TESTING, NONE):
        return f"the mode is `{_shown(value)}`, and must be enforce, testing or none"
    if name == "max_age" and not (value.isascii() and value.isdigit() and len(value) <= 10 and int(value) <= MAX_AGE):
        return f"`max_age: {_shown(value)}`, and it takes seconds, at most {MAX_AGE}"
    return ""


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"


class DeclaredPolicy:
    """A policy that the configuration names; the file is read when the policy is first asked for.

    domain  absolute lower-case name
    place   its `policy` in the configuration
    source  the file; None if it must not, or cannot, be read
    error   why it was not read; empty if it was
    """

    def __init__(self, declared: "PolicyFile", roots: "Sequence[str]", files: Source = DISK) -> None:
        self.domain = declared.domain
        self.place = declared.place
        self.error = ""
        self.source: SourceFile | None = None
        self._path = declared.path
        self._roots = roots
        self._files = files
        self._policy: PolicyText | None = None

    @property
    def policy(self) -> PolicyText | None:
        """The policy, or None where the file was not read."""
        if self._policy is None and not self.error:
            text = self._text()
            if text is not None:
                self._policy = PolicyText(text)
        return self._policy

    def _text(self) -> str | None:
        path = os.path.join(self._roots[0], self._path)
        tree = Tree(self._roots[0], self._roots[1:], self._files)
        real = tree.file(os.path.normpath(path))
        if real is None:
            why = "lies outside the folder of the configuration" if tree.refused else "is not a file"
            if tree.barrier(os.path.normpath(path)) is not None:
                why = "lies in a folder that cannot be listed"
            self.error = f"{self._path} {why}"
            return None
        try:
            octets = self._files.octets(real, MAX_OCTETS)
        except OSError as error:
            self.error = f"{self._path} cannot be read: {error.strerror or error}"
            return None
        if len(octets) > MAX_OCTETS:
            self.error = f"{self._path} has over {MAX_OCTETS} octets, more than senders read"
            return None
        text = decode_text(octets)
        self.source = SourceFile(display_path(real), real, lambda: text, line_span)
        return text


def declared_policies(settings: "Settings", files: Source = DISK) -> list[DeclaredPolicy]:
    """Return the policies that the configuration names, out of `files`; they may lie where zone files may."""
    if not settings.mta_sts or settings.root is None:
        return []
    root = files.real_path(settings.root)
    roots = (root, *(files.real_path(os.path.join(root, path)) for path in settings.allow_outside))
    return [DeclaredPolicy(each, roots, files) for each in settings.mta_sts]
