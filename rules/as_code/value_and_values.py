"""An octoDNS record has both `value` and `values`.

Why: octoDNS reads one of the two, and ignores the other without a message. The ignored values are not published.

Fix: write all values as a list below `values`. A CNAME, DNAME or ALIAS has one `value`. `zonelint fix` deletes the key
that is ignored if the other one has its values, too, which is safe. `zonelint fix --unsafe` deletes it in any case:
what is published stays the same.

Switch it off when: never.

References: octoDNS documentation, "Records".
"""

from collections.abc import Iterator

from zonelint.lint.api import SAYS_THE_SAME, Context, Drop, Finding, Fix, findings_of_problems

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
    {
        # Nothing is lost.
        "example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2 # <- value-and-values
  values:
    - 4.3.2.2
    - 4.3.2.3
""",
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "example.com.yaml": """\
www:
  type: A
  values:
    - 4.3.2.2
    - 4.3.2.3
"""
    },
)
FIXED_UNSAFE = (
    {
        "example.com.yaml": """\
www:
  type: A
  values:
    - 4.3.2.3
    - 4.3.2.4
"""
    },
    {
        "example.com.yaml": """\
www:
  type: CNAME
  value: www.example.org.
"""
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


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that has both keys, at the value of that which is ignored."""
    for finding in findings_of_problems(context):
        step = Drop(finding.place.source, finding.place.span)
        finding.fix = Fix("delete the key that is ignored", step, safe=finding.help.endswith(SAYS_THE_SAME))
        yield finding
