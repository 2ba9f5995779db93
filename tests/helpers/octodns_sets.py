"""Repositories of octoDNS as texts, and what comes of them."""

from pathlib import Path

from zonelint.config.settings import Settings
from zonelint.discovery.search import Discovery, discover
from zonelint.discovery.zone_set import ZoneSet
from zonelint.dns.places import Problem
from zonelint.dns.zone import Zone
from zonelint.lint.views import Views
from zonelint.lint.views import load as load_zones

PROVIDER = "octodns.provider.yaml.YamlProvider"


def config(
    options: str = "enforce_order: false", zones: str = "", more: str = "", zone: str = "example.com.", extra: str = ""
) -> str:
    """Return a configuration with one YAML provider, `config`, and one zone, `zone`.

    `options` are the provider's, `extra` those of the zone, `zones` further zones, `more` further sections.
    """
    return f"""\
providers:
  config: {{class: {PROVIDER}, directory: zones, {options}}}
{more}
zones:
  {zone}: {{sources: [config], targets: [config]{extra}}}
{zones}
"""


def write(files: dict[str, str]) -> None:
    """Write `files` (path -> text) into the current folder."""
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def load(files: dict[str, str]) -> ZoneSet:
    """Write `files` into the current folder and read what is a zone among them."""
    return found(files)[1]


def found(files: dict[str, str]) -> tuple[Discovery, ZoneSet]:
    """Write `files` into the current folder; return what discovery found, and what was read."""
    discovery, views = viewed(files)
    return discovery, views.zone_set


def viewed(files: dict[str, str]) -> tuple[Discovery, Views]:
    """Write `files` into the current folder; return what discovery found, and the views of what was read."""
    write({".git/HEAD": "", **files})
    discovery = discover(["."], Settings())
    return discovery, load_zones(discovery, Settings())


def one(text: str, options: str = "enforce_order: false", **more: str) -> Zone:
    """Return the zone example.com. that the zone file `text` gives with the provider's `options`."""
    zone_set = load({"config.yaml": config(options, **more), "zones/example.com.yaml": text})
    return next(zone for zone in zone_set.zones if zone.origin == "example.com.")


def records(zone: Zone) -> list[str]:
    """Return the records of `zone` as texts: line, owner, TTL, type and RDATA; sorted."""
    return sorted(
        f"{record.line} {record.owner} {record.ttl} {record.type} {record.rdata}"
        for rtype in zone.types
        for record in zone.records(rtype)
    )


def rdata(zone: Zone, rtype: str) -> list[str]:
    """Return the RDATA of all records of `rtype`, in file order."""
    return [record.rdata for record in zone.records(rtype)]


def problems(noted: list[Problem]) -> list[str]:
    """Return problems as ``line:column rule message``."""
    return [f"{problem.span.line}:{problem.span.column} {problem.rule} {problem.message}" for problem in noted]
