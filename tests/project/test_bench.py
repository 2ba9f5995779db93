"""The zone sets of the bench: the same for a seed, of the size asked for, and with nothing to find."""

from pathlib import Path

from commandline import CommandLine

from bench.zone_sets import write, zone_set


def test_set_depends_on_its_seed_alone() -> None:
    """The same seed gives the same set, another seed gives another one."""
    assert list(zone_set(5, 300, seed=1)) == list(zone_set(5, 300, seed=1))
    assert list(zone_set(5, 300, seed=1)) != list(zone_set(5, 300, seed=2))


def test_set_has_the_size_asked_for(tmp_path: Path) -> None:
    """The number of records is met but for rounding and what the reverse zones hold themselves."""
    count = write(tmp_path, 10, 2_000, seed=3)

    assert 2_000 * 0.95 <= count <= 2_000 * 1.05


def test_there_is_nothing_to_find(command: CommandLine, tmp_path: Path) -> None:
    """Only the addresses are private ones; zonelint reads as many records as were written."""
    count = write(tmp_path, 10, 2_000, seed=3)

    ran = command("--ignore", "mx-target-not-public", str(tmp_path / "named.conf"))

    assert 0 == ran.status, ran.out
    assert f"({count} records)" in ran.out
