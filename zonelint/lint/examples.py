"""The examples of a rule: sets of files that it speaks about, or is silent about; or changes of such sets."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zonelint.lint.rule import Rule

    Files = Mapping[str, str]
    """File name -> text."""
    Before = Mapping[str, str | None]
    """The same of what was otherwise before a change: None for a file that was not there."""

KINDS = BAD, GOOD = "BAD", "GOOD"


def examples(rule: "Rule", kind: str) -> "Sequence[tuple[Files, Before | None]]":
    """Return the examples of `kind`, BAD or GOOD: the files of each, and those that were otherwise before a change.

    In the module of a rule that judges a change an example is a pair, what was before it and what is after it. Of one
    that is no change the second is None.
    """
    found = []
    for example in getattr(rule.module, kind, ()):
        before, files = example if isinstance(example, tuple) else (None, example)
        found.append((files, before))
    return found


def whole_before(files: "Files", before: "Before") -> "Files":
    """Return all files as they were before the change to `files`."""
    return {name: text for name, text in {**files, **before}.items() if text is not None}
