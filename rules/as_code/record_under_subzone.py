"""A record in an octoDNS zone belongs to another zone of the same configuration, below this one.

Why: octoDNS stops with `is under a managed subzone`. A server with both zones never answers with this record: the
zone below is responsible for the name.

Fix: move the record into the file of the zone below. In the zone above, only NS and DS records are allowed at that
name.

Switch it off when: never. Zones with `ignore_subzone_adds: true` are not reported. If a zone or a record is
`lenient`, octoDNS publishes the record, but no client ever gets it.

References: RFC 1034 section 4.2.1; octoDNS documentation, "Zones".
"""

SEVERITY = "error"
PROBLEMS = True

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
  lab.example.com.:
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
test.lab: # <- record-under-subzone
  type: A
  value: 4.3.2.2
""",
        "zones/lab.example.com.yaml": """\
www:
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
  lab.example.com.:
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
lab: # <- record-under-subzone
  type: TXT
  value: this belongs in the zone below
""",
        "zones/lab.example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
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
  lab.example.com.:
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
lab:
  type: NS
  value: ns1.example.net.
""",
        "zones/lab.example.com.yaml": """\
www:
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
test.lab:
  type: A
  value: 4.3.2.2
""",
    },
)
