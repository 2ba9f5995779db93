"""From the steps of a fix to edits of octets: by the kind of file, and unless the file is not to be changed."""

from zonelint.dns.zone import Zone
from zonelint.files.source import DISK, MAX_OCTETS
from zonelint.lint.fix import Add, Arrange, Drop, Edit, Fix, Rewrite
from zonelint.lint.fixes import refuse
from zonelint.lint.fixes.documents import Documents
from zonelint.lint.fixes.generated import Blocks
from zonelint.lint.fixes.lines import MasterFiles
from zonelint.lint.fixes.text import CannotWriteError, FileRefusedError, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Record
    from zonelint.lint.fix import Step
    from zonelint.lint.inputs import Inputs


_ABSOLUTE = ("gcloud",)
"""Formats in which a record is of the zone that its name lies in, whatever else is in the file."""


class Writer:
    """Turns fixes into edits of the files of one set of zones, as they are at the moment.

    path  of the file that was looked at last, as reports show it
    """

    def __init__(
        self,
        inputs: "Inputs",
        texts: "Mapping[str, bytes]",
        barred: "Mapping[str, str]",
        shown: "dict[str, str]",
        *,
        writes: bool,
    ) -> None:
        """Write into the files of `inputs`, whose contents are `texts` where they differ from the disk.

        `barred` are files that are not to be changed, and why; `shown` takes how reports show each path.
        """
        self._inputs = inputs
        self._contents = texts
        self._writes = writes
        self._barred = barred
        self._shown = shown
        self._texts: dict[str, Text] = {}
        self._blocks: dict[str, Blocks] = {}
        self._why_not: dict[str, str] = {}
        self._origins: dict[str, set[str]] = {}
        self._zones: dict[str, list[Zone]] = {}
        self._master = MasterFiles(self.text_of)
        self._documents = Documents(self.text_of)
        self.path = ""

    def edits(self, fix: Fix) -> list[Edit]:
        """Return the edits that are `fix`. Raises CannotWriteError."""
        self.path = ""
        edits: list[Edit] = []
        for step in fix.steps:
            for zone in self._zones_of(step):
                self.path = zone.source.path if zone.source is not None else self.path
                why = refuse.why_not_zone(zone)
                if why:
                    raise FileRefusedError(self.path, why)
            if isinstance(step, Add) and self._is_shared(step.zone):
                raise CannotWriteError("its file is also that of other zones, which would get the record, too")
            edits += self._edits(step)
        self._refuse_lines_of_programs(edits)
        return edits

    def _refuse_lines_of_programs(self, edits: list[Edit]) -> None:
        """Raise CannotWriteError if one of `edits` is among lines that a program writes."""
        for edit in edits:
            text = self._texts[edit.path]
            if edit.path not in self._blocks:
                self._blocks[edit.path] = Blocks(text.lines)
            # What is inserted belongs to the line above it.
            mark = self._blocks[edit.path].mark_above(text.line_of(edit.start) - (edit.start == edit.end))
            if mark:
                raise CannotWriteError(f"a program writes these lines, as line {mark} says: change what that reads")

    def _is_shared(self, zone: Zone) -> bool:
        """Tell whether the file of `zone` is read for zones of other names, too, which would get a new record."""
        if zone.format in _ABSOLUTE:
            return False
        if not self._origins:
            for each in self._inputs.zone_set.zones:
                if each.source is not None:
                    self._origins.setdefault(each.source.path, set()).add(each.origin)
        return zone.source is not None and len(self._origins.get(zone.source.path, ())) > 1

    def _edits(self, step: "Step") -> list[Edit]:
        if isinstance(step, Add):
            source = step.zone.source
        else:
            source = step.source if isinstance(step, Rewrite | Arrange | Drop) else step.record.source
        if isinstance(step, Arrange | Drop) or (source is not None and source.marks is not None):
            return self._documents.edits(step)
        if source is not None and source.path.endswith((".yaml", ".yml", ".json")):
            return self._documents.edits(step)  # nothing of it could be read as a record
        return self._master.edits(step)

    def _zones_of(self, step: "Step") -> "list[Zone]":
        if isinstance(step, Add):
            return [step.zone]
        if isinstance(step, Rewrite | Arrange | Drop):
            if not self._zones:
                for zone in self._inputs.zone_set.zones:
                    if zone.source is not None:
                        self._zones.setdefault(zone.source.path, []).append(zone)
            return self._zones.get(step.source.path, [])
        record: Record = step.record
        return [record.zone]

    def known_text(self, real_path: str) -> Text:
        """Return what is in a file that some of the edits are about."""
        return self._texts[real_path]

    def text_of(self, source: "SourceFile") -> Text:
        """Return what is in the file of `source`. Raises CannotWriteError if it is not to be changed."""
        real_path = source.real_path
        self.path = source.path
        if real_path is None:
            raise FileRefusedError(source.path, "it is not a file that can be written")
        if real_path not in self._texts:
            self._shown[real_path] = source.path
            octets = self._contents.get(real_path)
            if octets is None:
                octets = DISK.octets(real_path, MAX_OCTETS)
            text = self._texts[real_path] = Text(real_path, octets)
            why = self._barred.get(real_path) or refuse.why_not_file(
                self._inputs, source, text, DISK, writes=self._writes
            )
            self._why_not[real_path] = why
        if self._why_not[real_path]:
            raise FileRefusedError(source.path, self._why_not[real_path])
        return self._texts[real_path]
