"""Who is a mail sender, by which evidence, and how much it weighs."""

from pathlib import Path

import pytest
from linting import lint
from scenarios import CONFIG, REVERSE, ZONE, forward, found, line_of, marked, only, pair, related, reverse

from zonelint.config.settings import Settings, load
from zonelint.discovery.search import discover
from zonelint.lint.views import load as load_zones
from zonelint.mail.find_senders import Mail


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def mail_of(files: dict[str, str]) -> Mail:
    """Return the mail senders of the first view of `files`."""
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    settings = load(CONFIG) if CONFIG in files else Settings()
    return load_zones(discover([] if settings.path else ["."], settings), settings)[0].mail


def weight(files: dict[str, str], address: str = "4.3.2.25") -> str:
    """Return ``"strong"``, ``"fair"`` or ``"none"``, the evidence that `address` sends mail."""
    sender = mail_of(files).sender(address)
    return "none" if sender is None else "strong" if sender.strong else "fair"


def spf(terms: str, more: str = "") -> dict[str, str]:
    """Return a zone whose SPF record has `terms`; host has 4.3.2.25 and 2600::25, mail is an alias-free exchange."""
    zone = f'@ TXT "v=spf1 {terms}"\nhost A 4.3.2.25\nhost AAAA 2600::25\nxc A 4.3.2.99\n{more}'
    return {ZONE: forward(zone), CONFIG: "[mail]\nmx-hosts-send = false\n"}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("ip4:4.3.2.25 -all", "strong"),
        ("+ip4:4.3.2.25 -all", "strong"),
        ("IP4:4.3.2.25 -ALL", "strong"),
        ("ip4:4.3.2.25/32 -all", "strong"),
        ("~ip4:4.3.2.25 -all", "fair"),
        ("?ip4:4.3.2.25 -all", "fair"),
        ("-ip4:4.3.2.25 ~all", "none"),
        ("-all ip4:4.3.2.25", "none"),
        ("~all ip4:4.3.2.25", "none"),
        ("+all", "none"),
        ("?all", "none"),
        ("ip4:4.3.2.0/24 -all", "none"),
        ("ip4:4.3.2.25/24 -all", "none"),
        ("ip4:4.3.2.24/31 -all", "fair"),
        ("ip4:0.0.0.0/0 -all", "none"),
        ("ip4:4.3.2.26/31 -all", "none"),
        ("ip4:4.3.2.25/33 -all", "none"),
        ("ip4:4.3.2 -all", "none"),
        ("ip4:2600::25 -all", "none"),
        ("-ip4:4.3.2.25 ip4:4.3.2.0/24 -all", "none"),
        ("ip4:4.3.2.16/28 -ip4:4.3.2.25 -all", "fair"),
        ("-ip4:4.3.2.25 ip4:4.3.2.16/28 -all", "none"),
        ("ip4:4.3.2.16/28 -all", "fair"),
        ("ip4:4.3.2.16/27 -all", "none"),
        ("a:host.example.com/28 -all", "fair"),
        ("-ip4:4.3.2.25 ip4:4.3.2.25 -all", "none"),
        ("a:host.example.com -all", "strong"),
        ("A:HOST.EXAMPLE.COM. -all", "strong"),
        ("?a:host.example.com -all", "fair"),
        ("-a:host.example.com ip4:4.3.2.25 -all", "none"),
        ("a:host.example.com/32 -all", "strong"),
        ("a:xc.example.com/24 -all", "none"),
        ("a:xc.example.com/28 -all", "none"),
        ("a:host.example.com//64 -all", "strong"),
        ("a:%{i}.example.com -all", "none"),
        ("exists:%{i}.example.com -all", "none"),
        ("ptr -all", "none"),
        ("a -all", "none"),
        ("mx -all", "none"),
        ("redirect=other.example.com", "none"),
        ("nonsense ip4:4.3.2.25 -all", "strong"),
        ("  ip4:4.3.2.25   -all", "strong"),
    ],
)
def test_weight_of_spf_terms(terms: str, expected: str) -> None:
    """One address that passes is strong, doubt and small networks are fair, large networks make nobody a sender."""
    assert expected == weight(spf(terms))


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("ip6:2600::25 -all", "strong"),
        ("ip6:2600:0:0:0::25/128 -all", "strong"),
        ("ip6:2600::/64 -all", "none"),
        ("ip6:2600::25:0/112 -all", "none"),
        ("ip6:4.3.2.25 -all", "none"),
        ("ip6:2600::25/129 -all", "none"),
        ("a:host.example.com -all", "strong"),
        ("a:host.example.com/24 -all", "strong"),
        ("a:host.example.com//64 -all", "none"),
        ("a:host.example.com//124 -all", "fair"),
        ("a:host.example.com/24//128 -all", "strong"),
        ("~a:host.example.com -all", "fair"),
    ],
)
def test_weight_of_spf_terms_for_ipv6(terms: str, expected: str) -> None:
    """The second prefix length is that of IPv6 addresses, the first leaves them alone."""
    assert expected == weight(spf(terms), "2600::25")


@pytest.mark.parametrize(
    ("terms", "expected"),
    [("mx -all", "strong"), ("mx:example.com -all", "strong"), ("~mx -all", "fair"), ("-mx -all", "none"),
     ("mx/24 -all", "none"), ("mx/28 -all", "fair"), ("mx/32 -all", "strong"), ("MX -all", "strong")],
)  # fmt: skip
def test_weight_of_mx_terms(terms: str, expected: str) -> None:
    """An `mx` term names the addresses of the exchanges, also where these are not taken for senders by themselves."""
    assert expected == weight(spf(terms, "@ MX 10 host\n"))


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("include:_spf.example.com -all", "ip4:4.3.2.25 -all", "strong"),
        ("+INCLUDE:_SPF.Example.COM. -all", "ip4:4.3.2.25 -all", "strong"),
        ("~include:_spf.example.com -all", "ip4:4.3.2.25 -all", "fair"),
        ("?include:_spf.example.com -all", "ip4:4.3.2.25 -all", "fair"),
        ("-include:_spf.example.com ~all", "ip4:4.3.2.25 -all", "none"),
        ("include:_spf.example.com -all", "~ip4:4.3.2.25 -all", "none"),
        ("include:_spf.example.com -all", "?ip4:4.3.2.25 -all", "none"),
        ("include:_spf.example.com -all", "-ip4:4.3.2.25 -all", "none"),
        ("include:_spf.example.com -all", "-all ip4:4.3.2.25", "none"),
        ("include:_spf.example.com -all", "ip4:4.3.2.16/28 -all", "fair"),
        ("include:_spf.example.com -all", "ip4:4.3.2.0/24 -all", "none"),
        ("include:_spf.example.com -all", "include:_spf.example.com ip4:4.3.2.25", "strong"),
        ("include:_spf.example.com -all", "redirect=_2.example.com", "none"),
        ("redirect=_spf.example.com", "ip4:4.3.2.25 -all", "strong"),
        ("redirect=_spf.example.com", "~ip4:4.3.2.25 -all", "fair"),
        ("redirect=_spf.example.com ip4:1.2.3.4", "ip4:4.3.2.25 -all", "strong"),
        ("~include:_spf.example.com include:_spf.example.com -all", "ip4:4.3.2.25 -all", "fair"),
        ("-include:_spf.example.com include:_spf.example.com -all", "ip4:4.3.2.25 -all", "none"),
    ],
)
def test_weight_through_include_and_redirect(outer: str, inner: str, expected: str) -> None:
    """Only what passes inside an include makes it match, with the include's qualifier; a redirect keeps them all."""
    assert expected == weight(spf(outer, f'_spf TXT "v=spf1 {inner}"\n'))


@pytest.mark.parametrize("terms", ["-all include:_spf.example.com", "redirect=_spf.example.com -all"])
def test_what_is_never_evaluated_is_no_evidence(terms: str) -> None:
    """Terms behind `all`, and a redirect beside it, tell nothing of the domain."""
    mail = mail_of(spf(terms, '_spf TXT "v=spf1 ip4:4.3.2.25 -all"\n'))

    assert ["_spf.example.com."] == mail.senders["4.3.2.25"].domains


def test_first_match_of_nested_includes_counts() -> None:
    """An address that passes by an earlier include is not weakened by a later one with doubt."""
    more = '_b TXT "v=spf1 include:_a.example.com -all"\n_a TXT "v=spf1 ip4:4.3.2.25 -all"\n'

    assert "strong" == weight(spf("include:_b.example.com ~include:_a.example.com -all", more))


def test_include_loops_end() -> None:
    """Records that include each other are evaluated once each."""
    more = '_a TXT "v=spf1 include:_b.example.com -all"\n_b TXT "v=spf1 include:_a.example.com ip4:4.3.2.25 -all"\n'

    assert "strong" == weight(spf("include:_a.example.com -all", more))


def test_includes_are_limited() -> None:
    """Like a receiver, the evaluation gives up after ten includes."""
    more = "".join(f'_{n} TXT "v=spf1 include:_{n + 1}.example.com -all"\n' for n in range(20))

    assert "none" == weight(spf("include:_0.example.com -all", more + '_20 TXT "v=spf1 ip4:4.3.2.25 -all"\n'))


@pytest.mark.parametrize("name", ["alias", "any.wild"])
def test_include_of_an_alias_or_wildcard_is_followed(name: str) -> None:
    """What an include leads to is looked up like any name."""
    more = 'alias CNAME end\nend TXT "v=spf1 ip4:4.3.2.25 -all"\n*.wild CNAME end\n'
    mail = mail_of(spf(f"include:{name}.example.com -all", more))

    assert "example.com." in mail.senders["4.3.2.25"].domains


def test_assumed_spf_record_is_followed() -> None:
    """An SPF record of others that the repository assumes counts."""
    files = spf("include:_spf.provider.net -all")
    files[CONFIG] = 'assume = ["external"]\n' + files[CONFIG]
    files["external"] = '_spf.provider.net. 3600 TXT "v=spf1 ip4:4.3.2.25 -all"\n'

    assert "strong" == weight(files)


def test_included_service_name_is_no_domain_of_its_own() -> None:
    """A record that others include is evaluated for these, and sends for nobody itself."""
    mail = mail_of(spf("include:_spf.example.com -all", '_spf TXT "v=spf1 ip4:4.3.2.25 -all"\n'))

    assert ["example.com."] == mail.senders["4.3.2.25"].domains


def test_record_that_nobody_loaded_includes_counts() -> None:
    """A provider's record for customers elsewhere tells of senders."""
    assert "strong" == weight({ZONE: forward('_spf TXT "v=spf1 ip4:4.3.2.25 -all"\nhost A 4.3.2.25\n')})


def test_finding_stands_at_the_record_with_the_term() -> None:
    """A sender without address record is found at the included record that names it."""
    zone = '@ MX 10 ns1\n@ TXT "v=spf1 include:_spf.example.com -all"\n_spf TXT "v=spf1 ip4:4.3.2.99 -all"'
    files = pair(zone + " ; <- error mail-sender-without-ptr\n")

    assert marked(files) == found(files)


@pytest.mark.parametrize(
    "zone",
    [
        '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n@ TXT "v=spf1 mx -all"\n',
        '@ TXT "v=spf10 ip4:4.3.2.25 -all"\n',
        '@ TXT "v=spf1ip4:4.3.2.25 -all"\n',
        '@ TXT "spf2.0/pra ip4:4.3.2.25 -all"\n',
        'sub NS ns.example.net.\nx.sub TXT "v=spf1 ip4:4.3.2.25 -all"\n',
    ],
)
def test_no_spf_evidence(zone: str) -> None:
    """Several records, another version, and a record below a delegation say nothing."""
    assert "none" == weight({ZONE: forward(zone + "host A 4.3.2.25\n")})


@pytest.mark.parametrize(
    "strings",
    ['"v=spf1 ip4:4.3.2" ".25 -all"', '"v=spf1" " ip4:4.3.2.25"', '"v" "=spf1 ip4:4.3.2.25"',
     '"" "V=SPF1 ip4:4.3.2.25"', '"v=spf" "1 ip4:4.3.2.25"', '"v=spf1 \\105p4:4.3.2.25"', "v=spf1\\ ip4:4.3.2.25"],
)  # fmt: skip
def test_strings_of_a_record_are_one_text(strings: str) -> None:
    """Wherever the text is cut in strings, it is one."""
    assert "strong" == weight({ZONE: forward(f"@ TXT {strings}\nhost A 4.3.2.25\n")})


def test_spf_at_a_wildcard_is_evidence() -> None:
    """The names below a wildcard send by its record, and are no domain without exchange."""
    files = pair('* TXT "v=spf1 ip4:4.3.2.25 -all"\nhost A 4.3.2.25 ; <- error mail-sender-without-ptr\n')

    assert marked(files) == found(files)


# -- MX hosts and both together


def test_mx_alone_is_fair() -> None:
    """An exchange may only receive: without PTR it is a warning."""
    files = pair("@ MX 10 mail\nmail A 4.3.2.25 ; <- warning mail-sender-without-ptr\n")

    assert marked(files) == found(files)


@pytest.mark.parametrize("terms", ["mx -all", "a:mail.example.com -all", "ip4:4.3.2.25 -all", "ip4:4.3.2.0/24 -all"])
def test_mx_with_spf_is_strong(terms: str) -> None:
    """An exchange that the domain's SPF record lets send is a sender for sure."""
    files = pair(f'@ MX 10 mail\n@ TXT "v=spf1 {terms}"\nmail A 4.3.2.25 ; <- error mail-sender-without-ptr\n')

    assert marked(files) == found(files)


def test_spf_network_of_another_domain_does_not_make_an_exchange_strong() -> None:
    """MX and SPF must be of one domain."""
    zone = '@ MX 10 mail\nother TXT "v=spf1 ip4:4.3.2.0/24 -all"\nother MX 10 ns1\n'
    files = pair(zone + "mail A 4.3.2.25 ; <- warning mail-sender-without-ptr\n")

    assert marked(files) == found(files)


def test_exchanges_that_only_receive() -> None:
    """With mx-hosts-send = false, an exchange is a host like any other."""
    files = pair(
        "@ MX 10 mail\nmail A 4.3.2.25 ; <- warning address-without-ptr\n", "", "[mail]\nmx-hosts-send = false\n"
    )

    assert marked(files) == found(files)


@pytest.mark.parametrize(
    ("terms", "sends"),
    [
        ("-all", False),
        ("ip4:9.8.7.6 -all", False),
        ("-mx +all", False),
        ("a:ns1.example.com -all", False),
        ("-ip4:4.3.2.0/24 ip4:4.3.0.0/16 -all", False),
        ("include:_spf.example.com -all", False),
        ("redirect=_spf.example.com", False),
        ("~all", True),
        ("?all", True),
        ("ip4:9.8.7.6", True),
        ("", True),
        ("?mx -all", True),
        ("~mx -all", True),
        ("ip4:4.3.0.0/16 -all", True),
        ("mx -all", True),
        ("include:_spf.example.net -all", True),
        ("redirect=_spf.example.net", True),
        ("a:mail.example.net -all", True),
        ("include:_none.example.com -all", True),
        ("nonsense -all", True),
        ("exists:%{l}.example.com -all", True),
        ("exists:%{s}.example.com -all", True),
        ("exists:%{h}.example.com -all", True),
        ("exists:%{i}.%{o}.example.com -all", False),
        ("ptr -all", False),
    ],
)
def test_exchange_that_the_domain_denies_only_receives(terms: str, sends: bool) -> None:
    """Evaluated whole, the result must be `fail` for any message: softfail, neutral and unknown prove nothing."""
    zone = f'@ MX 10 mail\n@ TXT "v=spf1 {terms}"\nmail A 4.3.2.25\n_spf TXT "v=spf1 ip4:4.3.2.9 -all"\n'
    files = pair(zone)

    assert sends == ("4.3.2.25" in mail_of(files).senders)


def test_each_domain_denies_for_itself() -> None:
    """Another domain whose exchange it is may let it send; and the addresses of a host are told apart."""
    zone = '@ MX 10 mail\n@ TXT "v=spf1 ip6:2600::25 -all"\nmail A 4.3.2.25\nmail AAAA 2600::25\nb MX 10 mail\n'
    senders = mail_of({ZONE: forward(zone)}).senders

    assert (["b.example.com."], ["b.example.com.", "example.com."]) == (
        senders["4.3.2.25"].domains,
        senders["2600::25"].domains,
    )


def test_exchange_that_only_receives_is_a_host_like_any_other() -> None:
    """Its missing PTR is a matter of the rules about addresses."""
    files = pair('@ MX 10 mail\n@ TXT "v=spf1 ip4:4.3.2.53 -all"\nmail A 4.3.2.25 ; <- warning address-without-ptr\n')

    assert marked(files) == found(files)


def test_null_mx_makes_nobody_a_sender() -> None:
    """The exchange `.` has no address."""
    assert {} == mail_of({ZONE: forward("@ MX 0 .\n")}).senders


def test_message_tells_the_evidence() -> None:
    """The message says for whom the address sends, and by which records."""
    finding = only(pair('@ MX 10 mail\n@ TXT "v=spf1 ip4:4.3.2.0/24 -all"\nmail A 4.3.2.25\n'))

    assert (
        "4.3.2.25 has no PTR record, but sends mail for example.com.: MX 10 mail.example.com.; SPF ip4:4.3.2.0/24"
        == (finding.message)
    )
    assert "add `25 IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." == finding.help


def test_long_evidence_is_cut() -> None:
    """Of many domains and records the first ones are named."""
    zone = "".join(f"d{number} MX 10 mail\n" for number in range(9))
    finding = only(pair(zone + "mail A 4.3.2.25\n"))

    assert "d0.example.com., d1.example.com., d2.example.com. and 6 more: MX 10 mail.example.com." in finding.message


def test_one_finding_for_an_address_of_many_exchanges() -> None:
    """An address is one finding at the record that an MX leads to; its other records are related."""
    zone = "a A 4.3.2.25\n@ MX 10 mail\n@ MX 20 mx2\nmx2 A 4.3.2.25\nmail A 4.3.2.25\n"
    finding = only(pair(zone))

    text = forward(zone)
    assert ("mail-sender-without-ptr", ZONE, line_of(text, "mx2 A")) == (finding.rule, finding.path, finding.line)
    assert [(ZONE, line_of(text, "mail A")), (ZONE, line_of(text, "a A 4.3.2.25")), (REVERSE, 3)] == related(finding)


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        ("@ A 4.3.2.25\nhost A 4.3.2.25\nwww A 4.3.2.25\n", ["host", "www", ""]),
        ("a A 4.3.2.25\nmail A 4.3.2.25\n@ MX 10 mail\n", ["mail", "a"]),
        ('shop A 4.3.2.25\nshop TXT "v=spf1 a -all"\nhost A 4.3.2.25\n', ["host", "shop"]),
        ("host A 4.3.2.25\n", []),
    ],
)
def test_help_names_all_names_of_the_host(zone: str, names: list[str]) -> None:
    """The host's own come first: exchanges and plain hosts, before the names of sites and of sending domains."""
    spf = '@ TXT "v=spf1 ip4:4.3.2.25 ip4:4.3.2.53 -all"\n' + ("" if "MX" in zone else "@ MX 10 ns1\n")
    finding = only(pair(spf + zone, "", ""))
    shown = [f"{name}.example.com." if name else "example.com." for name in names]

    assert (f"its names are {', '.join(shown)}; for the first one: add " if names else "add ") == (
        finding.help.partition("`")[0]
    )


def test_host_comes_before_a_wildcard() -> None:
    """The finding stands at the record of the host, wherever the wildcard is: nobody greets as a wildcard."""
    zone = '@ MX 10 ns1\n@ TXT "v=spf1 ip4:4.3.2.25 ip4:4.3.2.53 -all"\n*.shop A 4.3.2.25\n'
    zone += "host A 4.3.2.25 ; <- error mail-sender-without-ptr\n"

    assert marked(pair(zone)) == found(pair(zone))


def test_wildcard_ptr_answers_for_a_sender() -> None:
    """It stands for no single address, but whoever looks up the sender's gets it."""
    mail = mail_of(pair("@ MX 10 mail\nmail A 4.3.2.25\n", "* PTR pool.example.net.\n"))

    assert [("4.3.2.25", "pool.example.net.")] == [(each.address, ptrs[0].target) for each, ptrs in mail.with_ptr]


# -- declared senders


DECLARED = '[[mail.senders]]\naddress = "4.3.2.25"{mark}\ndomains = ["example.com"]\n'


def test_declared_sender_with_address_record() -> None:
    """A declared sender without PTR is an error at its address record."""
    files = pair("@ MX 10 ns1\nfw A 4.3.2.25 ; <- error mail-sender-without-ptr\n", "", DECLARED.format(mark=""))

    assert marked(files) == found(files)


def test_declared_sender_without_address_record() -> None:
    """Without an address record the finding stands at the configuration."""
    files = pair("@ MX 10 ns1\n", "", DECLARED.format(mark=" # <- error mail-sender-without-ptr"))

    assert marked(files) == found(files)
    assert "add `25 IN PTR <host name>` in 2.3.4.in-addr.arpa." == only(files).help


def test_declared_sender_in_spf_stands_there() -> None:
    """An SPF term comes before the configuration."""
    zone = '@ MX 10 ns1\n@ TXT "v=spf1 ip4:4.3.2.25 -all" ; <- error mail-sender-without-ptr\n'
    files = pair(zone, "", DECLARED.format(mark=""))

    assert marked(files) == found(files)


def test_help_takes_the_declared_greeting() -> None:
    """The PTR should hold the name that the server greets with."""
    config = DECLARED.format(mark="") + 'helo = "out.example.com"\n'
    finding = only(pair("@ MX 10 ns1\nfw A 4.3.2.25\nout A 4.3.2.25\n", "", config))

    assert (
        "its names are out.example.com., fw.example.com.; for the first one: add `25 IN PTR out.example.com.` in "
        "2.3.4.in-addr.arpa." == finding.help
    )


def test_address_behind_translation_is_judged_by_the_public_one() -> None:
    """The host's private address is no sender when the firewall's public one is declared and MX hosts only receive."""
    config = "[mail]\nmx-hosts-send = false\n" + DECLARED.format(mark=" # <- error mail-sender-without-ptr")
    files = pair("@ MX 10 mail\nmail A 10.0.0.25 ; <- warning address-without-ptr\n", "", config)
    files["10.in-addr.arpa.zone"] = reverse("", "10.in-addr.arpa.")

    assert marked(files) == found(files)


@pytest.mark.parametrize(
    "zone",
    ["fw A 4.3.2.25 ; zonelint: sends-mail ; <- error mail-sender-without-ptr\n",
     "; zonelint: sends-mail\nfw A 4.3.2.25 ; <- error mail-sender-without-ptr\n",
     "; zonelint: sends-mail\n\n; more\nfw A ( 4.3.2.25\n ) \n"],
)  # fmt: skip
def test_comment_marks_a_sender(zone: str) -> None:
    """A comment at the end of the record's line, or alone above it, marks an address record."""
    files = pair(zone)

    assert ["mail-sender-without-ptr"] == [rule for rule, *_ in found(files)]
    assert marked(files) in (found(files), [])
    assert "but sends mail: comment at fw.example.com." in only(files).message


def test_comment_in_an_included_file() -> None:
    """The mark works where the record stands."""
    files = pair("$INCLUDE hosts.inc\n")
    files["hosts.inc"] = "a A 4.3.2.53\nfw A 4.3.2.25 ; zonelint: sends-mail ; <- error mail-sender-without-ptr\n"

    assert marked(files) == found(files)


def test_comment_marks_its_record_only() -> None:
    """Another record of the host is none."""
    files = pair(
        "fw A 4.3.2.25 ; zonelint: sends-mail ; <- error mail-sender-without-ptr\n"
        "fw A 4.3.2.26 ; <- warning address-without-ptr\n"
    )

    assert marked(files) == found(files)


# -- internal zones


INTERNAL = 'internal = ["corp.example."]\n'


def internal(zone: str, corp: str, config: str = INTERNAL) -> dict[str, str]:
    """Return a public and an internal zone above one reverse zone."""
    return {**pair(zone, "", config), "corp.example.zone": forward(corp, "corp.example.")}


def test_address_of_internal_zones_is_no_sender() -> None:
    """An exchange of an internal zone is a host like any other."""
    files = internal("", "@ MX 10 mail\nmail A 4.3.2.25 ; <- warning address-without-ptr\n")

    assert marked(files) == found(files)


def test_public_exchange_with_internal_address_is_no_sender() -> None:
    """Nor is one that a public MX leads to."""
    files = internal("@ MX 10 mail.corp.example.\n", "mail A 4.3.2.25 ; <- warning address-without-ptr\n")

    assert marked(files) == found(files)


def test_address_of_both_is_a_sender() -> None:
    """An address that a public zone has as well is one, and is found there."""
    files = internal(
        "@ MX 10 zz\nzz A 4.3.2.25 ; <- warning mail-sender-without-ptr\n", "@ MX 10 mail\nmail A 4.3.2.25\n"
    )

    assert marked(files) == found(files)


def test_public_record_comes_before_an_internal_one() -> None:
    """The finding stands at the record that the world sees, wherever the file sorts."""
    files = internal(
        '@ TXT "v=spf1 ip4:4.3.2.25 -all"\n@ MX 10 ns1\nzz A 4.3.2.25 ; <- error mail-sender-without-ptr\n',
        "mail A 4.3.2.25\n",
    )

    assert marked(files) == found(files)


def test_declared_internal_address_is_a_sender() -> None:
    """What is declared is one wherever it stands."""
    config = INTERNAL + DECLARED.format(mark="")
    files = internal("@ MX 10 ns1\n", "mail A 4.3.2.25 ; <- error mail-sender-without-ptr\n", config)

    assert marked(files) == found(files)


def test_marked_internal_address_is_a_sender() -> None:
    """A comment declares as well as the configuration."""
    files = internal("", "mail A 4.3.2.25 ; zonelint: sends-mail ; <- error mail-sender-without-ptr\n")

    assert marked(files) == found(files)


def test_internal_view_has_no_senders() -> None:
    """The zones of an internal view are for the inside alone."""
    zone = forward("@ MX 10 mail\nmail A 4.3.2.25\n")
    files = {
        "named.conf": 'view in { zone "example.com" { type primary; file "a.db"; };\n'
        'zone "2.3.4.in-addr.arpa" { type primary; file "r.db"; }; };\n',
        "a.db": zone.replace("mail A 4.3.2.25", "mail A 4.3.2.25 ; <- warning address-without-ptr"),
        "r.db": reverse(""),
        CONFIG: 'internal = ["in"]\n',
    }

    assert marked(files) == found(files)


# -- SPF networks


NETWORK = '@ TXT "v=spf1 ip4:4.3.2.80/28 ip4:4.3.2.53 -all"\n@ MX 10 ns1\n'


def test_address_within_a_network_without_ptr() -> None:
    """It is a fair sender: the warning takes the place of address-without-ptr."""
    files = pair(NETWORK + "www A 4.3.2.80 ; <- warning mail-sender-without-ptr\nshop A 4.3.2.80\n")

    assert marked(files) == found(files)


def test_large_network_makes_nobody_a_sender() -> None:
    """The hosts of a campus are no mail servers: there the rules about addresses and PTRs speak."""
    files = pair(
        '@ TXT "v=spf1 ip4:4.3.0.0/16 -all"\n@ MX 10 ns1\n'
        "lab A 4.3.2.80 ; <- warning address-without-ptr\npc A 4.3.2.81\n",
        "81 PTR ns1.example.com. ; <- error ptr-address-mismatch\n",
    )

    assert marked(files) == found(files)


def test_large_network_of_a_host_is_listed_nowhere() -> None:
    """An address of it with a name is no sender, and one without is not unused."""
    mail = mail_of({ZONE: forward('@ TXT "v=spf1 ip4:4.3.0.0/16 -all"\nlab A 4.3.2.80\n')})

    assert ([], []) == (list(mail.all_senders()), list(mail.unused()))


def test_network_of_a_host_term_does_not_lend_its_name() -> None:
    """The record to paste names the address' own host, not the one that the SPF term names."""
    zone = '@ TXT "v=spf1 a:ns1.example.com/28 -all"\n@ MX 10 ns1\nwww A 4.3.2.50\n'

    assert "add `50 IN PTR www.example.com.` in 2.3.4.in-addr.arpa." == only(pair(zone)).help


def test_address_within_a_network_with_wrong_ptr() -> None:
    """Its PTR is wrong for anybody: an error, at the PTR."""
    files = pair(
        NETWORK + "www A 4.3.2.80\nweb A 4.3.2.81\n",
        "80 PTR web.example.com. ; <- error mail-sender-ptr-unconfirmed\n81 PTR web.example.com.\n",
    )

    assert marked(files) == found(files)


def test_wrong_ptr_within_a_network_has_the_hosts_name_to_paste() -> None:
    """The host that has the address is known, so the record to paste names it; the PTR is not related to itself."""
    files = pair(NETWORK + "www A 4.3.2.80\n", "80 PTR ns1.example.com.\n")
    finding = only(files)

    assert "write `80 IN PTR www.example.com.` in 2.3.4.in-addr.arpa." == finding.help
    text = files[ZONE]
    assert [(ZONE, line_of(text, "www A")), (ZONE, line_of(text, "ns1 A"))] == related(finding)


def test_address_that_only_a_ptr_names() -> None:
    """A PTR alone makes an address of the network a sender."""
    files = pair(
        NETWORK,
        "90 PTR gone.example.com. ; <- error mail-sender-ptr-unconfirmed\n"
        "91 PTR ns1.example.com. ; <- error mail-sender-ptr-unconfirmed\n92 PTR elsewhere.example.net.\n",
    )

    assert marked(files) == found(files)


def test_address_within_a_network_with_several_ptrs() -> None:
    """Several PTRs of such an address are a sender's."""
    files = pair(
        NETWORK + "www A 4.3.2.80\nshop A 4.3.2.80\n",
        "80 PTR www.example.com.\n80 PTR shop.example.com. ; <- warning mail-sender-multiple-ptr\n",
    )

    assert marked(files) == found(files)


def test_nameless_addresses_of_a_network_are_silent() -> None:
    """An address without any record is no host, and no finding."""
    assert [] == found(pair(NETWORK))


@pytest.mark.parametrize(
    ("length", "maximum", "expected"),
    [(28, 16, (2, 14)), (27, 16, (0, 0)), (27, 32, (3, 29)), (32, 16, (1, 0)), (31, 1, (0, 0)), (32, 0, (1, 0))],
)
def test_addresses_of_small_networks_are_listed(length: int, maximum: int, expected: tuple[int, int]) -> None:
    """Of a network of up to max-network addresses those with a name are senders, each once; the others are unused."""
    files = pair(
        f'@ TXT "v=spf1 ip4:4.3.2.32/{length} -all"\na TXT "v=spf1 ip4:4.3.2.32/{length} -all"\nh A 4.3.2.32\n',
        "33 PTR elsewhere.example.net.\n",
        f"[mail]\nmax-network = {maximum}\n",
    )
    mail = mail_of(files)

    assert expected == (len(list(mail.all_senders())), len(list(mail.unused())))


def test_overlapping_small_networks_list_an_address_once() -> None:
    """An address in two networks is one."""
    mail = mail_of({ZONE: forward('@ TXT "v=spf1 ip4:4.3.2.32/30 ip4:4.3.2.32/31 -all"\n')})

    assert ["4.3.2.32", "4.3.2.33", "4.3.2.34", "4.3.2.35"] == sorted(each.address for each in mail.unused())


def test_address_with_an_assumed_ptr_is_used() -> None:
    """What the provider says of it counts as a name."""
    files = {ZONE: forward('@ TXT "v=spf1 ip4:4.3.2.32/31 -all"\n'), CONFIG: 'assume = ["external"]\n'}
    files["external"] = "33.2.3.4.in-addr.arpa. 3600 PTR mail.example.net.\n"
    mail = mail_of(files)

    assert ["4.3.2.33"] == [each.address for each in mail.all_senders()]
    assert ["4.3.2.32"] == [each.address for each in mail.unused()]


def test_listing_adds_no_finding() -> None:
    """The listed addresses of small networks get no findings."""
    files = pair('@ TXT "v=spf1 ip4:4.3.2.32/28 -all"\n@ MX 10 ns1\n')

    assert [] == lint(files)


# -- sender-domain-unresolvable


def unresolvable(files: dict[str, str]) -> list[tuple[str, str, str, int]]:
    """Return what sender-domain-unresolvable finds: the records may have other faults."""
    return [each for each in found(files) if each[0] == "sender-domain-unresolvable"]


@pytest.mark.parametrize(
    "zone",
    [
        '_spf TXT "v=spf1 ip4:4.3.2.53 -all"',
        'host._msg TXT "v=spf1 ip4:4.3.2.53 -all"',
        '*.wild TXT "v=spf1 ip4:4.3.2.53 -all"',
        'inc TXT "v=spf1 ip4:4.3.2.53 -all"\n@ MX 10 ns1\n@ TXT "v=spf1 include:inc.example.com -all"',
        'inc TXT "v=spf1 ip4:4.3.2.53 -all"\n@ MX 10 ns1\n@ TXT "v=spf1 redirect=inc.example.com"',
        'inc TXT "v=spf1 ip4:4.3.2.53 -all"\nal CNAME inc\n@ MX 10 ns1\n@ TXT "v=spf1 include:al.example.com -all"',
        'null TXT "v=spf1 ip4:4.3.2.53 -all"\nnull MX 0 .',
        'none TXT "v=spf1 -all"',
        'none TXT "v=spf1"',
        'none TXT "v=spf1 ~all"',
        'none TXT "v=spf1 ?all"',
        'none TXT "v=spf1 -ip4:4.3.2.53 -all"',
        'none TXT "v=spf1 redirect=_spf.example.net"',
        'none TXT "v=spf1 redirect=_none.example.com"\n_none TXT "v=spf1 -all"',
        'none TXT "v=spf1 include:_none.example.com -all"\n_none TXT "v=spf1 ~all"',
        'none TXT "v=spf1 redirect=none.example.com"',
        'host TXT "v=spf1 ip4:4.3.2.53 -all"\nhost AAAA 2600::1',
        'alias CNAME text\ntext TXT "v=spf1 ip4:4.3.2.53 -all"\n     A 4.3.2.53',
        '_dmarc.sub TXT "v=DMARC1; p=none"',
    ],
)
def test_domain_without_exchange_that_is_fine(zone: str) -> None:
    """What is no mail domain, takes no mail on purpose, or lets nobody send is left alone."""
    assert [] == unresolvable(pair(zone + "\n"))


@pytest.mark.parametrize(
    "terms",
    ["ip4:4.3.2.53 -all", "include:_spf.example.net -all", "+all", "?ip4:4.3.2.53 -all", "~ip4:4.3.2.53 -all",
     "exists:%{i}.example.net -all", "redirect=_more.example.com", "include:_more.example.com -all"],
)  # fmt: skip
def test_domain_without_exchange(terms: str) -> None:
    """A domain whose SPF record lets somebody send has neither MX nor address."""
    zone = f'news TXT "v=spf1 {terms}" ; <- error sender-domain-unresolvable\n_more TXT "v=spf1 ip4:4.3.2.53"\n'
    files = pair(zone)

    assert marked(files) == unresolvable(files)


def test_several_spf_records_are_another_rule() -> None:
    """With several SPF records a receiver sees none."""
    zone = 'news TXT "v=spf1 ip4:4.3.2.53 -all"\nnews TXT "v=spf1 a -all"\n'

    assert ["spf-multiple"] == [rule for rule, *_ in found(pair(zone))]


def test_domain_whose_alias_leads_nowhere() -> None:
    """A declared domain that is an alias to nothing has no exchange; the alias is another rule's."""
    config = (
        '[[mail.senders]]\naddress = "4.3.2.53" # <- error sender-domain-unresolvable\ndomains = ["b.example.com"]\n'
    )
    files = pair("b CNAME gone ; <- error cname-target-missing\n", "", config)

    assert marked(files) == found(files)


@pytest.mark.parametrize("name", ["example.net", "b.example.com", "x.sub.example.com"])
def test_domain_that_is_not_known(name: str) -> None:
    """A declared domain elsewhere, an alias that leads out, or a name below a delegation prove nothing."""
    config = f'[[mail.senders]]\naddress = "4.3.2.53"\ndomains = ["{name}"]\nhelo = "ns1.example.com"\n'

    assert [] == found(pair("b CNAME x.example.net.\nsub NS ns.example.net.\n", "", config))
