"""A configuration of octoDNS that octoDNS refuses.

Why: octoDNS stops with this message before it looks at any zone. Here, the zones whose sources are not known are
incomplete, so defects in them stay unseen.

Fix: the message is octoDNS's own. Mend what it points at.

Switch it off when: the file is filled in by another tool first.

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
