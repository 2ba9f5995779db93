"""The reader of knot.conf."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns.places import SourceFile, Span
from zonelint.readers.servers import knotconf
from zonelint.readers.servers.serverconf import ServerConf

STORAGE = "/var/lib/knot/"


def read(text: str, **files: str) -> ServerConf:
    """Read a knot.conf from memory; `files` are what it may include, by name."""
    texts = {"knot.conf": text, **files}

    def find(name: str, directory: str | None, including: str) -> list[str]:
        return [name] if name in texts else []

    def source(name: str) -> SourceFile:
        return SourceFile(name, name, lambda: texts[name], lambda *_: Span(1, 1, 1, 1))

    return knotconf.read("knot.conf", find, source)


def problems(conf: ServerConf) -> list[tuple[int, int, str]]:
    """Return line, column and message of the problems."""
    return [(problem.span.line, problem.span.column, problem.message) for problem in conf.problems]


def test_a_zone_has_origin_file_and_places() -> None:
    """Comments and blank lines are skipped."""
    [zone] = read('# x\nzone: # y\n  - domain: "Example.COM" # z\n\n    storage: /srv\n    file : "a b"\n').zones

    assert ("example.com.", "primary", "/srv/a b") == (zone.origin, zone.type, zone.file)
    assert zone.file_place is not None
    assert (Span(3, 13, 3, 26), Span(6, 12, 6, 17)) == (zone.place.span, zone.file_place.span)


@pytest.mark.parametrize(
    ("template", "own", "path"),
    [
        ("", "", f"{STORAGE}a.example.zone"),
        ("  - id: default\n    storage: /d\n    file: d-%s\n", "", "/d/d-a.example"),
        ("  - id: default\n    storage: /d\n    file: d-%s\n", "    storage: rel\n", "rel/d-a.example"),
        ("  - id: default\n    storage: /d\n", "    file: /abs/%s\n", "/abs/a.example"),
        # A template takes the place of the default one; it does not add to it.
        ("  - id: default\n    file: d-%s\n  - id: t\n    storage: /t\n", "    template: t\n", "/t/a.example.zone"),
        ("", "    file: one\n    file: two\n", f"{STORAGE}two"),
        ("", "    file: [one, three]\n", f"{STORAGE}three"),
        ("", "    file:\n", f"{STORAGE}a.example.zone"),
    ],
)
def test_storage_and_file_come_from_templates(template: str, own: str, path: str) -> None:
    """The zone's own come first."""
    conf = read(f"{'template:' if template else ''}\n{template}zone:\n  - domain: a.example\n{own}")

    assert ([path], []) == ([zone.file for zone in conf.zones], conf.problems)


def test_the_default_template_may_stand_last() -> None:
    """It applies of itself."""
    [zone] = read("zone:\n  - domain: a\ntemplate:\n  - id: default\n    file: late-%s\n").zones

    assert f"{STORAGE}late-a" == zone.file


@pytest.mark.parametrize(
    ("domain", "file", "name"),
    [
        ("example.com", "%c[0]-%c[0-3]-%l[0]-%l[1]-%l[5]-%%-%s", "e-exam-com-example--%-example.com"),
        ("0/25.2.0.192.in-addr.arpa", "%c[0]-%c[0-3]-%l[4]-%s", "0-0_25-2-0_25.2.0.192.in-addr.arpa"),
        (".", "%c[0]-%c[0-3]-%l[0]-%s", ".-.--"),
        ("a\\.b.Example", "%l[1]-%s", "a\\.b-a\\.b.example"),
        ("example.com", "%x-%c[9-99]", "%x-om"),
    ],
)
def test_formatters_are_filled_in(domain: str, file: str, name: str) -> None:
    """A slash in a name is written as an underscore."""
    [zone] = read(f'zone:\n  - domain: {domain}\n    file: "{file}"\n').zones

    assert STORAGE + name == zone.file


def test_zones_of_other_kinds() -> None:
    """A secondary's primary may stand in a template; a catalog is made by the server."""
    conf = read(
        "template:\n  - id: s\n    master: m\nzone:\n  - domain: a\n    template: s\n"
        "  - domain: b\n    master: [m, n]\n  - domain: c\n    catalog-role: generate\n"
        "  - domain: d\n    zonefile-load: none\n"
    )

    expected = [("secondary", True), ("secondary", True), ("catalog", False), ("primary", False)]
    assert expected == [(zone.type, zone.file is not None) for zone in conf.zones]


@pytest.mark.parametrize(
    ("acl", "dynamic"),
    [
        ("    action: update\n", True),
        ("    action: [transfer, update]\n", True),
        ("    action: transfer\n", False),
        ("    action: update\n    deny: on\n", False),
    ],
)
def test_zones_that_updates_change_are_dynamic(acl: str, dynamic: bool) -> None:
    """The zone names the list of rules."""
    [zone] = read(f"acl:\n  - id: u\n{acl}zone:\n  - domain: a\n    acl: [other, u]\n").zones

    assert dynamic == zone.dynamic


@pytest.mark.parametrize(
    "text",
    [
        "zone:\n  - domain: a\n    module: mod-synthrecord/x\n",
        "template:\n  - id: default\n    global-module: mod-synthrecord/x\nzone:\n  - domain: a\n",
    ],
)
def test_zones_with_records_that_the_server_makes_up_are_partial(text: str) -> None:
    """Names exist that no file shows."""
    assert ["the server makes up records of it (mod-synthrecord)"] == [zone.partial for zone in read(text).zones]


def test_sections_repeat_and_others_are_skipped() -> None:
    """Items may stand without indentation."""
    conf = read(
        "server:\n    listen: [ 127.0.0.1@53, ::1 ]\nzone:\n- domain: a\n  semantic-checks: on\n"
        "log:\n  - target: syslog\n    any: info\nzone:\n  - domain: b\n"
    )

    assert (["a.", "b."], []) == ([zone.origin for zone in conf.zones], conf.problems)


def test_includes_are_relative_to_their_file() -> None:
    """The folder of the including file is told; what follows an include begins a section."""
    asked: list[str | None] = []

    def find(name: str, directory: str | None, including: str) -> list[str]:
        asked.append(directory)
        return ["/etc/knot/d/x"] if name == "d/x" else []

    def source(name: str) -> SourceFile:
        return SourceFile(name, name, lambda: texts[name], lambda *_: Span(1, 1, 1, 1))

    texts = {
        "/etc/knot/knot.conf": "include: d/x\nzone:\n  - domain: b\n",
        "/etc/knot/d/x": "include: y\nzone:\n - domain: a\n",
    }
    conf = knotconf.read("/etc/knot/knot.conf", find, source)

    assert (["/etc/knot", "/etc/knot/d"], ["a.", "b."]) == (asked, [zone.origin for zone in conf.zones])
    assert ["y"] == [name for name, _ in conf.missing]


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("zone:\n  - domain: a\n  - domain: A.\n", (3, 13), "duplicate identifier: zone a., defined at knot.conf:2"),
        ("template:\n  - id: t\n  - id: t\n", (3, 9), "duplicate identifier 't'"),
        ("zone:\n  - domain: a\n    template: t\n", (3, 15), "invalid reference: there is no template 't' so far"),
        (
            "zone:\n - domain: a\n   template: default\n",
            (3, 14),
            "invalid reference: there is no template 'default' so far",
        ),
        ("zone:\n  - domain: a\n    file: a#b\n", (3, 12), "write a blank before a comment, or use quotes"),
        ("zone:\n\t- domain: a\n", (2, 2), "tabulator character is not allowed"),
        ("zone:\n  domain: a\n", (2, 3), "'domain' begins an item: it needs a '-' before it"),
        ("zone:\n  - file: a\n", (2, 5), "an item of 'zone' begins with 'domain'"),
        ("zone:\n  - domain:\n", (2, 5), "'domain' needs a value"),
        ("zone:\n  - domain: a\n   file: x\n", (3, 4), "invalid indentation"),
        ("zone:\n  - domain: a\n    file: a b\n", (3, 13), "must be one value, or a list in brackets"),
        ("acl:\n  - id: x\n    action: [ update ] more\n", (3, 24), "must be one value, or a list in brackets"),
        ("acl: ; irc and more\n", (1, 6), "';' begins no comment here"),
        ("zone:\n  - domain: a\n    acl: [ x ] ; irc\n", (3, 16), "';' begins no comment here"),
        ("zone:\n  - domain: a\n    file:x\n", (3, 5), "no line of `key: value`"),
        ("---\nzone:\n  - domain: a\n", (1, 1), "no line of `key: value`"),
        ("zone:\n  - domain: a..b\n", (2, 13), "'a..b' is not a domain name: empty label"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, at: tuple[int, int], message: str) -> None:
    """Knot refuses these files."""
    assert (*at, message) in problems(read(text))


@given(
    st.lists(
        st.sampled_from(
            [
                "zone:",
                "template:",
                "\n",
                "\n  ",
                "- ",
                "domain:",
                "id:",
                " a",
                "file:",
                "[",
                "]",
                ",",
                '"',
                "'",
                "#",
                "%l[",
                "include:",
                "\t",
                "\\",
            ]
        )
    ).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    """Nothing is raised, and each problem lies in the text."""
    conf = read(text, a=text)

    assert all(1 <= problem.span.line <= text.count("\n") + 1 for problem in conf.problems)
