"""Slips in the text of a configuration or an export: what fingers, editors and merges do to it, by seed."""

import re
from random import Random

_WORDS = (
    "", "null", "[]", "{}", "true", "5", "config", "example.com.", "sources", "targets", "class", "legacy", "x.y.Z",
    "octodns.provider.yaml.YamlProvider", "zones", "*", "'", "&a", "*a", "!include x.yaml", "<<", "env/X", "a: b",
    "\t", "- ",
)  # fmt: skip
_MARKS = " :{}[],'\"&*!-#|>%@`?\t\n\\."


def mutated(text: str, random: Random) -> str:
    """Return `text` with one to three slips, such as fingers and merges make."""
    for _ in range(random.randint(1, 3)):
        text = random.choice((_without_line, _line_twice, _other_character, _other_word, _other_indent))(text, random)
    return text


def _without_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    del lines[random.randrange(len(lines))]
    return "\n".join(lines)


def _line_twice(text: str, random: Random) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines)), random.choice(lines))
    return "\n".join(lines)


def _other_character(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(("", random.choice(_MARKS))) + text[at + random.randint(0, 1) :]


def _other_word(text: str, random: Random) -> str:
    words = list(re.finditer(r"[^\s:,{}\[\]]+", text))
    if not words:
        return text
    chosen = random.choice(words)
    return text[: chosen.start()] + random.choice(_WORDS) + text[chosen.end() :]


def _other_indent(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    lines[at] = " " * random.randint(0, 5) + lines[at].lstrip()
    return "\n".join(lines)
