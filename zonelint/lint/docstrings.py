"""The docstring of a module, also where the interpreter was told to drop it."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def docstring_of(module: "ModuleType") -> str:
    """Return the docstring of `module`; empty if it has none. What ``python -OO`` drops is read from the file."""
    return module.__doc__ or _in_file(module)


def _in_file(module: "ModuleType") -> str:
    import ast
    import inspect

    try:
        return ast.get_docstring(ast.parse(inspect.getsource(module)), clean=False) or ""
    except (OSError, TypeError, SyntaxError):
        return ""  # a module without a file of source text
