"""Two terms of an SPF record become one word where its strings are joined.

Why: a receiver joins the strings of a TXT record without a blank. If one string ends with a whole term and the next
begins with another, they become one word. Mostly this is a permanent error (permerror), and the whole record has no
effect. Otherwise it is a term that nobody wanted, and the two real terms are lost.

Fix: end the first string with a blank. If there are no quotes, put them around the whole text: each word is a string of
its own without them. `zonelint fix --unsafe` does it: that changes who may send.

Switch it off when: never.

References: RFC 7208 section 3.3.
"""

from collections.abc import Iterator

from zonelint.lint.api import (
    SPF_VERSION,
    Change,
    Context,
    Finding,
    Fix,
    Place,
    Record,
    is_term,
    place_in_text,
    txt_strings,
)

from .._examples import MAIL_ZONE, RAISED_MAIL_ZONE
from .._fixes import texts_changed
from .._paste import MOST_OCTETS
from ._spf import shown
from ._spf_seams import Seam, seams

SEVERITY = "error"
NEEDS = ("SPF strings",)

BAD = (
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 include:_spf.example.net" "ip4:4.3.2.25 -all" ; <- spf-split-string-join\n'
    },
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1" "mx -all" ; <- spf-split-string-join\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 a:mail.example.com" "-all" ; <- spf-split-string-join\n'},
    {"example.com.zone": MAIL_ZONE + "@ TXT v=spf1 mx ip4:4.3.2.26 -all ; <- spf-split-string-join\n"},
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT ( "v=spf1"    ; <- spf-split-string-join\n        "mx"\n        "ip4:4.3.2.26 -all" )\n'
    },
)

FIXED_UNSAFE = (
    {"example.com.zone": RAISED_MAIL_ZONE + '@ TXT "v=spf1 include:_spf.example.net " "ip4:4.3.2.25 -all"\n'},
    {"example.com.zone": RAISED_MAIL_ZONE + '@ TXT "v=spf1 " "mx -all"\n'},
    {"example.com.zone": RAISED_MAIL_ZONE + '@ TXT "v=spf1 a:mail.example.com " "-all"\n'},
    {"example.com.zone": RAISED_MAIL_ZONE + '@ TXT "v=spf1 mx ip4:4.3.2.26 -all"\n'},
    {"example.com.zone": RAISED_MAIL_ZONE + '@ TXT ( "v=spf1 "\n        "mx "\n        "ip4:4.3.2.26 -all" )\n'},
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 include:_spf.example.net " "ip4:4.3.2.25 -all"\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 include:_spf.exam" "ple.net ip4:4.3" ".2.25 -a" "ll"\n'},
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each SPF record with such a seam, at the first one."""
    for record in context.mail.texts.spf_like:
        if '" "' in record.rdata and record.rdata[:7].lower() == f'"{SPF_VERSION}':
            found = seams(record)
            if found:
                yield _finding(context, record, found)


def _finding(context: Context, record: Record, found: list[Seam]) -> Finding:
    seam = found[0]
    joined = seam.left + seam.right
    is_whole = len(found) + 1 == len(txt_strings(record))
    start = seam.at - len(seam.left)
    is_behind = seam.at > len(SPF_VERSION)
    changed = is_behind and is_term(joined)
    becomes = "another term" if changed else "a permanent error" if is_behind else "no SPF record at all"
    text = " ".join(txt_strings(record))
    return context.finding(
        place_in_text(record, start, start + len(joined)),
        f"`{shown(seam.left)}` and `{shown(seam.right)}` in the SPF record of {record.owner} are joined to "
        f"`{shown(joined)}`, which is {becomes}",
        help=f'write it in one pair of quotes: `"{text}"`'
        if is_whole and len(text) < 256 and text.isprintable()
        else f'end the first string with a blank: `"… {shown(seam.left)} " "{shown(seam.right)} …"`',
        severity="warning" if changed else "",
        value=joined,
        fix=_quoted(record, text) if is_whole else _with_blanks(record),
    )


def _quoted(record: Record, text: str) -> Fix | None:
    """Return the fix that puts the whole `text` in quotes if there are none, or ends the first string with a blank."""
    written = record.source.text_at(Place.of(record, "rdata").span)
    if written.split() != text.split() or '"' in written or "\\" in written:
        return _with_blanks(record)
    if record.generated or record.source.marks is not None or len(text) > MOST_OCTETS:
        return None
    becomes = record._replace(rdata=f'"{text}"')
    return Fix("put the text in quotes", Change(record, "rdata", f'"{text}"', becomes))


def _with_blanks(record: Record) -> Fix | None:
    """Return the fix that ends each string with the blank that it lacks."""
    found = seams(record)
    changes = [(seam.at - 1, seam.at, f"{seam.left[-1]} ") for seam in found]
    return texts_changed(record, changes, f"write a blank behind `{shown(found[0].left)}`")
