"""What a rule may import."""

import ast
import inspect
import subprocess
import sys

from zonelint.lint import api


def test_every_name_is_there():
    """Each name that the API lists can be imported, and none is listed twice."""
    assert [] == [name for name in api.__all__ if not hasattr(api, name)]
    assert sorted(set(api.__all__)) == sorted(api.__all__)


def test_late_names_are_those_that_type_checkers_see():
    """What is imported late is the same object, from the same module, that a type checker takes it for."""
    imports = [
        (alias.asname or alias.name, (node.module, alias.name))
        for block in ast.parse(inspect.getsource(api)).body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert dict(imports) == api._LATE


def test_an_unknown_name_is_none():
    """A name that the API has not is an ImportError that says so."""
    program = "from zonelint.lint.api import no_such_name"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "cannot import name 'no_such_name'" in done.stderr


def test_spf_is_imported_late():
    """To import the API is not to import the evaluation of SPF, the keys of DKIM, or the files of MTA-STS."""
    program = "import sys; import zonelint.lint.api; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert [] == [module for module, _ in api._LATE.values() if module in loaded]
