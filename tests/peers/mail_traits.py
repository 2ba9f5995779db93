"""What may be right or wrong with a mail sender's names, each trait under a name: records to be put into zones.

The texts are lines of master files, with these marks in braces:

    address, type     the sender's address, and A or AAAA
    other             another address of its family
    foreign, family   an address of the other family, and the type that holds those
    label             the owner of the address in its reverse zone
    target, absolute  the name in the PTR as written, which may lack its final dot; and with it
    domain, reverse   the origins of the set-up's forward zone and of its reverse zone
    undotted          the former without its final dot
    nowhere           an address at which nobody answers: glue of zones that are not loaded
    outside           a domain of which nothing is loaded
    literal           what an address literal (RFC 5321 section 4.1.3) holds in its brackets
"""

from typing import NamedTuple


class Way(NamedTuple):
    """The way from the address to its PTR: records of the reverse zone, and of others.

    child     (origin, records) of one more zone
    forward   records of the forward zone
    loaded    whether the reverse zone is there at all
    assumed   records that zonelint is given in place of the reverse zone, which only the name server has
    """

    reverse: str = ""
    child: tuple[str, str] | None = None
    forward: str = ""
    loaded: bool = True
    assumed: str = ""


class Names(NamedTuple):
    """A name, and the records of the forward zone that tell of it; `child` as in Way."""

    name: str
    records: str = ""
    child: tuple[str, str] | None = None


CLASSLESS = "0/26 NS ns1.{domain}\n{label} CNAME {label}.0/26"
CHILD = "0/26.{reverse}"

STRAIGHT = "a PTR in the reverse zone"
WAYS = {
    STRAIGHT: Way("{label} PTR {target}"),
    "no PTR": Way("1 PTR {target}"),
    "no PTR but other data": Way('{label} TXT "none"'),
    "no PTR but an empty non-terminal": Way("x.{label} PTR {target}"),
    "reverse zone not loaded": Way(loaded=False),
    "reverse zone assumed": Way("{label} PTR {absolute}", assumed="{label}.{reverse} PTR {absolute}"),
    "PTR by a wildcard": Way("* PTR {target}"),
    "PTR by a wildcard of another name": Way('* PTR {target}\n{label} TXT "none"'),
    "classless": Way(CLASSLESS, (CHILD, "{label} PTR {target}")),
    "classless, PTR missing in the child": Way(CLASSLESS, (CHILD, "1 PTR {target}")),
    "classless, child not loaded": Way("0/26 NS ns.{outside}\n{label} CNAME {label}.0/26"),
    "classless, child not loaded, with glue": Way(
        "0/26 NS ns.0/26\nns.0/26 A {nowhere}\n{label} CNAME {label}.0/26\n{label}.0/26 PTR {target}"
    ),
    "classless, parent not loaded": Way(child=(CHILD, "{label} PTR {target}"), loaded=False),
    "classless, CNAME to nothing": Way("{label} CNAME {label}.0/26"),
    "classless, PTR in the parent": Way("{label} CNAME {label}.0-63\n{label}.0-63 PTR {target}"),
    "classless, range in the name": Way(
        "0-63 NS ns1.{domain}\n{label} CNAME {label}.0-63", ("0-63.{reverse}", "{label} PTR {target}")
    ),
    "CNAME into the forward zone": Way("{label} CNAME client.{domain}", forward="client PTR {target}"),
    "CNAME into the forward zone, no PTR": Way("{label} CNAME client.{domain}", forward='client TXT "none"'),
    "CNAME to nothing": Way("{label} CNAME gone.{domain}"),
    "CNAME out of the set": Way("{label} CNAME client.{outside}"),
    "several CNAMEs": Way("{label} CNAME a\na CNAME b.{domain}", forward="b CNAME c\nc PTR {target}"),
    "delegated, child loaded": Way("{label} NS ns1.{domain}", ("{label}.{reverse}", "@ PTR {target}")),
    "delegated, child not loaded": Way("{label} NS ns.{outside}\n{label} PTR {target}"),
    "delegated, child not loaded, with glue": Way("{label} NS ns.{label}\nns.{label} A {nowhere}"),
    "DNAME": Way("@ DNAME addresses.{domain}", forward="{label}.addresses PTR {target}"),
    "DNAME to nothing": Way("@ DNAME addresses.{domain}"),
    "DNAME out of the set": Way("@ DNAME addresses.{outside}"),
}

HOST = "a host with the address"
SINGLE_LABEL = "relay."
TARGETS = {
    HOST: Names("mail.{domain}", "mail {type} {address}"),
    "capitals": Names("MAIL.{domain}", "mail {type} {address}"),
    "the origin": Names("{domain}", "@ {type} {address}"),
    "a host of both families": Names("mail.{domain}", "mail {type} {address}\nmail {family} {foreign}"),
    "several addresses": Names("mail.{domain}", "mail {type} {other}\nmail {type} {address}"),
    "another address": Names("mail.{domain}", "mail {type} {other}"),
    "the other family only": Names("mail.{domain}", "mail {family} {foreign}"),
    "another address and the other family": Names("mail.{domain}", "mail {type} {other}\nmail {family} {foreign}"),
    "no address": Names("mail.{domain}", 'mail TXT "none"'),
    "an empty non-terminal": Names("mail.{domain}", "x.mail {type} {address}"),
    "a name that is missing": Names("mail.{domain}"),
    "a name without final dot": Names("mail.{undotted}", "mail {type} {address}"),
    "a number": Names("4.3.2.1."),
    "a single label": Names(SINGLE_LABEL),
    "a wildcard": Names("*.star.{domain}", "*.star {type} {address}"),
    "a wildcard that is missing": Names("*.star.{domain}"),
    "a name by a wildcard": Names("mail.star.{domain}", "*.star {type} {address}"),
    "a name by a wildcard with another address": Names("mail.star.{domain}", "*.star {type} {other}"),
    "a name that keeps a wildcard away": Names("mail.star.{domain}", "*.star {type} {address}\nx.mail.star NS ns1"),
    "a wildcard for all": Names("any.{domain}", "* {type} {address}"),
    "an underscore": Names("mail_out.{domain}", "mail_out {type} {address}"),
    "an underscore in front": Names("_mail.{domain}", "_mail {type} {address}"),
    "a hyphen in front": Names("-mail.{domain}", "-mail {type} {address}"),
    "a hyphen at the end": Names("mail-.{domain}", "mail- {type} {address}"),
    "a hyphen at the end of a label above": Names("mail.a-.{domain}", "mail.a- {type} {address}"),
    "hyphens inside": Names("ma--il.xn--a.{domain}", "ma--il.xn--a {type} {address}"),
    "a character of no host name": Names("mail+1.{domain}", "mail+1 {type} {address}"),
    "an escaped dot": Names("ma\\.il.{domain}", "ma\\.il {type} {address}"),
    "an escaped letter": Names("m\\097il.{domain}", "mail {type} {address}"),
    "an alias": Names("alias.{domain}", "alias CNAME mail\nmail {type} {address}"),
    "an alias of another address": Names("alias.{domain}", "alias CNAME mail\nmail {type} {other}"),
    "an alias of the other family": Names("alias.{domain}", "alias CNAME mail\nmail {family} {foreign}"),
    "an alias of nothing": Names("alias.{domain}", "alias CNAME gone"),
    "an alias out of the set": Names("alias.{domain}", "alias CNAME mail.{outside}"),
    "aliases in a row": Names("a1.{domain}", "a1 CNAME a2\na2 CNAME a3\na3 CNAME a4\na4 {type} {address}"),
    "below a DNAME": Names("mail.old.{domain}", "old DNAME new\nmail.new {type} {address}"),
    "below a DNAME to nothing": Names("mail.old.{domain}", "old DNAME new"),
    "below a DNAME out of the set": Names("mail.old.{domain}", "old DNAME new.{outside}"),
    "the owner of a DNAME": Names("old.{domain}", "old DNAME new\nold {type} {address}"),
    "a zone that is not loaded": Names("mail.{outside}"),
    "a delegation, child loaded": Names(
        "mail.sub.{domain}", "sub NS ns1", ("sub.{domain}", "mail {type} {address}")
    ),
    "a delegation, child loaded without it": Names(
        "mail.sub.{domain}", "sub NS ns1\nmail.sub {type} {address}", ("sub.{domain}", 'note TXT "none"')
    ),
    "a delegation, child not loaded": Names("mail.sub.{domain}", "sub NS ns.{outside}\nmail.sub {type} {address}"),
    "the glue of a delegation, child not loaded": Names(
        "ns.sub.{domain}", "sub NS ns.sub\nns.sub A {nowhere}\nns.sub AAAA 2001:db8:ffff::53"
    ),
}  # fmt: skip

DOMAINS = {
    "an MX": Names("from.{domain}", "from MX 10 mx\nmx A {nowhere}"),
    "two MX": Names("from.{domain}", "from MX 10 mx\nfrom MX 20 mx.{outside}\nmx A {nowhere}"),
    "an address": Names("from.{domain}", "from A {nowhere}"),
    "an IPv6 address": Names("from.{domain}", "from AAAA 2001:db8:ffff::1"),
    "an MX that is missing": Names("from.{domain}", "from MX 10 gone"),
    "an MX without address": Names("from.{domain}", 'from MX 10 mx\nmx TXT "none"'),
    "an MX that is an alias": Names("from.{domain}", "from MX 10 mx\nmx CNAME mx1\nmx1 A {nowhere}"),
    "an MX out of the set": Names("from.{domain}", "from MX 10 mx.{outside}"),
    "a null MX": Names("from.{domain}", "from MX 0 ."),
    "a null MX and an address": Names("from.{domain}", "from MX 0 .\nfrom A {nowhere}"),
    "a null MX beside another": Names("from.{domain}", "from MX 0 .\nfrom MX 10 mx\nmx A {nowhere}"),
    "an MX beside a null MX": Names("from.{domain}", "from MX 10 mx\nfrom MX 20 .\nmx A {nowhere}"),
    "neither MX nor address": Names("from.{domain}", 'from TXT "none"'),
    "missing": Names("from.{domain}"),
    "an empty non-terminal": Names("from.{domain}", "x.from MX 10 mx\nmx A {nowhere}"),
    "an alias of a domain with MX": Names("from.{domain}", "from CNAME other\nother MX 10 mx\nmx A {nowhere}"),
    "an alias of a host": Names("from.{domain}", "from CNAME other\nother A {nowhere}"),
    "an alias of a null MX": Names("from.{domain}", "from CNAME other\nother MX 0 ."),
    "an alias of a null MX beside another": Names("from.{domain}", "from CNAME other\nother MX 0 .\nother MX 9 mx"),
    "an alias of nothing": Names("from.{domain}", "from CNAME other"),
    "an alias out of the set": Names("from.{domain}", "from CNAME from.{outside}"),
    "an MX by a wildcard": Names("news.all.{domain}", "*.all MX 10 mx\nmx A {nowhere}"),
    "a null MX by a wildcard": Names("news.all.{domain}", "*.all MX 0 ."),
    "a null MX beside another by a wildcard": Names("news.all.{domain}", "*.all MX 0 .\n*.all MX 9 mx.{outside}"),
    "a name that keeps a wildcard away": Names("news.all.{domain}", '*.all MX 10 mx\nnews.all TXT "none"'),
    "below a DNAME": Names("news.was.{domain}", "was DNAME is\nnews.is MX 10 mx\nmx A {nowhere}"),
    "below a DNAME to nothing": Names("news.was.{domain}", "was DNAME is"),
    "the origin without MX": Names("{domain}"),
    "the origin with MX": Names("{domain}", "@ MX 10 mx\nmx A {nowhere}"),
    "an underscore": Names("_from.{domain}", "_from MX 10 mx\nmx A {nowhere}"),
    "a zone that is not loaded": Names("{outside}"),
    "a delegation, child loaded": Names("part.{domain}", "part NS ns1", ("part.{domain}", "@ MX 10 mx.{domain}")),
    "a delegation, child loaded without it": Names("part.{domain}", "part NS ns1", ("part.{domain}", "")),
    "a delegation, child not loaded": Names("part.{domain}", "part NS ns.{outside}\npart MX 10 mx"),
    "below a delegation, child not loaded": Names("news.part.{domain}", "part NS ns.part\nns.part A {nowhere}"),
}  # fmt: skip

GREETINGS = {
    "an address": Names("helo.{domain}", "helo A {nowhere}"),
    "the address": Names("helo.{domain}", "helo {type} {address}"),
    "an IPv6 address": Names("helo.{domain}", "helo AAAA 2001:db8:ffff::1"),
    "an MX": Names("helo.{domain}", "helo MX 10 mail"),
    "an MX that is missing": Names("helo.{domain}", "helo MX 10 gone"),
    "a null MX": Names("helo.{domain}", "helo MX 0 ."),
    "an alias": Names("helo.{domain}", "helo CNAME greeting\ngreeting A {nowhere}"),
    "an alias of an MX": Names("helo.{domain}", "helo CNAME greeting\ngreeting MX 10 mail"),
    "an alias of nothing": Names("helo.{domain}", "helo CNAME greeting"),
    "an alias of no address": Names("helo.{domain}", 'helo CNAME greeting\ngreeting TXT "none"'),
    "an alias out of the set": Names("helo.{domain}", "helo CNAME mail.{outside}"),
    "missing": Names("helo.{domain}"),
    "no address": Names("helo.{domain}", 'helo TXT "none"'),
    "an empty non-terminal": Names("helo.{domain}", "x.helo A {nowhere}"),
    "by a wildcard": Names("helo.every.{domain}", "*.every A {nowhere}"),
    "by a wildcard without address": Names("helo.every.{domain}", '*.every TXT "none"'),
    "below a DNAME": Names("helo.then.{domain}", "then DNAME now\nhelo.now A {nowhere}"),
    "below a DNAME to nothing": Names("helo.then.{domain}", "then DNAME now"),
    "an underscore": Names("helo_1.{domain}", "helo_1 A {nowhere}"),
    "capitals": Names("HELO.{domain}", "helo A {nowhere}"),
    "the origin": Names("{domain}"),
    "a zone that is not loaded": Names("mail.{outside}"),
    "a delegation, child loaded": Names("helo.hq.{domain}", "hq NS ns1", ("hq.{domain}", "helo A {nowhere}")),
    "a delegation, child loaded without it": Names("helo.hq.{domain}", "hq NS ns1", ("hq.{domain}", "")),
    "a delegation, child not loaded": Names("helo.hq.{domain}", "hq NS ns.hq\nns.hq A {nowhere}\nhelo.hq A {nowhere}"),
    "not fully qualified": Names("mail"),
    "an address literal": Names("[{literal}]"),
}  # fmt: skip
