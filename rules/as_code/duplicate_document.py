"""Two documents or entries of a record list have the same name and type.

Why: an import into Google Cloud DNS keeps only the last one, and ExternalDNS publishes only one of two endpoints. The
data of the other is lost without a message.

Fix: put all data into one list of values. For ExternalDNS, give each endpoint a `setIdentifier` if the provider
should choose between them. `zonelint fix` deletes the second one if both say the same, which is safe.

Switch it off when: never.

References: Google Cloud documentation, "gcloud dns record-sets import"; RFC 2181 section 5 (an RRset is one set).
"""

from collections.abc import Iterator

from zonelint.lint.api import SAYS_THE_SAME, Context, Drop, Finding, Fix, findings_of_problems

SEVERITY = "error"
NEEDS = ("duplicate-document",)

BAD = (
    {
        "example.com.zone.yaml": """\
kind: dns#resourceRecordSet
name: www.example.com.
rrdatas: [4.3.2.2]
ttl: 300
type: A
---
kind: dns#resourceRecordSet
name: www.example.com. # <- duplicate-document
rrdatas: [4.3.2.3]
ttl: 300
type: A
""",
    },
    {
        "dns.yaml": """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: hosts
spec:
  endpoints:
    - dnsName: www.example.com
      recordType: A
      targets: [4.3.2.2]
    - dnsName: www.example.com # <- duplicate-document
      recordType: A
      targets: [4.3.2.3]
""",
    },
    {
        "2.3.4.in-addr.arpa.zone.yaml": """\
kind: dns#resourceRecordSet
name: 2.2.3.4.in-addr.arpa.
rrdatas:
- www.example.com.
ttl: 300
type: PTR
---
kind: dns#resourceRecordSet
name: 2.2.3.4.in-addr.arpa. # <- duplicate-document
rrdatas:
- www.example.com.
ttl: 300
type: PTR
""",
        "dns.yaml": """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: hosts
spec:
  endpoints:
    - dnsName: www.example.com
      targets: [4.3.2.2]
    - dnsName: www.example.com # <- duplicate-document
      targets: [4.3.2.2]
""",
    },
)

FIXED: tuple[dict[str, str], ...] = (
    {},
    {},
    {
        "2.3.4.in-addr.arpa.zone.yaml": """\
kind: dns#resourceRecordSet
name: 2.2.3.4.in-addr.arpa.
rrdatas:
- www.example.com.
ttl: 300
type: PTR
""",
        "dns.yaml": """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: hosts
spec:
  endpoints:
    - dnsName: www.example.com
      targets: [4.3.2.2]
""",
    },
)

GOOD = (
    {
        "example.com.zone.yaml": """\
kind: dns#resourceRecordSet
name: www.example.com.
rrdatas: [4.3.2.2, 4.3.2.3]
ttl: 300
type: A
---
kind: dns#resourceRecordSet
name: www.example.com.
rrdatas: ["2001:db8::2"]
ttl: 300
type: AAAA
""",
    },
    {
        "dns.yaml": """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: hosts
spec:
  endpoints:
    - dnsName: www.example.com
      recordType: A
      setIdentifier: east
      targets: [4.3.2.2]
    - dnsName: www.example.com
      recordType: A
      setIdentifier: west
      targets: [4.3.2.3]
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each document or entry after another one of its name and type."""
    for finding in findings_of_problems(context):
        place = finding.place
        if finding.help.endswith(SAYS_THE_SAME) and not place.source.path.endswith(".json"):
            step = Drop(place.source, place.span, whole=True)
            finding.fix = Fix("delete the second one, which says the same as the first", step, safe=True)
        yield finding
