"""Files that an index names and that are not there: those that are nearly called so."""

from hypothesis import given
from hypothesis import strategies as st

from zonelint.discovery.absent_files import NearNames, is_near
from zonelint.files.source import FILE

NAMES = st.text("ab1._-", min_size=1, max_size=9)


@given(st.lists(NAMES, unique=True, max_size=30), NAMES, st.data())
def test_names_are_found_as_if_each_was_compared(names: list[str], wanted: str, data: st.DataObject) -> None:
    """Wherever the slip is: a letter more, less or other, two that changed places, another ending."""
    at = data.draw(st.integers(0, len(wanted)))
    slips = {wanted[:at] + wanted[at + 1 :], wanted[:at] + "b" + wanted[at:], wanted[:at] + "b" + wanted[at + 1 :]}
    swapped = wanted[:at] + wanted[at : at + 2][::-1] + wanted[at + 2 :]
    folder = {name for name in (*names, *slips, swapped, f"{wanted}.zone") if name}

    expected = [name for name in folder if name != wanted and is_near(name, wanted, digits=True)]
    assert sorted(expected) == NearNames(dict.fromkeys(folder, FILE)).near(wanted)
