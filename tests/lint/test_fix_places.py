"""Where fixes write, and what they leave alone: kinds of zones, of files, and of lines."""

from pathlib import Path

import pytest
from commandline import CommandLine
from fixed_files import FORWARD, HEAD, RAISED, REVERSE, fixed, whys

from zonelint.config.settings import Settings
from zonelint.lint import engine
from zonelint.lint.fixes.writer import Writer
from zonelint.lint.inputs import read_files
from zonelint.lint.registry import load_rules

SIGNATURE = "1 RRSIG PTR 13 3 3600 20300101000000 20200101000000 4711 example.com. bm8gc2lnbmF0dXJl\n"


# -- zones -----------------------------------------------------------------------------------------------------------


def test_ptr_goes_into_the_classless_child(command: CommandLine) -> None:
    """Where the CNAME of the zone above leads to (RFC 2317), not beside it."""
    files = {
        "example.org.zone": FORWARD,
        REVERSE: HEAD + "0/27 NS ns1.example.net.\n25 CNAME 25.0/27\n24 CNAME 24.0/27\n",
        "child.zone": f"$ORIGIN 0/27.2.3.4.in-addr.arpa.\n{HEAD}24 PTR www.example.net.\n",
    }
    expected = f"$ORIGIN 0/27.2.3.4.in-addr.arpa.\n{RAISED}24 PTR www.example.net.\n25 PTR mail.example.org.\n"

    assert {"child.zone": expected} == fixed(command, files)


def test_ptr_goes_into_the_deepest_zone(command: CommandLine) -> None:
    """The zone of the /16 delegates that of the /24."""
    files = {
        "example.org.zone": FORWARD,
        "3.4.in-addr.arpa.zone": HEAD + "2 NS ns1.example.net.\n9.9 PTR www.example.net.\n",
        REVERSE: HEAD,
    }

    assert {REVERSE: RAISED + "25 PTR mail.example.org.\n"} == fixed(command, files)


def test_ptr_of_ipv6_is_as_long_as_its_neighbours(command: CommandLine) -> None:
    """Nibbles below the $ORIGIN of the neighbour that is nearest."""
    tail = "0.0.0.0.0.0.0.0.0.0.0.0"
    origin = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.6.2.ip6.arpa."
    zone = f"$ORIGIN 0.0.6.2.ip6.arpa.\n{HEAD}$ORIGIN {origin}\n1.0.0.{tail}.0 PTR a.example.net.\n"
    files = {
        "example.org.zone": HEAD + "mail AAAA 2600:0:0:1::10\n     MX 10 mail\n",
        "v6.zone": zone + f"3.0.0.{tail}.0 PTR b.example.net.\n",
    }
    expected = (
        zone.replace(" 7 8h", " 8 8h") + f"3.0.0.{tail}.0 PTR b.example.net.\n0.1.0.{tail}.0 PTR mail.example.org.\n"
    )

    assert {"v6.zone": expected} == fixed(command, files)


def test_included_file_raises_the_serials_of_all_zones(command: CommandLine) -> None:
    """The record is deleted where it stands; each zone that includes it changes, once, if it is other than before."""
    inner = "www A 4.3.2.1\nmail MX 10 www.example.net\n"
    files = {
        "a.example.zone": HEAD + "$INCLUDE hosts.inc\n",
        "b.example.zone": HEAD + "$INCLUDE hosts.inc\nwww A 4.3.2.1\n",
        "hosts.inc": inner.replace("www.example.net", "www.example.net."),
    }
    assert {"b.example.zone": HEAD + "$INCLUDE hosts.inc\n"} == fixed(command, files)

    files["hosts.inc"] = inner
    files["b.example.zone"] = HEAD + "$INCLUDE hosts.inc\n"
    changed = fixed(command, files, "--unsafe")
    assert {
        "a.example.zone": RAISED + "$INCLUDE hosts.inc\n",
        "b.example.zone": RAISED + "$INCLUDE hosts.inc\n",
        "hosts.inc": inner.replace("example.net", "example.net."),
    } == changed


def test_zone_of_two_views_is_changed_once(command: CommandLine) -> None:
    """One file, two views: one line, one rise."""
    conf = "".join(
        f"""\
view "{view}" {{
  match-clients {{ {clients}; }};
  zone "example.org" {{ type primary; file "example.org.zone"; }};
  zone "2.3.4.in-addr.arpa" {{ type primary; file "{REVERSE}"; }};
}};
"""
        for view, clients in (("one", "8.8.8.0/24"), ("two", "any"))
    )
    files = {"named.conf": conf, "example.org.zone": FORWARD, REVERSE: HEAD}

    assert {REVERSE: RAISED + "25 PTR mail.example.org.\n"} == fixed(command, files)


@pytest.mark.parametrize(
    ("statement", "text", "why"),
    [
        (
            "allow-update { any; };",
            HEAD + "1 PTR a.example.net.\n",
            "updates change the zone on its server: change it there, as with nsupdate",
        ),
        ("", HEAD + "1 PTR {{ host }}.example.net.\n", "it is a template: some of its words are filled in elsewhere"),
        (
            "",
            HEAD + "1 PTR a.example.net.\n" + SIGNATURE,
            "it is signed, so a program writes it: change what that reads",
        ),
    ],
)  # fmt: skip
def test_zone_that_others_write_is_left_alone(statement: str, text: str, why: str, command: CommandLine) -> None:
    """What is written there would be lost, or come too late."""
    conf = f"""\
zone "example.org" {{ type primary; file "example.org.zone"; }};
zone "2.3.4.in-addr.arpa" {{ type primary; file "{REVERSE}"; {statement} }};
"""
    files = {"named.conf": conf, "example.org.zone": HEAD + "www A 4.3.2.1\n", REVERSE: text}
    twice = text + "5 PTR b.example.net.\n5 PTR b.example.net.\n"

    assert {} == fixed(command, {**files, REVERSE: twice})
    assert (REVERSE, why) in whys(command)


POWERDNS = """\
{"name": "2.3.4.in-addr.arpa.", "kind": "Native", "rrsets": [
 {"name": "1.2.3.4.in-addr.arpa.", "type": "PTR", "ttl": 300, "records": [{"content": "a.example.net."}]}]}
"""


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        (f"{REVERSE}.j2", HEAD, "it is a template"),
        ("powerdns.json", POWERDNS, "zonelint writes no fixes into files of the format powerdns"),
    ],
)  # fmt: skip
def test_file_of_another_tool_is_left_alone(name: str, text: str, why: str, command: CommandLine) -> None:
    """What is written there would be lost, or break what that tool reads."""
    conf = "".join(
        f'zone "{origin}" {{ type primary; file "{file}"; }};\n'
        for origin, file in (("example.org", "example.org.zone"), ("2.3.4.in-addr.arpa", name))
        if not file.endswith(".json")
    )
    files = {"named.conf": conf, "example.org.zone": FORWARD, name: text}

    assert {} == fixed(command, files)
    assert [(name, why)] == whys(command)


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n; the end", "\n\t\n"])
def test_encoding_line_ends_and_the_last_line_stay(newline: str, encoding: str, end: str, command: CommandLine) -> None:
    """Only a line is more, in the same encoding, with the same end."""
    text = HEAD + "; Büro\n1 PTR a.example.net." + end
    expected = RAISED + "; Büro\n1 PTR a.example.net.\n25 PTR mail.example.org." + (end or "")

    def octets(each: str) -> bytes:
        return each.replace("\n", newline).encode(encoding)

    assert {REVERSE: octets(expected).decode("latin-1")} == fixed(
        command, {"example.org.zone": FORWARD, REVERSE: octets(text)}
    )


def test_mixed_line_ends_stay_as_they_are(command: CommandLine) -> None:
    """A new line has the end of the one above it."""
    text = HEAD.replace("$TTL 1h\n", "$TTL 1h\r\n") + "1 PTR a.example.net.\r\n30 PTR b.example.net.\n"
    expected = text.replace(" 7 8h", " 8 8h").replace("30 PTR", "25 PTR mail.example.org.\r\n30 PTR")

    assert {REVERSE: expected} == fixed(command, {"example.org.zone": FORWARD, REVERSE: text})


def test_utf_16_and_marks_are_left_alone(command: CommandLine) -> None:
    """Places in UTF-16 are not told; a byte order mark stays where it is."""
    files = {"example.org.zone": FORWARD, REVERSE: (HEAD + "1 PTR a.example.net.\n").encode("utf-16")}
    assert {} == fixed(command, files)

    text = b"\xef\xbb\xbf" + (HEAD + "1 PTR a.example.net.\n").encode()
    expected = b"\xef\xbb\xbf" + (RAISED + "1 PTR a.example.net.\n25 PTR mail.example.org.\n").encode()
    assert {REVERSE: expected.decode("latin-1")} == fixed(command, {"example.org.zone": FORWARD, REVERSE: text})


def test_lines_of_a_megabyte_take_no_harm(command: CommandLine) -> None:
    """Whatever stands in them."""
    long = '; "(' + "x" * 1_000_000
    files = {"example.org.zone": FORWARD, REVERSE: f"{HEAD}{long}\n1 PTR a.example.net. {long}\n"}
    expected = f"{RAISED}{long}\n1 PTR a.example.net. {long}\n25 PTR mail.example.org.\n"

    assert {REVERSE: expected} == fixed(command, files)


def test_link_stays_a_link(command: CommandLine) -> None:
    """What it leads to is changed."""
    Path("zones").mkdir()
    Path("zones/example.org.zone").write_text(FORWARD)
    Path(f"zones/{REVERSE}").write_text(HEAD)
    Path(REVERSE).symlink_to(f"zones/{REVERSE}")
    command("fix", "--zone", f"2.3.4.in-addr.arpa={REVERSE}", "zones")

    assert Path(REVERSE).is_symlink()
    assert RAISED + "25 PTR mail.example.org.\n" == Path(f"zones/{REVERSE}").read_text()


# -- lines -----------------------------------------------------------------------------------------------------------


def test_generated_records_are_left_alone(command: CommandLine) -> None:
    """One line stands for many: it cannot lose one of them."""
    text = HEAD + "$GENERATE 1-3 h$ A 4.3.2.$\nh2 A 4.3.2.2\n"
    assert {} == fixed(command, {"example.org.zone": text})
    text = HEAD + "h2 A 4.3.2.2\n$GENERATE 1-3 h$ A 4.3.2.$\n"
    assert {} == fixed(command, {"example.org.zone": text})


def test_owner_goes_to_the_record_that_repeats_it(command: CommandLine) -> None:
    """Else the next record would have another owner; what stands behind keeps its column."""
    text = HEAD + 'a    A   4.3.2.1\nb    A   4.3.2.2\na    A   4.3.2.1\n     TXT "of a"\n'
    expected = HEAD + 'a    A   4.3.2.1\nb    A   4.3.2.2\na    TXT "of a"\n'

    assert {"example.org.zone": expected} == fixed(command, {"example.org.zone": text})


def test_comment_is_not_lost(command: CommandLine) -> None:
    """A line with a comment of its own is left to the user; one that says the same may go."""
    text = HEAD + "a A 4.3.2.1\na A 4.3.2.1 ; moved in May\n"
    assert {} == fixed(command, {"example.org.zone": text})
    assert [("example.org.zone", "its line has a comment of its own, which would go, too")] == whys(command)

    text = HEAD + "a A 4.3.2.1 ; moved in May\na A 4.3.2.1 ;  moved in May\n"
    assert {"example.org.zone": HEAD + "a A 4.3.2.1 ; moved in May\n"} == fixed(command, {"example.org.zone": text})


def test_word_that_grows_pushes_nothing(command: CommandLine) -> None:
    """Blanks behind it make room, tabs as well."""
    text = HEAD + "www CNAME mail.example.org  ; the host\nftp CNAME mail.example.org\t; the host\nmail A 4.3.2.25\n"
    expected = RAISED + (
        "www CNAME mail.example.org. ; the host\nftp CNAME mail.example.org.\t; the host\nmail A 4.3.2.25\n"
    )

    assert {"example.org.zone": expected} == fixed(command, {"example.org.zone": text})


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        (";25 IN PTR mail.example.org.\n9 IN PTR a.example.net.\n", True),
        ("9 IN PTR a.example.net.\n; 25 1h PTR MAIL.example.org. ; gone in May\n", True),
        (";25 PTR mail.example.org.\n", True),  # where it is the first of its type
        ("; 25 PTR mail.example.org. is to come\n9 PTR a.example.net.\n", False),
        (";25 PTR old.example.org.\n9 PTR a.example.net.\n", False),
        (";2 PTR mail.example.org.\n9 PTR a.example.net.\n", False),
        (";25 TXT mail.example.org.\n9 PTR a.example.net.\n", False),
    ],
)
def test_record_that_was_made_a_comment_is_not_written(above: str, kept: bool, command: CommandLine) -> None:
    """Who put the semicolon before it did not want it."""
    text = HEAD + above
    changed = fixed(command, {"example.org.zone": FORWARD, REVERSE: text})

    assert (set() if kept else {REVERSE}) == set(changed)
    if kept:
        line = 1 + next(at for at, each in enumerate(text.splitlines()) if "25 " in each)
        why = f"{REVERSE}: line {line} has it as a comment: somebody took it out"
        assert [("example.org.zone", why)] == whys(command)


def test_one_step_down_is_no_order(command: CommandLine) -> None:
    """A new record stands last where most of the others have one owner."""
    pointers = "231 PTR a.example.net.\n\n1 PTR b.example.net.\n1 PTR c.example.net.\n1 PTR d.example.net.\n"
    files = {"example.org.zone": FORWARD, REVERSE: HEAD + pointers}

    assert {REVERSE: RAISED + pointers + "25 PTR mail.example.org.\n"} == fixed(command, files)


def test_descending_order_is_kept(command: CommandLine) -> None:
    """Also that of two records."""
    files = {"example.org.zone": FORWARD, REVERSE: HEAD + "31 PTR a.example.net.\n9 PTR b.example.net.\n"}
    expected = RAISED + "31 PTR a.example.net.\n25 PTR mail.example.org.\n9 PTR b.example.net.\n"

    assert {REVERSE: expected} == fixed(command, files)


@pytest.mark.parametrize("run", [" \t", "\t        ", "\t\t", "  ", "\t "])
def test_blanks_are_those_of_the_neighbour(run: str, command: CommandLine) -> None:
    """Where they lead to its column, whatever mixture of tabs and spaces they are."""
    pointer = f"24{run}IN PTR a.example.net.\n"
    files = {"example.org.zone": FORWARD, REVERSE: HEAD + pointer}

    assert {REVERSE: f"{RAISED}{pointer}25{run}IN PTR mail.example.org.\n"} == fixed(command, files)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a A 4.3.2.1 ; zonelint: ignore[mx-target-is-cname] x\n", "a A 4.3.2.1\n"),
        ("a A 4.3.2.1 ; host ; zonelint: ignore[mx-target-is-cname] x\n", "a A 4.3.2.1 ; host\n"),
        ("a A 4.3.2.1\n ; zonelint: ignore[mx-target-is-cname] x\nb A 4.3.2.2\n", "a A 4.3.2.1\nb A 4.3.2.2\n"),
        (
            "a A 4.3.2.1 ; zonelint: ignore[mx-target-is-cname] x ; zonelint: sends-mail\n",
            "a A 4.3.2.1 ; zonelint: sends-mail\n",
        ),
        (
            "a CNAME gone ; zonelint: ignore[mx-target-is-cname, cname-target-missing] x\n",
            "a CNAME gone ; zonelint: ignore[cname-target-missing] x\n",
        ),
        ("a ( A ; zonelint: ignore[mx-target-is-cname] x\n 4.3.2.1 )\n", "a ( A\n 4.3.2.1 )\n"),
    ],
)  # fmt: skip
def test_dead_suppression_goes_with_its_sign(text: str, expected: str, command: CommandLine) -> None:
    """And with its line, if nothing else stands there; what is still of use stays."""
    assert {"example.org.zone": HEAD + expected} == fixed(command, {"example.org.zone": HEAD + text})


def test_file_of_several_zones_gets_no_record_of_one(command: CommandLine) -> None:
    """The others would have it, too."""
    conf = "".join(
        f'zone "{name}" {{ type primary; file "{file}"; }};\n'
        for name, file in (
            ("example.org", "example.org.zone"),
            ("2.3.4.in-addr.arpa", "shared.zone"),
            ("3.3.4.in-addr.arpa", "shared.zone"),
        )
    )
    files = {"named.conf": conf, "example.org.zone": FORWARD, "shared.zone": HEAD + "1 PTR a.example.net.\n"}

    assert {} == fixed(command, files)
    why = "shared.zone: its file is also that of other zones, which would get the record, too"
    assert [("example.org.zone", why)] == whys(command)


def test_fixes_that_would_bring_something_new_do_not_stop_the_others(command: CommandLine) -> None:
    """Each is blamed by the names it is about: the set is not read again for each of them."""
    hosts = "".join(f"h{number} A 4.3.2.{number}\n" for number in range(1, 120))
    # A name with an underscore is none of a host, so its PTR would be reported.
    hosts += "".join(f"h_{number} A 4.3.2.{number}\n" for number in range(120, 200))
    changed = fixed(command, {"example.org.zone": HEAD + hosts, REVERSE: HEAD})

    assert 119 == changed[REVERSE].count("PTR")
    assert 80 == len(whys(command))


def test_innocent_fix_of_the_same_name_is_made(command: CommandLine) -> None:
    """One of two fixes at the apex would bring a finding there, and so would others elsewhere; the other is made."""
    head, raised = (text.replace("example.net", "grocer.net") for text in (HEAD, RAISED))
    hosts = "IN MX 10 mail\nmail A 4.3.2.25\nh_1 A 4.3.2.1\nh_2 A 4.3.2.2\n"
    text = head.replace("hostmaster.", "hostmaster@") + hosts
    changed = fixed(command, {"bakery.org.zone": text, REVERSE: head + "25 PTR mail.bakery.org.\n"}, "--unsafe")

    assert {"bakery.org.zone": raised + hosts} == changed
    assert 3 == len(whys(command, "--unsafe"))


def test_edits_of_a_fix_can_be_had_without_making_it(command: CommandLine) -> None:
    """For reports and editors: the file, the octets, and what takes their place; the file stays."""
    text = HEAD + "www CNAME mail.example.org  ; the host\nmail A 4.3.2.25\n"
    Path("example.org.zone").write_text(text)
    inputs = read_files(["."], Settings(), zone_map={})
    rules = load_rules()
    (finding,) = [each for each in engine.run(inputs.views, rules, ["cname-target-missing"]).findings if each.fix]
    (edit,) = Writer(inputs, {}, {}, {}, writes=False).edits(finding.fixes[0])

    assert (str(Path("example.org.zone").resolve()), b"mail.example.org. ") == (edit.path, edit.octets)
    assert b"mail.example.org  " == text.encode()[edit.start : edit.end]
    assert ("safe", text) == (finding.fixable, Path("example.org.zone").read_text())


def test_two_fixes_of_one_record_come_one_after_the_other(command: CommandLine) -> None:
    """Each is tried by what it means; in the end both are made, and the serial rises once."""
    host = "ns1 A 4.3.2.53\n"
    text = HEAD.replace("ns1.example.net. hostmaster.example.net.", "ns1.example.org hostmaster.example.org")
    expected = RAISED.replace("ns1.example.net. hostmaster.example.net.", "ns1.example.org. hostmaster.example.org.")

    assert {"example.org.zone": expected + host} == fixed(command, {"example.org.zone": text + host})
