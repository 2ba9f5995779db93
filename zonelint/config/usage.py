"""The error of whoever asks for what cannot be done."""


class UsageError(ValueError):
    """What is asked for cannot be done, as with a rule that does not exist; the text says why, in one line."""
