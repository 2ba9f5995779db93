"""The readers of nsd.conf and knot.conf against NSD and Knot DNS themselves: what they refuse, and where they look.

Whatever one of them refuses is a problem here, in what we read of it; what it accepts is none. For the path of a zone's
file the server is asked: NSD names the files that are not there, and Knot finds just those that we expect.
"""

import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from zonelint.files.paths import text_source
from zonelint.readers.servers import knotconf, nsdconf
from zonelint.readers.servers.serverconf import ServerConf

SECONDS = 20

NSD_TEXTS = [
    "zone:\n name: a\n zonefile: f\n",
    'zone: name: "a" zonefile: "f" # x\nzone: name: b zonefile: f#g',
    "ZONE:\n NAME: a\n ZoneFile: f\n",
    "zone:\n name: a\n zonefile: f\nzone:\n name: A.\n zonefile: g\n",
    "zone:\n zonefile: f\n",
    "zone:\n name: a\n",
    "zone:\n name: a\n request-xfr: 192.0.2.1 NOKEY\n",
    "zone:\n name: a\n include-pattern: p\npattern:\n name: p\n zonefile: f\n",
    "pattern:\n name: p\n zonefile: f\nzone:\n name: a\n include-pattern: p\n",
    "pattern:\n name: p\n zonefile: f\npattern:\n name: p\n zonefile: g\n",
    "pattern:\n zonefile: f\n",
    "zone:\n name: a\n zonefile: f extra\n",
    "zone:\n name: a\n zonefile: f\n zonefile: g\n",
    "name: a\n",
    'server: zonesdir: ""\nzone: name: a zonefile: f\n',
    "include: none\nzone: name: a zonefile: f\n",
]
KNOT_TEXTS = [
    "zone:\n  - domain: a\n",
    "zone:\n  - domain: a\n  - domain: A.\n",
    "zone:\n  - domain: a\n    file: 'x'\n",
    'zone:\n  - domain: a\n    file: "a b" # c\n',
    "zone:\n  - domain: a\n    file: a b\n",
    "zone:\n  - domain: a\n    file: a#b\n",
    "zone:\n  - domain: a\n    file:x\n",
    "zone:\n  - domain: a\n    file : x\n",
    "zone:\n  - domain: a\n    file: [x, y]\n    file: z\n",
    'zone:\n  - domain: a\n    file: "x\n',
    "zone:\n  - domain: a\n    file: [x, y\n",
    "zone:\n\t- domain: a\n",
    "zone:\n  - domain: a # \t\n",
    "zone:\n  domain: a\n",
    "zone:\n  - file: a\n",
    "zone:\n- domain: a\n  file: x\n",
    "zone:\n  - domain: a\n   file: x\n",
    "zone:\n    - domain: a\n  - domain: b\n",
    "zone:\n  - domain: a\n    domain: b\n",
    "zone:\n  - domain: a\n    template: t\ntemplate:\n  - id: t\n",
    "template:\n  - id: t\nzone:\n  - domain: a\n    template: t\n",
    "template:\n  - id: default\nzone:\n  - domain: a\n    template: default\n",
    "zone:\n  - domain: a\ntemplate:\n  - id: default\n    file: x\n",
    "template:\n  - id: t\n  - id: t\n",
    "zone:\n  - domain: a..b\n",
    "---\nzone:\n  - domain: a\n",
]


@pytest.mark.parametrize("text", NSD_TEXTS)
def test_nsd_refuses_what_we_report(text: str, tmp_path: Path) -> None:
    """An include that is not there is no problem of ours: the repository need not hold it."""
    path = tmp_path / "nsd.conf"
    path.write_text(text)
    refused = subprocess.run(["nsd-checkconf", path], capture_output=True, timeout=SECONDS, check=False).returncode != 0
    conf = read_nsd(path)

    assert refused == bool(conf.problems or conf.missing)


@pytest.mark.parametrize("text", KNOT_TEXTS)
def test_knot_refuses_what_we_report(text: str, tmp_path: Path) -> None:
    """Line by line, as far as it is about zones and templates."""
    path = tmp_path / "knot.conf"
    path.write_text(text)
    command = ["knotc", "-c", path, "conf-check"]
    refused = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False).returncode != 0

    assert refused == bool(read_knot(path).problems)


def test_nsd_looks_for_the_files_that_we_expect(tmp_path: Path) -> None:
    """Its log names each file that does not exist."""
    path = tmp_path / "nsd.conf"
    path.write_text(
        f'server: zonesdir: "{tmp_path}" username: "" ip-address: 127.0.0.1@53953 pidfile: "{tmp_path}/pid"\n'
        f' xfrdfile: "" zonelistfile: "{tmp_path}/zone.list" xfrdir: "{tmp_path}" database: "" server-count: 1\n'
        'remote-control: control-enable: no\npattern: name: p zonefile: "%1/%2/%3/%z/%y/%x/%s.%s"\n'
        'zone: name: "x.example.com" zonefile: "a#b"\nzone: name: 0/25.2.0.192.in-addr.arpa include-pattern: p\n'
        "zone: name: Q.example zonefile: own include-pattern: p\n"
        'zone: name: r.example include-pattern: p zonefile: "%s"\n'
        "zone: name: com include-pattern: p\nzone: name: . include-pattern: p\n"
        'zone: name: "a\\.b.Example" include-pattern: p\n'
        "zone: name: s.example zonefile: first zonefile: second\n"
    )
    (tmp_path / "zone.list").write_text("# NSD zone list\n# name pattern\nadd listed.example p\n")
    expected = {zone.file for zone in read_nsd(path).zones}

    assert expected == missing_files_of_nsd(path, len(expected))


def test_knot_finds_the_files_that_we_expect(tmp_path: Path) -> None:
    """They are laid where we think it looks."""
    (tmp_path / "other").mkdir()
    path = tmp_path / "knot.conf"
    path.write_text(
        f'template:\n  - id: default\n    storage: {tmp_path}\n    file: "%c[0]-%c[0-3]-%l[0]-%l[1]-%l[5]-%%-%s.zone"\n'
        f"  - id: other\n    storage: {tmp_path}/other\n"
        "zone:\n  - domain: Example.com\n  - domain: 0/25.2.0.192.in-addr.arpa\n  - domain: a\\.b.example\n"
        f"  - domain: own.example\n    file: own-%s\n  - domain: abs.example\n    file: {tmp_path}/%s\n"
        "  - domain: two.example\n    file: [one, two]\n    file: three\n"
        "  - domain: other.example\n    template: other\n"
    )
    conf = read_knot(path)
    for zone in conf.zones:
        assert zone.file is not None
        Path(zone.file).write_text("@ 3600 SOA ns.example.net. h.example.net. 1 2 3 4 5\n@ 3600 NS ns.example.net.\n")
    command = ["knotc", "-c", path, "zone-check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)

    assert (7, []) == (len(conf.zones), [line for line in done.stderr.splitlines() if "not exists" in line])


def missing_files_of_nsd(path: Path, count: int) -> set[str]:
    """Run NSD until it has said of `count` zone files that they do not exist."""
    log = path.parent / "log"
    with open(log, "w") as output:
        server = subprocess.Popen(["nsd", "-d", "-c", path, "-V", "3"], stdout=output, stderr=output)
    try:
        until = time.monotonic() + SECONDS
        found: set[str] = set()
        while len(found) < count and server.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
            found = set(re.findall(r"zonefile (.*) does not exist", log.read_text()))
        return found
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(SECONDS)


def read_nsd(path: Path) -> ServerConf:
    """Read an nsd.conf; includes and lists are found by absolute paths."""
    return nsdconf.read(
        str(path), lambda name, directory, including: [name] if Path(name).is_file() else [], text_source
    )


def read_knot(path: Path) -> ServerConf:
    """Read a knot.conf that includes nothing."""
    return knotconf.read(str(path), lambda name, directory, including: [], text_source)
