"""A real Exim, to which the zones are all of the DNS, is the second judge of mail senders beside Postfix.

Its replies mean what those of Postfix do. The conditions are

    verify = reverse_host_lookup    one of the PTRs leads back (RFC 8601 section 3 calls it iprev): `zonelint senders`
    verify = sender                 mail to the sender's domain could be handed over to a host
    verify = helo                   the greeting belongs to the client

Of the first, all verdicts are the same. Of the others, Exim asks another question than our rules in some classes of
set-ups. Each is in DIFFERENCES, with the paragraph that tells why the verdicts are not one.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from exim_server import judge, why_no_judge
from mail_machine import Session
from mail_setups import SetUp, set_ups, zones_of
from mail_traits import DOMAINS, GREETINGS
from mail_verdicts import BROKEN, OK, UNKNOWN, Findings, verdicts, write_files

SEEDS = [int(word) for word in os.environ.get("EXIM_SEEDS", "1 2").split()]
"""Others by the environment: EXIM_SEEDS="17 18" make test-peers."""
COUNT = 300

VERDICTS = {"2": OK, "4": UNKNOWN, "5": BROKEN}


class Difference(NamedTuple):
    """A class of set-ups of which Exim says another thing than we.

    ours, exim  the verdicts
    traits      the traits of the sender's domain, or the greetings, that are in it
    rules       rules that speak of each set-up in it, whatever the verdict
    """

    ours: str
    exim: str
    traits: frozenset[str]
    rules: frozenset[str] = frozenset()


def these(*traits: str) -> frozenset[str]:
    """Return traits of the sender's domain, each of which there is."""
    assert set(traits) <= set(DOMAINS)
    return frozenset(traits)


NOT_HANDED_OVER = these("an MX that is missing", "an MX without address", "a delegation, child loaded")
NULL_AND_OTHER = these("a null MX beside another", "an MX beside a null MX")

DIFFERENCES = {
    "sender": [
        # RFC 5321 section 5.1: "If MX records are present, but none of them are usable, […] this situation MUST be
        # reported as an error." The verdict is on the question of Postfix, whether there is an MX; another rule speaks.
        Difference(OK, BROKEN, NOT_HANDED_OVER, frozenset({"mx-target-without-address"})),
        # By the same paragraph Exim looks for the addresses of the exchange, which the zones do not tell. There is an
        # MX, and nothing to say of it.
        Difference(OK, UNKNOWN, these("an MX out of the set")),
        # RFC 5321 section 4.1.2: the grammar of Domain has no underscore, so Exim takes no such address, whatever the
        # DNS says. RFC 2181 section 11 lets the DNS have the name, and Postfix accepts it.
        Difference(OK, BROKEN, these("an underscore")),
        # RFC 7505 section 3: "A domain that advertises a null MX MUST NOT advertise any other MX RR." What a receiver
        # makes of both is left open: Postfix goes by the null MX, Exim by the other. We report the records.
        Difference(BROKEN, OK, NULL_AND_OTHER, frozenset({"null-mx-not-alone"})),
        Difference(BROKEN, UNKNOWN, these("a null MX beside another by a wildcard"), frozenset({"null-mx-not-alone"})),
    ],
    "helo": [
        # RFC 5321 section 4.1.4: "An SMTP server MAY verify that the domain name argument in the EHLO command actually
        # corresponds to the IP address of the client. However, if the verification fails, the server MUST NOT refuse to
        # accept a message on that basis." Exim compares, our rule asks whether the name resolves (section 2.3.5).
        Difference(OK, BROKEN, frozenset(GREETINGS)),
        # The same, where the DNS does not tell: Exim takes each failure for a proof. We do not.
        Difference(UNKNOWN, BROKEN, frozenset(GREETINGS)),
    ],
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _exim_can_run() -> None:
    """Skip where it cannot, but for CI, which has all that it needs."""
    reason = "it needs root" if os.geteuid() != 0 else why_no_judge()
    if reason is None:
        return
    if "CI" in os.environ:
        pytest.fail(f"Exim cannot run: {reason}")
    pytest.skip(f"Exim cannot run: {reason}")


def is_explained(set_up: SetUp, condition: str, ours: str, exim: str, findings: Findings) -> bool:
    """Tell whether the verdicts are the same, or one of DIFFERENCES is why they are not."""
    trait = {"sender": set_up.traits.domain, "helo": set_up.traits.greeting}.get(condition)
    return ours == exim or any(
        (ours, exim) == (each.ours, each.exim)
        and trait in each.traits
        and each.rules == findings.rules_within(set_up, *each.rules)
        for each in DIFFERENCES.get(condition, [])
    )


def exim_verdicts(judged: Sequence[SetUp], folder: Path) -> list[dict[str, str]]:
    """Return for each set-up: client, sender and helo -> what Exim makes of it."""
    sessions = [Session(each.address, each.helo, f"news@{each.domain.rstrip('.')}") for each in judged]
    replies = judge(zones_of(judged), sessions, folder)
    return [{condition: VERDICTS[reply[0]] for condition, reply in each.items()} for each in replies]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_agrees_with_exim(seed: int, tmp_path: Path) -> None:
    """For each set-up the verdicts are those of Exim, or a paragraph of an RFC explains why they are not."""
    judged = set_ups(seed, COUNT)
    write_files(judged, tmp_path)
    findings = Findings(judged, tmp_path)
    ours = verdicts(judged, findings)
    differences = [
        f"seed {seed}: {condition}: zonelint {our[condition]}, Exim {exim}\n{set_up}"
        for set_up, our, judgements in zip(judged, ours, exim_verdicts(judged, tmp_path), strict=True)
        for condition, exim in judgements.items()
        if not is_explained(set_up, condition, our[condition], exim, findings)
    ]

    assert [] == differences, "\n".join(differences)


def test_each_difference_comes_up(tmp_path: Path) -> None:
    """No explanation is kept of what is no more."""
    judged = set_ups(SEEDS[0], COUNT)
    write_files(judged, tmp_path)
    ours = verdicts(judged, Findings(judged, tmp_path))
    seen = {
        (condition, our[condition], exim, set_up.traits.domain if condition == "sender" else "")
        for set_up, our, judgements in zip(judged, ours, exim_verdicts(judged, tmp_path), strict=True)
        for condition, exim in judgements.items()
        if our[condition] != exim
    }
    written = {
        (condition, each.ours, each.exim, trait)
        for condition, several in DIFFERENCES.items()
        for each in several
        for trait in (each.traits if condition == "sender" else [""])
    }

    assert written == seen
