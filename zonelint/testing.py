"""Tries rules on small zone sets, as zonelint's own tests do it; made for whoever writes rules.

Works with pytest, with unittest and without either: what does not hold raises AssertionError, whose text says what was
expected and what came. A rule is given as its module, or, if it is installed, by its name.

    from zonelint.testing import assert_rule, lint, spots

    from zonelint_rules_example.mail import mx_preference_zero

    def test_rule():
        assert_rule(mx_preference_zero)

    def test_two_exchanges():
        files = {"example.com.zone": ZONE}
        assert [("mx-preference-zero", "example.com.zone", 4)] == spots(lint(files, mx_preference_zero))

A zone set is a mapping of file names to texts; among them may be a configuration, ``.zonelint.toml``, and an index such
as ``named.conf``. A comment ``<- RULE`` at the end of a line, with the comment sign of the file's format, says that
RULE reports this line.

A rule that judges a change is given what was otherwise before it, as `before`: file name to text, None for a file that
was not there. Nothing of git is needed.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import NamedTuple

from zonelint.config.settings import Settings, load
from zonelint.dns.typos import suggestion
from zonelint.files.git_texts import GitTexts
from zonelint.files.source import NotedDisk
from zonelint.lint import engine
from zonelint.lint.base import Base
from zonelint.lint.baseline import accept_known
from zonelint.lint.examples import KINDS, examples, whole_before
from zonelint.lint.findings import Finding
from zonelint.lint.fixes.rounds import Fixer
from zonelint.lint.inputs import Inputs, read_before, read_files
from zonelint.lint.registry import load_rules
from zonelint.lint.rule import Rule
from zonelint.lint.rule_frame import BLANK
from zonelint.lint.rule_settings import check_rule_names

__all__ = [
    "Example",
    "Spot",
    "assert_example",
    "assert_fixed",
    "assert_rule",
    "examples_of",
    "faults_of",
    "fixed",
    "installed_rules",
    "lint",
    "marks",
    "rule_of",
    "spots",
]

CONFIGURATION = ".zonelint.toml"
SECTIONS = ("Why:", "Fix:", "Switch it off when:", "References:")
"""The paragraphs of a rule's documentation after its first line, in this order."""
SUMMARY_COLUMNS = 100
"""The first line of a rule's documentation fits a list of rules."""

_FIXED, _FIXED_UNSAFE = "FIXED", "FIXED_UNSAFE"
_MARK = re.compile(r"(?:;|#|//) <- ([a-z0-9-]+)")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


class Spot(NamedTuple):
    """Where a rule reports something: its name, the file as the zone set names it, and the line, from 1."""

    rule: str
    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule}"


class Example(NamedTuple):
    """One example of a rule: its `kind`, ``"BAD"`` or ``"GOOD"``, its number among these, from 1, and the zone set.

    Of a change, `files` are those after it, and `before` those that were otherwise before it; else `before` is None.
    Its text is short and tells one from another, as a test's name should: ``mx-preference-zero-bad-1``.
    """

    rule: Rule
    kind: str
    number: int
    files: Mapping[str, str]
    before: Mapping[str, str | None] | None = None

    def __str__(self) -> str:
        return f"{self.rule.name}-{self.kind.lower()}-{self.number}"


# -- linting ---------------------------------------------------------------------------------------------------------


@cache
def installed_rules() -> dict[str, Rule]:
    """Return every rule that is installed, zonelint's own among them, by name. Raises as `zonelint` would end."""
    return load_rules()


def rule_of(rule: ModuleType | Rule | str) -> Rule:
    """Return the rule of a module, or the installed one of a name.

    Raises RuleError if the module is none of a rule, and ValueError if no rule has the name.
    """
    if isinstance(rule, Rule):
        return rule
    if isinstance(rule, ModuleType):
        return Rule(rule, rule.__name__.rpartition(".")[0].rpartition(".")[2])
    if rule not in installed_rules():
        raise ValueError(f"there is no rule {rule}{suggestion(rule, installed_rules())}")
    return installed_rules()[rule]


def lint(
    files: Mapping[str, str],
    *rules: ModuleType | Rule | str,
    folder: str | Path = "",
    before: Mapping[str, str | None] | None = None,
) -> list[Finding]:
    """Return what `rules` find in the zone set `files`, in the order of reports; without `rules` the default ones.

    With `before`, the files that were otherwise before a change, it is what the change brings; see `Example`.

    `files` are written to a temporary folder, which is the current one meanwhile; or to `folder`, beside what lies
    there. The configuration among them counts, but for its choice of rules. Findings are not yet shown as one where
    they have one cause. What a rule raises is raised here, as the cause of an AssertionError.
    """
    if folder:
        with chdir(folder):
            return _lint(files, before, *rules)
    with TemporaryDirectory(prefix="zonelint-") as temporary, chdir(temporary):
        findings = _lint(files, before, *rules)
        for finding in findings:
            for place in (finding.place, *(related.place for related in finding.related)):
                _ = place.span  # it is looked up in the file when it is first asked for
        return findings


def _written(
    files: Mapping[str, str], before: Mapping[str, str | None], *rules: ModuleType | Rule | str
) -> tuple[dict[str, Rule], set[str], Settings]:
    """Write `files` into the current folder; returns all rules by name, the names of those that run, the settings."""
    _write(files, before)
    known = dict(installed_rules())
    given = {rule.name: rule for rule in map(rule_of, rules)}
    known.update(given)
    settings = load(CONFIGURATION) if CONFIGURATION in files else Settings()
    check_rule_names(settings, known)
    return known, set(given) or {name for name, rule in known.items() if rule.default}, settings


def _lint(
    files: Mapping[str, str], before: Mapping[str, str | None] | None, *rules: ModuleType | Rule | str
) -> list[Finding]:
    known, chosen, settings = _written(files, before or {}, *rules)
    paths = [] if settings.path else ["."]
    found = read_files(paths, settings, zone_map={}, may_be_empty=before is not None, keeps=before is not None)
    base = _base(files, before, found) if before is not None else None
    result = engine.run(found.views, known, chosen)
    accept_known(result, found.views, known, chosen)
    for failure in result.failures:
        raise AssertionError(failure.message) from failure.error
    return base.new(result.findings, known, chosen) if base is not None else result.findings


def _write(files: Mapping[str, str], before: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    for name in before:
        if name not in files:
            Path(name).unlink(missing_ok=True)


def _base(files: Mapping[str, str], before: Mapping[str, str | None], after: Inputs) -> Base:
    texts = {name: text.encode() for name, text in whole_before(files, before).items()}
    return read_before("base", GitTexts(os.path.realpath("."), texts), after)


def fixed(
    files: Mapping[str, str], *rules: ModuleType | Rule | str, unsafe: bool = False, beside: Iterable[str] = ()
) -> dict[str, str]:
    """Return what the fixes of what `rules` find make of the zone set `files`; with `unsafe`, all of them.

    It has the files that are other than they were. The marks ``<- RULE`` are left out. The rules `beside` run as well,
    and must find nothing new then.
    """
    plain = {name: re.sub(rf"[ \t]*{_MARK.pattern}", "", text) for name, text in files.items()}
    with TemporaryDirectory(prefix="zonelint-") as temporary, chdir(temporary):
        known, chosen, settings = _written(plain, {}, *rules)
        inputs = read_files([] if settings.path else ["."], settings, zone_map={}, source=NotedDisk(), keeps=True)
        assert inputs.again is not None
        fixer = Fixer(inputs.again, known, chosen | set(beside), lambda finding: finding.rule in chosen, unsafe=unsafe)
        outcome = fixer.run(inputs, lambda path, old, new: "")
        return {Path(path).relative_to(Path.cwd()).as_posix(): new.decode() for path, (_, new) in outcome.texts.items()}


def marks(files: Mapping[str, str]) -> list[Spot]:
    """Return what the comments ``<- RULE`` in `files` say, sorted."""
    return sorted(
        Spot(rule, name, number)
        for name, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for rule in _MARK.findall(line)
    )


def spots(findings: Iterable[Finding]) -> list[Spot]:
    """Return where `findings` stand, sorted; they compare equal to tuples (rule, file, line)."""
    return sorted(Spot(finding.rule, finding.path, finding.line) for finding in findings)


# -- the examples of a rule ------------------------------------------------------------------------------------------


def examples_of(rule: ModuleType | Rule | str) -> list[Example]:
    """Return the examples of `rule`, the bad ones first."""
    rule = rule_of(rule)
    return [
        Example(rule, kind, number, files, before)
        for kind in KINDS
        for number, (files, before) in enumerate(examples(rule, kind), start=1)
    ]


def assert_example(example: Example, *beside: str) -> None:
    """Raise AssertionError unless just the lines that are marked are reported, each as often as it is marked.

    A bad example has a mark of its own rule, a good one has none. What runs is this rule, those that other marks name,
    and those that are named `beside` it. A line that is gone with a change is marked where it was.
    """
    gone = {name: text for name, text in (example.before or {}).items() if text is not None}
    expected = sorted(marks(example.files) + marks(gone))
    named = {spot.rule for spot in expected}
    own = example.rule.name
    if (example.kind == "BAD") != (own in named):
        wanted = f"no line is marked `<- {own}`" if example.kind == "BAD" else f"a line is marked `<- {own}`"
        raise AssertionError(f"{example}: {wanted}")
    found = lint(example.files, example.rule, *sorted({*named, *beside} - {own}), before=example.before)
    if expected != spots(found):
        raise AssertionError(_difference(str(example), expected, found))


def assert_fixed(example: Example, *beside: str) -> None:
    """Raise AssertionError unless fixing a bad example makes of it what the rule's `FIXED` or `FIXED_UNSAFE` holds.

    The rules that are named `beside` it run, too.
    Each of the two holds, example by example as far as it goes, the files that are other than they were.
    """
    for name, unsafe in ((_FIXED, False), (_FIXED_UNSAFE, True)):
        texts = getattr(example.rule.module, name, ())
        if example.kind != "BAD" or len(texts) < example.number:
            continue
        expected = dict(texts[example.number - 1])
        found = fixed(example.files, example.rule, unsafe=unsafe, beside=beside)
        if expected != found:
            raise AssertionError(f"{example}: fixing makes\n{found!r}\n  and {name} says\n{expected!r}")


def _difference(title: str, expected: list[Spot], found: list[Finding]) -> str:
    """Return in words how `found` differs from what was `expected`."""
    lines = [f"{title}:"]
    left = list(expected)
    for finding in found:
        (spot,) = spots([finding])
        if spot in left:
            left.remove(spot)
        else:
            lines.append(f"  not marked: {spot}: {finding.message}")
    return "\n".join([*lines, *(f"  not found: {spot}" for spot in left)])


# -- the rest of a rule ----------------------------------------------------------------------------------------------


def faults_of(rule: ModuleType | Rule | str) -> list[str]:
    """Return what is wrong with the name, the documentation, the constants and the examples of `rule`, in sentences."""
    rule = rule_of(rule)
    return [*_faults_of_name(rule), *_faults_of_documentation(rule), *_faults_of_module(rule)]


def assert_rule(rule: ModuleType | Rule | str) -> None:
    """Raise AssertionError unless `rule` has no faults (see `faults_of`), and all its examples are as they are marked.

    The text tells of everything that is wrong.
    """
    rule = rule_of(rule)
    wrong = [f"{rule.name}: {fault}" for fault in faults_of(rule)]
    for example in examples_of(rule):
        try:
            assert_example(example)
            assert_fixed(example)
        except AssertionError as error:
            if error.__cause__ is not None:
                raise
            wrong.append(str(error))
    if wrong:
        raise AssertionError("\n".join(wrong))


def _faults_of_name(rule: Rule) -> list[str]:
    faults = []
    if not _NAME.fullmatch(rule.name):
        faults.append("its name is to be words in lower case with - between them, two at least")
    other = installed_rules().get(rule.name, rule)
    if other.package != rule.package:
        faults.append(f"the package {other.package} has a rule of this name, too")
    return faults


def _faults_of_documentation(rule: Rule) -> list[str]:
    summary, _, rest = rule.doc.strip().partition("\n\n")
    faults = []
    if "\n" in summary or len(summary) > SUMMARY_COLUMNS or not summary.endswith("."):
        faults.append(f"the docstring is to begin with one line of at most {SUMMARY_COLUMNS} columns and a full stop")
    starts = [word for text in rest.split("\n\n") for word in SECTIONS if text.startswith(word)]
    if starts != list(SECTIONS):
        faults.append(f"the docstring is to have paragraphs that begin with {', '.join(SECTIONS)} in this order")
    references = rest.partition("References:")[2].strip()
    if not references or re.search(r"RFC(?! \d)", references):
        faults.append("the references are to name a source, and an RFC with its number, as in RFC 5321 section 5.1")
    return faults


def _faults_of_module(rule: Rule) -> list[str]:
    module = rule.module
    faults = []
    if any(rtype != rtype.upper() for rtype in rule.types):
        faults.append("its TYPES are to be in upper case")
    if rule.types and not rule.judges_records:
        faults.append("it has TYPES, and no function check_record(context, record) to call for their records")
    if hasattr(module, "check") and hasattr(module, "check_record"):
        faults.append("it is to have one of the functions check and check_record, not both")
    if any(BLANK in text for text in (rule.doc, *_texts_of_examples(rule))):
        faults.append(f"there are blanks to be filled in: {BLANK}")
    faults += [f"it has no examples {kind}" for kind in KINDS if not getattr(module, kind, ())]
    if not rule.needs_base and any(example.before is not None for example in examples_of(rule)):
        faults.append('it has examples of changes, so its NEEDS is to be ("base",)')
    return faults


def _texts_of_examples(rule: Rule) -> Iterator[str]:
    for example in examples_of(rule):
        for text in (*example.files.values(), *(example.before or {}).values()):
            yield text or ""
