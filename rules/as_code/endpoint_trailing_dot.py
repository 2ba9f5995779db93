"""A target of a DNSEndpoint has a final dot where none is allowed, or lacks one that is required.

Why: ExternalDNS ignores the whole endpoint, and only writes a line in its log. Targets of A, AAAA, NS and PTR records
must have no final dot there. Targets of SRV and NAPTR records must have one.

Fix: write the target as the message says.

Switch it off when: another controller reads the manifests.

References: ExternalDNS documentation, "CRD Source".
"""

SEVERITY = "error"
PROBLEMS = True

BAD = (
    {
        "dns.yaml": """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: hosts
spec:
  endpoints:
    - dnsName: lab.example.com
      recordType: NS
      targets:
        - ns1.example.net. # <- endpoint-trailing-dot
        - ns2.example.net
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
    - dnsName: _sip._tcp.example.com
      recordType: SRV
      targets: ["0 0 5060 sip.example.net"] # <- endpoint-trailing-dot
""",
    },
)

GOOD = (
    {
        "dns.yaml": """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: hosts
spec:
  endpoints:
    - dnsName: lab.example.com
      recordType: NS
      targets: [ns1.example.net]
    - dnsName: _sip._tcp.example.com
      recordType: SRV
      targets: ["0 0 5060 sip.example.net."]
""",
    },
    {
        # Either way is fine for these.
        "dns.yaml": """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
metadata:
  name: hosts
spec:
  endpoints:
    - dnsName: www.example.com
      recordType: CNAME
      targets: [www.example.net.]
    - dnsName: example.com
      recordType: MX
      targets: ["10 mail.example.net"]
""",
    },
)
