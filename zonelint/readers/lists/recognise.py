"""Which format of record lists a file is in, told by a look at its text; nothing is composed for that."""

import re

# (format, word that must be there at all, pattern of what no other kind of file has at the beginning of a line or
# under a key). Patterns are compiled where the word is found: few repositories hold any of these formats.
_SIGNS = (
    ("gcloud", "dns#", r"""^[-{ \t]*+["']?kind["']?[ \t]*+:[ \t]*+["']?dns#resourceRecordSet\b"""),
    ("dnsendpoint", "DNSEndpoint", r"""^[-{ \t]*+["']?kind["']?[ \t]*+:[ \t]*+["']?DNSEndpoint\b"""),
    ("cloudformation", "AWS::Route53", r"""\bType["']?[ \t]*+:[ \t]*+["']?AWS::Route53::RecordSet(?:Group)?\b"""),
    ("dnscontrol", '"domains"', r'"(?:registrars|dns_providers)"[ \t]*+:'),
    ("powerdns", "rrsets", r"""(?:^[ \t]*+(?:- *+)?|["{,] *+)rrsets["']?[ \t]*+:"""),
    ("ansible", "bind_zones", r"^[ \t]*+(?:- *+)?bind_zones[ \t]*+:"),
    ("gcloud", "rrdatas", r"^(?:- )?rrdatas[ \t]*+:"),
)  # fmt: skip
GCLOUD = "kind: dns#resourceRecordSet"
"""What an export of Google Cloud DNS has in every record, whatever its name is: ``dns.zone``."""
_CUSTOM_RESOURCE = r"""^[{ \t]*+["']?kind["']?[ \t]*+:[ \t]*+["']?CustomResourceDefinition"""
_ENDINGS = (".yaml", ".yml", ".json", ".template", ".sls")


def recognise(text_head: str, name: str) -> str | None:
    """Return the format of the file `name`, whose text begins with `text_head`; None if it is in none of these.

    ``"gcloud"``, ``"dnsendpoint"``, ``"powerdns"``, ``"dnscontrol"``, ``"cloudformation"`` or ``"ansible"``.
    """
    if not name.lower().endswith(_ENDINGS) and GCLOUD not in text_head:
        return None
    for form, word, pattern in _SIGNS:
        if word in text_head and re.search(pattern, text_head, re.MULTILINE):
            # What defines the kind DNSEndpoint holds none.
            definition = form == "dnsendpoint" and re.search(_CUSTOM_RESOURCE, text_head, re.MULTILINE)
            return None if definition else form
    return None
