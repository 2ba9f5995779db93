"""A zone of an octoDNS configuration has no file.

Why: octoDNS stops with `no YAMLs found` and publishes nothing. zonelint knows nothing about the zone.

Fix: add the file, or remove the zone from the configuration. With `ignore_missing_zones: true` at the provider,
octoDNS continues without it. If the files of some zones are made only at deployment, list these zones in `partial`.

Switch it off when: your zone files are in another place.

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
  example.net.: # <- zone-file-missing
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
    class: octodns_bind.ZoneFileSource
    directory: ./zones
    file_extension: .zone
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.com.:
    sources: [files]
    targets: [dns]
  example.net.: # <- zone-file-missing
    sources: [files]
    targets: [dns]
""",
        "zones/example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
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
    ignore_missing_zones: true
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.com.:
    sources: [files]
    targets: [dns]
  example.net.:
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
