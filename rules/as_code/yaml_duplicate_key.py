"""A key appears twice in a mapping of a YAML file.

Why: octoDNS uses the last one without a message. The data below the first one is lost: a host disappears when
somebody adds another record of the same name further down.

Fix: write the key once. For several records of one name, write a list below it, each with its type. For several
values of one record, write a list below `values`.

Switch it off when: never.

References: YAML 1.1 section 3.2.1.3 (the keys of a mapping are unique).
"""

SEVERITY = "error"
PROBLEMS = True

BAD = (
    {
        "example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
mail:
  type: A
  value: 4.3.2.1
www: # <- yaml-duplicate-key
  type: AAAA
  value: 2001:db8::2
""",
    },
    {
        # The first value is lost.
        "example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
  value: 4.3.2.3 # <- yaml-duplicate-key
""",
    },
    {
        # The zone without a target is the one that is lost.
        "production.yaml": """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
zones:
  example.com.:
    sources: [files]
  example.com.: # <- yaml-duplicate-key
    sources: [files]
    targets: []
""",
        "zones/example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
    },
)

GOOD = (
    {
        "example.com.yaml": """\
www:
  - type: A
    values: [4.3.2.2, 4.3.2.3]
  - type: AAAA
    value: 2001:db8::2
""",
    },
    {
        # `<<` merges another mapping, and may be repeated.
        "example.com.yaml": """\
ftp: &common
  ttl: 300
  type: A
  value: 4.3.2.2
www:
  <<: *common
  value: 4.3.2.3
""",
    },
)
