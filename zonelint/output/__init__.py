"""Report formats: one module per format, imported when it is asked for.

A format's module holds ``write(report, stream, *, colour=False)``, which writes a whole report to a text
stream. Nothing else lists the formats but `FORMATS`, which the command line offers.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol, TextIO

    from zonelint.lint.report import Report

    class Writer(Protocol):
        """Writes `report` to `stream`; with ANSI colours if `colour` is true and the format knows any."""

        def __call__(self, report: Report, stream: TextIO, *, colour: bool = False) -> str | None:
            """Write the report; returns a sentence about what the format has no room for, if something was cut."""


FORMATS = (
    "text",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "azure",
    "markdown",
)


def writer(name: str) -> "Writer":
    """Return the writer of the format `name`.

    Raises ValueError if there is no such format.
    """
    if name not in FORMATS:
        raise ValueError(f"unknown format {name!r}; there are {', '.join(FORMATS)}")
    from zonelint.dns.modules import module_at
    from zonelint.output.guard import guarded, unguarded

    write: Writer = module_at(f"zonelint.output.{name}").write

    def write_guarded(report: "Report", stream: "TextIO", *, colour: bool = False) -> str | None:
        if name == "azure":
            return write(report, unguarded(stream), colour=colour)
        return write(report, guarded(stream, lines=name != "github"), colour=colour)

    return write_guarded


def use_colour(choice: str, stream: "TextIO", environ: "Mapping[str, str]") -> bool:
    """Tell whether to write ANSI colours to `stream`.

    `choice` is the option's ``always``, ``never`` or ``auto``. Auto follows NO_COLOR, FORCE_COLOR and
    CLICOLOR_FORCE in `environ`, in this order (an empty one counts as unset), then asks whether the stream is
    a terminal that knows colours.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()
