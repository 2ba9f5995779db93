"""Sets of zones made by chance, full of what makes look-ups hard, and the questions that probe it.

One seed makes one set, always the same. The zones are such that BIND loads them: a CNAME stands alone, a
wildcard owns no NS, an owner has one DNAME, the name servers at an apex have addresses. Everything else may be as
senseless as it likes.
"""

from random import Random

ORIGINS = (
    "test.",
    "example.test.",
    "sub.example.test.",
    "deep.sub.example.test.",
    "other.",
    "a.other.",
    "x\\.y.other.",
    "2.0.192.in-addr.arpa.",
    "64/26.2.0.192.in-addr.arpa.",
    "8.b.d.0.1.0.0.2.ip6.arpa.",
    "1.0.8.b.d.0.1.0.0.2.ip6.arpa.",
)
LABELS = ("a", "b", "c", "www", "mail", "*", "x\\.y", "sub", "deep", "_sip", "64/26", "7", "\\255\\032z")
OUTSIDE = ("mail.outside.example.", "outside.", "9.113.0.203.in-addr.arpa.")
TYPES = ("A", "AAAA", "MX", "TXT", "CNAME", "NS", "DNAME", "DS", "SRV", "PTR")
WEIGHTS = (8, 3, 3, 2, 7, 3, 2, 1, 1, 2)
QUESTION_TYPES = (
    "A",
    "AAAA",
    "CNAME",
    "MX",
    "TXT",
    "NS",
    "SOA",
    "DS",
    "DNAME",
    "PTR",
    "ANY",
    "SRV",
    "KEY",
    "NSEC",
    "CAA",
)
QUESTION_WEIGHTS = (12, 4, 4, 2, 2, 3, 1, 3, 2, 3, 3, 1, 1, 1, 1)
DIGEST = "8 2 " + "0123456789ABCDEF" * 4


class ZoneSet:
    """Zones and questions from one `seed`.

    zones      origin -> records as (owner, type, RDATA), names absolute and in lower case
    questions  (name, type)
    """

    def __init__(self, seed: int, questions: int) -> None:
        self.chance = Random(seed)
        self.zones: dict[str, list[tuple[str, str, str]]] = {}
        self._types: dict[tuple[str, str], set[str]] = {}
        loaded = [origin for origin in ORIGINS if self.chance.random() < 0.6] or ["test."]
        if self.chance.random() < 0.15:
            loaded.append(".")
        for origin in loaded:
            self.zones[origin] = []
            self.add(origin, origin, "SOA", f"ns.{_dotted(origin)} hostmaster.{_dotted(origin)} 1 7200 900 1209600 300")
            self.add_servers(origin)
        for origin in ORIGINS:
            self.delegate(origin)
        for origin in loaded:
            self.fill(origin)
            self.add_chains(origin)
            self.add_classless(origin)
        self.questions = [self.question() for _ in range(questions)]

    def add_servers(self, origin: str) -> None:
        """Give the apex a name server: inside with an address, or outside, where a DNAME at the apex does no harm."""
        inside = origin == "." or self.chance.random() < 0.5
        self.zones[origin].append((origin, "NS", f"ns.{_dotted(origin)}" if inside else OUTSIDE[0]))
        if inside:
            self.add(origin, f"ns.{_dotted(origin)}", "A", "192.0.2.53")
        elif self.chance.random() < 0.3:
            self.add(origin, origin, "DNAME", self.some_name())

    def add(self, origin: str, owner: str, rtype: str, rdata: str) -> None:
        """Add a record to the zone `origin`, unless BIND would refuse to load it."""
        types = self._types.setdefault((origin, owner), set())
        if owner == origin and rtype in ("NS", "DS", "CNAME"):
            return
        if (
            len(owner) > 200
            or (rtype == "CNAME" and types)
            or "CNAME" in types
            or (rtype == "DNAME" and rtype in types)
        ):
            return
        if (rtype == "NS" and owner.startswith("*.")) or (owner, rtype, rdata) in self.zones[origin]:
            return
        types.add(rtype)
        self.zones[origin].append((owner, rtype, rdata))

    def delegate(self, origin: str) -> None:
        """Delegate `origin`, loaded or not, from the loaded zone above it, mostly."""
        above = self.enclosing(origin.partition(".")[2] if "\\" not in origin else "other.")
        if above is None or self.chance.random() < 0.25:
            return
        inside = self.chance.random() < 0.5
        server = f"ns.{origin}" if inside else self.some_name()
        self.add(above, origin, "NS", server)
        if inside and self.chance.random() < 0.7:
            self.add(above, server, "A", "192.0.2.53")
        if self.chance.random() < 0.4:
            self.add(above, origin, "DS", f"{self.chance.randrange(65536)} {DIGEST}")

    def enclosing(self, name: str) -> str | None:
        """Return the deepest loaded origin at or above `name`."""
        fits = [origin for origin in self.zones if origin == "." or ("." + name).endswith("." + origin)]
        return max(fits, key=len, default=None)

    def fill(self, origin: str) -> None:
        """Put records of all types at random owners of the zone."""
        for _ in range(self.chance.randint(4, 45)):
            owner = self.name_below(origin)
            rtype = self.chance.choices(TYPES, WEIGHTS)[0]
            if owner == origin and rtype == "DNAME":
                continue
            if rtype == "DS":
                # Elsewhere than at a cut BIND serves a DS, too, but hides it from questions for ANY.
                self.add(origin, owner, "NS", self.some_name())
                if "NS" not in self._types[origin, owner]:
                    continue
            for _ in range(self.chance.choice((1, 1, 1, 2, 3)) if rtype in ("A", "MX", "TXT") else 1):
                self.add(origin, owner, rtype, self.rdata(rtype))

    def rdata(self, rtype: str) -> str:
        """Return RDATA of `rtype`; names in it lead anywhere, some in upper case."""
        number = self.chance.randrange(1, 250)
        if rtype == "A":
            return f"192.0.2.{number}"
        if rtype == "AAAA":
            return f"2001:db8::{number:x}"
        if rtype == "TXT":
            return f'"text {number}"'
        if rtype == "DS":
            return f"{number} {DIGEST}"
        target = self.some_name()
        if self.chance.random() < 0.1:
            target = target.upper()
        return {"MX": f"{number} ", "SRV": f"{number} 0 25 "}.get(rtype, "") + target

    def add_chains(self, origin: str) -> None:
        """Add aliases in a row, in a ring, and DNAMEs that grow or overflow, to some zones."""
        kind = self.chance.randrange(5)
        length = self.chance.randint(14, 18)
        if kind == 0:
            for number in range(length):
                self.add(origin, f"row{number}.{_dotted(origin)}", "CNAME", f"row{number + 1}.{_dotted(origin)}")
            end = f"row{length}.{_dotted(origin)}"
            self.add(
                origin, end, *self.chance.choice((("A", "192.0.2.77"), ("CNAME", self.some_name()), ("TXT", '"end"')))
            )
        elif kind == 1:
            size = self.chance.randint(1, 4)
            for number in range(size):
                self.add(
                    origin, f"ring{number}.{_dotted(origin)}", "CNAME", f"ring{(number + 1) % size}.{_dotted(origin)}"
                )
        elif kind == 2:
            self.add(origin, f"grow.{_dotted(origin)}", "DNAME", f"b.grow.{_dotted(origin)}")
        elif kind == 3:
            self.add(
                origin, f"long.{_dotted(origin)}", "DNAME", f"{'l' * 63}.{'m' * 63}.{'n' * 63}.b.{_dotted(origin)}"
            )

    def add_classless(self, origin: str) -> None:
        """Delegate a part of a /24 as RFC 2317 has it: a CNAME per address into the child zone."""
        if origin != "2.0.192.in-addr.arpa.":
            return
        child = "64/26." + origin
        for number in self.chance.sample(range(64, 128), 20):
            self.add(origin, f"{number}.{origin}", "CNAME", f"{number}.{child}")
            if child in self.zones and self.chance.random() < 0.7:
                self.add(child, f"{number}.{child}", "PTR", f"host{number}.example.test.")

    def name_below(self, origin: str) -> str:
        """Return a name of up to three random labels below `origin`, or `origin` itself."""
        depth = self.chance.choice((0, 1, 1, 1, 2, 2, 3))
        return "".join(f"{self.chance.choice(LABELS)}." for _ in range(depth)) + (_dotted(origin) if depth else origin)

    def some_name(self) -> str:
        """Return a name from anywhere: an owner so far, one near an origin, loaded or not, or one far outside."""
        dice = self.chance.random()
        if dice < 0.5:
            records = self.zones[self.chance.choice(list(self.zones))]
            if records:
                return self.chance.choice(records)[0]
        if dice < 0.9:
            return self.name_below(self.chance.choice(ORIGINS))
        return self.chance.choice(OUTSIDE)

    def question(self) -> tuple[str, str]:
        """Return a name near the zones' owners, and a type."""
        name = self.some_name()
        dice = self.chance.random()
        if dice < 0.35:
            name = f"{self.chance.choice(LABELS)}.{_dotted(name)}"
        elif dice < 0.45 and "\\" not in name and name.count(".") > 1:
            name = name.partition(".")[2]
        elif dice < 0.5:
            name = f"{self.chance.choice((*LABELS, 'row0', 'row1', 'row2', 'ring0'))}.{_dotted(name)}"
        return name, self.chance.choices(QUESTION_TYPES, QUESTION_WEIGHTS)[0]

    def master_files(self) -> dict[str, str]:
        """Return origin -> the zone as a master file; some owners in upper case."""
        return {origin: self._master_file(records) for origin, records in self.zones.items()}

    def _master_file(self, records: list[tuple[str, str, str]]) -> str:
        lines = ["$TTL 300"]
        for owner, rtype, rdata in records:
            lines.append(f"{owner.upper() if self.chance.random() < 0.1 else owner} IN {rtype} {rdata}")
        return "\n".join(lines) + "\n"


def _dotted(origin: str) -> str:
    """Return `origin` as it stands after another label."""
    return "" if origin == "." else origin
