"""The namespace and a real BIND `named`, loaded with the same zones, must give the same answers.

How a response of named reads in our terms. Its answer section is walked from the question's name along CNAME
records (named puts one beside each DNAME that it follows) to the name where the walk ends; then

    YXDOMAIN, or the walk comes to a name twice or has over MAX_LINKS links         LOOP
    the answer section holds records of the type at that name                       FOUND, with these records
    rcode NXDOMAIN, an SOA in the authority section                                 NXDOMAIN
    rcode NOERROR, an SOA in the authority section                                  NODATA
    a referral (NS in the authority section), REFUSED, or nothing after the CNAMEs  UNKNOWN

The rcode is that of the last name of the chain (RFC 6604 section 3), and with `minimal-responses yes` NS
records in the authority section are always a referral.
"""

from pathlib import Path
from typing import Any

import pytest
from named_server import ask, end_of_chain
from zone_sets import ZoneSet

from zonelint.dns.namespace import FOUND, LOOP, MAX_LINKS, NODATA, NXDOMAIN, UNKNOWN, Answer, Namespace
from zonelint.dns.zone import Zone
from zonelint.readers.master.masterfile import MasterFileReader, source_of_octets

SEEDS = range(1, 31)
QUESTIONS = 1000

Verdict = tuple[str, str, list[str]]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_agrees_with_named(seed: int, tmp_path: Path) -> None:
    """For each question both give the same status, the same last name and the same records."""
    zone_set = ZoneSet(seed, QUESTIONS)
    files = zone_set.master_files()
    responses = ask(files, zone_set.questions, tmp_path)
    namespace = Namespace([read_zone(origin, text) for origin, text in files.items()])
    differences = []
    for (name, rtype), response in zip(zone_set.questions, responses, strict=True):
        answer = namespace.lookup(name, rtype)
        ours, theirs = our_verdict(answer, rtype), named_verdict(name, rtype, response)
        if ours != theirs and not is_child_side_ds(namespace, rtype, answer, theirs):
            differences.append(f"seed {seed}: {name} {rtype}\n  zonelint {ours} {answer.why}\n  named    {theirs}")

    assert [] == differences


def test_questions_reach_every_status() -> None:
    """The generated questions exercise each of the five statuses many times."""
    counts = dict.fromkeys((FOUND, NODATA, NXDOMAIN, UNKNOWN, LOOP), 0)
    for seed in SEEDS:
        zone_set = ZoneSet(seed, QUESTIONS)
        namespace = Namespace([read_zone(origin, text) for origin, text in zone_set.master_files().items()])
        for name, rtype in zone_set.questions:
            counts[namespace.lookup(name, rtype).status] += 1

    assert [] == [status for status, count in counts.items() if count < 100]


def read_zone(origin: str, text: str) -> Zone:
    """Return the zone that zonelint's own reader makes of `text`."""
    octets = text.encode()
    source = source_of_octets(octets, origin)
    zone = Zone(origin, source)
    MasterFileReader(zone, None).read(source, octets)
    assert [] == zone.problems

    return zone


def our_verdict(answer: Answer, rtype: str) -> Verdict:
    """Return what zonelint's answer says, in comparable form."""
    if answer.status == LOOP:
        return LOOP, "", []
    return answer.status, answer.name, sorted(rdata_text(record.rdata, rtype) for record in answer.records)


def named_verdict(name: str, rtype: str, response: dict[str, Any]) -> Verdict:
    """Return what named's `response` says, by the mapping at the top of this file."""
    node, records, links = end_of_chain(name, rtype, response["answer"])
    if links > MAX_LINKS or response["rcode"] == "YXDOMAIN":
        return LOOP, "", []
    if records:
        assert response["aa"]
        return FOUND, node, sorted(rdata_text(rdata, rtype) for rdata in records)
    return negative_status(response), node, []


def negative_status(response: dict[str, Any]) -> str:
    """Return the status of a response that holds no records of the type asked for."""
    if "SOA" in response["authority"]:
        assert response["aa"]
        assert response["rcode"] in ("NOERROR", "NXDOMAIN")
        return NXDOMAIN if response["rcode"] == "NXDOMAIN" else NODATA
    assert response["rcode"] in ("NOERROR", "REFUSED")
    return UNKNOWN


def rdata_text(rdata: str, rtype: str) -> str:
    """Return `rdata` with its names in lower case: named compresses them into the letter case of others."""
    return rdata if rtype == "TXT" else rdata.lower()


def is_child_side_ds(namespace: Namespace, rtype: str, answer: Answer, theirs: Verdict) -> bool:
    """Tell whether this is the one known difference.

    Asked for the DS of a zone that it serves without serving the zone above, named says NODATA out of the child
    (RFC 4035 section 3.1.4.1 wants that). The DS belongs to the zone above, so for a linter it is UNKNOWN.
    """
    return (
        rtype == "DS"
        and answer.status == UNKNOWN
        and answer.name in namespace.zones
        and theirs == (NODATA, answer.name, [])
    )
