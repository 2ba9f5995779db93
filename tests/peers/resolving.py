"""NSD and Unbound: the resolver of a machine to which the given zones are all of the DNS.

NSD serves the zones; it is their one name server, whatever their NS records say, and every glue leads to it. Unbound
asks it, and answers SERVFAIL for each name that lies in none of the zones: there a receiver of mail defers, just where
the zones cannot tell. Names below a delegation whose zone is not served end alike.
"""

import socket
from collections.abc import Mapping
from pathlib import Path

import dns.message
from sandbox import Servers, wait_for_zone, wait_until

NAME_SERVER = "192.0.2.53"
"""The address that NSD answers at, so that it is the one for glue to name."""
RESOLVER = "127.0.0.53"

# Zones that Unbound answers for by itself unless it is told not to; unblock-lan-zones is for those of addresses.
BUILT_IN = ("test.", "invalid.", "onion.", "home.arpa.", "localhost.")

NSD_CONF = """\
server:
  ip-address: {server}
  username: ""
  database: ""
  pidfile: ""
  xfrdfile: ""
  zonelistfile: "{folder}/nsd.zones"
  zonesdir: "{folder}"
  server-count: 1
  round-robin: no
  rrl-ratelimit: 0
remote-control:
  control-enable: no
"""
# Nothing is shuffled, remembered for long or asked beyond need: two runs see the same.
UNBOUND_CONF = """\
server:
  interface: {resolver}
  access-control: 127.0.0.0/8 allow
  username: ""
  chroot: ""
  directory: "{folder}"
  pidfile: ""
  use-syslog: no
  logfile: ""
  verbosity: 1
  module-config: "iterator"
  do-not-query-localhost: no
  do-ip6: no
  qname-minimisation: no
  harden-below-nxdomain: no
  unblock-lan-zones: yes
  insecure-lan-zones: yes
  target-fetch-policy: "0 0 0 0 0"
  rrset-roundrobin: no
  ratelimit: 0
remote-control:
  control-enable: no
"""


def start_resolver(zones: Mapping[str, str], folder: Path, servers: Servers) -> None:
    """Start both, with their files in `folder`; `zones` is origin -> master file.

    Raises RuntimeError if a server does not start, or a zone does not load.
    """
    conf = NSD_CONF.format(server=NAME_SERVER, folder=folder)
    for number, (origin, text) in enumerate(zones.items()):
        (folder / f"{number}.zone").write_text(text, encoding="ascii")
        conf += f'zone:\n  name: "{origin}"\n  zonefile: "{number}.zone"\n'
    (folder / "nsd.conf").write_text(conf, encoding="ascii")
    nsd = servers.start("nsd", "nsd", "-d", "-c", str(folder / "nsd.conf"))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.connect((NAME_SERVER, 53))
        udp.settimeout(5)
        for origin in zones:
            wait_for_zone(nsd, udp, origin)
    _start_unbound(zones, folder, servers)


def _start_unbound(zones: Mapping[str, str], folder: Path, servers: Servers) -> None:
    conf = UNBOUND_CONF.format(resolver=RESOLVER, folder=folder)
    conf += "server:\n" + "".join(f'  local-zone: "{name}" nodefault\n' for name in BUILT_IN)
    # For names outside NSD answers REFUSED, as the root's server too, and Unbound makes that SERVFAIL.
    for origin in dict.fromkeys([*zones, "."]):
        conf += f'stub-zone:\n  name: "{origin}"\n  stub-addr: {NAME_SERVER}\n  stub-prime: no\n'
    (folder / "unbound.conf").write_text(conf, encoding="ascii")
    unbound = servers.start("unbound", "unbound", "-d", "-p", "-c", str(folder / "unbound.conf"))
    wait_until(_answers, unbound, "Unbound did not answer")


def _answers() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(1)
        try:
            udp.connect((RESOLVER, 53))
            udp.send(dns.message.make_query("version.bind", "TXT", "CH").to_wire())
            return bool(udp.recv(512))
        except OSError:
            return False
