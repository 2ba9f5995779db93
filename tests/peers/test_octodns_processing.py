"""octoDNS's processors and validators and zonelint's must leave the same records, and refuse the same sets.

Where they differ for a reason, this file says so:

- What octoDNS says of a zone as a whole (``Zone.validate``) is the business of rules, and is not compared.
- The TXT records that OwnershipProcessor adds are left out: a zone with it is not complete anyway.
- A filter of values after AcmeManagingProcessor crashes in octoDNS where there is a challenge; no set has both.
- A name that nobody can publish (``a..b.``) is a value that is not known here, where octoDNS lets it pass.
- OwnershipProcessor twice in one zone makes octoDNS refuse its own records; no set has that.
- A configuration that no longer looks like one of octoDNS's is not read; a folder of zones that is not there may be on
  the machine that runs octoDNS, and so may what the options of a provider include.
- A target is not asked for where every provider is a source: that is a configuration for octodns-validate.
- octoDNS stops at the first fault that it meets, in no order; all others are told here.
"""

import re
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from octodns.manager import Manager
from octodns.record import Record as TheirRecord
from octodns.zone import Zone as TheirZone
from octodns_sets import found, load
from octodns_texts import ORIGIN, OctoText
from slips import mutated

from zonelint.discovery.search import NothingToLint
from zonelint.dns.zone import Zone

pytestmark = pytest.mark.filterwarnings("ignore")

SEEDS = range(200)
MUTATED = range(1000)
ELSEWHERE = ("no YAMLs found for", "No such file or directory", "'targets'", "unhashable key")
"""What octoDNS says where it sees more than is here, see above; and of a key that is no text, which it never reads."""
REFUSALS = (
    "include-not-found", "keys-out-of-order", "octodns-config-error", "record-invalid", "record-under-subzone",
    "syntax-error",
)  # fmt: skip

Records = dict[tuple[str, str], tuple[int, frozenset[str]]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def theirs(path: str) -> Records:
    """Return what octoDNS would publish for the zone of the configuration at `path`. Raises as octoDNS does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        manager = Manager(path)
        zone = processed(manager, ORIGIN)
    return {
        (record.fqdn, record._type): (record.ttl, frozenset(_comparable(record._type, each) for each in _rdata(record)))
        for record in zone.records
        if not record.name.startswith("_owner.")
    }


def processed(manager: Manager, name: str) -> TheirZone:
    """Return the zone `name` with what its sources and processors make of it. Raises as octoDNS does."""
    config = manager.config["zones"][name]
    lenient = config.get("lenient", False)
    zone = manager.get_zone(name)
    for source in config["sources"]:
        manager.providers[source].populate(zone, lenient=lenient)
    processors = manager._get_processors(name, config)
    for processor in processors:
        zone = processor.process_source_zone(zone, sources=[], lenient=lenient)
    for target in config["targets"]:
        assert manager.providers[target]
    for processor in processors:
        zone, _ = processor.process_source_and_target_zones(zone, TheirZone(name, set()), None, lenient=lenient)
    return zone


def _rdata(record: TheirRecord) -> "list[str]":
    if record._type in ("TXT", "SPF"):  # the mark of AcmeManagingProcessor is not one of octoDNS's own values
        return [str(value).replace("\\;", ";") for value in record.values]
    return [str(each) for each in record.to_rrset().rdatas]


def _comparable(rtype: str, rdata: str) -> str:
    ends_in_name = rtype in ("ALIAS", "CNAME", "MX", "NS", "SRV") and not rdata.endswith(".")
    return rdata + "." if ends_in_name else rdata.replace('"', "")


def ours(zone: Zone) -> Records:
    """Return the RRsets of `zone` that are known to be whole."""
    return {
        (owner, rtype): (rrset[0].ttl, frozenset(_comparable(rtype, each.rdata) for each in rrset))
        for rtype, owners in zone.types.items()
        for owner, rrset in owners.items()
        if not zone.hides(owner, rtype)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_same_records_or_same_refusal(seed: int) -> None:
    """Both publish the same RRsets, or both refuse the set, and what octoDNS names is among what is said here."""
    zone_set = load(OctoText(seed).files)
    refused = [noted.message.rpartition('": ')[2] for noted in zone_set.problems if noted.rule in REFUSALS]
    zone = next((zone for zone in zone_set.zones if zone.origin == ORIGIN), None)

    expected, error = answered(theirs, "config.yaml")

    if expected is None:
        assert [] != refused, f"only octoDNS refuses it: {error}"
        assert any(_is_said(message, error) for message in refused), f"{error}\n{refused}"
        return
    assert [] == refused
    assert zone is not None
    assert {key: expected[key] for key in expected if not zone.hides(*key)} == ours(zone)


def answered(ask: Callable[[str], Records], path: str) -> tuple[Records | None, str]:
    """Return what `ask` answers for the configuration at `path`, or None, and what octoDNS says as it raises."""
    try:
        return ask(path), ""
    except Exception as error:
        return None, f"{error}\n{error.__cause__ or error.__context__ or ''}"


def _is_said(message: str, said: str) -> bool:
    """Tell whether octoDNS says the same, or names the same value or processor: a crash of it has words of its own."""
    named = re.findall(r'"(.+)"', message) + re.findall(r"(?:config for|the processor) (\w+)", message)
    return message in said or any(each in said for each in named) or message.rpartition(": ")[2] in said


@pytest.mark.parametrize("seed", MUTATED)
def test_mutated_configuration(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration with slips is refused by both, or by none of them."""
    files = OctoText(seed).files
    files["config.yaml"] = mutated(files["config.yaml"], Random(seed))
    try:
        discovery, zone_set = found(files)
    except NothingToLint:
        return
    if "config.yaml" not in discovery.indexes:
        return
    refused = [noted.message for noted in zone_set.problems if noted.rule in REFUSALS]

    monkeypatch.setattr(TheirZone, "validate", lambda zone, lenient=False: None)
    accepted, error = answered(all_processed, "config.yaml")

    if accepted is None:
        assert refused or any(words in error for words in ELSEWHERE), f"only octoDNS refuses it: {error}"
    else:
        assert [] == refused


def all_processed(path: str) -> Records:
    """Let octoDNS read the configuration at `path` and process all its zones. Raises as octoDNS does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        manager = Manager(path)
        manager.validate_configs()
        for name, config in manager.config["zones"].items():
            if not config.get("alias"):
                processed(manager, name)
    return {}
