"""The keys of the configuration: one table, from which it is checked and from which its JSON Schema is made."""

import re

from zonelint.dns.names import NameSyntaxError, absolute, canonical_address
from zonelint.dns.places import SEVERITIES
from zonelint.files.dialects import BIND, CLOUDFLARE, COREDNS, GDNSD, KNOT, POWERDNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


_CAPTURES = ("{zone}", "{type}", "{owner}")


class Kind:
    """A type of value.

    check   returns the value as it is used, or raises ValueError saying what is wanted
    schema  the JSON Schema of it
    """

    __slots__ = ("check", "schema")

    def __init__(self, check: "Callable[[Any], Any]", schema: "dict[str, Any]") -> None:
        self.check = check
        self.schema = schema


class ItemError(ValueError):
    """The value at a `key` of the user's is not what is wanted."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


class Key:
    """A key: its name in the file, its type (or the table of keys below it), and what it means."""

    __slots__ = ("name", "kind", "doc", "required")

    def __init__(self, name: str, kind: "Kind | Table", doc: str, required: bool = False) -> None:
        self.name = name
        self.kind = kind
        self.doc = doc
        self.required = required


class Table:
    """A table of named keys; `many` if the file holds a list of such tables (``[[name]]``)."""

    __slots__ = ("keys", "many")

    def __init__(self, keys: "tuple[Key, ...]", many: bool = False) -> None:
        self.keys = {key.name: key for key in keys}
        self.many = many

    @property
    def schema(self) -> "dict[str, Any]":
        """The JSON Schema of the table, or of the list of tables."""
        properties = {key.name: {"description": key.doc, **key.kind.schema} for key in self.keys.values()}
        schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
        required = [key.name for key in self.keys.values() if key.required]
        if required:
            schema["required"] = required
        return {"type": "array", "items": schema} if self.many else schema


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("a string is wanted")
    if "\0" in value:
        raise ValueError("a string without NUL is wanted")
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("a list of strings is wanted")
    try:
        return [_text(item) for item in value]
    except ValueError as error:
        raise ValueError(f"a list of strings is wanted: {error}") from None


def _name(value: object) -> str:
    try:
        return absolute(_text(value), ".").lower()
    except NameSyntaxError as error:
        raise ValueError(f"{value!r} is no domain name: {error}") from None


def _greeting(value: object) -> tuple[str, bool]:
    """Return what a server says in HELO: the name, absolute, and whether it is said with a final dot."""
    name = _name(value)
    return name, name.count(".") > 1 and str(value).endswith(".")


def _names(value: object) -> list[str]:
    return [_name(item) for item in _texts(value)]


def _names_or_views(value: object) -> list[str]:
    words = _texts(value)
    for word in words:
        if "." in word:
            _name(word)  # views are hardly called so
    return words


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false is wanted")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 65536:
        raise ValueError("a number from 0 to 65536 is wanted")
    return value


def _address(value: object) -> str:
    address = canonical_address(_text(value))
    if address is None:
        raise ValueError(f"{value!r} is no IP address")
    return address


def _text_or_texts(value: object) -> list[str]:
    try:
        return [_text(value)] if isinstance(value, str) else _texts(value)
    except ValueError:
        raise ValueError("a string or a list of strings is wanted") from None


def _record_path(value: object) -> list[str]:
    """Return the parts of a path to records: keys, ``[]`` for any item, ``{zone}`` and such for any key."""
    parts: list[str] = []
    for part in _text(value).split("."):
        key = part.rstrip("[]")
        lists = part[len(key) :]
        if lists.replace("[]", "") or "[" in key or not (key or (lists and not parts)):
            raise ValueError(f"{value!r} is no path such as dns_zones[].records[]")
        if key.startswith("{") and key not in _CAPTURES:
            raise ValueError(f"{key} is none of {', '.join(_CAPTURES)}")
        parts += [key] if key else []
        parts += ["[]"] * (len(lists) // 2)
    return parts


def _one_of(*words: str) -> Kind:
    def check(value: object) -> str:
        if value not in words:
            raise ValueError(f"one of {', '.join(words)} is wanted")
        return str(value)

    return Kind(check, {"enum": list(words)})


def _map_of(kind: Kind, names: bool = False) -> Kind:
    """Return the kind of a table with keys of the user's; with `names` they are domain names, made canonical."""

    def check(value: object) -> "dict[str, Any]":
        if not isinstance(value, dict):
            raise ValueError("a table is wanted")
        checked = {}
        for key, item in value.items():
            try:
                checked[_name(key) if names else key] = kind.check(item)
            except ValueError as error:
                raise ItemError(key, str(error)) from None
        return checked

    return Kind(check, {"type": "object", "additionalProperties": kind.schema})


def _options(value: object) -> "dict[str, Any]":
    if not isinstance(value, dict):
        raise ValueError("a table of options is wanted")
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
    raise ValueError("a date such as 2027-01-31 is wanted")


_LIST = {"type": "array", "items": {"type": "string", "minLength": 1}}
TEXT = Kind(_text, {"type": "string", "minLength": 1})
TEXTS = Kind(_texts, _LIST)
NAME = Kind(_name, {"type": "string", "minLength": 1})
GREETING = Kind(_greeting, {"type": "string", "minLength": 1})
NAMES = Kind(_names, _LIST)
NAMES_OR_VIEWS = Kind(_names_or_views, _LIST)
FLAG = Kind(_flag, {"type": "boolean"})
COUNT = Kind(_count, {"type": "integer", "minimum": 0, "maximum": 65536})
ADDRESS = Kind(_address, {"type": "string", "minLength": 1})
TEXT_OR_TEXTS = Kind(_text_or_texts, {"anyOf": [{"type": "string", "minLength": 1}, _LIST]})
RECORD_PATH = Kind(_record_path, {"type": "string", "minLength": 1})
DATE = Kind(_date, {"type": "string", "format": "date"})
LEVEL = _one_of(*SEVERITIES)

MAIL = Table(
    (
        Key("max-network", COUNT, "The largest network in SPF whose hosts are taken for mail senders, in addresses."),
        Key("mx-hosts-send", FLAG, "Whether the hosts that receive mail are taken to send it, too."),
        Key(
            "senders",
            Table(
                (
                    Key(
                        "address",
                        ADDRESS,
                        "The address that mail comes from; the public one where there is NAT.",
                        required=True,
                    ),
                    Key("domains", NAMES, "The domains it sends for."),
                    Key("helo", GREETING, "The name, or the address in brackets, that it gives in HELO."),
                ),
                many=True,
            ),
            "Addresses that send mail, where the zones do not tell.",
        ),
        Key(
            "mta-sts",
            Table(
                (
                    Key("domain", NAME, "The domain whose policy it is.", required=True),
                    Key("policy", TEXT, "The file that is served as mta-sts.txt.", required=True),
                ),
                many=True,
            ),
            "Policies of MTA-STS, to be compared with the MX records.",
        ),
    )
)
NAMED = Table(
    (
        Key("chroot", TEXT, "The folder that is the name server's root, for the absolute paths in named.conf."),
        Key("map", _map_of(TEXT), "A folder on the name server, and the folder in the repository that it is."),
    )
)
MAPPINGS = Table(
    (
        Key(
            "path",
            TEXT,
            "Pattern of the files, relative to this file's folder; `*` matches slashes, too.",
            required=True,
        ),
        Key("records", RECORD_PATH, "Where records stand: `dns_zones[].records[]`, `zones.{zone}[]`.", required=True),
        Key("zone", NAME, "The zone of all of them, if the file does not say it."),
        Key("zone-key", TEXT, "The key of the zone's name, beside the list of records or in a record. Default: name."),
        Key("owner", TEXT, "The key of the owner in a record. Default: name."),
        Key("type", TEXT, "The key of the type. Default: type."),
        Key("value", TEXT_OR_TEXTS, "The key of the data, or the keys of its parts in order. Default: value."),
        Key("ttl", TEXT, "The key of the TTL. Default: ttl."),
        Key("default-type", TEXT, "The type of records that have none."),
        Key(
            "names", _one_of("relative", "absolute"), "What names without final dot are. Default: relative to the zone."
        ),
    ),
    many=True,
)
IGNORE_FINDINGS = Table(
    (
        Key("rule", TEXT, "The rule whose findings are not reported.", required=True),
        Key("owner", TEXT, "Only at owners that match this pattern, such as `*.lab.example.com.`."),
        Key("path", TEXT, "Only in files that match this pattern."),
        Key("reason", TEXT, "Why.", required=True),
        Key("until", DATE, "The last day on which this holds."),
    ),
    many=True,
)
TOP = Table(
    (
        Key("sources", TEXTS, "Files and folders that hold the zones, relative to this file. Default: its folder."),
        Key("exclude", TEXTS, "Patterns of what is passed over, as in a .gitignore beside this file."),
        Key("select", TEXTS, "The rules, or themes of rules, that run; instead of the default ones."),
        Key("ignore", TEXTS, "The rules, or themes of rules, that do not run."),
        Key("extend-select", TEXTS, "The rules, or themes of rules, that run besides the default ones."),
        Key("fail-on", _one_of(*SEVERITIES, "never"), "The least severity that makes the exit status 1."),
        Key("assume", TEXTS, "Files with records that others publish; they answer look-ups and are not linted."),
        Key("internal", NAMES_OR_VIEWS, "Zones, and views, that are not public: private addresses are fine there."),
        Key("partial", NAMES, "Zones that hold more records on the server than their files show."),
        Key("zones", _map_of(TEXT, names=True), "The file of a zone, where it cannot be found out: origin = file."),
        Key(
            "dialect",
            _one_of(BIND, CLOUDFLARE, COREDNS, GDNSD, KNOT, POWERDNS),
            "The server that reads the zone files which no index names. Default: told from what lies beside them.",
        ),
        Key(
            "mappings", MAPPINGS, "Lists of records in YAML or JSON under keys of their own, such as an Ansible role's."
        ),
        Key("mail", MAIL, "Who sends mail."),
        Key("named", NAMED, "Where the paths in named.conf lead."),
        Key(
            "allow-outside", TEXTS, "Folders outside of the root that may be read as well, if --config names this file."
        ),
        Key("rule-paths", TEXTS, "Folders with rules of your own; not read yet."),
        Key("severity", _map_of(LEVEL), "The severity of a rule's findings: rule = severity."),
        Key("rules", _map_of(Kind(_options, {"type": "object"})), "Options of rules: [rules.NAME] option = value."),
        Key("ignore-findings", IGNORE_FINDINGS, "Findings that are known and accepted."),
    )
)
