"""Configurations of gdnsd and PowerDNS, mutated by chance: each seed makes one, always the same."""

from random import Random

GDNSD = """\
options => {
    listen => [ 127.0.0.1, "[::1]:5353" ], # both
    zones_default_ttl = 3600
    zones_strict_data = true, tcp_threads = 2
    state_dir = "STATE", run_dir = STATE ; here
    nsid_ascii = ns\\0491, acme_challenge_dns_ttl = 0
    lock_mem => False
    dns_port = 053
}
service_types => {
    web => { plugin => http_status, vhost => www.example.com, url_path => "/check me", ok_codes => [ 200, 301 ] }
    $include{part}
}
plugins => { static => { four = 192.0.2.1, six = 2001:db8::1 }, null => {},
    simplefo => { service_types = [ up ], pair => { primary => 192.0.2.1 secondary => 192.0.2.2 } } }
"""
_GDNSD_PIECES = (
    "{", "}", "[", "]", "=", "=>", ",", '"', "\\", "\n", " ", "#", ";", "$", "$include{", "true", "0", "-1",
    "99999999999", "options", "x", "\\049", "\\999", "{}", "[]", "é", "\t", "0x10", "tcp_timeout = 1",
    "udp_threads = 7", "min_ttl = 9",
)  # fmt: skip

PDNS = """\
# PowerDNS
launch=bind
bind-config=FOLDER/named.conf
local-address=127.0.0.1, ::1
local-port=5300
launch+=
loglevel=4
webserver=no
setuid=
default-soa-content=a.misconfigured.dns.server.invalid hostmaster.@ 0 10800 3600 604800 3600
"""
_PDNS_PIECES = (
    "=", "+=", "\n", "#", " ", "\t", "launch", "bind", "bind-config", "no", "yes", "include-dir=", "\\\n", '"', "é",
    "-",
    "local-port=x", "bind-dnssec-db=", "; x", "config-dir=/", "launch=bind:one", "bind-config",
)  # fmt: skip


def mutated(text: str, seed: int) -> str:
    """Return `text`, GDNSD or PDNS, with one to three changes: pieces put in, taken out, swapped, doubled."""
    chance = Random(seed)
    pieces = _GDNSD_PIECES if text is GDNSD else _PDNS_PIECES
    for _ in range(chance.randint(1, 3)):
        at, length = chance.randrange(len(text)), chance.choice((0, 1, 1, 2, 5, 20))
        kind = chance.random()
        if kind < 0.4:
            text = text[:at] + chance.choice(pieces) + text[at:]
        elif kind < 0.7:
            text = text[:at] + text[at + max(length, 1) :]
        elif kind < 0.85:
            text = text[:at] + chance.choice(pieces) + text[at + max(length, 1) :]
        else:
            text = text[: at + length] + text[at:]
    return text
