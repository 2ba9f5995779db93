"""What an octoDNS configuration says about one zone, and where the records of YAML files stand."""

from collections.abc import Sequence

from zonelint.dns.places import START, Mark
from zonelint.dns.zone import Place
from zonelint.files.zone_files import ReadOptions
from zonelint.readers.octodns.classes import provider_kind
from zonelint.readers.octodns.validators import DEFAULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.readers.tree.yaml_files import Composed

    Seen = dict[tuple[str, str], tuple[SourceFile, int]]
    """Owner and type of what was read already -> where."""

YAML, MASTER, VARIABLE, ARPA = "yaml", "master", "variable", "arpa"
"""Kinds of sources: YAML files, a master file, one TXT record out of the environment, AutoArpa."""

LEGACY_CHECKS = DEFAULT.of_zone(None, "")
"""The validators that are on unless a configuration says otherwise."""
HIDDEN = "lenient-hides-error"
"""The rule for what octoDNS lets pass where it is lenient."""


class Provider:
    """A provider, source or processor of the configuration.

    name        its id
    class_name  dotted path
    kind        what it is as a source (octodns_classes)
    options     keyword -> Python value
    place       its id
    """

    __slots__ = ("name", "class_name", "kind", "options", "place")

    def __init__(self, name: str, class_name: str, options: "dict[str, object]", place: Place) -> None:
        self.name = name
        self.class_name = class_name
        self.kind = provider_kind(class_name)
        self.options = options
        self.place = place


class Part:
    """One source of a zone.

    kind              YAML, MASTER, VARIABLE or ARPA
    files             (path as reports show it, real path) of each file, in the order they are read
    default_ttl       seconds, of records without TTL
    enforce_order     whether keys must be sorted, and by which order: ``"natural"``, ``"simple"`` or ``""``
    replaces          whether its RRsets replace those of the sources before it
    escaped           whether ``;`` is written ``\\;`` in texts
    name              VARIABLE: owner of the record, relative to the zone
    """

    __slots__ = ("kind", "files", "default_ttl", "enforce_order", "replaces", "escaped", "name")

    def __init__(self, kind: str, files: "Sequence[tuple[str, str]]" = ()) -> None:
        self.kind = kind
        self.files = list(files)
        self.default_ttl = 3600
        self.enforce_order = ""
        self.replaces = False
        self.escaped = True
        self.name = ""


class Template:
    """What fills in ``{name}``: the processor's own values, and whether names in them end in a dot."""

    __slots__ = ("context", "trailing_dots")

    def __init__(self, context: "Mapping[str, str]", trailing_dots: bool) -> None:
        self.context = context
        self.trailing_dots = trailing_dots


class AutoArpa:
    """How AutoArpa makes PTR records: TTL in seconds, what it does with several names, wildcards and static PTRs."""

    __slots__ = ("ttl", "inherit_ttl", "most", "wildcard", "replaces")

    def __init__(self) -> None:
        self.ttl = 3600
        self.inherit_ttl = False
        self.most = 999
        self.wildcard: str | None = None
        self.replaces = False


def auto_arpa(settings: "Mapping[str, object]") -> AutoArpa:
    """Return what the settings of AutoArpa say."""
    found = AutoArpa()
    ttl, most, wildcard = (settings.get(name) for name in ("ttl", "max_auto_arpa", "wildcard_replacement"))
    if isinstance(ttl, int):
        found.ttl = ttl
    if isinstance(most, int):
        found.most = max(most, 1)
    if isinstance(wildcard, str):
        found.wildcard = wildcard
    found.inherit_ttl = bool(settings.get("inherit_ttl"))
    found.replaces = bool(settings.get("populate_should_replace"))
    return found


class Step:
    """One processor, applied to the RRsets of a zone. Names are relative to the zone, the apex is ``""``."""

    leaves_some = False
    """Whether others may hold records in a zone with this processor."""

    def apply(self, zone: "Zone", options: "OctoZone") -> None:
        """Do to the records of `zone` what the processor does; note what it refuses."""

    def leaves(self, name: str, rtype: str) -> bool:
        """Tell whether others may hold records of `rtype` at `name`, which octoDNS does not change."""
        del name, rtype
        return False


class OctoZone(ReadOptions):
    """How one zone is put together (a ZoneFile's `options`).

    config         the configuration that this comes from, "" for a zone without one
    configs        all configurations that have the same zone out of the same files
    parts          its sources, in order
    lenient        whether what octoDNS refuses is a mere warning of it
    publishers     classes of the providers that it is published at
    checks         the validators that are on
    is_alias       whether it is a copy of another zone, whose files these are
    sub_zones      names of configured zones below it
    drops_subzone  whether records that belong there are dropped without a word
    dots           whether a processor appends missing dots to targets
    template       what fills in templates, or None
    steps          what its processors do, in their order
    lenient_records   (owner, type) of the records that ask for lenience themselves, as read
    incomplete     reasons why records may be missing
    arpa           how AutoArpa works in this configuration, or None
    priorities     (owner, type) -> rank of a record among those that AutoArpa makes PTR records of, as read
    composed       files that several zones of the configuration share
    made_of        real paths of the files of the configuration
    """

    step = "octodns"

    __slots__ = (
        "config", "configs", "priorities", "parts", "lenient", "checks", "is_alias", "sub_zones", "drops_subzone",
        "dots", "template", "steps", "lenient_records", "incomplete", "arpa", "composed", "publishers", "made_of",
    )  # fmt: skip

    def __init__(self, parts: "Sequence[Part]", composed: "Composed", config: str = "") -> None:
        self.config = config
        self.configs = {config}
        self.priorities: dict[tuple[str, str], int] = {}
        self.parts = list(parts)
        self.lenient = False
        self.publishers: frozenset[str] = frozenset()
        self.checks = LEGACY_CHECKS
        self.is_alias = False
        self.sub_zones: frozenset[str] = frozenset()
        self.drops_subzone = False
        self.dots = False
        self.template: Template | None = None
        self.steps: list[Step] = []
        self.lenient_records: set[tuple[str, str]] = set()
        self.incomplete: list[str] = []
        self.arpa: AutoArpa | None = None
        self.composed = composed
        self.made_of: Sequence[str] = ()

    def settings(self) -> "tuple[object, ...] | None":
        """Return what decides how the zone is read where the configuration says the same; see ReadOptions.

        That depends on other zones where it is a copy of one, and where AutoArpa makes records of theirs.
        """
        if self.is_alias or self.takes_arpa:
            return None
        parts = tuple((part.kind, tuple(part.files), part.name) for part in self.parts)
        return frozenset(self.configs), parts, tuple(self.incomplete), self.sub_zones

    def depends_on(self) -> "Sequence[str]":
        """Return the real paths of the files of the configuration."""
        return self.made_of

    def cause_of(self, rule: str, origin: str) -> str:
        """Return the cause of a problem of `rule` in the zone `origin`: one `lenient` lets all its faults pass."""
        return f"{origin} is lenient" if rule == HIDDEN and (self.lenient or self.checks.unchecked) else ""

    @property
    def takes_arpa(self) -> bool:
        """Whether AutoArpa is one of its sources."""
        return any(part.kind == ARPA for part in self.parts)


class Marks(Sequence[Mark]):
    """The marks of one source, made when the first is asked for.

    Positions of a hundred thousand records are not kept while reading: `load` reads the zone once more and gives
    back its marks, and only zones with findings are read twice.
    """

    def __init__(self, load: "Callable[[], Sequence[Mark]]", collect: bool = False) -> None:
        self.made = 0
        self.kept: list[Mark] | None = [] if collect else None
        self._load = load

    def __getitem__(self, index: "int") -> Mark:  # type: ignore[override]
        """Return the mark of the record with that index."""
        if self.kept is None:
            self.kept = list(self._load())
        # The file may have been changed since it was read.
        return self.kept[index] if index < len(self.kept) else Mark(START, START, START)

    def __len__(self) -> int:
        return self.made


def discard(zone: "Zone", owner: str, rtype: str) -> None:
    """Take the RRset of `owner` and `rtype` out of `zone`: a later source replaces it."""
    owners = zone.types.get(rtype, {})
    if owners.pop(owner, None) is not None and (rtype, owner) in zone.multiple:
        zone.multiple.remove((rtype, owner))
    if not owners:
        zone.types.pop(rtype, None)
    hidden = zone.unresolved.get(owner, set())
    hidden.discard(rtype)
    if not hidden:
        zone.unresolved.pop(owner, None)
