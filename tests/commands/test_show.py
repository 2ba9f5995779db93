"""Tables for people."""

from zonelint.commands.show import table_lines


def test_columns_are_lined_up() -> None:
    """Numbers flush right, and a mark where a cell is empty."""
    assert ["name   n", "a      7", "bbbb  12", "-      1"] == list(
        table_lines(["name", "n"], [["a", "7"], ["bbbb", "12"], ["", "1"]], right=[1])
    )


def test_long_tables_are_not_lined_up() -> None:
    """One long cell would make each of thousands of lines as long."""
    rows = [["a", "7"]] * 5000 + [["b" * 200, "7"]]
    lines = list(table_lines(["name", "n"], rows))

    assert ["name  n", "a  7", "b" * 200 + "  7"] == [lines[0], lines[1], lines[-1]]
