"""Zone sets made by chance from a seed that have a defect of each kind that can be fixed, or of most of them."""

import base64
from collections.abc import Callable, Sequence
from random import Random

from broken_sets import SERIALS, Style

_RSA_HEAD = bytes.fromhex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100")
_RSA_TAIL = bytes.fromhex("0203010001")
_SHARE = 0.7
"""Of the kinds, those that a set has."""


class BrokenKinds:
    """One set.

    files     name -> octets
    zones     file -> origin
    touched   (file, line) of the lines that fixes change or delete
    rules     the rules that report the defects
    pointers  address -> name: each PTR that must be there in the end
    more      the number of lines that may come
    sound     an address that has its PTR
    """

    def __init__(self, seed: int, *, unsafe: bool) -> None:
        self.random = random = Random(f"{seed} {unsafe}")
        self.files: dict[str, bytes] = {}
        self.touched: set[tuple[str, str]] = set()
        self.rules: set[str] = set()
        self.pointers: dict[str, str] = {}
        self.more = 0
        self.domain = random.choice(("example.org", "bakery.example.net", "a.b.shop.example"))
        self.network = f"{random.choice((11, 23, 45, 81))}.{random.randrange(1, 255)}.{random.randrange(1, 255)}"
        self.reverse = ".".join(reversed(self.network.split("."))) + ".in-addr.arpa"
        self.zones = {f"{origin}.zone": origin for origin in (self.domain, self.reverse)}
        self._forward_name, self._reverse_name = self.zones
        self._styles = {name: Style(random) for name in self.zones}
        for style in self._styles.values():
            style.ttl = ""
        self._numbers = iter(random.sample(range(10, 250), 120))
        self._groups: dict[str, list[list[str]]] = {name: [] for name in self.zones}
        self._first: list[str] = []
        self._apex: set[str] = set()
        self._make([kind for kind in (*SAFE, *(UNSAFE if unsafe else ())) if random.random() < _SHARE])

    def _make(self, kinds: "Sequence[Callable[[BrokenKinds], None]]") -> None:
        self.sound = self.host("ns1")
        self.host("ns2")
        self.host("mail")
        self.forward(("@", "TXT", '"v=spf1 mx -all"'))
        self.forward(("_dmarc", "TXT", '"v=DMARC1; p=reject"'))
        for kind in kinds:
            kind(self)
        for name in self.zones:
            self.random.shuffle(self._groups[name])
            lines = [*self._head(name), *(line for group in self._groups[name] for line in group)]
            self.files[name] = self._styles[name].octets(lines)
        self.files.update(self._index())

    def _index(self) -> dict[str, bytes]:
        """Return the configuration of BIND or of NSD, or none."""
        form = self.random.choice(
            (
                'zone "{origin}" {{ type primary; file "{file}"; }};\n',
                "zone:\n  name: {origin}\n  zonefile: {file}\n",
                "",
            )
        )
        if not form:
            return {}
        text = "".join(form.format(origin=origin, file=file) for file, origin in self.zones.items())
        return {"nsd.conf" if form.startswith("zone:") else "named.conf": text.encode()}

    def _head(self, file: str) -> list[str]:
        style, random = self._styles[file], self.random
        mname, rname = f"ns1.{self.domain}.", f"hostmaster.{self.domain}."
        if "soa-rname-at" in self._apex:
            rname = f"hostmaster@{self.domain}."
        if "soa-missing-trailing-dot" in self._apex and file == self._forward_name:
            mname = mname.rstrip(".")
        soa = style.line("@", "SOA", f"{mname} {rname} {random.choice(SERIALS)} 2h 15m 2w 1h")
        self.touched.add((file, soa))
        return ["$TTL 1h", soa, *(style.line("", "NS", f"{host}.{self.domain}.") for host in ("ns1", "ns2")), *(
            self._first if file == self._forward_name else ()
        )]  # fmt: skip

    # -- what the kinds are made with ----------------------------------------------------------------------------------

    def host(self, name: str, *, pointer: bool = True) -> str:
        """Add a host with its address, which it returns, and with its PTR unless something else is to be there."""
        number = next(self._numbers)
        address = f"{self.network}.{number}"
        self.forward((name, "A", address))
        if pointer:
            self.back((str(number), "PTR", f"{name}.{self.domain}."))
        self.pointers[address] = f"{name}.{self.domain}."
        return address

    def forward(self, *records: "tuple[str, str, str]", bad: Sequence[int] = ()) -> None:
        """Add records that stay together to the forward zone; fixes change those whose numbers are `bad`."""
        self._add(self._forward_name, records, bad)

    def back(self, *records: "tuple[str, str, str]", bad: Sequence[int] = ()) -> None:
        """Add records that stay together to the reverse zone."""
        self._add(self._reverse_name, records, bad)

    def _add(self, file: str, records: "Sequence[tuple[str, str, str]]", bad: Sequence[int]) -> None:
        lines = [self._styles[file].line(*record) for record in records]
        self._groups[file].append(lines)
        self.touched |= {(file, lines[number]) for number in bad}

    def line(self, text: str, *, bad: bool = False, first: bool = False) -> None:
        """Add a line as it stands to the forward zone."""
        if first:
            self._first.append(text)
        else:
            self._groups[self._forward_name].append([text])
        if bad:
            self.touched.add((self._forward_name, text))

    def apex(self, rule: str) -> None:
        """Let the SOA record be one that `rule` reports."""
        self._apex.add(rule)

    def key(self) -> str:
        """Return a key for DKIM, of 2048 bits, that nobody else has, as the end of a string and another one."""
        text = base64.b64encode(_RSA_HEAD + b"\xc1" + self.random.randbytes(254) + b"\x01" + _RSA_TAIL).decode()
        return f'p={text[:180]}" "{text[180:]}"'


# -- what is fixed for certain ---------------------------------------------------------------------------------------


def _cname(made: BrokenKinds) -> None:
    made.rules.add("cname-target-missing")
    made.forward(("alias", "CNAME", f"ns1.{made.domain}"), bad=[0])


def _ns(made: BrokenKinds) -> None:
    made.rules.add("ns-target-without-address")
    made.forward(("lab", "NS", f"ns1.{made.domain}"), ("lab", "NS", f"ns2.{made.domain}."), bad=[0])


def _mx(made: BrokenKinds) -> None:
    made.rules.add("mx-target-without-address")
    made.forward(("box", "MX", f"10 mail.{made.domain}"), ("box", "TXT", '"of the box"'), bad=[0])


def _srv(made: BrokenKinds) -> None:
    made.rules.add("srv-target-without-address")
    made.forward(("_imaps._tcp", "SRV", f"0 5 993 mail.{made.domain}"), bad=[0])


def _dkim_syntax(made: BrokenKinds) -> None:
    made.rules.add("dkim-key-syntax")
    made.forward(("key1._domainkey", "TXT", f'"v=DKIM1;; {made.key()}'), bad=[0])


def _dkim_unusable(made: BrokenKinds) -> None:
    made.rules.add("dkim-key-unusable")
    made.forward(("key2._domainkey", "TXT", f'"v=DKIM1; k=RSA; {made.key()}'), bad=[0])


def _spf_duplicate(made: BrokenKinds) -> None:
    made.rules.add("spf-duplicate-term")
    term = f"ip4:{made.sound}"
    made.forward(("news", "TXT", f'"v=spf1 {term} a:mail.{made.domain} {term} -all"'), bad=[0])


def _pointer_owner(made: BrokenKinds) -> None:
    made.rules.add("ptr-owner-malformed")
    address = made.host("web1", pointer=False)
    tail = ".".join(made.reverse.split(".")[:3])
    made.back((f"{address.rpartition('.')[2]}.{tail}", "PTR", f"web1.{made.domain}."), bad=[0])


def _pointer_target(made: BrokenKinds) -> None:
    made.rules.add("ptr-target-without-address")
    address = made.host("web2", pointer=False)
    made.back((address.rpartition(".")[2], "PTR", f"web2.{made.domain}"), bad=[0])


def _no_pointer(made: BrokenKinds) -> None:
    made.rules.add("address-without-ptr")
    for name in ("web3", "web4"):
        made.host(name, pointer=False)
        made.more += 1


def _sender(made: BrokenKinds) -> None:
    made.rules.add("mail-sender-without-ptr")
    made.host("mail2", pointer=False)
    made.forward(("letters", "MX", "10 mail2"))
    made.more += 1


def _dot(made: BrokenKinds) -> None:
    made.rules.add("missing-trailing-dot")
    made.forward(("_http._tcp", "PTR", f"Shop._http._tcp.{made.domain}"), bad=[0])
    made.forward(("Shop._http._tcp", "SRV", "0 0 80 ns1"), ("Shop._http._tcp", "TXT", '"path=/"'))


def _owner_dot(made: BrokenKinds) -> None:
    made.rules.add("owner-missing-trailing-dot")
    made.forward((f"info.{made.domain}", "TXT", '"verification"'), bad=[0])


def _long_text(made: BrokenKinds) -> None:
    made.rules.add("syntax-error")
    made.forward(("long", "TXT", f'"{"0123456789abcdef" * made.random.randrange(16, 40)}"'), bad=[0])


def _soa_dot(made: BrokenKinds) -> None:
    made.rules.add("soa-missing-trailing-dot")
    made.apex("soa-missing-trailing-dot")


def _rname(made: BrokenKinds) -> None:
    made.rules.add("soa-rname-at")
    made.apex("soa-rname-at")


def _duplicate(made: BrokenKinds) -> None:
    made.rules.add("duplicate-record")
    text = '"twice"'
    made.forward(("note", "TXT", text), ("note", "HINFO", '"a" "b"'), ("NOTE", "TXT", text), bad=[2])


def _suppression(made: BrokenKinds) -> None:
    made.rules.add("unused-suppression")
    made.line("; zonelint: ignore[ptr-target-without-address] it was one", bad=True)


SAFE = (
    _cname, _ns, _mx, _srv, _dkim_syntax, _dkim_unusable, _spf_duplicate, _pointer_owner, _pointer_target, _no_pointer,
    _sender, _dot, _owner_dot, _long_text, _soa_dot, _rname, _duplicate, _suppression,
)  # fmt: skip


# -- what chooses between two readings -------------------------------------------------------------------------------


def _ns_alias(made: BrokenKinds) -> None:
    made.rules.add("ns-target-is-cname")
    made.forward(("nsalias", "CNAME", "ns1"))
    made.forward(("sub", "NS", "nsalias"), ("sub", "NS", "ns2"), bad=[0])


def _mx_alias(made: BrokenKinds) -> None:
    made.rules.add("mx-target-is-cname")
    made.forward(("mxalias", "CNAME", "mail"))
    made.forward(("post", "MX", "10 mxalias"), ("post", "TXT", '"post"'), bad=[0])


def _srv_alias(made: BrokenKinds) -> None:
    made.rules.add("srv-target-is-cname")
    made.forward(("srvalias", "CNAME", "mail"))
    made.forward(("_submissions._tcp", "SRV", "0 1 465 srvalias"), bad=[0])


def _null_mx(made: BrokenKinds) -> None:
    made.rules.add("null-mx-not-alone")
    made.forward(("quiet", "MX", "0 ."), ("quiet", "MX", "10 mail"), bad=[0])


def _spf_syntax(made: BrokenKinds) -> None:
    made.rules.add("spf-syntax")
    term = made.random.choice(("ipv4:{}", "ip4={}", "ip:{}")).format(made.sound)
    made.forward(("offers", "TXT", f'"v=spf1 a:mail.{made.domain} {term} -all"'), bad=[0])


def _spf_strings(made: BrokenKinds) -> None:
    made.rules.add("spf-split-string-join")
    made.forward(("lists", "TXT", f"v=spf1 a:mail.{made.domain} -all"), ("lists", "MX", "10 mail"), bad=[0])


def _spf_all(made: BrokenKinds) -> None:
    made.rules.add("spf-terms-after-all")
    made.forward(("shop", "TXT", f'"v=spf1 a:mail.{made.domain} -all ip4:{made.sound}"'), bad=[0])


def _mismatch(made: BrokenKinds) -> None:
    made.rules.add("ptr-address-mismatch")
    address = made.host("new1", pointer=False)
    made.host("old1")
    made.back((address.rpartition(".")[2], "PTR", f"old1.{made.domain}."), bad=[0])


def _pointer_alias(made: BrokenKinds) -> None:
    made.rules.add("ptr-target-is-cname")
    address = made.host("real", pointer=False)
    made.forward(("other", "CNAME", "real"))
    made.back((address.rpartition(".")[2], "PTR", f"other.{made.domain}."), bad=[0])


def _ttl(made: BrokenKinds) -> None:
    made.rules.add("rrset-ttl-mismatch")
    made.forward(("300s", "TXT", '"the name is no TTL"'))
    first, second = (f'times {ttl} IN TXT "{ttl}"' for ttl in (3600, 300))
    made.line(first, bad=True)  # if it comes as the second one
    made.line(second, bad=True)


def _misspelt(made: BrokenKinds) -> None:
    made.rules.add("address-misspelt")
    made.forward(("cam1", "A", "192.168.9.1"), ("cam2", "A", "192.168.9.2"), ("cam3", "A", "192.68.9.3"), bad=[2])


def _of_client(made: BrokenKinds) -> None:
    made.rules.add("address-of-client")
    made.forward(("kiosk", "A", "192.168.9.7"), ("kiosk", "AAAA", "::1"), bad=[1])


def _spf_void(made: BrokenKinds) -> None:
    made.rules.add("spf-void-term")
    made.forward(("leaflets", "A", "192.168.9.8"))
    text = f'"v=spf1 mx:leaflets.{made.domain} ip4:4.3.2.0/24 -all"'
    made.forward(("bulletin", "MX", "10 mail"), ("bulletin", "TXT", text), bad=[1])


def _field(made: BrokenKinds) -> None:
    made.rules.add("field-as-owner")
    made.line("IN      MX    10 mail", bad=True, first=True)


UNSAFE = (
    _ns_alias, _mx_alias, _srv_alias, _null_mx, _spf_syntax, _spf_strings, _spf_all, _mismatch, _pointer_alias, _ttl,
    _field, _misspelt, _of_client, _spf_void,
)  # fmt: skip
