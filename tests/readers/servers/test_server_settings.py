"""The readers of gdnsd's config and PowerDNS's pdns.conf: what these servers refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns.places import Problem, SourceFile
from zonelint.files.paths import line_span
from zonelint.readers.servers import gdnsdconf, pdnsconf


def source_of(text: str, path: str = "pdns.conf") -> SourceFile:
    """Return a source that holds `text`."""
    return SourceFile(path, None, lambda: text, line_span)


def told(problems: list[Problem]) -> list[tuple[int, str]]:
    """Return line and message of each problem."""
    return [(problem.span.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("options => {}", []),
        ("options = { listen => any listen2 = x }\n", [(1, "gdnsd does not know the option listen2")]),
        ('"options" => { a\\112i = 1 }', [(1, "gdnsd does not know the option api")]),
        ("options => { nsid = $include{x}, $include{y} } # end\n", []),
        ("options => { username = x }\n", []),
        ("options => { lock_mem = yes }\n", [(1, "lock_mem must be true or false")]),
        ("options => { lock_mem = TRUE, }\n", []),
        ("options => {\n  dns_port = 0x35\n  min_ttl = 86401 }\n", [(3, "min_ttl must be a number from 0 to 86400")]),
        ("options => { nsid = { a = b } }\n", [(1, "nsid must be a word")]),
        ("options = x\n", [(1, "the value of options must be in braces")]),
        ("option => {}\n", [(1, "gdnsd does not know option here")]),
        ("plugins => { a => [ b, { c = d } [ ] ], e = f }\n", []),
        ("options => {\n  a = b\n\n", [(1, "this bracket is never closed")]),
        ("plugins => { a = b a = c }\n", [(1, "the key a appears twice")]),
        ("plugins => { a b }\n", [(1, "`=` is missing after a")]),
        ("plugins => { a = [ b }\n", [(1, "gdnsd cannot read this: '}\\n'")]),
        ("plugins => { a = b,, c = d }\n", [(1, "gdnsd cannot read this: ', c = d }\\n'")]),
        ("options => {} # no line end", [(1, "gdnsd cannot read this: '# no line end'")]),
        ("plugins => { $include{x y} }\n", [(1, "a closing brace is missing after the name of the file")]),
        ("[ a ]\n", [(1, "gdnsd wants options, service_types and plugins here, and no list")]),
        ("plugins => { a = " + "[" * 2000, [(1, "brackets are over 1000 deep")]),
    ],
)
def test_what_gdnsd_refuses(text: str, expected: list[tuple[int, str]]) -> None:
    """A fault of its syntax is told alone, others all."""
    assert expected == told(gdnsdconf.problems_in(source_of(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("launch=bind\n# x\n  local-port = 5300 # x\n\nsetuid\n", []),
        ("lunch=bind\n", [(1, "PowerDNS has no setting lunch, and does not start")]),
        ("local-address=a, \\\n  b\nfoo bar\n", [(3, "PowerDNS has no setting 'foo bar', and does not start")]),
        ("ignore-unknown-settings=x, y\nx=1\ny=2\nz=3\n", [(4, "PowerDNS has no setting z, and does not start")]),
        ("launch+=bind\n", [(1, "launch+= adds to nothing: there is no launch= before it")]),
        ("launch=bind\nlaunch+=bind:x, bind\n", [(2, "PowerDNS refuses to launch bind twice")]),
        ("launch=gmysql\ngmysql-host=a\ninclude-dir=x\nbind-config=x\n", []),
        ("launch=bind\nbind-supermaster-config=x\nbind-autoprimary-destdir=/z\nbind-dnssec-db=d\n", []),
        (
            "launch=gmysql\nbind-config=x\n",
            [(2, "PowerDNS has no setting bind-config unless it launches bind, and does not start")],
        ),
        (
            "launch=bind\nbind-two-config=x\n",
            [(2, "PowerDNS has no setting bind-two-config unless it launches bind:two, and does not start")],
        ),
    ],
)
def test_what_powerdns_refuses(text: str, expected: list[tuple[int, str]]) -> None:
    """Settings that no version has, and what is launched twice."""
    assert expected == told(pdnsconf.read(source_of(text)).problems)


def test_a_file_of_powerdns_adds_to_what_the_main_one_launches() -> None:
    """So Debian has it in pdns.d/bind.conf."""
    conf = pdnsconf.read(source_of("launch+=bind\nbind-config=/a\n", "pdns.d/bind.conf"))

    assert ([], [("/a", 2)]) == (conf.problems, conf.bind_configs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bind-config=/a\n", [("/a", 1)]),
        (
            "bind-config=/a\nbind-supermaster-config=/b\nbind-two-autoprimary-config=/c\nbind-two-config=/d\n",
            [("/a", 1), ("/d", 4)],
        ),
        ("launch=bind\nbind-config=/a # x\n#bind-config=/b\n", [("/a", 2)]),
        ("launch=bind\nbind-config=/a\nbind-config=/b\n", [("/b", 3)]),
        ("launch=bind:one,gmysql\nbind-one-config=/a\n", [("/a", 2)]),
        ("launch=gmysql\ninclude-dir=x\nbind-config=/a\n", []),
        ("launch=bind\nbind-config=\n", []),
    ],
)
def test_where_the_zones_of_the_bind_backend_are(text: str, expected: list[tuple[str, int]]) -> None:
    """The last setting holds, and none where another backend is launched alone."""
    assert expected == pdnsconf.read(source_of(text)).bind_configs


@given(st.text(alphabet='{}[]=,"\\\n #;$a1+-é\t', max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Nothing is raised, and each problem has a place in the text."""
    for problem in (*gdnsdconf.problems_in(source_of(text)), *pdnsconf.read(source_of(text)).problems):
        assert 1 <= problem.span.line <= text.count("\n") + 1
