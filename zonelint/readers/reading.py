"""What came of reading the files of one zone, besides its records."""

from zonelint.files.comments import WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.places import SourceFile
    from zonelint.readers.includes import AbsentInclude, Includes


class Reading:
    """What every reader gives back.

    sources          the files that were read for the first time: several zones may share one
    with_directives  those whose comments may hold directives
    encrypted        by what the zone's own file is encrypted, as `encryption` says it; empty if it is not
    includes         what found the included files, or None
    absent           the includes of files that are not there, for others to judge whether they are missed
    included         the names of those that are there, as written
    followed         (name as written, real path of the file with it, real path of the included file) of each include;
                     "" for one that nobody misses, None for one that cannot be followed
    """

    __slots__ = ("sources", "with_directives", "encrypted", "includes", "absent", "included", "followed")

    def __init__(
        self,
        sources: "Sequence[SourceFile]",
        with_directives: "Sequence[SourceFile] | None" = None,
        encrypted: str = "",
    ) -> None:
        self.sources = sources
        if with_directives is None:
            with_directives = [source for source in sources if _may_direct(source)]
        self.with_directives = with_directives
        self.encrypted = encrypted
        self.includes: Includes | None = None
        self.absent: Sequence[AbsentInclude] = ()
        self.included: Sequence[str] = ()
        self.followed: Sequence[tuple[str, str | None, str | None]] = ()


def _may_direct(source: "SourceFile") -> bool:
    return WORD in source.text if source.has_directives is None else source.has_directives
