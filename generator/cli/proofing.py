"""`nigao proof`: the measures as a short table or as JSON, then what deviates. Only a broken 应当 is a failure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.terminal import columns, fail, say, say_json, tell
from generator.pipeline import Workspace
from generator.problems import Stop, has_errors
from generator.provisions import of

if TYPE_CHECKING:
    from generator.proof.proving import Proof

_A4 = (210, 297)
_UNKNOWN = "—"


def prove(folder: Path | None, file: str, layout: str | None, form: str) -> int:
    """Measure a file and tell; 1 where it cannot be measured, or a rule that says 应当 is broken."""
    try:
        proof = Workspace(folder).proof(file, layout)
    except Stop as stop:
        return fail(stop.problems, "没有量出来。")
    if form == "json":
        say_json(proof.as_json())
    else:
        for line in columns(_rows(proof)):
            say(line)
        tell(proof.problems)
        say(f"有{len(proof.problems)}处不合{_held_against(layout)}。" if proof.problems else _fine(layout))
    return int(has_errors(proof.problems))


def _held_against(layout: str | None) -> str:
    return f"版式 {layout}" if layout else "规定"


def _fine(layout: str | None) -> str:
    return f"量到的都合{_held_against(layout)}。"


def _rows(proof: Proof) -> Iterator[tuple[str, str]]:
    measured = proof.measured
    width, height = measured.paper
    known = "（A4）" if (round(width), round(height)) == _A4 else ""
    yield "纸张", f"{width:g} × {height:g} 毫米{known}，共 {len(measured.leaves)} 页"
    yield "页边距", _sides(proof.margins)
    yield "字印到", _sides(measured.ink)
    yield "满页满行", f"{_or_unknown(measured.lines)} 行，每行 {_or_unknown(measured.chars)} 字"
    yield "正文", "，".join(_body(proof)) or _UNKNOWN
    yield "页码", _page_numbers(proof)
    yield "字体", "、".join(proof.fonts) or _UNKNOWN


def _sides(sides: tuple[float | None, ...]) -> str:
    top, right, bottom, left = (_UNKNOWN if width is None else f"{width:.1f}" for width in sides)
    return f"上 {top}  下 {bottom}  左 {left}  右 {right} 毫米"


def _or_unknown(number: int | None) -> str:
    return _UNKNOWN if number is None else str(number)


def _body(proof: Proof) -> Iterator[str]:
    if proof.measured.body_pt is not None:
        yield of("body.size").worded(proof.measured.body_pt)
    if proof.measured.pitch_pt is not None:
        yield f"行距 {proof.measured.pitch_pt:g} 磅"


def _page_numbers(proof: Proof) -> str:
    numbers = proof.measured.numbers
    if not numbers:
        return "没有"
    first = numbers[0]
    return f"{first.text}，{of('page_number.size').worded(first.size_pt)}，线离纸上边 {first.top:.1f} 毫米"
