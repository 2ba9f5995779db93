"""The reader of nsd.conf."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns.places import SourceFile, Span
from zonelint.readers.servers import nsdconf
from zonelint.readers.servers.serverconf import ServerConf


def read(text: str, **files: str) -> ServerConf:
    """Read an nsd.conf from memory; `files` are what it may include, by name."""
    texts = {"nsd.conf": text, **files}

    def find(name: str, directory: str | None, including: str) -> list[str]:
        return [name] if name in texts else []

    def source(name: str) -> SourceFile:
        return SourceFile(name, name, lambda: texts[name], lambda *_: Span(1, 1, 1, 1))

    return nsdconf.read("nsd.conf", find, source)


def problems(conf: ServerConf) -> list[tuple[int, int, str]]:
    """Return line, column and message of the problems."""
    return [(problem.span.line, problem.span.column, problem.message) for problem in conf.problems]


def test_a_zone_has_origin_file_and_places() -> None:
    """The layout is free, comments are skipped, keywords may be in upper case."""
    [zone] = read('# zone: name: no\nZONE: NAME: "Example.COM" # x\n\tzonefile: a#b').zones

    assert ("example.com.", "primary", "a#b", None) == (zone.origin, zone.type, zone.file, zone.view)
    assert zone.file_place is not None
    assert (Span(2, 13, 2, 26), Span(3, 12, 3, 15)) == (zone.place.span, zone.file_place.span)


def test_other_clauses_and_options_are_skipped() -> None:
    """Several values may follow a keyword."""
    conf = read(
        "server: verbosity: 1 ip-address: ::1\nremote-control: control-enable: no\n"
        "key: name: k algorithm: a secret: s\n"
        "zone: name: a zonefile: f notify: 192.0.2.1 k provide-xfr: 2001:db8::1@53 NOKEY"
    )

    assert (["a."], []) == ([zone.origin for zone in conf.zones], conf.problems)


def test_the_folder_of_the_zones() -> None:
    """Where it is empty the server stays where it is started."""
    assert ["/z", None] == [read(f'server: zonesdir: "{folder}"').directory for folder in ("/z", "")]


def test_a_zone_with_a_primary_elsewhere_is_secondary() -> None:
    """Said by the zone or by its pattern; it needs no file."""
    conf = read(
        "pattern: name: s request-xfr: 192.0.2.1 NOKEY\nzone: name: a include-pattern: s\n"
        "zone: name: b request-xfr: AXFR 192.0.2.1 NOKEY\nzone: name: c catalog: consumer request-xfr: 192.0.2.1 NOKEY"
    )

    assert (["secondary", "secondary", "secondary"], []) == ([zone.type for zone in conf.zones], conf.problems)


@pytest.mark.parametrize(
    ("name", "file", "path"),
    [
        ("example.com", "%s.zone", "example.com.zone"),
        ("example.com", "%1%2%3/%z/%y/%x", "exa/com/example/."),
        ("www.Example.com", "%s/%x/%1", "www.Example.com/www/w"),
        ("k.example", "%1/%2/%s", "k/./k.example"),
        ("com", "%z/%y", "com/."),
        (".", "%1/%z/%s", "././."),
        ("a\\.b.example", "%y", "a\\.b"),
        ("0/25.2.0.192.in-addr.arpa", "%s", "0/25.2.0.192.in-addr.arpa"),
    ],
)
def test_tokens_of_a_pattern_are_filled_in(name: str, file: str, path: str) -> None:
    """With the name as it is written; a label or character that is not there is a dot."""
    [zone] = read(f'pattern: name: p zonefile: "{file}"\nzone: name: "{name}" include-pattern: p').zones

    assert (path, None) == (zone.file, zone.file_place)


def test_patterns_may_use_patterns() -> None:
    """Options take effect in their order, a pattern's where it is used."""
    conf = read(
        "pattern: name: p zonefile: p\npattern: name: q include-pattern: p\nzone: name: a include-pattern: q\n"
        "zone: name: b include-pattern: q zonefile: own\nzone: name: c zonefile: own include-pattern: q"
    )

    assert (["p", "own", "p"], []) == ([zone.file for zone in conf.zones], conf.problems)


def test_an_include_stands_anywhere() -> None:
    """What it holds goes on where the include stands."""
    conf = read("zone:\n include: more\n zonefile: f\ninclude: none", more="name: a")

    assert [("a.", "f", "more")] == [(zone.origin, zone.file, zone.place.source.path) for zone in conf.zones]
    assert (["nsd.conf", "more"], ["none"]) == (conf.files, [name for name, _ in conf.missing])


def test_a_file_that_includes_itself_is_a_problem() -> None:
    """And the end of it."""
    conf = read("include: more", more="include: more\nzone: name: a zonefile: f")

    assert [(1, 10, "the file includes itself")] == problems(conf)
    assert 1 == len(conf.zones)


def test_the_list_of_zones_is_read() -> None:
    """Those that were added while the server ran; removed ones are marked."""
    conf = read(
        "server: zonelistfile: list\npattern: name: p zonefile: %s.zone",
        list="# NSD zone list\n# name pattern\nadd a.example p\ndel b.example p\nadd c.example none\n",
    )

    assert [("a.example.", "a.example.zone", 3)] == [(zone.origin, zone.file, zone.place.line) for zone in conf.zones]
    assert [(5, 15, "could not find pattern none")] == problems(conf)


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("zone: name: a zonefile: f\nzone: name: A. zonefile: g", (2, 13), "duplicate zone a., defined at nsd.conf:1"),
        ("zone: zonefile: f", (1, 1), "zone has no name"),
        ("pattern: zonefile: f", (1, 1), "pattern has no name"),
        ("pattern: name: p\npattern: name: p", (2, 16), "duplicate pattern p"),
        ("zone: name: a zonefile: f include-pattern: p", (1, 44), "could not find pattern p"),
        ("zone: name: a", (1, 13), "zone a. is a primary zone and has no zonefile"),
        ("zone: name: a zonefile: f extra", (1, 27), "syntax error at 'extra': a keyword is expected here"),
        ('zone: name: a zonefile: "f', (1, 25), "this string is never closed"),
        ("name: a", (1, 1), "'name:' is outside any clause"),
        ("zone: name: a..b zonefile: f", (1, 13), "'a..b' is not a domain name: empty label"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, at: tuple[int, int], message: str) -> None:
    """NSD refuses these files."""
    assert (*at, message) in problems(read(text))


def test_a_placeholder_is_no_zone() -> None:
    """A template is still to fill it in."""
    conf = read('zone: name: "${ZONE}" zonefile: f')

    assert ([], ["${ZONE}"], []) == (conf.zones, [text for text, _ in conf.placeholders], conf.problems)


@given(
    st.lists(
        st.sampled_from(
            [
                "zone:",
                "pattern:",
                "name:",
                "a",
                "%s",
                '"',
                "'",
                "\\",
                "zonefile:",
                "include-pattern:",
                "include:",
                "more",
                "#",
                "\n",
                " ",
                "server:",
            ]
        )
    ).map(" ".join)
)
def test_any_text_is_read(text: str) -> None:
    """Nothing is raised, and each problem lies in the text."""
    conf = read(text, more=text)

    assert all(1 <= problem.span.line <= text.count("\n") + 1 for problem in conf.problems)
