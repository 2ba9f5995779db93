"""What `--base` reports of changes as people make them, and `changes` of mail: every finding, cause and effect.

A finding is written as rule, path and line. What causes it comes after it, each with `<-` before its place: in the
files as they were if that begins with `before`. An effect on mail is a sender's verdict before and after, with the
domains that it sends for, or what SPF and MX records gain (+), lose (-) or may have lost (?).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from change_sets import MIXED, VIEWS, ZONES, Edits, edited, plus, put, without
from commandline import CommandLine
from repositories import commit, git, new_repository

ORIGINE = "zones/origine.example.zone"
REVERSE = "zones/2.3.4.in-addr.arpa.zone"
CLASSLESS = "zones/128-28.rev"
LAB = "zones/lab.origine.example.zone"
PARTENAIRE = "zones/partenaire.example.zone"
BOUTIQUE = "zones/boutique.example.zone"
USUAL = "zones/parts/usual"
CONFIG = ".zonelint.toml"


def zone(origin: str, *lines: str) -> str:
    """Return a zone of these `lines` after its SOA and NS records, which take five lines."""
    servers = "@ NS ns1.origine.example.\n@ NS ns2.origine.example.\n"
    head = f"$ORIGIN {origin}\n$TTL 1h\n@ SOA ns1.origine.example. hostmaster.origine.example. 1 8h 2h 4w 1h\n"
    return head + servers + "".join(f"{line}\n" for line in lines)


class Change(NamedTuple):
    """A change of one of the sets, and what it brings.

    what     the change, in words
    files    the set before
    edits    path -> what becomes of the file
    new      the findings that it brings
    mail     what it does to mail
    options  of the command line, besides --base
    serials  whether the zones that it edits get a new serial
    """

    what: str
    files: Mapping[str, str]
    edits: Edits
    new: list[str]
    mail: Sequence[str] = ()
    options: tuple[str, ...] = ()
    serials: bool = True


def moved(path: str, to: str, files: Mapping[str, str] = ZONES) -> dict[str, str | None]:
    """Return the edits that give the file `path` of `files` the name `to`."""
    return {path: None, to: files[path]}


def turned(text: str) -> str:
    """Return a master file with the same records in another order, after $ORIGIN, $TTL and the records of the apex."""
    lines = text.splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines[3:], start=3) if not line.startswith(" "))
    return "".join([*lines[:start], *reversed(lines[start:])])


def spaced(text: str) -> str:
    """Return a text with comments and empty lines between its lines."""
    return "; a word\n\n" + text.replace("\n", "\n; another word\n\n")


CHANGES = [
    # -- changes that bring nothing
    Change("nothing at all", ZONES, {}, []),
    Change("comments and empty lines", ZONES, {ORIGINE: spaced, REVERSE: spaced}, []),
    Change("records in another order", ZONES, {ORIGINE: turned, REVERSE: turned}, []),
    Change(
        "files with other names", ZONES, moved(ORIGINE, "zones/origine") | moved(CLASSLESS, "zones/rfc2317.zone"), []
    ),
    Change(
        "files in another folder",
        ZONES,
        moved(ORIGINE, "dns/o/origine.example.zone") | moved(REVERSE, "dns/r/2.3.4.in-addr.arpa.zone"),
        [],
    ),
    Change(
        "names in full and in capitals",
        ZONES,
        {ORIGINE: put("mail       A", "MAIL.origine.example. IN A", "10 mail\n", "10 Mail.ORIGINE.example.\n")},
        [],
    ),
    Change(
        "a host with its PTR",
        ZONES,
        {ORIGINE: plus("new A 4.3.2.10"), REVERSE: plus("10 PTR new.origine.example.")},
        [],
    ),
    Change("an old finding mended", ZONES, {ORIGINE: without("legacy")}, []),
    Change(
        "a host with all that leads to it",
        ZONES,
        {ORIGINE: put("a:relay.origine.example ", "", "relay      A      4.3.2.4\n", ""), REVERSE: without("4 ")},
        [],
        ["4.3.2.4 ok -> none for origine.example.", "origine.example. spf -4.3.2.4/32"],
    ),
    Change(
        "a line moved to the included file",
        ZONES,
        {BOUTIQUE: put("      MX   10 mx\n", ""), USUAL: plus("@ MX 10 mx")},
        [],
    ),
    Change("another TTL", ZONES, {ORIGINE: put("$TTL 1h", "$TTL 2h")}, []),
    # -- reverse names, in another file than the host
    Change(
        "the PTR of a sender removed",
        ZONES,
        {REVERSE: without("1 ")},
        ["mail-sender-without-ptr zones/origine.example.zone:11", "<- before zones/2.3.4.in-addr.arpa.zone:6"],
        ["4.3.2.1 ok -> broken for origine.example."],
    ),
    Change(
        "the PTR of a sender that SPF names removed",
        ZONES,
        {REVERSE: without("4 ")},
        ["mail-sender-without-ptr zones/origine.example.zone:12", "<- before zones/2.3.4.in-addr.arpa.zone:9"],
        ["4.3.2.4 ok -> broken for origine.example."],
    ),
    Change(
        "the PTR of another domain's sender removed",
        ZONES,
        {REVERSE: without("16 ")},
        ["mail-sender-without-ptr zones/partenaire.example.zone:10", "<- before zones/2.3.4.in-addr.arpa.zone:12"],
        ["4.3.2.16 ok -> broken for origine.example. partenaire.example."],
    ),
    Change(
        "the PTR of a plain host removed",
        ZONES,
        {REVERSE: without("7 ")},
        ["address-without-ptr zones/origine.example.zone:14", "<- before zones/2.3.4.in-addr.arpa.zone:10"],
    ),
    Change(
        "a PTR that leads elsewhere",
        ZONES,
        {REVERSE: put("mail.origine", "ns1.origine")},
        ["mail-sender-ptr-unconfirmed zones/origine.example.zone:11", "<- before zones/2.3.4.in-addr.arpa.zone:6"],
        ["4.3.2.1 ok -> broken for origine.example."],
    ),
    Change(
        "a PTR of two",
        ZONES,
        {REVERSE: plus("1 PTR ns2.origine.example.")},
        ["mail-sender-multiple-ptr zones/2.3.4.in-addr.arpa.zone:16"],
        ["4.3.2.1 ok -> unknown for origine.example."],
    ),
    Change(
        "a host with a new address",
        ZONES,
        {ORIGINE: put("mail       A      4.3.2.1\n", "mail       A      4.3.2.5\n")},
        ["ptr-address-mismatch zones/2.3.4.in-addr.arpa.zone:6", "<- before zones/origine.example.zone:11"],
        [
            "4.3.2.5 none -> broken for origine.example.",
            "4.3.2.1 ok -> none for origine.example.",
            "origine.example. spf +4.3.2.5/32 -4.3.2.1/32",
            "origine.example. mx +4.3.2.5 -4.3.2.1",
        ],
    ),
    Change(
        "a host renamed, its PTR not",
        ZONES,
        {ORIGINE: put("relay ", "smtp  ", "a:relay", "a:smtp")},
        ["mail-sender-ptr-unconfirmed zones/origine.example.zone:12"],
        ["4.3.2.4 ok -> broken for origine.example."],
    ),
    Change(
        "a host removed, its PTR left",
        ZONES,
        {LAB: without("host")},
        ["ptr-target-without-address zones/2.3.4.in-addr.arpa.zone:11", "<- before zones/lab.origine.example.zone:6"],
    ),
    Change(
        "a new host without PTR",
        ZONES,
        {ORIGINE: plus("new A 4.3.2.10")},
        ["address-without-ptr zones/origine.example.zone:20"],
    ),
    Change(
        "a second address without PTR",
        ZONES,
        {ORIGINE: plus("mail A 4.3.2.11")},
        ["mail-sender-without-ptr zones/origine.example.zone:20"],
        [
            "4.3.2.11 none -> broken for origine.example.",
            "origine.example. spf +4.3.2.11/32",
            "origine.example. mx +4.3.2.11",
        ],
    ),
    Change(
        "the CNAME of a classless PTR removed",
        ZONES,
        {REVERSE: without("129")},
        [
            "classless-ptr-unlinked zones/128-28.rev:6",
            "<- before zones/2.3.4.in-addr.arpa.zone:15",
            "mail-sender-without-ptr zones/boutique.example.zone:6",
            "<- before zones/2.3.4.in-addr.arpa.zone:15",
        ],
        ["4.3.2.129 ok -> broken for boutique.example."],
    ),
    Change(
        "the classless PTR removed",
        ZONES,
        {CLASSLESS: without("129")},
        ["mail-sender-without-ptr zones/boutique.example.zone:6", "<- before zones/128-28.rev:6"],
        ["4.3.2.129 ok -> broken for boutique.example."],
    ),
    Change(
        "the classless zone no longer delegated",
        ZONES,
        {REVERSE: without("128/28", "128/28", "129")},
        [
            "classless-ptr-unlinked zones/128-28.rev:6",
            "<- before zones/2.3.4.in-addr.arpa.zone:13",
            "<- before zones/2.3.4.in-addr.arpa.zone:14",
            "mail-sender-without-ptr zones/boutique.example.zone:6",
            "<- before zones/2.3.4.in-addr.arpa.zone:15",
        ],
        ["4.3.2.129 ok -> broken for boutique.example."],
    ),
    # -- zones that come, go and change their names
    Change(
        "the classless zone removed",
        ZONES,
        {CLASSLESS: None},
        ["zone-removed zones/128-28.rev:1"],
        ["4.3.2.129 ok -> unknown for boutique.example."],
    ),
    Change(
        "the reverse zone removed",
        ZONES,
        {REVERSE: None, "zones/3.4.in-addr.arpa.zone": zone("3.4.in-addr.arpa.")},
        [
            "classless-ptr-unlinked zones/128-28.rev:6",
            "<- before zones/2.3.4.in-addr.arpa.zone:13",
            "<- before zones/2.3.4.in-addr.arpa.zone:14",
            "zone-removed zones/2.3.4.in-addr.arpa.zone:1",
            "mail-sender-without-ptr zones/boutique.example.zone:6",
            "<- before zones/2.3.4.in-addr.arpa.zone:15",
            "address-without-ptr zones/lab.origine.example.zone:6",
            "<- before zones/2.3.4.in-addr.arpa.zone:11",
            "mail-sender-without-ptr zones/origine.example.zone:11",
            "<- before zones/2.3.4.in-addr.arpa.zone:6",
            "mail-sender-without-ptr zones/origine.example.zone:12",
            "<- before zones/2.3.4.in-addr.arpa.zone:9",
            "mail-sender-without-ptr zones/partenaire.example.zone:10",
            "<- before zones/2.3.4.in-addr.arpa.zone:12",
        ],
        [
            "4.3.2.1 ok -> broken for origine.example.",
            "4.3.2.4 ok -> broken for origine.example.",
            "4.3.2.16 ok -> broken for origine.example. partenaire.example.",
            "4.3.2.129 ok -> broken for boutique.example.",
        ],
    ),
    Change(
        "a zone removed that its parent delegates",
        ZONES,
        {LAB: None},
        ["zone-removed zones/lab.origine.example.zone:1"],
    ),
    Change(
        "a zone removed with its delegation",
        ZONES,
        {LAB: None, ORIGINE: without("lab", "lab")},
        [
            "ptr-target-without-address zones/2.3.4.in-addr.arpa.zone:11",
            "<- before zones/lab.origine.example.zone:6",
            "<- before zones/origine.example.zone:16",
            "<- before zones/origine.example.zone:17",
            "zone-removed zones/lab.origine.example.zone:1",
        ],
    ),
    Change(
        "a zone removed whose SPF record others include",
        ZONES,
        {PARTENAIRE: None},
        ["zone-removed zones/partenaire.example.zone:1"],
        [
            "4.3.2.16 ok -> unknown for origine.example. partenaire.example.",
            "origine.example. spf ?4.3.2.16/32",
            "partenaire.example. spf ?4.3.2.16/32",
            "partenaire.example. mx ?4.3.2.16",
        ],
    ),
    Change(
        "a zone renamed",
        ZONES,
        {
            ORIGINE: put("lab   ", "essai "),
            LAB: None,
            "zones/essai.origine.example.zone": ZONES[LAB].replace("lab.", "essai."),
        },
        [
            "ptr-target-without-address zones/2.3.4.in-addr.arpa.zone:11",
            "<- before zones/lab.origine.example.zone:6",
            "<- before zones/origine.example.zone:16",
            "<- before zones/origine.example.zone:17",
            "zone-removed zones/lab.origine.example.zone:1",
        ],
    ),
    Change(
        "a broken zone added",
        ZONES,
        {"zones/new.example.zone": zone("new.example.", "@ MX 10 none.origine.example.")},
        ["mx-target-without-address zones/new.example.zone:6"],
    ),
    Change("a second file for a zone", ZONES, {"zones/lab2.zone": ZONES[LAB]}, ["duplicate-zone zones/lab2.zone:3"]),
    # -- mail
    Change(
        "the MX host removed",
        ZONES,
        {ORIGINE: without("mail ")},
        ["mx-target-without-address zones/origine.example.zone:6", "<- before zones/origine.example.zone:11"],
        ["4.3.2.1 ok -> none for origine.example.", "origine.example. spf -4.3.2.1/32", "origine.example. mx -4.3.2.1"],
    ),
    Change(
        "an MX that leads nowhere",
        ZONES,
        {ORIGINE: put("10 mail\n", "10 mail\n           MX     20 backup\n")},
        ["mx-target-without-address zones/origine.example.zone:7"],
    ),
    Change(
        "an MX at an alias",
        ZONES,
        {ORIGINE: put("10 mail\n", "10 www\n")},
        ["mx-target-is-cname zones/origine.example.zone:6"],
        [
            "4.3.2.7 none -> ok for origine.example.",
            "4.3.2.1 ok -> none for origine.example.",
            "origine.example. spf +4.3.2.7/32 -4.3.2.1/32",
            "origine.example. mx +4.3.2.7 -4.3.2.1",
        ],
    ),
    Change(
        "the alias target removed",
        ZONES,
        {ORIGINE: without("web")},
        ["cname-target-missing zones/origine.example.zone:13", "<- before zones/origine.example.zone:14"],
    ),
    Change(
        "an included SPF record removed",
        ZONES,
        {PARTENAIRE: without("_spf")},
        ["spf-include-missing zones/origine.example.zone:7", "<- before zones/partenaire.example.zone:8"],
        [
            "4.3.2.16 ok -> ok for partenaire.example.",
            "origine.example. spf -4.3.2.16/32",
            "partenaire.example. spf -4.3.2.16/32",
        ],
    ),
    Change(
        "an included SPF record broken",
        ZONES,
        {
            PARTENAIRE: put(
                '"v=spf1 a:out1.partenaire.example -all"', '"v=spf1 a:out1.partenaire.example ip4:4.3.2.300 -all"'
            )
        },
        ["spf-syntax zones/partenaire.example.zone:8"],
        ["origine.example. spf -4.3.2.16/32", "partenaire.example. spf -4.3.2.16/32"],
    ),
    Change(
        "an SPF host removed from another zone",
        ZONES,
        {PARTENAIRE: put("a:out1.partenaire.example", "a:relay.origine.example"), ORIGINE: without("relay")},
        [
            "ptr-target-without-address zones/2.3.4.in-addr.arpa.zone:9",
            "<- before zones/origine.example.zone:12",
            "removed-name-still-used zones/origine.example.zone:7",
            "<- before zones/origine.example.zone:12",
        ],
        [
            "4.3.2.4 ok -> none for origine.example.",
            "4.3.2.16 ok -> none for origine.example. partenaire.example.",
            "origine.example. spf -4.3.2.4/32 -4.3.2.16/32",
            "partenaire.example. spf -4.3.2.16/32",
        ],
    ),
    Change(
        "a second SPF record",
        ZONES,
        {ORIGINE: plus('@ TXT "v=spf1 -all"')},
        ["spf-multiple zones/origine.example.zone:20"],
        [
            "4.3.2.16 ok -> ok for partenaire.example.",
            "4.3.2.4 ok -> none for origine.example.",
            "origine.example. spf -4.3.2.1/32 -4.3.2.4/32 -4.3.2.16/32",
        ],
    ),
    Change(
        "a DMARC record broken",
        ZONES,
        {ORIGINE: put("p=reject", "p=rejcet")},
        ["dmarc-syntax zones/origine.example.zone:8"],
    ),
    # -- files that others include, and faults of syntax
    Change(
        "the included file removed",
        ZONES,
        {USUAL: None},
        ["include-not-found zones/boutique.example.zone:4"],
        ["boutique.example. spf ?4.3.2.129/32"],
    ),
    Change(
        "a fault in the included file",
        ZONES,
        {USUAL: put("-all", "-al")},
        [
            "soa-serial-not-increased zones/boutique.example.zone:3",
            "<- before zones/parts/usual:3",
            "spf-syntax zones/parts/usual:3",
        ],
        ["boutique.example. spf -4.3.2.129/32"],
    ),
    Change(
        "name servers removed from the included file",
        ZONES,
        {USUAL: without("@       NS", "@       NS")},
        [
            "ns-missing zones/boutique.example.zone:3",
            "<- before zones/parts/usual:1",
            "<- before zones/parts/usual:2",
            "soa-serial-not-increased zones/boutique.example.zone:3",
            "<- before zones/parts/usual:1",
            "<- before zones/parts/usual:2",
        ],
    ),
    Change(
        "a line that cannot be read",
        ZONES,
        {ORIGINE: put("web        A      4.3.2.7", "web        A      4.3.2")},
        ["syntax-error zones/origine.example.zone:14"],
    ),
    Change(
        "another line like an old fault, above it",
        ZONES | {ORIGINE: ZONES[ORIGINE] + "x1 A 4.3.2\n"},
        {ORIGINE: put("www  ", "x0 A 4.3.2\nwww  ")},
        ["syntax-error zones/origine.example.zone:13"],
    ),
    Change(
        "another finding like an old one",
        ZONES,
        {ORIGINE: plus("legacy2 CNAME gone")},
        ["cname-target-missing zones/origine.example.zone:20"],
    ),
    # -- serials
    Change(
        "records without a new serial",
        ZONES,
        {ORIGINE: plus("new2 TXT x")},
        ["soa-serial-not-increased zones/origine.example.zone:3", "<- zones/origine.example.zone:20"],
        serials=False,
    ),
    Change(
        "another TTL without a new serial",
        ZONES,
        {LAB: put("$TTL 1h", "$TTL 2h")},
        [
            "soa-serial-not-increased zones/lab.origine.example.zone:3",
            "<- before zones/lab.origine.example.zone:4",
            "<- before zones/lab.origine.example.zone:5",
            "<- before zones/lab.origine.example.zone:6",
        ],
        serials=False,
    ),
    Change("another order without a new serial", ZONES, {REVERSE: turned, ORIGINE: spaced}, [], serials=False),
    Change(
        "a host in the included file without a new serial",
        ZONES,
        {USUAL: plus("www2 CNAME mx")},
        ["soa-serial-not-increased zones/boutique.example.zone:3", "<- zones/parts/usual:5"],
    ),
    Change(
        "a serial that goes back",
        ZONES,
        {ORIGINE: put("2026112401", "2026112301")},
        ["soa-serial-backwards zones/origine.example.zone:3", "<- before zones/origine.example.zone:3"],
        serials=False,
    ),
    Change(
        "a serial far ahead of its date",
        ZONES,
        {ORIGINE: put("2026112401", "2062112401")},
        ["soa-serial-ahead zones/origine.example.zone:3", "<- before zones/origine.example.zone:3"],
    ),
    Change(
        "a host that is generated without a new serial",
        ZONES | {LAB: ZONES[LAB] + "$GENERATE 10-11 h$ TXT x\n"},
        {LAB: put("10-11", "10-12")},
        ["soa-serial-not-increased zones/lab.origine.example.zone:3", "<- zones/lab.origine.example.zone:7"],
        serials=False,
    ),
    # -- views
    Change(
        "a host of one view removed",
        VIEWS,
        {"outside/origine": without("mail")},
        ["mx-target-without-address outside/origine:5", "<- before outside/origine:10"],
        ["4.3.2.1 ok -> none for origine.example.", "origine.example. spf -4.3.2.1/32", "origine.example. mx -4.3.2.1"],
    ),
    Change(
        "a PTR of both views removed",
        VIEWS,
        {"both/reverse": without("1 ")},
        [
            "address-without-ptr inside/origine:10",
            "<- before both/reverse:5",
            "mail-sender-without-ptr outside/origine:10",
            "<- before both/reverse:5",
        ],
        ["4.3.2.1 ok -> broken for origine.example."],
    ),
    Change(
        "a finding of one view in the other as well",
        VIEWS,
        {"outside/origine": plus("wiki A 4.3.2.8")},
        ["address-without-ptr outside/origine:13"],
    ),
    Change(
        "a finding of one view in the other as well, at one line",
        VIEWS | {"both/reverse": VIEWS["both/reverse"] + "7 PTR www.origine.example.\n"},
        {"outside/origine": without("www")},
        ["ptr-target-without-address both/reverse:8", "<- before outside/origine:11"],
    ),
    Change(
        "a zone no longer in one view",
        VIEWS,
        {
            "named.conf": put(
                '  zone "2.3.4.in-addr.arpa" { type primary; file "both/reverse"; };\n};\nview', "};\nview"
            )
        },
        ["zone-removed named.conf:5"],
    ),
    Change("a view renamed", VIEWS, {"named.conf": put('"inside" {', '"office" {')}, []),
    Change(
        "a view split",
        VIEWS,
        {
            "named.conf": put(
                'view "outside"',
                'view "third" {\n  zone "origine.example" { type primary; file "third/origine"; };\n};\nview "outside"',
            ),
            "third/origine": VIEWS["inside/origine"] + "www CNAME none\n",
        },
        ["cname-target-missing third/origine:13"],
        ["4.3.2.1 none -> unknown for origine.example."],
    ),
    # -- octoDNS and a reverse zone of BIND
    Change(
        "octoDNS: the PTR of its host removed",
        MIXED,
        {"bind/2.3.4.in-addr.arpa.zone": without("1 ")},
        ["mail-sender-without-ptr yaml/origine.example.yaml:19", "<- before bind/2.3.4.in-addr.arpa.zone:6"],
        ["4.3.2.1 ok -> broken for boutique.example. origine.example."],
    ),
    Change(
        "octoDNS: a host removed that another zone names",
        MIXED,
        {"yaml/origine.example.yaml": put("mail:\n  type: A\n  value: 4.3.2.1\n", "")},
        ["mx-target-without-address yaml/boutique.example.yaml:5", "<- before yaml/origine.example.yaml:19"],
        [
            "4.3.2.1 ok -> none for boutique.example. origine.example.",
            "boutique.example. spf -4.3.2.1/32",
            "boutique.example. mx -4.3.2.1",
            "origine.example. spf -4.3.2.1/32",
            "origine.example. mx -4.3.2.1",
        ],
    ),
    Change(
        "octoDNS: a zone removed from its configuration",
        MIXED,
        {"octodns.yaml": put("  origine.example.: {sources: [config], targets: [servers]}\n", "")},
        ["zone-removed octodns.yaml:5", "zone-file-unused yaml/origine.example.yaml:1"],
        [
            "4.3.2.1 ok -> unknown for boutique.example. origine.example.",
            "boutique.example. spf ?4.3.2.1/32",
            "boutique.example. mx ?4.3.2.1",
            "origine.example. spf ?4.3.2.1/32",
            "origine.example. mx ?4.3.2.1",
        ],
    ),
    Change(
        "octoDNS: keys in another order",
        MIXED,
        {
            "yaml/origine.example.yaml": put(
                "ns2:\n  type: A\n  value: 4.3.2.3\n", "", "old:", "ns2:\n  value: 4.3.2.3\n  type: A\nold:"
            )
        },
        [],
    ),
    Change(
        "octoDNS: a zone moved to BIND",
        MIXED,
        {
            "octodns.yaml": put("  boutique.example.: {sources: [config], targets: [servers]}\n", ""),
            "yaml/boutique.example.yaml": None,
            "bind/boutique.example.zone": zone(
                "boutique.example.", "@ MX 10 post.origine.example.", '@ TXT "v=spf1 mx -all"'
            ),
        },
        ["mx-target-without-address bind/boutique.example.zone:6", "dmarc-missing bind/boutique.example.zone:7"],
        ["4.3.2.1 ok -> ok for origine.example.", "boutique.example. spf -4.3.2.1/32", "boutique.example. mx -4.3.2.1"],
    ),
    # -- configuration and comments that hide a finding
    Change(
        "a finding hidden by the configuration",
        ZONES,
        {REVERSE: without("1 "), CONFIG: plus('ignore = ["reverse", "mail-sender-without-ptr"]')},
        [],
        ["4.3.2.1 ok -> broken for origine.example."],
    ),
    Change(
        "a finding hidden by the configuration, which is not trusted",
        ZONES,
        {REVERSE: without("1 "), CONFIG: plus('ignore = ["reverse", "mail-sender-without-ptr"]')},
        ["mail-sender-without-ptr zones/origine.example.zone:11", "<- before zones/2.3.4.in-addr.arpa.zone:6"],
        ["4.3.2.1 ok -> broken for origine.example."],
        options=("--trust-base-config",),
    ),
    Change(
        "zones hidden by the configuration, which is not trusted",
        ZONES,
        {REVERSE: without("1 "), CONFIG: plus('exclude = ["zones/2*"]')},
        ["mail-sender-without-ptr zones/origine.example.zone:11", "<- before zones/2.3.4.in-addr.arpa.zone:6"],
        ["4.3.2.1 ok -> broken for origine.example."],
        options=("--trust-base-config",),
    ),
    Change(
        "a rule that the configuration adds",
        ZONES,
        {CONFIG: plus('extend-select = ["spf-redirect-with-all", "address-ptr-mismatch", "zone-not-delegated"]')},
        [],
    ),
    Change(
        "a finding silenced by a comment",
        ZONES,
        {ORIGINE: plus("new A 4.3.2.10 ; zonelint: ignore[address-without-ptr] not yet")},
        [],
    ),
    Change(
        "a comment that silenced a finding removed",
        ZONES | {ORIGINE: ZONES[ORIGINE] + "hush A 4.3.2.11 ; zonelint: ignore[address-without-ptr] not yet\n"},
        {ORIGINE: put(" ; zonelint: ignore[address-without-ptr] not yet", "")},
        ["address-without-ptr zones/origine.example.zone:20"],
    ),
    Change(
        "a comment that silences nothing any more",
        ZONES | {ORIGINE: ZONES[ORIGINE] + "hush A 4.3.2.11 ; zonelint: ignore[address-without-ptr] not yet\n"},
        {REVERSE: plus("11 PTR hush.origine.example.")},
        ["unused-suppression zones/origine.example.zone:20"],
    ),
    Change(
        "a lower severity for the exit status",
        ZONES,
        {ORIGINE: put("_dmarc ", "_other ")},
        ["dmarc-missing zones/origine.example.zone:7"],
    ),
]


def put_down(files: Mapping[str, str]) -> None:
    """Let the current folder hold `files` and nothing else but git's own."""
    for path in Path().rglob("*"):
        if path.is_file() and ".git" not in path.parts and str(path) not in files:
            path.unlink()
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def told(finding: Mapping[str, Any]) -> list[str]:
    """Return what a test writes for a finding of a report."""
    causes = [each for each in finding["related"] if "the change" in each["message"]]
    before = ["<- " + "before " * each.get("base", False) + f"{each['path']}:{each['line']}" for each in causes]
    return [f"{finding['rule']} {finding['path']}:{finding['line']}", *before]


def effects(command: CommandLine, *words: str) -> list[str]:
    """Run `changes` and return what it says of mail: verdicts of senders, what SPF and MX records lead to."""
    ran = command("changes", "--format", "json", *words)
    assert 0 == ran.status, ran.err
    found = [
        f"{each['address']} {each['before'] or 'none'} -> {each['after'] or 'none'} for {' '.join(each['domains'])}"
        for each in ran.json["mail"]["senders"]
    ]
    for each in ran.json["mail"]["domains"]:
        for what in ("spf", "mx"):
            marked = [
                mark + address
                for mark, key in (("+", "gained"), ("-", "lost"), ("?", "unknown"))
                for address in each[what].get(key, ())
            ]
            found += [f"{each['domain']} {what} {' '.join(marked)}"] if marked else []
    return found


def reported(command: CommandLine, *words: str) -> list[str]:
    """Run a check and return what it finds; its exit status says the same."""
    ran = command("--format", "json", *words)
    assert ran.status in (0, 1), ran.err
    grave = [each for each in ran.json["findings"] if each["severity"] != "info"]
    assert bool(grave) == bool(ran.status)
    return [line for each in ran.json["findings"] for line in told(each)]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.what)
def test_what_a_change_brings(change: Change, command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is unsaved, staged or committed, and whether zones that stay are read once or twice."""
    new_repository(Path("it"))
    commit(Path("it"), change.files)
    monkeypatch.chdir("it")
    put_down(edited(change.files, change.edits, new_serials=change.serials))
    unsaved = reported(command, "--base", "HEAD", *change.options)
    mail = effects(command, "--base", "HEAD", *change.options)
    git(Path(), "add", "-A", "-f")
    put_down(change.files)
    staged = reported(command, "--base", "auto", "--staged", *change.options)
    git(Path(), "commit", "-qm", "the change", "--allow-empty")
    committed = reported(command, "--base", "HEAD~1", "--head", "HEAD", *change.options)
    git(Path(), "clone", "-q", "--bare", ".", "../bare")
    monkeypatch.chdir("../bare")
    bare = reported(command, "--base", "main~1", *change.options)
    monkeypatch.setattr("zonelint.discovery.reuse.Reuse.of", lambda *_: None)
    read_twice = reported(command, "--base", "main~1", *change.options)

    assert (change.new, [*change.mail]) == (unsaved, mail)
    assert [change.new] * 4 == [staged, committed, bare, read_twice]


def test_there_are_changes_enough() -> None:
    """Of each kind several, good and bad."""
    assert len(CHANGES) >= 60
    assert 15 <= sum(not change.new for change in CHANGES) <= 40
    assert len({change.what for change in CHANGES}) == len(CHANGES)
