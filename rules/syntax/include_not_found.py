"""An included file cannot be read.

Why: a name server refuses a zone if its `$INCLUDE` fails. zonelint does not know what the file says. So it reports
nothing in the zone as missing, and does not find all errors.

An absolute path is a path on the server. It is reported only if the repository seems to hold the file's folder: it
has a file with almost the same name there, or other includes from there. It is not reported if a `.gitignore` or a
template says that the file is made. Standard error says which zones are only partly checked.

Fix: write the path relative to the server's `directory`, to the including file, or to the top of the repository.
zonelint never reads a file outside the root, because anybody can propose a change of a zone file. `allow-outside`, in
a configuration that `--config` names, lists folders that it may read. If the files exist only on the server, add the
zone to `partial`, and ignore this rule.

Switch it off when: the included files are made at deployment.

References: RFC 1035 section 5.1.
"""

from collections.abc import Iterator

from zonelint.lint.api import Context, Finding, Related, findings_of_problems

SEVERITY = "error"
NEEDS = ("include-not-found",)

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$INCLUDE hosts.inc ; <- include-not-found
"""
    },
    {
        # A file that includes itself has no end.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$INCLUDE more.inc
""",
        "more.inc": """\
www  A     4.3.2.2
$INCLUDE more.inc ; <- include-not-found
""",
    },
    {
        # The whole folder is missing: that is one defect.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$INCLUDE made/hosts.inc ; <- include-not-found
$INCLUDE made/printers.inc
""",
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
$INCLUDE hosts.inc
""",
        "hosts.inc": """\
ns1  A     4.3.2.1
""",
    },
    {
        "zones/example.com.zone": """\
$TTL 1h
@    SOA   ns1.office hostmaster 1 8h 2h 4w 1h
     NS    ns1.office
$INCLUDE "parts/office.inc" office
""",
        "zones/parts/office.inc": """\
ns1  A     4.3.2.1
""",
    },
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each include that failed; one for all that name a folder that is not there."""
    first: dict[str, Finding] = {}
    for finding in findings_of_problems(context):
        if finding.message in first:
            first[finding.message].related += (Related(finding.place, "so does this one"),)
        elif "there is no folder" in finding.message:
            first[finding.message] = finding
        else:
            yield finding
    yield from first.values()
