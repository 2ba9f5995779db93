"""Names as text: what a word stands for, and how names relate. dnspython has the last word."""

import dns.exception
import dns.name
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zonelint.dns import names
from zonelint.dns.names import NameSyntaxError

ORIGIN = "example.com."

# Of what names are written with, and what they stumble over.
PIECES = (
    "a", "B", "www", "x-y", "_s", "*", "0", "1/2", ".", ".", ".", "..", "@", "\\.", "\\\\", "\\@", "\\065", "\\000",
    "\\255", "\\032", "\\256", "\\1", "\\12x", "\\", "\\a", '"', ";", "(", ")", "$", "l" * 63, "l" * 64, "m" * 40,
    "\x7f", "\x01", "'", "{}",
)  # fmt: skip
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join)
origins = st.sampled_from((".", ORIGIN, "Example.COM.", "x\\.y.", "b" * 60 + "." + "c" * 60 + "."))
# Absolute names in canonical form; few labels, so that they often share their ends.
canonical = st.lists(
    st.sampled_from(("a", "b", "com", "x\\.y", "\\\\", "a\\\\", "\\.a", "\\000", "\\255\\@")), max_size=5
).map(lambda labels: "".join(label + "." for label in labels) or ".")


def by_dnspython(word: str, origin: str) -> str | None:
    """Return the absolute name that dnspython makes of `word`, or None if it refuses it."""
    try:
        name = dns.name.from_text(word, dns.name.from_text(origin))
    except (dns.exception.DNSException, ValueError):
        return None
    return name.to_text()


@given(words, origins)
@example("a\\065", ORIGIN)
@example(".".join(["a" * 60] * 3) + ".", ORIGIN)
@example(".".join(["a" * 60] * 3) + "." + "b" * 58, ORIGIN)
def test_absolute_is_what_dnspython_reads(word: str, origin: str) -> None:
    """Each word gives dnspython's name, or both refuse it."""
    try:
        ours = names.absolute(word, origin)
    except NameSyntaxError:
        ours = None

    assert by_dnspython(word, origin) == ours


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("@", "example.com."),
        (".", "."),
        ("www", "www.example.com."),
        ("WWW", "WWW.example.com."),
        ("www.example.com", "www.example.com.example.com."),
        ("www.example.net.", "www.example.net."),
        ("a\\.", "a\\..example.com."),
        ("a\\\\.", "a\\\\."),
        ("\\@", "\\@.example.com."),
        ("\\119ww", "www.example.com."),
        ("a\\ b", "a\\032b.example.com."),
        ("0/25", "0/25.example.com."),
        ("b.*.c", "b.*.c.example.com."),
        ("a$b;", "a\\$b\\;.example.com."),
    ],
)
def test_what_a_word_stands_for(word: str, expected: str) -> None:
    """Relative words are completed, escapes are decoded and written in one way."""
    assert expected == names.absolute(word, ORIGIN)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("a..b", "empty label"),
        (".a", "empty label"),
        ("..", "empty label"),
        ("l" * 64, "label of 64 octets, at most 63 are allowed"),
        ("\\108" * 64, "label of 64 octets, at most 63 are allowed"),
        ("a\\", "backslash at the end"),
        ("a\\12", "bad escape \\12: three digits up to 255 are needed"),
        ("a\\1b2", "bad escape \\1b2: three digits up to 255 are needed"),
        ("a\\256", "bad escape \\256: three digits up to 255 are needed"),
        ("." * 1021, "name of more than 255 octets"),
        (".".join(["a" * 60] * 4), "name of 257 octets, at most 255 are allowed"),
    ],
)
def test_what_is_no_name(word: str, reason: str) -> None:
    """The error says what is wrong with the word."""
    with pytest.raises(NameSyntaxError) as raised:
        names.absolute(word, ORIGIN)

    assert reason == str(raised.value)


def test_octets_beyond_ascii_are_those_of_the_file() -> None:
    """They are kept as they stand, not made an internationalised name; the encoding tells which they were."""
    assert "caf\\195\\169.example.com." == names.absolute("caf\xe9", ORIGIN)
    assert "caf\\233.example.com." == names.absolute("caf\xe9", ORIGIN, "latin-1")
    assert "\\233.example.com." == names.absolute("\\\xe9", ORIGIN, "latin-1")


def test_digits_of_other_scripts_are_no_escape() -> None:
    """Only 0 to 9 count after a backslash."""
    assert "\\217\\16312.example.com." == names.absolute("\\\u066312", ORIGIN)


@given(canonical)
def test_labels_are_those_of_dnspython(name: str) -> None:
    """The labels, the first label and the parent of a name are those of dnspython."""
    theirs = dns.name.from_text(name)
    texts = [dns.name.Name([label]).to_text() for label in theirs.labels[:-1]]

    assert texts == names.labels(name)
    assert (texts or [""])[0] == names.first_label(name)
    assert (theirs.parent().to_text() if texts else ".") == names.parent(name)


@given(canonical, canonical)
@example("a\\.b.", "b.")
@example("a\\\\.b.", "b.")
@example("ab.", "b.")
def test_descendants_are_those_of_dnspython(name: str, ancestor: str) -> None:
    """A name lies below another when dnspython says so, and then what is relative is completed to it again."""
    one, other = dns.name.from_text(name), dns.name.from_text(ancestor)

    assert (one != other and one.is_subdomain(other)) == names.is_below(name, ancestor)
    assert one.is_subdomain(other) == names.is_at_or_below(name, ancestor)
    assert name == names.absolute(names.relative_to(name, ancestor), ancestor)


@given(st.lists(st.sampled_from(("a" * 63, "b" * 64, "c" * 50, "\\100" * 63, "\\\\" * 64, "d", "\\.")), max_size=7))
@example(["a" * 63] * 3 + ["c" * 61])
@example(["a" * 63] * 3 + ["c" * 62])
def test_lengths_are_checked_as_dnspython_does(labels: list[str]) -> None:
    """Names of over 255 octets and labels of over 63 are refused, whatever their escapes make of the text."""
    name = "".join(label + "." for label in labels) or "."
    try:
        names.check_length(name)
        fits = True
    except NameSyntaxError:
        fits = False

    assert (by_dnspython(name, ".") is not None) == fits


@given(st.text(st.sampled_from("ab\\.\"'09\xe9"), max_size=12))
def test_unescaping_undoes_what_quoting_does(text: str) -> None:
    """An escaped text is the text again."""
    escaped = "".join(f"\\{octet:03d}" for octet in text.encode())

    assert text.encode() == names.unescape(escaped) == names.unescape(text.replace("\\", "\\\\"))


@given(st.ip_addresses())
def test_reverse_names_lead_back(address: object) -> None:
    """The reverse name is that of the standard library, and gives the address again."""
    from ipaddress import ip_address

    name = names.reverse_name(str(address))

    assert ip_address(str(address)).reverse_pointer + "." == name
    assert str(names.canonical_address(str(address))) == names.address_of(name)
    assert names.is_reverse(name)


@pytest.mark.parametrize(
    "name",
    [
        "in-addr.arpa.",
        "2.0.192.in-addr.arpa.",
        "256.2.0.192.in-addr.arpa.",
        "01.2.0.192.in-addr.arpa.",
        "1.1.2.0.192.in-addr.arpa.",
        "1.0/25.2.0.192.in-addr.arpa.",
        "g" + ".0" * 31 + ".ip6.arpa.",
        "0" + ".0" * 30 + ".ip6.arpa.",
        "00" + ".0" * 30 + "..ip6.arpa.",
        "1.2.0.192.example.",
    ],
)
def test_other_names_stand_for_no_address(name: str) -> None:
    """Only a full reverse name, each part in range, stands for an address."""
    assert names.address_of(name) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("192.0.2", None),
        ("192.0.02.1", None),
        ("::1%lo", None),
        ("mail", None),
        ("", None),
        ("1\x00", None),
    ],
)
def test_addresses_have_one_spelling(text: str, expected: str | None) -> None:
    """Addresses are returned as RFC 5952 has them; what is none is None."""
    assert expected == names.canonical_address(text)
    assert (expected is not None) == names.is_address(text)


def test_reverse_zones_are_told_by_their_end() -> None:
    """The two trees themselves count, and names that only look alike do not."""
    assert names.is_reverse("in-addr.arpa.")
    assert names.is_reverse("8.b.d.0.1.0.0.2.ip6.arpa.")
    assert not names.is_reverse("xin-addr.arpa.")
    assert not names.is_reverse("example.com.")


def test_octets_that_are_no_text_are_part_of_a_name() -> None:
    """The name of a file may hold what is no UTF-8; a lone surrogate from elsewhere stands for nothing."""
    assert "\\223x.example.com." == names.absolute("\udcdfx", ORIGIN)
    with pytest.raises(NameSyntaxError, match="not a character"):
        names.absolute("x\ud800", ORIGIN)
