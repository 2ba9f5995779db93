"""DNS hosters, which take zones by way of a console and make their SOA records."""

import re

from zonelint.lint.api import Zone, late

_OF_HOSTER = late(
    r".*\.(?:azure-dns\.(?:com|net|org|info)|awsdns-[0-9]+\.(?:com|net|org|co\.uk)|bunny\.net|cloudns\.net|constellix\.com"
    r"|desec\.(?:io|org)|digitalocean\.com|dns-parking\.com|dnsimple\.com|dnsmadeeasy\.com|domaincontrol\.com"
    r"|dreamhost\.com|dynect\.net|gandi\.net|googledomains\.com|hetzner\.(?:com|de)|hichina\.com|hover\.com|linode\.com"
    r"|luadns\.net|name\.com|ns\.cloudflare\.com|nsone\.net|ovh\.(?:ca|net)|porkbun\.com|registrar-servers\.com"
    r"|squarespacedns\.com|ui-dns\.(?:biz|com|de|org)|ultradns\.[a-z.]+|vercel-dns\.com|wixdns\.net|yandexcloud\.net)\.",
    re.IGNORECASE,
)
"""Name servers of hosters that make the SOA record of a zone themselves."""


def is_hosted(zone: Zone) -> bool:
    """Tell whether all name servers at the apex of `zone` are those of hosters."""
    servers = zone.rrset(zone.origin, "NS")
    return bool(servers) and all(_OF_HOSTER.fullmatch(record.target) for record in servers)


def is_export(zone: Zone) -> bool:
    """Tell whether `zone` is what a hoster exported: it has no SOA record, without which no server loads it."""
    return zone.soa is None and not zone.lost and not zone.check_names and is_hosted(zone)
