"""Modules that are imported when they are needed, by a name that is not known before."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def module_at(path: str) -> "ModuleType":
    """Import the module at the absolute import `path` and return it, as `importlib.import_module` does.

    That one costs a run as much as four modules of ours to import: with it comes `warnings`.
    """
    __import__(path)
    return sys.modules[path]
