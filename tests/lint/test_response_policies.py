"""Response policy zones: their owners are what to answer otherwise, and none of them is a host or a domain."""

from pathlib import Path

import pytest
from scenarios import forward, found, marked

OPTIONS = 'options { response-policy { zone "lists.bakery.net"; }; };\n'
ZONE = 'zone "lists.bakery.net" { type primary; file "lists"; };\n'
BODY = """\
www.lists.bakery.net CNAME www.grocer.com.
bad_name A 4.3.2.80 ; <- error name-not-a-hostname
two CNAME a.example.org.
    CNAME b.example.org. ; <- error cname-and-other-data
mail MX 10 gone
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_policy_is_judged_as_a_file_alone() -> None:
    """Its server has to load it, and a duplicate is one; what an owner or a target means it does not say."""
    body = BODY + "a TXT x\na TXT x ; <- warning duplicate-record\nb A x ; <- error syntax-error\n"
    files = {"named.conf": OPTIONS + ZONE, "lists": forward(body, "lists.bakery.net.")}

    assert marked(files) == found(files)


def test_the_same_zone_without_a_policy() -> None:
    """It is one of names."""
    files = {"named.conf": ZONE, "lists": forward(BODY, "lists.bakery.net.")}

    rules = {rule for rule, *_ in found(files)}
    assert {"owner-missing-trailing-dot", "name-not-a-hostname", "mx-target-without-address"} <= rules
