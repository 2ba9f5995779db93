"""What a run does not know of the world outside the zones, and the rounds in which it is learnt.

The rules run, and the look-ups that ended UNKNOWN are asked. What was learnt answers in the next run, which may lead
on: a PTR gives a name, whose addresses are to be asked for then. This goes on until nothing new comes up.
"""

from zonelint.config.today import today
from zonelint.dns.namespace import NODATA, NXDOMAIN, UNKNOWN
from zonelint.dns.places import Absence
from zonelint.dns.zone import Zone
from zonelint.files.snapshot_texts import Snapshot, by_name, line_of, read_snapshot, sort_key
from zonelint.lint.engine import findings_of
from zonelint.lint.failures import Failures
from zonelint.mail.internal import is_private_question
from zonelint.mail.iprev import judge
from zonelint.readers.master.masterfile import MasterFileReader, source_of_octets
from zonelint.snapshot.resolver import FAILED, Reply
from zonelint.snapshot.shares import Shares

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from zonelint.dns.zone import Record
    from zonelint.files.snapshot_texts import Entry, Question
    from zonelint.lint.rule import Rule
    from zonelint.lint.view import View
    from zonelint.lint.views import Views

    Ask = Callable[[Sequence[Question]], list[Reply]]

MAX_ROUNDS = 20
"""How often what was learnt may lead on. An SPF record has at most ten terms that look names up (RFC 7208 4.6.4)."""
_TOO_MANY = "it was not asked: one name leads to too many questions"
_TTL = "$TTL 3600\n"


class Inquiry:
    """What is asked about the world outside of the zones, and what is learnt of it.

    views      what was read, and what was learnt so far is assumed
    by_hand    what is assumed besides: not the records of the earlier snapshot
    rules      the rules whose look-ups count
    earlier    what an earlier run wrote; its entries stay where a question fails
    asked      every question so far, in order; those that are over a name's share are not among them
    failed     question -> why it has no answer
    absences   (name, type) -> ``"NXDOMAIN"`` or ``"NODATA"``
    records    what was learnt, with what is kept of `earlier`
    kept       those that stand there only because their question failed
    refused    record -> why no master file can hold it
    shares     how many questions each name may lead to
    failures   the rules that failed: what they would have looked up is not asked for
    """

    def __init__(self, views: "Views", by_hand: "Sequence[Zone]", rules: "Collection[Rule]", earlier: Snapshot) -> None:
        self.by_hand = list(by_hand)
        self.rules = list(rules)
        self.settings = views.settings
        self.earlier = earlier
        self.asked: list[Question] = []
        self.failed: dict[Question, str] = {}
        self.absences: dict[Question, str] = {}
        self.records: dict[Entry, None] = {}
        self.kept: set[Entry] = set()
        self.refused: dict[Entry, str] = {}
        self.shares = Shares()
        self.failures = Failures()
        self._settled: set[Question] = set()
        self._rrsets: set[Question] = set()
        self._learnt = Zone(".", None)
        self.views = views.assuming([*self.by_hand, self._learnt])
        self._unaided = self.views.namespaces

    def questions(self, can_ask: "Callable[[str], bool]") -> "list[Question]":
        """Return the look-ups that end UNKNOWN by what is known now and that were not asked yet, sorted.

        A chain of aliases counts as the look-up at its end, for the loaded zones know the way up to there. Nobody is
        asked about the inside.
        """
        found: set[Question] = set()
        for view in self.views:
            self._look_everything_up(view)
            for name, rtype in view.namespace.undecided_questions():
                answer = view.namespace.lookup(name, rtype)
                if answer.status == UNKNOWN:
                    found.add((answer.name, rtype))
        found -= self._settled
        marked = self.settings.internal.names
        return [
            question
            for question in by_name(found)
            if can_ask(question[1]) and not is_private_question(question[0], marked)
        ]

    def _look_everything_up(self, view: "View") -> None:
        """Do what the commands `check` and `senders` do, for the sake of the look-ups that it takes."""
        for _ in findings_of(view, self.rules, self.failures):
            pass
        for sender in view.mail.all_senders():
            judge(sender.address, view.reverse)

    def learn(self, questions: "Sequence[Question]", ask: "Ask") -> None:
        """Ask the `questions`, and let what is learnt answer from now on."""
        allowed, left = self.shares.share(questions)
        replies = list(zip(allowed, ask(allowed), strict=True))
        replies += [(question, Reply(FAILED, question[0], (), _TOO_MANY)) for question in left]
        self.asked += allowed
        self._settled.update(questions)
        for question, reply in replies:
            if reply.status != FAILED:
                self._note(question, reply)
        for question, reply in replies:
            if reply.status == FAILED:
                self._keep(question, reply.why)
        self._learnt = self._read_back()
        self.views = self.views.assuming([*self.by_hand, self._learnt])

    def _keep(self, question: "Question", why: str) -> None:
        """Note that a question failed: the entries of the earlier file stay."""
        self.failed[question] = why
        name, rtype = question
        for kept_type in (rtype, "CNAME"):
            kept = self.earlier.rrset(name, kept_type)
            if kept and (name, kept_type) not in self._rrsets:
                self._rrsets.add((name, kept_type))
                self.records.update(dict.fromkeys(kept))
                self.kept.update(kept)
                self.shares.lead(name, kept_type, [rdata for *_, rdata in kept])
                return
        if question in self.earlier.absences:
            self.absences[question] = self.earlier.absences[question][0]

    def _note(self, question: "Question", reply: "Reply") -> None:
        """Note the RRsets of the chain, as far as the loaded zones do not tell of them themselves."""
        name, rtype = question
        for owner, link_type, rdatas in reply.links:
            if owner != name and not self._is_open(owner, rtype):
                return
            self.shares.lead(name, link_type, rdatas)
            if (owner, link_type) not in self._rrsets:
                self._rrsets.add((owner, link_type))
                self.records.update(dict.fromkeys((owner, link_type, rdata) for rdata in rdatas))
            self._settled.add((owner, rtype))
        if reply.status in (NODATA, NXDOMAIN) and (reply.name == name or self._is_open(reply.name, rtype)):
            self.absences[reply.name, rtype] = reply.status
            self._settled.add((reply.name, rtype))

    def _is_open(self, name: str, rtype: str) -> bool:
        """Tell whether, without what was learnt, a look-up is UNKNOWN at this very name."""
        answers = [namespace.lookup(name, rtype) for namespace in self._unaided]
        return any(answer.status == UNKNOWN and answer.name == name for answer in answers)

    def _read_back(self) -> Zone:
        """Return the zone that `assume` would make of the records, and leave out those that it would not take."""
        entries = sorted(self.records, key=sort_key)
        while True:
            text = _TTL + "".join(line_of(entry) + "\n" for entry in entries)
            zone = read_text(text)
            wrong = {problem.span.line - 2: problem.message for problem in zone.problems}
            if not wrong:
                break
            # A problem of no record's line would come again for ever.
            self.refused.update((entry, wrong[n]) for n, entry in enumerate(entries) if n in wrong)
            left = [entry for n, entry in enumerate(entries) if n not in wrong]
            entries = left if len(left) < len(entries) else []
        self.records = dict.fromkeys((record.owner, record.type, record.rdata) for record in records_of(zone))
        day = today().isoformat()
        zone.absences = {question: Absence(status, day) for question, status in self.absences.items()}
        return zone

    # -- what has become of the earlier entries ----------------------------------------------------------------------

    def dropped(self) -> "list[Question]":
        """Return the RRsets of the earlier file that nothing asks for any more, sorted; none if a rule failed."""
        return [] if self.failures else self._unasked()

    def _unasked(self) -> "list[Question]":
        owners = {name for name, _ in self._settled}
        old = self.earlier.questions | set(self.earlier.absences)
        known = {entry[:2] for entry in self.records} | self._settled
        return [
            question
            for question in by_name(old - known)
            if question[1] != "CNAME" or question[0] not in owners  # an alias that is none any more was asked for
        ]

    def left_alone(self) -> Snapshot:
        """Return the entries of the earlier file that stay because a rule failed, which might have asked for them."""
        left = Snapshot()
        unasked = set(self._unasked()) if self.failures else set()
        left.records = {entry: day for entry, day in self.earlier.records.items() if entry[:2] in unasked}
        left.absences = {question: day for question, day in self.earlier.absences.items() if question in unasked}
        return left

    def gone(self) -> "list[Question]":
        """Return the RRsets of the earlier file that do not exist any more, sorted."""
        return [question for question in by_name(self.earlier.questions) if question in self.absences]


def read_text(text: str) -> Zone:
    """Return the zone of assumed records that a reader makes of `text`."""
    octets = text.encode("utf-8", "surrogateescape")
    zone = Zone(".", source_of_octets(octets, "snapshot"), None, "assumed", "assume")
    assert zone.source is not None
    MasterFileReader(zone, None).read(zone.source, octets)
    return zone


def read_file(text: str) -> Snapshot:
    """Return what the `text` of an earlier file holds; what cannot be read in it is left out."""
    return read_snapshot(text, records_of(read_text(text)))


def records_of(zone: Zone) -> "list[Record]":
    """Return all records of `zone`, sorted as the file is."""
    records = [record for rtype in zone.types for record in zone.records(rtype)]
    return sorted(records, key=lambda record: sort_key((record.owner, record.type, record.rdata)))


def dated(inquiry: Inquiry, day: str, is_fresh: "Callable[[str | None], bool]") -> Snapshot:
    """Return the entries with their days.

    What was seen now has the `day`, or the earlier one if that `is_fresh`, so that a file changes only where there is
    something new. What was kept because the question failed has the earlier one in any case.
    """
    snapshot = inquiry.left_alone()
    for entry in inquiry.records:
        before = inquiry.earlier.records.get(entry)
        kept = before is not None and (is_fresh(before) or entry in inquiry.kept)
        snapshot.records[entry] = before if kept else day
    for question, status in inquiry.absences.items():
        old_status, before = inquiry.earlier.absences.get(question, ("", None))
        kept = old_status == status and before is not None and (is_fresh(before) or question in inquiry.failed)
        snapshot.absences[question] = (status, before if kept and before is not None else day)
    return snapshot
