"""A target of a DNSEndpoint ends in a dot and may not, or must and does not.

Why: ExternalDNS drops the whole endpoint, with no more than a line in its log. Targets of A, AAAA, NS and PTR records
have no final dot there; those of SRV and NAPTR records must have one.

Fix: write the target as the message says.

Switch it off when: the manifests are read by another controller.

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
