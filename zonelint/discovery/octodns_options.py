"""How octoDNS puts a zone together: from the options of providers and processors to what the reader obeys."""

from contextlib import suppress

from zonelint.dns.names import NameSyntaxError, parent
from zonelint.readers.octodns.classes import (
    ARPA,
    NAMED_FILE,
    OPAQUE,
    PROCESSORS,
    SPLIT_FILES,
    TEMPLATING,
    TRAILING_DOTS,
    VARIABLE,
    YAML_FILES,
    ZONEFILE,
)
from zonelint.readers.octodns.config import AUTO_ARPA
from zonelint.readers.octodns.model import ARPA as ARPA_PART
from zonelint.readers.octodns.model import MASTER, YAML, OctoZone, Part, Template, auto_arpa
from zonelint.readers.octodns.model import VARIABLE as VARIABLE_PART
from zonelint.readers.octodns.names import owner_name
from zonelint.readers.octodns.steps import OF_ORIGIN, OptionError, step_of
from zonelint.readers.octodns.validators import Checks, ValidatorError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zonelint.readers.octodns.config import ConfZone, OctoConfig
    from zonelint.readers.octodns.model import Provider, Step
    from zonelint.readers.tree.yaml_files import Composed

    Files = Sequence[tuple[str, str]]


MOST_STEPS = 100
"""Processors of one zone: each looks at every record."""


class OptionsMaker:
    """Makes the options of the zones of one configuration."""

    def __init__(self, config: "OctoConfig", composed: "Composed") -> None:
        self.config = config
        self.composed = composed
        self._below: dict[str, set[str]] = {}
        self._common = config.validators.of_zone(None, "")
        self._steps: dict[tuple[str, str], Sequence[Step]] = {}

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
        options.made_of = self.config.real_paths
        options.lenient = bool(zone.options.get("lenient"))
        options.publishers = self._publishers(zone)
        with suppress(ValidatorError):  # which is a finding at the zone
            options.checks = self._checks(zone)
        options.drops_subzone = bool(zone.options.get("ignore_subzone_adds"))
        options.sub_zones = frozenset(self._below.get(zone.origin, ()))
        options.arpa = self.config.arpa
        if not self.config.complete:
            options.incomplete.append(f"{self.config.source.path} could not be read as a whole")
        for name in self.config.processors_of(zone):
            processor = self.config.processors.get(name)
            if processor is not None:
                _obey(processor, options)
                options.steps += self._steps_of(processor, zone.origin)
        if len(options.steps) > MOST_STEPS:
            options.incomplete.append(f"what its {len(options.steps)} processors do to it is not known: too many")
            options.steps.clear()
        return options

    def _steps_of(self, processor: "Provider", origin: str) -> "Sequence[Step]":
        """Return the step of a processor, if it has one; most are the same for all zones."""
        is_own = processor.class_name.removeprefix(PROCESSORS) in OF_ORIGIN
        key = (processor.name, origin if is_own else "")
        if key not in self._steps:
            try:
                step = step_of(processor, origin)
            except OptionError:
                step = None  # octoDNS refuses the configuration, which is a finding there
            self._steps[key] = () if step is None else (step,)
        return self._steps[key]

    def _publishers(self, zone: "ConfZone") -> frozenset[str]:
        """Return the classes of the targets of `zone`, but for files; "" for one that is not known."""
        targets = (self.config.providers.get(name) for name in zone.names("targets"))
        return frozenset(
            each.class_name if each is not None else ""
            for each in targets
            if each is None or each.kind not in (YAML_FILES, SPLIT_FILES, NAMED_FILE)
        )

    def _checks(self, zone: "ConfZone") -> Checks:
        own = zone.options.get("validators")
        return self.config.validators.of_zone(own, zone.origin) if own else self._common

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


def _obey(processor: "Provider", options: OctoZone) -> None:
    """Note what a processor does to values before they are checked here."""
    if processor.class_name == TRAILING_DOTS:
        options.dots = True
    elif processor.class_name == TEMPLATING:
        context = processor.options.get("context")
        texts = {str(key): str(value) for key, value in context.items()} if isinstance(context, dict) else {}
        options.template = Template(texts, bool(processor.options.get("trailing_dots", True)))
