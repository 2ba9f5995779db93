"""zonelint: an offline linter for sets of DNS zones, with an operator's eye on mail and reverse DNS.

`check` lints zones, `read` answers questions about them; docs/api.md shows both. Each name is imported when it is first
used, so that the command line pays for none.
"""

from zonelint._version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.config.file import ConfigError
    from zonelint.config.usage import UsageError
    from zonelint.files.zone_files import NothingToLint
    from zonelint.lint.findings import Finding, Related
    from zonelint.lint.library import ZoneSet, check, read
    from zonelint.lint.lookups import Answer
    from zonelint.lint.report import Report
    from zonelint.lint.sender_table import Sender

__all__ = [
    "Answer",
    "ConfigError",
    "Finding",
    "NothingToLint",
    "Related",
    "Report",
    "Sender",
    "UsageError",
    "ZoneSet",
    "__version__",
    "check",
    "read",
]

_HOMES = {
    "Answer": "lint.lookups",
    "ConfigError": "config.file",
    "Finding": "lint.findings",
    "NothingToLint": "files.zone_files",
    "Related": "lint.findings",
    "Report": "lint.report",
    "Sender": "lint.sender_table",
    "UsageError": "config.usage",
    "ZoneSet": "lint.library",
    "check": "lint.library",
    "read": "lint.library",
}
"""Where each public name is at home, below this package."""


def __getattr__(name: str) -> object:
    """Import the public `name` from where it is at home (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from zonelint.dns.modules import module_at

    found: object = getattr(module_at(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
