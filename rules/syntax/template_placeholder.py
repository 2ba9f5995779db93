"""A line has a template placeholder instead of a record.

Why: the file is not a zone yet; a program fills it in. zonelint does not know what the line will say. Where it gives
the data of a record, that record alone is unknown. Where it gives more, such as a loop or an owner, zonelint reports
nothing in the zone as missing, and does not find all errors.

Fix: check the zones that the program writes, not their templates.

Switch it off when: it is off by default. `zonelint inventory` shows which zones are incomplete for this reason.

References: RFC 1035 section 5.1 knows no placeholders.
"""

SEVERITY = "info"
PROBLEMS = True

BAD = (
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     {{ ns1_address }} ; <- template-placeholder
{% for host in hosts %} ; <- template-placeholder
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster ${SERIAL} 8h 2h 4w 1h ; <- template-placeholder
@    NS    ns1
ns1  A     <%= address %> ; <- template-placeholder
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
     TXT   "{curly} 100%"
"""
    },
    {
        "example.com.zone": """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
$GENERATE 1-3 host${0,3,d} A 4.3.2.1$
"""
    },
)
