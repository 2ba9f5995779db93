"""Hypothesis strategies for YAML texts: what people write, what hardly anybody does, and what is no YAML."""

from hypothesis import strategies as st

KEYS = (
    "a", "b1", "'a'", '"a b"', "''", "'*'", "010", "a b", "a:b", "a#b", "-1", "<<", "_x._tcp", "a'", "\xe9",
    '"x\\"y"', "1.2", "on", "d" * 1001,
)  # fmt: skip
ODD_KEYS = (
    "*", "a #b", "?", "? a", "[a]", "{a}", "-", "a ", "!t a", "&k a", "%a", "'a", '"\\x41"', "...", "---", "k" * 1025,
)  # fmt: skip
VALUES = (
    "", "a", "192.0.2.1", "2001:db8::1", "v=spf1 -all", "'x'", "'it''s'", '"q"', '"a\\nb\\\\;"', "[a, b]", "[]", "{}",
    "{a: b, c: 'd'}", "[ ]",
    "[a, 'b,', \"c\"]", "[2001:db8::1]", "!include f", "!Ref A::B", "!t 'q'", "# c", "a # c", "a #c", "a#c",
    "'q' # c", "-all", "a  ", "~", ".",
    "a\\", "]", "'''a'", "''''", '"\\/"', "{'a' : b}", "{a : b}", "[a , b]", "[a b ,c]", "[a:b]", "[a::b]",
    "{a: b} # c", "&x a", "*x", "a #\tc", "'a' # \tc", "'a #\tb'",
)  # fmt: skip
LONG_VALUES = (
    '"a\nb"', "'a\nb'", '"a \nb;\\\\;\nc" # c', '"a\n\nb"', '"a\\\nb"', '"\na"', '"a\n"', "'it''s\n''a''\n'",
    '"a\\ \nb"', '"a\n# b"', "'a\n- b'", '"a\nb"x', '"a\nb"#c', '"a\nb": c', "a\nb", "[a,\nb]", '"a\n\tb"', '"a\nb',
    "''" + "'\n'", "!t 'a\nb'", '"a:\nb: c"', '"\\"\n\\""', '"a\t\nb"', "'a # b'\n",
)  # fmt: skip
ODD_VALUES = (
    '"\\x41"', '"\\q"', '"\\UFFFFFFFF"', "{a: }", "[a,]", "[a: b]", "[::1]", "{a: b: c}", "|+", "|2", "|9", "!t",
    "!t a:", "a:", "a: b",
    "'q'#c", "'q'x", "'q", '"q', "-", "- a", "-1", "?", "? a", "%a", "@", "`", "!x # c", "---", "...", "[a]x",
    "[a?b]", "x]", "{'a': b}", "[-a]",
    "[a, -b]", "{-a: b}", "[a:]", "{a:b}", "[[a], b]", "[a", "{a", "\t", "a\tb", "a\x85b", "a\u2028b", "\x00", "\x07",
    "a\ufeff", "\r", "!<x> a", "!!str a",
    "! a", "!a!b c", "!a%21b c", "&a.b c", "&a &b c", "*a.b", "<<", "=",
)  # fmt: skip
BLOCK_LINES = ("t", "t u ", "# z", "- a", "a: b", "'", " t", "", "  ")
WHOLE_LINES = (
    "---", "--- ", "...", "--- # c", "--- a", "...: x", "... a: b", "%YAML 1.1", "%YAML 2.0", "%TAG !e! x", "%x",
    "# c", "", " ", "\t", "\ufeff", "}",
)  # fmt: skip

_keys = st.sampled_from(KEYS)
_values = st.sampled_from(VALUES)
_noise = st.sampled_from(("", "", "", "", "# c", "  ", "    # c", "  #\tc"))


def _indented(lines: list[str], by: int) -> list[str]:
    return [" " * by + line for line in lines]


@st.composite
def _block_scalars(draw: st.DrawFn) -> list[str]:
    lines = draw(st.lists(st.sampled_from(BLOCK_LINES[:6]) | st.sampled_from(BLOCK_LINES), max_size=3))
    header = draw(st.sampled_from(("|", "|-", ">", ">-", "> ", ">+")))
    return [header, *_indented(lines, draw(st.sampled_from((2, 2, 4, 1))))]


@st.composite
def _collections(draw: st.DrawFn, parts: st.SearchStrategy[list[str]]) -> list[str]:
    """Return the lines of a block mapping or sequence of `parts`, the first of which goes after the key or dash."""
    lines: list[str] = []
    mapping = draw(st.booleans())
    for part in draw(st.lists(parts, min_size=1, max_size=3)):
        head = draw(_keys) + ":" if mapping else "-"
        if len(part) < 2 or part[0]:
            lines += [f"{head} {part[0]}".rstrip(" "), *part[1:]]
        elif mapping or draw(st.booleans()):
            by = draw(st.sampled_from((2, 2, 4, 1, 0) if mapping else (2, 2, 4, 1)))
            lines += [head + draw(st.sampled_from(("", "", "  ", " # c"))), *_indented(part[1:], by)]
        else:
            rest = _indented(part[1:], 2)
            lines += ["- " + rest[0][2:], *rest[1:]]
        lines += [line for line in (draw(_noise),) if line]
    return ["", *lines]


@st.composite
def _long_values(draw: st.DrawFn) -> list[str]:
    """Return the lines of a scalar or flow collection over several lines."""
    first, *rest = draw(st.sampled_from(LONG_VALUES)).split("\n")
    return [first, *_indented(rest, draw(st.sampled_from((2, 2, 4, 1))))]


_parts = st.recursive(
    _values.map(lambda value: [value]) | _block_scalars() | _long_values(), _collections, max_leaves=12
)

tidy_texts = _collections(_parts).map(lambda lines: "\n".join(lines[1:]))
"""Block style as people write it; most of it is YAML."""

_lines = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(("", "", "  ", "  ", "    ", " ")),
        st.sampled_from(("", "", "", "- ", "-   ", "- - ")),
        _keys | st.sampled_from(ODD_KEYS) | st.just(""),
        st.sampled_from((": ", ": ", ": ", ":", ":  ", " : ", "", "\t")),
        _values | st.sampled_from(ODD_VALUES),
    ),
)


@st.composite
def broken_texts(draw: st.DrawFn) -> str:
    """Return a tidy text in which some lines were put or replaced by others."""
    lines = draw(tidy_texts | st.just("")).split("\n")
    for line in draw(st.lists(_lines | st.sampled_from(WHOLE_LINES), min_size=1, max_size=3)):
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.integers(0, 1))] = [line]
    return "\n".join(lines)


yaml_texts = st.tuples(
    st.sampled_from(("", "", "---\n", "\n", "# c\n", "--- # c\n")),
    tidy_texts | broken_texts(),
    st.sampled_from(("\n", "\n", "", "\n\n", "\n  ", "\n# c\n", "\n...\n")),
).map("".join)
"""Whole YAML files: tidy, odd and broken ones."""

_NEARLY_NUMBERS = (
    r"[-+]?(0b[01_]{1,4}|0x[0-9a-f_]{1,4}|0[0-9_]{1,4}"
    r"|[0-9_]{1,4}(:[0-9]{1,2}){0,3}(\.[0-9_]{0,3})?(e[-+]?[0-9]{1,2})?|\.[0-9_]{1,3})"
)
_NEARLY_TIMES = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"([Tt ][0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]{0,7})?( ?(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)?"
)

plain_scalars = st.one_of(
    st.text("0123456789+-._:~<=xXbeEoOnNaAiIfFyYtTsSuUlLrRZ ", min_size=1, max_size=12).map(str.strip),
    st.from_regex(_NEARLY_NUMBERS, fullmatch=True),
    st.from_regex(_NEARLY_TIMES, fullmatch=True),
)
"""Plain scalars that YAML 1.1 takes, or nearly takes, for something else than text."""
