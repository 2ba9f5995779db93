"""What the command ``fix`` makes of files, and a zone to begin them with."""

from pathlib import Path

from commandline import CommandLine

HEAD = """\
$TTL 1h
@ SOA ns1.example.net. hostmaster.example.net. 7 8h 2h 4w 1h
  NS  ns1.example.net.
"""
RAISED = HEAD.replace(" 7 8h", " 8 8h")
FORWARD = HEAD + "mail A 4.3.2.25\n     MX 10 mail\n"
REVERSE = "2.3.4.in-addr.arpa.zone"


def fixed(command: CommandLine, files: dict[str, str | bytes], *words: str) -> dict[str, str]:
    """Write `files`, call fix, and return those that are other than they were."""
    octets = {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}
    for name, each in octets.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(each)
    ran = command("fix", *words)
    assert ran.status in (0, 1), ran.err
    now = {name: Path(name).read_bytes() for name in octets}
    return {name: each.decode("latin-1") for name, each in now.items() if each != octets[name]}


def whys(command: CommandLine, *words: str) -> list[tuple[str, str]]:
    """Return what fix refuses: file and reason."""
    return [(each["path"], each["why"]) for each in command("fix", "--format", "json", *words).json["refused"]]
