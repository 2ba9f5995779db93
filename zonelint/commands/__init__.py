"""The commands, a module each: what `zonelint NAME` does.

A module holds ``USAGE`` and a docstring for the help, ``add_options(parser)``, and ``run(arguments)``, which returns
the exit status. ``arguments.words`` are what stands on the command line besides the command and the options.
"""

from zonelint.config.usage import UsageError

__all__ = ["UsageError"]
