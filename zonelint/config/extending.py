"""What two configurations say together, of which one extends the other."""

from zonelint.config.keys import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def merged(table: Table, base: "dict[str, Any]", own: "dict[str, Any]") -> "dict[str, Any]":
    """Return the values of `own` over those of `base`, both of `table`.

    Of tables the keys are put together, one by one, and lists of tables are put one behind the other. Of all else, such
    as a list of texts, `own` takes the place of `base`.
    """
    result = {**base, **own}
    for name in base.keys() & own.keys():
        kind, first, second = table.keys[name].kind, base[name], own[name]
        if isinstance(kind, Table):
            result[name] = first + second if kind.many else merged(kind, first, second)
        elif isinstance(second, dict):
            result[name] = _put_together(first, second)
    return result


def _put_together(base: "dict[str, Any]", own: "dict[str, Any]") -> "dict[str, Any]":
    both = base.keys() & own.keys()
    inner = {name: {**base[name], **own[name]} for name in both if isinstance(own[name], dict)}
    return {**base, **own, **inner}


def said_by_both(
    base: "dict[tuple[str | int, ...], Any]", own: "dict[tuple[str | int, ...], Any]"
) -> "dict[tuple[str | int, ...], Any]":
    """Return what both say, by the path of the key; lists of tables of `own` are counted on after those of `base`."""
    counts: dict[tuple[str | int, ...], int] = {}
    for key in base:
        if isinstance(key[-1], int):
            counts[key[:-1]] = max(counts.get(key[:-1], 0), key[-1] + 1)
    result = dict(base)
    for key, said in own.items():
        at = next((at for at, part in enumerate(key) if isinstance(part, int)), None)
        if at is not None:
            number = key[at]
            assert isinstance(number, int)
            key = (*key[:at], number + counts.get(key[:at], 0), *key[at + 1 :])
        result[key] = said
    return result
