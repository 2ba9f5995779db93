"""Dialects of master files: what a server other than BIND reads in its own way, told from what lies beside them."""

import re

GDNSD, KNOT, POWERDNS = "gdnsd", "knot", "powerdns"
"""Servers that split a string of over 255 octets in place of refusing it; gdnsd has more of its own."""

_GDNSD_CONFIG = r"^[ \t]*+(?:options|plugins|service_types)[ \t]*+=>[ \t]*+\{"
_GDNSD_ZONE = r"[ \t]DYN[AC][ \t]|@Z(?=[\s;]|$)"


def is_gdnsd_config(name: str, text: str) -> bool:
    """Tell whether a file is the configuration of gdnsd, which is called `config`."""
    return name == "config" and bool(re.search(_GDNSD_CONFIG, text, re.MULTILINE))


def is_of_gdnsd(text: str) -> bool:
    """Tell whether a zone file holds what only gdnsd knows: records that it makes up, or ``@Z`` for the zone's name."""
    return ("DYN" in text or "@Z" in text) and bool(re.search(_GDNSD_ZONE, text, re.MULTILINE))
