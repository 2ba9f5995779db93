"""Prints the index of zonelint's own rules: what each would be imported for, whenever zonelint starts.

``python -m zonelint.lint.rule_index`` prints the module ``_index`` of their package; ``make index`` puts it there. A
rule that is not in it is not found: a test compares.
"""

import sys

from zonelint.dns.modules import module_at
from zonelint.lint.registry import OWN_PACKAGE, modules_of
from zonelint.lint.rule import Rule

_HEAD = '''"""What the rules of this package say of themselves, so that none is imported to know it.

Made by `make index`: theme and module -> whether the rule runs unless asked otherwise, and what a view must hold for
it to find anything.
"""

RULES = {
'''


def index_text() -> str:
    """Return the text of the module ``_index``; each rule is imported."""
    lines = [_HEAD]
    for theme, name in modules_of(module_at(OWN_PACKAGE)):
        rule = Rule(module_at(f"{OWN_PACKAGE}.{theme}.{name}"), theme)
        needs = ", ".join(f'"{word}"' for word in rule.needs) + ("," if len(rule.needs) == 1 else "")
        lines.append(f'    ("{theme}", "{name}"): ({rule.default}, ({needs})),\n')
    return "".join(lines) + "}\n"


if __name__ == "__main__":
    sys.stdout.write(index_text())
