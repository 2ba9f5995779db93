"""Zone sets of any size, made by chance from a seed: hosts and mail in forward zones, their addresses in reverse zones.

    python bench/zone_sets.py FOLDER ZONES RECORDS SEED

writes FOLDER/named.conf and the zones it names, and prints how many records they hold: about RECORDS. ZONES counts
forward zones. There is nothing to find in them but that their addresses are not public.
"""

import ipaddress
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FORWARD_RECORDS = 9  # of a zone without hosts, with the PTR of its mail host
RECORDS_PER_HOST = 2.5  # an address and its PTR, and every fourth host has a second pair

HEAD = """$TTL 1h
@ SOA ns1.hosting.example. hostmaster.hosting.example. 1 8h 2h 4w 1h
@ NS ns1.hosting.example.
@ NS ns2.hosting.example.
"""
MAIL = """@ MX 10 mail
@ TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=reject"
www CNAME mail
"""
LINES = ("{owner} {type} {data}\n", "{owner}\t3600\tIN\t{type}\t{data}\n", "{owner} IN {type} {data} ; rack 7\n")


class Addresses:
    """Hands out addresses, each once, and keeps what the reverse zones say about them."""

    def __init__(self) -> None:
        self.reverse: dict[str, list[str]] = defaultdict(list)
        self._handed_out = {"A": 0, "AAAA": 0}

    def next(self, rtype: str, name: str) -> str:
        """Return a fresh address for `rtype`, which belongs to the absolute `name`."""
        # Zones of /24 and /48: the first address, how many of a zone are used, its bits, its labels.
        first, used, bits, inside = ("10.0.0.1", 254, 8, 1) if rtype == "A" else ("2001:db8::1", 4096, 80, 20)
        block, host = divmod(self._handed_out[rtype], used)
        self._handed_out[rtype] += 1
        address = ipaddress.ip_address(first) + (block << bits) + host
        labels = address.reverse_pointer.split(".")
        self.reverse[".".join(labels[inside:])].append(f"{'.'.join(labels[:inside])} PTR {name}\n")
        return str(address)


def zone_set(zones: int, records: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the origin, without its final dot, and the text of each zone; the reverse zones come last."""
    chance = random.Random(seed)
    addresses = Addresses()
    weights = [chance.paretovariate(1.5) for _ in range(zones)]  # a few zones are big, most are small
    hosts = max(0, records - zones * FORWARD_RECORDS) / RECORDS_PER_HOST / sum(weights)
    for index, weight in enumerate(weights):
        origin, names = (f"customer{index}.example", ["mail"]) if index else ("hosting.example", ["mail", "ns1", "ns2"])
        names += [f"{chance.choice(('web', 'db', 'app'))}{number}" for number in range(round(hosts * weight))]
        line = chance.choice(LINES)
        text = [HEAD, MAIL]
        for number, owner in enumerate(names):
            for rtype in ("A", "AAAA") if number % 4 == 3 else ("A",):
                data = addresses.next(rtype, f"{owner}.{origin}.")
                text.append(line.format(owner=owner, type=rtype, data=data))
        yield origin, "".join(text)
    for origin, lines in addresses.reverse.items():
        yield origin, HEAD + "".join(lines)


def write(folder: Path, zones: int, records: int, seed: int) -> int:
    """Write the set into `folder`; returns the number of its records."""
    count = 0
    with (folder / "named.conf").open("w") as index:
        index.write(f'options {{ directory "{folder.resolve()}"; }};\n')
        for origin, text in zone_set(zones, records, seed):
            index.write(f'zone "{origin}" {{ type primary; file "{origin}.zone"; }};\n')
            (folder / f"{origin}.zone").write_text(text)
            count += text.count("\n") - 1  # all but $TTL
    return count


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), *map(int, sys.argv[2:5])))
