"""Ten thousand entries of one kind take at most a second of CPU time more than a run without them.

A second is one of the machine that this was measured on: on slower ones it is longer, by what a bare loop takes there.
On a busy machine even CPU time varies: the least of several runs counts, and for what seems to take too long, the
instructions are counted, which nothing disturbs. What was measured is printed. Run by name: make linear.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from growing_inputs import HEAD, KINDS, Input, zone
from measuring import instructions, run, slowness, write

ENTRIES = 10_000
SECONDS = 1.0
WITH_ZONES = {"mapped zones": 1.3, "folders of one origin": 1.5, "declared senders": 1.3}
"""Seconds for entries that bring a zone, a view of one, or a domain that sends along, which all rules judge."""
INSTRUCTIONS_A_SECOND = 9e9
"""What the machine that this was measured on executes of them in a second."""
TRIES = 4


def without_configuration(given: Input) -> Input:
    """Return `given` without its configuration: the same records stand there."""
    return given._replace(files={name: text for name, text in given.files.items() if name != ".zonelint.toml"})


def without_comments(given: Input) -> Input:
    """Return `given` without what is said in comments."""
    files = {name: "\n".join(line.partition(";")[0] for line in text.split("\n")) for name, text in given.files.items()}
    return given._replace(files=files)


def without_anything(given: Input) -> Input:
    """Return one zone."""
    return zone("")._replace(words=given.words)


def without_views(given: Input) -> Input:
    """Return the zones of `given` in one view."""
    texts = [line[line.index("{") + 1 : line.rindex("}")] for line in given.files["named.conf"].split("\n") if line]
    return given._replace(files={"named.conf": "\n".join(texts), "example.zone": HEAD})


def without_disputes(given: Input) -> Input:
    """Return `given` with an origin of its own for each folder."""
    files = {name.replace("example.com", f"z{at}.example"): text for at, (name, text) in enumerate(given.files.items())}
    return given._replace(files=files)


WITHOUT: dict[str, Callable[[Input], Input]] = {
    "ignored findings": without_configuration,
    "ignored findings unused": without_configuration,
    "declared senders": without_configuration,
    "mapped zones": without_anything,
    "comments used": without_comments,
    "comments unused": without_comments,
    "comments unused in json": without_comments,
    "comments of files": without_comments,
    "report addresses of records": without_anything,
    "views with a zone each": without_views,
    "views of one zone": without_anything,
    "folders of one origin": without_disputes,
}
SIZES = {"folders of one origin": 4 * ENTRIES}
"""Where a kind has fewer entries than its size says."""


@pytest.mark.parametrize("kind", WITHOUT)
def test_ten_thousand_entries_take_a_second_at_most(kind: str, tmp_path: Path) -> None:
    """Above a run without them, the printing of what is found included."""
    given = KINDS[kind](SIZES.get(kind, ENTRIES))

    bare_input = WITHOUT[kind](given)
    folder, bare_folder = tmp_path / "with", tmp_path / "without"
    for what, where in ((given, folder), (bare_input, bare_folder)):
        where.mkdir()
        write(what, where)
    cost, bare = run(given, folder), run(bare_input, bare_folder)
    limit = WITH_ZONES.get(kind, SECONDS) * slowness()
    for _ in range(TRIES - 1):
        if cost.seconds - bare.seconds <= limit:
            break
        cost, bare = min(cost, run(given, folder)), min(bare, run(bare_input, bare_folder))
        limit = WITH_ZONES.get(kind, SECONDS) * slowness()

    print(f"{kind}: {cost.seconds:.2f} s, {bare.seconds:.2f} s without them; {cost.printed} octets printed")
    assert {cost.status, bare.status} <= {0, 1}
    if cost.seconds - bare.seconds <= limit:
        return

    counts = [instructions(given, folder), instructions(bare_input, bare_folder)]
    known = [count for count in counts if count is not None]
    assert len(known) == 2, "no valgrind here to count instructions with"
    print(f"{kind}: {known[0] / 1e6:.0f} million instructions, {known[1] / 1e6:.0f} without them")
    assert known[0] - known[1] <= WITH_ZONES.get(kind, SECONDS) * INSTRUCTIONS_A_SECOND
