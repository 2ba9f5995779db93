"""What a change does, in each format: one module per format, imported when it is asked for.

A format's module holds ``write(changes, stream, *, colour=False)``.
"""

FORMATS = ("text", "json", "markdown")
