"""Something is larger than the limits of zonelint.

Why: a few characters can mean millions of records, and a linter for proposed changes must end in limited time.
zonelint does not read what is over the limit. So it reports nothing in the zone as missing, and does not find all
errors.

Fix: divide it, or write a wildcard instead of a `$GENERATE` for a whole network. A `$GENERATE` may make 65,536
records, all of a zone together 1,000,000. The files of a zone may have 256 MiB together, and 2,000 files may be
included, 20 levels deep. The configuration of a name server may include 20,000 files, 20 levels deep.

Switch it off when: the size is intended, and it is enough to check the rest of the zone.

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
