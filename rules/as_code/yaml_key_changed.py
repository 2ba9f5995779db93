"""YAML reads a name as something else: `010` as 8, `no` as false.

Why: octoDNS reads YAML 1.1. There `010` is an octal number, `1.20` is the number 1.2, `1:30` is a number of seconds,
and `on`, `yes` and `no` are true or false. The record is published at another name: a host called `no`, for Norway,
becomes `false`. Reverse zones have many such keys.

Fix: write the key in quotes.

Switch it off when: never.

References: YAML 1.1 type repository (`bool`, `int`, `float`).
"""

SEVERITY = "error"
PROBLEMS = True

BAD = (
    {
        "2.3.4.in-addr.arpa.yaml": """\
0x1a: # <- yaml-key-changed
  type: PTR
  value: mail.example.org.
010: # <- yaml-key-changed
  type: PTR
  value: www.example.org.
""",
    },
    {
        "example.com.yaml": """\
de:
  type: A
  value: 4.3.2.2
no: # <- yaml-key-changed
  type: A
  value: 4.3.2.3
""",
    },
)

GOOD = (
    {
        "2.3.4.in-addr.arpa.yaml": """\
10:
  type: PTR
  value: mail.example.org.
'11':
  type: PTR
  value: www.example.org.
""",
    },
    {
        "example.com.yaml": """\
de:
  type: A
  value: 4.3.2.2
'no':
  type: A
  value: 4.3.2.3
'1.20':
  type: A
  value: 4.3.2.4
""",
    },
)
