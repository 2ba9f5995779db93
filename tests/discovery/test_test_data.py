"""Folders of programs: their test data, and what others wrote, hold no zones of the user's."""

from pathlib import Path

import pytest

from zonelint.config.settings import Settings
from zonelint.discovery.search import NothingToLint, discover
from zonelint.files.zone_files import Discovery

pytestmark = pytest.mark.usefixtures("folder")

ZONE = "$TTL 3600\n@ SOA ns.example.net. hostmaster.example.net. 1 2 3 4 5\n@ NS ns.example.net.\n"

BROKEN = "@ IN SOA bad\nx A 1.2.3\n"
DATA = "test data of a program, by its folder {}/: name the folder to have it checked"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = ZONE) -> None:
    """Write a file, making its folders."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def find(*paths: str) -> Discovery:
    """Run discovery."""
    return discover(paths, Settings())


def zones(*paths: str) -> dict[str, str]:
    """Return path -> origin of the zones that are found."""
    return {zone.path: zone.origin for zone in find(*paths).zones}


def why(found: Discovery) -> dict[str, str]:
    """Return path -> reason of what is passed over."""
    return dict(found.ignored)


@pytest.mark.parametrize("manifest", ["setup.py", "go.mod", "Cargo.toml", "package.json", "x.gemspec", "configure.ac"])
@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("testdata", ""),
        ("plugin/file/testdata", ""),
        ("fixtures", ""),
        ("test-data", ""),
        ("tests", "tests/test_zone.py"),
        ("tests", "tests/unit/deep/x_test.go"),
        ("Test", "Test/a.rb"),
        ("spec", "spec/zone_spec.rb"),
        ("t", "t/01-zone.t"),
        ("src/test", "src/test/java/A.java"),
        ("unit_tests", "unit_tests/a.c"),
    ],
)
def test_test_data_of_a_program_is_passed_over(place: str, code: str, manifest: str) -> None:
    """It may be broken on purpose; the rest of the repository is read."""
    write("zones/example.com.zone")
    write(manifest, "")
    write(f"{place}/bad/example.org.zone", BROKEN)
    write(f"{place}/named.conf", 'zone "x" { type bogus; };')
    if code:
        write(code, "")
    found = find()

    assert (["example.com."], []) == ([zone.origin for zone in found.zones], found.problems)
    reason = DATA.format(place.rpartition("/")[2])
    assert reason == why(found)[f"{place}/bad/example.org.zone"] == why(found)[f"{place}/named.conf"]


@pytest.mark.parametrize(
    ("place", "others"),
    [
        ("tests", []),
        ("tests", ["tests/test.py"]),
        ("tests", ["package.json", "tests/run.sh"]),
        ("tests", ["package.json", "main.py"]),
        ("testdata", []),
        ("testdata", ["other/go.mod"]),
        ("contest", ["go.mod", "contest/x.go"]),
        ("testing-example.com", ["go.mod", "testing-example.com/x.go"]),
        ("tests.example", ["go.mod", "tests.example/x.go"]),
        ("zones", ["go.mod", "zones/x.go"]),
    ],
)
def test_zones_of_no_program_are_read(place: str, others: list[str]) -> None:
    """An environment may be called test, and nothing there is a program, or none has the folder."""
    write(f"{place}/example.com.zone")
    for path in others:
        write(path, "")

    assert {f"{place}/example.com.zone": "example.com."} == zones()


def test_test_data_that_is_named_is_read() -> None:
    """Be it a folder, one below it, or a file."""
    write("go.mod", "")
    write("testdata/a/example.com.zone")
    expected = {"testdata/a/example.com.zone": "example.com."}

    for path in ("testdata", "testdata/a", "testdata/a/example.com.zone"):
        assert expected == zones(path)


def test_test_data_that_an_index_names_is_read() -> None:
    """A server loads it."""
    write("go.mod", "")
    write("testdata/db.x")
    write("named.conf", 'zone "example.com" { type primary; file "testdata/db.x"; };')

    assert {"testdata/db.x": "example.com."} == zones()


def test_where_there_is_nothing_but_test_data() -> None:
    """It is said, once, so that nobody takes it for checked."""
    write("go.mod", "")
    for name in "abc":
        write(f"testdata/{name}")
    write("testdata/x.json", "{}")

    with pytest.raises(NothingToLint) as error:
        find()
    assert f"testdata/a: {DATA.format('testdata')}" in str(error.value)
    assert 1 == str(error.value).count("by its folder")


@pytest.mark.parametrize(
    ("place", "others"),
    [("node_modules/x", []), ("a/site-packages", []), ("vendor/github.com/miekg/dns", ["go.mod"])],
)
def test_what_others_wrote_is_passed_over(place: str, others: list[str]) -> None:
    """It lies in a folder that a tool fills."""
    write("example.com.zone")
    write(f"{place}/example.org.zone", BROKEN)
    for path in others:
        write(path, "")

    name = next(part for part in place.split("/") if part != "a")
    found = find()
    assert f"a program of others, by its folder {name}/" == why(found)[f"{place}/example.org.zone"]
    assert ["example.com."] == [zone.origin for zone in found.zones]


def test_vendor_may_be_a_folder_of_zones() -> None:
    """No tool fills it where no program is."""
    write("vendor/example.com.zone")

    assert {"vendor/example.com.zone": "example.com."} == zones()


@pytest.mark.parametrize(
    ("beside", "is_read"), [("commands/zone_test.go", False), ("go/zone_test.go", True), ("commands/README", True)]
)
def test_test_data_beside_programs(beside: str, is_read: bool) -> None:
    """No file tells the tools of the language what the repository is."""
    write("zones/example.com.zone")
    write("commands/test_data/example.org.zone")
    write(beside, "")

    assert is_read == ("commands/test_data/example.org.zone" in zones())
