"""A target of a DNSEndpoint has a final dot where none is allowed, or lacks one that is required.

Why: ExternalDNS ignores the whole endpoint, and only writes a line in its log. Targets of A, AAAA, NS and PTR records
must have no final dot there. Targets of SRV and NAPTR records must have one.

Fix: write the target as the message says. `zonelint fix` does it. This is safe: all names are absolute there, with
their dot or without it.

Switch it off when: another controller reads the manifests.

References: ExternalDNS documentation, "CRD Source".
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Fix, Rewrite, findings_of_problems

SEVERITY = "error"
NEEDS = ("endpoint-trailing-dot",)

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

FIXED = (
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
        - ns1.example.net
        - ns2.example.net
"""
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
      targets: ["0 0 5060 sip.example.net."]
"""
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


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each target for whose dot ExternalDNS ignores its endpoint."""
    for finding in findings_of_problems(context):
        finding.fix = _fix(finding)
        yield finding


def _fix(finding: Finding) -> Fix | None:
    """Return the fix that deletes the final dot, or adds it, where the target is written on one line."""
    source, span = finding.place.source, finding.place.span
    written = source.text_at(span)
    quote = written[-1:] if written[-1:] in ("'", '"') else ""
    text = written[: len(written) - len(quote)]
    if not text or text[-1] in " \\":
        return None
    changed = text.rstrip(".") if text[-1] == "." else f"{text}."
    step = Rewrite(source, span, changed + quote, reveals=True)
    return Fix(f"{finding.help.partition('`')[0]}`{changed.lstrip(quote or ' ')}`", step, safe=True)
