"""`zonelint snapshot`: asks a name server on loopback what the zones cannot tell, and keeps the answers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import dns.exception
import dns.message
import pytest
from commandline import CommandLine, Ran, write
from loopback_server import LoopbackServer, Special, answering, garbage, referral, serving, silence, with_rcode

from zonelint.files.zone_files import SNAPSHOT_NAME as FILE_NAME
from zonelint.snapshot.resolver import read_response, server_of, timed_socket

DAY = "2026-11-24"
ZONE = """\
$TTL 1h
@     SOA  ns1 hostmaster 1 8h 2h 4w 1h
      NS   ns1
      MX   10 mx.example.net.
ns1   A    4.3.2.53
"""
CONFIG = f'sources = ["zones/"]\nassume = ["{FILE_NAME}"]\n'
FILES = {"zones/example.com.zone": ZONE, ".zonelint.toml": CONFIG}
QUESTIONS = ["53.2.3.4.in-addr.arpa. PTR", "mx.example.net. A", "mx.example.net. AAAA"]


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    """Return a name server that knows what stands behind the MX of `ZONE`."""
    known = (
        "53.2.3.4.in-addr.arpa. PTR ns1.example.com.",
        "mx.example.net. A 5.3.2.25",
        "25.2.3.5.in-addr.arpa. PTR mx.example.net.",
    )
    with serving(LoopbackServer(*known)) as running:
        yield running


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be `DAY`, and no hook run."""
    on_day(monkeypatch, DAY)
    monkeypatch.delenv("PRE_COMMIT", raising=False)


def on_day(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Let it be `day`."""
    from datetime import UTC, datetime

    seconds = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))


def entries(text: str | None = None) -> list[str]:
    """Return the lines of the file below its head."""
    text = Path(FILE_NAME).read_text(encoding="ascii") if text is None else text
    return text.partition("$TTL 3600\n")[2].splitlines()


def without_soa(query: dns.message.Message) -> dns.message.Message:
    """Respond that the name does not exist, and prove nothing."""
    response = dns.message.make_response(query, recursion_available=True)
    response.set_rcode(dns.rcode.NXDOMAIN)
    return response


def snapshot(command: CommandLine, server: LoopbackServer, *words: str) -> Ran:
    """Run the command in the current folder."""
    return command("snapshot", *server.option, "--timeout", "0.3", *words)


# -- what is asked and written ---------------------------------------------------------------------------------------


def test_unknown_lookups_are_asked_and_written(command: CommandLine, server: LoopbackServer) -> None:
    """One record a line, sorted by name from the root; what does not exist stands in a comment."""
    write(FILES)
    ran = snapshot(command, server)

    assert 0 == ran.status
    assert [
        "53.2.3.4.in-addr.arpa. IN PTR ns1.example.com. ; seen 2026-11-24",
        "25.2.3.5.in-addr.arpa. IN PTR mx.example.net. ; seen 2026-11-24",
        "mx.example.net. IN A 5.3.2.25 ; seen 2026-11-24",
        "; none: mx.example.net. AAAA NODATA 2026-11-24",
    ] == entries()


def test_answers_lead_on(command: CommandLine, server: LoopbackServer) -> None:
    """The address that an MX target turns out to have is a sender: its PTR is asked in the next round."""
    write(FILES)
    snapshot(command, server)

    assert sorted([*QUESTIONS, "25.2.3.5.in-addr.arpa. PTR"]) == sorted(" ".join(each) for each in server.asked)


def test_senders_know_afterwards(command: CommandLine, server: LoopbackServer) -> None:
    """What was unknown is decided by the file."""
    write(FILES)
    Path(FILE_NAME).write_text("")
    before = command("senders", "--format", "json").json["senders"]
    snapshot(command, server)
    after = command("senders", "--format", "json").json["senders"]

    assert [] == before
    assert [("5.3.2.25", "ok")] == [(row["address"], row["verdict"]) for row in after]


def test_head_says_what_the_file_is(command: CommandLine, server: LoopbackServer) -> None:
    """The first lines name the command, the day and the resolver, and no path of this machine."""
    write(FILES)
    snapshot(command, server)
    text = Path(FILE_NAME).read_text()

    assert text.startswith(f"; Written by `zonelint snapshot` on 2026-11-24, as 127.0.0.1:{server.port} answered.\n")
    assert os.getcwd() not in text


def test_alias_is_written_link_by_link(command: CommandLine, server: LoopbackServer) -> None:
    """A chain of CNAMEs stands there as the records that make it, and is asked only once."""
    write({**FILES, "zones/example.com.zone": ZONE + "www CNAME a.example.net.\n"})
    server.know(
        "a.example.net. CNAME B.example.net.", "b.example.net. CNAME c.example.net.", "c.example.net. A 5.3.2.9"
    )
    snapshot(command, server)

    assert [
        "a.example.net. IN CNAME b.example.net. ; seen 2026-11-24",
        "b.example.net. IN CNAME c.example.net. ; seen 2026-11-24",
        "c.example.net. IN A 5.3.2.9 ; seen 2026-11-24",
    ] == [line for line in entries() if line[:2] in ("a.", "b.", "c.")]
    assert ("b.example.net.", "A") not in server.asked


def test_chain_back_into_the_zones_ends_there(command: CommandLine, server: LoopbackServer) -> None:
    """What the loaded zones answer themselves is not taken from the resolver."""
    write({**FILES, "zones/example.com.zone": ZONE + "www CNAME a.example.net.\n"})
    server.know("a.example.net. CNAME ns1.example.com.", "ns1.example.com. A 9.9.9.9")
    snapshot(command, server)

    assert "a.example.net. IN CNAME ns1.example.com. ; seen 2026-11-24" in entries()
    assert [] == [line for line in entries() if "9.9.9.9" in line]


def test_files_of_other_hands_answer_first(command: CommandLine, server: LoopbackServer) -> None:
    """What another `assume` file tells is not asked."""
    write(
        {
            **FILES,
            "own": "$TTL 1h\nmx.example.net. A 5.3.2.26\n",
            ".zonelint.toml": f'sources = ["zones/"]\nassume = ["own", "{FILE_NAME}"]\n',
        }
    )
    snapshot(command, server)

    assert ("mx.example.net.", "A") not in server.asked
    assert ("26.2.3.5.in-addr.arpa.", "PTR") in server.asked


def test_odd_data_is_read_back_without_complaint(command: CommandLine, server: LoopbackServer) -> None:
    """Octets beyond ASCII, controls, quotes and semicolons in TXT, and odd owners, pass through `assume`."""
    txt = 'v=spf1 ip4:5.3.2.7 -all\\010\\195\\164\\"; seen 1999-01-01'
    write(
        {
            **FILES,
            "zones/example.com.zone": ZONE
            + '@ TXT "v=spf1 include:_\\228spf.example.net -all"\n@ MX 20 a\\;b\\032c.example.net.\n',
        }
    )
    server.know("a\\;b\\032c.example.net. A 5.3.2.8", f'_\\228spf.example.net. TXT "{txt}" ""')
    ran = snapshot(command, server)
    shown = command("lookup", "a\\;b\\032c.example.net.", "A", "--format", "json").json

    assert 0 == ran.status
    assert ["5.3.2.8"] == shown["records"]
    assert [] == [item for item in command("--format", "json").json["findings"] if item["path"] == FILE_NAME]


def test_dry_run_asks_nothing(command: CommandLine, server: LoopbackServer) -> None:
    """The questions are printed, sorted, and no file is written."""
    write(FILES)
    ran = snapshot(command, server, "--dry-run")

    assert (0, QUESTIONS) == (ran.status, ran.out.splitlines())
    assert [] == server.asked
    assert not Path(FILE_NAME).exists()


INNER = """\
vpn   A    10.1.2.3
      AAAA fd00::1
host  A    4.3.2.99
      MX   10 mail.corp.local.
      MX   20 mail.inner.example.net.
"""
PROVIDER = "$TTL 1h\n@ SOA a.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS a.example.com.\n9 NS a.example.org.\n"


def test_nobody_is_asked_about_the_inside(command: CommandLine, server: LoopbackServer) -> None:
    """Nobody knows, and the question would tell of it."""
    config = CONFIG + 'internal = ["inner.example.net"]\n'
    write({"zones/example.com.zone": ZONE + INNER, "zones/10.in-addr.arpa.zone": PROVIDER, ".zonelint.toml": config})
    ran = snapshot(command, server, "--dry-run")

    assert [
        "53.2.3.4.in-addr.arpa. PTR",
        "99.2.3.4.in-addr.arpa. PTR",
        "a.example.org. A",
        "a.example.org. AAAA",
        "mx.example.net. A",
        "mx.example.net. AAAA",
    ] == sorted(ran.out.splitlines())


def whole_set() -> dict[str, str]:
    """Return zones in which no look-up ends unknown."""
    reverse = ZONE.replace("      MX   10 mx.example.net.\nns1   A    4.3.2.53", "53 PTR ns1.example.com.")
    reverse = reverse.replace(" ns1\n", " ns1.example.com.\n").replace(" ns1 hostmaster", " ns1.example.com. h")
    return {"zones/example.com.zone": ZONE.replace("mx.example.net.", "ns1"), "zones/2.3.4.in-addr.arpa.zone": reverse}


def test_nothing_unknown_asks_nothing(command: CommandLine, server: LoopbackServer) -> None:
    """A set that is whole needs no resolver, and says so."""
    write(whole_set())
    ran = snapshot(command, server, "zones")

    assert (0, "zonelint: there is nothing to ask: no look-up is unknown\n") == (ran.status, ran.err)
    assert not Path(FILE_NAME).exists()


def test_file_that_assume_names_is_written_in_any_case(command: CommandLine, server: LoopbackServer) -> None:
    """Else every other command would go on to ask for it."""
    write({**whole_set(), ".zonelint.toml": f'sources = ["zones"]\nassume = ["{FILE_NAME}"]\n'})

    assert 2 == command("check").status
    assert 0 == snapshot(command, server).status
    assert Path(FILE_NAME).exists()
    assert 2 != command("check").status


def test_rules_can_be_chosen(command: CommandLine, server: LoopbackServer) -> None:
    """`--select` narrows the questions to those of some rules and of `senders`."""
    write(FILES)

    assert ["mx.example.net. A", "mx.example.net. AAAA"] == snapshot(
        command, server, "--dry-run", "--select", "mx-target-without-address"
    ).out.splitlines()


# -- where it is written ---------------------------------------------------------------------------------------------


def test_line_for_the_configuration_is_told(command: CommandLine, server: LoopbackServer) -> None:
    """Where `assume` does not name the file, the line to write is shown with what stands there already."""
    write({**FILES, "own": "", ".zonelint.toml": 'sources = ["zones/"]\nassume = ["own"]\n'})
    ran = snapshot(command, server)

    assert f'when this line is in .zonelint.toml: assume = ["own", "{FILE_NAME}"]' in ran.err
    assert "assume" not in snapshot(command, server, "-o", "own").err


def test_file_of_assume_is_found_by_its_head(command: CommandLine, server: LoopbackServer) -> None:
    """A file that was written by the command under another name is written again."""
    write({**FILES, ".zonelint.toml": 'sources = ["zones/"]\nassume = ["others.zone"]\n'})
    first = snapshot(command, server, "--output", "others.zone")
    server.know("mx.example.net. A 5.3.2.26")
    second = snapshot(command, server)

    assert [0, 0] == [first.status, second.status]
    assert "5.3.2.26" in Path("others.zone").read_text()
    assert not Path(FILE_NAME).exists()


def test_file_of_other_hands_is_left_alone(command: CommandLine, server: LoopbackServer) -> None:
    """A file that the command did not write is never overwritten."""
    write(FILES)
    status, error = snapshot(command, server, "--output", "zones/example.com.zone").error

    assert (2, True) == (status, "was not written by `zonelint snapshot`" in error)
    assert ZONE == Path("zones/example.com.zone").read_text()
    assert [] == server.asked


def test_file_with_the_marks_of_a_merge_is_written_anew(command: CommandLine, server: LoopbackServer) -> None:
    """Two branches ran the command, and their heads differ by the day."""
    write(FILES)
    snapshot(command, server)
    head, _, rest = Path(FILE_NAME).read_text(encoding="ascii").partition("\n")
    both = f"<<<<<<< HEAD\n{head}\n=======\n{head.replace('24', '23')}\n>>>>>>> other\n{rest}"
    Path(FILE_NAME).write_text(both, encoding="ascii")
    ran = snapshot(command, server)

    assert (0, f"{head}\n{rest}") == (ran.status, Path(FILE_NAME).read_text(encoding="ascii"))


@pytest.mark.parametrize("text", ["{}", "\ufeff{}"], ids=["plain", "byte order mark"])
def test_line_ends_of_windows_are_no_news(text: str, command: CommandLine, server: LoopbackServer) -> None:
    """Git may have put them there."""
    write(FILES)
    snapshot(command, server)
    path = Path(FILE_NAME)
    octets = text.format(path.read_text(encoding="ascii")).replace("\n", "\r\n").encode()
    path.write_bytes(octets)
    ran = snapshot(command, server)

    assert (0, octets) == (ran.status, path.read_bytes())


def test_permissions_stay(command: CommandLine, server: LoopbackServer) -> None:
    """Who may read and write the file is the user's matter."""
    write(FILES)
    snapshot(command, server)
    Path(FILE_NAME).chmod(0o660)
    Path(FILE_NAME).write_text("", encoding="ascii")
    snapshot(command, server)

    assert entries()
    assert 0o660 == Path(FILE_NAME).stat().st_mode & 0o777


def test_link_beside_the_file_is_not_written_through(command: CommandLine, server: LoopbackServer) -> None:
    """The name of the temporary file can be guessed."""
    write({**FILES, "precious": "x"})
    os.symlink("precious", f"{FILE_NAME}.{os.getpid()}.tmp")
    snapshot(command, server)

    assert "x" == Path("precious").read_text(encoding="ascii")


def test_standard_output(command: CommandLine, server: LoopbackServer) -> None:
    """`--output -` prints what would be written, and writes no file."""
    write(FILES)
    ran = snapshot(command, server, "--output", "-")

    assert "mx.example.net. IN A 5.3.2.25 ; seen 2026-11-24" in entries(ran.out)
    assert not Path(FILE_NAME).exists()


def test_file_in_a_folder_of_zones_is_no_zone(command: CommandLine, server: LoopbackServer) -> None:
    """Without a configuration the file lies among the zones, and `check` passes over it."""
    write({"example.com.zone": ZONE})
    snapshot(command, server, ".")

    assert 1 == command("inventory", ".", "--format", "json").out.count('"origin":')
    assert Path(FILE_NAME).exists()


def test_link_is_not_followed_by_default(command: CommandLine, server: LoopbackServer) -> None:
    """A link of the default name, which a repository may hold, leads to no file outside."""
    write({"sub/zones/example.com.zone": ZONE, "sub/.zonelint.toml": 'sources = ["zones/"]\n'})
    Path("sub", FILE_NAME).symlink_to("../target")

    assert 2 == snapshot(command, server, "sub").status
    assert not Path("target").exists()


# -- a second run ----------------------------------------------------------------------------------------------------


def test_same_day_same_bytes(command: CommandLine, server: LoopbackServer) -> None:
    """A second run changes nothing, though the earlier answers are no evidence for it."""
    write(FILES)
    snapshot(command, server)
    before = Path(FILE_NAME).read_bytes()
    asked = len(server.asked)
    ran = snapshot(command, server)

    assert before == Path(FILE_NAME).read_bytes()
    assert 2 * asked == len(server.asked)
    assert "is left as it is" in ran.err


def test_fresh_days_stay(command: CommandLine, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some days later only what has changed has a new day."""
    write(FILES)
    snapshot(command, server)
    on_day(monkeypatch, "2026-12-10")
    server.forget()
    server.know("53.2.3.4.in-addr.arpa. PTR ns1.example.com.", "mx.example.net. A 5.3.2.26")
    snapshot(command, server)

    assert [
        "53.2.3.4.in-addr.arpa. IN PTR ns1.example.com. ; seen 2026-11-24",
        "; none: 26.2.3.5.in-addr.arpa. PTR NXDOMAIN 2026-12-10",
        "mx.example.net. IN A 5.3.2.26 ; seen 2026-12-10",
        "; none: mx.example.net. AAAA NODATA 2026-11-24",
    ] == entries()


@pytest.mark.parametrize(("day", "words"), [("2026-12-25", ()), ("2026-11-25", ("--refresh",))])
def test_days_are_renewed(
    day: str, words: tuple[str, ...], command: CommandLine, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third of the age at which entries count as old is enough, or the user's wish."""
    write(FILES)
    snapshot(command, server)
    on_day(monkeypatch, day)
    snapshot(command, server, *words)

    assert 4 == sum(line.endswith(f" {day}") for line in entries())


def test_days_are_renewed_before_they_are_stale(
    command: CommandLine, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a short `max-age` no entry is stale after a run."""
    write({**FILES, ".zonelint.toml": CONFIG + "[rules.assumption-stale]\nmax-age = 6\n"})
    snapshot(command, server)
    on_day(monkeypatch, "2026-11-28")
    snapshot(command, server)

    assert 4 == sum(line.endswith(" 2026-11-28") for line in entries())


def test_failed_question_keeps_its_entry(
    command: CommandLine, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record stays with its older day, what it leads to is still asked, and the failure is told."""
    write(FILES)
    snapshot(command, server)
    on_day(monkeypatch, "2027-01-24")
    server.special["mx.example.net.", "A"] = with_rcode("SERVFAIL")
    ran = snapshot(command, server)

    assert 0 == ran.status
    assert "mx.example.net. A: no answer: the response is SERVFAIL; the earlier records are kept" in ran.err
    assert "mx.example.net. IN A 5.3.2.25 ; seen 2026-11-24" in entries()
    assert "25.2.3.5.in-addr.arpa. IN PTR mx.example.net. ; seen 2027-01-24" in entries()


def test_what_nothing_asks_for_is_dropped(command: CommandLine, server: LoopbackServer) -> None:
    """An entry whose look-up has gone from the zones goes, too, and is told."""
    write({**FILES, "zones/example.com.zone": ZONE + "@ MX 20 old.example.net.\n"})
    server.know("old.example.net. A 5.3.2.99")
    snapshot(command, server)
    write(FILES)
    ran = snapshot(command, server)

    assert [] == [line for line in entries() if "old." in line or "99." in line]
    assert "zonelint: old.example.net. A: removed, because nothing asks for it any more\n" in ran.err


def test_alias_that_is_none_any_more_is_no_entry_without_use(command: CommandLine, server: LoopbackServer) -> None:
    """Where a host takes the place of an alias, the look-up is the same: only what the alias led to is dropped."""
    write(FILES)
    server.special["mx.example.net.", "A"] = answering("mx.example.net. CNAME a.example.", "a.example. A 5.3.2.25")
    snapshot(command, server)
    server.special.clear()
    ran = snapshot(command, server)
    dropped = [line for line in ran.err.splitlines() if "removed, because" in line]

    assert ["zonelint: a.example. A: removed, because nothing asks for it any more"] == [
        line for line in dropped if not line.startswith("zonelint: a.example. AAAA")
    ]


def test_what_is_gone_is_told(command: CommandLine, server: LoopbackServer) -> None:
    """A record that the resolver does not know any more becomes a comment, and a line of the summary."""
    write(FILES)
    snapshot(command, server)
    server.forget()
    ran = snapshot(command, server)

    assert "zonelint: 53.2.3.4.in-addr.arpa. PTR: NXDOMAIN, and it was there before\n" in ran.err
    assert "; none: 53.2.3.4.in-addr.arpa. PTR NXDOMAIN 2026-11-24" in entries()


def test_absence_answers_until_it_is_old(
    command: CommandLine, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the resolver said not to exist is absent to look-ups, and after `max-age` days unknown again."""
    write(FILES)
    server.forget()
    server.know("mx.example.net. A 5.3.2.25")
    snapshot(command, server)

    assert "NXDOMAIN" == command("lookup", "25.2.3.5.in-addr.arpa.", "PTR", "--format", "json").json["status"]
    on_day(monkeypatch, "2027-02-23")
    found = command("lookup", "25.2.3.5.in-addr.arpa.", "PTR", "--format", "json").json
    assert "UNKNOWN" == found["status"]
    assert "25.2.3.5.in-addr.arpa. PTR was absent when asked on 2026-11-24, which is too long ago" == found["why"]


def test_provider_without_ptr_breaks_the_sender(command: CommandLine, server: LoopbackServer) -> None:
    """A sender whose PTR the provider does not hold is broken, and the finding says who must add which record."""
    write({**FILES, "zones/example.com.zone": ZONE.replace("mx.example.net.", "mail") + "mail A 5.3.2.25\n"})
    snapshot(command, server)
    server.forget()
    snapshot(command, server)
    (sender,) = command("senders", "--format", "json").json["senders"]
    (finding,) = command("check", "--format", "json", "--select", "mail-sender-without-ptr").json["findings"]

    assert ("broken", "it has no PTR: 25.2.3.5.in-addr.arpa. was absent when asked on 2026-11-24") == (
        sender["verdict"],
        sender["why"],
    )
    assert "warning" == finding["severity"]
    assert finding["message"].endswith("; it was absent when asked on 2026-11-24")
    assert (
        "ask whoever runs 2.3.5.in-addr.arpa. to add `25.2.3.5.in-addr.arpa. IN PTR mail.example.com.`"
        == finding["help"]
    )


def test_absence_needs_its_proof(command: CommandLine, server: LoopbackServer) -> None:
    """A response that says there is nothing, without an SOA record, is no answer."""
    write(FILES)
    server.special["25.2.3.5.in-addr.arpa.", "PTR"] = without_soa
    ran = snapshot(command, server)

    assert "25.2.3.5.in-addr.arpa. PTR: no answer: the response holds neither such a record nor the SOA" in ran.err
    assert not any("25.2.3.5.in-addr.arpa." in line for line in entries())


# -- a resolver that does not do its work ----------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [silence, garbage, referral, with_rcode("REFUSED")])
def test_nothing_answered_writes_nothing(fault: object, command: CommandLine, server: LoopbackServer) -> None:
    """Exit status 2, one line, and the file is as it was."""
    write(FILES)
    snapshot(command, server)
    before = Path(FILE_NAME).read_bytes()
    for name, rtype in (line.split() for line in QUESTIONS):
        server.special[name, rtype] = fault  # type: ignore[assignment]
    status, error = snapshot(command, server).error

    assert (2, True) == (status, error.startswith("none of 3 questions was answered, nothing is written: "))
    assert error.endswith(f"; asked was 127.0.0.1:{server.port}, --resolver names another")
    assert before == Path(FILE_NAME).read_bytes()


def test_flood_does_not_hold_up() -> None:
    """What is passed over comes without an end: after the time nothing is read, though there is something."""
    now = [0.0]
    with timed_socket("127.0.0.1", 1.0, lambda: now[0]) as sock:
        sock.bind(("127.0.0.1", 0))
        for _ in range(2):
            sock.sendto(b"?", sock.getsockname())
        first = sock.recvfrom(10)[0]
        now[0] = 1.0

        assert b"?" == first
        with pytest.raises(dns.exception.Timeout):
            sock.recvfrom(10)


@pytest.mark.parametrize(("links", "status"), [(0, "FOUND"), (11, "FOUND"), (12, "FAILED")])
def test_chain_in_a_response_is_bounded(links: int, status: str) -> None:
    """As in look-ups: what needs 12 aliases or more works at no usual resolver."""
    chain = [f"n{number}.example.net. CNAME n{number + 1}.example.net." for number in range(links)]
    query = dns.message.make_query("n0.example.net.", "A")
    response = answering(*chain, f"n{links}.example.net. A 4.3.2.1")(query)

    assert isinstance(response, dns.message.Message)
    assert status == read_response(response, "n0.example.net.", "A").status


def test_silent_resolver_is_given_up(command: CommandLine, server: LoopbackServer) -> None:
    """Where nothing answers at all, most questions are not even sent."""
    names = [f"h{number}.example.net." for number in range(60)]
    write(
        {
            **FILES,
            "zones/example.com.zone": ZONE + "".join(f"a{number} CNAME {name}\n" for number, name in enumerate(names)),
        }
    )
    for name in names:
        server.special[name, "A"] = silence
    for name, rtype in (line.split() for line in QUESTIONS):
        server.special[name, rtype] = silence

    assert 2 == snapshot(command, server, "--timeout", "0.1").status
    assert 8 <= len(server.asked) <= 40


def test_lost_response_is_asked_for_again(command: CommandLine, server: LoopbackServer) -> None:
    """One lost packet does not fail a question."""
    write(FILES)
    lost: list[dns.message.Message] = []

    def first_is_lost(query: dns.message.Message) -> dns.message.Message | None:
        lost.append(query)
        return answering("mx.example.net. A 5.3.2.25")(query) if len(lost) > 1 else None  # type: ignore[return-value]

    server.special["mx.example.net.", "A"] = first_is_lost
    snapshot(command, server)

    assert "mx.example.net. IN A 5.3.2.25 ; seen 2026-11-24" in entries()


def test_truncated_response_is_asked_for_by_tcp(command: CommandLine, server: LoopbackServer) -> None:
    """All records of an RRset that fits no datagram are written."""
    write(FILES)
    server.know(*(f"mx.example.net. AAAA 2001:db8::{number:x}" for number in range(1, 101)))
    snapshot(command, server)

    assert [("mx.example.net.", "AAAA")] == server.by_tcp
    assert 100 == sum(line.startswith("mx.example.net. IN AAAA ") for line in entries())


def test_too_many_questions(command: CommandLine, server: LoopbackServer) -> None:
    """Over the bound nothing is asked; the message counts, and says how to narrow."""
    write(FILES)
    status, error = snapshot(command, server, "--max-questions", "2").error

    assert 2 == status
    assert error.startswith(
        "there are 3 questions (1 PTR, 1 A, 1 AAAA), and nothing was asked: --max-questions allows 2"
    )
    assert [] == server.asked


def test_bound_holds_for_what_answers_lead_to(command: CommandLine, server: LoopbackServer) -> None:
    """What comes up later and is one too many is told, and its earlier entry stays."""
    write(FILES)
    snapshot(command, server)
    server.asked.clear()
    ran = snapshot(command, server, "--max-questions", "3")

    assert 3 == len(server.asked)
    assert (
        "25.2.3.5.in-addr.arpa. PTR: no answer: it was not asked: it would be one question too many; the earlier"
        in ran.err
    )
    assert "25.2.3.5.in-addr.arpa. IN PTR mx.example.net. ; seen 2026-11-24" in entries()


def test_endless_chain_ends(command: CommandLine, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that makes up a new alias for each question is asked no more often than the bounds allow."""
    write({**FILES, "zones/example.com.zone": ZONE + "www CNAME n0.example.net.\n"})

    class Endless(dict):  # type: ignore[type-arg]
        def get(self, key: tuple[str, str], default: object = None) -> object:
            name = key[0]
            number = name[1:].partition(".")[0]
            if not (name.startswith("n") and number.isdigit()):
                return default
            return answering(f"{name} CNAME n{int(number) + 1}.example.net.")

    server.special = Endless()
    ran = snapshot(command, server)

    assert 0 == ran.status
    assert 0 < sum(name.startswith("n") for name, _ in server.asked) <= 20


def addresses(number: int) -> list[str]:
    """Return `number` more A records of the exchange of `ZONE`."""
    return [f"mx.example.net. A 5.4.{each >> 8}.{each & 255}" for each in range(number)]


FRIEND = "@ MX 20 friend.example.org.\n"


def test_answer_of_thousands_of_records_is_not_taken(command: CommandLine, server: LoopbackServer) -> None:
    """The look-up stays unknown, which is told, and all others are asked."""
    write({**FILES, "zones/example.com.zone": ZONE + FRIEND})
    server.know(*addresses(3499))
    server.know("friend.example.org. A 5.3.2.7", "7.2.3.5.in-addr.arpa. PTR friend.example.org.")
    ran = snapshot(command, server, "--max-questions", "20", "--timeout", "10")

    assert 0 == ran.status
    assert "mx.example.net. A: no answer: the answer holds 3500 records, and more than 256 are not taken" in ran.err
    assert "7.2.3.5.in-addr.arpa. IN PTR friend.example.org. ; seen 2026-11-24" in entries()
    assert [] == [line for line in entries() if "5.4." in line]


def test_name_that_leads_to_many_questions_leaves_those_of_others(command: CommandLine, server: LoopbackServer) -> None:
    """Its share is a hundred; the name that was cut is told, and what another leads to is asked later on."""
    chain = [f"friend{number}.example.org. CNAME friend{number + 1}.example.org." for number in range(2)]
    write({**FILES, "zones/example.com.zone": ZONE + "@ MX 20 friend.example.org.\n"})
    server.know(*addresses(249), "friend.example.org. A 5.3.2.7", "7.2.3.5.in-addr.arpa. PTR friend0.example.org.")
    server.know(*chain, "friend2.example.org. A 5.3.2.7")
    ran = snapshot(command, server, "--max-questions", "120")

    led = {each for each in server.asked if each[0].endswith(("mx.example.net.", ".5.in-addr.arpa."))}
    led.discard(("7.2.3.5.in-addr.arpa.", "PTR"))
    assert 100 == len(led)
    assert "zonelint: warning: mx.example.net. leads to 252 questions, and 100 of them were asked\n" in ran.err
    assert ("friend0.example.org.", "A") in server.asked
    assert 249 == len([line for line in entries() if line.startswith("mx.example.net. IN A 5.4.")])


@pytest.mark.parametrize(
    ("hop", "asked"),
    [
        (lambda name: [f'{name} TXT "v=spf1 {" ".join(f"include:{i}.{name}" for i in range(5))} -all"'], "TXT"),
        (lambda name: [f"{name} MX 1 {i}.{name}" for i in range(200)], "MX"),
    ],
    ids=["spf", "mx"],
)
def test_tree_of_answers_is_bounded(
    hop: Callable[[str], list[str]], asked: str, command: CommandLine, server: LoopbackServer
) -> None:
    """Includes that include, and exchanges of a domain that SPF names, are counted for the name in the zones."""
    spf = '@ TXT "v=spf1 include:tree.example.net mx:tree.example.net -all"\n'
    write({**FILES, "zones/example.com.zone": ZONE + spf})

    class Tree(dict):  # type: ignore[type-arg]
        def get(self, key: tuple[str, str], default: object = None) -> object:
            name, rtype = key
            return answering(*hop(name)) if rtype == asked and name.endswith("tree.example.net.") else default

    server.special = Tree()
    ran = snapshot(command, server)

    assert 100 >= len({each for each in server.asked if each[0].endswith("tree.example.net.")})
    assert "zonelint: warning: tree.example.net. leads to " in ran.err


# -- hostile answers -------------------------------------------------------------------------------------------------

HOSTILE = [
    pytest.param(answering("bank.example. A 6.6.6.6"), id="other owner"),
    pytest.param(answering("mx.example.net. TXT 6.6.6.6"), id="other type"),
    pytest.param(answering("mx.example.net. A \\# 4 06060606", rdclass="HS"), id="other class"),
    pytest.param(answering("mx.example.net. A 5.3.2.25", "mx.example.net. TXT 6.6.6.6"), id="beside the answer"),
    pytest.param(
        answering("mx.example.net. CNAME a.example.", "b.example. A 6.6.6.6", "a.example. A 5.3.2.25"),
        id="beside the chain",
    ),
    pytest.param(
        answering("mx.example.net. CNAME ns1.example.com.", "ns1.example.com. A 6.6.6.6"), id="a name of ours"
    ),
]
"""Responses with a record that nobody asked for: 6.6.6.6."""


@pytest.mark.parametrize("response", HOSTILE)
def test_what_was_not_asked_is_not_written(response: Special, command: CommandLine, server: LoopbackServer) -> None:
    """Other owners, types and classes, and what stands beside the chain, do not reach the file."""
    write(FILES)
    server.special["mx.example.net.", "A"] = response
    ran = snapshot(command, server)

    assert 0 == ran.status
    assert "6.6.6.6" not in Path(FILE_NAME).read_text()
    assert "06060606" not in Path(FILE_NAME).read_text()


def test_loop_of_aliases_ends(command: CommandLine, server: LoopbackServer) -> None:
    """A chain that bites its tail is written as it is, and makes no hang."""
    write(FILES)
    chain = answering("mx.example.net. CNAME a.example.", "a.example. CNAME mx.example.net.")
    server.special["mx.example.net.", "A"] = server.special["mx.example.net.", "AAAA"] = chain
    ran = snapshot(command, server)

    assert 0 == ran.status
    assert 2 == sum(" IN CNAME " in line for line in entries())


def test_controls_in_an_answer_stay_spelled(command: CommandLine, server: LoopbackServer) -> None:
    """Neither the file nor the terminal gets a control character, and no line is broken."""
    name = "\\027[2j\\010evil.example."
    write(FILES)
    server.special["53.2.3.4.in-addr.arpa.", "PTR"] = answering(f"53.2.3.4.in-addr.arpa. PTR {name}")
    ran = snapshot(command, server)
    text = Path(FILE_NAME).read_text(encoding="ascii")

    assert f"53.2.3.4.in-addr.arpa. IN PTR {name} ; seen 2026-11-24" in entries()
    assert [] == [char for char in (text + ran.err).replace("\n", "") if not " " <= char <= "~"]


@pytest.mark.parametrize("name", ["zonelint:ignore-file[ALL].example.", "\\;zonelint:ignore-file[ALL].example."])
def test_name_in_an_answer_is_no_directive(name: str, command: CommandLine, server: LoopbackServer) -> None:
    """A name that reads like a suppression, in a record or in a comment, suppresses nothing."""
    write(FILES)
    server.special["mx.example.net.", "A"] = answering(f"mx.example.net. CNAME {name}")
    snapshot(command, server)
    shown = command("--format", "json").json

    assert 2 == sum("ignore-file[all].example." in line and "; none: " in line for line in entries())
    assert 1 == sum(f" IN CNAME {name.lower()} ; seen " in line for line in entries())
    assert [] == [item for item in shown["findings"] if item["path"] == FILE_NAME]


# -- use -------------------------------------------------------------------------------------------------------------


def test_hooks_do_not_ask(command: CommandLine, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under pre-commit the command refuses."""
    write(FILES)
    monkeypatch.setenv("PRE_COMMIT", "1")
    status, error = snapshot(command, server).error

    assert (2, True) == (status, error.startswith("a hook must not use the network"))
    assert [] == server.asked


@pytest.mark.parametrize(
    "words",
    [
        ("--resolver", "ns1.example.com"),
        ("--resolver", "127.0.0.1:0"),
        ("--resolver", "127.0.0.1:65536"),
        ("--resolver", "[::1"),
        ("--resolver", "[::1]53"),
        ("--timeout", "0"),
        ("--timeout", "x"),
        ("--max-questions", "0"),
        ("--output", "no/such/folder/file"),
        ("--output", "zones"),
    ],
)
def test_wrong_use(words: tuple[str, str], command: CommandLine) -> None:
    """A value that makes no sense is one clear line and exit status 2."""
    write(FILES)

    assert 2 == command("snapshot", "--dry-run", *words).error[0]


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("192.0.2.1", ("192.0.2.1", 53)),
        ("192.0.2.1:5300", ("192.0.2.1", 5300)),
        ("2001:db8:0::1", ("2001:db8::1", 53)),
        ("[2001:db8::1]", ("2001:db8::1", 53)),
        ("[2001:db8::1]:5300", ("2001:db8::1", 5300)),
    ],
)
def test_resolver_is_spelled(text: str, server: tuple[str, int]) -> None:
    """Address and port as people write them."""
    assert server == server_of(text)


def test_missing_system_resolver(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a resolver is told which option names one."""
    import dns.resolver

    def none(*_: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    write(FILES)
    monkeypatch.setattr(dns.resolver, "Resolver", none)
    status, error = command("snapshot").error

    assert (2, True) == (status, error.endswith("give one with --resolver"))


def test_help_lists_the_options(command: CommandLine) -> None:
    """`zonelint snapshot --help` shows its own options and those that choose rules and zones."""
    shown = command("snapshot", "--help").out

    assert [] == [
        name
        for name in ("--resolver", "--timeout", "--max-questions", "--output", "--dry-run", "--select", "--view")
        if name not in shown
    ]


# -- rules that fail -------------------------------------------------------------------------------------------------


def test_failed_rule_drops_no_entry(
    command: CommandLine, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would have asked for is not known: its earlier answers stay, and the status is 3."""
    server.know("www.example.net. A 5.3.2.99")
    write({**FILES, "zones/example.com.zone": ZONE + "www CNAME www.example.net.\n"})
    snapshot(command, server)
    before = entries()
    on_day(monkeypatch, "2026-11-25")
    monkeypatch.setattr("zonelint_rules.aliases.cname_target_missing.check_record", lambda *_: 1 / 0)
    ran = snapshot(command, server, "--select", "cname-target-missing")

    assert 3 == ran.status
    assert "the rule cname-target-missing of the package zonelint_rules failed" in ran.err
    assert "www.example.net. IN A 5.3.2.99 ; seen 2026-11-24" in before
    assert before == entries()
