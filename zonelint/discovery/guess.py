"""Files that no index maps: which of them are zones, judged by their text and name."""

import os
import re
from collections import Counter

from zonelint.discovery.dig_output import begins_with_transfer, is_transfer, of_dig
from zonelint.discovery.horizons import Horizons
from zonelint.discovery.index_kinds import (
    NAMED,
    has_expression,
    has_statement,
    kind_by_name,
    kind_hinted,
    kind_of_text,
    may_be_index,
    says_named,
    why_not_read,
)
from zonelint.discovery.origin_clues import (
    FROM_SERVERS,
    INSIDE,
    Told,
    has_soa_at_apex,
    is_import,
    told_origin,
    what_to_settle,
)
from zonelint.discovery.other_files import (
    is_document,
    is_stock_loopback,
    of_maradns,
    of_other_class,
    of_other_form,
    of_parent,
    of_root,
    of_unbound,
    state_of_a_server,
    tinydns_data,
)
from zonelint.discovery.told_elsewhere import ToldElsewhere
from zonelint.dns.names import OF_MANUALS
from zonelint.dns.patterns import late
from zonelint.dns.places import START, Problem
from zonelint.dns.zone import Place
from zonelint.files.dialects import (
    CLOUDFLARE,
    GDNSD,
    PERHAPS_GDNSD,
    PERHAPS_POWERDNS,
    dialect_of_export,
    is_for_cloudflare,
    is_gdnsd_config,
    is_of_gdnsd,
    is_of_powerdns,
)
from zonelint.files.encryption import CLOSED, kind_of
from zonelint.files.origins import (
    FROM_NAME,
    TEMPLATES,
    count_records,
    ending,
    has_record,
    has_soa,
    is_empty,
    is_foreign,
    is_of_numbers,
    looks_like_a_zone,
    may_be_zone,
    may_hold_record,
    name_contradicts,
    name_says_zone,
    orders_of_octets,
    origin_in_name,
    sample_ending,
    turned,
    types_of_records,
)
from zonelint.files.paths import Lines, closed_source, display_path, text_source, with_folders
from zonelint.files.placeholders import is_open_network
from zonelint.files.walk import is_yaml, old_copy
from zonelint.files.zone_files import EMPTY, NO_ORIGIN, PRIMARY, SNAPSHOT_NAME, Declared, NothingToLint, ZoneFile
from zonelint.files.zone_texts import BINARY, TOO_LARGE, UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zonelint.discovery.indexes import Indexes
    from zonelint.discovery.octodns_lone import LoneFiles
    from zonelint.discovery.record_files import RecordFiles
    from zonelint.files.paths import Tree
    from zonelint.files.walk import Entry
    from zonelint.files.zone_files import Discovery
    from zonelint.readers.lists.mapping import KeyMapping
    from zonelint.readers.servers.serverconf import ServerConf, ZoneStatement


_PTR_OF_A_HOST = r"\sPTR[ \t]++(?!localhost\b)\S"
_TO_FILL_IN = late(r"\{[{%#]|<[%?]|\$\{|%%|@@|%\(|__[A-Za-z]|<[A-Za-z]")
"""Marks of what programs fill in, in any language of templates."""
_CHOOSES = (
    r"\{#|<\?|<%(?!=)|%\{|\{if\b|\{%[-+]?[ \t]*+(?!set\b)"
    r"|\{\{[-~]?[ \t]*+(?:[#/^]|(?:if|else|end|range|with|block|define|template)\b)"
)
_DECIDES = late(rf"{_CHOOSES}|\{{%[^%\n]*\bif\b|^[ \t]*+%[ \t]*+\w", re.MULTILINE)
"""What in a template chooses between lines, or leaves some out: in Jinja, ERB, PHP, Mustache, Go and Terraform."""
_COMMENTS = late(rf"^[ \t]*+;(?:(?!{_CHOOSES})[^\n])*$", re.MULTILINE)
"""Lines of comments in which a value at most is to be filled in; `; {% if …` decides about the lines that follow."""
_CALLED_TEMPLATE = late(r".*(?<=[a-z_.-])template|(?:.*[_.-])?template\.(?:db|hosts|rev|zone)", re.IGNORECASE)
_OF_DATABASES = ("psql", "sql")
_LIST_ENDINGS = ("yaml", "yml", "json", "template", "sls")


def _is_much_the_same(text: str) -> bool:
    """Tell whether the template `text` decides nothing, and most of its records are what they say.

    What it decides about in conditions and loops of Jinja that have lines of their own is not known, and no matter.
    """
    from zonelint.readers.master.blocks import without_choices

    rest = without_choices(text)
    if rest is None or _DECIDES.search(rest := _COMMENTS.sub("", rest)):
        return False
    open_lines = [line for line in rest.splitlines() if _TO_FILL_IN.search(line)]
    return len(open_lines) <= count_records(rest) // 2


class Unmapped:
    """Judges the files that no index maps, and adds the zones among them to a Discovery."""

    NO_ZONE = "not a zone: neither its name nor its content says so"

    def __init__(
        self, tree: "Tree", found: "Discovery", indexes: "Indexes", ignored: "Callable[[str, str], None]",
        mappings: "Sequence[KeyMapping]" = (), dialect: str = "",
    ) -> None:  # fmt: skip
        self.tree = tree
        self.found = found
        self.indexes = indexes
        self.ignored = ignored
        self.texts = indexes.texts
        self._mappings = mappings
        self._dialect = dialect
        self._of_gdnsd: set[str] = set()
        """Folders of the configuration of gdnsd, and of zones that hold what only gdnsd knows."""
        self._of_powerdns: set[str] = set()
        """Folders of zones that hold what only PowerDNS knows."""
        self._lists: RecordFiles | None = None
        self.lone: LoneFiles | None = None
        """Judges YAML files; None where there are none."""
        self._seen: dict[tuple[str, str], str] = {}
        self._elsewhere = ToldElsewhere(tree, found, self.texts)
        self._unsettled: list[tuple[Entry, Told | None, tuple[str, str]]] = []
        self._turned: list[tuple[Entry, Told, str]] = []
        """Reverse zones by the names of their files, and what they are if their octets are in forward order."""
        self._unnamed: list[tuple[Entry, str]] = []
        """Zone files whose origin is not known yet, and their texts."""
        self._horizons = Horizons(found, indexes, self.texts)
        self._added: list[ZoneFile] = []

    # -- indexes

    def weak_indexes(self, entries: "Iterable[Entry]") -> list[str]:
        """Return the real paths of files of other names that hold zone statements, such as ``zones.rfc1918``."""
        found = []
        for entry in entries:
            if is_yaml(entry.name) or name_says_zone(entry.name):
                continue
            if self.passed_over(entry) or (is_foreign(entry.name) and ending(entry.name) not in ("cfg", "conf")):
                continue
            text = self.texts.head_if_any(entry.real_path)
            if says_named(text) and not looks_like_a_zone(text) and self.is_index(entry):
                found.append(entry.real_path)
        return found

    def is_index(self, entry: "Entry") -> bool:
        """Tell whether a file with a zone statement is a part of a named.conf, by all of its text."""
        try:
            text = self.texts.whole(entry.real_path)
        except (OSError, UnreadableError):
            return False
        return kind_of_text(text) == NAMED and not why_not_read(NAMED, text)

    # -- zones

    def add(self, entries: "Iterable[Entry]") -> None:
        """Add the zones among `entries`, which no index maps; the others go to `ignored`."""
        candidates: list[Entry] = []
        empty: list[tuple[Entry, str]] = []
        nodes: list[Entry] = []
        for entry in sorted(entries, key=lambda entry: (entry.path != entry.real_path, entry.path)):
            if self.is_claimed(entry):
                continue
            if ending(entry.name) in TEMPLATES:
                entry = self._finished(entry)
            why = self._judged(entry, nodes)
            if why is None:
                continue
            if why.startswith(EMPTY):
                empty.append((entry, why))
            elif why:
                self.ignored(entry.path, why)
            else:
                candidates.append(entry)
        if self.lone is not None:
            self.lone.add(nodes)
        if not (candidates or empty):
            return
        from zonelint.discovery.inclusions import all_included

        included = all_included(self.tree, self.texts, self.found.zones, candidates)
        spelled = Counter(origin_in_name(entry.name, "") or "" for entry in candidates if included)
        spelled.update(zone.origin for zone in self.found.zones if included)
        for entry, why in [*empty, *((entry, "") for entry in candidates)]:
            origin = origin_in_name(entry.name, "") if entry.real_path in included else None
            is_another = origin is not None and self._is_zone_too(entry, origin, spelled)
            if entry.real_path in included and not is_another:
                self.ignored(entry.path, "included by another zone file")
            elif why:
                self.ignored(entry.path, why)
            else:
                self.add_candidate(entry)

    def _is_zone_too(self, entry: "Entry", origin: str, spelled: "Counter[str]") -> bool:
        """Tell whether a file that another one includes is a zone by itself: it has an SOA, and the name of one.

        Nothing else is called so, as `spelled` counts, nor like it without the words behind: ``example.com.inner``.
        """
        names = origin.split(".")[:-1]
        is_like_another = any(".".join(names[:end]) + "." in spelled for end in range(1, len(names)))
        if spelled[origin] > 1 or is_like_another or not name_says_zone(entry.name):
            return False
        return has_soa_at_apex(self.texts.head_if_any(entry.real_path))

    def _finished(self, entry: "Entry") -> "Entry":
        """Return a template as the file that is made of it, if that is much the same: only values are to be filled in.

        So do those write it who let a tool copy templates alone. Where the template decides what stands in the file,
        its text is not that of the zone.
        """
        stem = entry.name.rpartition(".")[0]
        if stem in self.tree.files_by_name():
            return entry
        try:
            head = self.texts.head(entry.real_path)
            literal = "".join(line for line in head.splitlines(keepends=True) if not _TO_FILL_IN.search(line))
            is_zone = looks_like_a_zone(literal) and told_origin(stem, head) is not None
            is_finished = is_zone and _is_much_the_same(self.texts.whole(entry.real_path))
        except (OSError, UnreadableError):
            return entry  # it is passed over by its name
        return entry._replace(name=stem) if is_finished else entry

    def _judged(self, entry: "Entry", nodes: "list[Entry]") -> str | None:
        """Return why a file is no zone; empty: it may be one; None: it is a record list, or YAML, one of `nodes`."""
        try:
            why = self.passed_over(entry)
            if not why and self.is_record_list(entry):
                return None
            if is_yaml(entry.name) and not why:
                nodes.append(entry)
                return None
            return why or self.no_zone(entry)
        except OSError as error:
            why = f"cannot be read: {error.strerror or error}"
            self.report_closed(entry, why)
        except UnreadableError as error:
            why = str(error)
            self.report_not_text(entry, why)
        return why

    def is_claimed(self, entry: "Entry") -> bool:
        """Tell whether a configuration of octoDNS has taken the file for one of its zones'."""
        return self.lone is not None and entry.real_path in self.lone.octo.claimed

    def finish(self) -> None:
        """Find zones for records that name none, and the dialect; call when everything else was added."""
        for unsettled in self._unsettled:
            self._settle(*unsettled)
        self._settle_turned()
        self._name_unnamed()
        self._drop_unused()
        self._horizons.settle(self._added)
        for zone in self.found.zones if self._dialect or self._of_gdnsd or self.indexes.has_powerdns else ():
            if zone.index is None:
                zone.dialect = self._dialect_of(zone) if self._dialect or not zone.dialect else zone.dialect
        for zone in self.found.zones if self._of_powerdns else ():
            if zone.index is None and not zone.dialect and os.path.dirname(zone.real_path) in self._of_powerdns:
                zone.dialect = PERHAPS_POWERDNS
        if self._lists is not None:
            self._lists.finish()

    def _drop_unused(self) -> None:
        """Take copies of a zone out that no program beside them names, where one beside another copy does."""
        several = Counter(zone.origin for zone in self._added)
        copies = [zone for zone in self._added if several[zone.origin] > 1]
        copies = [zone for zone in copies if zone.real_path not in self._horizons.explicit]
        if not copies:
            return
        from zonelint.discovery.named_beside import NamedBeside

        unused = NamedBeside(self.tree, self.texts).unused(copies)
        for zone, why in unused.items():
            self.ignored(zone.path, why)
        self._added = [zone for zone in self._added if zone not in unused]
        self.found.zones = [zone for zone in self.found.zones if zone not in unused]

    def _dialect_of(self, zone: ZoneFile) -> str:
        """Return the dialect of a zone that no index maps: gdnsd's for certain below a folder that is gdnsd's."""
        if self._dialect:
            return self._dialect
        if not self._of_gdnsd:
            return PERHAPS_POWERDNS
        folders = with_folders(os.path.dirname(zone.real_path))
        return PERHAPS_GDNSD if self._of_gdnsd.isdisjoint(folders) else GDNSD

    def lists(self, entry: "Entry") -> "RecordFiles | None":
        """Return what finds zones in record lists; None if a file cannot hold any, by its name or its text."""
        may_hold = ending(entry.name) in _LIST_ENDINGS or self._mappings
        if not may_hold and (is_foreign(entry.name) or not self._is_of_gcloud(entry)):
            return None
        if self._lists is None:
            # Many repositories hold no file of that kind.
            from zonelint.discovery.record_files import RecordFiles

            self._lists = RecordFiles(self.tree, self.found, self.texts, self._mappings)
        return self._lists

    def _is_of_gcloud(self, entry: "Entry") -> bool:
        text = self.texts.head_if_any(entry.real_path)
        if "dns#" not in text:
            return False
        from zonelint.readers.lists.recognise import GCLOUD

        return GCLOUD in text

    def is_record_list(self, entry: "Entry") -> bool:
        """Add the zones of a file of record lists; tells whether it is one."""
        if self.is_claimed(entry):
            return False
        lists = self.lists(entry)
        form = lists.format_of(entry) if lists is not None else None
        if lists is None or form is None:
            return False
        why = lists.add(entry, form)
        if why:
            self.ignored(entry.path, why)
        return True

    def report_unread(self, entry: "Entry", rule: str, why: str) -> None:
        """Report a file whose name says that it is a zone, and that is not read."""
        if name_says_zone(entry.name):
            message = f"the zone file is not read: {why}"
            self.found.problems.append(Problem(rule, message, closed_source(entry.path), START))

    def report_closed(self, entry: "Entry", why: str) -> None:
        """Report a file that cannot be opened, unless its name says that it is no zone: what it holds is not known."""
        if may_be_zone(entry.name):
            message = f"the {'zone ' if name_says_zone(entry.name) else ''}file {why}"
            self.found.problems.append(Problem("syntax-error", message, closed_source(entry.path), START))

    def report_not_text(self, entry: "Entry", why: str) -> bool:
        """Report a file with the name of a zone that is too large or no text; returns whether it was reported.

        One that a name server compiled is none of these. One that is encrypted, or elsewhere, is declared: it exists.
        """
        if why.startswith(CLOSED):
            origin = origin_in_name(entry.name, "") if name_says_zone(entry.name) else None
            if origin is not None:
                place = Place.at(closed_source(entry.path))
                self.found.declared.append(Declared(origin, None, kind_of(why), place))
            return True
        if why not in (TOO_LARGE, BINARY) or not name_says_zone(entry.name):
            return False
        if why == BINARY and origin_in_name(entry.name, "") is None:
            return False  # a database may be called db.frm
        self.report_unread(entry, "limit-exceeded" if why == TOO_LARGE else "syntax-error", why)
        return True

    def passed_over(self, entry: "Entry") -> str:
        """Return why a file is passed over without a look into it; empty if it is not."""
        if entry.path in self.indexes.copies:
            return self.indexes.copies[entry.path]
        if entry.name == SNAPSHOT_NAME:
            return "what `zonelint snapshot` wrote; it answers look-ups if `assume` names it"
        kind = ending(entry.name)
        if kind in TEMPLATES:
            return f"a template (.{kind})"
        kind = sample_ending(entry.name)
        if kind:
            return f"a sample (.{kind})"
        state = state_of_a_server(entry.name)
        if state:
            return state
        folder, name = os.path.split(entry.path)
        unsigned = name.removesuffix(".signed")
        if unsigned != name and unsigned in self.tree.entries(folder):
            return f"the signed copy of {unsigned}"
        return old_copy(entry)

    def no_zone(self, entry: "Entry") -> str:
        """Return why a file is no zone; empty if it is one."""
        kind = ending(entry.name)
        if kind == "template":
            return "a template (.template)"  # no name of a zone ends so; that of a list of records may
        if _CALLED_TEMPLATE.fullmatch(entry.name):
            return "a template"
        if kind in _OF_DATABASES:
            return "not a zone: SQL"  # a comment before the statements for an SOA reads like one
        text = self.texts.head(entry.real_path)
        if newer := self._newer_file(entry, text):
            return f"an old copy of {newer}, by its name"
        if is_gdnsd_config(entry.name, text):
            self._of_gdnsd.add(os.path.dirname(entry.real_path))
            from zonelint.readers.servers import gdnsdconf

            if not has_expression(self.texts.whole(entry.real_path)):
                self.found.problems += gdnsdconf.problems_of(entry.real_path, self.tree.source)
            return "the configuration of gdnsd"
        state = state_of_a_server(entry.name, text)
        if state or looks_like_a_zone(text):
            return state or of_other_class(text) or of_root(text) or of_dig(text) or of_maradns(text)
        if is_import(text):
            return ""
        return self._why_other(entry, text)

    def _newer_file(self, entry: "Entry", text: str) -> str:
        """Return the name of the file beside it of which ``old.example.com.zone`` is an old copy; empty if it is none.

        It is one if its text says that it holds the other's zone: there may be a zone old.example.com.
        """
        if not entry.name.lower().startswith(("old.", "old-", "old_")):
            return ""
        folder, file = os.path.split(entry.path)
        newer, name = file[len("old.") :], entry.name[len("old.") :]
        if newer not in self.tree.entries(folder):
            return ""
        told = told_origin(name, text)
        is_same = told is not None and told.by_what in INSIDE and told.origin == origin_in_name(name, text)
        return newer if is_same else ""

    def _why_other(self, entry: "Entry", text: str) -> str:
        """Return why a file is no zone whose `text` does not read like one; empty if its name says that it is one."""
        says_zone = name_says_zone(entry.name)
        if why := of_other_class(text) if says_zone else "":
            return why
        form = of_other_form(text) or tinydns_data(text) if says_zone else ""
        if form:
            return form
        if says_zone and is_empty(self.texts.whole(entry.real_path)):
            return f"{EMPTY}: it has no record and no directive"
        if says_zone and is_document(entry.name, text):
            return "a text for readers, and no record in it"
        index = self._why_no_index(entry.name, text)
        if index:
            return index
        if not says_zone:
            return self.NO_ZONE
        may_be_any = entry.name.lower().startswith("db.") or origin_in_name(entry.name, "") is None
        if may_be_any and not may_hold_record(text):
            return "not a zone: no line can be a record"
        return of_parent(text) or of_unbound(text) or of_root(text)

    def _why_no_index(self, name: str, text: str) -> str:
        """Return why an index, or what looks like one, is not used; empty for any other file."""
        named = kind_by_name(name)
        index = named or (NAMED if says_named(text) else kind_hinted(text) if may_be_index(name) else "")
        if not index:
            return ""
        if why := why_not_read(index, text):
            return why
        if has_statement(index, text) if named else kind_of_text(text):
            return f"statements of a {index} that no index includes"
        return f"not a {index}: {'it has none of its statements' if named else 'it also has other text'}"

    def seems_a_zone(self, real_path: str) -> bool:
        """Tell whether a file that is no part of the set is a zone or an index, by its name or its text."""
        name = os.path.basename(real_path)
        try:
            text = self.texts.head(real_path)
        except (OSError, UnreadableError):
            return name_says_zone(name)
        return name_says_zone(name) or looks_like_a_zone(text) or bool(kind_by_name(name) or kind_of_text(text))

    def add_candidate(self, entry: "Entry") -> None:
        """Add a file that is a zone, under the origin that its text or its name gives."""
        text = self.texts.head(entry.real_path)
        if is_of_gdnsd(text):
            self._of_gdnsd.add(os.path.dirname(entry.real_path))
        if is_of_powerdns(text):
            self._of_powerdns.add(os.path.dirname(entry.real_path))
        told = told_origin(entry.name, text)
        if told is None or told.by_what == FROM_NAME:
            told = self._of_what_is_made(entry) or told
        if told is None and entry.real_path in self.indexes.meant:
            told = Told(self.indexes.meant[entry.real_path], FROM_NAME, 0)  # but for a slip in that
        elif told is None or told.by_what in (FROM_NAME, FROM_SERVERS):
            declared = self._elsewhere.by_index(entry, text, told)
            told = declared or (self._elsewhere.by_siblings(entry, text, told) if told is not None else None)
            orders = orders_of_octets(entry.name, text) if declared is None else None
            if orders is not None:
                self._unsettled.append((entry, told, orders))
                return
        if told is None:
            self._unnamed.append((entry, text))
        elif told.by_what == FROM_NAME and (other := turned(told.origin)) is not None:
            self._turned.append((entry, told, other))
        else:
            self._add_told(entry, text, told)

    def _made_for(self, entry: "Entry") -> "list[tuple[ZoneStatement, ServerConf]]":
        """Return the statements of indexes that name the file which is made of the template `entry`, of one zone all.

        Of several templates of that name it is not known which one is meant.
        """
        named = self.indexes.unmade.get(entry.name)
        if not named or os.path.basename(entry.path) == entry.name:
            return []
        by_name = self.tree.files_by_name()
        if sum(len(by_name.get(f"{entry.name}.{end}", ())) for end in TEMPLATES) != 1:
            return []
        return named if len({statement.origin for statement, _ in named}) == 1 else []

    def _of_what_is_made(self, entry: "Entry") -> "Told | None":
        """Return the origin of what is made of a template, if an index tells it."""
        named = self._made_for(entry)
        return Told(named[0][0].origin, FROM_NAME, 0) if named else None

    def _settle(self, entry: "Entry", told: "Told | None", orders: tuple[str, str]) -> None:
        """Add a zone whose file name may mean either of two networks: the one of which the set has addresses.

        If that tells nothing, an order that is no more than usual proves nothing to be missing.
        """
        meant = [origin for origin in orders if self._elsewhere.has_addresses(origin)]
        text = self.texts.head(entry.real_path)
        if len(meant) == 1:
            self._add_told(entry, text, Told(meant[0], FROM_NAME, 0))
        else:
            self._add_told(entry, text, told, "the order of the octets in its file's name is not certain")

    def _settle_turned(self) -> None:
        """Add reverse zones by the names of their files, or turned if the set has addresses of that network alone.

        What another file holds they are not, but both halves of a split horizon may be turned.
        """
        elsewhere, turned_ones = self._elsewhere, []
        for entry, told, other in self._turned:
            text = self.texts.head(entry.real_path)
            is_straight = elsewhere.is_of_network(text, told.origin) or elsewhere.has_addresses(told.origin)
            if is_straight or not elsewhere.has_addresses(other):
                self._add_told(entry, text, told)
            else:
                turned_ones.append((entry, text, told, other))
        taken = {zone.origin for zone in self.found.zones} if turned_ones else set()
        for entry, text, told, other in turned_ones:
            self._add_told(entry, text, told if other in taken else told._replace(origin=other))

    def _name_unnamed(self) -> None:
        """Add zone files that neither their text nor their name gives an origin, as far as the whole set gives one."""
        if not self._unnamed:
            return
        from zonelint.discovery.unnamed_files import origins_of

        told = origins_of([text for _, text in self._unnamed], self.found, self.texts)
        for (entry, text), origin in zip(self._unnamed, told, strict=True):
            if origin is None and entry.real_path in self._horizons.explicit:
                self._note_unknown(entry)
            self._add_told(entry, text, origin)

    def _note_unknown(self, entry: "Entry") -> None:
        """Report that nothing tells the origin of a file that was named explicitly."""
        message = "the origin of this zone is not known: neither its content nor its name says it"
        help = "name it with --origin, --zone or in [zones] of the configuration"
        source = text_source(entry.real_path, source=self.tree.source)
        self.found.problems.append(Problem("conflicting-origin", message, source, START, help))

    def _add_told(self, entry: "Entry", text: str, told: "Told | None", partial: str = "") -> None:
        if told is None:
            if is_of_numbers(text) and re.search(_PTR_OF_A_HOST, text, re.IGNORECASE):
                self.found.unplaced.add(entry.real_path)
            self.ignored(entry.path, f"{NO_ORIGIN}: name it with --zone or in [zones]")
            return
        if why := self._why_of_no_use(entry, text, told.origin):
            self.ignored(entry.path, why)
            return
        served = self.indexes.serving(told.origin, os.path.dirname(entry.path))
        other = self._horizons.in_other_view(entry.real_path, served) if served is not None else None
        if other is None and self.is_served(entry, told.origin, served):
            return
        index = self.indexes.retired_by(entry.path) if other is None else ""
        if index and told.origin in OF_MANUALS:
            self.ignored(entry.path, f"a sample, which {index} names only in a comment")
            return
        if told.by_what in INSIDE and entry.path == entry.real_path and self.is_contradicted(entry, text, told):
            return
        zone = self._zone_of(entry, text, told)
        zone.partial = partial or self.part(entry, text)
        if index:
            zone.partial = f"{index} names its file only in a comment, so another server may use another file"
        self.found.zones.append(zone)
        if other is not None:
            zone.views, zone.index, zone.place = (other.view or "",), other.index, other.place
        else:
            self._added.append(zone)
            if served is not None:
                self._horizons.note_half(zone, served)
        self._elsewhere.note_found(zone.origin)

    def _why_of_no_use(self, entry: "Entry", text: str, origin: str) -> str:
        """Return why a file is passed over though its `text` is a zone, that of `origin`; empty if it is not."""
        if is_stock_loopback(text, origin):
            return "a standard loopback zone of a distribution, under another name"
        if is_open_network(origin):
            return "a sample: the network in its name is to be filled in"
        stored = self.indexes.stored.get(origin)
        if not stored or entry.real_path in self._horizons.explicit:
            return ""
        folders = with_folders(os.path.dirname(entry.real_path))
        where = next((stored[folder] for folder in folders if folder in stored), "")
        return f"{origin} is served from etcd ({where})" if where else ""

    def _zone_of(self, entry: "Entry", text: str, told: "Told") -> ZoneFile:
        """Return the zone that a file holds, as far as its `text` and the index that names it tell what it is."""
        zone = ZoneFile(display_path(entry.path), entry.real_path, told.origin, told.by_what)
        zone.soa_owner = told.soa_owner
        zone.transferred = is_transfer(text)
        if zone.transferred and begins_with_transfer(text):
            self.ignored(entry.path, f"what stands behind the transfer of {told.origin}, of which the file is read")
        zone.dialect = CLOUDFLARE if is_for_cloudflare(text) and not has_soa(text) else dialect_of_export(text)
        named = [(statement, conf) for statement, conf in self._made_for(entry) if statement.origin == zone.origin]
        if len(named) == 1:  # servers may differ about it
            [(statement, conf)] = named
            zone.without_ns, zone.check_names = conf.without_ns, statement.check_names
            zone.dialect = zone.dialect or conf.dialect
        return zone

    def part(self, entry: "Entry", text: str) -> str:
        """Return why a file may hold a part of a zone only: what it is uploaded to adds the SOA and NS records.

        No server loads a zone without both, and somebody who forgets one of them has the other. Raises as Texts.head.
        """
        if is_for_cloudflare(text) and not has_soa(text):
            return "Cloudflare, which imports it, adds the SOA and NS records"
        if has_soa(text) or "$include" in text.lower():
            return ""
        types = types_of_records(self.texts.whole(entry.real_path))
        return "" if types & {"SOA", "NS"} else "it has no SOA and no NS records, so it may be only a part of a zone"

    def as_import(self, zone: ZoneFile, entry: "Entry") -> None:
        """Let a zone whose origin the user gives be a part of it, in the dialect of what imports the file, if so."""
        try:
            text = self.texts.head(entry.real_path)
            if is_for_cloudflare(text) and not has_soa(text):
                zone.dialect, zone.partial = CLOUDFLARE, self.part(entry, text)
        except (OSError, UnreadableError):
            return  # who reads it says so

    def is_served(self, entry: "Entry", origin: str, served: "ZoneFile | None") -> bool:
        """Pass over a file whose origin an index serves from another, or that is a link to a zone already found.

        The other half of a split horizon is no copy of the one that the index serves.
        """
        if served is not None and not self._horizons.is_other_half(entry.path, entry.real_path, served):
            self._horizons.note_copy(os.path.dirname(entry.real_path), served)
            self.ignored(entry.path, f"{origin} is served from {served.path} ({served.origin_from})")
            return True
        same = self._seen.setdefault((entry.real_path, origin), display_path(entry.path))
        if same != display_path(entry.path):
            self.ignored(entry.path, f"the same file as {same}")
            return True
        return False

    def _of_indexes(self) -> "list[ZoneFile | Declared]":
        """Return the zones that indexes name."""
        zones: list[ZoneFile | Declared] = [*self.found.zones, *self.found.declared]
        return [zone for zone in zones if zone.index is not None]

    def is_contradicted(self, entry: "Entry", text: str, told: "Told") -> bool:
        """Tell whether the file name spells another origin than the text gives; it is a problem, and no zone is read.

        Both zones are declared: what they hold is not known. No problem is that of the zone of the text an index lacks
        the file, and that it knows none of the other name.
        """
        origin, by_what, at, _ = told
        spelled = name_contradicts(entry.name, text, origin)
        if spelled is None:
            return False
        if origin in self._elsewhere.without_file() and not any(spelled == zone.origin for zone in self._of_indexes()):
            return False
        end = text.find("\n", at)
        span = Lines(text).span(at, end if end >= 0 else len(text))
        place = Place.at(text_source(entry.real_path, source=self.tree.source), span)
        message = f"the file is named after {spelled} and its {by_what} says {origin}"
        help = what_to_settle(text, told, spelled)
        self.found.problems.append(Problem("conflicting-origin", message, place.source, place.span, help))
        self.found.declared += [Declared(name, None, PRIMARY, place) for name in (origin, spelled)]
        self.ignored(entry.path, f"it is not clear whether it holds {origin} or {spelled}")
        return True

    def add_explicit(self, entry: "Entry") -> None:
        """Add a file that was named explicitly, which any readable record makes a zone.

        Raises NothingToLint if it is none.
        """
        shown = display_path(entry.path)
        self._horizons.explicit.add(entry.real_path)
        if self.add_explicit_list(entry, shown):
            return
        if self.lone is not None and is_yaml(entry.name):
            self.lone.add_explicit(entry)
            return
        try:
            text = self.texts.whole(entry.real_path)
        except OSError as error:
            raise NothingToLint(f"{shown} cannot be read: {error.strerror or error}") from None
        except UnreadableError as error:
            if not self.report_not_text(entry, str(error)):
                raise NothingToLint(f"{shown} is {error}") from None
            self.ignored(entry.path, str(error))
            return
        from zonelint.discovery.other_sources import program_in

        why = state_of_a_server(entry.name, text) or program_in(entry.name, text) or of_dig(text)
        is_text = is_foreign(entry.name) and not looks_like_a_zone(text)  # a README that shows some records
        if why or is_text or not (name_says_zone(entry.name) or has_record(text) or has_soa(text)):
            why = why or self.passed_over(entry) or "neither its name nor what it begins with says so"
            raise NothingToLint(f"{shown} is not a zone file: {why}")
        self.add_candidate(entry)

    def add_explicit_list(self, entry: "Entry", shown: str) -> bool:
        """Add the zones of a file of record lists that was named explicitly; tells whether it is one.

        Raises NothingToLint if none of its records tells its zone.
        """
        lists = self.lists(entry)
        try:
            form = lists.format_of(entry) if lists is not None else None
            if lists is None or form is None:
                return False
            why = lists.add(entry, form)
        except (OSError, UnreadableError):
            return False
        if why:
            raise NothingToLint(f"{shown} is not a zone file: {why}")
        return True
