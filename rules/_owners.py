"""What the rules about owners share: where a finding about a name stands, and names that lack their final dot."""

from zonelint.lint.api import Record, SourceFile, Zone, is_below, late

OTHER_COMMENT = "comments begin with"
"""How the help begins where a line has a comment of another language: one slip, whatever word is wrong."""


_NUMBER = late(r"\d++")


def without_numbers(name: str) -> str:
    """Return what names have in common that differ by their numbers alone: ``node#.example.com.``."""
    return _NUMBER.sub("#", name)


def has_soa(zone: Zone) -> bool:
    """Tell whether the file of `zone` has an SOA record, be it one that cannot be read."""
    return "SOA" in zone.types or has_unread_soa(zone)


def has_unread_soa(zone: Zone) -> bool:
    """Tell whether a line of the file of `zone` that cannot be read may be an SOA record."""
    return any("SOA" in lost.types for lost in zone.lost)


def is_of_a_provider(zone: Zone) -> bool:
    """Tell whether a provider publishes the zone and makes its SOA: DNSControl's output has placeholders in it."""
    return zone.soa is not None and zone.soa.mname.startswith("default_not_set.")


def owner_field(record: Record) -> str:
    """Return the field of `record` at which a finding says that its name is the wrong one.

    In a master file that is the owner. In YAML and JSON it is the value: many records may share a key, which may stand
    a hundred lines above.
    """
    return "owner" if record.source.marks is None else "rdata"


def owner_with_dot(owner: str, origin: str) -> str | None:
    """Return what `owner` is without the `origin` that a missing dot added: that stands there twice.

    None if no dot seems missing. A zone of a single label may well hold a name of its own.
    """
    name = owner[: -len(origin)]
    if not owner.endswith(origin + origin) or not (name == origin or is_below(name, origin)):
        return None
    return name if origin.count(".") > 1 or name != origin else None


def class_as_owner(zone: Zone) -> Record | None:
    """Return an NS record that the class at the start of its line gives an owner, which the apex was meant to be."""
    rrset = zone.rrset(f"in.{zone.origin}", "NS")
    return rrset[0] if rrset else None


def cause_of_field(record: Record) -> str:
    """Return the cause of the findings about lines that lack a blank before their first word, as that of `record`."""
    return f"no blank before {record.source.line_text(record.line).split()[0]} {record.source.path}"


def soa_elsewhere(zone: Zone) -> Record | None:
    """Return the SOA record, of another zone, of the file that `zone`, which has none itself, is read from."""
    if "SOA" in zone.types:
        return None
    return next((record for record in zone.out_of_zone if record.type == "SOA"), None)


def cause_of_soa(soa: Record) -> str:
    """Return the cause of the findings about zones that are read from a file with the `soa` of another zone.

    All its owners are written in full, so that only that zone has them.
    """
    return f"absolute owners of {soa.owner} {soa.source.path}"


def relative_help(soa: Record, origin: str) -> str:
    """Return how a file with this `soa` would serve for the zone `origin`, too."""
    return f"write `@` and relative names instead of {soa.owner}: the file is also read for the zone {origin}"


def owner_without_dot(zone: Zone | None, name: str) -> Record | None:
    """Return a record of `zone` that is at `name` but for its owner's final dot, as the zone has no such name."""
    if zone is None or zone.origin == "." or not (name == zone.origin or is_below(name, zone.origin)):
        return None
    owner = name + zone.origin
    return next((rrset[0] for rtype in zone.types if (rrset := zone.rrset(owner, rtype))), None)


def cause_of_owner(record: Record) -> str:
    """Return the cause of the findings about all owners without final dot in the file of `record`."""
    return f"owners without final dot {record.source.path}"


def comment_mark(record: Record) -> str:
    """Return the mark of another language's comment that the owner of `record` begins with, in a master file; or ""."""
    if record.source.marks is not None or not record.owner.startswith(("#", "//")):
        return ""
    return "#" if record.owner[0] == "#" else "//"


def help_for_comment(record: Record) -> str:
    """Return what to do about a `record` that is meant for a comment, and so has the mark of one in its owner."""
    return f"{OTHER_COMMENT} `;` in a master file: write that instead of `{comment_mark(record)}`"


def cause_of_comments(source: SourceFile) -> str:
    """Return the cause of the findings about all comments of another language in the file `source`."""
    return f"{OTHER_COMMENT} {source.path}"
