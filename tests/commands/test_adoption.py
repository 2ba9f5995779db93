"""A new user's path: an old repository with 400 findings, and a green gate that catches the next mistake."""

from pathlib import Path

from commandline import CommandLine, write
from repositories import commit, git, new_repository

ZONES = 40
HEAD = """\
$TTL 1h
@    SOA  ns1 hostmaster 1 8h 2h 4w 1h
     NS   ns1
     MX   10 mail
     TXT  "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=none"
ns1  A    4.3.2.1
mail A    4.3.2.2
"""


def old_repository() -> None:
    """Write forty zones with ten findings each, and an old copy of one."""
    mistakes = "".join(f"www{number} CNAME gone{number}\n" for number in range(8)) + "x MX 10 lost\ny FOO bar\n"
    write({f"zones/z{number}.bakery.net.zone": HEAD + mistakes for number in range(ZONES)})
    write({"archive/2009/z900.bakery.net.zone": HEAD + mistakes})


def findings(command: CommandLine) -> int:
    """Return how many findings a run has, each for itself."""
    return sum(finding["count"] for finding in command("-f", "json", ".").json["findings"])


def test_old_repository_becomes_a_green_gate(command: CommandLine) -> None:
    """The steps of docs/adopt.md, one by one."""
    new_repository(Path("repository"))
    command.patch.chdir("repository")
    old_repository()
    commit(Path.cwd(), {})
    assert 10 * (ZONES + 1) == findings(command)

    assert 0 == command("init").status
    assert '"/archive/"' in Path("zonelint.toml").read_text()
    assert 10 * ZONES == findings(command)
    command("fix")
    assert 10 * ZONES == findings(command), "these are mistakes that no fix can know the right side of"

    assert 0 == command("--write-baseline", "zonelint.baseline").status
    config = Path("zonelint.toml")
    config.write_text(config.read_text().replace('# baseline = "zonelint.baseline"', 'baseline = "zonelint.baseline"'))
    assert 0 == command().status
    commit(Path.cwd(), {})

    zone = Path("zones/z7.bakery.net.zone")
    sound = zone.read_text()
    zone.write_text(sound + "shop CNAME sohp\n")
    ran = command("-f", "json")
    assert (1, ["shop.z7.bakery.net."]) == (ran.status, [each["owner"] for each in ran.json["findings"]])

    zone.write_text(sound.replace("x MX 10 lost\n", ""))
    assert ["stale-baseline-entry"] == [each["rule"] for each in command("-f", "json").json["findings"]]
    assert 0 == command("--prune-baseline").status
    assert 0 == command().status
    assert "1 deletion" in git(Path.cwd(), "diff", "--shortstat", "zonelint.baseline")
