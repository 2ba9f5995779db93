"""What a change of zones does to mail."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from changing import domains, effects, effects_of, read_state, senders
from counting import calls_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from scenarios import REVERSE, ZONE, forward, pair, reverse
from slips import mutated

from zonelint.config.settings import Settings, load
from zonelint.lint.mail_effects import MailEffects
from zonelint.lint.sender_table import senders_of
from zonelint.lint.spf_changes import SpfChanges
from zonelint.mail.spf.networks import authorised_networks

MAIL = 'mail A 4.3.2.25\n@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n'
PTR = "25 PTR mail.example.com.\n"
SOUND = pair(MAIL, PTR)
TO_ANOTHER = "changed from mail.example.com. to gone.example.com."
OTHER_REVERSE = "3.3.4.in-addr.arpa."


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def of_zone(text: str, before: str = MAIL) -> MailEffects:
    """Return the effects of another text of the forward zone."""
    return effects(pair(before, PTR), pair(text, PTR))


def of_reverse(text: str, before: str = PTR) -> MailEffects:
    """Return the effects of another text of the reverse zone."""
    return effects(pair(MAIL, before), pair(MAIL, text))


# -- verdicts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (PTR, "", "4.3.2.25 ok -> broken: PTR removed"),
        ("", PTR, "4.3.2.25 broken -> ok: PTR added"),
        (
            PTR,
            "25 PTR www.example.com.\n",
            "4.3.2.25 ok -> broken: PTR changed from mail.example.com. to www.example.com.",
        ),
        (PTR, "25 PTR\n", "4.3.2.25 ok -> unknown: PTR cannot be seen any more"),
        (
            PTR,
            "25 CNAME 25.sub\nsub NS ns.example.net.\n",
            "4.3.2.25 ok -> unknown: PTR removed; CNAME added",
        ),
        (
            "25 CNAME 25.sub\n25.sub PTR mail.example.com.\n",
            "25 CNAME 25.sub\n25.sub PTR gone.example.com.\n",
            f"4.3.2.25 ok -> broken: PTR of 25.sub.2.3.4.in-addr.arpa. {TO_ANOTHER}",
        ),
        (
            "*.sub PTR mail.example.com.\n25 CNAME 25.sub\n",
            "*.sub PTR gone.example.com.\n25 CNAME 25.sub\n",
            f"4.3.2.25 ok -> broken: PTR of *.sub.2.3.4.in-addr.arpa. {TO_ANOTHER}",
        ),
    ],
)
def test_change_on_the_way_to_the_ptr(before: str, after: str, expected: str) -> None:
    """The verdict differs, and the change of the reverse zone that did it is named."""
    found = of_reverse(after, before)

    assert ([expected], []) == (senders(found), domains(found))


def test_reverse_zone_removed() -> None:
    """Where its file is gone nobody can tell what others answer: the verdict is unknown, not broken."""
    found = effects(SOUND, {ZONE: SOUND[ZONE]})

    assert ["4.3.2.25 ok -> unknown: zone 2.3.4.in-addr.arpa. removed"] == senders(found)


def test_reverse_zone_added() -> None:
    """What was unknown is known now."""
    found = effects({ZONE: SOUND[ZONE]}, SOUND)

    assert ["4.3.2.25 unknown -> ok: zone 2.3.4.in-addr.arpa. added"] == senders(found)


def test_zone_that_is_only_declared() -> None:
    """A zone that became a secondary is unknown as well."""
    index = f'zone "example.com" {{ type primary; file "{ZONE}"; }};\n'
    primary = index + f'zone "2.3.4.in-addr.arpa" {{ type primary; file "{REVERSE}"; }};\n'
    secondary = index + 'zone "2.3.4.in-addr.arpa" { type secondary; primaries { 192.0.2.1; }; };\n'
    before, after = {**SOUND, "named.conf": primary}, {ZONE: SOUND[ZONE], "named.conf": secondary}

    assert ["4.3.2.25 ok -> unknown: zone 2.3.4.in-addr.arpa. has no file any more"] == senders(effects(before, after))


def test_change_of_the_way_back() -> None:
    """The PTR stays, and the address of its name is another one: that of IPv6 is no cause."""
    ptr = "25 PTR back.example.com.\n"
    old, new = (MAIL + f"back A {address}\nback AAAA {other}\n" for address, other in
                (("4.3.2.25", "2001:db8::1"), ("4.3.2.7", "2001:db8::2")))  # fmt: skip
    found = effects(pair(old, ptr), pair(new, ptr))

    assert ["4.3.2.25 ok -> broken: A of back.example.com. changed from 4.3.2.25 to 4.3.2.7"] == senders(found)


def test_new_cut_hides_the_way_back() -> None:
    """A delegation above the name of the PTR makes it unknown."""
    ptr = "25 PTR a.back.example.com.\n"
    old = MAIL + "a.back A 4.3.2.25\n"
    found = effects(pair(old, ptr), pair(old + "back NS ns.example.net.\n", ptr))

    assert ["4.3.2.25 ok -> unknown: NS ns.example.net. of back.example.com. added"] == senders(found)


def test_ttl_is_no_cause() -> None:
    """Another TTL changes no verdict and explains none."""
    found = effects(
        pair(MAIL, "25 60 CNAME 25.sub\n25.sub PTR mail.example.com.\n"), pair(MAIL, "25 30 CNAME 25.sub\n")
    )

    assert ["4.3.2.25 ok -> broken: PTR mail.example.com. of 25.sub.2.3.4.in-addr.arpa. removed"] == senders(found)


def test_causes_are_few() -> None:
    """Of many changes the first three are named."""
    before = "".join(f"25 PTR host{number}.example.net.\n" for number in range(6))
    (text,) = senders(of_reverse(PTR, before))

    assert text.startswith(
        "4.3.2.25 unknown -> ok: PTR removed; PTR changed from host0.example.net. to mail.example.com."
    )


# -- who sends -------------------------------------------------------------------------------------------------------


def test_new_sender() -> None:
    """It is told by the record that makes it one, and why it is not accepted."""
    found = of_zone(MAIL + "@ MX 20 backup\nbackup A 4.3.2.26\n")

    assert [
        "4.3.2.26 None -> broken +example.com.: MX 20 backup.example.com. of example.com. added; "
        "A 4.3.2.26 of backup.example.com. added; "
        "it has no PTR: 26.2.3.4.in-addr.arpa. does not exist in 2.3.4.in-addr.arpa."
    ] == senders(found)
    assert ["example.com. spf +4.3.2.26/32 mx +4.3.2.26"] == domains(found)


def test_sender_no_more() -> None:
    """The host that mail does not go through any more, and the one that takes its place."""
    found = of_zone(MAIL.replace("4.3.2.25", "4.3.2.53"))

    assert [
        "4.3.2.53 None -> broken +example.com.: A of mail.example.com. changed from 4.3.2.25 to 4.3.2.53; "
        "ns1.example.com. leads to 4.3.2.53, not back to 4.3.2.53",
        "4.3.2.25 ok -> None -example.com.: A of mail.example.com. changed from 4.3.2.25 to 4.3.2.53",
    ][1:] == senders(found)[1:]
    assert senders(found)[0].startswith("4.3.2.53 None -> ok +example.com.: A of mail.example.com. changed")


def test_another_domain_of_a_sender() -> None:
    """The verdict is the same: what is new is for whom it sends."""
    more = forward('@ MX 10 mail.example.com.\n@ TXT "v=spf1 mx -all"\n', "shop.example.")
    less = forward("@ MX 0 .\n", "shop.example.")
    (gained,) = senders(effects({**SOUND, "shop.example.zone": less}, {**SOUND, "shop.example.zone": more}))
    (lost,) = senders(effects({**SOUND, "shop.example.zone": more}, {**SOUND, "shop.example.zone": less}))

    assert gained == (
        "4.3.2.25 ok -> ok +shop.example.: MX of shop.example. changed from 0 . to 10 mail.example.com.; "
        "SPF record of shop.example. added"
    )
    assert lost == (
        "4.3.2.25 ok -> ok -shop.example.: MX of shop.example. changed from 10 mail.example.com. to 0 .; "
        "SPF record of shop.example. removed"
    )


def test_sender_by_a_network_of_an_include() -> None:
    """The record that changed is that of another name, which the domain includes."""
    zone = 'a A 4.3.2.25\n@ TXT "v=spf1 include:_spf.example.com -all"\n_spf TXT "v=spf1 {} -all"\n'
    ptr = "25 PTR a.example.com.\n"
    found = effects(pair(zone.format("ip4:4.3.2.7"), ptr), pair(zone.format("ip4:4.3.2.25"), ptr))

    assert "4.3.2.25 None -> ok +example.com.: SPF record of _spf.example.com. changed" in senders(found)
    assert ["example.com. spf +4.3.2.25/32 -4.3.2.7/32"] == domains(found)


def test_sender_of_the_configuration() -> None:
    """No record makes it one: the evidence is told."""
    config = Path("after", "zonelint.toml")
    config.parent.mkdir()
    config.write_text('[[mail.senders]]\naddress = "4.3.2.53"\ndomains = ["example.com"]\n')
    (told,) = senders(effects(SOUND, SOUND, Settings(), load(str(config))))

    assert told == "4.3.2.53 None -> ok +example.com.: declared in the configuration is new"


def test_unused_address_is_no_sender() -> None:
    """A network that grows by addresses that nobody has makes no sender."""
    found = of_zone(MAIL.replace("mx", "mx ip4:4.3.2.64/30"))

    assert ([], ["example.com. spf +4.3.2.64/30"]) == (senders(found), domains(found))


def test_smart_host_whose_addresses_are_not_known() -> None:
    """It is told by its name."""
    found = of_zone(MAIL.replace("mx", "mx a:out.example.net"))

    assert ["out.example.net. None -> unknown +example.com.: SPF record of example.com. changed; its addresses are not "
            "known: no loaded zone encloses out.example.net."] == senders(found)  # fmt: skip
    assert ["example.com. &a:out.example.net"] == domains(found)


# -- what cannot be seen ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "why"),
    [
        ({REVERSE: SOUND[REVERSE]}, "zone example.com. removed"),
        (pair(MAIL.replace("A 4.3.2.25", "A 4.3.2"), PTR), "A of mail.example.com. cannot be seen any more"),
        (
            pair(MAIL.replace("MX 10", "MX ten"), PTR),
            "MX of example.com. cannot be seen any more",
        ),
        (
            {REVERSE: SOUND[REVERSE], ZONE: forward(MAIL).replace("mail A", "$INCLUDE none\n;")},
            "A of mail.example.com. cannot be seen any more",
        ),
    ],
)
def test_what_cannot_be_seen_is_not_lost(after: dict[str, str], why: str) -> None:
    """Whether it sends, by which address the domain gets its mail, and whom it lets send, is unknown then."""
    found = effects(SOUND, after)

    assert [f"4.3.2.25 ok -> unknown ?example.com.: {why}"] == senders(found)
    assert ["example.com. spf ?4.3.2.25/32 mx ?4.3.2.25"] == domains(found)


def test_domain_that_cannot_be_seen_is_not_lost() -> None:
    """The sender still sends for others."""
    more = forward("@ MX 10 mail.example.com.\n", "shop.example.")
    found = effects({**SOUND, "shop.example.zone": more}, SOUND)

    assert ["4.3.2.25 ok -> ok ?shop.example.: zone shop.example. removed"] == senders(found)
    assert ["shop.example. mx ?4.3.2.25"] == domains(found)


PARTIAL = Settings()
PARTIAL.partial = ["example.com."]


def test_zone_that_never_was_whole() -> None:
    """That more records exist than the file shows hides nothing of what the change takes out of the file."""
    found = effects(SOUND, {**SOUND, ZONE: forward("mail A 4.3.2.25\n")}, PARTIAL)

    assert ["4.3.2.25 ok -> None -example.com."] == [text.partition(":")[0] for text in senders(found)]
    assert ["example.com. spf -4.3.2.25/32 mx -4.3.2.25"] == domains(found)


def test_zone_that_never_was_whole_and_is_gone() -> None:
    """What it may hold elsewhere nobody can tell."""
    found = effects(SOUND, {REVERSE: SOUND[REVERSE]}, PARTIAL)

    assert ["4.3.2.25 ok -> unknown ?example.com.: zone example.com. removed"] == senders(found)
    assert ["example.com. spf ?4.3.2.25/32 mx ?4.3.2.25"] == domains(found)


def test_spf_record_that_cannot_be_read() -> None:
    """An SPF record with a string of over 255 octets is one that nobody knows: nothing is lost by it."""
    found = of_zone(MAIL.replace('"v=spf1 mx -all"', '"v=spf1 mx ' + "ip4:4.3.2.1 " * 30 + '-all"'))

    assert ["example.com. spf ?4.3.2.25/32"] == domains(found)


def test_include_whose_zone_is_gone() -> None:
    """The record says the same, and where it leads is not loaded any more: its networks are unknown."""
    zone = {ZONE: forward('@ TXT "v=spf1 include:_spf.example.net -all"\n')}
    other = forward('_spf TXT "v=spf1 ip4:4.3.2.0/24 -all"\n', "example.net.")
    found = effects({**zone, "example.net.zone": other}, zone)

    assert ["example.com. spf ?4.3.2.0/24"] == domains(found)


# -- domains ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("ip4:4.3.2.0/25", "ip4:4.3.2.0/24", ["example.com. spf +4.3.2.128/25"]),
        ("ip4:4.3.2.0/24", "ip4:4.3.2.128/25", ["example.com. spf -4.3.2.0/25"]),
        ("ip4:4.3.2.0/25 ip4:4.3.2.128/25", "ip4:4.3.2.0/24", []),
        ("ip4:4.3.2.9", "ip6:2001:db8::/32", ["example.com. spf +2001:db8::/32 -4.3.2.9/32"]),
        ("ip4:4.3.2.9", "ip4:4.3.2.9 +all", ["example.com. spf +0.0.0.0/0 +::/0"]),
        ("ip4:4.3.2.9", "include:_spf.example.net", ["example.com. spf -4.3.2.9/32 &_spf.example.net"]),
        ("include:_spf.example.net", "ip4:4.3.2.9", ["example.com. spf +4.3.2.9/32"]),
        ("ip4:4.3.2.9", "ip4:4.3.2.9 ip5:1", ["example.com. spf -4.3.2.9/32 error none -> the SPF record of "
                                              "example.com. is faulty at `ip5:1`"]),
        ("ip4:4.3.2.9 a:www.example.com", "A:WWW.example.com IP4:4.3.2.9", []),
    ],
)  # fmt: skip
def test_networks_of_spf(before: str, after: str, expected: list[str]) -> None:
    """They are compared as sets of addresses, however the record puts them."""
    zone = 'www A 4.3.2.80\n@ TXT "v=spf1 {} -all"\n'
    found = effects({ZONE: forward(zone.format(before))}, {ZONE: forward(zone.format(after))})

    assert expected == domains(found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", '@ TXT "v=spf1 -all"\n', ["example.com. record added"]),
        ('@ TXT "v=spf1 include:_spf.example.net -all"\n', "", ["example.com. record removed"]),
        ('@ TXT "v=spf1 ip4:4.3.2.1 -all"\n', "", ["example.com. record removed spf -4.3.2.1/32"]),
        ('@ TXT "v=spf1 -all"\n', '@ TXT "v=spf1 ~all"\n', []),
    ],
)
def test_domain_without_spf_record_is_no_error(before: str, after: str, expected: list[str]) -> None:
    """That a record came or went is told, be it that it let nobody send."""
    assert expected == domains(effects({ZONE: forward(before)}, {ZONE: forward(after)}))


def test_second_spf_record_is_an_error() -> None:
    """Two of them let nobody send (RFC 7208 section 4.5)."""
    zone = '@ TXT "v=spf1 ip4:4.3.2.9 -all"\n'
    found = effects({ZONE: forward(zone)}, {ZONE: forward(zone + '@ TXT "v=spf1 -all"\n')})

    assert ["example.com. spf -4.3.2.9/32 error none -> example.com. has 2 SPF records"] == domains(found)


def test_address_of_a_host_of_spf() -> None:
    """The record itself says the same: what its term leads to is another address."""
    zone = '@ TXT "v=spf1 include:_spf.example.com -all"\n_spf TXT "v=spf1 a:out.example.com -all"\nout A {}\n'
    found = effects({ZONE: forward(zone.format("4.3.2.8"))}, {ZONE: forward(zone.format("4.3.2.9"))})

    assert ["example.com. spf +4.3.2.9/32 -4.3.2.8/32"] == domains(found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("@ MX 10 a\n", "@ MX 10 b\n", ["example.com. mx +4.3.2.2 -4.3.2.1"]),
        ("@ MX 10 a\n", "@ MX 20 A\n", []),
        ("@ MX 10 a\n", "@ MX 10 a\n@ MX 20 c\n", ["example.com. mx +2001:db8::3"]),
        ("@ MX 10 a\n", "", ["example.com. mx -4.3.2.1"]),
        ("@ MX 10 a\n", "@ MX 0 .\n", ["example.com. mx -4.3.2.1"]),
        ("@ MX 10 a\n", "@ MX 10 mx.example.net.\n", ["example.com. mx -4.3.2.1"]),
        ("@ MX 10 a\n@ MX 20 mx.example.net.\n", "@ MX 20 mx.example.net.\n", ["example.com. mx -4.3.2.1"]),
        ("@ MX 10 mx.example.net.\n", "@ MX 10 a\n", ["example.com. mx +4.3.2.1"]),
    ],
)  # fmt: skip
def test_addresses_of_mail_hosts(before: str, after: str, expected: list[str]) -> None:
    """A host of others, whose addresses are not known, has none of ours."""
    hosts = "a A 4.3.2.1\nb A 4.3.2.2\nc AAAA 2001:db8::3\n"
    found = effects({ZONE: forward(hosts + before)}, {ZONE: forward(hosts + after)})

    assert expected == domains(found)


def test_zone_added_gains_what_it_has() -> None:
    """The set did not say anything of it before."""
    shop = {"shop.example.zone": forward('@ MX 10 mail.example.com.\n@ TXT "v=spf1 mx -all"\n', "shop.example.")}

    assert ["shop.example. spf +4.3.2.25/32 mx +4.3.2.25"] == domains(effects(SOUND, {**SOUND, **shop}))


def test_internal_domain_is_left_out() -> None:
    """Nobody outside sends to it, or gets mail from it."""
    zone = "mail A 10.0.0.1\n@ MX 10 mail\n"
    before, after = ({"corp.lan.zone": forward(zone + more, "corp.lan.")} for more in ("", "@ MX 20 b\nb A 10.0.0.2\n"))
    found = effects(before, after)

    assert ([], []) == (senders(found), domains(found))


def test_name_that_others_include_is_left_out() -> None:
    """No mail comes from it: what it does is told of the domain that includes it."""
    zone = '@ TXT "v=spf1 include:_spf.example.com -all"\n_spf TXT "v=spf1 ip4:{} -all"\n'
    found = effects({ZONE: forward(zone.format("4.3.2.1"))}, {ZONE: forward(zone.format("4.3.2.2"))})

    assert ["example.com. spf +4.3.2.2/32 -4.3.2.1/32"] == domains(found)


# -- views -----------------------------------------------------------------------------------------------------------

VIEWS = "".join(
    f'view {name} {{ zone "example.com" {{ type primary; file "{name}.zone"; }}; '
    f'zone "2.3.4.in-addr.arpa" {{ type primary; file "{REVERSE}"; }}; }};\n'
    for name in ("in", "out")
)


def in_views(inside: str, outside: str) -> dict[str, str]:
    """Return a set of two views of the forward zone, with the reverse zone in both."""
    files = {"in.zone": forward(inside), "out.zone": forward(outside), REVERSE: reverse(PTR)}
    return {"named.conf": VIEWS, **files}


def test_effect_in_one_view() -> None:
    """The other view is as before."""
    gone = MAIL.replace("mail A 4.3.2.25", "mail A 4.3.2.26")
    found = effects(in_views(MAIL, MAIL), in_views(MAIL, gone))

    assert [
        "4.3.2.26 None -> broken +example.com. in out",
        "4.3.2.25 ok -> None -example.com. in out",
    ] == [text.partition(":")[0] for text in senders(found)]
    assert ["example.com. spf +4.3.2.26/32 -4.3.2.25/32 mx +4.3.2.26 -4.3.2.25 in out"] == domains(found)


def test_same_effect_in_several_views_is_told_once() -> None:
    """With the names of all."""
    after = {**in_views(MAIL, MAIL), REVERSE: reverse("")}
    found = effects(in_views(MAIL, MAIL), after)

    assert ["4.3.2.25 ok -> broken in in, out: PTR removed"] == senders(found)


def test_set_that_gets_views() -> None:
    """All that was there before stands for each view after."""
    found = effects(SOUND, in_views(MAIL, MAIL.replace("@ MX 10 mail\n", "@ MX 0 .\n")))

    assert ["example.com. mx -4.3.2.25 in out"] == [text.replace(" spf -4.3.2.25/32", "") for text in domains(found)]
    assert all(" in out" in text and " in, " not in text for text in senders(found))


def test_servers_that_disagree() -> None:
    """Files of several servers: what they agree on counts for the domains, and each sender is told once."""

    def of(second: str) -> dict[str, str]:
        return {f"a/{ZONE}": forward(MAIL), f"b/{ZONE}": forward(second), REVERSE: reverse(PTR)}

    found = effects(of(MAIL), of(MAIL + "@ MX 20 backup\nbackup A 4.3.2.26\n"))

    assert ["4.3.2.26 None -> broken +example.com."] == [text.partition(":")[0] for text in senders(found)]


# -- against all that is known ---------------------------------------------------------------------------------------


SET = {
    ZONE: forward(
        'mail A 4.3.2.25\n@ MX 10 mail\n@ MX 20 mx.example.net.\n@ TXT "v=spf1 mx include:_spf.example.com -all"\n'
        '_spf TXT "v=spf1 ip4:4.3.2.64/28 a:out.example.net ~all"\nnews CNAME www\n'
        'www TXT "v=spf1 redirect=example.com"\nh A 4.3.2.65\n'
    ),
    "example.net.zone": forward(
        'mx A 4.3.2.26\nout A 4.3.2.27\n@ TXT "v=spf1 include:www.example.com exists:out.example.net -all"\n'
        "@ MX 5 mx\n",
        "example.net.",
    ),
    REVERSE: reverse(
        "25 PTR mail.example.com.\n26 PTR mx.example.net.\n27 CNAME 27.sub\n27.sub PTR out.example.net.\n"
    ),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 4))
@example(9666, 4)  # no change brings the loss about by itself
def test_effects_are_what_differs_between_both_states(seed: int, slips: int) -> None:
    """Whatever slips happen: each sender whose row differs is told, with the verdicts of both states, and no other.

    And no domain is passed over whose networks differ.
    """
    random = Random(seed)
    after = dict(SET)
    for _ in range(slips):
        name = random.choice(sorted(after))
        after[name] = mutated(after[name], random)
    old, new = read_state("before", SET), read_state("after", after)
    found = effects_of(old, new)

    rows = [
        {row.address or row.host: row for row in senders_of(views)[0] if row.verdict != "unused"}
        for views in (old, new)
    ]
    differing = {
        key
        for key in {*rows[0], *rows[1]}
        if key not in rows[0]
        or key not in rows[1]
        or (rows[0][key].verdict, rows[0][key].domains) != (rows[1][key].verdict, rows[1][key].domains)
    }
    assert differing == {effect.sender.address or effect.sender.host for effect in found.senders}
    for effect in found.senders:
        key = effect.sender.address or effect.sender.host
        told = [row[key].verdict if key in row else None for row in rows]
        assert told[0] == effect.verdicts[0]
        assert told[1] == effect.verdicts[1] or (told[1], effect.verdicts[1]) == (None, "unknown")
        assert effect.why
    changes = SpfChanges(old[0], new[0])
    everywhere = {domain for views in (old, new) for domain in views[0].mail.texts.spf}
    for domain in everywhere - {*changes.domains, "_spf.example.com."}:
        before_networks, after_networks = (authorised_networks(domain, views[0].namespace) for views in (old, new))
        assert before_networks.networks == after_networks.networks


def test_nothing_differs_between_the_same() -> None:
    """No change has no effect."""
    assert not effects(SET, SET)


def test_other_reverse_zone_is_no_business_of_a_sender() -> None:
    """A zone that comes along changes nothing of what it does not hold."""
    assert not effects(SOUND, {**SOUND, "3.3.4.zone": reverse("", OTHER_REVERSE)})


# -- how the time grows ----------------------------------------------------------------------------------------------


def of_one_include(count: int) -> dict[str, str]:
    """Return `count` domains that include one record, which names networks of which hosts have the addresses."""
    hosts = "".join(f"h{number} A 4.3.2.{number}\n" for number in range(8))
    files = {ZONE: forward(f'_spf TXT "v=spf1 ip4:4.3.2.0/29 -all"\n{hosts}')}
    shop = '@ TXT "v=spf1 include:_spf.example.com -all"\n@ MX 10 h0.example.com.\n'
    return {**files, **{f"d{number}.zone": forward(shop, f"d{number}.example.") for number in range(count)}}


def change_of_an_include(count: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return a change of the record that all domains include."""
    files = of_one_include(count)
    return files, {**files, ZONE: files[ZONE].replace("4.3.2.0/29", "4.3.2.0/30")}


def domains_that_go(count: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return a change that takes all domains away: nobody can tell whether the hosts send for them."""
    files = of_one_include(count)
    return files, {ZONE: files[ZONE]}


def views_with_a_sender_each(count: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return a change in each of many views."""
    names = [f"v{number}" for number in range(count)]
    index = "".join(
        f'view {name} {{ zone "example.com" {{ type primary; file "{name}.zone"; }}; }};\n' for name in names
    )
    before, after = (
        {f"{name}.zone": forward(f"mail A 4.{third}.{number}.25\n@ MX 10 mail\n") for number, name in enumerate(names)}
        for third in (3, 4)
    )
    return {"named.conf": index, **before}, {"named.conf": index, **after}


@pytest.mark.parametrize("kind", [change_of_an_include, domains_that_go, views_with_a_sender_each])
def test_the_work_is_linear(kind: Callable[[int], tuple[dict[str, str], dict[str, str]]]) -> None:
    """From 4n to 16n of a kind it grows fourfold as well as from n to 4n, counted in calls of functions."""
    counts = [_calls(*kind(count), str(count)) for count in (4, 4, 16, 64)][1:]

    assert (counts[2] - counts[1]) / (counts[1] - counts[0]) < 4 * 1.15


def _calls(before: dict[str, str], after: dict[str, str], folder: str) -> int:
    """Return how many calls of functions, those written in C included, it takes to tell the effects."""
    states = read_state(f"{folder}/before", before), read_state(f"{folder}/after", after)
    assert effects_of(*states)
    return calls_of(lambda: effects_of(*states))
