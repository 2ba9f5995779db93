"""What the rules about DANE share: the owner of a TLSA record taken apart."""

from zonelint.lint.api import late

SMTP_PORT = 25

_OWNER = late(r"_([0-9]{1,5})\._(?:tcp|udp|sctp)\.(.+)")


def service_of(owner: str) -> tuple[int, str]:
    """Return the port and the host (absolute) of a TLSA record's `owner`, as in ``_25._tcp.mail.example.com.``.

    The host is empty for an owner of another form, and for wildcards (RFC 6698 section 3).
    """
    match = _OWNER.fullmatch(owner)
    if match is None or "*" in match[2]:
        return 0, ""
    return int(match[1]), match[2]


def tlsa_name(host: str) -> str:
    """Return the name of the TLSA records of a mail exchange (RFC 7672 section 2.2.3)."""
    return f"_{SMTP_PORT}._tcp.{host}"
