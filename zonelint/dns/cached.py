"""Properties that are worked out when they are first asked for, and kept: `functools.cached_property` without its lock.

Up to Python 3.11 that one takes a lock each time. A set may have ten thousand views, and each asks for some twenty.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cached_property
else:

    class cached_property:  # noqa: N801 - it stands for that one
        """Works like `functools.cached_property`, for objects that one thread alone uses."""

        def __init__(self, work_out):
            self._work_out = work_out
            self.__doc__ = work_out.__doc__

        def __set_name__(self, owner, name):
            self._name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._work_out(instance)
            return value


__all__ = ("cached_property",)
