"""octoDNS's validators: which are built in, which of them a configuration turns on, and what some of them refuse.

Most of what the sets ``legacy`` and ``strict`` have in common is checked while values are read; here is what the sets
``strict`` and ``best-practice`` refuse beyond that.
"""

import re

from zonelint.dns.inet import AF_INET, inet_pton

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

LEGACY, STRICT, BEST_PRACTICE = "legacy", "strict", "best-practice"
_BOTH = (LEGACY, STRICT)
_ANY = "*"


def _of(types: str, **ids: "tuple[str, ...]") -> "dict[str, tuple[tuple[str, ...], tuple[str, ...]]]":
    return {name.replace("_", "-"): (tuple(types.split()), sets) for name, sets in ids.items()}


_L, _S, _B = (LEGACY,), (STRICT,), (BEST_PRACTICE,)
_BUILT_IN: "dict[str, tuple[tuple[str, ...], tuple[str, ...]]]" = {
    **_of(_ANY, name_rfc=_BOTH, ttl_rfc=_BOTH, healthcheck=_BOTH),
    **_of("A AAAA", geo=_L, ip_value_rfc=_BOTH),
    **_of("A AAAA CNAME DNAME", dynamic=_BOTH),
    **_of("ALIAS", alias_root=_BOTH),
    **_of("CNAME", cname_root_rfc=_BOTH),
    **_of("ALIAS CNAME DNAME", target_value_rfc=_BOTH, target_value_not_ip=_S, target_value_best_practice=_B),
    **_of("NS PTR", targets_value_rfc=_BOTH, targets_value_not_ip=_S, targets_value_best_practice=_B),
    **_of("CAA", caa_value=_L, caa_value_rfc=_S, caa_value_best_practice=_B),
    **_of("DS", ds_value=_L, ds_value_rfc=_S, ds_value_best_practice=_B),
    **_of("HTTPS", https_value_rfc=_BOTH, https_value_best_practice=_B),
    **_of("LOC", loc_value_rfc=_BOTH),
    **_of("MX", mx_value=_L, mx_value_rfc=_S, mx_value_not_ip=(*_S, *_B), mx_value_best_practice=_B),
    **_of("NAPTR", naptr_value=_L, naptr_value_rfc=_S, naptr_value_best_practice=_B),
    **_of("OPENPGPKEY", openpgpkey_value_rfc=_BOTH),
    **_of("SPF", spf_record_type=_S),
    **_of("SPF TXT", chunked_value_rfc=_BOTH),
    **_of("SRV", srv_name=_L, srv_name_rfc=_S, srv_value=_L, srv_value_rfc=_S),
    **_of("SRV", srv_value_not_ip=(*_S, *_B), srv_value_best_practice=_B),
    **_of("SSHFP", sshfp_value=_L, sshfp_value_rfc=_S, sshfp_value_best_practice=_B),
    **_of("SVCB", svcb_value_rfc=_BOTH, svcb_value_best_practice=_B),
    **_of("TLSA", tlsa_value=_L, tlsa_value_rfc=_S, tlsa_value_best_practice=_B),
    **_of("URI", uri_name=_L, uri_name_rfc=_S, uri_value=_L, uri_value_rfc=_S),
    **_of("URLFWD", urlfwd_value=_BOTH),
}
"""Id -> the types whose records it looks at, and the sets that turn it on."""

_OF_ZONES: "dict[str, tuple[str, ...]]" = {
    "caa-best-practices": _B, "cname-coexistence": _BOTH, "cname-target-not-cname": _B,
    "cname-target-resolvable-in-zone": _B, "dname-coexistence": _S, "glue-for-in-zone-ns": _S, "mail": _B,
    "multi-value-ns": _B, "mx-target-not-cname": _S, "mx-target-resolvable-in-zone": _B, "no-cname-loop": _S,
    "ns-target-not-cname": _S, "root-cname": _S, "srv-target-not-cname": _S, "srv-target-resolvable-in-zone": _B,
}  # fmt: skip
"""Id of a validator of whole zones -> the sets that turn it on."""

_RULES = {
    "mail": ("dmarc-missing", "null-mx-without-spf", "spf-ends-neutral", "spf-missing"),
    "mx-value-rfc": ("null-mx-preference-not-zero",),
    "spf-record-type": ("spf-type-99",),
}
"""Id of a validator -> the rules that look for the same, and run where it is on."""

_BASE = re.compile(r"[a-z]+-value(?:-rfc)?")
_TYPES = sorted({rtype for types, _ in _BUILT_IN.values() for rtype in types} - {_ANY})


class ValidatorError(Exception):
    """A setting of validators that octoDNS refuses; the text says why, in its words."""


class Checks:
    """The validators that are on for a zone.

    unchecked  types whose values no validator looks at
    extra      whether any is on that is not in the set ``legacy``
    """

    def __init__(self, active: "Mapping[str, Collection[str]]", disabled: "Mapping[str, Collection[str]]") -> None:
        self._active = {
            key: frozenset(each for each in ids if each not in disabled.get(key, ())) for key, ids in active.items()
        }
        self.unchecked = frozenset(
            rtype for rtype in _TYPES if not any(_BASE.fullmatch(each) for each in self._active.get(rtype, ()))
        )
        on = {each for ids in self._active.values() for each in ids}
        self.extra = any(each in _BUILT_IN and LEGACY not in _BUILT_IN[each][1] for each in on)

    def has(self, ids: str, rtype: str) -> bool:
        """Tell whether one of `ids`, separated by blanks, looks at records of `rtype`."""
        here, everywhere = self._active.get(rtype, ()), self._active.get(_ANY, ())
        return any(each in here or each in everywhere for each in ids.split())


class Validators:
    """What the ``manager`` section of a configuration turns on.

    active  type, or ``"*"`` -> ids of validators of records and values
    rules   names of the rules that look for what validators look for that are on
    """

    def __init__(self, settings: object = None, own: "Collection[str]" = ()) -> None:
        """Read the settings; `own` are the ids that the configuration defines. Raises ValidatorError."""
        found: dict[object, object] = settings if isinstance(settings, dict) else {}
        sets = _sets(found)
        self.active: dict[str, set[str]] = {}
        for name, (types, of) in _BUILT_IN.items():
            if not sets.isdisjoint(of):
                self._enable(name, types)
        self._read_records(found, own)
        on = _of_zones(_mapping(found.get("zone")), sets, own).union(*self.active.values())
        self.rules = frozenset(rule for name in on for rule in _RULES.get(name, ()))

    def _read_records(self, found: "Mapping[object, object]", own: "Collection[str]") -> None:
        """Turn single validators of records on and off; the keys outside ``record`` are the older ones."""
        record = _mapping(found.get("record"))
        for key in ("validators", "disable_validators"):
            if key in record and key in found:
                raise ValidatorError(
                    f"manager.validators.record.{key} and manager.validators.{key} cannot both be set; "
                    f"remove manager.validators.{key} (deprecated)"
                )
        where = "record.validators" if "validators" in record else "validators"
        for rtype, ids in _by_type(record.get("validators", found.get("validators"))):
            for name in ids:
                if name not in _BUILT_IN and name not in own:
                    raise ValidatorError(f'Unknown validator "{name}" in manager.validators.{where}["{rtype}"]')
                self._enable(name, (rtype,))
        for rtype, ids in _by_type(record.get("disable_validators", found.get("disable_validators"))):
            self._disable(rtype, ids)

    def _enable(self, name: str, types: "Collection[str]") -> None:
        for rtype in types:
            self.active.setdefault(rtype, set()).add(name)

    def _disable(self, rtype: str, ids: "list[str]") -> None:
        for name in _bridgeless(ids, ""):
            for key, active in self.active.items():
                if rtype in (_ANY, key):
                    active.discard(name)

    def of_zone(self, settings: object, zone: str) -> Checks:
        """Return the validators for `zone`, whose own ``validators`` are `settings`. Raises ValidatorError."""
        found = _mapping(settings)
        disabled = dict(_by_type(_mapping(found.get("record")).get("disable_validators")))
        ids = [name for names in disabled.values() for name in names]
        for what, names in (("", ids), ("zone ", _names(_mapping(found.get("zone")).get("disable_validators")))):
            for name in names:
                if name.startswith("_"):
                    raise ValidatorError(f'Cannot disable bridge {what}validator "{name}" in zone {zone}')
        return Checks(self.active, disabled)


def _of_zones(settings: "Mapping[object, object]", sets: "Collection[str]", own: "Collection[str]") -> set[str]:
    """Return the ids of the validators of whole zones that are on with `settings` and `sets`."""
    on = {name for name, of in _OF_ZONES.items() if any(each in sets for each in of)}
    on.update(_known(settings.get("validators"), own))
    on.difference_update(_bridgeless(settings.get("disable_validators"), "zone "))
    return on


def _sets(settings: "Mapping[object, object]") -> set[str]:
    enabled = settings.get("enabled", [LEGACY])
    if isinstance(enabled, str):
        raise ValidatorError(
            "manager.validators.enabled must be a list of set names, not a string; "
            f"use [{enabled!r}] to enable a single set"
        )
    if not isinstance(enabled, list | dict):
        raise ValidatorError("manager.validators.enabled must be a list of set names")
    return set(map(str, enabled))


def _mapping(value: object) -> "dict[object, object]":
    return value if isinstance(value, dict) else {}


def _names(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list | dict) else []


def _by_type(value: object) -> "Iterator[tuple[str, list[str]]]":
    for rtype, ids in _mapping(value).items():
        yield str(rtype), _names(ids)


def _known(value: object, own: "Collection[str]") -> list[str]:
    names = _names(value)
    for name in names:
        if name not in _OF_ZONES and name not in own:
            raise ValidatorError(f'Unknown zone validator "{name}" in manager.validators.zone.validators')
    return names


def _bridgeless(value: object, what: str) -> list[str]:
    names = _names(value)
    for name in names:
        if name.startswith("_"):
            raise ValidatorError(f'Cannot disable bridge {what}validator "{name}"')
    return names


DEFAULT = Validators()
"""The set ``legacy`` alone, as without any setting."""

# -- what is refused beyond what every set refuses ---------------------------------------------------------------------

NAME_VALIDATORS = {
    "SRV": "srv-name", "URI": "uri-name", "CNAME": "cname-root-rfc", "ALIAS": "alias-root",
}  # fmt: skip
"""Type -> the validator of the set `legacy` that looks at the names of its records."""

FINAL_DOT = {
    **dict.fromkeys(("ALIAS", "CNAME", "DNAME"), "target-value-best-practice"),
    **dict.fromkeys(("NS", "PTR"), "targets-value-best-practice"),
    **{rtype: f"{rtype.lower()}-value-best-practice" for rtype in ("HTTPS", "MX", "NAPTR", "SRV", "SVCB")},
}
"""Type -> the validator that wants targets to end in a dot."""

_SERVICE = re.compile(r"_[a-z][a-z0-9-]*+", re.IGNORECASE)
_LONGEST_SERVICE = 16
_TAG = re.compile(r"[a-zA-Z0-9]+")
_OLD_DS = {1: "RSA/MD5", 3: "DSA/SHA1", 5: "RSA/SHA-1", 6: "DSA-NSEC3-SHA1", 7: "RSASHA1-NSEC3-SHA1"}


def name_faults(name: str, rtype: str) -> "Iterator[tuple[str, str]]":
    """Yield (validator, what it refuses) for the relative name of an SRV or URI record (RFC 2782, RFC 6335)."""
    validator = f"{rtype.lower()}-name-rfc"
    labels = name.split(".") if name else []
    if len(labels) < 2:
        yield validator, f"{rtype} name must have at least two labels (_service._proto)"
        return
    if labels[0] != "*" and not _is_service(labels[0]):
        yield validator, f'invalid {rtype} service label "{labels[0]}"'
    if not _is_service(labels[1]):
        yield validator, f'invalid {rtype} proto label "{labels[1]}"'


def _is_service(label: str) -> bool:
    is_plain = len(label) <= _LONGEST_SERVICE and _SERVICE.fullmatch(label) is not None
    return is_plain and "--" not in label and not label.endswith("-")


def value_faults(rtype: str, rdata: str) -> "Iterator[tuple[str, str]]":
    """Yield (validator, what it refuses) for one value of `rtype`, RDATA in presentation form."""
    words = rdata.split(" ")
    if rtype in _TARGETS:
        validator, field, index = _TARGETS[rtype]
        if _is_address(words[index].rstrip(".")):
            yield validator, f'{rtype} {field} "{words[index]}" is an IP address'
    check = _VALUES.get(rtype)
    if check is not None:
        yield from check(words)


def _is_address(text: str) -> bool:
    try:
        return bool(inet_pton(AF_INET, text))
    except (OSError, ValueError):
        return False


def _mx(words: list[str]) -> "Iterator[tuple[str, str]]":
    if words[1] == "." and words[0] != "0":
        yield "mx-value-rfc", 'preference must be 0 for null MX (exchange ".")'


def _srv(words: list[str]) -> "Iterator[tuple[str, str]]":
    numbers = dict(zip(("priority", "weight", "port"), words, strict=False))
    if words[3] == ".":
        for name, value in numbers.items():
            if value != "0":
                yield "srv-value-rfc", f'{name} must be 0 when target is "."'
    elif words[2] == "0":
        yield "srv-value-rfc", 'port 0 is reserved; must be > 0 when target is not "."'


def _caa(words: list[str]) -> "Iterator[tuple[str, str]]":
    if words[0] not in ("0", "128"):
        yield "caa-value-rfc", f'flags "{words[0]}" is not valid; must be 0 or 128'
    if not _TAG.fullmatch(words[1]):
        yield "caa-value-rfc", f'invalid tag "{words[1]}"'


def _ds(words: list[str]) -> "Iterator[tuple[str, str]]":
    algorithm = int(words[1])
    if algorithm in _OLD_DS:
        yield "ds-value-best-practice", f"DS algorithm {algorithm} ({_OLD_DS[algorithm]}) is deprecated per RFC 8624"
    if words[2] == "1":
        message = "DS digest_type 1 (SHA-1) is not recommended per RFC 8624; use digest_type 2 (SHA-256)"
        yield "ds-value-best-practice", message


def _sshfp(words: list[str]) -> "Iterator[tuple[str, str]]":
    if words[1] == "1":
        message = "SSHFP fingerprint_type 1 (SHA-1) is deprecated; use fingerprint_type 2 (SHA-256)"
        yield "sshfp-value-best-practice", message


def _tlsa(words: list[str]) -> "Iterator[tuple[str, str]]":
    if words[2] == "0":
        message = "TLSA matching_type 0 (full data) is not recommended; use matching_type 1 (SHA-256) or 2 (SHA-512)"
        yield "tlsa-value-best-practice", message


def _spf(words: list[str]) -> "Iterator[tuple[str, str]]":
    del words
    yield "spf-record-type", "The SPF record type is DEPRECATED in favor of TXT values"


_TARGETS = {
    **dict.fromkeys(("ALIAS", "CNAME", "DNAME"), ("target-value-not-ip", "value", 0)),
    **dict.fromkeys(("NS", "PTR"), ("targets-value-not-ip", "value", 0)),
    "MX": ("mx-value-not-ip", "exchange", 1),
    "SRV": ("srv-value-not-ip", "target", 3),
}
_VALUES: "dict[str, Callable[[list[str]], Iterator[tuple[str, str]]]]" = {
    "MX": _mx, "SRV": _srv, "CAA": _caa, "DS": _ds, "SSHFP": _sshfp, "TLSA": _tlsa, "SPF": _spf,
}  # fmt: skip


def caa_fault(tags: "Collection[str]") -> str:
    """Return what ``caa-value-best-practice`` refuses of an RRset whose values have `tags`, or nothing."""
    if "issue" in tags and "issuewild" not in tags:
        found = "CAA issue tag is present without issuewild"
        return f"{found}; add an explicit issuewild to clarify wildcard certificate policy"
    return ""
