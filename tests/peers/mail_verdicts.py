"""What zonelint says of mail set-ups, run as users run it: on files in a folder, the senders in its configuration.

For each restriction of Postfix there is a verdict in our terms: "ok", "broken", or "unknown" if the zones do not tell.
"""

import ipaddress
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mail_setups import SetUp

from zonelint.mail.iprev import is_host_name

OK, BROKEN, UNKNOWN = "ok", "broken", "unknown"
SECONDS = 60

WITHOUT_PTR = ("mail-sender-without-ptr", "mail-sender-ptr-unconfirmed")
NULL_MX = ("sender-domain-null-mx", "null-mx-not-alone")
RULES = (
    *WITHOUT_PTR,
    *NULL_MX,
    "sender-domain-unresolvable",
    "mail-sender-helo-unresolvable",
    "mail-sender-helo-invalid",
    "mx-target-without-address",
    "mx-target-is-cname",
)


class Findings:
    """All that zonelint says of the set-ups that were written to a folder.

    senders   address -> its object in the report of `zonelint senders`
    findings  the findings of RULES
    answers   (name, type) -> status and records, for the questions that a receiver asks
    """

    def __init__(self, set_ups: Sequence[SetUp], folder: Path) -> None:
        rows = json.loads(_zonelint(folder, "senders", "--format", "json"))["senders"]
        self.senders: dict[str, Any] = {row["address"]: row for row in rows}
        report = _zonelint(folder, "check", "--format", "json", "--select", ",".join(RULES))
        self.findings: list[dict[str, Any]] = json.loads(report)["findings"]
        questions = [question for each in set_ups for question in _questions(each)]
        lines = _zonelint(folder, "lookup", "-", stdin="".join(f"{name} {rtype}\n" for name, rtype in questions))
        objects = [json.loads(line) for line in lines.splitlines()]
        assert len(questions) == len(objects)
        self.answers = {
            question: (each["status"], each["records"]) for question, each in zip(questions, objects, strict=True)
        }

    def rules_within(self, set_up: SetUp, *rules: str) -> set[str]:
        """Return those of `rules` that speak of a name in the set-up's own zones."""
        domain = f".s{set_up.number}.example."
        return {each["rule"] for each in self.findings if each["rule"] in rules and domain in f".{each['owner']}"}

    def is_no_question(self, set_up: SetUp) -> bool:
        """Tell whether zonelint says that the greeting has a form for which Postfix does not ask the DNS.

        Postfix asks for others that mail-sender-helo-invalid speaks of, such as names with an underscore.
        """
        words = ("begins or ends with a hyphen", "it ends in a dot")
        about = [each for each in self.findings if each["rule"] == "mail-sender-helo-invalid"]
        return any(
            each["message"].startswith(f"{set_up.address} ") and each["message"].endswith(words) for each in about
        )

    def rules_about(self, address: str) -> set[str]:
        """Return those of WITHOUT_PTR that speak of the sender with `address`."""
        heads = (f"{address} has no PTR", f"the PTR of {address} does")
        return {
            each["rule"] for each in self.findings if each["rule"] in WITHOUT_PTR and each["message"].startswith(heads)
        }


def write_files(set_ups: Sequence[SetUp], folder: Path) -> None:
    """Write the zones and the configuration of `set_ups` to `folder`."""
    config = ['sources = ["zones"]']
    assumed = [each.assumed for each in set_ups if each.assumed]
    if assumed:
        (folder / "provider.zone").write_text("$TTL 300\n" + "\n".join(assumed) + "\n", encoding="ascii")
        config.append('assume = ["provider.zone"]')
    for each in set_ups:
        config.append("[[mail.senders]]")
        config.append(f'address = "{each.address}"\ndomains = ["{each.domain}"]\nhelo = "{each.helo}"')
    (folder / ".zonelint.toml").write_text("\n".join(config) + "\n", encoding="ascii")
    (folder / "zones").mkdir()
    texts = [text for each in set_ups for text in each.zones.values()]
    for number, text in enumerate(texts):
        (folder / "zones" / f"part{number}.zone").write_text(text, encoding="ascii")


def verdicts(set_ups: Sequence[SetUp], findings: Findings) -> list[dict[str, str]]:
    """Return for each set-up: reverse, client, sender and helo -> the verdict."""
    return [
        {
            "reverse": _of_reverse(each, findings),
            "client": _of_client(each, findings),
            "sender": _of_sender(each, findings),
            "helo": _of_helo(each, findings),
        }
        for each in set_ups
    ]


def _zonelint(folder: Path, *words: str, stdin: str = "") -> str:
    command = [sys.executable, "-m", "zonelint", *words]
    done = subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def _questions(set_up: SetUp) -> Iterator[tuple[str, str]]:
    yield _reverse_name(set_up), "PTR"
    yield from ((set_up.domain, rtype) for rtype in ("MX", "A", "AAAA"))
    if set_up.helo[0] != "[":
        yield from ((set_up.helo, rtype) for rtype in ("A", "AAAA", "MX"))


def _reverse_name(set_up: SetUp) -> str:
    return ipaddress.ip_address(set_up.address).reverse_pointer


# -- a verdict for each restriction --------------------------------------------------------------------------------


def _of_reverse(set_up: SetUp, findings: Findings) -> str:
    """Whether there is a PTR at all, with what counts as a host name."""
    status, records = findings.answers[_reverse_name(set_up), "PTR"]
    if status == "UNKNOWN":
        return UNKNOWN
    return OK if any(is_host_name(rdata) for rdata in records) else BROKEN


def _of_client(set_up: SetUp, findings: Findings) -> str:
    """Whether the PTR leads back. The two rules about it are silent just where the verdict is not "broken"."""
    verdict: str = findings.senders[set_up.address]["verdict"]
    told = findings.rules_about(set_up.address)
    assert (verdict == BROKEN) == bool(told), f"{verdict}, but {told}\n{set_up}"
    return verdict


def _of_sender(set_up: SetUp, findings: Findings) -> str:
    """Whether the sender's domain could take a reply. Postfix looks at a null MX, but at no other exchange."""
    answers = [findings.answers[set_up.domain, rtype] for rtype in ("MX", "A", "AAAA")]
    null = any(rdata.endswith(" .") for rdata in answers[0][1])
    told = findings.rules_within(set_up, *(NULL_MX if null else ("sender-domain-unresolvable",)))
    assert not null or told, f"a null MX that no rule speaks of\n{set_up}"
    return BROKEN if told else _of_answers(answers)


def _of_helo(set_up: SetUp, findings: Findings) -> str:
    """Whether the greeting is an address literal, which nobody looks up, or a name with an address or MX."""
    if findings.rules_within(set_up, "mail-sender-helo-unresolvable") or findings.is_no_question(set_up):
        return BROKEN
    if set_up.helo[0] == "[":
        return OK
    return _of_answers([findings.answers[set_up.helo, rtype] for rtype in ("A", "AAAA", "MX")])


def _of_answers(answers: Sequence[tuple[str, list[str]]]) -> str:
    """Return what silence of a rule that wants any of the answers to be FOUND means.

    Without that, at least one is UNKNOWN, or the rule would have spoken.
    """
    statuses = [status for status, _ in answers]
    return OK if "FOUND" in statuses else UNKNOWN if "UNKNOWN" in statuses else "silent about what is broken"
