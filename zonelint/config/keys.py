"""The keys of the configuration: one table, from which it is checked and from which its JSON Schema is made."""

import re

from zonelint.config.declared import IgnoreFindings, InternalNames, Override, PolicyFile, Sender
from zonelint.dns.names import NameSyntaxError, absolute, canonical_address
from zonelint.dns.places import SEVERITIES
from zonelint.files.dialects import BIND, CLOUDFLARE, COREDNS, GDNSD, KNOT, POWERDNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from zonelint.config.declared import PlaceOf


_CAPTURES = ("{zone}", "{type}", "{owner}")


class Kind:
    """A type of value.

    check   returns the value as it is used, or raises ValueError saying what is wanted
    schema  the JSON Schema of it
    empty   makes the value that stands for none; None if the type has no such value
    """

    __slots__ = ("check", "empty", "schema")

    def __init__(
        self, check: "Callable[[Any], Any]", schema: "dict[str, Any]", empty: "Callable[[], object] | None" = None
    ) -> None:
        self.check = check
        self.schema = schema
        self.empty = empty


class ItemError(ValueError):
    """The value at a `key` of the user's is not what is wanted."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


class Key:
    """A key of a table.

    name       as it is in the file
    kind       the type of its value, or the table of keys below it
    doc        what it means; empty if it does nothing yet
    required   whether the table must have it
    default    what it is in the settings if the file does not say it and its type has no empty value
    attribute  what it is called in the settings: its name with underscores, unless this says another
    """

    __slots__ = ("attribute", "default", "doc", "kind", "name", "required")

    def __init__(
        self,
        name: str,
        kind: "Kind | Table",
        doc: str,
        *,
        required: bool = False,
        default: object = None,
        attribute: str = "",
    ) -> None:
        self.name = name
        self.kind = kind
        self.doc = doc
        self.required = required
        self.default = default
        self.attribute = attribute or name.replace("-", "_")

    def unsaid(self) -> object:
        """Return what the key is in the settings if the file does not say it."""
        return self.kind.empty() if self.kind.empty is not None else self.default


class Table:
    """A table of named keys.

    many  whether the file holds a list of such tables (``[[name]]``)
    make  returns the object that one of these is in the settings, of the checked table and the places of its keys;
          None if it is the checked table itself
    """

    __slots__ = ("empty", "keys", "make", "many")

    def __init__(
        self,
        keys: "tuple[Key, ...]",
        many: bool = False,
        make: "Callable[[dict[str, Any], PlaceOf], object] | None" = None,
    ) -> None:
        self.keys = {key.name: key for key in keys}
        self.many = many
        self.make = make
        self.empty = list

    def leaves(self) -> "Iterator[Key]":
        """Yield the keys that the settings have: those of a single table stand among those of the table above."""
        for key in self.keys.values():
            if isinstance(key.kind, Table) and not key.kind.many:
                yield from key.kind.leaves()
            else:
                yield key

    @property
    def schema(self) -> "dict[str, Any]":
        """The JSON Schema of the table, or of the list of tables."""
        properties = {
            key.name: {**({"description": key.doc} if key.doc else {}), **key.kind.schema} for key in self.keys.values()
        }
        schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
        required = [key.name for key in self.keys.values() if key.required]
        if required:
            schema["required"] = required
        return {"type": "array", "items": schema} if self.many else schema


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("must be a string")
    if "\0" in value:
        raise ValueError("must be a string without NUL")
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("must be a list of strings")
    try:
        return [_text(item) for item in value]
    except ValueError as error:
        raise ValueError(f"must be a list of strings: {error}") from None


def _name(value: object) -> str:
    try:
        return absolute(_text(value), ".").lower()
    except NameSyntaxError as error:
        raise ValueError(f"{value!r} is not a domain name: {error}") from None


def _greeting(value: object) -> tuple[str, bool]:
    """Return what a server says in HELO: the name, absolute, and whether it is said with a final dot."""
    name = _name(value)
    return name, name.count(".") > 1 and str(value).endswith(".")


def _names(value: object) -> list[str]:
    return [_name(item) for item in _texts(value)]


def _names_or_views(value: object) -> InternalNames:
    words = _texts(value)
    for word in words:
        if "." in word:
            _name(word)  # views are hardly called so
    return InternalNames(words)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 65536:
        raise ValueError("must be a number from 0 to 65536")
    return value


def _address(value: object) -> str:
    address = canonical_address(_text(value))
    if address is None:
        raise ValueError(f"{value!r} is not an IP address")
    return address


def _text_or_texts(value: object) -> list[str]:
    try:
        return [_text(value)] if isinstance(value, str) else _texts(value)
    except ValueError:
        raise ValueError("must be a string or a list of strings") from None


def _record_path(value: object) -> list[str]:
    """Return the parts of a path to records: keys, ``[]`` for any item, ``{zone}`` and such for any key."""
    parts: list[str] = []
    for part in _text(value).split("."):
        key = part.rstrip("[]")
        lists = part[len(key) :]
        if lists.replace("[]", "") or "[" in key or not (key or (lists and not parts)):
            raise ValueError(f"{value!r} is not a path such as dns_zones[].records[]")
        if key.startswith("{") and key not in _CAPTURES:
            raise ValueError(f"{key} is not one of {', '.join(_CAPTURES)}")
        parts += [key] if key else []
        parts += ["[]"] * (len(lists) // 2)
    return parts


def _one_of(*words: str) -> Kind:
    def check(value: object) -> str:
        if value not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return str(value)

    return Kind(check, {"enum": list(words)})


def _map_of(kind: Kind, names: bool = False) -> Kind:
    """Return the kind of a table with keys of the user's; with `names` they are domain names, made canonical."""

    def check(value: object) -> "dict[str, Any]":
        if not isinstance(value, dict):
            raise ValueError("must be a table")
        checked = {}
        for key, item in value.items():
            try:
                checked[_name(key) if names else key] = kind.check(item)
            except ValueError as error:
                raise ItemError(key, str(error)) from None
        return checked

    return Kind(check, {"type": "object", "additionalProperties": kind.schema}, empty=dict)


def _options(value: object) -> "dict[str, Any]":
    if not isinstance(value, dict):
        raise ValueError("must be a table of options")
    return value


def _date(value: object) -> object:
    from datetime import date, datetime

    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("must be a date such as 2027-01-31")


_LIST = {"type": "array", "items": {"type": "string", "minLength": 1}}
TEXT = Kind(_text, {"type": "string", "minLength": 1})
TEXTS = Kind(_texts, _LIST, empty=list)
NAME = Kind(_name, {"type": "string", "minLength": 1})
GREETING = Kind(_greeting, {"type": "string", "minLength": 1})
NAMES = Kind(_names, _LIST, empty=list)
NAMES_OR_VIEWS = Kind(_names_or_views, _LIST, empty=InternalNames)
FLAG = Kind(_flag, {"type": "boolean"})
COUNT = Kind(_count, {"type": "integer", "minimum": 0, "maximum": 65536})
ADDRESS = Kind(_address, {"type": "string", "minLength": 1})
TEXT_OR_TEXTS = Kind(_text_or_texts, {"anyOf": [{"type": "string", "minLength": 1}, _LIST]})
RECORD_PATH = Kind(_record_path, {"type": "string", "minLength": 1})
DATE = Kind(_date, {"type": "string", "format": "date"})
LEVEL = _one_of(*SEVERITIES)

MAIL = Table(
    (
        Key(
            "max-network",
            COUNT,
            "The size of the largest SPF network whose addresses count as mail senders.",
            default=16,
            attribute="mail_max_network",
        ),
        Key("mx-hosts-send", FLAG, "Whether hosts that receive mail also count as mail senders.", default=True),
        Key(
            "senders",
            Table(
                (
                    Key(
                        "address",
                        ADDRESS,
                        "The address of the sender; the public address if there is NAT.",
                        required=True,
                    ),
                    Key("domains", NAMES, "The domains that it sends for."),
                    Key("helo", GREETING, "Its HELO name, or the address in brackets."),
                ),
                many=True,
                make=Sender.of,
            ),
            "Addresses that send mail and are not in the zones.",
        ),
        Key(
            "mta-sts",
            Table(
                (
                    Key("domain", NAME, "The domain of the policy.", required=True),
                    Key("policy", TEXT, "The file that the web server sends as mta-sts.txt.", required=True),
                ),
                many=True,
                make=PolicyFile.of,
            ),
            "MTA-STS policies to compare with the MX records.",
        ),
    )
)
FIX = Table(
    (
        Key(
            "prefer",
            TEXTS,
            "Patterns of names, the best first: of several names of an address the PTR gets the one that fits.",
            attribute="fix_prefer",
        ),
    )
)
NAMED = Table(
    (
        Key("chroot", TEXT, "The root folder of the name server (chroot), for the absolute paths in named.conf."),
        Key(
            "map",
            _map_of(TEXT),
            "A folder on the name server, and the same folder in the repository.",
            attribute="path_map",
        ),
    )
)
MAPPINGS = Table(
    (
        Key(
            "path",
            TEXT,
            "Pattern of the files, relative to the folder of this file; `*` also matches slashes.",
            required=True,
        ),
        Key("records", RECORD_PATH, "Path to the records: `dns_zones[].records[]`, `zones.{zone}[]`.", required=True),
        Key("zone", NAME, "The zone of all records, if the file does not say it."),
        Key("zone-key", TEXT, "The key of the zone name, beside the list of records or in a record. Default: name."),
        Key("owner", TEXT, "The key of the owner in a record. Default: name."),
        Key("type", TEXT, "The key of the type. Default: type."),
        Key("value", TEXT_OR_TEXTS, "The key of the data, or the keys of its parts in order. Default: value."),
        Key("ttl", TEXT, "The key of the TTL. Default: ttl."),
        Key("default-type", TEXT, "The type of records without a type."),
        Key("names", _one_of("relative", "absolute"), "How to read names without final dot. Default: relative."),
    ),
    many=True,
)
IGNORE_FINDINGS = Table(
    (
        Key("rule", TEXT, "The rule whose findings are not reported.", required=True),
        Key("owner", TEXT, "Only at owners that match this pattern, such as `*.lab.example.com.`."),
        Key("path", TEXT, "Only in files that match this pattern."),
        Key("reason", TEXT, "Why.", required=True),
        Key("until", DATE, "The last day on which this applies."),
    ),
    many=True,
    make=IgnoreFindings.of,
)
SEVERITY_OF = _map_of(LEVEL)
OPTIONS_OF = _map_of(Kind(_options, {"type": "object"}))
OVERRIDE = Table(
    (
        Key("zones", TEXTS, "Patterns of the zones where it holds, such as `*.legacy.example`."),
        Key("paths", TEXTS, "Patterns of the files and folders where it holds."),
        Key("ignore", TEXTS, "Rules, or themes of rules, of which nothing is reported there."),
        Key("severity", SEVERITY_OF, "The severity of a rule's findings there: rule = severity."),
        Key("rules", OPTIONS_OF, "Options of rules there: [override.rules.NAME] option = value."),
    ),
    many=True,
    make=Override.of,
)
TOP = Table(
    (
        Key("extend", TEXT, "Another configuration below this folder, whose keys hold unless this file says them."),
        Key("sources", TEXTS, "Files and folders that hold the zones, relative to this file. Default: its folder."),
        Key("exclude", TEXTS, "Patterns of files to ignore, as in a .gitignore beside this file."),
        Key("select", TEXTS, "Rules, or themes of rules, to run instead of the default rules."),
        Key("ignore", TEXTS, "Rules, or themes of rules, not to run."),
        Key("extend-select", TEXTS, "Rules, or themes of rules, to run in addition to the default rules."),
        Key(
            "fail-on",
            _one_of(*SEVERITIES, "never"),
            "The lowest severity that makes the exit status 1.",
            default="warning",
        ),
        Key(
            "base",
            TEXT,
            "The revision that --base compares with where the command line names none; auto: see --base.",
        ),
        Key("assume", TEXTS, "Files with records that others publish. They answer look-ups, and are not checked."),
        Key("internal", NAMES_OR_VIEWS, "Internal zones and views: private addresses are allowed there."),
        Key("partial", NAMES, "Zones that have more records on the server than in their files."),
        Key("zones", _map_of(TEXT, names=True), "The file of a zone, if zonelint cannot find it out: origin = file."),
        Key(
            "dialect",
            _one_of(BIND, CLOUDFLARE, COREDNS, GDNSD, KNOT, POWERDNS),
            "The server for zone files that no index names. Default: found out from the files beside them.",
            default="",
        ),
        Key(
            "mappings", MAPPINGS, "Lists of records in YAML or JSON with other keys, such as those of an Ansible role."
        ),
        Key("mail", MAIL, "Who sends mail."),
        Key("named", NAMED, "Where the paths in named.conf lead."),
        Key("fix", FIX, "What `zonelint fix` writes where there is a choice."),
        Key(
            "allow-outside", TEXTS, "Other folders that may be read. It only has an effect if --config names this file."
        ),
        Key("rule-paths", TEXTS, ""),
        Key("severity", SEVERITY_OF, "The severity of a rule's findings: rule = severity."),
        Key("rules", OPTIONS_OF, "Options of rules: [rules.NAME] option = value."),
        Key("override", OVERRIDE, "What is otherwise in some zones or files."),
        Key("ignore-findings", IGNORE_FINDINGS, "Findings that you accept."),
        Key("baseline", TEXT, "A file of findings to accept, which `zonelint --write-baseline FILE` writes."),
    )
)
