"""What administrators paste leads to the right cause, or is said to be no matter of the zones."""

import pytest
from bounce_texts import MORE, TEXTS, Pasted

from zonelint.mail.bounces.catalogue import load, recognise

KNOWN = load()


ALL = (*TEXTS, *MORE)


@pytest.mark.parametrize("pasted", ALL, ids=[f"{each.manner or 'more'}-{number}" for number, each in enumerate(ALL)])
def test_text_leads_to_its_cause(pasted: Pasted) -> None:
    """To all checks that are right for it, or some of them, and to no other."""
    found = {check.name for check in recognise(pasted.text, KNOWN).checks}

    assert set() == found - set(pasted.causes.split())


def test_texts_are_of_many_receivers() -> None:
    """Each receiver has a manner of its own."""
    assert len(TEXTS) >= 60
    assert len({each.manner for each in TEXTS}) >= 25
