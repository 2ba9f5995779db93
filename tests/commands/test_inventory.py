"""`zonelint inventory`: which file was taken for which zone, and what was passed over."""

from commandline import SOUND, CommandLine, write

FILES = {
    "named.conf": (
        'zone "example.com" { type primary; file "zones/com"; };\n'
        'zone "example.net" { type secondary; primaries { 192.0.2.1; }; };\n'
    ),
    "zones/com": SOUND,
    "zones/example.org.zone": SOUND + "this is not a record\n",
    "zones/notes.txt": "Nothing to see\n",
}


def test_zones_in_json(command: CommandLine) -> None:
    """Every zone with its file, how its origin is known, and what it holds; declared ones without a file."""
    write(FILES)
    ran = command("inventory", "--format", "json")
    zones = {zone["origin"]: zone for zone in ran.json["zones"]}

    assert 0 == ran.status
    assert {
        "origin": "example.com.",
        "view": None,
        "path": "zones/com",
        "paths": ["zones/com"],
        "format": "master",
        "origin_from": "named.conf:1",
        "kind": "primary",
        "records": {"A": 2, "MX": 1, "NS": 1, "SOA": 1, "TXT": 1},
        "total": 6,
        "complete": True,
        "incomplete_because": [],
    } == zones["example.com."]
    assert ("file name", False) == (zones["example.org."]["origin_from"], zones["example.org."]["complete"])
    assert (None, None, "secondary", "named.conf:2", 0, False) == tuple(
        zones["example.net."][key] for key in ("path", "format", "kind", "origin_from", "total", "complete")
    )


def test_files_passed_over_in_json(command: CommandLine) -> None:
    """Each with its reason."""
    write(FILES)

    assert [{"path": "zones/notes.txt", "why": "not a zone: neither its name nor its content says so"}] == command(
        "inventory", "--format", "json"
    ).json["ignored"]


def test_text_is_two_tables(command: CommandLine) -> None:
    """The zones, then what was passed over."""
    write(FILES)
    lines = command("inventory").out.splitlines()

    assert ["zone", "view", "file", "format", "origin", "from", "records", "by", "type", "complete"] == lines[0].split()
    assert [
        "example.com.",
        "-",
        "zones/com",
        "master",
        "named.conf:1",
        "6",
        "A",
        "2,",
        "MX",
        "1,",
        "NS",
        "1,",
        "SOA",
        "1,",
        "TXT",
        "1",
        "yes",
    ] == lines[1].split()
    assert "" == lines[4]
    assert ["ignored          why", "zones/notes.txt  not a zone: neither its name nor its content says so"] == lines[
        5:
    ]


def test_zone_of_several_views_has_a_row_each(command: CommandLine) -> None:
    """What a view serves is in its own row."""
    write(
        {
            "named.conf": (
                'view "a" { zone "example.com" { type primary; file "com"; }; };\n'
                'view "b" { zone "example.com" { in-view "a"; }; };\n'
            ),
            "com": SOUND,
        }
    )
    zones = command("inventory", "--format", "json").json["zones"]

    assert [("example.com.", "a"), ("example.com.", "b")] == [(zone["origin"], zone["view"]) for zone in zones]


def test_names_are_no_workflow_commands(command: CommandLine) -> None:
    """A zone of a strange name does not begin a line as GitHub Actions would obey it, and no control gets through."""
    write(
        {"named.conf": 'zone "::error::example.com" { type primary; file "com"; };\n', "com": SOUND, "a\x1b[1m.txt": ""}
    )
    lines = command("inventory").out.splitlines()

    assert lines[1].startswith("\\x3a:error::example.com.")
    assert lines[-1].startswith("a\\x1b[1m.txt")


def test_indexes_of_one_name_are_told_apart(command: CommandLine) -> None:
    """How the origin is known names the index by its path."""
    zone = 'zone "example.%s" { type primary; file "db"; };\n'
    write({"a/named.conf": zone % "com", "a/db": SOUND, "b/named.conf": zone % "net", "b/db": SOUND})
    zones = command("inventory", "--format", "json").json["zones"]

    assert ["a/named.conf:1", "b/named.conf:1"] == [zone["origin_from"] for zone in zones]


def test_zone_of_several_files_shows_them_all(command: CommandLine) -> None:
    """A zone of octoDNS may be split; each further file has a line of its own."""
    write(
        {
            "config.yaml": (
                "providers:\n  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones, "
                "split_extension: .}\n  out: {class: a.B}\n"
                "zones:\n  example.com.: {sources: [config], targets: [out]}\n"
            ),
            "zones/example.com./mail.yaml": "mail: {type: A, value: 4.3.2.1}\n",
            "zones/example.com./www.yaml": "www: {type: A, value: 4.3.2.2}\n",
        }
    )
    files = ["zones/example.com./mail.yaml", "zones/example.com./www.yaml"]

    (zone,) = command("inventory", "--format", "json").json["zones"]
    assert (files[0], files, "config.yaml:5") == (zone["path"], zone["paths"], zone["origin_from"])
    first, second = command("inventory").out.splitlines()[1:3]
    assert (files[0], [files[1]]) == (first.split()[2], second.split())


def test_zone_on_standard_input(command: CommandLine) -> None:
    """How the origin is known is said here, too."""
    (zone,) = command("inventory", "-", "--origin", "example.com", "--format", "json", stdin=SOUND).json["zones"]

    assert ("<stdin>", "--origin", 6) == (zone["path"], zone["origin_from"], zone["total"])


INTERNAL = {
    "named.conf": (
        'view in { match-clients { 10/8; }; zone "example.com" { type primary; file "in.db"; }; '
        'zone "example.net" { type forward; }; };\n'
        'view out { zone "example.com" { type primary; file "out.db"; }; };\n'
    ),
    "in.db": SOUND,
    "out.db": SOUND,
    "corp.lan.zone": SOUND,
}


def test_why_a_zone_is_internal(command: CommandLine) -> None:
    """Less is said of such a zone, and the user should see why; what every view makes internal is marked."""
    write(INTERNAL)
    zones = command("inventory", "--format", "json").json["zones"]
    view = "view in serves private networks only (named.conf:1)"

    assert [
        ("corp.lan.", None, "the public DNS does not have lan."),
        ("example.com.", "in", view),
        ("example.com.", "out", None),
        ("example.net.", "in", view),
    ] == [(zone["origin"], zone["view"], zone.get("internal_because")) for zone in zones]


def test_text_says_why_a_zone_is_internal(command: CommandLine) -> None:
    """In a last column, which is left out where there is none."""
    write(INTERNAL)
    lines = command("inventory").out.splitlines()
    rows = {tuple(line.split()[:2]): line for line in lines}

    assert "internal" == lines[0].split()[-1]
    assert rows["corp.lan.", "-"].endswith("  yes: the public DNS does not have lan.")
    assert rows["example.com.", "out"].endswith("  no")


def test_files_that_are_no_zones_are_counted(command: CommandLine) -> None:
    """A repository may hold thousands of them; what looks like a zone has a line of its own."""
    write({"example.com.zone": SOUND, "db.example.net": "", **{f"src/{number}.txt": "text\n" for number in range(6)}})
    lines = command("inventory").out.splitlines()

    assert ["db.example.net  empty: it has no record and no directive"] == [line for line in lines if "empty:" in line]
    assert "6 files         not a zone: neither its name nor its content says so (--verbose lists them)" == lines[-1]
    assert 6 == command("inventory", "--verbose").out.count("src/")
    assert 7 == len(command("inventory", "--format", "json").json["ignored"])
