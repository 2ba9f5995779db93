"""octoDNS's classes by name: which sources can be read here, and what processors do to the records.

A class that is not listed is opaque: what it brings or takes away is not known.
"""

ARPA_CLASS = "octodns.processor.arpa.AutoArpa"

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

# What these do to a zone does not matter here: they check, change TTLs, or add a TXT record of octoDNS's own.
_HARMLESS = frozenset(
    f"octodns.processor.{name}"
    for name in (
        "arpa.AutoArpa", "acme.AcmeManagingProcessor", "acme.AcmeIgnoringProcessor", "clamp.TtlClampProcessor",
        "filter.IgnoreRootNsFilter", "filter.ExcludeRootNsChanges", "filter.ZoneNameFilter", "meta.MetaProcessor",
        "ownership.OwnershipProcessor", "restrict.TtlRestrictionFilter", "spf.SpfDnsLookupProcessor",
        "templating.Templating", "trailing_dots.EnsureTrailingDots",
    )
)  # fmt: skip
TEMPLATING = "octodns.processor.templating.Templating"
TRAILING_DOTS = "octodns.processor.trailing_dots.EnsureTrailingDots"
NAME_REJECTLIST = ("octodns.processor.filter.NameRejectlistFilter",)


def provider_kind(class_name: str) -> str:
    """Return what a provider of `class_name` is as a source."""
    return _KINDS.get(class_name, OPAQUE)


def is_harmless(class_name: str) -> bool:
    """Tell whether a processor of `class_name` neither brings nor takes away records that matter here."""
    return class_name in _HARMLESS


def option_faults(class_name: str, options: "dict[str, object]") -> list[str]:
    """Return what is wrong with the options of a YAML provider, which octoDNS refuses; empty for other classes."""
    known = _KNOWN_OPTIONS.get(class_name)
    if known is None:
        return []
    faults = [f"there is no option {name}" for name in options if name not in known]
    if "directory" not in options:
        faults.append("directory is missing")
    mode = options.get("order_mode", "natural")
    if mode not in ("natural", "simple"):
        faults.append(f'Invalid order_mode, "{mode}", options are "natural", "simple"')
    return faults
