"""An octoDNS record has both `value` and `values`.

Why: octoDNS reads one of the two, and ignores the other without a message. The ignored values are not published.

Fix: write all values as a list below `values`. A CNAME, DNAME or ALIAS has one `value`.

Switch it off when: never.

References: octoDNS documentation, "Records".
"""

SEVERITY = "warning"
PROBLEMS = True

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
