"""All zones that a run looks at, and what was read with them."""

from functools import cached_property

from zonelint.files.comments import MailLines
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.namespace import Namespace
    from zonelint.dns.places import Problem, SourceFile
    from zonelint.dns.zone import Zone


class ZoneSet:
    """Everything that was read.

    zones            the zones that are linted, in the order they were found
    declared         zones that an index names without a file to read: secondary, forward and such
    assumed          zones of records that others publish
    joined           zones whose records were added to another zone of `zones`
    copies           (server, site) where the server's folder holds other files of zones that the site serves
    namespaces       one per view, or for several of the same zones; a single one with view None without views
    problems         what discovery and the readers could not accept
    lab              why the set is a lab, of which nothing is public; "" if it is none
    with_directives  the sources whose comments may hold directives
    mail_lines       the lines that a comment says to send mail
    in_part          name of an included file that is not here, and not missed -> origins of the zones that include it
    files            number of files read
    source           where the files are
    """

    def __init__(self, source: Source = DISK) -> None:
        self.source = source
        self.zones: list[Zone] = []
        self.declared: list[Zone] = []
        self.assumed: list[Zone] = []
        self.joined: list[Zone] = []
        self.copies: set[tuple[str, str]] = set()
        self.namespaces: list[Namespace] = []
        self.problems: list[Problem] = []
        self.lab = ""
        self.with_directives: list[SourceFile] = []
        self.in_part: dict[str, set[str]] = {}
        self.mail_lines = MailLines(self.with_directives)
        self.files = 0

    @cached_property
    def _of_zones(self) -> set[int]:
        """The identities of the problems of zones that stand in any namespace."""
        return {
            id(problem) for namespace in self.namespaces for zone in namespace.all_zones() for problem in zone.problems
        }

    def problems_of(self, namespace: "Namespace") -> "list[Problem]":
        """Return the problems of the zones in one of `namespaces`; with the first one those of no zone, too."""
        problems = [problem for zone in namespace.all_zones() for problem in zone.problems]
        if namespace is self.namespaces[0]:
            problems += (problem for problem in self.problems if id(problem) not in self._of_zones)
        return problems

    def views(self) -> "list[str | None]":
        """Return the names of all views in the order in which they were found, None before them."""
        return list(dict.fromkeys((None, *(zone.view for zone in self.zones + self.declared))))

    def records(self) -> int:
        """Return the number of records of all zones."""
        return sum(zone.size() for zone in self.zones)
