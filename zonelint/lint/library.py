"""What Python programs call: `check` and `read`. The commands are made of the same parts.

Nothing here prints, ends the process, changes the current folder, or asks the network.
"""

import os

from zonelint.config.usage import UsageError
from zonelint.lint.inputs import Inputs, read_files, settings_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zonelint.lint.lookups import Answer
    from zonelint.lint.report import Report
    from zonelint.lint.sender_table import Sender

    Path = str | os.PathLike[str]


class ZoneSet:
    """Zones that were read, to be asked. It stays as it was read, whatever becomes of the files.

    origins   absolute lower-case names of the zones, in the order they were found; of several views each once
    warnings  what is wrong with the configuration, or with what was found, and hinders nothing
    """

    def __init__(self, found: Inputs) -> None:
        self._found = found
        self.origins: list[str] = list(dict.fromkeys(zone.origin for zone in found.zone_set.zones))
        self.warnings: list[str] = found.warnings

    @property
    def views(self) -> list[str]:
        """The names of the views, in the order they were found; empty where there are none."""
        return [view for view in self._found.views.names if view is not None]

    def lookup(self, name: str, type: str) -> "Answer":
        """Return what the zones answer to a question, as a rule sees it.

        `type` is a record type or ``ANY``; of an address, ``PTR`` is asked at its name in the reverse zones. Raises
        UsageError if `name` or `type` is none, or if views answer differently: `answers` has them all.
        """
        found = self.answers(name, type)
        if len(found) > 1:
            views = "; ".join(", ".join(each.views) or "outside of views" for each in found)
            raise UsageError(f"views answer differently: {views}")
        return found[0]

    def answers(self, name: str, type: str) -> "list[Answer]":
        """Return the different answers of the views, each with its views. Raises UsageError as `lookup` does."""
        from zonelint.lint.lookups import answers, question

        try:
            asked = question(name, type)
        except ValueError as error:
            raise UsageError(str(error)) from None
        return answers(self._found.views, *asked)

    def senders(self) -> "list[Sender]":
        """Return the addresses that send mail, with the verdict of a strict receiver; the broken ones come first."""
        from zonelint.lint.sender_table import senders_of

        return senders_of(self._found.views)[0]


def check(
    paths: "Path | Iterable[Path]" = (),
    *,
    config: "Path | None" = None,
    isolated: bool = False,
    zones: "Mapping[str, Path] | None" = None,
    origin: str | None = None,
    view: str | None = None,
    select: "Iterable[str] | None" = None,
    ignore: "Iterable[str]" = (),
    extend_select: "Iterable[str]" = (),
    severity: str | None = None,
) -> "Report":
    """Lint the zones at `paths`, and return what is wrong with them.

    `paths`, `config`, `isolated`, `zones`, `origin` and `view` are as `read` has them. `select`, `ignore` and
    `extend_select` are names of rules or themes, or ``ALL``; `severity` is the least that is reported: ``"error"``,
    ``"warning"`` or ``"info"``, which is the default.

    A zone that cannot be read is a finding, not an exception. Raises what `read` raises, and UsageError for the name
    of a rule or a severity that is none. A rule that raises is told in `Report.failures`.
    """
    from zonelint.lint.checking import installed_rules, report_on
    from zonelint.lint.findings import SEVERITIES

    if severity is not None and severity not in SEVERITIES:
        raise UsageError(f"unknown severity {severity!r}; there are {', '.join(SEVERITIES)}")
    rules = installed_rules()
    found = _read(paths, config, isolated, zones, origin, view)
    return report_on(
        found,
        rules,
        select=None if select is None else _names(select, "select"),
        ignore=_names(ignore, "ignore"),
        extend_select=_names(extend_select, "extend_select"),
        severity=severity,
    )


def read(
    paths: "Path | Iterable[Path]" = (),
    *,
    config: "Path | None" = None,
    isolated: bool = False,
    zones: "Mapping[str, Path] | None" = None,
    origin: str | None = None,
    view: str | None = None,
) -> ZoneSet:
    """Read the zones at `paths`: files or folders, one or several; without any what the configuration names.

    config    the configuration file; None: the one that holds for the first path, looked for as the command does
    isolated  whether no configuration is looked for
    zones     origin -> the file that holds the zone
    origin    that of the one file named
    view      the only view to look at, beside the zones outside of views

    Raises ConfigError, NothingToLint where there is no zone, UsageError for what cannot be done, and OSError.
    """
    return ZoneSet(_read(paths, config, isolated, zones, origin, view))


def _read(
    paths: "Path | Iterable[Path]",
    config: "Path | None",
    isolated: bool,
    zones: "Mapping[str, Path] | None",
    origin: str | None,
    view: str | None,
) -> Inputs:
    if isolated and config is not None:
        raise UsageError("isolated takes no configuration, and config names one")
    named = [paths] if isinstance(paths, str | os.PathLike) else paths
    starts = [os.fspath(path) for path in named]
    configured = os.fspath(config) if config is not None else None
    settings = settings_for(starts[0] if starts else ".", config=configured, isolated=isolated)
    zone_map = {name: os.fspath(file) for name, file in (zones or {}).items()}
    return read_files(starts, settings, zone_map=zone_map, origin=origin, view=view)


def _names(names: "Iterable[str]", what: str) -> list[str]:
    if isinstance(names, str):
        raise UsageError(f"{what} takes a list of names, not {names!r}")
    return list(names)
