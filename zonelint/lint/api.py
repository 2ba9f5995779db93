"""All that a rule imports of zonelint: the names in `__all__`, by subject.

A rule's module imports from here, from its package's own helpers and from the standard library. What is here keeps its
meaning from one version to the next; what lies behind it may move. What few runs need is imported when a rule asks for
it (PEP 562): to import one rule is not to import the evaluation of SPF.
"""

from zonelint.dns.answers import FOUND, LOOP, NODATA, NXDOMAIN, UNKNOWN, AddressAnswer, Answer
from zonelint.dns.hostnames import are_plain, is_hostname, is_mailbox
from zonelint.dns.misnamed import in_reverse_order, is_turned, right_spelling
from zonelint.dns.names import (
    IN_ADDR_ARPA,
    IP6_ARPA,
    MAX_NAME_OCTETS,
    address_of,
    canonical_address,
    enclosing,
    first_label,
    is_address,
    is_at_or_below,
    is_below,
    is_reverse,
    labels,
    parent,
    relative_to,
    reverse_name,
    unescape,
)
from zonelint.dns.namespace import Namespace, Step
from zonelint.dns.one_zone import top_cut
from zonelint.dns.origin_lines import OriginLines
from zonelint.dns.patterns import late
from zonelint.dns.places import Problem, SourceFile, Span
from zonelint.dns.public_suffixes import has_public_suffix
from zonelint.dns.special_networks import Networks, is_documentation, is_inside, is_loopback, why_not_public
from zonelint.dns.spelled import FIELDS, twice
from zonelint.dns.txt import SPF_VERSION
from zonelint.dns.txt import strings as txt_strings
from zonelint.dns.txt import text_of as txt_text
from zonelint.dns.zone import ANY, TARGET_FIELD, TTL_INHERITED, UPDATED, Place, Record, Zone
from zonelint.files.dialects import dialect
from zonelint.files.origins import FROM_NAME
from zonelint.files.paths import line_span
from zonelint.files.zone_files import NO_ORIGIN, PRIMARY
from zonelint.lint.findings import ERROR, INFO, MOST_RELATED, WARNING, Finding, Related, relate
from zonelint.lint.fix import ANY_TTL, Add, Arrange, Change, Drop, Edit, Fix, Remove, Rewrite
from zonelint.lint.options import Option
from zonelint.lint.rule import Context
from zonelint.mail.find_senders import Sender, is_service_name
from zonelint.mail.internal import is_documentation_name, is_example_name, is_internal_name, is_only_inside
from zonelint.mail.iprev import why_none, zone_to_load
from zonelint.mail.organizations import has_policy_of_registry, organizational_domain
from zonelint.mail.policies import BIMI, DKIM, DMARC, MTA_STS, TLS_RPT, Policy, domain_of
from zonelint.mail.policies import VERSIONS as POLICY_VERSIONS
from zonelint.mail.senders import SPF as EVIDENCE_SPF
from zonelint.mail.spf.grammar import MECHANISMS as SPF_MECHANISMS
from zonelint.mail.spf.grammar import read_term
from zonelint.mail.spf.policy import Fault as SpfFault
from zonelint.mail.spf.policy import SpfPolicy, is_term, lets_somebody_pass
from zonelint.mail.spf.policy import Term as SpfTerm
from zonelint.mail.spf.records import SpfDomain, absolute_domain, inner_records
from zonelint.mail.spf.results import MAX_HOSTS as SPF_MAX_HOSTS
from zonelint.mail.spf.results import MAX_LOOKUPS as SPF_MAX_LOOKUPS
from zonelint.mail.spf.results import MAX_VOID_LOOKUPS as SPF_MAX_VOID_LOOKUPS
from zonelint.mail.tag_lists import Fault as TagFault
from zonelint.mail.tag_lists import Tag, TagList, shorten, split_list, tag_list
from zonelint.mail.txt_records import HEAD as TXT_HEAD
from zonelint.mail.txt_records import is_spf, kind_of_owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.config.today import moment, today
    from zonelint.dns.differences import RecordChange, ZoneDifference
    from zonelint.dns.serials import MAX_STEP as MAX_SERIAL_STEP
    from zonelint.dns.serials import day_of as day_of_serial
    from zonelint.dns.serials import is_newer as is_newer_serial
    from zonelint.dns.serials import last_of_day as last_serial_of_day
    from zonelint.dns.serials import next_serial
    from zonelint.dns.typos import is_one_letter_off
    from zonelint.files.snapshot_texts import day_written, days_between, is_day, seen_on
    from zonelint.lint.causes import related_change
    from zonelint.lint.change import ViewChange
    from zonelint.lint.problems import findings_of_problems
    from zonelint.mail.dkim_keys import Key as DkimKey
    from zonelint.mail.dkim_keys import read_key
    from zonelint.mail.mta_sts import NONE as MTA_STS_NONE
    from zonelint.mail.mta_sts import TESTING as MTA_STS_TESTING
    from zonelint.mail.mta_sts import DeclaredPolicy
    from zonelint.mail.spf.addresses import address_of_number, range_of, union
    from zonelint.mail.spf.check import SpfResult, check_host
    from zonelint.mail.spf.costs import Cost as SpfCost
    from zonelint.mail.spf.costs import SpfCosts
    from zonelint.mail.text_places import place_in_text
    from zonelint.readers.tree.nodes import SAYS_THE_SAME

__all__ = [
    # A check gets a Context, and for each record a Record; it yields Findings.
    "Context",  # what one rule sees of one view: zones, senders, settings, its own options
    "Finding",  # one defect; made by Context.finding
    "Related",  # another place that belongs to a finding, and how
    "relate",  # makes one of a record
    "Fix",  # what would mend a finding: its steps, and whether it is safe
    "Add",  # the steps: write a record into a zone
    "Remove",  # delete one
    "Change",  # write another word into one
    "ANY_TTL",  # of a record that is to come, where the file says which it is
    "Rewrite",  # write another text into a file
    "Arrange",  # put the keys of a YAML mapping in order
    "Drop",  # delete an entry of a YAML mapping that changes no record
    "Edit",  # what becomes of a step: other octets in a file
    "MOST_RELATED",  # so many are enough for one finding
    "ERROR",  # severities
    "WARNING",
    "INFO",
    "Option",  # of the constant OPTIONS: a default, a range and what it means
    # What was read, and where it stands.
    "Record",  # owner, type, TTL, RDATA, file and line
    "Zone",  # the records of one origin
    "Place",  # where a finding stands: a record or one field of it, or a span of a file
    "Span",  # line and column, to line and column
    "SourceFile",  # a text that records were read from
    "Problem",  # what a reader could not accept
    "findings_of_problems",  # what readers noted for a rule; one with PROBLEMS = True needs no check for it
    "SAYS_THE_SAME",  # how a problem's help ends where what stands twice in a YAML or JSON file is the same
    "line_span",  # the span of a line, without the blanks around it
    "OriginLines",  # finds the $ORIGIN that stands above a record
    "FROM_NAME",  # Zone.origin_from where the file's name says the origin
    "dialect",  # how the server of a zone reads master files
    "PRIMARY",  # Zone.origin_from of a zone that an index names with a file of its own, which is not here
    "NO_ORIGIN",  # how the reason begins why a file is passed over that looks like a zone and does not say of what
    "UPDATED",  # why a zone that updates change is incomplete
    "TTL_INHERITED",  # a bit of Record.flags: no TTL is written at the record
    "TARGET_FIELD",  # type -> the word of its RDATA that is the name it leads to
    # Look-ups, as the servers of the loaded zones would answer.
    "Namespace",  # all zones of one view: lookup, addresses, reverse, zone_of
    "Answer",  # what a look-up says: status, records, the steps on the way
    "AddressAnswer",  # the same for A and AAAA together
    "Step",  # a step of the way: an alias, a wildcard
    "FOUND",  # the statuses
    "NODATA",
    "NXDOMAIN",
    "LOOP",
    "UNKNOWN",
    "ANY",  # every type
    "top_cut",  # the name that takes another out of a zone's authority
    # Names: absolute text in lower case.
    "labels",  # leftmost first
    "enclosing",  # the nearest of some names at or above a name
    "first_label",
    "parent",  # without the leftmost label
    "is_below",
    "is_at_or_below",
    "relative_to",  # as a zone file writes it below an origin
    "unescape",  # the octets behind escapes
    "MAX_NAME_OCTETS",  # of a whole name
    "is_hostname",  # of letters, digits and hyphens
    "is_mailbox",  # the same behind any first label
    "twice",  # the name of a zone twice in a row, as owners without final dot end
    "FIELDS",  # the start of owners that may be spelled like a class, a TTL or the sign of a comment
    "are_plain",  # whether all are host names, told at little cost
    "is_service_name",  # has a label that begins with an underscore
    "is_documentation_name",  # is set aside for manuals
    "is_example_name",  # is that of manuals and exercises, set aside for them or not
    "is_internal_name",  # lies in no domain of the public DNS
    "is_only_inside",  # the same, or a single label
    "is_one_letter_off",  # of two words: one letter more, less or other
    "organizational_domain",  # by the Public Suffix List
    "has_public_suffix",  # ends in what that list knows
    "has_policy_of_registry",  # a registry's DMARC policy holds for it
    # Addresses and reverse names.
    "is_address",  # of any text
    "canonical_address",  # as it is usually written
    "reverse_name",  # of an address
    "address_of",  # of a full reverse name
    "is_reverse",  # below in-addr.arpa or ip6.arpa
    "IN_ADDR_ARPA",
    "IP6_ARPA",
    "in_reverse_order",  # the name of a reverse zone, by the addresses of the set
    "is_turned",  # whether one name of a reverse zone is the other in forward order
    "right_spelling",  # of a reverse zone whose name has a slip
    "why_none",  # why a PTR counts as none for a receiver
    "zone_to_load",  # that would tell of a name or an address
    "Networks",  # a set of networks, asked for the smallest that holds an address
    "why_not_public",  # "private, RFC 1918"
    "is_inside",  # private, shared, loopback, link-local
    "is_loopback",
    "is_documentation",  # set aside for manuals and benchmarks
    # Who sends mail.
    "Sender",  # an address that does, with the evidence
    "EVIDENCE_SPF",  # the kind of evidence that an SPF record is
    # TXT records that say something about mail.
    "txt_text",  # the strings of a TXT record, joined
    "txt_strings",  # each for itself
    "TXT_HEAD",  # so many characters of RDATA hold the version
    "place_in_text",  # the place of some characters of the joined strings
    "is_spf",  # a TXT record is an SPF record
    "Policy",  # one TXT record at the name of a policy, with its tags
    "DMARC",  # the kinds of policy
    "DKIM",
    "MTA_STS",
    "TLS_RPT",
    "BIMI",
    "POLICY_VERSIONS",  # kind -> the value of its tag v
    "domain_of",  # the domain that a policy speaks for
    "kind_of_owner",  # the kind of policy that stands at a name
    "TagList",  # `v=…; p=…`: DMARC, DKIM and the like
    "Tag",  # one tag: name, value, where it stands
    "TagFault",  # what is wrong with a list of tags
    "tag_list",  # reads one
    "split_list",  # the parts of a value that is a list
    "shorten",  # cuts a text for a message
    "DkimKey",  # the public key of a DKIM record
    "read_key",  # reads one
    "DeclaredPolicy",  # the policy file of MTA-STS that the configuration names
    "MTA_STS_NONE",  # its modes
    "MTA_STS_TESTING",
    # SPF (RFC 7208).
    "SpfDomain",  # a domain with exactly one SPF record
    "SpfPolicy",  # an SPF record, read
    "SpfTerm",  # a mechanism or modifier of it
    "SpfFault",  # a word of it that is none
    "SPF_VERSION",  # how an SPF record begins
    "SPF_MECHANISMS",  # the names of all
    "read_term",  # reads a word
    "is_term",  # the word is a term
    "absolute_domain",  # the name that a term says
    "lets_somebody_pass",  # the term names somebody who may send
    "inner_records",  # the includes and redirects that are reached
    "check_host",  # what a receiver makes of a client
    "SpfResult",  # and why
    "SpfCosts",  # how much of the limits each record takes
    "SpfCost",  # that of one record
    "SPF_MAX_LOOKUPS",  # the limits
    "SPF_MAX_VOID_LOOKUPS",
    "SPF_MAX_HOSTS",
    "range_of",  # the first and last number of a network
    "union",  # of such ranges
    "address_of_number",  # back to text
    # What a change does to the zones; Context.change is a ViewChange, or None where nothing is compared.
    "ViewChange",  # what it does to one view: differences, zones, removed
    "ZoneDifference",  # a zone before and after, and its changes
    "RecordChange",  # a record before and after; None where there is none
    "related_change",  # makes a related place of one
    # Serials (RFC 1982).
    "is_newer_serial",  # as a secondary compares them
    "next_serial",  # the one to write after another
    "day_of_serial",  # the day that one spells: YYYYMMDDnn
    "last_serial_of_day",
    "MAX_SERIAL_STEP",  # the most that may be added at once
    # Days.
    "today",  # the day of the run
    "moment",  # the moment of the run
    "is_day",  # a text is a day of the calendar
    "days_between",
    "seen_on",  # the day in the comment of an assumed record
    "day_written",  # what stands in its place
    # Regular expressions.
    "late",  # one that is compiled when it is first used
]

_LATE = {
    "moment": ("zonelint.config.today", "moment"),
    "today": ("zonelint.config.today", "today"),
    "is_one_letter_off": ("zonelint.dns.typos", "is_one_letter_off"),
    "RecordChange": ("zonelint.dns.differences", "RecordChange"),
    "ZoneDifference": ("zonelint.dns.differences", "ZoneDifference"),
    "MAX_SERIAL_STEP": ("zonelint.dns.serials", "MAX_STEP"),
    "day_of_serial": ("zonelint.dns.serials", "day_of"),
    "is_newer_serial": ("zonelint.dns.serials", "is_newer"),
    "last_serial_of_day": ("zonelint.dns.serials", "last_of_day"),
    "next_serial": ("zonelint.dns.serials", "next_serial"),
    "related_change": ("zonelint.lint.causes", "related_change"),
    "ViewChange": ("zonelint.lint.change", "ViewChange"),
    "day_written": ("zonelint.files.snapshot_texts", "day_written"),
    "days_between": ("zonelint.files.snapshot_texts", "days_between"),
    "is_day": ("zonelint.files.snapshot_texts", "is_day"),
    "seen_on": ("zonelint.files.snapshot_texts", "seen_on"),
    "findings_of_problems": ("zonelint.lint.problems", "findings_of_problems"),
    "DkimKey": ("zonelint.mail.dkim_keys", "Key"),
    "read_key": ("zonelint.mail.dkim_keys", "read_key"),
    "MTA_STS_NONE": ("zonelint.mail.mta_sts", "NONE"),
    "MTA_STS_TESTING": ("zonelint.mail.mta_sts", "TESTING"),
    "DeclaredPolicy": ("zonelint.mail.mta_sts", "DeclaredPolicy"),
    "address_of_number": ("zonelint.mail.spf.addresses", "address_of_number"),
    "range_of": ("zonelint.mail.spf.addresses", "range_of"),
    "union": ("zonelint.mail.spf.addresses", "union"),
    "SpfResult": ("zonelint.mail.spf.check", "SpfResult"),
    "check_host": ("zonelint.mail.spf.check", "check_host"),
    "SpfCost": ("zonelint.mail.spf.costs", "Cost"),
    "SpfCosts": ("zonelint.mail.spf.costs", "SpfCosts"),
    "place_in_text": ("zonelint.mail.text_places", "place_in_text"),
    "SAYS_THE_SAME": ("zonelint.readers.tree.nodes", "SAYS_THE_SAME"),
}
"""The names that are imported when a rule asks for them -> their module, and the name there."""


def __getattr__(name: str) -> object:
    """Return what is imported late, and keep it."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from zonelint.dns.modules import module_at

    module, there = _LATE[name]
    value: object = getattr(module_at(module), there)
    globals()[name] = value
    return value
