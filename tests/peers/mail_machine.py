"""The machine, made of Linux namespaces, on which a mail server judges clients by the given zones alone.

The only network there is loopback, the files of the resolver are covered by others, and all that the servers write
lies on a file system in memory that ends with them.
"""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from resolving import NAME_SERVER, RESOLVER, start_resolver
from sandbox import Servers, own_machine, serve, why_not

PROGRAMS = ("nsd", "unbound", "ip", "mount", "unshare")

# A file system in memory covers it inside the namespaces. It comes with Postfix, and nothing else lies there.
FOLDER = Path("/var/spool/postfix")
MOUNT = ("mount", "-t", "tmpfs", "-o", "mode=0755", "tmpfs")
COVERED = {
    "/etc/resolv.conf": f"nameserver {RESOLVER}\nsearch .\noptions timeout:10 attempts:2\n",
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nservices: files\nhosts: files dns\n",
}

NAME_CACHE = Path("/var/run/nscd")
"""Where a daemon outside may listen, which would ask the resolver of the machine; covered, too."""

NAME = "mta.judge.example"
"""What the mail server calls itself."""


class Session(NamedTuple):
    """A client at `address` that greets with `helo` and has mail from `sender`."""

    address: str
    helo: str
    sender: str


def why_no_machine(programs: Sequence[str]) -> str | None:
    """Say why there can be no machine with the mail server `programs` here, or return None."""
    missing = [program for program in (*programs, *PROGRAMS) if shutil.which(program) is None]
    if missing:
        return f"not installed: {' '.join(missing)}"
    reason = why_not([*own_machine(), *MOUNT, str(FOLDER)])
    return f"no namespaces with mounts of their own can be made here: {reason}" if reason else None


# -- inside --------------------------------------------------------------------------------------------------------


def serve_on_machine(folder: Path, work: Callable[[dict[str, Any], Servers], Any]) -> None:
    """Do `work` on the job in `folder`, with FOLDER empty and nobody to ask for names."""
    for covered in (FOLDER, NAME_CACHE):
        if covered.is_dir():
            subprocess.run([*MOUNT, str(covered)], check=True)
    serve(folder, FOLDER, work)


def start_dns(zones: Mapping[str, str], addresses: Sequence[str], servers: Servers) -> None:
    """Give loopback all `addresses`, and this machine a resolver that knows `zones` (origin -> master file)."""
    _set_addresses([NAME_SERVER, *addresses])
    for target, text in COVERED.items():
        cover(Path(target), text)
    start_resolver(zones, FOLDER, servers)


def cover(target: Path, text: str) -> None:
    """Let the file `target` have `text` on this machine."""
    source = FOLDER / target.name
    source.write_text(text, encoding="utf-8")
    subprocess.run(["mount", "--bind", str(source), str(target.resolve())], check=True)


def _set_addresses(addresses: Sequence[str]) -> None:
    """Give loopback all `addresses`."""
    lines = [
        f"address add {address}/128 dev lo nodad" if ":" in address else f"address add {address}/32 dev lo"
        for address in dict.fromkeys(addresses)
    ]
    done = subprocess.run(["ip", "-batch", "-"], input="\n".join(lines), text=True, check=False, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"loopback does not take the addresses: {done.stderr}")
