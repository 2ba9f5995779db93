"""Files of octoDNS made by chance from a seed, in many hands' styles, with defects that can be fixed for certain."""

from random import Random

CONFIG = """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    default_ttl: 300
  dns:
    class: octodns_powerdns.PowerDnsProvider
zones:
  example.org.:
    sources: [files]
    targets: [dns]
  2.3.4.in-addr.arpa.:
    sources: [files]
    targets: [dns]
"""
KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
"""A public key of Ed25519, the first of RFC 8032 section 7.1."""
FORWARD, REVERSE = "zones/example.org.yaml", "zones/2.3.4.in-addr.arpa.yaml"


class BrokenYaml:
    """One set.

    files    name -> text
    rules    the rules that report the defects
    names    the names that octoDNS is to read from the forward zone in the end
    missing  number of the address -> name of each PTR that is to come
    """

    def __init__(self, seed: int, *, unsafe: bool = False) -> None:
        """Make a set; with `unsafe`, with defects, too, of which one reading is chosen."""
        self.random = random = Random(seed)
        self.unsafe = unsafe
        self.rules: set[str] = set()
        self.indent = random.choice(("  ", "    "))
        self.item = random.choice(("- ", "  - "))
        self.newline = random.choice(("\n", "\n", "\r\n"))
        self.quote = random.choice(("", "", "'", '"'))
        numbers = sorted(random.sample(range(1, 200), random.randrange(2, 14)))
        self.hosts = {f"{random.choice(('www', 'db', 'h-'))}{number}": number for number in numbers}
        known = {name: number for name, number in self.hosts.items() if random.random() < 0.7}
        known = known or dict(list(self.hosts.items())[:1])  # an empty reverse zone is silent
        self.missing = {number: f"{name}.example.org." for name, number in self.hosts.items() if name not in known}
        if self.missing:
            self.rules.add("address-without-ptr")
        forward = self._file(self._forward())
        reverse = self._file(
            [self._pointer(name, number) for name, number in sorted(known.items(), key=lambda e: e[1])]
        )
        self.files = {"octodns.yaml": CONFIG, FORWARD: forward, REVERSE: reverse}

    def _file(self, entries: "list[list[str]]") -> str:
        gap = self.random.random() < 0.5
        lines = ["# made by hand", "---"]
        for entry in entries:
            lines += [*([""] if gap and entry is not entries[0] else ()), *entry]
        return self.newline.join([*lines, ""]).replace("---" + self.newline * 2, "---" + self.newline)

    def _quoted(self, text: str) -> str:
        return f"{self.quote}{text}{self.quote}"

    def _comment(self) -> "list[str]":
        return [self.random.choice(("# rack 7", "#", '# it\'s "quoted"'))] if self.random.random() < 0.2 else []

    def _pointer(self, name: str, number: int) -> "list[str]":
        key = f"'{number}'" if self.quote != '"' else f'"{number}"'
        fields = ["type: PTR", f"value: {self._quoted(f'{name}.example.org.')}"]
        return [*self._comment(), f"{key}:", *(self.indent + field for field in fields)]

    def _forward(self) -> "list[list[str]]":
        random = self.random
        entries = [self._host(name, number) for name, number in self.hosts.items()]
        if random.random() < 0.5:
            target = random.choice(list(self.hosts))
            dot = random.choice(("", "."))
            if not dot:
                self.rules.add("relative-target")
            fields = ["type: CNAME", f"value: {self._quoted(f'{target}.example.org{dot}')}"]
            entries.append([*self._comment(), "alias:", *(self.indent + field for field in fields)])
        entries += self._texts()
        if self.unsafe:
            entries += self._choices()
        entries.sort(key=_natural)
        self.names = {_name(entry) for entry in entries}
        if random.random() < 0.5 and len(entries) > 1:
            at = random.randrange(len(entries) - 1)
            if "no" not in (_name(entries[at]), _name(entries[at + 1])):  # it has another place until it has quotes
                entries[at], entries[at + 1] = entries[at + 1], entries[at]
                self.rules.add("keys-out-of-order")
        return entries

    def _host(self, name: str, number: int) -> "list[str]":
        random = self.random
        address = f"4.3.2.{number}"
        fields = ["type: A"]
        if random.random() < 0.3:
            values = [address, *([address] if random.random() < 0.4 else ())]
            if len(values) > 1:
                self.rules.add("duplicate-record")
            fields += ["values:", *(f"{self.item}{value}" for value in values)]
        else:
            fields.append(f"value: {address}" + random.choice(("", "", "  # new")))
            if random.random() < 0.15:
                fields.reverse()
                self.rules.add("keys-out-of-order")
        if random.random() < 0.2:
            fields.insert(0, "ttl: 3600")
        return [*self._comment(), f"{name}:", *(self.indent + field for field in fields)]

    def _entry(self, key: str, rtype: str, *rest: str) -> "list[str]":
        return [*self._comment(), f"{key}:", *(self.indent + field for field in (f"type: {rtype}", *rest))]

    def _texts(self) -> "list[list[str]]":
        """Return texts of mail that one reading is certain of."""
        random, entries = self.random, []
        if random.random() < 0.3:
            self.rules.add("dkim-key-syntax")
            entries.append(self._entry("k._domainkey", "TXT", f"value: 'v=DKIM1\\;\\; k=ed25519\\; p={KEY}'"))
        if random.random() < 0.3:
            self.rules.add("spf-duplicate-term")
            entries.append(self._entry("news", "TXT", "value: v=spf1 ip4:5.4.3.1 mx ip4:5.4.3.1 -all"))
        return entries

    def _choices(self) -> "list[list[str]]":
        random, host, entries = self.random, next(iter(self.hosts)), []
        if random.random() < 0.6:
            self.rules.add("yaml-key-changed")
            entries.append(self._entry("no", "TXT", "value: Norway"))
        if random.random() < 0.6:
            self.rules.add("spf-syntax")
            term = random.choice(("ipv4:", "ip:", "ip4="))
            entries.append(self._entry("offers", "TXT", f"value: v=spf1 {term}5.4.3.1 -all"))
        if random.random() < 0.6:
            self.rules.add("spf-terms-after-all")
            entries.append(self._entry("shop", "TXT", "value: v=spf1 -all ip4:5.4.3.1"))
        if random.random() < 0.6:
            self.rules.add("srv-target-is-cname")
            target = [f"{key}: {value}" for key, value in (("port", 443), ("priority", 0), ("weight", 0))]
            value = ["value:", *(f"  {line}" for line in (*target[:2], "target: to.example.org.", target[2]))]
            entries.append(self._entry("to", "CNAME", f"value: {host}.example.org."))
            entries.append(self._entry("_calendar._tcp", "SRV", *value))
        return entries


def _name(entry: "list[str]") -> str:
    return next(line for line in entry if not line.startswith("#")).rstrip(":")


def _natural(entry: "list[str]") -> "tuple[str, int]":
    key = _name(entry)
    text = key.rstrip("0123456789")
    return text, int(key[len(text) :] or 0)
