"""Zone sets made by chance from a seed, in many hands' styles, with defects that can be fixed for certain."""

from random import Random

SERIALS = ("1", "2024010203", "2024010200", "20240102", "1704190000", "4294967295", "2026112999")


class Style:
    """How one author writes: blanks, class, TTLs, line ends."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.tabs = random.random() < 0.4
        self.width = random.choice((8, 12, 16, 24))
        self.in_class = random.choice(("IN", "IN", "in", ""))
        self.ttl = random.choice(("", "", "", "3600", "1h"))
        self.newline = random.choice(("\n", "\n", "\n", "\r\n"))
        self.lower = random.random() < 0.1
        self.final_newline = random.random() < 0.9
        self.encoding = random.choice(("utf-8", "utf-8", "latin-1"))

    def line(self, owner: str, rtype: str, rdata: str, comment: str = "") -> str:
        """Return the line of a record."""
        rtype = rtype.lower() if self.lower else rtype
        words = [word for word in (self.ttl, self.in_class, rtype) if word]
        if self.tabs:
            text = owner + "\t" * max(1, -(-self.width // 8) - len(owner) // 8) + "\t".join([*words, rdata])
        else:
            text = owner.ljust(self.width - 1) + " " + "".join(word.ljust(6) for word in words) + rdata
        return text + (f"\t; {comment}" if comment else "")

    def octets(self, lines: "list[str]") -> bytes:
        """Return the file with these lines."""
        text = self.newline.join(lines) + (self.newline if self.final_newline else "")
        return text.encode(self.encoding)


class BrokenSet:
    """One set.

    files    name -> octets
    touched  (file, line) of the lines that fixes change or delete
    rules    the rules that report the defects
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.files: dict[str, bytes] = {}
        self.touched: set[tuple[str, str]] = set()
        self.rules: set[str] = set()
        self.missing: set[tuple[str, str]] = set()
        """(address, name) of each PTR that is to come."""
        self._make()

    def _make(self) -> None:
        random = self.random
        network = f"{random.choice((11, 23, 45, 81))}.{random.randrange(1, 255)}.{random.randrange(1, 255)}"
        domain = random.choice(("example.org", "bakery.example.net", "a.b.shop.example"))
        numbers = sorted(random.sample(range(10, 250), random.randrange(2, 25)))
        hosts = {f"{random.choice(('www', 'db', 'mail', 'h', 'Web'))}{number}".lower(): number for number in numbers}
        style = Style(random)
        lines = self._head(style, domain, f"ns1.{domain}.")
        lines += [style.line("ns1", "A", f"{network}.2"), style.line("ns2", "A", f"{network}.3")]
        inner = [style.line(name, "A", f"{network}.{number}", self._comment()) for name, number in hosts.items()]
        name = f"{domain}.zone"
        if random.random() < 0.3:
            lines.insert(random.randrange(len(lines) - 2, len(lines) + 1), "$INCLUDE hosts.inc")
            self._add("hosts.inc", style, self._spoiled("hosts.inc", style, inner, domain, hosts))
            self._add(name, style, lines)
        else:
            self._add(name, style, lines + self._spoiled(name, style, inner, domain, hosts))
        self._reverse(network, domain, hosts)

    def _add(self, name: str, style: Style, lines: "list[str]") -> None:
        self.files[name] = style.octets(lines)

    def _comment(self) -> str:
        return self.random.choice(("", "", "", "rack 7", "für später", '; twice; "quoted'))

    def _head(self, style: Style, domain: str, mname: str) -> "list[str]":
        random = self.random
        serial = random.choice(SERIALS)
        rname = f"hostmaster.{domain}."
        name = f"{domain}.zone"
        if random.random() < 0.15:
            rname = f"hostmaster@{domain}."
            self.rules.add("soa-rname-at")
        lines = ["$TTL 1h", f"; zone of {domain}", ""]
        if random.random() < 0.5:
            soa = [
                style.line("@", "SOA", f"{mname} {rname} ( ; {serial} is no serial"),
                f"\t\t\t{serial}\t; serial",
                "\t\t\t2h 15m ; (refresh)",
                "\t\t\t2w 1h )",
            ]
        else:
            soa = [style.line("@", "SOA", f"{mname} {rname} {serial} 2h 15m 2w 1h")]
        self.touched |= {(name, line) for line in soa}
        self._soa = soa
        lines += soa
        return [*lines, style.line("", "NS", f"ns1.{domain}."), style.line("", "NS", f"ns2.{domain}."), ""]

    def _spoiled(
        self, name: str, style: Style, lines: "list[str]", domain: str, hosts: "dict[str, int]"
    ) -> "list[str]":
        """Return the lines of hosts with some defects among them."""
        random = self.random
        for _ in range(random.randrange(3)):
            line = random.choice(lines)
            copy = " ".join(line.partition(";")[0].split()) if random.random() < 0.5 else line.partition("\t;")[0]
            lines.insert(random.randrange(lines.index(line) + 1, len(lines) + 1), copy)
            self.touched.add((name, copy))
            self.rules.add("duplicate-record")
        if random.random() < 0.3:
            line = style.line("", "TXT", '"of the one above"')  # it gets an owner where that one is deleted
            lines.insert(random.randrange(1, len(lines) + 1), line)
            self.touched.add((name, line))
        host = random.choice(list(hosts))
        if random.random() < 0.4:
            line = style.line("alias", "CNAME", f"{host}.{domain}", "see above")
            lines.insert(0, line)
            self.touched.add((name, line))
            self.rules.add("cname-target-missing")
        if random.random() < 0.4:
            dead = "; zonelint: ignore[mx-target-is-cname] it was one"
            if random.random() < 0.5:
                line = style.line("old", "TXT", '"x; y"') + f"  {dead}"
                lines.append(line)
            else:
                line = dead
                lines.insert(random.randrange(len(lines)), line)
            self.touched.add((name, line))
            self.rules.add("unused-suppression")
        return lines

    def _reverse(self, network: str, domain: str, hosts: "dict[str, int]") -> None:
        """Make the reverse zone of a network, in which some PTRs are missing."""
        random = self.random
        style = Style(random)
        origin = ".".join(reversed(network.split("."))) + ".in-addr.arpa"
        known = {name: number for name, number in hosts.items() if random.random() < 0.7}
        everybody = {"ns1": 2, "ns2": 3, **known}
        order = random.choice(("up", "up", "down", "none"))
        names = sorted(everybody, key=lambda name: everybody[name], reverse=order == "down")
        if order == "none":
            random.shuffle(names)
        lines = self._head(style, domain, f"ns1.{domain}.")
        self.touched |= {(f"{origin}.zone", line) for line in self._soa}
        absolute = random.random() < 0.2
        if random.random() < 0.2 and not absolute:
            lines.append("$ORIGIN " + ".".join(origin.split(".")[1:]) + ".")
            tail = "." + origin.split(".")[0]
        else:
            tail = f".{origin}." if absolute else ""
        for name in names:
            owner = f"{everybody[name]}{tail}"
            lines.append(style.line(owner, "PTR", f"{name}.{domain}.", self._comment()))
            if random.random() < 0.1:
                lines.append(style.line("", "TXT", '"more of it"'))
            if random.random() < 0.1:
                lines.append("; more hosts")
        self.missing = {(f"{network}.{number}", f"{name}.{domain}.") for name, number in hosts.items()}
        self.missing -= {(f"{network}.{number}", f"{name}.{domain}.") for name, number in known.items()}
        if self.missing:
            self.rules.add("address-without-ptr")
        self._add(f"{origin}.zone", style, lines)
