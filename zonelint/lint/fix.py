"""What would mend a finding: the records that are to go, to come or to change, as plain data.

A rule says which records it means. How a file spells them, and where in it they stand, is the business of
`zonelint.lint.fixes`, which turns the steps of a fix into edits of octets, tries them, and writes the files.
"""

from zonelint.dns.places import SourceFile, Span
from zonelint.dns.tuples import named_tuple
from zonelint.dns.zone import Record, Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NamedTuple

    class Edit(NamedTuple):
        """`octets` in the place of those from `start` to before `end` of the file at the real path `path`.

        Of several edits at one place that are the same and such as `is_head`, one is made: what follows shares it.
        """

        path: str
        start: int
        end: int
        octets: bytes
        is_head: bool = False

    class Add(NamedTuple):
        """Write a record into `zone`, with the TTL that its neighbours have there.

        owner, type, rdata  as a Record has them: absolute names
        """

        zone: Zone
        owner: str
        type: str
        rdata: str

    class Remove(NamedTuple):
        """Delete a record, with its line.

        The line may have a comment if that of the record `like` has the same.
        """

        record: Record
        like: Record | None = None

    class Change(NamedTuple):
        """Write `text` in the place of a `field` of `record`, which is then the record `becomes`.

        The fields are those of Place, and ``"word 0"``, ``"word 1"`` … for one word of the RDATA. An empty `text` for
        the owner is that of `becomes`, as names are spelled on the line. With an empty `field` nothing is written: the
        record changes with another one, whose owner it repeats.
        """

        record: Record
        field: str
        text: str
        becomes: Record

    class Rewrite(NamedTuple):
        """Write `text` in the place of a `span` of `source`: the records stay what they are, but for `gone` and `come`.

        text     without a line of its own: what is left as a line of blanks goes with its end
        reveals  whether records of the file may come that nobody could read before, or that nobody took
        """

        source: SourceFile
        span: Span
        text: str
        gone: Sequence[Record] = ()
        come: Sequence[Record] = ()
        reveals: bool = False

    class Arrange(NamedTuple):
        """Put the keys of a YAML mapping, one of which stands at `span` of `source`, in order: no record changes.

        order  ``"natural"``: runs of digits count as numbers; ``"simple"``: character by character
        """

        source: SourceFile
        span: Span
        order: str

    class Drop(NamedTuple):
        """Delete the entry of a YAML mapping whose key or value stands at `span` of `source`, with its lines.

        It is one that is not read, or that says what another one says: no record changes.

        whole  whether the mapping itself is deleted: it is a document, or an item of a list
        """

        source: SourceFile
        span: Span
        whole: bool = False

    Step = Add | Arrange | Drop | Remove | Change | Rewrite

else:
    Edit = named_tuple("Edit", "path start end octets is_head", defaults=(False,))
    Add = named_tuple("Add", "zone owner type rdata")
    Arrange = named_tuple("Arrange", "source span order")
    Drop = named_tuple("Drop", "source span whole", defaults=(False,))
    Remove = named_tuple("Remove", "record like", defaults=(None,))
    Change = named_tuple("Change", "record field text becomes")
    Rewrite = named_tuple("Rewrite", "source span text gone come reveals", defaults=((), (), False))

ANY_TTL = -1
"""The TTL of a record that is to come, where it is that which the file gives it."""
SAFE, UNSAFE = "safe", "unsafe"


class Fix:
    """What mends one finding.

    title  what it does, as an order in one line: ``add `25 PTR mail.example.com.```
    steps  what is to be written; all of them or none
    safe   whether nobody could have meant it otherwise; what chooses between two readings is not
    """

    __slots__ = ("title", "steps", "safe")

    def __init__(self, title: str, *steps: "Step", safe: bool = False) -> None:
        self.title = title
        self.steps = steps
        self.safe = safe

    @property
    def kind(self) -> str:
        """``"safe"`` or ``"unsafe"``."""
        return SAFE if self.safe else UNSAFE

    def __repr__(self) -> str:
        return f"<Fix {self.kind}: {self.title}>"
