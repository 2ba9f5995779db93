"""A real Postfix, to which the zones are all of the DNS, must judge mail senders as zonelint does.

    Postfix accepts        ok
    450, try again later   unknown: the DNS did not tell, and neither do the zones
    550                    broken: proved

The restrictions are reject_unknown_reverse_client_hostname (there is a PTR), reject_unknown_client_hostname (it leads
back: `zonelint senders`), reject_unknown_sender_domain and reject_unknown_helo_hostname. Generated set-ups have one PTR
and no aliases in a circle; what differs there is at the end, each with its reason.
"""

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from mail_machine import Session
from mail_setups import SetUp, Traits, set_ups, zones_of
from mail_traits import DOMAINS, GREETINGS, STRAIGHT, TARGETS, WAYS, Names, Way
from mail_verdicts import BROKEN, OK, UNKNOWN, Findings, verdicts, write_files
from postfix_server import RESTRICTIONS, demand_judge, judge

SEEDS = [int(word) for word in os.environ.get("POSTFIX_SEEDS", "1 2 3").split()]
"""Others by the environment: POSTFIX_SEEDS="17 18" make test-peers."""
COUNT = 300

VERDICTS = {"250": OK, "450": UNKNOWN, "550": BROKEN}


@pytest.fixture(scope="module", autouse=True)
def _postfix_can_run() -> None:
    demand_judge()


def postfix_replies(judged: Sequence[SetUp], folder: Path) -> list[dict[str, str]]:
    """Return the replies of Postfix to each set-up."""
    sessions = [Session(each.address, each.helo, f"news@{each.domain.rstrip('.')}") for each in judged]
    return judge(zones_of(judged), sessions, folder)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_agrees_with_postfix(seed: int, tmp_path: Path) -> None:
    """For each set-up all four verdicts are those of Postfix."""
    judged = set_ups(seed, COUNT)
    write_files(judged, tmp_path)
    ours = verdicts(judged, Findings(judged, tmp_path))
    differences = [
        f"seed {seed}: {restriction}: zonelint {our[restriction]}, Postfix {reply}\n{set_up}"
        for set_up, our, replies in zip(judged, ours, postfix_replies(judged, tmp_path), strict=True)
        for restriction, reply in replies.items()
        if our[restriction] != VERDICTS[reply[:3]]
    ]

    assert [] == differences, "\n".join(differences)


@pytest.mark.parametrize("seed", SEEDS)
def test_set_ups_are_many_and_hold_every_trait(seed: int) -> None:
    """No two are alike, and each trait comes up."""
    made = set_ups(seed, COUNT)

    assert COUNT == len({each.traits for each in made})
    assert [{4, 6}, *map(set, (WAYS, TARGETS, DOMAINS, GREETINGS))] == [
        {each.traits[place] for each in made} for place in range(5)
    ]


# -- what is written down --------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """Traits, the four verdicts of Postfix on a set-up with them, and ours where they differ.

    Verdicts are in the order of RESTRICTIONS: reverse, client, sender, helo.
    """

    traits: Traits
    postfix: str
    ours: str = ""


class Outcome(NamedTuple):
    """What came of the CASES, by name: the set-ups, our verdicts and the replies of Postfix; and all our findings."""

    judged: dict[str, SetUp]
    findings: Findings
    ours: dict[str, dict[str, str]]
    replies: dict[str, dict[str, str]]


def circle(name: str) -> str:
    """Return two aliases that lead to each other, `name` first."""
    return f"{name} CNAME {name}-2\n{name}-2 CNAME {name}"


def row(links: int, end: str) -> str:
    """Return a chain of aliases, from "row" to a name with the record `end`."""
    names = ["row", *(f"row{number}" for number in range(1, links)), f"row{links}"]
    return "\n".join([f"{alias} CNAME {target}" for alias, target in pairwise(names)] + [f"{names[-1]} {end}"])


def two(first: str, second: str) -> Traits:
    """Return a set-up with two PTRs, in this order."""
    return Traits(way=Way(f"{{label}} PTR {first}\n{{label}} PTR {second}"), target=HOSTS)


BACK, ALSO_BACK, NOT_BACK, OUTSIDE = "mail.{domain}", "relay.{domain}", "web.{domain}", "mail.{outside}"
HOSTS = Names(BACK, "mail {type} {address}\nrelay {type} {address}\nweb {type} {other}")

CASES = {
    "all in order": Case(Traits(), "ok ok ok ok"),
    "all in order, IPv6": Case(Traits(6, domain="an address"), "ok ok ok ok"),
    "no PTR": Case(Traits(way="no PTR"), "broken broken ok ok"),
    "no PTR, IPv6": Case(Traits(6, way="no PTR"), "broken broken ok ok"),
    "names without address": Case(
        Traits(4, STRAIGHT, "no address", "neither MX nor address", "no address"), "ok broken broken broken"
    ),
    "names that are missing": Case(
        Traits(4, STRAIGHT, "a name that is missing", "missing", "missing"), "ok broken broken broken"
    ),
    "another address": Case(Traits(target="another address", domain="an MX that is missing"), "ok broken ok ok"),
    "aliases of another address": Case(
        Traits(4, STRAIGHT, "an alias of another address", "an alias of a host", "an alias"), "ok broken ok ok"
    ),
    "an alias of the host": Case(Traits(target="an alias", greeting="the address"), "ok ok ok ok"),
    "a PTR without its final dot": Case(Traits(target="a name without final dot"), "ok broken ok ok"),
    "two PTRs, none leads back": Case(
        two(NOT_BACK, "gone.{domain}")._replace(domain="a null MX"), "ok broken broken ok"
    ),
    "names in zones that are not loaded": Case(
        Traits(4, STRAIGHT, *["a zone that is not loaded"] * 3), "ok unknown unknown unknown"
    ),
    "classless": Case(Traits(way="classless", domain="an MX without address"), "ok ok ok ok"),
    "classless, CNAME to nothing": Case(
        Traits(way="classless, CNAME to nothing", domain="an MX that is an alias"), "broken broken ok ok"
    ),
    "classless, child not loaded": Case(Traits(way="classless, child not loaded"), "unknown unknown ok ok"),
    "reverse zone not loaded": Case(Traits(way="reverse zone not loaded"), "unknown unknown ok ok"),
    "a single label for a name": Case(Traits(target="a single label"), "ok broken ok ok"),
    "a number for a name": Case(Traits(target="a number", greeting="an address literal"), "broken broken ok ok"),
    "a CNAME into the forward zone": Case(
        Traits(way="CNAME into the forward zone", domain="a null MX beside another"), "ok ok broken ok"
    ),
    "underscores": Case(Traits(target="an underscore", greeting="an underscore"), "ok ok ok ok"),
    "names below a delegation": Case(
        Traits(4, STRAIGHT, *["a delegation, child not loaded"] * 3), "ok unknown unknown unknown"
    ),
    "a PTR to a wildcard": Case(
        Traits(target="a wildcard", domain="an MX by a wildcard", greeting="by a wildcard"), "broken broken ok ok"
    ),
    # A resolver that holds the zone of a name of the inside answers for it. Those of receivers elsewhere do not.
    "a name of the inside": Case(
        Traits(target=Names("mail.lan.", "", ("lan.", "mail {type} {address}"))), "ok ok ok ok", "ok broken ok ok"
    ),
    # Of several PTRs Postfix looks at the first that it gets, and which that is, is chance on the Internet: resolvers
    # shuffle. Here they do not, so it is the first of the file. zonelint wants all of them to lead back.
    "two PTRs, both lead back": Case(two(BACK, ALSO_BACK), "ok ok ok ok"),
    "two PTRs, the first leads back": Case(two(BACK, NOT_BACK), "ok ok ok ok", "ok unknown ok ok"),
    "two PTRs, the second leads back": Case(two(NOT_BACK, BACK), "ok broken ok ok", "ok unknown ok ok"),
    "two PTRs, one back, one out of the set": Case(two(BACK, OUTSIDE), "ok ok ok ok", "ok unknown ok ok"),
    "two PTRs, one not back, one out of the set": Case(two(NOT_BACK, OUTSIDE), "ok broken ok ok", "ok unknown ok ok"),
    "two PTRs, one out of the set, one not back": Case(two(OUTSIDE, NOT_BACK), "ok unknown ok ok"),
    "two PTRs, one back, one a number": Case(two(BACK, "4.3.2.1."), "ok ok ok ok", "ok unknown ok ok"),
    # Postfix asks the DNS for nothing that is no host name.
    "a greeting with a hyphen at an end": Case(
        Traits(greeting=Names("helo-.{domain}", "helo- A {nowhere}")), "ok ok ok broken"
    ),
    "a greeting with a hyphen in front": Case(
        Traits(greeting=Names("-helo.{domain}", "-helo A {nowhere}")), "ok ok ok broken"
    ),
    # SetUp takes one dot away.
    "a greeting with a final dot": Case(
        Traits(greeting=Names("helo.{domain}.", "helo A {nowhere}")), "ok ok ok broken"
    ),
    # Aliases in a circle are proved by the zones. A resolver gives up on them (SERVFAIL), so Postfix defers for ever.
    "a reverse name in a circle": Case(
        Traits(way=Way(circle("{label}"))), "unknown unknown ok ok", "broken broken ok ok"
    ),
    "a PTR to a circle": Case(Traits(target=Names(BACK, circle("mail"))), "ok unknown ok ok", "ok broken ok ok"),
    "a sender in a circle": Case(
        Traits(domain=Names("from.{domain}", circle("from"))), "ok ok unknown ok", "ok ok broken ok"
    ),
    "a greeting in a circle": Case(
        Traits(greeting=Names("helo.{domain}", circle("helo"))), "ok ok ok unknown", "ok ok ok broken"
    ),
    # A DNAME that makes names longer and longer ends with YXDOMAIN, which is final.
    "a PTR below a DNAME into itself": Case(
        Traits(target=Names("mail.old.{domain}", "old DNAME a.old")), "ok broken ok ok"
    ),
    # From 12 aliases on the resolver gives up (SERVFAIL), and Postfix defers for ever, as with a circle.
    "a row of 11 aliases": Case(Traits(target=Names("row.{domain}", row(11, "{type} {address}"))), "ok ok ok ok"),
    "a row of 12 aliases": Case(
        Traits(target=Names("row.{domain}", row(12, "{type} {address}"))), "ok unknown ok ok", "ok broken ok ok"
    ),
}  # fmt: skip

# What Postfix lets pass is broken for others, and other rules say so.
SPOKEN_OF = {
    "another address": "mx-target-without-address",
    "classless": "mx-target-without-address",
    "classless, CNAME to nothing": "mx-target-is-cname",
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Let both judge all CASES, which share one Postfix."""
    folder = tmp_path_factory.mktemp("cases")
    judged = {name: SetUp(number, case.traits) for number, (name, case) in enumerate(CASES.items())}
    write_files(list(judged.values()), folder)
    findings = Findings(list(judged.values()), folder)
    ours = verdicts(list(judged.values()), findings)
    replies = postfix_replies(list(judged.values()), folder)
    return Outcome(judged, findings, dict(zip(judged, ours, strict=True)), dict(zip(judged, replies, strict=True)))


@pytest.mark.parametrize("name", CASES)
def test_postfix_says_what_is_written(name: str, outcome: Outcome) -> None:
    """The judge judges as it always has."""
    replies = outcome.replies[name]

    assert CASES[name].postfix == " ".join(VERDICTS[replies[each][:3]] for each in RESTRICTIONS), replies


@pytest.mark.parametrize("name", CASES)
def test_zonelint_says_what_is_written(name: str, outcome: Outcome) -> None:
    """The same, or what the case says instead."""
    case = CASES[name]

    assert (case.ours or case.postfix) == " ".join(outcome.ours[name][each] for each in RESTRICTIONS)


@pytest.mark.parametrize(("name", "rule"), SPOKEN_OF.items())
def test_what_postfix_lets_pass_is_told_by_another_rule(name: str, rule: str, outcome: Outcome) -> None:
    """An exchange that cannot be reached does not keep Postfix from taking mail of the domain."""
    assert "250" == outcome.replies[name]["sender"][:3]
    assert {rule} == outcome.findings.rules_within(
        outcome.judged[name], "mx-target-without-address", "mx-target-is-cname"
    )
