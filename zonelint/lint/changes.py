"""What a change does, as a reviewer reads it: the zones and records that differ, mail, and the findings."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zonelint.dns.differences import ZoneDifference
    from zonelint.dns.zone import Zone
    from zonelint.lint.failures import Failure
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.mail_effects import MailEffects
    from zonelint.lint.rule import Rule


class Changes:
    """What a change does.

    name, commit     what the state before is called, and the full name of its commit; empty: there was none yet
    zones            the zones that differ, those in the focus, by origin and view
    mail             what is otherwise about mail, in all zones
    new, gone, kept  how many findings the change brings, takes away, and leaves
    failures         the rules that failed: what they would have found is not counted
    """

    __slots__ = ("name", "commit", "zones", "mail", "new", "gone", "kept", "failures")

    def __init__(self, name: str, commit: str, zones: "Sequence[ZoneDifference]", mail: "MailEffects") -> None:
        self.name = name
        self.commit = commit
        self.zones = zones
        self.mail = mail
        self.new = self.gone = self.kept = 0
        self.failures: Sequence[Failure] = ()


def changes_of(found: "Inputs", rules: "Mapping[str, Rule]") -> Changes:
    """Return what the change does by which `found` is otherwise than its base; the findings are those of `rules`.

    Raises UsageError or ConfigError for the name of a rule that is none.
    """
    from zonelint.lint import engine
    from zonelint.lint.checking import chosen_rules
    from zonelint.lint.mail_effects import mail_effects
    from zonelint.lint.selection import focused, prefixes_of_focus

    base = found.base
    assert base is not None
    chosen = chosen_rules(found, rules)
    differences = base.change.differences
    prefixes = prefixes_of_focus(found)
    zones = [zone for zone in differences.zones if prefixes is None or _is_in_focus(zone, prefixes)]
    changes = Changes(base.name, base.commit, zones, mail_effects(base.views, found.views, differences))
    result = engine.run(found.views, rules, chosen)
    new, gone = base.sorted_out(result.findings, base.findings(rules, chosen))
    changes.new, changes.gone = len(focused(new, found)), len(focused(gone, found))
    changes.kept = len(focused(list(result.findings), found)) - changes.new
    changes.failures = tuple(result.failures)
    return changes


def _is_in_focus(difference: "ZoneDifference", prefixes: frozenset[str]) -> bool:
    """Tell whether a zone, or a record of it that differs, lies in one of the files or folders."""
    from zonelint.files.paths import with_folders

    paths = {path_of(zone) for zone in (difference.before, difference.after)} - {None}
    for change in difference.changes:
        paths.update(record.source.path for record in change if record is not None)
    return any(not prefixes.isdisjoint(with_folders(os.path.abspath(path))) for path in paths if path is not None)


def path_of(zone: "Zone | None") -> str | None:
    """Return the path of the file that a zone is read from, as reports show it."""
    return zone.source.path if zone is not None and zone.source is not None else None
