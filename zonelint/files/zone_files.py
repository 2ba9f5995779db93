"""What discovery finds: zone files, zones that are only declared, and why other files are passed over."""

from zonelint.files.encryption import CLOSED, may_hold_zones
from zonelint.files.paths import display_path
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NamedTuple

    from zonelint.dns.places import Problem
    from zonelint.dns.zone import Place

    class Ignored(NamedTuple):
        """A file or folder that is passed over: its path as reports show it, and why."""

        path: str
        why: str

else:
    from zonelint.dns.tuples import named_tuple

    Ignored = named_tuple("Ignored", "path why")


NO_ORIGIN = "a zone whose origin is not known"
EMPTY = "empty"
"""How the reasons begin why two kinds of files are passed over that look like zones."""
TEST_DATA = "test data of a program"
"""So begins the reason for all files in a folder of it."""

PRIMARY, IN_VIEW = "primary", "in-view"
"""Kinds of zone statements: with a file of its own; a reference to the zone of another view."""

SNAPSHOT_NAME = "zonelint.snapshot.zone"
"""What the file that `zonelint snapshot` writes is called unless the user says otherwise; it is no zone."""


class NothingToLint(Exception):  # noqa: N818 - it is the state of the input, not a mistake of the code
    """There is no zone to lint, or a file named explicitly is none; the text says where was looked, in one line."""


class ReadOptions:
    """What the reader of a format is to know besides where the files are; each such format has its own kind.

    step   what is done with the zone when all zones are read, by its name in the table of formats; empty: nothing
    part   whether its files hold some records of the zone only, which are added to others of that origin
    """

    __slots__ = ()

    step = ""
    part = False

    def settings(self) -> "tuple[object, ...] | None":
        """Return all that decides how the zone is read, besides what is in the files; None: that is not known."""
        return None

    def depends_on(self) -> "Sequence[str]":
        """Return the real paths of the files from which that was taken."""
        return ()


class ZoneFile:
    """One zone to lint, and the file it is read from; several may share a file.

    path          how reports show the file: relative to the current folder, with ``/``
    real_path     where it can be opened
    origin        absolute name, lower case
    origin_from   how the origin is known: ``"etc/named.conf:12"``, ``"$ORIGIN"``, ``"SOA owner"``, ``"file name"``,
                  ``"--zone"``, ``"--origin"`` or ``"config"``
    view, views   the views it is served in: the first, and all of them; None and ``()`` outside of views
    kind          ``"primary"``
    dynamic       whether updates change it on the server (RFC 2136), so that the file may be behind
    partial       why there are more records than the file shows; empty if there are not
    place         the zone's name in the index, or None
    index         path of the (first) index that names it, as reports show it, or None; each index is of a server
    server        what stands for the server that holds it, where that is not `index` or the file's folder; or empty
    sites         what Zone has by that name, without a duplicate; empty: `server`
    leftover      whether it lies beside the files of a server and no index names it
    policy        whether it says what to answer instead of the truth (RPZ), and holds no names of its own
    unloaded      whether the servers of its folder provably do not load it
    include_dirs  real paths where a relative ``$INCLUDE`` is looked for before the folder of the including file
    on_server     absolute path of its folder on the server, and real path of that folder; "" where no index tells
    format        ``"master"``, or the format whose reader makes records of it (readers/formats.py)
    parts         (path as reports show it, real path) of each file of a zone that consists of several; else empty
    soa_owner     absolute name that the SOA has in place of the apex, in an export; empty: it is at the apex
    dialect       how its server reads master files, where that is not BIND's way (dialects.py); empty: it is
    without_ns    why it needs no NS records at its apex; empty: it does
    check_names   what its server does about names that no host may have, as in Zone; empty: that is not known
    transferred   whether it is what a running server gave of the zone, and no file that one loads
    flattens      whether its server answers with the addresses that a CNAME at the apex leads to, in its place
    options       what the reader of the format is to know besides, or None
    """

    __slots__ = (
        "path", "real_path", "origin", "origin_from", "views", "kind", "dynamic", "partial", "place", "index",
        "include_dirs", "on_server", "format", "parts", "options", "soa_owner", "dialect", "without_ns",
        "check_names", "flattens", "transferred",
        "server", "sites", "leftover", "policy", "unloaded",
    )  # fmt: skip

    def __init__(self, path: str, real_path: str, origin: str, origin_from: str, view: str | None = None) -> None:
        self.path = path
        self.real_path = real_path
        self.origin = origin
        self.origin_from = origin_from
        self.views: tuple[str, ...] = () if view is None else (view,)
        self.kind = "primary"
        self.dynamic = False
        self.partial = ""
        self.place: Place | None = None
        self.index: str | None = None
        self.include_dirs: list[str] = []
        self.format = "master"
        self.parts: list[tuple[str, str]] = []
        self.options: ReadOptions | None = None
        self.soa_owner = ""
        self.dialect = ""
        self.without_ns = ""
        self.check_names = ""
        self.on_server = ("", "")
        self.server = ""
        self.sites: list[str] = []
        self.leftover = False
        self.policy = False
        self.unloaded = False
        self.flattens = False
        self.transferred = False

    @property
    def real_paths(self) -> list[str]:
        """The real paths of all its files."""
        return [real_path for _, real_path in self.parts] or [self.real_path]

    @property
    def view(self) -> str | None:
        """The first view that serves it, or None."""
        return self.views[0] if self.views else None

    def sort_key(self) -> tuple[str, str, str]:
        """Order in reports: path, origin, view."""
        return (self.path, self.origin, self.view or "")

    def __repr__(self) -> str:
        return f"<ZoneFile {self.path} {self.origin} {self.views} from {self.origin_from}>"


class Declared:
    """A zone that an index declares and whose records are not in the files: it exists, what it holds is unknown.

    kind   ``"secondary"``, ``"stub"``, ``"forward"`` …; ``"primary"`` if its file is not in the repository
    place  the zone's name in the index
    index  path of the index that declares it, as reports show it (`place` may be in a file that it includes), or None
    file   path of the zone's file as the index has it, or None
    """

    __slots__ = ("origin", "view", "kind", "place", "index", "file")

    def __init__(
        self,
        origin: str,
        view: str | None,
        kind: str,
        place: "Place",
        index: str | None = None,
        file: str | None = None,
    ) -> None:
        self.index = index
        self.file = file
        self.origin = origin
        self.view = view
        self.kind = kind
        self.place = place

    def __repr__(self) -> str:
        return f"<Declared {self.origin} {self.kind}>"


class Discovery:
    """All that was found.

    root, allowed  real path of the folder below which files may be read; real paths outside that may be, too
    source         where the files are
    zones          sorted by path, origin, view
    declared       zones known without their records; none that is in `zones` for the same view
    ignored        what was passed over, sorted by path
    problems       what is wrong with indexes, links and origins
    indexes        paths of the zone-set indexes that were read, with what they include, as reports show them
    policies       (folder of the index as reports show it, origin) of the response policy zones
    inside_views   (index, view) -> why the view is for the inside alone
    inside_zones   (index, view or None, origin) -> why the zone is for the inside alone
    copies         (real path of a folder, index) where the folder holds other files of zones that the index serves
    unplaced       real paths of reverse zones of which nothing tells the origin, and that are not read
    focus          real paths of files and folders to which the report is narrowed; None: it is not
    warnings       what the user is told besides, a sentence each
    wanted_rules   names of the rules that an index asks for, whatever their default is
    narrowed       whether zones were left out because of their view
    """

    def __init__(self, root: str, allowed: "tuple[str, ...]" = (), source: Source = DISK) -> None:
        self.source = source
        self.root = root
        self.allowed = allowed
        self.zones: list[ZoneFile] = []
        self.declared: list[Declared] = []
        self.ignored: list[Ignored] = []
        self.unplaced: set[str] = set()
        self.problems: list[Problem] = []
        self.indexes: list[str] = []
        self.policies: set[tuple[str, str]] = set()
        self.inside_views: dict[tuple[str, str], str] = {}
        self.inside_zones: dict[tuple[str, str | None, str], str] = {}
        self.copies: set[tuple[str, str]] = set()
        self.focus: list[str] | None = None
        self.warnings: list[str] = []
        self.wanted_rules: set[str] = set()
        self.narrowed = False

    @property
    def unloaded(self) -> list[str]:
        """Paths of the zone files that the servers of their folder provably do not load, sorted."""
        return sorted({zone.path for zone in self.zones if zone.unloaded})

    @property
    def closed(self) -> "list[Ignored]":
        """What was passed over because it is encrypted, or elsewhere, and may be zones."""
        return [entry for entry in self.ignored if entry.why.startswith(CLOSED) and may_hold_zones(entry.path)]

    def why_inside(self, index: str | None, view: str | None, origin: str) -> str:
        """Say why the zone `origin` of a `view` of an `index` is for the inside alone; empty if nothing says so."""
        of_view = self.inside_views.get((index or "", view or ""), "")
        return of_view or self.inside_zones.get((index or "", view, origin), "")

    @staticmethod
    def display_path(real_path: str) -> str:
        """Return how reports show the absolute `real_path`: relative to the current folder, with ``/``."""
        return display_path(real_path)

    def __repr__(self) -> str:
        return f"<Discovery of {len(self.zones)} zones below {self.root}>"
