"""Two states of a set of zones, and what differs between them for mail, in short."""

from collections.abc import Mapping
from pathlib import Path

from zonelint.config.settings import Settings
from zonelint.dns.differences import differences
from zonelint.lint.domain_effects import DomainEffect, Reach
from zonelint.lint.inputs import read_files
from zonelint.lint.mail_effects import MailEffects, mail_effects
from zonelint.lint.sender_effects import SenderEffect
from zonelint.lint.views import Views


def read_state(name: str, files: Mapping[str, str], settings: Settings | None = None) -> Views:
    """Write `files` (path -> text) to the folder `name` of the current one, and return what is read of them."""
    for path, text in files.items():
        file = Path(name, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_files([name], settings or Settings(), zone_map={}, may_be_empty=True).views


def effects_of(before: Views, after: Views) -> MailEffects:
    """Return what the change between two states does to mail."""
    old, new = before.zone_set, after.zone_set
    return mail_effects(before, after, differences(old.zones, new.zones, new.declared))


def effects(before: Mapping[str, str], after: Mapping[str, str], *settings: Settings) -> MailEffects:
    """Return what the change between two sets of files does to mail; `settings` are those of both, or one of each."""
    old, new = settings * 2 if len(settings) == 1 else settings or (None, None)
    return effects_of(read_state("before", before, old), read_state("after", after, new))


def senders(found: MailEffects) -> list[str]:
    """Return the senders, one text each: ``4.3.2.25 ok -> broken: why``, with the domains if these differ."""
    return [_sender(effect) for effect in found.senders]


def _sender(effect: SenderEffect) -> str:
    before, after = effect.verdicts
    marks = [
        f"{sign}{domain}"
        for sign, domains in (("+", effect.gained), ("-", effect.lost), ("?", effect.unknown))
        for domain in domains
    ]
    where = f" in {', '.join(effect.views)}" if effect.views else ""
    words = [effect.sender.address or effect.sender.host, f"{before} -> {after}", *marks]
    return f"{' '.join(words)}{where}: {effect.why}"


def domains(found: MailEffects) -> list[str]:
    """Return the domains, one text each: ``example.com. spf +4.3.2.1/32 mx -4.3.2.25``."""
    return [_domain(effect) for effect in found.domains]


def _domain(effect: DomainEffect) -> str:
    words = [effect.domain, *([f"record {effect.record}"] if effect.record else [])]
    words += [*_reach("spf", effect.spf), *(f"&{term}" for term in effect.elsewhere)]
    if effect.errors[0] != effect.errors[1]:
        words.append(f"error {effect.errors[0] or 'none'} -> {effect.errors[1] or 'none'}")
    words += _reach("mx", effect.mx)
    return " ".join(words) + (f" in {', '.join(effect.views)}" if effect.views else "")


def _reach(what: str, reach: Reach) -> list[str]:
    marks = [
        f"{sign}{each}"
        for sign, those in (("+", reach.gained), ("-", reach.lost), ("?", reach.unknown))
        for each in those
    ]
    return [what, *marks] if marks else []
