"""A real Postfix that judges mail clients by the given zones alone, on a machine made for it of Linux namespaces.

`judge` is for the tests. It starts this file again as a program inside the namespaces: the only network there is
loopback, the files of the resolver are covered by others, and all that the servers write lies on a file system in
memory that ends with them. Each session really comes from the address of its client, because Postfix looks up only
that (the XCLIENT command does not make it look up another). It ends before any mail is given.
"""

import ipaddress
import shutil
import smtplib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from resolving import NAME_SERVER, RESOLVER, start_resolver
from sandbox import Servers, answers_of, own_machine, serve, wait_until, why_not

PROGRAMS = ("postfix", "postconf", "nsd", "unbound", "ip", "mount", "unshare")
PORT = 2525
SESSIONS = 8
"""How many at a time."""
ALL_SECONDS = 300

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
RESTRICTIONS = {
    "reverse": "reject_unknown_reverse_client_hostname",
    "client": "reject_unknown_client_hostname",
    "sender": "reject_unknown_sender_domain",
    "helo": "reject_unknown_helo_hostname",
}
"""Local part of a recipient -> the restriction that mail to it must pass, and no other."""

# 550 for what is proved; Postfix says 450 by itself where the DNS did not tell.
MAIN_CF = """\
compatibility_level = 3.6
{programs}
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1, ::1
inet_protocols = all
myhostname = {name}
mydestination = {name}
mynetworks =
local_recipient_maps =
alias_maps =
in_flow_delay = 0
smtpd_tls_security_level = none
smtpd_helo_required = yes
smtpd_delay_reject = yes
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{{{restrictions}}}
smtpd_client_event_limit_exceptions = static:all
smtpd_soft_error_limit = 100
smtpd_hard_error_limit = 100
smtpd_error_sleep_time = 0
unknown_client_reject_code = 550
unknown_hostname_reject_code = 550
unknown_address_reject_code = 550
"""
MASTER_CF = f"""\
postlog unix-dgram n - n - 1 postlogd
rewrite unix - - n - - trivial-rewrite
cleanup unix n - n - 0 cleanup
anvil unix - - n - 1 anvil
{PORT} inet n - n - {SESSIONS} smtpd
"""


class Session(NamedTuple):
    """A client at `address` that greets with `helo` and has mail from `sender`."""

    address: str
    helo: str
    sender: str


def judge(zones: Mapping[str, str], sessions: Sequence[Session], folder: Path) -> list[dict[str, str]]:
    """Return for each session the reply (``"550 5.7.25 Client host rejected: …"``) under each of RESTRICTIONS' keys.

    `zones` is origin -> master file: all of the DNS that there is. `folder` is for the job and the answers.
    Raises RuntimeError with the servers' logs if one of them does not start or does not load a zone.
    """
    job = {"zones": dict(zones), "sessions": sessions}
    replies: list[dict[str, str]] = answers_of(__file__, job, folder, own_machine(), ALL_SECONDS)
    return replies


def why_no_judge() -> str | None:
    """Say why there can be no judge here, or return None."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        return f"not installed: {' '.join(missing)}"
    reason = why_not([*own_machine(), *MOUNT, str(FOLDER)])
    return f"no namespaces with mounts of their own can be made here: {reason}" if reason else None


# -- inside --------------------------------------------------------------------------------------------------------


def work(job: dict[str, Any], servers: Servers) -> list[dict[str, str]]:
    """Start the servers, hold the sessions, and return the replies."""
    sessions = [Session(*each) for each in job["sessions"]]
    _set_addresses([NAME_SERVER, *(each.address for each in sessions)])
    for target, text in COVERED.items():
        source = FOLDER / Path(target).name
        source.write_text(text, encoding="ascii")
        subprocess.run(["mount", "--bind", str(source), str(Path(target).resolve())], check=True)
    start_resolver(job["zones"], FOLDER, servers)
    _start_postfix(servers)
    with ThreadPoolExecutor(SESSIONS) as pool:
        return list(pool.map(_hold, sessions))


def _set_addresses(addresses: Sequence[str]) -> None:
    """Give loopback all `addresses`."""
    lines = [
        f"address add {address}/128 dev lo nodad" if ":" in address else f"address add {address}/32 dev lo"
        for address in dict.fromkeys(addresses)
    ]
    done = subprocess.run(["ip", "-batch", "-"], input="\n".join(lines), text=True, check=False, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"loopback does not take the addresses: {done.stderr}")


def _start_postfix(servers: Servers) -> None:
    for name in ("postfix", "queue", "data"):
        (FOLDER / name).mkdir()
    shutil.chown(FOLDER / "data", "postfix")
    command = ["postconf", "-d", "daemon_directory", "command_directory"]
    programs = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    restrictions = ", ".join(f"{local}@{NAME}={restriction}" for local, restriction in RESTRICTIONS.items())
    main_cf = MAIN_CF.format(programs=programs, folder=FOLDER, name=NAME, restrictions=restrictions)
    (FOLDER / "postfix" / "main.cf").write_text(main_cf, encoding="ascii")
    (FOLDER / "postfix" / "master.cf").write_text(MASTER_CF, encoding="ascii")
    postfix = servers.start("postfix", "postfix", "-c", str(FOLDER / "postfix"), "start-fg")
    wait_until(_greets, postfix, "Postfix did not greet")


def _greets() -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", PORT, timeout=10):
            return True
    except OSError:
        return False


def _hold(session: Session) -> dict[str, str]:
    """Hold the session as far as the recipients; refusals come there, each by its restriction alone."""
    server = "::1" if ipaddress.ip_address(session.address).version == 6 else "127.0.0.1"
    with smtplib.SMTP(server, PORT, timeout=60, source_address=(session.address, 0)) as smtp:
        smtp.ehlo(session.helo)
        code, text = smtp.mail(session.sender)
        if code != 250:
            raise RuntimeError(f"MAIL FROM of {session}: {code} {text!r}")
        return {local: _reply(*smtp.rcpt(f"{local}@{NAME}")) for local in RESTRICTIONS}


def _reply(code: int, text: bytes) -> str:
    return f"{code} {text.decode(errors='replace')}"


def main(folder: Path) -> None:
    """Do the job in `folder`."""
    for covered in (FOLDER, NAME_CACHE):
        if covered.is_dir():
            subprocess.run([*MOUNT, str(covered)], check=True)
    serve(folder, FOLDER, work)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
