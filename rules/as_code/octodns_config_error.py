"""octoDNS refuses its configuration.

Why: octoDNS stops with this message before it reads any zone. zonelint treats zones with unknown sources as
incomplete, so it does not find all errors in them.

Fix: the message comes from octoDNS. Correct the place that it names.

Switch it off when: another tool fills the file in first.

References: octoDNS documentation, "Configuration".
"""

SEVERITY = "error"
PROBLEMS = True

BAD = (
    {
        "production.yaml": """\
providers:
  files: # <- octodns-config-error
    directory: ./zones
zones:
  example.com.: # <- octodns-config-error
    sources: [flies]
    targets: []
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
  www.example.com: # <- octodns-config-error
    sources: [files]
    targets: [dns]
  example.net.: # <- octodns-config-error
    alias: example.org.
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
  example.com.:
    sources: [files]
    targets: [dns]
  example.net.:
    alias: example.com.
""",
        "zones/example.com.yaml": """\
www:
  type: A
  value: 4.3.2.2
""",
    },
)
