"""A record of octoDNS has `value` as well as `values`.

Why: octoDNS looks at one of the two, and ignores the other without a word. What stands there is not published.

Fix: write all values as a list below `values`. A CNAME, a DNAME and an ALIAS have one `value`.

Switch it off when: never.

References: octoDNS documentation, "Records".
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding

from .._problems import findings_of_problems

SEVERITY = "warning"
NEEDS = ("value-and-values",)

BAD = (
    {
        "example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2 # <- value-and-values
  values:
    - 4.3.2.3
    - 4.3.2.4
""",
    },
    {
        "example.com.yaml": """\
www:
  type: CNAME
  value: www.example.org.
  values: [www.example.net.] # <- value-and-values
""",
    },
)

GOOD = (
    {
        "example.com.yaml": """\
www:
  type: A
  values:
    - 4.3.2.2
    - 4.3.2.3
""",
    },
    {
        # The inner `value` is a field of a CAA record.
        "example.com.yaml": """\
'':
  type: CAA
  values:
    - flags: 0
      tag: issue
      value: ca.example.net
""",
    },
)


def check(context: "Context") -> "Iterator[Finding]":
    """Yield a finding for each record with both keys."""
    yield from findings_of_problems(context)
