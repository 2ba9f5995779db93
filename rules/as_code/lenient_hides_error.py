"""octoDNS would refuse this record if it were not lenient.

Why: `lenient: true` at a zone or a record, and disabled validators, turn errors into warnings that few people read.
The provider may refuse the record, or publish something else.

All errors that one `lenient: true` of a zone hides are shown as one finding.

Fix: correct the record, and remove the flag. If you need the flag, set it at the record, not at the zone.

Switch it off when: it is off by default. It is for people who want to see what `lenient` hides.

References: octoDNS documentation, "Lenience".
"""

SEVERITY = "info"
PROBLEMS = True

BAD = (
    {
        "example.com.yaml": """\
www:
  octodns:
    lenient: true
  ttl: -1 # <- lenient-hides-error
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
    lenient: true
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www: # <- lenient-hides-error
  type: ALIAS
  value: www.example.org.
""",
    },
)

GOOD = (
    {
        "example.com.yaml": """\
www:
  octodns:
    lenient: true
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
    lenient: true
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
    },
)
