"""A BIND `named` of our own, asked many questions: alone on loopback, in a network namespace where that can be made.

`ask` and `run_beside` are for the tests. They start this file again as a program inside the namespace; the program
starts named, asks it everything or runs a command, stops it, and leaves what came of it as JSON.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
from sandbox import Servers, answers_of, own_network, serve, wait_for_zone

ALL_SECONDS = 120

# No recursion, no validation, no priming, no notifies: nothing makes named send a packet of its own. Checks of a
# zone's sense are off, since senseless zones are asked for. max-query-restarts is above our own limit of links,
# so that the length of a chain is seen in the answer.
NAMED_CONF = """\
options {{
    directory "{folder}";
    pid-file "{folder}/named.pid";
    session-keyfile none;
    listen-on port {port} {{ 127.0.0.1; }};
    listen-on-v6 {{ none; }};
    recursion no;
    dnssec-validation no;
    empty-zones-enable no;
    minimal-responses yes;
    minimal-any no;
    max-query-restarts 40;
    message-compression no;
    notify no;
    check-names primary ignore;
    check-integrity no;
    check-sibling no;
    check-wildcard no;
    check-mx ignore;
    check-mx-cname ignore;
    check-srv-cname ignore;
    check-spf ignore;
    answer-cookie no;
    edns-udp-size 4096;
    max-udp-size 4096;
}};
controls {{ }};
"""


def ask(
    zones: Mapping[str, str], questions: Sequence[tuple[str, str]], folder: Path, named: str | None = None
) -> list[dict[str, Any]]:
    """Load `zones` (origin -> master file) into named and return its response to each (name, type).

    A response is ``{"rcode", "aa", "answer": [[owner, type, [rdata …]] …], "authority": [type …]}``, owners in
    lower case. An alias into another of the zones is asked for, too: then the response is the last one, with the
    answer sections of all. Raises RuntimeError with named's log if it does not start or does not load a zone.
    """
    responses: list[dict[str, Any]] = _work(zones, {"questions": list(questions)}, folder, named)
    return responses


def run_beside(zones: Mapping[str, str], words: Sequence[str], folder: Path) -> dict[str, Any]:
    """Load `zones` into named, and run zonelint with `words`, in the current folder, where it can be asked.

    ``{port}`` in a word becomes named's port on 127.0.0.1. Returns ``{"status", "out", "err"}``.
    """
    ran: dict[str, Any] = _work(zones, {"words": list(words)}, folder, None)
    return ran


def _work(zones: Mapping[str, str], work: dict[str, Any], folder: Path, named: str | None) -> Any:
    """Let the program do `work` beside a named with `zones`; returns what it left."""
    named = named or shutil.which("named") or shutil.which("named", path="/usr/sbin:/usr/local/sbin")
    if named is None:
        raise RuntimeError("named is not installed (Debian: bind9)")
    port = _free_port()
    conf = NAMED_CONF.format(folder=folder, port=port)
    for number, (origin, text) in enumerate(zones.items()):
        (folder / f"{number}.zone").write_text(text, encoding="ascii")
        conf += f'zone "{origin}" {{ type primary; file "{number}.zone"; }};\n'
    (folder / "named.conf").write_text(conf, encoding="ascii")
    job = {"named": named, "port": port, "origins": list(zones), **work}
    return answers_of(__file__, job, folder, own_network(), ALL_SECONDS)


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(folder: Path) -> None:
    """Start named, put the questions in `folder` to it, write the answers there, stop named."""

    def work(job: dict[str, Any], servers: Servers) -> Any:
        server = servers.start("named", job["named"], "-g", "-n", "1", "-c", str(folder / "named.conf"))
        return _questioned(server, job)

    serve(folder, folder, work)


def _questioned(server: "subprocess.Popen[bytes]", job: dict[str, Any]) -> Any:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.connect(("127.0.0.1", job["port"]))
        udp.settimeout(5)
        for origin in job["origins"]:
            wait_for_zone(server, udp, origin)
        if "words" in job:
            return _ran([word.replace("{port}", str(job["port"])) for word in job["words"]])
        return [_resolved(udp, job["port"], name, rtype) for name, rtype in job["questions"]]


def _ran(words: Sequence[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "zonelint", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=ALL_SECONDS)
    return {"status": done.returncode, "out": done.stdout, "err": done.stderr}


def _resolved(udp: socket.socket, port: int, name: str, rtype: str) -> dict[str, Any]:
    """Ask named as a resolver does: where the chain ends without records, ask for that name itself.

    Within one response named follows aliases only inside the zone of the first name.
    """
    asked: set[str] = set()
    answer: list[Any] = []
    while True:
        response = _response(udp, port, name, rtype)
        answer += response["answer"]
        asked.add(name)
        name, records, _ = end_of_chain(name, rtype, answer)
        if records or name in asked or response["rcode"] == "YXDOMAIN":
            return {**response, "answer": answer}


def end_of_chain(name: str, rtype: str, answer: list[Any]) -> tuple[str, list[str], int]:
    """Walk the CNAME records of `answer` from `name` on.

    Returns the name where it ends, the RDATA of `rtype` (or of any type) there, and the number of links; a walk
    that comes back to a name ends there, as if it had a thousand links.
    """
    rrsets = {(owner, each): rdatas for owner, each, rdatas in answer}
    seen: set[str] = set()
    while True:
        records = [
            rdata for key, rdatas in rrsets.items() if key[0] == name and rtype in (key[1], "ANY") for rdata in rdatas
        ]
        if records or (name, "CNAME") not in rrsets:
            return name, records, len(seen)
        if name in seen:
            return name, [], 1000
        seen.add(name)
        name = rrsets[name, "CNAME"][0].lower()


def _response(udp: socket.socket, port: int, name: str, rtype: str) -> dict[str, Any]:
    query = dns.message.make_query(name, rtype, use_edns=0, payload=4096)
    query.flags &= ~dns.flags.RD
    udp.send(query.to_wire())
    response = dns.message.from_wire(udp.recv(65535))
    if response.flags & dns.flags.TC:
        response = dns.query.tcp(query, "127.0.0.1", port=port, timeout=5)
    if response.id != query.id:
        raise RuntimeError(f"an answer to another question came for {name} {rtype}")
    return {
        "rcode": dns.rcode.to_text(response.rcode()),
        "aa": bool(response.flags & dns.flags.AA),
        "answer": [
            [rrset.name.to_text().lower(), dns.rdatatype.to_text(rrset.rdtype), [rdata.to_text() for rdata in rrset]]
            for rrset in response.answer
        ],
        "authority": [dns.rdatatype.to_text(rrset.rdtype) for rrset in response.authority],
    }


if __name__ == "__main__":
    os.umask(0o077)
    main(Path(sys.argv[1]))
