"""Findings that rest on what a resolver said not to exist: they say on which day, and are warnings at most.

Others may have added the record since. No rule needs to know of it: what the rules find only with these absences
rests on them.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zonelint.config.settings import Settings
    from zonelint.dns.namespace import Namespace
    from zonelint.lint.findings import Finding

_SAYS = "when asked on "


def weakened(
    found: "Iterable[Finding]", proved: "Iterable[Finding]", namespace: "Namespace", settings: "Settings"
) -> "Iterator[Finding]":
    """Yield the findings `found` in `namespace`; those that are not among the ones `proved` without absences say so.

    Their errors become warnings, unless the `settings` give the rule a severity.
    """
    firm = {(finding.fingerprint, finding.place.source.path) for finding in proved}
    for finding in list(found):
        if (finding.fingerprint, finding.place.source.path) not in firm:
            finding.weaken(settings.severity)
            if _SAYS not in finding.message:
                finding.message += f"; it was absent {_SAYS}{_day(finding, namespace.relied_on)}"
        yield finding


def _day(finding: "Finding", relied_on: "dict[tuple[str, str], str]") -> str:
    """Return the earliest day of the absences that `finding` names, or of all where it names none."""
    text = " ".join((finding.message, finding.help, *(related.message for related in finding.related)))
    named = [day for (name, _), day in relied_on.items() if name in text]
    return min(named or relied_on.values())
