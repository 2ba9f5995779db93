"""Where the targets of records lead: what rules ask of each record, looked up once a name.

Thousands of records name the same few servers and mail exchanges.
"""

from zonelint.dns.answers import AddressAnswer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.zone import Record

ROOT = "."
"""As an MX or SRV target: there is no such service (RFC 7505 section 3, RFC 2782)."""


class Targets:
    """The targets of the NS, MX, SRV, CNAME, DNAME and PTR records of one view; a name is looked up when asked for."""

    __slots__ = ("_namespace", "_sound", "_statuses")

    def __init__(self, namespace: "Namespace") -> None:
        self._namespace = namespace
        self._sound = {ROOT: True}
        self._statuses: dict[str, str] = {}

    def addresses(self, record: "Record") -> AddressAnswer:
        """Return the addresses of the target of `record`."""
        return self._namespace.addresses(record.target)

    def is_sound(self, record: "Record") -> bool:
        """Tell whether the target of `record` holds an address itself, so that it is neither absent nor an alias.

        Nor is anything wrong with the root, by which a record says that nothing is there.
        """
        name = record.target
        sound = self._sound.get(name)
        if sound is None:
            sound = self._sound[name] = self._holds_address(name)
        return sound

    def status(self, record: "Record") -> str:
        """Return what a look-up of the target of `record` as a host says; see `zonelint.dns.answers` for the words.

        It is that of its A records: of the name itself, AAAA would say the same but for FOUND and NODATA.
        """
        name = record.target
        status = self._statuses.get(name)
        if status is None:
            status = self._statuses[name] = self._namespace.lookup(name, "A").status
        return status

    def _holds_address(self, name: str) -> bool:
        answer = self._namespace.addresses(name)
        first = answer.answers[0]
        # A CNAME beside an address, which no server loads, makes no step.
        return answer.found and not first.chain and not (first.zone is not None and first.zone.rrset(name, "CNAME"))
