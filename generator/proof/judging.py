"""Measures held against demands: each deviation a problem with its clause, one for one cause. Nothing is measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.problems import Origin, Problem, Severity
from generator.proof import faces
from generator.proof.demands import SIDES, Demands
from generator.proof.judging_numbers import Finding, page_numbers
from generator.proof.measuring import Measured
from generator.proof.sheets import MM_PER_PT, Sides, mm
from generator.provisions import Provision

_STRENGTH: dict[str, Severity] = {"应当": "error", "一般": "warning"}
_NAMES = {"top": "上", "right": "右", "bottom": "下", "left": "左"}
# A margin that a file states is exact; what the text of a PDF keeps is not, least of all at the top, for programs place
# a line within its pitch as they like.
_STATED_MM = {"top": 1.0, "right": 1.0, "bottom": 1.0, "left": 1.0}
_SEEN_MM = {"top": 3.0, "right": 2.5, "bottom": 3.0, "left": 1.5}
_ENOUGH_LINES = 8
_SHOWN = 20


class Stated(NamedTuple):
    """What the file itself says: margins of each kind of portrait page, the most used first, and fonts by their names;
    `mirrored` where the binding edge of even pages is on their right."""

    margins: tuple[Sides, ...]
    mirrored: bool
    body_font: str | None
    title_font: str | None


def judge(measured: Measured, stated: Stated | None, demands: Demands, origin: Origin) -> list[Problem]:
    """All deviations of a document; `stated` is None for a PDF."""
    judging = _Judging(measured, stated, demands)
    return [problem(rule, code, message, hint, origin) for code, rule, message, hint in judging.found()]


def problem(rule: Provision, code: str, message: str, hint: str | None, origin: Origin) -> Problem:
    """A deviation from a provision, as severe as that is strict."""
    severity = _STRENGTH.get(rule.strength, "advice")
    return Problem(code, severity, message, origin, hint, basis=rule.basis)


class _Judging:
    def __init__(self, measured: Measured, stated: Stated | None, demands: Demands) -> None:
        self.measured, self.stated, self.demands = measured, stated, demands
        self.margins = stated.margins if stated and stated.margins else (measured.inferred,)
        self.tolerance = _STATED_MM if stated else _SEEN_MM

    def found(self) -> Iterator[Finding]:
        yield from self._paper()
        yield from self._margins()
        yield from self._lines()
        yield from self._chars()
        yield from self._body()
        yield from self._title()
        yield from page_numbers(self.measured, self.margins[0], self._mirrored, self.demands, self._is_moved)
        yield from self._colour()

    @property
    def _mirrored(self) -> bool | None:
        return self.stated.mirrored if self.stated else None

    @property
    def _wrong_paper(self) -> bool:
        width, height = self.measured.paper
        return not (self.demands.rule("page.width").kept_by(width) and self.demands.rule("page.height").kept_by(height))

    def _paper(self) -> Iterator[Finding]:
        if self._wrong_paper:
            width, height = self.measured.paper
            wanted = " × ".join(mm(self.demands.rule(name).value or 0) for name in ("page.width", "page.height"))
            rule = self.demands.rule("page.width")
            hint = f"在“页面布局—纸张大小”里选{' A4' if wanted == '210 × 297' else f' {wanted} 毫米的纸'}"
            yield "page-paper", rule, f"纸是 {mm(width)} × {mm(height)} 毫米，应为 {wanted} 毫米", hint

    def _wrong(self, margins: Sides) -> dict[str, float]:
        """The margins that are wrong, by side."""
        wide = {side: getattr(margins, side) for side in SIDES}
        return {
            side: width
            for side, width in wide.items()
            if width is not None and not any(self._fits(side, width - each) for each in self.demands.margins[side])
        }

    def _fits(self, side: str, more: float) -> bool:
        """Whether a margin may be so much wider than wanted; that at the foot, where it is only seen, by what is too
        little for one more line.
        """
        left_over = (self.measured.pitch_pt or 0) * MM_PER_PT if side == "bottom" and self.stated is None else 0
        return -self.tolerance[side] - 1e-6 <= more <= self.tolerance[side] + left_over + 1e-6

    @property
    def _is_moved(self) -> bool:
        """Whether the text stands elsewhere than it should, so that what goes by it does, too."""
        return self._wrong_paper or bool(self._wrong(self.margins[0]))

    def _margins(self) -> Iterator[Finding]:
        for margins in self.margins:
            if wrong := self._wrong(margins):
                told = "、".join(
                    f"{_NAMES[side]} {width:.1f}（应为 {self._margin(side)}）" for side, width in wrong.items()
                )
                hint = "在“页面布局—页边距”里改：" + "，".join(
                    f"{_NAMES[s]} {mm(self.demands.margins[s][0])} 毫米" for s in SIDES
                )
                seen = "" if self.stated else "看起来"
                yield (
                    "page-margins",
                    self.demands.margin_rule(next(iter(wrong))),
                    f"页边距{seen}不对（毫米）：{told}",
                    hint,
                )

    def _margin(self, side: str) -> str:
        return " 或 ".join(map(mm, self.demands.margins[side]))

    def _lines(self) -> Iterator[Finding]:
        rule, lines, pitch = self.demands.rule("page.lines"), self.measured.lines, self.measured.pitch_pt
        wrong_pitch = pitch is not None and not self.demands.is_pitch(pitch)
        moved = self._wrong_paper or {"top", "bottom"} & self._wrong(self.margins[0]).keys()
        hint = f"正文行距设为固定值 {self.demands.pitches[0]:g} 磅"
        if lines is not None and lines != rule.value and (wrong_pitch or not moved):
            yield "page-lines", rule, f"满页 {lines} 行，应为 {rule.value:g} 行（行距 {pitch:g} 磅）", hint
        elif wrong_pitch:
            wanted = " 或 ".join(f"{each:g}" for each in self.demands.pitches)
            message = f"正文行距 {pitch:g} 磅，应为 {wanted} 磅，{rule.value:g} 行才撑满版心"
            yield "line-pitch", rule, message, hint

    def _chars(self) -> Iterator[Finding]:
        rule, chars = self.demands.rule("page.chars"), self.measured.chars
        if chars is None or chars == rule.value or len(self.measured.counts) < _ENOUGH_LINES or self._wrong_size:
            return
        if chars != self._chars_of_width(rule):
            hint = "正文字间距设为紧缩 0.25 磅" if chars == 27 and rule.value == 28 else "看正文的字号和字间距"
            yield "page-chars", rule, f"满行 {chars} 字，应为 {rule.value:g} 字", hint

    def _chars_of_width(self, rule: Provision) -> int:
        """How many characters of the wanted width the lines hold that wrong margins or paper leave."""
        margins, wanted = self.margins[0], self.demands.margins
        left, right = margins.left, margins.right
        if left is None or right is None:
            return int(rule.value or 0)
        width = (self.demands.rule("page.width").value or 0) - wanted["left"][0] - wanted["right"][0]
        share = (self.measured.paper[0] - left - right) / width
        moved = self._wrong_paper or {"left", "right"} & self._wrong(margins).keys()
        return int(share * (rule.value or 0) + 0.02) if moved else int(rule.value or 0)

    @property
    def _wrong_size(self) -> bool:
        size = self.measured.body_pt
        return size is not None and not self.demands.rule("body.size").kept_by(size)

    def _body(self) -> Iterator[Finding]:
        rule = self.demands.rule("body.size")
        if self.measured.body_pt is None:
            return
        if self._wrong_size:
            yield "body-size", rule, _sized("正文", rule, self.measured.body_pt), f"正文改为{rule.wanted}"
        font = self.stated.body_font if self.stated else self.measured.body_font
        yield from self._font("正文", "body", font)

    def _title(self) -> Iterator[Finding]:
        title, rule = self.measured.title, self.demands.rule("title.size")
        if title is None:
            return
        if not rule.kept_by(title.size_pt):
            yield (
                "title-size",
                rule,
                _sized(f"标题“{title.text[:_SHOWN]}”", rule, title.size_pt),
                f"标题改为{rule.wanted}",
            )
        yield from self._font("标题", "title", self.stated.title_font if self.stated else title.font)

    def _font(self, what: str, name: str, font: str | None) -> Iterator[Finding]:
        rule = self.demands.rule(f"{name}.font")
        if font is not None and rule.face is not None and faces.differs(font, rule.face):
            yield f"{name}-font", rule, f"{what}的字体是“{font}”，应为{rule.face}", f"{what}的中文字体改为{rule.face}"

    def _colour(self) -> Iterator[Finding]:
        if words := self.measured.coloured:
            told = "、".join(f"“{text[:_SHOWN]}”" for text in words[:3]) + ("等" if len(words) > 3 else "")
            yield "text-colour", self.demands.rule("text.colour"), f"文字不是黑色：{told}", "字体颜色改为黑色"


def _sized(what: str, rule: Provision, size: float) -> str:
    return f"{what}的字号是 {rule.worded(size)}，应为 {rule.wanted}"
