"""What zonelint.testing tells those who write rules."""

import os
import sys
import tempfile
import unittest
from pathlib import Path
from types import ModuleType

import pytest
from project import run_python

from zonelint.config.settings import ConfigError
from zonelint.lint.options import Option
from zonelint.lint.rule import RuleError
from zonelint.testing import (
    Example,
    Spot,
    assert_example,
    assert_rule,
    examples_of,
    faults_of,
    installed_rules,
    lint,
    marks,
    rule_of,
    spots,
)

ZONE = """\
$TTL 1h
@     SOA    ns1 hostmaster 1 8h 2h 4w 1h
      NS     ns1
      MX     0 mail
      MX     10 mail
ns1   A      4.3.2.1
mail  A      4.3.2.2
"""
MARKED = ZONE.replace("0 mail\n", "0 mail ; <- mx-preference-zero\n", 1)
FILE = "example.com.zone"
DOC = """A mail exchange has preference zero.

Why: so that the tests have a rule.

Fix: take another number.

Switch it off when: always.

References: RFC 5321 section 5.1.
"""


def check_record(context, record):  # type: ignore[no-untyped-def]
    """Yield a finding for each MX record with preference 0."""
    if record.rdata.startswith("0 "):
        yield context.finding(record, "preference 0")


def module(name: str = "mx_preference_zero", **constants: object) -> ModuleType:
    """Return the module of a rule, with `constants` in place of its own; those that are None are not there."""
    made = ModuleType(f"rules_of_others.mail.{name}", DOC)
    own = {"SEVERITY": "warning", "TYPES": ("MX",), "check_record": check_record}
    examples = {"BAD": ({FILE: MARKED},), "GOOD": ({FILE: ZONE.replace("0 mail", "5 mail", 1)},)}
    for key, value in {**own, **examples, **constants}.items():
        if value is not None:
            setattr(made, key, value)
    return made


# -- linting ---------------------------------------------------------------------------------------------------------


def test_findings_of_a_module() -> None:
    """A rule need not be installed to be tried, and nothing else runs."""
    assert [("mx-preference-zero", FILE, 4)] == spots(lint({FILE: ZONE}, module()))


def test_findings_of_installed_rules() -> None:
    """They are given by name, as many as are wanted."""
    found = lint({FILE: ZONE.replace("mail  A", "host A")}, "mx-target-without-address", module())

    assert ["mx-preference-zero", "mx-target-without-address", "mx-target-without-address"] == [
        spot.rule for spot in spots(found)
    ]


def test_without_rules_the_default_ones_run() -> None:
    """As `zonelint check` would."""
    found = {finding.rule for finding in lint({FILE: ZONE})}

    assert "mail-sender-without-ptr" not in found
    assert "mx-target-twice" in found
    assert all(installed_rules()[name].default for name in found)


def test_configuration_counts() -> None:
    """It is the file that a user would have."""
    config = '[severity]\nmx-preference-zero = "error"\n'
    (finding,) = lint({f"zones/{FILE}": ZONE, ".zonelint.toml": 'sources = ["zones"]\n' + config}, module())

    assert ("error", f"zones/{FILE}") == (finding.severity, finding.path)


def test_unknown_option_is_an_error() -> None:
    """A slip in a test's configuration does not pass for a setting."""
    config = "[rules.mx-preference-zero]\nleats = 5\n"

    with pytest.raises(ConfigError, match="did you mean least"):
        lint({FILE: ZONE, ".zonelint.toml": config}, module(OPTIONS={"least": Option(1, "a number")}))


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The temporary folder goes, and the current one is what it was."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    here = os.getcwd()
    lint({FILE: ZONE}, module())

    assert [] == list(tmp_path.iterdir())
    assert here == os.getcwd()


REVERSE = """\
@ 60 SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
@ 60 NS ns1.example.com.
1 60 PTR mail.example.com.
"""


def test_places_outlive_the_files() -> None:
    """Columns are those of the texts, though they are gone, those of related places in other files too."""
    (finding,) = lint({FILE: ZONE, "2.3.4.in-addr.arpa.zone": REVERSE}, "ptr-address-mismatch")

    assert (3, 10, 27) == (finding.line, finding.place.span.column, finding.place.span.end_column)
    assert [(FILE, (7, 1, 7, 21))] == [(each.place.source.path, each.place.span) for each in finding.related]


def test_files_may_be_kept(tmp_path: Path) -> None:
    """A folder of the caller's is written to, and what lies there counts."""
    lint({FILE: ZONE}, module(), folder=tmp_path)
    found = lint({"example.net.zone": ZONE}, module(), folder=tmp_path)

    assert [FILE, "example.net.zone"] == [finding.path for finding in found]


def test_rule_that_raises_fails_the_test() -> None:
    """It would be a rule without findings otherwise, and pass its good examples."""

    def check(context: object) -> None:
        raise LookupError("in the middle")

    with pytest.raises(AssertionError, match=r"the rule mx-preference-zero .* failed: LookupError") as caught:
        lint({FILE: ZONE}, module(TYPES=None, check_record=None, check=check))
    assert isinstance(caught.value.__cause__, LookupError)


def test_unknown_name_is_told() -> None:
    """With the one that may be meant."""
    with pytest.raises(ValueError, match="no rule mx-target-twise; did you mean mx-target-twice"):
        lint({FILE: ZONE}, "mx-target-twise")


def test_module_that_is_no_rule_is_told() -> None:
    """Before anything is linted."""
    with pytest.raises(RuleError, match="its SEVERITY is to be one of"):
        rule_of(module(SEVERITY="fatal"))


# -- marks -----------------------------------------------------------------------------------------------------------


def test_marks_in_comments_of_every_kind() -> None:
    """A line may have several marks; what stands elsewhere is none."""
    files = {
        "b.zone": "x A 4.3.2.1 ; <- one-rule ; <- other-rule\n",
        "a.yaml": "a: 1\nb: 2 # <- one-rule\n",
        "named.conf": "// <- one-rule\n<- other-rule\n",
    }

    assert [
        ("one-rule", "a.yaml", 2),
        ("one-rule", "b.zone", 1),
        ("one-rule", "named.conf", 1),
        ("other-rule", "b.zone", 1),
    ] == marks(files)


def test_spot_reads_as_a_place_in_a_file() -> None:
    """It is shown where a test fails."""
    assert "a.zone:3 some-rule" == str(Spot("some-rule", "a.zone", 3))


# -- examples --------------------------------------------------------------------------------------------------------


def test_examples_have_names_for_tests() -> None:
    """A runner shows them, so that one can be run alone."""
    assert ["mx-preference-zero-bad-1", "mx-preference-zero-good-1"] == [str(each) for each in examples_of(module())]


@pytest.mark.parametrize(
    ("kind", "zone", "told"),
    [
        ("BAD", MARKED.replace("10 mail", "0 ns1"), f"not marked: {FILE}:5 mx-preference-zero: preference 0"),
        (
            "BAD",
            MARKED.replace("10 mail", "10 mail ; <- mx-preference-zero"),
            f"not found: {FILE}:5 mx-preference-zero",
        ),
        ("BAD", ZONE, "no line is marked `<- mx-preference-zero`"),
        ("GOOD", MARKED, "a line is marked `<- mx-preference-zero`"),
        ("GOOD", ZONE, f"not marked: {FILE}:4 mx-preference-zero: preference 0"),
    ],
)
def test_example_that_is_not_as_marked(kind: str, zone: str, told: str) -> None:
    """The text names the example, the line and what was found there."""
    with pytest.raises(AssertionError) as caught:
        assert_example(Example(rule_of(module()), kind, 3, {FILE: zone}))

    assert str(caught.value).startswith(f"mx-preference-zero-{kind.lower()}-3: ".rstrip())
    assert told in str(caught.value)


def test_rules_that_marks_name_run_too() -> None:
    """An example may show which other rule speaks about a line."""
    zone = MARKED.replace("10 mail", "10 mail ; <- mx-target-twice")
    assert_example(Example(rule_of(module()), "BAD", 1, {FILE: zone}))


# -- a whole rule ----------------------------------------------------------------------------------------------------


def test_sound_rule_passes() -> None:
    """Nothing is raised."""
    assert_rule(module())


@pytest.mark.parametrize(
    ("constants", "fault"),
    [
        ({"name": "preference"}, "its name is to be words in lower case with - between them, two at least"),
        ({"name": "mx_target_twice"}, "the package zonelint_rules has a rule of this name, too"),
        ({"TYPES": ("mx",)}, "its TYPES are to be in upper case"),
        ({"BAD": ()}, "it has no examples BAD"),
        ({"GOOD": None}, "it has no examples GOOD"),
        ({"GOOD": ({FILE: ZONE + "___"},)}, "there are blanks to be filled in: ___"),
        ({"check": iter}, "it is to have one of the functions check and check_record, not both"),
        (
            {"check": iter, "check_record": None},
            "it has TYPES, and no function check_record(context, record) to call for their records",
        ),
    ],
)
def test_fault_of_a_module_is_told(constants: dict[str, object], fault: str) -> None:
    """In a sentence that says what is to be changed."""
    assert [fault] == faults_of(module(**constants))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("zero.\n", "zero\n", "the docstring is to begin with one line of at most 100 columns and a full stop"),
        (
            "zero.\n",
            "zero.\nIt does.\n",
            "the docstring is to begin with one line of at most 100 columns and a full stop",
        ),
        ("Fix:", "Mend:", "the docstring is to have paragraphs that begin with "),
        ("RFC 5321 section 5.1.", "", "the references are to name a source"),
        ("so that", "___ that", "there are blanks to be filled in: ___"),
        ("RFC 5321", "the RFC", "the references are to name a source"),
    ],
)
def test_fault_of_the_documentation_is_told(before: str, after: str, fault: str) -> None:
    """`zonelint explain` prints it."""
    made = module()
    made.__doc__ = DOC.replace(before, after)
    (told,) = faults_of(made)

    assert told.startswith(fault)


def test_everything_wrong_is_told_at_once() -> None:
    """Who mends a rule does not run the test once for each fault."""
    with pytest.raises(AssertionError) as caught:
        assert_rule(module(GOOD=({FILE: ZONE},), BAD=({FILE: ZONE},), TYPES=("MX", "a")))

    assert [
        "mx-preference-zero: its TYPES are to be in upper case",
        "mx-preference-zero-bad-1: no line is marked `<- mx-preference-zero`",
        "mx-preference-zero-good-1:",
        f"  not marked: {FILE}:4 mx-preference-zero: preference 0",
    ] == str(caught.value).splitlines()


def test_all_holds_where_python_drops_its_asserts() -> None:
    """Under `python -O`, too, examples fail and places outlive their files."""
    files = {FILE: ZONE, "2.3.4.in-addr.arpa.zone": REVERSE}
    program = f"""
from zonelint.testing import Example, assert_example, installed_rules, lint
(finding,) = lint({files!r}, "ptr-address-mismatch")
print(*finding.related[0].place.span)
try:
    assert_example(Example(installed_rules()["mx-target-twice"], "BAD", 1, {{}}))
except AssertionError as error:
    print(error)
"""
    optimised = f"import subprocess, sys; subprocess.run([sys.executable, '-O', '-c', {program!r}], check=True)"

    assert "7 1 7 21\nmx-target-twice-bad-1: no line is marked `<- mx-target-twice`\n" == run_python(optimised).stdout


class WithUnittest(unittest.TestCase):
    """The standard library's runner needs nothing else."""

    def test_rule(self) -> None:
        """Every example is a case of its own."""
        for example in examples_of(module()):
            with self.subTest(str(example)):
                assert_example(example)


def test_unittest_tells_of_a_failure() -> None:
    """A failure, not an error."""

    class Case(unittest.TestCase):
        def runTest(self) -> None:  # noqa: N802 - unittest's name
            assert_rule(module(BAD=None))

    result = Case().run() or unittest.TestResult()

    assert (1, 0) == (len(result.failures), len(result.errors))


def test_no_run_imports_it() -> None:
    """It is for tests: it costs a hook nothing."""
    program = "import sys; import zonelint.cli, zonelint.lint.registry as r; r.load_rules(); print(*sys.modules)"

    assert "zonelint.testing" not in run_python(program).stdout.split()
    assert "zonelint.testing" in sys.modules
