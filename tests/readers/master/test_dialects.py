"""What is no master file yet: templates, and the names and types of gdnsd."""

import pytest
from reading import marked, owners, problems, read, records

from zonelint.dns.namespace import UNKNOWN, Namespace
from zonelint.dns.zone import Zone
from zonelint.readers.master.masterfile import MasterFileReader, source_of_octets

TTL = "$TTL 300\n"


@pytest.mark.parametrize(
    "line",
    [
        "a A {{ address }}",
        "{% for host in hosts %}",
        "{# a comment #}",
        "a A <%= address %>",
        "a A ${ADDRESS}",
        "a A $(ADDRESS)",
        "a A @ADDRESS@",
        "@@NAME@ A 192.0.2.1",
        'a TXT "{{ text }}"',
        'a TXT "<%= text %>"',
        'a TXT "@text@"',
        "a TXT ( x\n {{ y }} )",
        "%% serial=1 template head",
        "% for host in hosts:",
        "a A $ADDRESS",
        "a CNAME FIXME_www.example.com.",
        "REPLACE_ME A 192.0.2.1",
        "a CNAME www.$DOMAIN.",
        "a MX 10 $HOSTNAME.$domain.",
        "$HOSTNAME IN A 192.0.2.1",
        "$host.sub 3600 IN A 192.0.2.1",
    ],
)
def test_template_placeholders_are_unknown(line: str) -> None:
    """What becomes of the line is not known, so the zone is not complete; it is no syntax error."""
    zone = read(f"{TTL}{line}\nb A 192.0.2.1\n")

    assert ["2:1 template-placeholder"] == problems(zone)
    assert ["b.example.com."] == owners(zone)
    assert not zone.complete


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("line", ["{{ host }} A 192.0.2.1", '"a A 192.0.2.1', "a..b A 192.0.2.1"])
def test_lines_that_repeat_an_unknown_owner_are_lost_with_it(line: str, fast: bool) -> None:
    """They are not laid upon the owner before; the next owner is known again."""
    zone = read(f"{TTL}x A 192.0.2.9\n{line}\n MX 10 m\n TXT lost\ny A 192.0.2.2\n MX 20 m\n", fast=fast)

    known = ["x.example.com. 300 A 192.0.2.9", "y.example.com. 300 A 192.0.2.2"]
    assert [*known, "y.example.com. 300 MX 20 m.example.com."] == records(zone)
    assert ["3"] == [place.partition(":")[0] for place in problems(zone)]


def test_lost_data_leaves_the_owner_known() -> None:
    """The lines after it still repeat it."""
    assert ["a.example.com. 300 MX 10 m.example.com."] == records(read(f"{TTL}a A {{{{ address }}}}\n  MX 10 m\n"))


@pytest.mark.parametrize(
    "line",
    [
        "; {{ managed }}",
        "a A 192.0.2.1 ; {{ x }} <% x %> @x@",
        "a TXT ( x ; {{ y }}\n z )",
        'a TXT "a@b.example c@d.example"',
        'a TXT "{ $x }"',
        "a$b A 192.0.2.1",
        'a TXT "US$ 5 or $5 or $x or A$B"',
        "a CNAME b$.example.com.",
        "a CNAME fixme.example.com. ; FIXME",
        "$GENERATE 1-2 g${0} A 192.0.2.$",
    ],
)
def test_what_is_no_placeholder(line: str) -> None:
    """Comments do not count, nor do lone braces, dollars and mail addresses."""
    assert [] == read(f"{TTL}{line}\n").problems


@pytest.mark.parametrize(
    "word",
    [
        "<your-ns-ip>", "<IP>", "YOUR_IP", "your-server-ip", "x.x.x.x", "192.0.2.XX", "%ADDRESS", "aaa.aaa.aaa.aaa",
        "AAA.BBB.CCC.DDD", "a.b.c.d", "10.0.yy.zz", "10.0.0.n", "###.###.###.###", "?.?.?.?", "XXX", "{ip}", "[ip]",
        "2001:db8::xxxx", "fdxx:xxxx:xxxx:xxxx::1", "CHANGE_ME", "IP.ADDR",
        "IP of my host", '"ip del dns"',
    ],
)  # fmt: skip
def test_a_word_that_stands_for_an_address_is_a_placeholder(word: str) -> None:
    """It costs the record at hand alone."""
    zone = read(f"{TTL}a A {word}\nb A 192.0.2.1\n")

    assert (["2:5 template-placeholder"], True) == (problems(zone), zone.complete)


@pytest.mark.parametrize(
    "word",
    [
        "192.0.2.l", "192.0.2", "<192.0.2.1>", "192.0.2.1x", "192.0.2.256", "mail", "1P", "192.0.2.ll", "192.0.2.O",
        "192.0.2.a", "ns1.example.com.", "2001:db8::g", "[2001:db8::1]", "aab.aaa.aaa.aaa",
    ],
)  # fmt: skip
def test_an_address_with_a_slip_is_an_error(word: str) -> None:
    """Nobody fills it in."""
    assert ["2:5 syntax-error"] == problems(read(f"{TTL}a A {word}\n"))


def test_a_placeholder_in_an_soa() -> None:
    """The place that is to be filled in is told, and not the field that is missing at the end."""
    assert ["2:7 template-placeholder"] == problems(read(f"{TTL}@ SOA %NOC (\n 1\n 2\n 3\n 4\n 5 )\n"))


def test_a_placeholder_for_an_origin_silences_the_rest() -> None:
    """The names below it are not known."""
    zone = read(TTL + "$ORIGIN {{ zone }}.\na A 192.0.2.1\n")

    assert ["2:1 template-placeholder"] == problems(zone)
    assert {} == zone.types


def test_a_template_may_begin_with_a_ttl() -> None:
    """What stands in the place of its marks is not known."""
    assert ["1:1 template-placeholder"] == problems(read("%% template head\na A 192.0.2.1\n"))


def read_as(dialect: str, text: str) -> Zone:
    """Return the zone example.com. as the server of that `dialect` reads it."""
    source = source_of_octets(text.encode(), "zone")
    zone = Zone("example.com.", source)
    zone.dialect = dialect
    MasterFileReader(zone, None).read(source, text.encode())
    return zone


@pytest.mark.parametrize(
    ("dialect", "faults"), [("gdnsd", 0), ("gdnsd?", 0), ("powerdns", 0), ("powerdns?", 0), ("knot", 0), ("", 1)]
)
def test_long_strings_are_split_where_the_server_does_so(dialect: str, faults: int) -> None:
    """BIND refuses them; escapes are not torn apart, and octets count."""
    zone = read_as(dialect, TTL + 'a TXT "' + "x" * 254 + '\\200é\\"y"\n')
    parts = [f'"{"x" * 254}\\200"', '"\\195\\169\\"y"']
    assert faults == len(zone.problems)
    assert ([] if faults else [f"a.example.com. 300 TXT {' '.join(parts)}"]) == records(zone)


@pytest.mark.parametrize(("dialect", "faults"), [("gdnsd", 0), ("gdnsd?", 0), ("powerdns", 1), ("", 1)])
def test_a_leading_blank_is_the_zone_in_gdnsd(dialect: str, faults: int) -> None:
    """Elsewhere there must be an owner before it to repeat."""
    zone = read_as(dialect, f"{TTL} A 192.0.2.1\n")
    assert (faults, 1 - faults) == (len(zone.problems), zone.size())


def test_gdnsd_names() -> None:
    """@Z is the zone, @F the origin that the file began with, also at the end of a name."""
    zone = read(TTL + "$ORIGIN sub\na CNAME www.@Z\nb.@F CNAME @Z\n@Z MX 10 @F\n")

    assert [
        "a.sub.example.com. 300 CNAME www.example.com.",
        "b.example.com. 300 CNAME example.com.",
        "example.com. 300 MX 10 example.com.",
    ] == records(zone)


def test_errors_at_gdnsd_names_stay_on_their_word() -> None:
    """The place is that of the word written, not of the name that it stands for."""
    zone = read(TTL + "a..@Z A 192.0.2.1\nb CNAME c..@Z\n")

    assert ["a..@Z", "c..@Z"] == [marked(problem) for problem in zone.problems]


@pytest.mark.parametrize("rtype", ["DYNA", "DYNC"])
def test_gdnsd_types_are_unknown(rtype: str) -> None:
    """Their data is made for each query; that of the other names is known."""
    zone = read(f"{TTL}a 60/30 {rtype} geo!web\nb {rtype} geo!web\n")
    answers = [Namespace([zone]).lookup(name, "A").status for name in ("a.example.com.", "b.example.com.")]

    assert "3:3 template-placeholder" == problems(zone)[-1]
    assert [UNKNOWN, UNKNOWN] == answers
    assert zone.complete


@pytest.mark.parametrize("serial", ["_DATE_", "__SERIAL__", "YYYYMMDDxx", "yyyymmddnn", "YYMMDD##"])
def test_some_words_stand_for_a_serial(serial: str) -> None:
    """A program or a person puts the serial there; another word is a slip."""
    assert ["2:16 template-placeholder"] == problems(read(f"{TTL}@ SOA a. host. {serial} 2 3 4 5\n"))
    assert ["2:16 syntax-error"] == problems(read(f"{TTL}@ SOA a. host. DATE 2 3 4 5\n"))


@pytest.mark.parametrize(
    ("dialect", "expected"), [("powerdns", "a.sub.example.com."), ("", "a.sub.example.com.example.com.")]
)
def test_an_origin_without_final_dot(dialect: str, expected: str) -> None:
    """PowerDNS takes it for absolute."""
    zone = read_as(dialect, f"{TTL}$ORIGIN sub.example.com\na A 192.0.2.1\n")

    assert [expected] == owners(zone)
