"""A real Postfix that judges mail clients by the given zones alone, on a machine made for it of Linux namespaces.

`judge` is for the tests. It starts this file again as a program inside the namespaces (mail_machine). Each session
really comes from the address of its client, because Postfix looks up only that (the XCLIENT command does not make it
look up another). It ends before any mail is given.
"""

import ipaddress
import os
import shutil
import smtplib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mail_machine import FOLDER, NAME, Session, serve_on_machine, start_dns, why_no_machine
from sandbox import Servers, answers_of, own_machine, wait_until

PROGRAMS = ("postfix", "postconf")
PORT = 2525
SESSIONS = 8
"""How many at a time."""
ALL_SECONDS = 300

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
    return why_no_machine(PROGRAMS)


def demand_judge() -> None:
    """Skip where an ordinary user runs the tests at home; whatever else is missing is a failure."""
    import pytest  # the program inside the namespaces needs none

    if os.geteuid() != 0 and "CI" not in os.environ:
        pytest.skip("a Postfix of our own needs root")
    reason = "it needs root" if os.geteuid() != 0 else why_no_judge()
    if reason is not None:
        pytest.fail(f"Postfix cannot run: {reason}")


# -- inside --------------------------------------------------------------------------------------------------------


def work(job: dict[str, Any], servers: Servers) -> list[dict[str, str]]:
    """Start the servers, hold the sessions, and return the replies."""
    sessions = [Session(*each) for each in job["sessions"]]
    start_dns(job["zones"], [each.address for each in sessions], servers)
    _start_postfix(servers)
    with ThreadPoolExecutor(SESSIONS) as pool:
        return list(pool.map(_hold, sessions))


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


if __name__ == "__main__":
    serve_on_machine(Path(sys.argv[1]), work)
