"""The policies of a set of zones: found by their names, through aliases, and told from strays."""

import pytest
from reading import read

from zonelint.dns.namespace import Namespace
from zonelint.mail.policies import (
    BIMI,
    DKIM,
    DMARC,
    MTA_STS,
    TLS_RPT,
    Policy,
    PolicyRecords,
    domain_of,
    kind_of_owner,
    tree_walk,
)
from zonelint.mail.txt_records import TxtRecords

TOP = "@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n@ NS ns1.example.net.\n"


def policies(body: str, **others: str) -> PolicyRecords:
    """Return the policies of example.com with `body`, and of `others`, origin with ``_`` for ``.`` -> body."""
    zones = [read(TOP + body)]
    zones += [read(TOP + text, origin.replace("_", ".") + ".") for origin, text in others.items()]
    namespace = Namespace(zones)
    return PolicyRecords(namespace, TxtRecords(namespace))


def texts(found: "list[Policy]") -> list[str]:
    """Return the texts of `found`."""
    return [policy.text for policy in found]


@pytest.mark.parametrize(
    ("owner", "kind", "domain"),
    [
        ("_dmarc.example.com.", DMARC, "example.com."),
        ("key1._domainkey.example.com.", DKIM, "example.com."),
        ("a.key1._domainkey.news.example.com.", DKIM, "news.example.com."),
        ("_mta-sts.example.com.", MTA_STS, "example.com."),
        ("_smtp._tls.example.com.", TLS_RPT, "example.com."),
        ("default._bimi.example.com.", BIMI, "example.com."),
        ("_domainkey.example.com.", None, "example.com."),
        ("_adsp._domainkey.example.com.", None, "example.com."),
        ("example.org._report._dmarc.example.com.", None, "example.com."),
        ("dmarc.example.com.", None, "dmarc.example.com."),
        (".", None, "."),
    ],
)
def test_kind_and_domain_come_from_the_owner(owner: str, kind: str | None, domain: str) -> None:
    """Each kind of policy has names of its own, below the domain that it speaks for."""
    assert (kind, domain) == (kind_of_owner(owner), domain_of(owner))


def test_all_texts_at_a_name_are_given() -> None:
    """What is no policy stands among them; `policies` leaves it out."""
    found = policies('_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "note"\n')

    assert ["v=DMARC1; p=none", "note"] == texts(found.owners(DMARC)["_dmarc.example.com."])
    assert ["v=DMARC1; p=none"] == texts(list(found.policies(DMARC)))


def test_single_leaves_out_names_with_several_policies() -> None:
    """Where there are several, none counts."""
    found = policies('_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1; p=reject"\n_dmarc.a TXT "v=DMARC1"\n')

    assert ["v=DMARC1"] == texts(list(found.single(DMARC)))


def test_alias_leads_to_its_policy() -> None:
    """A record at another name counts where an alias at a policy's name leads to it."""
    found = policies('key1._domainkey CNAME key1\nkey1 TXT "v=DKIM1; p="\n')

    assert ["key1.example.com."] == list(found.owners(DKIM))


def test_records_below_a_delegation_are_left_out() -> None:
    """They are not this zone's to say."""
    assert {} == policies('sub NS ns1.example.net.\n_dmarc.sub TXT "v=DMARC1"\n').owners(DMARC)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("v=DMARC1; p=none", DMARC, True),
        ("V = DMARC1 ;p=none", DMARC, True),
        ("v=dmarc1; p=none", DMARC, False),
        (" v=DMARC1; p=none", DMARC, False),
        ("p=none; v=DMARC1", DMARC, False),
        ("v=DMARC10", DMARC, False),
        (" v=DKIM1; p=", DKIM, True),
        ("", DMARC, False),
    ],
)
def test_policy_begins_with_its_version(text: str, kind: str, expected: bool) -> None:
    """The version is the first tag, spelled as the RFC has it; DKIM alone allows a blank before it."""
    (record,) = read(TOP + f'a TXT "{text}"\n').records("TXT")

    assert expected is Policy(record).is_of(kind)


def test_strays_say_their_kind_by_the_version() -> None:
    """A policy's text at another name is found, whatever its letter case; other texts are not."""
    found = policies(
        '@ TXT "v=DMARC1; p=none"\na TXT "V = dkim1; p="\n_mta-sts TXT "v=TLSRPTv1;"\nb TXT "v=spf1 -all"\n'
        'c TXT "v=DMARC10"\n_dmarc TXT "v=DMARC1"\n'
    )

    assert [(DMARC, "example.com."), (DKIM, "a.example.com."), (TLS_RPT, "_mta-sts.example.com.")] == [
        (kind, record.owner) for kind, record in found.texts.strays
    ]


def holding(found: PolicyRecords, domain: str) -> tuple[str | None, str, bool]:
    """Return what `dmarc_for` says of `domain`, whose organizational domain is example.com: the text for the record."""
    policy, at, proved = found.dmarc_for(domain, lambda _: "example.com.")
    return policy.text if policy is not None else None, at, proved


def test_own_dmarc_record_holds() -> None:
    """That of the domain itself goes before the one above it."""
    found = policies('_dmarc TXT "v=DMARC1; p=none"\n_dmarc.a TXT "v=DMARC1; p=reject"\n')

    assert ("v=DMARC1; p=reject", "a.example.com.", True) == holding(found, "a.example.com.")


def test_dmarc_record_above_holds() -> None:
    """A domain without its own is under that of the organizational domain."""
    found = policies('_dmarc TXT "v=DMARC1; p=none"\na A 4.3.2.1\n')

    assert ("v=DMARC1; p=none", "example.com.", True) == holding(found, "b.a.example.com.")


def test_absence_of_dmarc_is_proved_up_to_the_organization() -> None:
    """Nothing above the organizational domain is asked."""
    assert (None, "example.com.", True) == holding(policies("a A 4.3.2.1\n"), "a.example.com.")


@pytest.mark.parametrize(
    "body",
    [
        "_dmarc CNAME example.net.\n",
        '_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1; p=reject"\n',
        '_dmarc TXT "p=none"\n',
    ],
    ids=["unknown", "several", "not valid"],
)
def test_dmarc_that_is_not_known_or_faulty_proves_nothing(body: str) -> None:
    """Beyond the loaded zones nothing is known; other faults have rules of their own."""
    assert (None, "example.com.", False) == holding(policies(body), "example.com.")


def test_dmarc_record_between_is_passed_over() -> None:
    """That of the domain or of its organizational domain counts, the one with the fewest labels (RFC 9989 4.10.2)."""
    found = policies('_dmarc TXT "v=DMARC1; p=none"\n_dmarc.a TXT "v=DMARC1; p=reject"\n')

    assert ("v=DMARC1; p=none", "example.com.", True) == holding(found, "b.a.example.com.")


def test_dmarc_record_says_that_it_is_of_an_organization() -> None:
    """With psd=n the walk ends there."""
    found = policies('_dmarc TXT "v=DMARC1; p=none"\n_dmarc.a TXT "v=DMARC1; p=reject; psd=n"\n')

    assert ("v=DMARC1; p=reject; psd=n", "a.example.com.", True) == holding(found, "b.a.example.com.")


@pytest.mark.parametrize(
    ("own", "expected"),
    [("", ("v=DMARC1; p=none; psd=y", "example.com.")), ('_dmarc.a TXT "v=DMARC1"\n', ("v=DMARC1", "a.example.com."))],
)
def test_dmarc_record_of_a_public_suffix_comes_last(own: str, expected: tuple[str, str]) -> None:
    """With psd=y the organizational domain is the one just below, and its record goes before."""
    found = policies('_dmarc TXT "v=DMARC1; p=none; psd=y"\n' + own)

    assert (*expected, True) == holding(found, "b.a.example.com.")


def test_walk_to_the_dmarc_record_takes_eight_steps_at_most() -> None:
    """Of a longer name the first labels are passed over (RFC 9989 section 4.10)."""
    walked = list(tree_walk("a.b.c.d.e.f.g.h.i.j.mail.example.com."))

    assert ["a.b.c.d.e.f.g.h.i.j.mail.example.com.", "g.h.i.j.mail.example.com.", "h.i.j.mail.example.com."] == walked[
        :3
    ]
    assert (8, "com.") == (len(walked), walked[-1])


def test_dmarc_record_that_the_walk_leaves_out_does_not_hold() -> None:
    """It stands at a name of more than seven labels, above the domain."""
    found = policies('_dmarc.f.e.d.c.b.a TXT "v=DMARC1; p=none"\n')

    assert (None, "example.com.", True) == holding(found, "h.g.f.e.d.c.b.a.example.com.")
    assert (None, "example.com.", True) == holding(found, "g.f.e.d.c.b.a.example.com.")


def test_text_of_a_wildcard_is_no_dmarc_record() -> None:
    """It answers for the name, but nobody wrote it there."""
    assert (None, "example.com.", True) == holding(policies('* TXT "v=spf1 -all"\n'), "example.com.")


def test_root_has_no_dmarc_record() -> None:
    """No name is made that cannot be written."""
    assert (None, ".", True) == policies("").dmarc_for(".", lambda name: name)
