"""Every rule of the package is whole, and its examples yield what they are marked with.

`python -m unittest discover tests` runs this, and so does pytest.
"""

import unittest

from zonelint.testing import assert_rule, installed_rules, lint, spots

PACKAGE = "zonelint_rules_example"
RULES = [rule for rule in installed_rules().values() if rule.package == PACKAGE]


class TestRules(unittest.TestCase):
    """What every rule is held to."""

    def test_rules_are_found(self) -> None:
        """The package is installed, and zonelint finds its rules."""
        self.assertTrue(RULES)

    def test_each_rule(self) -> None:
        """A rule has a documentation, and its examples yield just what is marked in them."""
        for rule in RULES:
            with self.subTest(rule.name):
                assert_rule(rule)


class TestWwwMissing(unittest.TestCase):
    """What the examples of a rule do not show, its messages for one."""

    def test_message_and_help(self) -> None:
        """The finding stands at the address, and its help can be pasted."""
        zone = "@ 60 SOA ns1.example.net. h.example.net. 1 8h 2h 4w 1h\n@ 60 NS ns1.example.net.\n@ 60 A 4.3.2.2\n"
        (finding,) = found = lint({"example.com.zone": zone}, "www-missing")

        self.assertEqual([("www-missing", "example.com.zone", 3)], spots(found))
        self.assertEqual("example.com. has an address, and www.example.com. has none", finding.message)
        self.assertEqual("add `www.example.com. IN CNAME example.com.`", finding.help)
