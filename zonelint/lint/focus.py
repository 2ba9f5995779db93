"""The focus of a run: which findings lie in, or relate to, the paths that are named beside a configuration."""

from zonelint.lint.selection import focus_prefixes, in_focus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from zonelint.lint.findings import Finding
    from zonelint.lint.inputs import Inputs


def focused(findings: "list[Finding]", found: "Inputs") -> "list[Finding]":
    """Return those of `findings` that are in the focus of a run."""
    prefixes = prefixes_of_focus(found)
    return findings if prefixes is None else [finding for finding in findings if in_focus(finding, prefixes)]


def focus_of(found: "Inputs") -> "Callable[[Finding], bool]":
    """Return what tells whether a finding is in the focus of a run."""
    prefixes = prefixes_of_focus(found)
    return lambda finding: prefixes is None or in_focus(finding, prefixes)


def prefixes_of_focus(found: "Inputs") -> frozenset[str] | None:
    """Return the files and folders in the focus of a run, as `in_focus` takes them; None: everything is in it."""
    discovery = found.discovery
    if discovery is None or discovery.focus is None or discovery.root in discovery.focus:
        return None
    # Reports name a file that is a symbolic link by the link.
    return focus_prefixes([*discovery.focus, *found.paths])
