"""The options that compare two states of a repository, and the states that they mean."""

import os

from zonelint.commands import UsageError
from zonelint.commands.options import Option
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from zonelint.commands.options import Arguments
    from zonelint.files.git_files import GitFiles

    T = TypeVar("T")


def options() -> list[Option]:
    """Return the options about the two states."""
    change = "change"
    return [
        Option(
            "--base",
            "REV",
            "report only what the change since the revision REV brings; auto: since the branch that a pull request or "
            "a merge request is for, else since the last commit",
            group=change,
        ),
        Option("--staged", help="check what is staged for the next commit, not the files as they are", group=change),
        Option("--head", "REV", "check the files of the revision REV, not those in the work tree", group=change),
        Option(
            "--trust-base-config",
            help="with --base: use its configuration, so that a change cannot silence itself",
            group=change,
        ),
    ]


class States:
    """The states of the files that a run looks at.

    now   the one that is checked
    name  what the user calls the one that it is compared with; empty: none is known yet
    """

    def __init__(self, arguments: "Arguments", start: str) -> None:
        self._start = start
        self._found: str | None = None
        self.name: str = getattr(arguments, "base", None) or ""
        self.trusts_base = bool(getattr(arguments, "trust_base_config", False))
        staged, head = getattr(arguments, "staged", False), getattr(arguments, "head", None)
        if staged and head is not None:
            raise UsageError("use either --staged or --head, not both")
        if self.trusts_base and not self.name:
            raise UsageError("--trust-base-config needs --base on the command line: the configuration comes from there")
        self.now = self._state(head, staged)
        self._base: GitFiles | None = None

    def _state(self, head: str | None, staged: bool) -> Source:
        if not (staged or head is not None or _is_bare(self._start)):
            return DISK
        from zonelint.files.git_base import state_files

        repository = self.repository("--staged" if staged else "--head")
        return _told(lambda: state_files(repository, head, staged)) or DISK

    def repository(self, option: str) -> str:
        """Return the path of the repository; raises UsageError if there is none: the `option` needs one."""
        if self._found is None:
            from zonelint.files.git_base import find_repository

            self._found = find_repository(self._start)
        if self._found is None:
            raise UsageError(f"{option} needs a git repository, and {os.path.abspath(self._start)} lies in none")
        return self._found

    @property
    def base(self) -> "GitFiles":
        """The files of the state that it is compared with. Raises UsageError if they cannot be had."""
        if self._base is None:
            from zonelint.files.git_base import base_files

            repository = self.repository("--base")
            self._base = _told(lambda: base_files(repository, self.name))
        return self._base


def _is_bare(start: str) -> bool:
    """Tell whether `start` is a bare repository, or lies in one; nearly always one look tells that it does not."""
    if not os.path.isfile(os.path.join(start, "HEAD")):
        return False
    from zonelint.files.git_base import is_bare

    return is_bare(os.path.realpath(start))


def start_of(paths: "Sequence[str]", stdin: str) -> str:
    """Return the path at which the repository is looked for: the first of `paths`, else the current folder."""
    first = next((path for path in paths if path != stdin), ".")
    while first and not os.path.lexists(first):
        first = os.path.dirname(first)
    return first or "."


def _told(make: "Callable[[], T]") -> "T":
    """Return what `make` returns; raises UsageError for what it says of revisions."""
    from zonelint.files.git_files import RevisionError

    try:
        return make()
    except RevisionError as error:
        raise UsageError(str(error)) from None
