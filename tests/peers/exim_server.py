"""A real Exim that judges mail clients by the given zones alone, as a second opinion beside Postfix.

Debian lets nobody install both, so that Exim is only unpacked, to the folder that the environment names as EXIM (the
Makefile does). Its sessions are for show (`exim -bh ADDRESS`): the DNS is asked, but no mail is taken.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mail_machine import FOLDER, NAME, Session, cover, serve_on_machine, start_dns, why_no_machine
from sandbox import Servers, answers_of, own_machine

SESSIONS = 4
"""How many at a time."""
ALL_SECONDS = 300
SESSION_SECONDS = 60

CONDITIONS = {"client": "reverse_host_lookup", "sender": "sender", "helo": "helo"}
"""Local part of a recipient -> what Exim must verify for mail to it, and nothing else."""

# Exim wants to know the user and the group whose names Debian built in, though it runs as neither here.
ACCOUNT = {
    Path("/etc/passwd"): "Debian-exim:x:65533:65533::/:/bin/false\n",
    Path("/etc/group"): "Debian-exim:x:65533:\n",
}

# Addresses of the inside stay in its list of hosts: an MX to such is another rule's matter.
CONFIGURATION = """\
primary_hostname = {name}
spool_directory = {folder}/exim
log_file_path = {folder}/exim/%slog
exim_user = nobody
exim_group = nogroup
host_lookup = *
host_lookup_order = bydns
helo_try_verify_hosts = *
helo_accept_junk_hosts = *
rfc1413_query_timeout = 0s
tls_advertise_hosts =
smtp_accept_max_nonmail = 100
acl_smtp_rcpt = check_rcpt
begin acl
check_rcpt:
{denials}
  accept
begin routers
dns:
  driver = dnslookup
  transport = smtp
  ignore_target_hosts = 0.0.0.0 : 127.0.0.0/8 : ::1
  self = send
  no_more
begin transports
smtp:
  driver = smtp
"""
DENIAL = """\
  deny
    local_parts = {local}
    !verify = {condition}
    message = {condition}: $acl_verify_message
"""

_LAST_LINE = re.compile(r"^([2-5][0-9][0-9]) (.*)$", re.MULTILINE)
"""The last line of a reply (RFC 5321 section 4.2.1)."""


def judge(zones: Mapping[str, str], sessions: Sequence[Session], folder: Path) -> list[dict[str, str]]:
    """Return for each session the reply under each of the keys of CONDITIONS.

    `zones` is origin -> master file: all of the DNS that there is. `folder` is for the job and the answers.
    Raises RuntimeError with the servers' logs if one of them does not start or does not load a zone.
    """
    job = {"zones": dict(zones), "sessions": sessions, "exim": os.environ["EXIM"]}
    replies: list[dict[str, str]] = answers_of(__file__, job, folder, own_machine(), ALL_SECONDS)
    return replies


def why_no_judge() -> str | None:
    """Say why there can be no judge here, or return None."""
    if "EXIM" not in os.environ:
        return "the environment names no folder with an unpacked Exim as EXIM"
    program = Path(_program(os.environ["EXIM"]))
    if not program.is_file():
        return f"there is no {program}"
    environment = {**os.environ, **_libraries(os.environ["EXIM"])}
    linked = subprocess.run(["ldd", program], env=environment, capture_output=True, text=True, check=False).stdout
    missing = [line.split()[0] for line in linked.splitlines() if line.endswith("not found")]
    return f"Exim lacks {' '.join(missing)}" if missing else why_no_machine(())


def _program(folder: str) -> str:
    return str(Path(folder, "usr/sbin/exim4").resolve())


def _libraries(folder: str) -> dict[str, str]:
    """Return the environment in which Exim finds the libraries unpacked beside it."""
    found = sorted({str(each.parent.resolve()) for each in Path(folder).glob("**/lib*.so.*")})
    return {"LD_LIBRARY_PATH": ":".join(found)}


# -- inside --------------------------------------------------------------------------------------------------------


def work(job: dict[str, Any], servers: Servers) -> list[dict[str, str]]:
    """Start the resolver, hold the sessions, and return the replies."""
    sessions = [Session(*each) for each in job["sessions"]]
    for target, line in ACCOUNT.items():
        cover(target, target.read_text(encoding="utf-8") + line)
    start_dns(job["zones"], [each.address for each in sessions], servers)
    spool = FOLDER / "exim"
    spool.mkdir()
    spool.chmod(0o777)
    denials = "".join(DENIAL.format(local=local, condition=condition) for local, condition in CONDITIONS.items())
    configuration = FOLDER / "exim.conf"
    configuration.write_text(CONFIGURATION.format(name=NAME, folder=FOLDER, denials=denials), encoding="ascii")
    with ThreadPoolExecutor(SESSIONS) as pool:
        return list(pool.map(lambda session: _hold(session, job["exim"], configuration), sessions))


def _hold(session: Session, folder: str, configuration: Path) -> dict[str, str]:
    """Hold the session as far as the recipients; refusals come there, each by its condition alone.

    A sender that Exim does not take for an address has that reply; the others are asked for beside an empty sender.
    """
    mail, *replies = _replies(session, folder, configuration)
    if mail.startswith("250"):
        return dict(zip(CONDITIONS, replies, strict=True))
    _, *replies = _replies(session._replace(sender=""), folder, configuration)
    return {**dict(zip(CONDITIONS, replies, strict=True)), "sender": mail}


def _replies(session: Session, folder: str, configuration: Path) -> list[str]:
    """Return the replies to MAIL and to each recipient."""
    recipients = [f"RCPT TO:<{local}@{NAME}>" for local in CONDITIONS]
    lines = [f"EHLO {session.helo}", f"MAIL FROM:<{session.sender}>", *recipients, "QUIT", ""]
    done = subprocess.run(
        [_program(folder), "-C", str(configuration), "-bh", session.address],
        input="\r\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
        timeout=SESSION_SECONDS,
        env={**os.environ, **_libraries(folder)},
    )
    replies = [" ".join(reply) for reply in _LAST_LINE.findall(done.stdout.replace("\r", ""))]
    if len(replies) != 4 + len(CONDITIONS):  # the greeting, EHLO, MAIL, each recipient, QUIT
        raise RuntimeError(f"Exim answers {session} with {replies}: {done.stderr[-1000:]}")
    return replies[2:-1]


if __name__ == "__main__":
    serve_on_machine(Path(sys.argv[1]), work)
