"""An index of zones, such as named.conf, cannot be read, or names a file that does not exist.

Why: a server with a wrong configuration does not start. A server whose zone file is missing answers SERVFAIL for that
zone. zonelint does not check the zone, and knows nothing about its names. A file is reported as missing only if the
folder has a file with almost the same name, or at least half of the files that the index names there. Otherwise the
repository is only a part of the server.

Fix: correct the statement in the message. If the paths are those of the server, `named.map` in the configuration says
which folder of the server is which folder of the repository.

Switch it off when: the zone files of the index are in another place, and you only want to check those that are here.

References: the reference manual of BIND 9, section "Configuration Reference".
"""

SEVERITY = "error"
PROBLEMS = True

BAD = (
    {
        "named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; };
zone "example.net" { type primary; file "example_net.zone"; }; // <- index-error
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
""",
        "example-net.zone": """\
$TTL 1h
@    SOA   ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h
     NS    ns1.example.com.
""",
    },
    {
        "named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; };
zone "example.net" { type primry; file "example.net.zone"; }; // <- index-error
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
""",
    },
)

GOOD = (
    {
        # A repository is seldom the whole server: of many files it may hold one.
        "named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; };
zone "example.net" { type primary; file "example.net.zone"; };
zone "example.org" { type primary; file "example.org.zone"; };
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
""",
    },
    {
        "named.conf": """\
options { directory "/var/lib/bind"; };
zone "example.com" { type primary; file "/var/lib/bind/example.com.zone"; };
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
""",
    },
    {
        # What a secondary holds is fetched from its primary.
        "named.conf": """\
zone "example.com" { type primary; file "example.com.zone"; };
zone "example.net" { type secondary; primaries { 4.3.2.1; }; file "example.net.copy"; };
""",
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
""",
    },
)
