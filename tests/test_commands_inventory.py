"""`zonelint inventory`: which file was taken for which zone, and what was passed over."""

from commandline import SOUND, CommandLine, write

FILES = {
    "named.conf": (
        'zone "example.com" { type primary; file "zones/com"; };\n'
        'zone "example.net" { type secondary; primaries { 192.0.2.1; }; };\n'
    ),
    "zones/com": SOUND,
    "zones/example.org.zone": SOUND + "this is no record\n",
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
        "format": "master",
        "origin_from": "named.conf:1",
        "kind": "primary",
        "records": {"A": 2, "MX": 1, "NS": 1, "SOA": 1},
        "total": 5,
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

    assert [{"path": "zones/notes.txt", "why": "no zone: neither its name nor its text says so"}] == command(
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
        "5",
        "A",
        "2,",
        "MX",
        "1,",
        "NS",
        "1,",
        "SOA",
        "1",
        "yes",
    ] == lines[1].split()
    assert "" == lines[4]
    assert ["passed over      why", "zones/notes.txt  no zone: neither its name nor its text says so"] == lines[5:]


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


def test_zone_on_standard_input(command: CommandLine) -> None:
    """How the origin is known is said here, too."""
    (zone,) = command("inventory", "-", "--origin", "example.com", "--format", "json", stdin=SOUND).json["zones"]

    assert ("<stdin>", "--origin", 5) == (zone["path"], zone["origin_from"], zone["total"])
