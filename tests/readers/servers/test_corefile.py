"""The reader of Corefiles."""

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns.places import SourceFile, Span
from zonelint.readers.file_regexp import MAX_STEPS, FileRegexp, FileRegexpError
from zonelint.readers.servers import corefile
from zonelint.readers.servers.corefile import reverse_zones
from zonelint.readers.servers.corefile_syntax import MAX_LINES
from zonelint.readers.servers.serverconf import ServerConf


def read(text: str, below: Iterable[str] = (), **files: str) -> ServerConf:
    """Read a Corefile from memory; `files` are what it may import, `below` what any folder holds."""
    texts = {"Corefile": text, **files}

    def find(name: str, directory: str | None, including: str) -> list[str]:
        return [name] if name in texts else []

    def source(name: str) -> SourceFile:
        return SourceFile(name, name, lambda: texts[name], lambda *_: Span(1, 1, 1, 1))

    return corefile.read("Corefile", find, source, lambda folder: below)


def problems(conf: ServerConf) -> list[tuple[int, int, str]]:
    """Return line, column and message of the problems."""
    return [(problem.span.line, problem.span.column, problem.message) for problem in conf.problems]


def zones(conf: ServerConf) -> list[tuple[str, str | None]]:
    """Return origin and file of the zones."""
    return [(zone.origin, zone.file) for zone in conf.zones]


# -- zones


def test_a_file_serves_the_zones_of_its_block() -> None:
    """Under all keys; places are those of the key and of the file."""
    conf = read('# x\nexample.com:1053, dns://Example.net,\nexample.org. {\n  file "a b" {\n    reload 1s\n  }\n}\n')

    assert [("example.com.", "a b"), ("example.net.", "a b"), ("example.org.", "a b")] == zones(conf)
    assert [Span(2, 1, 2, 18), Span(2, 19, 2, 37), Span(3, 1, 3, 13)] == [zone.place.span for zone in conf.zones]
    assert {Span(4, 8, 4, 13)} == {zone.file_place.span for zone in conf.zones if zone.file_place}


def test_a_file_may_name_its_zones() -> None:
    """These take the place of the keys; a path is relative to the block's root, wherever that stands."""
    conf = read(". {\n  file db.a a.example 192.0.2.0/24\n  root /zones\n  file /abs/b b.example\n}\n")

    expected = [("a.example.", "/zones/db.a"), ("2.0.192.in-addr.arpa.", "/zones/db.a"), ("b.example.", "/abs/b")]
    assert expected == zones(conf)


def test_a_file_may_be_one_of_several_sources() -> None:
    """With `fallthrough` the next plugin answers for names that the file lacks; it may be so for some zones only."""
    blocks = ("fallthrough", "fallthrough a.example", "fallthrough w.a.example b.", "fallthrough b.", "reload 1s")
    text = "".join(f"a.example:{port} {{\n  file {port} {{\n {line}\n }}\n}}\n" for port, line in enumerate(blocks))

    assert [True, True, True, False, False] == [bool(zone.partial) for zone in read(text).zones]


def test_one_block_needs_no_braces() -> None:
    """It is all of the file then; the brace may stand on a line of its own as well."""
    assert [("example.com.", "db")] == zones(read("example.com\nfile db\nlog\n"))
    assert [("a.", "db"), ("b.", "db")] == zones(read("a\n{\nfile db\n}\nb {\nfile db\n}"))


def test_secondaries_are_told() -> None:
    """The plugin may name its zones."""
    conf = read("a {\n  secondary {\n    transfer from 192.0.2.1\n  }\n}\n. {\n  secondary b\n}\n")

    assert [("a.", "secondary"), ("b.", "secondary")] == [(zone.origin, zone.type) for zone in conf.zones]


def test_one_zone_at_two_addresses_is_of_two_views() -> None:
    """Unless both read the same file."""
    conf = read(
        "a {\n  file 1\n}\na:1053 {\n  bind 10.0.0.1\n  file 2\n}\ntls://a {\n  file 1\n}\nb {\n  file 3\n}\n"
        "tls://b {\n  file 3\n}\n"
    )

    expected = [("a.", "1", ":53"), ("a.", "2", ":1053 bind 10.0.0.1"), ("b.", "3", None)]
    assert expected == [(zone.origin, zone.file, zone.view) for zone in conf.zones]


def test_a_file_in_the_block_of_a_view_is_that_of_its_zone() -> None:
    """CoreDNS takes expressions alone there; what serves the zone is plain all the same."""
    conf = read(". {\n  view lan {\n    expr incidr(client_ip(), '10.0.0.0/8')\n    file db.a a.example\n  }\n}\n")

    assert [("a.example.", "db.a")] == zones(conf)
    assert [] == problems(conf)


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [
        ("etcd", ["a.example."]),
        ("etcd sub.a.example {\n    path /x\n  }\n  forward . 192.0.2.1", ["sub.a.example."]),
        ("etcd\n  file db.a", []),
        ("route53 a.example.:Z1", []),
    ],
)
def test_etcd_holds_whole_zones(plugins: str, expected: list[str]) -> None:
    """Those that it names, or else those of its block, unless this has files as well."""
    conf = read(f"a.example {{\n  {plugins}\n}}\n")

    assert expected == [zone.origin for zone in conf.zones if zone.type == "etcd"]


def test_plugins_that_answer_as_well_make_zones_partial() -> None:
    """Wherever they stand in the block; those that do not answer do not count."""
    conf = read("a {\n  file 1\n  log\n}\nb {\n  file 2\n  template IN A b\n}\nc {\n  file 3\n  ours c\n}\n")

    answers = "the plugin `{}` answers for its names, too"
    assert ["", answers.format("template"), answers.format("ours")] == [zone.partial for zone in conf.zones]


def test_alias_flattens_the_zones_of_its_block() -> None:
    """The plugin answers with addresses where a zone has a CNAME at its apex."""
    conf = read("a {\n  file 1\n  alias\n}\nb {\n  file 2\n}\n")

    assert [True, False] == [zone.flattens for zone in conf.zones]


def test_what_the_environment_fills_in_is_not_known() -> None:
    """A key with it gives no zone, a file with it a zone without one."""
    conf = read("{$ZONE} {\n  file 1\n}\na {\n  file {$DIR}/db\n}\nb {\n  file {%DIR%}/db\n}\n")

    assert [("a.", None), ("b.", None)] == zones(conf)
    assert ["{$ZONE}", "{$DIR}/db", "{%DIR%}/db"] == [text for text, _ in conf.placeholders]
    assert [] == conf.problems


@pytest.mark.parametrize(
    ("address", "length", "count", "first", "last"),
    [
        ("192.0.2.0", 24, 1, "2.0.192.in-addr.arpa.", "2.0.192.in-addr.arpa."),
        ("10.1.3.4", 23, 2, "2.1.10.in-addr.arpa.", "3.1.10.in-addr.arpa."),
        ("10.0.0.0", 8, 1, "10.in-addr.arpa.", "10.in-addr.arpa."),
        ("172.16.0.0", 12, 16, "16.172.in-addr.arpa.", "31.172.in-addr.arpa."),
        ("192.0.2.128", 25, 128, "128.2.0.192.in-addr.arpa.", "255.2.0.192.in-addr.arpa."),
        ("10.0.0.0", 0, 1, "in-addr.arpa.", "in-addr.arpa."),
        ("2001:db8::", 32, 1, "8.b.d.0.1.0.0.2.ip6.arpa.", "8.b.d.0.1.0.0.2.ip6.arpa."),
        ("2001:db8::", 30, 4, "8.b.d.0.1.0.0.2.ip6.arpa.", "b.b.d.0.1.0.0.2.ip6.arpa."),
    ],
)
def test_prefixes_are_reverse_zones(address: str, length: int, count: int, first: str, last: str) -> None:
    """One, or several where the length lies between two labels."""
    found = reverse_zones(address, length)

    assert found is not None
    assert (count, first, last) == (len(found), found[0], found[-1])


@pytest.mark.parametrize(("address", "length"), [("192.0.2.0", 33), ("192.0.2", 24), ("2001:db8::1::", 32)])
def test_what_is_no_prefix_gives_no_reverse_zone(address: str, length: int) -> None:
    """It may be a name, as those of RFC 2317 are."""
    assert reverse_zones(address, length) is None


# -- auto


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", [("a.example.", "d/db.a.example")]),
        (r" (.*)\.zone$ {1}", [("b.example.", "d/x/b.example.zone")]),
        (r" ([a-z]+)\.([a-z]+)\.zone x{2}.{1}.example", [("xexample.b.example.", "d/x/b.example.zone")]),
    ],
)
def test_auto_takes_the_origins_from_file_names(options: str, expected: list[tuple[str, str]]) -> None:
    """Of those below its folder, where they lie in the zones that the plugin is for."""
    below = ["db.a.example", "x/b.example.zone", "db.other"]
    conf = read(f"example {{\n  auto {{\n    directory d{options}\n  }}\n}}\n", below)

    assert (expected, []) == (zones(conf), conf.problems)


def test_auto_takes_no_yaml() -> None:
    """The dot of this pattern stands for any character: ``loadbalancer.yaml`` fits it, too."""
    below = ["a.example.db", "loadbalancer.yaml"]
    conf = read(". {\n  auto {\n    directory d (.*).db {1}\n  }\n}\n", below)

    assert [("a.example.", "d/a.example.db")] == zones(conf)


def test_auto_takes_the_first_file_of_a_zone() -> None:
    """And none where `file` names one."""
    text = ". {\n  auto {\n    directory d\n  }\n  file own b.example\n}\n"
    conf = read(text, ["a/db.a.example", "b/db.a.example", "db.b.example"])

    assert [("b.example.", "own"), ("a.example.", "d/a/db.a.example")] == zones(conf)


@pytest.mark.parametrize(
    "pattern",
    ["(a*)*b", "(a|aa)+b", "(?:a?){50}", "(.*)(.*)(.*)x", "a?" * 30, r"(a)\1", "(?=a)", "a" * 500, "[[:alpha:]]", "("],
)
def test_a_regular_expression_that_may_hang_is_not_used(pattern: str) -> None:
    """It is said at its place, and the folder's files are judged as others are."""
    conf = read(f". {{\n  auto {{\n    directory d {pattern} {{1}}\n  }}\n}}\n", ["a" * 200])

    assert [(3, 17, "limit-exceeded")] == [
        (problem.span.line, problem.span.column, problem.rule) for problem in conf.problems
    ]


@given(
    st.lists(
        st.sampled_from(
            ["a", ".", "(", ")", "|", "*", "+", "?", "{2,}", "{3}", "[ab]", "[", "]", r"\.", "(?:", "(?P<x>", "^", "$"]
        )
    ).map("".join)
)
def test_no_regular_expression_hangs(pattern: str) -> None:
    """One that is used is done with a long name in no time."""
    try:
        regexp = FileRegexp(pattern)
    except FileRegexpError:
        return
    start = time.process_time()
    regexp.groups("a" * 120)

    assert 1 > time.process_time() - start


def test_the_budget_of_a_regular_expression_ends() -> None:
    """However many files there are."""
    regexp = FileRegexp("(.*)x(.*)y")
    for _ in range(MAX_STEPS // 200**3):
        regexp.groups("a" * 200)
    with pytest.raises(FileRegexpError, match="takes too long"):
        regexp.groups("a" * 200)


# -- what is put elsewhere


def test_a_snippet_is_put_where_it_is_imported() -> None:
    """It may hold another import."""
    conf = read("(s) {\n  root /z\n  import t\n}\n(t) {\n  file db\n}\na {\n  import s\n}\nb {\n  import t\n}\n")

    assert [("a.", "/z/db"), ("b.", "db")] == zones(conf)


def test_files_are_imported() -> None:
    """Whole server blocks outside of a block, plugins inside."""
    text = "import blocks\na {\n  import plugins\n}\nimport none\n"
    conf = read(text, blocks="b {\n  import plugins\n}\n", plugins="file db\n")

    assert [("b.", "db"), ("a.", "db")] == zones(conf)
    assert ["none"] == [name for name, _ in conf.missing]


def test_imports_are_bounded() -> None:
    """A snippet that imports itself, a file that does, and one that doubles itself over and over."""
    assert ["imports are nested more than 20 deep"] == [
        problem.message for problem in read("(s) {\n  import s\n}\na {\n  import s\n}\n").problems
    ]
    assert ["the file includes itself"] == [problem.message for problem in read("import Corefile\n").problems]
    double = "".join(f"(s{n}) {{\n  import s{n - 1}\n  import s{n - 1}\n  log\n}}\n" for n in range(1, 19))
    assert f"more than {MAX_LINES} lines, imports included" in {
        problem.message for problem in read(f"{double}a {{\n  import s18\n}}\n").problems
    }


# -- what is wrong


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("a {\n  file db\n", (1, 3), "this '{' is never closed"),
        ('a {\n  file "db\n}\n', (2, 8), "this string is never closed"),
        ("a {\n  file\n}\n", (2, 3), "'file' needs the name of a zone file"),
        ("a {\n  import\n}\n", (2, 3), "'import' needs a snippet or a file"),
        ("a {\n}\nA.:53 {\n}\n", (3, 1), "cannot serve a. here: it is already defined at Corefile:1"),
        ("a {\n file db.a\n file db.b\n}\n", (2, 7), "CoreDNS does not read db.a: a later line gives a. the file db.b"),
        ("a,\n", (1, 1), "a server block is missing after this"),
        ("a..b {\n  file db\n}\n", (1, 1), "'a..b' is not a domain name: empty label"),
        ("a {\n  log\n}\n}\n", (4, 1), "'}' closes nothing"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, at: tuple[int, int], message: str) -> None:
    """CoreDNS refuses these files."""
    assert (*at, message) in problems(read(text))


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                " ",
                "\n",
                " {\n",
                "\n}\n",
                "}",
                "(s)",
                "import",
                "file",
                "auto",
                "directory",
                "{$X}",
                '"',
                "#",
                ",",
                ":53",
                "10.0.0.0/9",
                "\\",
            ]
        )
    ).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    """Nothing is raised, and each problem lies in the text."""
    conf = read(text, ["db.a"], a=text)

    assert all(1 <= problem.span.line <= text.count("\n") + 1 for problem in conf.problems)


def test_files_of_several_zones_of_a_block() -> None:
    """Each line of the plugin names its zone; the same file may stand twice."""
    conf = read(". {\n file db.a a\n file db.b b\n file db.b b\n}\n")

    assert ([("a.", "db.a"), ("b.", "db.b")], []) == (zones(conf), problems(conf))
