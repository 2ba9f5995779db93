"""Regular expressions that are compiled when they are first used.

To compile one costs from a tenth of a millisecond to a whole one, and a small run, such as a hook's on each commit,
needs few of them.
"""

import re


class _Late:
    """Stands for a compiled pattern, and becomes one when a method of it is asked for."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


TYPE_CHECKING = False
if TYPE_CHECKING:

    def late(pattern: str, flags: int = 0) -> "re.Pattern[str]":
        """Return `pattern` with `flags`, to be compiled when it is first used."""
        return re.compile(pattern, flags)

else:
    late = _Late
