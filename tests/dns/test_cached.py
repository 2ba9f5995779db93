"""Properties that are worked out when they are first asked for, and kept."""

from zonelint.dns.cached import cached_property


class Counted:
    """Counts how often its value is worked out."""

    def __init__(self) -> None:
        self.times = 0

    @cached_property
    def value(self) -> int:
        """What is worked out."""
        self.times += 1
        return 10 * self.times


def test_value_is_worked_out_once_for_each_object() -> None:
    """And not before it is asked for."""
    first, second = Counted(), Counted()

    assert (0, 0) == (first.times, second.times)
    assert (10, 10, 10) == (first.value, first.value, second.value)
    assert (1, 1) == (first.times, second.times)


def test_value_that_is_dropped_is_worked_out_again() -> None:
    """As a view does that lets go of what it worked out."""
    counted = Counted()

    assert 10 == counted.value
    del counted.__dict__["value"]
    assert 20 == counted.value


def test_class_tells_the_documentation() -> None:
    """Of the property itself, as that of the library does."""
    assert "What is worked out." == Counted.value.__doc__
