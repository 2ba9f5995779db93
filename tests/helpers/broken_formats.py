"""Zones in several formats, made by chance from a seed, with defects of further kinds that can be fixed for certain."""

import re
from random import Random

from broken_sets import Style

from rules._paste import strings
from rules.policy_records._examples import KEY_1024, KEY_2048

ORIGIN, REVERSE = "bakery.example.org", "2.3.4.in-addr.arpa"
MASTER, POINTERS = f"{ORIGIN}.zone", "pointers.zone"
YAML, GCLOUD, ENDPOINTS = "example.net.yaml", "3.3.4.in-addr.arpa.zone.yaml", "endpoints.yaml"
INDEX = f"""\
zone "{ORIGIN}" {{ type primary; file "{MASTER}"; }};
zone "{REVERSE}" {{ type primary; file "{POINTERS}"; }};
"""
SELECTORS = ("s1", "k2024", "mail._a")


class BrokenFormats:
    """One set.

    files    name -> octets
    touched  (file, line without its end) of the lines that fixes change or delete
    rules    the rules that report the defects
    gone     (file, lines) of lines that go together, where they stand for the last time
    come     (name, type, RDATA) of records that are to be there afterwards
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.files: dict[str, bytes] = {}
        self.touched: set[tuple[str, str]] = set()
        self.rules: set[str] = set()
        self.gone: list[tuple[str, list[str]]] = []
        self.come: set[tuple[str, str, str]] = set()
        self._master()
        self._pointers()
        self._yaml()
        self._gcloud()
        self._endpoints()
        self.files["named.conf"] = INDEX.encode()

    def _chance(self, rule: str, share: float = 0.5) -> bool:
        found = self.random.random() < share
        if found:
            self.rules.add(rule)
        return found

    def _touch(self, name: str, *lines: str) -> list[str]:
        self.touched.update((name, line) for line in lines)
        return list(lines)

    # -- master files ------------------------------------------------------------------------------------------------

    def _head(self, name: str, style: Style, newest: str) -> list[str]:
        serial = self.random.choice((newest, "7", "2026010101"))
        soa = style.line("@", "SOA", f"ns1.{ORIGIN}. hostmaster.{ORIGIN}. {serial} 2h 15m 2w 1h")
        return ["$TTL 1h", "; by hand", *self._touch(name, soa), style.line("", "NS", f"ns1.{ORIGIN}."), ""]

    def _master(self) -> None:
        random, style = self.random, Style(self.random)
        lines = self._head(MASTER, style, "20240102")
        lines += [style.line("ns1", "A", "4.3.2.2"), style.line("mail", "A", "4.3.2.25")]
        lines += [style.line("", "MX", "10 mail"), style.line("web", "A", "4.3.3.80", "the shop; for now")]
        texts = []
        if self._chance("dkim-multiple"):
            key = f"v=DKIM1; k=rsa; p={KEY_2048}"
            at = random.randrange(160, 250)
            owner = f"{random.choice(SELECTORS)}._domainkey"
            parts = [style.line(owner, "TXT", f'"{part}"') for part in (key[:at], key[at:])]
            random.shuffle(parts)
            texts.append(self._touch(MASTER, *parts))
        if self._chance("dkim-key-syntax"):
            key = random.choice((KEY_1024, KEY_2048))
            text = random.choice((f"v=DKIM1;; p={key}", f"v=DKIM1; ; p={key};;"))
            texts.append(self._touch(MASTER, style.line("s7._domainkey", "TXT", strings(text), "two; many")))
        if self._chance("dkim-key-unusable"):
            kind = random.choice(("RSA", "Rsa"))
            line = style.line(
                "s8._domainkey", "TXT", f'"v=DKIM1; k={kind};" {strings(f"p={random.choice((KEY_1024, KEY_2048))}")}'
            )
            texts.append(self._touch(MASTER, line))
        if self._chance("syntax-error"):
            line = style.line("long", "TXT", '"' + "0123456789abcdef" * random.randrange(16, 50) + '"')
            texts.append(self._touch(MASTER, line))
        random.shuffle(texts)
        lines += [line for each in texts for line in each]
        if self._chance("owner-missing-trailing-dot"):
            lines += self._touch(MASTER, random.choice(("$ORIGIN ", "$origin\t")) + f"shop.{ORIGIN}")
            lines.append(style.line("till", "A", "4.3.9.1"))
            self.come.add((f"till.shop.{ORIGIN}.", "A", "4.3.9.1"))
        self.files[MASTER] = style.octets(lines)

    def _pointers(self) -> None:
        style = Style(self.random)
        lines = self._head(POINTERS, style, "2024010200")
        dot = "" if self._chance("mail-sender-ptr-unconfirmed") else "."
        line = style.line("25", "PTR", f"mail.{ORIGIN}{dot}", self.random.choice(("", "post")))
        lines += [line] if dot else self._touch(POINTERS, line)
        self.come.add((f"25.{REVERSE}.", "PTR", f"mail.{ORIGIN}."))
        if self._chance("out-of-zone-record"):
            name = self.random.choice(("4.3.2.in-addr.arpa.", "2.3.4.in.addr-arpa.", "2.3.4.in-adr.arpa."))
            lines += self._touch(POINTERS, f"$ORIGIN {name}")
        lines.append(style.line("2", "PTR", f"ns1.{ORIGIN}."))
        self.come.add((f"2.{REVERSE}.", "PTR", f"ns1.{ORIGIN}."))
        self.files[POINTERS] = style.octets(lines)

    # -- YAML --------------------------------------------------------------------------------------------------------

    def _yaml(self) -> None:
        random = self.random
        quote = random.choice(("", "'"))
        www = ["www:", "  type: A", f"  value: {quote}4.3.9.2{quote}"]
        entries = [www, self._both(), self._list(quote)]
        if self._chance("yaml-duplicate-key"):
            entries.append(www)
            self.gone.append((YAML, www))
        if self._chance("dkim-key-unusable"):
            line = self._touch(YAML, f"  value: {quote}v=DKIM1\\; k=RSA\\; p={KEY_2048}{quote}")
            entries.append(["s1._domainkey:", "  type: TXT", *line])
        if self._chance("relative-target"):
            line = self._touch(YAML, f"  value: {quote}www.example.net{quote}")
            entries.append(["alias:", "  type: CNAME", *line])
            self.come.add(("alias.example.net.", "CNAME", "www.example.net."))
        random.shuffle(entries)
        gap = random.choice(([], [""]))
        lines = ["# by hand", "---", *(line for entry in entries for line in [*entry, *gap])]
        self._finish(YAML, lines)

    def _both(self) -> list[str]:
        """Return an entry with several values, and perhaps one of them twice: under ``value``, too."""
        more = self._touch(YAML, "  value: 4.3.9.4") if self._chance("value-and-values") else []
        return ["both:", "  type: A", *more, "  values:", "  - 4.3.9.3 # old", "  - 4.3.9.4"]

    def _list(self, quote: str) -> list[str]:
        """Return an entry in which a value may stand twice."""
        if not self._chance("duplicate-record"):
            return ["list:", "  type: A", "  values: [4.3.9.5, 4.3.9.6]"]
        if self.random.random() < 0.5:
            flow = f"  values: [4.3.9.5, 4.3.9.6, {quote}4.3.9.5{quote}] # both"
            return ["list:", "  type: A", *self._touch(YAML, flow)]
        return ["list:", "  type: A", "  values:", "  - 4.3.9.5", "  - 4.3.9.6", *self._touch(YAML, "  -  4.3.9.6")]

    def _gcloud(self) -> None:
        apex = "3.3.4.in-addr.arpa."
        sets = [
            self._set(apex, "SOA", "ns1.example.info. hostmaster.example.info. 1 21600 3600 259200 300"),
            self._set(apex, "NS", f"ns1.{ORIGIN}."),
        ]
        numbers = self.random.sample([3, 9, 100, 200], self.random.randrange(1, 4))
        sets += [self._set(f"{number}.{apex}", "PTR", "host.example.info.") for number in sorted(numbers)]
        if self.random.random() < 0.5:
            sets.append(self._set(f"80.{apex}", "PTR", f"web.{ORIGIN}."))
        else:
            self.rules.add("address-without-ptr")
        self.come.add((f"80.{apex}", "PTR", f"web.{ORIGIN}."))
        if self._chance("duplicate-document"):
            again = self.random.choice(sets[1:])
            sets.insert(self.random.randrange(sets.index(again) + 1, len(sets) + 1), again)
            self.gone.append((GCLOUD, ["---", *again]))
        self._finish(GCLOUD, [line for each in sets for line in ["---", *each]][1:])

    def _set(self, name: str, rtype: str, rdata: str) -> list[str]:
        return ["kind: dns#resourceRecordSet", f"name: {name}", "rrdatas:", f"- {rdata}", "ttl: 300", f"type: {rtype}"]

    def _endpoints(self) -> None:
        lines = ["apiVersion: externaldns.k8s.io/v1alpha1", "kind: DNSEndpoint", "metadata:", "  name: hosts"]
        lines += ["spec:", "  endpoints:", "  - dnsName: www.example.info", "    targets: [4.3.9.7]"]
        lines += ["  - dnsName: lab.example.info", "    recordType: NS", "    targets:"]
        for number in range(self.random.randrange(1, 3)):
            if self._chance("endpoint-trailing-dot"):
                lines += self._touch(ENDPOINTS, f"    - ns{number}.example.info.  # away")
            else:
                lines.append(f"    - ns{number}.example.info")
        if self._chance("endpoint-trailing-dot"):
            target = self._touch(ENDPOINTS, '    targets: ["0 0 5060 www.example.info"]')
            lines += ["  - dnsName: _sip._tcp.example.info", "    recordType: SRV", *target]
            self.come.add(("_sip._tcp.example.info.", "SRV", "0 0 5060 www.example.info."))
        self._finish(ENDPOINTS, lines)

    def _finish(self, name: str, lines: list[str]) -> None:
        newline = self.random.choice(("\n", "\n", "\r\n"))
        end = self.random.choice((newline, newline, ""))
        self.files[name] = (newline.join(lines) + end).encode()


def without_serials(text: bytes) -> bytes:
    """Return a master file without the number that fixes raise."""
    return re.sub(rb"(\bSOA\s+\S+\s+\S+\s+)\d+", rb"\1", text, flags=re.IGNORECASE)
