"""What the command line says of a baseline: which one holds, that it is written, that stale lines are deleted."""

import os

from zonelint.commands import UsageError
from zonelint.commands.inputs import say
from zonelint.files.bounds import git_top, real_inside
from zonelint.files.edits import replace_octets, write_file
from zonelint.files.paths import display_path
from zonelint.files.source import DISK
from zonelint.lint.baseline import COMMENT, RULE, Entry, Homes, read_baseline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zonelint.commands.options import Arguments
    from zonelint.config.settings import Settings
    from zonelint.lint.findings import Finding
    from zonelint.lint.inputs import Inputs
    from zonelint.lint.report import Report

_HEAD = """\
# The findings that were here when zonelint came: they are accepted, a new one is reported.
# One a line: rule zone owner type value. Written by `zonelint --write-baseline`, any order will do.
"""
_ATTRIBUTES = ".gitattributes"
_MERGE = "merge=union"


def adjust(arguments: "Arguments") -> "Callable[[Settings], None]":
    """Return what lets settings name the baseline of the command line; raises UsageError for options that conflict."""
    if arguments.write_baseline and (arguments.baseline or arguments.prune_baseline):
        raise UsageError("--write-baseline goes with neither --baseline nor --prune-baseline")

    def name(settings: "Settings") -> None:
        path = arguments.baseline or arguments.write_baseline
        if path:
            settings.named_baseline = os.path.abspath(path)
        if arguments.write_baseline:
            settings.baseline = None
            if not os.path.lexists(path):
                settings.named_baseline = None  # it is yet to be written
        if arguments.prune_baseline and not (settings.baseline or path):
            raise UsageError("--prune-baseline needs a baseline: name it with --baseline or in the configuration")

    return name


def is_written(arguments: "Arguments", report: "Report", found: "Inputs") -> bool:
    """Write the baseline if the command line says so; returns whether that was all there is to do.

    Where a rule failed nothing is written. Raises UsageError.
    """
    if report.failures:
        return False
    if arguments.prune_baseline:
        _prune(report, found)
    if not arguments.write_baseline:
        return False
    _write(os.path.abspath(arguments.write_baseline), report, found)
    return True


def _write(path: str, report: "Report", found: "Inputs") -> None:
    """Let the file at `path` hold what it holds and is not stale, and what `report` tells."""
    stale, others = _parted(report)
    comments, entries = _HEAD, []
    if found.settings.named_baseline is not None:
        before = read_baseline(path, DISK.real_path(path))
        comments = "".join(f"{line}\n" for line in before.source.lines if line.lstrip().startswith(COMMENT))
        entries = [entry.text for entry in _kept(before.entries, stale)]
    root = found.settings.root or (found.discovery.root if found.discovery is not None else os.getcwd())
    homes = Homes(found.zone_set.zones, root)
    entries += [homes.entry(finding) for finding in others]
    _put(path, comments + "".join(f"{entry}\n" for entry in sorted(entries)))
    gone = f", {len(stale)} deleted" if stale else ""
    say(f"{display_path(path)}: {_count(entries)}, {len(others)} of them new{gone}")
    _let_git_merge(path)


def _prune(report: "Report", found: "Inputs") -> None:
    """Delete the stale lines of the baseline, and what `report` says of them."""
    from zonelint.lint.baseline import baseline_path

    stale, _ = _parted(report)
    path = baseline_path(found.settings)
    assert path is not None
    if stale:
        before = read_baseline(path, DISK.real_path(path))
        left = [line for number, line in enumerate(before.source.lines, 1) if number not in stale]
        _put(path, "\n".join(left))
        report.findings = [finding for finding in report.findings if finding.rule != RULE]
        if report.baseline is not None:
            report.baseline.entries.subtract(entry.rule for entry in before.entries if entry.line in stale)
            report.baseline.entries += type(report.baseline.entries)()
    say(f"{display_path(path)}: {_count(stale)} deleted")


def _put(path: str, text: str) -> None:
    try:
        write_file(path, text)
    except OSError as error:
        raise UsageError(f"{display_path(path)} cannot be written: {error.strerror or error}") from None


def _parted(report: "Report") -> "tuple[set[int], list[Finding]]":
    """Return the lines of stale entries, and all other findings, each for itself."""
    findings = [member for finding in report.findings for member in finding.members or (finding,)]
    stale = {finding.line for finding in findings if finding.rule == RULE}
    return stale, [finding for finding in findings if finding.rule != RULE]


def _kept(entries: "Iterable[Entry]", stale: set[int]) -> "list[Entry]":
    return [entry for entry in entries if entry.line not in stale]


def _count(entries: "list[str] | set[int]") -> str:
    return f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}"


# -- git -------------------------------------------------------------------------------------------------------------


def _let_git_merge(path: str) -> None:
    """Note beside the baseline at `path` that git is to keep the lines of both sides, unless something is said there.

    Two branches that each delete or add lines side by side would conflict otherwise.
    """
    folder, name = os.path.split(path)
    if git_top(folder) is None:
        return
    attributes = os.path.join(folder, _ATTRIBUTES)
    shown, line = display_path(attributes), f"{_pattern(name)} {_MERGE}"
    real = real_inside(attributes)
    if real is None or (os.path.lexists(real) and not os.path.isfile(real)):
        say(f"{shown} is not written; let it hold this line: {line}")
        return
    there = DISK.octets(real) if os.path.isfile(real) else None
    if there is None:
        _put(attributes, f"{line}\n")
    elif not _speaks_of(there, name):
        end = b"" if there.endswith(b"\n") or not there else b"\n"
        try:
            replace_octets(real, there, there + end + f"{line}\n".encode("utf-8", "surrogateescape"))
        except OSError as error:
            say(f"{shown} is not written, {error.strerror}; let it hold this line: {line}")
            return
    else:
        return
    say(f"{shown}: {line}")


def _pattern(name: str) -> str:
    """Return what .gitattributes calls the file `name` beside it."""
    pattern = "".join(f"\\{char}" if char in "\\*?[" else char for char in f"/{name}")
    if name.isprintable() and " " not in name and '"' not in name:
        return pattern
    from json import dumps

    return dumps(pattern, ensure_ascii=False)


def _speaks_of(octets: bytes, name: str) -> bool:
    names = (_pattern(name), _pattern(name)[1:])
    lines = octets.decode("utf-8", "surrogateescape").split("\n")
    return any(words[0] in names and "merge" in line for line in lines if (words := line.split()))
