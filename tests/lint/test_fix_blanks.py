"""How what comes with a fix is written: blanks that lead to a column."""

from hypothesis import given
from hypothesis import strategies as st

from zonelint.lint.fixes.text import blanks, column_after


@given(st.text("ab\t ", max_size=20), st.integers(0, 40), st.text(" \t", min_size=1, max_size=4))
def test_blanks_lead_to_a_column(before: str, more: int, like: str) -> None:
    """To it or, where that is too far left, past it by as little as the kind of blanks allows."""
    start = column_after(before)
    filled = blanks(like, start, start + more)
    reached = column_after(filled, start)

    assert filled
    assert set(filled) <= {" ", "\t"}
    assert reached >= start + min(more, 1)
    assert reached == start + more or reached - (start + more) < 8 or more == 0
    assert "\t" in like or "\t" not in filled
