"""What the rules about greetings share: whether a name may be that of a public host."""

from zonelint.lint.api import is_address, is_internal_name, labels


def why_no_public_host(helo: str) -> str:
    """Say why the absolute name `helo` cannot be the name of a public host; empty if it may be one.

    RFC 5321 section 2.3.5 wants a full domain name, or (section 4.1.3) an address in brackets.
    """
    bare = helo.removesuffix(".")
    if bare[:1] == "[":
        return "" if is_literal(bare) else "an address in brackets is written as `[4.3.2.1]` or `[IPv6:2600::1]`"
    if is_address(bare):
        return "it is an address, which must be in brackets"
    words = labels(helo)
    if len(words) < 2:
        return "it is a single label"
    odd = next((word for word in words if not (word.isascii() and word.replace("-", "").isalnum())), None)
    if odd is not None:
        return f"`{odd}` contains other characters than letters, digits and hyphens"
    odd = next((word for word in words if "-" in (word[0], word[-1])), None)
    if odd is not None:
        return f"`{odd}` begins or ends with a hyphen"
    return f"the public DNS has no domain {words[-1]}" if is_internal_name(helo) else ""


def is_literal(helo: str) -> bool:
    """Tell whether `helo` is an address in brackets, as RFC 5321 section 4.1.3 has it; the case of letters is free."""
    if helo[-1:] != "]":
        return False
    inside = helo[1:-1].lower()
    if inside.startswith("ipv6:"):
        return ":" in inside[5:] and is_address(inside[5:])
    return ":" not in inside and is_address(inside)
