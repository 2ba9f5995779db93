"""Which names say that a file is an old copy."""

from hypothesis import given
from hypothesis import strategies as st

from zonelint.files import walk
from zonelint.files.walk import old_name

PARTS = st.sampled_from(
    (
        "db", ".", "example", "zone", "bak", "ori", "original", "old", "sa", "save", "rpmsave", "rpmnew", "dpkg-dist",
        "backup", "copy", "swp", "tmp", "wrong", "disabled", "-", "_", "2024", "12", "31", "7", "pre", "before", "~",
        "(", ")", " ", "named", "conf", "hosts", "#", "COPY", "\n",
    )
)  # fmt: skip


@given(st.lists(PARTS, max_size=8).map("".join))
def test_what_is_told_at_a_glance_is_what_the_whole_expression_says(name):
    """Most names are seen to be none without the expression being compiled, and none is missed by that."""
    assert old_name(name) == bool(walk._OLD_NAME.search(name.lower()))
