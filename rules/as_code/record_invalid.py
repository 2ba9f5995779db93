"""The tool or the provider refuses this record.

Why: octoDNS stops at the first such record, and publishes nothing. ExternalDNS ignores the record, and only writes a
line in its log. Imports of providers fail, or leave the record out. zonelint does not know what the record should
say, so it reports nothing as missing at this name.

Fix: correct the value that the message names. In an octoDNS zone the message is that of octoDNS, so you can search
for it.

Switch it off when: never. To make octoDNS accept a record, give it `octodns: {lenient: true}`. This helps if a value
is unusual, not if it cannot be read.

References: octoDNS documentation, "Records"; RFC 1035 section 3.3.
"""

SEVERITY = "error"
PROBLEMS = True

BAD = (
    {
        "example.com.yaml": """\
'@': # <- record-invalid
  type: TXT
  value: the apex is an empty key
www:
  type: A
  value: 4.3.2.256 # <- record-invalid
""",
    },
    {
        # Several records of one name and type are one record with several values.
        "example.com.yaml": """\
www:
  - type: A
    value: 4.3.2.2
  - type: A # <- record-invalid
    value: 4.3.2.3
""",
    },
    {
        # Lenience is of no use where octoDNS can make no record at all.
        "example.com.yaml": """\
www:
  octodns:
    lenient: true
  ttl: 1h # <- record-invalid
  type: A
  value: 4.3.2.2
""",
    },
    {
        "dns.yaml": """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: reverse
spec:
  endpoints:
    - dnsName: 1.2.3.4.in-addr.arpa
      recordType: PTR
      targets: [4.3.2.1] # <- record-invalid
""",
    },
    {
        # A text in presentation form has quotes of its own.
        "example.com.zone.yaml": """\
kind: dns#resourceRecordSet
name: www.example.com.
rrdatas:
- four # <- record-invalid
ttl: 300
type: A
""",
    },
)

GOOD = (
    {
        "example.com.yaml": """\
'':
  type: TXT
  value: v=spf1 -all
www:
  type: A
  values: [4.3.2.2, 4.3.2.3]
""",
    },
    {
        "example.com.zone.yaml": """\
kind: dns#resourceRecordSet
name: example.com.
rrdatas:
- '"v=spf1 -all"'
ttl: 300
type: TXT
""",
    },
)
