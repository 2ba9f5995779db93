"""Repositories of octoDNS made by seed: a zone of any records, any processors, any sets of validators."""

from random import Random

from octodns_sets import PROVIDER

ORIGIN = "example.com."
FAULTY = 0.25
"""How often a set may hold faulty records."""

_NAMES = ("", "a", "b", "c", "www", "mail", "_acme-challenge", "_acme-challenge.a", "x.example.com", "*", "*.c", "spf")
_HOSTS = ("a.example.com.", "mail.example.net.", "x.y.example.org.", "b.example.com.")
_TEXTS = ("hello", "v=spf1 a -all", "v=spf1 ptr -all", "key=value", "x\\\\; y")
_TTLS = ("", "ttl: 30, ", "ttl: 300, ", "ttl: 90000, ", "ttl: '600', ")
_PATTERNS = ("a", "www", "''", "/^a/", "/il$/", "/_acme/", "mail", "/./")
_TYPES = ("A", "AAAA", "CNAME", "MX", "NS", "TXT", "SRV", "CAA")
_NETWORKS = ("192.0.2.0/28", "10.0.0.0/8", "2001:db8::/32", "192.0.2.77/32", "192.0.2.1/24")
_VALUES = ("hello", "/spf1/", "192.0.2.1", "/^10 /", "a.example.com.", "/example\\.net/", "/10\\.0/")
_DISABLED = ("{}", "{}", "{TXT: [chunked-value-rfc]}", "{'*': [mx-value-not-ip]}", "{CNAME: [cname-root-rfc]}")
_SETS = ("legacy", "strict", "best-practice")


class OctoText:
    """One repository.

    files       path -> text
    meta        names, relative to the zone, whose TXT record nobody knows
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.faulty = self.random.random() < FAULTY
        self.meta: list[str] = []
        self.files = {"zones/example.com.yaml": self._zone(), "config.yaml": self._config()}

    # -- the zone

    def _zone(self) -> str:
        lines = []
        for name in self.random.sample(_NAMES, self.random.randint(2, 8)):
            types = self._types_at(name)
            records = "".join(f"\n- {self._record(rtype)}" for rtype in types)
            lines.append(f"{name!r}:{records}\n")
        return "".join(lines)

    def _types_at(self, name: str) -> list[str]:
        if name and self.random.random() < 0.2:
            return ["CNAME"]
        if name.startswith("_acme"):
            return ["TXT"]
        kinds = ["A", "AAAA", "CAA", "MX", "NS", "TXT"] if name == "" else ["A", "AAAA", "MX", "TXT"]
        if self.faulty and self.random.random() < 0.2:
            kinds += ["SRV", "SPF"]
        return self.random.sample(kinds, self.random.randint(1, 3))

    def _record(self, rtype: str) -> str:
        ttl = self.random.choice(_TTLS) if self.random.random() < 0.6 else ""
        lenient = ", octodns: {lenient: true}" if self.random.random() < 0.1 else ""
        if rtype in ("CNAME", "ALIAS"):
            return f"{{type: {rtype}, {ttl}value: {self._target()}{lenient}}}"
        values = list(dict.fromkeys(self._value(rtype) for _ in range(self.random.randint(1, 3))))
        return f"{{type: {rtype}, {ttl}values: [{', '.join(values)}]{lenient}}}"

    def _value(self, rtype: str) -> str:
        random = self.random
        if rtype == "A":
            bad = self.faulty and random.random() < 0.05
            return "192.0.2.300" if bad else random.choice((f"192.0.2.{random.randint(1, 99)}", "10.0.0.7"))
        if rtype == "AAAA":
            return random.choice((f'"2001:db8::{random.randint(1, 99)}"', '"fd00::1"'))
        if rtype == "MX":
            return f"{{preference: {random.choice((0, 10, 20))}, exchange: {self._target(null=True)}}}"
        if rtype == "SRV":
            return f"{{priority: 1, weight: 0, port: {random.choice((0, 25))}, target: {self._target(null=True)}}}"
        if rtype == "CAA":
            flags = random.choice((0, 128, 1)) if self.faulty else 0
            return f"{{flags: {flags}, tag: {random.choice(('issue', 'issuewild', 'iodef'))}, value: ca.example.net}}"
        if rtype == "NS":
            return self._target()
        text = random.choice(_TEXTS)
        return '"x; y"' if self.faulty and random.random() < 0.05 else f'"{text}"'

    def _target(self, null: bool = False) -> str:
        if self.faulty and self.random.random() < 0.1:
            return self.random.choice(("192.0.2.1.", "foo", "a_b..c.", *(("'.'",) if null else ())))
        return self.random.choice(_HOSTS)

    # -- the configuration

    def _config(self) -> str:
        made = [self._processor() for _ in range(self.random.randint(0, 3))]
        made = [text for at, text in enumerate(made) if "Ownership" not in text or text not in made[:at]]
        if any("Ownership" in text for text in made):
            made = [text for text in made if "TtlRestriction" not in text]
        if any("AcmeManaging" in text for text in made):
            made = [text for text in made if "filter.Value" not in text]
        processors = "".join(f"  p{number}: {{{text}}}\n" for number, text in enumerate(made))
        names = [f"p{number}" for number in range(len(made))]
        first, own = names[:1] if self.random.random() < 0.4 else [], names
        own = [name for name in own if name not in first]
        lenient = ", lenient: true" if self.random.random() < 0.15 else ""
        return (
            f"manager:\n  processors: [{', '.join(first)}]\n{self._validators()}"
            f"providers:\n  config: {{class: {PROVIDER}, directory: zones, enforce_order: false}}\n"
            + (f"processors:\n{processors}" if processors else "")
            + f"zones:\n  {ORIGIN}: {{sources: [config], targets: [config], processors: [{', '.join(own)}]{lenient}}}\n"
        )

    def _validators(self) -> str:
        random = self.random
        if random.random() < 0.4:
            return ""
        sets = random.sample(_SETS, random.randint(1, 3)) if random.random() < 0.8 else ["legacy"]
        off = random.choice(
            ("{}", "{}", "{TXT: [chunked-value-rfc]}", "{'*': [mx-value-not-ip]}", "{CNAME: [cname-root-rfc]}")
        )
        return f"  validators: {{enabled: [{', '.join(sets)}], record: {{disable_validators: {off}}}}}\n"

    def _processor(self) -> str:
        name, options = self.random.choice(self._processors())
        return f"class: octodns.processor.{name}{options}"

    def _processors(self) -> list[tuple[str, str]]:
        random = self.random
        target = random.choice(("", "", ", include_target: false"))
        found = [
            (f"filter.{what}{key.capitalize()}Filter", f", {key}: [{', '.join(self._some(values))}]{more}")
            for what, values, more in (
                ("Name", _PATTERNS, target), ("Type", _TYPES, target), ("NetworkValue", _NETWORKS[:4], ""),
                ("Value", _VALUES, target),
            )
            for key in ("allowlist", "rejectlist")
        ]  # fmt: skip
        if self.faulty:
            found += [
                ("filter.NetworkValueRejectlistFilter", f", rejectlist: [{_NETWORKS[4]}]"),
                ("filter.NameRejectlistFilter", ""),
                ("filter.TypeAllowlistFilter", ", allowlist: [A], unknown: 1"),
                ("clamp.TtlClampProcessor", ", min_ttl: 600, max_ttl: 60"),
            ]
        return [
            *found,
            ("acme.AcmeManagingProcessor", ""),
            ("clamp.TtlClampProcessor", random.choice(("", ", min_ttl: 60", ", max_ttl: 7200"))),
            ("filter.ExcludeRootNsChanges", ""),
            ("filter.IgnoreRootNsFilter", ""),
            ("filter.ZoneNameFilter", random.choice(("", ", error: false"))),
            ("ownership.OwnershipProcessor", ""),
            ("restrict.TtlRestrictionFilter", random.choice(("", ", min_ttl: 60", ", allowed_ttls: [3600, 300, 600]"))),
            ("spf.SpfDnsLookupProcessor", ""),
            ("trailing_dots.EnsureTrailingDots", ""),
        ]

    def _some(self, values: "tuple[str, ...]") -> "list[str]":
        return self.random.sample(values, self.random.randint(1, 3))
