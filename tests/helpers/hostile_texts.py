"""Texts by which a stranger would have a report say something else, and a zone that is full of them."""

import re

from commandline import SOUND

HOSTILE = [
    "%0A##vso[task.setvariable variable=forged]x", "%AZP250Aforged", "x]forged", "x;code=forged", "]]><forged/>",
    "<script>forged</script>", "\"/><forged a=\"", "'--><forged>", "&lt;forged&gt;", "##[error]forged",
    "##vso[task.complete result=Failed]forged", "::error::forged", "\n::error::forged",
    "\r\n- **error** `x:1:1` `f` (x)", "`` ` ``` forged", "```\n# forged\n```suggestion\n", "@forged", "$(forged)`$",
    "[forged](https://evil.example)", "![forged](https://evil.example)", "https://evil.example/forged",
    "<!-- forged", "|forged|\n|---|\n", "</system-out></testcase><testcase name='forged'/>", "1. forged", "> forged",
    "`", " ", "  ` `  ", "", "\\", "\\`forged\\`", "***forged***", "~~~\nforged", "    forged",
    "\x1b[31mforged", "\u202eforged", "\u2028forged", "\ud800\udfff\udcff", "\ufffe\uffff\x00",
]  # fmt: skip

ESCAPED = [re.sub(r'["\s;()@\\]|[^ -~]', lambda match: f"\\{ord(match[0]) % 256:03d}", text) for text in HOSTILE]
HOSTILE_ZONE = "".join([
    SOUND,
    *(f'h{at} TXT "{text}"\n  MX 10 {text}x\nh{at} A {text}1\n' for at, text in enumerate(ESCAPED)),
    *(f"raw{at} A 1.2.3.4.5 {text}\n" for at, text in enumerate(HOSTILE[:-5])),
])  # fmt: skip
"""Each text in names and strings, and as it is."""
