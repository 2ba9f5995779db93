"""SPF records as terms."""

import pytest
from builders import record, source

from zonelint.records import Record
from zonelint.spf import Term, is_spf, lets_somebody_pass, terms, text_of


def txt(rdata: str) -> Record:
    """Return a TXT record with `rdata`."""
    return record(source(""), 1, "example.com.", "TXT", rdata)


def short(text: str) -> list[str]:
    """Return the terms of `text`, each as qualifier, name, value and prefix lengths, parted by blanks."""
    return [" ".join(str(part) for part in term[:5] if part not in ("", None)) for term in terms(f"v=spf1 {text}")]


@pytest.mark.parametrize(
    ("rdata", "text"),
    [
        ('"v=spf1 -all"', "v=spf1 -all"),
        ('"v=spf1 " "-all"', "v=spf1 -all"),
        ('"a\\"b" "\\\\c\\059"', 'a"b\\c;'),
        ('"\\195\\164"', "Ã¤"),
        ('""', ""),
    ],
)
def test_text_of_strings(rdata: str, text: str) -> None:
    """Strings are joined without a blank, and escapes decoded octet by octet."""
    assert text == text_of(txt(rdata))


@pytest.mark.parametrize(
    ("rdata", "expected"),
    [
        ('"v=spf1 -all"', True),
        ('"V=SPF1 -all"', True),
        ('"v=spf1"', True),
        ('"v=spf1" " -all"', True),
        ('"v=" "spf1 -all"', True),
        ('"v=spf" "1 -all"', True),
        ('"" "v=spf1 -all"', True),
        ('"v=spf1" "-all"', False),
        ('"v=spf1\\009-all"', False),
        ('"v=spf10 -all"', False),
        ('"v=spf2 -all"', False),
        ('" v=spf1 -all"', False),
        ('"spf2.0/mfrom -all"', False),
        ('"v=DKIM1; p=x" " v=spf1 -all"', False),
        ('""', False),
    ],
)
def test_what_is_an_spf_record(rdata: str, expected: bool) -> None:
    """The version stands first and a blank or the end follows, in any letter case, however the text is cut."""
    assert expected == is_spf(txt(rdata))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["+ a"]),
        ("?a/24//64 ~mx:X.Example./28 -all", ["? a 24 64", "~ mx X.Example. 28", "- all"]),
        ("ip6:2600::/32 ip6:2600::1", ["+ ip6 2600:: 32", "+ ip6 2600::1"]),
        ("a//64 mx:h//128", ["+ a 64", "+ mx h 128"]),
        ("-all a mx", ["- all"]),
        ("redirect=x a", ["+ a", "redirect x"]),
        ("redirect=x ~all exp=y", ["~ all", "exp y"]),
        ("ip4:1.2.3.4/33 ip4:1.2.3 ip6:1.2.3.4 ip4:: ip4:1.2.3.4//64 a/33", []),
        ("include:%{d}.x exists:%{ir}.y", ["+ include %{d}.x", "+ exists %{ir}.y"]),
        ("unknown=x y z:1 ++a ip4:01.2.3.4", []),
        ("", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """Mechanisms in order up to `all`, then the modifiers that count; what is no term is left out."""
    assert expected == short(text)


def test_prefix_of_ip6_is_the_sixth_protocol_versions() -> None:
    """The one length of an ip6 term is that of IPv6."""
    assert (Term("+", "ip6", "2600::", None, 32, "ip6:2600::/32"),) == terms("v=spf1 ip6:2600::/32")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("-all", False), ("~all", False), ("?all", False), ("+all", True), ("all", True), ("a", True), ("-a", False),
     ("?ptr", True), ("exp=x", False)],
)  # fmt: skip
def test_who_lets_somebody_pass(text: str, expected: bool) -> None:
    """Any mechanism without a minus does, and of `all` only the plain one."""
    assert [expected] == [lets_somebody_pass(term) for term in terms(f"v=spf1 {text}")]


@pytest.mark.parametrize("word", ["ip4:" + "1" * 9000, "a:" + "/" * 9000, "ip4:" + "1.2.3.4/" * 2000, "a" * 60000])
def test_long_words_are_read_in_linear_time(word: str) -> None:
    """A record may be as long as it likes."""
    assert () == terms(f"v=spf1 {word}")
