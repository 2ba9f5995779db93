"""What zonelint says about many repositories, and what a change makes of it (make crater).

    python bench/crater.py [--zonelint FILE] [--out FILE] [--before FILE] FOLDER …

Runs zonelint in each folder directly below each FOLDER, two at a time, and prints per repository its zones, records,
findings by rule, exit status and CPU seconds. All of it is kept in a JSON file. With the file of an earlier run it
shows what came, what went, what reads otherwise and what is shown as one now, finding by finding.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

AT_ONCE = 2
TIME_OUT = 60.0  # seconds of wall time that a repository may take
SHOWN_LINES = 5  # of what a run writes on standard error; the file keeps all

Outcome = dict[str, Any]
"""What came of one repository, as the file has it: see `run`."""
Item = dict[str, Any]
"""A finding, with the keys of zonelint's JSON that `KEPT` names."""

KEPT = ("rule", "severity", "message", "path", "line", "owner", "fingerprint")


def repositories(folders: list[Path]) -> dict[str, Path]:
    """Return the folders below `folders` by name, such as ``wild/acme_dns``.

    One that is named itself is a collection, not a repository of the collection that it lies in. Raises SystemExit
    if two would have the same name.
    """
    named = {folder.resolve() for folder in folders}
    found: dict[str, Path] = {}
    for folder in sorted(named):
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or not path.is_dir() or path.resolve() in named:
                continue
            name = f"{folder.name}/{path.name}"
            if name in found:
                raise SystemExit(f"{found[name]} and {path} would both be called {name}")
            found[name] = path
    return found


# -- one repository ---------------------------------------------------------------------------------------------------


def run(zonelint: str, folder: Path, time_out: float = TIME_OUT) -> Outcome:
    """Run the executable `zonelint` in `folder` and return what came of it.

    status      exit status; negative for a signal, as of one that was ended after `time_out` seconds
    seconds     CPU time
    trouble     why there is no report, or an empty text
    stderr      the lines of standard error
    zones, records, findings    of the report, None and none without one
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        command = [zonelint, "--format", "json", "."]
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        timed_out = threading.Event()
        late = threading.Timer(time_out, lambda: (timed_out.set(), process.kill()))
        late.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        late.cancel()
        printed, said = _text(output), _text(errors)
    outcome: Outcome = {
        "status": process.returncode,
        "seconds": round(usage.ru_utime + usage.ru_stime, 3),
        "stderr": said.splitlines(),
        **_report(printed),
    }
    if timed_out.is_set():
        outcome["trouble"] = f"not done after {time_out:g} s"
    return outcome


def _text(file: Any) -> str:
    file.seek(0)
    read: bytes = file.read()
    return read.decode(errors="backslashreplace")


def _report(printed: str) -> Outcome:
    """Return what is kept of zonelint's JSON."""
    if not printed.strip():
        return {"trouble": "no report", "zones": None, "records": None, "findings": []}
    try:
        report = json.loads(printed)
        summary = report["summary"]
        findings = [_kept(finding) for finding in report["findings"]]
        return {"trouble": "", "zones": summary["zones"], "records": summary["records"], "findings": findings}
    except (ValueError, KeyError, TypeError) as error:
        return {"trouble": f"the report cannot be read: {error!r}", "zones": None, "records": None, "findings": []}


def _kept(finding: Item) -> Item:
    kept = {key: finding[key] for key in KEPT}
    if "members" in finding:
        kept["members"] = [{**kept, **{key: item[key] for key in KEPT if key in item}} for item in finding["members"]]
    return kept


def each(outcome: Outcome) -> list[Item]:
    """Return the findings one by one: where several are shown as one, each of them."""
    return [item for finding in outcome["findings"] for item in finding.get("members", [finding])]


def lines(name: str, outcome: Outcome) -> Iterator[str]:
    """Yield what is printed of one repository."""
    read = f"{outcome['zones']} zones, {outcome['records']} records, " if outcome["zones"] is not None else ""
    yield f"{name}: {read}exit status {outcome['status']}, {outcome['seconds']:.2f} s CPU"
    if outcome["trouble"] and outcome["status"] != 2:
        yield f"    {outcome['trouble']}"
    said = outcome["stderr"]
    yield from (f"    | {line}" for line in said[:SHOWN_LINES])
    if len(said) > SHOWN_LINES:
        yield f"    | … and {len(said) - SHOWN_LINES} more lines"
    shown = Counter(finding["rule"] for finding in outcome["findings"])
    for rule, count in Counter(item["rule"] for item in each(outcome)).most_common():
        as_few = f" (shown as {shown[rule]})" if shown[rule] != count else ""
        yield f"  {count:5}  {rule}{as_few}"


# -- what changed -----------------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """What is different in one repository.

    reads   pairs of the same finding, before and after, with another severity or message
    groups  findings that are shown for others, and were not for these before
    """

    came: list[Item]
    went: list[Item]
    reads: list[tuple[Item, Item]]
    groups: list[Item]
    notes: list[str]

    def __bool__(self) -> bool:
        return any(self)


NOTHING: Outcome = {"status": None, "stderr": [], "trouble": "", "zones": None, "records": None, "findings": []}
"""Stands for a repository that was not there."""


def compare(before: Outcome, after: Outcome) -> Change:
    """Return what is different between two outcomes of a repository.

    A finding is the same if its fingerprint is, wherever it stands now, or else its rule, place and message.
    """
    went, came, reads = each(before), each(after), []
    for key in (_whole, _reading, _identity, _place):
        went, came, pairs = _matched(went, came, key)
        reads += [pair for pair in pairs if _reading(pair[0]) != _reading(pair[1]) and key is not _place]
    return Change(came, went, reads, _groups(before, after), list(_notes(before, after)))


def _groups(before: Outcome, after: Outcome) -> list[Item]:
    known = [_members(finding) for finding in before["findings"]]
    return [finding for finding in after["findings"] if "members" in finding and _members(finding) not in known]


def _members(finding: Item) -> Counter[str]:
    return Counter(item["fingerprint"] for item in finding.get("members", [finding]))


def _whole(item: Item) -> tuple[object, ...]:
    return (*_reading(item), item["path"], item["line"])


def _reading(item: Item) -> tuple[object, ...]:
    return (item["fingerprint"], item["severity"], item["message"])


def _identity(item: Item) -> object:
    return item["fingerprint"]


def _place(item: Item) -> tuple[object, ...]:
    return (item["rule"], item["path"], item["line"], item["message"])


def _matched(
    went: list[Item], came: list[Item], key: Callable[[Item], object]
) -> tuple[list[Item], list[Item], list[tuple[Item, Item]]]:
    """Return what is left of `went` and of `came`, and the pairs with the same `key`: each is matched once."""
    waiting: dict[object, list[Item]] = {}
    for item in reversed(came):
        waiting.setdefault(key(item), []).append(item)
    left, pairs = [], []
    for item in went:
        others = waiting.get(key(item))
        if others:
            pairs.append((item, others.pop()))
        else:
            left.append(item)
    taken = {id(new) for _, new in pairs}
    return left, [item for item in came if id(item) not in taken], pairs


def _notes(before: Outcome, after: Outcome) -> Iterator[str]:
    """Yield what changed beside the findings: the exit status, the counts, what stands on standard error."""
    for key in ("status", "trouble", "zones", "records"):
        if before[key] != after[key]:
            yield f"{key}: {before[key]!r} -> {after[key]!r}"
    if len(before["findings"]) != len(after["findings"]):
        yield f"shown: {len(before['findings'])} -> {len(after['findings'])}"
    old, new = Counter(before["stderr"]), Counter(after["stderr"])
    yield from (f"- | {line}" for line in (old - new).elements())
    yield from (f"+ | {line}" for line in (new - old).elements())


def differences(before: dict[str, Outcome], after: dict[str, Outcome]) -> Iterator[str]:
    """Yield what is printed of two runs: the changes by repository, then the totals by rule and in all."""
    changes = {name: compare(before.get(name, NOTHING), after.get(name, NOTHING)) for name in sorted({*before, *after})}
    changes = {name: change for name, change in changes.items() if change}
    for name, change in changes.items():
        yield name + ("" if name in before else " (new)") + ("" if name in after else " (gone)")
        yield from (f"  {note}" for note in change.notes)
        yield from (f"  - {_line(item)}" for item in change.went)
        yield from (f"  + {_line(item)}" for item in change.came)
        for old, new in change.reads:
            yield f"  ~ {_line(old)}"
            yield f"    {_line(new)}"
        for shown in change.groups:
            yield f"  & {_line(shown)}"
            yield from (f"    & {_line(item)}" for item in shown["members"][1:])
    came = Counter(item["rule"] for change in changes.values() for item in change.came)
    went = Counter(item["rule"] for change in changes.values() for item in change.went)
    for rule in sorted({*came, *went}):
        yield f"{-went[rule]:+6} {came[rule]:+6}  {rule}"
    reads = sum(len(change.reads) for change in changes.values())
    yield f"{came.total()} came, {went.total()} went, {reads} read otherwise, in {len(changes)} of {len(after)}"


def _line(item: Item) -> str:
    return f"{item['path']}:{item['line']}: {item['severity']}[{item['rule']}] {item['message']}"


def total(outcomes: dict[str, Outcome]) -> str:
    """Return the sum of a run in one line."""
    found = sum(len(each(outcome)) for outcome in outcomes.values())
    shown = sum(len(outcome["findings"]) for outcome in outcomes.values())
    seconds = sum(outcome["seconds"] for outcome in outcomes.values())
    failed = sum(bool(outcome["trouble"]) for outcome in outcomes.values())
    zones, records = (sum(outcome[key] or 0 for outcome in outcomes.values()) for key in ("zones", "records"))
    return (
        f"{len(outcomes)} repositories, {failed} without report; {zones} zones, {records} records, "
        f"{found} findings shown as {shown}, {seconds:.1f} s CPU"
    )


# -- the command ------------------------------------------------------------------------------------------------------


def main(words: list[str]) -> None:
    """Run, print and keep what the command line `words` asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--zonelint", default=str(Path(sys.executable).parent / "zonelint"))
    parser.add_argument("--out", type=Path, default=Path("crater.json"))
    parser.add_argument("--before", type=Path)
    options = parser.parse_args(words)
    before = json.loads(options.before.read_text())["repositories"] if options.before else None
    zonelint = os.path.abspath(options.zonelint)
    found = repositories(options.folders)
    outcomes: dict[str, Outcome] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ran = pool.map(lambda folder: run(zonelint, folder), found.values())
        for name, outcome in zip(found, ran, strict=True):
            outcomes[name] = outcome
            print(*lines(name, outcome), sep="\n", flush=True)
    options.out.write_text(json.dumps({"version": 1, "repositories": outcomes}, indent=1) + "\n")
    print("", total(outcomes), sep="\n")
    if before is not None:
        print("", f"Since {options.before}:", *differences(before, outcomes), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
