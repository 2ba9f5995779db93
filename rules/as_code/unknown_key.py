"""An octoDNS record has a key that octoDNS does not know.

Why: octoDNS ignores the key without a message. With a misspelt `ttl` the record has the default TTL. With a misspelt
`octodns` octoDNS manages a record that it should ignore.

Fix: write the key as octoDNS spells it, or delete it.

Switch it off when: a provider or processor of your own reads these keys.

References: octoDNS documentation, "Records".
"""

SEVERITY = "warning"
PROBLEMS = True

BAD = (
    {
        "example.com.yaml": """\
www:
  tll: 300 # <- unknown-key
  type: A
  value: 4.3.2.2
""",
    },
    {
        # Below `value` there are other keys than in the record.
        "example.com.yaml": """\
'':
  type: MX
  value:
    exchange: mail.example.com.
    preference: 10
    ttl: 300 # <- unknown-key
mail:
  type: A
  value: 4.3.2.1
""",
    },
)

GOOD = (
    {
        "example.com.yaml": """\
www:
  octodns:
    cloudflare:
      proxied: true
  ttl: 300
  type: A
  value: 4.3.2.2
""",
    },
    {
        # `priority` and `value` are older names of `preference` and `exchange`.
        "example.com.yaml": """\
'':
  type: MX
  values:
    - priority: 10
      value: mail.example.com.
mail:
  type: A
  value: 4.3.2.1
""",
    },
)
