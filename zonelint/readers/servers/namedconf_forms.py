"""Holds the statements of a named.conf against BIND's grammar: what is missing, what is too much or out of place."""

from zonelint.dns.cached import cached_property
from zonelint.dns.inet import AF_INET, AF_INET6, inet_ntop, inet_pton
from zonelint.files.placeholders import is_open_address, is_open_word, is_to_fill_in
from zonelint.readers.servers.namedconf_syntax import Block, PlainZone, Statement
from zonelint.readers.servers.serverconf import Word, is_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from zonelint.readers.servers.namedconf_grammar import Form

_ANY = "any"
"""The kind of a block that may hold anything."""
_MAIN = frozenset(("top", "options", "view", "zone"))
"""The kinds of blocks of whose statements all are known that matter here."""
_OF_ZONES = ("top", "view")
"""Those of them that hold zones."""
_CLOSED = frozenset(("key", "dlz", "logging", "channel", "controls", "channels"))
"""Other kinds that no version has lent a statement of these to."""
_LONGEST = 16
"""Words and blocks at the start of a statement among which a missing semicolon is looked for."""
_MAX_ITEMS = 64
"""More words and blocks than these belong to no statement, but to one that takes any number of them."""
_LEAST_OF_TYPOS = 6
"""Letters of a keyword that may be another one but for a slip."""
_LISTS_OF_BIND = frozenset(("any", "none", "localhost", "localnets"))
_GEOIP = "geoip"
"""How the names of lists begin that a patched BIND has."""
_LONGEST_LENGTH = 3
"""Digits of a prefix length."""
_ADDRESSES, _REMOTES = ["addresses"], ["remotes"]
COMMON: dict[str, dict[str, list[str]]] = {
    "top": {
        ' zone " {': ["zone"],
        ' zone " IN {': ["zone"],
        ' zone " in {': ["zone"],
        ' view " {': ["view"],
        " options {": ["options"],
        ' acl " {': _ADDRESSES,
        ' include "': [],
    },
    "view": {
        ' zone " {': ["zone"],
        ' zone " IN {': ["zone"],
        " match-clients {": _ADDRESSES,
        " recursion no": [],
        " recursion yes": [],
        ' include "': [],
    },
    "options": {
        ' directory "': [],
        " recursion no": [],
        " recursion yes": [],
        " dnssec-validation auto": [],
        " allow-query {": _ADDRESSES,
        " allow-recursion {": _ADDRESSES,
        " allow-transfer {": _ADDRESSES,
        " listen-on {": _ADDRESSES,
        " listen-on-v6 {": _ADDRESSES,
    },
    "zone": {
        " type primary": [],
        " type master": [],
        " type secondary": [],
        " type slave": [],
        " type hint": [],
        ' file "': [],
        " notify yes": [],
        " notify no": [],
        " primaries {": _REMOTES,
        " masters {": _REMOTES,
        " also-notify {": _REMOTES,
        " allow-query {": _ADDRESSES,
        " allow-transfer {": _ADDRESSES,
        " allow-update {": _ADDRESSES,
        ' in-view "': [],
    },
}
"""Kind of a block -> shapes of statements that nearly all configurations have -> the kinds of the blocks in them.

Most need no more, and are spared the grammar.
"""
REPEATED = frozenset(("zone", "view", "acl", "include"))
"""Keywords that are often there twice, and may be."""


MISPLACED = "is not allowed"
"""How the message goes on about a statement in a block that it may not stand in."""


class Forms:
    """Judges the statements of one configuration.

    errors  what is wrong, and the word where
    lists   the names of lists of addresses that stand in others, in lower case, and the word of each
    misplaced  what stands behind the keywords of misplaced statements, in lower case: names, such as those of lists
    """

    def __init__(self) -> None:
        self.errors: list[tuple[str, Word]] = []
        self.lists: list[tuple[str, Word]] = []
        self.misplaced: set[str] = set()
        self._in_acl = False
        self._meant_by: dict[tuple[str, str], str] = {}
        self._good = {context: dict(shapes) for context, shapes in COMMON.items()}
        """Kind of a block -> shape of a statement that is right in it -> the kinds of the blocks in that."""

    @cached_property
    def grammar(self) -> "ModuleType":
        """The grammar; it takes as long to make as a small configuration takes to read."""
        from zonelint.readers.servers import namedconf_grammar

        return namedconf_grammar

    def outside_keyword(self, statements: list[Statement], context: str) -> str:
        """Return the keyword of the first of `statements` that stands outside all blocks, and in no `context`.

        Nothing is returned where another of them stands in a `context` alone: such a file belongs in neither place.
        """
        found = ""
        for statement in statements:
            keyword = _keyword(statement[0])
            where = self.grammar.contexts_of(keyword) if keyword else frozenset()
            if context in where and "top" not in where:
                return ""
            if "top" in where and context not in where and not _is_other_version(keyword, context):
                found = found or keyword
        return found

    def mend(self, statements: list[Statement], context: str) -> list[Statement]:
        """Return `statements`, which stand in a block of the kind `context`, apart where a semicolon is missing."""
        if context == _ANY:
            return statements
        if context == "addresses":
            self._find_no_networks(statements)
            self._note_lists(statements)
        good = self._good.setdefault(context, {})
        mended: list[Statement] = []
        for statement in statements:
            if type(statement) is PlainZone and context in _OF_ZONES:
                mended.append(statement)
                continue
            kinds = good.get(_shape(statement)) if len(statement) <= _MAX_ITEMS else None
            if kinds:
                self._mend_blocks(statement, kinds)
            elif kinds is None and not _is_plain_element(statement, context):
                mended += self._apart(statement, context)
                continue
            mended.append(statement)
        if len(mended) > 1 and (context in _MAIN or context in self.grammar.CONTEXTS):
            self._find_twice(mended, context)
        return mended

    def _apart(self, statement: Statement, context: str) -> "Iterator[Statement]":
        """Yield the statements that `statement` is: one, or several if semicolons are missing."""
        start = 0
        while start < len(statement):
            form, keyword = self._form(statement[start], context)
            end = len(statement)
            if form is None:
                self._find_misplaced(statement, start, keyword, context)
            else:
                end = self._end(statement, start, context, keyword, form)
            part = statement if (start, end) == (0, len(statement)) else Statement(statement[start:end])
            if form is not None:
                self._mend_blocks(part, form.kinds)
            yield part
            start = end

    def _end(self, statement: Statement, start: int, context: str, keyword: str, form: "Form") -> int:
        """Return where the statement ends that begins at the item `start`; what is wrong with it is noted."""
        first = start + (context in self.grammar.CONTEXTS)
        items = statement[start : start + _MAX_ITEMS + 1]
        whole = len(statement) - start == len(items)
        if (not whole and form.is_open) or (whole and form.accepts(_shape(statement[first:]).lower())):
            if start == 0 and whole:
                self._good[context][_shape(statement)] = form.kinds
            return len(statement)
        if any(isinstance(item, Word) and _is_open(item.text) for item in items):
            return len(statement)
        for end in range(min(len(statement) - 1, start + _LONGEST), max(first - 1, start), -1):
            if form.accepts(_shape(statement[first:end]).lower()):
                self._say(statement[end], "", "';' is missing before ")
                return end
        self._say_form(statement, start, first, keyword, form)
        return len(statement)

    def _say_form(self, statement: Statement, start: int, first: int, keyword: str, form: "Form") -> None:
        wanted = f"`{f'{keyword} {form.shown}'.strip()};`"
        if first == len(statement):
            self._say(statement[start], f"needs a value: {wanted}")
        else:
            self._say(statement[first], f"is not a valid value: BIND reads {wanted}")

    def _say(self, item: Word | Block, after: str, before: str = "") -> None:
        """Note an error at a word or block; its text stands between `before` and `after` in the message."""
        word = item if isinstance(item, Word) else item.brace
        self.errors.append((f"{before}{word.text!r} {after}".rstrip(), word))

    def _find_misplaced(self, statement: Statement, start: int, keyword: str, context: str) -> None:
        """Note a statement that never stands in such a block; one that is not known may be of another version."""
        if not keyword:
            item = statement[start]
            if start == 0 and not (isinstance(item, Word) and _is_open(item.text)):
                self._say(item, "does not begin a statement")
            return
        contexts = self.grammar.CONTEXTS
        where = self.grammar.contexts_of(keyword)
        if not self.grammar.may_be_keyword(keyword) and start == 0 and not _is_open(keyword):
            self._say(statement[start], "does not begin a statement")
        elif not where and start == 0 and context in _MAIN and (meant := self._meant(keyword, context)):
            self._say(statement[start], f"is no statement that BIND knows: {meant!r} seems to be meant")
        if where and (context in _MAIN or context in _CLOSED) and not _is_other_version(keyword, context):
            proper = " or ".join(contexts[each] for each in contexts if each in (where & _MAIN or where))
            self._say(statement[start], f"{MISPLACED} {contexts[context]}, but {proper}")
            self.misplaced.update(
                item.text.lower() for item in statement[start + 1 : start + 2] if isinstance(item, Word)
            )

    def _meant(self, keyword: str, context: str) -> str:
        """Return the keyword of which `keyword`, known to no version, is one letter off in such a block; or nothing."""
        if len(keyword) < _LEAST_OF_TYPOS:
            return ""
        if (keyword, context) not in self._meant_by:
            from zonelint.dns.typos import is_one_letter_off  # which few runs need

            known = [each for each in self.grammar.forms(context) if abs(len(each) - len(keyword)) <= 1]
            near = [each for each in known if is_one_letter_off(each, keyword)]
            self._meant_by[keyword, context] = near[0] if len(near) == 1 else ""
        return self._meant_by[keyword, context]

    def _note_lists(self, statements: list[Statement]) -> None:
        """Note each element that is the name of a list; what a list that nobody uses names does not matter."""
        for statement in statements if not self._in_acl else ():
            item = statement[0]
            if len(statement) == 1 and isinstance(item, Word) and _may_name_list(item):
                self.lists.append((item.text.lstrip("!").lower(), item))

    def _mend_blocks(self, statement: Statement, kinds: list[str]) -> None:
        was_in_acl = self._in_acl
        self._in_acl = was_in_acl or _keyword(statement[0]) == "acl"
        blocks = [item for item in statement if isinstance(item, Block)]
        for block, kind in zip(blocks, kinds, strict=False):
            mended = self.mend(block, kind)
            if len(mended) != len(block):
                block[:] = mended
        self._in_acl = was_in_acl

    def _find_no_networks(self, statements: list[Statement]) -> None:
        """Note each prefix behind which bits of the address are set: BIND does not start with it."""
        for statement in statements:
            for item in statement:
                if isinstance(item, Word) and not item.quoted and "/" in item.text:
                    text = item.text.lstrip("!")
                    network = _network(text)
                    if network is not None and network != text:
                        meant = item.text.replace(text, network)
                        self._say(item, f"is no network, so BIND does not start: write `{meant}`, or the address alone")

    def _find_twice(self, statements: list[Statement], context: str) -> None:
        keywords = [_keyword(statement[0]) for statement in statements]
        twice = len(keywords) - len(set(keywords))
        if not twice or twice == sum(map(REPEATED.__contains__, keywords)) - len(REPEATED.intersection(keywords)):
            return
        known = self.grammar.forms(context)
        seen = set()
        for keyword, statement in zip(keywords, statements, strict=True):
            form = known.get(keyword)
            if form is not None and not form.repeats:
                if keyword in seen:
                    self._say(statement[0], "appears twice in this block")
                seen.add(keyword)

    def _form(self, item: Word | Block, context: str) -> "tuple[Form | None, str]":
        """Return what the statement that begins with `item` takes, if that is known, and its keyword if it has one."""
        known = self.grammar.forms(context)
        if context not in self.grammar.CONTEXTS:
            return known[""], ""
        keyword = _keyword(item)
        return (known.get(keyword) if keyword else None), keyword


def _may_name_list(word: Word) -> bool:
    """Tell whether `word` is the name of a list of addresses that somebody defines, and no value to be filled in."""
    name = word.text.lstrip("!").lower()
    is_value = word.source.text[word.start - 2 : word.start] == "${" or _is_open(name)
    is_known = name in _LISTS_OF_BIND or name.startswith(_GEOIP)
    return name[:1].isalpha() and not {*name} & set(":/") and not is_value and not is_known


def _network(text: str) -> str | None:
    """Return the network of `text`, an address with a prefix length; as it is if it is one, None if it is neither."""
    address, _, length = text.partition("/")
    is_ipv6 = ":" in address
    # An IPv4 network may lack its last octets.
    whole = address if is_ipv6 else ".".join([*address.rstrip(".").split("."), "0", "0", "0"][:4])
    family = AF_INET6 if is_ipv6 else AF_INET
    try:
        octets = inet_pton(family, whole)
    except OSError:
        return None
    is_number = length.isascii() and length.isdecimal() and len(length) <= _LONGEST_LENGTH
    if not is_number or int(length) > 8 * len(octets):
        return None
    host_bits = 8 * len(octets) - int(length)
    number = int.from_bytes(octets, "big")
    network = number >> host_bits << host_bits
    return text if network == number else f"{inet_ntop(family, network.to_bytes(len(octets), 'big'))}/{length}"


def _is_other_version(keyword: str, context: str) -> bool:
    """Tell whether some version of BIND may take the statement there."""
    from zonelint.readers.servers.namedconf_syntax import ZONE_OPTIONS

    return context == "zone" and keyword in ZONE_OPTIONS


def _is_open(text: str) -> bool:
    """Tell whether a word is one that a template or an environment is still to fill in."""
    is_open = text[:1] == "$" or text[-1:] == "$" or is_placeholder(text) or is_open_address(text)
    return is_open or is_to_fill_in(text) or is_open_word(text)


def _is_plain_element(statement: Statement, context: str) -> bool:
    """Tell whether an element of a list is one word, as nearly all are, and not the beginning of more."""
    item = statement[0]
    if context not in ("addresses", "remotes") or len(statement) != 1 or isinstance(item, Block):
        return False
    return item.quoted or (item.text[0] != "!" and item.text.lower() not in ("key", "geoip"))


def _shape(items: "Sequence[Word | Block]") -> str:
    """Return what `items` look like: a blank and the word, a quote, or a brace for each."""
    shape = ""
    for item in items:
        shape += " {" if type(item) is Block else ' "' if item.quoted else f" {item.text}"  # type: ignore[union-attr]
    return shape


def _keyword(item: Word | Block) -> str:
    return item.text.lower() if isinstance(item, Word) and not item.quoted else ""
