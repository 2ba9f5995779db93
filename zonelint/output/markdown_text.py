"""Texts of strangers in Markdown, shown as they are: they link to nothing, mention nobody, and end no block."""

import re

from zonelint.output.escape import visible

_RUNS = re.compile("`+")


def code(text: str, most: int = 0) -> str:
    """Return `text` as code within a line, cut to the first `most` characters if that is not 0."""
    text = shortened(visible(text), most)
    if not text.strip():
        return "` `"
    fence = "`" * (_longest_run(text) + 1)
    # One blank on each side is taken away again, where both are there.
    padded = f" {text} " if text[0] in "` " or text[-1] in "` " else text
    return f"{fence}{padded}{fence}"


def code_block(text: str, indent: str = "", most: int = 0) -> str:
    """Return the lines of `text` as a block of code, which begins and ends with a line of its own."""
    lines = shortened("\n".join(map(visible, text.rstrip("\n").split("\n"))), most).split("\n")
    fence = "`" * max(_longest_run("\n".join(lines)) + 1, 3)
    return "".join(f"{indent}{line}\n" for line in (fence, *lines, fence))


def shortened(text: str, most: int) -> str:
    """Return the first `most` characters of `text`, the last of them an ellipsis if it has more; 0: all of it."""
    return text if not most or len(text) <= most else f"{text[: most - 1]}…"


def _longest_run(text: str) -> int:
    return max(map(len, _RUNS.findall(text)), default=0)
