"""What a master-file line is made of: its words, what they give away, and the error that costs a line its record."""

import re

from zonelint.dns.names import is_address, is_name
from zonelint.dns.patterns import late
from zonelint.dns.rdata import canonical_type
from zonelint.dns.rdata_words import RdataError
from zonelint.files.origins import TTL_OR_CLASS, TYPES
from zonelint.files.placeholders import is_open_address, is_open_word, is_to_fill_in
from zonelint.readers.master.damage import may_precede_type
from zonelint.readers.master.lexer import LogicalLine, Token, comment_column, logical_line, span_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from zonelint.dns.places import Span

_OF_TERRAFORM = r"^\s*+%\{~?[ ]*+(?:for|if|else|endfor|endif)[ ~}]"
"""Elsewhere, and with other words, such braces are macros of SPF."""
_IN_BRACKETS = late(r"<[A-Z][A-Z0-9_]*>")
"""Part of a value that is to be filled in, outside of texts: ``<LAN_24>.1``, ``team<T>.example.com.``"""
# Marks of templates (Jinja, ERB, Terraform, shell, autoconf): such a line becomes a record only when it is filled in.
# A line of a preprocessor begins with `%%`, or with a lone `%`; dots alone on a line stand for what was left out, and
# a word in capitals and brackets for lines that a program writes: `[HOSTS]`.
_PLACEHOLDER = late(
    r"^%%?[ \t]|\{\{|\{%|\{#|<%|" + _OF_TERRAFORM + r"|\$\{[A-Za-z_]|\$\([A-Za-z_]|@@?[A-Za-z_][A-Za-z0-9_]*@"
    r"|^\s*+\[?(?:\.{3,}|…)\]?\s*+$|^\[[A-Z][A-Z0-9_]*+\]\s*+$"
)
# A variable of a shell is a word, or a label of a name; where a record follows, it is no directive.
_VARIABLE = late(
    r"(?<=[\s.(])\$(?!GENERATE|INCLUDE|ORIGIN|TTL)[A-Z][A-Z0-9_]+(?=[\s.)]|$)|(?<=\.)\$[a-z_]{2,}(?=[\s.)]|$)"
    r"|^\$(?!(?:GENERATE|INCLUDE|ORIGIN|TTL)[ \t])[A-Za-z_][A-Za-z0-9_]++(?:\.\S*+)?[ \t]++"
    rf"(?:{TTL_OR_CLASS}){{0,2}}(?:{TYPES})[ \t]"
)
_DIRECTIVES = tuple(f"${word}{blank}" for word in ("TTL", "ORIGIN", "INCLUDE", "GENERATE") for blank in " \t")
_DIRECTIVES_BARE = ("TTL", "ORIGIN", "INCLUDE")
_STATEMENT = late(r"\{%|\{#|" + _OF_TERRAFORM + "|<%(?!=)")
OPEN = "this is a placeholder: its value is not known"

# What a person is to replace, in a sample. An address in brackets, or with a letter in place of a digit, is a slip.
_STAND_IN = late(
    r"""<[a-z][a-z0-9_.-]*>
    |[%$][A-Z][A-Z0-9_]+
    |_[A-Z0-9_]+_
    |\{[a-z][a-z0-9_.-]*\}
    |:[a-z][a-z_-]+:
    |\[[a-z][a-z0-9_.-]*\]
    |x{3,}|change[_-]?me|to-?do|tbd
    |(?:yy)?yy-?mm-?dd[a-z#]{0,3}
    |ip\.addr(?:ess)?
    |(?:rev)?ip[0-9]?add(?:r(?:ess)?)?
    |(?:[a-z]+[0-9]*[_-])*(?:your|my)?(?:ip|ipv?[46]|addr|address)[0-9]{0,3}(?:[_-][a-z][a-z0-9]*)*""",
    re.IGNORECASE | re.VERBOSE,
)

_LEFT_OUT = late(r"\.{3,}|…")
_SERIAL = late(r"[a-z_-]*(?:serial|placeholder)[a-z_-]*", re.IGNORECASE)
"""What stands for a serial that a script writes."""
MAX_STAND_IN = 80
"""Code points of a word that stands for what is to be filled in; to look at longer ones takes too long."""
_ADDRESS_TYPES = frozenset(("A", "AAAA"))
_WITH_ONE_WORD = frozenset((*_ADDRESS_TYPES, "CNAME", "NS", "PTR"))
_IN_WORDS = late(r'"[^"]*[A-Za-z][^"]*[ \t][^"]*"')
"""Text in quotes with a blank, where an address is to stand."""

_FIRST_OF_WORDS = late(r"<[a-z][a-z0-9]*+", re.IGNORECASE)
"""What words in brackets begin with: ``<address of the mail server>``."""

_OF_TIMES = "0123456789smhdwSMHDW"
_MAX_SOA_LINES = 10
"""Lines over which the five numbers of an SOA record are spread, with their comments."""

MAX_STRING_OCTETS = 255
_OCTET = late(r"\\[0-9]{3}|\\.|.", re.DOTALL)


class LineError(Exception):
    """What costs a logical line its record: a message at a token."""

    def __init__(self, message: str, token: Token, help_text: str = "", rule: str = "syntax-error") -> None:
        super().__init__(message)
        self.message = message
        self.span = span_of([token])
        self.help = help_text
        self.rule = rule


def is_directive(line: LogicalLine, keyword: str) -> bool:
    """Tell whether `line` is the directive `keyword` (in upper case): it begins in the first column."""
    return not line.blank and bool(line.tokens) and line.tokens[0].text.upper() == keyword


def has_placeholder(lines: "Sequence[str]") -> bool:
    """Tell whether a template's mark stands in `lines`, comments left aside."""
    if not _is_template(" ".join(lines)):
        return False
    return _is_template(" ".join(line[: comment_column(line)] for line in lines))


def _is_template(text: str) -> bool:
    # Every line is asked about: what a comparison tells compiles nothing.
    may_be = "{" in text or "%" in text or "$(" in text or text.count("@") > 1 or "..." in text or "…" in text
    may_be = may_be or text[:1] == "["
    is_marked = may_be and _PLACEHOLDER.search(text)
    may_vary = "$" in text and not (text.startswith(_DIRECTIVES) and text.count("$") == 1)
    is_marked = is_marked or ("<" in text and '"' not in text and _IN_BRACKETS.search(text))
    return bool(is_marked or (may_vary and _VARIABLE.search(text)) or is_to_fill_in(text))


def stand_in(tokens: "Sequence[Token]", error: LineError) -> LineError:
    """Return what to say of a record that is spoiled by a word which stands for what somebody is to fill in.

    ``<your-ip>``, ``YOUR_IP``, ``{ip}``, ``x.x.x.x``, ``XXX``, ``%NOC``, ``_DATE_``: no slip looks like these, nor like
    the words ``IP of my host`` for an address. Else it is `error` itself.
    """
    behind_owner = tokens[:4] if tokens[0].column > 1 else tokens[1:4]
    words = {token.text.upper() for token in behind_owner}
    is_soa, is_address = "SOA" in words, not words.isdisjoint(_ADDRESS_TYPES)
    types = [token.text.upper() for token in tokens]
    serial = types.index("SOA") + 3 if is_soa else len(tokens)
    if serial < len(tokens) and _SERIAL.fullmatch(tokens[serial].text):
        return LineError(OPEN, tokens[serial], rule="template-placeholder")
    last = max((at for at, token in enumerate(tokens) if token.text[-1:] == ">"), default=0)
    for at, token in enumerate(tokens[1:], 1):
        if len(token.text) > MAX_STAND_IN:
            continue
        if at < last and _FIRST_OF_WORDS.fullmatch(token.text) and _is_behind_type(tokens, at):
            return LineError(OPEN, token, rule="template-placeholder")
        is_there = is_soa or span_of([token]) == error.span
        is_left_out = bool(_LEFT_OUT.fullmatch(token.text)) and _is_behind_type(tokens, at)
        is_open = is_left_out or bool(_STAND_IN.fullmatch(token.text)) or is_open_address(token.text)
        if (is_there and is_open) or (is_address and (is_open_word(token.text) or _IN_WORDS.fullmatch(token.text))):
            return LineError(OPEN, token, rule="template-placeholder")
    return error


def _is_behind_type(tokens: "Sequence[Token]", at: int) -> bool:
    """Tell whether the word `tokens[at]` is the address or the name that a record has, behind its type."""
    before = [token.text.upper() for token in tokens[max(at - 2, 0) : at]]
    return before[-1] in _WITH_ONE_WORD or (len(before) > 1 and before[0] == "MX" and before[1].isdigit())


def end_of_numbers(lines: "Sequence[str]", at: int) -> int:
    """Return the index behind the numbers that stand alone from `lines[at]` on, comments left aside; `at`: none do.

    They are those of an SOA record whose parenthesis opens too late or nowhere; one that closes ends them.
    """
    end = at
    for index in range(at, min(len(lines), at + _MAX_SOA_LINES)):
        text = lines[index][: comment_column(lines[index])]
        words = text.replace("(", " ").replace(")", " ").split()
        if any(not word[0].isdigit() or word.strip(_OF_TIMES) for word in words):
            break
        if text.strip():
            end = index + 1
        if ")" in text:
            break
    return end


def open_rdata(tokens: "Sequence[Token]", at: int) -> int | None:
    """Return the index of the first word of RDATA that a template fills in; `tokens[at]` stands behind the owner.

    None: not only RDATA is open, for the mark stands before the type, or in a statement, which may make the line one of
    many, or none. An expression such as ``{{ ip }}``, ``<%= ip %>`` or ``${IP}`` gives a value.
    """
    while at < len(tokens) and may_precede_type(tokens[at].text):
        at += 1
    if at == len(tokens) or canonical_type(tokens[at].text) is None:
        return None
    texts = [token.text for token in tokens]
    if has_placeholder([*texts[: at + 1], ""]) or _STATEMENT.search(" ".join(texts)):
        return None
    # The parentheses of `$(IP)` are no part of its words.
    marked = (
        index for index in range(at + 1, len(texts)) if has_placeholder(["", texts[index]]) or texts[index] == "$"
    )
    return next(marked, None)


def looks_like_record(text: str) -> bool:
    """Tell whether `text` has the look of a line with a record: a class or a common type near its beginning."""
    return any(word.upper() in _RECORD_WORDS for word in text.split()[1:4])


_RECORD_WORDS = frozenset(("IN", "A", "AAAA", "NS", "MX", "CNAME", "PTR", "TXT", "SRV", "SOA", "CAA"))


def expect_words(tokens: "Sequence[Token]", least: int, most: int, what: str) -> None:
    """Raise LineError unless `least` to `most` words follow the directive `tokens[0]`; `what` names the first."""
    if len(tokens) - 1 < least:
        raise LineError(f"{tokens[0].text} needs {what}", tokens[0])
    if len(tokens) - 1 > most:
        raise LineError(f"extra text after {tokens[0].text}", tokens[most + 1])


def words_of(text: str) -> list[str]:
    """Return the words of `text`, one side of a $GENERATE. Raises RdataError."""
    if text.isalnum():
        return [text]
    line = logical_line([text], 0)
    if line.error is not None:
        raise RdataError(str(line.error))
    return [token.text for token in line.tokens]


def bare(token: Token) -> Token:
    """Return `token`, a name that may not stand in quotes; raises LineError if it does."""
    if token.text[0] == '"':
        raise LineError(f"a domain name must not be in quotes here: {token.text}", token)
    return token


def spelled(rtype: str, words: "Sequence[Token]") -> list[str]:
    """Return the words as the RDATA parser wants them: a quoted SVCB parameter stays with its key (RFC 9460 2.1)."""
    if rtype not in ("SVCB", "HTTPS"):
        return [word.text for word in words]
    texts: list[str] = []
    end = 0
    for word in words:
        if word.text[0] == '"' and word.column == end and len(texts) > 2 and texts[-1].endswith("="):
            texts[-1] += word.text
        else:
            texts.append(word.text)
        end = word.column + len(word.text)
    return texts


def split_string(text: str) -> list[str]:
    """Return `text`, a character-string as written, in parts of at most 255 octets, as gdnsd and PowerDNS take it."""
    if len(text) <= MAX_STRING_OCTETS:
        return [text]
    parts, octets = [""], 0
    for match in _OCTET.finditer(text[1:-1] if text[0] == '"' else text):
        size = len(match[0].encode()) if len(match[0]) == 1 else 1
        if octets + size > MAX_STRING_OCTETS:
            parts.append("")
            octets = 0
        parts[-1] += match[0]
        octets += size
    return [f'"{part}"' for part in parts]


OTHER_COMMENT = "comments begin with `;` in a master file"
_WORDS_OF_SOA = 7
_NUMBERS = {"MX": ("preference",), "SRV": ("priority", "weight", "port")}
"""What stands before the target, by the type of the record."""


def numbers_missing(rtype: str, words: "Sequence[Token]") -> LineError | None:
    """Return what to say of the `words` of RDATA that has a target, but too few numbers before it; else None."""
    names = _NUMBERS.get(rtype, ())
    if not words:
        return None
    *numbers, target = [word.text for word in words]
    if len(numbers) >= len(names) or target.isdigit() or not is_name(target):
        return None
    if not all(number.isdigit() for number in numbers):
        return None
    what = f"the {names[0]}, a number, is missing"
    if len(names) > 1:
        what = f"{', '.join(names[:-1])} and {names[-1]} are {len(names)} numbers, and here are {len(numbers)}"
    usual = ["10"] if rtype == "MX" else [*numbers[:-1], "0", "0", "0"][:2] + (numbers[-1:] or ["<port>"])
    if target[-1] == "." and target.count(".") == 1:
        target = "<full name of the host>"  # nobody finds a single label
    return LineError(what, words[-1], f"write `{rtype} {' '.join(usual)} {target}`")


def mailbox_missing(rtype: str, words: "Sequence[Token]") -> LineError | None:
    """Return what to say of the `words` of an SOA's RDATA that has its numbers right behind one name; else None."""
    if rtype != "SOA" or len(words) != _WORDS_OF_SOA - 1 or any(word.text.strip(_OF_TIMES) for word in words[1:]):
        return None
    message = "the SOA needs two names, a primary name server and a mailbox, and here is one"
    return LineError(message, words[0], "write a mailbox behind it, such as `hostmaster.<domain>.`")


def second_type(rtype: str, words: "Sequence[Token]") -> LineError | None:
    """Return what to say of the `words` of RDATA that is one name, before which another type stands; else None."""
    if rtype not in _WITH_ONE_NAME or len(words) != 2 or words[0].text not in _TYPES_OF_DOMAINS:
        return None
    other = words[0].text
    return LineError(
        f"a record has one type, and this one has two: {rtype} and {other}", words[0], f"{ONE_TYPE}`{other}`"
    )


def is_other_comment(text: str) -> bool:
    """Tell whether `text` begins as comments of other languages do."""
    return text.startswith(("#", "//"))


def hint(tokens: "Sequence[Token]", index: int) -> str:
    """Return advice on a mistake that the words around `tokens[index]` give away; empty if there is none."""
    start = max(index - 1, 0)
    if any(is_other_comment(token.text) for token in tokens[start:]):
        return OTHER_COMMENT
    directive = tokens[0].text.removeprefix("@") if len(tokens) == 2 else ""
    if directive in _DIRECTIVES_BARE and tokens[0].column == 1:
        return f"write `${directive} {tokens[1].text}`"
    near = [token.text for token in tokens[start : index + 2]]
    if not all(word.isprintable() for word in near):
        return "the line holds an invisible character that is not a blank, such as a no-break space"
    return ""


def other_family(types: "Container[str]", tokens: "Sequence[Token]", span: "Span") -> str:
    """Return advice on the word at `span` if it is an address, but not one of the record's type; else nothing."""
    at = next((at for at, token in enumerate(tokens) if at and span_of([token]) == span), 0)
    word = tokens[at].text
    rtype, other = ("A", "AAAA") if ":" in word else ("AAAA", "A")
    is_first = tokens[at - 1].text.upper() == rtype and rtype in types
    return f"write `{other}`, the type of such addresses" if is_first and is_address(word) else ""


ONE_TYPE = "keep one of the types: delete "
_WITH_ONE_NAME = frozenset(("CNAME", "DNAME", "NS", "PTR"))
INDENTED = "delete the blanks in front of it: a line that begins with one repeats the owner above"
NO_OWNER = "put the owner, or a blank to repeat the one above, before "
# In capitals, for hosts are called mx and ns; and with no class behind them.
_TYPES_OF_DOMAINS = frozenset(("A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SRV", "TXT"))


def cause_of(help_text: str, path: str) -> str:
    """Return what all lines of the file `path` with this `help_text` have in common, if that is one slip; else "".

    It is one, whatever word stands in each: comments of another language, no blank before what follows the owner, one
    before the owner, or a type too many.
    """
    if help_text == OTHER_COMMENT:
        return f"comments begin with {path}"
    return f"{help_text} {path}" if help_text.startswith((NO_OWNER, ONE_TYPE, INDENTED)) else ""


def hint_at_type(tokens: "Sequence[Token]", index: int) -> str:
    """Return advice on `tokens[index]`, which is no type; it may be the fault of a type that is taken for the owner."""
    first = tokens[0].text
    if index and first in _TYPES_OF_DOMAINS and all(token.text.upper() != "IN" for token in tokens[1:index]):
        return f"{NO_OWNER}`{first}`"
    return hint(tokens, index) or _type_meant(tokens[index].text)


def _type_meant(word: str) -> str:
    """Return advice on a `word` that is one letter off a common type; empty for any other."""
    from zonelint.dns.typos import is_one_letter_off  # which few zones need

    meant = [
        rtype for rtype in sorted(_TYPES_OF_DOMAINS) if rtype != "A" and is_one_letter_off(word.upper(), rtype, True)
    ]
    return f"write `{meant[0]}`, if that is meant" if len(word) > 2 and len(meant) == 1 else ""
