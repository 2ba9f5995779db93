"""`--add-ignore`: comments that suppress findings, written into files that keep everything else."""

import json
from pathlib import Path

import pytest
from commandline import BROKEN, RULE, SOUND, CommandLine, write

FILE = "example.com.zone"
HEAD = """\
$TTL 1h
@     SOA ns1 hostmaster 1 8h 2h 4w 1h
      NS  ns1
ns1   A   4.3.2.1
"""
ALIAS = "cname-target-missing"
NOTE = f"zonelint: ignore[{ALIAS}] until spring"


def silenced(command: CommandLine, files: dict[str, str | bytes]) -> str:
    """Write `files`, let all findings be suppressed, and return what is said; the next run has no finding."""
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = records(command)
    ran = command("--add-ignore", "until spring", ".")
    assert (0, "") == (ran.status, ran.out), ran.err
    assert before == records(command)
    after = command("-f", "json", ".").json
    assert [] == after["findings"]
    return ran.err


def records(command: CommandLine) -> object:
    """Return the number of records of each zone, and whether it is complete."""
    zones = command("inventory", "-f", "json", ".").json["zones"]
    return [(zone["origin"], zone["records"], zone["complete"]) for zone in zones]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x CNAME gone\n", f"x CNAME gone ; {NOTE}\n"),
        ("x CNAME gone", f"x CNAME gone ; {NOTE}"),
        ("x CNAME gone  \n", f"x CNAME gone  ; {NOTE}\n"),
        ("x CNAME gone\t; ours\n", f"x CNAME gone\t; ours ; {NOTE}\n"),
        ("x CNAME gone\r\n", f"x CNAME gone ; {NOTE}\r\n"),
        ("x CNAME (\n gone )\n", f"; {NOTE}\nx CNAME (\n gone )\n"),
        ("x CNAME ( ; so\n gone\n )\n", f"; {NOTE}\nx CNAME ( ; so\n gone\n )\n"),
        (f"x{'y' * 50} CNAME {'z' * 30}\n", f"; {NOTE}\nx{'y' * 50} CNAME {'z' * 30}\n"),
        (
            f"x CNAME gone ; {NOTE.replace(ALIAS, 'address-not-public')}\n",
            f"x CNAME gone ; {NOTE.replace(ALIAS, f'address-not-public,{ALIAS}')}\n",
        ),
        (
            "x CNAME gone ; zonelint: ignore[address-not-public] soon\n",
            f"x CNAME gone ; zonelint: ignore[address-not-public] soon ; {NOTE}\n",
        ),
        ("x CNAME gone\ny CNAME gone\n", f"x CNAME gone ; {NOTE}\ny CNAME gone ; {NOTE}\n"),
        ("$GENERATE 1-3 x$ CNAME gone$\n", f"$GENERATE 1-3 x$ CNAME gone$ ; {NOTE}\n"),
        ('x CNAME gone\nt TXT "a ; b" (\n"c"\n)\n', f'x CNAME gone ; {NOTE}\nt TXT "a ; b" (\n"c"\n)\n'),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_where_the_comment_stands(before: str, after: str, encoding: str, command: CommandLine) -> None:
    """At the end of the line, else above the record; all other octets stay, whatever the encoding."""
    head = HEAD + "; caf\xe9\n"
    silenced(command, {FILE: (head + before).encode(encoding)})

    assert (head + after).encode(encoding) == Path(FILE).read_bytes()


def test_rules_of_one_line_share_a_comment(command: CommandLine) -> None:
    """They stand in the order of the alphabet, and a second run writes nothing."""
    said = silenced(command, {FILE: HEAD + "@ MX 10 10.0.0.1.\n  MX 20 a_b\n"})
    once = Path(FILE).read_bytes()

    assert said.endswith("in 1 file\n")
    assert "0 findings suppressed by 0 comments in 0 files" in command("--add-ignore", "again", ".").err
    assert once == Path(FILE).read_bytes()


def test_included_file_takes_the_comment(command: CommandLine) -> None:
    """A line that two zones read is silenced in both."""
    files: dict[str, str | bytes] = {f"{name}.zone": HEAD + "$INCLUDE hosts\n" for name in ("a.example", "b.example")}
    silenced(command, {**files, "hosts": "x CNAME gone\n"})

    assert f"x CNAME gone ; {NOTE}\n" == Path("hosts").read_text()


YAML = "? ''\n: {type: NS, value: ns.bakery.net.}\nx:\n  type: CNAME\n  value: gone.example.org.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "x:\n  type: CNAME\n  value: gone.example.org.\n",
            f"x:\n  type: CNAME\n  value: gone.example.org. # {NOTE}\n",
        ),
        ("x: {type: CNAME, value: gone.example.org.}\n", f"x: {{type: CNAME, value: gone.example.org.}} # {NOTE}\n"),
        (
            "x:\n  type: CNAME\n  value: >-\n    gone.example.org.\n",
            f"x:\n  type: CNAME\n  value: >- # {NOTE}\n    gone.example.org.\n",
        ),
        ("x:\n  type: CNAME\n  value:\n    gone.example.org.\n", None),
    ],
)
def test_yaml(before: str, after: str | None, command: CommandLine) -> None:
    """There a comment begins with `#`, and a text over several lines stays what it is."""
    silenced(command, {"example.org.yaml": before})

    if after is not None:
        assert after == Path("example.org.yaml").read_text()


def test_finding_of_the_whole_file_is_silenced_there(command: CommandLine) -> None:
    """What stands on no line gets a comment for the file, on top."""
    silenced(
        command, {FILE: "; ours\n\n\n" + HEAD.partition("\n")[2].partition("\n")[2].replace("      NS", "@ 1h NS")}
    )

    assert "; zonelint: ignore" in Path(FILE).read_text()


def test_baseline_comes_first(command: CommandLine) -> None:
    """What it accepts is not reported, and so is not suppressed."""
    write({FILE: BROKEN})
    command("--write-baseline", "b", ".")
    write({FILE: BROKEN + "x CNAME gone\n"})
    ran = command("--baseline", "b", "--add-ignore", "until spring", ".")

    assert "1 finding suppressed by 1 comment in 1 file" in ran.err
    assert RULE not in Path(FILE).read_text()
    assert 0 == command("--baseline", "b", ".").status


def test_choice_of_rules_and_severity_count(command: CommandLine) -> None:
    """Only what would be reported is suppressed."""
    write({FILE: BROKEN + "x CNAME gone\n"})
    command("--add-ignore", "why", "--select", "aliases", ".")

    text = Path(FILE).read_text()
    assert (True, False) == (ALIAS in text, RULE in text)


# -- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        (
            "zone.json",
            json.dumps(
                {
                    "name": "example.org.",
                    "kind": "Native",
                    "rrsets": [
                        {
                            "name": "x.example.org.",
                            "type": "CNAME",
                            "ttl": 60,
                            "records": [{"content": "y.example.org."}],
                        }
                    ],
                }
            ),
            "it is JSON, which has no comments",
        ),
        (FILE, "; generated by a program\n" + HEAD + "x CNAME gone\n", "a program writes it, as line 1 says"),
        (FILE, "; do not edit\n" + HEAD + "x CNAME gone\n", "a program writes it, as line 1 says"),
        (FILE, "\ufeff".join(["", HEAD]).encode("utf-16").decode("latin-1"), "it is in UTF-16"),
    ],
)
def test_what_takes_no_comments_is_refused(name: str, text: str, why: str, command: CommandLine) -> None:
    """By its name, with the reason; all other files are written."""
    encoding = "latin-1" if "UTF-16" in why else "utf-8"
    Path(name).write_bytes(text.encode(encoding))
    write({"other.example.zone": HEAD + "x CNAME gone\n"})
    ran = command("--add-ignore", "why", ".")

    assert 1 == ran.status
    assert f"zonelint: {name}:" in ran.err
    assert why in ran.err
    assert text.encode(encoding) == Path(name).read_bytes()
    assert "ignore[" in Path("other.example.zone").read_text()


def test_one_line_that_cannot_be_silenced_keeps_no_other_back(command: CommandLine) -> None:
    """The findings of an index are not silenced by comments; those of the zone that it names are."""
    conf = 'zone "example.com" { type primary; file "example.com.zone"; };\nzone "x" { type primary; fil "y"; };\n'
    write({FILE: HEAD + "x CNAME gone\n", "named.conf": conf})
    findings = command("-f", "json", ".").json["findings"]
    ran = command("--add-ignore", "why", ".")

    assert {"named.conf", FILE} == {each["path"] for each in findings}
    assert 1 == ran.status
    assert "named.conf:2: not suppressed" in ran.err
    assert conf == Path("named.conf").read_text()
    assert f"x CNAME gone ; zonelint: ignore[{ALIAS}] why\n" in Path(FILE).read_text()


@pytest.mark.parametrize("reason", ["", "  ", "\x1b[31m", "a zonelint: ignore[x] b", "\u202e"])
def test_reason_is_some_words(reason: str, command: CommandLine) -> None:
    """It says nothing to zonelint or to the terminal; its line ends become blanks."""
    write({FILE: BROKEN})

    assert (2, "--add-ignore needs a reason: some words in one line") == command("--add-ignore", reason, ".").error
    assert BROKEN == Path(FILE).read_text()
    command("--add-ignore", "two\nlines", ".")
    assert "] two lines\n" in Path(FILE).read_text()


def test_reason_that_the_encoding_does_not_have(command: CommandLine) -> None:
    """A file in latin-1 takes what latin-1 has."""
    Path(FILE).write_bytes((HEAD + "x CNAME gone ; caf\xe9\n").encode("latin-1"))

    assert "latin-1" in command("--add-ignore", "\u4e00", ".").err
    assert 0 == command("--add-ignore", "\xe4", ".").status


def test_standard_input_and_one_view_are_refused(command: CommandLine) -> None:
    """Files are changed for all who read them."""
    write({"named.conf": 'view in { zone "example.com" { type primary; file "example.com.zone"; }; };\n', FILE: BROKEN})

    assert 2 == command("--add-ignore", "why", "--view", "in", ".").error[0]
    assert 2 == command("--add-ignore", "why", "--origin", "example.com", "-", stdin=BROKEN).error[0]
    assert BROKEN == Path(FILE).read_text()


def test_nothing_to_do(command: CommandLine) -> None:
    """A sound set stays as it is."""
    write({FILE: SOUND})

    assert 0 == command("--add-ignore", "why", "--select", "mx-target-without-address", ".").status
    assert SOUND == Path(FILE).read_text()
