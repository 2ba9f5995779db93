"""Folders that cannot be listed, files that cannot be opened: an error there, and nothing in them is called missing."""

from pathlib import Path

import pytest
from closed import mode, run
from commandline import SOUND, Ran, write

from zonelint.output import FORMATS

REVERSE = "$TTL 1h\n@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n  NS ns1.example.com.\n"
REVERSE_FILE = "zones/reverse/2.3.4.in-addr.arpa.zone"
FILES = {"zones/example.com.zone": SOUND, REVERSE_FILE: REVERSE}
CLOSED = ("syntax-error", "zones/reverse", "the folder cannot be listed: Permission denied")
UNREAD = ("syntax-error", REVERSE_FILE, "the zone file cannot be read: Permission denied")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(FILES)


def found(ran: Ran) -> list[tuple[str, str, str]]:
    """Return rule, path and message of each finding of a JSON report."""
    return [(finding["rule"], finding["path"], finding["message"]) for finding in ran.json["findings"]]


def check(*paths: str) -> tuple[int, list[tuple[str, str, str]]]:
    """Return the exit status, and the findings, of a run on `paths`."""
    ran = run(*paths, "--format", "json")
    return ran.status, found(ran)


def test_closed_folder_is_an_error() -> None:
    """The reverse zone lies in it: without it, nothing is known of the senders' names."""
    with mode("zones/reverse", 0o000):
        assert (1, [CLOSED]) == check("zones")
    assert ["mail-sender-without-ptr"] == [rule for rule, *_ in check("zones")[1] if rule.startswith("mail-")]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_it(form: str) -> None:
    """With its path, and the status of an error."""
    with mode("zones/reverse", 0o000):
        ran = run("zones", "--format", form)

    assert (1, "") == (ran.status, ran.err)
    assert "zones/reverse" in ran.out


def test_closed_folder_that_is_named_is_an_error() -> None:
    """There is no zone then, and it does not look like a folder without any."""
    with mode("zones/reverse", 0o000):
        assert (1, [CLOSED]) == check("zones/reverse")


def test_folder_that_can_be_listed_and_not_entered() -> None:
    """Each file in it is an error, and so is each folder in it."""
    write({"zones/reverse/more/example.org.zone": SOUND})
    with mode("zones/reverse", 0o444):
        deeper = ("syntax-error", "zones/reverse/more", "the folder cannot be listed: Permission denied")
        assert (1, [UNREAD, deeper]) == check("zones")


def test_folder_that_can_be_entered_and_not_listed() -> None:
    """What is named in it is read; that there may be more is an error."""
    write(
        {"zones/named.conf": 'zone "2.3.4.in-addr.arpa" { type primary; file "reverse/2.3.4.in-addr.arpa.zone"; };\n'}
    )
    with mode("zones/reverse", 0o111):
        ran = run("zones", "--format", "json")

    assert CLOSED in found(ran)
    assert 2 == ran.json["summary"]["zones"]


@pytest.mark.parametrize("name", ["zones/.reverse", "zones/excluded", "zones/ignored"])
def test_folder_that_is_left_out_is_not_spoken_of(name: str) -> None:
    """Hidden, excluded by the configuration, or ignored by git."""
    write({f"{name}/a.zone": SOUND, ".zonelint.toml": 'exclude = ["excluded"]\n', "zones/.gitignore": "ignored/\n"})
    Path(REVERSE_FILE).unlink()
    with mode(name, 0o000):
        assert (0, []) == check()


@pytest.mark.parametrize(
    "sources", ["zones", "zones/reverse", "zones/*/*.zone", "zones/**/*.zone", "zones/reverse/*.zone"]
)
def test_sources_of_the_configuration(sources: str) -> None:
    """Whether they name the folder, one above it, or a pattern that leads into it."""
    write({".zonelint.toml": f'sources = ["{sources}"]\n'})
    with mode("zones/reverse", 0o000):
        assert (1, [CLOSED]) == check()


def test_path_below_a_closed_folder_is_not_called_missing() -> None:
    """It cannot be reached, which is another thing."""
    with mode("zones/reverse", 0o000):
        ran = run(REVERSE_FILE)

    assert (2, f"zonelint: error: {REVERSE_FILE}: cannot be reached: Permission denied\n") == (ran.status, ran.err)


# -- what leads into them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("closed", ["zones/reverse", "zones/deep"])
def test_zone_file_of_an_index_is_not_called_missing(closed: str) -> None:
    """Nor is what it includes; the folder is told of once."""
    conf = (
        'zone "example.com" { type primary; file "example.com.zone"; };\n'
        'zone "2.3.4.in-addr.arpa" { type primary; file "reverse/2.3.4.in-addr.arpa.zone"; };\n'
        'zone "3.3.4.in-addr.arpa" { type primary; file "deep/down/3.3.4.in-addr.arpa.zone"; };\n'
        'include "reverse/more.conf";\n'
    )
    write({"zones/named.conf": conf, "zones/deep/down/3.3.4.in-addr.arpa.zone": REVERSE, "zones/reverse/more.conf": ""})
    with mode(closed, 0o000):
        status, findings = check("zones/named.conf")

    assert 1 == status
    assert [("syntax-error", closed)] == [each[:2] for each in findings if not each[0].endswith("-without-ptr")]


def test_zone_file_of_an_index_in_a_folder_that_cannot_be_entered() -> None:
    """It is seen, and cannot be read."""
    write(
        {"zones/named.conf": 'zone "2.3.4.in-addr.arpa" { type primary; file "reverse/2.3.4.in-addr.arpa.zone"; };\n'}
    )
    with mode("zones/reverse", 0o444):
        assert (1, [UNREAD]) == check("zones/named.conf")


def test_included_file_is_not_called_missing() -> None:
    """The directive is an error, for the zone is not whole."""
    write(
        {"zones/example.com.zone": f"{SOUND}$INCLUDE reverse/hosts.inc\n", "zones/reverse/hosts.inc": "a A 4.3.2.9\n"}
    )
    with mode("zones/reverse", 0o000):
        (_, _, message), closed = check("zones")[1]

    assert "cannot include reverse/hosts.inc: it lies in a folder that cannot be entered" == message
    assert closed == CLOSED


OCTODNS = """\
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./config
    {options}
  out:
    class: octodns.provider.yaml.YamlProvider
    directory: ./out
zones:
  {zone}:
    sources: [config]
    targets: [out]
"""
YAML = "mail:\n  type: A\n  value: 4.3.2.1\n"


@pytest.mark.parametrize(
    ("zone", "options", "file", "closed"),
    [
        ("example.com.", "default_ttl: 300", "example.com.yaml", "dns/config"),
        ("'*'", "default_ttl: 300", "example.com.yaml", "dns/config"),
        ("example.com.", "split_extension: .", "example.com./mail.yaml", "dns/config/example.com."),
        ("example.com.", "split_extension: .", "example.com./mail.yaml", "dns/config"),
        ("example.com.", "shared_filename: all.yaml", "all.yaml", "dns/config"),
        ("example.com.", "default_ttl: 300", "example.com.yaml", "dns"),
    ],
)
def test_folders_of_octodns(zone: str, options: str, file: str, closed: str) -> None:
    """No zone and no file of a provider is missing because its folder cannot be listed."""
    write({"octo.yaml": OCTODNS.format(zone=zone, options=options).replace("./", "./dns/"), f"dns/config/{file}": YAML})
    write({"dns/out/example.com.yaml": YAML})
    with mode(closed, 0o000):
        findings = check("octo.yaml")[1]

    assert [("syntax-error", closed)] == [each[:2] for each in findings]


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [REVERSE_FILE, "zones/reverse/hosts", "zones/list.yaml", "zones/more.conf"])
def test_file_that_cannot_be_opened_is_an_error(name: str) -> None:
    """Also where its name does not say it whether it is a zone: nobody knows what it says."""
    write({name: "unreadable: yes\n"})
    with mode(name, 0o000):
        status, findings = check("zones")

    assert 1 == status
    words = "the zone file" if name.endswith(".zone") else "the file"
    assert ("syntax-error", name, f"{words} cannot be read: Permission denied") in findings


@pytest.mark.parametrize(
    "name", ["zones/rndc.key", "zones/Kexample.com.+013+1.private", "zones/notes.md", "zones/.hidden"]
)
def test_file_that_is_no_zone_may_be_closed(name: str) -> None:
    """Keys are, on purpose."""
    write({name: "secret\n"})
    Path(REVERSE_FILE).unlink()
    with mode(name, 0o000):
        assert (0, []) == check("zones")
