"""$INCLUDE: which file is meant, what stays behind, and what is never opened."""

import os
from pathlib import Path

import pytest
from reading import all_records, marked, problems, read, read_file, records, write

from zonelint.dns.zone import Zone
from zonelint.readers import includes
from zonelint.readers.includes import IncludeError, Includes
from zonelint.readers.master import masterfile

HEAD = "$TTL 300\n"


def included(folder: Path, text: str, **files: str) -> Zone:
    """Return the zone of `text` in the file "zone" of `folder`, beside `files` (name -> text; "__" stands for "/")."""
    write(folder, {"zone": HEAD + text, **{name.replace("__", "/"): content for name, content in files.items()}})
    return read_file(folder / "zone", folder)


def test_the_origin_is_given_and_restored(tmp_path: Path) -> None:
    """The origin of the directive, and any $ORIGIN in the file, hold in the file alone."""
    zone = included(tmp_path, "$INCLUDE x sub\nb A 192.0.2.2\n", x="a A 192.0.2.1\n$ORIGIN deep\na A 192.0.2.1\n")

    assert ["a.sub", "a.deep.sub", "b"] == [
        line.partition(".example")[0] for line in sorted(records(zone), key=_line_of)
    ]
    assert [] == zone.problems


def _line_of(text: str) -> int:
    return ("a.sub", "a.deep", "b.exa").index(text[:5] if text[:6] != "a.deep" else "a.deep")


def test_the_owner_is_restored(tmp_path: Path) -> None:
    """A blank owner after the directive is the one before it."""
    zone = included(tmp_path, "a A 192.0.2.1\n$INCLUDE x\n AAAA ::1\n", x="b A 192.0.2.2\n")

    assert "a.example.com. 300 AAAA ::1" in records(zone)


def test_the_owner_goes_in(tmp_path: Path) -> None:
    """A blank owner at the start of the file is the one before the directive."""
    assert "a.example.com. 300 AAAA ::1" in records(included(tmp_path, "a A 192.0.2.1\n$INCLUDE x\n", x=" AAAA ::1\n"))


def test_ttls_leak_out(tmp_path: Path) -> None:
    """$TTL in the file holds after it, too, as in BIND."""
    zone = included(tmp_path, "$INCLUDE x\nb A 192.0.2.2\n", x="$TTL 9\na A 192.0.2.1\n")

    assert ["b.example.com. 9 A 192.0.2.2", "a.example.com. 9 A 192.0.2.1"] == sorted(records(zone), reverse=True)


def test_records_stand_in_their_file(tmp_path: Path) -> None:
    """Path and line are those of the included file."""
    zone = included(tmp_path, "$INCLUDE d/x\n", d__x="\na A 192.0.2.1\nb A bad\n")

    assert [("d/x", 2)] == [(record.source.path, record.line) for record in all_records(zone)]
    assert ["d/x:3:5 syntax-error"] == problems(zone)


@pytest.mark.parametrize("word", ["d/x", '"d/x"', "./d/x", "d/../d/x", "d/x ; comment", "( d/x\n)", "d/x @"])
def test_spellings_of_the_file(word: str, tmp_path: Path) -> None:
    """Quotes, comments and parentheses do not belong to the name."""
    assert ["a.example.com. 300 A 192.0.2.1"] == records(
        included(tmp_path, f"$INCLUDE {word}\n", d__x="a A 192.0.2.1\n")
    )


def test_files_beside_the_including_one_are_found(tmp_path: Path) -> None:
    """Relative names are looked for in its folder, then at the root."""
    zone = included(
        tmp_path,
        "$INCLUDE d/x\n",
        d__x="$INCLUDE y\n$INCLUDE z\n",
        d__y="a A 192.0.2.1\n",
        y="b A 192.0.2.2\n",
        z="c A 192.0.2.3\n",
    )

    assert ["a", "c"] == [record.owner[0] for record in all_records(zone)]


def test_the_folders_of_a_server_come_first(tmp_path: Path) -> None:
    """A server's `directory` is where it looks."""
    write(tmp_path, {"zone": HEAD + "$INCLUDE x\n", "x": "a A 192.0.2.1\n", "etc/x": "b A 192.0.2.2\n"})
    zone = read_file(
        tmp_path / "zone", tmp_path, includes=Includes(str(tmp_path.resolve()), [str(tmp_path.resolve() / "etc")])
    )

    assert ["b.example.com. 300 A 192.0.2.2"] == records(zone)


def test_absolute_paths_of_a_server_are_found_by_their_end(tmp_path: Path) -> None:
    """The repository holds what lies elsewhere on the server."""
    zone = included(tmp_path, "$INCLUDE /etc/bind/nowhere/d/x\n", d__x="a A 192.0.2.1\n")

    assert ["a.example.com. 300 A 192.0.2.1"] == records(zone)


def test_missing_files_are_reported_at_their_name(tmp_path: Path) -> None:
    """The zone may lack records then, and reading goes on."""
    zone = included(tmp_path, "$INCLUDE x sub\na A 192.0.2.1\n")

    assert ["2:10 include-not-found"] == problems(zone)
    assert "x" == marked(zone.problems[0])
    assert "cannot include x: there is no such file" == zone.problems[0].message
    assert ["a.example.com. 300 A 192.0.2.1"] == records(zone)
    assert not zone.complete


def test_missing_folders_are_one_cause(tmp_path: Path) -> None:
    """Two files of one missing folder give the same message."""
    zone = included(tmp_path, "$INCLUDE d/x\n$INCLUDE d/y\n")

    assert ["cannot include files of d: there is no folder d"] * 2 == [problem.message for problem in zone.problems]


@pytest.mark.parametrize("name", ["d", ".", "a\\000b", '""', "x" * 5000, "\x00", "d/" * 3000, "~", "*"])
def test_what_is_no_file(name: str, tmp_path: Path) -> None:
    """Folders, and names that no file can have, are not found."""
    zone = included(tmp_path, f"$INCLUDE {name}\n", d__x="")

    assert ["2:10 include-not-found"] == problems(zone)


@pytest.mark.parametrize(
    ("line", "column"), [("$INCLUDE", 1), ("$INCLUDE x a b", 14), ("$INCLUDE x a..b", 12), ('$INCLUDE x "a"', 12)]
)
def test_bad_directives(line: str, column: int, tmp_path: Path) -> None:
    """A file, and at most one origin."""
    assert [f"2:{column} syntax-error"] == problems(included(tmp_path, line + "\n", x="a A 192.0.2.1\n"))


def test_a_file_does_not_include_itself(tmp_path: Path) -> None:
    """Neither directly nor through another; the rest is read."""
    zone = included(tmp_path, "$INCLUDE zone\n$INCLUDE x\n", x="$INCLUDE y\n", y="a A 192.0.2.1\n$INCLUDE x\n")

    assert ["2:10 include-not-found", "y:2:10 include-not-found"] == problems(zone)
    assert ["the file includes itself"] * 2 == [problem.message.partition(": ")[2] for problem in zone.problems]
    assert ["a.example.com. 300 A 192.0.2.1"] == records(zone)


def test_a_file_may_be_included_twice(tmp_path: Path) -> None:
    """One after the other, under different origins."""
    zone = included(tmp_path, "$INCLUDE x a\n$INCLUDE x b\n", x="h A 192.0.2.1\n")

    assert ["h.a.example.com.", "h.b.example.com."] == [record.owner for record in all_records(zone)]


def test_nothing_above_the_root_is_read(tmp_path: Path) -> None:
    """However the path leads there."""
    secret = tmp_path / "secret"
    write(tmp_path, {"secret": "a A 192.0.2.1\n"})
    root = tmp_path / "root"
    for name in ("../secret", "d/../../secret", str(secret), f"/{secret}", "../root/../secret"):
        zone = included(root, f"$INCLUDE {name}\n")
        assert ["2:10 include-not-found"] == problems(zone)
        assert {} == zone.types


def test_symlinks_do_not_lead_out(tmp_path: Path) -> None:
    """What counts is where the file really is; the message says that it was refused."""
    write(tmp_path, {"secret/x": "a A 192.0.2.1\n", "root/zone": ""})
    root = tmp_path / "root"
    os.symlink(tmp_path / "secret" / "x", root / "x")
    os.symlink(tmp_path / "secret", root / "d")
    zone = included(root, "$INCLUDE x\n$INCLUDE d/x\n")

    assert {} == zone.types
    refusal = "it lies outside the root of the zone files, where zonelint reads nothing"
    assert [f"cannot include x: {refusal}", f"cannot include d/x: {refusal}"] == [
        each.message for each in zone.problems
    ]


def test_symlinks_inside_the_root_are_followed(tmp_path: Path) -> None:
    """And a loop through them is seen."""
    write(tmp_path, {"real": "a A 192.0.2.1\n$INCLUDE link\n"})
    os.symlink("real", tmp_path / "link")
    zone = included(tmp_path, "$INCLUDE link\n")

    assert ["a.example.com. 300 A 192.0.2.1"] == records(zone)
    assert ["real:2:10 include-not-found"] == problems(zone)


def test_a_root_is_no_prefix_of_letters(tmp_path: Path) -> None:
    """A folder beside the root whose name begins with the root's is outside."""
    write(tmp_path, {"rootless/x": "a A 192.0.2.1\n"})

    assert ["2:10 include-not-found"] == problems(included(tmp_path / "root", "$INCLUDE ../rootless/x\n"))


def test_allowed_places_are_read(tmp_path: Path) -> None:
    """The trusted side may name files and folders outside the root."""
    write(tmp_path, {"shared/x": "a A 192.0.2.1\n", "root/zone": HEAD + "$INCLUDE ../shared/x\n"})
    found = Includes(str((tmp_path / "root").resolve()), allowed=[str((tmp_path / "shared").resolve())])
    zone = read_file(tmp_path / "root" / "zone", tmp_path / "root", includes=found)

    assert ["a.example.com. 300 A 192.0.2.1"] == records(zone)


def test_the_file_system_may_be_the_root(tmp_path: Path) -> None:
    """Everything lies below it."""
    assert Includes("/").bounds.hold(str(tmp_path))


def test_devices_are_no_files(tmp_path: Path) -> None:
    """A pipe would hang the run."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(IncludeError, match="there is no such file"):
        Includes(str(tmp_path.resolve())).find("pipe", None)


def test_an_unreadable_file_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is the system's."""

    def refuse(real_path: str, *_: object) -> None:
        raise PermissionError(13, "Permission denied", real_path)

    write(tmp_path, {"zone": HEAD + "$INCLUDE x\n", "x": ""})
    original = masterfile.open_source
    monkeypatch.setattr("reading.open_source", original)
    monkeypatch.setattr(masterfile, "open_source", refuse)
    zone = read_file(tmp_path / "zone", tmp_path)

    assert ["cannot include x: Permission denied"] == [problem.message for problem in zone.problems]


def test_standard_input_includes_nothing_by_default() -> None:
    """Without a root there is nothing to look in."""
    zone = read(HEAD + "$INCLUDE x\na A 192.0.2.1\n")

    assert ["2:10 include-not-found"] == problems(zone)
    assert {"A": 1} == zone.count()


def test_depth_is_bounded(tmp_path: Path) -> None:
    """A chain of files ends with a finding."""
    depth = includes.MAX_DEPTH + 5
    files = {f"f{number}": f"$INCLUDE f{number + 1}\n" for number in range(depth)}
    zone = included(tmp_path, "$INCLUDE f0\n", **files)

    assert [f"f{includes.MAX_DEPTH - 1}:1:10 limit-exceeded"] == problems(zone)


def test_a_bomb_of_includes_ends_quickly(tmp_path: Path) -> None:
    """Files that include each other a hundred times each: ten thousand million records, if nobody stopped them."""
    files = {f"f{number}": f"$INCLUDE f{number + 1}\n" * 100 for number in range(5)}
    zone = included(tmp_path, "$INCLUDE f0\n", **files, f5="a A 192.0.2.1\n" * 100)

    assert ["limit-exceeded"] == [problem.rule for problem in zone.problems]
    assert not zone.complete


def test_the_files_of_a_zone_are_bounded_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file that is included often is read as often as a large zone file might be large."""
    monkeypatch.setattr(masterfile, "MAX_FILE_OCTETS", 100)
    text = "$INCLUDE x a\n$INCLUDE x b\n$INCLUDE x c\nd A 192.0.2.1\n"
    zone = included(tmp_path, text, x="h A 192.0.2.1\n" * 2)

    assert ["x:1:1 limit-exceeded"] == problems(zone)
    assert ["h.a", "d.e"] == [record.owner[:3] for record in all_records(zone)]
    assert not zone.complete


def test_an_encrypted_file_leaves_the_zone_incomplete(tmp_path: Path) -> None:
    """It is there, and what it holds is not known: that is no fault."""
    write(tmp_path, {"zone": HEAD + "$INCLUDE x\na A 192.0.2.1\n"})
    (tmp_path / "x").write_bytes(b"\0GITCRYPT\0\x11\x22")
    zone = read_file(tmp_path / "zone", tmp_path)

    assert ([], 1, True) == (zone.problems, zone.size(), "is encrypted (git-crypt)" in str(zone.incomplete_because))


@pytest.mark.parametrize("name", ["Kexample.com.+013+12345.key", "keys/K*.key", "example.com.ksk.key"])
def test_keys_may_stay_on_the_server(tmp_path: Path, name: str) -> None:
    """A signer keeps its keys on the server: which DNSKEY records the apex has is not known, and all else is."""
    zone = included(tmp_path, f"a A 192.0.2.1\n$INCLUDE {name}\n")

    assert ([], []) == (zone.problems, zone.incomplete_because)
    assert not zone.is_whole("example.com.", "DNSKEY")


def test_file_that_is_not_there_may_give_the_first_ttl(tmp_path: Path) -> None:
    """What stands behind it is not called a record without TTL."""
    write(tmp_path, {"zone": "$INCLUDE gone\na A 192.0.2.1\n"})
    zone = read_file(tmp_path / "zone", tmp_path)

    assert ["1:10 include-not-found"] == problems(zone)
    assert ["a.example.com."] == [record.owner for record in all_records(zone)]


def test_the_first_folder_may_be_that_of_the_checkout(tmp_path: Path) -> None:
    """On the server the repository is called `dns`, and names begin above it; a folder that is here counts."""
    assert ["a.example.com. 300 A 192.0.2.1"] == records(included(tmp_path, "$INCLUDE dns/x\n", x="a A 192.0.2.1\n"))
    (tmp_path / "dns").mkdir()
    assert ["include-not-found"] == [
        problem.rule for problem in included(tmp_path, "$INCLUDE dns/x\n", x="a A 192.0.2.1\n").problems
    ]
