"""The baseline: what it accepts, what it survives, what it refuses, and what is told when it is stale."""

import time
from pathlib import Path
from typing import Any

import pytest
from commandline import BROKEN, RULE, SOUND, CommandLine, Ran, write
from hypothesis import given
from hypothesis import strategies as st
from repositories import commit, git, new_repository

from zonelint.dns.places import START
from zonelint.dns.zone import Place
from zonelint.files.paths import closed_source
from zonelint.lint.baseline import Entry, Homes
from zonelint.lint.findings import Finding

FILE = "zonelint.baseline"
STALE = "stale-baseline-entry"
ZONE = "zones/example.com.zone"
CONFIG = {"zonelint.toml": f'baseline = "{FILE}"\n'}
ENTRY = f"{RULE} example.com. mail.example.com. MX 20 gone.example.com."
MORE = BROKEN + "x CNAME nowhere\nbad FOO bar\n"
"""Three findings: at the MX, at the alias, and one that a reader notes."""


def found(ran: Ran) -> list[tuple[str, str, int]]:
    """Return rule, path and line of each finding in the JSON of a run."""
    return [(each["rule"], each["path"], each["line"]) for each in ran.json["findings"]]


def entries() -> list[str]:
    """Return the lines of the baseline that are no comments."""
    return [line for line in Path(FILE).read_text("utf-8").splitlines() if not line.startswith("#")]


def check(command: CommandLine, *words: str) -> Ran:
    """Check with the baseline, in JSON."""
    return command("--baseline", FILE, "--format", "json", *words)


# -- written and read ------------------------------------------------------------------------------------------------


def test_what_is_written_is_accepted(command: CommandLine) -> None:
    """The first run writes and passes, the next one finds nothing, and its summary counts by rule."""
    write({ZONE: MORE})
    ran = command("--write-baseline", FILE)

    assert (0, "", f"zonelint: {FILE}: 3 entries, 3 of them new\n") == (ran.status, ran.out, ran.err)
    assert sorted(entries()) == entries()
    assert ENTRY in entries()
    ran = check(command)
    assert (0, []) == (ran.status, ran.json["findings"])
    baseline = ran.json["summary"]["baseline"]
    assert (FILE, 3, 3) == (baseline["path"], baseline["entries"], baseline["accepted"])
    assert {"entries": 1, "accepted": 1} == baseline["rules"][RULE]
    assert "No findings in 1 zone (8 records)" in command("--baseline", FILE).out
    assert "; 3 accepted by the baseline" in command("--baseline", FILE).out


def test_statistics_count_what_is_accepted_by_rule(command: CommandLine) -> None:
    """After the findings, the most frequent first; where nothing is left to report, too."""
    write({ZONE: MORE + "z CNAME void\n"})
    command("--write-baseline", FILE)
    rows = command("--baseline", FILE, "--statistics", "-q").out.splitlines()
    assert "2  accepted  cname-target-missing" == rows[0]
    assert {f"1  accepted  {RULE}", "1  accepted  syntax-error"} <= set(rows)
    write({ZONE: MORE + "z CNAME void\nc CNAME new\n"})
    rows = command("--baseline", FILE, "--statistics", "-q", "-f", "concise").out.splitlines()
    assert ["1  error     cname-target-missing", "2  accepted  cname-target-missing"] == rows[1:3]


def test_without_a_baseline_nothing_is_said_of_one(command: CommandLine) -> None:
    """Neither in text nor in JSON."""
    write({ZONE: MORE})

    assert "baseline" not in command().out
    assert "baseline" not in command("--format", "json").json["summary"]


def test_the_next_mistake_is_reported(command: CommandLine) -> None:
    """What has no entry is a finding, and so is a second one of what has one entry."""
    write({ZONE: BROKEN})
    command("--write-baseline", FILE)
    write({ZONE: BROKEN + "     MX   30 lost\n"})
    ran = check(command)
    assert (1, [(RULE, ZONE, 8)]) == (ran.status, found(ran))
    write({ZONE: SOUND + "a FOO bar\n"})
    command("--write-baseline", FILE)
    write({ZONE: SOUND + "a FOO bar\nb FOO bar\n"})
    assert [("syntax-error", ZONE, 8)] == found(check(command))


def test_the_configuration_names_it(command: CommandLine) -> None:
    """The path is relative to the root, whatever the current folder is, and `--isolated` takes none."""
    write({ZONE: BROKEN, **CONFIG})
    command("--write-baseline", FILE)

    assert 0 == command().status
    assert 1 == command("--isolated").status
    command.patch.chdir("zones")
    assert (0, f"../{FILE}") == ((ran := command("-f", "json")).status, ran.json["summary"]["baseline"]["path"])


def test_what_is_silenced_needs_no_entry(command: CommandLine) -> None:
    """A suppression comes first; the entry is stale then."""
    write({ZONE: BROKEN})
    command("--write-baseline", FILE)
    write({ZONE: BROKEN.rstrip() + f" ; zonelint: ignore[{RULE}] soon\n"})

    assert [(STALE, FILE, 3)] == found(check(command))


# -- what it survives ------------------------------------------------------------------------------------------------


CHANGES = {
    "lines moved": {ZONE: "; a comment\n\n" + MORE},
    "records reordered": {ZONE: SOUND.replace("@    SOA", "x CNAME nowhere\nbad FOO bar\nmail MX 20 gone\n@    SOA")},
    "a new serial": {ZONE: MORE.replace("hostmaster 1 ", "hostmaster 2026112901 ")},
    "another spelling": {ZONE: MORE.replace("     MX   20 gone", "MAIL.example.com. 1h IN MX 20 gone.example.com.")},
    "a file renamed": {ZONE: None, "db/db.example.com": MORE},
    "a file split": {ZONE: BROKEN + "$INCLUDE more\n", "zones/more": "x CNAME nowhere\nbad FOO bar\n"},
    "another zone beside": {"zones/example.org.zone": SOUND},
}


@pytest.mark.parametrize("files", CHANGES.values(), ids=CHANGES)
def test_it_holds_after(files: dict[str, str | None], command: CommandLine) -> None:
    """What changed is not what the findings are about: nothing is new, and nothing is stale."""
    write({ZONE: MORE})
    command("--write-baseline", FILE, ".")
    for name, text in files.items():
        if text is None:
            Path(name).unlink()
        else:
            write({name: text})
    ran = check(command, ".")

    assert (0, []) == (ran.status, found(ran))
    assert 3 == ran.json["summary"]["baseline"]["accepted"]


def test_no_entry_holds_a_line_or_a_path(command: CommandLine) -> None:
    """Not even where the message of a reader names the line of another record."""
    texts = {
        "zones/example.com.yaml": "www:\n  type: A\n  value: 4.3.2.1\nwww:\n  type: A\n  value: 4.3.2.2\n",
        "cf/template.yaml": (
            "Resources:\n"
            + "".join(
                f"  R{number}:\n    Type: AWS::Route53::RecordSet\n    Properties:\n"
                f"      HostedZoneName: example.org.\n      Name: a.example.org.\n      Type: A\n"
                f"      TTL: '60'\n      ResourceRecords: [4.3.2.{number}]\n"
                for number in (1, 2)
            )
        ),
        ZONE.replace("com", "net"): MORE,
    }
    write(texts)
    findings = command("--format", "json").json["findings"]
    assert any("line " in each["message"] for each in findings)
    command("--write-baseline", FILE)
    before = entries()
    for name, text in texts.items():
        write({name: ("; \n" if name.endswith(".zone") else "# \n") * 7 + text})
    Path("zones").rename("other")
    Path(FILE).unlink()
    command("--write-baseline", FILE)

    assert before == entries()
    assert not [entry for entry in before if "zones/" in entry]


def test_what_is_of_no_zone_is_known_by_its_file(command: CommandLine) -> None:
    """The path is relative to the root, and so the same from each folder below it."""
    repository = new_repository(Path("repository"))
    command.patch.chdir(repository)
    write({ZONE: SOUND, "zones/other.zone": "@ A 4.3.2.1 ; zonelint: ignore[no-such] why\n", "named.conf": "zone {\n"})
    command("--write-baseline", FILE, ".")
    here = entries()
    command.patch.chdir("zones")
    command("--write-baseline", f"../again/{FILE}", "..")

    assert [entry for entry in here if " file:named.conf " in entry]
    Path("../again").mkdir()
    command("--write-baseline", f"../again/{FILE}", "..")
    command.patch.chdir("../again")
    assert here == entries()


# -- git merges it ---------------------------------------------------------------------------------------------------


def test_two_branches_merge(command: CommandLine) -> None:
    """Each adds entries where the other does; git keeps both, and the merged baseline fits the merged zones."""
    new_repository(Path("repository"))
    command.patch.chdir("repository")
    here = Path.cwd()
    write({ZONE: BROKEN, "zones/example.org.zone": BROKEN})
    assert f".gitattributes: /{FILE} merge=union" in command("--write-baseline", FILE, ".").err
    commit(here, {})
    git(here, "checkout", "-q", "-b", "one")
    write({ZONE: BROKEN + "a CNAME nowhere\n"})
    command("--write-baseline", FILE, ".")
    commit(here, {})
    git(here, "checkout", "-q", "main")
    write({"zones/example.org.zone": BROKEN + "a CNAME nowhere\n"})
    command("--write-baseline", FILE, ".")
    commit(here, {})
    git(here, "merge", "-q", "one", "-m", "both")

    assert 0 == check(command, ".").status
    assert 4 == len(entries())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*.zone text", f"*.zone text\n/{FILE} merge=union\n"),
        (f"{FILE} merge=ours\n", f"{FILE} merge=ours\n"),
        ("caf\xe9 binary\r\n", f"caf\xe9 binary\r\n/{FILE} merge=union\n"),
    ],
)
def test_attributes_that_are_there_stay(before: str, after: str, command: CommandLine) -> None:
    """A line is added, once, unless the file says already how the baseline is merged."""
    new_repository(Path("repository"))
    command.patch.chdir("repository")
    write({ZONE: BROKEN})
    Path(".gitattributes").write_bytes(before.encode("latin-1"))
    for _ in range(2):
        command("--write-baseline", FILE, ".")

    assert after.encode("latin-1") == Path(".gitattributes").read_bytes()


def test_attributes_are_not_written_through_a_link(command: CommandLine) -> None:
    """What lies outside the repository is left alone, and the user is told the line."""
    Path("outside").write_text("")
    new_repository(Path("repository"))
    command.patch.chdir("repository")
    write({ZONE: BROKEN})
    Path(".gitattributes").symlink_to("../outside")
    ran = command("--write-baseline", FILE, ".")

    assert (0, "") == (ran.status, Path("../outside").read_text())
    assert f"let it hold this line: /{FILE} merge=union" in ran.err


# -- stale entries ---------------------------------------------------------------------------------------------------


def test_stale_entries_are_one_warning(command: CommandLine) -> None:
    """It names the first, counts the others, and shows where they stand."""
    write({ZONE: MORE})
    command("--write-baseline", FILE)
    write({ZONE: SOUND})
    ran = check(command)
    (finding,) = ran.json["findings"]

    assert (1, STALE, "warning", 3) == (ran.status, finding["rule"], finding["severity"], finding["count"])
    assert [3, 4, 5] == [each["line"] for each in finding["members"]]
    assert 0 == check(command, "--fail-on", "error").status
    assert [] == check(command, "--ignore", STALE).json["findings"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), [4]),
        (("--select", "mail"), []),
        (("--select", f"mail,{STALE}"), []),
        (("--select", f"aliases,{STALE}"), [4]),
        (("zones",), []),
        (("zones/example.com.zone",), []),
        (("zones/example.org.zone",), []),
        ((".",), [4]),
    ],
)
def test_what_did_not_run_is_not_judged(words: tuple[str, ...], expected: list[int], command: CommandLine) -> None:
    """An entry can be stale only of a rule that ran, and of a zone in what was read; a whole set shows it."""
    write({ZONE: BROKEN, "zones/example.org.zone": SOUND})
    write({FILE: f"{ENTRY}\n\n\ncname-target-missing example.net. x.example.net. CNAME y.example.net.\n"})

    assert expected == [line for rule, _, line in found(check(command, *words)) if rule == STALE]


@pytest.mark.parametrize(
    ("focus", "expected"), [(ZONE, [1]), ("zones/example.org.zone", [2]), (FILE, [1, 2]), (".", [1, 2])]
)
def test_the_focus_narrows_what_is_stale(focus: str, expected: list[int], command: CommandLine) -> None:
    """With a configuration the whole set is read, and the path chooses of which zones is told."""
    write({ZONE: SOUND, "zones/example.org.zone": SOUND, **CONFIG})
    write({FILE: f"{ENTRY}\n{ENTRY.replace('.com.', '.org.')}\n"})
    (finding,) = command("--format", "json", focus).json["findings"]

    assert expected == [each["line"] for each in finding.get("members", [finding])]


def test_with_one_view_nothing_is_stale(command: CommandLine) -> None:
    """The findings of the other view are not looked for."""
    views = "".join(
        f'view {name} {{ zone "example.com" {{ type primary; file "{name}.zone"; }}; }};\n' for name in ("in", "out")
    )
    write({"named.conf": views, "in.zone": BROKEN, "out.zone": SOUND, **CONFIG})
    command("--write-baseline", FILE)

    assert 1 == len(entries())
    assert (0, []) == ((ran := command("--view", "out", "-f", "json")).status, ran.json["findings"])


def test_standard_input_has_a_baseline_too(command: CommandLine) -> None:
    """What it knows is accepted, and nothing is stale."""
    write({FILE: f"{ENTRY}\n{ENTRY.replace('gone', 'lost')}\n"})
    ran = command("--baseline", FILE, "-f", "json", "--origin", "example.com", "-", stdin=BROKEN)

    assert (0, []) == (ran.status, ran.json["findings"])


def test_prune_deletes_stale_lines_and_nothing_else(command: CommandLine) -> None:
    """Comments, empty lines and the order stay; the run goes on with what is left."""
    write({ZONE: BROKEN})
    kept = f"# ours\n\n{ENTRY}\n# theirs\n"
    write({FILE: f"{ENTRY.replace('gone', 'lost')}\n{kept}zone-lost example.com. - - -\n"})
    ran = check(command, "--prune-baseline")

    assert (0, [], f"zonelint: {FILE}: 2 entries deleted\n") == (ran.status, ran.json["findings"], ran.err)
    assert kept == Path(FILE).read_text()
    baseline = ran.json["summary"]["baseline"]
    assert (1, 1, [RULE]) == (baseline["entries"], baseline["accepted"], list(baseline["rules"]))
    before = Path(FILE).stat().st_mtime_ns
    assert f"{FILE}: 0 entries deleted" in check(command, "--prune-baseline").err
    assert before == Path(FILE).stat().st_mtime_ns


def test_writing_again_keeps_what_did_not_run(command: CommandLine) -> None:
    """Entries of other rules stay, stale ones go, new ones come, comments stay on top."""
    write({ZONE: MORE})
    command("--write-baseline", FILE)
    write({FILE: "# ours\n" + Path(FILE).read_text(), ZONE: MORE.replace("gone", "lost").replace("nowhere", "void")})
    ran = command("--write-baseline", FILE, "--select", f"{RULE},{STALE}")

    assert f"zonelint: {FILE}: 3 entries, 1 of them new, 1 deleted\n" == ran.err
    assert ENTRY.replace("gone", "lost") in entries()
    assert [entry for entry in entries() if "nowhere" in entry]
    assert Path(FILE).read_text().startswith("# ours\n")


def test_with_a_base_the_change_is_judged(command: CommandLine) -> None:
    """What the baseline accepts is accepted; what a change mends is told of where all is checked."""
    new_repository(Path("repository"))
    command.patch.chdir("repository")
    write({ZONE: BROKEN, "zones/example.org.zone": SOUND, **CONFIG})
    command("--write-baseline", FILE)
    commit(Path.cwd(), {})
    write({ZONE: BROKEN + "x CNAME nowhere\n"})
    (finding,) = command("--base", "HEAD", "-f", "json").json["findings"]
    assert "cname-target-missing" == finding["rule"]
    write({ZONE: SOUND})
    assert 0 == command("--base", "HEAD").status
    assert [STALE] == [each["rule"] for each in command("-f", "json").json["findings"]]
    assert 2 == command("--base", "HEAD", "--fix").error[0]


# -- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (f"{ENTRY}\n<<<<<<< HEAD\n", 2, "git left a conflict here"),
        (f"{ENTRY}\n=======\n", 2, "git left a conflict here"),
        (f"||||||| base\n{ENTRY}\n", 1, "git left a conflict here"),
        (f">>>>>>> theirs\n{ENTRY}\n", 1, "git left a conflict here"),
        ("# fine\n\nrule example.com.\n", 3, "this is no entry of a baseline"),
        (SOUND, 1, "this is no entry of a baseline"),
        ("\x00\x01\xff\n", 1, "this is no entry of a baseline"),
    ],
)
def test_damaged_file_is_an_error(text: str, line: int, why: str, command: CommandLine) -> None:
    """It names file and line, and nothing is written over it either."""
    write({ZONE: BROKEN, FILE: text})
    for words in (("--baseline", FILE), ("--baseline", FILE, "--prune-baseline"), ("--write-baseline", FILE)):
        status, message = command(*words).error
        assert 2 == status
        assert message.startswith(f"{FILE}:{line}: {why}")
        assert text == Path(FILE).read_text("utf-8")


def test_baseline_that_is_not_there_is_an_error(command: CommandLine) -> None:
    """A typing error is no empty baseline."""
    write({ZONE: BROKEN, **CONFIG})

    assert (2, f"{FILE}: there is no such baseline: --write-baseline writes one") == command().error
    assert 2 == command("--isolated", "--baseline", "other").status
    assert (2, "zones: cannot be read: it is not a regular file") == command("--baseline", "zones").error


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "link", ".git/config"])
def test_configuration_names_no_file_outside(path: str, command: CommandLine) -> None:
    """A repository may be a stranger's: nothing outside is read, and none of it shown."""
    Path("outside").write_text(f"{ENTRY}\n")
    new_repository(Path("repository"))
    command.patch.chdir("repository")
    write({ZONE: BROKEN, "zonelint.toml": f'baseline = "{path}"\n'})
    Path("link").symlink_to("../outside")
    status, message = command().error

    assert 2 == status
    assert message.endswith(": the baseline of the configuration is to lie below its folder")
    assert 0 == command("--baseline", "../outside", ".").status


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--write-baseline", FILE, "--baseline", FILE), "--write-baseline goes with neither --baseline nor"),
        (("--write-baseline", FILE, "--prune-baseline"), "--write-baseline goes with neither --baseline nor"),
        (("--prune-baseline",), "--prune-baseline needs a baseline"),
        (("--write-baseline", "none/x"), "none/x cannot be written: "),
    ],
)
def test_options_that_make_no_sense(words: tuple[str, ...], why: str, command: CommandLine) -> None:
    """One line says why."""
    write({ZONE: BROKEN})
    status, message = command(*words).error

    assert 2 == status
    assert message.startswith(why)


# -- what an entry is ------------------------------------------------------------------------------------------------


def _findings() -> "st.SearchStrategy[dict[str, Any]]":
    texts = st.text(max_size=300)
    rules = st.from_regex(r"[a-z]+(-[a-z]+)*", fullmatch=True)
    return st.fixed_dictionaries({"rule": rules, "zone": texts, "owner": texts, "type": texts, "value": texts})


@given(_findings())
def test_entry_is_one_line_that_is_read_as_it_was_written(words: dict[str, Any]) -> None:
    """Whatever stands in a zone file: no line end, no control, no bidirectional override, and five words."""
    place = Place.at(closed_source("/x/a.zone"), START)
    finding = Finding(place=place, severity="error", message="m", **words)
    text = Homes([], "/x").entry(finding)

    assert text.isprintable()
    assert len(text.split(" ")) >= 5
    assert " ".join(text.split()) == text
    assert (words["rule"], text) == (Entry(1, text).rule, Entry(1, text).text)
    assert text.encode("utf-8")


@pytest.fixture
def many(command: CommandLine) -> CommandLine:
    """Have a zone with 5,000 findings."""
    write({ZONE: SOUND + "".join(f"a{number} CNAME gone{number}\n" for number in range(5000))})
    return command


@pytest.mark.slow
def test_five_thousand_entries_cost_little(many: CommandLine) -> None:
    """At most 0.2 seconds more than the same run without them, which reports 5,000 findings."""
    many("--write-baseline", FILE)
    assert 5000 == len(entries())
    took = []
    for words in (("-q",), ("-q", "--baseline", FILE)):
        times = []
        for _ in range(3):
            start = time.process_time()
            many("-f", "jsonl", *words)
            times.append(time.process_time() - start)
        took.append(min(times))

    assert took[1] - took[0] < 0.2
