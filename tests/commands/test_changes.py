"""`zonelint changes`: what a change does, for reviewers and for programs."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from commandline import CommandLine, Ran, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from project import ROOT
from repositories import commit, git, new_repository
from rule_packages import install
from scenarios import CONFIG, REVERSE, ZONE, forward, pair

from zonelint.output.changes import FORMATS
from zonelint.output.changes.markdown import MARKER, MAX_OCTETS

SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schemas/changes.schema.json").read_text("utf-8")))

MAIL = 'mail A 4.3.2.25\n@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n'
PTR = "25 PTR mail.example.com.\n"
SOUND = pair(MAIL, PTR)


OTHER = forward("@ MX 10 mail.example.com.\n", "example.net.")

PRIMARY = "".join(
    f'zone "{origin}" {{ type primary; file "{file}"; }};\n'
    for origin, file in (("example.com", ZONE), ("2.3.4.in-addr.arpa", REVERSE))
)
SECONDARY = PRIMARY.replace(f'type primary; file "{REVERSE}"', "type secondary; primaries { 192.0.2.1; }")


@pytest.fixture(autouse=True)
def _no_service(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "PRE_COMMIT_FROM_REF"):
        monkeypatch.delenv(name, raising=False)


def committed(files: Mapping[str, str | bytes | None]) -> str:
    """Commit `files` in the current folder, which is made a repository if it is none; returns the commit's name."""
    if not Path(".git").exists():
        git(Path(), "init", "-q")
    return commit(Path(), files)


def changed(
    command: CommandLine, before: Mapping[str, str | None], after: Mapping[str, str | None], *words: str
) -> Ran:
    """Commit the files `before`, then `after` over them; returns what is said of the change."""
    committed(before)
    committed(after)
    return command("changes", "--base", "HEAD~1", *words)


def result(
    command: CommandLine, before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> dict[str, object]:
    """Return what the format json says of the change, held to its schema."""
    ran = changed(command, before, after, "--format", "json")
    assert (0, "") == (ran.status, ran.err)
    SCHEMA.validate(ran.json)
    return ran.json  # type: ignore[no-any-return]


def test_schema_is_one() -> None:
    """Its own schema says so."""
    Draft202012Validator.check_schema(SCHEMA.schema)


def test_json_of_a_removed_ptr(command: CommandLine) -> None:
    """All that the design promises, and the record as it was before."""
    base = committed(SOUND)
    write({REVERSE: SOUND[REVERSE].replace(PTR, "").replace(" 1 8h", " 2 8h")})
    ran = command("changes", "--base", "HEAD", "--format", "json")

    SCHEMA.validate(ran.json)
    assert 0 == ran.status
    assert {
        "version": 1,
        "base": base,
        "zones": [
            {
                "origin": "2.3.4.in-addr.arpa.",
                "view": None,
                "status": "changed",
                "serial": [1, 2],
                "path": [REVERSE, REVERSE],
                "records": {
                    "added": [],
                    "removed": [
                        {
                            "owner": "25.2.3.4.in-addr.arpa.",
                            "type": "PTR",
                            "ttl": 3600,
                            "rdata": "mail.example.com.",
                            "path": REVERSE,
                            "line": 6,
                        }
                    ],
                    "changed": [],
                },
            }
        ],
        "mail": {
            "senders": [
                {
                    "address": "4.3.2.25",
                    "before": "ok",
                    "after": "broken",
                    "domains": ["example.com."],
                    "gained": [],
                    "lost": [],
                    "why": "PTR removed",
                }
            ],
            "domains": [],
        },
        "findings": {"new": 1, "gone": 0, "kept": ran.json["findings"]["kept"]},
    } == ran.json


def test_text_has_zones_records_mail_and_findings(command: CommandLine) -> None:
    """In this order, each with what a reviewer needs."""
    committed(SOUND)
    text = (
        SOUND[ZONE].replace(" 1 8h", " 2 8h").replace("mail A 4.3.2.25", "mail 30m A 4.3.2.26") + "www 60 A 4.3.2.80\n"
    )
    write({ZONE: text, "example.net.zone": SOUND[ZONE].replace("example.com", "example.net")})
    Path(REVERSE).unlink()
    ran = command("changes", "--base", "HEAD")

    lines = ran.out.split("\n")
    a_record = "A of mail.example.com. changed from 4.3.2.25 to 4.3.2.26"

    assert 0 == ran.status
    assert lines[:4] == [
        f"3 zones and 12 records differ since HEAD ({git(Path(), 'rev-parse', 'HEAD')[:12]})",
        f"  removed  2.3.4.in-addr.arpa. ({REVERSE}): 4 records",
        f"  changed  example.com. ({ZONE}): serial 1 → 2, 1 added, 1 changed",
        "  added    example.net. (example.net.zone): 6 records",
    ]
    assert lines[lines.index("example.com.") :][:4] == [
        "example.com.",
        f"  ~ mail.example.com. A 4.3.2.25 → 4.3.2.26, TTL 3600 → 1800 ({ZONE}:6)",
        f"  + www.example.com. 60 A 4.3.2.80 ({ZONE}:9)",
        "",
    ]
    assert lines[lines.index("mail") :][:-2] == [
        "mail",
        "  4.3.2.25 sends for example.net.: ok → unknown (for example.net. now; no more for example.com.): "
        f"zone 2.3.4.in-addr.arpa. removed; {a_record}",
        f"  4.3.2.26 sends for example.com. now: unknown: {a_record}; no loaded zone encloses 26.2.3.4.in-addr.arpa.: "
        "load 2.3.4.in-addr.arpa. to know",
        "  example.com. SPF: gained 4.3.2.26/32; lost 4.3.2.25/32",
        "  example.net. SPF: gained 4.3.2.25/32",
        "  example.com. MX: gained 4.3.2.26; lost 4.3.2.25",
        "  example.net. MX: gained 4.3.2.25",
        "",
    ]
    assert re.fullmatch(r"findings: \d+ new, \d+ gone, \d+ kept", lines[-2])


def test_markdown_fits_a_comment(command: CommandLine) -> None:
    """A marker to find it again by, the sum, and lists."""
    ran = changed(command, SOUND, {REVERSE: SOUND[REVERSE].replace(PTR, "")}, "--format", "markdown")
    commit_name = git(Path(), "rev-parse", "HEAD~1")[:12]
    kept = ran.out.partition("1 new, 0 gone, ")[2].partition(" ")[0]

    assert (
        ran.out
        == f"""\
{MARKER}
**zonelint**: 1 zone and 1 record differ since `HEAD~1` ({commit_name}); findings: 1 new, 0 gone, {kept} kept

#### Zones

- changed `2.3.4.in-addr.arpa.` (`{REVERSE}`): serial 1 as before, 1 removed

#### Records

- removed `25.2.3.4.in-addr.arpa. 3600 PTR mail.example.com.` (`{REVERSE}:6`)

#### Mail

- **broken** `4.3.2.25` sends for `example.com.`: ok → broken: `PTR removed`
"""
    )


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_differs(form: str, command: CommandLine) -> None:
    """Another order, another spelling, a comment and another file are no change."""
    moved = SOUND[ZONE].replace(
        "mail A 4.3.2.25\n@ MX 10 mail\n", "@ 60m IN MX 10 MAIL.example.com. ; x\nmail A 4.3.2.25\n"
    )
    ran = changed(command, SOUND, {ZONE: None, f"elsewhere/{ZONE}": moved}, "--format", form)

    assert 0 == ran.status
    if form == "json":
        SCHEMA.validate(ran.json)
        assert ([], {"senders": [], "domains": []}, 0) == (
            ran.json["zones"], ran.json["mail"], ran.json["findings"]["new"],
        )  # fmt: skip
    else:
        assert "no zone differs since" in ran.out
        assert "4.3.2" not in ran.out


def test_zone_renamed_is_one_added_and_one_removed(command: CommandLine) -> None:
    """Its names are others."""
    other = SOUND[ZONE].replace("example.com", "example.org")
    found = result(command, SOUND, {ZONE: None, "example.org.zone": other})

    assert [("example.com.", "removed", [1, None]), ("example.org.", "added", [None, 1])] == [
        (zone["origin"], zone["status"], zone["serial"])
        for zone in found["zones"]  # type: ignore[attr-defined]
    ]


def test_record_of_an_include_is_shown_in_its_file(command: CommandLine) -> None:
    """Before and after."""
    zone = {ZONE: SOUND[ZONE] + "$INCLUDE hosts\n"}
    found = result(command, {**zone, "hosts": "a A 4.3.2.1\n"}, {"hosts": "\nb A 4.3.2.1\n"})
    (told,) = found["zones"]  # type: ignore[misc]

    assert [("a.example.com.", "hosts", 1)] == [_place(record) for record in told["records"]["removed"]]
    assert [("b.example.com.", "hosts", 2)] == [_place(record) for record in told["records"]["added"]]


def _place(record: dict[str, object]) -> tuple[object, ...]:
    return record["owner"], record["path"], record["line"]


def test_unreadable_record_is_unseen(command: CommandLine) -> None:
    """It is not told as removed, in no format."""
    after = {ZONE: SOUND[ZONE].replace("4.3.2.25", "4.3.2.999")}
    found = result(command, SOUND, after)
    (told,) = found["zones"]  # type: ignore[misc]

    assert {"added": [], "removed": [], "changed": []} == told["records"]
    assert [("mail.example.com.", ZONE, 6)] == [_place(record) for record in told["unseen"]]
    assert f"  ? mail.example.com. 3600 A 4.3.2.25 ({ZONE}:6)\n" in command("changes", "--base", "HEAD~1").out
    assert "not seen any more `mail.example.com." in command("changes", "--base", "HEAD~1", "-f", "markdown").out


def test_findings_are_counted(command: CommandLine) -> None:
    """Those that the change brings, takes away, and leaves, each by itself."""
    before = {ZONE: SOUND[ZONE] + "@ MX 20 gone\n@ MX 30 lost\n", REVERSE: SOUND[REVERSE]}
    found = result(command, before, {ZONE: SOUND[ZONE] + "@ MX 30 lost\n@ MX 40 away\n@ MX 50 astray\n"})
    select = [*_findings(command, "HEAD~1"), *_findings(command, "HEAD")]

    assert {"new": 2, "gone": 1} == {name: found["findings"][name] for name in ("new", "gone")}  # type: ignore[index]
    assert found["findings"]["kept"] == select[1] - 2 == select[0] - 1  # type: ignore[index]


def _findings(command: CommandLine, revision: str) -> list[int]:
    """Return how many findings there are at `revision`, each by itself."""
    ran = command("check", "--head", revision, "--format", "json")
    return [sum(finding["count"] for finding in ran.json["findings"])]


def test_paths_narrow_the_zones_where_there_is_a_configuration(command: CommandLine) -> None:
    """What becomes of mail is told of all, for that is where a change may hit others."""
    before = {**SOUND, CONFIG: "", "docs/x": ""}
    committed(before)
    committed({REVERSE: SOUND[REVERSE].replace(PTR, ""), ZONE: SOUND[ZONE] + "www A 4.3.2.80\n"})

    for path, expected in ((ZONE, ["example.com."]), (REVERSE, ["2.3.4.in-addr.arpa."])):
        found = command("changes", "--base", "HEAD~1", "-f", "json", path).json
        assert expected == [zone["origin"] for zone in found["zones"]]
        assert ["4.3.2.25"] == [sender["address"] for sender in found["mail"]["senders"]]


def test_staged_state(command: CommandLine) -> None:
    """What is staged counts, not what is saved."""
    committed(SOUND)
    write({REVERSE: SOUND[REVERSE].replace(PTR, "")})
    git(Path(), "add", REVERSE)
    write({REVERSE: SOUND[REVERSE]})

    assert "PTR removed" in command("changes", "--base", "HEAD", "--staged").out
    assert "no zone differs" in command("changes", "--base", "HEAD").out


def test_before_the_first_commit_everything_is_new(command: CommandLine) -> None:
    """There is no commit to name."""
    git(Path(), "init", "-q")
    write(SOUND)
    ran = command("changes", "--base", "auto", "--format", "json")

    SCHEMA.validate(ran.json)
    assert (None, ["added", "added"]) == (ran.json["base"], [zone["status"] for zone in ran.json["zones"]])


def test_base_of_the_configuration(command: CommandLine) -> None:
    """No option is needed then."""
    committed({**SOUND, CONFIG: 'base = "HEAD"\n'})

    assert "no zone differs since HEAD" in command("changes").out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "`changes` needs --base REV, or `base` in the configuration: the state to compare with"),
        (("--base", "nowhere"), "the revision 'nowhere' is not there: no commit, branch or tag has that name"),
        (("--base", "HEAD", "--format", "sarif"), "--format: 'sarif' is not one of text, json, markdown"),
        (("--base", "HEAD", "--fail-on", "error"), "unknown option --fail-on"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(words: tuple[str, ...], expected: str, command: CommandLine) -> None:
    """The exit status is that of wrong usage."""
    committed(SOUND)

    assert (2, expected) == command("changes", *words).error


def test_outside_a_repository(command: CommandLine) -> None:
    """There is nothing to compare with."""
    write(SOUND)
    status, error = command("changes", "--base", "HEAD").error

    assert status == 2
    assert error.startswith("--base needs a git repository")


def test_no_zone_on_either_side(command: CommandLine) -> None:
    """Nothing to look at is an error, as for `check`."""
    committed({"README": "nothing\n"})

    assert (2, "no zone was found, neither now nor at HEAD") == command("changes", "--base", "HEAD").error


def test_failed_rule_is_told(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would have found is not counted: the status says that something is missing."""
    head = '"""A rule of others.\n\nWhy: for the test.\n"""\n\nSEVERITY = "error"\n'
    install(monkeypatch, {"mail/host_unloved": f"{head}\n\ndef check(context):\n    raise LookupError('no')\n"})
    ran = changed(command, SOUND, {REVERSE: SOUND[REVERSE].replace(PTR, "")})

    assert ran.status == 3
    assert "the rule host-unloved" in ran.err
    assert "PTR removed" in ran.out


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            {},
            {ZONE: SOUND[ZONE].replace("mail A", "mail 60 A")},
            f"  ~ mail.example.com. A 4.3.2.25 TTL 3600 → 60 ({ZONE}:6)",
        ),
        (
            {},
            {ZONE: SOUND[ZONE].replace(" 1 8h", " 2 8h")},
            f"  changed  example.com. ({ZONE}): serial 1 → 2\n\nfindings: ",
        ),
        (
            {},
            {ZONE: SOUND[ZONE].replace(" 8h", " 9h")},
            "  ~ example.com. SOA ns1.example.com. hostmaster.example.com. 1 28800 7200 2419200 3600 → "
            f"ns1.example.com. hostmaster.example.com. 1 32400 7200 2419200 3600 ({ZONE}:3)",
        ),
        (
            {},
            {ZONE: SOUND[ZONE].replace("mx -all", "include:_spf.example.net -all")},
            "  example.com. SPF: lost 4.3.2.25/32; leads to _spf.example.net, of which not all is known",
        ),
        (
            {},
            {ZONE: SOUND[ZONE].replace("-all", "ip5:1")},
            "  example.com. SPF: lost 4.3.2.25/32; no error → the SPF record of example.com. is faulty at `ip5:1`",
        ),
        (
            {},
            {ZONE: SOUND[ZONE].replace("4.3.2.25", "4.3.2")},
            "  4.3.2.25 sends for example.com.: ok → unknown: A of mail.example.com. cannot be seen any more\n"
            "  example.com. SPF: cannot be told any more: 4.3.2.25/32\n"
            "  example.com. MX: cannot be told any more: 4.3.2.25",
        ),
        (
            {"example.net.zone": OTHER},
            {"example.net.zone": None},
            "  4.3.2.25 sends perhaps no more for example.net., ok as before: zone example.net. removed",
        ),
        (
            {"example.net.zone": OTHER},
            {"example.net.zone": OTHER.replace("MX 10 mail.example.com.", "MX 0 .")},
            "  4.3.2.25 sends no more for example.net., ok as before: MX of example.net. changed from "
            "10 mail.example.com. to 0 .",
        ),
        (
            {"named.conf": PRIMARY},
            {"named.conf": SECONDARY, REVERSE: None},
            f"  removed  2.3.4.in-addr.arpa. ({REVERSE}): it is named without a file to read now\n",
        ),
    ],
)
def test_text_says(
    before: dict[str, str | None], after: dict[str, str | None], expected: str, command: CommandLine
) -> None:
    """In words, what is rare as well."""
    ran = changed(command, {**SOUND, **before}, after)

    assert 0 == ran.status
    assert expected in ran.out


def test_views_are_named(command: CommandLine) -> None:
    """Those in which a zone or an effect is."""
    index = "".join(
        f'view {name} {{ zone "example.com" {{ type primary; file "{name}.zone"; }}; '
        f'zone "2.3.4.in-addr.arpa" {{ type primary; file "{REVERSE}"; }}; }};\n'
        for name in ("in", "out")
    )
    files = {"named.conf": index, REVERSE: SOUND[REVERSE], "in.zone": SOUND[ZONE], "out.zone": SOUND[ZONE]}
    out = changed(command, files, {"out.zone": SOUND[ZONE].replace("MX 10 mail", "MX 0 .")}).out

    assert "  changed  example.com. in view out (out.zone): serial 1 as before, 1 changed\n" in out
    assert "\nexample.com. in view out\n  ~ example.com. MX 10 mail.example.com. → 0 . (out.zone:7)\n" in out
    assert "  example.com. MX in view out: lost 4.3.2.25\n" in out


# -- what is long ----------------------------------------------------------------------------------------------------


def many(number: int, before: str = "h{} A 4.3.2.1\n") -> dict[str, str]:
    """Return the set with `number` more records, spelled as in `before`."""
    return {**SOUND, ZONE: SOUND[ZONE] + "".join(before.format(each) for each in range(number))}


def test_text_cuts_long_lists(command: CommandLine) -> None:
    """And says how much there is besides."""
    ran = changed(command, SOUND, many(150))

    assert 100 == ran.out.count("\n  + h")
    assert "  … and 50 more: `--format json` has all\n" in ran.out


def test_markdown_is_cut_with_a_count(command: CommandLine) -> None:
    """What becomes of mail stands in it however many records there are."""
    after = {**many(3000), REVERSE: SOUND[REVERSE].replace(PTR, "")}
    ran = changed(command, SOUND, after, "--format", "markdown")
    shown = ran.out.count("\n- added ")

    assert MAX_OCTETS - 1000 < len(ran.out.encode()) <= MAX_OCTETS
    assert f"- {3000 + 1 - shown - 1} more are not shown: a comment has no room for them\n" in ran.out
    assert "`PTR removed`" in ran.out


def test_same_effect_on_many_is_one_line(command: CommandLine) -> None:
    """A network that two hundred domains include is told once."""
    domains = {
        f"d{number}.example.zone": SOUND[ZONE]
        .replace("example.com", f"d{number}.example")
        .replace("v=spf1 mx", "v=spf1 include:_spf.example.com")
        for number in range(9)
    }
    spf = '_spf TXT "v=spf1 ip4:4.3.2.{} -all"\n'
    before = {**SOUND, **domains, ZONE: SOUND[ZONE] + spf.format(8)}
    ran = changed(command, before, {ZONE: SOUND[ZONE] + spf.format(9)})

    assert "d0.example., d1.example., d2.example. and 6 more SPF: gained 4.3.2.9/32; lost 4.3.2.8/32\n" in ran.out


# -- what strangers write --------------------------------------------------------------------------------------------

HOSTILE = (
    'x\\`y TXT "`![x](http://a)` <!-- --> </details> @someone #1 ##[group]x ::error::x \\027[31m \\`\\`\\`" "'
    + "`" * 9
    + '"\n'
)


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_records_are_harmless(form: str, command: CommandLine) -> None:
    """They forge neither markup nor a command to CI, and do not move the cursor; a path is no better."""
    name = "a`b![x](y)\n::error::x\x1b[31m.zone"
    after = {ZONE: SOUND[ZONE] + HOSTILE, name: "$ORIGIN evil.example.\n" + SOUND[ZONE].partition("\n")[2]}
    ran = changed(command, SOUND, after, "--format", form)

    assert 0 == ran.status
    assert "\x1b" not in ran.out
    assert not re.search(r"##\[|^\s*::(?!: )", ran.out, re.MULTILINE)
    if form == "json":
        SCHEMA.validate(ran.json)
    if form == "markdown":
        for line in ran.out.split("\n")[2:]:
            rest = _without_code(line)
            assert not re.search(r"[!<@\[]", rest), line
            assert "http" not in rest


def _without_code(line: str) -> str:
    """Return `line` of Markdown without its code spans (CommonMark 0.31 section 6.1)."""
    at, left = 0, ""
    while at < len(line):
        run = re.match("`+", line[at:])
        if run is None:
            left += line[at]
            at += 1
            continue
        fence = run[0]
        end = re.search(rf"(?<!`){fence}(?!`)", line[at + len(fence) :])
        if end is None:
            left += fence
            at += len(fence)
        else:
            at += len(fence) + end.end()
    return left


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=0x2100, exclude_characters='"\\;'), min_size=1)))
def test_any_text_in_a_record_stays_within_its_code(command: CommandLine, texts: list[str]) -> None:
    """Whatever a text holds, all of it stands within one code span of Markdown, and JSON is JSON."""
    shutil.rmtree(".git", ignore_errors=True)
    lines = "".join(f'w TXT "{text[:50]}"\n' for text in texts)
    ran = changed(command, SOUND, {ZONE: SOUND[ZONE] + lines}, "--format", "markdown")

    assert len(ran.out.encode()) <= MAX_OCTETS
    for line in ran.out.split("\n"):
        if line.startswith("- added"):
            assert re.fullmatch(r"- added  \(\)", _without_code(line)), line
    SCHEMA.validate(command("changes", "--base", "HEAD~1", "-f", "json").json)


def test_repository_of_nothing_but_a_folder_elsewhere(tmp_path: Path, command: CommandLine) -> None:
    """The repository is that of the path, wherever the command runs."""
    folder = new_repository(tmp_path / "elsewhere" / "zones")
    commit(folder, SOUND)
    commit(folder, {REVERSE: SOUND[REVERSE].replace(PTR, "")})
    ran = command("changes", "--base", "HEAD~1", str(folder))

    assert "PTR removed" in ran.out
