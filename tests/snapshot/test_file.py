"""The file of `zonelint snapshot`: the days in it, its lines, and the rules that speak of it."""

import pytest
from linting import lint
from scenarios import CONFIG, ZONE, forward

from zonelint.config.settings import Settings
from zonelint.config.today import today
from zonelint.files.snapshot_texts import Snapshot, body, head, is_snapshot, line_of, seen_on
from zonelint.lint.views import load_text
from zonelint.snapshot.resolver import FOUND, Reply
from zonelint.snapshot.rounds import Inquiry, read_file


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("a.example. IN A 4.3.2.1 ; seen 2026-11-24", "2026-11-24"),
        ("a.example. IN A 4.3.2.1 ;seen  2026-11-24; at noon", "2026-11-24"),
        ("a.example. IN A 4.3.2.1 ; by hand ; seen 2026-11-24", "2026-11-24"),
        ('a.example. IN TXT "; seen 1999-01-01" ; seen 2026-11-24', "2026-11-24"),
        ('a.example. IN TXT "; seen 1999-01-01"', None),
        ('a.example. IN TXT "a\\"; seen 1999-01-01"', None),
        ("a\\;seen.example. IN A 4.3.2.1", None),
        ("a.example. IN A 4.3.2.1 ; seen 2026-02-30", None),
        ("a.example. IN A 4.3.2.1 ; seen 2026-11-24-5", None),
        ("a.example. IN A 4.3.2.1 ; last seen 2026-11-24", None),
        ("seen.example. IN A 4.3.2.1", None),
    ],
)
def test_day_stands_in_a_comment(line: str, day: str | None) -> None:
    """A comment that begins with ``seen`` and a day of the calendar gives the day; text in quotes does not."""
    assert day == seen_on(line)


def test_file_is_read_as_it_was_written() -> None:
    """Records, absences and days come back from the text, and the body is that of the next run."""
    snapshot = Snapshot()
    snapshot.records = {
        ("b.example.", "TXT", '"a;b" "\\195\\164"'): "2026-01-02",
        ("a\\;b.example.", "A", "4.3.2.1"): "2026-01-03",
    }
    snapshot.absences = {("x\\;y.example.", "AAAA"): ("NODATA", "2026-01-04")}
    text = head("2026-01-05", "192.0.2.53") + body(snapshot)
    read = read_file(text)

    assert is_snapshot(text)
    assert (snapshot.records, snapshot.absences) == (read.records, read.absences)
    assert body(snapshot) == read.body == body(read)


@pytest.mark.parametrize(
    "text", ["{{ x }}", "{% x %}", "{#", "<%= x %>", "${x}", "$(x)", "@x@", "@@X@@", "\\\\{{", "%{i}"]
)
def test_text_of_others_is_no_template(text: str) -> None:
    """A TXT that looks like a placeholder of a template is read back as the text that it is."""
    entry = ("a.example.", "TXT", f'"{text}"')

    assert [entry] == list(read_file(line_of(entry) + "\n").records)


def test_names_are_sorted_from_the_root() -> None:
    """What belongs together stands together, however long the names are."""
    names = ["b.example.", "a.b.example.", "c.example.", "a.other.", "example."]
    snapshot = Snapshot()
    snapshot.records = dict.fromkeys(((name, "A", "4.3.2.1") for name in names), "2026-01-02")

    assert ["example.", "b.example.", "a.b.example.", "c.example.", "a.other."] == [
        line.partition(" ")[0] for line in body(snapshot).splitlines()
    ]


@pytest.mark.parametrize(
    "text", ["<<<<<<< ours\n", "$INCLUDE /etc/passwd\n", "\x00\n", "; none: .. A NODATA 2026-01-02"]
)
def test_damaged_file_is_read_as_far_as_it_goes(text: str) -> None:
    """A conflict that was never resolved takes its own lines only."""
    good = "a.example. IN A 4.3.2.1 ; seen 2026-01-02\n"
    read = read_file(head("2026-01-05", "192.0.2.53") + text + "\n" + good)

    assert {("a.example.", "A", "4.3.2.1"): "2026-01-02"} == read.records


def test_record_that_cannot_be_read_again_is_left_out() -> None:
    """What no reader accepts is told, and does not spoil the rest."""
    views = load_text(forward("").encode(), "-", "example.com.", Settings())
    inquiry = Inquiry(views, [], [], Snapshot())
    links = [("t.example.", "TLSA", ["3 1 1 "]), ("a.example.", "A", ["4.3.2.1"])]
    inquiry.learn([link[:2] for link in links], lambda _: [Reply(FOUND, link[0], [link]) for link in links])

    assert [("t.example.", "TLSA", "3 1 1 ")] == list(inquiry.refused)
    assert [("a.example.", "A", "4.3.2.1")] == list(inquiry.records)


# -- the day of a run ------------------------------------------------------------------------------------------------


def test_day_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is the day, in UTC."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")

    assert "1970-01-01" == today().isoformat()


@pytest.mark.parametrize("value", ["", "now", "-1", "9" * 30])
def test_senseless_day_is_passed_over(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no number of seconds leaves the clock's day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)

    assert today().year >= 2026


# -- the rules -------------------------------------------------------------------------------------------------------


def stale(text: str, monkeypatch: pytest.MonkeyPatch, config: str = "") -> list[tuple[int, str]]:
    """Return line and message of what is stale in `text` on 2026-04-03."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775174400")
    files = {CONFIG: f'sources = ["{ZONE}"]\nassume = ["external"]\n{config}', ZONE: forward(""), "external": text}
    return [(each.line, each.message) for each in lint(files, "assumption-stale") if each.rule == "assumption-stale"]


@pytest.mark.usefixtures("command")
def test_age_counts_in_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ninety days are not too old, ninety-one are; the message is the same on each later day."""
    text = "$TTL 1h\na.example. A 4.3.2.1 ; seen 2026-01-03\nb.example. A 4.3.2.2 ; seen 2026-01-02\n"

    assert [(3, "b.example. A was last seen 2026-01-02, over 90 days ago")] == stale(text, monkeypatch)


@pytest.mark.usefixtures("command")
def test_records_of_one_day_are_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was written on one day does not fill the report."""
    lines = [f"h{number}.example. A 4.3.2.1 ; seen 2025-01-02\n" for number in range(5)]
    found = stale("$TTL 1h\n" + "".join(lines), monkeypatch)

    assert [(2, "h0.example. A was last seen 2025-01-02, over 90 days ago, and 4 more of that day")] == found


@pytest.mark.usefixtures("command")
def test_age_is_the_users_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option `max-age` sets it; a day to come is never too old."""
    text = "$TTL 1h\na.example. A 4.3.2.1 ; seen 2026-03-31\nb.example. A 4.3.2.2 ; seen 2027-01-02\n"
    config = "[rules.assumption-stale]\nmax-age = 2\n"

    assert [(2, "a.example. A was last seen 2026-03-31, over 2 days ago")] == stale(text, monkeypatch, config)


@pytest.mark.usefixtures("command")
def test_view_does_not_contradict_what_another_view_asked() -> None:
    """The resolver shows the outside; that the inside says otherwise is what views are for."""
    conf = "".join(
        f'view "{view}" {{ {"".join(zone_statement(name) for name in names)} }};\n'
        for view, names in {"inside": ["example.com", "example.net"], "outside": ["example.com"]}.items()
    )
    seen, by_hand = "mail.example.net. 1h A 5.3.2.25", "www.example.net. 1h A 5.3.2.80"
    files = {
        CONFIG: 'sources = ["named.conf"]\nassume = ["external"]\n',
        "named.conf": conf,
        "example.com": forward("@ MX 10 mail.example.net.\n"),
        "example.net": forward("mail A 10.3.2.25\n", "example.net."),
        "external": f"{seen} ; seen 2999-01-01\n{by_hand}\n",
    }

    assert [2] == [each.line for each in lint(files) if each.rule == "assumption-contradicted"]


def zone_statement(name: str) -> str:
    """Return what named.conf says of the zone `name`."""
    return f'zone "{name}" {{ type primary; file "{name}"; }};'
