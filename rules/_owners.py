"""What the rules about owners share: where a finding about a name stands."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.records import Record


def owner_field(record: "Record") -> str:
    """Return the field of `record` at which a finding says that its name is the wrong one.

    In a master file that is the owner. In YAML and JSON it is the value: many records may share a key, which may stand
    a hundred lines above.
    """
    return "owner" if record.source.marks is None else "rdata"
