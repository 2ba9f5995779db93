"""`zonelint senders`: a row per mail-sending address, with the verdict on it."""

from io import StringIO

import pytest
from commandline import CommandLine, write

from zonelint.commands.show import terminal_width

ZONES = {
    "zones/example.com.zone": """\
$TTL 1h
@     SOA  ns1 hostmaster 1 8h 2h 4w 1h
      NS   ns1
      MX   10 mail
      MX   20 backup
      TXT  "v=spf1 mx ip4:9.8.7.6 -all"
ns1    A   4.3.2.53
mail   A   4.3.2.10
       AAAA 2001:db8::1
backup A   4.3.2.9
""",
    "zones/example.org.zone": """\
$TTL 1h
@     SOA  ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
      NS   ns1.example.com.
      MX   10 mail.example.com.
""",
    "zones/2.3.4.in-addr.arpa.zone": """\
$TTL 1h
@     SOA  ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
      NS   ns1.example.com.
10    PTR  mail.example.com.
""",
}


def test_json_has_a_row_per_address(command: CommandLine) -> None:
    """The broken ones come first, then the unknown, then by address as a number, IPv4 before IPv6."""
    write(ZONES)
    ran = command("senders", "zones", "--format", "json")
    rows = ran.json["senders"]

    assert 0 == ran.status
    assert [
        ("4.3.2.9", "broken"), ("9.8.7.6", "unknown"), ("2001:db8::1", "unknown"), ("4.3.2.10", "ok")
    ] == [(row["address"], row["verdict"]) for row in rows]  # fmt: skip
    assert {
        "address": "4.3.2.10",
        "domains": ["example.com.", "example.org."],
        "evidence": ["MX 10 mail.example.com.", "SPF mx"],
        "ptr": ["mail.example.com."],
        "confirmed": True,
        "verdict": "ok",
        "why": "mail.example.com. leads back to 4.3.2.10",
    } == rows[-1]


def test_text_is_a_table_with_reasons(command: CommandLine) -> None:
    """Below a row that is not in order stands why."""
    write(ZONES)
    lines = command("senders", "zones").out.splitlines()

    assert ["verdict", "address", "PTR", "confirmed", "sends", "for", "evidence"] == lines[0].split()
    assert ["broken", "4.3.2.9", "-", "no", "example.com."] == lines[1].split()[:5]
    assert "         why: it has no PTR: 9.2.3.4.in-addr.arpa. does not exist in 2.3.4.in-addr.arpa." == lines[2]
    assert "4 senders: 1 broken, 2 unknown, 1 ok" == lines[-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--for", "example.org"), ["2001:db8::1", "4.3.2.10"]),
        (("--for", "EXAMPLE.org."), ["2001:db8::1", "4.3.2.10"]),
        (("--for", "example.net"), []),
        (("--address", "4.3.2.9"), ["4.3.2.9"]),
        (("--address", "2001:DB8:0::1"), ["2001:db8::1"]),
        (("--address", "4.3.2.9", "--for", "example.org"), []),
    ],
)
def test_rows_are_chosen_by_domain_and_address(
    words: tuple[str, ...], expected: list[str], command: CommandLine
) -> None:
    """In whatever spelling."""
    write(ZONES)

    rows = command("senders", "zones", "--format", "json", *words).json["senders"]

    assert expected == [row["address"] for row in rows]


@pytest.mark.parametrize(
    ("words", "status"),
    [((), 0), (("--fail-on", "broken"), 1), (("--fail-on", "broken", "--address", "4.3.2.10"), 0)],
)
def test_fail_on_broken_sets_the_status(words: tuple[str, ...], status: int, command: CommandLine) -> None:
    """The rows that are shown count."""
    write(ZONES)

    assert status == command("senders", "zones", *words).status


def test_without_senders_that_is_said(command: CommandLine) -> None:
    """An empty table would leave the reader wondering."""
    write({"zones/2.3.4.in-addr.arpa.zone": ZONES["zones/2.3.4.in-addr.arpa.zone"]})
    ran = command("senders", "zones")

    assert (0, True) == (ran.status, ran.out.startswith("no senders: "))


def test_addresses_that_no_record_names_are_unused(command: CommandLine) -> None:
    """SPF lets them send, and there is nothing to judge: they stand last, without a reason, and are no failure."""
    zone = ZONES["zones/example.com.zone"].replace("mx ip4:9.8.7.6", "ip4:4.3.2.10/31").replace("backup", "; ")
    write({**ZONES, "zones/example.com.zone": zone.replace("MX   20 ; ", "; ").replace("AAAA", "; ")})
    ran = command("senders", "zones", "--fail-on", "broken")
    *_, row = command("senders", "zones", "--format", "json").json["senders"]

    assert (0, "1 sender: 0 broken, 0 unknown, 1 ok; 1 address that SPF lets send, and no record names: unused") == (
        ran.status,
        ran.out.splitlines()[-1],
    )
    assert ["unused", "4.3.2.11", "-", "-", "example.com.", "SPF", "ip4:4.3.2.10/31"] == ran.out.splitlines()[2].split()
    assert ("4.3.2.11", "unused", [], None) == (row["address"], row["verdict"], row["ptr"], row["confirmed"])


OUTSIDE = """\
$TTL 1h
@     SOA  ns1 hostmaster 1 8h 2h 4w 1h
      NS   ns1
      MX   10 aspmx.l.google.com.
      TXT  "v=spf1 include:_spf.google.com {terms}-all"
ns1   A    4.3.2.53
"""


def test_what_leads_outside_is_named(command: CommandLine) -> None:
    """A domain that sends through others has no senders here, and that is said in place of "nothing tells"."""
    write({"example.com.zone": OUTSIDE.format(terms=""), "example.net.zone": OUTSIDE.format(terms="")})
    through = ["include:_spf.google.com (not loaded)", "MX aspmx.l.google.com."]

    assert command("senders", ".").out.splitlines() == [
        "no senders: no address in the loaded zones sends mail",
        "example.com., example.net. send through include:_spf.google.com (not loaded), MX aspmx.l.google.com.",
    ]
    assert {
        "senders": [],
        "elsewhere": [{"domain": "example.com.", "through": through}],
    } == command("senders", ".", "--format", "json", "--for", "example.com").json


def test_include_of_a_loaded_record_leads_on(command: CommandLine) -> None:
    """What counts is where it ends: an include within the zones may lead out of them."""
    zone = OUTSIDE.replace("MX   10 aspmx.l.google.com.", "MX   10 ns1").replace("include:_spf.google", "include:spf")
    write({"example.com.zone": zone.format(terms="") + 'spf.com. TXT "x"\n'})
    write(
        {"spf.com.zone": '$TTL 1h\n@ SOA ns.a. h.a. 1 8h 2h 4w 1h\n@ NS ns.a.\n@ TXT "v=spf1 include:x.org mx:y.org"\n'}
    )

    assert ["include:x.org (not loaded)", "mx:y.org (not loaded)"] in [
        each["through"] for each in command("senders", ".", "--format", "json").json["elsewhere"]
    ]


def test_smart_host_is_listed_as_unknown(command: CommandLine) -> None:
    """A host of the provider that SPF names has a row without an address."""
    write({"example.com.zone": OUTSIDE.format(terms="a:smtp-out.isp.it ")})
    (row,) = command("senders", ".", "--format", "json").json["senders"]

    assert (None, "smtp-out.isp.it.", "unknown", ["SPF a:smtp-out.isp.it"]) == (
        row["address"],
        row["host"],
        row["verdict"],
        row["evidence"],
    )
    assert ["unknown", "smtp-out.isp.it.", "-"] == command("senders", ".").out.splitlines()[1].split()[:3]


@pytest.mark.parametrize(("name", "said"), [("host1.provider.net.", True), ("mail.example.org.", False)])
def test_ptr_in_another_organisations_domain_is_said(name: str, said: bool, command: CommandLine) -> None:
    """Where the PTR of a sender leads is not known, and the name is a stranger's."""
    reverse = ZONES["zones/2.3.4.in-addr.arpa.zone"].replace("mail.example.com.", name)
    forward = ZONES["zones/example.com.zone"] + 'o TXT "v=spf1 ip4:4.3.2.10"\n'
    config = '[[mail.senders]]\naddress = "4.3.2.10"\ndomains = ["example.org"]\n'
    write({"zones/example.com.zone": forward, "zones/2.3.4.in-addr.arpa.zone": reverse, ".zonelint.toml": config})
    (row,) = command("senders", "--format", "json", "--address", "4.3.2.10").json["senders"]

    assert ("unknown", said) == (row["verdict"], "the domain of another organisation" in row["why"])


MAIL = "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n@ NS ns1\n@ MX 10 mail\nmail A 10.1.2.25\n"


def test_without_senders_because_all_is_internal(command: CommandLine) -> None:
    """That is another reason than no MX and no SPF, and the user may not know it."""
    write({"example.com.zone": MAIL + "ns1 A 10.1.2.53\n"})

    assert (
        "no senders: all is internal, and the configuration declares none (all addresses of the set are private)\n"
        == command("senders").out
    )


def test_private_sender_of_a_public_zone(command: CommandLine) -> None:
    """Receivers elsewhere see another address, which only the user knows: nobody is asked for the PTR of this one."""
    write({"example.com.zone": MAIL + "ns1 A 4.3.2.53\n"})
    out = command("senders").out.splitlines()

    assert ["unknown", "10.1.2.25"] == out[1].split()[:2]
    assert (
        "         why: 10.1.2.25 is private, RFC 1918; others see another address: declare that in [[mail.senders]]"
        == out[2]
    )
    assert ["", "1 sender: 0 broken, 1 unknown, 0 ok"] == out[3:]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "nope.example"), "no sender for nope.example.: 4 senders are known here"),
        (("--address", "4.3.2.99"), "no sender for 4.3.2.99: 4 senders are known here"),
    ],
)
def test_a_choice_without_rows_names_what_was_chosen(words: tuple[str, ...], said: str, command: CommandLine) -> None:
    """The zones tell of senders, only not of these."""
    write(ZONES)

    assert command("senders", "zones", *words).out.startswith(said)


def test_the_unknown_have_a_next_step(command: CommandLine) -> None:
    """Where nothing is unknown, nothing is to be asked."""
    write(ZONES)

    assert "`zonelint snapshot`" in command("senders", "zones").out
    assert "snapshot" not in command("senders", "zones", "--address", "4.3.2.9").out


@pytest.mark.parametrize("columns", [70, 200])
def test_table_fits_the_terminal(columns: int, command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is long stands below the line of its sender, whole, where the table would be wider than the terminal."""
    from zonelint.commands import senders

    write(ZONES)
    table = command("senders", "zones").out
    monkeypatch.setattr(senders, "terminal_width", lambda: columns)
    shown = command("senders", "zones").out

    widest = max(len(line) for line in table.splitlines() if "why: " not in line)
    assert 70 < widest < 200
    assert (columns < widest) == (shown != table)
    assert (columns < widest) == ("         sends for: example.com.\n         evidence: " in shown)


def test_width_of_what_is_no_terminal_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe gets the same lines everywhere."""
    monkeypatch.setattr("sys.stdout", StringIO())

    assert 0 == terminal_width()


def test_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment says."""
    import fcntl
    import os
    import struct
    import termios

    main, other = os.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 70, 0, 0))
    with os.fdopen(main, "rb"), os.fdopen(other, "w") as terminal:
        monkeypatch.setattr("sys.stdout", terminal)

        assert 70 == terminal_width()


def test_row_of_a_declared_sender(command: CommandLine) -> None:
    """The configuration is evidence, too."""
    write({**ZONES, ".zonelint.toml": '[[mail.senders]]\naddress = "4.3.2.10"\ndomains = ["example.net"]\n'})
    (row,) = command("senders", "--format", "json", "--for", "example.net").json["senders"]

    assert "declared in the configuration" in row["evidence"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--address", "mail"), "--address: 'mail' is not an IP address"),
        (("--for", "a..b"), "--for: 'a..b' is not a domain name: empty label"),
        (("--fail-on", "unknown"), "--fail-on: 'unknown' is not one of broken"),
    ],
)
def test_bad_value_is_an_error(words: tuple[str, ...], message: str, command: CommandLine) -> None:
    """It is named in one line."""
    assert (2, message) == command("senders", *words).error


def test_views_that_differ_have_a_row_each(command: CommandLine) -> None:
    """The same sender is one row in all views that say the same of it."""
    zone = ZONES["zones/example.com.zone"]
    write(
        {
            "named.conf": "".join(
                f'view "{view}" {{ zone "example.com" {{ type primary; file "zones/{file}"; }}; }};\n'
                for view, file in (("a", "one"), ("b", "one"), ("c", "two"))
            ),
            "zones/one": zone,
            "zones/two": zone.replace("backup A   4.3.2.9", "backup A   4.3.2.8"),
        }
    )
    rows = command("senders", "--format", "json").json["senders"]

    assert [
        ("4.3.2.8", ["c"]), ("4.3.2.9", ["a", "b"]), ("4.3.2.10", ["a", "b", "c"])
    ] == [(row["address"], row["views"]) for row in rows if row["address"].startswith("4.")]  # fmt: skip


def test_colour_marks_the_verdict(command: CommandLine) -> None:
    """The columns stand as without colour."""
    write(ZONES)
    plain = command("senders", "zones").out
    coloured = command("senders", "zones", "--color", "always").out

    assert "\x1b[1;31mbroken\x1b[0m   4.3.2.9" in coloured
    assert plain.count("\n") == coloured.count("\n")


_OF_SERVER = 'zone "{0}" {{ type primary; file "{0}.zone"; }};\n'
_FORWARD = """\
$TTL 1h
@     SOA  ns1 hostmaster {serial} 8h 2h 4w 1h
      NS   ns1
      MX   10 mail
      MX   20 {backup}
ns1    A   4.3.2.53
mail   A   4.3.2.10
backup A   4.3.2.9
"""


def test_servers_without_views_have_one_row_for_an_address(command: CommandLine) -> None:
    """A server that does not have the reverse zone does not open what the one that has it decides."""
    reverse = ZONES["zones/2.3.4.in-addr.arpa.zone"]
    files = {
        "one/named.conf": _OF_SERVER.format("example.com") + _OF_SERVER.format("2.3.4.in-addr.arpa"),
        "one/example.com.zone": _FORWARD.format(serial=1, backup="mail"),
        "one/2.3.4.in-addr.arpa.zone": reverse,
        "two/named.conf": _OF_SERVER.format("example.com"),
        "two/example.com.zone": _FORWARD.format(serial=2, backup="backup"),
    }
    write(files)

    rows = command("senders", ".", "--format", "json").json["senders"]

    assert [("4.3.2.9", "unknown"), ("4.3.2.10", "ok")] == [(row["address"], row["verdict"]) for row in rows]
    assert [["example.com."], ["example.com."]] == [row["domains"] for row in rows]
    assert ["MX 10 mail.example.com.", "MX 20 mail.example.com."] == rows[1]["evidence"]


def test_reverse_zone_that_may_not_be_served_is_named(command: CommandLine) -> None:
    """The PTR leads back, but no index names its file: another one may be served in its place."""
    write(
        {
            "named.conf": _OF_SERVER.format("example.com"),
            "example.com.zone": _FORWARD.format(serial=1, backup="mail"),
            "2.3.4.in-addr.arpa.zone": ZONES["zones/2.3.4.in-addr.arpa.zone"],
        }
    )

    (row,) = command("senders", ".", "--format", "json").json["senders"]

    assert (
        "unknown",
        "mail.example.com. leads back to 4.3.2.10; there may be other PTRs: 2.3.4.in-addr.arpa. may be served "
        "otherwise: its file is another server's, or no index names it",
    ) == (row["verdict"], row["why"])


def test_reverse_zone_that_may_not_be_served_proves_nothing_missing(command: CommandLine) -> None:
    """No index names the file in which the PTR is missing, so the address is not called broken."""
    write(
        {
            "named.conf": _OF_SERVER.format("example.com"),
            "example.com.zone": _FORWARD.format(serial=1, backup="mail"),
            "2.3.4.in-addr.arpa.zone": ZONES["zones/2.3.4.in-addr.arpa.zone"].replace("10    PTR", "11    PTR"),
        }
    )

    assert ["unknown"] == [row["verdict"] for row in command("senders", ".", "--format", "json").json["senders"]]


def test_exchange_of_a_loaded_zone_is_not_told_as_others(command: CommandLine) -> None:
    """The zone has the exchange, and its address cannot be read: that is not known, and it is no provider's."""
    write({"example.com.zone": "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n  MX 10 mail\nmail A 4.3.2\n"})

    told = command("senders", ".", "--format", "json").json["elsewhere"]

    assert [{"domain": "example.com.", "through": ["MX mail.example.com. (its addresses are not known)"]}] == told
