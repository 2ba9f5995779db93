"""Green means checked: what was found and not checked is said, and no zone at all is an error."""

from pathlib import Path

import pytest
from commandline import SOUND, CommandLine, write

from zonelint.commands.unchecked import nothing_found, sentences
from zonelint.config.settings import Settings
from zonelint.discovery.zone_set import ZoneSet
from zonelint.files.zone_files import Discovery, Ignored
from zonelint.lint.inputs import Inputs
from zonelint.lint.views import Views

ZONE = {"example.com.zone": SOUND}
LONE = SOUND.replace("hostmaster", "hostmaster.example.org.")
"""A zone that does not say which one it is."""


def conf(*zones: str) -> str:
    """Return a named.conf; each of `zones` is an origin and what it says about it, such as ``a type secondary;``."""
    statements = (zone.split(" ", 1) for zone in zones)
    return "".join(f'zone "{origin}" {{ {text} }};\n' for origin, text in statements)


def said(command: CommandLine, files: dict[str, str], *words: str) -> list[str]:
    """Write `files`, check them, and return what is said on standard error."""
    write(files)
    ran = command(*words)
    assert 0 == ran.status, ran.out + ran.err
    return [line.removeprefix("zonelint: ") for line in ran.err.splitlines()]


def test_nothing_is_said_where_all_was_checked(command: CommandLine) -> None:
    """Files that are no zones do not count."""
    assert [] == said(command, {**ZONE, "README.md": "# Zones\n", "hosts": "4.3.2.1 mail\n"})


def test_zones_without_records_are_counted_by_kind(command: CommandLine) -> None:
    """Secondaries have no file, and the file of a primary may not be in the repository."""
    secondary = '{0}.example type secondary; primaries {{ 4.3.2.1; }}; file "sec/{0}";'
    zones = (secondary.format("a"), secondary.format("b"), 'c.example type primary; file "/srv/c";')

    assert [
        "3 zones were not checked: their records cannot be read: 2 secondary, 1 whose file is missing (c.example.)"
    ] == (said(command, {**ZONE, "named.conf": conf(*zones)}))


def test_an_empty_file_is_named(command: CommandLine) -> None:
    """Nothing of the zone is here, so nothing is missing in it."""
    [line] = said(command, {**ZONE, "db.example.net": ""})

    assert line.startswith("db.example.net was not checked: empty")


def test_zones_of_distributions_do_not_count(command: CommandLine) -> None:
    """Their files lie in no repository."""
    reverse = '1.0.0.127.in-addr.arpa type primary; file "named.loopback";'

    assert [] == said(command, {**ZONE, "named.conf": conf(reverse)})


def test_zones_that_are_only_declared_are_found(command: CommandLine) -> None:
    """Without any other the exit status is 0, and the sentence tells why nothing was checked."""
    files = {"named.conf": conf("a.example type secondary; primaries { 4.3.2.1; };")}

    assert ["1 zone was not checked: its records cannot be read: 1 secondary"] == said(command, files)


def test_zone_that_one_view_has_is_checked(command: CommandLine) -> None:
    """Where another view is its secondary, it is not counted."""
    views = "".join(
        f'view {view} {{ zone "example.com" {{ {text} }}; }};\n'
        for view, text in (
            ("a", 'type primary; file "example.com.zone";'),
            ("b", "type secondary; primaries { 4.3.2.1; };"),
        )
    )

    assert [] == said(command, {**ZONE, "named.conf": views})


def test_zones_of_others_and_of_the_distribution_do_not_count(command: CommandLine) -> None:
    """Nobody expects that a forward zone is checked, or localhost."""
    zones = ("a.example type forward; forwarders { 4.3.2.1; };", 'localhost type primary; file "/etc/bind/db.local";')

    assert [] == said(command, {**ZONE, "named.conf": conf(*zones)})


def test_zones_of_others_are_told_of_where_there_is_nothing_else(command: CommandLine) -> None:
    """A green run that checked nothing says so."""
    files = {"named.conf": conf("a.example type forward; forwarders { 4.3.2.1; };")}

    assert ["1 zone was not checked: its records cannot be read: 1 forward"] == said(command, files)


def test_zone_without_origin_is_named(command: CommandLine) -> None:
    """It reads like a zone, and nothing tells which."""
    expected = "zones/lan was not checked: a zone whose origin is not known: name it with --zone or in [zones]"
    assert [expected] == said(command, {**ZONE, "zones/lan": LONE})


def test_three_of_many_are_named(command: CommandLine) -> None:
    """And the others counted, in one line."""
    assert [
        "5 files look like zones and were not checked: l1, l2, l3 and 2 more; `zonelint inventory` says why"
    ] == said(command, {**ZONE, **{f"l{number}": LONE for number in range(1, 6)}})


def test_link_with_the_name_of_a_zone_that_leads_nowhere_is_named(command: CommandLine) -> None:
    """Its zone was to be read."""
    Path("example.org.zone").symlink_to("gone")
    Path("notes").symlink_to("gone")

    assert ["example.org.zone was not checked: a broken link"] == said(command, ZONE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lan.bak", LONE),
        ("archive/lan", LONE),
        ("lan.j2", LONE),
        ("lan", LONE.replace("ns1", "{{ server }}")),
        ("lan", LONE.replace("ns1", "${SERVER}")),
        ("db.empty", LONE),
        ("named.localhost", LONE),
        ("db.255", "$TTL 1d\n@ IN SOA localhost. root.localhost. 1 1w 1d 4w 1w\n@ IN NS localhost.\n"),
        ("bind.db", "@ 1d CH SOA ns1.example.org. h.example.org. 1 1w 1d 4w 1w\nversion.bind. CH TXT none\n"),
        ("LICENSE.zone", "Permission is hereby granted.\n"),
        (".lan", LONE),
    ],
)
def test_what_is_not_worth_a_word(name: str, text: str, command: CommandLine) -> None:
    """Old copies, templates, what a distribution brings along, and texts are passed over without one."""
    assert [] == said(command, {**ZONE, name: text})


def test_what_the_configuration_excludes_is_not_named(command: CommandLine) -> None:
    """The user knows of it."""
    files = {**ZONE, ".zonelint.toml": 'exclude = ["lan"]\n', "lan": LONE}

    assert [] == said(command, files)


def test_file_that_a_link_gives_its_origin_is_read(command: CommandLine) -> None:
    """One text that serves several zones, each by a link, needs no name of its own."""
    write({"parking": LONE})
    Path("example.org").symlink_to("parking")
    Path("example.net").symlink_to("parking")

    assert [] == said(command, ZONE)


def test_narrowed_report_says_nothing_of_the_rest(command: CommandLine) -> None:
    """An editor that asks for one file is told of that one."""
    files = {**ZONE, ".zonelint.toml": 'sources = ["."]\n', "lan": LONE}

    assert [] == said(command, files, "example.com.zone")


def test_quiet_leaves_it_out(command: CommandLine) -> None:
    """As it leaves out the summary."""
    assert [] == said(command, {**ZONE, "lan": LONE}, "--quiet")


def test_no_zone_is_an_error_whatever_is_suppressed(command: CommandLine) -> None:
    """A file that is no zone may have a finding; without it nothing at all was checked."""
    write({"a/named.conf": "options { directory \n", "named.conf": "zone {\n"})
    finds, ignores = command("."), command(".", "--ignore", "index-error")

    assert (1, "index-error") == (finds.status, finds.out.partition("]")[0].partition("[")[2])
    assert (2, "no zone was found in .") == ignores.error
    assert "" == ignores.out


def test_findings_that_do_not_fail_are_shown_before_the_error(command: CommandLine) -> None:
    """They are likely the reason why there is no zone."""
    write({"named.conf": "zone {\n"})

    ran = command(".", "--fail-on", "never", "--format", "concise")

    assert 2 == ran.status
    assert "error[index-error]" in ran.out
    assert ran.err.endswith("no zone was found in .\n")


def test_the_file_of_the_one_zone_that_lacks_its_file_is_proposed(command: CommandLine) -> None:
    """The index calls it otherwise, and nothing in the file says which zone it holds."""
    files = {**ZONE, "named.conf": conf('b.example type primary; file "/srv/b";'), "zones/lan": LONE}
    missing, lone = said(command, files)

    assert missing.endswith("1 whose file is missing (b.example.)")
    assert lone.endswith("is not known; if it is b.example., name it: --zone b.example.=zones/lan")
    assert [] == said(command, files, "--zone", "b.example.=zones/lan")


def test_a_zone_of_an_index_that_git_lfs_keeps_is_told_of(command: CommandLine) -> None:
    """The pointer in its place says nothing about the zone."""
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d' * 32}\nsize 12345\n"
    files = {"named.conf": conf('a.example type primary; file "db.a";'), "db.a": pointer}

    assert ["1 zone was not checked: its records cannot be read: 1 kept by Git LFS"] == said(command, files)


def _encrypted(*zones: str, why: str = "encrypted (git-crypt)") -> Inputs:
    discovery = Discovery("/repository")
    discovery.ignored = [Ignored("zones/a", why), Ignored("zones/b", why), Ignored("secrets/dns.key", why)]
    return Inputs(zones, Settings(), discovery, Views(ZoneSet(), Settings()))


def test_encrypted_files_are_found() -> None:
    """They may well be zones, and are counted where nothing else is found."""
    assert "" == nothing_found(_encrypted())
    assert ["2 zones were not checked: their records cannot be read: 2 encrypted"] == list(sentences(_encrypted()))
    pointers = _encrypted(why="a pointer of Git LFS: its content is not here")
    assert ["2 zones were not checked: their records cannot be read: 2 kept by Git LFS"] == list(sentences(pointers))


def test_passwords_are_no_zones() -> None:
    """A repository in which nothing else is found holds none."""
    inputs = _encrypted()
    assert inputs.discovery is not None
    inputs.discovery.ignored = [Ignored("hosts/web/token.age", "encrypted (age)"), Ignored("b2.yml", "encrypted (age)")]

    assert nothing_found(inputs).startswith("no zone was found")
    assert [] == list(sentences(inputs))


@pytest.mark.parametrize(
    "zone",
    [
        '1.0.0.127.in-addr.arpa type primary; file "named.loopback";',
        '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa type primary; file "named.loopback";',
        '10.in-addr.arpa type primary; file "/etc/bind/db.empty";',
        'd.f.ip6.arpa type primary; file "/usr/local/etc/namedb/master/empty.db";',
    ],
)
def test_zones_that_a_distribution_declares_do_not_count(zone: str, command: CommandLine) -> None:
    """Their files come with the server."""
    assert [] == said(command, {**ZONE, "named.conf": conf('example.com type primary; file "example.com.zone";', zone)})


def test_a_private_network_of_ones_own_counts(command: CommandLine) -> None:
    """Its file is none that comes with a server."""
    zones = ('example.com type primary; file "example.com.zone";', '10.in-addr.arpa type primary; file "/srv/10.rev";')

    assert 1 == len(said(command, {**ZONE, "named.conf": conf(*zones)}))


def test_a_path_that_no_system_has_is_passed_over(command: CommandLine) -> None:
    """An index may name anything: NUL ends no run."""
    write({**ZONE, "named.conf": 'zone "example.com" { type primary; file "example.com.zone"; };\ninclude ".\0x";\n'})

    assert command("check").status in (0, 1)


def test_zones_in_part_name_what_they_include(command: CommandLine) -> None:
    """A path of the server that is not in the repository is told like the file of a zone."""
    files = {"example.com.zone": SOUND + "$INCLUDE /srv/a.inc\n", "example.net.zone": SOUND + "$INCLUDE /srv/b.inc\n"}

    assert [
        "2 zones were only partly checked: they include files that are not in the repository: /srv/a.inc, /srv/b.inc"
    ] == said(command, files)


# -- zone files that no server loads


HOSTS = SOUND + "www A 192.0.2.80\n"
REVERSE = "@ 1h SOA ns1.example.com. host.example.com. 1 8h 2h 4w 1h\n  NS ns1.example.com.\n9 PTR www.example.org.\n"
LOADED = {
    "named.conf": conf(
        'example.com type primary; file "example.com.zone";', 'example.org type primary; file "example.org.zone";'
    ),
    "example.com.zone": SOUND,
    "example.org.zone": HOSTS,
    "shop.example.zone": HOSTS,
    "2.0.192.in-addr.arpa.zone": REVERSE,
}
UNLOADED = (
    "2 zone files were checked without the others, because no index names them: 2.0.192.in-addr.arpa.zone, "
    "shop.example.zone"
)


def test_zone_files_that_no_index_names(command: CommandLine) -> None:
    """Beside others that one names they are what somebody tried or once had: they are not compared with these."""
    assert [UNLOADED] == said(command, LOADED)


def test_zone_file_that_no_index_names(command: CommandLine) -> None:
    """What is wrong in itself is told all the same."""
    write({**LOADED, "2.0.192.in-addr.arpa.zone": REVERSE + "x CNAME gone\n"})
    ran = command()

    assert 1 == ran.status
    assert "x.2.0.192.in-addr.arpa." in ran.out
    assert f"zonelint: {UNLOADED}\n" == ran.err


def test_a_sample_that_an_index_names_in_a_comment(command: CommandLine) -> None:
    """Nobody has example.com; where the server loads it, it is one like any other."""
    index = conf('a.example type primary; file "a";')
    sample = conf('example.com type primary; file "example.com.zone";')
    fault = SOUND + "gone CNAME x\n"
    assert [] == said(command, {"named.conf": f"{index}// {sample}", "a": SOUND, "example.com.zone": fault})

    write({"named.conf": index + sample})
    assert 1 == command().status


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        pytest.param({"named.conf": LOADED["named.conf"] + 'include "more.conf";\n'}, (), id="an include is not here"),
        pytest.param({"zonelint.toml": ""}, (), id="a configuration"),
        pytest.param({}, (".", "shop.example.zone", "2.0.192.in-addr.arpa.zone"), id="named by the user"),
        pytest.param({"example.info.zone": SOUND}, (), id="more than the server loads"),
        pytest.param(
            {
                "named.conf": LOADED["named.conf"]
                + conf('lost.example type primary; file "lost";', '9.in-addr.arpa type primary; file "9";')
            },
            (),
            id="the server's files may be called otherwise",
        ),
    ],
)
def test_zone_file_that_a_server_may_load(
    command: CommandLine, changed: dict[str, str], words: tuple[str, ...]
) -> None:
    """Nothing is left out where somebody wants it checked, or where it is not certain who loads it."""
    write({**LOADED, **changed})
    ran = command(*words)

    assert 1 == ran.status
    assert "9.2.0.192.in-addr.arpa" in ran.out or "192.0.2.9" in ran.out
    assert "no index names" not in ran.err
