"""The reader of named.conf."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from namedconf_texts import Texts

from zonelint.dns.places import SourceFile, Span
from zonelint.files.paths import line_span, text_source
from zonelint.readers.servers import namedconf, namedconf_forms, namedconf_syntax
from zonelint.readers.servers.namedconf_grammar import contexts_of, forms
from zonelint.readers.servers.serverconf import MAX_INCLUDES, ServerConf

NO_NETWORK = "'{}' is no network, so BIND does not start: write `{}`, or the address alone"
NO_COMMENT = "';' does not begin a comment: write `//` or `#`"


def read(text: str, **files: str) -> ServerConf:
    """Read a named.conf from memory; `files` are what it may include, by name."""
    texts = {"named.conf": text, **files}

    def find(name: str, directory: str | None, including: str) -> list[str]:
        return [name] if name in texts else []

    def source(name: str) -> SourceFile:
        return SourceFile(name, name, lambda: texts[name], lambda *_: Span(1, 1, 1, 1))

    return namedconf.read("named.conf", find, source)


def test_a_primary_zone_has_origin_file_and_place() -> None:
    """The origin is absolute and lower case; the place is that of the name, in its quotes."""
    [zone] = read('\nzone "Example.COM" IN { type master; file "db.ex"; };').zones

    assert ("example.com.", "primary", "db.ex", None) == (zone.origin, zone.type, zone.file, zone.view)
    assert Span(2, 6, 2, 19) == zone.place.span


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("primary", "primary"),
        ("master", "primary"),
        ("native", "primary"),
        ("slave", "secondary"),
        ("secondary", "secondary"),
        ("hint", "hint"),
        ("forward", "forward"),
        ("mirror", "mirror"),
        ("stub", "stub"),
    ],
)
def test_types_have_one_word_each(word: str, kind: str) -> None:
    """Old and new words for a type mean the same."""
    [zone] = read(f'zone a {{ type {word}; file "f"; }};').zones

    assert kind == zone.type


def test_comments_of_three_kinds_are_skipped() -> None:
    """They may stand anywhere outside of quotes, within a word too."""
    conf = read('// zone "no" {};\n# x\n/* zone "a" {\n */ zone "b//c" { type/**/primary; file "f#g"; // x\n};')

    assert [("b//c.", "f#g")] == [(zone.origin, zone.file) for zone in conf.zones]
    assert [] == conf.problems


def test_other_statements_are_skipped_by_their_braces() -> None:
    """What does not concern zones is not understood, and need not be."""
    others = 'acl x { !10/8; { 1.2.3.4; }; };\nlogging { channel c { file "x"; }; };\n'
    conf = read(others + 'zone a { type primary; file "f"; };')

    assert ["a."] == [zone.origin for zone in conf.zones]
    assert [] == conf.problems


def test_a_view_names_its_zones() -> None:
    """Zones of a view know it, and may have the same origin in another one."""
    conf = read(
        'view in { zone a { type primary; file "1"; }; };\nview "out" IN { zone a { type primary; file "2"; }; };'
    )

    assert [("in", "1"), ("out", "2")] == [(zone.view, zone.file) for zone in conf.zones]
    assert [] == conf.problems


def test_in_view_refers_to_an_earlier_zone() -> None:
    """The zone of another view is shared; there must be one."""
    conf = read(
        'view a { zone z { type primary; file "f"; }; };\nview b { zone z { in-view "a"; }; zone y { in-view a; }; };'
    )

    assert [("in-view", "a"), ("in-view", "a")] == [(zone.type, zone.in_view) for zone in conf.zones[1:]]
    assert ["view 'a' has no zone y. before this one"] == [problem.message for problem in conf.problems]


def test_zones_beside_views_are_an_error() -> None:
    """BIND wants all zones in views once there is one."""
    conf = read('zone a { type primary; file "f"; };\nview v { };')

    message = "with 'view' statements, all zones must be in views"
    assert [(message, 1)] == [(problem.message, problem.span.line) for problem in conf.problems]


def test_a_zone_given_twice_in_a_view_is_an_error() -> None:
    """The message says where the first one stands; the second is left out."""
    conf = read('zone a { type primary; file "f"; };\nzone "A." { type primary; file "g"; };')

    assert 1 == len(conf.zones)
    assert [("zone a. already exists, defined at named.conf:1", 2, 6)] == [
        (problem.message, problem.span.line, problem.span.column) for problem in conf.problems
    ]


def test_a_hint_may_stand_beside_a_zone() -> None:
    """As may a redirect; two of them may not."""
    hint, zone, redirect = (f'zone "." {{ type {kind}; file "f"; }};' for kind in ("hint", "primary", "redirect"))

    assert [] == read("\n".join((hint, zone, redirect))).problems
    assert [2] == [problem.span.line for problem in read(f"{hint}\n{hint}").problems]
    assert [2] == [problem.span.line for problem in read(f"{redirect}\n{redirect}").problems]


def test_other_classes_are_no_zones_of_ours() -> None:
    """CHAOS zones hold no names of the Internet."""
    assert [] == read('zone "bind" CH { type primary; file "f"; };').zones


@pytest.mark.parametrize(
    ("options", "dynamic"),
    [
        ("allow-update { none; };", False),
        ("allow-update { };", False),
        ("allow-update { key k; };", True),
        ("update-policy local;", True),
        ("inline-signing yes; dnssec-policy default;", False),
        ("", False),
    ],
)
def test_a_zone_that_is_updated_is_dynamic(options: str, dynamic: bool) -> None:
    """Updates come by allow-update or update-policy; signing changes no record of ours."""
    [zone] = read(f'zone a {{ type primary; file "f"; {options} }};').zones

    assert dynamic is zone.dynamic


def test_allow_update_is_inherited() -> None:
    """What options or a view allow holds for their zones, unless these say otherwise."""
    conf = read(
        'options { allow-update { any; }; };\nzone a { type primary; file "f"; };\n'
        'zone b { type primary; file "g"; allow-update { none; }; };'
    )

    assert [True, False] == [zone.dynamic for zone in conf.zones]


def test_directory_is_kept() -> None:
    """It is what relative paths are below."""
    assert "/var/named" == read('options { directory "/var/named"; };').directory


def test_include_is_followed_everywhere() -> None:
    """At the top level, in a view and in a zone; positions are those of the included file."""
    conf = read(
        'include "top";\nview v { include "inner"; zone c { type primary; include "rest"; }; };',
        top="# nothing\n",
        inner='\nzone b { type primary; file "f"; };',
        rest='\n\nfile "g";',
    )

    assert [("b.", "v", "f"), ("c.", "v", "g")] == [(zone.origin, zone.view, zone.file) for zone in conf.zones]
    assert ("inner", 2) == (conf.zones[0].place.source.path, conf.zones[0].place.line)
    assert conf.zones[1].file_place is not None
    assert ("rest", 3) == (conf.zones[1].file_place.source.path, conf.zones[1].file_place.line)
    assert ["named.conf", "top", "inner", "rest"] == conf.files


@pytest.mark.parametrize(
    ("text", "keyword", "column"),
    [
        ('options { directory "/d"; include "a"; };', "options", 35),
        ('options { include "a"; };', "zone", 19),
        ('zone y { type hint; include "a"; };', "acl", 29),
    ],
)
def test_an_include_in_a_block_of_what_stands_in_none_is_one_slip(text: str, keyword: str, column: int) -> None:
    """It is told at the include, and the file is read as it would be outside."""
    inner = {"options": "options { recursion no; };\nlogging { };", "acl": "acl b { any; };"}.get(keyword, "")
    source = f'{inner}\nzone "x" {{ type primary; file "f"; }};\nstatistics-channels {{ }};'
    conf = read(text, a=source)

    assert ["x."] == [zone.origin for zone in conf.zones if zone.file == "f"]
    [problem] = conf.problems
    assert f"a holds `{keyword}`, which must be outside all blocks" in problem.message
    assert ("named.conf", column) == (problem.source.path, problem.span.column)


def test_an_included_file_that_belongs_in_no_place_is_judged_where_it_is_included() -> None:
    """Its statements are of several blocks."""
    conf = read('options { include "a"; };', a="recursion no; logging { };")

    assert ["'logging' is not allowed in `options`, but outside all blocks"] == [p.message for p in conf.problems]


def test_misplaced_statements_of_a_file_have_one_cause() -> None:
    """`options {` is missing, or a brace closes it too early."""
    conf = read('directory "/d";\nrecursion no;\nacl a { any; };\nnonsense-is "x" { };\n')

    assert ["misplaced named.conf", "misplaced named.conf"] == [problem.cause for problem in conf.problems]


@pytest.mark.parametrize(("count", "causes"), [(3, 3), (4, 1)])
def test_errors_that_a_program_makes_have_one_cause(count: int, causes: int) -> None:
    """It leaves out the same mark again and again."""
    zone = 'zone {0} {{ type primary; file "{0}"; allow-transfer {{ 10.0.0.1 }}; }};\n'
    problems = read("".join(zone.format(name) for name in "abcd"[:count])).problems

    assert {"';' is missing before '}'"} == {problem.message for problem in problems}
    assert (count, causes) == (len(problems), len({problem.cause for problem in problems}))


def test_brace_left_over_by_a_misplaced_block_has_the_same_cause() -> None:
    """Whichever of both is to go, one of them is."""
    conf = read("options { };\n  recursion no;\n};\n")

    assert {"misplaced named.conf"} == {problem.cause for problem in conf.problems}
    assert 2 == len(conf.problems)


@pytest.mark.parametrize(
    "before",
    [
        'logging { channel c { file "f";\n};\n',
        "options {\n recursion no;\n",
        "acl a { any; };\nlogging {\n channel c {\n",
    ],
)
def test_a_brace_that_is_missing_does_no_harm_to_what_follows(before: str) -> None:
    """A statement that stands outside of all blocks, at the start of a line, ends what is open."""
    conf = read(f'{before}zone "x" {{ type primary; file "f"; }};\nzone "y" {{ type primary; file "g"; }};\n')

    assert ["x.", "y."] == [zone.origin for zone in conf.zones]
    assert ["this '{' is never closed"] == [problem.message for problem in conf.problems]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            'options {\nzone "x" { type primary; file "f"; };\n};\n',
            ["'zone' is not allowed in `options`, but outside all blocks or in a view"],
        ),
        ('view "v" {\nzone "x" { type primary; file "f"; };\n', ["this '{' is never closed"]),
    ],
)
def test_a_statement_in_a_block_that_is_closed_is_misplaced(text: str, messages: list[str]) -> None:
    """The braces tell: as many close as are open. A zone may be in a view."""
    conf = read(text)

    assert messages == [problem.message for problem in conf.problems]
    assert [zone.view for zone in conf.zones] in ([], ["v"])


def test_zone_name_with_a_part_in_parentheses_is_to_be_filled_in() -> None:
    """No zone has such a name."""
    conf = read('zone "10.4.(TN).10.in-addr.arpa" { type primary; file "db.10"; };\n')

    assert [] == conf.zones
    assert ["10.4.(TN).10.in-addr.arpa"] == [text for text, _ in conf.placeholders]


def test_faults_of_one_line_have_one_cause() -> None:
    """Such as a line of another file."""
    conf = read('OPTIONS = "-u bind -4"\n')

    assert {"named.conf:1"} == {problem.cause for problem in conf.problems}
    assert 2 == len(conf.problems)


def test_an_include_that_is_not_there_is_noted() -> None:
    """Whether that is a fault is not for the reader to say: keys are rarely in a repository."""
    conf = read('\ninclude "/etc/rndc.key";')

    assert [("/etc/rndc.key", 2)] == [(name, place.line) for name, place in conf.missing]
    assert [] == conf.problems


def test_an_include_loop_ends() -> None:
    """A file that includes itself by way of another is a problem, not a hang."""
    conf = read('include "a";', a='include "b";', b='include "a";')

    assert [("the file includes itself", "b")] == [(problem.message, problem.source.path) for problem in conf.problems]


def test_includes_are_bounded() -> None:
    """Two includes in each of many files do not double for ever."""
    files = {f"f{number}": f'include "f{number + 1}"; include "f{number + 1}";' for number in range(40)}
    conf = read('include "f0";', **files, f40="")

    assert MAX_INCLUDES + 2 > len(conf.files)
    assert ["limit-exceeded"] == [problem.rule for problem in conf.problems]


def test_a_long_chain_of_includes_is_given_up() -> None:
    """It would take a level of the stack for each of its files."""
    files = {f"f{number}": f'include "f{number + 1}";' for number in range(900)}
    conf = read('include "f0"; zone a { type primary; file "f"; };', **files)

    assert [("limit-exceeded", "f19")] == [(problem.rule, problem.source.path) for problem in conf.problems]
    assert ["a."] == [zone.origin for zone in conf.zones]


def test_a_template_fills_in_what_a_zone_leaves_out() -> None:
    """Tokens in the file name stand for the zone (BIND 9.20)."""
    conf = read('template t { type primary; file "$name/%v.$label1"; };\nzone a.example { template t; };')

    assert [("primary", "a.example/_default.example")] == [(zone.type, zone.file) for zone in conf.zones]


def test_an_unknown_template_is_an_error() -> None:
    """It must be defined before the zone that uses it."""
    conf = read('zone a { template t; type primary; file "f"; };')

    assert ["template 't' is not defined before this zone"] == [problem.message for problem in conf.problems]


def test_a_zone_without_a_type_is_read() -> None:
    """PowerDNS takes it as native."""
    conf = read('zone "a" { file "f"; };')

    assert [("primary", "f")] == [(zone.type, zone.file) for zone in conf.zones]
    assert [] == conf.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("type secondary;", ["zone a. is secondary and has no 'primaries'"]),
        ("type stub;", ["zone a. is stub and has no 'primaries'"]),
        ("type mirror;", ["zone a. is mirror and has no 'primaries'"]),
        ("", ["zone a. has no 'type'"]),
        ("type secondary; primaries { 192.0.2.1; };", []),
        ("type slave; masters { 192.0.2.1; };", []),
        ('type secondary; include "gone";', []),
        ("type secondary;\n@PRIMARIES@\n", []),
        ("type forward; forwarders { 192.0.2.1; };", []),
        ("type static-stub;", []),
        ("template copied;", []),
    ],
)
def test_where_a_zone_is_from_is_said(text: str, expected: list[str]) -> None:
    """BIND does not start else; what cannot be seen may say it."""
    before = 'template copied { type secondary; primaries { 192.0.2.1; }; };\nzone b { type primary; file "b"; };\n'
    problems = [message for message in messages(f"{before}zone a {{ {text} }};") if "include" not in message]

    assert expected == problems


def test_the_root_may_be_mirrored_without_primaries() -> None:
    """BIND knows the servers that it is copied from."""
    assert [] == messages('zone "." { type mirror; };')
    assert ["zone . is secondary and has no 'primaries'"] == messages('zone "." { type secondary; };')


def test_a_bare_file_name_is_read_and_reported() -> None:
    """PowerDNS takes it, BIND does not."""
    conf = read("zone a { type primary; file db.a; };")

    assert ["db.a"] == [zone.file for zone in conf.zones]
    assert [("the file name needs quotes", 29)] == [(p.message, p.span.column) for p in conf.problems]


def test_a_primary_without_a_file_is_an_error() -> None:
    """Unless its records come from a database."""
    conf = read('zone a { type primary; };\nzone b { type primary; database "x"; };')

    assert ["zone a. is primary and has no 'file'"] == [problem.message for problem in conf.problems]


@pytest.mark.parametrize(
    "name", ["${domain}", "$DOMAIN", "lab.$domain", "FIXME.example.com", "__ZONE__", "__ZONE_NAME", "{zone}", "%s"]
)
def test_placeholders_are_no_zones(name: str) -> None:
    """What a deployment script is still to fill in has no name yet."""
    conf = read(f'zone "{name}" {{ type primary; file "f"; }};')

    assert ([], [name]) == (conf.zones, [text for text, _ in conf.placeholders])


@pytest.mark.parametrize(
    "name", ["XX.XXX.115.in-addr.arpa", "x.168.192.in-addr.arpa", "zzz.yyy.xxx.in-addr.arpa.", "c.b.a.in-addr.arpa"]
)
def test_letters_for_the_numbers_of_a_network_are_no_zone(name: str) -> None:
    """Somebody blanked the network out, or leaves it to whoever takes the sample."""
    conf = read(f'zone "{name}" {{ type primary; file "f"; }};')

    assert ([], [name]) == (conf.zones, [text for text, _ in conf.placeholders])


@pytest.mark.parametrize("name", ["a.2.0.192.in-addr.arpa", "xx.example.com", "0-x.in-addr.arpa", "b.a.ip6.arpa"])
def test_letters_that_stand_for_no_number_are_a_name(name: str) -> None:
    """A part of a network may be called by a letter (RFC 2317), and nibbles are letters."""
    conf = read(f'zone "{name}" {{ type primary; file "f"; }};')

    assert [f"{name}."] == [zone.origin for zone in conf.zones]


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ('zone a { type primary; file "f" };', "';' is missing before '}'", 1, 33),
        ('zone a { type primary; file "f"; }\nzone b { type hint; };', "';' is missing before 'zone'", 2, 1),
        ('zone a { type primary; file "f;"\nallow-update { none; }; };', "';' is missing before 'allow-update'", 2, 1),
        ('zone a { type hint; };\noptions { pid-file "p" recursion no; };', "';' is missing before 'recursion'", 2, 24),
        ('zone a { type primary; file "f"; }', "';' is missing at the end of the file", 1, 35),
        ('\nzone a { type primary; file "f";', "this '{' is never closed", 2, 8),
        ('zone a { type primary; file "f"; }; };', "'}' closes nothing", 1, 37),
        ('zone a { type primary; file "f"; };\n"open', "this string is never closed", 2, 1),
        ('zone a { type primary; file "f; };\nzone b { type hint; };', "this string is never closed", 1, 29),
        ('zone a { type primary; file "f; };\n# it', "this string is never closed", 1, 29),
        ('zone a { type primary; file "f"; }; /* x', "this comment is never closed", 1, 37),
    ],
)
def test_syntax_errors_have_a_place_and_lose_no_zone(text: str, message: str, line: int, column: int) -> None:
    """Reading goes on behind an error."""
    conf = read(text)

    assert [(message, line, column)] == [(p.message, p.span.line, p.span.column) for p in conf.problems]
    assert "a." == conf.zones[0].origin


@pytest.mark.parametrize("text", ['type primary; file = "f";', 'type = primary; file="f";'])
def test_equals_signs_are_errors_and_cost_no_file(text: str) -> None:
    """BIND refuses them, whoever wrote them meant what stands behind."""
    conf = read(f"zone a {{ {text} }};")

    assert {"'=' does not belong behind 'file'", "'=' does not belong behind 'type'"} >= {
        p.message for p in conf.problems
    }
    assert text.count("=") == len(conf.problems)
    assert [("primary", "f")] == [(zone.type, zone.file) for zone in conf.zones]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "options { allow-quesry { any; }; };",
            ["'allow-quesry' is no statement that BIND knows: 'allow-query' seems"],
        ),
        ("options { allow-query { trasted; }; };\nacl trusted { any; };", ["undefined ACL 'trasted'"]),
        ("options { allow-query { !Trusted; }; };\nacl trusted { localnets; 10/8; ::1; };", []),
        ('options { allow-query { lan; }; };\ninclude "acl.conf";', []),
        ("options { allow-query { $lan; key lan; }; };", []),
        ("options { some-new-option 1; };", []),
        (
            "options { acl lan { any; }; allow-query { lan; }; };",
            ["'acl' is not allowed in `options`, but outside all blocks"],
        ),
    ],
)
def test_names_that_nothing_defines(text: str, messages: list[str]) -> None:
    """BIND starts with none of these; an included file that is not here may define some."""
    conf = read(text)

    assert messages == [problem.message.partition(" to be")[0] for problem in conf.problems]


def test_deep_nesting_is_bounded() -> None:
    """A bomb of braces is an error, and no recursion."""
    conf = read("any-word { " * 5000 + "};" * 5000)

    assert {"braces are nested more than 50 deep"} == {problem.message for problem in conf.problems}


def test_two_thousand_zones_know_their_lines() -> None:
    """Positions are right to the end of a large file."""
    conf = read("".join(f'zone "z{n}.example" {{ type primary; file "z{n}"; }};\n' for n in range(2000)))

    assert [(f"z{n}.example.", n + 1) for n in range(2000)] == [(zone.origin, zone.place.line) for zone in conf.zones]


@given(st.text(alphabet=st.sampled_from(list('zone view{};"/*#\n\\ab.')), max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No text makes the reader fail, and each problem has a place within the text."""
    for problem in read("zone " + text).problems:
        assert 1 <= problem.span.line <= text.count("\n") + 1


def test_latin_1_and_byte_order_marks_are_read(tmp_path: Path) -> None:
    """Old files hold comments in latin-1, files from Windows a mark and CRLF."""
    latin = tmp_path / "latin.conf"
    latin.write_bytes(b'# caf\xe9\nzone a { type primary; file "f"; };')
    marked = tmp_path / "marked.conf"
    marked.write_bytes(b'\xef\xbb\xbfzone b\r\n{ type primary; file "f"; };\r\n')

    zones = [namedconf.read(str(path), lambda *_: [], text_source).zones[0] for path in (latin, marked)]

    assert [("a.", 2), ("b.", 1)] == [(zone.origin, zone.place.line) for zone in zones]


# -- views for the inside --------------------------------------------------------------------------------------------

ACLS = """\
acl "Office" { 10.1.0.0/16; 192.168.7.1; };
acl lab { 172.16/12; office; { fd00::/8; localnets; }; };
acl partner { 4.3.2.0/24; };
acl mixed { lab; partner; };
acl keyed { key tsig; 10/8; };
acl negated { !10.1.0.5; 10/8; };
acl circle { 10/8; around; };
acl around { circle; };
acl nobody { none; };
acl empty { };
"""


@pytest.mark.parametrize(
    ("clients", "inside"),
    [
        ("10/8;", True),
        ('"office";', True),
        ("LAB;", True),
        ("localhost; localnets;", True),
        ("none; 10/8;", True),
        ("{ { 10/8; }; office; };", True),
        ("127.0.0.1; ::1; fe80::/10; 169.254/16; 100.64/10;", True),
        ("any;", False),
        ("lab; any;", False),
        ("partner;", False),
        ("mixed;", False),
        ("keyed;", False),
        ("10/8; key tsig;", False),
        ("negated;", False),
        ("! 10.0.0.1; 10/8;", False),
        ("!{ 10.0.0.1; }; 10/8;", False),
        ("later;", True),
        ("nowhere;", False),
        ("circle;", False),
        ("none;", False),
        ("nobody;", False),
        ("empty;", False),
        ("", False),
        ("geoip country DE;", False),
        ("10/8; nobody;", True),
        ("${CLIENTS};", False),
    ],
)
def test_views_for_the_inside(clients: str, inside: bool) -> None:
    """Named lists are followed, and may stand later; a key, a negation or an unknown name may let in anybody."""
    conf = read(f"{ACLS}view a {{ match-clients {{ {clients} }}; }};\nacl later {{ 10/8; }};")

    assert ({"a": "named.conf"} if inside else {}) == {
        view: place.source.path for view, place in conf.inside_views.items()
    }


def test_lists_and_clients_in_included_files() -> None:
    """The statements may stand in any file of the set."""
    conf = read(
        'include "views"; include "acls";',
        views='view a { include "clients"; };\nview b { match-clients { office; any; }; };',
        clients="match-clients { office; };",
        acls="acl office { 10/8; };",
    )

    assert [("a", "clients")] == [(view, place.source.path) for view, place in conf.inside_views.items()]


def test_two_lists_of_one_name_both_count() -> None:
    """BIND refuses them; whichever is meant, nobody else may be let in."""
    conf = read("acl a { 10/8; }; acl A { 4.3.2.0/24; }; view v { match-clients { a; }; };")

    assert {} == conf.inside_views


@pytest.mark.parametrize(("view", "is_inside"), [("lan", True), ("public", False), ("my-external", False)])
def test_a_view_that_is_called_public_lets_in_servers(view: str, is_inside: bool) -> None:
    """Beside private addresses a public one is that of a server that copies its zones, and not of an office."""
    conf = read(f"view {view} {{ match-clients {{ 10.0.0.1; 4.3.2.1; }}; }};")

    assert is_inside == (view in conf.inside_views)
    assert {view} == set(read(f"view {view} {{ match-clients {{ 10.0.0.0/8; }}; }};").inside_views)


def test_clients_outside_of_views_mean_nothing() -> None:
    """They belong to views alone."""
    assert {} == read("options { match-clients { 10/8; }; };\nmatch-clients { 10/8; };").inside_views


def test_long_chains_of_lists_are_not_followed_to_the_end() -> None:
    """No depth of names may end in a traceback."""
    chain = "".join(f"acl a{n} {{ a{n + 1}; }};\n" for n in range(3000))

    assert {} == read(f"{chain}acl a3000 {{ 10/8; }};\nview v {{ match-clients {{ a0; }}; }};").inside_views


def messages(text: str, **files: str) -> list[str]:
    """Return what is wrong with a named.conf, in the order of its text."""
    return [problem.message for problem in read(text, **files).problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('options { allow-query { any; } directory "/var/bind"; };', "';' is missing before 'directory'"),
        ('options { recursion no directory "/var/bind"; };', "';' is missing before 'directory'"),
        ('options { allow-query { 10/8 any; }; directory "/var/bind"; };', "';' is missing before 'any'"),
        ('options { frobnicate yes; listen-on { any; } directory "/var/bind"; };', "';' is missing before 'directory'"),
        ('options { directory "/var/bind" };', "';' is missing before '}'"),
    ],
)
def test_a_missing_semicolon_has_a_place_and_loses_nothing(text: str, message: str) -> None:
    """What follows is read as the statement that it is."""
    conf = read(text)
    [problem] = conf.problems

    assert (message, "/var/bind") == (problem.message, conf.directory)
    assert text.index(message.split("'")[-2], text.index("{") + 1) + 1 == problem.span.column


def test_zones_behind_a_missing_semicolon_are_read() -> None:
    """A zone, a view and their statements are not lost to a slip before them."""
    conf = read(
        'acl a { any; } view v { recursion no zone x { type primary file "x"; }; zone y { type primary; file "y" }; };'
    )

    assert [("x.", "x"), ("y.", "y")] == [(zone.origin, zone.file) for zone in conf.zones]
    assert 4 == len(conf.problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("options { recursion; };", "'recursion' needs a value: `recursion <boolean>;`"),
        ("options { recursion maybe; };", "'maybe' is not a valid value: BIND reads `recursion <boolean>;`"),
        ("options { allow-query any; };", "'any' is not a valid value: BIND reads `allow-query { … };`"),
        ("options { directory /var; };", "'/var' is not a valid value: BIND reads `directory <quoted>;`"),
        ("zone { type hint; };", "'{' is not a valid value: BIND reads `zone <string> [ <class> ] { … };`"),
        (
            "options { forwarders { ns.example; }; };",
            "'ns.example' is not a valid value: BIND reads `<address> <details>;`",
        ),
        ("options { pid-file none; pid-file none; };", "'pid-file' appears twice in this block"),
        ('options { file "x"; };', "'file' is not allowed in `options`, but in a zone"),
        ('zone x { type hint; directory "/"; };', "'directory' is not allowed in a zone, but in `options`"),
        ("options { 10; };", "'10' does not begin a statement"),
        ('options { "recursion" no; };', "'recursion' does not begin a statement"),
        ("options { recursion no; ; of the lab\n};", NO_COMMENT),
        ("options { listen-on { 10.0.0.1; ;lan\n10.0.0.2; }; };", NO_COMMENT),
        ('; @server {one}\n; @host "a"\n;\n; 2 zones\noptions { recursion no; };', NO_COMMENT),
        (";{{{KEYS\noptions { recursion no; };", NO_COMMENT),
        (";\n; @server\noptions { recursion no; };\n", NO_COMMENT),
        (
            "options { allow-query { 10/8; 10.1/16; !10.0.0.1/24; }; };",
            NO_NETWORK.format("!10.0.0.1/24", "!10.0.0.0/24"),
        ),
        ("acl x { { 10.3/15; }; };", NO_NETWORK.format("10.3/15", "10.2.0.0/15")),
        ("acl x { 2001:db8::/33; 2001:db8:8000::/32; };", NO_NETWORK.format("2001:db8:8000::/32", "2001:db8::/32")),
        ("options { recursion no; };;", "there is no statement before this ';'"),
        ("options { ; };", "there is no statement before this ';'"),
    ],
)
def test_what_bind_refuses_is_a_problem(text: str, message: str) -> None:
    """Missing and wrong values, statements out of place or twice, and semicolons behind nothing."""
    assert [message] == messages(text)


WRITTEN = "BIND writes to '{}', which named.conf:1 names, too"
SECONDARY = 'zone a {{ type secondary; primaries {{ 192.0.2.1; }}; file "{0}"; }};\n'


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (SECONDARY.format("x"), 'zone b { type primary; file "x"; };', [WRITTEN.format("x")]),
        (SECONDARY.format("x"), 'zone b { type hint; file "X"; };', [WRITTEN.format("X")]),
        (
            'zone a { type primary; file "x"; };\n',
            'zone b { type mirror; primaries { 192.0.2.1; }; file "x"; };',
            [WRITTEN.format("x")],
        ),
        (
            'zone a { type primary; file "x"; update-policy local; };\n',
            'zone b { type primary; file "x"; };',
            [WRITTEN.format("x")],
        ),
        (
            'zone a { type primary; file "x"; dnssec-policy default; };\n',
            'zone b { type primary; file "x"; };',
            [WRITTEN.format("x")],
        ),
        ('zone a { type primary; file "x"; dnssec-policy none; };\n', 'zone b { type primary; file "x"; };', []),
        ('zone a { type primary; file "x"; allow-update { none; }; };\n', 'zone b { type primary; file "x"; };', []),
        ('zone a { type primary; file "x"; };\n', 'zone b { type primary; file "x"; };', []),
        (SECONDARY.format("x"), 'zone b { type stub; primaries { 192.0.2.1; }; file "x"; };', []),
        (SECONDARY.format("x"), 'zone b { type primary; file "y"; };', []),
    ],
)
def test_a_file_that_bind_writes_is_that_of_one_zone(first: str, second: str, expected: list[str]) -> None:
    """It does not start otherwise; what it only reads may be that of many."""
    assert expected == messages(first + second)


def test_the_rest_of_a_comment_hides_no_zone() -> None:
    """A line of text that lost its mark is an error, and the statement on the line after it is read."""
    conf = read('// The first line of a comment, the zone\nand the zone after it\nzone a { type primary; file "a"; };')

    assert [("'and' does not begin a statement", 2, 1)] == [
        (problem.message, problem.span.line, problem.span.column) for problem in conf.problems
    ]
    assert [("a.", "a")] == [(zone.origin, zone.file) for zone in conf.zones]


@pytest.mark.parametrize("word", ["<MORE_ZONES>", "@ZONES@", "%%ZONES%%", "$ZONES", "${ZONES}", "{{ zones }}"])
def test_a_placeholder_may_stand_for_statements(word: str) -> None:
    """It has its line for itself, and what a script writes there brings its own semicolons."""
    zone = 'zone a { type primary; file "a"; };'
    conf = read(f'options {{\n\tdirectory "/d";\n\t{word}\n}};\n{word} // more\n{zone}\n{word}\n')

    assert ([], ["a."]) == (conf.problems, [zone.origin for zone in conf.zones])
    assert [word] * 3 == [text for text, _ in conf.placeholders]


@pytest.mark.parametrize("word", ["zones", "10", '"<MORE_ZONES>"', "a@b"])
def test_other_words_stand_for_no_statements(word: str) -> None:
    """They are an error where a statement begins."""
    assert [] != messages(f'{word}\nzone a {{ type primary; file "a"; }};')


@pytest.mark.parametrize(
    "text", ['future-thing zone { file "a"; };', "future-thing\nx zone y;", "future {\nzone z;\n};"]
)
def test_statements_of_another_version_may_hold_any_word(text: str) -> None:
    """What begins no line, or stands in a block, belongs to the statement before it."""
    assert [] == read(text).problems


@pytest.mark.parametrize(
    "text",
    [
        "options { no-such-thing { a; } b { c; }; dnssec-enable yes; };",
        "options { RECURSION Yes; allow-query { ! { 10/8; }; !any; key k; }; listen-on port 53 tls t { any; }; };",
        "options { allow-query { ${CLIENTS}; }; recursion @RECURSION@; listen-on { $ADDRESS; }; $MORE };",
        "options { forwarders { ip; FIXME_FORWARDER_1; your-ip; 192.0.2.1; }; };",
        "options { response-policy { zone r policy given; } qname-wait-recurse no; };",
        "options { max-cache-ttl 1w2d; max-stale-ttl P1DT2H; max-cache-size 90%; max-journal-size 5m; };",
        "zone x { type forward; forwarders port 5353 { 192.0.2.1 port 53; 2001:db8::1; }; future-option { a b; }; };",
    ],
)
def test_what_some_version_of_bind_accepts_is_no_problem(text: str) -> None:
    """Statements that are not known may be older or newer; what a template is still to fill in may be anything."""
    assert [] == [message for message in messages(text) if "missing before '}'" not in message]


def test_statements_in_included_files_know_where_they_stand() -> None:
    """The same statement is right in one block and wrong in another."""
    text = 'options { include "inner"; };\nzone a { type hint; include "inner"; };'
    wrong = "'directory' is not allowed in a zone, but in `options`"

    assert [wrong] == messages(text, inner='directory "/x";')


def test_powerdns_is_not_held_against_the_grammar_of_bind() -> None:
    """Its bind backend skips what does not concern it."""
    conf = namedconf.read(
        "named.conf",
        lambda *_: [],
        lambda name: SourceFile(name, name, lambda: "options { recursion maybe; };;", lambda *_: Span(1, 1, 1, 1)),
        lax=True,
    )

    assert [] == conf.problems


def test_a_second_block_of_options_is_led_to_the_first() -> None:
    """BIND takes one of them."""
    conf = read('options { recursion no; };\ninclude "a";', a="\noptions { notify no; };")

    assert [("'options' is redefined", "move its contents into the block at named.conf:1")] == [
        (problem.message, problem.help) for problem in conf.problems
    ]


def test_options_behind_the_zones_hold_for_them() -> None:
    """BIND reads everything before it makes zones; a view's statements come before those of the options."""
    conf = read(
        "view v { zone a { type primary; file a; }; allow-update { any; }; check-names master warn; };\n"
        "view w { zone a { type primary; file b; }; };\noptions { check-names primary ignore; };"
    )

    assert [(True, "warn"), (False, "ignore")] == [(zone.dynamic, zone.check_names) for zone in conf.zones]


@pytest.mark.parametrize(
    ("options", "zone", "mode"),
    [
        ("", "", "fail"),
        ("check-names secondary ignore; check-names response warn;", "", "fail"),
        ("check-names primary warn;", "", "warn"),
        ("check-names master ignore; check-names slave fail;", "", "ignore"),
        ("check-names primary ignore;", "check-names fail;", "fail"),
        ("", "check-names ignore;", "ignore"),
    ],
)
def test_check_names_is_that_of_primary_zones(options: str, zone: str, mode: str) -> None:
    """A zone's own statement comes first, then those of the options for primary zones; else names are refused."""
    [found] = read(f'options {{ {options} }};\nzone a {{ type primary; file "f"; {zone} }};').zones

    assert mode == found.check_names


def test_views_of_other_classes_hold_no_zones_of_ours() -> None:
    """Nor do zones in them that name no class."""
    assert [] == read('view c chaos { zone bind { type primary; file "b"; }; };').zones


@pytest.mark.parametrize("seed", range(1000))
def test_slips_end_in_findings_or_acceptance(seed: int) -> None:
    """A configuration with slips in it is read to its end, and each zone whose statement is whole is found."""
    text = Texts(seed).mutated()

    for problem in read(text).problems:
        assert problem.message
        assert 1 <= problem.span.line <= text.count("\n") + 1


@pytest.mark.parametrize("context", namedconf_forms.COMMON)
def test_what_is_common_is_what_the_grammar_says(context: str) -> None:
    """Statements that are taken without a look at the grammar are right, and so are the kinds of their blocks."""
    known = forms(context)
    for shape, kinds in namedconf_forms.COMMON[context].items():
        keyword, _, rest = shape[1:].partition(" ")

        assert known[keyword].accepts(f" {rest.lower()}")
        assert kinds == known[keyword].kinds


def test_what_stands_often_may_stand_twice() -> None:
    """Wherever such a statement may stand at all."""
    assert all(forms(context)[word].repeats for word in namedconf_forms.REPEATED for context in contexts_of(word))


def test_address_that_is_to_be_filled_in_fits() -> None:
    """`10.1.2.XXX` stands for an address that the reader of a manual knows."""
    assert [] == read("options { forwarders { 10.1.2.XXX; }; };\n").problems


BLANKS = st.lists(st.sampled_from((" ", "\n", "\t", "// x\n", "# zone\n", "/* } */")), min_size=1, max_size=3).map(
    "".join
)
WORDS = st.sampled_from(
    [
        'zone "a.example"', "zone a", 'zone ""', "zone", "IN", "in", "HS", "{", "}", ";", "};", "type primary;",
        "type slave", "type", "master", 'file "a";', 'file "x y"', "file", ";;", '"', "notify yes;", "=", "view v {",
        "options", "<MORE>", "{{ x }}",
    ]
)  # fmt: skip


@given(st.lists(st.tuples(BLANKS, WORDS), max_size=14))
@example(
    [(" ", 'zone "a.example"'), (" ", "IN"), (" ", "{"), ("\n", "type primary;"), (" ", 'file "a";'), (" ", "};")] * 2
)
def test_plain_statements_of_zones_are_read_as_any_other(parts: list[tuple[str, str]]) -> None:
    """The fast way takes what the slow way would make of it, each word in its place."""
    text = "".join(blanks + word for blanks, word in parts)
    source = SourceFile("named.conf", None, lambda: text, line_span)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(namedconf_syntax, "_MANY_ZONES", 0)
        fast = namedconf_syntax.parse(source)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(namedconf_syntax, "_MANY_ZONES", len(text) + 1)
        slow = namedconf_syntax.parse(source)

    assert repr(slow) == repr(fast)
    assert _starts(slow[0]) == _starts(fast[0])


def _starts(statements: list[namedconf_syntax.Statement]) -> list[object]:
    """Return where each block begins, and the same of what is in it."""
    return [
        (item.start, _starts(item)) for each in statements for item in each if isinstance(item, namedconf_syntax.Block)
    ]
