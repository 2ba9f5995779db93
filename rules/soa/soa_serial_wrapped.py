"""The serial of a zone has more than 32 bits, and gdnsd serves another number.

Why: gdnsd loads the zone, and uses a serial such as 20260816000001 modulo 4294967296. The result is not a date any
more, and goes up and down from day to day. Secondaries, and checks that compare serials, take an old zone for a new
one. Every other server refuses the file.

Fix: write a serial of ten digits, the date and two more: 2026081601.

Switch it off when: nobody asks for the serial. This is usual with gdnsd, which has no zone transfers.

References: RFC 1035 section 3.3.13; RFC 1982 section 3.
"""

SEVERITY = "warning"
PROBLEMS = True

BAD = (
    {
        "config": """\
options => {
    listen => any
}
""",
        "zones/example.com": """\
$TTL 3600
@    SOA   ns1 hostmaster 20260816000001 8h 2h 4w 1h ; <- soa-serial-wrapped
     NS    ns1
ns1  A     4.3.2.1
""",
    },
    {
        # All of them are shown as one finding.
        "zones/example.com": """\
$TTL 3600
@    SOA   ns1 hostmaster 20260816000001 8h 2h 4w 1h ; <- soa-serial-wrapped
     NS    ns1
ns1  A     4.3.2.1
www  DYNA  geoip!www
""",
        "zones/example.net": """\
$TTL 3600
@    SOA   ns1.example.com. hostmaster 4294967296 8h 2h 4w 1h ; <- soa-serial-wrapped
     NS    ns1.example.com.
""",
    },
)

GOOD = (
    {
        "config": """\
options => {
    listen => any
}
""",
        "zones/example.com": """\
$TTL 3600
@    SOA   ns1 hostmaster 4294967295 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
""",
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 2026081601 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)
