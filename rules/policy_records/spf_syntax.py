"""An SPF record has a syntax error, so the whole record fails.

Why: a receiver must stop at any error, anywhere in the record, with a permanent error (permerror). Then it knows no
allowed sender: mail is not authenticated, and is refused or treated as spam ("550-5.7.26 … unauthenticated" at Gmail,
"550 5.7.515" at Outlook.com). Receivers do not find a record that does not begin with `v=spf1` and a blank.

It is a warning if the term is allowed but means something else: `ip4=192.0.2.1` is an unknown modifier that allows
nobody, and `a:x.example.com:y.example.com` names one host.

Fix: write the term as in RFC 7208. Separate terms with blanks, write full names, and write `ip4:` or `ip6:` before an
address. `zonelint fix --unsafe` writes the term that is plainly meant: that changes who may send.

Switch it off when: never.

References: RFC 7208 sections 3.1, 4.5, 4.6, 5, 6 and 12.
"""

import re
from collections.abc import Iterator

from zonelint.lint.api import (
    SPF_MECHANISMS,
    SPF_VERSION,
    Context,
    Finding,
    Fix,
    Record,
    SpfDomain,
    SpfFault,
    SpfTerm,
    is_spf,
    is_term,
    late,
    txt_text,
)

from .._examples import MAIL_ZONE, RAISED_MAIL_ZONE
from .._fixes import text_changed
from ._spf import place_of, shown, spf_domains

SEVERITY = "error"
NEEDS = ("SPF faulty",)

BAD = (
    {
        # Versions that there are none of, and one without its blank.
        "example.com.zone": MAIL_ZONE
        + """\
a TXT "v=spf mx -all"              ; <- spf-syntax
b TXT "v=spf2.0 mx -all"           ; <- spf-syntax
c TXT "spf2.0/pra mx -all"         ; <- spf-syntax
d TXT "v=spf1include:_spf.example.net -all" ; <- spf-syntax
e TXT "v=spfv1 mx -all"            ; <- spf-syntax
f TXT "spf1 ip4:4.3.2.26 -all"     ; <- spf-syntax
g TXT "v:spf1 mx ~all"             ; <- spf-syntax
"""
    },
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ipv4:4.3.2.26 -all" ; <- spf-syntax\n'},
    {
        # A second term run into the first, and a name that is not whole.
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 ip4:4.3.2.0/24-all" ; <- spf-syntax\nmail TXT "v=spf1 a:ns1 -all" ; <- spf-syntax\n'
    },
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx ip4=4.3.2.26 -all" ; <- spf-syntax\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1; mx -all" ; <- spf-syntax\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1-all" ; <- spf-syntax\n'},
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1 mx a:ns1.example.com:mail.example.com -all" ; <- spf-syntax\n'},
)

FIXED_UNSAFE: tuple[dict[str, str], ...] = (
    {},
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 mx ip4:4.3.2.26 -all"
"""
    },
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 ip4:4.3.2.0/24 -all"
mail TXT "v=spf1 a:ns1 -all"
"""
    },
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 mx ip4:4.3.2.26 -all"
"""
    },
    {},
    {},
    {
        "example.com.zone": RAISED_MAIL_ZONE
        + """\
@ TXT "v=spf1 mx a:ns1.example.com a:mail.example.com -all"
"""
    },
)

GOOD = (
    {"example.com.zone": MAIL_ZONE + '@ TXT "v=spf1  mx a:mail.example.com/28 ip4:4.3.2.0/24 ip6:2600::/32  ~all "\n'},
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 exists:%{ir}.%{l1r-}._spf.%{d} note=x redirect=%{d2}.example.net"\n'
    },
    {
        "example.com.zone": MAIL_ZONE
        + '@ TXT "v=spf1 mx -all"\n@ TXT "spf2.0/mfrom +mx -all"\n'
        + '@ TXT "v=spf10 x"\n@ TXT "about v=spf1: see the wiki"\nns1 TXT "v=spf1-rc2"\n'
        + 'b TXT "spf of ours"\nc TXT "our SPF: mx -all"\n'
    },
)

_NO_BREAK_SPACE = "\u00a0".encode().decode("latin-1")
# Quotation marks, straight and curly, and the byte order mark, which a copied text may begin with.
_MARKS = " \t'\"" + "\u00a0\u2018\u2019\u201c\u201d\ufeff".encode().decode("latin-1")

_QUOTES = _MARKS.strip("\ufeff \t")
_TERM = late(r"[+?~-]?(?:(?:include|ip4|ip6|exists):|redirect=|(?:a|mx|ptr|all)(?:[:/ ]|$))", re.IGNORECASE)
_VERSION = late(r"(v=spf(?:2(?:\.0)?)?)(?=[ :;/]|$)", re.IGNORECASE)
_MISSPELT = late(r"((?:v ?[:=]?[:= ] ?|v)?spfv? ?1?);? (?=.*(?:\b(?:include|ip[46]):|[+?~-]all\b))", re.IGNORECASE)
_RUN_ON = late(r"(.*?)([?~+-]all|)", re.IGNORECASE | re.DOTALL)
_ADVICE = late(r"(?:write|with a blank:) `([^`<…]+)`")
_SENDER_ID = late(r"spf2\.0(?:[ /]|$)", re.IGNORECASE)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each faulty term, for each modifier that was meant otherwise, and for near misses."""
    for owner, spf in spf_domains(context, lambda policy: policy.faults or policy.unknown or policy.with_colon):
        yield from _findings(context, owner, spf)
    for record in context.mail.texts.spf_like:
        if not is_spf(record):
            yield from _near_miss(context, record)


def _findings(context: Context, owner: str, spf: SpfDomain) -> Iterator[Finding]:
    for fault in spf.policy.faults:
        if not (context.runs("spf-split-string-join") and _is_seam(spf, fault)):
            yield context.finding(
                place_of(spf, fault),
                f"the SPF record of {owner} is a permanent error at `{shown(fault.text)}`: {fault.message}",
                help=fault.help,
                value=fault.text,
                fix=_fix(spf, fault, fault.help),
                cause=f"{fault.message} in {spf.record.source.path}:{spf.record.line} of {owner}",
            )
    for term in spf.policy.unknown:
        meant = _meant(term)
        if meant:
            yield context.finding(
                place_of(spf, term),
                f"`{shown(term.text)}` in the SPF record of {owner} has no effect: receivers ignore modifiers that "
                "they do not know",
                help=meant,
                severity="warning",
                value=term.text,
                fix=_fix(spf, term, meant),
            )
    for term in spf.policy.with_colon:
        yield context.finding(
            place_of(spf, term),
            f"`{shown(term.text)}` in the SPF record of {owner} names one host, with a colon in its name",
            help=f"write each name as a term of its own: `{shown(_parted(term))}`",
            severity="warning",
            value=term.text,
            fix=_fix(spf, term, f"write `{_parted(term)}`"),
        )


def _fix(spf: SpfDomain, word: SpfFault | SpfTerm, help: str) -> Fix | None:
    """Return the fix that writes what the `help` says in the place of `word`, if that is whole terms."""
    match = _ADVICE.search(help)
    if match is None or not all(map(is_term, match[1].split(" "))):
        return None
    return text_changed(spf.record, word.start, word.start + len(word.text), match[1], f"write `{match[1]}`")


def _parted(term: SpfTerm) -> str:
    return " ".join(f"{term.name}:{each}" for each in term.value.split(":") if each)


def _is_seam(spf: SpfDomain, word: SpfFault) -> bool:
    """Tell whether the word is two terms that met where two strings are joined: spf-split-string-join tells of it."""
    from ._spf_seams import seams

    return any(word.start < seam.at < word.start + len(word.text) for seam in seams(spf.record))


def _meant(term: SpfTerm) -> str:
    name = {"ipv4": "ip4", "ipv6": "ip6", "ip": "ip4"}.get(term.name, term.name)
    if name in SPF_MECHANISMS:
        value, end = _RUN_ON.fullmatch(term.value.lstrip(":=")).groups()  # type: ignore[union-attr] # it matches any text
        return f"write `{name}:{shown(value)}{' ' if end else ''}{end}`"
    return f"publish one record: a second `{SPF_VERSION}` begins none" if term.name == "v" else ""


def _near_miss(context: Context, record: Record) -> Iterator[Finding]:
    text = txt_text(record)
    other = _other_version(context, record, text)
    if other:
        yield context.finding(
            record,
            f"{record.owner} has a TXT record that is meant as an SPF record but is not one: {other}",
            field="rdata",
            help=f"write `{SPF_VERSION}`, a blank, and then the terms",
            severity="warning" if _SENDER_ID.match(text) else "",
        )
        return
    bare = text.lstrip(_MARKS)
    after = bare[6:7]
    runs_on = after.isascii() and (after.isalnum() or (after != "" and after in "+-~?")) and not _TERM.match(bare, 6)
    if record.rdata[:8].lower() == f'"{SPF_VERSION}"' and context.runs("spf-split-string-join"):
        return  # the blank is missing where two strings meet
    if bare[:6].lower() != SPF_VERSION or runs_on:
        return
    if bare == text:
        why = f"after `{SPF_VERSION}` must come a blank, not {_named(bare[6:])}"
    else:
        why = f"it begins with {_named(text)}"
    yield context.finding(
        record,
        f"{record.owner} has a TXT record that is meant as an SPF record but is not one: {why}",
        field="rdata",
        help=_help(bare, text),
    )


def _help(bare: str, text: str) -> str:
    """Say what to do about the `text` of a record, which is `bare` behind the marks that it begins with."""
    if bare == text:
        return f"write `{SPF_VERSION}`, a blank, and then the terms"
    if text[0] in _QUOTES:
        return (
            f"let the text begin with `{SPF_VERSION}`; quotation marks stand around the whole of it alone, not within"
        )
    return f"delete {_named(text)} before `{SPF_VERSION}`"


def _other_version(context: Context, record: Record, text: str) -> str:
    """Return what is wrong with the version of a record that begins like one of SPF; empty if it has none of others."""
    if _SENDER_ID.match(text):
        of_spf = context.mail.texts.spf.get(record.owner)
        return "" if of_spf else "`spf2.0` is Sender ID, which receivers do not read (RFC 6686)"
    version = _VERSION.match(text) or (None if text[:6].lower() == SPF_VERSION else _MISSPELT.match(text))
    return f"its version is `{SPF_VERSION}`, not `{version[1]}`" if version is not None else ""


def _named(text: str) -> str:
    """Return how a message calls the first character of `text`, whose characters stand for octets."""
    if text[:2] == _NO_BREAK_SPACE:
        return "a no-break space"
    if text[0] == " ":
        return "a blank"
    if not text[0].isascii():
        return "a character that is not ASCII"
    return f"`{text[0] if text[0].isprintable() else repr(text[0])[1:-1]}`"
