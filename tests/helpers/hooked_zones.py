"""A mail domain and its reverse zone, sound: what the tests of hooks and recipes commit, and break."""

FORWARD = """\
$ORIGIN origine.example.
$TTL 1h
@     SOA  ns1 hostmaster 1 8h 2h 4w 1h
      NS   ns1
      NS   ns2
      MX   10 mail
      TXT  "v=spf1 mx -all"
ns1   A    4.3.2.2
ns2   A    4.3.2.3
mail  A    4.3.2.1
"""

REVERSE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@  SOA  ns1.origine.example. hostmaster.origine.example. 1 8h 2h 4w 1h
   NS   ns1.origine.example.
   NS   ns2.origine.example.
1  PTR  mail.origine.example.
2  PTR  ns1.origine.example.
3  PTR  ns2.origine.example.
"""
