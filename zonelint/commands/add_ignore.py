"""`--add-ignore`: comments that suppress what is found, written where it stands."""

from zonelint.commands import UsageError
from zonelint.commands.inputs import say
from zonelint.files.comments import WORD
from zonelint.files.source import is_disk
from zonelint.lint.baseline import RULE as STALE
from zonelint.lint.fixes.silence import Silencer
from zonelint.lint.fixes.writing import alone, write_all
from zonelint.lint.suppressions import RULE as UNUSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from zonelint.lint.fixes.silence import Spot
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.report import Report
    from zonelint.lint.rule import Rule


def add_ignore(found: "Inputs", rules: "Mapping[str, Rule]", report: "Report", reason: str) -> int:
    """Write comments with `reason` at all findings of `report`; returns 0, or 1 if some are not silenced.

    What is not written is said, with the reason. Raises UsageError, or OSError if another run is at work.
    """
    reason = " ".join(reason.split())
    if not reason or not reason.isprintable() or WORD in reason:
        raise UsageError("--add-ignore needs a reason: some words in one line")
    if found.again is None or (found.discovery is not None and found.discovery.narrowed):
        raise UsageError("--add-ignore changes files for all who read them: give no `-` and no --view with it")
    if not is_disk(found.zone_set.source):
        raise UsageError("--add-ignore writes into files: it needs those on the disk, not those that git keeps")
    members = [member for finding in report.findings for member in finding.members or (finding,)]
    findings = [finding for finding in members if finding.rule not in (STALE, UNUSED)]
    with alone(found):
        silencer = Silencer(found, rules, set(report.rules), findings, reason)
        texts = silencer.run()
        failed = write_all(texts)
    for spot in silencer.spots:
        if spot.source.real_path in failed:
            spot.refuse(failed[spot.source.real_path])
    refused = [spot for spot in silencer.spots if spot.why]
    for spot in refused:
        say(f"{spot.source.path}:{spot.first}: not suppressed: {', '.join(spot.rules)}: {spot.why}")
    say(_sum([spot for spot in silencer.spots if not spot.why]))
    return int(bool(refused))


def _sum(spots: "list[Spot]") -> str:
    findings = sum(len(spot.findings) for spot in spots)
    files = len({spot.source.path for spot in spots})
    return (
        f"{findings} {'finding' if findings == 1 else 'findings'} suppressed "
        f"by {len(spots)} {'comment' if len(spots) == 1 else 'comments'} in {files} {'file' if files == 1 else 'files'}"
    )
