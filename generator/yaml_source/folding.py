"""Words that YAML folded over lines, put together as Chinese is: without blanks at the folds."""

from __future__ import annotations

import re

_BLANK = re.compile(r"(?<=\S) (?=\S)")


def unfolded(value: str, lines: list[str]) -> str:
    """`value` of a scalar that stood on `lines`, without the blanks that folding put beside Chinese.

    A blank stays between two ASCII letters or digits, and where it was typed within a line.
    """
    typed = {line[found.start() - 1 : found.end() + 1] for line in lines for found in _BLANK.finditer(line)}

    def joined(found: re.Match[str]) -> str:
        around = value[found.start() - 1 : found.end() + 1]
        words = around[0] + around[2]
        return " " if around in typed or (words.isascii() and words.isalnum()) else ""

    return _BLANK.sub(joined, value)
