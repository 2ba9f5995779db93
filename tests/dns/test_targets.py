"""Where the targets of records lead, each name looked up once."""

import pytest
from reading import read

from zonelint.dns.answers import FOUND, LOOP, NODATA, NXDOMAIN, UNKNOWN
from zonelint.dns.namespace import Namespace
from zonelint.dns.targets import Targets
from zonelint.dns.zone import Record

SOA = "@ 1h SOA ns1 hostmaster 1 8h 2h 4w 1h\n"
ZONE = SOA + (
    "$TTL 1h\n"
    "host A 192.0.2.1\nsix AAAA 2001:db8::1\ntext TXT t\nalias CNAME host\nround CNAME round\n"
    "*.wild A 192.0.2.2\nboth A 192.0.2.3\nboth CNAME host\nsub NS ns.example.net.\n"
)


class Counted(Namespace):
    """A namespace that keeps what it is asked."""

    def lookup(self, name: str, rtype: str):  # type: ignore[no-untyped-def]
        """Note the question, and answer it."""
        self.__dict__.setdefault("asked", []).append((name, rtype))
        return super().lookup(name, rtype)


def exchanges(*targets: str) -> tuple[Counted, list[Record]]:
    """Return the zone with an MX to each of `targets`, and these records."""
    zone = read(ZONE + "".join(f"m{number} MX 10 {target}\n" for number, target in enumerate(targets)))
    return Counted([zone]), list(zone.records("MX"))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("host", True),
        ("six", True),
        (".", True),
        ("HOST", True),
        ("text", False),
        ("gone", False),
        ("alias", False),
        ("round", False),
        ("x.wild", False),
        ("both", False),
        ("x.sub", False),
        ("mail.example.net.", False),
    ],
)
def test_is_sound(target: str, expected: bool) -> None:
    """Only the root, and a name that holds an address itself, need no second look."""
    namespace, (mx,) = exchanges(target)

    assert expected == Targets(namespace).is_sound(mx)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("host", FOUND),
        ("alias", FOUND),
        ("x.wild", FOUND),
        ("six", NODATA),
        ("gone", NXDOMAIN),
        ("round", LOOP),
        ("x.sub", UNKNOWN),
    ],
)
def test_status(target: str, expected: str) -> None:
    """It is that of a look-up of the name's A records, aliases followed."""
    namespace, (mx,) = exchanges(target)

    assert expected == Targets(namespace).status(mx)


def test_addresses_are_those_of_the_target() -> None:
    """They are what the namespace answers."""
    namespace, (mx,) = exchanges("alias")

    assert ["192.0.2.1"] == Targets(namespace).addresses(mx).addresses


@pytest.mark.parametrize("ask", [Targets.is_sound, Targets.status, Targets.addresses])
def test_each_name_is_looked_up_once(ask) -> None:  # type: ignore[no-untyped-def]
    """Records that lead to one name, however its letters are written, ask for it once."""
    namespace, records = exchanges("host", "HOST", "gone", "gone")
    targets = Targets(namespace)
    for mx in [*records, *records]:
        ask(targets, mx)

    asked = [question for question in namespace.__dict__["asked"] if question[1] == "A"]
    assert [("host.example.com.", "A"), ("gone.example.com.", "A")] == asked


def test_root_is_not_looked_up() -> None:
    """It says that nothing is there: a question about it would be one that nothing loaded can answer."""
    namespace, (mx,) = exchanges(".")
    Targets(namespace).is_sound(mx)

    assert 0 == namespace.undecided
