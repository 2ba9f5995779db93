"""Fills in the templates of octoDNS's Templating processor: the names that it knows itself, and texts of its context.

Only plain ``{name}`` is filled in. Whatever else Python's ``str.format`` could do there stays unresolved.
"""

import re

from zonelint.dns.names import relative_to
from zonelint.readers.octodns.names import decoded
from zonelint.readers.octodns.values import UnresolvedValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.readers.octodns.model import Template

_FIELD = re.compile(r"\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}|[{}]")
_MAX_LENGTH = 65535


def fill_in(text: str, template: "Template", owner: str, origin: str, rtype: str, ttl: int) -> str:
    """Return `text` with its fields filled in for the record of `rtype` at `owner` (absolute) in the zone `origin`.

    Raises UnresolvedValue for a field that is not known here.
    """
    known = _known(template, owner, origin, rtype, ttl)

    def value(match: "re.Match[str]") -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        if match[1] is None or match[1] not in known:
            raise UnresolvedValue
        return known[match[1]]

    filled = _FIELD.sub(value, text)
    if len(filled) > _MAX_LENGTH:
        raise UnresolvedValue
    return filled


def _known(template: "Template", owner: str, origin: str, rtype: str, ttl: int) -> dict[str, str]:
    name = "" if owner == origin else relative_to(owner, origin)
    full = {"zone_name": decoded(origin), "zone_decoded_name": decoded(origin), "zone_encoded_name": origin}
    full.update(record_fqdn=decoded(owner), record_decoded_fqdn=decoded(owner), record_encoded_fqdn=owner)
    if not template.trailing_dots:
        full = {key: text.removesuffix(".") for key, text in full.items()}
    own = {"record_name": decoded(name), "record_decoded_name": decoded(name), "record_encoded_name": name}
    return {**own, "record_type": rtype, "record_ttl": str(ttl), **full, **template.context}
