"""What is no master file yet: templates, and the names and types of gdnsd."""

import pytest
from reading import all_records, marked, owners, problems, read, records

from zonelint.dns.namespace import NODATA, NXDOMAIN, UNKNOWN, Namespace
from zonelint.dns.zone import TTL_UNKNOWN, Zone
from zonelint.readers.master.masterfile import MasterFileReader, source_of_octets

TTL = "$TTL 300\n"


@pytest.mark.parametrize(
    "line",
    [
        "{% for host in hosts %}",
        "{# a comment #}",
        "@@NAME@ A 192.0.2.1",
        "{{ name }} A 192.0.2.1",
        "{{ record }}",
        "a {{ type }} 192.0.2.1",
        "a {{ ttl }} A 192.0.2.1",
        "a IN {{ rest }}",
        "a A {% if here %} 192.0.2.1 {% endif %}",
        "a A <% if here %> <%= address %>",
        "a A 192.0.2.1 {# here #}",
        " A {{ address }}",
        "${NAME} A ${ADDRESS}",
        "$TTL {{ ttl }}",
        "%% serial=1 template head",
        "% for host in hosts:",
        "REPLACE_ME A 192.0.2.1",
        "__HOST__ A 192.0.2.1",
        "%HOST% A 192.0.2.1",
        "%%host%% A 192.0.2.1",
        "%s A 192.0.2.1",
        "...",
        "[...]",
        " …",
        "<T>.13 IN PTR ns1.example.com.",
        "$HOSTNAME IN A 192.0.2.1",
        "$host.sub 3600 IN A 192.0.2.1",
    ],
)
def test_template_placeholders_are_unknown(line: str) -> None:
    """What becomes of the line is not known, so the zone is not complete; it is no syntax error."""
    zone = read(f"{TTL}{line}\nb A 192.0.2.1\n")

    assert [f"2:{1 + line.startswith(' ')} template-placeholder"] == problems(zone)
    assert ["b.example.com."] == owners(zone)
    assert not zone.complete


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("a A {{ address }}", 5),
        ("a A $ADDRESS", 5),
        ("a MX 10 FIXME_mail.example.com.", 9),
        ("a MX 10 $HOSTNAME.$domain.", 9),
        ("a MX 10 mail.$DOMAIN.", 9),
        ("a MX 10 mail.team<T>.example.com.", 9),
        ("a A 192.0.<TEAM>.1", 5),
        ("a A __ADDRESS__", 5),
        ("a A %IP%", 5),
        ("a A %s", 5),
        ("a MX 10 mail.%s.", 9),
        ("a MX 10 mail.%DOMAIN%.", 9),
        ("a MX 10 CHANGEME.", 9),
        ("a A @@ADDRESS@@", 5),
        ("a A <%= address %>", 5),
        ("a A ${ADDRESS}", 5),
        ("a A $(ADDRESS)", 5),
        ("a A @ADDRESS@", 5),
        ("a A 192.0.{{ rest }}", 5),
        ("a 60 IN A {{ address }}", 11),
        ("a IN 1h A {{ address }}", 11),
        ("a MX 10 {{ exchange }}.example.com.", 9),
        ("a MX {{ preference }} m", 6),
        ('a TXT "{{ text }}"', 7),
        ('a TXT "<%= text %>"', 7),
        ('a TXT "@text@"', 7),
        ('a TXT "x" "{{ text }}"', 11),
    ],
)
def test_a_template_that_gives_data_costs_one_record(line: str, at: int) -> None:
    """Of that RRset nothing is known; the name exists, and all else of the zone is known."""
    zone = read(f"{TTL}{line}\nb A 192.0.2.1\n")
    namespace = Namespace([zone])
    rtype = next(word for word in line.split() if word in ("A", "MX", "TXT"))

    assert [f"2:{at} template-placeholder"] == problems(zone)
    assert ["b.example.com."] == owners(zone)
    assert zone.complete
    assert (UNKNOWN, NODATA, NXDOMAIN) == (
        namespace.lookup("a.example.com.", rtype).status,
        namespace.lookup("a.example.com.", "SRV").status,
        namespace.lookup("c.example.com.", "A").status,
    )


def test_a_template_may_give_data_over_several_lines() -> None:
    """It is one record, and its place is that of the first word to be filled in."""
    zone = read(f"{TTL}@ SOA ns1 host (\n 1\n {{{{ refresh }}}} 3 4 5 )\n TXT x\n")

    assert (["4:2 template-placeholder"], True) == (problems(zone), zone.complete)
    assert ['example.com. 300 TXT "x"'] == records(zone)


@pytest.mark.parametrize(("data", "name"), [("CNAME {{ x }}", "a"), ("NS {{ x }}", "a"), ("NS {{ x }}", "b.a")])
def test_a_template_that_gives_an_alias_or_a_cut_hides_what_that_would(data: str, name: str) -> None:
    """An alias takes the place of each type, and a cut of all below; the name beside is known."""
    namespace = Namespace([read(f"{TTL}a {data}\n")])

    assert UNKNOWN == namespace.lookup(f"{name}.example.com.", "A").status
    assert NXDOMAIN == namespace.lookup("c.example.com.", "A").status


def test_what_repeats_the_owner_above_a_template_stands_at_its_owner() -> None:
    """Lines that begin with a blank, with a template in them and behind it."""
    zone = read(f"{TTL}a A 192.0.2.1\n MX 10 {{{{ exchange }}}}\n TXT x\n")

    assert ["a.example.com. 300 A 192.0.2.1", 'a.example.com. 300 TXT "x"'] == records(zone)
    assert (True, UNKNOWN) == (zone.complete, Namespace([zone]).lookup("a.example.com.", "MX").status)


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
        'a TXT "100%s of %41%42% and so on ... of __x__ and x%s"',
        "__x__ A 192.0.2.1",
        "a TXT ...",
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
        "XX.XXX", "xx.xxx.xxx", "2001:db8::xxxx", "fdxx:xxxx:xxxx:xxxx::1", "CHANGE_ME", "IP.ADDR", "IPADD", "IP2ADD",
        "ipv4_addr_here", "YOUR_NS1_IP", "private_ip12", "<address>", "<address of the server>", "<BIND9 IP>",
        "Parked", "WebsiteBuilder Site", "IP of my host", '"ip del dns"',
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


def test_a_dollar_and_one_letter_is_no_variable_of_a_shell() -> None:
    """No name server knows such a directive, and all refuse the zone."""
    assert ["2:1 syntax-error"] == problems(read(f"{TTL}$x A 192.0.2.1\n"))


@pytest.mark.parametrize("word", ["serial", "SERIAL_NO", "SERIALNUMBERPLACEHOLDER", "zone-serial"])
def test_a_word_in_place_of_the_serial_is_a_placeholder(word: str) -> None:
    """A script writes the number there."""
    assert ["2:15 template-placeholder"] == problems(read(f"{TTL}@ SOA ns host {word} 1 2 3 4\n"))


def test_a_serial_with_a_slip_is_an_error() -> None:
    """It has digits, or is a name too many."""
    assert ["2:15 syntax-error"] == problems(read(f"{TTL}@ SOA ns host 2026o112801 1 2 3 4\n"))
    assert ["2:15 syntax-error"] == problems(read(f"{TTL}@ SOA ns host master 1 2 3 4\n"))


def test_a_placeholder_in_an_soa() -> None:
    """The place that is to be filled in is told, and not the field that is missing at the end."""
    assert ["2:7 template-placeholder"] == problems(read(f"{TTL}@ SOA %NOC (\n 1\n 2\n 3\n 4\n 5 )\n"))


def test_a_word_for_the_serial_is_to_be_filled_in() -> None:
    """A script writes it when the zone is published."""
    assert ["2:15 template-placeholder"] == problems(read(f"{TTL}@ SOA ns host serial-number 2 3 4 5\n"))
    assert ["2:15 template-placeholder"] == problems(read(f"{TTL}@ SOA ns host :serial: 2 3 4 5\n"))
    assert ["2:27 syntax-error"] == problems(read(f"{TTL}@ SOA serial host 1 2 3 4 zz\n"))


def test_a_placeholder_for_an_origin_silences_the_rest() -> None:
    """The names below it are not known."""
    zone = read(TTL + "$ORIGIN {{ zone }}.\na A 192.0.2.1\n")

    assert ["2:1 template-placeholder"] == problems(zone)
    assert {} == zone.types


def test_a_template_may_begin_with_a_ttl() -> None:
    """What stands in the place of its marks is not known."""
    assert ["1:1 template-placeholder"] == problems(read("%% template head\na A 192.0.2.1\n"))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("[HOSTS]", "template-placeholder"),
        ("%{ for host in hosts ~}", "template-placeholder"),
        ("www A <LAN_24>.1", "template-placeholder"),
        ("www A write-ip-of-ns1", "template-placeholder"),
        ("[fd00::1]", "syntax-error"),
        ("www A <lan>.1", "syntax-error"),
    ],
)
def test_words_that_stand_for_what_is_to_come(line: str, rule: str) -> None:
    """A program puts records or values in their place; nothing that is no word is meant so."""
    assert [rule] == [problem.partition(" ")[2] for problem in problems(read(f"{TTL}{line}\n"))]


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


@pytest.mark.parametrize(
    ("dialect", "faults", "records"), [("gdnsd", 0, 1), ("gdnsd?", 0, 1), ("powerdns", 1, 0), ("", 1, 1)]
)
def test_a_leading_blank_is_the_zone_in_gdnsd(dialect: str, faults: int, records: int) -> None:
    """Elsewhere there must be an owner before it to repeat; in NSD, which nobody may know to be the server, not."""
    zone = read_as(dialect, f"{TTL} A 192.0.2.1\n")
    assert (faults, records) == (len(zone.problems), zone.size())


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


@pytest.mark.parametrize(
    "text",
    ['a TXT "x\ny"\n', 'a TXT ( "x" ; (\n"y;\nz" )\n', 'a TXT "x\n\n\\"\n(\n" z\n', 'a TXT "x\ny"'],
)
def test_strings_go_on_on_the_next_line_for_coredns(text: str) -> None:
    """Of the record nothing is kept; that is no fault, and what stands after it is read."""
    text += "b A 192.0.2.1\n" if text.endswith("\n") else ""
    zone = read_as("coredns", TTL + text)

    assert [] == zone.problems
    assert text.count("192.0.2.1") == len(zone.rrset("b.example.com.", "A"))
    assert UNKNOWN == Namespace([zone]).lookup("a.example.com.", "TXT").status
    assert [] != read_as("bind", TTL + text).problems


@pytest.mark.parametrize(
    "line",
    [
        "www A 192.0.2.2 )",
        "@ SOA ns1 hostmaster ) 1 2 3 4 5",
        'a TXT ( "x\ny" ))',
        '$INCLUDE "hosts\n"',
        "$ORIGIN sub )",
        'a TXT "x\nmail A 192.0.2.2\nb TXT "foo',
    ],
)
def test_what_else_is_wrong_with_a_line_is_an_error_for_coredns(line: str) -> None:
    """A parenthesis too many, a string in a directive, and two quotes that are missing around records."""
    assert [] != read_as("coredns", f"{TTL}{line}\nz A 192.0.2.1\n").problems


def test_a_string_that_never_ends_is_an_error_for_coredns() -> None:
    """Neither does one that ends far below."""
    assert 1 == len(read_as("coredns", TTL + 'a TXT "x\nb A 192.0.2.1\n').problems)
    assert 1 <= len(read_as("coredns", TTL + 'a TXT "x\n' + "\n" * 100 + '"\n').problems)


def test_coredns_needs_no_ttl() -> None:
    """It takes 0 for one that is not written."""
    zone = read_as("coredns", "@ IN SOA a b 1 2 3 4 5\n@ IN A 192.0.2.1\n")

    assert [] == zone.problems
    assert [0] == [record.ttl for record in zone.records("A")]


def test_what_may_be_a_zone_of_powerdns_may_have_an_alias() -> None:
    """What it answers is not known here."""
    zone = read_as("powerdns?", f"{TTL}@ ALIAS www.example.net.\n")

    assert ["template-placeholder"] == [problem.rule for problem in zone.problems]
    assert zone.hides("example.com.", "A")


@pytest.mark.parametrize(("dialect", "faults"), [("powerdns", 0), ("powerdns?", 0), ("", 1)])
def test_the_zones_name_without_final_dot_is_its_origin(dialect: str, faults: int) -> None:
    """BIND takes it for a name below the zone, PowerDNS for the zone."""
    zone = read_as(dialect, f"{TTL}$ORIGIN example.com\na A 192.0.2.1\n")

    assert ["a.example.com."] == owners(zone)
    assert faults == len(zone.problems)


@pytest.mark.parametrize("fast", [True, False])
def test_what_stands_in_a_condition_or_a_loop_is_not_known(fast: bool) -> None:
    """No record of it is read, nor one that repeats its last owner; what stands behind it is."""
    inside = (
        "{%- if a %}\nb A 192.0.2.2\n{% for c in d %}\n{{ c }} A 192.0.2.3\n{% endfor %}\n{% else %}\nb A 192.0.2.4\n"
    )
    zone = read(
        f"#jinja2: trim_blocks:False\n{TTL}a A 192.0.2.1\n{inside}{{%- endif -%}}\n  TXT x\ne A 192.0.2.5\n", fast=fast
    )

    assert ["a.example.com.", "e.example.com."] == owners(zone)
    assert (["4:1 template-placeholder"], False) == (problems(zone), zone.complete)


@pytest.mark.parametrize(
    ("inside", "owner"), [("$ORIGIN sub\n", []), ("$TTL 60\n", ["b.example.com."]), ("", ["b.example.com."])]
)
def test_directives_in_a_condition_may_hold_behind_it(inside: str, owner: list[str]) -> None:
    """The names that another origin completes are not known, nor is another TTL."""
    zone = read(f"{TTL}{{% if a %}}\n{inside}{{% endif %}}\nb A 192.0.2.1\n")

    assert owner == owners(zone)
    assert inside != "$TTL 60\n" or all(record.flags & TTL_UNKNOWN for record in all_records(zone))


def test_conditions_that_never_end_cost_their_lines_alone() -> None:
    """Of many of them not each is looked for."""
    zone = read(f"{TTL}" + "{% if a %}\nb A 192.0.2.1\n" * 30)

    assert 30 == len(owners(zone)) + len(zone.duplicates)


@pytest.mark.parametrize("word", ["...", "....", "…"])
def test_dots_stand_for_what_was_left_out(word: str) -> None:
    """Of a sample, in place of an address."""
    assert ["2:5 template-placeholder"] == problems(read(f"{TTL}a A {word}\n"))
    assert ["2:3 syntax-error"] == problems(read(f"{TTL}# {word}\n"))  # no comment in a master file


@pytest.mark.parametrize(
    ("begin", "end"), [("<%-", "-%>"), ("{%", "%}"), ("a A 192.0.2.3 {#", "#}"), ("<% if x", "%> ; x"), ("{{-", "}}")]
)
def test_a_block_of_a_template_may_take_many_lines(begin: str, end: str) -> None:
    """None of them is a record; where it does not end, the lines behind it are."""
    block = f"{begin}\n  nodes.each {{|name|\n # x\n  txt += name + ' IN A ('\n{end}\n"
    zone = read(f"{TTL}{block}b A 192.0.2.1\n")

    assert ["2:1 template-placeholder"] == problems(zone)
    assert "b.example.com." in owners(zone)
    assert "c.example.com." in owners(read(f"{TTL}{begin}\nc A 192.0.2.1\n"))
