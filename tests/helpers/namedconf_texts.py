"""Configurations of BIND by chance from a seed: valid ones, and what becomes of them by a slip of the hand."""

import random
import re

_ADDRESSES = ["any", "none", "localhost", "10/8", "!10.1.2.3", "! 192.0.2.0/24", "2001:db8::/32", "inside", "key k"]
_TOKEN = re.compile(r'"[^"]*"|/\*.*?\*/|//[^\n]*|#[^\n]*|[{};]|[^\s{};"]+', re.DOTALL)
_UNKNOWN = ["frobnicate yes;", "no-such-thing { a; b; };", 'zone-of "x";']
_COMMENTS = ["/* zone { */", "// }\n", "# ;\n", "/* a\n * b */"]


class Texts:
    """Makes configurations, each from its own seed; they need no file, and name no key or list but what they have."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def valid(self) -> str:
        """Return a configuration that BIND accepts."""
        parts = [
            'key "k" { algorithm hmac-sha256; secret "aGVsbG8="; };',
            f"acl inside {self.block(1)};",
            self.options(),
        ]
        if self.maybe():
            parts.append('logging { channel c { file "log" versions 3 size 5m; severity info; print-time yes; };\n'
                         "  category default { c; default_syslog; }; };")  # fmt: skip
        if self.maybe():
            parts.append('controls { inet 127.0.0.1 port 953 allow { localhost; } keys { "k"; }; };')
        if self.maybe():
            parts.append("server 192.0.2.1 { bogus no; transfers 3; keys k; };")
        if self.maybe():
            parts.append("primaries others port 53 { 192.0.2.1 key k; 2001:db8::1 port 5353; };")
        else:
            parts.append("masters others { 192.0.2.1; };")
        zones = [self.zone(number) for number in range(self.chance.randint(1, 4))]
        if self.maybe():
            inner = "\n".join(zones)
            zones = [f"view v {self.of('', 'in ')}{{ match-clients {self.block(1)}; recursion no;\n{inner}\n}};"]
        return "\n".join(self.shuffled(parts) + zones) + "\n"

    def mutated(self) -> str:
        """Return such a configuration after one or two slips."""
        text = self.valid()
        for _ in range(self.of(1, 1, 2)):
            text = self.slip(text)
        return text

    def slip(self, text: str) -> str:
        """Return `text` with a token gone, twice, elsewhere or foreign; or with a brace, a quote or a comment more."""
        tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
        (start, end), (later, last) = sorted(self.chance.sample(tokens, 2))
        kind = self.chance.randrange(10)
        if kind < 3:
            return text[:start] + text[end:]
        if kind == 3:
            return f"{text[:end]} {text[start:end]}{text[end:]}"
        if kind == 4:
            return text[:start] + text[later:last] + text[end:later] + text[start:end] + text[last:]
        if kind == 5:
            index = next((i for i, span in enumerate(tokens) if span[0] == later), 0)
            before = tokens[max(index - 1, 0)]
            return f"{text[: before[0]]}{text[later:last]} {text[before[0] : before[1]]}{text[last:]}"
        added = self.of(
            *([";", "{", "}", '"', "yes", "10", '"x"'] if kind < 8 else _COMMENTS + _UNKNOWN + ["/*", "*/"])
        )
        return f"{text[:end]} {added} {text[end:]}"

    def options(self) -> str:
        """Return the statement `options`."""
        values = [
            'directory "."', "recursion no", f"allow-query {self.block()}", f"allow-transfer {self.block()}",
            "notify explicit", 'version "none of \\"it\\""', "listen-on port 53 { any; }", "listen-on-v6 { none; }",
            "max-cache-size 90%", "max-cache-ttl 1d2h", "forwarders { 192.0.2.1; 192.0.2.2 port 5353; }",
            "forward only", "check-names primary ignore", "check-names secondary warn", "dnssec-validation auto",
            "querylog yes", "tcp-clients 150", "also-notify port 5353 { 192.0.2.9; }", "minimal-responses no-auth",
            "rate-limit { responses-per-second 5; window 5; exempt-clients { inside; }; }", "empty-zones-enable no",
            'response-policy { zone "rpz.example" policy given; } qname-wait-recurse no', 'pid-file "named.pid"',
            "deny-answer-addresses { 10/8; } except-from { \"example.net\"; }", "transfer-source *", "hostname none",
            "disable-empty-zone \"10.in-addr.arpa\"", "zone-statistics full", "prefetch 2 9", "max-journal-size 5m",
        ]  # fmt: skip
        if any("response-policy" in value for value in values):
            values = [value for value in values if "response-policy" not in value]
        chosen = self.shuffled(values)[: self.chance.randint(2, 9)]
        return "options {\n  " + ";\n  ".join(chosen) + ";\n};"

    def zone(self, number: int) -> str:
        """Return a zone statement; its name is its own."""
        name = self.of(f'"z{number}.example"', f"z{number}.example", f'"{number}.2.0.192.in-addr.arpa"')
        inner = self.of(
            f'type primary; file "z{number}.db"',
            f'type master; file "z{number}.db"; allow-update {self.block()}',
            f'type primary; file "z{number}.db"; update-policy {{ grant k zonesub ANY; grant * self * A AAAA; }}',
            f'type primary; file "z{number}.db"; update-policy local',
            f'type secondary; primaries {{ others; }}; file "z{number}.db"',
            f'type slave; masters port 5353 {{ 192.0.2.1 key k; 2001:db8::1; }}; file "z{number}.db"',
            "type forward; forwarders { 192.0.2.1; }; forward first",
            "type stub; primaries { 192.0.2.1; }",
            "type static-stub; server-addresses { 192.0.2.1; }",
        )
        more = self.of("", "", " allow-query { any; };", " notify no;", " check-names ignore;", " zone-statistics yes;")
        if "forward" in inner or "static" in inner:
            more = ""
        return f"zone {name} {self.of('', 'IN ', 'in ')}{{ {inner};{more} }};"

    def block(self, least: int = 0) -> str:
        """Return a list of addresses."""
        items = [self.of(*_ADDRESSES[:-2], "{ 10/8; !{ 192.0.2.1; }; }") for _ in range(self.chance.randint(least, 3))]
        return "{ " + "".join(f"{item}; " for item in items) + "}"

    def of(self, *choices):  # type: ignore[no-untyped-def]
        """Return one of `choices`."""
        return self.chance.choice(choices)

    def maybe(self) -> bool:
        """Return a coin's toss."""
        return self.chance.random() < 0.5

    def shuffled(self, items: list[str]) -> list[str]:
        """Return `items` in another order."""
        return self.chance.sample(items, len(items))

    def zones_of_names(self) -> dict[str, tuple[str, str]]:
        """Return zones of one record each: origin -> (master file, what its zone statement says of `check-names`)."""
        zones = {}
        for number in range(80):
            origin = f"z{number}.{self.of('example', 'example', f'{number}.in-addr.arpa', f'{number}.ip6.arpa')}"
            mode = self.of("", "", "", "", "check-names fail;", "check-names warn;", "check-names ignore;")
            soa = f"{self.name()} {self.name()}" if self.chance.random() < 0.1 else "ns.example.net. h.example.net."
            head = f"$TTL 1h\n@ SOA {soa} 1 1h 1h 2w 1h\n@ NS ns.example.net.\n"
            zones[origin] = f"{head}{self.name()} {self.rdata()}\n", mode
        return zones

    def name(self) -> str:
        """Return a relative or absolute name, good for a host or not."""
        labels = [self.of(*_LABELS) for _ in range(self.chance.randint(1, 3))]
        name = ".".join(labels)
        if self.chance.random() < 0.1:
            name = self.of("gc._msdcs", "GC._MSDCS.a", "*", "*.a", "a.*", "b._dns-sd._udp", "x._dns-sd._udp.a")
        return name

    def rdata(self) -> str:
        """Return a type that BIND may look at, and RDATA of it."""
        target = self.name() + self.of("", ".example.net.")
        return self.of(
            "A 192.0.2.1", "A 192.0.2.1", "AAAA 2001:db8::1", f"MX 10 {target}", "MX 10 mail.example.net.",
            f"NS {target}", f"PTR {target}", f"PTR {target}", f"SRV 0 0 1 {target}", f"CNAME {target}", "TXT x",
            f"RP {target} .", f"AFSDB 1 {target}", f"RT 1 {target}", f"KX 1 {target}", f"HTTPS 1 {target}",
            f"SVCB 1 {target}", f"MINFO {target} {target}", f"MB {target}", f"MG {target}", f"MR {target}",
            "WKS 192.0.2.1 TCP 25", f"DNAME {target}", "MX 0 .", "TYPE1 \\# 4 c0000201",
        )  # fmt: skip


_LABELS = [
    "a", "B", "web-1", "web_1", "-a", "a-", "a--b", "9", "_x", "x\\_y", "x\\.y", "x\\032y", "\\119eb", "a+b", "*",
    "xn--a", "www", "mail", "1", "db", "ns7",
]  # fmt: skip
MADE_UP = ["frobnicate", "no-such-thing", "zone-of", "inside", "others", "hmac-sha256"]
"""Words of these texts that could be the name of a statement, and are none."""
FORMS = [
    '/* a */ options /* b */ { # c\n directory "." ; // d\n allow-query { ! { 10.0.0.1; } ; any ; } ;\n'
    ' version "a \\"quoted\\" ; } name"; };\nzone x.example IN { type primary; file "a"; };\n'
    'zone"n.example"{type primary;file"f";};zone Y.Example. in { type master; file "c;d"; masterfile-format raw; };\n'
    'zone "esc\\.aped.example" { type primary; file "e"; };\nzone "d" { type primary; database "_dns 1"; };\n'
    'zone "." { type hint; file "/dev/null"; };',
    'options { include "options.txt"; };\ninclude "*.inc";\nzone "i.example" { include "zone.txt"; };',
    'view one { match-clients { !192.0.2.1; 10/8; }; zone "a" { type primary; file "a"; }; };\n'
    'view "two" IN { include "*.inc"; zone a { in-view one; }; };\n'
    'view "c" chaos { zone "bind" chaos { type primary; database "_builtin version"; }; };',
    'primaries p port 53 { 192.0.2.1 port 54 key k tls ephemeral; 2001:db8::1 key "k"; q; };\n'
    'masters q { 192.0.2.7; };\nkey k { secret "aGVsbG8="; algorithm "hmac-sha256"; };\n'
    'zone s.example { type secondary; masters port 99 { p; 192.0.2.2 tls t; }; file "s"; };\n'
    'tls t { protocols { TLSv1.2; }; cert-file "x"; key-file "y"; };\n'
    'zone "f" { type forward; forward only; forwarders port 5353 { 192.0.2.1 port 53 ; 2001:db8::1; }; };\n'
    'zone "st" { type stub; primaries { 192.0.2.1; }; };\n'
    'zone "m" { type mirror; primaries { 192.0.2.1; }; file "m"; };\n'
    'zone "p" { type primary; file "p"; allow-transfer port 853 transport tls { key k; };'
    " also-notify { 192.0.2.1 key k; }; };",
    'options { catalog-zones { zone "c" default-primaries { 192.0.2.1; } zone-directory "x" in-memory no; };\n'
    ' response-policy { zone "r" policy given; zone s; } recursive-only no qname-wait-recurse no; };\n'
    'zone "c" { type primary; file "c"; };\nzone "r" { type primary; file "r"; };\n'
    'zone "s" { type primary; file "s"; };\ndlz "x" { database "dlopen x.so"; search no; };\n'
    "statistics-channels { inet 127.0.0.1 port 8053 allow { any; }; };\n"
    'logging { channel "x" { file "l" versions unlimited size 1g suffix timestamp; severity debug 3;'
    ' print-time iso8601; }; category "default" { "x"; null; }; };',
    'acl "a" { 10.0.0.0/8; !192.0.2.1; { 1.2.3.4; ! b; }; key x; localhost; geoip country US; };\nacl b { none; };\n'
    'key "x" { algorithm hmac-sha256; secret aGVsbG8=; };\ncontrols { inet * port 953 allow { any; } keys { x; }'
    ' read-only yes; unix "/x" perm 384 owner 0 group 0; };\n'
    "options { query-source address 192.0.2.1; listen-on tls ephemeral { any; };"
    " sortlist { { localhost; { localnets; }; }; }; max-cache-size unlimited;"
    " max-cache-ttl P1DT2H; forwarders { }; dns64 64:ff9b::/96 { clients { any; };"
    ' mapped { !10/8; any; }; suffix ::; break-dnssec yes; }; rrset-order { class IN type A name "x.example"'
    ' order cyclic; order random; }; dual-stack-servers port 53 { "d.example" port 53; 192.0.2.1; };'
    ' disable-algorithms "x" { RSASHA1; }; fetches-per-server 5 drop; session-keyfile none; lock-file none; };\n'
    'server 192.0.2.0/24 { keys { x; }; bogus yes; };\nserver 2001:db8::1 { keys "x"; edns-version 0; };\n'
    "dnssec-policy p { keys { csk lifetime unlimited algorithm 13; };"
    " nsec3param iterations 0 optout no salt-length 0; };\n"
    'zone "d" { type primary; file "d"; dnssec-policy p; inline-signing yes; journal "j";'
    " parental-agents { 192.0.2.1; }; ixfr-from-differences yes; max-ixfr-ratio 50%; serial-update-method date; };",
]
"""Configurations in forms that are seldom seen."""
