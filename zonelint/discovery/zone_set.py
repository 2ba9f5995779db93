"""All zones that a run looks at, and what was read with them."""

from zonelint.files.comments import MailLines
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.discovery.reuse import ReadZones
    from zonelint.dns.places import Problem, SourceFile
    from zonelint.dns.zone import Zone


class ZoneSet:
    """Everything that was read.

    zones            the zones that are linted, in the order they were found
    declared         zones that an index names without a file to read: secondary, forward and such
    assumed          zones of records that others publish
    joined           zones whose records were added to another zone of `zones`
    older            zone that is not linted, for it is an older state of one of `zones` -> path of that one's file
    copies           (server, site) where the server's folder holds other files of zones that the site serves
    problems         what discovery and the readers could not accept
    with_directives  the sources whose comments may hold directives
    mail_lines       the lines that a comment says to send mail
    in_part          name of an included file that is not here, and not missed -> origins of the zones that include it
    files            number of files read
    source           where the files are
    read_from        the zones with what they were read from, for another state of the set; None: it is not kept
    """

    def __init__(self, source: Source = DISK) -> None:
        self.source = source
        self.zones: list[Zone] = []
        self.declared: list[Zone] = []
        self.assumed: list[Zone] = []
        self.joined: list[Zone] = []
        self.older: dict[Zone, str] = {}
        self.copies: set[tuple[str, str]] = set()
        self.problems: list[Problem] = []
        self.with_directives: list[SourceFile] = []
        self.in_part: dict[str, set[str]] = {}
        self.mail_lines = MailLines(self.with_directives)
        self.files = 0
        self.read_from: ReadZones | None = None

    def records(self) -> int:
        """Return the number of records of all zones."""
        return sum(zone.size() for zone in self.zones)
