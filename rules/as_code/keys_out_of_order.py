"""Keys of an octoDNS file are not in the order that octoDNS requires.

Why: octoDNS stops with `keys out of order` and publishes nothing, unless its provider has `enforce_order: false`.

Fix: sort the keys of the file, of each record and of each value. Numbers in names count as numbers (`www2` before
`www10`), unless the provider has `order_mode: simple`. `zonelint fix` does it. This is safe: the records stay the
same.

Switch it off when: never. `enforce_order: false` at the provider turns the check off in octoDNS and here.

References: octoDNS documentation, `YamlProvider`.
"""

from collections.abc import Iterator

from zonelint.lint.api import Arrange, Context, Finding, Fix, findings_of_problems

SEVERITY = "error"
NEEDS = ("keys-out-of-order",)

BAD = (
    {
        "production.yaml": """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.com.:
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www10: # <- keys-out-of-order
  type: A
  value: 4.3.2.10
www2:
  type: A
  value: 4.3.2.2
""",
    },
    {
        "production.yaml": """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.com.:
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www:
  value: 4.3.2.2 # <- keys-out-of-order
  type: A
""",
    },
)

FIXED = (
    {
        "zones/example.com.yaml": """\
www2:
  type: A
  value: 4.3.2.2
www10:
  type: A
  value: 4.3.2.10
"""
    },
    {
        "zones/example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
"""
    },
)

GOOD = (
    {
        "production.yaml": """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.com.:
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www2:
  type: A
  value: 4.3.2.2
www10:
  type: A
  value: 4.3.2.10
""",
    },
    {
        "production.yaml": """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.com.:
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www:
  value: 4.3.2.2
  type: A
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each mapping that is out of order."""
    for finding in findings_of_problems(context):
        order = "simple" if "simple" in finding.help else "natural"
        step = Arrange(finding.place.source, finding.place.span, order)
        finding.fix = Fix("put the keys in order", step, safe=True)
        yield finding
