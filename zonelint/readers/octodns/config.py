"""octoDNS's configuration: which zones there are, where their records come from, what is done to them.

Nothing of it is obeyed: no class is imported, no variable of the environment is read.
"""

import re

from zonelint.dns.names import NameSyntaxError, absolute
from zonelint.dns.places import Problem, SourceFile
from zonelint.dns.typos import did_you_mean
from zonelint.dns.zone import Place
from zonelint.readers.octodns.classes import ARPA_CLASS, META_CLASS, meant_class, option_faults
from zonelint.readers.octodns.model import AutoArpa, Provider, auto_arpa
from zonelint.readers.octodns.names import decoded, encoded
from zonelint.readers.octodns.steps import OptionError, step_of
from zonelint.readers.octodns.validators import DEFAULT, ValidatorError, Validators
from zonelint.readers.tree.nodes import Node
from zonelint.readers.tree.yaml_files import YamlFiles, plain_value
from zonelint.readers.tree.yaml_nodes import duplicates, key_text
from zonelint.readers.tree.yaml_scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.files.paths import Tree

RULE = "octodns-config-error"
_ZONE_KEYS = (
    "alias", "always-dry-run", "delete_pcent_threshold", "glob", "ignore_subzone_adds", "lenient", "processors",
    "regex", "sources", "targets", "update_pcent_threshold", "validators",
)  # fmt: skip
_FOR_VALIDATION = ("ci", "test", "tests", "testing", "validate", "validation")
"""Words in the name of a configuration with which nothing is published."""
_TOP_KEYS = ("manager", "processors", "providers", "secret_handlers", "validators", "zones")
_MANAGER_KEYS = (
    "auto_arpa", "enable_checksum", "include_meta", "max_workers", "plan_outputs", "post_processors", "processors",
    "validators",
)  # fmt: skip
AUTO_ARPA, META = "auto-arpa", "meta"
"""The processors that octoDNS makes itself; the first one is a provider, too."""


class ConfZone:
    """One entry below ``zones``.

    key         as written, in lower case, A-labels
    origin      absolute name; "" for a dynamic entry (``*``) and for what is no name
    options     its keywords -> Python values
    sources, targets, processors   ids
    place       its key
    """

    __slots__ = ("key", "origin", "options", "place")

    def __init__(self, key: str, origin: str, options: "dict[str, object]", place: Place) -> None:
        self.key = key
        self.origin = origin
        self.options = options
        self.place = place

    def names(self, option: str) -> list[str]:
        """Return the ids that `option` lists."""
        return names_in(self.options.get(option))

    @property
    def alias(self) -> str:
        """The name of the zone that this one is a copy of, or ""."""
        alias = self.options.get("alias")
        return alias.lower() if isinstance(alias, str) else ""


class OctoConfig:
    """A configuration that was read.

    source      its file
    providers, processors   by id
    zones       in file order
    first_processors, last_processors   ids of those that every zone has, before and after its own, besides AutoArpa
    arpa        how AutoArpa works, or None
    validators  those that are on in all zones
    problems    what is wrong with it
    complete    whether all of it could be read
    real_paths  those of its file, and of what that includes
    """

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.providers: dict[str, Provider] = {}
        self.processors: dict[str, Provider] = {}
        self.zones: list[ConfZone] = []
        self.first_processors: list[str] = []
        self.last_processors: list[str] = []
        self.arpa: AutoArpa | None = None
        self.validators = DEFAULT
        self.problems: list[Problem] = []
        self.complete = True
        self.real_paths: list[str] = []

    def processors_of(self, zone: ConfZone) -> list[str]:
        """Return the ids of the processors of `zone`, in the order they run."""
        return [*self.first_processors, *zone.names("processors"), *self.last_processors]

    def note(self, message: str, place: Place, rule: str = RULE, help_text: str = "", cause: str = "") -> None:
        """Note what octoDNS refuses; what has the same `cause` is mended in one place."""
        self.problems.append(Problem(rule, message, place.source, place.span, help_text, cause))


def names_in(value: object) -> list[str]:
    """Return the ids in a list of them; a single text counts as none, as octoDNS would go through its letters."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def read(real_path: str, shown: str, tree: "Tree") -> OctoConfig:
    """Read the configuration at `real_path`. Raises OSError if it cannot be read."""
    files = YamlFiles(tree)
    source, root = files.open(real_path, shown)
    config = OctoConfig(source)
    if root is not None:
        _Reader(config, files).read(root)
    config.problems += files.problems
    config.complete = not files.lost
    config.real_paths = list(files.sources)
    return config


class _Reader:
    def __init__(self, config: OctoConfig, files: YamlFiles) -> None:
        self.config = config
        self.files = files

    def read(self, root: Node) -> None:
        sections = {key: (value, source) for key, value, source, _ in self._entries(root, self.config.source)}
        self._note_duplicates(root)
        self._note_misspelt(root, self.config.source, _TOP_KEYS)
        for name, found in (("providers", self.config.providers), ("processors", self.config.processors)):
            if name in sections:
                self._providers(*sections[name], name[:-1].capitalize(), found)
        for processor in self.config.processors.values():
            try:
                step_of(processor, ".")
            except OptionError as error:
                self.config.note(f"the processor {processor.name} cannot be made: {error}", processor.place)
        own = plain_value(self.files, *sections["validators"]) if "validators" in sections else None
        if "manager" in sections:
            node, source = sections["manager"]
            self._note_misspelt(node, source, _MANAGER_KEYS)
            self._manager(plain_value(self.files, node, source), Place.at(source, node.span), own)
        if "zones" in sections:
            self._zones(*sections["zones"])
        self._note_shapes(root)
        self._note_classless(own, sections.get("validators"))

    def _note_shapes(self, root: Node) -> None:
        """Note sections that are no mappings; octoDNS needs two of them, and takes an empty one for the others."""
        pairs = self.files.pairs(root, self.config.source) if root.kind == "mapping" else ()
        last = {pair.key.text: pair for pair in pairs if pair.key.kind == "scalar"}
        for name, pair in last.items():
            node, _ = self.files.content(pair.value, pair.value_source)
            if name not in _TOP_KEYS or node is None or node.kind == "mapping":
                continue
            if name in ("providers", "zones") or (resolve(node) if node.kind == "scalar" else node.items):
                self.config.note(f"{name} is not a mapping of names to settings", Place.at(pair.source, pair.key.span))

    def _note_classless(self, own: object, section: "tuple[Node, SourceFile] | None") -> None:
        """Note the validators of the configuration, `own`, that have no class: settings of the manager, mostly."""
        if section is None or not isinstance(own, dict):
            return
        for name, settings in own.items():
            if not isinstance(settings, dict) or "class" not in settings:
                place = Place.at(section[1], section[0].span)
                help_text = "sets and validators are turned on under manager.validators"
                self.config.note(f"Validator {name} is missing class", place, RULE, help_text)

    def _entries(self, node: Node, source: SourceFile) -> "Iterator[tuple[str, Node, SourceFile, Place]]":
        """Yield key, value, the value's file and the key's place of each entry of a mapping; of several the last."""
        found, source = self.files.content(node, source)
        if found is None or found.kind != "mapping":
            return
        last = {pair.key.text: pair for pair in self.files.pairs(found, source) if pair.key.kind == "scalar"}
        for key, pair in last.items():
            text = key if pair.key.style else key_text(pair.key) if key.lower() != key_text(pair.key) else key
            value, value_source = self.files.content(pair.value, pair.value_source)
            if value is not None:
                yield text, value, value_source, Place.at(pair.source, pair.key.span)

    def _note_duplicates(self, root: Node) -> None:
        pending = [root]
        while pending:
            node = pending.pop()
            pending += node.items or [value for _, value in node.pairs]
            keys = {key.text for key, _ in node.pairs}
            for first, later in duplicates(node) if len(keys) != len(node.pairs) else ():
                if later.alias is None:
                    message = f"the key {later.text} appears twice in this mapping: only the last one is used"
                    help_text = f"the first one is on line {first.line}"
                    self.config.note(message, Place.at(self.config.source, later.span), "yaml-duplicate-key", help_text)

    def _providers(self, node: Node, source: SourceFile, what: str, found: "dict[str, Provider]") -> None:
        for name, value, value_source, place in self._entries(node, source):
            with self.files.silent(what == "Provider"):  # tokens and the like lie on the machine that runs octoDNS
                options = plain_value(self.files, value, value_source)
            options = {str(key): option for key, option in options.items()} if isinstance(options, dict) else {}
            class_name = options.pop("class", None)
            if not isinstance(class_name, str):
                self.config.note(f"{what} {name} is missing class", place)
                class_name = ""
            else:
                meant = meant_class(class_name)
                if "." not in class_name or meant is not None:
                    help_text = f"did you mean {meant}?" if meant else ""
                    self.config.note(f"Unknown {what.lower()} class: {class_name}", place, RULE, help_text)
            provider = found[name] = Provider(name, class_name, options, place)
            for fault in option_faults(provider.class_name, options):
                misplaced = fault.endswith(" processors") and isinstance(options.get("processors"), dict)
                cause = self._unknown("processor", name) if misplaced else ""
                self.config.note(f"Incorrect {what.lower()} config for {name}: {fault}", place, cause=cause)

    def _manager(self, manager: object, place: Place, own: object) -> None:
        """Read the manager's section; `own` are the validators that the configuration defines."""
        if not isinstance(manager, dict):
            return
        try:
            if manager.get("validators"):
                self.config.validators = Validators(manager["validators"], own if isinstance(own, dict) else ())
        except ValidatorError as error:
            self.config.note(str(error), place)
        self.config.first_processors = names_in(manager.get("processors"))
        self.config.last_processors = names_in(manager.get("post_processors"))
        if manager.get("include_meta"):
            options: dict[str, object] = {"record_name": "octodns-meta"}
            self.config.processors[META] = Provider(META, META_CLASS, options, place)
            self.config.last_processors.append(META)
        settings = manager.get("auto_arpa")
        if settings:
            self.config.arpa = auto_arpa(settings if isinstance(settings, dict) else {})
            self.config.providers[AUTO_ARPA] = Provider(AUTO_ARPA, ARPA_CLASS, {}, place)
            self.config.processors[AUTO_ARPA] = Provider(AUTO_ARPA, ARPA_CLASS, {}, place)

    def _zones(self, node: Node, source: SourceFile) -> None:
        for key, value, value_source, place in self._entries(node, source):
            options = plain_value(self.files, value, value_source)
            zone = self._zone(key, options, place)
            self._note_unknown(value, value_source)
            if zone is not None:
                self.config.zones.append(zone)
        by_name = {zone.key: zone for zone in self.config.zones}
        if len(by_name) != len(self.config.zones):
            self._twice()
        is_for_validation = self._is_for_validation()
        for zone in self.config.zones:
            self._check(zone, by_name, is_for_validation)

    def _note_unknown(self, node: Node, source: SourceFile) -> None:
        """Note the keywords of a zone that octoDNS ignores."""
        for pair in self.files.pairs(node, source) if node.kind == "mapping" else ():
            if pair.key.text not in _ZONE_KEYS:
                help_text = did_you_mean(pair.key.text, _ZONE_KEYS) or f"it knows {', '.join(_ZONE_KEYS)} here"
                place = Place.at(pair.source, pair.key.span)
                self.config.note(f"octoDNS ignores the key {pair.key.text}", place, "unknown-key", help_text)

    def _note_misspelt(self, node: Node, source: SourceFile, known: tuple[str, ...]) -> None:
        """Note the keys that octoDNS ignores and that are like one it knows; others may hold anchors, or be newer."""
        found, source = self.files.content(node, source)
        for pair in self.files.pairs(found, source) if found is not None and found.kind == "mapping" else ():
            if pair.key.text not in known and pair.key.kind == "scalar":
                help_text = did_you_mean(pair.key.text, known, 0.85)
                if help_text:
                    message = f"octoDNS ignores the key {pair.key.text}"
                    self.config.note(message, Place.at(pair.source, pair.key.span), "unknown-key", help_text)

    def _zone(self, key: str, options: object, place: Place) -> ConfZone | None:
        try:
            name = encoded(key)
            origin = "" if name.startswith("*") else absolute(name, ".")
        except NameSyntaxError as error:
            double = "double dot not allowed" if ".." in key else str(error)
            self.config.note(f"Invalid zone name {key}, {double}", place)
            return None
        if origin and not name.endswith("."):
            self.config.note(f"Invalid zone name {decoded(name)}, missing ending dot", place)
            return None
        if " " in name or "\t" in name:
            self.config.note(f"Invalid zone name {key}, whitespace not allowed", place)
            return None
        if not isinstance(options, dict):
            help_text = "it has no sources: there is nothing below it"
            self.config.note(f"Unknown zone name {decoded(name)}", place, RULE, help_text)
            return None
        return ConfZone(name, origin, {str(name): option for name, option in options.items()}, place)

    def _twice(self) -> None:
        first: dict[str, ConfZone] = {}
        for zone in self.config.zones:
            if first.setdefault(zone.key, zone) is not zone:
                message = f'"{decoded(zone.key)}" configured both in utf-8 and idna "{zone.key}"'
                self.config.note(message, zone.place, RULE, f"the first one is on line {first[zone.key].place.line}")

    def _is_for_validation(self) -> bool:
        """Tell whether nothing could be a target: `octodns-validate` is all that such a configuration is for.

        That does not look for the targets, so a copy of the configuration, called a test, may still name them.
        """
        zones = [zone for zone in self.config.zones if not zone.alias]
        sources = {name for zone in zones for name in zone.names("sources")}
        if not sources.issuperset(self.config.providers):
            return False
        words = set(re.split(r"[._-]", self.config.source.path.rpartition("/")[2].lower()))
        return not words.isdisjoint(_FOR_VALIDATION) or not any("targets" in zone.options for zone in zones)

    def _check(self, zone: ConfZone, by_name: "dict[str, ConfZone]", is_for_validation: bool) -> None:
        """Note what octoDNS refuses of a zone: ids that nothing has, missing lists, aliases of no use."""
        name, note = decoded(zone.key), self.config.note
        try:
            self.config.validators.of_zone(zone.options.get("validators"), name)
        except ValidatorError as error:
            note(str(error), zone.place)
        if zone.alias:
            original = by_name.get(zone.alias)
            if original is None:
                note(f"Invalid alias zone {name}: source zone {zone.alias} does not exist", zone.place)
            elif original.alias:
                note(f"Invalid alias zone {name}: source zone {zone.alias} is an alias zone", zone.place)
            return
        for option, one in (("sources", "source"), ("targets", "target")):
            if option == "targets" and is_for_validation:
                continue
            if option not in zone.options:
                note(f"Zone {name} is missing {option}", zone.place)
            listed = zone.options.get(option)
            for each in listed if isinstance(listed, list) else ():
                if not isinstance(each, str) or each not in self.config.providers:
                    note(f"Zone {name}, unknown {one}: {each}", zone.place, cause=self._unknown("provider", each))
        for unknown in self.config.processors_of(zone):
            if unknown not in self.config.processors:
                cause = self._unknown("processor", unknown)
                note(f"Zone {name}, unknown processor: {unknown}", zone.place, cause=cause)

    def _unknown(self, what: str, name: object) -> str:
        """Return the cause of all that lacks the provider or processor `name`: its definition mends every zone.

        Where no processor is defined at all, their section is what is missing, or it stands in the wrong place.
        """
        of_all = what == "processor" and not self.config.processors
        return f"{self.config.source.path} unknown {what} {'of any name' if of_all else name}"
