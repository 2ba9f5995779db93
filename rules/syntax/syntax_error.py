"""A line cannot be read.

Why: because of one such line, a name server refuses the whole zone. A running server continues with the old zone.
Secondaries then answer with old data until the zone expires, and SERVFAIL after that. Mail to and from the names of
the zone is deferred with 4xx replies, because its names no longer resolve.

Fix: correct the line. The message says which word is wrong. zonelint reads the lines after it, so you see all errors
of a file at once. It reports nothing as missing that this line may define.

Switch it off when: never. Add a file that is not a zone to `exclude`.

References: RFC 1035 section 5; RFC 2308 section 4 ($TTL); RFC 3597 section 5 (unknown types).
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
www  A     4.3.2.256 ; <- syntax-error
ftp  HOST  4.3.2.2   ; <- syntax-error
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
     MX    mail.example.com.                ; <- syntax-error
a..b A     4.3.2.3                          ; <- syntax-error
     TXT   "the closing quote is missing    ; <- syntax-error
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster ( 1  ; serial
           8h 2h 4w 1h )
     NS    ns1
ns1  A     4.3.2.1
txt  TXT   "a; b" "(" c\\;d
new  TYPE65280 \\# 2 0102
"""
    },
    {
        # The other order of class and TTL, units, and a directive that many programs do not know.
        "example.com.zone": """\
@ 1h IN SOA ns1 hostmaster 1 8h 2h 4w 1h
@ IN 1h NS  ns1
ns1  1H A   4.3.2.1
$GENERATE 10-12 host$ A 4.3.2.$
"""
    },
)
