"""Hypothesis strategies for the texts of zone files: what people write, and what hardly anybody does."""

from hypothesis import strategies as st

NAMES = (
    "@", "a", "www", "WWW", "b.c", "a.example.com.", "A.EXAMPLE.COM.", "example.com.", "example.com",
    "x.example.net.", "net.", ".", "*", "*.a", "_sip._tcp", "0/25", "a\\.b", "\\065", "\\@", "a..b", ".a", "a.", "..",
    "l" * 63, "l" * 64, "l" * 64 + ".", ".".join(["a" * 50] * 4), ".".join(["a" * 60] * 4),
    ".".join(["a" * 60] * 4) + ".", ".".join(["b" * 49] * 5) + ".", "\\", "\\300", "a\\", "IN", "MX", "60", "1h",
    "$x", "a$b", "{a}", "{{a}}", "<%a", "a<%=b%>", "@Z", "www.@F", "a@b", "@x@", "\xe9", "a\x00", "a'b", "#", "-",
    "a;b", "(", ")", '"', '"q"', "192.0.2.1", "\x0b", "\xa0", "example.com.example.com.", "${x}", "$(x)", "\x7f",
)  # fmt: skip
TTLS = (
    "60",
    "0",
    "00",
    "1h",
    "1H30M",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "1h30",
    "7000w",
    "9" * 12,
    "-1",
    "1.5",
)
CLASSES = ("IN", "in", "In", "CLASS1", "CH", "ANY", "IN IN", "CLASS2", "NONE")
TYPES = (
    "A", "a", "AAAA", "aaaa", "NS", "CNAME", "cname", "PTR", "DNAME", "MX", "mx", "Mx", "SRV", "TXT", "txt", "SPF",
    "CAA", "caa", "DS", "SOA", "TYPE1", "TYPE65280", "HINFO", "FOO", "DYNA", "ANY", '"A"', "TYPE0", "OPT",
)  # fmt: skip
NUMBERS = ("0", "1", "10", "010", "65535", "65536", "-1", "x", "000000", "1e1", "4294967295", "4294967296", "\u0665")
ADDRESSES = (
    "192.0.2.1", "192.0.02.1", "192.0.2.256", "192.0.2", "255.255.255.255", "2001:db8::1", "2001:DB8::0:1", "::",
    "::ffff:192.0.2.1", "::192.0.2.1", "1:2:3:4:5:6:7:8", "::1::", "fe80::1%lo", "0:0:1::", "1::2:3:4:5:6:7",
    '"192.0.2.1"', "::ffff:0:0", "::2", "::1:2", "1.2.3.4.", "0001::",
)  # fmt: skip
STRINGS = (
    '"text"', "bare", '""', '"a" "b"', '"a""b"', '"x;y"', '"(x)"', '"a\\"b"', '"\\065"', '"\\300"', '"a\tb"',
    '"' + "x" * 255 + '"', '"' + "x" * 256 + '"', '"{{ x }}"', '"@x@"', '"<%= x %>"', '"a@b c@d"', '"open', 'a"b"',
    '"\xe9"', '"v=spf1 mx -all"', '"100%"', '"$x"', '"x"y', "@Z", '"{"', '"\x00"', '"@Z"',
)  # fmt: skip
CAA = ("0", "128", "1", "256", "00"), ("issue", "ISSUE", "a" * 256, "is-sue", "x1", '"issue"')
DIGESTS = ("0123456789abcdef" * 4, "0123456789ABCDEF" * 2 + " " + "00" * 16, "00" * 20, "0", "zz", "00" * 48, "")
GENERIC = ("\\# 4 c0000201", "\\# 0", "\\# 3 00", "\\#", "\\# x", "\\# 4 c0 00 02 01")
TAILS = (
    "",
    "",
    "",
    "",
    " ",
    "\t",
    " ; comment",
    ";x",
    " ; {{ x }}",
    " ; @x@",
    ' ; "',
    " ; (",
    " extra",
    " )",
    " (",
    ' "x"',
    " ; zonelint: ignore[x] y",
    "\r",
)
BLANKS = (" ", " ", " ", "\t", "  ", " \t ", "\x0c", "\x0b", "\xa0", "\x1c", "\x85", "\u2028")
DIRECTIVES = (
    "$TTL 60", "$TTL 1h", "$TTL", "$TTL x", "$ttl 2147483648", "$TTL 1 2", "$ORIGIN sub", "$ORIGIN example.com.",
    "$ORIGIN example.com", "$ORIGIN @", "$ORIGIN SUB.Example.com.", "$ORIGIN net.", "$ORIGIN .", "$ORIGIN a..b",
    "$ORIGIN {{ x }}", '$ORIGIN "a"', "$origin @Z", "$ORIGIN", "$INCLUDE x", "$INCLUDE",
    "$GENERATE 1-3 g$ A 192.0.2.$", "$GENERATE 1-2 $ CNAME a$", "$GENERATE 1-3 g$ A", "$GENERATE 3-1 g$ A 1",
    '$GENERATE 1-2 @ MX "10 m$"', "$DATE 1", "$FOO", " $TTL 1", "$GENERATE 0-2 ${0,4,n} PTR {$}", "", " ", "\t",
    "; comment", "(", ")", "( ; x", '"', "\\", "{% if x %}", "; {{ x }}", "()",
)  # fmt: skip

_names = st.sampled_from(NAMES)
_numbers = st.sampled_from(NUMBERS)


def _joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(" ".join)


RDATA = st.one_of(
    _names,
    st.sampled_from(ADDRESSES),
    st.sampled_from(STRINGS),
    _joined(_numbers, _names),
    _joined(_numbers, _numbers, _numbers, _names),
    _joined(st.sampled_from(CAA[0]), st.sampled_from(CAA[1]), st.sampled_from(STRINGS)),
    _joined(
        _numbers,
        st.sampled_from(("8", "RSASHA256", "x")),
        st.sampled_from(("1", "2", "4", "0", "99")),
        st.sampled_from(DIGESTS),
    ),
    _joined(_names, _names, _numbers, *[st.sampled_from((*TTLS, "1"))] * 4),
    st.sampled_from(GENERIC),
    st.just(""),
)

FITTING = {
    "A": st.sampled_from(ADDRESSES[:1]) | st.sampled_from(ADDRESSES),
    "AAAA": st.sampled_from(ADDRESSES[5:]),
    **dict.fromkeys(("NS", "CNAME", "PTR", "DNAME"), _names),
    "MX": _joined(_numbers, _names),
    "SRV": _joined(_numbers, _numbers, _numbers, _names),
    "TXT": st.sampled_from(STRINGS),
    "SPF": st.sampled_from(STRINGS),
    "CAA": _joined(st.sampled_from(CAA[0]), st.sampled_from(CAA[1]), st.sampled_from(STRINGS)),
    "DS": _joined(
        _numbers,
        st.sampled_from(("8", "RSASHA256", "x")),
        st.sampled_from(("1", "2", "4", "0")),
        st.sampled_from(DIGESTS),
    ),
    "SOA": _joined(_names, _names, _numbers, *[st.sampled_from((*TTLS, "1"))] * 4),
}
"""Type -> RDATA that is right for it, or wrong in a way that is its own."""


@st.composite
def record_lines(draw: st.DrawFn) -> str:
    """Return one line with a record, plausible or not."""
    blank = draw(st.sampled_from(BLANKS))
    rtype = draw(st.sampled_from(tuple(FITTING)) | st.sampled_from(TYPES))
    rdata = draw(FITTING.get(rtype.upper(), RDATA) if draw(st.integers(0, 9)) else RDATA)
    head = draw(st.lists(st.sampled_from((*TTLS[:7], *CLASSES[:4])) | st.sampled_from((*TTLS, *CLASSES)), max_size=2))
    owner = draw(st.sampled_from(("", "", *NAMES[:8])) | _names)
    return blank.join([owner, *head, rtype, rdata]) + draw(st.sampled_from(TAILS))


USUAL_NAMES = (
    "",
    "",
    "@",
    "a",
    "a",
    "WWW",
    "b.c",
    "a.example.com.",
    "A.Example.COM.",
    "x.example.net.",
    "net.",
    "l" * 63,
    "l" * 64,
)
USUAL_HEADS = ("", "", "", "60 ", "60 IN ", "IN ", "in 1h ", "2147483648 ", "0 ")
USUAL_RDATA = (
    "A 192.0.2.1", "A 192.0.2.1", "A 192.0.2.2", "a 192.0.2.1", "AAAA 2001:DB8::0:1", "aaaa ::", "NS ns",
    "NS ns.example.net.", "CNAME WWW", "cname .", "PTR a.example.com.", "DNAME b", "MX 10 mail", "MX 010 mail",
    "MX 10 MAIL", "mx 0 .", "MX 10 @", "SRV 0 5 5060 sip", "SRV 00 5 5060 sip", 'TXT "text"', 'TXT "Text"',
    'TXT "a\tb"', 'TXT "a" "b"', "TXT bare", 'TXT ""', 'CAA 0 issue "ca.example"', 'CAA 128 ISSUE "x"',
    "CAA 0 issue ca.example", 'SPF "v=spf1 -all"', "SOA ns host 1 2 3 4 60", "SRV 0 5 5060", "MX 10", "A",
    "A 192.0.2.256", "NS a..b", "CNAME .a", "MX 65536 a", 'TXT "@a@"', 'TXT "<% a %>"', "NS <%a%>",
)  # fmt: skip
USUAL_TAILS = ("", "", "", " ; comment", "\t;x", " ", " ; {{ x }}", ' ""', " x")
USUAL_DIRECTIVES = (
    "$ORIGIN net.",
    "$ORIGIN sub",
    "$ORIGIN example.com.",
    "$ORIGIN Example.COM.",
    "$TTL 60",
    "$GENERATE 1-2 g$ A 192.0.2.$",
)


@st.composite
def usual_lines(draw: st.DrawFn) -> str:
    """Return one line of the kinds that nearly all zones consist of."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(USUAL_DIRECTIVES))
    owner = draw(st.sampled_from(USUAL_NAMES))
    head = draw(st.sampled_from(USUAL_HEADS))
    blank = draw(st.sampled_from((" ", "\t", "  ")))
    return f"{owner}{blank}{head}{draw(st.sampled_from(USUAL_RDATA))}{draw(st.sampled_from(USUAL_TAILS))}"


def _in_ascii(text: str) -> str:
    return "".join(char for char in text if " " <= char <= "~" or char in "\t\n\r")


def _files(lines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(
        st.sampled_from(
            ("$TTL 300\n", "", "$TTL 300\n@ SOA ns host 1 2 3 4 5\n", "@ SOA ns host 1 2 3 4 5\n", "\ufeff")
        ),
        st.lists(lines, max_size=12).map("\n".join),
        st.sampled_from(("\n", "", "\n\n", "\r\n")),
    ).map("".join)


_odd_lines = record_lines() | st.sampled_from(DIRECTIVES)
# Only files of plain ASCII go the fast way, so most have nothing else.
zone_texts = (
    _files(usual_lines() | usual_lines() | _odd_lines).map(_in_ascii) | _files(usual_lines()) | _files(_odd_lines)
)
"""Whole zone files of the zone example.com."""

encodings = st.sampled_from(("utf-8", "utf-8", "latin-1"))
