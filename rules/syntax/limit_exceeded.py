"""Something is larger than zonelint reads.

Why: a few characters can stand for millions of records, and a linter that runs on proposed changes must end in
bounded time. What is over the limit is not read, so nothing is called missing in the zone, and defects stay unseen.

Fix: divide what is too large, or write a wildcard in place of a `$GENERATE` for a whole network. A `$GENERATE` may
stand for 65,536 records, those of a zone for 1,000,000 together; the files of a zone may have 256 MiB together, and
2,000 of them may be included, 20 deep. The configuration of a name server may include 1,000 files, 20 deep.

Switch it off when: the size is meant, and the rest of the zone is all that you want to have checked.

References: RFC 1035 section 5.1; `$GENERATE` is an extension of BIND, described in its reference manual.
"""

SEVERITY = "error"
PROBLEMS = True

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$GENERATE 0-99999 host$ A 4.3.2.1 ; <- limit-exceeded
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$GENERATE 0-2147483647 $ CNAME ns1 ; <- limit-exceeded
www  CNAME ns1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$GENERATE 10-20 host$ A 4.3.2.$
"""
    },
    {
        # A step keeps a wide range small.
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$GENERATE 0-1000000/250000 host$ A 4.3.2.2
"""
    },
)
