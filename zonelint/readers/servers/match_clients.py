"""Which views and zones of a named.conf serve the inside alone, by ``match-clients`` and ``allow-query``."""

from zonelint.dns.special_networks import is_inside_network, is_lone_address
from zonelint.files.halves import words_of_halves
from zonelint.readers.servers.namedconf_syntax import Block, Statement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.zone import Place

_HERE = frozenset(("localhost", "localnets"))
"""Lists that BIND has by itself: the server's own addresses, and the networks that it stands in."""
_NOBODY = "none"
_MAX_DEPTH = 50
"""Lists that name lists; what lies deeper is not looked at."""


class MatchClients:
    """The ``match-clients`` of views, and the ``acl`` statements that they name; an acl may stand after its use.

    Who asks from a private address is inside. The address that is asked (``match-destinations``) tells nothing, for a
    firewall may translate a public one, and it can only narrow what a view serves. A single public address beside
    networks of the inside is a host of theirs, such as the one that they come from.
    """

    def __init__(self) -> None:
        self._acls: dict[str, Block] = {}
        self._views: dict[str, tuple[Block, Place]] = {}
        self._known: dict[tuple[str, bool], bool | None] = {}

    def add_acl(self, name: str, elements: Block) -> None:
        """Note an ``acl``; its name is told apart without regard to case. Of two with one name both count."""
        self._acls.setdefault(name.lower(), Block()).extend(elements)

    def has_acl(self, name: str) -> bool:
        """Tell whether there is an ``acl`` of that name, in lower case."""
        return name in self._acls

    def add_view(self, view: str, elements: Block, place: "Place") -> None:
        """Note the ``match-clients`` of `view`, the word of which stands at `place`."""
        self._views[view] = elements, place

    def inside(self) -> "dict[str, Place]":
        """Return view -> the place of its ``match-clients``, for those that let in nobody but the inside.

        Single addresses that a view called ``public`` or ``external`` lets in are those of servers that copy its zones.
        """
        return {
            view: place
            for view, (elements, place) in self._views.items()
            if self._is_inside(elements, passes_hosts=not words_of_halves(view)[1])
        }

    def are_inside(self, asking: Block, copying: Block) -> bool:
        """Tell whether a zone serves the inside alone: by who may ask for it, and who may copy it.

        That is for the statements ``allow-query`` and ``allow-transfer``, the latter empty where nothing is said. A
        hidden primary answers the inside alone, and the servers outside that copy it serve the world.
        """
        return self._is_inside(asking) is True and self._is_inside(copying) is not False

    def _is_inside(self, elements: Block, passes_hosts: bool = False, depth: int = 0) -> bool | None:
        """Tell whether a list lets in some of the inside and nobody else; None: it lets in nobody at all.

        If it `passes_hosts`, single public addresses do not count.
        """
        found: bool | None = None
        for element in elements:
            inside = self._is_inside_element(element, passes_hosts, depth)
            if inside is False:
                return False
            found = found or inside
        return found

    def _is_inside_element(self, element: Statement, passes_hosts: bool, depth: int) -> bool | None:
        """Do so for one element; a key, a negation, or what is not known here lets in who knows whom."""
        item = element[0]
        if len(element) != 1 or depth > _MAX_DEPTH:
            return False
        if isinstance(item, Block):
            return self._is_inside(item, passes_hosts, depth + 1)
        name = item.text.lower()
        if name == _NOBODY:
            return None
        if name in _HERE or is_inside_network(name):
            return True
        return None if passes_hosts and is_lone_address(name) else self._is_inside_acl(name, passes_hosts, depth)

    def _is_inside_acl(self, name: str, passes_hosts: bool, depth: int) -> bool | None:
        key = name, passes_hosts
        if key not in self._known:
            self._known[key] = False  # for a list that names itself
            acl = self._acls.get(name)
            self._known[key] = self._is_inside(acl, passes_hosts, depth + 1) if acl is not None else False
        return self._known[key]
