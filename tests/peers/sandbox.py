"""Servers that the tests start for themselves, in Linux namespaces where that is wanted.

A module that runs servers is a program, too. `answers_of` starts it in its namespaces with a folder as its argument;
the program takes its job from there, and leaves its answers there (`serve`). Whatever ends first, nothing of it stays:
each process is told to end with the one that started it.
"""

import ctypes
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import dns.flags
import dns.message

START_SECONDS = 30
STOP_SECONDS = 10


# -- outside -------------------------------------------------------------------------------------------------------


def answers_of(program: str, job: dict[str, Any], folder: Path, words: Sequence[str], seconds: float) -> Any:
    """Give `job` to the file `program`, run after `words` (what makes its namespaces), and return what it answers.

    Raises RuntimeError with the logs of its servers if it fails.
    """
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    command = [*words, sys.executable, program, str(folder)]
    subprocess.run(command, check=True, timeout=seconds, preexec_fn=die_with_parent)
    answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    if "error" in answers:
        raise RuntimeError(answers["error"])
    return answers["responses"]


def own_network() -> list[str]:
    """Return the words before a command that give it a network of its own; none where that is not permitted."""
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        if shutil.which("unshare") and why_not([*words, "true"]) is None:
            return words
    return []


def own_machine() -> list[str]:
    """Return the words before a command that give it mounts, network and processes of its own; needs root.

    When `unshare` ends, whatever runs inside is killed.
    """
    return ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]


def why_not(command: Sequence[str]) -> str | None:
    """Say why `command` fails, or return None if it does not."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode == 0:
        return None
    return done.stderr.strip() or f"{command[0]} ends with status {done.returncode}"


def die_with_parent() -> None:
    """Let Linux end this process with the one that started it, even if that is killed (prctl PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


# -- inside --------------------------------------------------------------------------------------------------------


class Servers:
    """Servers in the foreground, each with its log in `folder`; all are stopped when the `with` block ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, name: str, *command: str) -> "subprocess.Popen[bytes]":
        """Start `command`, known as `name`."""
        with (self.folder / f"{name}.log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=die_with_parent)
        self._started.append((name, server))
        return server

    def logs(self) -> str:
        """Return what the servers wrote."""
        return "\n".join(f"{path.stem}:\n{path.read_text(errors='replace')}" for path in self.folder.glob("*.log"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for _, server in reversed(self._started):
            server.terminate()
        for _, server in reversed(self._started):
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def serve(folder: Path, logs: Path, work: Callable[[dict[str, Any], Servers], Any]) -> None:
    """Do `work` on the job in `folder` with servers that log to the folder `logs`; leave the answers, or the error."""
    bring_up_loopback()
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    with Servers(logs) as servers:
        try:
            answers = {"responses": work(job, servers)}
        except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
            answers = {"error": f"{type(error).__name__}: {error}\n{servers.logs()}"}
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")


def bring_up_loopback() -> None:
    """Bring up the loopback of a fresh network namespace. Elsewhere it is up, and this may fail."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=False, stderr=subprocess.DEVNULL)


def wait_until(ready: Callable[[], bool], server: "subprocess.Popen[bytes]", what: str) -> None:
    """Wait until `ready`; raises RuntimeError if `server` ends meanwhile, or after START_SECONDS."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        if ready():
            return
        time.sleep(0.02)
    raise RuntimeError(f"{what} in {START_SECONDS} seconds")


def wait_for_zone(server: "subprocess.Popen[bytes]", udp: socket.socket, origin: str) -> None:
    """Wait until the server that `udp` is connected to answers with authority for the zone `origin`."""

    def ready() -> bool:
        try:
            udp.send(dns.message.make_query(origin, "SOA").to_wire())
            response = dns.message.from_wire(udp.recv(65535))
        except OSError:
            return False  # not listening yet
        return bool(response.flags & dns.flags.AA and response.answer)

    wait_until(ready, server, f"the name server did not serve {origin}")
