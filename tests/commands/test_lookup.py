"""`zonelint lookup`: one question as text or JSON, or many on standard input."""

import json

import pytest
from commandline import CommandLine, write

ZONE = """\
$TTL 1h
@     SOA   ns1 hostmaster 1 8h 2h 4w 1h
      NS    ns1
      MX    10 mail
ns1   A     4.3.2.1
mail  A     4.3.2.2
      A     4.3.2.3
www   CNAME web
web   CNAME mail
one   CNAME two
two   CNAME one
out   CNAME mail.example.net.
*.any TXT   "t"
"""


def ask(command: CommandLine, *words: str) -> dict[str, object]:
    """Return the JSON answer to the question `words`."""
    found: dict[str, object] = command("lookup", *words, "--format", "json").json
    return found


@pytest.fixture
def zones() -> dict[str, str]:
    """Return the zone that the questions are about."""
    return {"zones/example.com.zone": ZONE}


@pytest.mark.parametrize("name", ["mail.example.com.", "mail.example.com", "MAIL.Example.com"])
def test_answer_in_json(name: str, command: CommandLine, zones: dict[str, str]) -> None:
    """A name is absolute, with a final dot or without."""
    write(zones)

    assert {
        "name": "mail.example.com.",
        "type": "A",
        "status": "FOUND",
        "records": ["4.3.2.2", "4.3.2.3"],
        "chain": [],
        "why": None,
        "view": None,
    } == ask(command, name, "a", "zones")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (("4.3.2.1", "PTR"), "1.2.3.4.in-addr.arpa."),
        (("4.3.2.1", "ptr"), "1.2.3.4.in-addr.arpa."),
        (("2600::1", "PTR"), f"1.{'0.' * 27}0.0.6.2.ip6.arpa."),
        (("4.3.2.1.", "PTR"), "4.3.2.1."),
        (("4.3.2.1", "A"), "4.3.2.1."),
        (("1.2.3.4.in-addr.arpa", "PTR"), "1.2.3.4.in-addr.arpa."),
    ],
)
def test_address_is_turned_round_for_its_ptr(asked: tuple[str, str], name: str, command: CommandLine) -> None:
    """Nobody looks up the PTR of a name that is spelled as an address, unless a final dot says so."""
    write({"zones/example.com.zone": ZONE})

    assert name == ask(command, *asked, "zones")["name"]


@pytest.mark.parametrize(
    ("question", "status", "chain", "why"),
    [
        (
            ("www.example.com", "A"),
            "FOUND",
            ["www.example.com. CNAME web.example.com.", "web.example.com. CNAME mail.example.com."],
            None,
        ),
        (("mail.example.com", "AAAA"), "NODATA", [], "mail.example.com. exists, but has no AAAA"),
        (("gone.example.com", "A"), "NXDOMAIN", [], "gone.example.com. does not exist in example.com."),
        (("x.any.example.com", "TXT"), "FOUND", ["*.any.example.com. matches x.any.example.com."], None),
        (
            ("one.example.com", "A"),
            "LOOP",
            ["one.example.com. CNAME two.example.com.", "two.example.com. CNAME one.example.com."],
            "the chain comes back to one.example.com.",
        ),
        (
            ("out.example.com", "A"),
            "UNKNOWN",
            ["out.example.com. CNAME mail.example.net."],
            "no loaded zone encloses mail.example.net.",
        ),
    ],
)
def test_each_status(
    question: tuple[str, str],
    status: str,
    chain: list[str],
    why: str | None,
    command: CommandLine,
    zones: dict[str, str],
) -> None:
    """The status, the steps that led there, and why there are no records."""
    write(zones)
    answer = ask(command, *question, "zones")

    assert (status, chain, why) == (answer["status"], answer["chain"], answer["why"])


def test_answer_as_text(command: CommandLine, zones: dict[str, str]) -> None:
    """Question and status, then chain and records; the status of the command is 0 whatever they are."""
    write(zones)
    ran = command("lookup", "web.example.com", "A", "zones")

    assert (0, "") == (ran.status, ran.err)
    assert ran.out == (
        "web.example.com. A: FOUND\n  by  web.example.com. CNAME mail.example.com.\n  A  4.3.2.2\n  A  4.3.2.3\n"
    )
    assert "gone.example.com. A: NXDOMAIN\n  why  gone.example.com. does not exist in example.com.\n" == (
        command("lookup", "gone.example.com", "A", "zones").out
    )


def test_any_shows_the_types(command: CommandLine, zones: dict[str, str]) -> None:
    """With ANY the records say what they are."""
    write(zones)

    assert ["CNAME web.example.com."] == ask(command, "www.example.com", "ANY", "zones")["records"]


def test_records_of_an_incomplete_zone_may_not_be_all(command: CommandLine, zones: dict[str, str]) -> None:
    """What is found is found, and what may be missing is said."""
    write({"zones/example.com.zone": zones["zones/example.com.zone"] + "$INCLUDE missing\n"})
    answer = ask(command, "mail.example.com", "A", "zones")
    why = "there may be more: example.com. is incomplete: include-not-found at zones/example.com.zone:14"

    assert ("FOUND", why) == (answer["status"], answer["why"])


def test_records_beside_one_that_cannot_be_read_may_not_be_all(command: CommandLine, zones: dict[str, str]) -> None:
    """The look-up says which record that is; the other names are known."""
    write({"zones/example.com.zone": zones["zones/example.com.zone"] + "mail A 4.3.2.\n"})
    mail, web = ask(command, "mail.example.com", "A", "zones"), ask(command, "gone.example.com", "A", "zones")
    why = "there may be more: the record of mail.example.com. at zones/example.com.zone:14 cannot be read"

    assert ("FOUND", why) == (mail["status"], mail["why"])
    assert "NXDOMAIN" == web["status"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "lookup needs a name and a record type, or `-` for questions on standard input"),
        (("example.com",), "lookup needs a name and a record type, or `-` for questions on standard input"),
        (("a..b", "A"), "'a..b' is not a domain name: empty label"),
        (("example.com", "AXFR"), "'AXFR' is not a record type that a zone can hold"),
        (("example.com", "NONSENSE"), "'NONSENSE' is not a record type that a zone can hold"),
        (("-", "-"), "standard input cannot give both the questions and a zone"),
    ],
)
def test_bad_question_is_an_error(words: tuple[str, ...], message: str, command: CommandLine) -> None:
    """It is named in one line."""
    assert (2, message) == command("lookup", *words).error


VIEWS = {
    "named.conf": "".join(
        f'view "{view}" {{ zone "example.com" {{ type primary; file "zones/{file}"; }}; }};\n'
        for view, file in (("a", "one"), ("b", "one"), ("c", "two"))
    ),
    "zones/one": ZONE,
    "zones/two": ZONE.replace("4.3.2.1", "4.3.2.9"),
}


def test_views_that_differ_answer_each(command: CommandLine) -> None:
    """An answer that several views give is printed once and names them."""
    write(VIEWS)
    lines = command("lookup", "ns1.example.com", "A", "--format", "json").out.splitlines()
    answers = [json.loads(line) for line in lines]

    assert [(["4.3.2.1"], None, ["a", "b"]), (["4.3.2.9"], "c", None)] == [
        (answer["records"], answer["view"], answer.get("views")) for answer in answers
    ]
    assert command("lookup", "ns1.example.com", "A").out == (
        "view a, b:\nns1.example.com. A: FOUND\n  A  4.3.2.1\n\nview c:\nns1.example.com. A: FOUND\n  A  4.3.2.9\n"
    )


def test_views_that_agree_answer_once(command: CommandLine) -> None:
    """Where no view differs none is printed."""
    write(VIEWS)

    assert "mail.example.com. A: FOUND\n  A  4.3.2.2\n  A  4.3.2.3\n" == command("lookup", "mail.example.com", "A").out


def test_view_answers_alone(command: CommandLine) -> None:
    """`--view` asks one of them."""
    write(VIEWS)

    assert ["4.3.2.9"] == ask(command, "ns1.example.com", "A", "--view", "c")["records"]


def test_names_are_no_workflow_commands(command: CommandLine) -> None:
    """A name from a stranger's zone does not stand where GitHub Actions would obey it, blanks before it or not."""
    write({"zones/example.com.zone": ZONE + "bad CNAME ::error::gone\n::warning::x A 4.3.2.1\n"})
    for name in ("bad.example.com", "::warning::x.example.com"):
        lines = command("lookup", name, "A", "zones").out.splitlines()

        assert len(lines) > 1
        assert [] == [line for line in lines if line.lstrip().startswith("::")]


# -- many questions --------------------------------------------------------------------------------------------------


def answers(command: CommandLine, questions: str | bytes, *words: str) -> list[dict[str, object]]:
    """Return the answers to `questions`, one for each line."""
    ran = command("lookup", "-", *words, stdin=questions)
    assert (0, "") == (ran.status, ran.err)
    return [json.loads(line) for line in ran.out.splitlines()]


def test_each_line_gets_a_line(command: CommandLine, zones: dict[str, str]) -> None:
    """Good and bad lines alike, an empty one and one without an end included."""
    write(zones)
    questions = (
        "mail.example.com A\r\n\nexample.com. mx\nonly-a-name\na b c\na..b A\nexample.com AXFR\nns1.example.com A"
    )
    found = answers(command, questions, "zones")

    assert [
        "FOUND",
        "expected a name and a type, not ''",
        "FOUND",
        "expected a name and a type, not 'only-a-name'",
        "expected a name and a type, not 'a b c'",
        "'a..b' is not a domain name: empty label",
        "'AXFR' is not a record type that a zone can hold",
        "FOUND",
    ] == [answer.get("status") or answer["error"] for answer in found]
    assert ("example.com.", "MX", ["10 mail.example.com."]) == tuple(
        found[2][key] for key in ("name", "type", "records")
    )


def test_octets_that_are_no_text_are_answered(command: CommandLine, zones: dict[str, str]) -> None:
    """Any line gets its answer."""
    write(zones)
    found = answers(command, b"\xff\xfe A\n\x00\x1b[2J\n\xc3\xa9.example.com A\n", "zones")

    assert ["UNKNOWN", None, "NXDOMAIN"] == [answer.get("status") for answer in found]
    assert "\\195\\169.example.com." == found[2]["name"]


def test_no_questions_no_answers(command: CommandLine, zones: dict[str, str]) -> None:
    """An empty input is fine."""
    write(zones)

    assert [] == answers(command, "", "zones")


def test_questions_go_to_the_zones_outside_of_views(command: CommandLine) -> None:
    """A line has room for one answer, so no view is asked that was not named."""
    write(
        {
            **VIEWS,
            "named.conf": VIEWS["named.conf"].partition("\n")[0],
            "zones/example.org.zone": ZONE,
        }
    )

    assert ["FOUND", "UNKNOWN"] == [
        answer["status"] for answer in answers(command, "ns1.example.org A\nns1.example.com A\n")
    ]
    assert ["FOUND"] == [answer["status"] for answer in answers(command, "ns1.example.com A\n", "--view", "a")]


def test_questions_are_answered_where_servers_disagree(command: CommandLine) -> None:
    """A line has room for one answer: what all versions of a zone agree on."""
    write({"a/example.com.zone": f"{ZONE}a A 4.3.2.1\n", "b/example.com.zone": f"{ZONE}b A 4.3.2.1\n"})

    assert ["FOUND", "FOUND", "NXDOMAIN"] == [
        answer["status"] for answer in answers(command, "ns1.example.com A\na.example.com A\nc.example.com A\n")
    ]


def test_questions_need_a_view_where_all_zones_are_in_views(command: CommandLine) -> None:
    """The views to choose from are named."""
    write(VIEWS)

    assert (2, "all zones are in views: choose a view with --view (a, b, c)") == command("lookup", "-", stdin="").error
