"""Prints the index of a package of rules: what zonelint would else look for in each module, whenever it starts.

``python -m zonelint.lint.rule_index zonelint_rules`` prints the module ``_index`` of the package `zonelint_rules`. A
rule that is not in it is found all the same. Where a rule has changed, the index is to be made anew: let a test
compare.
"""

import os
import sys
from importlib import import_module

from zonelint.lint.registry import names_in
from zonelint.lint.rule import Rule

_HEAD = '''"""What the rules of this package say of themselves, so that none is opened to know it.

Made by `python -m zonelint.lint.rule_index {package}`: theme and module -> whether the rule runs unless asked
otherwise, and what a view must hold for it to find anything.
"""

RULES = {{
'''


def text_of(package: str) -> str:
    """Return the text of the module ``_index`` of the import package `package`, all of whose rules are imported."""
    lines = [_HEAD.format(package=package)]
    for folder in import_module(package).__path__:
        for theme in names_in(folder, directories=True):
            for name in names_in(os.path.join(folder, theme), directories=False):
                rule = Rule(import_module(f"{package}.{theme}.{name}"), theme)
                needs = ", ".join(f'"{word}"' for word in rule.needs) + ("," if len(rule.needs) == 1 else "")
                lines.append(f'    ("{theme}", "{name}"): ({rule.default}, ({needs})),\n')
    return "".join(lines) + "}\n"


def main(words: list[str]) -> int:
    """Print the index of the package that is named; returns the exit status."""
    if len(words) != 1:
        sys.stderr.write("usage: python -m zonelint.lint.rule_index PACKAGE\n")
        return 2
    sys.stdout.write(text_of(words[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
