"""gdnsd and PowerDNS's bind backend as readers of master files: whether they load one, and what they serve then."""

import re
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rdatatype

SECONDS = 30
GDNSD_CONFIG = """\
options => {{
    run_dir = {folder}, state_dir = {folder}, listen = 127.0.0.1, dns_port = {port}, udp_threads = 1, tcp_threads = 1
}}
plugins => {{ static => {{ four = 192.0.2.1, six = 2001:db8::1 }} }}
"""
PDNS_CONF = """\
launch=bind
bind-config={folder}/named.conf
local-address=127.0.0.1
local-port={port}
socket-dir={folder}
guardian=no
daemon=no
expand-alias=no
loglevel=1
any-to-tcp=no
"""


def write_gdnsd(folder: Path, zones: Mapping[str, Mapping[str, bytes]], port: int = 53) -> None:
    """Write the configuration and `zones`, origin -> files, for gdnsd; their other files lie in a folder each."""
    (folder / "zones").mkdir()
    (folder / "config").write_text(GDNSD_CONFIG.format(folder=folder, port=port))
    for origin, files in zones.items():
        apart = folder / "parts" / origin
        apart.mkdir(parents=True)
        for name, octets in files.items():
            (apart / name).write_bytes(octets)
        main = files["zone"].replace(b"$INCLUDE ", f"$INCLUDE {apart}/".encode())
        (folder / "zones" / origin.rstrip(".")).write_bytes(main)


def write_pdns(folder: Path, zones: Mapping[str, Mapping[str, bytes]], port: int = 53) -> None:
    """Write the configuration and `zones` for PowerDNS."""
    (folder / "pdns.conf").write_text(PDNS_CONF.format(folder=folder, port=port))
    conf = f'options {{ directory "{folder}"; }};\n'
    for origin, files in zones.items():
        apart = folder / "parts" / origin
        apart.mkdir(parents=True)
        for name, octets in files.items():
            (apart / name).write_bytes(octets.replace(b"$INCLUDE ", f"$INCLUDE {apart}/".encode()))
        conf += f'zone "{origin.rstrip(".")}" {{ type native; file "{apart}/zone"; }};\n'
    (folder / "named.conf").write_text(conf)


def refused_by_gdnsd(folder: Path) -> str:
    """Return what gdnsd says against the configuration and the zones in `folder`; empty if it loads them."""
    done = subprocess.run(["gdnsd", "-c", folder, "checkconf"], capture_output=True, timeout=SECONDS, check=False)
    return "" if done.returncode == 0 else done.stderr.decode("latin-1") or "refused"


def refused_by_pdns(folder: Path) -> str:
    """Return what PowerDNS says against the zones in `folder`; empty if it loads them and can serve each record."""
    command = ["pdnsutil", f"--config-dir={folder}", "check-all-zones"]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    output = (done.stdout + done.stderr).decode("latin-1")
    errors = [
        line for line in re.findall(r"\[Error\].*", output) if not re.search("Duplicate record|TTL mismatch", line)
    ]
    return "\n".join(errors)


@contextmanager
def served(command: Iterable[str], folder: Path, port: int, origin: str) -> Iterator[None]:
    """Run the server of `command` in between, from when it answers for `origin`."""
    with open(folder / "log", "w") as log:
        server = subprocess.Popen([*command], stdout=log, stderr=log, cwd=folder)
    try:
        until = time.monotonic() + SECONDS
        while not _answers(port, origin):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"it does not start: {(folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(SECONDS)


def _answers(port: int, origin: str) -> bool:
    query = dns.message.make_query(origin, "SOA")
    try:
        return bool(dns.query.udp(query, "127.0.0.1", timeout=0.2, port=port).answer)
    except (OSError, dns.exception.Timeout):
        return False


def asked(port: int, name: str, rtype: str) -> set[tuple[int, bytes]]:
    """Return (TTL, RDATA) of each record of `rtype` that the server has at `name`; names in lower case."""
    wanted = dns.rdatatype.from_text("TYPE65401" if rtype == "ALIAS" else rtype)
    query = dns.message.make_query(name, wanted, use_edns=0, payload=4096)
    response, _ = dns.query.udp_with_fallback(query, "127.0.0.1", timeout=5, port=port)
    owner = dns.name.from_text(name)
    return {
        (rrset.ttl, rdata.to_digestable())
        for rrset in response.answer
        if rrset.rdtype == wanted and rrset.name == owner
        for rdata in rrset
    }


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens at."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
