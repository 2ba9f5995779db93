"""From files to namespaces: views, servers that disagree, partial zones, assumptions."""

import os
from pathlib import Path

import pytest
from commandline import SOUND
from scenarios import CONFIG, REVERSE, ZONE, forward, found, marked, only, pair, reverse

from zonelint.config.settings import Settings, load
from zonelint.discovery.search import discover
from zonelint.lint.views import Views, load_text
from zonelint.lint.views import load as load_zones


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(files: dict[str, str]) -> Views:
    """Write `files` and read them."""
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    settings = load(CONFIG) if CONFIG in files else Settings()
    return load_zones(discover([] if settings.path else ["."], settings), settings)


def named_conf(*zones: tuple[str, str], view: str = "") -> str:
    """Return a named.conf for (origin, file) pairs, in a view if one is given."""
    text = "".join(f'zone "{origin}" {{ type primary; file "{file}"; }};\n' for origin, file in zones)
    return f"view {view} {{\n{text}}};\n" if view else text


def test_one_namespace_without_views() -> None:
    """A plain folder is one namespace of all zones, which may judge them all."""
    (namespace,) = read(pair("")).namespaces

    assert namespace.view is None
    assert ["2.3.4.in-addr.arpa.", "example.com."] == sorted(namespace.zones)
    assert all(namespace.judges(zone) for zone in namespace.zones.values())


def test_files_and_records_are_counted() -> None:
    """Included files count as files."""
    views = read({ZONE: forward("$INCLUDE more.inc\n"), "more.inc": "a A 4.3.2.9\n"})

    assert (2, 4) == (views.zone_set.files, views.zone_set.records())


def test_namespace_for_each_view() -> None:
    """A zone outside of the views is in each of them."""
    files = {
        "in.conf": named_conf(("example.com", "a.db"), view="in"),
        "named.conf": 'include "in.conf";\n' + named_conf(("example.com", "b.db"), view="out"),
        "a.db": forward("x A 10.0.0.1\n"),
        "b.db": forward("x A 4.3.2.1\n"),
    }
    views = read(files)

    assert {"in": ["10.0.0.1"], "out": ["4.3.2.1"]} == {
        namespace.view: namespace.addresses("x.example.com.").addresses for namespace in views.namespaces
    }


def test_finding_of_two_views_is_told_once() -> None:
    """The same record of the same file, served in two views, is one finding that names them."""
    zones = [("example.com", "a.db"), ("2.3.4.in-addr.arpa", "r.db")]
    files = {
        "named.conf": named_conf(*zones, view="in") + named_conf(*zones, view="out"),
        "a.db": forward("www A 4.3.2.80 ; <- warning address-without-ptr\n"),
        "r.db": reverse(""),
    }

    assert marked(files) == found(files)


def three_views(middle: str) -> str:
    """Return a named.conf of the views a, b and c, of which b reads its zone from the file `middle`."""
    return "".join(
        named_conf(("example.com", file), view=view) for view, file in (("a", ZONE), ("b", middle), ("c", ZONE))
    )


def test_views_of_the_same_files_have_one_namespace() -> None:
    """They are read and judged once, and each zone still counts for its view."""
    views = read({"named.conf": three_views(ZONE), ZONE: forward("")})

    assert [("a", "b", "c")] == [namespace.views for namespace in views.namespaces]
    assert ["a", "b", "c"] == [zone.view for zone in views.zone_set.zones]
    assert ["named.conf:2", "named.conf:5", "named.conf:8"] == [zone.origin_from for zone in views.zone_set.zones]
    assert views.zone_set.records() == 3 * views.zone_set.zones[0].size()


def test_view_of_another_file_has_a_namespace_of_its_own() -> None:
    """The others have theirs in common."""
    views = read({"named.conf": three_views("later.zone"), ZONE: forward(""), "later.zone": forward("")})

    assert [("a", "c"), ("b",)] == [namespace.views for namespace in views.namespaces]


def test_internal_view_has_a_namespace_of_its_own() -> None:
    """What the configuration says of it holds for none of the others, whatever files they read."""
    internal = {CONFIG: 'sources = ["named.conf"]\ninternal = ["b"]\n'}
    views = read({"named.conf": three_views(ZONE), ZONE: forward(""), **internal})

    assert [("a", "c"), ("b",)] == [namespace.views for namespace in views.namespaces]


def test_zone_that_others_add_to_is_not_shared() -> None:
    """Records of a manifest stand in one view, and what stands in the other is not known."""
    manifest = """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: more
spec:
  endpoints:
  - dnsName: more.example.com
    recordType: A
    targets: ["4.3.2.7"]
"""
    conf = named_conf(("example.com", ZONE), view="a") + named_conf(("example.com", ZONE), view="b")
    views = read({"named.conf": conf, ZONE: forward(""), "more.yaml": manifest})

    answers = [namespace.lookup("more.example.com.", "A").status for namespace in views.namespaces]
    assert ["FOUND", "UNKNOWN"] == answers


def test_each_view_has_its_own_data() -> None:
    """What is right in one view may be wrong in the other."""
    files = {
        "named.conf": named_conf(("example.com", "a.db"), ("2.3.4.in-addr.arpa", "r.db"), view="in")
        + named_conf(("example.com", "b.db"), ("2.3.4.in-addr.arpa", "r.db"), view="out"),
        "a.db": forward("www A 4.3.2.80\n"),
        "b.db": forward("www A 4.3.2.81 ; <- warning address-without-ptr\n"),
        "r.db": reverse("80 PTR www.example.com. ; <- error ptr-address-mismatch\n"),
    }

    assert marked(files) == found(files)


# -- servers that disagree


def test_servers_with_their_own_version_of_a_zone() -> None:
    """Two folders hold one origin: each version holds beside its own neighbours."""
    files = {
        "east/example.com.zone": forward("www A 4.3.2.80\n"),
        "east/2.3.4.in-addr.arpa.zone": reverse("80 PTR www.example.com.\n"),
        "west/example.com.zone": forward("www A 5.3.2.80 ; <- warning address-without-ptr\n"),
        "west/2.3.5.in-addr.arpa.zone": reverse(
            "81 PTR www.example.com. ; <- error ptr-address-mismatch\n", "2.3.5.in-addr.arpa."
        ),
    }

    assert marked(files) == found(files)


def test_elsewhere_is_known_what_all_versions_agree_on() -> None:
    """A third folder cannot tell which version holds: what each of them lacks is missing, what one has is not."""
    files = {
        "east/example.com.zone": forward("www A 4.3.2.80\nold A 4.3.2.81\n"),
        "west/example.com.zone": forward("www A 5.3.2.80\nnew A 5.3.2.81\n"),
        "north/example.org.zone": forward(
            "@ MX 10 www.example.com.\n@ MX 20 old.example.com.\n@ MX 30 new.example.com.\n"
            "@ MX 40 gone.example.com. ; <- error mx-target-without-address\n",
            "example.org.",
        ),
    }

    assert marked(files) == found(files)


def test_version_that_is_not_whole_leaves_open_what_others_lack() -> None:
    """One of the servers may have the name in a file that is not here."""
    files = {
        "east/example.com.zone": forward(""),
        "west/example.com.zone": forward("$INCLUDE more\n"),
        "north/example.org.zone": forward("@ MX 10 gone.example.com.\n", "example.org."),
    }

    assert ["include-not-found"] == [rule for rule, *_ in found(files)]


def test_versions_with_different_aliases_are_left_open() -> None:
    """Which of the two texts a name leads to is not known."""
    files = {
        "east/example.com.zone": forward("spf CNAME one.example.net.\n"),
        "west/example.com.zone": forward("spf CNAME two.example.net.\n"),
        "north/example.org.zone": forward(
            '@ A 4.3.2.53\n@ TXT "v=spf1 include:spf.example.com -all"\n', "example.org."
        ),
        "north/example.net.zone": forward('one TXT "v=spf1 -all"\ntwo TXT "gone"\n', "example.net."),
    }

    assert [] == found(files)


def test_versions_are_followed_once_on_a_way() -> None:
    """Where both ways end in one address it is found; versions of versions would be too many to follow."""
    files = {
        "east/example.com.zone": forward("a CNAME x.example.net.\n"),
        "west/example.com.zone": forward("a CNAME y.example.net.\n"),
        "east/example.net.zone": forward("x CNAME p.example.org.\ny CNAME p.example.org.\n", "example.net."),
        "west/example.net.zone": forward("x CNAME q.example.org.\ny CNAME q.example.org.\n", "example.net."),
        "north/example.org.zone": forward("p A 4.3.2.9\nq A 4.3.2.9\n", "example.org."),
    }
    north = next(each for each in read(files).namespaces if each.judges(each.zones["example.org."]))

    assert ["FOUND", "UNKNOWN"] == [north.lookup(name, "A").status for name in ("x.example.net.", "a.example.com.")]


def test_more_versions_than_anybody_compares_are_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a bound a zone is as one that is not loaded."""
    monkeypatch.setattr("zonelint.dns.versions.MAX_VERSIONS", 1)
    files = {
        "east/example.com.zone": forward(""),
        "west/example.com.zone": forward(""),
        "north/example.org.zone": forward("@ MX 10 gone.example.com.\n", "example.org."),
    }

    assert [] == found(files)


def test_undisputed_zones_are_shared() -> None:
    """A zone of one folder alone answers to all of them, and is judged once."""
    files = {
        "east/example.com.zone": forward("www A 4.3.2.80\n"),
        "west/example.com.zone": forward("www A 4.3.2.80\n"),
        "north/2.3.4.in-addr.arpa.zone": reverse("80 PTR www.example.com.\n"),
        "north/example.org.zone": forward(
            "@ MX 10 mail\nmail A 4.3.2.25 ; <- warning mail-sender-without-ptr\n", "example.org."
        ),
    }

    assert marked(files) == found(files)


def test_zones_of_each_server_are_judged_once() -> None:
    """Every zone has one namespace that may judge it."""
    files = {
        "east/example.com.zone": forward(""),
        "west/example.com.zone": forward(""),
        "east/example.org.zone": forward("", "example.org."),
        "north/example.net.zone": forward("", "example.net."),
    }
    views = read(files)

    assert [1, 1, 1, 1] == [
        sum(namespace.judges(zone) and zone in namespace.zones.values() for namespace in views.namespaces)
        for zone in views.zone_set.zones
    ]


def test_two_files_for_one_origin_in_one_folder() -> None:
    """That is a duplicate, no second server."""
    files = {"a.zone": forward(""), "b.zone": forward("")}

    assert 1 == len(read(files).namespaces)
    assert ["duplicate-zone"] == [rule for rule, *_ in found(files)]


def test_zone_that_an_index_declares_is_not_known() -> None:
    """A secondary zone without file exists elsewhere."""
    files = {
        "named.conf": 'zone "example.org" { type secondary; primaries { 4.3.2.1; }; };\n'
        + named_conf(("example.com", "a.db")),
        "a.db": forward("@ MX 10 mail.example.org.\n"),
    }

    assert [] == found(files)


def test_one_file_for_many_origins() -> None:
    """A file that an index uses for two zones is read for each, and its records are judged in each."""
    files = {
        "named.conf": named_conf(("example.org", "park.db"), ("example.net", "park.db")),
        "park.db": "$TTL 1h\n@ SOA ns.example.com. h.example.com. 1 8h 2h 4w 1h\n@ NS ns.example.com.\n@ MX 10 gone\n",
    }

    assert [("mx-target-without-address", 4)] * 2 == [(rule, line) for rule, _, _, line in found(files)]


# -- partial zones, assumptions


@pytest.mark.parametrize("name", ["example.com.", "dyn.example.com."])
def test_partial_zone_proves_no_absence(name: str) -> None:
    """More records exist than the file shows; a name in the zone stands for it."""
    assert [] == found({**pair("@ MX 10 gone\n"), CONFIG: f'partial = ["{name}"]\n'})


def test_dynamic_zone_proves_no_absence() -> None:
    """What updates added does not stand in the file; what stands there is found."""
    conf = f'zone "example.com" {{ type primary; file "{ZONE}"; update-policy local; }};\n'
    (namespace,) = read({"named.conf": conf, ZONE: forward("a A 4.3.2.1\n")}).namespaces

    assert ["FOUND", "UNKNOWN"] == [namespace.lookup(f"{name}.example.com.", "A").status for name in ("a", "b")]


def test_partial_reverse_zone_is_undecided() -> None:
    """Neither a missing PTR nor a wrong one can be proved there."""
    zone = "@ MX 10 mail\nmail A 4.3.2.25\n@ MX 20 mx2\nmx2 A 4.3.2.26\n"
    files = {**pair(zone, "26 PTR ns1.example.com.\n"), CONFIG: 'partial = ["2.3.4.in-addr.arpa."]\n'}

    assert [] == found(files)


ASSUME = 'sources = ["zones/"]\nassume = ["external"]\n'


def assuming(zone: str, external: str, ptrs: str = "") -> dict[str, str]:
    """Return a set with an `assume` file."""
    files = {"zones/" + name: text for name, text in pair(zone, ptrs).items()}
    return {**files, "external": external, CONFIG: ASSUME}


def test_assumption_answers_what_is_not_known() -> None:
    """The provider's PTR leads to a name here that has not the address."""
    zone = "@ MX 10 mail\nmail A 5.3.2.25 ; <- error mail-sender-ptr-unconfirmed\n"
    files = assuming(zone, "25.2.3.5.in-addr.arpa. 1h PTR ns1.example.com.\n")

    assert marked(files) == found(files)


def test_right_assumption_is_silent() -> None:
    """With the right PTR at the provider there is nothing to say."""
    assert [] == found(assuming("@ MX 10 mail\nmail A 5.3.2.25\n", "25.2.3.5.in-addr.arpa. 1h PTR mail.example.com.\n"))


def test_assumption_says_nothing_of_other_names() -> None:
    """What stands in no `assume` file is as unknown as before."""
    files = assuming("@ MX 10 mail.example.net.\n@ MX 20 m\nm A 5.3.2.9\n", "x.example.net. 1h A 4.3.2.9\n")

    assert [] == found(files)


def test_assumption_is_contradicted() -> None:
    """A loaded zone that says otherwise holds, and the assumption is told."""
    external = (
        "mail.example.com. 1h A 4.3.2.26 ; <- warning assumption-contradicted\n"
        "gone.example.com. 1h A 4.3.2.26 ; <- warning assumption-contradicted\n"
        "NS1.example.com. 1h A 4.3.2.53\n"
        "25.2.3.4.in-addr.arpa. 1h PTR gone.example.com. ; <- warning assumption-contradicted\n"
    )
    files = assuming("@ MX 10 mail\nmail A 4.3.2.25\n", external, "25 PTR mail.example.com.\n")

    assert marked(files) == found(files)


def test_assumed_files_are_not_linted() -> None:
    """Findings about assumed PTRs stand at the sender's own records."""
    zone = "@ MX 10 mail\nmail A 5.3.2.25 ; <- warning mail-sender-multiple-ptr\nb A 5.3.2.25\n"
    name = "25.2.3.5.in-addr.arpa. 1h PTR"
    files = assuming(zone, f"{name} mail.example.com.\n{name} b.example.com.\nx.org. 1h MX 10 gone.example.com.\n")

    assert marked(files) == found(files)


def test_record_to_paste_for_an_assumed_ptr_is_absolute() -> None:
    """It belongs in the provider's zone, which is not ours to name."""
    zone = "@ MX 10 mail\nmail A 5.3.2.25\n"
    files = assuming(zone, "25.2.3.5.in-addr.arpa. 1h PTR ns1.example.com.\n")

    assert "write `25.2.3.5.in-addr.arpa. IN PTR mail.example.com.`" == only(files).help


# -- bad input


def test_unreadable_file_is_a_finding() -> None:
    """A file that vanishes between discovery and reading is one finding, and its zone incomplete."""
    for name, text in pair("@ MX 10 mail\nmail A 4.3.2.25\n").items():
        Path(name).write_text(text)
    discovery = discover(["."], Settings())
    os.unlink(REVERSE)
    views = load_zones(discovery, Settings())

    assert ["syntax-error"] == [problem.rule for problem in views.zone_set.problems]
    assert views.namespaces[0].reverse("4.3.2.25").unknown


def test_text_in_memory() -> None:
    """One zone from standard input is a set of its own, and includes nothing."""
    views = load_text(forward("$INCLUDE /etc/passwd\nwww A 4.3.2.1\n").encode(), "-", "example.com.", Settings())

    assert ["include-not-found"] == [problem.rule for problem in views.zone_set.problems]
    assert ["4.3.2.1"] == views.namespaces[0].addresses("www.example.com.").addresses


def test_text_in_memory_may_be_partial() -> None:
    """What the configuration says of its origin counts."""
    settings = Settings()
    settings.partial = ["example.com."]
    views = load_text(forward("").encode(), "-", "example.com.", settings)

    assert "UNKNOWN" == views.namespaces[0].lookup("gone.example.com.", "A").status


def test_file_that_is_named_twice_is_one_zone() -> None:
    """It is read once, and is no duplicate of itself."""
    Path(ZONE).write_text(forward(""), encoding="utf-8")
    views = load_zones(discover([ZONE, ZONE], Settings()), Settings())

    assert ["example.com."] == [zone.origin for zone in views.zone_set.zones]


@pytest.mark.parametrize(
    ("kind", "octets", "why"),
    [
        ("primary", b"\0GITCRYPT\0" + bytes(range(40)), "its file is encrypted"),
        ("primary", b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\n", "its file is kept by Git LFS"),
        ("secondary", b"", "it is declared as secondary, its records are elsewhere"),
    ],
)
def test_why_a_declared_zone_is_not_known(kind: str, octets: bytes, why: str) -> None:
    """A file that is there and encrypted is told from records that are elsewhere."""
    if octets:
        Path("x.db").write_bytes(octets)
    views = read({"named.conf": f'zone "example.com" {{ type {kind}; file "x.db"; }};\n'})

    assert [[why]] == [zone.incomplete_because for zone in views.zone_set.declared]


def test_too_many_views_are_looked_at_without_what_they_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is called missing there then, and a finding tells of it."""
    monkeypatch.setattr("zonelint.discovery.views.MAX_SHARED", 0)
    monkeypatch.setattr("zonelint.discovery.views.SHARED_EACH", 0)
    conf = named_conf(("example.com", ZONE), view="one") + named_conf(("example.com", "two.zone"), view="two")
    views = read({"named.conf": conf, ZONE: forward(""), "two.zone": forward(""), "other.example.zone": SOUND})

    assert [(None, 1), ("one", 1), ("two", 1)] == [(each.view, len(each.zones)) for each in views.namespaces]
    assert [True, False, False] == [zone.complete for each in views.namespaces for zone in each.zones.values()]
    assert ["limit-exceeded"] == [problem.rule for problem in views.zone_set.problems]


def test_too_many_servers_that_disagree_are_looked_at_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is called missing in their zones then, and a finding tells of it."""
    monkeypatch.setattr("zonelint.discovery.views.MAX_SHARED", 0)
    monkeypatch.setattr("zonelint.discovery.views.SHARED_EACH", 0)
    names = ("a/example.com.zone", "b/example.com.zone", "c/other.example.zone")
    views = read(dict.fromkeys(names, SOUND))

    assert [1, 1, 1] == [len(each.zones) for each in views.namespaces]
    assert not any(zone.complete for zone in views.zone_set.zones)
    assert ["limit-exceeded"] == [problem.rule for problem in views.zone_set.problems]


def test_a_zone_is_not_read_when_those_before_it_have_too_many_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that stand for many more records than they have octets are read up to a bound."""
    monkeypatch.setattr("zonelint.discovery.load.MAX_RECORDS", 100)
    names = ("a.example.zone", "b.example.zone", "c.example.zone")
    views = read(dict.fromkeys(names, SOUND + "$GENERATE 1-999 g$ A 4.3.2.1\n"))

    unread = views.zone_set.zones[-1]
    assert (0, False) == (unread.size(), unread.complete)
    assert ("limit-exceeded", "c.example.zone") in [(each.rule, each.source.path) for each in views.zone_set.problems]


@pytest.mark.parametrize(("more", "unread"), [(0, []), (-1, ["b.example."])])
def test_bound_of_records_grows_by_the_octets_that_were_read(
    more: int, unread: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zone is read as long as those before it have no more records than the bound and their octets together."""
    text = SOUND + "$GENERATE 1-999 g$ A 4.3.2.1\n"
    records = read({"a.example.zone": text}).zone_set.records()
    monkeypatch.setattr("zonelint.discovery.load.MAX_RECORDS", records - len(text) + more)
    views = read(dict.fromkeys(("a.example.zone", "b.example.zone"), text))

    assert unread == [zone.origin for zone in views.zone_set.zones if not zone.complete]


@pytest.mark.parametrize(
    ("files", "missed"),
    [
        ({}, []),
        ({"hosts.inc.bak": "x A 4.3.2.9\n"}, []),
        ({"etc/bind/parts/host.inc": "x A 4.3.2.9\n"}, ["etc/bind/parts/host.inc has almost the same name"]),
        ({"b.zone": "$INCLUDE /etc/bind/parts/more.inc\n", "etc/bind/parts/more.inc": "x A 4.3.2.9\n"}, [""]),
        (
            {
                "b.zone": "$INCLUDE /etc/bind/parts/more.inc\n",
                "etc/bind/parts/more.inc": "x A 4.3.2.9\n",
                ".gitignore": "hosts.inc\n",
            },
            [],
        ),
    ],
)
def test_include_by_a_path_of_the_server(files: dict[str, str], missed: list[str]) -> None:
    """It is missed where its folder is here: one of nearly that name, or others that are included from it."""
    included = {name: forward(text, "b.") if name == "b.zone" else text for name, text in files.items()}
    views = read({"example.com.zone": forward("$INCLUDE /etc/bind/parts/hosts.inc\n"), **included})
    problems = [problem for problem in views.zone_set.problems if problem.rule == "include-not-found"]
    zone = next(zone for zone in views.zone_set.zones if zone.origin == "example.com.")

    assert missed == [problem.help for problem in problems]
    assert not zone.complete
    assert ({} if missed else {"/etc/bind/parts/hosts.inc": {"example.com."}}) == views.zone_set.in_part


@pytest.mark.parametrize(
    ("names", "more", "count"),
    [
        (("netbox/a", "netbox/b", "netbox/c"), {}, 0),
        (("netbox/a", "netbox/b"), {}, 2),
        (("netbox/a", "netbox/b", "netbox/c"), {"netbox/a": ""}, 2),
        (("netbox/a", "netbox/b", "netbox/c"), {"netbx/a": ""}, 3),
    ],
)
def test_includes_from_a_folder_that_is_not_here(names: tuple[str, ...], more: dict[str, str], count: int) -> None:
    """Several are of another repository, or a program writes them, unless a folder is nearly called so."""
    lines = "".join(f"$INCLUDE {name}\n" for name in names)
    views = read({"example.com.zone": forward(lines), **more})

    assert count == sum(problem.rule == "include-not-found" for problem in views.zone_set.problems)
    assert not views.zone_set.zones[0].complete


def test_include_that_git_ignores_is_made_elsewhere() -> None:
    """A relative one, too, which is missed otherwise."""
    files = {"example.com.zone": forward("$INCLUDE made/hosts.inc\n$INCLUDE made/gone.inc\n")}
    views = read({**files, ".gitignore": "hosts.inc\n"})

    assert [7] == [problem.span.line for problem in views.zone_set.problems]
    assert ["made/hosts.inc"] == list(views.zone_set.in_part)


def test_include_from_the_folder_of_the_zone_on_the_server() -> None:
    """Where the index says which folder that is, the file is looked for beside the zone's."""
    conf = 'zone "example.com" { type primary; file "/etc/bind/example.com.zone"; };'
    files = {"named.conf": conf, "example.com.zone": forward("$INCLUDE /etc/bind/hosts.inc\n")}
    views = read({f"dns/{name}": text for name, text in {**files, "hosts.inc": "www A 4.3.2.80\n"}.items()})

    assert ["4.3.2.80"] == views.namespaces[0].addresses("www.example.com.").addresses
    assert ["example.com."] == [zone.origin for zone in views.zone_set.zones]


@pytest.mark.parametrize(("hosts", "expected"), [(20, 0), (100, 1)])
def test_excerpt_of_a_registrys_zone_lacks_nothing(hosts: int, expected: int) -> None:
    """The first lines of a top-level domain's zone have the delegations, and the addresses stand further down."""
    head = "$ORIGIN com.\n$TTL 1h\n@ SOA a.gtld-servers.net. nstld.verisign-grs.com. 1 1800 900 604800 86400\n"
    delegations = "".join(f"d{number} NS ns{number}.host\n" for number in range(101))
    addresses = "".join(f"ns{number}.host A 4.3.2.{number}\n" for number in range(hosts))

    text = f"{head}@ NS a.gtld-servers.net.\n{delegations}{addresses}"
    assert ["ns-target-without-address"] * expected == [rule for rule, *_ in found({"com.zone": text})]


def test_nothing_is_missing_in_a_zone_whose_file_holds_another() -> None:
    """What is wrong is told once, and not of each record that leads there."""
    files = {
        "named.conf": named_conf(("example.com", "a.db"), ("2.3.4.in-addr.arpa", "r.db")),
        "a.db": forward("www A 4.3.2.80\n", "example.net."),
        "r.db": reverse("80 PTR www.example.com.\n"),
    }

    assert ["out-of-zone-record"] == [rule for rule, *_ in found(files)]


@pytest.mark.parametrize(
    ("origin", "ptrs", "expected"),
    [
        ("3.4.in-addr.arpa.", "53.2 PTR ns1.example.com.\n", 0),
        ("3.4.in-addr.arpa.", "".join(f"{number}.9 PTR h{number}.example.net.\n" for number in range(3)), 2),
        ("3.4.in-addr.arpa.", "53.2 PTR ns1.example.com.\n7 NS ns.example.net.\n", 1),
        ("2.3.4.in-addr.arpa.", "", 1),
    ],
)
def test_big_public_network_with_few_ptrs_is_that_of_somebody_else(origin: str, ptrs: str, expected: int) -> None:
    """Whoever has 65,536 addresses has PTRs of many, or delegates them: others have those of one's own host."""
    files = {ZONE: forward("www A 4.3.2.80\n"), "db.4": reverse(ptrs, origin)}

    assert ["address-without-ptr"] * expected == [rule for rule, *_ in found(files)]


def test_big_private_network_with_few_ptrs_is_ones_own() -> None:
    """Nobody else has it."""
    files = {
        ZONE: forward("www A 10.3.2.80\n").replace("4.3.2.53", "10.3.2.53"),
        "db.10": reverse("53.2.3 PTR ns1.example.com.\n", "10.in-addr.arpa."),
    }

    assert [("address-without-ptr", ZONE, 6)] == [(rule, path, line) for rule, _, path, line in found(files)]


def test_empty_zone_file_is_one_error() -> None:
    """Nothing is missing in a zone of which nothing is there."""
    files = pair("www A 4.3.2.80\n")
    files["named.conf"] = (
        f'zone "example.com" {{ type primary; file "{ZONE}"; }};\n'
        f'zone "2.3.4.in-addr.arpa" {{ type primary; file "{REVERSE}"; }};\n'
    )
    files[REVERSE] = "; nothing yet\n"

    assert [("soa-missing", "error", REVERSE)] == [(rule, severity, path) for rule, severity, path, *_ in found(files)]
