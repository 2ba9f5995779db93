"""Texts that the examples of many rules are made of."""

ZONE = """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
ns1  A     4.3.2.1
"""
"""A zone of any name, with its name server and no more."""

MAIL_ZONE = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
  MX  10 mail
ns1  A 4.3.2.53
mail A 4.3.2.25
"""
"""example.com. with a mail host."""

FORWARD_ZONE = """\
$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 1h 15m 2w 1h
  NS  ns1
ns1  A 4.3.2.53
"""
"""example.com. with nothing but its name server."""

REVERSE_ZONE = """\
$ORIGIN 2.3.4.in-addr.arpa.
$TTL 1h
@ SOA ns1.example.com. hostmaster.example.com. 1 1h 15m 2w 1h
  NS  ns1.example.com.
53 PTR ns1.example.com.
"""
"""The reverse zone of the addresses in both."""

RAISED_MAIL_ZONE = MAIL_ZONE.replace(" 1 1h", " 2 1h")
RAISED_REVERSE_ZONE = REVERSE_ZONE.replace(" 1 1h", " 2 1h")
"""The same with a greater serial: what fixes make of zones that change."""

HELO_CONFIG = """\
[[mail.senders]]
address = "4.3.2.25" {mark}
domains = ["example.com"]
helo = "{helo}"
"""
"""A configuration that declares a sender: to be formatted with its `helo` and a `mark`."""
