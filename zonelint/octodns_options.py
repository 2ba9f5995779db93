"""How octoDNS puts a zone together: from the options of providers and processors to what the reader obeys."""

from zonelint.names import NameSyntaxError, parent
from zonelint.readers.octodns_classes import (
    ARPA,
    NAME_REJECTLIST,
    OPAQUE,
    TEMPLATING,
    TRAILING_DOTS,
    VARIABLE,
    ZONEFILE,
    is_harmless,
)
from zonelint.readers.octodns_config import AUTO_ARPA, unchecked_types
from zonelint.readers.octodns_model import ARPA as ARPA_PART
from zonelint.readers.octodns_model import MASTER, YAML, OctoZone, Part, Template, auto_arpa
from zonelint.readers.octodns_model import VARIABLE as VARIABLE_PART
from zonelint.readers.octodns_names import owner_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.readers.octodns_config import ConfZone, OctoConfig, Provider
    from zonelint.readers.yaml_files import Composed

    Files = Sequence[tuple[str, str]]


class OptionsMaker:
    """Makes the options of the zones of one configuration."""

    def __init__(self, config: "OctoConfig", composed: "Composed") -> None:
        self.config = config
        self.composed = composed
        self._below: dict[str, set[str]] = {}

    def know(self, origins: "Iterable[str]") -> None:
        """Note the origins of all zones of the configuration, so that each knows those below it."""
        all_of_them = set(origins)
        for origin in all_of_them:
            above = parent(origin)
            while above != ".":
                if above in all_of_them:
                    self._below.setdefault(above, set()).add(origin)
                above = parent(above)

    def options(self, zone: "ConfZone") -> OctoZone:
        """Return the options of `zone`, without its sources."""
        options = OctoZone([], self.composed, self.config.source.path)
        options.lenient = bool(zone.options.get("lenient"))
        options.unchecked = frozenset(self.config.unchecked | unchecked_types(zone.options.get("validators")))
        options.drops_subzone = bool(zone.options.get("ignore_subzone_adds"))
        options.sub_zones = frozenset(self._below.get(zone.origin, ()))
        options.arpa = self.config.arpa
        if not self.config.complete:
            options.incomplete.append(f"{self.config.source.path} could not be read as a whole")
        for name in [*self.config.processors_of_all, *zone.names("processors")]:
            processor = self.config.processors.get(name)
            if processor is not None:
                _obey(processor, zone, options)
        return options

    def add_part(self, options: OctoZone, zone: "ConfZone", provider: "Provider", files: "Files", absent: bool) -> None:
        """Add the source `provider` with its `files` to the options of `zone`; some of these may be `absent`."""
        part = Part(_PART_OF.get(provider.kind, YAML), files)
        if absent:
            options.incomplete.append(f"not all files of its source {provider.name} are here")
        if provider.kind == OPAQUE:
            options.incomplete.append(f"its source {provider.name} ({provider.class_name or 'no class'}) is not read")
            return
        if provider.kind == ARPA and provider.name != AUTO_ARPA:
            options.arpa = auto_arpa(provider.options)
        if provider.kind == VARIABLE:
            part.name = str(provider.options.get("name", ""))
            if not _is_owner(part.name, zone.origin):
                return
        elif part.kind == YAML:
            _set_options(part, provider.options)
        options.parts.append(part)


_PART_OF = {ZONEFILE: MASTER, VARIABLE: VARIABLE_PART, ARPA: ARPA_PART}


def _is_owner(name: str, origin: str) -> bool:
    try:
        owner_name(name, origin)
    except NameSyntaxError:
        return False
    return True


def _set_options(part: Part, options: "dict[str, object]") -> None:
    ttl = options.get("default_ttl", 3600)
    part.default_ttl = ttl if isinstance(ttl, int) and 0 <= ttl < 2**31 else 3600
    mode = options.get("order_mode", "natural")
    part.enforce_order = str(mode) if options.get("enforce_order", True) and mode in ("natural", "simple") else ""
    part.replaces = bool(options.get("populate_should_replace", False))
    escaped = options.get("escaped_semicolons")
    part.escaped = True if escaped is None else bool(escaped)


def _obey(processor: "Provider", zone: "ConfZone", options: OctoZone) -> None:
    """Note what a processor does to the records of `zone`."""
    name = processor.class_name
    if name == TRAILING_DOTS:
        options.dots = True
    elif name == TEMPLATING:
        context = processor.options.get("context")
        texts = {str(key): str(value) for key, value in context.items()} if isinstance(context, dict) else {}
        options.template = Template(texts, bool(processor.options.get("trailing_dots", True)))
    elif name in NAME_REJECTLIST and _reject(processor.options.get("rejectlist"), zone, options):
        pass
    elif not is_harmless(name):
        options.incomplete.append(f"what the processor {processor.name} ({name or 'no class'}) does to it is not known")


def _reject(names: object, zone: "ConfZone", options: OctoZone) -> bool:
    """Note the names that octoDNS leaves to others; False if some of them are patterns."""
    texts = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    if any(text.startswith("/") for text in texts):
        return False
    options.unmanaged += [owner_name(text, zone.origin) for text in texts if _is_owner(text, zone.origin)]
    return True
