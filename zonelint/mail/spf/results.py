"""What a check by SPF may come to (RFC 7208 section 2.6), and the limits of one (section 4.6.4)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.zone import Record
    from zonelint.mail.spf.grammar import Term

PASS, FAIL, SOFTFAIL, NEUTRAL = "pass", "fail", "softfail", "neutral"
NONE, TEMPERROR, PERMERROR = "none", "temperror", "permerror"

MAX_LOOKUPS = 10
MAX_VOID_LOOKUPS = 2
MAX_HOSTS = 10
"""MX records of one name, and PTR records of the client, that are looked at."""


class SpfResult:
    """What `check_host` returns.

    result       PASS, FAIL, SOFTFAIL, NEUTRAL, NONE, TEMPERROR, PERMERROR, or UNKNOWN
    possible     the results that it may be; one unless it is UNKNOWN
    why          for UNKNOWN and the errors, the reason
    term         the mechanism that matched in the record of the domain or of its redirect, or None
    record       the record that holds it, or that ends without a match; None without any record
    explanation  the text of ``exp`` for FAIL, or None (RFC 7208 section 6.2)
    lookups      the terms that asked the DNS
    """

    __slots__ = ("result", "possible", "why", "term", "record", "explanation", "lookups")

    def __init__(self, result: str, possible: frozenset[str], why: str = "") -> None:
        self.result = result
        self.possible = possible
        self.why = why
        self.term: Term | None = None
        self.record: Record | None = None
        self.explanation: str | None = None
        self.lookups = 0

    def __repr__(self) -> str:
        return f"<SpfResult {self.result}{': ' + self.why if self.why else ''}>"
