"""It is not clear which zone a file holds.

Why: with another origin, the same lines mean other names. If the name of the file says one zone and its content
another, a server may load it as the wrong zone, and every relative name in it is wrong. zonelint does not guess: it
does not check the file until you correct this.

Fix: rename the file, or correct its `$ORIGIN` or the owner of its SOA record. Or say which zone the file holds, with
`zones` in the configuration or `--zone`.

Switch it off when: never. Say in the configuration which zone is meant.

References: RFC 1035 section 5.1 ($ORIGIN).
"""

SEVERITY = "error"
PROBLEMS = True

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
example.net.  SOA  ns1.example.net. hostmaster.example.net. 1 8h 2h 4w 1h ; <- conflicting-origin
              NS   ns1.example.net.
ns1.example.net.  A  4.3.2.1
"""
    },
    {
        "example.com.zone": """\
$ORIGIN example.org. ; <- conflicting-origin
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)

GOOD = (
    {
        "example.com.zone": """\
$ORIGIN example.com.
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
    {
        # A name of one label is no origin that could contradict.
        "office.zone": """\
$ORIGIN example.com.
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
    },
)
