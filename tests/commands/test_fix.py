"""The command fix: what it writes, what it leaves alone, what it says."""

import os
import subprocess
from pathlib import Path

import pytest
from commandline import CommandLine, write

from zonelint.files.edits import BUSY, alone_in

FORWARD = """\
$ORIGIN example.org.
$TTL 1h
@     SOA  ns1 hostmaster 2024010203 8h 2h 4w 1h
      NS   ns1
      NS   ns2
      MX   10 mail
      TXT  "v=spf1 mx -all"
ns1   A    4.3.2.2
ns2   A    4.3.2.3
mail  A    4.3.2.25
"""
REVERSE = """\
$TTL 1h
@       IN  SOA  ns1.example.org. hostmaster.example.org. (
                 7         ; serial
                 8h 2h 4w 1h )
        IN  NS   ns1.example.org.
        IN  NS   ns2.example.org.
; hosts
2       IN  PTR  ns1.example.org.   ; the first
3       IN  PTR  ns2.example.org.
200     IN  PTR  web.example.net.
"""
FORWARD_PATH, REVERSE_PATH = "example.org.zone", "2.3.4.in-addr.arpa.zone"
FIXED = REVERSE.replace("7         ;", "8         ;").replace("200 ", "25      IN  PTR  mail.example.org.\n200 ")
SELECT = ("--select", "mail-sender-without-ptr")


@pytest.fixture
def zones(command: CommandLine) -> CommandLine:
    """Return the command line in a folder with a mail host without PTR."""
    write({FORWARD_PATH: FORWARD, REVERSE_PATH: REVERSE})
    return command


def git(*words: str) -> str:
    """Run git in the current folder."""
    done = subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout


def text_of(name: str) -> str:
    """Return what is in a file, line ends as they are."""
    return Path(name).read_bytes().decode()


def test_missing_ptr_is_written_where_it_belongs(zones: CommandLine) -> None:
    """At its place among the numbers, in the columns of its neighbours; the serial rises, all else stays."""
    ran = zones("fix", *SELECT)

    assert (0, "") == (ran.status, ran.err)
    assert FIXED == text_of(REVERSE_PATH)
    assert FORWARD == text_of(FORWARD_PATH)
    assert [FORWARD_PATH, REVERSE_PATH] == sorted(os.listdir(), reverse=True)
    assert (
        f"{REVERSE_PATH}:\n"
        "  line 3: raise the serial 7 to 8 [serial]\n"
        "  line 10: add `25 PTR mail.example.org.` to 2.3.4.in-addr.arpa. [mail-sender-without-ptr]\n"
        "\n"
        "2 fixes in 1 file. Nothing is left.\n"
    ) == ran.out


def test_second_run_changes_nothing(zones: CommandLine) -> None:
    """There is nothing left to do."""
    zones("fix", *SELECT)
    before = text_of(REVERSE_PATH)
    ran = zones("fix", *SELECT)

    assert (0, "Nothing was fixed. Nothing is left.\n") == (ran.status, ran.out)
    assert before == text_of(REVERSE_PATH)


def test_diff_is_a_patch_and_writes_nothing(zones: CommandLine, tmp_path: Path) -> None:
    """What git makes of it is what fix writes; with nothing to change it is empty, and the status 0."""
    git("init", "-q")
    ran = zones("fix", "--diff", *SELECT)
    assert (1, REVERSE, "") == (ran.status, text_of(REVERSE_PATH), ran.err)
    (tmp_path / "the.patch").write_text(ran.out)
    git("apply", "--check", str(tmp_path / "the.patch"))
    git("apply", str(tmp_path / "the.patch"))

    assert FIXED == text_of(REVERSE_PATH)
    ran = zones("fix", "--diff", *SELECT)
    assert (0, "") == (ran.status, ran.out)


def test_json_says_what_was_changed_and_what_is_left(zones: CommandLine) -> None:
    """The form is that of the interface."""
    ran = zones("fix", "--format", "json", "--select", "mail-sender-without-ptr,address-without-ptr,spf-ends-neutral")
    title = "add `25 PTR mail.example.org.` to 2.3.4.in-addr.arpa."

    assert 0 == ran.status
    assert {
        "version": 1,
        "changed": [
            {
                "path": REVERSE_PATH,
                "fixes": [
                    {"rule": "serial", "line": 3, "title": "raise the serial 7 to 8", "safe": True},
                    {"rule": "mail-sender-without-ptr", "line": 10, "title": title, "safe": True},
                ],
            }
        ],
        "left": [],
        "refused": [],
    } == ran.json


def test_what_is_left_decides_the_status(zones: CommandLine) -> None:
    """As in check: --fail-on says what counts."""
    write({FORWARD_PATH: FORWARD + "www  CNAME gone\n"})
    ran = zones("fix", "--format", "json")

    assert 1 == ran.status
    assert ["cname-target-missing"] == [
        finding["rule"] for finding in ran.json["left"] if finding["severity"] != "info"
    ]
    assert 0 == zones("fix", "--fail-on", "never").status


def test_several_names_are_a_choice(zones: CommandLine) -> None:
    """That is not safe: it is said that it could be made."""
    write({FORWARD_PATH: FORWARD + "smtp  A    4.3.2.25\n"})
    ran = zones("fix", *SELECT)

    assert (1, REVERSE) == (ran.status, text_of(REVERSE_PATH))
    assert "Nothing was fixed. Left: 1 error; see zonelint check. 1 of these may be fixed with --unsafe.\n" == ran.out
    assert 0 == zones("fix", "--unsafe", *SELECT).status
    assert FIXED == text_of(REVERSE_PATH)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda path: path.chmod(0o444), "it is read-only"),
        (lambda path: os.link(path, "hard"), "it has hard links, which would keep the old content"),
        (
            lambda path: path.write_text("; Generated by ipam, do not edit\n" + REVERSE),
            "a program writes it, as line 1 says: change what that reads",
        ),
        (
            lambda path: Path(f"{path}.jnl").write_bytes(b";BIND LOG V9\n"),
            "a journal lies beside it: updates change the zone on its server",
        ),
    ],
)  # fmt: skip
def test_file_that_is_not_to_be_changed_is_named(zones: CommandLine, spoil: object, why: str) -> None:
    """And nothing is changed, or lost."""
    spoil(Path(REVERSE_PATH))  # type: ignore[operator]
    before = {name: Path(name).read_bytes() for name in os.listdir()}
    ran = zones("fix", "--format", "json", *SELECT)

    assert 1 == ran.status
    assert [{"path": REVERSE_PATH, "line": None, "rule": None, "why": why, "count": 1}] == ran.json["refused"]
    assert before == {name: Path(name).read_bytes() for name in os.listdir()}


def test_unsaved_lines_need_force(zones: CommandLine) -> None:
    """A line that is to be changed, and whose last change git does not have; others may be changed around it."""
    twice = FORWARD + "mail  A    4.3.2.25\n"
    write({FORWARD_PATH: FORWARD, REVERSE_PATH: FIXED})
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "zones")
    write({FORWARD_PATH: twice})
    ran = zones("fix")
    why = "git has not saved yet what was changed on these lines: commit it first, or use --force"
    assert f"{FORWARD_PATH}, not changed: {why} (1 fix)\n" in ran.out
    assert twice == text_of(FORWARD_PATH)

    zones("fix", "--force")
    assert FORWARD == text_of(FORWARD_PATH)
    write({FORWARD_PATH: twice})
    git("add", ".")
    zones("fix")
    assert FORWARD == text_of(FORWARD_PATH)
    write({FORWARD_PATH: FORWARD.replace("; the first", "; the 1st")})
    zones("fix")


def test_serial_in_an_unsaved_line_is_raised_with_the_fix(zones: CommandLine) -> None:
    """Who changed the zone may have raised it already; the records that are to be changed are others."""
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "zones")
    write({REVERSE_PATH: REVERSE.replace("7         ;", "17        ;")})
    ran = zones("fix", *SELECT)

    assert (0, FIXED.replace("8         ;", "18        ;")) == (ran.status, text_of(REVERSE_PATH))


def test_check_with_fix_reports_what_is_left(zones: CommandLine) -> None:
    """What was done is said on standard error."""
    write({FORWARD_PATH: FORWARD + "www  CNAME gone\n"})
    ran = zones("check", "--fix", "--format", "concise", "--select", "mail-sender-without-ptr,cname-target-missing")

    assert 1 == ran.status
    assert [f"{FORWARD_PATH}:11:12"] == [line.partition(": ")[0] for line in ran.out.splitlines()]
    assert f"zonelint: {REVERSE_PATH}:\n" in ran.err
    assert FIXED == text_of(REVERSE_PATH)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("fix", "-"), "fix changes files: it takes no zone from standard input"),
        (
            ("check", "--fix", "--origin", "example.org", "-"),
            "--fix changes files for all who read them: give no `-` and no --view with it",
        ),
        (("check", "--unsafe"), "--unsafe and --force need --fix"),
        (("fix", "--view", "inside"), "unknown option --view"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(zones: CommandLine, words: tuple[str, ...], message: str) -> None:
    """One line, status 2."""
    assert (2, message) == zones(*words, stdin=FORWARD).error


def test_second_run_waits_for_no_one(zones: CommandLine) -> None:
    """Two runs at once would each undo what the other did."""
    with alone_in(os.getcwd()):
        status, message = zones("fix").error

    assert (2, f"{BUSY}: {os.getcwd()}") == (status, message)
    assert REVERSE == text_of(REVERSE_PATH)


def test_serial_that_is_filled_in_elsewhere_is_told(zones: CommandLine) -> None:
    """The zone changes, and whoever fills it in is to know."""
    write({REVERSE_PATH: REVERSE.replace("                 7         ;", "                 SERIALNUMBER ;")})
    ran = zones("fix", *SELECT)

    assert (
        f"{REVERSE_PATH}, not fixed:\n  line 1: the serial is not raised: the SOA record cannot be read [serial]"
        in ran.out
    )
    assert "25      IN  PTR  mail.example.org.\n" in text_of(REVERSE_PATH)


def test_ptr_fills_a_reverse_zone_and_says_its_choices(zones: CommandLine) -> None:
    """Of several names the one that an MX record names comes first; other fixes are not made, nor in other zones."""
    write({FORWARD_PATH: FORWARD + "a     A    4.3.2.25\nweb   A    4.3.3.80\nmail  A    4.3.2.25\n"})
    write({"3.3.4.in-addr.arpa.zone": REVERSE.replace("3       IN", "80      IN")})
    write({"3.3.4.in-addr.arpa.zone": REVERSE.partition("; hosts")[0]})
    ran = zones("fix", "--ptr", "2.3.4.in-addr.arpa")

    title = "add `25 PTR mail.example.org.` to 2.3.4.in-addr.arpa.; 4.3.2.25 is a.example.org., too"
    assert f"  line 10: {title} [mail-sender-without-ptr]\n" in ran.out
    assert FIXED == text_of(REVERSE_PATH)
    assert REVERSE.partition("; hosts")[0] == text_of("3.3.4.in-addr.arpa.zone")
    assert "4.3.2.25\nweb" in text_of(FORWARD_PATH)

    zones("fix", "--ptr")
    assert "        IN  NS   ns2.example.org.\n80      IN  PTR  web.example.org.\n" in text_of(
        "3.3.4.in-addr.arpa.zone"
    )


def test_new_zone_is_like_the_others(zones: CommandLine) -> None:
    """Its file is called as theirs are, its SOA and NS records are theirs, its PTRs those of its addresses."""
    zones.patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    write({FORWARD_PATH: FORWARD.replace("4.3.2.25", "4.3.9.25")})
    write({"named.conf": f"""\
zone "example.org" {{ type primary; file "{FORWARD_PATH}"; }};
zone "2.3.4.in-addr.arpa" {{
  type primary;
  file "{REVERSE_PATH}";
}};
"""})  # fmt: skip
    ran = zones("fix", "--new-zone", "9.3.4.in-addr.arpa")
    statement = 'zone "9.3.4.in-addr.arpa" {\n  type primary;\n  file "9.3.4.in-addr.arpa.zone";\n};\n'

    assert statement == "".join(line.removeprefix("zonelint: ") for line in ran.err.splitlines(True)[2:6])
    expected = """\
$ORIGIN 9.3.4.in-addr.arpa.
$TTL 1h
@	IN	SOA	ns1.example.org. hostmaster.example.org. 2 8h 2h 4w 1h
	IN	NS	ns1.example.org.
	IN	NS	ns2.example.org.
"""
    assert expected.replace(" 2 8h", " 1 8h") == text_of("9.3.4.in-addr.arpa.zone")

    write({"named.conf": Path("named.conf").read_text() + statement})
    zones("fix", "--ptr")
    assert expected + "25	IN	PTR	mail.example.org.\n" == text_of("9.3.4.in-addr.arpa.zone")
    status, message = zones("fix", "--new-zone", "9.3.4.in-addr.arpa").error
    assert (2, "--new-zone: 9.3.4.in-addr.arpa. is there already in 9.3.4.in-addr.arpa.zone") == (status, message)


def test_new_zone_in_a_folder_has_its_ptrs_at_once(zones: CommandLine) -> None:
    """Where no index says what is read, its file is read as soon as it is there."""
    write({FORWARD_PATH: FORWARD.replace("4.3.2.25", "4.3.9.25")})
    ran = zones("fix", "--new-zone", "9.3.4.in-addr.arpa")

    assert "9.3.4.in-addr.arpa.zone is new" in ran.err
    assert text_of("9.3.4.in-addr.arpa.zone").endswith("25	IN	PTR	mail.example.org.\n")


@pytest.mark.parametrize(
    "name", ["example.org", "in-addr.arpa", "256.2.4.in-addr.arpa", "1.2.3.4.in-addr.arpa", "a..b"]
)
def test_new_zone_is_one_of_a_network(name: str, zones: CommandLine) -> None:
    """Nothing else."""
    status, message = zones("fix", "--new-zone", name).error

    assert 2 == status
    assert message.startswith("--new-zone: ")


def test_fix_is_for_the_files_at_hand(zones: CommandLine) -> None:
    """What a change brings, or what the index holds, is not what would be written."""
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "zones")
    message = "--fix changes the files at hand: it cannot be used with --base, --staged or --head"

    assert (2, message) == zones("check", "--fix", "--base", "HEAD").error
    assert (2, message) == zones("check", "--fix", "--staged").error
    assert REVERSE == text_of(REVERSE_PATH)


def test_preferred_name_is_no_choice(zones: CommandLine) -> None:
    """The configuration says which of several names an address is to have in its PTR."""
    write(
        {
            FORWARD_PATH: FORWARD.replace(
                "mail  A    4.3.2.25", "mail  A    4.3.9.9\nweb   A    4.3.2.25\nh25   A    4.3.2.25"
            )
        }
    )
    assert "add " not in zones("fix", "--isolated").out
    write({".zonelint.toml": '[fix]\nprefer = ["x*", "H*.Example.Org"]\n'})
    zones("fix")

    assert FIXED.replace("mail.example.org", "h25.example.org") == text_of(REVERSE_PATH)


def test_patch_passes_no_command_to_ci(zones: CommandLine) -> None:
    """A zone of a stranger says what GitHub would take for a command: there it is escaped, elsewhere it is not."""
    for name in ("CI", "GITHUB_ACTIONS", "TF_BUILD"):
        zones.patch.delenv(name, raising=False)
    write({REVERSE_PATH: REVERSE.replace("200     IN", "; ##[add-mask]x\n::error::y A 4.3.2.1\n200     IN")})
    ran = zones("fix", "--diff", *SELECT)
    assert " ; ##[add-mask]x\n ::error::y A" in ran.out

    zones.patch.setenv("CI", "true")
    ran = zones("fix", "--diff", *SELECT)
    assert "##[" not in ran.out
    assert "\n ::" not in ran.out
    assert "+25      IN  PTR  mail.example.org.\n" in ran.out
