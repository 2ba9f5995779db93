"""A record that the tool or the provider refuses.

Why: octoDNS stops at the first such record, and publishes nothing. ExternalDNS drops the record with no more than a
line in its log; imports of providers fail, or leave it out. What the record should say is not known here, so nothing
is called missing at its name.

Fix: the message is that of octoDNS where the file is one of its zones, so it can be looked up. Mend the value that it
points at.

Switch it off when: never. A record that octoDNS is to let pass has `octodns: {lenient: true}`; that helps where a
value is odd, not where it cannot be read.

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
