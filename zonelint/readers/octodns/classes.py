"""octoDNS's classes by name: which sources can be read here, and what processors do to the records.

A class that is not listed is opaque: what it brings or takes away is not known.
"""

from zonelint.dns.typos import nearest

ARPA_CLASS = "octodns.processor.arpa.AutoArpa"
META_CLASS = "octodns.processor.meta.MetaProcessor"

YAML_FILES, SPLIT_FILES, NAMED_FILE, ZONEFILE, VARIABLE, ARPA, OPAQUE = (
    "yaml", "split", "named", "zonefile", "variable", "arpa", "opaque",
)  # fmt: skip
"""Kinds of sources."""

_KINDS = {
    "octodns.provider.yaml.YamlProvider": YAML_FILES,
    "octodns.provider.yaml.SplitYamlProvider": SPLIT_FILES,
    "octodns_namedfileyaml.NamedFileYamlProvider": NAMED_FILE,
    "octodns_bind.ZoneFileSource": ZONEFILE,
    "octodns_bind.ZoneFileProvider": ZONEFILE,
    "octodns.source.envvar.EnvVarSource": VARIABLE,
    ARPA_CLASS: ARPA,
}

_BASE_OPTIONS = frozenset(
    (
        "apply_disabled",
        "update_pcent_threshold",
        "delete_pcent_threshold",
        "strict_supports",
        "root_ns_warnings",
    )
)
_YAML_OPTIONS = _BASE_OPTIONS | frozenset(
    (
        "directory",
        "default_ttl",
        "enforce_order",
        "order_mode",
        "populate_should_replace",
        "supports_root_ns",
        "split_extension",
        "split_catchall",
        "shared_filename",
        "disable_zonefile",
        "escaped_semicolons",
        "ignore_missing_zones",
    )
)
_KNOWN_OPTIONS = {
    "octodns.provider.yaml.YamlProvider": _YAML_OPTIONS,
    "octodns.provider.yaml.SplitYamlProvider": _YAML_OPTIONS | {"extension"},
}

PROCESSORS = "octodns.processor."
"""The package of octoDNS's own processors."""

TEMPLATING = "octodns.processor.templating.Templating"
TRAILING_DOTS = "octodns.processor.trailing_dots.EnsureTrailingDots"

_TARGETED = ("include_target", "lenient")
PROCESSOR_OPTIONS: "dict[str, tuple[tuple[str, ...], tuple[str, ...]]]" = {
    "acme.AcmeManagingProcessor": ((), ("lenient",)),
    "acme.AcmeMangingProcessor": ((), ("lenient",)),
    "clamp.TtlClampProcessor": ((), ("min_ttl", "max_ttl", "lenient")),
    "filter.ExcludeRootNsChanges": ((), ("error", "lenient")),
    "filter.IgnoreRootNsFilter": ((), ("lenient",)),
    "filter.NameAllowlistFilter": (("allowlist",), _TARGETED),
    "filter.NameRejectlistFilter": (("rejectlist",), _TARGETED),
    "filter.NetworkValueAllowlistFilter": (("allowlist",), ("lenient",)),
    "filter.NetworkValueRejectlistFilter": (("rejectlist",), ("lenient",)),
    "filter.TypeAllowlistFilter": (("allowlist",), _TARGETED),
    "filter.TypeRejectlistFilter": (("rejectlist",), _TARGETED),
    "filter.ValueAllowlistFilter": (("allowlist",), _TARGETED),
    "filter.ValueRejectlistFilter": (("rejectlist",), _TARGETED),
    "filter.ZoneNameFilter": ((), ("error", *_TARGETED)),
    "meta.MetaProcessor": (
        (),
        (
            "record_name", "include_time", "include_uuid", "include_version", "include_provider", "include_extra",
            "ttl", "lenient",
        ),
    ),
    "ownership.OwnershipProcessor": (
        (),
        ("txt_name", "txt_value", "txt_ttl", "should_replace", "allow_takeover", "lenient"),
    ),
    "restrict.TtlRestrictionFilter": ((), ("min_ttl", "max_ttl", "allowed_ttls", "lenient")),
    "spf.SpfDnsLookupProcessor": ((), ("lenient",)),
    "templating.Templating": ((), ("trailing_dots", "context", "lenient")),
    "trailing_dots.EnsureTrailingDots": ((), ("lenient",)),
}  # fmt: skip
"""Processors of octoDNS's own, without their package -> the options that each must have, and those that it may have."""


def provider_kind(class_name: str) -> str:
    """Return what a provider of `class_name` is as a source."""
    return _KINDS.get(class_name, OPAQUE)


def meant_class(class_name: str) -> str | None:
    """Return the class of octoDNS that the misspelt `class_name` is for, "" for what no class can be called.

    None: it may be a class.
    """
    module, _, name = class_name.rpartition(".")
    # Folders and files may have hyphens in their names: octoDNS imports them by text.
    if not name.isidentifier() or not all(part.replace("-", "_").isidentifier() for part in module.split(".")):
        return ""
    known = [*_KINDS, *(f"{PROCESSORS}{name}" for name in PROCESSOR_OPTIONS), META_CLASS]
    if class_name in known or not class_name.startswith("octo"):
        return None
    return nearest(class_name, known, _ALIKE) or None


_ALIKE = 0.95
"""How much a class must resemble one of octoDNS's own to be that one, misspelt."""


def option_faults(class_name: str, options: "dict[str, object]") -> list[str]:
    """Return what is wrong with the options of a YAML provider or a processor, which octoDNS refuses.

    It is empty for classes that are not octoDNS's own.
    """
    required, others = PROCESSOR_OPTIONS.get(class_name.removeprefix(PROCESSORS), ((), None))
    if others is not None:
        missing = [f"{name} is missing" for name in required if name not in options]
        return missing + [f"there is no option {name}" for name in options if name not in (*required, *others)]
    known = _KNOWN_OPTIONS.get(class_name)
    if known is None:
        return []
    faults = [f"there is no option {name}" for name in options if name not in known]
    if "directory" not in options:
        faults.append("directory is missing")
    elif not isinstance(options["directory"], str | None):
        faults.append("directory is not text")
    mode = options.get("order_mode", "natural")
    if mode not in ("natural", "simple"):
        faults.append(f'Invalid order_mode, "{mode}", options are "natural", "simple"')
    return faults
