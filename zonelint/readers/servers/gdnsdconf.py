"""The configuration of gdnsd, its file `config`: what gdnsd would refuse of it.

Hashes, arrays and words, nested in each other, with `=` or `=>` between a key and its value. The zones are the files of
a folder, so it names none of them. Of the options the names, the truth values and the numbers are checked; what plugins
and types of service want is not, nor what `$include{…}` brings in.
"""

import re

from zonelint.dns.places import Problem
from zonelint.files.paths import Lines, text_source
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from zonelint.dns.places import SourceFile

    class Value(NamedTuple):
        """A word, or what a bracket holds, and the 0-based offset at which it begins: a hash, or None for an array."""

        at: int
        word: str = ""
        items: "dict[str, Value] | None" = None

else:
    from zonelint.dns.tuples import named_tuple

    Value = named_tuple("Value", "at word items", defaults=("", None))

_MAX_DEPTH = 1000
_BLANKS = re.compile(r"(?:[ \t\n]++|[;#][^\n]*+\n)*")
_ESCAPE = r"\\(?:[^0-9]|25[0-5]|(?:2[0-4]|[01][0-9])[0-9])"
_WORD = re.compile(
    rf"""\"((?:[^"\\]++|{_ESCAPE})*)\"
    |((?:[^\]\[{{}};\# \t\n,"=\\$]|{_ESCAPE})(?:[^\]\[{{}};\# \t\n,"=\\]++|{_ESCAPE})*)""",
    re.VERBOSE,
)
_INCLUDE = "$include{"
_ESCAPED = re.compile(r"\\([0-9]{3}|.)", re.DOTALL)

_TOP = ("options", "service_types", "plugins")
_TRUTHS = frozenset(
    (
        "disable_cookies", "disable_tcp_dso", "disable_text_autosplit", "edns_client_subnet", "experimental_no_chain",
        "lock_mem", "tcp_pad", "tcp_proxy", "zones_strict_data",
    )
)  # fmt: skip
_NUMBERS = {
    "acme_challenge_dns_ttl": (0, 3600), "acme_challenge_ttl": (60, 3600), "dns_port": (1, 65535),
    "max_edns_response": (512, 16384), "max_edns_response_v6": (512, 16384), "max_ncache_ttl": (10, 86400),
    "max_nocookie_response": (0, 1024), "max_ttl": (3600, 2**28 - 1), "min_ttl": (0, 86400),
    "tcp_backlog": (0, 65535), "tcp_clients_per_thread": (16, 65535), "tcp_fastopen": (0, 1048576),
    "tcp_threads": (1, 1024), "tcp_timeout": (5, 1800), "udp_rcvbuf": (4096, 1048576), "udp_sndbuf": (4096, 1048576),
    "udp_threads": (1, 1024), "zones_default_ttl": (1, 2**31 - 1), "zones_rfc1035_threads": (1, 1024),
}  # fmt: skip
_WORDS = frozenset(("chaos_response", "cookie_key_file", "nsid", "nsid_ascii", "run_dir", "state_dir"))
_OTHERS = frozenset(("listen", "tcp_control"))
_REMOVED = frozenset(
    (
        "any_mitigation", "http_listen", "http_port", "http_timeout", "include_optional_ns", "log_stats",
        "max_addtl_rrsets",
        "max_cname_depth", "max_http_clients", "max_response", "plugin_search_path", "priority", "realtime_stats",
        "udp_recv_width", "username", "weaker_security", "zones_rfc1035_auto", "zones_rfc1035_auto_interval",
        "zones_rfc1035_quiesce", "zones_strict_startup",
    )
)  # fmt: skip
"""Options of gdnsd 2, of which gdnsd 3 only warns."""


def problems_of(real_path: str, files: Source = DISK) -> list[Problem]:
    """Return what gdnsd would refuse of the configuration at `real_path`: the first fault of syntax, else all others.

    Raises OSError if it cannot be read.
    """
    return problems_in(text_source(real_path, source=files))


def problems_in(source: "SourceFile") -> list[Problem]:
    """Return what gdnsd would refuse of the configuration that `source` holds, as `problems_of` does."""
    lines = Lines(source.text)
    reader = _Reader(source.text)
    try:
        root = reader.read()
        faults = list(_faults(root))
    except _SyntaxFaultError as fault:
        faults = [(fault.at, str(fault))]
    return [Problem("index-error", message, source, lines.span(at, at + 1)) for at, message in faults]


class _SyntaxFaultError(ValueError):
    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def read(self) -> "dict[str, Value]":
        """Return the outermost hash. Raises _SyntaxFaultError."""
        root: dict[str, Value] = {}
        open_ = [Value(0, "", root)]
        self.skip()
        if self.text.startswith("[", self.at):
            raise _SyntaxFaultError("gdnsd wants options, service_types and plugins here, and no list", self.at)
        while self.at < len(self.text):
            if len(open_) > 1 and self.text[self.at] == ("}" if open_[-1].items is not None else "]"):
                open_.pop()
                self.at += 1
            else:
                value = self.entry(open_[-1].items)
                if value is not None and not value.word:
                    open_.append(value)
                    self.skip()
                    if len(open_) > _MAX_DEPTH:
                        raise _SyntaxFaultError(f"brackets are over {_MAX_DEPTH} deep", value.at)
                    continue
            self.skip_comma()
        if len(open_) > 1:
            raise _SyntaxFaultError("this bracket is never closed", open_[-1].at)
        return root

    def entry(self, items: "dict[str, Value] | None") -> Value | None:
        """Read what stands here in a hash, whose `items` it joins, or in an array; None: the include of more keys."""
        if items is None:
            return self.value()
        key = self.key(items)
        if key is not None:
            items[key] = self.value()
            return items[key]
        return None

    def skip(self) -> None:
        """Go on behind blanks and comments; a comment needs its line end."""
        match = _BLANKS.match(self.text, self.at)
        self.at = match.end() if match is not None else self.at

    def skip_comma(self) -> None:
        """Go on behind the comma that may stand after a value, and blanks."""
        self.skip()
        if self.text.startswith(",", self.at):
            self.at += 1
            self.skip()

    def word(self) -> str:
        """Return the word or string here, as it is meant."""
        match = _WORD.match(self.text, self.at)
        if match is None:
            raise _SyntaxFaultError(f"gdnsd cannot read this: {self.text[self.at : self.at + 20]!r}", self.at)
        self.at = match.end()
        text = match[1] if match[1] is not None else match[2]
        return _ESCAPED.sub(lambda escape: chr(int(escape[1])) if escape[1].isdigit() else escape[1], text)

    def included(self) -> bool:
        """Go on behind an include, if there is one here."""
        if not self.text.startswith(_INCLUDE, self.at):
            return False
        self.at += len(_INCLUDE)
        self.skip()
        self.word()
        self.skip()
        if not self.text.startswith("}", self.at):
            raise _SyntaxFaultError("a closing brace is missing after the name of the file", self.at)
        self.at += 1
        return True

    def key(self, items: "dict[str, Value]") -> str | None:
        """Return the key here, of which the value comes next; None behind an include."""
        if self.included():
            return None
        at = self.at
        key = self.word()
        if key in items:
            raise _SyntaxFaultError(f"the key {key} appears twice", at)
        self.skip()
        if not self.text.startswith("=", self.at):
            raise _SyntaxFaultError(f"`=` is missing after {key}", self.at)
        self.at += 2 if self.text.startswith("=>", self.at) else 1
        self.skip()
        return key

    def value(self) -> Value:
        """Return the value here, a hash or an array without what it holds."""
        at = self.at
        if self.included():
            return Value(at, _INCLUDE)
        if self.text[at : at + 1] in ("{", "["):
            self.at += 1
            return Value(at, "", {} if self.text[at] == "{" else None)
        return Value(at, self.word() or " ")


def _faults(root: "dict[str, Value]") -> "list[tuple[int, str]]":
    """Return (offset, message) of what gdnsd would refuse of a configuration whose syntax is right."""
    found = [(value.at, f"gdnsd does not know {key} here") for key, value in root.items() if key not in _TOP]
    for key in _TOP:
        value = root.get(key)
        if value is not None and value.items is None and value.word != _INCLUDE:
            found.append((value.at, f"the value of {key} must be in braces"))
        elif value is not None and key == "options":
            found += [fault for name, each in (value.items or {}).items() for fault in _option_faults(name, each)]
    return sorted(found)


def _option_faults(name: str, value: Value) -> "list[tuple[int, str]]":
    message = ""
    if value.word == _INCLUDE or name in _OTHERS or name in _REMOVED:
        pass
    elif name in _TRUTHS:
        message = "" if value.word.lower() in ("true", "false") else f"{name} must be true or false"
    elif name in _NUMBERS:
        least, most = _NUMBERS[name]
        number = _number(value.word)
        if number is None or not least <= number <= most:
            message = f"{name} must be a number from {least} to {most}"
    elif name in _WORDS:
        message = "" if value.word else f"{name} must be a word"
    else:
        message = f"gdnsd does not know the option {name}"
    return [(value.at, message)] if message else []


def _number(word: str) -> int | None:
    """Return the number that strtoul of C reads in `word`, with the base that its beginning tells; else None."""
    match = re.fullmatch(r"[ \t\n\v\f\r]*\+?(?:0[xX]([0-9a-fA-F]{1,16})|(0[0-7]{0,22})|([1-9][0-9]{0,19}))", word)
    if match is None:
        return None
    digits = match[1] or match[2] or match[3]
    return int(digits, 16 if match[1] else 8 if match[2] else 10)
