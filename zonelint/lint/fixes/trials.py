"""Judges a trial of fixes: whether what came of them is what they mean, and who is to blame if it is not."""

from collections import Counter

from zonelint.lint.fixes.compare import Contents, intended, new_findings, others_than, unintended

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from zonelint.lint import engine
    from zonelint.lint.findings import Finding
    from zonelint.lint.fixes.attempts import Attempt
    from zonelint.lint.inputs import Inputs


class State:
    """One reading of the set: the texts that differ from the disk, what was read, and what the rules find."""

    def __init__(self, texts: "Mapping[str, bytes]", inputs: "Inputs", result: "engine.Result") -> None:
        self.texts = texts
        self.inputs = inputs
        self.result = result
        self.contents = Contents(inputs.zone_set)


class Trial:
    """A reading that was tried: the state if it may be kept, else why not.

    blamed  id of an attempt -> why it is the one to blame, of those to which that can be traced
    sure    whether each of them is for certain, and not one of them for all
    """

    __slots__ = ("state", "why", "blamed", "sure")

    def __init__(self, state: State | None, why: str, blamed: "Mapping[int, str]", *, sure: bool = False) -> None:
        self.state = state
        self.why = why
        self.blamed = blamed
        self.sure = sure


def judged(state: State, later: State, attempts: "list[Attempt]") -> Trial:
    """Return whether what came of `attempts` is what they mean, and who is to blame if it is not."""
    left = Counter(finding.identity for finding in later.result.findings)
    expected = Counter(finding.identity for finding in state.result.findings)
    for attempt in attempts:
        expected.subtract(finding.identity for finding in attempt.findings)
    stays = "the finding would stay"
    blamed = {
        id(attempt): stays
        for attempt in attempts
        if any(left[key] > expected[key] for key in {finding.identity for finding in attempt.findings})
    }
    if blamed:
        return Trial(None, stays, blamed, sure=True)
    paths = {edit.path for attempt in attempts for edit in attempt.edits}
    found = state.contents.difference(later.contents, paths)
    meant = intended((attempt.fix for attempt in attempts), state.contents)
    wrong = unintended(meant, found, state.contents) if found is not None else set()
    if found is None or wrong:
        others = "other records than these would change"
        zones = {id(state.contents.zones[number]) for number in wrong}
        return Trial(None, others, {id(each): others for each in attempts if not zones.isdisjoint(each.zones())})
    new = new_findings(state.result.findings, later.result.findings)
    if new:
        mended = [finding for attempt in attempts for finding in attempt.findings]
        new = others_than(new, state.result.findings, later.result.findings, mended)
    if not new:
        return Trial(later, "", {})
    whys = {name: _brings(finding) for finding in reversed(new) for name in (finding.owner, finding.value) if name}
    named = {name: [each for each in attempts if name in each.names()] for name in whys}
    blamed = {id(each): whys[name] for name, several in named.items() for each in several}
    alone = {id(several[0]) for several in named.values() if len(several) == 1}
    return Trial(None, _brings(new[0]), blamed, sure=alone >= blamed.keys())


def _brings(finding: "Finding") -> str:
    return f"it would bring a new finding: {finding.message} ({finding.rule})"
