"""Is a file a zone-set index? By its name, or by all of its text."""

import pytest
from builders import source
from hypothesis import given
from hypothesis import strategies as st

from zonelint.discovery import index_kinds
from zonelint.discovery.index_kinds import has_statement, kind_by_name, kind_of_text
from zonelint.readers.servers import knotconf, namedconf, nsdconf

ZONE = 'zone "example.com" { type primary; file "db.example.com"; };\n'


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("named.conf", "named.conf"),
        ("named.conf.local", "named.conf"),
        ("named.conf.md", ""),
        ("named.conf.5", ""),
        ("named.conf.docbook", ""),
        ("named.conf.sh", ""),
        ("named-internal.conf", "named.conf"),
        ("named.rfc1912.zones", "named.conf"),
        ("nameddata.conf", ""),
        ("nsd.zones.conf", "nsd.conf"),
        ("bindbackend.conf", "named.conf"),
        ("nsdc.conf", ""),
        ("knotd.conf", "knot.conf"),
        ("knot.zones.conf", "knot.conf"),
        ("lab.Corefile", "Corefile"),
        ("Corefile.primary", "Corefile"),
        ("Corefile-lab", "Corefile"),
        ("Corefile.md", ""),
        ("named.conf.5in", ""),
        ("Corefile.j2", ""),
        ("Corefiles", ""),
        ("zones.conf", ""),
        ("bird.conf", ""),
    ],
)
def test_a_name_says_which_index_a_file_is(name: str, kind: str) -> None:
    """It holds a program's name, and nothing that makes it a text or a script about it."""
    assert kind == kind_by_name(name)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("named.conf", "d /run/named 0755 named named -\n"),
        ("named.conf", "../../etc/bind/named.conf"),
        ("nsd.conf", "[Service]\nRestart=always\n"),
        ("knot.conf", "d /run/knot 0755 knot knot -\n"),
    ],
)
def test_a_file_called_like_an_index_may_have_no_statement_of_one(kind: str, text: str) -> None:
    """What systemd does for a server is called as its configuration is, and a link may be stored as its target."""
    assert not has_statement(kind, text)


@pytest.mark.parametrize(
    "text",
    [
        ZONE,
        f'// zones\nacl inside {{ 10.0.0.0/8; }};\nview "a" {{ recursion no; {ZONE} }};\ninclude "b.conf";\n',
        'key k { algorithm hmac-sha256; secret "x"; };\nzone example.com in { file "x"; };\n',
    ],
)
def test_zones_and_nothing_else_are_a_named_conf(text: str) -> None:
    """All statements are those of BIND, and those of zones, too."""
    assert "named.conf" == kind_of_text(text)


@pytest.mark.parametrize(
    "text",
    [
        f"# Set-up\n\nWrite this into named.conf.local:\n\n```\n{ZONE}```\n\nThen restart the server.\n",
        f"Add a zone:\n\n{ZONE}",
        f"#!/bin/sh\ncat > /etc/bind/named.conf.local <<END\n{ZONE}END\n",
        f"#!/usr/sbin/named -c\n{ZONE}",
        "zone example.com. {\n  primary 127.0.0.1;\n  key rndc;\n}\n",
        "zone example.com. { primary 127.0.0.1; key rndc; };\n",
        'include "bird.local.conf";\nprotocol device {\n  scan time 10;\n}\ntemplate bgp peers {\n  local as 1;\n}\n',
        'include "modules.conf";\nme { name "irc.example.com"; info "a server"; };\n',
        'view "v" { zone "example.com" { primary 10.0.0.1; }; };\n',
        'include "bird.peers.conf";\n',
        f'{ZONE}zone "example.net" {{ type primary; file "x" }};\n',
        "http {\n  zone one {\n    server_name example.com;\n  }\n}\n",
    ],
)
def test_other_text_makes_no_named_conf(text: str) -> None:
    """Manuals and scripts quote BIND's statements; those of dhcpd, BIRD, nginx and IRC servers look like them."""
    assert "" == kind_of_text(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("zone:\n  name: example.com\n  zonefile: x\n", "nsd.conf"),
        ("server:\n  zonesdir: /etc/nsd\npattern:\n  name: p\n  zonefile: %s\n", "nsd.conf"),
        ("server:\n  verbosity: 1\nauth-zone:\n  name: example.com\n  zonefile: x\n", ""),
        ("zone:\n  name: example.com\n  zonefile: x\n  colour: red\n", ""),
        ("Write this:\n\nzone:\n  name: example.com\n  zonefile: x\n", ""),
        ("zone:\n  - domain: example.com\n", "knot.conf"),
        ("route:\n  - domain: example.com\n", ""),
        ("zone:\n  - domain: example.com\nand so on\n", ""),
        ("launch=bind\nbind-config=/etc/named.conf\n", "pdns.conf"),
        ("Set\nbind-config=/etc/named.conf\nin pdns.conf.\n", ""),
    ],
)
def test_the_whole_text_tells_the_other_indexes(text: str, kind: str) -> None:
    """unbound.conf has zones and files, too, and many programs have domains."""
    assert kind == kind_of_text(text)


def test_an_index_that_somebody_names_may_have_faults() -> None:
    """Only the kinds of its statements count, for its faults are to be told."""
    faulty = ZONE.replace(";\n", "\n")
    assert ("", "named.conf") == (kind_of_text(faulty), kind_of_text(faulty, strict=False))


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (namedconf, 'options { directory "/etc"; };\n'),
        (nsdconf, "server:\n  zonesdir: /etc\n"),
        (knotconf, "server:\n  rundir: /run\n"),
    ],
)
def test_a_configuration_without_zones_is_no_index(reader: "object", text: str) -> None:
    """Which zones there are is what an index tells."""
    assert not reader.is_whole(source(text))  # type: ignore[attr-defined]


WORDS = st.sampled_from(["Then", "restart", "named.", "```", "-", "the server", "echo", "cat <<END", "sudo", "1."])


@given(st.lists(WORDS, min_size=1).map(" ".join), st.booleans())
def test_a_statement_among_words_makes_no_index(words: str, before: bool) -> None:
    """Whatever a manual says around what it quotes."""
    assert "" == kind_of_text(f"{words}\n{ZONE}" if before else f"{ZONE}{words}\n")


PARTS = st.sampled_from(
    [*'{};"#/*\\\n ', "zone", "view", "in", "x", "file", "type", "zone:", "name:", "zonefile:", "- domain:"]
)


@given(st.lists(PARTS).map(" ".join), st.booleans())
def test_any_text_is_judged(text: str, strict: bool) -> None:
    """No text ends in an error, and what is an index is one where faults are overlooked, too."""
    kind = kind_of_text(text, strict)
    assert kind == "" or kind == kind_of_text(text, strict=False)


def test_a_huge_text_is_no_index_by_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump of a database is not parsed for a zone statement in it."""
    monkeypatch.setattr(index_kinds, "MAX_LENGTH", len(ZONE) - 1)
    assert "" == kind_of_text(ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "foo.example:1053 {\n\troot {$PWD}\n\tfile db.foo {\n\t\ttransfer to 127.0.0.1\n\t}\n}\n.:53 {\n\tcache\n}\n",
        "example.com, example.net {\n    auto {\n        directory zones\n    }\n    log\n}\n",
        "# secondary\nexample.com:53 {\n  secondary {\n    transfer from 192.0.2.1\n  }\n}\n",
    ],
)
def test_text_of_server_blocks_is_a_corefile(text: str) -> None:
    """Whatever the file is called."""
    assert "Corefile" == kind_of_text(text)


@pytest.mark.parametrize(
    "text",
    [
        'input {\n  file {\n    path => "/var/log/x"\n  }\n}\n',
        "example.com {\n  root * /srv\n  file_server\n}\n",
        "example.com {\n  file x\n  php_fastcgi localhost:9000\n}\n",
        "server {\n  file x\n}\n",
        "example.com {\n  cache\n}\n",
        "example.com {\n  file x\n",
        "Write:\n\nexample.com {\n  file x\n}\n",
    ],
)
def test_text_of_other_programs_is_no_corefile(text: str) -> None:
    """Caddy and Logstash have blocks in braces, too; without a plugin that serves zones nothing is lost."""
    assert "" == kind_of_text(text)
