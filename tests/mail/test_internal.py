"""What is internal: by the configuration, the match-clients of a view, its name, or because the set is a lab."""

from pathlib import Path

import pytest
from linting import RULES, lint, lint_by
from scenarios import CONFIG, forward, marked, pair, reverse

from zonelint.config.settings import Settings, load
from zonelint.discovery.search import discover
from zonelint.dns.names import reverse_name
from zonelint.dns.special_networks import is_documentation, is_inside, is_inside_network, is_made_up
from zonelint.lint.views import Views
from zonelint.lint.views import load as load_zones
from zonelint.mail.internal import is_documentation_name, is_example_name, is_internal_name

RULE = "mx-target-not-public"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(files: dict[str, str]) -> Views:
    """Write `files` into the current folder and read them."""
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    settings = load(CONFIG) if CONFIG in files else Settings()
    return load_zones(discover([] if settings.path else ["."], settings), settings)


KEY_1024 = RULES["dkim-key-weak"].module.KEY_1024


def reasons(files: dict[str, str]) -> dict[str, str]:
    """Return view and origin of each zone -> why it is internal there, or nothing."""
    return {
        f"{view.namespace.view or ''} {origin}".strip(): view.internal.why(zone)
        for view in read(files)
        for origin, zone in view.namespace.zones.items()
    }


def rules_of(files: dict[str, str], *names: str) -> list[tuple[str, str, int]]:
    """Return (rule, path, line) of each finding; `names` are rules to run besides the default ones."""
    return [(each.rule, each.path, each.line) for each in lint(files, *names)]


# -- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("corp.", True),
        ("mail.corp.local.", True),
        ("a.internal.", True),
        ("a.localdomain.", True),
        ("a.lan.", True),
        ("a.home.", True),
        ("a.intranet.", True),
        ("a.private.", True),
        ("a.test.", True),
        ("a.invalid.", True),
        ("localhost.", True),
        ("a.dn42.", True),
        ("a.onion.", True),
        ("home.arpa.", True),
        ("router.home.arpa.", True),
        ("xhome.arpa.", False),
        ("local.example.com.", False),
        ("notlocal.", False),
        ("a\\.lan.", False),
        ("a.example.", False),
        (".", False),
    ],
)
def test_names_of_the_inside(name: str, expected: bool) -> None:
    """Top-level domains that the public DNS does not have, and home.arpa; an escaped dot parts no labels."""
    assert expected is is_internal_name(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("example.", True),
        ("a.example.", True),
        ("example.com.", True),
        ("www.example.net.", True),
        ("example.org.", True),
        ("myexample.com.", False),
        ("example.co.uk.", False),
        ("com.", False),
    ],
)
def test_names_of_manuals(name: str, expected: bool) -> None:
    """RFC 2606 sets aside example, and example.com, example.net and example.org."""
    assert expected is is_documentation_name(name)


# -- addresses and networks ------------------------------------------------------------------------------------------

EDGES = [
    ("10.0.0.0", True),
    ("10.255.255.255", True),
    ("11.0.0.0", False),
    ("1.10.0.0", False),
    ("100.63.255.255", False),
    ("100.64.0.0", True),
    ("100.127.255.255", True),
    ("100.128.0.0", False),
    ("127.0.0.1", True),
    ("169.254.0.1", True),
    ("169.253.0.1", False),
    ("172.15.255.255", False),
    ("172.16.0.0", True),
    ("172.31.255.255", True),
    ("172.32.0.0", False),
    ("192.168.0.1", True),
    ("192.169.0.1", False),
    ("192.0.2.1", False),
    ("198.18.0.1", False),
    ("203.0.113.1", False),
    ("::1", True),
    ("::", False),
    ("::1:0", False),
    ("fbff::1", False),
    ("fc00::1", True),
    ("fdff:ffff::1", True),
    ("fd::1", False),
    ("fe7f::1", False),
    ("fe80::1", True),
    ("febf::1", True),
    ("fec0::1", False),
    ("2001:db8::1", False),
]


@pytest.mark.parametrize(("address", "expected"), EDGES)
def test_addresses_of_the_inside(address: str, expected: bool) -> None:
    """Private, unique local, shared, loopback and link-local; neither their neighbours nor those of manuals."""
    assert expected is is_inside(address)
    assert expected is is_inside_network(address)


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        ("10.0.0.0/8", True),
        ("10/8", True),
        ("192.168/16", True),
        ("172.16/12", True),
        ("10.1.2.0/24", True),
        ("10.0.0.0/7", False),
        ("172.16.0.0/11", False),
        ("0.0.0.0/0", False),
        ("fd00::/8", True),
        ("fc00::/7", True),
        ("fc00::/6", False),
        ("fe80::1%eth0", True),
        ("::/0", False),
        ("10", False),
        ("10.0.0.0/33", False),
        ("10.0.0.0/x", False),
        ("10.0.0.0/", False),
        ("any", False),
        ("", False),
    ],
)
def test_networks_of_the_inside(network: str, expected: bool) -> None:
    """All of the network must lie inside; BIND lets zeros at the end be left out."""
    assert expected is is_inside_network(network)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("192.0.2.1", True), ("2001:db8::1", True), ("198.19.0.1", True), ("10.0.0.1", False), ("8.8.8.8", False)],
)
def test_addresses_of_manuals(address: str, expected: bool) -> None:
    """Documentation (RFC 5737, 3849) and benchmarks (RFC 2544)."""
    assert expected is is_documentation(address)


# -- the configuration -----------------------------------------------------------------------------------------------

PUBLIC_VIEW = 'view out { zone "example.com" { type primary; file "out.db"; }; };\n'
OUT = forward("@ MX 10 ns1\n")


def views(name: str, clients: str = "") -> dict[str, str]:
    """Return a zone in the view `name`, with private addresses, and in the view `out`, with public ones."""
    inner = f'view "{name}" {{ {clients} zone "example.com" {{ type primary; file "in.db"; }}; }};\n'
    private = forward("@ MX 10 mail\nmail A 10.1.2.25\n@ NS ns.example.net.\n").replace("4.3.2.53", "10.1.2.53")
    return {"named.conf": inner + PUBLIC_VIEW, "in.db": private, "out.db": OUT}


@pytest.mark.parametrize(
    ("word", "view", "expected"),
    [
        ("Internal", "Internal", True),
        ("Internal.", "Internal", True),
        ("Internal", "internal", True),
        ("internal", "Internal", False),
        ("the inside", "the inside", True),
        ("inside", "in", False),
    ],
)
def test_names_of_views_keep_their_case(word: str, view: str, expected: bool) -> None:
    """BIND tells Internal from internal; a name that is all lower case there may be written otherwise here."""
    files = {**views(view), CONFIG: f'internal = ["{word}"]\n'}

    assert (f"the view {view} is in `internal` in the configuration" if expected else "") == reasons(files)[
        f"{view} example.com."
    ]


def test_zone_outside_of_views_is_internal_in_an_internal_view_only() -> None:
    """It is served in every view: to the inside in one, to the world in the other."""
    files = {
        **views("in"),
        "more/example.org.zone": forward("@ MX 10 m\nm A 10.1.2.3\n", "example.org."),
        CONFIG: 'internal = ["in"]\n',
    }
    found = reasons(files)

    assert "the view in is in `internal` in the configuration" == found["in example.org."]
    assert "" == found["out example.org."]


# -- match-clients ---------------------------------------------------------------------------------------------------

INSIDE = "view in serves private networks only (named.conf:1)"


@pytest.mark.parametrize(
    ("clients", "expected"),
    [
        ("match-clients { 10.0.0.0/8; fd00::/8; localhost; localnets; };", INSIDE),
        ("match-clients { 10.0.0.0/8; 4.3.2.0/24; };", ""),
        ("match-clients { 10.0.0.0/8; 4.3.2.1; 4.3.2.2/32; 2001:470::1; };", INSIDE),
        ("match-clients { 4.3.2.1; };", ""),
        ("match-clients { 10.0.0.0/8; office; };", ""),
        ("match-clients { any; };", ""),
        ("", ""),
        ("match-destinations { 10.0.0.1; };", ""),
    ],
)
def test_view_by_its_match_clients(clients: str, expected: str) -> None:
    """A view for private networks is internal, one for others is not; the address that is asked tells nothing."""
    assert {"in example.com.": expected, "out example.com.": ""} == reasons(views("in", clients))


def test_zone_that_a_view_takes_from_another() -> None:
    """With in-view each view counts by itself."""
    conf = (
        'view in { match-clients { 10/8; }; zone "example.com" { type primary; file "out.db"; }; };\n'
        'view out { zone "example.com" { in-view in; }; };\n'
    )

    assert {"in example.com.": INSIDE, "out example.com.": ""} == reasons({"named.conf": conf, "out.db": OUT})


def test_servers_that_mean_different_views_by_one_name() -> None:
    """A view is internal as a whole only where all servers say so; a zone where its own does."""
    conf = 'view in {{ match-clients {{ {0}; }}; zone "{1}" {{ type primary; file "{1}.db"; }}; }};\n'
    files = {
        "a/named.conf": conf.format("10/8", "example.com"),
        "a/example.com.db": OUT,
        "b/named.conf": conf.format("any", "example.org"),
        "b/example.org.db": forward("", "example.org."),
    }

    assert {"in example.com.": INSIDE.replace("named", "a/named"), "in example.org.": ""} == reasons(files)


def test_exchange_in_a_view_for_private_networks() -> None:
    """Nobody outside sees its address; with public clients it is reported."""
    assert [] == rules_of(views("in", "match-clients { 10/8; };"), RULE)
    assert [(RULE, "in.db", 6)] == rules_of(views("in"), RULE)


# -- labs ------------------------------------------------------------------------------------------------------------

LAB = "all addresses of the set are private"
SCHOOL = "school.net.zone"


def school(body: str = "", head: str = "ns1 A 192.168.1.53\n") -> dict[str, str]:
    """Return a zone of private addresses with `body`."""
    top = "@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n@ NS ns1\n@ NS ns.college.net.\n@ MX 10 mail\n"
    return {SCHOOL: f"$ORIGIN school.net.\n$TTL 1h\n{top}mail A 10.1.2.25\n{head}{body}"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "a AAAA aaaa:bbbb::1\n",
        "a AAAA 2001:db8::1\nb AAAA 3fff::1\nc AAAA 2001:abcd::1\nd AAAA 2001:1:2:3::a\n",
        "a AAAA fd00::1\nb AAAA fe80::1\nc A 100.64.0.1\nd A 127.0.0.1\ne A 169.254.1.1\n",
        '@ TXT "v=spf1 ip4:10.1.2.0/24 ip4:192.168.1.1 ip6:fd00::/8 a mx mx:school.net include:x.school.net -all"\n',
        "www CNAME www.example.com.\n@ MX 20 mx.example.com.\n",
    ],
)
def test_lab(body: str) -> None:
    """All addresses are private, unique local, shared, loopback or link-local, and so are those that SPF names.

    Beside private IPv4 that goes for IPv6 of manuals, too, and for what is made up.
    """
    assert {"school.net.": LAB} == reasons(school(body))


@pytest.mark.parametrize(("network", "expected"), [("2001:db8:1", LAB), ("2001:470:1", "")])
def test_reverse_zone_of_a_lab(network: str, expected: str) -> None:
    """The IPv6 network of manuals is that of a lab, beside private IPv4; somebody's is not."""
    origin = reverse_name(f"{network}::")[40:]
    zone = f"$ORIGIN {origin}\n$TTL 1h\n@ SOA ns1.school.net. host.school.net. 1 8h 2h 4w 1h\n@ NS ns1.school.net.\n"
    files = {**school(), "reverse.zone": f"{zone}1{'.0' * 19} PTR mail.school.net.\n"}

    assert expected == reasons(files)["school.net."]


@pytest.mark.parametrize(
    "body",
    [
        "a A 4.3.2.1\n",
        "a AAAA 2600::1\n",
        "a AAAA ff02::1\n",
        "a A 192.0.2.1\n",
        "a A 198.18.0.1\n",
        "a AAAA 2001:470:abcd::1\n",
        "a A 192.0.2.1\nb AAAA 2001:db8::1\n",
        '@ TXT "v=spf1 ip4:4.3.2.1 -all"\n',
        '@ TXT "v=spf1 ip4:10.0.0.0/7 -all"\n',
        '@ TXT "v=spf1 include:spf.example.com -all"\n',
        '@ TXT "v=spf1 redirect=example.com"\n',
        "a A 4.3.2\n",
        "$INCLUDE gone\n",
    ],
)
def test_one_address_elsewhere_makes_no_lab(body: str) -> None:
    """A public one, one of a manual, a name elsewhere in SPF, or what cannot be read."""
    assert {"school.net.": ""} == reasons(school(body))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"10.in-addr.arpa.zone": reverse("1.0.0 PTR mail.school.net.\n", "10.in-addr.arpa.")}, LAB),
        ({"d.f.zone": reverse("1 PTR a.school.net.\n", "0.0.0.0.0.0.0.0.d.f.ip6.arpa.")}, LAB),
        ({"f.zone": reverse(f"{'0.' * 29}d PTR a.school.net.\n", "d.f.ip6.arpa.")}, LAB),
        ({"127.zone": reverse("1.0.0 PTR localhost.\n", "127.in-addr.arpa.")}, LAB),
        ({"arpa.zone": reverse("1.0.0.10 PTR mail.school.net.\n", "in-addr.arpa.")}, LAB),
        ({"64.zone": reverse("65 PTR mail.school.net.\n", "64/26.1.168.192.in-addr.arpa.")}, LAB),
        ({"4.zone": reverse("1 PTR mail.school.net.\n")}, ""),
        ({"6.zone": reverse(f"{'0.' * 23}0 PTR a.school.net.\n", "0.0.0.0.0.0.6.2.ip6.arpa.")}, ""),
        ({"64.zone": reverse("65 PTR mail.school.net.\n", "64/26.2.3.4.in-addr.arpa.")}, ""),
        ({CONFIG: '[[mail.senders]]\naddress = "10.1.2.25"\n'}, LAB),
        ({CONFIG: '[[mail.senders]]\naddress = "4.3.2.25"\n'}, ""),
    ],
)
def test_ptrs_and_declared_senders_of_a_lab(files: dict[str, str], expected: str) -> None:
    """They must be of the inside as well."""
    files = {name: text.replace("53 PTR ns1.example.com.\n", "") for name, text in files.items()}

    assert expected == reasons({**school(), **files})["school.net."]


def test_localhost_alone_makes_no_lab() -> None:
    """Nearly every server holds its zone, and many zones its name."""
    zone = forward("@ MX 10 mx.example.net.\nlocalhost A 127.0.0.1\n").replace("ns1 A 4.3.2.53\n", "")
    files = {
        "example.com.zone": zone,
        "localhost.zone": forward("@ A 127.0.0.1\n@ AAAA ::1\n", "localhost."),
        "127.zone": reverse("1.0.0 PTR localhost.\n", "127.in-addr.arpa."),
    }

    assert "" == reasons(files)["example.com."]


def test_one_public_zone_makes_the_set_no_lab() -> None:
    """Whoever holds a public address shows the others to the world, too."""
    files = {**school(), "example.com.zone": OUT}

    assert {"example.com.": "", "school.net.": ""} == reasons(files)
    assert [(RULE, SCHOOL, 6)] == rules_of(files, RULE)


def test_exchange_of_a_lab() -> None:
    """Nobody outside asks for it."""
    assert [] == rules_of(school(), RULE)


def test_private_address_of_a_lab_without_ptr() -> None:
    """Where the reverse zone is loaded, that is a defect of the lab; the address is no sender."""
    files = school(head="ns1 A 10.1.2.53 ; <- warning address-without-ptr\n")
    files[SCHOOL] = files[SCHOOL].replace("10.1.2.25\n", "10.1.2.25 ; <- warning address-without-ptr\n")
    files["10.zone"] = reverse("1.0.0 PTR ns1.school.net. ; <- error ptr-address-mismatch\n", "10.in-addr.arpa.")
    files["10.zone"] = files["10.zone"].replace("example.com", "school.net")

    assert marked(files) == sorted((each.rule, each.severity, each.path, each.line) for each in lint(files, RULE))


def test_declared_sender_of_a_lab() -> None:
    """What is declared sends mail, wherever it stands."""
    files = school(head="ns1 A 192.168.1.53\n")
    files["10.zone"] = reverse("1.0.0 PTR mail.school.net.\n", "10.in-addr.arpa.")
    files[CONFIG] = '[[mail.senders]]\naddress = "10.1.2.25"\n'

    assert ("mail-sender-without-ptr", SCHOOL, 7) in rules_of(files, RULE)


# -- what is not missed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["spf-missing", "dmarc-missing", "null-mx-without-spf", "spf-address-not-public"])
def test_records_that_receivers_elsewhere_look_for(rule: str) -> None:
    """An internal zone lacks none of them; the same zone with another name does."""
    zone = forward('@ MX 10 ns1\nnews TXT "v=spf1 ip4:10.1.2.3 -all"\nnone MX 0 .\n').replace(
        "example.com", "bakery.net"
    )
    files = {"a.zone": zone, "b.zone": zone.replace("bakery.net.", "corp.lan.").replace("4.3.2", "5.3.2")}

    assert {"a.zone"} == {each.path for each in lint(files, rule) if each.rule == rule}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("spf-pass-all", 'TXT "v=spf1 a all"'),
        ("spf-ptr-mechanism", 'TXT "v=spf1 ptr -all"'),
        ("spf-type-99", 'SPF "v=spf1 a -all"'),
        ("dkim-key-weak", f'TXT "v=DKIM1; p={KEY_1024}"'),
    ],
)
def test_advice_for_receivers_elsewhere(rule: str, text: str) -> None:
    """What receivers elsewhere make of a record is nothing to an internal zone, nor to a lab."""
    zone = forward(f"@ MX 10 ns1\n{'s._domainkey' if 'dkim' in rule else '@'} {text}\n")
    inner = zone.replace("example.com.", "corp.lan.").replace("4.3.2", "5.3.2")

    assert {"a.zone"} == {each.path for each in lint({"a.zone": zone, "b.zone": inner}, rule) if each.rule == rule}
    assert [] == [each for each in lint({"a.zone": zone.replace("4.3.2", "10.3.2")}, rule) if each.rule == rule]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("example.com.", True),
        ("www.exemple.fr.", True),
        ("mail.test.com.", True),
        ("test.bakery.com.", False),
        ("shop.ejemplo.com.mx.", True),
        ("mail.example.co.uk.", True),
        ("bakery.example.", False),
        ("example.bakery.net.", False),
        ("examples.com.", False),
        ("bakery.net.", False),
        (".", False),
    ],
)
def test_names_of_exercises(name: str, expected: bool) -> None:
    """In many languages, set aside or not, where the word is the registered part of the name."""
    assert expected is is_example_name(name)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("2001:db8::1", True),
        ("3fff::1", True),
        ("aaaa:bbbb::1", True),
        ("2001:abcd::1", True),
        ("2001:1:2:3::a", True),
        ("2001:470:abcd::1", False),
        ("2a00:1:2:3::a", False),
        ("2003:6::1", False),
        ("2606:4700::1111", False),
        ("fd00::1", False),
        ("4.3.2.1", False),
        ("192.0.2.1", False),
    ],
)
def test_made_up_addresses(address: str, expected: bool) -> None:
    """IPv6 of manuals, of nobody, or of a network that only people who make one up have."""
    assert expected is is_made_up(address)


# -- private addresses in public zones -------------------------------------------------------------------------------


def test_private_exchange_of_a_public_zone() -> None:
    """The exchange is at fault, and its PTR is a matter of the inside."""
    files = {
        **pair("@ MX 10 mail ; <- error mx-target-not-public\nmail A 10.1.2.25 ; <- warning address-without-ptr\n"),
        "10.zone": reverse("1.0.0 PTR x.example.net.\n", "10.in-addr.arpa."),
    }

    assert marked(files) == sorted((each.rule, each.severity, each.path, each.line) for each in lint(files, RULE))


def test_private_address_in_spf_is_no_sender() -> None:
    """Receivers elsewhere never see it, alone or within a network."""
    files = {
        **pair('@ TXT "v=spf1 ip4:10.1.2.25 ip4:10.1.3.0/24 -all"\n@ MX 10 ns1\nhost A 10.1.3.1\n'),
        "10.zone": reverse("1.3.1 PTR gone.example.com.\n", "10.in-addr.arpa."),
    }

    assert [("ptr-target-without-address", "10.zone", 5)] == [
        each for each in rules_of(files) if each[0].startswith(("mail-sender", "ptr-"))
    ]


@pytest.mark.parametrize(
    ("origin", "address", "expected"),
    [
        ("example.com.", "192.0.2.25", False),
        ("sub.example.org.", "2001:db8::25", False),
        ("bakery.example.", "198.18.0.25", False),
        ("bakery.net.", "192.0.2.25", True),
        ("example.com.", "10.0.0.25", True),
    ],
)
def test_exchange_with_an_address_from_a_manual(origin: str, address: str, expected: bool) -> None:
    """It is reported where the zone's name is no manual's; a private one is anyway."""
    rtype = "AAAA" if ":" in address else "A"
    zone = forward(f"@ MX 10 mail\nmail {rtype} {address}\nwww A 4.3.2.80\n", origin)

    assert expected is any(rule == RULE for rule, *_ in rules_of({"a.zone": zone}, RULE))


# -- PTRs that mean nothing outside ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["localhost.", "mail.", "mail.corp.local.", "mail.lan.", "mail.internal."])
def test_ptr_of_a_sender_that_nobody_outside_can_resolve(name: str) -> None:
    """It counts as none, even if a loaded zone has the address under that name."""
    files = {
        **pair("@ MX 10 mail\nmail A 4.3.2.25 ; <- error mail-sender-ptr-unconfirmed\n", f"25 PTR {name}\n"),
        "lan.zone": forward("mail A 4.3.2.25\n", "lan."),
    }

    assert marked(files) == sorted((each.rule, each.severity, each.path, each.line) for each in lint(files))


def test_ptr_within_a_network_that_nobody_outside_can_resolve() -> None:
    """An address that SPF names by its network is judged by its PTR."""
    files = {
        **pair('@ TXT "v=spf1 ip4:4.3.2.0/28 -all"\n@ MX 10 ns1\nhost A 4.3.2.5\n', "5 PTR mail.lan.\n"),
        "lan.zone": forward("mail A 4.3.2.5\n", "lan."),
    }

    assert ["mail-sender-ptr-unconfirmed"] == [rule for rule, *_ in rules_of(files)]


@pytest.mark.parametrize(
    ("origin", "owner", "name", "expected"),
    [
        ("2.3.4.in-addr.arpa.", "80", "www.", "write `PTR www.example.com.`, which has 4.3.2.80"),
        ("2.3.4.in-addr.arpa.", "81", "other.", "write the full name of a public host"),
        ("2.3.4.in-addr.arpa.", "81", "router.lan.", "write the full name of a public host"),
        ("10.in-addr.arpa.", "1.0.0", "router.", "write the full name of a public host"),
        ("10.in-addr.arpa.", "1.0.0", "router.lan.", None),
        ("127.in-addr.arpa.", "1.0.0", "localhost.", None),
        ("2.3.4.in-addr.arpa.", "81", "host.example.net.", None),
        ("2.3.4.in-addr.arpa.", "81", ".", None),
    ],
)
def test_ptr_of_a_host_that_nobody_can_resolve(origin: str, owner: str, name: str, expected: str | None) -> None:
    """A single label suits localhost alone, a name of the inside an address of the inside."""
    files = {"example.com.zone": forward("www A 4.3.2.80\n"), "r.zone": reverse(f"{owner} PTR {name}\n", origin)}
    found = [each.help for each in lint(files) if each.rule == "ptr-target-without-address"]

    assert ([] if expected is None else [expected]) == found


# -- addresses that are not public -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((RULE, "address-not-public"), [(RULE, 6), ("address-not-public", 8)]),
        (("address-not-public",), [("address-not-public", 7), ("address-not-public", 8)]),
    ],
)
def test_address_of_an_exchange_is_told_once(chosen: tuple[str, ...], expected: list[tuple[str, int]]) -> None:
    """By the rule about exchanges, if that runs; hosts are told by their own."""
    zone = forward("@ MX 10 mail\nmail A 10.1.2.25\nhost A 10.1.2.26\n")

    assert expected == [(each.rule, each.line) for each in lint_by({"example.com.zone": zone}, set(chosen))]


# -- a split horizon --------------------------------------------------------------------------------------------------

TWO_SERVERS = {
    f"{server}/named.conf": f'zone "example.com" {{ type primary; file "{server}.zone"; }};' for server in ("in", "out")
}


def test_inner_copy_of_a_zone() -> None:
    """All its addresses are private, and those of the copy that another server holds are not."""
    files = {
        "in/in.zone": forward("mail A 10.0.0.1\n").replace("4.3.2.53", "10.0.0.53"),
        "out/out.zone": forward("mail A 4.3.2.1\n"),
    }
    found = read({**TWO_SERVERS, **files})

    reasons = {zone.source.path: zone.inside_because for zone in found.zone_set.zones if zone.source is not None}
    assert {"in/in.zone": "its addresses are private, and those in out/out.zone are not", "out/out.zone": ""} == reasons


def test_inner_copy_by_the_name_of_its_file() -> None:
    """Some of its addresses may be public: those who name their files so know which half is which."""
    body = "mail A 4.3.2.1\nhost A 10.0.0.1\n"
    conf = 'zone "example.com" {{ type primary; file "{0}.example.com"; }};'
    files = {f"{side}.named.conf": conf.format(side) for side in ("INTERNAL", "EXTERNAL")}
    files |= {f"{side}.example.com": forward(body) for side in ("INTERNAL", "EXTERNAL")}
    found = read(files)

    reasons = {zone.source.path: zone.inside_because for zone in found.zone_set.zones if zone.source is not None}
    assert {
        "INTERNAL.example.com": "its file is named as the inner half of EXTERNAL.example.com",
        "EXTERNAL.example.com": "",
    } == reasons


def test_copies_that_are_alike_are_none() -> None:
    """Two public ones, or one with a single public address."""
    files = {"in/in.zone": forward("mail A 10.0.0.1\n"), "out/out.zone": forward("mail A 4.3.2.1\n")}
    found = read({**TWO_SERVERS, **files})

    assert [""] == list({zone.inside_because for zone in found.zone_set.zones})


UPDATED = 'zone "{0}" {{ type primary; file "{0}.zone"; allow-update {{ key ddns; }}; }};\n'
TOP = (
    "$TTL 1h\n@ SOA ns1.school.net. hostmaster.school.net. 1 8h 2h 4w 1h\n@ NS ns1.school.net.\n@ NS ns.college.net.\n"
)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("lab.school.net", "a A 10.1.2.3\n", LAB),
        ("2.1.10.in-addr.arpa", "", LAB),
        ("2.1.10.in-addr.arpa", "3 PTR a.lab.school.net.\n", LAB),
        ("lab.school.net", "", ""),
        ("lab.school.net", "a A 10.1.2.3\n$INCLUDE gone\n", ""),
        ("lab.school.net", "a A 10.1.2.3\nb A {{ address }}\n", ""),
        ("lab.school.net", "a A 10.1.2.3\nb A 4.3.2.1\n", ""),
        ("2.3.4.in-addr.arpa", "", ""),
    ],
)
def test_updated_zone_of_a_lab(name: str, body: str, expected: str) -> None:
    """Updates bring addresses of the kind that the zone shows; one that shows none, or hides some, may be another's."""
    conf = UPDATED.format(name) + 'zone "school.net" { type primary; file "school.net.zone"; };\n'
    files = {"named.conf": conf, "school.net.zone": TOP + "ns1 A 10.1.2.1\n", f"{name}.zone": TOP + body}

    assert expected == reasons(files)["school.net."]


# -- who may ask, and where the servers are ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("top", "options", "expected"),
    [
        ("", "allow-query { inner; };", True),
        ("options { allow-query { inner; }; };", "", True),
        ("options { allow-query { inner; }; };", "allow-query { any; };", False),
        ("", "allow-query { inner; 4.3.2.0/24; };", False),
        ("", "allow-query { none; };", False),
        ("", "allow-query { inner; }; allow-transfer { 4.3.2.53; };", False),
        ("", "allow-query { inner; }; allow-transfer { key k; };", False),
        ("", "allow-query { inner; }; allow-transfer { inner; none; };", True),
    ],
)
def test_zones_that_the_inside_alone_may_ask_for(top: str, options: str, expected: bool) -> None:
    """By allow-query of the zone or the options; servers outside that copy it may answer the world."""
    conf = (
        "acl inner { localhost; localnets; 10.0.0.0/8; };\n"
        f'{top}\nzone "example.com" {{ type primary; file "z.db"; {options} }};\n'
    )
    files = {"named.conf": conf, "z.db": forward("@ MX 10 mail\nmail A 10.0.0.25\n")}

    found = reasons(files)["example.com."]

    assert expected == found.startswith("private networks only may ask for it (named.conf:")


@pytest.mark.parametrize(
    ("servers", "expected"),
    [
        ("@ NS a\n", "all addresses of its name servers are private"),
        ("@ NS a\n@ NS b\n", ""),
        ("@ NS a\n@ NS ns.example.net.\n", ""),
        ("@ NS a\n@ NS gone\n", ""),
        ("@ NS a\n@ MX 10 a\nx MX 0 .\n", "all addresses of its name servers are private"),
        ("@ NS a\n@ MX 10 b\n", ""),
        ("@ NS a\nx MX 10 mx.example.net.\n", ""),
    ],
)
def test_zones_whose_servers_nobody_outside_reaches(servers: str, expected: str) -> None:
    """No delegation of the public DNS leads to private addresses; a server that is not known may be public."""
    text = f"$TTL 1h\n@ SOA a h 1 2 3 4 5\n{servers}a A 10.0.0.1\nb A 4.3.2.1\nwww A 4.3.2.80\n"

    assert expected == reasons({"example.org.zone": text})["example.org."]


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("office.ipsec", "all addresses of its name servers are private"), ("office.example.org", "")],
)
def test_exchange_that_is_not_known_below_no_public_suffix(origin: str, expected: str) -> None:
    """The second exchange may be a public host, but no registry delegates the zone."""
    text = "$TTL 1h\n@ SOA a h 1 2 3 4 5\n@ NS a\n@ MX 10 a\n@ MX 20 mx.example.net.\na A 10.0.0.1\nwww A 4.3.2.80\n"

    assert expected == reasons({f"{origin}.zone": text})[f"{origin}."]
