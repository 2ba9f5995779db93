"""Tries fixes in memory, round by round, until nothing is left to mend.

A fix is kept if the zones, read again with it, differ in just the records that it means, if its finding is gone, and
if no new finding came. Fixes that do not touch each other are tried at once; of those that fail together, the ones to
blame are looked for. The serial of each zone that changes is raised once, together with the fixes or in the end.
"""

from contextlib import closing

from zonelint.files.overlay import Overlay
from zonelint.files.source import DISK, MAX_OCTETS
from zonelint.lint import engine
from zonelint.lint.fix import Change, Edit, Fix
from zonelint.lint.fixes import serials
from zonelint.lint.fixes.attempts import Attempt, Taken, lines_of
from zonelint.lint.fixes.compare import arranges, intended
from zonelint.lint.fixes.text import CannotWriteError, FileRefusedError, Text, applied
from zonelint.lint.fixes.trials import State, Trial, judged
from zonelint.lint.fixes.writer import Writer
from zonelint.lint.fixes.writing import write_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from zonelint.dns.zone import Record
    from zonelint.files.source import Source
    from zonelint.lint.again import Earlier
    from zonelint.lint.findings import Finding
    from zonelint.lint.fixes.compare import Line
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.rule import Rule

MOST_ROUNDS = 10
MOST_TRIALS = 300
"""Readings of the whole set in one run, after which what is still in doubt is left as it is."""
SERIAL = "serial"
"""What stands in the place of a rule where a serial is raised."""


class Done:
    """One fix that was made in one file: `path` as reports show it, and the `line` there before it was."""

    __slots__ = ("path", "line", "rule", "title", "safe")

    def __init__(self, path: str, line: int, rule: str, fix: Fix) -> None:
        self.path = path
        self.line = line
        self.rule = rule
        self.title = fix.title
        self.safe = fix.safe


class Refused:
    """What was not changed, and why: the fix of a `rule` at a `line`, or as many as `count` of a file, with line 0."""

    __slots__ = ("path", "line", "rule", "why", "count")

    def __init__(self, path: str, line: int, rule: str, why: str) -> None:
        self.path = path
        self.line = line
        self.rule = rule
        self.why = why
        self.count = 0


class Outcome:
    """What came of it.

    done     the fixes that were made, in the order of their files and lines
    refused  what was not, and why
    texts    real path -> (what is in the file, what is to be in it)
    inputs   the set as it is then
    result   what the rules find in it
    """

    def __init__(self, inputs: "Inputs", result: engine.Result) -> None:
        self.done: list[Done] = []
        self.refused: list[Refused] = []
        self.texts: dict[str, tuple[bytes, bytes]] = {}
        self.shown: dict[str, str] = {}
        """Real path -> the path as reports show it."""
        self.inputs = inputs
        self.result = result


class Fixer:
    """Mends one set of zones.

    reread  reads the set again, from the Source that it is given, with what is known from reading it earlier
    rules   all rules by name, and `chosen` the names of those that run
    wanted  tells whether a finding is one to mend
    unsafe  whether fixes are made that choose between two readings
    writes  whether the files are to be written, so that those that cannot be are refused
    """

    def __init__(
        self,
        reread: "Callable[[Source, Earlier | None], Inputs]",
        rules: "Mapping[str, Rule]",
        chosen: "Collection[str]",
        wanted: "Callable[[Finding], bool]",
        *,
        unsafe: bool = False,
        writes: bool = True,
    ) -> None:
        self._reread = reread
        self._rules = rules
        self._chosen = chosen
        self._wanted = wanted
        self._unsafe = unsafe
        self._writes = writes
        self._trials = 0
        self._given_up: set[tuple[str, ...]] = set()
        self._refused: dict[tuple[str, int, str, str], Refused] = {}
        self._done: list[Done] = []
        self._barred: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._risen: set[int] = set()
        """The numbers of the zones whose serial is raised already."""
        self._may_change: Callable[[str, bytes, bytes], str] = lambda path, old, new: ""

    def run(self, inputs: "Inputs", may_change: "Callable[[str, bytes, bytes], str]") -> Outcome:
        """Return what becomes of `inputs`; nothing is written.

        `may_change` says of a real path, what is in the file and what is to be in it why that may not be; "": it may.
        """
        self._may_change = may_change
        result = engine.run(inputs.views, self._rules, self._chosen)
        first = state = State({}, inputs, result)
        while not tuple(result.failures):
            state = self._rounds(first)
            barred = {path: why for path in state.texts if (why := may_change(path, *self._both(path, state)))}
            if not barred:
                state = self._with_serials(first, state)
                break
            self._barred.update(barred)
            self._done.clear()
            self._risen.clear()
        return self._outcome(state)

    def accepted(self, inputs: "Inputs") -> "list[Finding]":
        """Return the findings in `inputs` whose fixes can be kept as the files are; nothing is made."""
        result = engine.run(inputs.views, self._rules, self._chosen)
        state = State({}, inputs, result)
        found: list[Finding] = []
        for _ in range(MOST_ROUNDS if not tuple(result.failures) else 0):
            attempts = self._attempts(state)  # those that touch others come in turn
            _, kept = self._settled(state, attempts)
            found += [finding for attempt, _ in kept for finding in attempt.findings]
            self._given_up.update(finding.identity for attempt in attempts for finding in attempt.findings)
            if not attempts:
                break
        return found

    def write(self, outcome: Outcome) -> None:
        """Write the files of `outcome`. What cannot be written is among what was refused then; no file is half new."""
        failed = write_all(outcome.texts)
        if not failed:
            return
        shown = {self._shown.get(path, path): why for path, why in failed.items()}
        for path, why in shown.items():
            refused = Refused(path, 0, "", why)
            refused.count = sum(done.path == path for done in outcome.done)
            outcome.refused.append(refused)
        outcome.done = [done for done in outcome.done if done.path not in shown]
        outcome.texts = {path: both for path, both in outcome.texts.items() if path not in failed}
        state = self._read({}, None)
        outcome.inputs, outcome.result = state.inputs, state.result

    def _both(self, path: str, state: State) -> tuple[bytes, bytes]:
        return DISK.octets(path), state.texts[path]

    def _outcome(self, state: State) -> Outcome:
        outcome = Outcome(state.inputs, state.result)
        outcome.done = sorted(self._done, key=lambda done: (done.path, done.line, done.rule))
        outcome.refused = sorted(self._refused.values(), key=lambda each: (each.path, each.line, each.rule))
        outcome.shown = self._shown
        for path in sorted(state.texts):
            before, after = self._both(path, state)
            if before != after:
                outcome.texts[path] = before, after
        return outcome

    # -- rounds ------------------------------------------------------------------------------------------------------

    def _rounds(self, state: State) -> State:
        for left in reversed(range(MOST_ROUNDS)):
            # What could not be done before may be possible now.
            self._given_up.clear()
            self._refused.clear()
            state, kept = self._settled(state, self._attempts(state), may_wait=left > 0)
            self._note_done(kept)
            if not kept or self._trials > MOST_TRIALS:
                break
        return state

    def _attempts(self, state: State) -> "list[Attempt]":
        """Return the fixes of the findings of `state` that do not touch each other; the others come in later rounds."""
        writer = Writer(state.inputs, state.texts, self._barred, self._shown, writes=self._writes)
        taken = Taken()
        lines: set[tuple[str, int]] = set()
        found: dict[tuple[Edit, ...], Attempt] = {}
        # What has another place in a file because of another fix is put there afterwards.
        for finding in sorted(state.result.findings, key=arranges):
            fix = finding.fix
            if fix is None or not (fix.safe or self._unsafe) or not self._wanted(finding):
                continue
            if finding.identity in self._given_up:
                continue
            try:
                edits = writer.edits(fix)
            except FileRefusedError as error:
                self._given_up.add(finding.identity)
                self._refuse(error.path, 0, "", str(error))
                continue
            except CannotWriteError as error:
                self._give_up(finding, str(error), writer.path)
                continue
            same = found.get(tuple(edits))
            if same is not None:
                same.findings.append(finding)
            elif edits and lines.isdisjoint(lines_of(fix)) and taken.takes(edits):
                lines |= lines_of(fix)
                found[tuple(edits)] = Attempt(fix, edits, [finding], self._shown)
        return sorted(found.values(), key=lambda attempt: attempt.order)

    def _give_up(self, finding: "Finding", why: str, path: str = "") -> None:
        self._given_up.add(finding.identity)
        self._refuse(
            finding.path, finding.line, finding.rule, f"{path}: {why}" if path not in ("", finding.path) else why
        )

    def _refuse(self, path: str, line: int, rule: str, why: str) -> None:
        self._refused.setdefault((path, line, rule, why), Refused(path, line, rule, why)).count += 1

    def _note_done(self, kept: "Sequence[tuple[Attempt, Mapping[str, Text]]]") -> None:
        for attempt, texts in kept:
            rule = attempt.findings[0].rule if attempt.findings else SERIAL
            first = {edit.path: edit for edit in sorted(attempt.edits, reverse=True)}
            for path, edit in first.items():
                line = texts[path].line_of(edit.start) if path in texts else 1
                self._done.append(Done(self._shown.get(path, path), line, rule, attempt.fix))

    # -- trials ------------------------------------------------------------------------------------------------------

    def _settled(
        self, state: State, attempts: "list[Attempt]", *, may_wait: bool = False
    ) -> "tuple[State, list[tuple[Attempt, Mapping[str, Text]]]]":
        """Return the state with those of `attempts` that can be kept, and these; the others are given up.

        Those that are to blame `may_wait` for the next round, which comes if any are kept.
        """
        base = state
        kept: list[Attempt] = []
        waiting = [(attempts, False)] if attempts else []
        blamed: list[tuple[list[Attempt], bool]] = []
        while waiting:
            group, was_blamed = waiting.pop()
            if self._trials > MOST_TRIALS:
                self._refuse_all(group, dict.fromkeys(map(id, group), "it was not tried: too much had to be"))
                continue
            trial, rises = self._tried_with_serials(state, kept, group)
            bad = [attempt for attempt in group if id(attempt) in trial.blamed]
            good = [attempt for attempt in group if id(attempt) not in trial.blamed]
            if trial.state is not None:
                base, kept = trial.state, [*kept, *group, *rises]
            elif len(group) == 1 or (was_blamed and not good and trial.sure):
                self._refuse_all(group, {**dict.fromkeys(map(id, group), trial.why), **trial.blamed})
            elif bad and good:
                (blamed if may_wait else waiting).append((bad, True))
                waiting.append((good, False))
            else:
                half = len(group) // 2
                waiting += [(group[half:], not good), (group[:half], not good)]
            if not waiting and not kept:
                waiting, blamed = blamed, waiting
        texts = {
            edit.path: Text(edit.path, state.texts.get(edit.path) or DISK.octets(edit.path, MAX_OCTETS))
            for attempt in kept
            for edit in attempt.edits
        }
        return base, [(attempt, texts) for attempt in kept]

    def _tried_with_serials(
        self, state: State, kept: "list[Attempt]", group: "list[Attempt]"
    ) -> "tuple[Trial, list[Attempt]]":
        """Try `group` beside what is `kept`, and return with it what raises the serials, if that was tried, too."""
        rises = self._early_rises(state, group) if not kept else []
        if rises:
            trial = self._tried(state, [*group, *rises])
            if trial.state is not None and self._note_risen(state, trial.state, rises):
                return trial, rises
            if trial.state is None and trial.blamed.keys() & set(map(id, group)):
                return trial, []
        return self._tried(state, [*kept, *group]), []

    def _refuse_all(self, attempts: "list[Attempt]", whys: "Mapping[int, str]") -> None:
        """Give `attempts` up, each for its own reason."""
        for attempt in attempts:
            why = whys[id(attempt)]
            for finding in attempt.findings:
                self._give_up(finding, why)
            if not attempt.findings:
                (step, *_) = attempt.fix.steps
                assert isinstance(step, Change)
                record = step.record
                self._refuse(record.source.path, record.line, SERIAL, f"the serial is not raised: {why}")

    def _tried(self, state: State, attempts: "list[Attempt]") -> "Trial":
        """Read the set with all `attempts` and judge what came of it."""
        self._trials += 1
        texts = dict(state.texts)
        by_path: dict[str, list[Edit]] = {}
        for attempt in sorted(attempts, key=lambda attempt: attempt.order):
            for edit in attempt.edits:
                by_path.setdefault(edit.path, []).append(edit)
        for path, edits in by_path.items():
            before = texts[path] if path in texts else DISK.octets(path, MAX_OCTETS)
            texts[path] = applied(before, edits)
        later = self._read(texts, state)
        if tuple(later.result.failures):
            return Trial(None, "a rule fails on what would come of it", {})
        return judged(state, later, attempts)

    def _read(self, texts: "Mapping[str, bytes]", state: State | None) -> State:
        """Read the set with `texts`; what is the same as in `state` is taken from there."""
        earlier = None
        if state is not None:
            paths = texts.keys() | state.texts.keys()
            changed = {path for path in paths if texts.get(path) != state.texts.get(path)}
            earlier = state.inputs.earlier(changed)
        inputs = self._reread(Overlay(texts), earlier)
        return State(texts, inputs, engine.run(inputs.views, self._rules, self._chosen))

    # -- serials -----------------------------------------------------------------------------------------------------

    def _with_serials(self, first: State, state: State) -> State:
        """Return `state` with the serial raised of each zone that has other records than at `first`."""
        attempts = self._rises(state, self._changed_since(first, state), self._refuse)
        if not attempts:
            return state
        state, kept = self._settled(state, attempts)
        self._note_done(kept)
        return state

    def _changed_since(self, first: State, state: State) -> "Iterator[int]":
        """Yield the numbers of the zones with other records than at `first`, and whose serial is not raised yet."""
        for number, zone in enumerate(state.contents.zones):
            if zone.types is first.contents.zones[number].types or number in self._risen:
                continue
            if not state.contents.reads(number, state.texts.keys()):
                continue
            if first.contents.served(number) != state.contents.served(number):
                yield number

    def _rises(
        self, state: State, numbers: "Iterable[int]", refuse: "Callable[[str, int, str, str], None]"
    ) -> list[Attempt]:
        """Return what raises the serials of the zones with those `numbers`; `refuse` is told of those that stay."""
        writer = Writer(state.inputs, state.texts, self._barred, self._shown, writes=self._writes)
        attempts: dict[tuple[str, int], Attempt] = {}
        with closing(serials.Serials()) as following:
            for number in numbers:
                zone = state.contents.zones[number]
                soa = zone.soa
                if soa is None and zone.source and zone.format == "master" and zone.hides(zone.origin, "SOA"):
                    refuse(zone.source.path, 1, SERIAL, "the serial is not raised: the SOA record cannot be read")
                if soa is None or soa.source.marks is not None or _place(soa) in attempts:
                    continue
                fix = following.rise(soa)
                try:
                    if not serials.is_written(soa):
                        raise CannotWriteError("it is not written as a number")
                    attempts[_place(soa)] = Attempt(fix, writer.edits(fix), [], self._shown)
                except CannotWriteError as error:
                    refuse(soa.source.path, soa.line, SERIAL, f"the serial is not raised: {error}")
        return list(attempts.values())

    def _early_rises(self, state: State, group: "Sequence[Attempt]") -> list[Attempt]:
        """Return what raises the serials of the zones that `group` changes, to be tried with it.

        None where it is not certain which zones these are, or where something else is done in the place of a serial:
        they are raised in the end then.
        """
        contents = state.contents
        if state.texts or not group:
            return []
        changing = [each for each in group if each.zones()]
        meant = intended((each.fix for each in changing), contents)
        paths = {edit.path for each in changing for edit in each.edits}
        places = {_place(soa) for number in meant.zones if (soa := contents.zones[number].soa) is not None}
        for number, zone in enumerate(contents.zones):
            is_known = number in meant.zones or (zone.soa is not None and _place(zone.soa) in places)
            if not is_known and contents.reads(number, paths):
                return []
        doubts: list[str] = []
        rises = self._rises(state, sorted(contents.would_change(meant)), lambda *refused: doubts.append(refused[-1]))
        taken = Taken()
        is_free = all(taken.takes(each.edits) for each in (*group, *rises))
        lines = {line for each in group for line in lines_of(each.fix)}
        is_free = is_free and all(lines.isdisjoint(lines_of(each.fix)) for each in rises)
        return rises if is_free and not doubts and not any(map(self._is_unsaved, rises)) else []

    def _is_unsaved(self, rise: Attempt) -> bool:
        """Tell whether a serial stands in a line that is not to be changed with others: it is raised all the same."""
        return any(
            self._may_change(edit.path, octets, applied(octets, [edit]))
            for edit in rise.edits
            for octets in [DISK.octets(edit.path, MAX_OCTETS)]
        )

    def _note_risen(self, state: State, later: State, rises: "Sequence[Attempt]") -> bool:
        """Note of which zones the serial is raised; False if one of them has no other change."""
        places = {_place(step.record) for each in rises for step in each.fix.steps if isinstance(step, Change)}
        before, after = state.contents, later.contents
        numbers = [at for at, zone in enumerate(before.zones) if zone.soa is not None and _place(zone.soa) in places]
        if any(_without_soa(before.served(at)) == _without_soa(after.served(at)) for at in numbers):
            return False
        self._risen.update(numbers)
        return True


def _place(record: "Record") -> tuple[str, int]:
    return record.source.path, record.line


def _without_soa(lines: "set[Line]") -> "set[Line]":
    return {line for line in lines if line[1] != "SOA"}
