"""The terms of an SPF record, one by one (RFC 7208 sections 4.6.1, 5, 6 and 12).

No regular expression is compiled here: a run on a few zones should not pay for one.
"""

from zonelint.dns.names import canonical_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from zonelint.mail.spf.macros import Macro

    class Term(NamedTuple):
        """One term of an SPF record.

        qualifier  ``+``, ``-``, ``~`` or ``?``; empty for a modifier (RFC 7208 sections 4.6.2 and 6)
        name       mechanism or modifier in lower case: ``ip4``, ``a``, ``redirect`` …
        value      what follows the colon or equals sign, without prefix lengths; may be empty
        prefix4, prefix6   written prefix lengths in bits, or None
        text       the term as written
        start      0-based index in the text of the record
        """

        qualifier: str
        name: str
        value: str
        prefix4: int | None
        prefix6: int | None
        text: str
        start: int = 0

else:
    from zonelint.dns.tuples import named_tuple

    Term = named_tuple("Term", "qualifier name value prefix4 prefix6 text start", defaults=(0,))

MECHANISMS = ("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists")
MODIFIERS = ("redirect", "exp")
QUALIFIERS = "+-~?"

_WITH_PREFIXES = frozenset(("a", "mx", "ip4", "ip6"))
_NEEDS_DOMAIN = frozenset(("include", "exists"))


class Fault:
    """A word of a record that is no term: what is wrong, the word, and its index in the text of the record.

    help  what to write instead, if that is plain
    """

    __slots__ = ("message", "text", "start", "help")

    def __init__(self, message: str, text: str, start: int, help: str = "") -> None:
        self.message = message
        self.text = text
        self.start = start
        self.help = help


class _FaultyTermError(ValueError):
    """A word that is no term; the text says why, `help` what to write."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


def read_term(word: str, start: int = 0) -> "Term | Fault":
    """Return the term that `word` is, or what is wrong with it; `start` is its index in the text of the record."""
    try:
        return _term(word, start)
    except _FaultyTermError as fault:
        return Fault(str(fault), word, start, fault.help or _suggestion(word))


def _term(word: str, start: int = 0) -> Term:
    if not (word.isascii() and word.isprintable()):
        raise _FaultyTermError(f"it contains {_shown(word)}")
    name, equals, value = word.partition("=")
    if equals and _is_modifier_name(name):
        return _modifier(name.lower(), value, word, start)
    return _mechanism(word, start)


def is_term(word: str) -> bool:
    """Tell whether `word` is a term of SPF."""
    try:
        return bool(_term(word))
    except _FaultyTermError:
        return False


def _shown(word: str) -> str:
    octet = next(char for char in word if not (char.isascii() and char.isprintable()))
    kind = "an octet beyond ASCII" if not octet.isascii() else "a tab" if octet == "\t" else "a control character"
    return f"{kind} (\\{ord(octet):03d})"


def _is_modifier_name(name: str) -> bool:
    plain = name.replace("-", "").replace("_", "").replace(".", "")
    return name[:1].isalpha() and plain.isalnum()


def _modifier(name: str, value: str, word: str, start: int) -> Term:
    if name in MODIFIERS:
        _check_domain(value)
    elif "%" in value:
        _pieces(value, "slodipvhcrt")
    return Term("", name, value, None, None, word, start)


def _pieces(text: str, letters: str = "slodipvh") -> "list[str | Macro]":
    """Return the literals and macros of `text`, which holds a percent sign; most records have none."""
    from zonelint.mail.spf.macros import MacroError, pieces

    try:
        return pieces(text, frozenset(letters))
    except MacroError as error:
        raise _FaultyTermError(str(error)) from None


def _mechanism(word: str, start: int) -> Term:
    qualifier = word[0] if word and word[0] in QUALIFIERS else ""
    rest = word[len(qualifier) :]
    end = min(at for at in (rest.find(":"), rest.find("/"), len(rest)) if at >= 0)
    name, argument = rest[:end].lower(), rest[end:]
    if name not in MECHANISMS:
        raise _unknown_mechanism(rest[:end], qualifier, argument)
    prefix4 = prefix6 = None
    if name in _WITH_PREFIXES:
        argument, prefix4, prefix6 = _cut_prefixes(argument)
    if name == "all" and argument:
        raise _FaultyTermError("`all` takes no argument")
    if argument and argument[0] == "/":
        raise _FaultyTermError(_bad_length(name, argument))
    value = argument[1:]
    if name in ("ip4", "ip6"):
        if name == "ip6":
            prefix4, prefix6 = prefix6, prefix4
        _check_network(name, argument, prefix4 if name == "ip6" else prefix6)
    elif argument or name in _NEEDS_DOMAIN:
        _check_domain(value, name)
    return Term(qualifier or "+", name, value, _length(prefix4, 32), _length(prefix6, 128), word, start)


def _bad_length(name: str, argument: str) -> str:
    if name in _WITH_PREFIXES:
        return f"`{argument}` is not a prefix length"
    return f"`{name}` takes no prefix length"


def _unknown_mechanism(name: str, qualifier: str, argument: str) -> _FaultyTermError:
    written = name + argument
    modifier, equals, value = written.partition("=")
    if modifier.lower() in MODIFIERS and equals:
        return _FaultyTermError("a modifier has no qualifier", f"write `{modifier}={value}`")
    if name.lower() in MODIFIERS:
        return _FaultyTermError(f"`{name}` is a modifier, which is written with `=`", f"write `{name}={argument[1:]}`")
    if canonical_address(written.partition("/")[0]):
        family = "ip6" if ":" in written else "ip4"
        return _FaultyTermError("an address needs `ip4:` or `ip6:` before it", f"write `{qualifier}{family}:{written}`")
    shown = name if len(name) <= 40 else name[:40] + "…"
    meant = _meant(name.lower(), argument)
    return _FaultyTermError(
        f"there is no mechanism `{shown}`" if name else "it contains no mechanism",
        f"write `{qualifier}{meant}{argument}`" if meant else "",
    )


def _meant(name: str, argument: str) -> str:
    """Return the mechanism that `name` seems to mean, or an empty text."""
    if name in ("ip", "ipv4", "ipv6", "ip4v", "ip6v", "ipaddr", "ip4addr"):
        address = argument[1:].partition("/")[0]
        known = canonical_address(address)
        return "" if known is None else "ip6" if ":" in address else "ip4"
    for mechanism, others in (("include", ("inlcude", "incldue", "includes", "inc", "inlude")), ("mx", ("mxs",))):
        if name in others:
            return mechanism
    return ""


def _cut_prefixes(argument: str) -> "tuple[str, str | None, str | None]":
    """Return `argument` without the prefix lengths at its end, and these: that after ``/`` and that after ``//``."""
    four = six = None
    head, slashes, tail = argument.rpartition("//")
    if slashes and _is_number(tail):
        argument, six = head, tail
    head, slashes, tail = argument.rpartition("/")
    if slashes and _is_number(tail):
        argument, four = head, tail
    return argument, four, six


def _is_number(text: str) -> bool:
    return text.isdigit() and text.isascii()


def _length(text: str | None, most: int) -> int | None:
    """Return the prefix length; leading zeros are no length (RFC 7208 section 12)."""
    if text is None:
        return None
    if len(text) > 3 or int(text) > most or (text[0] == "0" and text != "0"):
        shown = text if len(text) <= 6 else text[:6] + "…"
        raise _FaultyTermError(f"`/{shown}` is not a prefix length: 0 to {most}, without leading zeros")
    return int(text)


def _check_network(name: str, argument: str, other: "str | None") -> None:
    """Check the argument of ip4 or ip6; `other` is a prefix length that it cannot have."""
    value = argument[1:]
    if not value:
        raise _FaultyTermError(f"`{name}` needs an address", f"write `{name}:<address>`, without a blank in it")
    address = canonical_address(value)
    if address is None:
        raise _FaultyTermError(f"`{value[:60]}` is not an IPv{name[2]} address", _help_for_network(name, value))
    if (":" in value) != (name == "ip6"):
        right = "ip6" if ":" in value else "ip4"
        raise _FaultyTermError(f"`{value}` is not an IPv{name[2]} address", f"write `{right}:{value}`")
    if other is not None:
        raise _FaultyTermError(f"`{name}` takes one prefix length, after a single `/`")


def _help_for_network(name: str, value: str) -> str:
    first, dot, last = value.rpartition(".")
    if name == "ip4" and value.count(".") < 3 and first.replace(".", "").isdigit() and dot and last.isdigit():
        return "write all four numbers, and a prefix length for a network"
    if value.replace("-", "").replace(".", "").isalnum() and value[-1].isalpha() and "." in value:
        return f"a name is written `a:{value}`"
    return ""


def _check_domain(text: str, name: str = "") -> None:
    """Check that `text` is a domain-spec (RFC 7208 section 7.1)."""
    if not text:
        raise _FaultyTermError(
            "the domain is missing", f"write `{name}:<domain>`, without a blank in it" if name else ""
        )
    last: object = text
    if "%" in text:
        last = _pieces(text)[-1]
        if not isinstance(last, str):
            return
    assert isinstance(last, str)
    _, dot, top = last.removesuffix(".").rpartition(".")
    if dot and _is_top_label(top):
        return
    address = canonical_address(text.partition("/")[0])
    if address is not None and name in ("a", "mx", "include", "exists", "ptr"):
        family = "ip6" if ":" in address else "ip4"
        raise _FaultyTermError(f"`{name}` takes a name, not an address", f"write `{family}:{text}`")
    if not dot and _is_top_label(top):
        raise _FaultyTermError(
            f"`{text[:60]}` is a single label, and names in SPF must be complete",
            f"write `{name}:{text[:60].rstrip('.')}.<domain>`" if name else "",
        )
    raise _FaultyTermError(f"`{text[:60]}` does not end like a domain")


def _is_top_label(label: str) -> bool:
    """Tell whether a domain may end in `label`: letters, digits and hyphens within, not digits alone."""
    return label.replace("-", "").isalnum() and not label.isdigit() and label[0] != "-" and label[-1] != "-"


def _suggestion(word: str) -> str:
    """Return what to write in place of a faulty `word` that is several terms run together, or has a sign too many."""
    bare = word.strip(",;'\".")
    if bare != word and bare and "," not in bare and is_term(bare):
        return f"write `{bare}`"
    parts = [part for part in bare.replace(";", ",").split(",") if part]
    if 1 < len(parts) <= 20 and is_term(parts[0]):
        kind = parts[0].partition(":")[0]
        whole = [part if is_term(part) else f"{kind}:{part}" for part in parts]
        if all(map(is_term, whole)):
            return f"separate the terms with a blank: `{' '.join(whole)}`"
    for at in range(max(1, len(word) - 4), len(word)):
        if word[at] in QUALIFIERS and word[at + 1 :].lower() == "all" and is_term(word[:at]):
            return f"separate the terms with a blank: `{word[:at]} {word[at:]}`"
    return ""
