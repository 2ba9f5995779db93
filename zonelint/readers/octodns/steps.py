"""From the processors of an octoDNS configuration to the steps that do what they do.

A list of names or patterns that is not known here (``!include`` of a file that is elsewhere) leaves open what a filter
does.
"""

from zonelint.dns.names import NameSyntaxError
from zonelint.readers.octodns.classes import PROCESSOR_OPTIONS, PROCESSORS, TEMPLATING, TRAILING_DOTS
from zonelint.readers.octodns.model import Step
from zonelint.readers.octodns.names import owner_name
from zonelint.readers.octodns.processors import (
    Clamp,
    Incomplete,
    KeyFilter,
    ManagedChallenges,
    SpfLookups,
    TtlLimits,
    TypeFilter,
    Unknown,
    ValueFilter,
    ZoneNames,
    ends_in_zone_name,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zonelint.dns.zone import Record
    from zonelint.readers.file_regexp import FileRegexp
    from zonelint.readers.octodns.model import Provider

    Options = dict[str, object]
    Matcher = Callable[[str], bool]

MIN_TTL, MAX_TTL, LONGEST_TTL = 300, 86400, 7 * 86400
"""Seconds: the range of TtlClampProcessor, and the highest TTL of TtlRestrictionFilter, unless set otherwise."""
MOST_ITEMS = 100
"""Patterns or networks of one processor: each is looked for in every record."""
OF_ORIGIN = ("filter.ZoneNameFilter", "meta.MetaProcessor")
"""Processors whose step is another one for each zone."""
_TEXTS = ("TXT", "SPF")


class OptionError(Exception):
    """octoDNS refuses the options of a processor; the text says why, in its words where it has any."""


def step_of(processor: "Provider", origin: str) -> Step | None:
    """Return what `processor` does to the zone `origin`; None where nothing of it is to be seen in the records.

    Raises OptionError for options that octoDNS refuses.
    """
    name = processor.class_name.removeprefix(PROCESSORS)
    if processor.class_name in (TEMPLATING, TRAILING_DOTS) or name in _UNSEEN:
        return None
    maker = _MAKERS.get(name) if name != processor.class_name else None
    try:
        if maker is not None and not _is_misconfigured(name, processor.options):
            return maker(processor.options, origin)
    except _UnknownOption as error:
        return Incomplete(f"what the processor {processor.name} does to it is not known: {error}")
    shown = processor.class_name or "no class"
    return Incomplete(f"what the processor {processor.name} ({shown}) does to it is not known")


class _UnknownOption(Exception):  # noqa: N818 - it is the state of the input
    """The value of an option is not known here; the text says why."""


def _is_misconfigured(name: str, options: "Options") -> bool:
    """Tell whether octoDNS cannot make the processor, which is said of the configuration already."""
    required, others = PROCESSOR_OPTIONS[name]
    return any(key not in options for key in required) or any(key not in (*required, *others) for key in options)


def _list(options: "Options", key: str) -> "list[object]":
    value = options[key]
    if isinstance(value, dict):
        return list(value)
    if isinstance(value, str):
        raise _UnknownOption(f"its {key} is not a list")
    if value is None:
        raise _UnknownOption(f"its {key} is not here")
    if not isinstance(value, list):
        raise OptionError(f"'{type(value).__name__}' object is not iterable")
    return value


def _bounded(items: "Sequence[object]", what: str) -> None:
    """Raise _UnknownOption where there are more `items` than are looked for in each record."""
    if len(items) > MOST_ITEMS:
        raise _UnknownOption(f"more than {MOST_ITEMS} {what} are not looked for")


def _with_target(options: "Options") -> bool:
    return bool(options.get("include_target", True))


def _seconds(options: "Options", key: str, default: int) -> int:
    value = options.get(key, default)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int):
        raise _UnknownOption(f"its {key} is not a number")
    return value


# -- what filters match


def _patterns(options: "Options", key: str) -> "Matcher":
    """Return what tells whether a text is one of the list `key`, or holds one of its patterns between slashes."""
    exact: set[str] = set()
    patterns: list[FileRegexp] = []
    for item in _list(options, key):
        if not isinstance(item, str):
            raise OptionError(f"'{type(item).__name__}' object has no attribute 'startswith'")
        if item.startswith("/"):
            patterns.append(_regexp(item[1:-1]))
        else:
            exact.add(item)
    _bounded(patterns, "patterns")
    return lambda text: text in exact or any(pattern.groups(text) is not None for pattern in patterns)


def _regexp(pattern: str) -> "FileRegexp":
    from zonelint.readers.file_regexp import FileRegexp, FileRegexpError

    try:
        return FileRegexp(pattern)
    except FileRegexpError as error:
        raise _UnknownOption(str(error)) from None


def _names(key: str) -> "Callable[[Options, str], Step]":
    def make(options: "Options", origin: str) -> Step:
        del origin
        matches = _patterns(options, key)
        return KeyFilter(lambda name, rtype: matches(name), key == "allowlist", _with_target(options))

    return make


def _types(key: str) -> "Callable[[Options, str], Step]":
    def make(options: "Options", origin: str) -> Step:
        del origin
        return TypeFilter(frozenset(map(str, _list(options, key))), key == "allowlist", _with_target(options))

    return make


def _values(key: str) -> "Callable[[Options, str], Step]":
    def make(options: "Options", origin: str) -> Step:
        del origin
        matches = _patterns(options, key)

        def any_matches(rrset: "Sequence[Record]") -> bool | None:
            from zonelint.readers.file_regexp import MAX_NAME

            texts = [_text_of(record) for record in rrset]
            if any(matches(text) for text in texts):
                return True
            return None if any(len(text) > MAX_NAME for text in texts) else False

        return ValueFilter(any_matches, key == "allowlist", _with_target(options))

    return make


def _text_of(record: "Record") -> str:
    """Return the value of a record as octoDNS compares it: texts without quotes, their semicolons escaped."""
    if record.type not in _TEXTS:
        return record.rdata
    from zonelint.dns.txt import text_of

    return text_of(record).replace(";", "\\;")


def _networks(key: str) -> "Callable[[Options, str], Step]":
    def make(options: "Options", origin: str) -> Step:
        from ipaddress import ip_address, ip_network

        del origin
        networks = []
        for value in _list(options, key):
            try:
                networks.append(ip_network(value))  # type: ignore[arg-type]
            except (TypeError, ValueError):
                raise OptionError(f"{value} is not a valid CIDR to use") from None

        _bounded(networks, "networks")

        def any_inside(rrset: "Sequence[Record]") -> bool | None:
            addresses = [ip_address(record.rdata) for record in rrset]
            return any(address in network for address in addresses for network in networks)

        return ValueFilter(any_inside, key == "allowlist", True, ("A", "AAAA"))

    return make


# -- single processors


def _ownership(options: "Options", origin: str) -> Step:
    del options, origin
    return Incomplete("others own records beside those that octoDNS owns (OwnershipProcessor)")


def _root_ns(options: "Options", origin: str) -> Step:
    del options, origin
    return KeyFilter(lambda name, rtype: not name and rtype in ("NS", "ANY"), False, True)


def _root_ns_changes(options: "Options", origin: str) -> Step:
    del origin
    return Step() if options.get("error", True) else Unknown("", "NS", False)


def _zone_names(options: "Options", origin: str) -> Step:
    if options.get("error", True):
        return ZoneNames()
    return KeyFilter(lambda name, rtype: ends_in_zone_name(name, origin), False, _with_target(options))


def _meta(options: "Options", origin: str) -> Step:
    name = str(options.get("record_name", "meta"))
    try:
        owner_name(name, origin)
    except NameSyntaxError as error:
        raise OptionError(str(error)) from None
    return Unknown(name, "TXT", True)


def _clamp(options: "Options", origin: str) -> Step:
    del origin
    least, most = _seconds(options, "min_ttl", MIN_TTL), _seconds(options, "max_ttl", MAX_TTL)
    if least > most:
        raise OptionError(f"Min TTL {least} is not lower than max TTL {most}")
    return Clamp(least, most)


def _ttl_limits(options: "Options", origin: str) -> Step:
    del origin
    listed = _list(options, "allowed_ttls") if options.get("allowed_ttls") else []
    allowed = [each for each in listed if isinstance(each, int)]
    return TtlLimits(_seconds(options, "min_ttl", 1), _seconds(options, "max_ttl", LONGEST_TTL), frozenset(allowed))


_UNSEEN = ("arpa.AutoArpa", "acme.AcmeIgnoringProcessor")
_MAKERS: "dict[str, Callable[[Options, str], Step]]" = {
    "acme.AcmeManagingProcessor": lambda options, origin: ManagedChallenges(),
    "acme.AcmeMangingProcessor": lambda options, origin: ManagedChallenges(),
    "clamp.TtlClampProcessor": _clamp,
    "filter.ExcludeRootNsChanges": _root_ns_changes,
    "filter.IgnoreRootNsFilter": _root_ns,
    "filter.NameAllowlistFilter": _names("allowlist"),
    "filter.NameRejectlistFilter": _names("rejectlist"),
    "filter.NetworkValueAllowlistFilter": _networks("allowlist"),
    "filter.NetworkValueRejectlistFilter": _networks("rejectlist"),
    "filter.TypeAllowlistFilter": _types("allowlist"),
    "filter.TypeRejectlistFilter": _types("rejectlist"),
    "filter.ValueAllowlistFilter": _values("allowlist"),
    "filter.ValueRejectlistFilter": _values("rejectlist"),
    "filter.ZoneNameFilter": _zone_names,
    "meta.MetaProcessor": _meta,
    "ownership.OwnershipProcessor": _ownership,
    "restrict.TtlRestrictionFilter": _ttl_limits,
    "spf.SpfDnsLookupProcessor": lambda options, origin: SpfLookups(),
}
