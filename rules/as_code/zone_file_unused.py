"""A zone file is in a folder of octoDNS, but no zone of the configuration reads it.

Why: nothing in the file is published. A record that you add to it has no effect, and readers take the file for the
current state of the DNS.

Fix: add the zone to the configuration (the key `'*'` reads every file of a source), or delete the file.

Switch it off when: the folder holds drafts.

References: octoDNS documentation, "Dynamic Zone Config".
"""

SEVERITY = "warning"
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
""",
        "zones/example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
        "zones/example.net.yaml": """\
# <- zone-file-unused
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
  '*':
    glob: '*.com.'
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
        "zones/example.net.yaml": """\
# <- zone-file-unused
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
""",
        "zones/example.com.yaml": """\
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
  '*':
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
        "zones/example.net.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
    },
)
