"""Words of all zones in one text: what is found in it stands in the zones, and nowhere else."""

import re

import pytest
from builders import zone
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns.spelled import Spelled, Spellings, twice
from zonelint.dns.zone import Zone

LABELS = st.text("ab*", min_size=1, max_size=3)
WORDS = st.lists(st.lists(LABELS.map(lambda label: f"{label}."), max_size=3), max_size=5)


def _zones(number: int) -> list[Zone]:
    return [Zone(f"{index}.example.", None) for index in range(number)]


@given(WORDS, LABELS, st.sampled_from(("{}", "\n{}", "{}.\n", "\n{}.\n")))
def test_the_zones_are_those_in_whose_words_the_part_stands(words: list[list[str]], label: str, form: str) -> None:
    """A line end is the start or the end of a word, and no part begins in one zone and ends in the next."""
    zones = _zones(len(words))
    part = form.format(label)

    found = Spelled(zones, ["".join(f"{word}\n" for word in each) for each in words]).zones_with(part)

    assert found == [
        zone for zone, each in zip(zones, words, strict=True) if any(part in f"\n{word}\n" for word in each)
    ]


@given(WORDS, LABELS)
def test_each_zone_may_look_for_a_part_of_its_own(words: list[list[str]], label: str) -> None:
    """Here the first zone looks for what none has, the others for the same."""
    zones = _zones(len(words))
    spelled = Spelled(zones, ["".join(f"{word}\n" for word in each) for each in words])

    found = spelled.zones_with_own(lambda zone: "?" if zone is zones[0] else label)

    assert found == [
        zone for zone, each in list(zip(zones, words, strict=True))[1:] if any(label in word for word in each)
    ]


def test_a_zone_is_looked_at_only_where_the_whole_is_worth_it() -> None:
    """What is asked about a zone begins with a line end, as the whole does."""
    zones = _zones(3)
    spelled = Spelled(zones, ["a.\nb.\n", "", "c.\n"])
    asked: list[str] = []

    def holds_c(text: str) -> bool:
        asked.append(text)
        return "c" in text

    assert [zones[2]] == spelled.zones_for(holds_c)
    assert ["\na.\nb.\nc.\n", "\na.\nb.\n", "\n", "\nc.\n"] == asked
    assert [] == spelled.zones_for(lambda text: "d" in text)


@pytest.mark.parametrize(
    ("part", "expected"),
    [("\nwww.", ["example.com."]), ("\n*.", []), ("\nexample.", ["example.com.", "example.net."]), ("\n1.2.", [])],
)
def test_owners_are_those_of_all_types(part: str, expected: list[str]) -> None:
    """But for PTRs in reverse zones, of which there are many: what is wrong with their owners shows otherwise."""
    reverse = zone("2.0.192.in-addr.arpa.", "1 PTR www.example.com.", "3 A 192.0.2.1")
    spellings = Spellings([zone("example.com.", "www CNAME a.example.com."), zone("example.net."), reverse])

    assert expected == [each.origin for each in spellings.owned(re.compile(re.escape(part)))]
    assert ["2.0.192.in-addr.arpa."] == [each.origin for each in spellings.owned(re.compile("\n3"))]
    assert ["2.0.192.in-addr.arpa."] == [each.origin for each in spellings.owners("PTR").zones_with("\n1.2.")]
    assert ["example.com."] == [each.origin for each in spellings.rdata("CNAME").zones_with("\na.example.com.\n")]
    assert [] == spellings.rdata("MX").zones_with("a")


def test_owners_of_hosts_stand_apart() -> None:
    """A zone whose owners are asked for its own name twice is told once."""
    example = zone("example.com.", "a A 192.0.2.1", "a.example.com TXT b", "b.example.com A 192.0.2.1", "_dmarc TXT c")
    spellings = Spellings([example])

    assert [example] == list(spellings.owned_by_own(twice))
    assert [example] == spellings.others.zones_with("_")
    assert [] == spellings.hosts.zones_with("_")
