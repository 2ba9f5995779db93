"""A TTL is over 2147483647 seconds.

Why: the highest bit of a TTL must be zero. A resolver uses zero instead of a larger value, and asks again for every
look-up. BIND reads the record with a TTL of 0, NSD with a TTL of an hour.

Fix: write a TTL of a day or a week. Resolvers limit it to about that anyway.

Switch it off when: never.

References: RFC 2181 section 8; RFC 1035 section 3.2.1.
"""

SEVERITY = "warning"
PROBLEMS = True

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1              A    4.3.2.1
www  2147483648  A    4.3.2.2 ; <- ttl-too-large
"""
    },
    {
        "example.com.zone": """\
$TTL 4000000000 ; <- ttl-too-large
@    SOA  ns1 hostmaster 1 8h 2h 4w 1h
     NS   ns1
ns1  A    4.3.2.1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@                SOA  ns1 hostmaster 1 8h 2h 4w 1h
                 NS   ns1
ns1              A    4.3.2.1
www  2147483647  A    4.3.2.2
"""
    },
    {
        "example.com.zone": """\
$TTL 2w
@      SOA  ns1 hostmaster 4294967295 8h 2h 4w 1h
       NS   ns1
ns1 0  A    4.3.2.1
"""
    },
)
