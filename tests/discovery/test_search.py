"""Which file is which zone."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from linting import lint
from project import ROOT

from zonelint.config.file import ConfigError
from zonelint.config.settings import Settings, load
from zonelint.discovery.search import Discovery, NothingToLint, ZoneFile, discover
from zonelint.files import source
from zonelint.lint import views

SOA = "@ 3600 IN SOA ns.example.net. hostmaster.example.net. 1 2 3 4 5\n"
ZONE = f"$TTL 3600\n{SOA}@ NS ns.example.net.\n"
FORWARD = f"{ZONE}www A 192.0.2.1\n"
REVERSE = f"{ZONE}1 PTR www.example.com.\n"


class Repo:
    """A folder of files, and discovery in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str = FORWARD) -> Path:
        """Write a file, making its folders."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def config(self, text: str) -> Settings:
        """Write a configuration and load it."""
        return load(str(self.write(".zonelint.toml", text)))

    def find(self, *paths: str, settings: Settings | None = None, **options: object) -> Discovery:
        """Run discovery."""
        return discover(paths, settings or Settings(), **options)  # type: ignore[arg-type]

    def zones(self, *paths: str, **options: object) -> dict[str, str]:
        """Return path -> origin of the zones that are found."""
        return {zone.path: zone.origin for zone in self.find(*paths, **options).zones}  # type: ignore[arg-type]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Make an empty work tree, which is the current folder."""
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    return Repo(root)


def why(found: Discovery) -> dict[str, str]:
    """Return path -> reason of what is passed over."""
    return {path: reason for path, reason in found.ignored if reason != "hidden"}


def problems(found: Discovery) -> list[tuple[str, int, str, str]]:
    """Return path, line, rule and message of the problems."""
    return [(problem.source.path, problem.span.line, problem.rule, problem.message) for problem in found.problems]


# -- origins


@pytest.mark.parametrize(
    ("name", "text", "origin", "by_what"),
    [
        ("example.com.zone", FORWARD, "example.com.", "file name"),
        ("db.example.com", FORWARD, "example.com.", "file name"),
        ("Example.COM", FORWARD, "example.com.", "file name"),
        ("example.com.", FORWARD, "example.com.", "file name"),
        ("example.com.zone.db", FORWARD, "example.com.", "file name"),
        ("jchen.pl", FORWARD, "jchen.pl.", "file name"),
        ("2.0.192.in-addr.arpa.zone", REVERSE, "2.0.192.in-addr.arpa.", "file name"),
        ("0_25.2.0.192.in-addr.arpa", REVERSE, "0/25.2.0.192.in-addr.arpa.", "file name"),
        ("db.192.0.2", REVERSE, "2.0.192.in-addr.arpa.", "file name"),
        ("ns1_example.com.db", ZONE + "@ NS ns1.example.com.\n", "example.com.", "file name"),
        ("ns1_example.com.db", ZONE, "ns1_example.com.", "file name"),
        ("internal-example.com.zone", ZONE + "@ NS ns1.example.com.\n", "example.com.", "file name"),
        ("internal-example.com.zone", ZONE, "internal-example.com.", "file name"),
        ("r.zone", "$TTL 1h\n@ SOA r. root.r. 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n", "r.", "file name"),
        (
            "lan-reverse",
            "$TTL 1h\n@ SOA 9.10.in-addr.arpa. root.r. 1 2 3 4 5\n@ NS ns1\n",
            "9.10.in-addr.arpa.",
            "name servers",
        ),
        ("example.com!inside.zone", ZONE, "example.com.", "file name"),
        ("shop-example.com.zone", ZONE + "@ NS ns1.example.com.\n", "shop-example.com.", "file name"),
        ("web01_db.example.com", ZONE, "example.com.", "file name"),
        ("2.0.192.db", REVERSE, "2.0.192.in-addr.arpa.", "file name"),
        ("db.10.7.1.1-126", REVERSE, "1-126.1.7.10.in-addr.arpa.", "file name"),
        ("db.10", f"{ZONE}1.0.0 PTR a.example.\n", "10.in-addr.arpa.", "file name"),
        ("db.255", ZONE, "255.in-addr.arpa.", "file name"),
        ("x", f"$ORIGIN Example.org.\n{FORWARD}", "example.org.", "$ORIGIN"),
        ("x", f"$ORIGIN org.\nexample {SOA[2:]}", "example.org.", "$ORIGIN"),
        ("x", f"$ORIGIN .\nexample.org {SOA[2:]}", "example.org.", "SOA owner"),
        ("x", f"; comment\nExample.org. {SOA[2:]}", "example.org.", "SOA owner"),
        ("example.org", f"$ORIGIN example.org\n{FORWARD}", "example.org.", "file name"),
        ("db.local", f"$ORIGIN example.org.\n{FORWARD}", "example.org.", "$ORIGIN"),
    ],
)
def test_the_origin_is_found(repo: Repo, name: str, text: str, origin: str, by_what: str) -> None:
    """The text comes before the name; names are written in many ways."""
    repo.write(name, text)

    [zone] = repo.find().zones
    assert (origin, by_what) == (zone.origin, zone.origin_from)
    assert (name, str(repo.root / name)) == (zone.path, zone.real_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("website", FORWARD),
        ("db.local", FORWARD),
        ("db.fd10", FORWARD),
        ("4.3.2.zone", REVERSE),  # 2.3.4 or 4.3.2: nothing tells
        ("db.192.0.2", f"{ZONE}1.2 PTR a.example.\n"),  # labels do not fit three octets
        ("db.10.1", FORWARD),  # no reverse zone
        ("internal-reverse-example.com.zone", ZONE + "@ NS ns1.example.com.\n"),  # of which network?
        ("x", f"$ORIGIN {{{{ domain }}}}.\n{FORWARD}"),
    ],
)
def test_an_origin_is_never_guessed(repo: Repo, name: str, text: str) -> None:
    """The file is passed over, with advice."""
    repo.write("example.com.zone")
    repo.write(name, text)

    found = repo.find()
    assert ["example.com."] == [zone.origin for zone in found.zones]
    assert {name: "a zone whose origin is not known: name it with --zone or in [zones]"} == why(found)


def test_an_ip6_prefix_is_an_origin_where_the_ptrs_agree(repo: Repo) -> None:
    """The groups of the prefix are padded to four nibbles."""
    repo.write("db.fd10.127", f"{ZONE}{'1.' * 23}0 PTR a.example.\n")

    assert {"db.fd10.127": "7.2.1.0.0.1.d.f.ip6.arpa."} == repo.zones()


def test_a_name_that_contradicts_the_text_is_a_problem(repo: Repo) -> None:
    """It is never guessed which is right: neither zone is read, both are known."""
    repo.write("example.com.zone", f"; x\n$ORIGIN example.org.\n{FORWARD}")

    found = repo.find()
    assert ([], ["example.org.", "example.com."]) == (found.zones, [zone.origin for zone in found.declared])
    message = "the file is named after example.com. and its $ORIGIN says example.org."
    assert [("example.com.zone", 2, "conflicting-origin", message)] == problems(found)


def test_a_file_may_be_named_after_the_domain_above(repo: Repo) -> None:
    """Its text has names in the zone that it says it holds."""
    repo.write(
        "example.com.zone", "$ORIGIN lan.example.com.\n@ 60 SOA ns.lan.example.com. root 1 2 3 4 5\n@ 60 NS ns\n"
    )

    assert {"example.com.zone": "lan.example.com."} == repo.zones()


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "example.com.zone",
            "$ORIGIN exmaple.com.\n@ SOA ns.example.com. root.example.com. 1 2 3 4 5\n",
            "correct the $O",
        ),
        (
            "example.com.zone",
            "$ORIGIN example.org.\n@ SOA ns.example.org. root.example.org. 1 2 3 4 5\n",
            "rename the fi",
        ),
        (
            "example.com.zone",
            "$ORIGIN example.org.\n@ SOA ns root 1 2 3 4 5\n",
            "rename the file, or correct its $ORIGIN",
        ),
        ("2.3.4.in-addr.arpa.zone", "$ORIGIN 3.4-addr.arpa.\n@ SOA ns root 1 2 3 4 5\n", "correct the $ORIGIN: 3.4-ad"),
    ],
)
def test_what_to_do_about_a_name_that_contradicts_the_text(repo: Repo, name: str, text: str, expected: str) -> None:
    """The other names in the file tell whether its name or its origin is the slip."""
    repo.write(name, text)

    (problem,) = repo.find().problems
    assert problem.help.startswith(expected)


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("hitoma.com.rev.zone", "1.168.192.in-addr.arpa."),
        ("db.172", "4.16.172.in-addr.arpa."),
        ("db.168.192", "168.192.in-addr.arpa."),
        ("internal.example.com.zone", "example.com."),
        ("example.com.internal.zone", "example.com."),
        ("64-26.2.3.4.in-addr.arpa.zone", "64/26.2.3.4.in-addr.arpa."),
        ("0.zone", "example.com."),
        ("10.zone", "2.3.4.in-addr.arpa."),
    ],
)
def test_a_name_that_describes_the_text_is_none(repo: Repo, name: str, origin: str) -> None:
    """People name files after a view, a network or the forward zone."""
    repo.write(name, f"$ORIGIN {origin}\n{ZONE}")

    found = repo.find()
    assert ([origin], []) == ([zone.origin for zone in found.zones], found.problems)


# -- what is a zone


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", f"# Zones\n\n{FORWARD}"),
        ("deploy.sh", f"#!/bin/sh\ncat <<END\n{FORWARD}END\n"),
        ("page.html", f"<html><pre>\n{FORWARD}</pre>"),
        ("keys", "example.com. IN DS 1 8 2 00\n"),
        ("root.hints", ". 3600000 NS a.root-servers.net.\n"),
        ("notes.json", '{"a": 1}'),
        ("empty", ""),
    ],
)
def test_what_is_no_zone_is_passed_over(repo: Repo, name: str, text: str) -> None:
    """Other files lie among zones, and quote them."""
    repo.write("example.com.zone")
    repo.write(name, text)

    found = repo.find()
    assert ["example.com.zone"] == [zone.path for zone in found.zones]
    assert {name: "not a zone: neither its name nor its content says so"} == why(found)


def test_a_name_that_says_zone_is_enough(repo: Repo) -> None:
    """However broken the text is, its faults are to be findings."""
    repo.write("example.com.zone", "garbage")
    repo.write("db.example.org", "more of it\nfor an IN word")

    assert {"db.example.org": "example.org.", "example.com.zone": "example.com."} == repo.zones()


def test_a_zone_without_soa_is_known_by_its_directives(repo: Repo) -> None:
    """A directive and a record will do."""
    repo.write("x", "$ORIGIN example.com.\nwww 300 A 192.0.2.1\n")

    assert {"x": "example.com."} == repo.zones()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:ab\n",
            "a pointer of Git LFS: its content is not here",
        ),
        ('<?xml version="1.0"?>\n<zone>A 192.0.2.1</zone>\n', "not a zone: XML"),
        ("\n<!DOCTYPE html>\n<p>\n A \n", "not a zone: HTML"),
        ("#!/bin/sh\necho A 192.0.2.1\n", "not a zone: a script"),
        ('{\n  "www": { "A": [ 192.0.2.1 ] }\n}\n', "not a zone: JSON"),
        ("---\nwww:\n  type: A\n  value: 192.0.2.1\n", "not a zone: YAML"),
        ("; made by hand\n[ZoneTransfer]\nHost = 192.0.2.1 \n", "not a zone: settings in sections"),
        ("# here\nhost-record=www.example.com,192.0.2.1\nserver=192.0.2.2 \n", "statements of a dnsmasq.conf"),
        (".example.com:192.0.2.1:a\n=www.example.com:192.0.2.1\n", "tinydns-data, which is not read"),
        ("192.0.2.1 \tcore\n# rack\n2001:db8::1  db.example A\n", "a list of hosts, as /etc/hosts is one"),
        (
            "server 192.0.2.1\nzone example.com\nupdate add a.example.com. 60 IN A 192.0.2.1\nsend\n",
            "commands of nsupdate",
        ),
        ("; the first\nDel a.example.com. A\nADD a.example.com. 60 A 192.0.2.1\n\nanswer\n", "commands of nsupdate"),
        ("example.com. SOA a. b@c. 1 2 3 4 5 ~\nwww.% +300 A 192.0.2.1 ~\n", "a zone of MaraDNS, which is not read"),
    ],
)
def test_a_text_in_another_form_is_no_zone(repo: Repo, text: str, reason: str) -> None:
    """Whatever its name is: it was never one of a name server's."""
    repo.write("example.com.zone")
    repo.write("example.net.zone", text)
    repo.write("db.example.org", text)

    assert {"example.net.zone": reason, "db.example.org": reason} == why(repo.find())


@pytest.mark.parametrize(
    "text",
    [
        "[1] A 192.0.2.1\n",
        "{ A 192.0.2.1\n",
        "[AGE:1] 60 A 192.0.2.1\n",
        "#! A 192.0.2.1\nx A 192.0.2.2\n"[3:],
        "--- A 192.0.2.1\n",
        "a=b A 192.0.2.1\nserver=x A 192.0.2.1\n",
        'x TXT "~"\n',
        "192.0.2.1 www\nwww IN 192.0.2.1\n",
        "update A 192.0.2.1\nadd A 192.0.2.2\n",
        "update add a.example.net. 60 A 192.0.2.1\nwww IN 192.0.2.1\n",
        "; [x]\nwww A\n",
        "www IN A 1.2.3\n",
    ],
)
def test_a_broken_zone_is_one_by_its_name(repo: Repo, text: str) -> None:
    """What is wrong with it is told."""
    repo.write("example.net.zone", text)

    assert {"example.net.zone": "example.net."} == repo.zones()


@pytest.mark.parametrize(
    "text",
    [
        "name,type,value\nwww,A,192.0.2.1\n",
        "192.0.2.0/24\n198.51.100.0/24\n",
        "create -b\nset zonepath=/zones/web\n",
        "Zone Europe/Berlin 0:53:28 - LMT 1893 Apr\n",
    ],
)
@pytest.mark.parametrize("name", ["web.zone", "db.web", "db.example.net"])
def test_a_text_in_which_nothing_can_be_a_record_is_no_zone(repo: Repo, name: str, text: str) -> None:
    """Other programs have files of that name; a full name before ``.zone`` is plain enough."""
    repo.write("example.com.zone")
    repo.write(name, text)

    assert {name: "not a zone: no line can be a record"} == why(repo.find())


def test_zone_files_with_txt_behind_their_names(repo: Repo) -> None:
    """An index means the file of its name before one to which somebody added an ending."""
    repo.write("named.conf", 'zone "x" { type primary; file "x"; }; zone "y" { type primary; file "sub/y"; };')
    for name in ("x.txt", "sub/y", "sub/y.txt"):
        repo.write(name)

    assert {"x.txt": "x.", "sub/y": "y."} == repo.zones()


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ('In named.conf write\n\nzone "x" { type primary; file "x"; };\n\nand restart.\n', []),
        ('zone "x" { type primary; file "x"; };\nzone "y" { type primary };\n', ["x."]),
    ],
)
def test_a_text_about_an_index_is_none(repo: Repo, text: str, zones: list[str]) -> None:
    """A copy of one is, however broken."""
    repo.write("x", ZONE)
    repo.write("example.com.zone")
    repo.write("named.conf.txt", text)

    assert ["example.com.", *zones] == [zone.origin for zone in repo.find().zones]


@pytest.mark.parametrize("name", ["named_dump.db", "dump.zone", "example.com.zone"])
def test_what_rndc_wrote_is_no_zone(repo: Repo, name: str) -> None:
    """It holds what a server had in memory: what others answered, and all zones in a row."""
    repo.write("db.example.net")
    repo.write(name, f";\n; Zone dump of 'example.com/IN'\n;\nexample.com. {SOA[2:]}example.com. 60 IN NS a.b.\n")

    assert {name: "what `rndc dumpdb` wrote"} == why(repo.find())


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        (FORWARD, True),
        (FORWARD + "www A {{ address }}\n", True),
        (FORWARD + "a A 192.0.2.2\n" * 4 + "{% for each in hosts %}\n{{ each }}\n{% endfor %}\n", True),
        (FORWARD + "www A <%= @address %>\n", True),
        (FORWARD + "www A ${ADDRESS}\n", True),
        (FORWARD.replace("192.0.2.1", "{{ address }}").replace("SOA", "SOA {{ x }}"), False),
        (FORWARD + "{% include 'more' %}\n", False),
        ("#jinja2:lstrip_blocks: True\n" + FORWARD, True),
        (FORWARD + "{% if inside %}\nwww A 192.0.2.2\n{% else %}\nwww A {{ x }}\n{% endif %}\n", True),
        (FORWARD + "{%- if a %}\n{% for b in c %}\n{{ b }}\n{% endfor %}\n{{ d }}\n{%- endif %}\n", True),
        (FORWARD + "{% if inside %}\nwww A 192.0.2.2\n", False),  # it never ends
        (FORWARD + "; {% if inside %}\nwww A 192.0.2.2\n; {% endif %}\n", False),
        (FORWARD + "www A {% if inside %}192.0.2.2{% else %}192.0.2.3{% endif %}\n", False),
        (FORWARD + "<% if inside %>\nwww A 192.0.2.2\n<% end %>\n", False),
        ("www A 192.0.2.1\n", False),  # a part of a zone
    ],
)
@pytest.mark.parametrize("kind", ["j2", "tmpl", "erb"])
def test_template_in_which_few_values_are_to_be_filled_in(repo: Repo, kind: str, text: str, is_read: bool) -> None:
    """It is the zone that is made of it, unless it decides which records there are."""
    repo.write("example.org.zone")
    repo.write(f"db.example.com.{kind}", text)

    zones = {zone.path: zone.origin for zone in repo.find().zones}
    template = {f"db.example.com.{kind}": "example.com."} if is_read else {}
    assert {"example.org.zone": "example.org.", **template} == zones


@pytest.mark.parametrize(
    ("name", "text", "is_zone"),
    [
        ("db.example.org", FORWARD, True),
        ("db.example.org", "www A 192.0.2.1\n", False),
        ("db.example.com.inner", FORWARD, False),
        ("common.inc", FORWARD, False),
        ("example.com.zone", FORWARD, False),  # another file has that name of a zone, too
    ],
)
def test_an_included_file_may_be_another_zone(repo: Repo, name: str, text: str, is_zone: bool) -> None:
    """It has an SOA, and is called after a zone of its own."""
    repo.write("db.example.com", f"{FORWARD}$INCLUDE {name}\n")
    repo.write(name, text)

    zones = {"db.example.com": "example.com."}
    assert zones | ({name: "example.org."} if is_zone else {}) == repo.zones()


def test_records_in_a_list_are_none_of_octodns(repo: Repo) -> None:
    """Somebody's own form has a file for each name: `records` is no name."""
    repo.write("example.com.zone")
    repo.write("zones/example.net/shop.example.yaml", "records:\n  - type: A\n    value: 192.0.2.1\n")
    listed = "records:\n  - type: NS\n    value: ns.example.net.\n"
    repo.write("zones/example.net.yaml", f"origin: example.net.\nttl: 1h\nsoa:\n  ns: ns.example.net.\n{listed}")
    repo.write("zones/example.net/_zone.yaml", "provider: x\nttl: 60\nrecords:\n  - type: A\n    value: 192.0.2.1\n")

    found = repo.find()
    assert ["example.com."] == [zone.origin for zone in found.zones]
    assert {"YAML without DNS records"} == set(why(found).values())


def test_index_with_conditions_is_read(repo: Repo) -> None:
    """Its zones are written there, whichever of them a host has; what is doubtful in it is not told."""
    repo.write("zones/internal-example.com")
    repo.write("zones/external-example.com")
    view = 'view {0} {{ zone "example.com" {{ type primary; file "zones/{0}-example.com"; }}; }};\n'
    inside = "{%- if internal %}\n" + view.format("internal") + "{% else %}\nbad statement;\n{% endif %}\n"
    repo.write("named.conf", inside + view.format("external"))

    found = repo.find()
    assert [("example.com.", ("external",)), ("example.com.", ("internal",))] == sorted(
        (zone.origin, tuple(zone.views)) for zone in found.zones
    )
    assert [] == problems(found)


def test_template_beside_what_was_made_of_it(repo: Repo) -> None:
    """One of both is enough."""
    repo.write("db.example.com")
    repo.write("db.example.com.j2")

    assert ["db.example.com"] == [zone.path for zone in repo.find().zones]


@pytest.mark.parametrize(
    ("comment", "is_zone"),
    [
        ("{{ managed }}", True),
        ("{{ managed | comment }}", True),
        ("{{ path | regex_replace('.*/[^/]*', '..') }} of {{ host }}", True),
        ("<%= x %>", True),
        ("root@example.com", True),
        ("{% if x %}", False),
        ("{# not yet", False),
        ("{{ if .Internal }}", False),
        ("{{else}}", False),
        ("{{#x}}", False),
        ("{{/x}}", False),
        ("<?php if (x): ?>", False),
        ("<% if x %>", False),
        ("${x", True),
    ],
)
def test_template_in_which_only_comments_are_open(repo: Repo, comment: str, is_zone: bool) -> None:
    """Whatever is written there, the records are the same; but not where it decides which of them there are."""
    repo.write("example.net.zone")
    repo.write("example.com.zone.j2", f"; {comment}\n{FORWARD}")

    assert is_zone == ("example.com." in repo.zones().values())


def test_yaml_templates_and_binary_files_are_passed_over(repo: Repo) -> None:
    """Each with its own reason."""
    repo.write("example.com.zone")
    repo.write("example.net.yaml", "a: b")
    repo.write("example.net.zone.j2", FORWARD + "www A {% if inside %}192.0.2.2{% endif %}\n")
    repo.write("zone.forward.template")
    repo.write("hostzonetemplate")
    repo.write("template.zone")
    repo.write("dump.sql", "-- SOA records\nINSERT INTO records VALUES\n  (1, 'example.com', 'NS', 'a.example.com');\n")
    (repo.root / "db.example.net").write_bytes(b"\0\0\0\2\0\0\0\1")
    (repo.root / "zones.sqlite").write_bytes(b"SQLite" + bytes(9))
    (repo.root / "db.frm").write_bytes(b"\xfe\1" + bytes(99))

    assert {
        "example.net.yaml": "YAML without DNS records",
        "example.net.zone.j2": "a template (.j2)",
        "zone.forward.template": "a template (.template)",
        "hostzonetemplate": "a template",
        "template.zone": "a template",
        "dump.sql": "not a zone: SQL",
        "db.example.net": "a binary zone file (masterfile-format raw or map)",
        "zones.sqlite": "a binary file",
        "db.frm": "a binary file",
    } == why(repo.find())


@pytest.mark.parametrize("octets", [b"PK" + bytes(64), bytes(64)])
def test_binary_file_with_the_name_of_a_zone_is_reported(repo: Repo, octets: bytes) -> None:
    """Somebody expects it to be served; one stray NUL makes no binary file, its line is at fault."""
    (repo.root / "example.com.zone").write_bytes(octets)
    (repo.root / "example.net.zone").write_bytes(b"$ORIGIN example.net.\n$TTL 1h\n@ A 192.0.2.1\0\n")
    found = repo.find()

    assert [("syntax-error", "the zone file is not read: a binary file")] == [
        (problem.rule, problem.message) for problem in found.problems
    ]
    assert ["example.net."] == [zone.origin for zone in found.zones]


def test_binary_file_that_is_named_explicitly_is_a_zone_by_its_name(repo: Repo) -> None:
    """Its fault is a finding then; any other binary file is no zone."""
    for name in ("example.com.zone", "data"):
        (repo.root / name).write_bytes(b"PK" + bytes(64))

    message = "the zone file is not read: a binary file"
    assert [("example.com.zone", 1, "syntax-error", message)] == problems(repo.find("example.com.zone"))
    with pytest.raises(NothingToLint, match=r"^data is a binary file$"):
        repo.find("data")


@pytest.mark.parametrize(
    "name",
    [
        "db.example.com.bak",
        "db.example.com_bk",
        "db.example.com_BKUP",
        "db.example.com.bkup",
        "db.example.com_old",
        "example.com.zone.orig",
        "example.com.zone~",
        "db.example.com.old",
        "db.example.com.save.1",
        "db.example.com.pre20091027",
        "example.com.zone.rpmsave",
        "db.example.com.20030818",
        "db.example.com-2018-03-09",
        "OLD/example.com.zone",
        "zones/backup/db.example.com",
        "#example.com.zone#",
        "bak.db.example.com",
    ],
)
def test_old_copies_are_passed_over(repo: Repo, name: str) -> None:
    """By their name, or by the folder they lie in."""
    repo.write("zones/example.com.zone")
    repo.write(name)

    found = repo.find()
    assert ["zones/example.com.zone"] == [zone.path for zone in found.zones]
    assert why(found)[name].startswith("an old copy, by its ")


def test_old_is_a_label_too(repo: Repo) -> None:
    """A zone may be named so, and folders above the one that is walked say nothing."""
    repo.write("old/db.old.example.com")

    assert {"old/db.old.example.com": "old.example.com."} == repo.zones("old")


@pytest.mark.parametrize("name", ["old.example.com.zone", "old-example.com.zone", "OLD_example.com.zone"])
def test_an_old_file_beside_the_new_one_is_a_copy(repo: Repo, name: str) -> None:
    """So its text has to say: there may be a zone of that name, which is one where the text says nothing, too."""
    repo.write("example.com.zone")
    repo.write(name, "$ORIGIN example.com.\n" + ZONE)
    repo.write("old.example.net.zone")
    repo.write("example.net.zone")
    for name_of_template in ("example.org.zone.j2", "old.example.org.zone.j2"):
        repo.write(name_of_template, f"$ORIGIN example.org.\n{ZONE}a A {{{{ a }}}}\nb A 192.0.2.1\nc A 192.0.2.2\n")

    found = repo.find()
    assert {"example.com.", "example.net.", "old.example.net."} <= {zone.origin for zone in found.zones}
    assert "an old copy of example.com.zone, by its name" == why(found)[name]
    assert "an old copy of example.org.zone.j2, by its name" == why(found)["old.example.org.zone.j2"]


def test_the_signed_copy_is_passed_over(repo: Repo) -> None:
    """Where the unsigned zone lies beside it; alone it is the zone."""
    repo.write("example.com.zone")
    repo.write("example.com.zone.signed")
    repo.write("example.net.zone.signed")

    found = repo.find()
    assert ["example.com.", "example.net."] == [zone.origin for zone in found.zones]
    assert {"example.com.zone.signed": "the signed copy of example.com.zone"} == why(found)


def test_an_included_file_is_not_linted_alone(repo: Repo) -> None:
    """Nor is one that an included file includes; a file that includes itself stays."""
    repo.write("example.com.zone", FORWARD + '$INCLUDE "shared/mail.zone"\n')
    repo.write("shared/mail.zone", "$TTL 60\nmail A 192.0.2.2\n$include more.zone\n")
    repo.write("shared/more.zone", "$TTL 60\nmore A 192.0.2.2\n")
    repo.write("example.net.zone", FORWARD + "$INCLUDE example.net.zone\n$INCLUDE made.zone\n")
    repo.write("made.zone", "")

    found = repo.find()
    assert ["example.com.zone", "example.net.zone"] == [zone.path for zone in found.zones]
    included = ["made.zone", "shared/mail.zone", "shared/more.zone"]
    assert dict.fromkeys(included, "included by another zone file") == why(found)


# -- folders


def test_hidden_folders_are_not_walked(repo: Repo) -> None:
    """Nor are hidden files read; people keep their configuration in folders such as `.config`."""
    repo.write("example.com.zone")
    repo.write(".cache/example.net.zone")
    repo.write(".example.org.zone")
    repo.write("dns/.config/example.info.zone")

    found = repo.find()
    assert ["example.info.", "example.com."] == [zone.origin for zone in found.zones]
    assert [(".cache", "hidden"), (".example.org.zone", "hidden")] == found.ignored


def test_gitignore_is_respected(repo: Repo) -> None:
    """With folders, negation, and files of its own in sub-folders; comments are none of it."""
    repo.write(".gitignore", "# built\nbuild/\n*.generated.zone\n!keep.generated.zone\n/top.zone\n")
    repo.write("zones/.gitignore", "!b.generated.zone\nx.example.zone\n")
    for name in ("top.zone", "zones/top.example.zone", "zones/a.generated.zone", "zones/b.generated.zone"):
        repo.write(name)
    for name in ("zones/keep.generated.zone", "zones/x.example.zone", "x.example.zone", "build/c.example.zone"):
        repo.write(name)

    found = repo.find()
    assert {
        "x.example.zone",
        "zones/b.generated.zone",
        "zones/keep.generated.zone",
        "zones/top.example.zone",
    } == {zone.path for zone in found.zones}
    assert {"build", "top.zone", "zones/a.generated.zone", "zones/x.example.zone"} == {
        path for path, reason in found.ignored if reason == "ignored by .gitignore"
    }


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("x\n" * (1 << 19) + "y", "larger than 1 MiB"),
        ("".join(f"a{number}*b\n" for number in range(1001)), "over 1000 patterns with wildcards"),
    ],
)
def test_a_gitignore_over_a_bound_is_not_heeded_and_told_of(repo: Repo, lines: str, why: str) -> None:
    """No time is spent on it; the zones that it names are linted."""
    repo.write(".gitignore", "*.zone\n" + lines)
    repo.write("example.com.zone")

    found = repo.find()

    assert ["example.com.zone"] == [zone.path for zone in found.zones]
    assert [("limit-exceeded", ".gitignore")] == [(each.rule, each.source.path) for each in found.problems]
    assert why in found.problems[0].message


def test_a_gitignore_of_many_names_is_heeded(repo: Repo) -> None:
    """Names, paths and endings are found at once, however many there are."""
    repo.write(
        ".gitignore", "".join(f"a{number}\n/x/b{number}\n*.c{number}\n" for number in range(2000)) + "/top.zone\n"
    )
    repo.write("top.zone")
    repo.write("example.com.zone")

    found = repo.find()

    assert (["example.com.zone"], []) == ([zone.path for zone in found.zones], found.problems)


def test_too_many_patterns_in_exclude_are_an_error(repo: Repo) -> None:
    """They would be compared with each path."""
    repo.write("example.com.zone")
    patterns = ", ".join(f'"a{number}*b"' for number in range(1001))

    with pytest.raises(ConfigError, match=r"\.zonelint\.toml:2: exclude: over 1000 patterns"):
        repo.find(settings=repo.config(f"\nexclude = [{patterns}]"))


def test_gitignore_above_the_path_counts(repo: Repo) -> None:
    """But not for what is named explicitly."""
    repo.write(".gitignore", "*.generated.zone\nbuild/\n")
    repo.write("zones/a.generated.zone")
    repo.write("zones/b.example.zone")
    repo.write("build/c.example.zone")

    assert ["zones/b.example.zone"] == list(repo.zones("zones"))
    assert ["zones/a.generated.zone"] == list(repo.zones("zones/a.generated.zone"))
    assert ["build/c.example.zone"] == list(repo.zones("build"))


def test_the_exclude_file_of_git_counts(repo: Repo) -> None:
    """It is what a .gitignore at the top would be, and a .gitignore comes before it."""
    repo.write(".git/info/exclude", "# local\n*.local.zone\nscratch/\n")
    repo.write("zones/.gitignore", "!kept.local.zone\n")
    for name in ("a.local.zone", "zones/kept.local.zone", "zones/b.example.zone", "scratch/c.example.zone"):
        repo.write(name)

    found = repo.find()
    assert {"zones/b.example.zone", "zones/kept.local.zone"} == {zone.path for zone in found.zones}
    assert {"a.local.zone", "scratch"} == {
        path for path, reason in found.ignored if reason == "ignored by .git/info/exclude"
    }


def test_nothing_dear_is_imported_for_a_small_repository(repo: Repo) -> None:
    """Each of these would cost more than all else in a small run, patterns of what to ignore or not."""
    import subprocess
    import sys

    repo.write("example.com.zone")
    repo.write(".gitignore", "*.bak\n")
    code = (
        "from zonelint.config.settings import Settings; from zonelint.discovery.search import discover\n"
        "discover(['.'], Settings())\n"
        "print([name for name in ('pathspec', 'dns', 'typing', 'json', 'tomllib', 'pathlib') if name in sys.modules])"
    )
    project = str(ROOT)
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {project!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "[]" == result.stdout.strip()


def test_links_to_one_file_are_zones_of_their_own(repo: Repo) -> None:
    """Parked domains share a file, whose origin is in the name of each link."""
    repo.write("parking")
    for name in ("example.com", "example.net"):
        (repo.root / name).symlink_to("parking")

    found = repo.find()
    assert {"example.com": "example.com.", "example.net": "example.net."} == {z.path: z.origin for z in found.zones}
    assert {str(repo.root / "parking")} == {zone.real_path for zone in found.zones}


def test_a_link_that_gives_the_same_zone_is_passed_over(repo: Repo) -> None:
    """Where the file itself says its origin, another name for it is nothing new."""
    repo.write("a.zone", f"$ORIGIN example.com.\n{FORWARD}")
    (repo.root / "b.zone").symlink_to("a.zone")

    found = repo.find()
    assert (["a.zone"], {"b.zone": "the same file as a.zone"}) == ([zone.path for zone in found.zones], why(found))


def refuse(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """Let nothing be opened whose path has this `ending`, as if the user had no permission."""
    for name in ("beginning", "listed"):
        original = getattr(source, name)

        def opened(path: str, *arguments: Any, original: Any = original) -> Any:
            if path.endswith(ending):
                raise PermissionError(13, "Permission denied", path)
            return original(path, *arguments)

        monkeypatch.setattr(source, name, opened)


def test_folder_that_cannot_be_listed_is_told(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zones may lie in it that the others are compared with."""
    repo.write("example.com.zone")
    (repo.root / "reverse").mkdir()
    refuse(monkeypatch, "/reverse")
    assert {"reverse": "cannot be listed: Permission denied"} == why(repo.find())
    for path in (".", "reverse"):
        expected = ("reverse", 1, "syntax-error", "the folder cannot be listed: Permission denied")
        assert [expected] == problems(repo.find(path))


def test_named_conf_that_cannot_be_read_is_reported(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an index by its name, and would say which zones there are."""
    repo.write("example.com.zone")
    repo.write("named.conf")
    refuse(monkeypatch, "/named.conf")
    message = "the file cannot be read: Permission denied"
    assert [("named.conf", 1, "index-error", message)] == problems(repo.find())


def test_link_loops_end(repo: Repo) -> None:
    """A link to a folder above, and two folders that hold links to each other."""
    repo.write("a/example.com.zone")
    repo.write("b/example.net.zone")
    (repo.root / "a" / "up").symlink_to("..")
    (repo.root / "a" / "b").symlink_to("../b")
    (repo.root / "b" / "a").symlink_to("../a")
    (repo.root / "self").symlink_to("self")

    found = repo.find()
    assert ["a/example.com.zone", "b/example.net.zone"] == [zone.path for zone in found.zones]
    assert {"a/up": "a link to a folder that holds it", "self": "a broken link"} == why(found)


def test_a_link_that_leaves_the_root_is_passed_over_on_a_walk(repo: Repo) -> None:
    """It is no fault of the zones; what it leads to is not opened."""
    outside = repo.root.parent / "secret.zone"
    outside.write_text(FORWARD)
    repo.write("example.com.zone")
    (repo.root / "example.net.zone").symlink_to(outside)
    (repo.root / "all").symlink_to(repo.root.parent)

    found = repo.find()
    assert (["example.com.zone"], []) == ([zone.path for zone in found.zones], problems(found))
    assert dict.fromkeys(("all", "example.net.zone"), "a link that leads outside the root") == why(found)


@pytest.mark.parametrize("path", ["link.zone", "link"])
@pytest.mark.parametrize("by", ["command line", "index", "sources"])
def test_a_link_that_leaves_the_root_is_a_problem_where_something_names_it(repo: Repo, path: str, by: str) -> None:
    """The source of the problem has no text, for what lies outside is not opened."""
    outside = repo.root.parent / "secret.zone"
    outside.write_text(FORWARD)
    repo.write("example.com.zone")
    (repo.root / path).symlink_to(outside)

    settings = repo.config(f'sources = ["example.com.zone", "{path}"]') if by == "sources" else Settings()
    if by == "index":
        repo.write("named.conf", f'zone "example.net" {{ type primary; file "{path}"; }};')
    found = repo.find(*((path,) if by == "command line" else ()), settings=settings)
    where = "named.conf" if by == "index" else path
    assert [(where, "include-not-found")] == [problem[::2] for problem in problems(found)]
    assert "secret" not in "".join(problem.source.text + problem.message for problem in found.problems)


def test_pipes_are_not_opened(repo: Repo) -> None:
    """Reading one would wait for ever."""
    repo.write("example.com.zone")
    os.mkfifo(repo.root / "db.example.net")

    assert {"db.example.net": "neither a file nor a folder"} == why(repo.find())
    with pytest.raises(NothingToLint, match=r"db\.example\.net is neither a file nor a folder"):
        repo.find("db.example.net")


@pytest.mark.parametrize("path", ["x/" * 1_000_000, "*/" * 1_000_000 + "x"])
def test_paths_without_end_are_not_looked_for(repo: Repo, path: str) -> None:
    """No tail of them is tried that begins with a folder which is not there."""
    repo.write("example.com.zone")
    repo.write("named.conf", f'include "{path}"; zone "a" {{ type primary; file "{path}"; }};')

    assert {"a.", "example.com."} == {zone.origin for zone in [*repo.find().zones, *repo.find().declared]}


def test_large_files_are_not_read(repo: Repo) -> None:
    """A sparse file takes no room on the disk, but it would in memory."""
    repo.write("example.com.zone")
    with open(repo.root / "db.example.net", "wb") as file:
        file.truncate(300 * 1024 * 1024)

    found = repo.find()
    assert {"db.example.net": "larger than 256 MiB"} == why(found)
    message = "the zone file is not read: larger than 256 MiB"
    assert [("db.example.net", 1, "limit-exceeded", message)] == problems(found)
    repo.write("named.conf", 'zone x { type primary; file "db.example.net"; };')
    message = "the file of zone x. is not read: larger than 256 MiB"
    assert [("named.conf", 1, "limit-exceeded", message)] == problems(repo.find())


def test_the_root_is_the_work_tree(repo: Repo) -> None:
    """From wherever in it zonelint runs."""
    repo.write("zones/example.com.zone")

    assert str(repo.root) == repo.find("zones").root


def test_without_a_work_tree_the_current_folder_is_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it holds all paths; else their common folder."""
    repo = Repo(tmp_path)
    for name in ("a/one/example.com.zone", "a/two/example.net.zone", "b/nothing"):
        repo.write(name)

    monkeypatch.chdir(tmp_path / "a")
    assert str(tmp_path / "a") == repo.find("one").root
    monkeypatch.chdir(tmp_path / "b")
    found = repo.find("../a/one", "../a/two/example.net.zone")
    assert str(tmp_path / "a") == found.root
    assert ["../a/one/example.com.zone", "../a/two/example.net.zone"] == [zone.path for zone in found.zones]


# -- named explicitly, by hand


def test_an_explicit_file_needs_one_record(repo: Repo) -> None:
    """Or a name; else it is an error that names it."""
    repo.write("x.example", "nonsense here\nwww A 192.0.2.1\n")
    repo.write("old.bak", f"$ORIGIN example.com.\n{FORWARD}")
    repo.write("notes.txt", "just text\n")

    assert {"old.bak": "example.com.", "x.example": "x.example."} == repo.zones("x.example", "old.bak")
    with pytest.raises(NothingToLint, match=r"^notes\.txt is not a zone file: "):
        repo.find("notes.txt")


def test_an_explicit_zone_of_unknown_origin_is_a_problem(repo: Repo) -> None:
    """It is a zone, so that is a fault of it."""
    repo.write("website")

    found = repo.find("website")
    assert ([], ["conflicting-origin"]) == (found.zones, [problem.rule for problem in found.problems])
    assert {"website": "example.org."} == repo.zones("website", origin="Example.org")
    with pytest.raises(NothingToLint, match="--origin needs a file"):
        repo.find(".", origin="example.org")


def test_a_word_behind_the_zone_contradicts_nothing(repo: Repo) -> None:
    """It says which of several such files this is."""
    repo.write("example.com-default.zone", f"$ORIGIN example.com.\n{FORWARD}")

    assert {"example.com-default.zone": "example.com."} == repo.zones()


def test_a_zone_that_an_index_lacks_the_file_of_is_the_one_of_the_text(repo: Repo) -> None:
    """The name of the file is the slip; not so if the index knows the zone of that name, too."""
    index = 'zone "example.org" { type primary; file "db.example.org"; };\n'
    repo.write("named.conf", index)
    repo.write("db.example.net", "$ORIGIN example.org.\n" + SOA)
    found = repo.find()

    assert [("example.org.", "db.example.net")] == [(zone.origin, zone.path) for zone in found.zones]
    assert "conflicting-origin" not in [problem.rule for problem in found.problems]

    repo.write("named.conf", index + 'zone "example.net" { type primary; file "other"; };\n')
    found = repo.find()

    assert ([], True) == (found.zones, "conflicting-origin" in [problem.rule for problem in found.problems])


def test_file_of_a_zone_is_not_the_file_of_its_statement(repo: Repo) -> None:
    """Both may have the same name, in other folders of the server."""
    repo.write("etc/named.conf", 'options { directory "/var/named"; };\ninclude "/etc/example.com.zone";\n')
    repo.write("etc/example.com.zone", 'zone "example.com" { type primary; file "example.com.zone"; };\n')
    repo.write("var/named/example.com.zone", SOA)

    assert {"var/named/example.com.zone": "example.com."} == repo.zones(".")


@pytest.mark.parametrize(
    "beginning",
    [
        "My setup:\n=============/etc/named.conf=====\n",
        "[root@ns1 ~]# cat /etc/named.conf\n",
        "root@ns1.example.com:/etc/bind# cat named.conf\n",
        "hostmaster@ns1:~$ less named.conf\n",
    ],
)
def test_notes_about_a_configuration_are_none(beginning: str, repo: Repo) -> None:
    """They quote it, and part what they quote by rulers, or show what was typed."""
    zone = 'zone "example.com" { type primary; file "example.com.zone"; };\n'
    repo.write("etc/named.conf", beginning + zone)
    repo.write("example.com.zone", SOA)
    found = repo.find()

    assert ["example.com.zone"] == [each.path for each in found.zones]
    assert [] == found.problems
    assert "notes about a named.conf" in dict(found.ignored)["etc/named.conf"]


@pytest.mark.parametrize(("values", "is_zone"), [(0, True), (2, True), (3, False)])
def test_yaml_with_fields_of_its_own_is_of_another_form(repo: Repo, values: int, is_zone: bool) -> None:
    """A value in the place of records is a slip in a zone, and several are the fields of something else."""
    fields = "".join(f"{name}: 12h\n" for name in ("refresh", "retry", "expire")[:values])
    repo.write("example.com.yaml", f"---\n{fields}www:\n  - type: A\n    value: 4.3.2.1\n")
    repo.write("example.org.zone", SOA)

    assert is_zone == ("example.com.yaml" in repo.zones("."))


@pytest.mark.parametrize(
    ("name", "host", "why"),
    [
        (
            "others.zone",
            "a.example.com.",
            "a file may hold a part of it: a reverse zone of which nothing tells the origin",
        ),
        ("named.loopback", "localhost.", ""),
    ],
)
def test_reverse_zone_of_unknown_origin_may_be_a_part_of_another(repo: Repo, name: str, host: str, why: str) -> None:
    """What a loaded zone above it lacks may stand there; a loopback zone is none of these."""
    repo.write("10.in-addr.arpa.zone", SOA + "1.0.0 PTR b.example.com.\n")
    repo.write("example.com.zone", SOA)
    repo.write(name, SOA + f"7 PTR {host}\n")

    repo.write("copy.zone", SOA + "1.0.0 PTR b.example.com.\n")

    assert {"10.in-addr.arpa.": why, "example.com.": ""} == {zone.origin: zone.partial for zone in repo.find().zones}


def test_file_named_in_the_order_of_a_tree(repo: Repo) -> None:
    """Such names sort the files of one top-level domain together; the text says which zone it is."""
    repo.write("db.org.example", "$ORIGIN example.org.\n" + SOA)
    repo.write("db.net.example.sub", "$ORIGIN sub.example.net.\n" + SOA)
    found = repo.find()

    assert {"db.org.example": "example.org.", "db.net.example.sub": "sub.example.net."} == repo.zones(".")
    assert [] == found.problems


def test_what_is_not_there_is_named(repo: Repo) -> None:
    """A wrong path must not look clean."""
    with pytest.raises(NothingToLint, match=r"^zonse: no such file or folder$"):
        repo.find("zonse")


def test_nothing_at_all_says_where_was_looked(repo: Repo) -> None:
    """And what was passed over, the likeliest first."""
    repo.write("zones/README", "text")
    repo.write("zones/website")

    with pytest.raises(NothingToLint, match=r"^no zone was found in zones \(2 ignored: zones/website: a zone "):
        repo.find("zones")


def test_zones_mapped_by_hand_come_first(repo: Repo) -> None:
    """They tell the origin, and replace what an index says."""
    repo.write("website")
    repo.write("db.new")
    repo.write("db.old")
    repo.write("named.conf", 'zone "example.net" { type primary; file "db.old"; };')

    found = repo.find(".", zone_map={"Example.org": "website", "example.net": "db.new"})
    assert [("db.new", "example.net.", "--zone"), ("website", "example.org.", "--zone")] == [
        (zone.path, zone.origin, zone.origin_from) for zone in found.zones
    ]
    assert "example.net. is read from db.new instead (--zone)" == why(found)["db.old"]
    with pytest.raises(NothingToLint, match=r"the file that --zone names for a\. is not there: nix"):
        repo.find(".", zone_map={"a": "nix"})


# -- configuration


def test_sources_are_the_zones_and_paths_the_focus(repo: Repo) -> None:
    """Narrowing the report must not narrow what is known."""
    settings = repo.config('sources = ["zones", "extra/*.zone"]\nexclude = ["draft*"]\n')
    for name in ("zones/example.com.zone", "extra/example.net.zone", "zones/draft.example.zone"):
        repo.write(name)
    repo.write("other/example.org.zone")

    found = repo.find("zones", settings=settings)
    assert ["extra/example.net.zone", "zones/example.com.zone"] == [zone.path for zone in found.zones]
    assert [str(repo.root / "zones")] == found.focus
    assert {"zones/draft.example.zone": "excluded by the configuration"} == why(found)
    assert repo.find(settings=settings).focus is None
    with pytest.raises(NothingToLint, match=r"lies outside the root"):
        repo.find("..", settings=settings)


@pytest.mark.parametrize(
    ("paths", "warnings"),
    [
        (("zones", ".", "ns/named.conf", "assumed", ".zonelint.toml", "ns"), []),
        (("other/example.org.zone",), ["other/example.org.zone is not part of the zone set: no source names it"]),
        (
            ("zones", "zones/draft.example.zone", "README.md", "other/db"),
            [
                "zones/draft.example.zone is not part of the zone set: excluded by the configuration",
                "other/db is not part of the zone set: no source names it",
            ],
        ),
        (("other", "zones", "README.md"), ["no zone of the set is in other"]),
        (("README.md",), ["README.md is not part of the zone set: no source names it"]),
        (("zones", "README.md"), []),
    ],
)
def test_path_that_is_no_part_of_the_set_is_warned_of(repo: Repo, paths: tuple[str, ...], warnings: list[str]) -> None:
    """It must not look clean; but a hook that hands over every file of a change is not told of those that are none."""
    settings = repo.config('sources = ["zones", "ns"]\nexclude = ["draft*"]\nassume = ["assumed"]\n')
    for name in ("zones/example.com.zone", "zones/draft.example.zone", "other/example.org.zone", "other/db", "assumed"):
        repo.write(name)
    repo.write("README.md", "# Our zones\n")
    repo.write("ns/named.conf", 'zone "example.net" { type secondary; primaries { 192.0.2.1; }; };')

    assert warnings == repo.find(*paths, settings=settings).warnings


def test_focus_may_be_an_included_file_or_an_index(repo: Repo) -> None:
    """Findings lie in these as well."""
    settings = repo.config("")
    repo.write("named.conf", 'zone "example.com" { type primary; file "db.com"; };')
    repo.write("db.com", f"{FORWARD}$INCLUDE part\n")
    repo.write("part", "mail A 192.0.2.2\n")

    assert [str(repo.root / name) for name in ("part", "named.conf")] == repo.find(
        "part", "named.conf", settings=settings
    ).focus


def test_a_missing_source_is_named(repo: Repo) -> None:
    """A renamed folder must not look clean."""
    with pytest.raises(NothingToLint, match=r"zonse, which `sources` names, does not exist"):
        repo.find(settings=repo.config('sources = ["zonse"]'))


def test_pattern_outside_the_root_tells_no_names(repo: Repo) -> None:
    """What is refused is the folder that it begins with."""
    secret = repo.root.parent / "private"
    secret.mkdir()
    (secret / "name").write_text("")

    found = repo.find(settings=repo.config('sources = ["../private/*"]'))
    assert ["../private"] == [problem.source.path for problem in found.problems]
    assert [] == found.ignored


def test_assumed_records_are_not_linted(repo: Repo) -> None:
    """They are others' records, in a file of ours."""
    repo.write("example.com.zone")
    repo.write("external.zone", f"$ORIGIN example.net.\n{FORWARD}")

    found = repo.find(settings=repo.config('assume = ["external.zone"]'))
    assert ["example.com.zone"] == [zone.path for zone in found.zones]
    assert {"external.zone": "records that others publish (assume)"} == why(found)


@pytest.mark.parametrize(
    ("name", "why_not"),
    [
        ("../secret", "lies outside the root"),
        ("link", "lies outside the root"),
        ("gone", "is not there"),
        ("pipe", "is not there"),
        (".", "is not there"),
    ],
)
def test_assumed_files_lie_in_the_root(repo: Repo, name: str, why_not: str) -> None:
    """A configuration may come from a stranger as well as a zone; reports would quote what lies outside."""
    repo.write("example.com.zone")
    (repo.root.parent / "secret").write_text("secret\n")
    (repo.root / "link").symlink_to("../secret")
    os.mkfifo(repo.root / "pipe")

    with pytest.raises(NothingToLint, match=f"^{re.escape(name)}, which `assume` names, {why_not}$"):
        repo.find(settings=repo.config(f'assume = ["{name}"]'))


def test_mapped_file_outside_the_root_is_called_that(repo: Repo) -> None:
    """Whether there is one is not told."""
    with pytest.raises(NothingToLint, match=r"^the file that config names for a\. lies outside the root: \.\./gone$"):
        repo.find(settings=repo.config('[zones]\na = "../gone"'))


def test_the_configuration_maps_zones(repo: Repo) -> None:
    """Relative to its own folder."""
    repo.write("sub/website")

    settings = repo.config('[zones]\n"example.com" = "sub/website"')
    assert [("sub/website", "example.com.", "config")] == [
        (zone.path, zone.origin, zone.origin_from) for zone in repo.find(settings=settings).zones
    ]


def test_outside_is_read_where_the_configuration_allows_it(repo: Repo) -> None:
    """It is the trusted side that says so."""
    shared = repo.root.parent / "shared"
    shared.mkdir()
    (shared / "example.net.zone").write_text(FORWARD)
    (repo.root / "shared").symlink_to(shared)

    found = repo.find(settings=repo.config('allow-outside = ["../shared"]'))
    assert (["example.net."], []) == ([zone.origin for zone in found.zones], found.problems)


# -- named.conf


def index(repo: Repo, text: str, name: str = "named.conf") -> list[ZoneFile]:
    """Write a named.conf and return the zones found."""
    repo.write(name, text)
    return repo.find().zones


def test_an_index_tells_origin_and_place(repo: Repo) -> None:
    """A file may be served under several origins."""
    repo.write("db.empty", ZONE)
    zones = index(repo, "\n".join(f'zone "{name}.example" {{ type master; file "db.empty"; }};' for name in "ab"))

    assert [("a.example.", "named.conf:1", 1), ("b.example.", "named.conf:2", 2)] == [
        (zone.origin, zone.origin_from, zone.place.line) for zone in zones if zone.place is not None
    ]
    assert {"named.conf"} == {zone.index for zone in zones}


@pytest.mark.parametrize(
    ("conf", "directory", "file", "path"),
    [
        ("named.conf", None, "zones/db.x", "zones/db.x"),
        ("named.conf", "/var/named", "zones/db.x", "zones/db.x"),
        ("etc/bind/named.conf", None, "/etc/bind/zones/db.x", "etc/bind/zones/db.x"),
        ("named.conf", None, "/etc/bind/zones/db.x", "bind/zones/db.x"),
        ("srv/etc/named.conf", "/var/named", "db.x", "srv/var/named/db.x"),
        ("conf/named.conf", "/var/named", "master/db.x", "zones/master/db.x"),
        ("named.conf", "/x/y", "../z/db.x", "z/db.x"),
        ("a/named.conf", "zones", "db.x", "a/zones/db.x"),
    ],
)
def test_paths_of_the_server_are_found(repo: Repo, conf: str, directory: str | None, file: str, path: str) -> None:
    """As they are, below the folders above the index, by their longest tail, by a base name that is unique."""
    repo.write(path)
    options = f'options {{ directory "{directory}"; }};' if directory is not None else ""
    zones = index(repo, f'{options}zone "x.example" {{ type primary; file "{file}"; }};', conf)

    assert [(path, "x.example.")] == [(zone.path, zone.origin) for zone in zones]


def test_the_longest_tail_wins(repo: Repo) -> None:
    """Of two files of the name, the one in the folder of the name."""
    repo.write("db.x")
    repo.write("internal/db.x")
    zones = index(repo, 'zone "x.example" { type primary; file "/etc/bind/internal/db.x"; };')

    assert ["internal/db.x"] == [zone.path for zone in zones]


def test_a_base_name_that_is_not_unique_is_none(repo: Repo) -> None:
    """Never a guess."""
    repo.write("a/db.x")
    repo.write("b/db.x")
    repo.write("conf/named.conf", 'zone "x.example" { type primary; file "/srv/db.x"; };')

    found = repo.find()
    assert ([], [("x.example.", "primary")]) == (found.zones, [(zone.origin, zone.kind) for zone in found.declared])


def test_the_configuration_maps_folders_of_the_server(repo: Repo) -> None:
    """A mapped folder comes before all else; so does the server's root for absolute paths."""
    repo.write("db/db.x")
    repo.write("jail/etc/db.y")
    repo.write(
        "named.conf",
        'zone "x.example" { type primary; file "/srv/dns/db.x"; };\nzone y. { type primary; file "/etc/db.y"; };',
    )
    settings = repo.config('[named]\nchroot = "jail"\nmap = { "/srv/dns" = "db" }')

    assert ["db/db.x", "jail/etc/db.y"] == [zone.path for zone in repo.find(settings=settings).zones]


def test_relative_includes_start_at_the_directory(repo: Repo) -> None:
    """That is where named runs; the folder is found like the files."""
    repo.write("var/named/db.x")
    text = 'options { directory "/var/named"; };\nzone x { type primary; file "db.x"; };'
    [zone] = index(repo, text, "etc/named.conf")

    assert [str(repo.root / "var/named")] == zone.include_dirs


def test_a_file_that_is_not_there_is_a_problem(repo: Repo) -> None:
    """If most files of its folder are; the zone is known all the same."""
    for name in "uvx":
        repo.write(f"db.{name}")
    zones = "".join(f'zone "{name}.example" {{ type primary; file "/etc/bind/db.{name}"; }};' for name in "uvx")
    repo.write("named.conf", f'{zones}\n\nzone "y.example" {{ type primary; file "/etc/bind/db.y"; }};')

    found = repo.find()
    message = "the file of zone y.example. is not there: /etc/bind/db.y"
    assert [("named.conf", 3, "index-error", message)] == problems(found)
    assert [("y.example.", "primary")] == [(zone.origin, zone.kind) for zone in found.declared]


@pytest.mark.parametrize(
    "zone",
    [
        'zone "localhost" { type primary; file "/etc/bind/db.local"; };',
        'zone "my.internal.zone" { type master; file "my.internal.zone.db"; };',
        'zone "y.example" { type primary; file "/var/lib/bind/db.y"; };',
        'zone "y.example" { type primary; file "/etc/bind/db.y"; update-policy local; };',
    ],
)
def test_a_file_that_the_repository_need_not_hold_is_none(repo: Repo, zone: str) -> None:
    """Those of the distribution, of folders that are elsewhere, of dynamic zones."""
    repo.write("db.x")
    repo.write("named.conf", 'zone "x.example" { type primary; file "/etc/bind/db.x"; };' + zone)

    found = repo.find()
    assert ([], 1) == (found.problems, len(found.declared))
    assert any("is not in the repository" in reason for reason in why(found).values())


@pytest.mark.parametrize("name", ["db.XXX.XX", "rev.115.145.xxx"])
def test_a_file_whose_name_is_to_be_filled_in_is_not_missed(repo: Repo, name: str) -> None:
    """Whoever takes the sample writes the numbers of his network there; where such a file is here, it is read."""
    for zone in "uvx":
        repo.write(f"db.{zone}")
    zones = "".join(f'zone "{zone}.example" {{ type primary; file "/etc/bind/db.{zone}"; }};' for zone in "uvx")
    repo.write("named.conf", f'{zones}\nzone "y.example" {{ type primary; file "/etc/bind/{name}"; }};')

    found = repo.find()
    assert [] == problems(found)
    assert ["a placeholder, no name yet, at named.conf:2"] == [
        each.why for each in found.ignored if each.path == f"/etc/bind/{name}"
    ]
    repo.write(name)
    assert [*(f"{zone}.example." for zone in "uvx"), "y.example."] == sorted(each.origin for each in repo.find().zones)


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        ("db.Y.example", "db.y.example"),
        ("y_mail.example", "y-mail.example"),
        ("y.exampel", "y.example"),
        ("y.exmple.zone", "y.example.zone"),
        ("y.example.zone", "y.example"),
        ("y.example.db", "y.example.zone"),
    ],
)
def test_a_file_of_nearly_the_name_is_named(repo: Repo, there: str, wanted: str) -> None:
    """Its folder may hold nothing else of the index."""
    repo.write(f"zones/{there}", ZONE)
    repo.write("named.conf", f'zone "y.example" {{ type primary; file "/etc/bind/zones/{wanted}"; }};')

    [problem] = repo.find().problems
    assert ("index-error", f"zones/{there} has almost the same name") == (problem.rule, problem.help)


@pytest.mark.parametrize(("count", "is_slip"), [(3, True), (4, False)])
def test_files_that_have_one_more_ending_than_the_index_says(repo: Repo, count: int, is_slip: bool) -> None:
    """Many are no slip: whoever installs them cuts it off. They are read as what the index means all the same."""
    names = [f"{name}.example" for name in ("alpha", "bravo", "charlie", "delta")[:count]]
    for name in names:
        repo.write(f"zones/{name}.dns", ZONE.replace("x.example", name))
    repo.write("named.conf", "".join(f'zone "{n}" {{ type primary; file "/etc/bind/zones/{n}"; }};' for n in names))
    found = repo.find()

    assert [f"zones/{name}.dns has almost the same name" for name in names if is_slip] == [
        problem.help for problem in found.problems
    ]
    assert [f"{name}." for name in names] == sorted(zone.origin for zone in found.zones)
    assert [not is_slip] * count == [(zone.index or "").endswith("named.conf") for zone in found.zones]


@pytest.mark.parametrize(
    ("folder", "file", "there", "count"),
    [
        ("/var/cache/bind", "etc/bind/zones/db.x", "bind/zones/db.x", 1),
        ("/var/cache/bind", "etc/bind/zones/db.x", "etc/bind/zones/db.x", 1),
        ("/var/cache/bind", "/etc/bind/zones/db.x", "bind/zones/db.x", 0),
        ("/var/chroot", "etc/bind/zones/db.x", "chroot/etc/bind/zones/db.x", 0),
        ("/", "etc/bind/zones/db.x", "etc/bind/zones/db.x", 0),
        ("/usr/local/bind", "etc/db.x", "bind/etc2/etc/db.x", 0),
        ("/usr/local/bind", "etc/zones/db.x", "etc/zones/db.x", 0),
        ("/var/cache/bind", "zones/db.x", "zones/db.x", 0),
    ],
)
def test_path_without_its_first_slash(repo: Repo, folder: str, file: str, there: str, count: int) -> None:
    """The server looks for it below its directory, where it is not, and the zone is read all the same."""
    repo.write(there, ZONE)
    repo.write(
        "bind/named.conf", f'options {{ directory "{folder}"; }}; zone "x.example" {{ type primary; file "{file}"; }};'
    )
    found = repo.find()

    message = f"{file} has no leading slash, so the server looks for {folder}/{file}"
    assert [("index-error", message, "warning")] * count == [
        (problem.rule, problem.message, problem.severity) for problem in found.problems
    ]
    assert ["x.example."] == [zone.origin for zone in found.zones]


@pytest.mark.parametrize(("origin", "count"), [("1.168.192.in-addr.arpa.", 1), ("2.168.192.in-addr.arpa.", 0)])
def test_slip_in_the_digits_of_a_name(repo: Repo, origin: str, count: int) -> None:
    """Digits number networks: the file must have the zone in an $ORIGIN, be it behind the SOA."""
    repo.write("zones/92.168.1.rev", f"{ZONE}$ORIGIN {origin}\n")
    repo.write("named.conf", 'zone "1.168.192.in-addr.arpa" { type primary; file "/etc/bind/zones/192.168.1.rev"; };')

    found = repo.find()
    assert ["zones/92.168.1.rev has almost the same name"] * count == [problem.help for problem in found.problems]
    assert [origin] * count == [zone.origin for zone in found.zones]


def test_hyphen_in_place_of_the_dot_of_a_reverse_name(repo: Repo) -> None:
    """The file is read for the zone that the index means."""
    repo.write("zones/db.1.168.192.in-addr-arpa", REVERSE)
    name = "1.168.192.in-addr.arpa"
    repo.write("named.conf", f'zone "{name}" {{ type primary; file "/etc/bind/zones/db.{name}"; }};')

    found = repo.find()
    assert [f"{name}."] == [zone.origin for zone in found.zones]
    assert ["zones/db.1.168.192.in-addr-arpa has almost the same name"] == [each.help for each in found.problems]


def test_file_of_another_network_with_nearly_the_name_is_a_hint(repo: Repo) -> None:
    """The file is missing for certain, as its folder shows, and the slip may be in the name of the zone as well."""
    for name in ("db.a", "db.b", "db.192.168.2"):
        repo.write(f"zones/{name}", ZONE)
    zones = {"a.example": "db.a", "b.example": "db.b", "1.168.192.in-addr.arpa": "db.192.168.1"}
    statements = (f'zone "{zone}" {{ type primary; file "/etc/bind/zones/{file}"; }};' for zone, file in zones.items())
    repo.write("named.conf", "\n".join(statements))

    [problem] = repo.find().problems
    assert ("index-error", 3) == (problem.rule, problem.span.line)
    assert problem.help.startswith("zones/db.192.168.2 has almost the same name: ")


@pytest.mark.parametrize(
    ("there", "text"),
    [
        ("db.192.168.2", ZONE),  # another network
        ("y.example.zone.bak", ZONE),
        ("y.exampel.zone", f"$ORIGIN y.exampel.\n{ZONE}"),  # it says itself what it is
        ("y.example.zone.j2", ZONE),
    ],
)
def test_a_file_of_another_zone_has_no_near_name(repo: Repo, there: str, text: str) -> None:
    """Nobody can tell then that a file is missing."""
    repo.write(f"zones/{there}", text)
    wanted = "db.192.168.1" if there.startswith("db") else "y.example.zone"
    repo.write("named.conf", f'zone "y.example" {{ type primary; file "/etc/bind/zones/{wanted}"; }};')

    assert [] == repo.find().problems


@pytest.mark.parametrize(
    ("made", "name", "text"),
    [
        (".gitignore", "zones/db.y*", ""),
        (".gitignore", "/elsewhere/db.y", ""),
        ("zones/.gitignore", "*.y", ""),
        (".gitignore", "zones/", ""),
        ("zones/db.y.j2", "", "{{ x }}"),
        ("roles/dns/templates/db.y.j2", "", "{{ x }}"),
        ("lists/make.sh", "", "curl https://example.com/list > db.y; cp db.y ../zones/"),
        ("Makefile", "", "zones/db.y: hosts\n\t./make > $@"),
    ],
)
def test_a_file_that_is_made_elsewhere_is_not_missed(repo: Repo, made: str, name: str, text: str) -> None:
    """Git ignores a file of its name, its template lies there, or a script names it."""
    for each in "uvx":
        repo.write(f"zones/db.{each}", ZONE)
    repo.write(made, f"{name}\n{text}")
    zones = "".join(f'zone "{each}.example" {{ type primary; file "/etc/bind/zones/db.{each}"; }};' for each in "uvxy")
    repo.write("named.conf", zones)

    assert [] == repo.find().problems


def test_a_zone_that_is_commented_out_is_not_whole(repo: Repo) -> None:
    """It may be served elsewhere: nothing is called missing in it. A file that the index does not speak of is whole."""
    for name in "abc":
        repo.write(f"zones/{name}.example.zone")
    statement = 'zone "{0}.example" {{ type primary; file "/etc/bind/zones/{0}.example.zone"; }};\n'
    repo.write("named.conf", f"{statement.format('a')}// {statement.format('b')}")

    partial = {zone.origin: zone.partial for zone in repo.find().zones}
    assert ["b.example."] == [origin for origin, why in partial.items() if why]


PRINT_IR = "run `dnscontrol print-ir > ir.json`, and check ir.json"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("dnsconfig.js", "require('x')", f"a program of DNSControl: {PRINT_IR}"),
        (
            "domains/example.com.js",
            "D('example.com', REG, A('@', '192.0.2.1'));\n",
            f"a program of DNSControl: {PRINT_IR}",
        ),
        (
            "data/example.com.txt",
            "# NS\n.example.com::ns.example.net\n+www.example.com:192.0.2.1\n",
            "tinydns-data, which is not read",
        ),
        ("main.tf", 'resource "aws_route53_record" "a" {\n}\n', "Terraform, which is not read"),
        (
            "files/office.txt",
            "@ 300 IN MX 10 mail\n",
            "records of a zone whose origin is not known: name it with --origin, --zone or in [zones]",
        ),
        ("db.example.com.j2", "{{ soa }}\n", "a template of a zone: check the file that is made of it"),
        ("zones.j2", "a IN A {{ a }}\n", "a template of a zone: check the file that is made of it"),
    ],
)
def test_what_there_is_in_place_of_zones_is_said(repo: Repo, name: str, text: str, says: str) -> None:
    """A licence, a picture, code, and what only its comments make look like records are not named."""
    repo.write("LICENSE", "# A licence is none.\n# A SRV record is one.\nAll rights reserved.\n")
    repo.write("README.md", "www IN A 192.0.2.1\n")
    repo.write("logo.png", "\0")
    repo.write("fastcgi.conf.j2", "fastcgi_param HTTPS $https;\nfastcgi_param X {{ x }};\nfastcgi_param Y y;\n")
    repo.write(name, text)

    with pytest.raises(NothingToLint) as raised:
        repo.find()
    assert f"no zone was found in . (5 ignored: {name}: {says})" == str(raised.value)


def test_a_folder_of_old_copies_is_read_where_nothing_else_holds_them(repo: Repo) -> None:
    """An application may be called backup, and all zones may lie in an archive."""
    repo.write("roles/archive/dns/named.conf", 'zone "a.example" { type primary; file "/etc/bind/db.a"; };')
    repo.write("roles/archive/dns/db.a", f"$ORIGIN a.example.\n{ZONE}")

    assert {"roles/archive/dns/db.a": "a.example."} == repo.zones()


@pytest.mark.parametrize("folder", ["deprecated", "zz_notused_dns", "roles/unused/files", "retired-zones"])
def test_a_folder_that_says_unused_is_passed_over_wherever_it_lies(repo: Repo, folder: str) -> None:
    """Nobody loads what is in it; a server's configuration elsewhere that names a file there knows better."""
    repo.write(f"{folder}/a.example.zone", ZONE)
    repo.write("b.example.zone", ZONE)
    assert {"b.example.zone": "b.example."} == repo.zones()

    repo.write("named.conf", f'zone "a.example" {{ type primary; file "{folder}/a.example.zone"; }};')
    assert {"b.example.zone": "b.example.", f"{folder}/a.example.zone": "a.example."} == repo.zones()


def test_a_role_that_makes_backups_holds_none(repo: Repo) -> None:
    """A folder for them is another thing."""
    repo.write("a.example.zone")
    repo.write("backup/a.example.zone")
    repo.write("roles/backup-server/files/a.example.zone")
    repo.write("roles/bind/backup/a.example.zone")

    assert ["a.example.zone", "roles/backup-server/files/a.example.zone"] == sorted(repo.zones())


@pytest.mark.parametrize("name", ["pdns.conf.j2", "bindbackend.conf.j2"])
def test_a_template_of_powerdns_says_that_it_has_a_part(repo: Repo, name: str) -> None:
    """What it reads is no error: an $ORIGIN without its final dot."""
    repo.write(name, "{% for zone in zones %}\n{% endfor %}\n")
    repo.write("a.example.zone", f"$ORIGIN a.example\n{ZONE}")

    assert ["powerdns?"] == [zone.dialect for zone in repo.find().zones]


def test_a_template_of_an_index_names_zones(repo: Repo) -> None:
    """In which only values are to be filled in; files that are not there are made elsewhere."""
    conf = 'zone "a.example" { type primary; file "x"; };\nzone "b.example" { type primary; file "y"; };\n'
    repo.write("named.conf.j2", f"options {{ directory {{{{ folder }}}}; }};\n{conf}")
    repo.write("x", f"$TTL 1h\n{SOA}@ NS ns.example.\n")
    repo.write("nsd.conf.j2", "zone:\n  name: c.example\n  zonefile: z\nzone:\n  name: d.example\n  zonefile: z\n")
    repo.write("z", f"$TTL 1h\n{SOA}@ NS ns.example.\n")

    zones = [(zone.path, zone.origin) for zone in repo.find().zones]
    assert [("x", "a.example."), ("z", "c.example."), ("z", "d.example.")] == zones
    assert [] == repo.find().problems


@pytest.mark.parametrize("name", ["named.conf", "local.conf"])
def test_typographic_quotes_in_an_index_are_one_error(repo: Repo, name: str) -> None:
    """What is meant is plain, so its zones are read; those in comments are none."""
    first = "# zones “of ours”\nzone “a.example” { // “x”\n  type primary;\n  file “db.a”;\n};\n"
    repo.write(name, first + 'zone "b.example” { type primary; file "db.b"; };\n')
    repo.write("db.a")
    repo.write("db.b")

    assert {"db.a": "a.example.", "db.b": "b.example."} == repo.zones()
    message = "this is a typographic quote, which a server takes for a part of the word"
    assert [(name, 2, "index-error", message)] == problems(repo.find())


def test_typographic_quotes_in_comments_are_no_errors(repo: Repo) -> None:
    """No server reads them."""
    repo.write("named.conf", '/* “a” */\nzone "a.example" { type primary; file "db.a"; }; # “b”\n')
    repo.write("db.a")

    assert [] == repo.find().problems


def test_lines_of_mako_in_what_an_index_includes_are_no_statements(repo: Repo) -> None:
    """They choose between these, and what becomes of a value is not known."""
    options = "options {\n% if type == 'master':\n  notify yes;\n  also-notify { ${' '.join(ips)} };\n% endif\n};\n"
    repo.write("named.conf.options", options)
    repo.write("named.conf", 'include "named.conf.options";\nzone "a.example" { type primary; file "db.a"; };\n')
    repo.write("db.a")

    assert {"db.a": "a.example."} == repo.zones()
    assert [] == repo.find().problems


@pytest.mark.parametrize("index", ["named.conf.master.j2", "named.conf"])
def test_an_index_says_of_which_zone_a_template_is(repo: Repo, index: str) -> None:
    """It names the file that is made of it; a file that is named after another zone says less."""
    repo.write(index, 'zone "dev.a.example" { type primary; file "/etc/bind/db.a.dev"; };\n')
    repo.write("templates/zones/db.a.dev.j2", f"{ZONE}www A 192.0.2.1\n")

    assert {"templates/zones/db.a.dev.j2": "dev.a.example."} == repo.zones()
    assert [] == repo.find().problems


def test_a_template_of_a_zone_has_the_server_of_its_index(repo: Repo) -> None:
    """Its text says which zone it is, and the index what serves that."""
    repo.write("files/Corefile", "a.example {\n  file /etc/coredns/db.a.example\n}\n")
    repo.write("templates/db.a.example.j2", f"$ORIGIN a.example.\n{ZONE}www A 192.0.2.1\n")

    [zone] = repo.find().zones
    assert ("coredns", "CoreDNS serves zones without") == (zone.dialect, zone.without_ns)


def test_of_several_templates_none_is_known_to_be_that_of_an_index(repo: Repo) -> None:
    """Those of two sites may be called alike; and an index may have one file for several zones."""
    repo.write("named.conf", 'zone "dev.a.example" { type primary; file "/etc/bind/db.a.dev"; };\n')
    repo.write("a/db.a.dev.j2", f"{ZONE}www A 192.0.2.1\n")
    repo.write("b/db.a.dev.j2", f"{ZONE}www A 192.0.2.1\n")
    assert {"a/db.a.dev.j2": "a.dev.", "b/db.a.dev.j2": "a.dev."} == repo.zones()

    repo.write("c/named.conf", "".join(f'zone "{x}.example" {{ type primary; file "db.b.dev"; }};\n' for x in "xy"))
    repo.write("c/db.b.dev.j2", f"{ZONE}www A 192.0.2.1\n")
    assert "b.dev." == repo.zones()["c/db.b.dev.j2"]


def test_a_zone_that_a_store_holds_is_not_that_of_a_file(repo: Repo) -> None:
    """The file lies beside the index for reference; another zone is served from one."""
    repo.write("Corefile", "a.example {\n  etcd {\n    path /x\n  }\n}\nb.example {\n  etcd\n  file db.b.example\n}\n")
    repo.write("db.a.example", f"$ORIGIN a.example.\n{ZONE}")
    repo.write("db.b.example", f"$ORIGIN b.example.\n{ZONE}")

    found = repo.find()
    assert ["b.example."] == [zone.origin for zone in found.zones]
    assert [("a.example.", "etcd")] == [(zone.origin, zone.kind) for zone in found.declared]
    assert "a.example. is served from etcd (Corefile:1)" == why(found)["db.a.example"]


def test_etcd_of_one_server_says_nothing_of_the_files_of_others(repo: Repo) -> None:
    """Nor of a file that is named explicitly."""
    repo.write("dev/Corefile", "a.example {\n  etcd\n}\n")
    repo.write("dev/db.a.example", f"$ORIGIN a.example.\n{ZONE}")
    repo.write("zones/db.a.example", f"$ORIGIN a.example.\n{ZONE}")

    assert {"zones/db.a.example": "a.example."} == repo.zones()
    assert {"dev/db.a.example": "a.example."} == repo.zones("dev/Corefile", "dev/db.a.example")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("named.conf.j2", "{% for zone in zones %}\nzone a { type primary; file x; };\n{% endfor %}\n"),
        ("named.conf.j2.bak", 'zone "a.example" { type primary; file "x"; };\n'),
        ("Corefile.j2", "{% for zone in zones %}\na.example {\n  file x\n}\n{% endfor %}\n"),
    ],
)
def test_a_template_that_decides_is_no_index(repo: Repo, name: str, text: str) -> None:
    """What it names is not known."""
    repo.write(name, text)
    repo.write("x", f"$TTL 1h\n{SOA}@ NS ns.example.\n")
    repo.write("b.example.zone")

    assert {"b.example.zone": "b.example."} == repo.zones()


def test_a_folder_of_powerdns_has_its_named_conf(repo: Repo) -> None:
    """Its bind backend reads the same file."""
    repo.write("powerdns/named.conf", 'zone "a.example" { type primary; file "a.example"; };\n')
    repo.write("powerdns/a.example")

    assert ["powerdns"] == [zone.dialect for zone in repo.find().zones]


def test_comments_of_another_language_hide_no_zone(repo: Repo) -> None:
    """The server takes them for records; that is for others to tell."""
    repo.write("a.db", f"// the zone of a\n\n$ORIGIN a.example.\n{ZONE}")

    assert {"a.db": "a.example."} == repo.zones()


def test_a_name_that_the_text_never_writes_is_no_origin(repo: Repo) -> None:
    """Its $ORIGIN lies in the domain of the SOA."""
    repo.write("y.example.zone")
    repo.write(
        "b.example.net",
        "$TTL 60\n@ SOA a.example. root 1 2 3 4 5\n@ NS a.example.\n$ORIGIN b.a.example.\n@ A 192.0.2.1\n",
    )

    assert {"y.example.zone": "y.example."} == repo.zones()
    assert "origin is not known" in why(repo.find())["b.example.net"]


def test_owners_of_another_domain_are_those_of_their_zone(repo: Repo) -> None:
    """The file was called after the first one that stood in its folder."""
    lines = "@ 60 SOA ns1.b.example. root 1 2 3 4 5\n@ NS ns1.b.example.\n"
    repo.write("db.ny3.example.com", f"{lines}ns1.b.example. A 192.0.2.1\nw.b.example. A 192.0.2.2\n")

    assert {"db.ny3.example.com": "b.example."} == repo.zones()


def test_nibbles_that_nobody_parted_are_no_network(repo: Repo) -> None:
    """There is no such zone."""
    repo.write("228c.ip6.arpa", f"$TTL 1h\n{SOA}@ NS ns.example.\n1 PTR a.example.\n")
    repo.write("b.example.zone")

    assert {"b.example.zone": "b.example."} == repo.zones()


def test_the_word_forward_ends_the_name_of_a_zone_file(repo: Repo) -> None:
    """It is no top-level domain."""
    repo.write("a.example.forward", f"$TTL 1h\n{SOA}@ NS ns.example.\n")

    assert {"a.example.forward": "a.example."} == repo.zones()


def test_a_word_with_an_underscore_ends_no_domain(repo: Repo) -> None:
    """It says whose copy the file is, say."""
    repo.write("empty.db_ns1", f"$TTL 1h\n{SOA}@ NS ns.example.\n")
    repo.write("a.example.zone")

    assert ["a.example.zone"] == list(repo.zones())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("zones/a.example.zone", ZONE),
        ("zones/live", f"$ORIGIN a.example.\n{ZONE}"),
        ("named.conf", 'zone "a.example" { type secondary; primaries { 192.0.2.1; }; };'),
        ("zones/a.example.yaml", "? ''\n: {type: A, value: 192.0.2.1}\n"),
    ],
)
def test_a_folder_of_old_copies_is_passed_over(repo: Repo, name: str, text: str) -> None:
    """Its zone is found outside, whatever the file is called."""
    repo.write("old/db.a", f"$ORIGIN a.example.\n{ZONE}")
    repo.write(name, text)

    assert "an old copy, by its folder old/" == why(repo.find())["old/db.a"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "named.conf",
            "{{ ansible_managed }}\nacl lan { {{ net }}; };\noptions { listen-on { {{ ip }}; }; };\n"
            'zone "a.example" { type primary; file "{{ dir }}/db.a"; };\n'
            'zone "b.example" { type primary; file "{{ b }}"; };\n'
            'zone "{{ c }}" { type primary; file "db.c"; };\n',
        ),
        (
            "named.conf",
            "acl lan { ${NET}; };\noptions { listen-on { ${IP}; }; };\n"
            'zone "a.example" { type primary; file "${DIR}/db.a"; update-policy { grant ${KEY} zonesub any; }; };\n'
            'zone "b.example" { type primary; file "${B}"; };\n'
            'zone "${C}" { type primary; file "db.c"; };\n',
        ),
        (
            "knot.conf",
            "server:\n    listen: {{ ip.address }}@53\nzone:\n  - domain: a.example\n    file: db.a\n"
            "  - domain: b.example\n    file: {{ b }}\n  - domain: {{ c }}\n",
        ),
        (
            "nsd.conf",
            "server:\n ip-address: {{ ip }}\nzone:\n name: a.example\n zonefile: db.a\n"
            "zone:\n name: b.example\n zonefile: {{ b }}\nzone:\n name: {{ c }}\n zonefile: db.c\n",
        ),
    ],
)
def test_values_that_are_to_be_filled_in_are_unknown(repo: Repo, name: str, text: str) -> None:
    """The zones with a name and a file are known all the same; nothing is wrong with the index before it is whole."""
    for each in "abc":
        repo.write(f"db.{each}")
    repo.write(name, text)

    found = repo.find()
    assert ([("db.a", "a.example.")], []) == ([(zone.path, zone.origin) for zone in found.zones], problems(found))


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("master_db.10.11.160", "160.11.10.in-addr.arpa"),
        ("pri.db.example.com", "example.com"),
        ("db.lab", "lab"),
    ],
)
def test_a_name_is_read_by_the_zones_that_an_index_declares(repo: Repo, name: str, origin: str) -> None:
    """Those without a file: octets in either order, and words before the name that say nothing."""
    soa = SOA.replace("hostmaster.example.net.", "hostmaster.example.net")
    repo.write(name, f"$TTL 1h\n{soa}@ NS ns.example.net.\n1.64 PTR a.example.com.\n")
    repo.write("named.conf", f'zone "{origin}" {{ type secondary; primaries {{ 192.0.2.1; }}; file "x"; }};')

    found = repo.find()
    assert ({name: f"{origin}."}, []) == ({zone.path: zone.origin for zone in found.zones}, found.declared)


def test_a_part_of_a_server_is_no_server_with_holes(repo: Repo) -> None:
    """Where most of the files of a folder are absent, they are kept elsewhere."""
    repo.write("zones/db.a", ZONE)
    zones = "".join(f'zone "{each}.example" {{ type primary; file "/etc/bind/zones/db.{each}"; }};' for each in "abc")
    repo.write("named.conf", zones)

    assert [] == repo.find().problems


def test_a_pattern_of_includes_needs_its_folder(repo: Repo) -> None:
    """Files beside the index are none of `conf.d/*.conf`, nor is the index."""
    repo.write("db.x")
    repo.write("etc/bind/nginx.conf", "server { listen 80 }\n")
    zone = 'zone "x.example" { type primary; file "db.x"; };'
    repo.write("etc/bind/named.conf", f'include "/etc/bind/conf.d/*.conf";\n{zone}')
    repo.write("etc/nsd/nsd.conf", 'include: "/etc/nsd/conf.d/*.conf"\nserver:\n')

    found = repo.find()
    assert ([], ["etc/bind/named.conf", "etc/nsd/nsd.conf"]) == (problems(found), found.indexes)


def test_a_base_name_leads_to_no_other_text(repo: Repo) -> None:
    """A web server's file of that name holds no record."""
    repo.write("etc/httpd/hosts/example.com", "<VirtualHost 192.0.2.1>\nServerName example.com\n</VirtualHost>\n")
    repo.write("etc/named.conf", 'zone "example.com" { type primary; file "master/example.com"; };')

    assert ({}, []) == (repo.zones(), problems(repo.find()))


def test_the_nearest_file_of_a_name_is_taken(repo: Repo) -> None:
    """What lies beside the index comes before a folder that is called as the server's."""
    repo.write("etc/named/x.conf")
    repo.write("role/files/named/x.conf")
    repo.write("a/zones/db.x")
    repo.write("b/zones/db.x")
    repo.write("role/files/named.conf", 'zone "x.example" { type primary; file "/etc/named/x.conf"; };')
    repo.write("b/named.local.conf", 'zone "y.example" { type primary; file "/srv/db.x"; };')

    assert {"role/files/named/x.conf": "x.example.", "b/zones/db.x": "y.example."} == repo.zones()


def test_other_kinds_are_declared(repo: Repo) -> None:
    """Their copies are not linted; root hints are no zone."""
    repo.write("slaves/db.y")
    repo.write("db.root", "$TTL 1\n. NS a.root.\n")
    repo.write("db.x")
    zones = index(
        repo,
        'zone x.example { type master; file "db.x"; };\nzone y.example { type slave; file "slaves/db.y"; };\n'
        'zone z.example { type forward; };\nzone . { type hint; file "db.root"; };',
    )
    found = repo.find()

    assert ["x.example."] == [zone.origin for zone in zones]
    declared = [(zone.origin, zone.kind) for zone in found.declared]
    assert [("y.example.", "secondary"), ("z.example.", "forward")] == declared
    assert {
        "db.root": "holds the hint zone . of named.conf:4",
        "slaves/db.y": "holds the secondary zone y.example. of named.conf:2",
    } == why(found)


def test_a_zone_that_is_linted_is_not_declared_besides(repo: Repo) -> None:
    """The secondary's configuration may lie in the same repository."""
    repo.write("one/db.x")
    repo.write("one/named.conf", 'zone x.example { type primary; file "db.x"; };')
    repo.write("two/named.conf", "zone x.example { type secondary; };")

    assert [] == repo.find().declared


def test_views(repo: Repo) -> None:
    """A zone of several views: each file its own, shared data one file with all views."""
    repo.write("in/db.x")
    repo.write("out/db.x")
    zones = index(
        repo,
        'view in { zone x.example { type primary; file "in/db.x"; }; };\n'
        'view out { zone x.example { type primary; file "out/db.x"; }; };\n'
        "view third { zone x.example { in-view out; }; };",
    )

    assert [("in/db.x", ("in",), "in"), ("out/db.x", ("out", "third"), "out")] == [
        (zone.path, zone.views, zone.view) for zone in zones
    ]


def test_dynamic_zones_are_marked(repo: Repo) -> None:
    """By the index, or by a journal beside the file."""
    for name in ("db.x", "db.y", "db.z", "db.z.jnl"):
        repo.write(name)
    zones = index(
        repo,
        'zone x { type primary; file "db.x"; };\nzone y { type primary; file "db.y"; allow-update { any; }; };\n'
        'zone z { type primary; file "db.z"; };',
    )

    assert [("x.", False), ("y.", True), ("z.", True)] == [(zone.origin, zone.dynamic) for zone in zones]


def test_included_files_are_no_indexes_of_their_own(repo: Repo) -> None:
    """Debian's named.conf includes its parts by the server's paths."""
    repo.write("db.x")
    repo.write("named.conf", 'include "/etc/bind/named.conf.local";\ninclude "/etc/bind/conf.d/*.conf";\n')
    local = 'zone x.example { type primary; file "/etc/bind/db.x"; };\nzone z.example { type forward; };'
    repo.write("named.conf.local", local)
    repo.write("conf.d/more.conf", 'zone y.example { type primary; file "/etc/bind/db.x"; };')

    found = repo.find()
    assert [("x.example.", "named.conf.local:1"), ("y.example.", "conf.d/more.conf:1")] == [
        (zone.origin, zone.origin_from) for zone in found.zones
    ]
    assert ({"named.conf"}, []) == ({zone.index for zone in found.zones}, found.problems)
    assert ["named.conf"] == [zone.index for zone in found.declared]
    assert ["conf.d/more.conf", "named.conf", "named.conf.local"] == found.indexes


def test_what_no_index_includes_is_not_served(repo: Repo) -> None:
    """Beside a named.conf, other statements are variants or switched off; without one they are the index."""
    repo.write("db.x")
    repo.write("zones.rfc1918", 'zone "10.in-addr.arpa" { type primary; file "db.x"; };')
    assert {"db.x": "10.in-addr.arpa."} == repo.zones()

    repo.write("named.conf", 'zone "x.example" { type primary; file "db.x"; };')
    repo.write("named.conf.test", 'zone "t.example" { type primary; file "db.x"; };')
    repo.write("named.conf.20200102", 'zone "o.example" { type primary; file "db.x"; };')
    repo.write("named.conf.1_15_08", 'zone "o.example" { type primary; file "db.x"; };')
    found = repo.find()

    assert ["x.example."] == [zone.origin for zone in found.zones]
    assert {
        "named.conf.20200102": "an old copy, by its name",
        "named.conf.1_15_08": "an old copy, by its name",
        "named.conf.test": "named.conf beside it does not include it",
        "zones.rfc1918": "statements of a named.conf that no index includes",
    } == why(found)


@pytest.mark.parametrize(
    "text",
    [
        '{% for z in zones %}zone "{{ z }}" { type primary; file "{{ z }}"; };{% endfor %}',
        '<% @zones.each do |z| %>zone "<%= z %>" { type primary; file "<%= z %>"; };<% end %>',
        'zone "<%= @zone %>" { type primary; file "x"; };',
        'zone "%s" { type primary; file "%s"; };',
        'zone "__ZONE__" { type primary; file "x"; };',
        'zone "{your-zone}" IN { type primary; file "{your-zone}.zone"; };',
        'zone "<domain>" { type primary; file "db.domain"; };',
        'key [TSIG Key] { algorithm hmac-md5; secret "x"; };\nzone "x" { type primary; file "x"; };',
        '% if inner:\nzone "x" { type primary; file "x"; };\n% endif\n',
    ],
)
def test_a_template_of_an_index_is_passed_over(repo: Repo, text: str) -> None:
    """Half of its statements would be guesses."""
    repo.write("example.com.zone")
    repo.write("named.conf", text)

    assert {"named.conf": "a template of a named.conf"} == why(repo.find())


def test_a_script_that_writes_an_index_is_none(repo: Repo) -> None:
    """What stands between its marks is what it writes."""
    repo.write("example.com.zone")
    repo.write(
        "named.conf.do", 'for d in $all; do\ncat >>$3 <<EOF\nzone "$d" { type primary; file "$d"; };\nEOF\ndone\n'
    )

    assert {"named.conf.do": "a script that writes a named.conf"} == why(repo.find())


def test_a_link_to_where_a_server_has_its_zones_is_no_fault(repo: Repo) -> None:
    """The repository is a copy of a part of the server: the zones are not in it."""
    (repo.root / "pri").symlink_to("/var/no-such-folder/pri")
    repo.write("named.conf", 'options { directory "/etc"; };\nzone "a.example" { type primary; file "pri/a.zone"; };')
    found = repo.find()

    assert [] == problems(found)
    assert ["a.example."] == [zone.origin for zone in found.declared]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("ZZ.YY.XX.in-addr.arpa", ZONE, "a sample: the network in its name is to be filled in"),
        ("bind.zone", "$ORIGIN bind.\n@ CHAOS SOA a. b. 1 2 3 4 5\n", "a zone of another class than IN"),
    ],
)
def test_zones_of_nobody(repo: Repo, name: str, text: str, reason: str) -> None:
    """A sample of a reverse zone, and what a server tells of itself."""
    repo.write("example.com.zone")
    repo.write(name, text)

    assert {name: reason} == why(repo.find())


POLICY = 'options { response-policy { zone "Policy.example" policy given; zone lists; }; };\n'


@pytest.mark.parametrize(
    ("conf", "beside", "expected"),
    [
        (POLICY + 'zone "policy.example" { type primary; file "policy.example.zone"; };', "", True),
        ('zone "policy.example" { type primary; file "policy.example.zone"; };', POLICY, True),
        ('view a { response-policy { zone policy.example; }; zone "a.example" { type hint; }; };', "", True),
        ("options { response-policy { zone a.example; }; };", "", False),
    ],
)
def test_a_response_policy_zone(repo: Repo, conf: str, beside: str, expected: bool) -> None:
    """The options may stand in another file than the zone: Debian's named.conf includes them all."""
    repo.write("named.conf.local", conf)
    repo.write("named.conf.options", beside or "options { recursion no; };")
    repo.write("policy.example.zone", "$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS a\nwww.policy.example A 192.0.2.1\n")

    assert [("policy.example.", expected)] == [(zone.origin, zone.policy) for zone in repo.find().zones]


@pytest.mark.parametrize("dots", ["...", "  [...]", "…", "...;"])
def test_dots_for_what_was_left_out_of_an_index(repo: Repo, dots: str) -> None:
    """Its zones are known; what the server would refuse of the rest is not."""
    repo.write("db.x")
    repo.write("named.conf", f'options {{\n{dots}\n}};\n{dots}\nzone "x.example" {{ type primary; file "db.x"; }};\n')

    found = repo.find()
    assert (["x.example."], []) == ([zone.origin for zone in found.zones], found.problems)


def test_dots_in_a_comment_leave_nothing_out(repo: Repo) -> None:
    """Only those alone on their line do."""
    repo.write("db.x")
    repo.write("named.conf", '// and so on ...\nzone "x.example" { type primary; file "db.x" };\n')

    assert ["';' is missing before '}'"] == [problem.message for problem in repo.find().problems]


@pytest.mark.parametrize("name", ["@DOMAIN@", "@@DOMAIN@@", "__DOMAIN__", "%DOMAIN%", "%s", "CHANGEME.com"])
def test_a_marked_origin_is_none(repo: Repo, name: str) -> None:
    """A script or a person is still to write the name of the zone."""
    repo.write("db.lab", f"$ORIGIN {name}.\n{SOA}")
    repo.write("example.com.zone")

    found = repo.find()
    assert (["example.com."], ["db.lab"]) == ([zone.origin for zone in found.zones], list(why(found)))


def test_zones_beside_an_index_are_linted_too(repo: Repo) -> None:
    """Unless they are of an origin that the index serves from another file."""
    repo.write("live/db.x")
    repo.write("db.x.example")
    repo.write("db.y.example")
    repo.write("named.conf", 'zone "x.example" { type primary; file "live/db.x"; };')

    found = repo.find()
    assert {"db.y.example": "y.example.", "live/db.x": "x.example."} == {zone.path: zone.origin for zone in found.zones}
    assert {"db.x.example": "x.example. is served from live/db.x (named.conf:1)"} == why(found)


def test_each_server_has_its_own_files(repo: Repo) -> None:
    """Two servers in a repository: neither takes the other's files, nor hides them."""
    for server in ("one", "two"):
        repo.write(f"{server}/db.x")
        repo.write(f"{server}/named.conf", 'zone x.example { type primary; file "/etc/bind/db.x"; };\n')
    repo.write("two/db.y")
    with open(repo.root / "one/named.conf", "a") as file:
        file.write('zone y.example { type primary; file "/other/db.y"; };')

    assert [("one/db.x", "one/named.conf"), ("two/db.x", "two/named.conf")] == [
        (zone.path, zone.index) for zone in repo.find().zones
    ]


def test_states_of_one_server_share_their_files(repo: Repo) -> None:
    """Two indexes that name a file for the same origin make one zone."""
    repo.write("db.x")
    for folder in ("new", "test"):
        repo.write(f"{folder}/named.conf", 'zone x.example { type primary; file "db.x"; };')

    assert [("x.example.", "new/named.conf")] == [(zone.origin, zone.index) for zone in repo.find().zones]


def test_one_origin_in_two_files_stays_two_zones(repo: Repo) -> None:
    """That is for a rule to judge."""
    repo.write("a/example.com.zone")
    repo.write("b/example.com.zone")

    assert {"a/example.com.zone": "example.com.", "b/example.com.zone": "example.com."} == repo.zones()


def test_a_signed_file_made_on_the_server_is_read_unsigned(repo: Repo) -> None:
    """It is not in the repository; what it is made of is."""
    repo.write("db.x")
    zones = index(repo, 'zone x.example { type primary; file "db.x.signed"; };')

    assert ["db.x"] == [zone.path for zone in zones]


def test_raw_zone_files_are_declared(repo: Repo) -> None:
    """The format stands in the index."""
    repo.write("db.x")
    repo.write("named.conf", 'zone x.example { type primary; file "db.x"; masterfile-format raw; };')

    found = repo.find()
    assert ([], ["x.example."]) == (found.zones, [zone.origin for zone in found.declared])
    assert {"db.x": "a binary zone file (masterfile-format raw)"} == why(found)


def test_an_index_reads_nothing_outside(repo: Repo) -> None:
    """Neither by file nor by include, absolute, upwards or by a link."""
    outside = repo.root.parent / "outside"
    outside.mkdir()
    (outside / "db.secret").write_text(FORWARD)
    (outside / "secret.conf").write_text('zone s { type primary; file "db.secret"; };')
    (repo.root / "link").symlink_to(outside)
    repo.write("db.x")
    repo.write(
        "named.conf",
        f'zone x {{ type primary; file "db.x"; }};\nzone a {{ type primary; file "{outside}/db.secret"; }};\n'
        'zone b { type primary; file "../outside/db.secret"; };\nzone c { type primary; file "link/db.secret"; };\n'
        f'include "{outside}/secret.conf"; include "link/*.conf"; include "../outside/secret.conf";',
    )

    found = repo.find()
    assert (["db.x"], ["named.conf"]) == ([zone.path for zone in found.zones], found.indexes)
    assert ("link", "include-not-found") in [problem[::2] for problem in problems(found)]


def test_an_explicit_index_is_all(repo: Repo) -> None:
    """Whatever it is called; other files are not looked for."""
    repo.write("db.x")
    repo.write("db.y.example")
    repo.write("main", 'zone "x.example" { type primary; file "db.x"; };')

    assert {"db.x": "x.example."} == repo.zones("main")


def test_a_broken_index_is_a_problem_not_nothing(repo: Repo) -> None:
    """There is something to report."""
    repo.write("named.conf", 'zone "x.example" { type primary; };')

    message = "zone x.example. is primary and has no 'file'"
    assert [("named.conf", 1, "index-error", message)] == problems(repo.find("named.conf"))


# -- nsd.conf, knot.conf, Corefile, PowerDNS


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nsd.conf", 'zone:\n  name: x.example\n  zonefile: "/etc/nsd/zones/db.x"\n'),
        ("nsd.conf.d/x.conf", "zone:\n  name: x.example\n  zonefile: zones/db.x\n"),
        ("knot.conf", "zone:\n  - domain: x.example\n    storage: /srv/zones\n    file: db.x\n"),
        ("etc/knotd.conf", "zone:\n  - domain: x.example\n    file: /srv/zones/db.x\n"),
        ("knot.d/x.conf", "zone:\n  - domain: x.example\n    file: /srv/zones/db.x\n"),
        ("Corefile", "x.example {\n  file zones/db.x\n}\n"),
        ("deploy/test.Corefile", "x.example {\n  file /etc/coredns/zones/db.x\n}\n"),
        ("Corefile", "x.example {  # our own\n  file zones/db.x\t# below\n}\n"),
    ],
)
def test_each_server_has_its_index(repo: Repo, name: str, text: str) -> None:
    """It is known by its name, or by its text if that is just ``*.conf``; the server's paths are found."""
    repo.write("zones/db.x")
    repo.write(name, text)

    [zone] = repo.find().zones
    line = next(n for n, each in enumerate(text.split("\n"), 1) if "x.example" in each)
    assert ("zones/db.x", "x.example.", f"{name}:{line}", name) == (
        zone.path,
        zone.origin,
        zone.origin_from,
        zone.index,
    )


def test_secondaries_of_every_server_are_declared(repo: Repo) -> None:
    """What they hold is not known, and no file is missed."""
    repo.write("a/nsd.conf", "zone: name: a.example request-xfr: 192.0.2.1 NOKEY zonefile: a")
    repo.write("b/knot.conf", "zone:\n  - domain: b.example\n    master: m\n")
    repo.write("c/Corefile", "c.example {\n  secondary {\n    transfer from 192.0.2.1\n  }\n}\n")

    found = repo.find()
    declared = [(zone.origin, zone.kind) for zone in found.declared]
    assert [(f"{name}.example.", "secondary") for name in "abc"] == declared
    assert ([], []) == (found.zones, found.problems)


def test_a_missing_file_of_a_pattern_is_reported_at_the_zone(repo: Repo) -> None:
    """The pattern is right for the others."""
    zone = "zone:\n name: {}.example\n include-pattern: p\n"
    for name in "acd":
        repo.write(f"zones/{name}.example.zone")
    zones = "".join(zone.format(name) for name in "bacd")
    repo.write("nsd.conf", f'pattern:\n name: p\n zonefile: "zones/%s.zone"\n{zones}')

    message = "the file of zone b.example. is not there: zones/b.example.zone"
    assert [("nsd.conf", 5, "index-error", message)] == problems(repo.find())


def test_the_files_that_an_index_includes_are_parts_of_it(repo: Repo) -> None:
    """They are no indexes of their own, nor files without a use; the list of zones is one as well."""
    repo.write("db.x")
    patterns = 'server: zonelistfile: "zone.list"\npattern: name: p zonefile: db.x'
    repo.write("nsd.conf", f'include: "conf.d/*.conf"\n{patterns}')
    repo.write("conf.d/x.conf", "zone: name: x.example zonefile: db.x")
    repo.write("zone.list", "# NSD zone list\n# name pattern\nadd y.example p\n")

    found = repo.find()
    assert [("x.example.", "conf.d/x.conf:1"), ("y.example.", "zone.list:3")] == [
        (zone.origin, zone.origin_from) for zone in found.zones
    ]
    assert (["conf.d/x.conf", "nsd.conf", "zone.list"], {}, []) == (found.indexes, why(found), found.problems)


def test_corefile_finds_the_files_of_a_folder(repo: Repo) -> None:
    """The plugin `auto` walks it; what does not fit is judged as any file is."""
    repo.write("zones/db.a.example")
    repo.write("zones/sub/db.b.example")
    repo.write("zones/c.example.zone", f"$ORIGIN c.example.\n{FORWARD}")
    repo.write("Corefile", "example {\n  auto {\n    directory /etc/coredns/zones\n  }\n}\n")

    found = repo.find()
    assert [
        ("zones/c.example.zone", "c.example.", "$ORIGIN"),
        ("zones/db.a.example", "a.example.", "Corefile:3"),
        ("zones/sub/db.b.example", "b.example.", "Corefile:3"),
    ] == [(zone.path, zone.origin, zone.origin_from) for zone in found.zones]


def test_other_plugins_make_a_zone_partial(repo: Repo) -> None:
    """They answer for names that the file does not show."""
    repo.write("db.x")
    repo.write("Corefile", "x.example {\n  hosts {\n    fallthrough\n  }\n  file db.x\n}\n")

    assert ["the plugin `hosts` answers for its names, too"] == [zone.partial for zone in repo.find().zones]


def test_powerdns_names_its_bind_config(repo: Repo) -> None:
    """Of any name, and without the quotes that BIND wants; one that is not here is shown."""
    repo.write("db.x")
    repo.write("pdns/pdns.conf", "launch=bind\n# bind-config=/no\nbind-config=/etc/powerdns/zones.bind\n")
    repo.write("pdns/zones.bind", "zone x.example { type native; file db.x; };")
    repo.write("other/pdns.conf", "bind-config = /srv/named.conf")

    found = repo.find()
    assert [("db.x", "x.example.")] == [(zone.path, zone.origin) for zone in found.zones]
    assert {"/srv/named.conf": "named by other/pdns.conf:1, not in the repository"} == why(found)
    assert [] == found.problems


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("nsd.conf", "{% for z in zones %}zone: name: {{ z }}{% endfor %}", "a template of a nsd.conf"),
        ("x/knot.conf", "zone:\n  - domain: {{ z }}\n", "a template of a knot.conf"),
        ("unbound.conf", "server:\n  verbosity: 1\nforward-zone:\n  name: .\n", "not a zone: neither"),
        ("nginx.conf", "server {\n  listen 80;\n}\n", "not a zone: neither"),
    ],
)
def test_other_configurations_are_passed_over(repo: Repo, name: str, text: str, reason: str) -> None:
    """Templates are half guesses; those of other programs look alike."""
    repo.write("example.com.zone")
    repo.write(name, text)

    passed = why(repo.find())
    assert ([name], True) == (list(passed), passed[name].startswith(reason))


def test_servers_of_two_kinds_share_a_repository(repo: Repo) -> None:
    """The secondary's index says nothing about the primary's files."""
    repo.write("bind/zones/db.x.example")
    repo.write("bind/named.conf", 'zone x.example { type primary; file "zones/db.x.example"; };')
    repo.write("nsd/nsd.conf", "zone: name: x.example request-xfr: 192.0.2.1 NOKEY zonefile: db.x.example")

    found = repo.find()
    assert ({"bind/zones/db.x.example": "x.example."}, [], {}) == (
        {zone.path: zone.origin for zone in found.zones},
        found.declared,
        why(found),
    )


@pytest.mark.parametrize("name", ["nsd.conf", "knot.conf", "Corefile"])
def test_no_index_reads_outside(repo: Repo, name: str) -> None:
    """Neither by file nor by include nor by a folder."""
    outside = repo.root.parent / "outside"
    outside.mkdir()
    (outside / "db.secret.example").write_text(FORWARD)
    (outside / "nsd.conf").write_text("zone: name: s zonefile: db.secret.example")
    (outside / "knot.conf").write_text("zone:\n - domain: s\n")
    (outside / "Corefile").write_text("s {\n file db.secret.example\n}\n")
    texts = {
        "nsd.conf": "include: PATH/nsd.conf\ninclude: ../outside/nsd.conf\n"
        "zone: name: a zonefile: PATH/db.secret.example",
        "knot.conf": "include: PATH/knot.conf\ninclude: ../outside/knot.conf\nzone:\n - domain: a\n"
        "   file: PATH/db.secret.example\n",
        "Corefile": "import PATH/Corefile\nimport ../outside/Corefile\na {\n file PATH/db.secret.example\n auto {\n"
        "  directory ../outside\n }\n}\n",
    }
    repo.write(name, texts[name].replace("PATH", str(outside)))

    found = repo.find()
    assert ([], [name], ["a."]) == (found.zones, found.indexes, [zone.origin for zone in found.declared])


# -- what is no index


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", '# Set-up\n\n```\nzone "example.com" {\n  type primary;\n  file "/etc/bind/x";\n}\n```\n'),
        ("setup.sh", '#!/bin/sh\ncat > /etc/named.conf <<END\nzone "example.com" { type primary; file "x"; };\nEND\n'),
        ("dhcp/dhcpd.conf", "zone example.com. {\n  primary 127.0.0.1;\n  key rndc;\n}\n"),
        ("bird.conf", 'include "local.conf";\nprotocol device {\n  scan time 10;\n}\n'),
        ("unbound.conf", "server:\n  verbosity: 1\nauth-zone:\n  name: example.com\n  zonefile: x\n"),
        ("quote.md", 'zone "example.com" { type primary; file "x"; };\n'),
        ("tmpfiles.d/named.conf", "d /run/named 0755 named named -\n"),
    ],
)
def test_what_only_looks_like_an_index_is_passed_over(repo: Repo, name: str, text: str) -> None:
    """Its faults as one would be no faults of it."""
    repo.write("example.com.zone")
    repo.write(name, text)

    found = repo.find()
    assert ([], [], [name]) == (problems(found), found.indexes, list(why(found)))


def test_a_statement_without_semicolon_does_not_swallow_the_next(repo: Repo) -> None:
    """What follows a block and can only be another option is one: here the folder of the zone files."""
    repo.write("var/db.example")
    zone = 'zone "example.com" { type primary; file "db.example"; };\n'
    repo.write("etc/named.conf", f'options {{\n  allow-query {{ any; }}\n  directory "/var";\n}};\n{zone}')

    found = repo.find()
    expected = [("etc/named.conf", 3, "index-error", "';' is missing before 'directory'")]
    assert (expected, ["var/db.example"]) == (problems(found), [zone.path for zone in found.zones])


# -- what is encrypted


SECRETS = {
    "git-crypt": b"\0GITCRYPT\0\x8a\x11\x03\xff" * 20,
    "ansible-vault": b"$ANSIBLE_VAULT;1.1;AES256\n62313365\n",
    "age": b"age-encryption.org/v1\n-> X25519 abc\n",
    "GnuPG": b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
    "sops": b'{"data": "ENC[AES256_GCM,data:abc,iv:x,tag:y,type:str]", "sops": {}}\n',
}


@pytest.mark.parametrize(("tool", "octets"), SECRETS.items())
def test_an_encrypted_file_is_found_and_not_read(repo: Repo, tool: str, octets: bytes) -> None:
    """Its zone exists, and what it holds is not known."""
    (repo.root / "example.com.zone").write_bytes(octets)

    found = repo.find()
    assert ([], [], {"example.com.zone": f"encrypted ({tool})"}) == (found.zones, problems(found), why(found))
    assert [("example.com.", "encrypted")] == [(zone.origin, zone.kind) for zone in found.declared]


def test_an_encrypted_file_whose_name_says_nothing_is_enough_to_be_found(repo: Repo) -> None:
    """A repository of secrets is no mistake of its user."""
    (repo.root / "zones.yaml").write_bytes(SECRETS["git-crypt"])
    assert {"zones.yaml": "encrypted (git-crypt)"} == why(repo.find())


def test_passwords_are_no_zones(repo: Repo) -> None:
    """With nothing else there is no zone, and what else there is says why."""
    (repo.root / "token.age").write_bytes(b"age-encryption.org/v1\n")
    repo.write("dnsconfig.js", 'D("example.com", REG, A("@", "192.0.2.1"));\n')

    with pytest.raises(NothingToLint, match="a program of DNSControl"):
        repo.find()


def test_an_encrypted_file_that_is_named_explicitly_is_found(repo: Repo) -> None:
    """A hook hands over every file of a change."""
    (repo.root / "db.example.com").write_bytes(SECRETS["age"])
    assert ["example.com."] == [zone.origin for zone in repo.find("db.example.com").declared]


def test_a_zone_of_an_index_may_be_encrypted(repo: Repo) -> None:
    """It is declared, in the place of the index."""
    repo.write("named.conf", 'zone "example.com" { type primary; file "x.db"; };\n')
    (repo.root / "x.db").write_bytes(SECRETS["git-crypt"])

    found = repo.find()
    assert [] == views.load(found, Settings()).zone_set.zones
    assert {"x.db": "encrypted (git-crypt)"} == why(found)
    assert [("example.com.", "encrypted", 1)] == [(zone.origin, zone.kind, zone.place.line) for zone in found.declared]


def test_a_zone_of_octodns_may_be_encrypted(repo: Repo) -> None:
    """It is declared, in the place of the configuration."""
    providers = "providers:\n  files:\n    class: octodns.provider.yaml.YamlProvider\n    directory: zones\n"
    repo.write("config.yaml", f"{providers}zones:\n  example.com.:\n    sources: [files]\n    targets: [files]\n")
    repo.write("zones/example.com.yaml").write_bytes(SECRETS["git-crypt"])

    found = repo.find()
    assert ({"zones/example.com.yaml": "encrypted (git-crypt)"}, []) == (why(found), problems(found))
    assert [("example.com.", "encrypted")] == [(zone.origin, zone.kind) for zone in found.declared]


# -- exports, and what is no zone


EXPORTS = {
    "old": f"$ORIGIN .\n{SOA}NAME.\t300\tIN\tNS\tns.example.net.\nwww.NAME.\t300\tIN\tA\t192.0.2.1\n",
    "new": f"NAME\t{SOA[2:]}NAME.\t300\tIN\tNS\tns.example.net.\nwww.NAME.\t300\tIN\tA\t192.0.2.1\n",
}


@pytest.mark.parametrize("form", EXPORTS)
def test_exports_are_read_as_the_zones_that_they_are(repo: Repo, form: str) -> None:
    """Neither form says its zone as a master file does; no record of them lies outside it, and the SOA is there."""
    for name in ("example.com", "example.org"):
        repo.write(f"{name}.txt", f";;\n;; Domain:     {name}.\n;;\n" + EXPORTS[form].replace("NAME", name))

    zones = views.load(repo.find(), Settings()).zone_set.zones
    assert ["example.com.", "example.org."] == [zone.origin for zone in zones]
    assert [(3, [], [])] * 2 == [(zone.size(), zone.problems, zone.out_of_zone) for zone in zones]
    assert [1, 1] == [len(zone.rrset(zone.origin, "SOA")) for zone in zones]


def test_an_export_of_another_zone_than_its_name_says_is_a_problem(repo: Repo) -> None:
    """Its comment is a part of it, as an `$ORIGIN` would be."""
    repo.write("example.net.zone", ";; Domain: example.com\n" + EXPORTS["old"].replace("NAME", "example.com"))

    message = "the file is named after example.net. and its comment says example.com."
    assert [("example.net.zone", 1, "conflicting-origin", message)] == problems(repo.find())


def test_no_file_alone_is_the_root_zone(repo: Repo) -> None:
    """All names would lie in it; an index or the user may say that it is."""
    repo.write("example.com.zone")
    repo.write("root.db", f". {SOA[2:]}. 300 NS a.example.\ncom. 300 NS a.example.\n")

    assert {"example.com.zone": "example.com."} == repo.zones()
    assert "." in repo.zones(zone_map={".": "root.db"}).values()


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("managed-keys.bind", "$ORIGIN .\n", "BIND's own record of keys"),
        (
            "keys.db",
            "$ORIGIN .\n$TTL 0\n@ IN SOA . . ( 1 0 0 0 0 )\n"
            "\t\tKEYDATA 20260101000000 20260101000000 19700101000000 257 3 8 (\nAwEAAQ== )\n",
            "BIND's own record of keys",
        ),
        ("internal.mkeys", "$ORIGIN .\n", "BIND's own record of keys"),
        (
            "dsset-2.0.192.in-addr.arpa.",
            "2.0.192.in-addr.arpa. IN DS 1 13 2 AA\n",
            "keys for the parent zone, as a signer leaves them",
        ),
        ("db.192.0.2", "", "empty: it has no record and no directive"),
        ("example.net.zone", "\n; to be done\n", "empty: it has no record and no directive"),
        ("README.md.zone", "# dns\nzones that I keep\n", "a text for readers, and no record in it"),
        ("LICENSE.zone", "All rights reserved.\n", "a text for readers, and no record in it"),
        (
            "db.192",
            "$TTL 604800\n@ IN SOA localhost. root.localhost. ( 1 604800 86400 2419200 604800 )\n"
            "@ IN NS localhost.\n1.0.0 IN PTR localhost.\n",
            "a standard loopback zone of a distribution, under another name",
        ),
    ],
)
def test_what_only_looks_like_a_zone_is_passed_over(repo: Repo, name: str, text: str, reason: str) -> None:
    """A server's own state, a text and an unused example are no zones of anybody."""
    repo.write("example.com.zone")
    repo.write(name, text)

    found = repo.find()
    assert (["example.com."], {name: reason}) == ([zone.origin for zone in found.zones], why(found))


@pytest.mark.parametrize("name", ["README.zone", "example.md.zone"])
def test_a_zone_may_be_called_as_a_text_is(repo: Repo, name: str) -> None:
    """What stands in it decides."""
    repo.write(name, f"$ORIGIN example.md.\n{FORWARD}")
    assert {name: "example.md."} == repo.zones()


def test_the_state_of_a_server_is_no_zone_when_named_explicitly(repo: Repo) -> None:
    """The reason is told."""
    repo.write("managed-keys.bind", "$ORIGIN .\n@ 0 IN SOA . . 1 0 0 0 0\n")
    with pytest.raises(NothingToLint, match="is not a zone file: BIND's own record of keys"):
        repo.find("managed-keys.bind")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            ". 3600000 NS A.ROOT-SERVERS.NET.\nA.ROOT-SERVERS.NET. 3600000 A 198.41.0.4\n",
            "the list of the root's servers",
        ),
        (
            ". 86400 IN SOA a.example. b.example. 1 2 3 4 5\n. 86400 IN NS a.example.\ncom. NS a.example.\n",
            "a zone whose origin is not known: a copy of the root zone takes --zone, [zones] or an index",
        ),
    ],
)
def test_records_of_the_root_are_no_zone_of_a_file_name(repo: Repo, text: str, reason: str) -> None:
    """Only an index or the user makes a file the root's zone."""
    repo.write("db.root.clean", text)
    repo.write("example.com.zone", FORWARD)
    found = repo.find()

    assert (["example.com."], {"db.root.clean": reason}) == ([zone.origin for zone in found.zones], why(found))


@pytest.mark.parametrize(
    ("name", "line", "origin"),
    [
        ("db.example.com.v2", "", "example.com."),
        ("db.example.com.good", "", "example.com."),
        ("db.example.com.au", "", "example.com.au."),
        ("default_db.example.com", "", "example.com."),
        ("db.example.com.v2", "www.example.com.v2. A 192.0.2.1\n", "example.com.v2."),
    ],
)
def test_variant_by_its_name_holds_the_zone_of_the_file_beside_it(
    repo: Repo, name: str, line: str, origin: str
) -> None:
    """Unless what it adds to the name is a top-level domain, or its text writes the longer name."""
    repo.write("db.example.com", "$TTL 1h\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n")
    repo.write(name, f"$TTL 1h\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.2\n{line}")

    assert {"db.example.com": "example.com.", name: origin} == repo.zones()


def test_names_in_the_text_tell_which_declared_zone_a_file_holds(repo: Repo) -> None:
    """Somebody put a word of his own into the name of the file; its text writes names of the zone alone."""
    repo.write("named.conf.local", 'zone "lab.example.com" { type primary; file "/etc/bind/db.lab.example.com"; };\n')
    text = "$TTL 1h\n@ SOA ns.lab.example.com. h.lab.example.com. 1 2 3 4 5\n@ NS ns.lab.example.com.\nns A 192.0.2.1\n"
    repo.write("db.lab.john.example.com", text)
    assert ["lab.example.com."] == [zone.origin for zone in repo.find().zones]

    repo.write("db.lab.john.example.com", text + "www.lab.john.example.com. A 192.0.2.1\n")
    assert ["lab.john.example.com."] == [zone.origin for zone in repo.find().zones]


def test_variant_by_its_first_word_of_a_zone_of_the_inside(repo: Repo) -> None:
    """A last word for the inside is no side of a split horizon here: the file beside it says so."""
    for name in ("home.local.lan.zone", "default_home.local.lan.zone"):
        repo.write(name, "$TTL 1h\n@ SOA ns.example.com. h.example.com. 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n")
    assert {"home.local.lan."} == set(repo.zones().values())


@pytest.mark.parametrize("name", ["yourname.reverse", "lab.forward", "lab.fwd"])
def test_words_for_the_kind_of_a_zone_are_no_top_level_domain(repo: Repo, name: str) -> None:
    """Such a name tells no origin."""
    repo.write(
        name, "$TTL 1h\n@ SOA ns.example.com. h.example.com. 1 2 3 4 5\n@ NS ns.example.com.\n22 PTR ns.example.com.\n"
    )
    repo.write("example.com.zone", FORWARD)
    assert {"example.com.zone": "example.com."} == repo.zones()


# -- what an index says of a file


def test_a_file_in_a_folder_that_is_not_here_is_no_problem(repo: Repo) -> None:
    """The repository holds the configuration, and not the zones."""
    repo.write("etc/named.conf.local", 'zone "example.com" { type primary; file "master/example.com"; };\n')
    assert [] == problems(repo.find())


def test_a_file_that_is_missing_in_a_folder_that_is_here_is_a_problem(repo: Repo) -> None:
    """The other zones of the server lie there."""
    zones = "".join(
        f'zone "example.{end}" {{ type primary; file "master/example.{end}"; }};' for end in ("com", "net", "org", "eu")
    )
    repo.write("etc/named.conf.local", zones)
    for end in ("net", "org", "eu"):
        repo.write(f"etc/master/example.{end}")
    assert ["index-error"] == [problem.rule for problem in repo.find().problems]


def test_a_file_of_nearly_the_right_name_beside_its_index(repo: Repo) -> None:
    """The folder of the index is mounted where the server has its configuration, whatever it is called here."""
    zone = 'zone "a.example" { type primary; file "/etc/bind/a.example"; };'
    repo.write("dns/config/named.conf", zone)
    repo.write("dns/config/a.example.zone", ZONE)

    assert ["index-error"] == [problem.rule for problem in repo.find().problems]
    assert repo.find().problems[0].help == "dns/config/a.example.zone has almost the same name"


def test_a_file_says_more_than_a_base_name(repo: Repo) -> None:
    """An index that names a file in a folder which is not here may mean another one."""
    repo.write("signed/named.conf", 'zone "example.com" { type primary; file "/srv/dns/my.conf.signed"; };\n')
    repo.write("my.conf", f"$ORIGIN 2.0.192.in-addr.arpa.\n{REVERSE}")

    found = repo.find()
    assert {"my.conf": "2.0.192.in-addr.arpa."} == {zone.path: zone.origin for zone in found.zones}
    assert (["example.com."], []) == ([zone.origin for zone in found.declared], problems(found))
    assert "my.conf says that it holds 2.0.192.in-addr.arpa." in why(found)["/srv/dns/my.conf.signed"]


def test_an_empty_file_beside_its_template_is_none_yet(repo: Repo) -> None:
    """A program makes it where the server runs."""
    repo.write("named.conf", 'zone "a.example" { type primary; file "db.a"; };\n')
    repo.write("db.a", "")
    repo.write("db.a.tmpl", "{{ range . }}")

    found = repo.find()
    assert ([], ["a.example."]) == (found.zones, [zone.origin for zone in found.declared])
    assert "empty, and a template beside it says how it is made" == why(found)["db.a"]


def test_a_file_called_after_its_zone_is_that_of_the_index(repo: Repo) -> None:
    """What it says about itself is the slip then."""
    repo.write("named.conf", 'zone "1.168.192.in-addr.arpa" { type primary; file "/srv/dns/db.192.168.1"; };\n')
    repo.write("zones/db.192.168.1", f"$ORIGIN 168.192.in-addr.arpa.\n{REVERSE}")

    assert {"zones/db.192.168.1": "1.168.192.in-addr.arpa."} == repo.zones()


@pytest.mark.parametrize(
    ("index", "file", "path"),
    [
        ("named.conf", "my.zone", "my.zone"),
        ("named.conf", "/etc/bind/my.zone", "my.zone"),
        ("dns/named.conf", "/srv/zones/my.zone", "zones/my.zone"),
        ("dns/named.conf", "../my.zone", "my.zone"),
    ],
)
def test_a_path_says_more_than_the_file(repo: Repo, index: str, file: str, path: str) -> None:
    """The server reads that file as that zone, whatever stands in it."""
    repo.write(index, f'zone "example.com" {{ type primary; file "{file}"; }};\n')
    repo.write(path, f"$ORIGIN example.org.\n{FORWARD}")
    assert {path: "example.com."} == repo.zones()


@pytest.mark.parametrize("paths", [(), ("named.conf", "named.conf.local")])
def test_two_indexes_that_do_not_include_each_other_are_read(repo: Repo, paths: tuple[str, ...]) -> None:
    """What the second says of files that the first does not name is all that is known of them."""
    repo.write("named.conf", 'zone "example.com" { type primary; file "example.com.db"; };\n')
    repo.write("named.conf.local", 'zone "2.0.192.in-addr.arpa" { type primary; file "/etc/bind/example.org.db"; };\n')
    repo.write("example.com.db")
    repo.write("example.org.db", REVERSE)

    assert {"example.com.db": "example.com.", "example.org.db": "2.0.192.in-addr.arpa."} == repo.zones(*paths)


def test_files_may_have_the_word_that_their_index_begins_with(repo: Repo) -> None:
    """So lie those of a second server beside the others; whoever installs them takes it off."""
    conf = 'zone "a.example" { type primary; file "db.a"; };\n'
    repo.write("named.conf", conf)
    repo.write("lab.named.conf", conf + 'zone "b.example" { type primary; file "zones/db.b"; };\n')
    for name in ("db.a", "lab.db.a", "zones/lab.db.b", "x/lab.db.c", "lab/db.c"):
        repo.write(name)
    repo.write("lab/lab.named.conf", 'zone "c.example" { type primary; file "db.c"; };\n')

    expected = {
        "db.a": "a.example.",
        "lab.db.a": "a.example.",
        "zones/lab.db.b": "b.example.",
        "lab/db.c": "c.example.",
    }
    assert expected | {"x/lab.db.c": "lab.db.c."} == repo.zones()


def test_an_unused_variant_of_an_index_changes_nothing_that_the_index_says(repo: Repo) -> None:
    """Neither its zones nor its faults count where the other one names the zone or the file."""
    repo.write("named.conf", 'zone "example.com" { type primary; file "new.db"; };\n')
    repo.write(
        "named.conf.test", 'zone example.com { file "old.db"; };\nzone a.example { file "new.db"; };\nzone x {\n'
    )
    repo.write("new.db")
    repo.write("old.db")

    found = repo.find()
    assert ({"new.db": "example.com."}, []) == ({zone.path: zone.origin for zone in found.zones}, problems(found))


def test_paths_of_a_server_on_windows_are_understood(repo: Repo) -> None:
    """Drive and backslashes are no part of the names here."""
    repo.write(
        "etc/named.conf", 'options { directory "C:\\dns"; };\ninclude "C:\\Program Files\\BIND 9\\etc\\more.conf";\n'
    )
    zones = 'zone a.example { type primary; file "C:\\dns\\zones\\a.db"; };\nzone b.example { file "zones\\b.db"; };\n'
    repo.write("etc/more.conf", zones)
    repo.write("zones/a.db")
    repo.write("zones/b.db")

    assert {"zones/a.db": "a.example.", "zones/b.db": "b.example."} == repo.zones()


# -- dialects


@pytest.mark.parametrize(
    ("name", "text"),
    [("dns/config", "options => {\n  listen => any\n}\n"), ("dns/example.net", f"{ZONE}www 300/10 DYNA geoip!www\n")],
)
def test_zones_are_those_of_gdnsd_where_the_set_says_so(repo: Repo, name: str, text: str) -> None:
    """Below its configuration, or a zone that holds what only gdnsd knows; beside that nothing is certain."""
    repo.write("dns/zones/example.com")
    repo.write("other/example.org")
    repo.write(name, text)
    assert ["gdnsd", "gdnsd?"] == sorted({zone.dialect for zone in repo.find().zones})


def test_a_configuration_that_gdnsd_refuses_is_told(repo: Repo) -> None:
    """It is no index, and a fault in it keeps the server from its zones."""
    repo.write("config", "options => {\n  zones_default_ttl = 1h\n}\n")
    repo.write("zones/example.com")
    assert [("index-error", "config", 2)] == [
        (problem.rule, problem.source.path, problem.span.line) for problem in repo.find().problems
    ]


def test_a_setting_that_powerdns_has_not_is_told(repo: Repo) -> None:
    """It does not start with it."""
    repo.write("pdns.conf", "launch=bind\nbind-confg=named.conf\n")
    repo.write("zones/example.com")
    assert [("index-error", "pdns.conf", 2)] == [
        (problem.rule, problem.source.path, problem.span.line) for problem in repo.find().problems
    ]


def test_zones_of_the_bind_backend_are_those_of_powerdns(repo: Repo) -> None:
    """Those that nothing maps beside it may be."""
    repo.write("pdns.conf", "launch=bind\nlocal-address={{ addresses }}\nbind-config=/etc/powerdns/named.conf\n")
    repo.write("named.conf", 'zone example.com { file "example.com"; };\n')
    repo.write("example.com")
    repo.write("example.net.zone")
    assert ["powerdns", "powerdns?"] == [zone.dialect for zone in repo.find().zones]


def test_a_record_that_a_program_makes_up_is_one_of_powerdns(repo: Repo) -> None:
    """The other zones may be its own, too: nobody else knows an ALIAS."""
    repo.write("example.com.zone", f"{ZONE}www 60 IN LUA A \"ifportup(443, {{'192.0.2.1'}})\"\n")
    repo.write("example.net.zone", f"{ZONE}@ 60 IN ALIAS www.example.com.\n")
    assert ["powerdns?", "powerdns?"] == [zone.dialect for zone in repo.find().zones]


@pytest.mark.parametrize(("folder", "dialect"), [("/etc/powerdns/zones", "powerdns"), ("/etc/bind/zones", "")])
def test_a_folder_tells_whose_bind_backend_it_is(folder: str, dialect: str, repo: Repo) -> None:
    """PowerDNS's own configuration may be elsewhere."""
    zone = 'zone "example.com" { type primary; file "db"; };'
    repo.write("named.conf", f'options {{ directory "{folder}"; }};\n{zone}\n')
    repo.write("db")
    assert [dialect] == [zone.dialect for zone in repo.find().zones]


def test_other_zones_are_those_of_bind(repo: Repo) -> None:
    """No dialect is guessed."""
    repo.write("example.com")
    repo.write("config", "options = 1\n")
    assert [""] == [zone.dialect for zone in repo.find().zones]


def test_file_name_that_is_no_text_names_no_zone(repo: Repo) -> None:
    """It is looked at as any other."""
    with open(os.path.join(os.fsencode(repo.root), b"\xdfx.zone"), "wb") as file:
        file.write(FORWARD.encode())
    repo.write("example.com.zone")

    assert {"example.com.zone": "example.com."} == repo.zones()


def test_what_a_transfer_left_behind_is_no_zone(repo: Repo) -> None:
    """BIND writes a zone that it gets to a file of a random name first; people choose other names."""
    for name in ("db-XF136KmY", "db-internal"):
        repo.write(name, "$ORIGIN .\n$TTL 3600\na.example IN SOA ns.a.example. h.a.example. (\n1 2 3 4 5 )\n")

    assert ["db-internal"] == list(repo.zones())
    assert "what a transfer of a zone left behind" == why(repo.find())["db-XF136KmY"]


@pytest.mark.parametrize("name", ["dsset-2.0.192.in-addr.arpa.", "keyset-example.net.zone", "dlvset-example.net.zone"])
def test_what_is_left_for_the_parent_is_no_zone(repo: Repo, name: str) -> None:
    """The signer writes DS records into a file that is called after the zone."""
    repo.write("example.com.zone")
    repo.write(name, f"2.0.192.in-addr.arpa. IN DS 1 8 2 {'AB' * 32}\n")

    found = repo.find()

    assert ["example.com.zone"] == [zone.path for zone in found.zones]
    assert {name: "keys for the parent zone, as a signer leaves them"} == why(found)


def test_a_file_of_ds_records_alone_is_no_zone(repo: Repo) -> None:
    """Whatever it is called; with an SOA it is a zone."""
    repo.write("example.com.zone", f"{SOA}@ DS 1 8 2 {'AB' * 32}\n")
    repo.write("example.net.zone", f"; for the parent\nexample.net. IN DS 1 8 2 {'AB' * 32}\n")

    found = repo.find()

    assert ["example.com.zone"] == [zone.path for zone in found.zones]
    assert {"example.net.zone": "keys for the parent zone, as a signer leaves them"} == why(found)


@pytest.mark.parametrize("text", ["", "\n", "; nothing yet\n\n  ; at all"])
def test_an_empty_file_is_passed_over(repo: Repo, text: str) -> None:
    """Nothing names it, and it holds nothing: that is no zone without records."""
    repo.write("example.com.zone")
    repo.write("db.example.net", text)

    found = repo.find()

    assert ["example.com.zone"] == [zone.path for zone in found.zones]
    assert {"db.example.net": "empty: it has no record and no directive"} == why(found)


@pytest.mark.parametrize("ending", ["sample", "dist", "example", "template", "in", "default", "skel"])
def test_a_sample_is_passed_over(repo: Repo, ending: str) -> None:
    """What follows `.zone` is no label of an origin."""
    repo.write("example.com.zone")
    repo.write(f"example.net.zone.{ending}")

    found = repo.find()

    assert ["example.com.zone"] == [zone.path for zone in found.zones]
    assert {f"example.net.zone.{ending}": f"a sample (.{ending})"} == why(found)


@pytest.mark.parametrize("name", ["zone.template", "db.sample", "reverse.dist", "named.skel", "fwd.template"])
def test_a_sample_of_any_zone_is_passed_over(repo: Repo, name: str) -> None:
    """It is called after no zone, whatever its text says."""
    repo.write("example.com.zone")
    repo.write(name, "$ORIGIN zone.template.\n" + SOA)

    assert {name: f"a sample (.{name.rpartition('.')[2]})"} == why(repo.find())


@pytest.mark.parametrize("name", ["db.corp.example", "example.in", "db.example.in"])
def test_a_top_level_domain_makes_no_sample(repo: Repo, name: str) -> None:
    """`.in` and `.example` end names of zones, too."""
    repo.write(name)

    assert [name] == list(repo.zones())


def test_the_owner_of_the_soa_is_named_where_it_says_the_origin(repo: Repo) -> None:
    """Below `$ORIGIN .` the directive says nothing."""
    repo.write("example.com.zone", "$ORIGIN .\n" + ZONE.replace("@ 3600", "example.net 3600"))

    message = "the file is named after example.com. and its SOA owner says example.net."
    assert [("example.com.zone", 3, "conflicting-origin", message)] == problems(repo.find())


@pytest.mark.parametrize("name", ["db.49.14.20", "db.20.14.49", "20.14.49", "49.14.20.zone"])
def test_addresses_of_the_set_settle_the_order_of_octets(repo: Repo, name: str) -> None:
    """A site writes them in either order; its hosts have addresses of one of both networks."""
    repo.write("example.com.zone", f"{ZONE}h A 20.14.49.5\n")
    repo.write(name, f"{ZONE}5 PTR h.example.com.\n")

    assert "49.14.20.in-addr.arpa." == repo.zones()[name]


def test_an_order_of_octets_that_nothing_settles_proves_nothing(repo: Repo) -> None:
    """Where the name has the usual form the zone is read, and nothing in it is called missing."""
    repo.write("db.20.14.49", f"{ZONE}5 PTR h.example.com.\n")
    repo.write("49.14.21", f"{ZONE}5 PTR h.example.com.\n")

    found = repo.find()
    assert [("49.14.20.in-addr.arpa.", "the order of the octets in its file's name is not certain")] == [
        (zone.origin, zone.partial) for zone in found.zones
    ]
    assert {"49.14.21": "a zone whose origin is not known: name it with --zone or in [zones]"} == why(found)


def test_a_sample_that_is_named_explicitly_has_the_origin_of_its_zone(repo: Repo) -> None:
    """Its ending is no label."""
    repo.write("example.net.zone.sample")

    assert {"example.net.zone.sample": "example.net."} == repo.zones("example.net.zone.sample")


def test_records_in_a_configuration_of_unbound_are_no_zone(repo: Repo) -> None:
    """Whatever its file is called."""
    repo.write("example.com.zone")
    repo.write("lan.zone", '# of the LAN\nlocal-zone: "lan." static\nlocal-data: "a.lan. IN A 192.0.2.1"\n')

    found = repo.find()
    assert (["example.com."], {"lan.zone": "statements of an unbound.conf"}) == (
        [zone.origin for zone in found.zones],
        why(found),
    )


def test_program_of_dnscontrol_is_no_zone_file(repo: Repo) -> None:
    """A program that is named itself is not taken for a zone: what to check in its place is said."""
    repo.write("dnsconfig.js", "D('example.com', REG,\n  A('@', '192.0.2.1'));\nwww IN A 192.0.2.1\n")

    with pytest.raises(NothingToLint, match="dnscontrol print-ir"):
        repo.find("dnsconfig.js")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("db.example.com.md5", "0123456789abcdef0123456789abcdef\n"),
        ("db.example.com.sig", "\x88\x46 something that is no text\n"),
        ("example.com.zone.asc", "-----BEGIN PGP SIGNATURE-----\niQEzBAABCAAdFiEE\n-----END PGP SIGNATURE-----\n"),
        ("db.counters", "users 17\ngroups 4\n"),
    ],
)
def test_a_file_with_no_line_that_could_be_a_record_is_no_zone(repo: Repo, name: str, text: str) -> None:
    """A checksum or a signature has the name of what it is for; `db.` begins other names, too."""
    repo.write("example.org.zone", ZONE)
    repo.write(name, text)

    found = repo.find()
    assert (["example.org."], []) == ([zone.origin for zone in found.zones], found.problems)


@pytest.mark.parametrize("text", ["www 4.3.2.1\n", "@ IN SAO a b 1 2 3 4 5\n", "@ ns\tns1\n", "$TLT 1h\n"])
def test_a_broken_zone_is_one(repo: Repo, text: str) -> None:
    """Its name says so, and a line of it could be a record."""
    repo.write("db.example.com", text)

    assert ["example.com."] == [zone.origin for zone in repo.find().zones]


def test_an_absent_file_of_an_index_is_told_beside_the_one_with_the_name_of_the_zone(repo: Repo) -> None:
    """It is most likely the one that is meant."""
    repo.write("zones/db.x.example", ZONE)
    repo.write("zones/db.y.example", ZONE)
    statements = [("x.example", "db.x.example"), ("y.example", "db.api.y.example")]
    zones = "".join(f'zone "{zone}" {{ type primary; file "/etc/bind/zones/{file}"; }};\n' for zone, file in statements)
    repo.write("named.conf", zones)

    [problem] = repo.find().problems
    assert "zones/db.y.example has the name of the zone" == problem.help


# -- what is made for an import, and what dig wrote


IMPORT = "; For Cloudflare's import\nx.example. 1 IN A 192.0.2.1\nwww.x.example.\t1\tIN\tCNAME\tx.example.\n"


@pytest.mark.parametrize(
    ("addresses", "others", "origin"),
    [
        ("www A 4.3.2.80\n", (), "2.3.4.in-addr.arpa."),
        ("www A 4.3.2.80\n", ("2.3.4.in-addr.arpa.zone",), "4.3.2.in-addr.arpa."),
        ("www A 4.3.2.80\nftp A 2.3.4.80\n", (), "4.3.2.in-addr.arpa."),
        ("www A 2.3.4.80\n", (), "4.3.2.in-addr.arpa."),
        ("", (), "4.3.2.in-addr.arpa."),
    ],
)
def test_octets_in_forward_order_in_the_name_of_a_file(
    repo: Repo, addresses: str, others: tuple[str, ...], origin: str
) -> None:
    """The addresses of the set tell, if they are of one network, and no other file has it."""
    reverse = f"$TTL 1h\n{SOA}@ NS ns.example.net.\n80 PTR www.example.com.\n"
    for name in ("rev.4.3.2.in-addr.arpa", *others):
        repo.write(name, reverse)
    repo.write("example.com.zone", f"$TTL 1h\n{SOA}@ NS ns.example.net.\n{addresses}")

    assert origin == repo.zones()["rev.4.3.2.in-addr.arpa"]


@pytest.mark.parametrize("head", ["", ";;\n;; Domain: x.example\n;;\n", "; cf_tags=cf-proxied:true\n"])
def test_what_cloudflare_imports_is_a_part_of_a_zone(repo: Repo, head: str) -> None:
    """All its owners are absolute, and one of them is the zone's name; without a word of Cloudflare nothing says so."""
    repo.write("records.txt", head + IMPORT if not head else head + IMPORT.partition("\n")[2])
    repo.write("other.txt", IMPORT.partition("\n")[2])
    [zone] = repo.find().zones

    assert ("records.txt", "x.example.", "cloudflare") == (zone.path, zone.origin, zone.dialect)
    assert "Cloudflare, which imports it, adds the SOA and NS records" == zone.partial


@pytest.mark.parametrize("line", ["www 1 IN A 192.0.2.1\n", "example. 1 IN A 192.0.2.1\n", "$TTL 60\n"])
def test_owners_that_tell_no_zone_make_no_import(repo: Repo, line: str) -> None:
    """One is relative, another zone's; or it is read as any master file."""
    repo.write("y.example.zone")
    repo.write("records.txt", IMPORT + line)

    assert "records.txt" in why(repo.find())


def test_both_halves_of_a_split_horizon_may_be_turned(repo: Repo) -> None:
    """One file name is as misleading as the other."""
    for side in ("internal", "external"):
        repo.write(f"{side}/example.com.zone", f"$TTL 1h\n{SOA}@ NS ns.example.net.\nwww A 4.3.2.80\n")
        repo.write(f"{side}/4.3.2.in-addr.arpa", f"$TTL 1h\n{SOA}@ NS ns.example.net.\n80 PTR www.example.com.\n")

    assert ["2.3.4.in-addr.arpa."] * 2 == [each for each in repo.zones().values() if "arpa" in each]


def test_text_that_quotes_what_cloudflare_exports_is_no_zone(repo: Repo) -> None:
    """Notes on the records of a zone are no part of it."""
    repo.write("y.example.zone")
    repo.write("DNS.md", "# Records\n```\nx.example. 1 IN A 192.0.2.1 ; cf_tags=cf-proxied:true\n```\n")
    found = repo.find()

    assert "DNS.md" not in [zone.path for zone in found.zones]
    assert found.problems == []


def test_import_whose_origin_the_user_gives_is_a_part_of_a_zone(repo: Repo) -> None:
    """Nobody misses the SOA and the NS records that Cloudflare adds."""
    repo.write("records.txt", IMPORT)
    zones = repo.find("records.txt", origin="x.example").zones

    assert [("x.example.", True)] == [(zone.origin, bool(zone.partial)) for zone in zones]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("@ 60 IN SOA ns1.dnsimple.com. admin.dnsimple.com. 1 2 3 4 5\n@ 60 IN ALIAS x.example.net.\n", "provider"),
        ("@ 60 IN SOA ns1.dnsimple.com. admin.dnsimple.com. 1 2 3 4 5\n@ 60 IN A 192.0.2.1\n", ""),
        ("@ 60 IN SOA ns1.example.com. admin.dnsimple.com. 1 2 3 4 5\n@ 60 IN ALIAS x.example.net.\n", ""),
        (f";  Database file example.com.dns for example.com zone.\n{SOA}", "windows"),
        (f"{SOA}@ 60 AWS ALIAS A x.cloudfront.net. Z2FDTNDATAQYW2 false\n", "cli53"),
        (
            "; Domain: example.com\n; Exported (y-m-d hh:mm:ss): 2017-12-04 14:33:36\n"
            "@ 60 IN SOA ns51.domaincontrol.com. dns.jomax.net ( 1 2 3 4 5 )\n@ 60 IN MX 1 mx.example.net\n",
            "godaddy",
        ),
    ],
)
def test_exports_are_known_by_what_stands_in_them(repo: Repo, text: str, dialect: str) -> None:
    """A provider has types of its own, and Windows writes its name; who has an index has a server of another kind."""
    repo.write("example.com.zone", text)
    repo.write("y", text)
    repo.write("named.conf", 'zone "y.example" { type primary; file "y"; };')

    found = {zone.origin: zone.dialect for zone in repo.find().zones}
    assert {"example.com.": dialect, "y.example.": ""} == found


DIG = "\n; <<>> DiG 9.18 <<>> {}\n;; global options: +cmd\n"
OF_X = "x.example. 60 IN SOA ns.x.example. root.x.example. 1 2 3 4 5\nx.example. 60 IN NS ns.example.net.\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            DIG.format("x.example. any") + ";; ANSWER SECTION:\n" + OF_X,
            "an answer of dig, which shows no more of a zone than was asked for",
        ),
        (
            DIG.format("x.example. soa") + OF_X + OF_X.replace("x.", "y."),
            "answers of dig about several zones: a file for each zone can be read",
        ),
        (
            DIG.format("@ns axfr x.example") + OF_X + "; Transfer failed.\n" + OF_X.replace("x.", "y."),
            "answers of dig about several zones: a file for each zone can be read",
        ),
        (
            f";; ->>HEADER<<- opcode: QUERY, rcode: NOERROR, id: 1\n;; ANSWER SECTION:\n{OF_X}",
            "an answer of dig, which shows no more of a zone than was asked for",
        ),
    ],
)
@pytest.mark.parametrize("name", ["all.zone", "dig.txt"])
def test_answers_of_dig_are_no_zone(repo: Repo, name: str, text: str, reason: str) -> None:
    """They show what was asked for, of one zone or of several."""
    repo.write("example.com.zone")
    repo.write(name, text)

    assert {name: reason} == why(repo.find())


def test_transfer_is_a_zone(repo: Repo) -> None:
    """Its server, which gave all of it, repeats the SOA at the end."""
    repo.write("x.txt", DIG.format("@ns.x.example. x.example. -t axfr") + OF_X + OF_X.partition("\n")[0] + "\n")

    assert [("x.example.", True)] == [(zone.origin, zone.transferred) for zone in repo.find().zones]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bootstrap.css", "a { }\n.x A b\nmx A y\n"),
        ("ansible.cfg", "# {{ ansible_managed }}\na A 192.0.2.1\n"),
        ("Makefile", "all: x\n\techo x\n\techo y\nx A 192.0.2.1\n\tmake z\n"),
        ("root.hints", ". 518400 NS a.root-servers.net.\na.root-servers.net. 518400 A 198.41.0.4\n"),
        ("updater.js", "const a = `{{ x }}`\na A 192.0.2.1\n"),
    ],
)
def test_what_quotes_a_record_and_is_no_zone_of_the_users_is_not_named(repo: Repo, name: str, text: str) -> None:
    """Who reads of it would look for a zone where there is none."""
    repo.write(name, text)

    with pytest.raises(NothingToLint) as raised:
        repo.find()
    assert "no zone was found in . (1 ignored)" == str(raised.value)


@pytest.mark.parametrize("name", ["dns.zone", "dns.yaml"])
def test_export_of_google_cloud_is_known_by_its_text(repo: Repo, name: str) -> None:
    """Whatever it is called."""
    record = "---\nkind: dns#resourceRecordSet\nname: x.example.\nrrdatas:\n- {}\nttl: 60\ntype: {}\n"
    soa = record.format("ns.x.example. root.x.example. 1 2 3 4 5", "SOA")
    repo.write(name, soa + record.format("192.0.2.1", "A"))

    assert [("x.example.", "gcloud")] == [(zone.origin, zone.format) for zone in repo.find().zones]


@pytest.mark.parametrize(("fault", "count"), [("", 1), ("options { directory; };\n", 0)])
def test_index_that_no_server_loads_misses_no_file(repo: Repo, fault: str, count: int) -> None:
    """Another one serves its zones, and it does not parse: it was left over."""
    statement = 'zone "{}.example" {{ type primary; file "{}"; }};\n'
    repo.write("etc/named.conf", statement.format("x", "db.x"))
    repo.write("etc/db.x")
    repo.write("etc/named/named.conf", fault + statement.format("x", "db.x9") + statement.format("y", "db.y"))
    repo.write("etc/named/db.y")

    missed = [message for *_, message in problems(repo.find()) if "is not there" in message]
    assert count == len(missed)


def test_of_several_transfers_in_one_file_the_first_is_read(repo: Repo) -> None:
    """It is whole, for it ends with its SOA; what follows is of other zones."""
    whole = OF_X + OF_X.partition("\n")[0] + "\n"
    repo.write("all.txt", DIG.format("@ns axfr x.example axfr y.example") + whole + whole.replace("x.", "y."))
    found = repo.find()

    assert ["x.example."] == [zone.origin for zone in found.zones]
    assert {"all.txt": "what stands behind the transfer of x.example., of which the file is read"} == why(found)
    assert [] == [finding.rule for finding in lint({}) if finding.rule == "out-of-zone-record"]


def test_old_copies_are_not_what_an_index_means_by_a_base_name(repo: Repo) -> None:
    """The file in use is named by another index; one that lies in an old folder itself means what lies there."""
    repo.write("current/bundle/Corefile", "a.example {\n  file a.zone\n}\n")
    repo.write("current/bundle/a.zone")
    repo.write("current/host/Corefile", "a.example:1053 {\n  file /bundles/a.zone\n}\n")
    repo.write("previous/bundle/a.zone")

    found = repo.find()
    assert {"current/bundle/a.zone": "a.example."} == {zone.path: zone.origin for zone in found.zones}


@pytest.mark.parametrize("name", ["example.com.zones", "db.example.com.zones"])
def test_zones_ends_the_name_of_a_file(repo: Repo, name: str) -> None:
    """It is no top-level domain."""
    repo.write(name)

    assert {name: "example.com."} == repo.zones()


def test_the_folder_of_one_view_is_not_that_of_another(repo: Repo) -> None:
    """Each view has files of the same names in a folder of its own, and one of these folders is here."""
    repo.write("zones/a.example.zone")
    repo.write("zones/b.example.zone")
    views = {"all": "/etc/bind/zones", "guests": "/etc/bind/guests"}
    statement = 'zone "{1}.example" {{ type primary; file "{0}/{1}.example.zone"; }};'
    for view, folder in views.items():
        zones = " ".join(statement.format(folder, name) for name in "ab")
        with (repo.root / "named.conf").open("a") as file:
            file.write(f'view "{view}" {{ {zones} }};\n')
    found = repo.find()

    assert [("a.example.", ("all",)), ("b.example.", ("all",))] == [(zone.origin, zone.views) for zone in found.zones]
    assert {("a.example.", "guests"), ("b.example.", "guests")} == {(zone.origin, zone.view) for zone in found.declared}


@pytest.mark.parametrize(
    ("script", "is_made"),
    [
        ("cp lists/d.zone zones/", True),
        ("./lists > zones/d.zone", True),
        ("named-checkzone d.example zones/d.zone > /dev/null", False),
        ("echo zones/d.zone", False),
    ],
)
def test_a_script_that_makes_a_file(repo: Repo, script: str, is_made: bool) -> None:
    """One that looks at it says that it should be there."""
    for each in "abc":
        repo.write(f"zones/{each}.zone")
    repo.write("make.sh", script)
    statement = 'zone "{0}.example" {{ type primary; file "zones/{0}.zone"; }};\n'
    repo.write("named.conf", "".join(map(statement.format, "abcd")))

    assert is_made == (repo.find().problems == [])


@pytest.mark.parametrize(
    "text",
    [
        "%{ for n in hosts ~}\n${n} A ${n}\n%{ endfor ~}\n",
        "{{~#if inside}}\nwww CNAME a\n{{~else}}\nwww A 192.0.2.2\n{{~/if}}\n",
        "% if inside\nwww CNAME a\n% end\n",
        "{if $x}\nwww CNAME a\n{/if}\n",
    ],
)
def test_a_template_that_decides_is_none_to_read(repo: Repo, text: str) -> None:
    """In whatever language: what stands between the marks may not be there."""
    repo.write("example.org.zone")
    repo.write("db.example.com.tpl", FORWARD + "a A 192.0.2.3\n" * 9 + text)

    assert {"example.org.zone": "example.org."} == repo.zones()


def test_policies_of_another_server(repo: Repo) -> None:
    """What one server answers from is a zone like any other on the next."""
    statement = 'zone "a.example" { type primary; file "a.zone"; };\n'
    repo.write("s1/named.conf", "options { response-policy { zone a.example; }; };\n" + statement)
    repo.write("s2/named.conf", statement)
    repo.write("s1/a.zone")
    repo.write("s2/a.zone")

    assert {"s1/a.zone": True, "s2/a.zone": False} == {zone.path: zone.policy for zone in repo.find().zones}
