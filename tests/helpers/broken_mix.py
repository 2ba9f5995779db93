"""Sets made by chance from a seed of which BIND serves one zone, and octoDNS publishes the other; PTRs are missing."""

from random import Random

from broken_sets import SERIALS, Style
from broken_yaml import CONFIG, FORWARD, REVERSE, BrokenYaml

_ENTRY = "  {}.:\n    sources: [files]\n    targets: [dns]\n"


class BrokenMix:
    """One set.

    origin    the zone in a master file
    master    the name of this file
    files     name -> octets
    pointers  number of the address -> name: each PTR there must be in the end
    missing   the numbers of those that are to come
    """

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        others = BrokenYaml(seed)
        style = Style(random)
        is_forward = random.random() < 0.5
        self.origin = "example.org" if is_forward else "2.3.4.in-addr.arpa"
        self.master = f"{self.origin}.zone"
        self.pointers = {number: f"{name}.example.org." for name, number in others.hosts.items()}
        self.missing = sorted(others.missing)
        lines = [
            "$TTL 1h",
            style.line("@", "SOA", f"ns1.example.net. root.example.net. {random.choice(SERIALS)} 2h 15m 2w 1h"),
            style.line("", "NS", "ns1.example.net."),
            style.line("", "NS", "ns2.example.net."),
        ]
        if is_forward:
            lines += [style.line(name, "A", f"4.3.2.{number}") for name, number in others.hosts.items()]
        else:
            known = sorted(set(self.pointers) - set(self.missing))
            lines += [style.line(str(number), "PTR", self.pointers[number]) for number in known]
        index = f'zone "{self.origin}" {{ type primary; file "{self.master}"; }};\n'
        self.files = {
            "named.conf": index.encode(),
            "octodns.yaml": CONFIG.replace(_ENTRY.format(self.origin), "").encode(),
            self.master: style.octets(lines),
        }
        name = REVERSE if is_forward else FORWARD
        self.files[name] = others.files[name].encode()
