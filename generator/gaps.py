"""How a gap looks on the page, 【待补充：…】 or 【待核实：…】: written, and recognised where somebody typed one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

State = Literal["missing", "to_confirm"]
_NAMES: dict[State, str] = {"missing": "待补充", "to_confirm": "待核实"}
_BEGIN = r"【\s*待(?:补充|核实)"
# Whatever comes behind these words, a reader takes it for one: 【待补充】 and 【待补充，见附件】 are typed, too.
# Compiled where they are asked for: most drafts meet no bracket in what was typed.
_OPEN = rf"{_BEGIN}[^【】]*】?"
_SHOWN = rf"{_BEGIN}[^】\n]{{0,31}}】?"
_NOTHING_ELSE = rf"(?:{_BEGIN}[^【】]*】[\s、，；。]*)+"
_ONE = rf"(?s){_BEGIN}\s*[：:](.*)】"


def printed(state: State, label: str) -> str:
    """The gap of what is called `label`."""
    return f"【{_NAMES[state]}：{label}】"


def label(text: str) -> str:
    """What a gap that `text` is was called; `text` itself where it is none."""
    found = re.fullmatch(_ONE, text.strip()) if "【" in text else None
    return found[1] if found else text


def like(text: str) -> str | None:
    """The first piece of `text` that a reader takes for a gap, as a message shows it; None where there is none."""
    found = re.search(_SHOWN, text) if "【" in text else None
    return found and found[0]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each of all the pieces that `like` finds begins and ends in `text`."""
    return (found.span() for found in re.finditer(_OPEN, text))


def nothing_else(text: str) -> bool:
    """Whether `text` is gaps and what parts them, as somebody copied them out of a draft."""
    return "【" in text and re.fullmatch(_NOTHING_ELSE, text.strip()) is not None
