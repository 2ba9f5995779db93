"""What a lenient zone of octoDNS lets stand beside a CNAME, and where it is published."""

from pathlib import Path

import pytest
from linting import shown

CLOUDFLARE = "octodns_cloudflare.CloudflareProvider"
ROUTE53 = "octodns_route53.Route53Provider"
WITH_TEXT = """\
blog:
- {type: CNAME, value: pages.example.net.}
- {type: TXT, value: verification}
shop:
- {type: CNAME, value: pages.example.net.}
- {type: TXT, value: verification}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(records: str, *classes: str, lenient: bool = True) -> list[tuple[str, int]]:
    """Return severity and count of what is shown of CNAMEs in a zone with targets of `classes`."""
    targets = "".join(f"  to{number}: {{class: {name}}}\n" for number, name in enumerate(classes))
    config = f"""\
providers:
  files: {{class: octodns.provider.yaml.YamlProvider, directory: zones, enforce_order: false}}
  dump: {{class: octodns.provider.yaml.YamlProvider, directory: dump}}
{targets}zones:
  example.com.:
    sources: [files]
    targets: [dump, {", ".join(f"to{number}" for number in range(len(classes)))}]
    lenient: {str(lenient).lower()}
"""
    files = {"config.yaml": config, "zones/example.com.yaml": records}
    every = shown(files)
    return [(each.severity, len(each.members) or 1) for each in every if each.rule == "cname-and-other-data"]


def test_cloudflare_takes_text_beside_a_cname() -> None:
    """Where the zone is lenient and goes nowhere else, there is nothing to say."""
    assert [] == found(WITH_TEXT, CLOUDFLARE)


@pytest.mark.parametrize("rtype", ["A", "AAAA", "NS"])
def test_cloudflare_refuses_addresses_and_delegations_beside_a_cname(rtype: str) -> None:
    """Its API takes none of these, lenient or not."""
    value = {"A": "192.0.2.1", "AAAA": "2001:db8::1", "NS": "ns1.example.net."}[rtype]
    records = f"a:\n- {{type: CNAME, value: b.example.net.}}\n- {{type: {rtype}, value: '{value}'}}\n"

    assert [("error", 1)] == found(records, CLOUDFLARE)


@pytest.mark.parametrize("classes", [(ROUTE53,), (CLOUDFLARE, ROUTE53)])
def test_what_a_lenient_zone_lets_pass_is_one_warning(classes: tuple[str, ...]) -> None:
    """Another provider may refuse it; the flag of the zone is the one cause."""
    assert [("warning", 2)] == found(WITH_TEXT, *classes)


def test_octodns_refuses_it_where_it_is_not_lenient() -> None:
    """Whatever the provider takes: each name is an error."""
    assert [("error", 1), ("error", 1)] == found(WITH_TEXT, CLOUDFLARE, lenient=False)
