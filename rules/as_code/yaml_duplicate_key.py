"""A key appears twice in a mapping of a YAML file.

Why: octoDNS uses the last one without a message. The data below the first one is lost: a host disappears when
somebody adds another record of the same name further down.

Fix: write the key once. For several records of one name, write a list below it, each with its type. For several
values of one record, write a list below `values`. `zonelint fix` deletes the second one if both say the same, which is
safe. If they differ, nobody but you knows what is meant.

Switch it off when: never.

References: YAML 1.1 section 3.2.1.3 (the keys of a mapping are unique).
"""

from collections.abc import Iterator

from zonelint.lint.api import SAYS_THE_SAME, Context, Drop, Finding, Fix, findings_of_problems

SEVERITY = "error"
NEEDS = ("yaml-duplicate-key",)

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
    {
        # Both say the same, in whatever quotes.
        "example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2

mail:
  type: A
  value: 4.3.2.1

www: # <- yaml-duplicate-key
  type: A
  value: 4.3.2.2

web:
  type: CNAME
  ttl: 300
  ttl: 300 # <- yaml-duplicate-key
  value: www.example.com.
""",
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {},
    {
        "example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2

mail:
  type: A
  value: 4.3.2.1

web:
  type: CNAME
  ttl: 300
  value: www.example.com.
"""
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


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each key that stands twice in a mapping."""
    for finding in findings_of_problems(context):
        source = finding.place.source
        if finding.help.endswith(SAYS_THE_SAME) and not source.path.endswith(".json"):
            title = f"delete the second `{source.text_at(finding.place.span)}`, which says the same as the first"
            finding.fix = Fix(title, Drop(source, finding.place.span), safe=True)
        yield finding
