"""What a named.conf says about zones, as plain data."""

from zonelint.zonefiles import PRIMARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.records import Place, Problem


class ZoneStatement:
    """One ``zone`` statement.

    origin     absolute name, lower case
    view       the name of the view it stands in, or None
    type       ``"primary"``, ``"secondary"``, ``"hint"`` …; ``"in-view"`` for a reference to another view's zone
    file       path as the server would open it, `$name` and its like filled in; None where there is none
    in_view    the view that holds the data, for ``"in-view"``
    format     ``"text"``, ``"raw"`` or ``"map"``
    dynamic    whether updates may change it (RFC 2136)
    place      the zone's name in the file
    file_place the path in the file, or None
    """

    __slots__ = ("origin", "view", "type", "file", "in_view", "format", "dynamic", "place", "file_place")

    def __init__(self, origin: str, view: str | None, place: "Place") -> None:
        self.origin = origin
        self.view = view
        self.place = place
        self.type = PRIMARY
        self.file: str | None = None
        self.in_view: str | None = None
        self.format = "text"
        self.dynamic = False
        self.file_place: Place | None = None

    def __repr__(self) -> str:
        return f"<ZoneStatement {self.origin} {self.type} {self.file}>"


class NamedConf:
    """What one named.conf says, with all that it includes.

    zones      its zone statements, in order
    directory  ``options { directory }``, or None
    files      real paths of all files that were read, the first its own
    missing    (name as written, place) of includes that were not found
    placeholders  (text, place) of zone names that a template is still to fill in
    problems   what named-checkconf would refuse, where it concerns zones
    """

    def __init__(self) -> None:
        self.zones: list[ZoneStatement] = []
        self.directory: str | None = None
        self.files: list[str] = []
        self.missing: list[tuple[str, Place]] = []
        self.placeholders: list[tuple[str, Place]] = []
        self.problems: list[Problem] = []
