"""TXT records: their strings, and the text that these make (RFC 1035 section 3.3.14)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.zone import Record

SPF_VERSION = "v=spf1"
"""What the text of an SPF record begins with, in any letter case, before a blank or the end (RFC 7208 section 4.5)."""


def strings(record: "Record") -> list[str]:
    """Return the character-strings of a TXT `record`, an octet as the code point of its number."""
    rdata = record.rdata
    if "\\" not in rdata:
        # Quotes stand only around strings then.
        return rdata[1:-1].split('" "') if rdata[:1] == '"' else []
    found: list[str] = []
    octets: list[str] = []
    at, inside = 0, False
    while at < len(rdata):
        char = rdata[at]
        if char == '"':
            if inside:
                found.append("".join(octets))
            octets, inside = [], not inside
        elif char == "\\":
            escape = rdata[at + 1 : at + 4]
            decimal = len(escape) == 3 and escape.isdigit()
            octets.append(chr(int(escape)) if decimal else escape[:1])
            at += 3 if decimal else 1
        else:
            octets.append(char)
        at += 1
    return found


def text_of(record: "Record") -> str:
    """Return the strings of a TXT `record` joined without a blank, as RFC 7208 section 3.3 wants them."""
    return "".join(strings(record))
