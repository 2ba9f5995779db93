"""The name of a zone file is not quite the name that octoDNS looks for.

Why: octoDNS reads only files with the name of the zone in lower case and the ending `.yaml`. It does not find
`example.com.yml` or `Example.com.yaml`, and stops with `no YAMLs found`.

Fix: rename the file.

Switch it off when: never.

References: octoDNS documentation, `YamlProvider`.
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
""",
        "zones/example.com.yml": """\
# <- wrong-zone-file-name
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
        "zones/Example.com.yaml": """\
# <- wrong-zone-file-name
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
    split_extension: .
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.com.:
    sources: [files]
    targets: [dns]
""",
        "zones/example.com./www.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
    },
)
