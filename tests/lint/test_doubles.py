"""No help makes a duplicate: where the record that is meant stands in the zone already, the wrong one is to go."""

from pathlib import Path

import pytest
from linting import lint
from scenarios import REVERSE, ZONE, forward, reverse


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def help_of(rule: str, files: dict[str, str]) -> str:
    """Return the help of the one finding of `rule`."""
    (finding,) = [each for each in lint(files) if each.rule == rule]
    return finding.help


@pytest.mark.parametrize(
    ("rule", "body", "right"),
    [
        ("ns-target-is-cname", "sub NS host\nsub NS ns\n", "NS host.example.com."),
        ("mx-target-is-cname", "@ MX 20 host\n@ MX 10 ns\n", "MX 20 host.example.com."),
        ("srv-target-is-cname", "_a._tcp SRV 1 1 443 host\n_a._tcp SRV 2 1 443 ns\n", "SRV 1 1 443 host.example.com."),
        ("mx-target-without-address", "@ MX 20 host\n@ MX 10 host.example.com\n", "MX 20 host.example.com."),
    ],
)
def test_record_with_the_right_target(rule: str, body: str, right: str) -> None:
    """A record to write that its RRset has already is not offered: the help is to delete the wrong one."""
    told = help_of(rule, {ZONE: forward("host A 4.3.2.9\nns CNAME host\n" + body)})

    assert told.startswith(f"delete it: `{right}` is there already at {ZONE}:8")


def test_ptr_to_an_alias_beside_the_right_one() -> None:
    """Of a PTR to an alias beside one to the host itself, the first is to go."""
    files = {
        ZONE: forward("web A 4.3.2.80\nwww CNAME web\n"),
        REVERSE: reverse("80 PTR www.example.com.\n80 PTR web.example.com.\n"),
    }

    assert help_of("ptr-target-is-cname", files).startswith("delete it: `PTR web.example.com.` is there already")


def test_target_that_no_other_record_has() -> None:
    """An SRV record for another port is another service."""
    body = "host A 4.3.2.9\nns CNAME host\n_a._tcp SRV 1 1 443 host\n_a._tcp SRV 2 1 8443 ns\n"

    assert help_of("srv-target-is-cname", {ZONE: forward(body)}).startswith("write `SRV 2 1 8443 host.example.com.`")


def test_owner_whose_record_stands_at_the_right_name() -> None:
    """An owner without its dot is to go, if the name that is meant has the record."""
    body = "@ MX 10 ns1\nexample.com MX 10 NS1\n"

    assert "delete it: `MX 10 NS1.example.com.` is at example.com. already" == help_of(
        "owner-missing-trailing-dot", {ZONE: forward(body)}
    )


def test_owner_of_which_one_record_stands_at_the_right_name() -> None:
    """Of several records those that the right name has are to go, and the others to move."""
    body = "www A 4.3.2.9\nwww.example.com A 4.3.2.9\nwww.example.com A 4.3.2.8\n"

    assert (
        "write `www.example.com.` with the final dot or `www`; "
        "but delete `A 4.3.2.9`, which is at www.example.com. already"
    ) == help_of("owner-missing-trailing-dot", {ZONE: forward(body)})


def test_address_in_place_of_a_name_that_a_host_has() -> None:
    """Where the host that the help names has the address, its record is not to be added again."""
    body = "mail A 4.3.2.25\n@ MX 10 4.3.2.25\n"

    assert "name the host: write `MX 10 mail.example.com.`, which has 4.3.2.25" == help_of(
        "mx-target-is-address", {ZONE: forward(body)}
    )
